-- $1: viewer_tenant
SELECT concat(
  '{"data":{"obligationRollUp":',
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
            ',"accepted":',
            CAST(t1p."accepted" AS TEXT),
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
      t1."accepted" AS accepted,
      t1."complete" AS complete,
      t1."name_sort" AS name_sort
      FROM (
        SELECT counted.child AS child,
        counted.total AS total,
        counted.open AS open,
        counted.overdue AS overdue,
        counted.accepted AS accepted,
        counted.complete AS complete,
        app.tenant.name_sort AS name_sort
        FROM (
          SELECT coalesce(
            app.obligation_tally.at3,
            app.obligation_tally.at4,
            app.obligation_tally.at5,
            app.obligation_tally.at6,
            app.obligation_tally.holder
          ) AS child,
          sum(app.obligation_tally.total) AS total,
          sum(app.obligation_tally.open) AS open,
          sum(app.obligation_tally.overdue) AS overdue,
          sum(app.obligation_tally.accepted) AS accepted,
          true AS complete
          FROM app.obligation_tally
          WHERE (app.obligation_tally.at2 = $1)
          AND (app.obligation_tally.at3 IS NULL OR app.obligation_tally.whole)
          GROUP BY coalesce(
            app.obligation_tally.at3,
            app.obligation_tally.at4,
            app.obligation_tally.at5,
            app.obligation_tally.at6,
            app.obligation_tally.holder
          ) HAVING sum(app.obligation_tally.total) > 0
        ) AS counted JOIN app.tenant ON app.tenant.id = counted.child
      ) AS t1
      WHERE true
      ORDER BY t1."name_sort" ASC,
      t1."child" ASC
      LIMIT 200
    ) AS t1p
    LEFT OUTER JOIN app.tenant AS t2 ON t2."id" = t1p."child"
  ),
  '}}'
) AS concat_1
