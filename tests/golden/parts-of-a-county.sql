-- $1: viewer_tenant
-- $2: viewer_units
SELECT concat(
  '{"data":{"assignmentInbox":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"role":"',
            t1p."role",
            '","state":"',
            t1p."state",
            '","dueOn":"',
            t1p."due_on",
            '","problem":',
            CASE WHEN (t2."id" IS NULL) THEN 'null' ELSE concat(
              '{"title":',
              to_json(t2."title"),
              ',"openParts":',
              CAST(t2."parts_open" AS TEXT),
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
                  FROM app.assignment AS t1
                  WHERE t1."holder" = $1
                  AND t1."open"
                  AND t1."role" = 'CO'
                  AND t1."at3" = $1
                  AND t1."open_to" <= 3
                  AND (t1."accused" && $2) IS NOT true
                  LIMIT 201
                ) AS anon_3
                UNION ALL
                SELECT anon_4.one AS one
                FROM (
                  SELECT 1 AS one
                  FROM app.assignment AS t1
                  WHERE t1."holder" = $1
                  AND t1."open"
                  AND t1."role" = 'CO'
                  AND $1 = ANY (t1."trail")
                  AND (t1."at3" = $1 AND t1."open_to" <= 3) IS NOT true
                  AND (t1."accused" && $2) IS NOT true
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
      SELECT t1pu."role" AS role,
      t1pu."state" AS state,
      t1pu."due_on" AS due_on,
      t1pu."problem_id" AS problem_id,
      t1pu."root" AS root,
      t1pu."id" AS id
      FROM (
        SELECT anon_5.role AS role,
        anon_5.state AS state,
        anon_5.due_on AS due_on,
        anon_5.problem_id AS problem_id,
        anon_5.root AS root,
        anon_5.id AS id
        FROM (
          SELECT t1."role" AS role,
          t1."state" AS state,
          t1."due_on" AS due_on,
          t1."problem_id" AS problem_id,
          t1."root" AS root,
          t1."id" AS id
          FROM app.assignment AS t1
          WHERE t1."holder" = $1
          AND t1."open"
          AND t1."role" = 'CO'
          AND t1."at3" = $1
          AND t1."open_to" <= 3
          AND (t1."accused" && $2) IS NOT true
          ORDER BY t1."due_on" ASC,
          t1."id" ASC
          LIMIT 50
        ) AS anon_5
        UNION ALL
        SELECT anon_6.role AS role,
        anon_6.state AS state,
        anon_6.due_on AS due_on,
        anon_6.problem_id AS problem_id,
        anon_6.root AS root,
        anon_6.id AS id
        FROM (
          SELECT t1."role" AS role,
          t1."state" AS state,
          t1."due_on" AS due_on,
          t1."problem_id" AS problem_id,
          t1."root" AS root,
          t1."id" AS id
          FROM app.assignment AS t1
          WHERE t1."holder" = $1
          AND t1."open"
          AND t1."role" = 'CO'
          AND $1 = ANY (t1."trail")
          AND (t1."at3" = $1 AND t1."open_to" <= 3) IS NOT true
          AND (t1."accused" && $2) IS NOT true
          ORDER BY t1."due_on" ASC,
          t1."id" ASC
          LIMIT 50
        ) AS anon_6
      ) AS t1pu
      ORDER BY t1pu."due_on" ASC,
      t1pu."id" ASC
      LIMIT 50
    ) AS t1p
    LEFT OUTER JOIN app.problem AS t2 ON t2."root" = t1p."root"
    AND t2."id" = t1p."problem_id"
    AND (
      t2."at3" = $1
      AND t2."open_to" <= 3
      AND (t2."accused" && $2) IS NOT true
      OR $1 = ANY (t2."trail")
      AND (t2."at3" = $1 AND t2."open_to" <= 3) IS NOT true
      AND (t2."accused" && $2) IS NOT true
    )
  ),
  '}}'
) AS concat_1
