-- $1: viewer_tenant
-- $2: viewer_units
-- $3: viewer_person
-- $4: variable id
-- $5: viewer_root
-- $6: variable problem
SELECT concat(
  '{"data":{"petitioner":',
  coalesce(
    (
      SELECT concat(
        '{"id":"Petitioner_',
        t1."id",
        '","kind":"',
        t1."kind",
        '","matter":"',
        t1."matter",
        '","channel":"',
        t1."channel",
        '","maskedName":',
        to_json(t1."masked_name"),
        ',"maskedContact":',
        to_json(t1."masked_contact"),
        ',"joint":',
        CAST(t1."joint" AS TEXT),
        ',"repeats":',
        CAST(app.repeats(t1."id") AS TEXT),
        ',"registeredAt":"',
        to_char(timezone('UTC', t1."registered_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        '","tenant":',
        CASE WHEN (t2."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t2."name"), '}') END,
        ',"registeredBy":',
        CASE WHEN (t3."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t3."name"), '}') END,
        ',"consents":',
        (
          SELECT concat(
            '[',
            coalesce(
              string_agg(
                concat(
                  '{"form":"',
                  t4p."form",
                  '","givenOn":"',
                  t4p."given_on",
                  '","covers":',
                  to_json(t4p."covers"),
                  ',"recordedAt":"',
                  to_char(timezone('UTC', t4p."recorded_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                  '","withdrawnOn":',
                  CASE WHEN (t4p."withdrawn_on" IS NULL) THEN 'null' ELSE concat('"', t4p."withdrawn_on", '"') END,
                  '}'
                ),
                ','
                ORDER BY t4p."given_on" ASC,
                t4p."recorded_at" ASC,
                t4p."id" ASC
              ),
              ''
            ),
            ']'
          ) AS concat_3
          FROM (
            SELECT t4."form" AS form,
            t4."given_on" AS given_on,
            t4."covers" AS covers,
            t4."recorded_at" AS recorded_at,
            t4."withdrawn_on" AS withdrawn_on,
            t4."id" AS id
            FROM app.consent AS t4
            WHERE t4."root" = t1."root"
            AND t4."petitioner_id" = t1."id"
            ORDER BY t4."given_on" ASC,
            t4."recorded_at" ASC,
            t4."id" ASC
            LIMIT 50
          ) AS t4p
        ),
        ',"viewerActions":[{"act":"ASK_IDENTITY","allowed":',
        CAST(
          (
            t1."author_tenant" = $1
            AND (t1."accused" && $2) IS NOT true
            OR t1."holder" = $1
            AND (t1."author_tenant" = $1) IS NOT true
            AND (t1."accused" && $2) IS NOT true
          ) IS true AS TEXT
        ),
        ',"missing":',
        CASE WHEN (
          (
            t1."author_tenant" = $1
            AND (t1."accused" && $2) IS NOT true
            OR t1."holder" = $1
            AND (t1."author_tenant" = $1) IS NOT true
            AND (t1."accused" && $2) IS NOT true
          ) IS NOT true
        ) THEN '"RULE"' WHEN (true IS NOT true) THEN '"STATE"' ELSE 'null' END,
        ',"furtherCheck":true}]}'
      ) AS concat_2
      FROM app.petitioner AS t1
      LEFT OUTER JOIN app.tenant AS t2 ON t2."id" = t1."holder"
      LEFT OUTER JOIN app.person AS t3 ON t3."root" = t1."root"
      AND t3."id" = t1."author_person"
      AND (t3."id" = $3::UUID OR t3."holder" = $1 AND (t3."id" = $3::UUID) IS NOT true)
      WHERE t1."id" = $4::UUID
      AND t1."root" = $5
      AND (
        t1."author_tenant" = $1
        AND (t1."accused" && $2) IS NOT true
        OR t1."holder" = $1
        AND (t1."author_tenant" = $1) IS NOT true
        AND (t1."accused" && $2) IS NOT true
        OR t1."listed_by" = $1
        AND t1."list_type" IN ('PETITION', 'HOTLINE_12345')
        AND (t1."author_tenant" = $1) IS NOT true
        AND (t1."holder" = $1) IS NOT true
        AND (t1."accused" && $2) IS NOT true
        OR t1."listed_parent" = $1
        AND t1."list_type" IN ('PETITION', 'HOTLINE_12345')
        AND (t1."author_tenant" = $1) IS NOT true
        AND (t1."holder" = $1) IS NOT true
        AND (t1."listed_by" = $1 AND t1."list_type" IN ('PETITION', 'HOTLINE_12345')) IS NOT true
        AND (t1."accused" && $2) IS NOT true
        OR t1."list_type" IN ('PETITION', 'HOTLINE_12345')
        AND t1."at3" = $1
        AND t1."open_to" <= 3
        AND (t1."author_tenant" = $1) IS NOT true
        AND (t1."holder" = $1) IS NOT true
        AND (t1."listed_by" = $1 AND t1."list_type" IN ('PETITION', 'HOTLINE_12345')) IS NOT true
        AND (
          t1."listed_parent" = $1
          AND t1."list_type" IN ('PETITION', 'HOTLINE_12345')
        ) IS NOT true
        AND (t1."accused" && $2) IS NOT true
      )
      LIMIT 1
    ),
    'null'
  ),
  ',"petitioners":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"id":"Petitioner_',
            t5p."id",
            '","maskedName":',
            to_json(t5p."masked_name"),
            '}'
          ),
          ','
          ORDER BY t5p."registered_at" ASC,
          t5p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_4
    FROM (
      SELECT t5pu."id" AS id,
      t5pu."masked_name" AS masked_name,
      t5pu."registered_at" AS registered_at
      FROM (
        SELECT anon_1.id AS id,
        anon_1.masked_name AS masked_name,
        anon_1.registered_at AS registered_at
        FROM (
          SELECT t5."id" AS id,
          t5."masked_name" AS masked_name,
          t5."registered_at" AS registered_at
          FROM app.petitioner AS t5
          WHERE t5."problem_id" = $6::UUID
          AND t5."author_tenant" = $1
          AND (t5."accused" && $2) IS NOT true
          ORDER BY t5."registered_at" ASC,
          t5."id" ASC
          LIMIT 50
        ) AS anon_1
        UNION ALL
        SELECT anon_2.id AS id,
        anon_2.masked_name AS masked_name,
        anon_2.registered_at AS registered_at
        FROM (
          SELECT t5."id" AS id,
          t5."masked_name" AS masked_name,
          t5."registered_at" AS registered_at
          FROM app.petitioner AS t5
          WHERE t5."problem_id" = $6::UUID
          AND t5."holder" = $1
          AND (t5."author_tenant" = $1) IS NOT true
          AND (t5."accused" && $2) IS NOT true
          ORDER BY t5."registered_at" ASC,
          t5."id" ASC
          LIMIT 50
        ) AS anon_2
        UNION ALL
        SELECT anon_3.id AS id,
        anon_3.masked_name AS masked_name,
        anon_3.registered_at AS registered_at
        FROM (
          SELECT t5."id" AS id,
          t5."masked_name" AS masked_name,
          t5."registered_at" AS registered_at
          FROM app.petitioner AS t5
          WHERE t5."problem_id" = $6::UUID
          AND t5."listed_by" = $1
          AND t5."list_type" IN ('PETITION', 'HOTLINE_12345')
          AND (t5."author_tenant" = $1) IS NOT true
          AND (t5."holder" = $1) IS NOT true
          AND (t5."accused" && $2) IS NOT true
          ORDER BY t5."registered_at" ASC,
          t5."id" ASC
          LIMIT 50
        ) AS anon_3
        UNION ALL
        SELECT anon_4.id AS id,
        anon_4.masked_name AS masked_name,
        anon_4.registered_at AS registered_at
        FROM (
          SELECT t5."id" AS id,
          t5."masked_name" AS masked_name,
          t5."registered_at" AS registered_at
          FROM app.petitioner AS t5
          WHERE t5."problem_id" = $6::UUID
          AND t5."listed_parent" = $1
          AND t5."list_type" IN ('PETITION', 'HOTLINE_12345')
          AND (t5."author_tenant" = $1) IS NOT true
          AND (t5."holder" = $1) IS NOT true
          AND (t5."listed_by" = $1 AND t5."list_type" IN ('PETITION', 'HOTLINE_12345')) IS NOT true
          AND (t5."accused" && $2) IS NOT true
          ORDER BY t5."registered_at" ASC,
          t5."id" ASC
          LIMIT 50
        ) AS anon_4
        UNION ALL
        SELECT anon_5.id AS id,
        anon_5.masked_name AS masked_name,
        anon_5.registered_at AS registered_at
        FROM (
          SELECT t5."id" AS id,
          t5."masked_name" AS masked_name,
          t5."registered_at" AS registered_at
          FROM app.petitioner AS t5
          WHERE t5."problem_id" = $6::UUID
          AND t5."list_type" IN ('PETITION', 'HOTLINE_12345')
          AND t5."at3" = $1
          AND t5."open_to" <= 3
          AND (t5."author_tenant" = $1) IS NOT true
          AND (t5."holder" = $1) IS NOT true
          AND (t5."listed_by" = $1 AND t5."list_type" IN ('PETITION', 'HOTLINE_12345')) IS NOT true
          AND (
            t5."listed_parent" = $1
            AND t5."list_type" IN ('PETITION', 'HOTLINE_12345')
          ) IS NOT true
          AND (t5."accused" && $2) IS NOT true
          ORDER BY t5."registered_at" ASC,
          t5."id" ASC
          LIMIT 50
        ) AS anon_5
      ) AS t5pu
      ORDER BY t5pu."registered_at" ASC,
      t5pu."id" ASC
      LIMIT 50
    ) AS t5p
  ),
  '}}'
) AS concat_1
