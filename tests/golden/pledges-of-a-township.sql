-- $1: viewer_tenant
-- $2: viewer_person
-- $3: constant 'branch_secretary'
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
            ',"version":',
            CAST(t1p."version" AS TEXT),
            ',"pledges":',
            (
              SELECT concat(
                '{"totalCount":',
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
                            FROM app.pledge AS t3
                            WHERE t3."root" = t1p."root"
                            AND t3."list_id" = t1p."id"
                            AND (t3."at4" = $1 AND t3."open_to" <= 4)
                            LIMIT 201
                          ) AS anon_3
                        ) AS anon_2
                        LIMIT 201
                      ) AS anon_1
                    ),
                    200
                  ) AS TEXT
                ),
                ',"nodes":[',
                coalesce(
                  string_agg(
                    concat(
                      '{"listVersion":',
                      CAST(t3p."list_version" AS TEXT),
                      ',"signedAt":"',
                      to_char(timezone('UTC', t3p."signed_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                      '","person":',
                      CASE WHEN (t4."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t4."name"), '}') END,
                      '}'
                    ),
                    ','
                    ORDER BY t3p."signed_at" ASC,
                    t3p."id" ASC
                  ),
                  ''
                ),
                ']}'
              ) AS concat_3
              FROM (
                SELECT t3."list_version" AS list_version,
                t3."signed_at" AS signed_at,
                t3."person_id" AS person_id,
                t3."root" AS root,
                t3."id" AS id
                FROM app.pledge AS t3
                WHERE t3."root" = t1p."root"
                AND t3."list_id" = t1p."id"
                AND (t3."at4" = $1 AND t3."open_to" <= 4)
                ORDER BY t3."signed_at" ASC,
                t3."id" ASC
                LIMIT 50
              ) AS t3p
              LEFT OUTER JOIN app.person AS t4 ON t4."root" = t3p."root"
              AND t4."id" = t3p."person_id"
              AND (
                t4."id" = $2::UUID
                OR t4."at4" = $1
                AND t4."open_to" <= 4
                AND (t4."id" = $2::UUID) IS NOT true
              )
            ),
            '}'
          ),
          ','
          ORDER BY t1p."year" DESC,
          t1p."id" DESC
        ),
        ''
      ),
      ']}'
    ) AS concat_2
    FROM (
      SELECT t1pu."holder" AS holder,
      t1pu."version" AS version,
      t1pu."root" AS root,
      t1pu."id" AS id,
      t1pu."year" AS year
      FROM (
        SELECT anon_4.holder AS holder,
        anon_4.version AS version,
        anon_4.root AS root,
        anon_4.id AS id,
        anon_4.year AS year
        FROM (
          SELECT t1."holder" AS holder,
          t1."version" AS version,
          t1."root" AS root,
          t1."id" AS id,
          t1."year" AS year
          FROM app.responsibility_list AS t1
          WHERE t1."actor_type" = $3
          AND t1."holder" = $1
          ORDER BY t1."year" DESC,
          t1."id" DESC
          LIMIT 20
        ) AS anon_4
        UNION ALL
        SELECT anon_5.holder AS holder,
        anon_5.version AS version,
        anon_5.root AS root,
        anon_5.id AS id,
        anon_5.year AS year
        FROM (
          SELECT t1."holder" AS holder,
          t1."version" AS version,
          t1."root" AS root,
          t1."id" AS id,
          t1."year" AS year
          FROM app.responsibility_list AS t1
          WHERE t1."actor_type" = $3
          AND t1."state" IN ('PUBLISHED', 'RETIRED')
          AND t1."holder_parent" = $1
          ORDER BY t1."year" DESC,
          t1."id" DESC
          LIMIT 20
        ) AS anon_5
      ) AS t1pu
      ORDER BY t1pu."year" DESC,
      t1pu."id" DESC
      LIMIT 20
    ) AS t1p
    LEFT OUTER JOIN app.tenant AS t2 ON t2."id" = t1p."holder"
  ),
  '}}'
) AS concat_1
