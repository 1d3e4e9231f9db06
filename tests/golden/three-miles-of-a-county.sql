-- $1: variable begins
-- $2: variable ends
-- $3: today
-- $4: viewer_tenant
-- $5: viewer_units
-- $6: variable ends
-- $7: variable begins
-- $8: viewer_root
-- $9: variable ends
-- $10: variable begins
-- $11: constant False
SELECT concat(
  '{"data":{"threeMiles":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"tenant":',
            CASE WHEN (t2."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t2."name"), '}') END,
            ',"registered":',
            CAST(t1p."registered" AS TEXT),
            ',"discoveryKnown":',
            CAST(t1p."known" AS TEXT),
            ',"medianLagDays":',
            CASE WHEN (t1p."lag" IS NULL) THEN 'null' ELSE CAST(t1p."lag" AS TEXT) END,
            ',"hardCases":',
            CAST(t1p."hard" AS TEXT),
            ',"staged":',
            CAST(t1p."staged" AS TEXT),
            ',"returnedTwice":',
            CAST(t1p."returned_twice" AS TEXT),
            ',"overdueLong":',
            CAST(t1p."overdue_long" AS TEXT),
            ',"acrossUnits":',
            CAST(t1p."across_units" AS TEXT),
            ',"closings":',
            CAST(t1p."closings" AS TEXT),
            ',"cameBack":',
            CAST(t1p."came_back" AS TEXT),
            ',"falseClosings":',
            CAST(t1p."false_closings" AS TEXT),
            ',"rechecked":',
            CAST(t1p."looked" AS TEXT),
            ',"gradedGood":',
            CASE WHEN (t1p."grade_good" IS NULL) THEN 'null' ELSE CAST(t1p."grade_good" AS TEXT) END,
            ',"gradedFairlyGood":',
            CASE WHEN (t1p."grade_fairly_good" IS NULL) THEN 'null' ELSE CAST(t1p."grade_fairly_good" AS TEXT) END,
            ',"gradedOrdinary":',
            CASE WHEN (t1p."grade_ordinary" IS NULL) THEN 'null' ELSE CAST(t1p."grade_ordinary" AS TEXT) END,
            ',"gradedPoor":',
            CASE WHEN (t1p."grade_poor" IS NULL) THEN 'null' ELSE CAST(t1p."grade_poor" AS TEXT) END,
            '}'
          ),
          ','
          ORDER BY t1p."name_sort" ASC,
          t1p."child" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_2
    FROM (
      SELECT t1."child" AS child,
      t1."registered" AS registered,
      t1."known" AS known,
      t1."lag" AS lag,
      t1."hard" AS hard,
      t1."staged" AS staged,
      t1."returned_twice" AS returned_twice,
      t1."overdue_long" AS overdue_long,
      t1."across_units" AS across_units,
      t1."closings" AS closings,
      t1."came_back" AS came_back,
      t1."false_closings" AS false_closings,
      t1."looked" AS looked,
      t1."grade_good" AS grade_good,
      t1."grade_fairly_good" AS grade_fairly_good,
      t1."grade_ordinary" AS grade_ordinary,
      t1."grade_poor" AS grade_poor,
      t1."name_sort" AS name_sort
      FROM (
        SELECT counted.child AS child,
        counted.registered AS registered,
        counted.known AS known,
        counted.hard AS hard,
        counted.staged AS staged,
        counted.returned_twice AS returned_twice,
        counted.overdue_long AS overdue_long,
        counted.across_units AS across_units,
        counted.closings AS closings,
        counted.came_back AS came_back,
        counted.false_closings AS false_closings,
        counted.looked AS looked,
        grades.grade_good AS grade_good,
        grades.grade_fairly_good AS grade_fairly_good,
        grades.grade_ordinary AS grade_ordinary,
        grades.grade_poor AS grade_poor,
        CASE WHEN (
          counted.known >= 5
          AND CAST($1 AS DATE) = CAST(date_trunc('quarter', CAST($1 AS DATE)) AS DATE)
          AND CAST($2 AS DATE) = CAST(CAST($1 AS DATE) + interval '3 months' AS DATE)
          AND CAST($2 AS DATE) <= CAST($3 AS DATE)
        ) THEN medians.lag END AS lag,
        (
          SELECT app.tenant.name_sort
          FROM app.tenant
          WHERE app.tenant.id = counted.child
        ) AS name_sort
        FROM (
          SELECT each.child AS child,
          CAST(
            coalesce(sum(each.n) FILTER (WHERE each.kind = 'FOUND'), 0) AS INTEGER
          ) AS registered,
          CAST(
            coalesce(sum(each.n) FILTER (WHERE each.kind = 'FOUND' AND each.mark = 1), 0) AS INTEGER
          ) AS known,
          CAST(coalesce(sum(each.n) FILTER (WHERE each.kind = 'HARD'), 0) AS INTEGER) AS hard,
          CAST(
            coalesce(
              sum(each.n) FILTER (WHERE each.kind = 'HARD' AND (each.mark & 1) != 0),
              0
            ) AS INTEGER
          ) AS staged,
          CAST(
            coalesce(
              sum(each.n) FILTER (WHERE each.kind = 'HARD' AND (each.mark & 2) != 0),
              0
            ) AS INTEGER
          ) AS returned_twice,
          CAST(
            coalesce(
              sum(each.n) FILTER (WHERE each.kind = 'HARD' AND (each.mark & 4) != 0),
              0
            ) AS INTEGER
          ) AS overdue_long,
          CAST(
            coalesce(
              sum(each.n) FILTER (WHERE each.kind = 'HARD' AND (each.mark & 8) != 0),
              0
            ) AS INTEGER
          ) AS across_units,
          CAST(coalesce(sum(each.n) FILTER (WHERE each.kind = 'CLOSED'), 0) AS INTEGER) AS closings,
          CAST(
            coalesce(
              sum(each.n) FILTER (WHERE each.kind = 'CLOSED' AND (each.mark & 1) != 0),
              0
            ) AS INTEGER
          ) AS came_back,
          CAST(
            coalesce(
              sum(each.n) FILTER (WHERE each.kind = 'CLOSED' AND (each.mark & 2) != 0),
              0
            ) AS INTEGER
          ) AS false_closings,
          CAST(coalesce(sum(each.n) FILTER (WHERE each.kind = 'LOOKED'), 0) AS INTEGER) AS looked
          FROM (
            SELECT app.desk_cell.holder AS child,
            app.desk_cell.kind AS kind,
            app.desk_cell.mark AS mark,
            app.desk_cell.n AS n
            FROM app.desk_cell
            WHERE app.desk_cell.whole
            AND app.desk_cell.holder_parent = $4
            AND app.desk_cell.grain = 'NOW'
            AND true
            AND app.desk_cell.kind IN ('FOUND', 'LAG', 'HARD', 'CLOSED', 'LOOKED')
            AND (app.desk_cell.at3 = $4 AND (app.desk_cell.accused && $5) IS NOT true)
            UNION ALL
            SELECT app.desk_cell.holder AS child,
            app.desk_cell.kind AS kind,
            app.desk_cell.mark AS mark,
            app.desk_cell.n AS n
            FROM app.desk_cell
            WHERE NOT app.desk_cell.whole
            AND app.desk_cell.holder = $4
            AND app.desk_cell.grain = 'NOW'
            AND true
            AND app.desk_cell.kind IN ('FOUND', 'LAG', 'HARD', 'CLOSED', 'LOOKED')
            AND (app.desk_cell.at3 = $4 AND (app.desk_cell.accused && $5) IS NOT true)
            UNION ALL
            SELECT app.desk_cell.holder AS child,
            app.desk_cell.kind AS kind,
            app.desk_cell.mark AS mark,
            app.desk_cell.n AS n
            FROM app.desk_cell
            WHERE app.desk_cell.whole
            AND app.desk_cell.holder_parent = $4
            AND app.desk_cell.grain = 'DAY'
            AND CAST($1 AS DATE) < CAST(
              date_trunc(
                'month',
                CAST(CAST($1 AS DATE) + interval '1 month -1 day' AS DATE)
              ) AS DATE
            )
            AND app.desk_cell.day >= CAST($1 AS DATE)
            AND app.desk_cell.day < least(
              CAST(
                date_trunc(
                  'month',
                  CAST(CAST($1 AS DATE) + interval '1 month -1 day' AS DATE)
                ) AS DATE
              ),
              CAST($2 AS DATE)
            )
            AND app.desk_cell.kind IN ('FOUND', 'LAG', 'HARD', 'CLOSED', 'LOOKED')
            AND (app.desk_cell.at3 = $4 AND (app.desk_cell.accused && $5) IS NOT true)
            UNION ALL
            SELECT app.desk_cell.holder AS child,
            app.desk_cell.kind AS kind,
            app.desk_cell.mark AS mark,
            app.desk_cell.n AS n
            FROM app.desk_cell
            WHERE NOT app.desk_cell.whole
            AND app.desk_cell.holder = $4
            AND app.desk_cell.grain = 'DAY'
            AND CAST($1 AS DATE) < CAST(
              date_trunc(
                'month',
                CAST(CAST($1 AS DATE) + interval '1 month -1 day' AS DATE)
              ) AS DATE
            )
            AND app.desk_cell.day >= CAST($1 AS DATE)
            AND app.desk_cell.day < least(
              CAST(
                date_trunc(
                  'month',
                  CAST(CAST($1 AS DATE) + interval '1 month -1 day' AS DATE)
                ) AS DATE
              ),
              CAST($2 AS DATE)
            )
            AND app.desk_cell.kind IN ('FOUND', 'LAG', 'HARD', 'CLOSED', 'LOOKED')
            AND (app.desk_cell.at3 = $4 AND (app.desk_cell.accused && $5) IS NOT true)
            UNION ALL
            SELECT app.desk_cell.holder AS child,
            app.desk_cell.kind AS kind,
            app.desk_cell.mark AS mark,
            app.desk_cell.n AS n
            FROM app.desk_cell
            WHERE app.desk_cell.whole
            AND app.desk_cell.holder_parent = $4
            AND app.desk_cell.grain = 'DAY'
            AND CAST(date_trunc('month', CAST($2 AS DATE)) AS DATE) < CAST($2 AS DATE)
            AND app.desk_cell.day >= greatest(
              CAST(
                date_trunc(
                  'month',
                  CAST(CAST($1 AS DATE) + interval '1 month -1 day' AS DATE)
                ) AS DATE
              ),
              CAST(date_trunc('month', CAST($2 AS DATE)) AS DATE)
            )
            AND app.desk_cell.day < CAST($2 AS DATE)
            AND app.desk_cell.kind IN ('FOUND', 'LAG', 'HARD', 'CLOSED', 'LOOKED')
            AND (app.desk_cell.at3 = $4 AND (app.desk_cell.accused && $5) IS NOT true)
            UNION ALL
            SELECT app.desk_cell.holder AS child,
            app.desk_cell.kind AS kind,
            app.desk_cell.mark AS mark,
            app.desk_cell.n AS n
            FROM app.desk_cell
            WHERE NOT app.desk_cell.whole
            AND app.desk_cell.holder = $4
            AND app.desk_cell.grain = 'DAY'
            AND CAST(date_trunc('month', CAST($2 AS DATE)) AS DATE) < CAST($2 AS DATE)
            AND app.desk_cell.day >= greatest(
              CAST(
                date_trunc(
                  'month',
                  CAST(CAST($1 AS DATE) + interval '1 month -1 day' AS DATE)
                ) AS DATE
              ),
              CAST(date_trunc('month', CAST($2 AS DATE)) AS DATE)
            )
            AND app.desk_cell.day < CAST($2 AS DATE)
            AND app.desk_cell.kind IN ('FOUND', 'LAG', 'HARD', 'CLOSED', 'LOOKED')
            AND (app.desk_cell.at3 = $4 AND (app.desk_cell.accused && $5) IS NOT true)
            UNION ALL
            SELECT app.desk_cell.holder AS child,
            app.desk_cell.kind AS kind,
            app.desk_cell.mark AS mark,
            app.desk_cell.n AS n
            FROM app.desk_cell
            WHERE app.desk_cell.whole
            AND app.desk_cell.holder_parent = $4
            AND app.desk_cell.grain = 'MONTH'
            AND app.desk_cell.day >= CAST(
              date_trunc(
                'month',
                CAST(CAST($1 AS DATE) + interval '1 month -1 day' AS DATE)
              ) AS DATE
            )
            AND app.desk_cell.day < CAST(date_trunc('month', CAST($2 AS DATE)) AS DATE)
            AND app.desk_cell.kind IN ('FOUND', 'LAG', 'HARD', 'CLOSED', 'LOOKED')
            AND (app.desk_cell.at3 = $4 AND (app.desk_cell.accused && $5) IS NOT true)
            UNION ALL
            SELECT app.desk_cell.holder AS child,
            app.desk_cell.kind AS kind,
            app.desk_cell.mark AS mark,
            app.desk_cell.n AS n
            FROM app.desk_cell
            WHERE NOT app.desk_cell.whole
            AND app.desk_cell.holder = $4
            AND app.desk_cell.grain = 'MONTH'
            AND app.desk_cell.day >= CAST(
              date_trunc(
                'month',
                CAST(CAST($1 AS DATE) + interval '1 month -1 day' AS DATE)
              ) AS DATE
            )
            AND app.desk_cell.day < CAST(date_trunc('month', CAST($2 AS DATE)) AS DATE)
            AND app.desk_cell.kind IN ('FOUND', 'LAG', 'HARD', 'CLOSED', 'LOOKED')
            AND (app.desk_cell.at3 = $4 AND (app.desk_cell.accused && $5) IS NOT true)
          ) AS each
          GROUP BY each.child HAVING CAST(
            coalesce(sum(each.n) FILTER (WHERE each.kind = 'FOUND'), 0) AS INTEGER
          ) + CAST(
            coalesce(sum(each.n) FILTER (WHERE each.kind = 'HARD'), 0) AS INTEGER
          ) + CAST(
            coalesce(sum(each.n) FILTER (WHERE each.kind = 'CLOSED'), 0) AS INTEGER
          ) + CAST(
            coalesce(sum(each.n) FILTER (WHERE each.kind = 'LOOKED'), 0) AS INTEGER
          ) > 0
        ) AS counted
        LEFT OUTER JOIN (
          SELECT upto.child AS child,
          min(upto.mark) FILTER (WHERE upto.half) AS lag
          FROM (
            SELECT spread.child AS child,
            spread.mark AS mark,
            sum(spread.n) OVER (PARTITION BY spread.child ORDER BY spread.mark) * 2 >= sum(spread.n) OVER (PARTITION BY spread.child) AS half
            FROM (
              SELECT lags.child AS child,
              lags.mark AS mark,
              sum(lags.n) AS n
              FROM (
                SELECT app.desk_cell.holder AS child,
                app.desk_cell.kind AS kind,
                app.desk_cell.mark AS mark,
                app.desk_cell.n AS n
                FROM app.desk_cell
                WHERE app.desk_cell.whole
                AND app.desk_cell.holder_parent = $4
                AND app.desk_cell.grain = 'QUARTER'
                AND CAST($1 AS DATE) = CAST(date_trunc('quarter', CAST($1 AS DATE)) AS DATE)
                AND CAST($2 AS DATE) = CAST(CAST($1 AS DATE) + interval '3 months' AS DATE)
                AND CAST($2 AS DATE) <= CAST($3 AS DATE)
                AND app.desk_cell.day = CAST($1 AS DATE)
                AND app.desk_cell.kind IN ('FOUND', 'LAG', 'HARD', 'CLOSED', 'LOOKED')
                AND (app.desk_cell.at3 = $4 AND (app.desk_cell.accused && $5) IS NOT true)
                UNION ALL
                SELECT app.desk_cell.holder AS child,
                app.desk_cell.kind AS kind,
                app.desk_cell.mark AS mark,
                app.desk_cell.n AS n
                FROM app.desk_cell
                WHERE NOT app.desk_cell.whole
                AND app.desk_cell.holder = $4
                AND app.desk_cell.grain = 'QUARTER'
                AND CAST($1 AS DATE) = CAST(date_trunc('quarter', CAST($1 AS DATE)) AS DATE)
                AND CAST($2 AS DATE) = CAST(CAST($1 AS DATE) + interval '3 months' AS DATE)
                AND CAST($2 AS DATE) <= CAST($3 AS DATE)
                AND app.desk_cell.day = CAST($1 AS DATE)
                AND app.desk_cell.kind IN ('FOUND', 'LAG', 'HARD', 'CLOSED', 'LOOKED')
                AND (app.desk_cell.at3 = $4 AND (app.desk_cell.accused && $5) IS NOT true)
              ) AS lags
              GROUP BY lags.child,
              lags.mark HAVING sum(lags.n) > 0
            ) AS spread
          ) AS upto
          GROUP BY upto.child
        ) AS medians ON medians.child = counted.child
        LEFT OUTER JOIN (
          SELECT laid.child AS child,
          CAST(coalesce(sum(laid.n) FILTER (WHERE laid.mark = 1), 0) AS INTEGER) AS grade_good,
          CAST(
            coalesce(sum(laid.n) FILTER (WHERE laid.mark = 2), 0) AS INTEGER
          ) AS grade_fairly_good,
          CAST(coalesce(sum(laid.n) FILTER (WHERE laid.mark = 3), 0) AS INTEGER) AS grade_ordinary,
          CAST(coalesce(sum(laid.n) FILTER (WHERE laid.mark = 4), 0) AS INTEGER) AS grade_poor
          FROM (
            SELECT coalesce(placed4.at4, placed4.at5, placed4.at6, placed4.holder) AS child,
            placed4.mark AS mark,
            placed4.n AS n,
            placed4.level AS level,
            placed4.holder = $4 AS mine,
            coalesce(sum(placed4.n) FILTER (WHERE placed4.holder = $4) OVER (), 0) AS own,
            coalesce(
              sum(placed4.n) FILTER (WHERE placed4.level IS NULL AND placed4.holder != $4) OVER (),
              0
            ) AS left_over
            FROM (
              SELECT met4.at4 AS at4,
              met4.at5 AS at5,
              met4.at6 AS at6,
              met4.holder AS holder,
              met4.mark AS mark,
              met4.n AS n,
              CASE WHEN (
                met4.level IS NULL
                AND met4.at4 IS NOT NULL
                AND met4.meet >= 5
              ) THEN 4 ELSE met4.level END AS level
              FROM (
                SELECT placed5.at4 AS at4,
                placed5.at5 AS at5,
                placed5.at6 AS at6,
                placed5.holder AS holder,
                placed5.mark AS mark,
                placed5.n AS n,
                placed5.level AS level,
                sum(placed5.n) FILTER (WHERE placed5.level IS NULL AND placed5.at4 IS NOT NULL) OVER (PARTITION BY placed5.at4) AS meet
                FROM (
                  SELECT met5.at4 AS at4,
                  met5.at5 AS at5,
                  met5.at6 AS at6,
                  met5.holder AS holder,
                  met5.mark AS mark,
                  met5.n AS n,
                  CASE WHEN (
                    met5.level IS NULL
                    AND met5.at5 IS NOT NULL
                    AND met5.meet >= 5
                  ) THEN 5 ELSE met5.level END AS level
                  FROM (
                    SELECT placed6.at4 AS at4,
                    placed6.at5 AS at5,
                    placed6.at6 AS at6,
                    placed6.holder AS holder,
                    placed6.mark AS mark,
                    placed6.n AS n,
                    placed6.level AS level,
                    sum(placed6.n) FILTER (WHERE placed6.level IS NULL AND placed6.at5 IS NOT NULL) OVER (PARTITION BY placed6.at5) AS meet
                    FROM (
                      SELECT met6.at4 AS at4,
                      met6.at5 AS at5,
                      met6.at6 AS at6,
                      met6.holder AS holder,
                      met6.mark AS mark,
                      met6.n AS n,
                      CASE WHEN (
                        met6.level IS NULL
                        AND met6.at6 IS NOT NULL
                        AND met6.meet >= 5
                      ) THEN 6 ELSE met6.level END AS level
                      FROM (
                        SELECT looks.at4 AS at4,
                        looks.at5 AS at5,
                        looks.at6 AS at6,
                        looks.holder AS holder,
                        looks.mark AS mark,
                        looks.n AS n,
                        looks.level AS level,
                        sum(looks.n) FILTER (WHERE looks.level IS NULL AND looks.at6 IS NOT NULL) OVER (PARTITION BY looks.at6) AS meet
                        FROM (
                          SELECT app.desk_cell.at4 AS at4,
                          app.desk_cell.at5 AS at5,
                          app.desk_cell.at6 AS at6,
                          app.desk_cell.holder AS holder,
                          app.desk_cell.mark AS mark,
                          app.desk_cell.n AS n,
                          CAST(NULL AS INTEGER) AS level
                          FROM app.desk_cell
                          WHERE app.desk_cell.kind = 'GRADE'
                          AND CAST($1 AS DATE) = CAST(date_trunc('quarter', CAST($1 AS DATE)) AS DATE)
                          AND CAST($2 AS DATE) = CAST(CAST($1 AS DATE) + interval '3 months' AS DATE)
                          AND CAST($2 AS DATE) <= CAST($3 AS DATE)
                          AND app.desk_cell.day = CAST($1 AS DATE)
                          AND (app.desk_cell.at3 = $4 AND (app.desk_cell.accused && $5) IS NOT true)
                        ) AS looks
                      ) AS met6
                    ) AS placed6
                  ) AS met5
                ) AS placed5
              ) AS met4
            ) AS placed4
          ) AS laid
          WHERE laid.level IS NOT NULL
          OR laid.mine
          AND laid.own >= 5
          AND (laid.left_over = 0 OR laid.left_over >= 5)
          GROUP BY laid.child HAVING sum(laid.n) > 0
        ) AS grades ON counted.child = grades.child
      ) AS t1
      WHERE true
      ORDER BY t1."name_sort" ASC,
      t1."child" ASC
      LIMIT 50
    ) AS t1p
    LEFT OUTER JOIN app.tenant AS t2 ON t2."id" = t1p."child"
  ),
  ',"hardCases":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"title":',
            to_json(t3p."title"),
            ',"foundOn":',
            CASE WHEN (t3p."found_on" IS NULL) THEN 'null' ELSE concat('"', t3p."found_on", '"') END,
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
      t3."found_on" AS found_on,
      t3."due_on" AS due_on,
      t3."id" AS id
      FROM app.problem AS t3
      WHERE t3."open"
      AND (t3."class" = 'STAGED' OR t3."returns" >= 2 OR t3."long_overdue" OR t3."across")
      AND t3."at3" = $4
      AND t3."open_to" <= 3
      AND (t3."accused" && $5) IS NOT true
      ORDER BY t3."due_on" ASC,
      t3."id" ASC
      LIMIT 50
    ) AS t3p
  ),
  ',"problemListCoverage":',
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
                    SELECT covered.child AS child,
                    covered.units AS units,
                    covered.with_list AS with_list,
                    covered.problems AS problems,
                    CAST(covered.problems > 0 AS BOOLEAN) AS keeps,
                    app.tenant.name_sort AS name_sort,
                    app.tenant.uid AS uid
                    FROM (
                      SELECT units.child AS child,
                      CAST(count(*) AS INTEGER) AS units,
                      CAST(count(*) FILTER (WHERE units.problems > 0) AS INTEGER) AS with_list,
                      CAST(
                        coalesce(
                          sum(units.problems) FILTER (WHERE units.id = units.child),
                          0
                        ) AS INTEGER
                      ) AS problems
                      FROM (
                        SELECT unit.id AS id,
                        coalesce(unit.at4, unit.at5, unit.at6, unit.id) AS child,
                        CAST(
                          coalesce(
                            (
                              SELECT sum(app.desk_cell.n) AS sum_1
                              FROM app.desk_cell
                              WHERE app.desk_cell.holder = unit.id
                              AND NOT app.desk_cell.whole
                              AND app.desk_cell.kind = 'LISTED'
                              AND app.desk_cell.grain = 'MONTH'
                              AND app.desk_cell.day < CAST(date_trunc('month', CAST($6 AS DATE)) AS DATE)
                              AND (
                                app.desk_cell.mark = 1
                                OR app.desk_cell.day >= CAST(
                                  date_trunc(
                                    'month',
                                    CAST(CAST($7 AS DATE) + interval '1 month -1 day' AS DATE)
                                  ) AS DATE
                                )
                              )
                              AND (
                                app.desk_cell.at3 = $4
                                AND (app.desk_cell.accused && $5) IS NOT true
                              )
                            ),
                            0
                          ) + CASE WHEN (
                            CAST($7 AS DATE) < CAST(
                              date_trunc(
                                'month',
                                CAST(CAST($7 AS DATE) + interval '1 month -1 day' AS DATE)
                              ) AS DATE
                            )
                          ) THEN coalesce(
                            (
                              SELECT sum(app.desk_cell.n) AS sum_2
                              FROM app.desk_cell
                              WHERE app.desk_cell.holder = unit.id
                              AND NOT app.desk_cell.whole
                              AND app.desk_cell.kind = 'LISTED'
                              AND app.desk_cell.grain = 'DAY'
                              AND CAST($7 AS DATE) < CAST(
                                date_trunc(
                                  'month',
                                  CAST(CAST($7 AS DATE) + interval '1 month -1 day' AS DATE)
                                ) AS DATE
                              )
                              AND app.desk_cell.day >= CAST($7 AS DATE)
                              AND app.desk_cell.day < least(
                                CAST(
                                  date_trunc(
                                    'month',
                                    CAST(CAST($7 AS DATE) + interval '1 month -1 day' AS DATE)
                                  ) AS DATE
                                ),
                                CAST($6 AS DATE)
                              )
                              AND app.desk_cell.mark != 1
                              AND (
                                app.desk_cell.at3 = $4
                                AND (app.desk_cell.accused && $5) IS NOT true
                              )
                            ),
                            0
                          ) ELSE 0 END + CASE WHEN (
                            CAST(date_trunc('month', CAST($6 AS DATE)) AS DATE) < CAST($6 AS DATE)
                          ) THEN coalesce(
                            (
                              SELECT sum(app.desk_cell.n) AS sum_3
                              FROM app.desk_cell
                              WHERE app.desk_cell.holder = unit.id
                              AND NOT app.desk_cell.whole
                              AND app.desk_cell.kind = 'LISTED'
                              AND app.desk_cell.grain = 'DAY'
                              AND app.desk_cell.day >= CAST(date_trunc('month', CAST($6 AS DATE)) AS DATE)
                              AND app.desk_cell.day < CAST($6 AS DATE)
                              AND (
                                app.desk_cell.mark = 1
                                OR app.desk_cell.day >= CAST(
                                  date_trunc(
                                    'month',
                                    CAST(CAST($7 AS DATE) + interval '1 month -1 day' AS DATE)
                                  ) AS DATE
                                )
                              )
                              AND (
                                app.desk_cell.at3 = $4
                                AND (app.desk_cell.accused && $5) IS NOT true
                              )
                            ),
                            0
                          ) ELSE 0 END AS INTEGER
                        ) AS problems
                        FROM app.tenant AS unit
                        WHERE unit.root = $8
                        AND unit.valid_until IS NULL
                        AND unit.kind != 'OFFICE'
                        AND (unit.at3 = $4 AND ('{}'::int[] && $5) IS NOT true)
                      ) AS units
                      GROUP BY units.child
                    ) AS covered JOIN app.tenant ON app.tenant.id = covered.child
                    WHERE app.tenant.id != $4
                  ) AS t4
                  WHERE true
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
            '{"tenant":',
            CASE WHEN (t5."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t5."name"), '}') END,
            ',"hasList":',
            CAST(t4p."keeps" AS TEXT),
            ',"listed":',
            CAST(t4p."problems" AS TEXT),
            ',"units":',
            CAST(t4p."units" AS TEXT),
            ',"unitsWithList":',
            CAST(t4p."with_list" AS TEXT),
            '}'
          ),
          ','
          ORDER BY t4p."name_sort" ASC,
          t4p."child" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_4
    FROM (
      SELECT t4."child" AS child,
      t4."keeps" AS keeps,
      t4."problems" AS problems,
      t4."units" AS units,
      t4."with_list" AS with_list,
      t4."name_sort" AS name_sort
      FROM (
        SELECT covered.child AS child,
        covered.units AS units,
        covered.with_list AS with_list,
        covered.problems AS problems,
        CAST(covered.problems > 0 AS BOOLEAN) AS keeps,
        app.tenant.name_sort AS name_sort,
        app.tenant.uid AS uid
        FROM (
          SELECT units.child AS child,
          CAST(count(*) AS INTEGER) AS units,
          CAST(count(*) FILTER (WHERE units.problems > 0) AS INTEGER) AS with_list,
          CAST(
            coalesce(sum(units.problems) FILTER (WHERE units.id = units.child), 0) AS INTEGER
          ) AS problems
          FROM (
            SELECT unit.id AS id,
            coalesce(unit.at4, unit.at5, unit.at6, unit.id) AS child,
            CAST(
              coalesce(
                (
                  SELECT sum(app.desk_cell.n) AS sum_1
                  FROM app.desk_cell
                  WHERE app.desk_cell.holder = unit.id
                  AND NOT app.desk_cell.whole
                  AND app.desk_cell.kind = 'LISTED'
                  AND app.desk_cell.grain = 'MONTH'
                  AND app.desk_cell.day < CAST(date_trunc('month', CAST($6 AS DATE)) AS DATE)
                  AND (
                    app.desk_cell.mark = 1
                    OR app.desk_cell.day >= CAST(
                      date_trunc(
                        'month',
                        CAST(CAST($7 AS DATE) + interval '1 month -1 day' AS DATE)
                      ) AS DATE
                    )
                  )
                  AND (app.desk_cell.at3 = $4 AND (app.desk_cell.accused && $5) IS NOT true)
                ),
                0
              ) + CASE WHEN (
                CAST($7 AS DATE) < CAST(
                  date_trunc(
                    'month',
                    CAST(CAST($7 AS DATE) + interval '1 month -1 day' AS DATE)
                  ) AS DATE
                )
              ) THEN coalesce(
                (
                  SELECT sum(app.desk_cell.n) AS sum_2
                  FROM app.desk_cell
                  WHERE app.desk_cell.holder = unit.id
                  AND NOT app.desk_cell.whole
                  AND app.desk_cell.kind = 'LISTED'
                  AND app.desk_cell.grain = 'DAY'
                  AND CAST($7 AS DATE) < CAST(
                    date_trunc(
                      'month',
                      CAST(CAST($7 AS DATE) + interval '1 month -1 day' AS DATE)
                    ) AS DATE
                  )
                  AND app.desk_cell.day >= CAST($7 AS DATE)
                  AND app.desk_cell.day < least(
                    CAST(
                      date_trunc(
                        'month',
                        CAST(CAST($7 AS DATE) + interval '1 month -1 day' AS DATE)
                      ) AS DATE
                    ),
                    CAST($6 AS DATE)
                  )
                  AND app.desk_cell.mark != 1
                  AND (app.desk_cell.at3 = $4 AND (app.desk_cell.accused && $5) IS NOT true)
                ),
                0
              ) ELSE 0 END + CASE WHEN (
                CAST(date_trunc('month', CAST($6 AS DATE)) AS DATE) < CAST($6 AS DATE)
              ) THEN coalesce(
                (
                  SELECT sum(app.desk_cell.n) AS sum_3
                  FROM app.desk_cell
                  WHERE app.desk_cell.holder = unit.id
                  AND NOT app.desk_cell.whole
                  AND app.desk_cell.kind = 'LISTED'
                  AND app.desk_cell.grain = 'DAY'
                  AND app.desk_cell.day >= CAST(date_trunc('month', CAST($6 AS DATE)) AS DATE)
                  AND app.desk_cell.day < CAST($6 AS DATE)
                  AND (
                    app.desk_cell.mark = 1
                    OR app.desk_cell.day >= CAST(
                      date_trunc(
                        'month',
                        CAST(CAST($7 AS DATE) + interval '1 month -1 day' AS DATE)
                      ) AS DATE
                    )
                  )
                  AND (app.desk_cell.at3 = $4 AND (app.desk_cell.accused && $5) IS NOT true)
                ),
                0
              ) ELSE 0 END AS INTEGER
            ) AS problems
            FROM app.tenant AS unit
            WHERE unit.root = $8
            AND unit.valid_until IS NULL
            AND unit.kind != 'OFFICE'
            AND (unit.at3 = $4 AND ('{}'::int[] && $5) IS NOT true)
          ) AS units
          GROUP BY units.child
        ) AS covered JOIN app.tenant ON app.tenant.id = covered.child
        WHERE app.tenant.id != $4
      ) AS t4
      WHERE true
      ORDER BY t4."name_sort" ASC,
      t4."child" ASC
      LIMIT 50
    ) AS t4p
    LEFT OUTER JOIN app.tenant AS t5 ON t5."id" = t4p."child"
  ),
  ',"without":',
  (
    SELECT concat(
      '{"totalCount":',
      CAST(
        least(
          (
            SELECT count(*) AS count_2
            FROM (
              SELECT 1
              FROM (
                SELECT anon_6.one AS one
                FROM (
                  SELECT 1 AS one
                  FROM (
                    SELECT covered.child AS child,
                    covered.units AS units,
                    covered.with_list AS with_list,
                    covered.problems AS problems,
                    CAST(covered.problems > 0 AS BOOLEAN) AS keeps,
                    app.tenant.name_sort AS name_sort,
                    app.tenant.uid AS uid
                    FROM (
                      SELECT units.child AS child,
                      CAST(count(*) AS INTEGER) AS units,
                      CAST(count(*) FILTER (WHERE units.problems > 0) AS INTEGER) AS with_list,
                      CAST(
                        coalesce(
                          sum(units.problems) FILTER (WHERE units.id = units.child),
                          0
                        ) AS INTEGER
                      ) AS problems
                      FROM (
                        SELECT unit.id AS id,
                        coalesce(unit.at4, unit.at5, unit.at6, unit.id) AS child,
                        CAST(
                          coalesce(
                            (
                              SELECT sum(app.desk_cell.n) AS sum_4
                              FROM app.desk_cell
                              WHERE app.desk_cell.holder = unit.id
                              AND NOT app.desk_cell.whole
                              AND app.desk_cell.kind = 'LISTED'
                              AND app.desk_cell.grain = 'MONTH'
                              AND app.desk_cell.day < CAST(date_trunc('month', CAST($9 AS DATE)) AS DATE)
                              AND (
                                app.desk_cell.mark = 1
                                OR app.desk_cell.day >= CAST(
                                  date_trunc(
                                    'month',
                                    CAST(CAST($10 AS DATE) + interval '1 month -1 day' AS DATE)
                                  ) AS DATE
                                )
                              )
                              AND (
                                app.desk_cell.at3 = $4
                                AND (app.desk_cell.accused && $5) IS NOT true
                              )
                            ),
                            0
                          ) + CASE WHEN (
                            CAST($10 AS DATE) < CAST(
                              date_trunc(
                                'month',
                                CAST(CAST($10 AS DATE) + interval '1 month -1 day' AS DATE)
                              ) AS DATE
                            )
                          ) THEN coalesce(
                            (
                              SELECT sum(app.desk_cell.n) AS sum_5
                              FROM app.desk_cell
                              WHERE app.desk_cell.holder = unit.id
                              AND NOT app.desk_cell.whole
                              AND app.desk_cell.kind = 'LISTED'
                              AND app.desk_cell.grain = 'DAY'
                              AND CAST($10 AS DATE) < CAST(
                                date_trunc(
                                  'month',
                                  CAST(CAST($10 AS DATE) + interval '1 month -1 day' AS DATE)
                                ) AS DATE
                              )
                              AND app.desk_cell.day >= CAST($10 AS DATE)
                              AND app.desk_cell.day < least(
                                CAST(
                                  date_trunc(
                                    'month',
                                    CAST(CAST($10 AS DATE) + interval '1 month -1 day' AS DATE)
                                  ) AS DATE
                                ),
                                CAST($9 AS DATE)
                              )
                              AND app.desk_cell.mark != 1
                              AND (
                                app.desk_cell.at3 = $4
                                AND (app.desk_cell.accused && $5) IS NOT true
                              )
                            ),
                            0
                          ) ELSE 0 END + CASE WHEN (
                            CAST(date_trunc('month', CAST($9 AS DATE)) AS DATE) < CAST($9 AS DATE)
                          ) THEN coalesce(
                            (
                              SELECT sum(app.desk_cell.n) AS sum_6
                              FROM app.desk_cell
                              WHERE app.desk_cell.holder = unit.id
                              AND NOT app.desk_cell.whole
                              AND app.desk_cell.kind = 'LISTED'
                              AND app.desk_cell.grain = 'DAY'
                              AND app.desk_cell.day >= CAST(date_trunc('month', CAST($9 AS DATE)) AS DATE)
                              AND app.desk_cell.day < CAST($9 AS DATE)
                              AND (
                                app.desk_cell.mark = 1
                                OR app.desk_cell.day >= CAST(
                                  date_trunc(
                                    'month',
                                    CAST(CAST($10 AS DATE) + interval '1 month -1 day' AS DATE)
                                  ) AS DATE
                                )
                              )
                              AND (
                                app.desk_cell.at3 = $4
                                AND (app.desk_cell.accused && $5) IS NOT true
                              )
                            ),
                            0
                          ) ELSE 0 END AS INTEGER
                        ) AS problems
                        FROM app.tenant AS unit
                        WHERE unit.root = $8
                        AND unit.valid_until IS NULL
                        AND unit.kind != 'OFFICE'
                        AND (unit.at3 = $4 AND ('{}'::int[] && $5) IS NOT true)
                      ) AS units
                      GROUP BY units.child
                    ) AS covered JOIN app.tenant ON app.tenant.id = covered.child
                    WHERE app.tenant.id != $4
                  ) AS t6
                  WHERE t6."keeps" = $11
                  LIMIT 201
                ) AS anon_6
              ) AS anon_5
              LIMIT 201
            ) AS anon_4
          ),
          200
        ) AS TEXT
      ),
      ',"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"tenant":',
            CASE WHEN (t7."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t7."name"), '}') END,
            '}'
          ),
          ','
          ORDER BY t6p."name_sort" ASC,
          t6p."child" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_5
    FROM (
      SELECT t6."child" AS child,
      t6."name_sort" AS name_sort
      FROM (
        SELECT covered.child AS child,
        covered.units AS units,
        covered.with_list AS with_list,
        covered.problems AS problems,
        CAST(covered.problems > 0 AS BOOLEAN) AS keeps,
        app.tenant.name_sort AS name_sort,
        app.tenant.uid AS uid
        FROM (
          SELECT units.child AS child,
          CAST(count(*) AS INTEGER) AS units,
          CAST(count(*) FILTER (WHERE units.problems > 0) AS INTEGER) AS with_list,
          CAST(
            coalesce(sum(units.problems) FILTER (WHERE units.id = units.child), 0) AS INTEGER
          ) AS problems
          FROM (
            SELECT unit.id AS id,
            coalesce(unit.at4, unit.at5, unit.at6, unit.id) AS child,
            CAST(
              coalesce(
                (
                  SELECT sum(app.desk_cell.n) AS sum_4
                  FROM app.desk_cell
                  WHERE app.desk_cell.holder = unit.id
                  AND NOT app.desk_cell.whole
                  AND app.desk_cell.kind = 'LISTED'
                  AND app.desk_cell.grain = 'MONTH'
                  AND app.desk_cell.day < CAST(date_trunc('month', CAST($9 AS DATE)) AS DATE)
                  AND (
                    app.desk_cell.mark = 1
                    OR app.desk_cell.day >= CAST(
                      date_trunc(
                        'month',
                        CAST(CAST($10 AS DATE) + interval '1 month -1 day' AS DATE)
                      ) AS DATE
                    )
                  )
                  AND (app.desk_cell.at3 = $4 AND (app.desk_cell.accused && $5) IS NOT true)
                ),
                0
              ) + CASE WHEN (
                CAST($10 AS DATE) < CAST(
                  date_trunc(
                    'month',
                    CAST(CAST($10 AS DATE) + interval '1 month -1 day' AS DATE)
                  ) AS DATE
                )
              ) THEN coalesce(
                (
                  SELECT sum(app.desk_cell.n) AS sum_5
                  FROM app.desk_cell
                  WHERE app.desk_cell.holder = unit.id
                  AND NOT app.desk_cell.whole
                  AND app.desk_cell.kind = 'LISTED'
                  AND app.desk_cell.grain = 'DAY'
                  AND CAST($10 AS DATE) < CAST(
                    date_trunc(
                      'month',
                      CAST(CAST($10 AS DATE) + interval '1 month -1 day' AS DATE)
                    ) AS DATE
                  )
                  AND app.desk_cell.day >= CAST($10 AS DATE)
                  AND app.desk_cell.day < least(
                    CAST(
                      date_trunc(
                        'month',
                        CAST(CAST($10 AS DATE) + interval '1 month -1 day' AS DATE)
                      ) AS DATE
                    ),
                    CAST($9 AS DATE)
                  )
                  AND app.desk_cell.mark != 1
                  AND (app.desk_cell.at3 = $4 AND (app.desk_cell.accused && $5) IS NOT true)
                ),
                0
              ) ELSE 0 END + CASE WHEN (
                CAST(date_trunc('month', CAST($9 AS DATE)) AS DATE) < CAST($9 AS DATE)
              ) THEN coalesce(
                (
                  SELECT sum(app.desk_cell.n) AS sum_6
                  FROM app.desk_cell
                  WHERE app.desk_cell.holder = unit.id
                  AND NOT app.desk_cell.whole
                  AND app.desk_cell.kind = 'LISTED'
                  AND app.desk_cell.grain = 'DAY'
                  AND app.desk_cell.day >= CAST(date_trunc('month', CAST($9 AS DATE)) AS DATE)
                  AND app.desk_cell.day < CAST($9 AS DATE)
                  AND (
                    app.desk_cell.mark = 1
                    OR app.desk_cell.day >= CAST(
                      date_trunc(
                        'month',
                        CAST(CAST($10 AS DATE) + interval '1 month -1 day' AS DATE)
                      ) AS DATE
                    )
                  )
                  AND (app.desk_cell.at3 = $4 AND (app.desk_cell.accused && $5) IS NOT true)
                ),
                0
              ) ELSE 0 END AS INTEGER
            ) AS problems
            FROM app.tenant AS unit
            WHERE unit.root = $8
            AND unit.valid_until IS NULL
            AND unit.kind != 'OFFICE'
            AND (unit.at3 = $4 AND ('{}'::int[] && $5) IS NOT true)
          ) AS units
          GROUP BY units.child
        ) AS covered JOIN app.tenant ON app.tenant.id = covered.child
        WHERE app.tenant.id != $4
      ) AS t6
      WHERE t6."keeps" = $11
      ORDER BY t6."name_sort" ASC,
      t6."child" ASC
      LIMIT 50
    ) AS t6p
    LEFT OUTER JOIN app.tenant AS t7 ON t7."id" = t6p."child"
  ),
  '}}'
) AS concat_1
