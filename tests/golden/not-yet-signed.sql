-- $1: constant 2026
-- $2: viewer_tenant
SELECT concat(
  '{"data":{"responsibilityLists":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"tenant":',
            CASE WHEN (t2."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t2."name"), '}') END,
            ',"state":"',
            t1p."state",
            '","signed":',
            CAST(
              EXISTS (
                SELECT app.pledge.id
                FROM app.pledge
                WHERE app.pledge.root = t1p."root"
                AND app.pledge.list_id = t1p."id"
                AND app.pledge.list_version = t1p."edition"
              ) AS TEXT
            ),
            '}'
          ),
          ','
          ORDER BY t1p."year" DESC,
          t1p."id" DESC
        ),
        ''
      ),
      '],"totalCount":',
      CAST(
        least(
          (
            SELECT count(*) AS count_1
            FROM (
              SELECT 1
              FROM (
                SELECT anon_3.one AS one
                FROM (
                  SELECT 1 AS one
                  FROM app.responsibility_list AS t1
                  WHERE t1."year" = CAST($1 AS INTEGER)
                  AND NOT (
                    EXISTS (
                      SELECT app.pledge.id
                      FROM app.pledge
                      WHERE app.pledge.root = t1."root"
                      AND app.pledge.list_id = t1."id"
                      AND app.pledge.list_version = t1."edition"
                    )
                  )
                  AND t1."holder" = $2
                  LIMIT 201
                ) AS anon_3
                UNION ALL
                SELECT anon_4.one AS one
                FROM (
                  SELECT 1 AS one
                  FROM app.responsibility_list AS t1
                  WHERE t1."year" = CAST($1 AS INTEGER)
                  AND NOT (
                    EXISTS (
                      SELECT app.pledge.id
                      FROM app.pledge
                      WHERE app.pledge.root = t1."root"
                      AND app.pledge.list_id = t1."id"
                      AND app.pledge.list_version = t1."edition"
                    )
                  )
                  AND t1."state" IN ('PUBLISHED', 'RETIRED')
                  AND t1."holder_parent" = $2
                  LIMIT 201
                ) AS anon_4
              ) AS anon_2
              LIMIT 201
            ) AS anon_1
          ),
          200
        ) AS TEXT
      ),
      '}'
    ) AS concat_2
    FROM (
      SELECT t1pu."holder" AS holder,
      t1pu."state" AS state,
      t1pu."root" AS root,
      t1pu."id" AS id,
      t1pu."edition" AS edition,
      t1pu."year" AS year
      FROM (
        SELECT anon_5.holder AS holder,
        anon_5.state AS state,
        anon_5.root AS root,
        anon_5.id AS id,
        anon_5.edition AS edition,
        anon_5.year AS year
        FROM (
          SELECT t1."holder" AS holder,
          t1."state" AS state,
          t1."root" AS root,
          t1."id" AS id,
          t1."edition" AS edition,
          t1."year" AS year
          FROM app.responsibility_list AS t1
          WHERE t1."year" = CAST($1 AS INTEGER)
          AND NOT (
            EXISTS (
              SELECT app.pledge.id
              FROM app.pledge
              WHERE app.pledge.root = t1."root"
              AND app.pledge.list_id = t1."id"
              AND app.pledge.list_version = t1."edition"
            )
          )
          AND t1."holder" = $2
          ORDER BY t1."year" DESC,
          t1."id" DESC
          LIMIT 50
        ) AS anon_5
        UNION ALL
        SELECT anon_6.holder AS holder,
        anon_6.state AS state,
        anon_6.root AS root,
        anon_6.id AS id,
        anon_6.edition AS edition,
        anon_6.year AS year
        FROM (
          SELECT t1."holder" AS holder,
          t1."state" AS state,
          t1."root" AS root,
          t1."id" AS id,
          t1."edition" AS edition,
          t1."year" AS year
          FROM app.responsibility_list AS t1
          WHERE t1."year" = CAST($1 AS INTEGER)
          AND NOT (
            EXISTS (
              SELECT app.pledge.id
              FROM app.pledge
              WHERE app.pledge.root = t1."root"
              AND app.pledge.list_id = t1."id"
              AND app.pledge.list_version = t1."edition"
            )
          )
          AND t1."state" IN ('PUBLISHED', 'RETIRED')
          AND t1."holder_parent" = $2
          ORDER BY t1."year" DESC,
          t1."id" DESC
          LIMIT 50
        ) AS anon_6
      ) AS t1pu
      ORDER BY t1pu."year" DESC,
      t1pu."id" DESC
      LIMIT 50
    ) AS t1p
    LEFT OUTER JOIN app.tenant AS t2 ON t2."id" = t1p."holder"
  ),
  '}}'
) AS concat_1
