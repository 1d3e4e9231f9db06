-- $1: viewer_tenant
-- $2: viewer_units
-- $3: variable post
SELECT concat(
  '{"data":{"handover":',
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
                  FROM (
                    SELECT app.problem.root AS root,
                    app.problem.id AS id,
                    app.problem.holder_post AS post_id,
                    'ITEM' AS kind,
                    app.problem.id AS problem_id,
                    app.problem.due_on AS due_on
                    FROM app.problem
                    WHERE app.problem.open
                    AND (
                      app.problem.at5 = $1
                      AND app.problem.open_to <= 5
                      AND (app.problem.accused && $2) IS NOT true
                    )
                    UNION ALL
                    SELECT app.measure.root AS root,
                    app.measure.id AS id,
                    app.measure.owner_post AS owner_post,
                    'MEASURE' AS anon_4,
                    app.measure.problem_id AS problem_id,
                    app.measure.due_on AS due_on
                    FROM app.measure JOIN app.problem ON app.problem.root = app.measure.root
                    AND app.problem.id = app.measure.problem_id
                    WHERE app.measure.state = 'PLANNED'
                    AND app.problem.open
                    AND (
                      app.problem.at5 = $1
                      AND app.problem.open_to <= 5
                      AND (app.problem.accused && $2) IS NOT true
                    )
                    UNION ALL
                    SELECT app.assignment.root AS root,
                    app.assignment.id AS id,
                    app.assignment.lead_post AS lead_post,
                    'PART' AS anon_5,
                    app.assignment.problem_id AS problem_id,
                    app.assignment.due_on AS due_on
                    FROM app.assignment
                    WHERE app.assignment.open
                    AND app.assignment.role = 'CO'
                    AND (
                      app.assignment.at5 = $1
                      AND app.assignment.open_to <= 5
                      AND (app.assignment.accused && $2) IS NOT true
                      OR $1 = ANY (app.assignment.trail)
                      AND (app.assignment.at5 = $1 AND app.assignment.open_to <= 5) IS NOT true
                      AND (app.assignment.accused && $2) IS NOT true
                    )
                    UNION ALL
                    SELECT app.case_lead.root AS root,
                    app.case_lead.id AS id,
                    app.case_lead.post_id AS post_id,
                    'LEAD' AS anon_6,
                    app.case_lead.problem_id AS problem_id,
                    app.problem.due_on AS due_on
                    FROM app.case_lead JOIN app.problem ON app.problem.root = app.case_lead.root
                    AND app.problem.id = app.case_lead.problem_id
                    WHERE app.case_lead.state = 'ACTIVE'
                    AND app.problem.open
                    AND (
                      app.problem.at5 = $1
                      AND app.problem.open_to <= 5
                      AND (app.problem.accused && $2) IS NOT true
                    )
                  ) AS t1
                  WHERE t1."post_id" = $3::UUID
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
            '{"kind":"',
            t1p."kind",
            '","dueOn":"',
            t1p."due_on",
            '","problem":',
            CASE WHEN (t2."id" IS NULL) THEN 'null' ELSE concat(
              '{"title":',
              to_json(t2."title"),
              ',"state":"',
              t2."state",
              '"}'
            ) END,
            '}'
          ),
          ','
          ORDER BY t1p."due_on" ASC,
          t1p."id" ASC
        ) FILTER (WHERE t1p."n" <= 50),
        ''
      ),
      '],"pageInfo":{"hasNextPage":',
      CAST(count(*) > 50 AS TEXT),
      '}}'
    ) AS concat_2
    FROM (
      SELECT t1pr."kind" AS kind,
      t1pr."due_on" AS due_on,
      t1pr."problem_id" AS problem_id,
      t1pr."root" AS root,
      t1pr."id" AS id,
      row_number() OVER (ORDER BY t1pr."due_on" ASC, t1pr."id" ASC) AS n
      FROM (
        SELECT t1."kind" AS kind,
        t1."due_on" AS due_on,
        t1."problem_id" AS problem_id,
        t1."root" AS root,
        t1."id" AS id
        FROM (
          SELECT app.problem.root AS root,
          app.problem.id AS id,
          app.problem.holder_post AS post_id,
          'ITEM' AS kind,
          app.problem.id AS problem_id,
          app.problem.due_on AS due_on
          FROM app.problem
          WHERE app.problem.open
          AND (
            app.problem.at5 = $1
            AND app.problem.open_to <= 5
            AND (app.problem.accused && $2) IS NOT true
          )
          UNION ALL
          SELECT app.measure.root AS root,
          app.measure.id AS id,
          app.measure.owner_post AS owner_post,
          'MEASURE' AS anon_4,
          app.measure.problem_id AS problem_id,
          app.measure.due_on AS due_on
          FROM app.measure JOIN app.problem ON app.problem.root = app.measure.root
          AND app.problem.id = app.measure.problem_id
          WHERE app.measure.state = 'PLANNED'
          AND app.problem.open
          AND (
            app.problem.at5 = $1
            AND app.problem.open_to <= 5
            AND (app.problem.accused && $2) IS NOT true
          )
          UNION ALL
          SELECT app.assignment.root AS root,
          app.assignment.id AS id,
          app.assignment.lead_post AS lead_post,
          'PART' AS anon_5,
          app.assignment.problem_id AS problem_id,
          app.assignment.due_on AS due_on
          FROM app.assignment
          WHERE app.assignment.open
          AND app.assignment.role = 'CO'
          AND (
            app.assignment.at5 = $1
            AND app.assignment.open_to <= 5
            AND (app.assignment.accused && $2) IS NOT true
            OR $1 = ANY (app.assignment.trail)
            AND (app.assignment.at5 = $1 AND app.assignment.open_to <= 5) IS NOT true
            AND (app.assignment.accused && $2) IS NOT true
          )
          UNION ALL
          SELECT app.case_lead.root AS root,
          app.case_lead.id AS id,
          app.case_lead.post_id AS post_id,
          'LEAD' AS anon_6,
          app.case_lead.problem_id AS problem_id,
          app.problem.due_on AS due_on
          FROM app.case_lead JOIN app.problem ON app.problem.root = app.case_lead.root
          AND app.problem.id = app.case_lead.problem_id
          WHERE app.case_lead.state = 'ACTIVE'
          AND app.problem.open
          AND (
            app.problem.at5 = $1
            AND app.problem.open_to <= 5
            AND (app.problem.accused && $2) IS NOT true
          )
        ) AS t1
        WHERE t1."post_id" = $3::UUID
        ORDER BY t1."due_on" ASC,
        t1."id" ASC
        LIMIT 51
      ) AS t1pr
    ) AS t1p
    LEFT OUTER JOIN app.problem AS t2 ON t2."root" = t1p."root"
    AND t2."id" = t1p."problem_id"
    AND (
      t2."at5" = $1
      AND t2."open_to" <= 5
      AND (t2."accused" && $2) IS NOT true
      OR $1 = ANY (t2."trail")
      AND (t2."at5" = $1 AND t2."open_to" <= 5) IS NOT true
      AND (t2."accused" && $2) IS NOT true
    )
  ),
  '}}'
) AS concat_1
