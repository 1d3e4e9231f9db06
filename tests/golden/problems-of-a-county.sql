-- $1: viewer_tenant
-- $2: viewer_units
-- $3: constant False
-- $4: constant 'AUDIT'
-- $5: constant 'AT_ONCE'
-- $6: viewer_post
SELECT concat(
  '{"data":{"problems":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"title":',
            to_json(t1p."title"),
            ',"state":"',
            t1p."state",
            '","dueOn":"',
            t1p."due_on",
            '","tenant":',
            CASE WHEN (t2."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t2."name"), '}') END,
            '}'
          ),
          ','
          ORDER BY t1p."due_on" DESC,
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
                  FROM app.problem AS t1
                  WHERE t1."at3" = $1
                  AND t1."open_to" <= 3
                  AND (t1."accused" && $2) IS NOT true
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
      SELECT t1."title" AS title,
      t1."state" AS state,
      t1."due_on" AS due_on,
      t1."holder" AS holder,
      t1."id" AS id
      FROM app.problem AS t1
      WHERE t1."at3" = $1
      AND t1."open_to" <= 3
      AND (t1."accused" && $2) IS NOT true
      ORDER BY t1."due_on" DESC,
      t1."id" DESC
      LIMIT 5
    ) AS t1p
    LEFT OUTER JOIN app.tenant AS t2 ON t2."id" = t1p."holder"
  ),
  ',"late":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"title":',
            to_json(t3p."title"),
            ',"overdue":',
            CAST(t3p."overdue" AS TEXT),
            ',"owedLate":',
            CAST(t3p."owed_late" AS TEXT),
            ',"mergedInto":',
            CASE WHEN (t4."id" IS NULL) THEN 'null' ELSE concat('{"id":"Problem_', t4."id", '"}') END,
            '}'
          ),
          ','
          ORDER BY t3p."due_on" ASC,
          t3p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_3
    FROM (
      SELECT t3."title" AS title,
      t3."overdue" AS overdue,
      t3."owed_late" AS owed_late,
      t3."merged_into" AS merged_into,
      t3."root" AS root,
      t3."due_on" AS due_on,
      t3."id" AS id
      FROM app.problem AS t3
      WHERE t3."open"
      AND t3."overdue"
      AND t3."owed_late" = $3
      AND t3."state" = 'REGISTERED'
      AND t3."list_type" = $4
      AND t3."at3" = $1
      AND t3."open_to" <= 3
      AND (t3."accused" && $2) IS NOT true
      ORDER BY t3."due_on" ASC,
      t3."id" ASC
      LIMIT 50
    ) AS t3p
    LEFT OUTER JOIN app.problem AS t4 ON t4."root" = t3p."root"
    AND t4."id" = t3p."merged_into"
    AND (
      t4."at3" = $1
      AND t4."open_to" <= 3
      AND (t4."accused" && $2) IS NOT true
      OR $1 = ANY (t4."trail")
      AND (t4."at3" = $1 AND t4."open_to" <= 3) IS NOT true
      AND (t4."accused" && $2) IS NOT true
    )
  ),
  ',"labelled":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"title":',
            to_json(t5p."title"),
            ',"label":',
            CASE WHEN (t5p."class" IS NULL) THEN 'null' ELSE concat('"', t5p."class", '"') END,
            '}'
          ),
          ','
          ORDER BY t5p."due_on" ASC,
          t5p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_4
    FROM (
      SELECT t5."title" AS title,
      t5."class" AS class,
      t5."due_on" AS due_on,
      t5."id" AS id
      FROM app.problem AS t5
      WHERE t5."class" = $5
      AND t5."at3" = $1
      AND t5."open_to" <= 3
      AND (t5."accused" && $2) IS NOT true
      ORDER BY t5."due_on" ASC,
      t5."id" ASC
      LIMIT 50
    ) AS t5p
  ),
  ',"problemInbox":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"title":',
            to_json(t6p."title"),
            ',"post":',
            CASE WHEN (t7."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t7."title"), '}') END,
            ',"leadPost":',
            CASE WHEN (t8."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t8."title"), '}') END,
            '}'
          ),
          ','
          ORDER BY t6p."due_on" ASC,
          t6p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_5
    FROM (
      SELECT t6."title" AS title,
      t6."holder_post" AS holder_post,
      t6."root" AS root,
      t6."lead_post" AS lead_post,
      t6."due_on" AS due_on,
      t6."id" AS id
      FROM (
        SELECT *
        FROM app.problem AS t6
        WHERE t6."holder" = $1
        AND t6."open"
        ORDER BY t6."due_on" ASC,
        t6."id" ASC
        LIMIT ALL OFFSET 0
      ) AS t6
      WHERE t6."at3" = $1
      AND t6."open_to" <= 3
      AND (t6."accused" && $2) IS NOT true
      ORDER BY t6."due_on" ASC,
      t6."id" ASC
      LIMIT 50
    ) AS t6p
    LEFT OUTER JOIN app.post AS t7 ON t7."root" = t6p."root"
    AND t7."id" = t6p."holder_post"
    AND (
      t7."id" = $6::UUID
      OR t7."at3" = $1
      AND t7."open_to" <= 3
      AND (t7."id" = $6::UUID) IS NOT true
    )
    LEFT OUTER JOIN app.post AS t8 ON t8."root" = t6p."root"
    AND t8."id" = t6p."lead_post"
    AND (
      t8."id" = $6::UUID
      OR t8."at3" = $1
      AND t8."open_to" <= 3
      AND (t8."id" = $6::UUID) IS NOT true
    )
  ),
  ',"problemsAwaitingUs":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"title":',
            to_json(t9p."title"),
            ',"state":"',
            t9p."state",
            '","suggestion":',
            CASE WHEN (t9p."suggestion" IS NULL) THEN 'null' ELSE to_json(t9p."suggestion") END,
            ',"owedBy":',
            CASE WHEN (t10."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t10."name"), '}') END,
            ',"proposedOwner":',
            CASE WHEN (t11."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t11."name"), '}') END,
            ',"owedOn":',
            CASE WHEN (t9p."owed_on" IS NULL) THEN 'null' ELSE concat('"', t9p."owed_on", '"') END,
            ',"owedLate":',
            CAST(t9p."owed_late" AS TEXT),
            '}'
          ),
          ','
          ORDER BY t9p."due_on" ASC,
          t9p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_6
    FROM (
      SELECT t9."title" AS title,
      t9."state" AS state,
      t9."suggestion" AS suggestion,
      t9."owed_by" AS owed_by,
      t9."proposed_owner" AS proposed_owner,
      t9."owed_on" AS owed_on,
      t9."owed_late" AS owed_late,
      t9."due_on" AS due_on,
      t9."id" AS id
      FROM (
        SELECT *
        FROM app.problem AS t9
        WHERE t9."holder_parent" = $1
        AND t9."state" IN ('PENDING_UPPER', 'OBJECTED')
        ORDER BY t9."due_on" ASC,
        t9."id" ASC
        LIMIT ALL OFFSET 0
      ) AS t9
      WHERE t9."at3" = $1
      AND t9."open_to" <= 3
      AND (t9."accused" && $2) IS NOT true
      ORDER BY t9."due_on" ASC,
      t9."id" ASC
      LIMIT 50
    ) AS t9p
    LEFT OUTER JOIN app.tenant AS t10 ON t10."id" = t9p."owed_by"
    LEFT OUTER JOIN app.tenant AS t11 ON t11."id" = t9p."proposed_owner"
  ),
  ',"problemRollUp":',
  (
    SELECT concat(
      '[',
      coalesce(
        string_agg(
          concat(
            '{"tenant":',
            CASE WHEN (t13."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t13."name"), '}') END,
            ',"total":',
            CAST(t12p."total" AS TEXT),
            ',"open":',
            CAST(t12p."open" AS TEXT),
            ',"overdue":',
            CAST(t12p."overdue" AS TEXT),
            ',"settledLow":',
            CAST(t12p."settled_low" AS TEXT),
            ',"closed":',
            CAST(t12p."closed" AS TEXT),
            '}'
          ),
          ','
          ORDER BY t12p."name_sort" ASC,
          t12p."child" ASC
        ),
        ''
      ),
      ']'
    ) AS concat_7
    FROM (
      SELECT t12."child" AS child,
      t12."total" AS total,
      t12."open" AS open,
      t12."overdue" AS overdue,
      t12."settled_low" AS settled_low,
      t12."closed" AS closed,
      t12."name_sort" AS name_sort
      FROM (
        SELECT counted.child AS child,
        counted.total AS total,
        counted.open AS open,
        counted.overdue AS overdue,
        counted.settled_low AS settled_low,
        counted.closed AS closed,
        counted.discovery AS discovery,
        counted.analysis AS analysis,
        counted.rectification AS rectification,
        counted.evaluation AS evaluation,
        counted.prevention AS prevention,
        counted.owed_late AS owed_late,
        counted.complete AS complete,
        (
          SELECT app.tenant.name_sort
          FROM app.tenant
          WHERE app.tenant.id = counted.child
        ) AS name_sort
        FROM (
          SELECT coalesce(
            app.problem_cell.at4,
            app.problem_cell.at5,
            app.problem_cell.at6,
            app.problem_cell.holder
          ) AS child,
          sum(app.problem_cell.total) AS total,
          sum(app.problem_cell.open) AS open,
          sum(app.problem_cell.overdue) AS overdue,
          sum(app.problem_cell.settled_low) AS settled_low,
          sum(app.problem_cell.closed) AS closed,
          sum(app.problem_cell.discovery) AS discovery,
          sum(app.problem_cell.analysis) AS analysis,
          sum(app.problem_cell.rectification) AS rectification,
          sum(app.problem_cell.evaluation) AS evaluation,
          sum(app.problem_cell.prevention) AS prevention,
          sum(app.problem_cell.owed_late) AS owed_late,
          true AS complete
          FROM app.problem_cell
          WHERE app.problem_cell.at3 = $1
          AND (app.problem_cell.accused && $2) IS NOT true
          AND NOT app.problem_cell.whole
          AND app.problem_cell.list_type != ''
          GROUP BY coalesce(
            app.problem_cell.at4,
            app.problem_cell.at5,
            app.problem_cell.at6,
            app.problem_cell.holder
          ) HAVING sum(app.problem_cell.total) > 0
          OR sum(app.problem_cell.owed_late) > 0
        ) AS counted
      ) AS t12
      WHERE true
      ORDER BY t12."name_sort" ASC,
      t12."child" ASC
      LIMIT 200
    ) AS t12p
    LEFT OUTER JOIN app.tenant AS t13 ON t13."id" = t12p."child"
  ),
  '}}'
) AS concat_1
