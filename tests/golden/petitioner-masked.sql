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
        CAST(t1."repeats" AS TEXT),
        ',"registeredAt":"',
        to_char(timezone('UTC', t1."registered_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        '","tenant":',
        CASE WHEN (t2."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t2."name"), '}') END,
        ',"registeredBy":',
        CASE WHEN (t3."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t3."name"), '}') END,
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
        OR t1."at3" = $1
        AND t1."open_to" <= 3
        AND (t1."author_tenant" = $1) IS NOT true
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
            t4p."id",
            '","maskedName":',
            to_json(t4p."masked_name"),
            '}'
          ),
          ','
          ORDER BY t4p."registered_at" ASC,
          t4p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_3
    FROM (
      SELECT t4pu."id" AS id,
      t4pu."masked_name" AS masked_name,
      t4pu."registered_at" AS registered_at
      FROM (
        SELECT anon_1.id AS id,
        anon_1.masked_name AS masked_name,
        anon_1.registered_at AS registered_at
        FROM (
          SELECT t4."id" AS id,
          t4."masked_name" AS masked_name,
          t4."registered_at" AS registered_at
          FROM app.petitioner AS t4
          WHERE t4."problem_id" = $6::UUID
          AND t4."author_tenant" = $1
          AND (t4."accused" && $2) IS NOT true
          ORDER BY t4."registered_at" ASC,
          t4."id" ASC
          LIMIT 50
        ) AS anon_1
        UNION ALL
        SELECT anon_2.id AS id,
        anon_2.masked_name AS masked_name,
        anon_2.registered_at AS registered_at
        FROM (
          SELECT t4."id" AS id,
          t4."masked_name" AS masked_name,
          t4."registered_at" AS registered_at
          FROM app.petitioner AS t4
          WHERE t4."problem_id" = $6::UUID
          AND t4."at3" = $1
          AND t4."open_to" <= 3
          AND (t4."author_tenant" = $1) IS NOT true
          AND (t4."accused" && $2) IS NOT true
          ORDER BY t4."registered_at" ASC,
          t4."id" ASC
          LIMIT 50
        ) AS anon_2
      ) AS t4pu
      ORDER BY t4pu."registered_at" ASC,
      t4pu."id" ASC
      LIMIT 50
    ) AS t4p
  ),
  '}}'
) AS concat_1
