-- $1: viewer_tenant
-- $2: viewer_actor_type
-- $3: viewer_at1
-- $4: viewer_at2
-- $5: viewer_at3
-- $6: viewer_at4
SELECT concat(
  '{"data":{"inbox":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"period":',
            to_json(t1p."period"),
            ',"dueOn":"',
            t1p."due_on",
            '","state":"',
            t1p."state",
            '","overdue":',
            CAST(t1p."overdue" AS TEXT),
            ',"tenant":',
            coalesce(
              (
                SELECT concat('{"name":', to_json(t2."name"), '}') AS concat_3
                FROM app.tenant AS t2
                WHERE t2."id" = $1
              ),
              'null'
            ),
            ',"clause":',
            CASE WHEN (t3."id" IS NULL) THEN 'null' ELSE concat(
              '{"title":',
              to_json(t3."title"),
              ',"publisher":',
              CASE WHEN (t4."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t4."name"), '}') END,
              '}'
            ) END,
            '}'
          ),
          ','
          ORDER BY t1p."due_on" ASC,
          t1p."id" ASC
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
                  FROM (
                    SELECT *
                    FROM app.obligation AS t1
                    WHERE t1."holder" = $1
                    AND t1."open"
                    AND t1."state" != 'SELF_CHECKED'
                    AND t1."actor_type" = coalesce($2, t1."actor_type")
                    LIMIT ALL OFFSET 0
                  ) AS t1
                  WHERE t1."holder" = $1
                  LIMIT 201
                ) AS anon_3
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
      SELECT t1."period" AS period,
      t1."due_on" AS due_on,
      t1."state" AS state,
      t1."overdue" AS overdue,
      t1."clause_id" AS clause_id,
      t1."root" AS root,
      t1."id" AS id
      FROM (
        SELECT *
        FROM app.obligation AS t1
        WHERE t1."holder" = $1
        AND t1."open"
        AND t1."state" != 'SELF_CHECKED'
        AND t1."actor_type" = coalesce($2, t1."actor_type")
        ORDER BY t1."due_on" ASC,
        t1."id" ASC
        LIMIT ALL OFFSET 0
      ) AS t1
      WHERE t1."holder" = $1
      ORDER BY t1."due_on" ASC,
      t1."id" ASC
      LIMIT 20
    ) AS t1p
    LEFT OUTER JOIN app.clause AS t3 ON t3."root" = t1p."root"
    AND t3."id" = t1p."clause_id"
    AND (
      t3."holder" = $1
      OR t3."part" = 'COMMON'
      AND t3."state" IN ('PUBLISHED', 'RETIRED')
      AND t3."holder" = ANY (CAST(ARRAY[$3, $4, $5, $6] AS INTEGER[]))
    )
    LEFT OUTER JOIN app.tenant AS t4 ON t4."id" = t3."holder"
  ),
  '}}'
) AS concat_1
