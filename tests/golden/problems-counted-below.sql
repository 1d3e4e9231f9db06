-- $1: viewer_tenant
-- $2: viewer_units
-- $3: constant 'OTHER'
SELECT concat(
  '{"data":{"problemRollUp":',
  (
    SELECT concat(
      '[',
      coalesce(
        string_agg(
          concat(
            '{"tenant":',
            CASE WHEN (t2."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t2."name"), '}') END,
            ',"total":',
            CAST(t1p."total" AS TEXT),
            ',"open":',
            CAST(t1p."open" AS TEXT),
            ',"overdue":',
            CAST(t1p."overdue" AS TEXT),
            ',"owedLate":',
            CAST(t1p."owed_late" AS TEXT),
            ',"settledLow":',
            CAST(t1p."settled_low" AS TEXT),
            ',"closed":',
            CAST(t1p."closed" AS TEXT),
            ',"discovery":',
            CAST(t1p."discovery" AS TEXT),
            ',"analysis":',
            CAST(t1p."analysis" AS TEXT),
            ',"rectification":',
            CAST(t1p."rectification" AS TEXT),
            ',"evaluation":',
            CAST(t1p."evaluation" AS TEXT),
            ',"prevention":',
            CAST(t1p."prevention" AS TEXT),
            ',"complete":',
            CAST(t1p."complete" AS TEXT),
            '}'
          ),
          ','
          ORDER BY t1p."name_sort" ASC,
          t1p."child" ASC
        ),
        ''
      ),
      ']'
    ) AS concat_2
    FROM (
      SELECT t1."child" AS child,
      t1."total" AS total,
      t1."open" AS open,
      t1."overdue" AS overdue,
      t1."owed_late" AS owed_late,
      t1."settled_low" AS settled_low,
      t1."closed" AS closed,
      t1."discovery" AS discovery,
      t1."analysis" AS analysis,
      t1."rectification" AS rectification,
      t1."evaluation" AS evaluation,
      t1."prevention" AS prevention,
      t1."complete" AS complete,
      t1."name_sort" AS name_sort
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
            app.problem_cell.at3,
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
          WHERE app.problem_cell.at2 = $1
          AND (app.problem_cell.accused && $2) IS NOT true
          AND (app.problem_cell.at3 IS NULL OR app.problem_cell.whole)
          AND app.problem_cell.list_type != ''
          GROUP BY coalesce(
            app.problem_cell.at3,
            app.problem_cell.at4,
            app.problem_cell.at5,
            app.problem_cell.at6,
            app.problem_cell.holder
          ) HAVING sum(app.problem_cell.total) > 0
          OR sum(app.problem_cell.owed_late) > 0
        ) AS counted
      ) AS t1
      WHERE true
      ORDER BY t1."name_sort" ASC,
      t1."child" ASC
      LIMIT 200
    ) AS t1p
    LEFT OUTER JOIN app.tenant AS t2 ON t2."id" = t1p."child"
  ),
  ',"problemFunnel":',
  (
    SELECT concat(
      '[',
      coalesce(
        string_agg(
          concat(
            '{"listType":"',
            t3p."list_type",
            '","total":',
            CAST(t3p."total" AS TEXT),
            ',"open":',
            CAST(t3p."open" AS TEXT),
            ',"overdue":',
            CAST(t3p."overdue" AS TEXT),
            ',"owedLate":',
            CAST(t3p."owed_late" AS TEXT),
            ',"settledLow":',
            CAST(t3p."settled_low" AS TEXT),
            ',"closed":',
            CAST(t3p."closed" AS TEXT),
            ',"discovery":',
            CAST(t3p."discovery" AS TEXT),
            ',"analysis":',
            CAST(t3p."analysis" AS TEXT),
            ',"rectification":',
            CAST(t3p."rectification" AS TEXT),
            ',"evaluation":',
            CAST(t3p."evaluation" AS TEXT),
            ',"prevention":',
            CAST(t3p."prevention" AS TEXT),
            ',"reachedAnalysis":',
            CAST(t3p."reached_analysis" AS TEXT),
            ',"reachedRectification":',
            CAST(t3p."reached_rectification" AS TEXT),
            ',"reachedEvaluation":',
            CAST(t3p."reached_evaluation" AS TEXT),
            ',"reachedPrevention":',
            CAST(t3p."reached_prevention" AS TEXT),
            ',"complete":',
            CAST(t3p."complete" AS TEXT),
            '}'
          ),
          ','
          ORDER BY t3p."list_type" ASC
        ),
        ''
      ),
      ']'
    ) AS concat_3
    FROM (
      SELECT t3."list_type" AS list_type,
      t3."total" AS total,
      t3."open" AS open,
      t3."overdue" AS overdue,
      t3."owed_late" AS owed_late,
      t3."settled_low" AS settled_low,
      t3."closed" AS closed,
      t3."discovery" AS discovery,
      t3."analysis" AS analysis,
      t3."rectification" AS rectification,
      t3."evaluation" AS evaluation,
      t3."prevention" AS prevention,
      t3."reached_analysis" AS reached_analysis,
      t3."reached_rectification" AS reached_rectification,
      t3."reached_evaluation" AS reached_evaluation,
      t3."reached_prevention" AS reached_prevention,
      t3."complete" AS complete
      FROM (
        SELECT counted.list_type AS list_type,
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
        counted.analysis + counted.rectification + counted.evaluation + counted.prevention AS reached_analysis,
        counted.rectification + counted.evaluation + counted.prevention AS reached_rectification,
        counted.evaluation + counted.prevention AS reached_evaluation,
        counted.prevention AS reached_prevention
        FROM (
          SELECT app.problem_cell.list_type AS list_type,
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
          WHERE app.problem_cell.at2 = $1
          AND (app.problem_cell.accused && $2) IS NOT true
          AND (app.problem_cell.at3 IS NULL OR app.problem_cell.whole)
          AND app.problem_cell.list_type != ''
          GROUP BY app.problem_cell.list_type HAVING sum(app.problem_cell.total) > 0
          OR sum(app.problem_cell.owed_late) > 0
        ) AS counted
      ) AS t3
      WHERE true
      ORDER BY t3."list_type" ASC
      LIMIT 10
    ) AS t3p
  ),
  ',"problemHeat":',
  (
    SELECT concat(
      '[',
      coalesce(
        string_agg(
          concat(
            '{"tenant":',
            CASE WHEN (t5."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t5."name"), '}') END,
            ',"field":"',
            t4p."field",
            '","total":',
            CAST(t4p."total" AS TEXT),
            ',"open":',
            CAST(t4p."open" AS TEXT),
            ',"overdue":',
            CAST(t4p."overdue" AS TEXT),
            ',"owedLate":',
            CAST(t4p."owed_late" AS TEXT),
            ',"settledLow":',
            CAST(t4p."settled_low" AS TEXT),
            ',"closed":',
            CAST(t4p."closed" AS TEXT),
            ',"complete":',
            CAST(t4p."complete" AS TEXT),
            '}'
          ),
          ','
          ORDER BY t4p."name_sort" ASC,
          t4p."field" ASC,
          t4p."child" ASC
        ),
        ''
      ),
      ']'
    ) AS concat_4
    FROM (
      SELECT t4."child" AS child,
      t4."field" AS field,
      t4."total" AS total,
      t4."open" AS open,
      t4."overdue" AS overdue,
      t4."owed_late" AS owed_late,
      t4."settled_low" AS settled_low,
      t4."closed" AS closed,
      t4."complete" AS complete,
      t4."name_sort" AS name_sort
      FROM (
        SELECT counted.child AS child,
        counted.field AS field,
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
            app.problem_cell.at3,
            app.problem_cell.at4,
            app.problem_cell.at5,
            app.problem_cell.at6,
            app.problem_cell.holder
          ) AS child,
          app.problem_cell.field AS field,
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
          WHERE app.problem_cell.at2 = $1
          AND (app.problem_cell.accused && $2) IS NOT true
          AND (app.problem_cell.at3 IS NULL OR app.problem_cell.whole)
          AND app.problem_cell.field != ''
          GROUP BY coalesce(
            app.problem_cell.at3,
            app.problem_cell.at4,
            app.problem_cell.at5,
            app.problem_cell.at6,
            app.problem_cell.holder
          ),
          app.problem_cell.field HAVING sum(app.problem_cell.total) > 0
          OR sum(app.problem_cell.owed_late) > 0
        ) AS counted
      ) AS t4
      WHERE t4."field" = $3
      ORDER BY t4."name_sort" ASC,
      t4."field" ASC,
      t4."child" ASC
      LIMIT 200
    ) AS t4p
    LEFT OUTER JOIN app.tenant AS t5 ON t5."id" = t4p."child"
  ),
  '}}'
) AS concat_1
