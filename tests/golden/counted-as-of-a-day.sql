-- $1: viewer_tenant
-- $2: viewer_units
-- $3: variable day
-- $4: viewer_at1
-- $5: viewer_at2
-- $6: viewer_at3
-- $7: viewer_at4
-- $8: viewer_at5
-- $9: viewer_at6
-- $10: variable day
-- $11: variable day
-- $12: constant 'OTHER'
-- $13: variable day
-- $14: variable day
-- $15: constant 2026
-- $16: constant 'branch_secretary'
-- $17: variable day
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
          SELECT "then".child AS child,
          sum(rows.total) AS total,
          sum(rows.open) AS open,
          sum(rows.overdue) AS overdue,
          sum(rows.settled_low) AS settled_low,
          sum(rows.closed) AS closed,
          sum(rows.discovery) AS discovery,
          sum(rows.analysis) AS analysis,
          sum(rows.rectification) AS rectification,
          sum(rows.evaluation) AS evaluation,
          sum(rows.prevention) AS prevention,
          sum(rows.owed_late) AS owed_late,
          bool_and("then".whole) AS complete
          FROM (
            SELECT app.problem_cell.holder AS unit,
            app.problem_cell.list_type AS list_type,
            app.problem_cell.total AS total,
            app.problem_cell.open AS open,
            app.problem_cell.overdue AS overdue,
            app.problem_cell.settled_low AS settled_low,
            app.problem_cell.closed AS closed,
            app.problem_cell.discovery AS discovery,
            app.problem_cell.analysis AS analysis,
            app.problem_cell.rectification AS rectification,
            app.problem_cell.evaluation AS evaluation,
            app.problem_cell.prevention AS prevention,
            app.problem_cell.owed_late AS owed_late
            FROM app.problem_cell
            WHERE (app.problem_cell.at2 = $1 AND (app.problem_cell.accused && $2) IS NOT true)
            AND NOT app.problem_cell.whole
            AND app.problem_cell.list_type != ''
            UNION ALL
            SELECT p.holder AS unit,
            p.list_type AS list_type,
            -(true)::int,
            -(p.open)::int,
            -(p.open and p.overdue)::int,
            -(p.state = 'RESOLVED_ON_SPOT')::int,
            -(p.state in ('CLOSED', 'ARCHIVED'))::int,
            -(p.state in ('COLLECTED', 'REGISTERED', 'REJECTED', 'MERGED', 'DIVERTED'))::int,
            -(p.state in ('BANKED', 'PENDING_UPPER', 'LISTED', 'TRIAGED'))::int,
            -(
              p.state in (
                'ASSIGNED',
                'OBJECTED',
                'ACCEPTED',
                'PLEDGED',
                'RECTIFYING',
                'SUSPENDED',
                'RETURNED'
              )
            )::int,
            -(p.state in ('COMPLETION_CLAIMED', 'SELF_EVALUATED', 'CLIENT_EVALUATED'))::int,
            -(p.state in ('RESOLVED_ON_SPOT', 'CLOSED', 'RECHECKING', 'ARCHIVED'))::int,
            -(false)::int
            FROM app.problem AS p
            WHERE p.with_units IS NOT NULL
            AND app.lay_with(p.with_units, p.with_until, p.holder, CAST($3 AS DATE)) != p.holder
            AND (p.at2 = $1 AND (p.accused && $2) IS NOT true)
            UNION ALL
            SELECT app.lay_with(p.with_units, p.with_until, p.holder, CAST($3 AS DATE)) AS unit,
            p.list_type AS list_type,
            (true)::int,
            (p.open)::int,
            (p.open and p.overdue)::int,
            (p.state = 'RESOLVED_ON_SPOT')::int,
            (p.state in ('CLOSED', 'ARCHIVED'))::int,
            (p.state in ('COLLECTED', 'REGISTERED', 'REJECTED', 'MERGED', 'DIVERTED'))::int,
            (p.state in ('BANKED', 'PENDING_UPPER', 'LISTED', 'TRIAGED'))::int,
            (
              p.state in (
                'ASSIGNED',
                'OBJECTED',
                'ACCEPTED',
                'PLEDGED',
                'RECTIFYING',
                'SUSPENDED',
                'RETURNED'
              )
            )::int,
            (p.state in ('COMPLETION_CLAIMED', 'SELF_EVALUATED', 'CLIENT_EVALUATED'))::int,
            (p.state in ('RESOLVED_ON_SPOT', 'CLOSED', 'RECHECKING', 'ARCHIVED'))::int,
            (false)::int
            FROM app.problem AS p
            WHERE p.with_units IS NOT NULL
            AND app.lay_with(p.with_units, p.with_until, p.holder, CAST($3 AS DATE)) != p.holder
            AND (p.at2 = $1 AND (p.accused && $2) IS NOT true)
          ) AS rows JOIN (
            SELECT anon_1.unit AS unit,
            anon_1.stood AS stood,
            anon_1.child AS child,
            anon_1.whole AS whole,
            anon_1.entire AS entire
            FROM app.boundaries(
              coalesce(
                CAST($4 AS INTEGER),
                CAST($5 AS INTEGER),
                CAST($6 AS INTEGER),
                CAST($7 AS INTEGER),
                CAST($8 AS INTEGER),
                CAST($9 AS INTEGER)
              ),
              CAST($1 AS INTEGER),
              CAST($3 AS DATE),
              CAST($1 AS INTEGER)
            ) AS anon_1
          ) AS "then" ON rows.unit = "then".unit
          WHERE true
          GROUP BY "then".child HAVING sum(rows.total) > 0
          OR sum(rows.owed_late) > 0
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
          SELECT rows.list_type AS list_type,
          sum(rows.total) AS total,
          sum(rows.open) AS open,
          sum(rows.overdue) AS overdue,
          sum(rows.settled_low) AS settled_low,
          sum(rows.closed) AS closed,
          sum(rows.discovery) AS discovery,
          sum(rows.analysis) AS analysis,
          sum(rows.rectification) AS rectification,
          sum(rows.evaluation) AS evaluation,
          sum(rows.prevention) AS prevention,
          sum(rows.owed_late) AS owed_late,
          bool_and("then".entire) AS complete
          FROM (
            SELECT app.problem_cell.holder AS unit,
            app.problem_cell.list_type AS list_type,
            app.problem_cell.total AS total,
            app.problem_cell.open AS open,
            app.problem_cell.overdue AS overdue,
            app.problem_cell.settled_low AS settled_low,
            app.problem_cell.closed AS closed,
            app.problem_cell.discovery AS discovery,
            app.problem_cell.analysis AS analysis,
            app.problem_cell.rectification AS rectification,
            app.problem_cell.evaluation AS evaluation,
            app.problem_cell.prevention AS prevention,
            app.problem_cell.owed_late AS owed_late
            FROM app.problem_cell
            WHERE (app.problem_cell.at2 = $1 AND (app.problem_cell.accused && $2) IS NOT true)
            AND NOT app.problem_cell.whole
            AND app.problem_cell.list_type != ''
            UNION ALL
            SELECT p.holder AS unit,
            p.list_type AS list_type,
            -(true)::int,
            -(p.open)::int,
            -(p.open and p.overdue)::int,
            -(p.state = 'RESOLVED_ON_SPOT')::int,
            -(p.state in ('CLOSED', 'ARCHIVED'))::int,
            -(p.state in ('COLLECTED', 'REGISTERED', 'REJECTED', 'MERGED', 'DIVERTED'))::int,
            -(p.state in ('BANKED', 'PENDING_UPPER', 'LISTED', 'TRIAGED'))::int,
            -(
              p.state in (
                'ASSIGNED',
                'OBJECTED',
                'ACCEPTED',
                'PLEDGED',
                'RECTIFYING',
                'SUSPENDED',
                'RETURNED'
              )
            )::int,
            -(p.state in ('COMPLETION_CLAIMED', 'SELF_EVALUATED', 'CLIENT_EVALUATED'))::int,
            -(p.state in ('RESOLVED_ON_SPOT', 'CLOSED', 'RECHECKING', 'ARCHIVED'))::int,
            -(false)::int
            FROM app.problem AS p
            WHERE p.with_units IS NOT NULL
            AND app.lay_with(p.with_units, p.with_until, p.holder, CAST($10 AS DATE)) != p.holder
            AND (p.at2 = $1 AND (p.accused && $2) IS NOT true)
            UNION ALL
            SELECT app.lay_with(p.with_units, p.with_until, p.holder, CAST($10 AS DATE)) AS unit,
            p.list_type AS list_type,
            (true)::int,
            (p.open)::int,
            (p.open and p.overdue)::int,
            (p.state = 'RESOLVED_ON_SPOT')::int,
            (p.state in ('CLOSED', 'ARCHIVED'))::int,
            (p.state in ('COLLECTED', 'REGISTERED', 'REJECTED', 'MERGED', 'DIVERTED'))::int,
            (p.state in ('BANKED', 'PENDING_UPPER', 'LISTED', 'TRIAGED'))::int,
            (
              p.state in (
                'ASSIGNED',
                'OBJECTED',
                'ACCEPTED',
                'PLEDGED',
                'RECTIFYING',
                'SUSPENDED',
                'RETURNED'
              )
            )::int,
            (p.state in ('COMPLETION_CLAIMED', 'SELF_EVALUATED', 'CLIENT_EVALUATED'))::int,
            (p.state in ('RESOLVED_ON_SPOT', 'CLOSED', 'RECHECKING', 'ARCHIVED'))::int,
            (false)::int
            FROM app.problem AS p
            WHERE p.with_units IS NOT NULL
            AND app.lay_with(p.with_units, p.with_until, p.holder, CAST($10 AS DATE)) != p.holder
            AND (p.at2 = $1 AND (p.accused && $2) IS NOT true)
          ) AS rows JOIN (
            SELECT anon_2.unit AS unit,
            anon_2.stood AS stood,
            anon_2.child AS child,
            anon_2.whole AS whole,
            anon_2.entire AS entire
            FROM app.boundaries(
              coalesce(
                CAST($4 AS INTEGER),
                CAST($5 AS INTEGER),
                CAST($6 AS INTEGER),
                CAST($7 AS INTEGER),
                CAST($8 AS INTEGER),
                CAST($9 AS INTEGER)
              ),
              CAST($1 AS INTEGER),
              CAST($10 AS DATE),
              CAST($1 AS INTEGER)
            ) AS anon_2
          ) AS "then" ON rows.unit = "then".unit
          WHERE true
          GROUP BY rows.list_type HAVING sum(rows.total) > 0
          OR sum(rows.owed_late) > 0
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
            ',"total":',
            CAST(t4p."total" AS TEXT),
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
      t4."total" AS total,
      t4."complete" AS complete,
      t4."name_sort" AS name_sort,
      t4."field" AS field
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
          SELECT "then".child AS child,
          rows.field AS field,
          sum(rows.total) AS total,
          sum(rows.open) AS open,
          sum(rows.overdue) AS overdue,
          sum(rows.settled_low) AS settled_low,
          sum(rows.closed) AS closed,
          sum(rows.discovery) AS discovery,
          sum(rows.analysis) AS analysis,
          sum(rows.rectification) AS rectification,
          sum(rows.evaluation) AS evaluation,
          sum(rows.prevention) AS prevention,
          sum(rows.owed_late) AS owed_late,
          bool_and("then".whole) AS complete
          FROM (
            SELECT app.problem_cell.holder AS unit,
            app.problem_cell.field AS field,
            app.problem_cell.total AS total,
            app.problem_cell.open AS open,
            app.problem_cell.overdue AS overdue,
            app.problem_cell.settled_low AS settled_low,
            app.problem_cell.closed AS closed,
            app.problem_cell.discovery AS discovery,
            app.problem_cell.analysis AS analysis,
            app.problem_cell.rectification AS rectification,
            app.problem_cell.evaluation AS evaluation,
            app.problem_cell.prevention AS prevention,
            app.problem_cell.owed_late AS owed_late
            FROM app.problem_cell
            WHERE (app.problem_cell.at2 = $1 AND (app.problem_cell.accused && $2) IS NOT true)
            AND NOT app.problem_cell.whole
            AND app.problem_cell.field != ''
            UNION ALL
            SELECT p.holder AS unit,
            p.field AS field,
            -(true)::int,
            -(p.open)::int,
            -(p.open and p.overdue)::int,
            -(p.state = 'RESOLVED_ON_SPOT')::int,
            -(p.state in ('CLOSED', 'ARCHIVED'))::int,
            -(p.state in ('COLLECTED', 'REGISTERED', 'REJECTED', 'MERGED', 'DIVERTED'))::int,
            -(p.state in ('BANKED', 'PENDING_UPPER', 'LISTED', 'TRIAGED'))::int,
            -(
              p.state in (
                'ASSIGNED',
                'OBJECTED',
                'ACCEPTED',
                'PLEDGED',
                'RECTIFYING',
                'SUSPENDED',
                'RETURNED'
              )
            )::int,
            -(p.state in ('COMPLETION_CLAIMED', 'SELF_EVALUATED', 'CLIENT_EVALUATED'))::int,
            -(p.state in ('RESOLVED_ON_SPOT', 'CLOSED', 'RECHECKING', 'ARCHIVED'))::int,
            -(false)::int
            FROM app.problem AS p
            WHERE p.with_units IS NOT NULL
            AND app.lay_with(p.with_units, p.with_until, p.holder, CAST($11 AS DATE)) != p.holder
            AND (p.at2 = $1 AND (p.accused && $2) IS NOT true)
            UNION ALL
            SELECT app.lay_with(p.with_units, p.with_until, p.holder, CAST($11 AS DATE)) AS unit,
            p.field AS field,
            (true)::int,
            (p.open)::int,
            (p.open and p.overdue)::int,
            (p.state = 'RESOLVED_ON_SPOT')::int,
            (p.state in ('CLOSED', 'ARCHIVED'))::int,
            (p.state in ('COLLECTED', 'REGISTERED', 'REJECTED', 'MERGED', 'DIVERTED'))::int,
            (p.state in ('BANKED', 'PENDING_UPPER', 'LISTED', 'TRIAGED'))::int,
            (
              p.state in (
                'ASSIGNED',
                'OBJECTED',
                'ACCEPTED',
                'PLEDGED',
                'RECTIFYING',
                'SUSPENDED',
                'RETURNED'
              )
            )::int,
            (p.state in ('COMPLETION_CLAIMED', 'SELF_EVALUATED', 'CLIENT_EVALUATED'))::int,
            (p.state in ('RESOLVED_ON_SPOT', 'CLOSED', 'RECHECKING', 'ARCHIVED'))::int,
            (false)::int
            FROM app.problem AS p
            WHERE p.with_units IS NOT NULL
            AND app.lay_with(p.with_units, p.with_until, p.holder, CAST($11 AS DATE)) != p.holder
            AND (p.at2 = $1 AND (p.accused && $2) IS NOT true)
          ) AS rows JOIN (
            SELECT anon_3.unit AS unit,
            anon_3.stood AS stood,
            anon_3.child AS child,
            anon_3.whole AS whole,
            anon_3.entire AS entire
            FROM app.boundaries(
              coalesce(
                CAST($4 AS INTEGER),
                CAST($5 AS INTEGER),
                CAST($6 AS INTEGER),
                CAST($7 AS INTEGER),
                CAST($8 AS INTEGER),
                CAST($9 AS INTEGER)
              ),
              CAST($1 AS INTEGER),
              CAST($11 AS DATE),
              CAST($1 AS INTEGER)
            ) AS anon_3
          ) AS "then" ON rows.unit = "then".unit
          WHERE true
          GROUP BY "then".child,
          rows.field HAVING sum(rows.total) > 0
          OR sum(rows.owed_late) > 0
        ) AS counted
      ) AS t4
      WHERE t4."field" = $12
      ORDER BY t4."name_sort" ASC,
      t4."field" ASC,
      t4."child" ASC
      LIMIT 200
    ) AS t4p
    LEFT OUTER JOIN app.tenant AS t5 ON t5."id" = t4p."child"
  ),
  ',"obligationRollUp":',
  (
    SELECT concat(
      '[',
      coalesce(
        string_agg(
          concat(
            '{"tenant":',
            CASE WHEN (t7."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t7."name"), '}') END,
            ',"total":',
            CAST(t6p."total" AS TEXT),
            ',"open":',
            CAST(t6p."open" AS TEXT),
            ',"complete":',
            CAST(t6p."complete" AS TEXT),
            '}'
          ),
          ','
          ORDER BY t6p."name_sort" ASC,
          t6p."child" ASC
        ),
        ''
      ),
      ']'
    ) AS concat_5
    FROM (
      SELECT t6."child" AS child,
      t6."total" AS total,
      t6."open" AS open,
      t6."complete" AS complete,
      t6."name_sort" AS name_sort
      FROM (
        SELECT counted.child AS child,
        counted.total AS total,
        counted.open AS open,
        counted.overdue AS overdue,
        counted.accepted AS accepted,
        counted.complete AS complete,
        app.tenant.name_sort AS name_sort
        FROM (
          SELECT "then".child AS child,
          sum(rows.total) AS total,
          sum(rows.open) AS open,
          sum(rows.overdue) AS overdue,
          sum(rows.accepted) AS accepted,
          bool_and("then".whole) AS complete
          FROM (
            SELECT app.obligation_tally.holder AS unit,
            app.obligation_tally.total AS total,
            app.obligation_tally.open AS open,
            app.obligation_tally.overdue AS overdue,
            app.obligation_tally.accepted AS accepted
            FROM app.obligation_tally
            WHERE (app.obligation_tally.at2 = $1)
            AND NOT app.obligation_tally.whole
            UNION ALL
            SELECT app.obligation.holder AS unit,
            CAST(-1 AS INTEGER) * CAST(true AS INTEGER) AS anon_4,
            CAST(-1 AS INTEGER) * CAST(app.obligation.open AS INTEGER) AS anon_5,
            CAST(-1 AS INTEGER) * CAST(app.obligation.overdue AS INTEGER) AS anon_6,
            CAST(-1 AS INTEGER) * CAST(app.obligation.state = 'ACCEPTED' AS INTEGER) AS anon_7
            FROM app.obligation
            WHERE app.obligation.with_units IS NOT NULL
            AND app.lay_with(
              app.obligation.with_units,
              app.obligation.with_until,
              app.obligation.holder,
              CAST($13 AS DATE)
            ) != app.obligation.holder
            AND (app.obligation.at2 = $1)
            UNION ALL
            SELECT app.lay_with(
              app.obligation.with_units,
              app.obligation.with_until,
              app.obligation.holder,
              CAST($13 AS DATE)
            ) AS unit,
            CAST(1 AS INTEGER) * CAST(true AS INTEGER) AS anon_8,
            CAST(1 AS INTEGER) * CAST(app.obligation.open AS INTEGER) AS anon_9,
            CAST(1 AS INTEGER) * CAST(app.obligation.overdue AS INTEGER) AS anon_10,
            CAST(1 AS INTEGER) * CAST(app.obligation.state = 'ACCEPTED' AS INTEGER) AS anon_11
            FROM app.obligation
            WHERE app.obligation.with_units IS NOT NULL
            AND app.lay_with(
              app.obligation.with_units,
              app.obligation.with_until,
              app.obligation.holder,
              CAST($13 AS DATE)
            ) != app.obligation.holder
            AND (app.obligation.at2 = $1)
          ) AS rows JOIN (
            SELECT anon_12.unit AS unit,
            anon_12.stood AS stood,
            anon_12.child AS child,
            anon_12.whole AS whole,
            anon_12.entire AS entire
            FROM app.boundaries(
              coalesce(
                CAST($4 AS INTEGER),
                CAST($5 AS INTEGER),
                CAST($6 AS INTEGER),
                CAST($7 AS INTEGER),
                CAST($8 AS INTEGER),
                CAST($9 AS INTEGER)
              ),
              CAST($1 AS INTEGER),
              CAST($13 AS DATE),
              CAST($1 AS INTEGER)
            ) AS anon_12
          ) AS "then" ON rows.unit = "then".unit
          GROUP BY "then".child HAVING sum(rows.total) > 0
        ) AS counted JOIN app.tenant ON app.tenant.id = counted.child
      ) AS t6
      WHERE true
      ORDER BY t6."name_sort" ASC,
      t6."child" ASC
      LIMIT 200
    ) AS t6p
    LEFT OUTER JOIN app.tenant AS t7 ON t7."id" = t6p."child"
  ),
  ',"coverage":',
  (
    SELECT concat(
      '[',
      coalesce(
        string_agg(
          concat(
            '{"tenant":',
            CASE WHEN (t9."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t9."name"), '}') END,
            ',"tenants":',
            CAST(t8p."tenants" AS TEXT),
            ',"withList":',
            CAST(t8p."with_list" AS TEXT),
            ',"withPledge":',
            CAST(t8p."with_pledge" AS TEXT),
            ',"withRecord":',
            CAST(t8p."with_record" AS TEXT),
            ',"complete":',
            CAST(t8p."complete" AS TEXT),
            '}'
          ),
          ','
          ORDER BY t8p."name_sort" ASC,
          t8p."actor_type" ASC,
          t8p."child" ASC
        ),
        ''
      ),
      ']'
    ) AS concat_6
    FROM (
      SELECT t8."child" AS child,
      t8."tenants" AS tenants,
      t8."with_list" AS with_list,
      t8."with_pledge" AS with_pledge,
      t8."with_record" AS with_record,
      t8."complete" AS complete,
      t8."name_sort" AS name_sort,
      t8."actor_type" AS actor_type
      FROM (
        SELECT units.child AS child,
        units.actor_type AS actor_type,
        app.tenant.name_sort AS name_sort,
        count(*) AS tenants,
        count(*) FILTER (WHERE units.with_list) AS with_list,
        count(*) FILTER (WHERE units.with_pledge) AS with_pledge,
        count(*) FILTER (WHERE units.with_record) AS with_record,
        bool_and(units.whole) AS complete
        FROM (
          SELECT wanted.child AS child,
          wanted.holder AS holder,
          wanted.actor_type AS actor_type,
          bool_and(
            coalesce(
              (
                wanted.holder,
                wanted.actor_type,
                coalesce(wanted.body_id, '00000000-0000-0000-0000-000000000000'::uuid)
              ) IN (
                SELECT with_list.holder,
                with_list.actor_type,
                coalesce(
                  with_list.body_id,
                  '00000000-0000-0000-0000-000000000000'::uuid
                ) AS coalesce_1
                FROM (
                  SELECT listed_then.stood AS holder,
                  app.responsibility_list.actor_type AS actor_type,
                  app.responsibility_list.body_id AS body_id
                  FROM app.responsibility_list JOIN (
                    SELECT anon_13.unit AS unit,
                    anon_13.stood AS stood,
                    anon_13.child AS child,
                    anon_13.whole AS whole,
                    anon_13.entire AS entire
                    FROM app.boundaries(
                      coalesce(
                        CAST($4 AS INTEGER),
                        CAST($5 AS INTEGER),
                        CAST($6 AS INTEGER),
                        CAST($7 AS INTEGER),
                        CAST($8 AS INTEGER),
                        CAST($9 AS INTEGER)
                      ),
                      CAST($1 AS INTEGER),
                      CAST($14 AS DATE),
                      CAST($1 AS INTEGER)
                    ) AS anon_13
                  ) AS listed_then ON listed_then.unit = app.lay_with(
                    app.responsibility_list.with_units,
                    app.responsibility_list.with_until,
                    app.responsibility_list.holder,
                    CAST($14 AS DATE)
                  )
                  WHERE app.responsibility_list.year = CAST($15 AS INTEGER)
                  AND (app.responsibility_list.state NOT IN ('RETIRED', 'WITHDRAWN'))
                  AND app.responsibility_list.state = 'PUBLISHED'
                ) AS with_list
              ),
              false
            )
          ) AS with_list,
          bool_and(
            coalesce(
              (
                wanted.holder,
                wanted.actor_type,
                coalesce(wanted.body_id, '00000000-0000-0000-0000-000000000000'::uuid)
              ) IN (
                SELECT with_pledge.holder,
                with_pledge.actor_type,
                coalesce(
                  with_pledge.body_id,
                  '00000000-0000-0000-0000-000000000000'::uuid
                ) AS coalesce_2
                FROM (
                  SELECT listed_then.stood AS holder,
                  app.responsibility_list.actor_type AS actor_type,
                  app.responsibility_list.body_id AS body_id
                  FROM app.responsibility_list JOIN (
                    SELECT anon_14.unit AS unit,
                    anon_14.stood AS stood,
                    anon_14.child AS child,
                    anon_14.whole AS whole,
                    anon_14.entire AS entire
                    FROM app.boundaries(
                      coalesce(
                        CAST($4 AS INTEGER),
                        CAST($5 AS INTEGER),
                        CAST($6 AS INTEGER),
                        CAST($7 AS INTEGER),
                        CAST($8 AS INTEGER),
                        CAST($9 AS INTEGER)
                      ),
                      CAST($1 AS INTEGER),
                      CAST($14 AS DATE),
                      CAST($1 AS INTEGER)
                    ) AS anon_14
                  ) AS listed_then ON listed_then.unit = app.lay_with(
                    app.responsibility_list.with_units,
                    app.responsibility_list.with_until,
                    app.responsibility_list.holder,
                    CAST($14 AS DATE)
                  )
                  WHERE app.responsibility_list.year = CAST($15 AS INTEGER)
                  AND (app.responsibility_list.state NOT IN ('RETIRED', 'WITHDRAWN'))
                  AND (
                    EXISTS (
                      SELECT app.appointment.id
                      FROM app.appointment JOIN app.post ON app.post.root = app.appointment.root
                      AND app.post.id = app.appointment.post_id
                      WHERE app.post.root = app.responsibility_list.root
                      AND app.post.holder = app.responsibility_list.holder
                      AND app.post.actor_type = app.responsibility_list.actor_type
                      AND app.post.body_id IS NOT DISTINCT
                      FROM app.responsibility_list.body_id
                      AND app.post.valid_from <= (now() at time zone 'Asia/Shanghai')::date
                      AND (
                        app.post.valid_until IS NULL
                        OR app.post.valid_until > (now() at time zone 'Asia/Shanghai')::date
                      )
                      AND app.appointment.kind = 'REGULAR'
                      AND app.appointment.appointed_on <= (now() at time zone 'Asia/Shanghai')::date
                      AND (
                        app.appointment.relieved_on IS NULL
                        OR app.appointment.relieved_on > (now() at time zone 'Asia/Shanghai')::date
                      )
                      AND (
                        app.appointment.suspended_on IS NULL
                        OR app.appointment.suspended_on > (now() at time zone 'Asia/Shanghai')::date
                        OR app.appointment.resumed_on <= (now() at time zone 'Asia/Shanghai')::date
                      )
                    )
                  )
                  AND NOT (
                    EXISTS (
                      SELECT app.appointment.id
                      FROM app.appointment JOIN app.post ON app.post.root = app.appointment.root
                      AND app.post.id = app.appointment.post_id
                      WHERE app.post.root = app.responsibility_list.root
                      AND app.post.holder = app.responsibility_list.holder
                      AND app.post.actor_type = app.responsibility_list.actor_type
                      AND app.post.body_id IS NOT DISTINCT
                      FROM app.responsibility_list.body_id
                      AND app.post.valid_from <= (now() at time zone 'Asia/Shanghai')::date
                      AND (
                        app.post.valid_until IS NULL
                        OR app.post.valid_until > (now() at time zone 'Asia/Shanghai')::date
                      )
                      AND app.appointment.kind = 'REGULAR'
                      AND app.appointment.appointed_on <= (now() at time zone 'Asia/Shanghai')::date
                      AND (
                        app.appointment.relieved_on IS NULL
                        OR app.appointment.relieved_on > (now() at time zone 'Asia/Shanghai')::date
                      )
                      AND (
                        app.appointment.suspended_on IS NULL
                        OR app.appointment.suspended_on > (now() at time zone 'Asia/Shanghai')::date
                        OR app.appointment.resumed_on <= (now() at time zone 'Asia/Shanghai')::date
                      )
                      AND NOT (
                        EXISTS (
                          SELECT app.pledge.id
                          FROM app.pledge,
                          app.responsibility_list
                          WHERE app.pledge.root = app.responsibility_list.root
                          AND app.pledge.list_id = app.responsibility_list.id
                          AND app.pledge.list_version = app.responsibility_list.edition
                          AND app.pledge.person_id = app.appointment.person_id
                        )
                      )
                    )
                  )
                ) AS with_pledge
              ),
              false
            )
          ) AS with_pledge,
          bool_and(
            coalesce(
              (
                wanted.holder,
                wanted.actor_type,
                coalesce(wanted.body_id, '00000000-0000-0000-0000-000000000000'::uuid)
              ) IN (
                SELECT with_record.holder,
                with_record.actor_type,
                coalesce(
                  with_record.body_id,
                  '00000000-0000-0000-0000-000000000000'::uuid
                ) AS coalesce_3
                FROM (
                  SELECT listed_then.stood AS holder,
                  app.responsibility_list.actor_type AS actor_type,
                  app.responsibility_list.body_id AS body_id
                  FROM app.responsibility_list JOIN (
                    SELECT anon_15.unit AS unit,
                    anon_15.stood AS stood,
                    anon_15.child AS child,
                    anon_15.whole AS whole,
                    anon_15.entire AS entire
                    FROM app.boundaries(
                      coalesce(
                        CAST($4 AS INTEGER),
                        CAST($5 AS INTEGER),
                        CAST($6 AS INTEGER),
                        CAST($7 AS INTEGER),
                        CAST($8 AS INTEGER),
                        CAST($9 AS INTEGER)
                      ),
                      CAST($1 AS INTEGER),
                      CAST($14 AS DATE),
                      CAST($1 AS INTEGER)
                    ) AS anon_15
                  ) AS listed_then ON listed_then.unit = app.lay_with(
                    app.responsibility_list.with_units,
                    app.responsibility_list.with_until,
                    app.responsibility_list.holder,
                    CAST($14 AS DATE)
                  )
                  WHERE app.responsibility_list.year = CAST($15 AS INTEGER)
                  AND (app.responsibility_list.state NOT IN ('RETIRED', 'WITHDRAWN'))
                  AND (
                    EXISTS (
                      SELECT app.entry.id
                      FROM app.entry JOIN app.obligation ON app.obligation.root = app.entry.root
                      AND app.obligation.id = app.entry.obligation_id
                      WHERE app.obligation.root = app.responsibility_list.root
                      AND app.obligation.list_id = app.responsibility_list.id
                    )
                  )
                ) AS with_record
              ),
              false
            )
          ) AS with_record,
          bool_and(wanted.whole) AS whole
          FROM (
            SELECT DISTINCT "then".child AS child,
            "then".stood AS holder,
            app.post.actor_type AS actor_type,
            app.post.body_id AS body_id,
            "then".whole AS whole
            FROM app.post JOIN (
              SELECT anon_16.unit AS unit,
              anon_16.stood AS stood,
              anon_16.child AS child,
              anon_16.whole AS whole,
              anon_16.entire AS entire
              FROM app.boundaries(
                coalesce(
                  CAST($4 AS INTEGER),
                  CAST($5 AS INTEGER),
                  CAST($6 AS INTEGER),
                  CAST($7 AS INTEGER),
                  CAST($8 AS INTEGER),
                  CAST($9 AS INTEGER)
                ),
                CAST($1 AS INTEGER),
                CAST($14 AS DATE),
                CAST($1 AS INTEGER)
              ) AS anon_16
            ) AS "then" ON "then".unit = app.lay_with(
              app.post.with_units,
              app.post.with_until,
              app.post.holder,
              CAST($14 AS DATE)
            )
            WHERE app.post.actor_type IS NOT NULL
            AND app.post.valid_until IS NULL
            AND (app.post.at2 = $1)
          ) AS wanted
          GROUP BY wanted.child,
          wanted.holder,
          wanted.actor_type
        ) AS units JOIN app.tenant ON app.tenant.id = units.child
        GROUP BY units.child,
        units.actor_type,
        app.tenant.name_sort
      ) AS t8
      WHERE t8."actor_type" = $16
      ORDER BY t8."name_sort" ASC,
      t8."actor_type" ASC,
      t8."child" ASC
      LIMIT 200
    ) AS t8p
    LEFT OUTER JOIN app.tenant AS t9 ON t9."id" = t8p."child"
  ),
  ',"settledLow":',
  (
    SELECT concat(
      '[',
      coalesce(
        string_agg(
          concat(
            '{"tenant":',
            CASE WHEN (t11."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t11."name"), '}') END,
            ',"found":',
            CAST(t10p."found" AS TEXT),
            ',"complete":',
            CAST(t10p."complete" AS TEXT),
            '}'
          ),
          ','
          ORDER BY t10p."name_sort" ASC,
          t10p."child" ASC
        ),
        ''
      ),
      ']'
    ) AS concat_7
    FROM (
      SELECT t10."child" AS child,
      t10."found" AS found,
      t10."complete" AS complete,
      t10."name_sort" AS name_sort
      FROM (
        SELECT found_below.child AS child,
        found_below.found AS found,
        found_below.settled_low AS settled_low,
        found_below.sent_up AS sent_up,
        found_below.share AS share,
        found_below.complete AS complete,
        (
          SELECT app.tenant.name_sort
          FROM app.tenant
          WHERE app.tenant.id = found_below.child
        ) AS name_sort
        FROM (
          SELECT found.child AS child,
          CAST(coalesce(sum(found.n) FILTER (WHERE found.mark != 4), 0) AS INTEGER) AS found,
          CAST(coalesce(sum(found.n) FILTER (WHERE found.mark = 1), 0) AS INTEGER) AS settled_low,
          CAST(coalesce(sum(found.n) FILTER (WHERE found.mark = 2), 0) AS INTEGER) AS sent_up,
          CAST(
            (
              CAST(coalesce(sum(found.n) FILTER (WHERE found.mark = 1), 0) AS INTEGER) * 100
            ) / CAST(
              nullif(
                CAST(coalesce(sum(found.n) FILTER (WHERE found.mark != 4), 0) AS INTEGER),
                0
              ) AS NUMERIC
            ) AS INTEGER
          ) AS share,
          bool_and(found.whole) AS complete
          FROM (
            SELECT "then".child AS child,
            app.desk_cell.mark AS mark,
            app.desk_cell.n AS n,
            "then".whole AS whole
            FROM app.desk_cell JOIN (
              SELECT anon_17.unit AS unit,
              anon_17.stood AS stood,
              anon_17.child AS child,
              anon_17.whole AS whole,
              anon_17.entire AS entire
              FROM app.boundaries(
                coalesce(
                  CAST($4 AS INTEGER),
                  CAST($5 AS INTEGER),
                  CAST($6 AS INTEGER),
                  CAST($7 AS INTEGER),
                  CAST($8 AS INTEGER),
                  CAST($9 AS INTEGER)
                ),
                CAST($1 AS INTEGER),
                CAST($17 AS DATE),
                CAST($1 AS INTEGER)
              ) AS anon_17
            ) AS "then" ON app.desk_cell.holder = "then".unit
            WHERE app.desk_cell.kind = 'ORIGIN'
            AND NOT app.desk_cell.whole
            AND (app.desk_cell.at2 = $1 AND (app.desk_cell.accused && $2) IS NOT true)
          ) AS found
          GROUP BY found.child HAVING sum(found.n) > 0
        ) AS found_below
      ) AS t10
      WHERE true
      ORDER BY t10."name_sort" ASC,
      t10."child" ASC
      LIMIT 200
    ) AS t10p
    LEFT OUTER JOIN app.tenant AS t11 ON t11."id" = t10p."child"
  ),
  '}}'
) AS concat_1
