-- $1: viewer_person
-- $2: viewer_tenant
-- $3: variable one
-- $4: viewer_root
-- $5: viewer_elsewhere
-- $6: constant '2026-Q1'
-- $7: variable unit
-- $8: constant datetime.date(2026, 1, 1)
-- $9: constant datetime.date(2026, 7, 1)
-- $10: viewer_units
SELECT concat(
  '{"data":{"score":',
  coalesce(
    (
      SELECT concat(
        '{"id":"Score_',
        t1."id",
        '","period":"',
        t1."period",
        '","tenths":',
        CASE WHEN (t1."tenths" IS NULL) THEN 'null' ELSE CAST(t1."tenths" AS TEXT) END,
        ',"band":',
        CASE WHEN (t1."band" IS NULL) THEN 'null' ELSE concat('"', t1."band", '"') END,
        ',"formulaVersion":',
        CAST(t1."formula_version" AS TEXT),
        ',"parts":',
        to_json(t1."parts"),
        ',"frozenAt":"',
        to_char(timezone('UTC', t1."frozen_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        '","tenant":',
        CASE WHEN (t2."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t2."name"), '}') END,
        ',"frozenBy":',
        CASE WHEN (t3."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t3."name"), '}') END,
        '}'
      ) AS concat_2
      FROM app.score AS t1
      LEFT OUTER JOIN app.tenant AS t2 ON t2."id" = t1."holder"
      LEFT OUTER JOIN app.person AS t3 ON t3."root" = t1."root"
      AND t3."id" = t1."author_person"
      AND (
        t3."id" = $1::UUID
        OR t3."at3" = $2
        AND t3."open_to" <= 3
        AND (t3."id" = $1::UUID) IS NOT true
      )
      WHERE t1."id" = $3::UUID
      AND t1."root" = $4
      AND (
        t1."holder_parent" = $2
        AND ($5 = true) IS NOT true
        OR t1."holder" = $2
        AND ($5 = true) IS NOT true
      )
      LIMIT 1
    ),
    'null'
  ),
  ',"scores":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"tenths":',
            CASE WHEN (t4p."tenths" IS NULL) THEN 'null' ELSE CAST(t4p."tenths" AS TEXT) END,
            '}'
          ),
          ','
          ORDER BY t4p."frozen_at" ASC,
          t4p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_3
    FROM (
      SELECT t4pu."tenths" AS tenths,
      t4pu."frozen_at" AS frozen_at,
      t4pu."id" AS id
      FROM (
        SELECT anon_1.tenths AS tenths,
        anon_1.frozen_at AS frozen_at,
        anon_1.id AS id
        FROM (
          SELECT t4."tenths" AS tenths,
          t4."frozen_at" AS frozen_at,
          t4."id" AS id
          FROM app.score AS t4
          WHERE t4."period" = $6
          AND t4."holder_parent" = $2
          AND ($5 = true) IS NOT true
          ORDER BY t4."frozen_at" ASC,
          t4."id" ASC
          LIMIT 50
        ) AS anon_1
        UNION ALL
        SELECT anon_2.tenths AS tenths,
        anon_2.frozen_at AS frozen_at,
        anon_2.id AS id
        FROM (
          SELECT t4."tenths" AS tenths,
          t4."frozen_at" AS frozen_at,
          t4."id" AS id
          FROM app.score AS t4
          WHERE t4."period" = $6
          AND t4."holder" = $2
          AND ($5 = true) IS NOT true
          ORDER BY t4."frozen_at" ASC,
          t4."id" ASC
          LIMIT 50
        ) AS anon_2
      ) AS t4pu
      ORDER BY t4pu."frozen_at" ASC,
      t4pu."id" ASC
      LIMIT 50
    ) AS t4p
  ),
  ',"rateItems":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"inNumerator":',
            CAST(t5p."counted" AS TEXT),
            ',"problem":',
            CASE WHEN (t6."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t6."title"), '}') END,
            '}'
          ),
          ','
          ORDER BY t5p."due_on" ASC,
          t5p."item_id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_4
    FROM (
      SELECT t5."counted" AS counted,
      t5."problem_id" AS problem_id,
      t5."due_on" AS due_on,
      t5."item_id" AS item_id
      FROM (
        SELECT items.item_id AS item_id,
        items.problem_id AS problem_id,
        items.counted AS counted,
        app.problem.due_on AS due_on
        FROM (
          SELECT assigned.problem_id AS item_id,
          assigned.problem_id AS problem_id,
          EXISTS (
            SELECT *
            FROM app.happening AS happening_1
            WHERE happening_1.problem_id = assigned.problem_id
            AND happening_1.act = 'accept_assignment'
            AND (
              EXISTS (
                SELECT *
                FROM app.tenant AS tenant_1
                WHERE tenant_1.id = happening_1.author_tenant
                AND (
                  tenant_1.at3 = (
                    SELECT scored.id
                    FROM app.tenant AS scored
                    WHERE scored.uid = $7::UUID
                    AND (scored.parent_id = $2 OR scored.id = $2)
                  )
                  OR tenant_1.at4 = (
                    SELECT scored.id
                    FROM app.tenant AS scored
                    WHERE scored.uid = $7::UUID
                    AND (scored.parent_id = $2 OR scored.id = $2)
                  )
                  OR tenant_1.at5 = (
                    SELECT scored.id
                    FROM app.tenant AS scored
                    WHERE scored.uid = $7::UUID
                    AND (scored.parent_id = $2 OR scored.id = $2)
                  )
                  OR tenant_1.at6 = (
                    SELECT scored.id
                    FROM app.tenant AS scored
                    WHERE scored.uid = $7::UUID
                    AND (scored.parent_id = $2 OR scored.id = $2)
                  )
                )
              )
            )
            AND happening_1.happened_at >= assigned.made_at
            AND (
              SELECT count(*) AS count_1
              FROM generate_series(
                CAST(
                  CAST(timezone('Asia/Shanghai', assigned.made_at) AS DATE) + 1 AS TIMESTAMP WITHOUT TIME ZONE
                ),
                CAST(
                  CAST(timezone('Asia/Shanghai', happening_1.happened_at) AS DATE) AS TIMESTAMP WITHOUT TIME ZONE
                ),
                interval '1 day'
              ) AS day
              WHERE date_part('isodow', CAST(day AS DATE)) < 6
              AND CAST(day AS DATE) != all(
                '{2022-01-03,2022-01-31,2022-02-01,2022-02-02,2022-02-03,2022-02-04,2022-04-04,2022-04-05,2022-05-02,2022-05-03,2022-05-04,2022-06-03,2022-09-12,2022-10-03,2022-10-04,2022-10-05,2022-10-06,2022-10-07,2023-01-02,2023-01-23,2023-01-24,2023-01-25,2023-01-26,2023-01-27,2023-04-05,2023-05-01,2023-05-02,2023-05-03,2023-06-22,2023-06-23,2023-09-29,2023-10-02,2023-10-03,2023-10-04,2023-10-05,2023-10-06,2024-01-01,2024-02-12,2024-02-13,2024-02-14,2024-02-15,2024-02-16,2024-04-04,2024-04-05,2024-05-01,2024-05-02,2024-05-03,2024-06-10,2024-09-16,2024-09-17,2024-10-01,2024-10-02,2024-10-03,2024-10-04,2024-10-07,2025-01-01,2025-01-28,2025-01-29,2025-01-30,2025-01-31,2025-02-03,2025-02-04,2025-04-04,2025-05-01,2025-05-02,2025-05-05,2025-06-02,2025-10-01,2025-10-02,2025-10-03,2025-10-06,2025-10-07,2025-10-08,2026-01-01,2026-01-02,2026-02-16,2026-02-17,2026-02-18,2026-02-19,2026-02-20,2026-02-23,2026-04-06,2026-05-01,2026-05-04,2026-05-05,2026-06-19,2026-09-25,2026-10-01,2026-10-02,2026-10-05,2026-10-06,2026-10-07,2027-01-01,2027-02-05,2027-02-08,2027-02-09,2027-02-10,2027-04-05,2027-05-03,2027-05-04,2027-06-09,2027-09-15,2027-10-01,2027-10-04,2027-10-05,2028-01-03,2028-01-25,2028-01-26,2028-01-27,2028-01-28,2028-04-04,2028-05-01,2028-05-02,2028-05-29,2028-10-02,2028-10-03,2028-10-04,2029-01-01}'::date[]
              )
              OR CAST(day AS DATE) = any(
                '{2022-01-29,2022-01-30,2022-04-02,2022-04-24,2022-05-07,2022-10-08,2022-10-09,2023-01-28,2023-01-29,2023-04-23,2023-05-06,2023-06-25,2023-10-07,2023-10-08,2024-02-04,2024-02-18,2024-04-07,2024-04-28,2024-05-11,2024-09-14,2024-09-29,2024-10-12,2025-01-26,2025-02-08,2025-04-27,2025-09-28,2025-10-11,2026-01-04,2026-02-14,2026-02-28,2026-05-09,2026-09-20,2026-10-10}'::date[]
              )
            ) <= 1
          ) AS counted,
          false AS half
          FROM (
            SELECT run.problem_id AS problem_id,
            run.happened_at AS made_at,
            CASE WHEN (
              EXISTS (
                SELECT *
                FROM app.happening AS rests
                WHERE (
                  run.class_now IS NULL
                  OR run.class_now IN ('SET_TIME', 'STAGED')
                  OR rests.reason = 'force_majeure'
                )
                AND rests.root = run.root
                AND rests.problem_id = run.problem_id
                AND (rests.happened_at, rests.id) > (run.happened_at, run.id)
                AND (
                  run.ended_by IS NULL
                  OR (rests.happened_at, rests.id) < (run.ended_at, run.ended_by)
                )
                AND rests.after = 'SUSPENDED'
                AND rests.before != 'SUSPENDED'
                AND CAST(timezone('Asia/Shanghai', rests.happened_at) AS DATE) < greatest(
                  run.set_to,
                  (
                    SELECT max(moved.due_on) AS max_1
                    FROM app.happening AS moved
                    WHERE moved.root = run.root
                    AND moved.problem_id = run.problem_id
                    AND (moved.happened_at, moved.id) > (run.happened_at, run.id)
                    AND (
                      run.ended_by IS NULL
                      OR (moved.happened_at, moved.id) < (run.ended_at, run.ended_by)
                    )
                    AND moved.act IN ('approve_extension', 'resume_problem')
                    AND (moved.happened_at, moved.id) < (rests.happened_at, rests.id)
                  )
                )
                AND NOT (
                  EXISTS (
                    SELECT *
                    FROM app.happening AS goes_on
                    WHERE goes_on.root = rests.root
                    AND goes_on.problem_id = rests.problem_id
                    AND goes_on.before = 'SUSPENDED'
                    AND goes_on.after != 'SUSPENDED'
                    AND (goes_on.happened_at, goes_on.id) > (rests.happened_at, rests.id)
                  )
                )
              )
            ) THEN CAST(NULL AS DATE) ELSE greatest(
              run.set_to,
              (
                SELECT max(moved.due_on) AS max_2
                FROM app.happening AS moved
                WHERE moved.root = run.root
                AND moved.problem_id = run.problem_id
                AND (moved.happened_at, moved.id) > (run.happened_at, run.id)
                AND (
                  run.ended_by IS NULL
                  OR (moved.happened_at, moved.id) < (run.ended_at, run.ended_by)
                )
                AND moved.act IN ('approve_extension', 'resume_problem')
              )
            ) END AS due_on,
            EXISTS (
              SELECT *
              FROM app.happening AS late
              WHERE late.root = run.root
              AND late.problem_id = run.problem_id
              AND (late.happened_at, late.id) > (run.happened_at, run.id)
              AND (
                run.ended_by IS NULL
                OR (late.happened_at, late.id) < (run.ended_at, run.ended_by)
              )
              AND late.act IN ('approve_extension', 'resume_problem')
              AND late.due_on IS NOT NULL
              AND greatest(
                run.set_to,
                (
                  SELECT max(moved.due_on) AS max_3
                  FROM app.happening AS moved
                  WHERE moved.root = run.root
                  AND moved.problem_id = run.problem_id
                  AND (moved.happened_at, moved.id) > (run.happened_at, run.id)
                  AND (
                    run.ended_by IS NULL
                    OR (moved.happened_at, moved.id) < (run.ended_at, run.ended_by)
                  )
                  AND moved.act IN ('approve_extension', 'resume_problem')
                  AND (moved.happened_at, moved.id) < (late.happened_at, late.id)
                )
              ) < CASE WHEN (late.act = 'resume_problem') THEN (
                SELECT max(CAST(timezone('Asia/Shanghai', rest.happened_at) AS DATE)) AS max_4
                FROM app.happening AS rest
                WHERE rest.root = run.root
                AND rest.problem_id = run.problem_id
                AND (rest.happened_at, rest.id) > (run.happened_at, run.id)
                AND (
                  run.ended_by IS NULL
                  OR (rest.happened_at, rest.id) < (run.ended_at, run.ended_by)
                )
                AND rest.after = 'SUSPENDED'
                AND rest.before != 'SUSPENDED'
                AND (rest.happened_at, rest.id) < (late.happened_at, late.id)
              ) ELSE CAST(timezone('Asia/Shanghai', late.happened_at) AS DATE) - 1 END
            ) AS missed
            FROM (
              SELECT first_order.root AS root,
              first_order.problem_id AS problem_id,
              first_order.id AS id,
              first_order.happened_at AS happened_at,
              first_order.due_on AS due_on,
              first_order.number AS number,
              ended.ended_at AS ended_at,
              ended.ended_by AS ended_by,
              (
                SELECT CAST(day AS DATE) AS day
                FROM generate_series(
                  CAST(first_order.due_on AS TIMESTAMP WITHOUT TIME ZONE),
                  CAST(first_order.due_on + 60 AS TIMESTAMP WITHOUT TIME ZONE),
                  interval '1 day'
                ) AS day
                WHERE date_part('isodow', CAST(day AS DATE)) < 6
                AND CAST(day AS DATE) != all(
                  '{2022-01-03,2022-01-31,2022-02-01,2022-02-02,2022-02-03,2022-02-04,2022-04-04,2022-04-05,2022-05-02,2022-05-03,2022-05-04,2022-06-03,2022-09-12,2022-10-03,2022-10-04,2022-10-05,2022-10-06,2022-10-07,2023-01-02,2023-01-23,2023-01-24,2023-01-25,2023-01-26,2023-01-27,2023-04-05,2023-05-01,2023-05-02,2023-05-03,2023-06-22,2023-06-23,2023-09-29,2023-10-02,2023-10-03,2023-10-04,2023-10-05,2023-10-06,2024-01-01,2024-02-12,2024-02-13,2024-02-14,2024-02-15,2024-02-16,2024-04-04,2024-04-05,2024-05-01,2024-05-02,2024-05-03,2024-06-10,2024-09-16,2024-09-17,2024-10-01,2024-10-02,2024-10-03,2024-10-04,2024-10-07,2025-01-01,2025-01-28,2025-01-29,2025-01-30,2025-01-31,2025-02-03,2025-02-04,2025-04-04,2025-05-01,2025-05-02,2025-05-05,2025-06-02,2025-10-01,2025-10-02,2025-10-03,2025-10-06,2025-10-07,2025-10-08,2026-01-01,2026-01-02,2026-02-16,2026-02-17,2026-02-18,2026-02-19,2026-02-20,2026-02-23,2026-04-06,2026-05-01,2026-05-04,2026-05-05,2026-06-19,2026-09-25,2026-10-01,2026-10-02,2026-10-05,2026-10-06,2026-10-07,2027-01-01,2027-02-05,2027-02-08,2027-02-09,2027-02-10,2027-04-05,2027-05-03,2027-05-04,2027-06-09,2027-09-15,2027-10-01,2027-10-04,2027-10-05,2028-01-03,2028-01-25,2028-01-26,2028-01-27,2028-01-28,2028-04-04,2028-05-01,2028-05-02,2028-05-29,2028-10-02,2028-10-03,2028-10-04,2029-01-01}'::date[]
                )
                OR CAST(day AS DATE) = any(
                  '{2022-01-29,2022-01-30,2022-04-02,2022-04-24,2022-05-07,2022-10-08,2022-10-09,2023-01-28,2023-01-29,2023-04-23,2023-05-06,2023-06-25,2023-10-07,2023-10-08,2024-02-04,2024-02-18,2024-04-07,2024-04-28,2024-05-11,2024-09-14,2024-09-29,2024-10-12,2025-01-26,2025-02-08,2025-04-27,2025-09-28,2025-10-11,2026-01-04,2026-02-14,2026-02-28,2026-05-09,2026-09-20,2026-10-10}'::date[]
                )
                ORDER BY CAST(day AS DATE)
                LIMIT 1 OFFSET 0
              ) AS set_to,
              app.problem.class AS class_now
              FROM (
                SELECT orders.root AS root,
                orders.problem_id AS problem_id,
                orders.id AS id,
                orders.happened_at AS happened_at,
                orders.due_on AS due_on,
                orders.number AS number
                FROM (
                  SELECT given.root AS root,
                  given.problem_id AS problem_id,
                  given.id AS id,
                  given.happened_at AS happened_at,
                  given.due_on AS due_on,
                  row_number() OVER (
                    PARTITION BY given.problem_id
                    ORDER BY given.happened_at,
                    given.id
                  ) AS number
                  FROM app.happening AS given
                  WHERE given.act = 'hand_down'
                  AND (
                    EXISTS (
                      SELECT *
                      FROM app.tenant AS tenant_2
                      WHERE tenant_2.id = given.other_end
                      AND (
                        tenant_2.at3 = (
                          SELECT scored.id
                          FROM app.tenant AS scored
                          WHERE scored.uid = $7::UUID
                          AND (scored.parent_id = $2 OR scored.id = $2)
                        )
                        OR tenant_2.at4 = (
                          SELECT scored.id
                          FROM app.tenant AS scored
                          WHERE scored.uid = $7::UUID
                          AND (scored.parent_id = $2 OR scored.id = $2)
                        )
                        OR tenant_2.at5 = (
                          SELECT scored.id
                          FROM app.tenant AS scored
                          WHERE scored.uid = $7::UUID
                          AND (scored.parent_id = $2 OR scored.id = $2)
                        )
                        OR tenant_2.at6 = (
                          SELECT scored.id
                          FROM app.tenant AS scored
                          WHERE scored.uid = $7::UUID
                          AND (scored.parent_id = $2 OR scored.id = $2)
                        )
                      )
                    )
                  )
                  AND NOT (
                    EXISTS (
                      SELECT *
                      FROM app.happening AS taken_back
                      WHERE taken_back.root = given.root
                      AND taken_back.problem_id = given.problem_id
                      AND taken_back.act IN ('recall_problem', 'uphold_objection')
                      AND taken_back.reason IN ('wrong_unit', 'objection_upheld')
                      AND taken_back.other_end = given.other_end
                      AND (taken_back.happened_at, taken_back.id) > (given.happened_at, given.id)
                      AND NOT (
                        EXISTS (
                          SELECT *
                          FROM app.happening AS sent_again
                          WHERE sent_again.root = given.root
                          AND sent_again.problem_id = given.problem_id
                          AND sent_again.act = 'hand_down'
                          AND sent_again.other_end = given.other_end
                          AND (sent_again.happened_at, sent_again.id) > (given.happened_at, given.id)
                          AND (sent_again.happened_at, sent_again.id) < (taken_back.happened_at, taken_back.id)
                        )
                      )
                    )
                  )
                ) AS orders
                WHERE orders.number = 1
              ) AS first_order JOIN app.problem ON app.problem.root = first_order.root
              AND app.problem.id = first_order.problem_id
              LEFT OUTER JOIN LATERAL (
                SELECT stop.happened_at AS ended_at,
                stop.id AS ended_by
                FROM app.happening AS stop
                WHERE stop.root = first_order.root
                AND stop.problem_id = first_order.problem_id
                AND (stop.happened_at, stop.id) > (first_order.happened_at, first_order.id)
                AND stop.before IS DISTINCT
                FROM stop.after
                AND (
                  stop.after IN (
                    'ARCHIVED',
                    'CLIENT_EVALUATED',
                    'CLOSED',
                    'COMPLETION_CLAIMED',
                    'DIVERTED',
                    'MERGED',
                    'REJECTED',
                    'RESOLVED_ON_SPOT'
                  )
                  OR stop.after = 'ASSIGNED'
                  AND stop.before != 'OBJECTED'
                  OR stop.after = 'LISTED'
                  AND (stop.act NOT IN ('list_problem', 'withdraw_submission'))
                  OR stop.act = 'uphold_objection'
                )
                ORDER BY stop.happened_at,
                stop.id
                LIMIT 1
              ) AS ended ON true
              WHERE (app.problem.state NOT IN ('REJECTED', 'MERGED', 'DIVERTED'))
              LIMIT ALL OFFSET 0
            ) AS run
            LIMIT ALL OFFSET 0
          ) AS assigned
          WHERE assigned.made_at >= timezone(
            'Asia/Shanghai',
            CAST(CAST(CAST($8 AS DATE) AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
          )
          AND assigned.made_at < timezone(
            'Asia/Shanghai',
            CAST(CAST(CAST($9 AS DATE) AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
          )
        ) AS items JOIN app.problem ON app.problem.id = items.problem_id
        WHERE (
          app.problem.at3 = $2
          AND app.problem.open_to <= 3
          AND (app.problem.accused && $10) IS NOT true
          OR $2 = ANY (app.problem.trail)
          AND (app.problem.at3 = $2 AND app.problem.open_to <= 3) IS NOT true
          AND (app.problem.accused && $10) IS NOT true
        )
      ) AS t5
      WHERE true
      ORDER BY t5."due_on" ASC,
      t5."item_id" ASC
      LIMIT 50
    ) AS t5p
    LEFT OUTER JOIN app.problem AS t6 ON t6."id" = t5p."problem_id"
    AND (
      t6."at3" = $2
      AND t6."open_to" <= 3
      AND (t6."accused" && $10) IS NOT true
      OR $2 = ANY (t6."trail")
      AND (t6."at3" = $2 AND t6."open_to" <= 3) IS NOT true
      AND (t6."accused" && $10) IS NOT true
    )
  ),
  '}}'
) AS concat_1
