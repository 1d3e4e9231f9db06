-- $1: viewer_tenant
-- $2: viewer_person
-- $3: viewer_post
-- $4: variable id
-- $5: viewer_root
SELECT concat(
  '{"data":{"proposedChange":',
  coalesce(
    (
      SELECT concat(
        '{"kind":"',
        t1."kind",
        '","person":',
        CASE WHEN (t2."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t2."name"), '}') END,
        ',"post":',
        CASE WHEN (t3."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t3."title"), '}') END,
        ',"effects":',
        (
          SELECT concat(
            '{"nodes":[',
            coalesce(
              string_agg(
                concat(
                  '{"action":',
                  CASE WHEN (t4p."action" IS NULL) THEN 'null' ELSE to_json(t4p."action") END,
                  ',"records":',
                  CASE WHEN (t4p."records" IS NULL) THEN 'null' ELSE CAST(t4p."records" AS TEXT) END,
                  ',"person":',
                  CASE WHEN (t5."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t5."name"), '}') END,
                  ',"unit":',
                  CASE WHEN (t6."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t6."name"), '}') END,
                  '}'
                ),
                ','
                ORDER BY t4p."sort" ASC,
                t4p."noun" ASC,
                t4p."id" ASC
              ),
              ''
            ),
            ']}'
          ) AS concat_3
          FROM (
            SELECT t4."action" AS action,
            t4."records" AS records,
            t4."person_id" AS person_id,
            t4."root" AS root,
            t4."unit" AS unit,
            t4."sort" AS sort,
            t4."noun" AS noun,
            t4."id" AS id
            FROM app.change_effect AS t4
            WHERE t4."root" = t1."root"
            AND t4."change_id" = t1."id"
            AND (t4."holder_parent" = $1 OR t4."holder" = $1)
            ORDER BY t4."sort" ASC,
            t4."noun" ASC,
            t4."id" ASC
            LIMIT 5
          ) AS t4p
          LEFT OUTER JOIN app.person AS t5 ON t5."root" = t4p."root"
          AND t5."id" = t4p."person_id"
          AND (t5."id" = $2::UUID)
          LEFT OUTER JOIN app.tenant AS t6 ON t6."id" = t4p."unit"
        ),
        '}'
      ) AS concat_2
      FROM app.proposed_change AS t1
      LEFT OUTER JOIN app.person AS t2 ON t2."root" = t1."root"
      AND t2."id" = t1."person_id"
      AND (t2."id" = $2::UUID)
      LEFT OUTER JOIN app.post AS t3 ON t3."root" = t1."root"
      AND t3."id" = t1."post_id"
      AND (
        t3."id" = $3::UUID
        OR t3."holder_parent" = $1
        AND (t3."id" = $3::UUID) IS NOT true
        OR t3."holder" = $1
        AND (t3."id" = $3::UUID) IS NOT true
      )
      WHERE t1."id" = $4::UUID
      AND t1."root" = $5
      AND (t1."holder_parent" = $1 OR t1."holder" = $1)
      LIMIT 1
    ),
    'null'
  ),
  ',"proposedChanges":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"kind":"',
            t7p."kind",
            '","peopleGaining":',
            CAST(t7p."people_gaining" AS TEXT),
            ',"viewerActions":[{"act":"APPLY","allowed":',
            CAST(
              t7p."previewed_by" = $2::UUID
              AND t7p."holder" = $1
              AND t7p."state" IN ('PREVIEWED', 'CONFIRMED') AS TEXT
            ),
            ',"missing":',
            CASE WHEN (
              (t7p."previewed_by" = $2::UUID AND t7p."holder" = $1) IS NOT true
            ) THEN '"RULE"' WHEN ((t7p."state" IN ('PREVIEWED', 'CONFIRMED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
            '},{"act":"CONFIRM","allowed":',
            CAST(
              (
                t7p."holder_parent" = $1
                AND (t7p."previewed_by" = $2::UUID) IS NOT true
                OR t7p."holder_parent" IS NULL
                AND t7p."holder" = $1
                AND (t7p."previewed_by" = $2::UUID) IS NOT true
              )
              AND t7p."state" IN ('PROPOSED') AS TEXT
            ),
            ',"missing":',
            CASE WHEN (
              (
                t7p."holder_parent" = $1
                AND (t7p."previewed_by" = $2::UUID) IS NOT true
                OR t7p."holder_parent" IS NULL
                AND t7p."holder" = $1
                AND (t7p."previewed_by" = $2::UUID) IS NOT true
              ) IS NOT true
            ) THEN '"RULE"' WHEN ((t7p."state" IN ('PROPOSED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
            '},{"act":"DECLINE","allowed":',
            CAST(
              (
                t7p."holder_parent" = $1
                AND (t7p."previewed_by" = $2::UUID) IS NOT true
                OR t7p."holder_parent" IS NULL
                AND t7p."holder" = $1
                AND (t7p."previewed_by" = $2::UUID) IS NOT true
              )
              AND t7p."state" IN ('PROPOSED') AS TEXT
            ),
            ',"missing":',
            CASE WHEN (
              (
                t7p."holder_parent" = $1
                AND (t7p."previewed_by" = $2::UUID) IS NOT true
                OR t7p."holder_parent" IS NULL
                AND t7p."holder" = $1
                AND (t7p."previewed_by" = $2::UUID) IS NOT true
              ) IS NOT true
            ) THEN '"RULE"' WHEN ((t7p."state" IN ('PROPOSED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
            '}]}'
          ),
          ','
          ORDER BY t7p."previewed_at" DESC,
          t7p."id" DESC
        ),
        ''
      ),
      ']}'
    ) AS concat_4
    FROM (
      SELECT t7pu."kind" AS kind,
      t7pu."people_gaining" AS people_gaining,
      t7pu."previewed_by" AS previewed_by,
      t7pu."holder" AS holder,
      t7pu."state" AS state,
      t7pu."holder_parent" AS holder_parent,
      t7pu."previewed_at" AS previewed_at,
      t7pu."id" AS id
      FROM (
        SELECT anon_1.kind AS kind,
        anon_1.people_gaining AS people_gaining,
        anon_1.previewed_by AS previewed_by,
        anon_1.holder AS holder,
        anon_1.state AS state,
        anon_1.holder_parent AS holder_parent,
        anon_1.previewed_at AS previewed_at,
        anon_1.id AS id
        FROM (
          SELECT t7."kind" AS kind,
          t7."people_gaining" AS people_gaining,
          t7."previewed_by" AS previewed_by,
          t7."holder" AS holder,
          t7."state" AS state,
          t7."holder_parent" AS holder_parent,
          t7."previewed_at" AS previewed_at,
          t7."id" AS id
          FROM app.proposed_change AS t7
          WHERE t7."state" = 'PROPOSED'
          AND t7."holder_parent" = $1
          ORDER BY t7."previewed_at" DESC,
          t7."id" DESC
          LIMIT 5
        ) AS anon_1
        UNION ALL
        SELECT anon_2.kind AS kind,
        anon_2.people_gaining AS people_gaining,
        anon_2.previewed_by AS previewed_by,
        anon_2.holder AS holder,
        anon_2.state AS state,
        anon_2.holder_parent AS holder_parent,
        anon_2.previewed_at AS previewed_at,
        anon_2.id AS id
        FROM (
          SELECT t7."kind" AS kind,
          t7."people_gaining" AS people_gaining,
          t7."previewed_by" AS previewed_by,
          t7."holder" AS holder,
          t7."state" AS state,
          t7."holder_parent" AS holder_parent,
          t7."previewed_at" AS previewed_at,
          t7."id" AS id
          FROM app.proposed_change AS t7
          WHERE t7."state" = 'PROPOSED'
          AND t7."holder" = $1
          ORDER BY t7."previewed_at" DESC,
          t7."id" DESC
          LIMIT 5
        ) AS anon_2
      ) AS t7pu
      ORDER BY t7pu."previewed_at" DESC,
      t7pu."id" DESC
      LIMIT 5
    ) AS t7p
  ),
  '}}'
) AS concat_1
