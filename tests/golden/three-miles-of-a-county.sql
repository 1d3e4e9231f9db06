-- $1: variable begins
-- $2: variable ends
-- $3: today
-- $4: viewer_root
-- $5: viewer_tenant
-- $6: viewer_units
-- $7: variable ends
-- $8: variable begins
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
        SELECT miles.child AS child,
        miles.registered AS registered,
        miles.known AS known,
        miles.hard AS hard,
        miles.staged AS staged,
        miles.returned_twice AS returned_twice,
        miles.overdue_long AS overdue_long,
        miles.across_units AS across_units,
        miles.closings AS closings,
        miles.came_back AS came_back,
        miles.false_closings AS false_closings,
        miles.grade_good AS grade_good,
        miles.grade_fairly_good AS grade_fairly_good,
        miles.grade_ordinary AS grade_ordinary,
        miles.grade_poor AS grade_poor,
        miles.looked AS looked,
        miles.lag AS lag,
        app.tenant.name_sort AS name_sort
        FROM (
          SELECT each.child AS child,
          CAST(sum(each.registered) AS INTEGER) AS registered,
          CAST(sum(each.known) AS INTEGER) AS known,
          CAST(sum(each.hard) AS INTEGER) AS hard,
          CAST(sum(each.staged) AS INTEGER) AS staged,
          CAST(sum(each.returned_twice) AS INTEGER) AS returned_twice,
          CAST(sum(each.overdue_long) AS INTEGER) AS overdue_long,
          CAST(sum(each.across_units) AS INTEGER) AS across_units,
          CAST(sum(each.closings) AS INTEGER) AS closings,
          CAST(sum(each.came_back) AS INTEGER) AS came_back,
          CAST(sum(each.false_closings) AS INTEGER) AS false_closings,
          CASE WHEN (
            0 + CAST(sum(each.grade_good) AS INTEGER) + CAST(sum(each.grade_fairly_good) AS INTEGER) + CAST(sum(each.grade_ordinary) AS INTEGER) + CAST(sum(each.grade_poor) AS INTEGER) >= 5
            AND CAST($1 AS DATE) = CAST(date_trunc('quarter', CAST($1 AS DATE)) AS DATE)
            AND CAST($2 AS DATE) = CAST(CAST($1 AS DATE) + interval '3 months' AS DATE)
            AND CAST($2 AS DATE) <= CAST($3 AS DATE)
          ) THEN CAST(sum(each.grade_good) AS INTEGER) END AS grade_good,
          CASE WHEN (
            0 + CAST(sum(each.grade_good) AS INTEGER) + CAST(sum(each.grade_fairly_good) AS INTEGER) + CAST(sum(each.grade_ordinary) AS INTEGER) + CAST(sum(each.grade_poor) AS INTEGER) >= 5
            AND CAST($1 AS DATE) = CAST(date_trunc('quarter', CAST($1 AS DATE)) AS DATE)
            AND CAST($2 AS DATE) = CAST(CAST($1 AS DATE) + interval '3 months' AS DATE)
            AND CAST($2 AS DATE) <= CAST($3 AS DATE)
          ) THEN CAST(sum(each.grade_fairly_good) AS INTEGER) END AS grade_fairly_good,
          CASE WHEN (
            0 + CAST(sum(each.grade_good) AS INTEGER) + CAST(sum(each.grade_fairly_good) AS INTEGER) + CAST(sum(each.grade_ordinary) AS INTEGER) + CAST(sum(each.grade_poor) AS INTEGER) >= 5
            AND CAST($1 AS DATE) = CAST(date_trunc('quarter', CAST($1 AS DATE)) AS DATE)
            AND CAST($2 AS DATE) = CAST(CAST($1 AS DATE) + interval '3 months' AS DATE)
            AND CAST($2 AS DATE) <= CAST($3 AS DATE)
          ) THEN CAST(sum(each.grade_ordinary) AS INTEGER) END AS grade_ordinary,
          CASE WHEN (
            0 + CAST(sum(each.grade_good) AS INTEGER) + CAST(sum(each.grade_fairly_good) AS INTEGER) + CAST(sum(each.grade_ordinary) AS INTEGER) + CAST(sum(each.grade_poor) AS INTEGER) >= 5
            AND CAST($1 AS DATE) = CAST(date_trunc('quarter', CAST($1 AS DATE)) AS DATE)
            AND CAST($2 AS DATE) = CAST(CAST($1 AS DATE) + interval '3 months' AS DATE)
            AND CAST($2 AS DATE) <= CAST($3 AS DATE)
          ) THEN CAST(sum(each.grade_poor) AS INTEGER) END AS grade_poor,
          0 + CAST(sum(each.grade_good) AS INTEGER) + CAST(sum(each.grade_fairly_good) AS INTEGER) + CAST(sum(each.grade_ordinary) AS INTEGER) + CAST(sum(each.grade_poor) AS INTEGER) AS looked,
          CASE WHEN (
            CAST(sum(each.known) AS INTEGER) >= 5
            AND CAST($1 AS DATE) = CAST(date_trunc('quarter', CAST($1 AS DATE)) AS DATE)
            AND CAST($2 AS DATE) = CAST(CAST($1 AS DATE) + interval '3 months' AS DATE)
            AND CAST($2 AS DATE) <= CAST($3 AS DATE)
          ) THEN CAST(
            percentile_disc(0.5) WITHIN GROUP (ORDER BY each.lag) AS INTEGER
          ) END AS lag
          FROM (
            SELECT coalesce(finder.at4, finder.at5, finder.at6, finder.id) AS child,
            CASE WHEN (app.problem.found_on IS NOT NULL) THEN greatest(
              0,
              CAST(
                timezone('Asia/Shanghai', app.happening.happened_at) AS DATE
              ) - app.problem.found_on
            ) END AS lag,
            1 AS registered,
            CASE WHEN (app.problem.found_on IS NOT NULL) THEN 1 ELSE 0 END AS known,
            0 AS hard,
            0 AS staged,
            0 AS returned_twice,
            0 AS overdue_long,
            0 AS across_units,
            0 AS closings,
            0 AS came_back,
            0 AS false_closings,
            0 AS grade_good,
            0 AS grade_fairly_good,
            0 AS grade_ordinary,
            0 AS grade_poor
            FROM app.happening JOIN app.problem ON app.problem.root = app.happening.root
            AND app.problem.id = app.happening.problem_id JOIN app.tenant AS finder ON finder.root = app.problem.root
            AND finder.id = app.problem.origin
            WHERE app.happening.root = $4
            AND app.happening.act = 'register_problem'
            AND app.happening.happened_at >= timezone(
              'Asia/Shanghai',
              CAST(CAST(CAST($1 AS DATE) AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
            )
            AND app.happening.happened_at < timezone(
              'Asia/Shanghai',
              CAST(CAST(CAST($2 AS DATE) AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
            )
            AND (app.problem.state NOT IN ('REJECTED', 'MERGED', 'DIVERTED'))
            AND (finder.at3 = $5 AND (app.problem.accused && $6) IS NOT true)
            UNION ALL
            SELECT coalesce(holding.at4, holding.at5, holding.at6, holding.id) AS child,
            CAST(NULL AS INTEGER) AS lag,
            0 AS registered,
            0 AS known,
            1 AS hard,
            CASE WHEN (app.problem.class = 'STAGED') THEN 1 ELSE 0 END AS staged,
            CASE WHEN (app.problem.returns >= 2) THEN 1 ELSE 0 END AS returned_twice,
            CASE WHEN (
              app.problem.overdue
              AND app.problem.due_on <= CAST($3 AS DATE) - 30
            ) THEN 1 ELSE 0 END AS overdue_long,
            CASE WHEN (
              EXISTS (
                SELECT *
                FROM app.happening AS netted
                WHERE netted.root = app.problem.root
                AND netted.problem_id = app.problem.id
                AND netted.act = 'take_up'
                AND netted.reason = 'CROSS_UNIT_AND_HARD'
              )
            ) THEN 1 ELSE 0 END AS across_units,
            0 AS closings,
            0 AS came_back,
            0 AS false_closings,
            0 AS grade_good,
            0 AS grade_fairly_good,
            0 AS grade_ordinary,
            0 AS grade_poor
            FROM app.problem JOIN app.tenant AS holding ON holding.root = app.problem.root
            AND holding.id = app.problem.holder
            WHERE app.problem.open
            AND (
              app.problem.class = 'STAGED'
              OR app.problem.returns >= 2
              OR app.problem.overdue
              AND app.problem.due_on <= CAST($3 AS DATE) - 30
              OR (
                EXISTS (
                  SELECT *
                  FROM app.happening AS netted
                  WHERE netted.root = app.problem.root
                  AND netted.problem_id = app.problem.id
                  AND netted.act = 'take_up'
                  AND netted.reason = 'CROSS_UNIT_AND_HARD'
                )
              )
            )
            AND (holding.at3 = $5 AND (app.problem.accused && $6) IS NOT true)
            UNION ALL
            SELECT coalesce(
              responsible.at4,
              responsible.at5,
              responsible.at6,
              responsible.id
            ) AS child,
            CAST(NULL AS INTEGER) AS lag,
            0 AS registered,
            0 AS known,
            0 AS hard,
            0 AS staged,
            0 AS returned_twice,
            0 AS overdue_long,
            0 AS across_units,
            1 AS closings,
            CASE WHEN (app.closing.cancelled_at IS NOT NULL) THEN 1 ELSE 0 END AS came_back,
            CASE WHEN app.closing.false_closing THEN 1 ELSE 0 END AS false_closings,
            0 AS grade_good,
            0 AS grade_fairly_good,
            0 AS grade_ordinary,
            0 AS grade_poor
            FROM app.closing JOIN app.tenant AS responsible ON responsible.root = app.closing.root
            AND responsible.id = app.closing.about
            WHERE app.closing.closed_at >= timezone(
              'Asia/Shanghai',
              CAST(CAST(CAST($1 AS DATE) AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
            )
            AND app.closing.closed_at < timezone(
              'Asia/Shanghai',
              CAST(CAST(CAST($2 AS DATE) AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
            )
            AND (responsible.at3 = $5 AND (app.closing.accused && $6) IS NOT true)
            UNION ALL
            SELECT coalesce(
              responsible.at4,
              responsible.at5,
              responsible.at6,
              responsible.id
            ) AS child,
            CAST(NULL AS INTEGER) AS lag,
            0 AS registered,
            0 AS known,
            0 AS hard,
            0 AS staged,
            0 AS returned_twice,
            0 AS overdue_long,
            0 AS across_units,
            0 AS closings,
            0 AS came_back,
            0 AS false_closings,
            CASE WHEN (app.recheck.grade = 'GOOD') THEN 1 ELSE 0 END AS grade_good,
            CASE WHEN (app.recheck.grade = 'FAIRLY_GOOD') THEN 1 ELSE 0 END AS grade_fairly_good,
            CASE WHEN (app.recheck.grade = 'ORDINARY') THEN 1 ELSE 0 END AS grade_ordinary,
            CASE WHEN (app.recheck.grade = 'POOR') THEN 1 ELSE 0 END AS grade_poor
            FROM app.recheck JOIN app.closing ON app.closing.root = app.recheck.root
            AND app.closing.id = app.recheck.closing_id JOIN app.tenant AS responsible ON responsible.root = app.closing.root
            AND responsible.id = app.closing.about
            WHERE app.recheck.grade IS NOT NULL
            AND app.recheck.done_at IS NOT NULL
            AND app.recheck.done_at >= timezone(
              'Asia/Shanghai',
              CAST(CAST(CAST($1 AS DATE) AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
            )
            AND app.recheck.done_at < timezone(
              'Asia/Shanghai',
              CAST(CAST(CAST($2 AS DATE) AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
            )
            AND (responsible.at3 = $5 AND (app.recheck.accused && $6) IS NOT true)
          ) AS each
          GROUP BY each.child
        ) AS miles JOIN app.tenant ON app.tenant.id = miles.child
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
      AND (
        t3."class" = 'STAGED'
        OR t3."returns" >= 2
        OR t3."overdue"
        AND t3."due_on" <= CAST($3 AS DATE) - 30
        OR (
          EXISTS (
            SELECT *
            FROM app.happening AS netted
            WHERE netted.root = t3."root"
            AND netted.problem_id = t3."id"
            AND netted.act = 'take_up'
            AND netted.reason = 'CROSS_UNIT_AND_HARD'
          )
        )
      )
      AND t3."at3" = $5
      AND t3."open_to" <= 3
      AND (t3."accused" && $6) IS NOT true
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
                      SELECT coalesce(unit.at4, unit.at5, unit.at6, unit.id) AS child,
                      CAST(count(DISTINCT unit.id) AS INTEGER) AS units,
                      CAST(count(listed.unit) AS INTEGER) AS with_list,
                      coalesce(
                        CAST(
                          sum(listed.problems) FILTER (
                            WHERE unit.id = coalesce(unit.at4, unit.at5, unit.at6, unit.id)
                          ) AS INTEGER
                        ),
                        0
                      ) AS problems
                      FROM app.tenant AS unit
                      LEFT OUTER JOIN (
                        SELECT app.problem.listed_by AS unit,
                        count(*) AS problems
                        FROM app.problem JOIN app.tenant AS lister ON lister.root = app.problem.root
                        AND lister.id = app.problem.listed_by
                        WHERE (lister.at3 = $5 AND (app.problem.accused && $6) IS NOT true)
                        AND (
                          EXISTS (
                            SELECT *
                            FROM app.happening AS listing
                            WHERE listing.root = app.problem.root
                            AND listing.problem_id = app.problem.id
                            AND (
                              listing.author_tenant = app.problem.listed_by
                              AND listing.act IN (
                                'list_problem',
                                'take_up',
                                'take_over',
                                'recall_problem',
                                'hand_down'
                              )
                              OR listing.act = 'rise_by_rule'
                              AND listing.other_end = app.problem.listed_by
                            )
                            AND listing.happened_at < timezone(
                              'Asia/Shanghai',
                              CAST(CAST(CAST($7 AS DATE) AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
                            )
                            AND (
                              app.problem.open
                              OR listing.happened_at >= timezone(
                                'Asia/Shanghai',
                                CAST(CAST(CAST($8 AS DATE) AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
                              )
                            )
                          )
                        )
                        GROUP BY app.problem.listed_by
                      ) AS listed ON listed.unit = unit.id
                      WHERE unit.root = $4
                      AND unit.valid_until IS NULL
                      AND unit.kind != 'OFFICE'
                      AND (unit.at3 = $5 AND ('{}'::int[] && $6) IS NOT true)
                      GROUP BY coalesce(unit.at4, unit.at5, unit.at6, unit.id)
                    ) AS covered JOIN app.tenant ON app.tenant.id = covered.child
                    WHERE app.tenant.id != $5
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
          SELECT coalesce(unit.at4, unit.at5, unit.at6, unit.id) AS child,
          CAST(count(DISTINCT unit.id) AS INTEGER) AS units,
          CAST(count(listed.unit) AS INTEGER) AS with_list,
          coalesce(
            CAST(
              sum(listed.problems) FILTER (
                WHERE unit.id = coalesce(unit.at4, unit.at5, unit.at6, unit.id)
              ) AS INTEGER
            ),
            0
          ) AS problems
          FROM app.tenant AS unit
          LEFT OUTER JOIN (
            SELECT app.problem.listed_by AS unit,
            count(*) AS problems
            FROM app.problem JOIN app.tenant AS lister ON lister.root = app.problem.root
            AND lister.id = app.problem.listed_by
            WHERE (lister.at3 = $5 AND (app.problem.accused && $6) IS NOT true)
            AND (
              EXISTS (
                SELECT *
                FROM app.happening AS listing
                WHERE listing.root = app.problem.root
                AND listing.problem_id = app.problem.id
                AND (
                  listing.author_tenant = app.problem.listed_by
                  AND listing.act IN (
                    'list_problem',
                    'take_up',
                    'take_over',
                    'recall_problem',
                    'hand_down'
                  )
                  OR listing.act = 'rise_by_rule'
                  AND listing.other_end = app.problem.listed_by
                )
                AND listing.happened_at < timezone(
                  'Asia/Shanghai',
                  CAST(CAST(CAST($7 AS DATE) AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
                )
                AND (
                  app.problem.open
                  OR listing.happened_at >= timezone(
                    'Asia/Shanghai',
                    CAST(CAST(CAST($8 AS DATE) AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
                  )
                )
              )
            )
            GROUP BY app.problem.listed_by
          ) AS listed ON listed.unit = unit.id
          WHERE unit.root = $4
          AND unit.valid_until IS NULL
          AND unit.kind != 'OFFICE'
          AND (unit.at3 = $5 AND ('{}'::int[] && $6) IS NOT true)
          GROUP BY coalesce(unit.at4, unit.at5, unit.at6, unit.id)
        ) AS covered JOIN app.tenant ON app.tenant.id = covered.child
        WHERE app.tenant.id != $5
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
                      SELECT coalesce(unit.at4, unit.at5, unit.at6, unit.id) AS child,
                      CAST(count(DISTINCT unit.id) AS INTEGER) AS units,
                      CAST(count(listed.unit) AS INTEGER) AS with_list,
                      coalesce(
                        CAST(
                          sum(listed.problems) FILTER (
                            WHERE unit.id = coalesce(unit.at4, unit.at5, unit.at6, unit.id)
                          ) AS INTEGER
                        ),
                        0
                      ) AS problems
                      FROM app.tenant AS unit
                      LEFT OUTER JOIN (
                        SELECT app.problem.listed_by AS unit,
                        count(*) AS problems
                        FROM app.problem JOIN app.tenant AS lister ON lister.root = app.problem.root
                        AND lister.id = app.problem.listed_by
                        WHERE (lister.at3 = $5 AND (app.problem.accused && $6) IS NOT true)
                        AND (
                          EXISTS (
                            SELECT *
                            FROM app.happening AS listing
                            WHERE listing.root = app.problem.root
                            AND listing.problem_id = app.problem.id
                            AND (
                              listing.author_tenant = app.problem.listed_by
                              AND listing.act IN (
                                'list_problem',
                                'take_up',
                                'take_over',
                                'recall_problem',
                                'hand_down'
                              )
                              OR listing.act = 'rise_by_rule'
                              AND listing.other_end = app.problem.listed_by
                            )
                            AND listing.happened_at < timezone(
                              'Asia/Shanghai',
                              CAST(CAST(CAST($9 AS DATE) AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
                            )
                            AND (
                              app.problem.open
                              OR listing.happened_at >= timezone(
                                'Asia/Shanghai',
                                CAST(CAST(CAST($10 AS DATE) AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
                              )
                            )
                          )
                        )
                        GROUP BY app.problem.listed_by
                      ) AS listed ON listed.unit = unit.id
                      WHERE unit.root = $4
                      AND unit.valid_until IS NULL
                      AND unit.kind != 'OFFICE'
                      AND (unit.at3 = $5 AND ('{}'::int[] && $6) IS NOT true)
                      GROUP BY coalesce(unit.at4, unit.at5, unit.at6, unit.id)
                    ) AS covered JOIN app.tenant ON app.tenant.id = covered.child
                    WHERE app.tenant.id != $5
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
          SELECT coalesce(unit.at4, unit.at5, unit.at6, unit.id) AS child,
          CAST(count(DISTINCT unit.id) AS INTEGER) AS units,
          CAST(count(listed.unit) AS INTEGER) AS with_list,
          coalesce(
            CAST(
              sum(listed.problems) FILTER (
                WHERE unit.id = coalesce(unit.at4, unit.at5, unit.at6, unit.id)
              ) AS INTEGER
            ),
            0
          ) AS problems
          FROM app.tenant AS unit
          LEFT OUTER JOIN (
            SELECT app.problem.listed_by AS unit,
            count(*) AS problems
            FROM app.problem JOIN app.tenant AS lister ON lister.root = app.problem.root
            AND lister.id = app.problem.listed_by
            WHERE (lister.at3 = $5 AND (app.problem.accused && $6) IS NOT true)
            AND (
              EXISTS (
                SELECT *
                FROM app.happening AS listing
                WHERE listing.root = app.problem.root
                AND listing.problem_id = app.problem.id
                AND (
                  listing.author_tenant = app.problem.listed_by
                  AND listing.act IN (
                    'list_problem',
                    'take_up',
                    'take_over',
                    'recall_problem',
                    'hand_down'
                  )
                  OR listing.act = 'rise_by_rule'
                  AND listing.other_end = app.problem.listed_by
                )
                AND listing.happened_at < timezone(
                  'Asia/Shanghai',
                  CAST(CAST(CAST($9 AS DATE) AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
                )
                AND (
                  app.problem.open
                  OR listing.happened_at >= timezone(
                    'Asia/Shanghai',
                    CAST(CAST(CAST($10 AS DATE) AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
                  )
                )
              )
            )
            GROUP BY app.problem.listed_by
          ) AS listed ON listed.unit = unit.id
          WHERE unit.root = $4
          AND unit.valid_until IS NULL
          AND unit.kind != 'OFFICE'
          AND (unit.at3 = $5 AND ('{}'::int[] && $6) IS NOT true)
          GROUP BY coalesce(unit.at4, unit.at5, unit.at6, unit.id)
        ) AS covered JOIN app.tenant ON app.tenant.id = covered.child
        WHERE app.tenant.id != $5
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
