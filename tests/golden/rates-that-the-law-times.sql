-- $1: variable unit
-- $2: viewer_tenant
-- $3: constant datetime.date(2026, 1, 1)
-- $4: constant datetime.date(2026, 7, 1)
-- $5: viewer_units
-- $6: variable unit
-- $7: constant datetime.date(2026, 1, 1)
-- $8: constant datetime.date(2026, 7, 1)
-- $9: constant datetime.date(2026, 1, 1)
-- $10: constant datetime.date(2026, 7, 1)
-- $11: variable unit
-- $12: constant datetime.date(2026, 1, 1)
-- $13: constant datetime.date(2026, 7, 1)
-- $14: variable unit
-- $15: constant datetime.date(2026, 1, 1)
-- $16: constant datetime.date(2026, 7, 1)
-- $17: variable own
-- $18: constant datetime.date(2026, 1, 1)
-- $19: constant datetime.date(2026, 7, 1)
-- $20: variable own
-- $21: viewer_at1
-- $22: viewer_at2
-- $23: viewer_at3
-- $24: viewer_at4
-- $25: viewer_at5
-- $26: viewer_at6
-- $27: variable own
-- $28: constant datetime.date(2026, 3, 31)
-- $29: constant datetime.date(2026, 1, 1)
-- $30: constant datetime.date(2026, 7, 1)
SELECT concat(
  '{"data":{"statutory":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"inNumerator":',
            CAST(t1p."counted" AS TEXT),
            ',"problem":',
            CASE WHEN (t2."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t2."title"), '}') END,
            '}'
          ),
          ','
          ORDER BY t1p."due_on" ASC,
          t1p."item_id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_2
    FROM (
      SELECT t1."counted" AS counted,
      t1."problem_id" AS problem_id,
      t1."due_on" AS due_on,
      t1."item_id" AS item_id
      FROM (
        SELECT items.item_id AS item_id,
        items.problem_id AS problem_id,
        items.counted AS counted,
        app.problem.due_on AS due_on
        FROM (
          SELECT CAST(md5(concat(timed.step, timed.entry)) AS UUID) AS item_id,
          timed.id AS problem_id,
          coalesce(
            coalesce(timed.done, false)
            AND timed.stopped_at < timed."over",
            false
          ) AS counted,
          false AS half
          FROM (
            SELECT due_runs.id AS id,
            due_runs.root AS root,
            due_runs.stage AS stage,
            due_runs.list_type AS list_type,
            due_runs.first_track AS first_track,
            due_runs.counted_in AS counted_in,
            due_runs.tracks AS tracks,
            due_runs.starts AS starts,
            due_runs.ends AS ends,
            due_runs.cuts AS cuts,
            due_runs.beyond AS beyond,
            due_runs.reply AS reply,
            due_runs.rolls AS rolls,
            due_runs.outlives AS outlives,
            due_runs.anew AS anew,
            due_runs.entry AS entry,
            due_runs.extension_most AS extension_most,
            due_runs.since AS since,
            due_runs.until AS until,
            due_runs.amount AS amount,
            due_runs.step AS step,
            due_runs.at AS at,
            due_runs.day AS day,
            due_runs.starter AS starter,
            due_runs.stopped_at AS stopped_at,
            due_runs.done AS done,
            due_runs.due AS due,
            due_runs."over" AS "over",
            coalesce(
              (
                SELECT coalesce(
                  moved.about,
                  CASE WHEN (
                    moved.act = 'hand_down'
                    AND NOT (
                      EXISTS (
                        SELECT *
                        FROM app.happening AS taken_back
                        WHERE taken_back.root = moved.root
                        AND taken_back.problem_id = moved.problem_id
                        AND taken_back.act IN ('recall_problem', 'uphold_objection')
                        AND taken_back.reason IN ('wrong_unit', 'objection_upheld')
                        AND taken_back.other_end = moved.other_end
                        AND (taken_back.happened_at, taken_back.id) > (moved.happened_at, moved.id)
                        AND NOT (
                          EXISTS (
                            SELECT *
                            FROM app.happening AS sent_again
                            WHERE sent_again.root = moved.root
                            AND sent_again.problem_id = moved.problem_id
                            AND sent_again.act = 'hand_down'
                            AND sent_again.other_end = moved.other_end
                            AND (sent_again.happened_at, sent_again.id) > (moved.happened_at, moved.id)
                            AND (sent_again.happened_at, sent_again.id) < (taken_back.happened_at, taken_back.id)
                          )
                        )
                      )
                    )
                  ) THEN moved.other_end WHEN (moved.act = 'rise_by_rule') THEN moved.other_end END,
                  moved.author_tenant
                ) AS coalesce_1
                FROM app.happening AS moved
                WHERE NOT due_runs.outlives
                AND moved.problem_id = due_runs.id
                AND moved.act IN ('hand_down', 'take_up', 'rise_by_rule')
                AND (
                  moved.act != 'hand_down'
                  OR NOT (
                    EXISTS (
                      SELECT *
                      FROM app.happening AS taken_back
                      WHERE taken_back.root = moved.root
                      AND taken_back.problem_id = moved.problem_id
                      AND taken_back.act IN ('recall_problem', 'uphold_objection')
                      AND taken_back.reason IN ('wrong_unit', 'objection_upheld')
                      AND taken_back.other_end = moved.other_end
                      AND (taken_back.happened_at, taken_back.id) > (moved.happened_at, moved.id)
                      AND NOT (
                        EXISTS (
                          SELECT *
                          FROM app.happening AS sent_again
                          WHERE sent_again.root = moved.root
                          AND sent_again.problem_id = moved.problem_id
                          AND sent_again.act = 'hand_down'
                          AND sent_again.other_end = moved.other_end
                          AND (sent_again.happened_at, sent_again.id) > (moved.happened_at, moved.id)
                          AND (sent_again.happened_at, sent_again.id) < (taken_back.happened_at, taken_back.id)
                        )
                      )
                    )
                  )
                )
                AND (moved.happened_at, moved.id) > (due_runs.at, due_runs.step)
                AND moved.happened_at < least(due_runs.stopped_at, due_runs."over")
                ORDER BY moved.act = 'hand_down' DESC,
                moved.happened_at DESC,
                moved.id DESC
                LIMIT 1
              ),
              due_runs.starter
            ) AS charged
            FROM (
              SELECT runs.id AS id,
              runs.root AS root,
              runs.stage AS stage,
              runs.list_type AS list_type,
              runs.first_track AS first_track,
              runs.counted_in AS counted_in,
              runs.tracks AS tracks,
              runs.starts AS starts,
              runs.ends AS ends,
              runs.cuts AS cuts,
              runs.beyond AS beyond,
              runs.reply AS reply,
              runs.rolls AS rolls,
              runs.outlives AS outlives,
              runs.anew AS anew,
              runs.entry AS entry,
              runs.extension_most AS extension_most,
              runs.since AS since,
              runs.until AS until,
              runs.amount AS amount,
              runs.step AS step,
              runs.at AS at,
              runs.day AS day,
              runs.starter AS starter,
              stopped.stopped_at AS stopped_at,
              stopped.done AS done,
              CASE WHEN (runs.counted_in = 'WORKING_DAY') THEN (
                SELECT CAST(day AS DATE) AS day
                FROM generate_series(
                  CAST(runs.day + 1 AS TIMESTAMP WITHOUT TIME ZONE),
                  CAST(runs.day + 1 + 60 AS TIMESTAMP WITHOUT TIME ZONE),
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
                LIMIT 1 OFFSET runs.amount - 1
              ) WHEN (runs.counted_in = 'HOUR') THEN CAST(
                timezone('Asia/Shanghai', runs.at + runs.amount * interval '1 hour') AS DATE
              ) WHEN runs.rolls THEN (
                SELECT CAST(day AS DATE) AS day
                FROM generate_series(
                  CAST(
                    runs.day + runs.amount + coalesce(granted.days, 0) AS TIMESTAMP WITHOUT TIME ZONE
                  ),
                  CAST(
                    runs.day + runs.amount + coalesce(granted.days, 0) + 60 AS TIMESTAMP WITHOUT TIME ZONE
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
                ORDER BY CAST(day AS DATE)
                LIMIT 1 OFFSET 0
              ) ELSE runs.day + runs.amount + coalesce(granted.days, 0) END AS due,
              CASE WHEN (
                granted.granted_on > CASE WHEN (runs.counted_in = 'WORKING_DAY') THEN (
                  SELECT CAST(day AS DATE) AS day
                  FROM generate_series(
                    CAST(runs.day + 1 AS TIMESTAMP WITHOUT TIME ZONE),
                    CAST(runs.day + 1 + 60 AS TIMESTAMP WITHOUT TIME ZONE),
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
                  LIMIT 1 OFFSET runs.amount - 1
                ) WHEN (runs.counted_in = 'HOUR') THEN CAST(
                  timezone('Asia/Shanghai', runs.at + runs.amount * interval '1 hour') AS DATE
                ) WHEN runs.rolls THEN (
                  SELECT CAST(day AS DATE) AS day
                  FROM generate_series(
                    CAST(runs.day + runs.amount + 0 AS TIMESTAMP WITHOUT TIME ZONE),
                    CAST(runs.day + runs.amount + 0 + 60 AS TIMESTAMP WITHOUT TIME ZONE),
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
                ) ELSE runs.day + runs.amount + 0 END + 1
              ) THEN CASE WHEN (runs.counted_in = 'HOUR') THEN date_trunc('minute', runs.at) + runs.amount * interval '1 hour' + interval '1 minute' ELSE timezone(
                'Asia/Shanghai',
                CAST(
                  CAST(
                    CASE WHEN (runs.counted_in = 'WORKING_DAY') THEN (
                      SELECT CAST(day AS DATE) AS day
                      FROM generate_series(
                        CAST(runs.day + 1 AS TIMESTAMP WITHOUT TIME ZONE),
                        CAST(runs.day + 1 + 60 AS TIMESTAMP WITHOUT TIME ZONE),
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
                      LIMIT 1 OFFSET runs.amount - 1
                    ) WHEN (runs.counted_in = 'HOUR') THEN CAST(
                      timezone('Asia/Shanghai', runs.at + runs.amount * interval '1 hour') AS DATE
                    ) WHEN runs.rolls THEN (
                      SELECT CAST(day AS DATE) AS day
                      FROM generate_series(
                        CAST(runs.day + runs.amount + 0 AS TIMESTAMP WITHOUT TIME ZONE),
                        CAST(runs.day + runs.amount + 0 + 60 AS TIMESTAMP WITHOUT TIME ZONE),
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
                    ) ELSE runs.day + runs.amount + 0 END + 1 AS DATE
                  ) AS TIMESTAMP WITHOUT TIME ZONE
                )
              ) END ELSE CASE WHEN (runs.counted_in = 'HOUR') THEN date_trunc('minute', runs.at) + runs.amount * interval '1 hour' + interval '1 minute' ELSE timezone(
                'Asia/Shanghai',
                CAST(
                  CAST(
                    CASE WHEN (runs.counted_in = 'WORKING_DAY') THEN (
                      SELECT CAST(day AS DATE) AS day
                      FROM generate_series(
                        CAST(runs.day + 1 AS TIMESTAMP WITHOUT TIME ZONE),
                        CAST(runs.day + 1 + 60 AS TIMESTAMP WITHOUT TIME ZONE),
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
                      LIMIT 1 OFFSET runs.amount - 1
                    ) WHEN (runs.counted_in = 'HOUR') THEN CAST(
                      timezone('Asia/Shanghai', runs.at + runs.amount * interval '1 hour') AS DATE
                    ) WHEN runs.rolls THEN (
                      SELECT CAST(day AS DATE) AS day
                      FROM generate_series(
                        CAST(
                          runs.day + runs.amount + coalesce(granted.days, 0) AS TIMESTAMP WITHOUT TIME ZONE
                        ),
                        CAST(
                          runs.day + runs.amount + coalesce(granted.days, 0) + 60 AS TIMESTAMP WITHOUT TIME ZONE
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
                      ORDER BY CAST(day AS DATE)
                      LIMIT 1 OFFSET 0
                    ) ELSE runs.day + runs.amount + coalesce(granted.days, 0) END + 1 AS DATE
                  ) AS TIMESTAMP WITHOUT TIME ZONE
                )
              ) END END AS "over"
              FROM (
                SELECT app.problem.id AS id,
                app.problem.root AS root,
                known.stage AS stage,
                known.list_type AS list_type,
                known.first_track AS first_track,
                known.counted_in AS counted_in,
                known.tracks AS tracks,
                known.starts AS starts,
                known.ends AS ends,
                known.cuts AS cuts,
                known.beyond AS beyond,
                known.reply AS reply,
                known.rolls AS rolls,
                known.outlives AS outlives,
                known.anew AS anew,
                known.entry AS entry,
                known.extension_most AS extension_most,
                known.since AS since,
                known.until AS until,
                coalesce(
                  CASE WHEN known.outlives THEN began.due_on - CAST(timezone('Asia/Shanghai', began.happened_at) AS DATE) END,
                  known.amount
                ) AS amount,
                began.id AS step,
                began.happened_at AS at,
                CAST(timezone('Asia/Shanghai', began.happened_at) AS DATE) AS day,
                coalesce(
                  began.about,
                  CASE WHEN (
                    began.act = 'hand_down'
                    AND NOT (
                      EXISTS (
                        SELECT *
                        FROM app.happening AS taken_back
                        WHERE taken_back.root = began.root
                        AND taken_back.problem_id = began.problem_id
                        AND taken_back.act IN ('recall_problem', 'uphold_objection')
                        AND taken_back.reason IN ('wrong_unit', 'objection_upheld')
                        AND taken_back.other_end = began.other_end
                        AND (taken_back.happened_at, taken_back.id) > (began.happened_at, began.id)
                        AND NOT (
                          EXISTS (
                            SELECT *
                            FROM app.happening AS sent_again
                            WHERE sent_again.root = began.root
                            AND sent_again.problem_id = began.problem_id
                            AND sent_again.act = 'hand_down'
                            AND sent_again.other_end = began.other_end
                            AND (sent_again.happened_at, sent_again.id) > (began.happened_at, began.id)
                            AND (sent_again.happened_at, sent_again.id) < (taken_back.happened_at, taken_back.id)
                          )
                        )
                      )
                    )
                  ) THEN began.other_end WHEN (began.act = 'rise_by_rule') THEN began.other_end END,
                  began.author_tenant
                ) AS starter
                FROM app.problem JOIN jsonb_to_recordset(
                  '[{"entry":0,"stage":"INSPECTION_PLAN","list_type":"INSPECTION","tracks":[],"first_track":"","starts":["REGISTERED"],"ends":["PLAN_SUBMITTED"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":30,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2023-01-31","until":null},{"entry":1,"stage":"INSPECTION_REPORT","list_type":"INSPECTION","tracks":[],"first_track":"","starts":["REGISTERED"],"ends":["REPORT_SUBMITTED"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":60,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2023-01-31","until":null},{"entry":2,"stage":"INSPECTION_FOCUSED","list_type":"INSPECTION","tracks":[],"first_track":"","starts":["REGISTERED"],"ends":["FOCUSED_REPORT_SUBMITTED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":180,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2023-01-31","until":null},{"entry":3,"stage":"AUDIT_REPLY","list_type":"AUDIT","tracks":["DRAFT_CONFIRMED","DRAFT_REPORT"],"first_track":"FINDING","starts":["REGISTERED"],"ends":["DRAFT_REPLIED"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":10,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2022-01-01","until":null},{"entry":4,"stage":"AUDIT_RECTIFY","list_type":"AUDIT","tracks":["FINDING"],"first_track":"FINDING","starts":["REGISTERED"],"ends":["RESULT_REPORTED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":60,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2022-01-01","until":null},{"entry":5,"stage":"AUDIT_RECTIFY","list_type":"AUDIT","tracks":["DRAFT_CONFIRMED"],"first_track":"FINDING","starts":["DRAFT_REPLIED"],"ends":["RESULT_REPORTED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":60,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2022-01-01","until":null},{"entry":6,"stage":"SUPERVISION_NORMAL","list_type":"SUPERVISION","tracks":["NORMAL"],"first_track":"NORMAL","starts":["REGISTERED"],"ends":["ITEM_REPORTED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":15,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2023-01-31","until":null},{"entry":7,"stage":"SUPERVISION_URGENT","list_type":"SUPERVISION","tracks":["URGENT"],"first_track":"NORMAL","starts":["REGISTERED"],"ends":["ITEM_REPORTED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":5,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2023-01-31","until":null},{"entry":8,"stage":"SUPERVISION_HARD","list_type":"SUPERVISION","tracks":["HARD"],"first_track":"NORMAL","starts":["REGISTERED"],"ends":["ITEM_REPORTED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":30,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2023-01-31","until":null},{"entry":9,"stage":"SUPERVISION_MINUTES","list_type":"SUPERVISION","tracks":["MINUTES_ITEM"],"first_track":"NORMAL","starts":["REGISTERED"],"ends":["ITEM_REPORTED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":20,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2023-01-31","until":null},{"entry":10,"stage":"SUPERVISION_DOCUMENT","list_type":"SUPERVISION","tracks":["DOCUMENT_ITEM"],"first_track":"NORMAL","starts":["REGISTERED"],"ends":["ITEM_REPORTED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":30,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2023-01-31","until":null},{"entry":11,"stage":"PETITION_TRANSFER","list_type":"PETITION","tracks":[],"first_track":"","starts":["COLLECTED","REGISTERED"],"ends":["BANKED"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":15,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2022-05-01","until":null},{"entry":12,"stage":"PETITION_NOTIFY","list_type":"PETITION","tracks":[],"first_track":"","starts":["COLLECTED","REGISTERED"],"ends":["ACCEPTANCE_NOTIFIED"],"cuts":["ARCHIVED","ASSIGNED","CLOSED","DIVERTED","MERGED","REJECTED","reopen_problem"],"beyond":["RESOLVED_ON_SPOT"],"reply":["OPINION_GIVEN"],"outlives":false,"anew":false,"amount":15,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2022-05-01","until":null},{"entry":13,"stage":"PETITION_NOTIFY","list_type":"PETITION","tracks":[],"first_track":"","starts":["ASSIGNED"],"ends":["ACCEPTANCE_NOTIFIED"],"cuts":["ARCHIVED","CLOSED","COLLECTED","DIVERTED","MERGED","REGISTERED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":15,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2022-05-01","until":null},{"entry":14,"stage":"PETITION","list_type":"PETITION","tracks":[],"first_track":"","starts":["REGISTERED"],"ends":["OPINION_GIVEN","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","reopen_problem"],"beyond":["RESOLVED_ON_SPOT"],"reply":[],"outlives":false,"anew":false,"amount":60,"counted_in":"DAY","rolls":true,"extension_most":30,"since":"2022-05-01","until":null},{"entry":15,"stage":"PETITION_REVIEW","list_type":"PETITION","tracks":[],"first_track":"","starts":["REVIEW_REQUESTED"],"ends":["REVIEW_ANSWERED"],"cuts":["REVIEW_REQUESTED"],"beyond":[],"reply":[],"outlives":true,"anew":false,"amount":30,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2022-05-01","until":null},{"entry":16,"stage":"PETITION_RECHECK","list_type":"PETITION","tracks":[],"first_track":"","starts":["RECHECK_REQUESTED"],"ends":["RECHECK_ANSWERED"],"cuts":["RECHECK_REQUESTED"],"beyond":[],"reply":[],"outlives":true,"anew":false,"amount":30,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2022-05-01","until":null},{"entry":17,"stage":"HOTLINE_DISPATCH","list_type":"HOTLINE_12345","tracks":[],"first_track":"HANDLE","starts":["BANKED"],"ends":["ASSIGNED"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":0,"counted_in":"DAY","rolls":false,"extension_most":0,"since":"2023-01-31","until":null},{"entry":18,"stage":"HOTLINE_CONTACT","list_type":"HOTLINE_12345","tracks":[],"first_track":"HANDLE","starts":["REGISTERED"],"ends":["FIRST_CONTACT"],"cuts":["ARCHIVED","ASSIGNED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":24,"counted_in":"HOUR","rolls":false,"extension_most":0,"since":"2023-01-31","until":null},{"entry":19,"stage":"HOTLINE_CONTACT","list_type":"HOTLINE_12345","tracks":[],"first_track":"HANDLE","starts":["ASSIGNED"],"ends":["FIRST_CONTACT"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REGISTERED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":24,"counted_in":"HOUR","rolls":false,"extension_most":0,"since":"2023-01-31","until":null},{"entry":20,"stage":"HOTLINE_CONSULT","list_type":"HOTLINE_12345","tracks":["CONSULT"],"first_track":"HANDLE","starts":["REGISTERED"],"ends":["CALLER_ANSWERED","claim_completion"],"cuts":["ARCHIVED","ASSIGNED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":3,"counted_in":"WORKING_DAY","rolls":false,"extension_most":0,"since":"2023-01-31","until":null},{"entry":21,"stage":"HOTLINE_CONSULT","list_type":"HOTLINE_12345","tracks":["CONSULT"],"first_track":"HANDLE","starts":["ASSIGNED"],"ends":["CALLER_ANSWERED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REGISTERED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":true,"amount":3,"counted_in":"WORKING_DAY","rolls":false,"extension_most":0,"since":"2023-01-31","until":null},{"entry":22,"stage":"HOTLINE_HANDLE","list_type":"HOTLINE_12345","tracks":["HANDLE"],"first_track":"HANDLE","starts":["REGISTERED"],"ends":["CALLER_ANSWERED","claim_completion"],"cuts":["ARCHIVED","ASSIGNED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":5,"counted_in":"WORKING_DAY","rolls":false,"extension_most":0,"since":"2018-01-01","until":null},{"entry":23,"stage":"HOTLINE_HANDLE","list_type":"HOTLINE_12345","tracks":["HANDLE"],"first_track":"HANDLE","starts":["ASSIGNED"],"ends":["CALLER_ANSWERED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REGISTERED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":true,"amount":5,"counted_in":"WORKING_DAY","rolls":false,"extension_most":0,"since":"2018-01-01","until":null},{"entry":24,"stage":"OPINION_INFORMATION","list_type":"PUBLIC_OPINION","tracks":["MAJOR"],"first_track":"ORDINARY","starts":["COLLECTED","REGISTERED"],"ends":["INFORMATION_PUBLISHED"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":5,"counted_in":"HOUR","rolls":false,"extension_most":0,"since":"2016-07-30","until":null},{"entry":25,"stage":"OPINION_CONFERENCE","list_type":"PUBLIC_OPINION","tracks":["MAJOR"],"first_track":"ORDINARY","starts":["COLLECTED","REGISTERED"],"ends":["PRESS_CONFERENCE_HELD"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":24,"counted_in":"HOUR","rolls":false,"extension_most":0,"since":"2016-07-30","until":null},{"entry":26,"stage":"OPINION_RESPONSE","list_type":"PUBLIC_OPINION","tracks":["ORDINARY"],"first_track":"ORDINARY","starts":["COLLECTED","REGISTERED"],"ends":["RESPONSE_PUBLISHED"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":48,"counted_in":"HOUR","rolls":false,"extension_most":0,"since":"2016-07-30","until":null}]'::jsonb
                ) AS known(
                  stage TEXT,
                  list_type TEXT,
                  first_track TEXT,
                  counted_in TEXT,
                  tracks TEXT[],
                  starts TEXT[],
                  ends TEXT[],
                  cuts TEXT[],
                  beyond TEXT[],
                  reply TEXT[],
                  rolls BOOLEAN,
                  outlives BOOLEAN,
                  anew BOOLEAN,
                  entry INTEGER,
                  amount INTEGER,
                  extension_most INTEGER,
                  since DATE,
                  until DATE
                ) ON app.problem.list_type = known.list_type JOIN app.happening AS began ON began.root = app.problem.root
                AND began.problem_id = app.problem.id
                WHERE (
                  began.act = 'record_statutory'
                  AND began.reason = any(known.starts)
                  OR began.before IS DISTINCT
                  FROM began.after
                  AND began.after = any(known.starts)
                  OR began.act = any(known.starts)
                )
                AND (
                  known.outlives
                  OR NOT (
                    EXISTS (
                      SELECT *
                      FROM app.happening AS earlier
                      WHERE earlier.root = began.root
                      AND earlier.problem_id = began.problem_id
                      AND (
                        earlier.act = 'record_statutory'
                        AND earlier.reason = any(known.starts)
                        OR earlier.before IS DISTINCT
                        FROM earlier.after
                        AND earlier.after = any(known.starts)
                        OR earlier.act = any(known.starts)
                        OR NOT known.anew
                        AND (
                          earlier.act = 'record_statutory'
                          AND earlier.reason = any(known.ends)
                          OR earlier.before IS DISTINCT
                          FROM earlier.after
                          AND earlier.after = any(known.ends)
                          OR earlier.act = any(known.ends)
                        )
                      )
                      AND (earlier.happened_at, earlier.id) < (began.happened_at, began.id)
                      AND NOT (
                        EXISTS (
                          SELECT *
                          FROM app.happening AS meanwhile
                          WHERE meanwhile.root = began.root
                          AND meanwhile.problem_id = began.problem_id
                          AND (
                            meanwhile.after IN (
                              'ARCHIVED',
                              'CLOSED',
                              'DIVERTED',
                              'MERGED',
                              'REJECTED',
                              'RESOLVED_ON_SPOT'
                            )
                            AND meanwhile.before IS DISTINCT
                            FROM meanwhile.after
                            OR known.anew
                            AND (
                              meanwhile.act = 'record_statutory'
                              AND meanwhile.reason = any(known.ends)
                              OR meanwhile.before IS DISTINCT
                              FROM meanwhile.after
                              AND meanwhile.after = any(known.ends)
                              OR meanwhile.act = any(known.ends)
                            )
                          )
                          AND (meanwhile.happened_at, meanwhile.id) > (earlier.happened_at, earlier.id)
                          AND (meanwhile.happened_at, meanwhile.id) < (began.happened_at, began.id)
                        )
                      )
                    )
                  )
                )
                AND CAST(timezone('Asia/Shanghai', began.happened_at) AS DATE) >= known.since
                AND (
                  known.until IS NULL
                  OR CAST(timezone('Asia/Shanghai', began.happened_at) AS DATE) < known.until
                )
                AND (
                  EXISTS (
                    SELECT *
                    FROM app.problem_trail AS problem_trail_1
                    WHERE problem_trail_1.problem_id = app.problem.id
                    AND (
                      problem_trail_1.at2 = (
                        SELECT scored.id
                        FROM app.tenant AS scored
                        WHERE scored.uid = $1::UUID
                        AND (scored.parent_id = $2 OR scored.id = $2)
                      )
                      OR problem_trail_1.at3 = (
                        SELECT scored.id
                        FROM app.tenant AS scored
                        WHERE scored.uid = $1::UUID
                        AND (scored.parent_id = $2 OR scored.id = $2)
                      )
                      OR problem_trail_1.at4 = (
                        SELECT scored.id
                        FROM app.tenant AS scored
                        WHERE scored.uid = $1::UUID
                        AND (scored.parent_id = $2 OR scored.id = $2)
                      )
                      OR problem_trail_1.at5 = (
                        SELECT scored.id
                        FROM app.tenant AS scored
                        WHERE scored.uid = $1::UUID
                        AND (scored.parent_id = $2 OR scored.id = $2)
                      )
                      OR problem_trail_1.at6 = (
                        SELECT scored.id
                        FROM app.tenant AS scored
                        WHERE scored.uid = $1::UUID
                        AND (scored.parent_id = $2 OR scored.id = $2)
                      )
                    )
                  )
                )
                AND (app.problem.state NOT IN ('REJECTED', 'MERGED', 'DIVERTED'))
                AND (
                  cardinality(known.tracks) = 0
                  OR coalesce(
                    (
                      SELECT told.reason
                      FROM app.happening AS told
                      WHERE told.problem_id = app.problem.id
                      AND told.act IN ('register_problem', 'set_track')
                      ORDER BY told.happened_at DESC,
                      told.id DESC
                      LIMIT 1
                    ),
                    known.first_track
                  ) = any(known.tracks)
                )
                AND began.happened_at >= timezone(
                  'Asia/Shanghai',
                  CAST(CAST(CAST($3 AS DATE) - 300 AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
                )
                AND (
                  known.outlives
                  OR began.happened_at < timezone(
                    'Asia/Shanghai',
                    CAST(CAST(CAST($4 AS DATE) AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
                  )
                )
              ) AS runs
              LEFT OUTER JOIN LATERAL (
                SELECT stop.happened_at AS stopped_at,
                stop.act = 'record_statutory'
                AND stop.reason = any(runs.ends)
                OR stop.before IS DISTINCT
                FROM stop.after
                AND stop.after = any(runs.ends)
                OR stop.act = any(runs.ends)
                OR cardinality(runs.reply) > 0
                AND (
                  stop.act = 'record_statutory'
                  AND stop.reason = any(runs.reply)
                  OR stop.before IS DISTINCT
                  FROM stop.after
                  AND stop.after = any(runs.reply)
                  OR stop.act = any(runs.reply)
                )
                AND (
                  EXISTS (
                    SELECT *
                    FROM app.happening AS other
                    WHERE other.problem_id = runs.id
                    AND (other.happened_at, other.id) > (runs.at, runs.step)
                    AND (other.happened_at, other.id) < (stop.happened_at, stop.id)
                    AND (
                      other.act = 'record_statutory'
                      AND other.reason = any(runs.beyond)
                      OR other.before IS DISTINCT
                      FROM other.after
                      AND other.after = any(runs.beyond)
                      OR other.act = any(runs.beyond)
                    )
                  )
                ) AS done
                FROM app.happening AS stop
                WHERE stop.problem_id = runs.id
                AND (stop.happened_at, stop.id) > (runs.at, runs.step)
                AND (
                  stop.act = 'record_statutory'
                  AND stop.reason = any(runs.ends)
                  OR stop.before IS DISTINCT
                  FROM stop.after
                  AND stop.after = any(runs.ends)
                  OR stop.act = any(runs.ends)
                  OR cardinality(runs.reply) > 0
                  AND (
                    stop.act = 'record_statutory'
                    AND stop.reason = any(runs.reply)
                    OR stop.before IS DISTINCT
                    FROM stop.after
                    AND stop.after = any(runs.reply)
                    OR stop.act = any(runs.reply)
                  )
                  AND (
                    EXISTS (
                      SELECT *
                      FROM app.happening AS other
                      WHERE other.problem_id = runs.id
                      AND (other.happened_at, other.id) > (runs.at, runs.step)
                      AND (other.happened_at, other.id) < (stop.happened_at, stop.id)
                      AND (
                        other.act = 'record_statutory'
                        AND other.reason = any(runs.beyond)
                        OR other.before IS DISTINCT
                        FROM other.after
                        AND other.after = any(runs.beyond)
                        OR other.act = any(runs.beyond)
                      )
                    )
                  )
                  OR stop.act = 'record_statutory'
                  AND stop.reason = any(runs.cuts)
                  OR stop.before IS DISTINCT
                  FROM stop.after
                  AND stop.after = any(runs.cuts)
                  OR stop.act = any(runs.cuts)
                  OR cardinality(runs.reply) > 0
                  AND (
                    stop.act = 'record_statutory'
                    AND stop.reason = any(runs.beyond)
                    OR stop.before IS DISTINCT
                    FROM stop.after
                    AND stop.after = any(runs.beyond)
                    OR stop.act = any(runs.beyond)
                  )
                  AND (
                    EXISTS (
                      SELECT *
                      FROM app.happening AS other
                      WHERE other.problem_id = runs.id
                      AND (other.happened_at, other.id) > (runs.at, runs.step)
                      AND (other.happened_at, other.id) < (stop.happened_at, stop.id)
                      AND (
                        other.act = 'record_statutory'
                        AND other.reason = any(runs.reply)
                        OR other.before IS DISTINCT
                        FROM other.after
                        AND other.after = any(runs.reply)
                        OR other.act = any(runs.reply)
                      )
                    )
                  )
                )
                ORDER BY stop.happened_at,
                stop.id
                LIMIT 1
              ) AS stopped ON true
              LEFT OUTER JOIN LATERAL (
                SELECT granted_one.days AS days,
                CAST(timezone('Asia/Shanghai', granted_one.decided_at) AS DATE) AS granted_on
                FROM app.extension AS granted_one
                WHERE granted_one.problem_id = runs.id
                AND granted_one.clock = 'STATUTORY'
                AND granted_one.state = 'APPROVED'
                AND granted_one.days <= runs.extension_most
                AND granted_one.decided_at >= runs.at
                AND (stopped.stopped_at IS NULL OR granted_one.decided_at < stopped.stopped_at)
                ORDER BY granted_one.decided_at,
                granted_one.id
                LIMIT 1
              ) AS granted ON true
            ) AS due_runs
          ) AS timed
          WHERE coalesce(
            NOT (
              timed.stopped_at IS NOT NULL
              AND NOT timed.done
              AND timed.stopped_at < timed."over"
            ),
            true
          )
          AND (
            EXISTS (
              SELECT *
              FROM app.tenant AS tenant_1
              WHERE tenant_1.id = timed.charged
              AND (
                tenant_1.at2 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $1::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
                OR tenant_1.at3 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $1::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
                OR tenant_1.at4 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $1::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
                OR tenant_1.at5 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $1::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
                OR tenant_1.at6 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $1::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
              )
            )
          )
          AND timed.due >= CAST($3 AS DATE)
          AND timed.due < CAST($4 AS DATE)
        ) AS items JOIN app.problem ON app.problem.id = items.problem_id
        WHERE (
          app.problem.at2 = $2
          AND app.problem.open_to <= 2
          AND (app.problem.accused && $5) IS NOT true
          OR $2 = ANY (app.problem.trail)
          AND (app.problem.at2 = $2 AND app.problem.open_to <= 2) IS NOT true
          AND (app.problem.accused && $5) IS NOT true
        )
      ) AS t1
      WHERE true
      ORDER BY t1."due_on" ASC,
      t1."item_id" ASC
      LIMIT 50
    ) AS t1p
    LEFT OUTER JOIN app.problem AS t2 ON t2."id" = t1p."problem_id"
    AND (
      t2."at2" = $2
      AND t2."open_to" <= 2
      AND (t2."accused" && $5) IS NOT true
      OR $2 = ANY (t2."trail")
      AND (t2."at2" = $2 AND t2."open_to" <= 2) IS NOT true
      AND (t2."accused" && $5) IS NOT true
    )
  ),
  ',"response":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"inNumerator":',
            CAST(t3p."counted" AS TEXT),
            ',"problem":',
            CASE WHEN (t4."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t4."title"), '}') END,
            '}'
          ),
          ','
          ORDER BY t3p."due_on" ASC,
          t3p."item_id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_3
    FROM (
      SELECT t3."counted" AS counted,
      t3."problem_id" AS problem_id,
      t3."due_on" AS due_on,
      t3."item_id" AS item_id
      FROM (
        SELECT items.item_id AS item_id,
        items.problem_id AS problem_id,
        items.counted AS counted,
        app.problem.due_on AS due_on
        FROM (
          SELECT CAST(md5(concat(timed.step, timed.entry)) AS UUID) AS item_id,
          timed.id AS problem_id,
          coalesce(
            coalesce(timed.done, false)
            AND timed.stopped_at < timed."over",
            false
          ) AS counted,
          false AS half
          FROM (
            SELECT due_runs.id AS id,
            due_runs.root AS root,
            due_runs.stage AS stage,
            due_runs.list_type AS list_type,
            due_runs.first_track AS first_track,
            due_runs.counted_in AS counted_in,
            due_runs.tracks AS tracks,
            due_runs.starts AS starts,
            due_runs.ends AS ends,
            due_runs.cuts AS cuts,
            due_runs.beyond AS beyond,
            due_runs.reply AS reply,
            due_runs.rolls AS rolls,
            due_runs.outlives AS outlives,
            due_runs.anew AS anew,
            due_runs.entry AS entry,
            due_runs.extension_most AS extension_most,
            due_runs.since AS since,
            due_runs.until AS until,
            due_runs.amount AS amount,
            due_runs.step AS step,
            due_runs.at AS at,
            due_runs.day AS day,
            due_runs.starter AS starter,
            due_runs.stopped_at AS stopped_at,
            due_runs.done AS done,
            due_runs.due AS due,
            due_runs."over" AS "over",
            coalesce(
              (
                SELECT coalesce(
                  moved.about,
                  CASE WHEN (
                    moved.act = 'hand_down'
                    AND NOT (
                      EXISTS (
                        SELECT *
                        FROM app.happening AS taken_back
                        WHERE taken_back.root = moved.root
                        AND taken_back.problem_id = moved.problem_id
                        AND taken_back.act IN ('recall_problem', 'uphold_objection')
                        AND taken_back.reason IN ('wrong_unit', 'objection_upheld')
                        AND taken_back.other_end = moved.other_end
                        AND (taken_back.happened_at, taken_back.id) > (moved.happened_at, moved.id)
                        AND NOT (
                          EXISTS (
                            SELECT *
                            FROM app.happening AS sent_again
                            WHERE sent_again.root = moved.root
                            AND sent_again.problem_id = moved.problem_id
                            AND sent_again.act = 'hand_down'
                            AND sent_again.other_end = moved.other_end
                            AND (sent_again.happened_at, sent_again.id) > (moved.happened_at, moved.id)
                            AND (sent_again.happened_at, sent_again.id) < (taken_back.happened_at, taken_back.id)
                          )
                        )
                      )
                    )
                  ) THEN moved.other_end WHEN (moved.act = 'rise_by_rule') THEN moved.other_end END,
                  moved.author_tenant
                ) AS coalesce_2
                FROM app.happening AS moved
                WHERE NOT due_runs.outlives
                AND moved.problem_id = due_runs.id
                AND moved.act IN ('hand_down', 'take_up', 'rise_by_rule')
                AND (
                  moved.act != 'hand_down'
                  OR NOT (
                    EXISTS (
                      SELECT *
                      FROM app.happening AS taken_back
                      WHERE taken_back.root = moved.root
                      AND taken_back.problem_id = moved.problem_id
                      AND taken_back.act IN ('recall_problem', 'uphold_objection')
                      AND taken_back.reason IN ('wrong_unit', 'objection_upheld')
                      AND taken_back.other_end = moved.other_end
                      AND (taken_back.happened_at, taken_back.id) > (moved.happened_at, moved.id)
                      AND NOT (
                        EXISTS (
                          SELECT *
                          FROM app.happening AS sent_again
                          WHERE sent_again.root = moved.root
                          AND sent_again.problem_id = moved.problem_id
                          AND sent_again.act = 'hand_down'
                          AND sent_again.other_end = moved.other_end
                          AND (sent_again.happened_at, sent_again.id) > (moved.happened_at, moved.id)
                          AND (sent_again.happened_at, sent_again.id) < (taken_back.happened_at, taken_back.id)
                        )
                      )
                    )
                  )
                )
                AND (moved.happened_at, moved.id) > (due_runs.at, due_runs.step)
                AND moved.happened_at < least(due_runs.stopped_at, due_runs."over")
                ORDER BY moved.act = 'hand_down' DESC,
                moved.happened_at DESC,
                moved.id DESC
                LIMIT 1
              ),
              due_runs.starter
            ) AS charged
            FROM (
              SELECT runs.id AS id,
              runs.root AS root,
              runs.stage AS stage,
              runs.list_type AS list_type,
              runs.first_track AS first_track,
              runs.counted_in AS counted_in,
              runs.tracks AS tracks,
              runs.starts AS starts,
              runs.ends AS ends,
              runs.cuts AS cuts,
              runs.beyond AS beyond,
              runs.reply AS reply,
              runs.rolls AS rolls,
              runs.outlives AS outlives,
              runs.anew AS anew,
              runs.entry AS entry,
              runs.extension_most AS extension_most,
              runs.since AS since,
              runs.until AS until,
              runs.amount AS amount,
              runs.step AS step,
              runs.at AS at,
              runs.day AS day,
              runs.starter AS starter,
              stopped.stopped_at AS stopped_at,
              stopped.done AS done,
              CASE WHEN (runs.counted_in = 'WORKING_DAY') THEN (
                SELECT CAST(day AS DATE) AS day
                FROM generate_series(
                  CAST(runs.day + 1 AS TIMESTAMP WITHOUT TIME ZONE),
                  CAST(runs.day + 1 + 60 AS TIMESTAMP WITHOUT TIME ZONE),
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
                LIMIT 1 OFFSET runs.amount - 1
              ) WHEN (runs.counted_in = 'HOUR') THEN CAST(
                timezone('Asia/Shanghai', runs.at + runs.amount * interval '1 hour') AS DATE
              ) WHEN runs.rolls THEN (
                SELECT CAST(day AS DATE) AS day
                FROM generate_series(
                  CAST(
                    runs.day + runs.amount + coalesce(granted.days, 0) AS TIMESTAMP WITHOUT TIME ZONE
                  ),
                  CAST(
                    runs.day + runs.amount + coalesce(granted.days, 0) + 60 AS TIMESTAMP WITHOUT TIME ZONE
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
                ORDER BY CAST(day AS DATE)
                LIMIT 1 OFFSET 0
              ) ELSE runs.day + runs.amount + coalesce(granted.days, 0) END AS due,
              CASE WHEN (
                granted.granted_on > CASE WHEN (runs.counted_in = 'WORKING_DAY') THEN (
                  SELECT CAST(day AS DATE) AS day
                  FROM generate_series(
                    CAST(runs.day + 1 AS TIMESTAMP WITHOUT TIME ZONE),
                    CAST(runs.day + 1 + 60 AS TIMESTAMP WITHOUT TIME ZONE),
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
                  LIMIT 1 OFFSET runs.amount - 1
                ) WHEN (runs.counted_in = 'HOUR') THEN CAST(
                  timezone('Asia/Shanghai', runs.at + runs.amount * interval '1 hour') AS DATE
                ) WHEN runs.rolls THEN (
                  SELECT CAST(day AS DATE) AS day
                  FROM generate_series(
                    CAST(runs.day + runs.amount + 0 AS TIMESTAMP WITHOUT TIME ZONE),
                    CAST(runs.day + runs.amount + 0 + 60 AS TIMESTAMP WITHOUT TIME ZONE),
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
                ) ELSE runs.day + runs.amount + 0 END + 1
              ) THEN CASE WHEN (runs.counted_in = 'HOUR') THEN date_trunc('minute', runs.at) + runs.amount * interval '1 hour' + interval '1 minute' ELSE timezone(
                'Asia/Shanghai',
                CAST(
                  CAST(
                    CASE WHEN (runs.counted_in = 'WORKING_DAY') THEN (
                      SELECT CAST(day AS DATE) AS day
                      FROM generate_series(
                        CAST(runs.day + 1 AS TIMESTAMP WITHOUT TIME ZONE),
                        CAST(runs.day + 1 + 60 AS TIMESTAMP WITHOUT TIME ZONE),
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
                      LIMIT 1 OFFSET runs.amount - 1
                    ) WHEN (runs.counted_in = 'HOUR') THEN CAST(
                      timezone('Asia/Shanghai', runs.at + runs.amount * interval '1 hour') AS DATE
                    ) WHEN runs.rolls THEN (
                      SELECT CAST(day AS DATE) AS day
                      FROM generate_series(
                        CAST(runs.day + runs.amount + 0 AS TIMESTAMP WITHOUT TIME ZONE),
                        CAST(runs.day + runs.amount + 0 + 60 AS TIMESTAMP WITHOUT TIME ZONE),
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
                    ) ELSE runs.day + runs.amount + 0 END + 1 AS DATE
                  ) AS TIMESTAMP WITHOUT TIME ZONE
                )
              ) END ELSE CASE WHEN (runs.counted_in = 'HOUR') THEN date_trunc('minute', runs.at) + runs.amount * interval '1 hour' + interval '1 minute' ELSE timezone(
                'Asia/Shanghai',
                CAST(
                  CAST(
                    CASE WHEN (runs.counted_in = 'WORKING_DAY') THEN (
                      SELECT CAST(day AS DATE) AS day
                      FROM generate_series(
                        CAST(runs.day + 1 AS TIMESTAMP WITHOUT TIME ZONE),
                        CAST(runs.day + 1 + 60 AS TIMESTAMP WITHOUT TIME ZONE),
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
                      LIMIT 1 OFFSET runs.amount - 1
                    ) WHEN (runs.counted_in = 'HOUR') THEN CAST(
                      timezone('Asia/Shanghai', runs.at + runs.amount * interval '1 hour') AS DATE
                    ) WHEN runs.rolls THEN (
                      SELECT CAST(day AS DATE) AS day
                      FROM generate_series(
                        CAST(
                          runs.day + runs.amount + coalesce(granted.days, 0) AS TIMESTAMP WITHOUT TIME ZONE
                        ),
                        CAST(
                          runs.day + runs.amount + coalesce(granted.days, 0) + 60 AS TIMESTAMP WITHOUT TIME ZONE
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
                      ORDER BY CAST(day AS DATE)
                      LIMIT 1 OFFSET 0
                    ) ELSE runs.day + runs.amount + coalesce(granted.days, 0) END + 1 AS DATE
                  ) AS TIMESTAMP WITHOUT TIME ZONE
                )
              ) END END AS "over"
              FROM (
                SELECT app.problem.id AS id,
                app.problem.root AS root,
                known.stage AS stage,
                known.list_type AS list_type,
                known.first_track AS first_track,
                known.counted_in AS counted_in,
                known.tracks AS tracks,
                known.starts AS starts,
                known.ends AS ends,
                known.cuts AS cuts,
                known.beyond AS beyond,
                known.reply AS reply,
                known.rolls AS rolls,
                known.outlives AS outlives,
                known.anew AS anew,
                known.entry AS entry,
                known.extension_most AS extension_most,
                known.since AS since,
                known.until AS until,
                coalesce(
                  CASE WHEN known.outlives THEN began.due_on - CAST(timezone('Asia/Shanghai', began.happened_at) AS DATE) END,
                  known.amount
                ) AS amount,
                began.id AS step,
                began.happened_at AS at,
                CAST(timezone('Asia/Shanghai', began.happened_at) AS DATE) AS day,
                coalesce(
                  began.about,
                  CASE WHEN (
                    began.act = 'hand_down'
                    AND NOT (
                      EXISTS (
                        SELECT *
                        FROM app.happening AS taken_back
                        WHERE taken_back.root = began.root
                        AND taken_back.problem_id = began.problem_id
                        AND taken_back.act IN ('recall_problem', 'uphold_objection')
                        AND taken_back.reason IN ('wrong_unit', 'objection_upheld')
                        AND taken_back.other_end = began.other_end
                        AND (taken_back.happened_at, taken_back.id) > (began.happened_at, began.id)
                        AND NOT (
                          EXISTS (
                            SELECT *
                            FROM app.happening AS sent_again
                            WHERE sent_again.root = began.root
                            AND sent_again.problem_id = began.problem_id
                            AND sent_again.act = 'hand_down'
                            AND sent_again.other_end = began.other_end
                            AND (sent_again.happened_at, sent_again.id) > (began.happened_at, began.id)
                            AND (sent_again.happened_at, sent_again.id) < (taken_back.happened_at, taken_back.id)
                          )
                        )
                      )
                    )
                  ) THEN began.other_end WHEN (began.act = 'rise_by_rule') THEN began.other_end END,
                  began.author_tenant
                ) AS starter
                FROM app.problem JOIN jsonb_to_recordset(
                  '[{"entry":0,"stage":"INSPECTION_PLAN","list_type":"INSPECTION","tracks":[],"first_track":"","starts":["REGISTERED"],"ends":["PLAN_SUBMITTED"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":30,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2023-01-31","until":null},{"entry":1,"stage":"INSPECTION_REPORT","list_type":"INSPECTION","tracks":[],"first_track":"","starts":["REGISTERED"],"ends":["REPORT_SUBMITTED"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":60,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2023-01-31","until":null},{"entry":2,"stage":"INSPECTION_FOCUSED","list_type":"INSPECTION","tracks":[],"first_track":"","starts":["REGISTERED"],"ends":["FOCUSED_REPORT_SUBMITTED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":180,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2023-01-31","until":null},{"entry":3,"stage":"AUDIT_REPLY","list_type":"AUDIT","tracks":["DRAFT_CONFIRMED","DRAFT_REPORT"],"first_track":"FINDING","starts":["REGISTERED"],"ends":["DRAFT_REPLIED"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":10,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2022-01-01","until":null},{"entry":4,"stage":"AUDIT_RECTIFY","list_type":"AUDIT","tracks":["FINDING"],"first_track":"FINDING","starts":["REGISTERED"],"ends":["RESULT_REPORTED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":60,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2022-01-01","until":null},{"entry":5,"stage":"AUDIT_RECTIFY","list_type":"AUDIT","tracks":["DRAFT_CONFIRMED"],"first_track":"FINDING","starts":["DRAFT_REPLIED"],"ends":["RESULT_REPORTED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":60,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2022-01-01","until":null},{"entry":6,"stage":"SUPERVISION_NORMAL","list_type":"SUPERVISION","tracks":["NORMAL"],"first_track":"NORMAL","starts":["REGISTERED"],"ends":["ITEM_REPORTED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":15,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2023-01-31","until":null},{"entry":7,"stage":"SUPERVISION_URGENT","list_type":"SUPERVISION","tracks":["URGENT"],"first_track":"NORMAL","starts":["REGISTERED"],"ends":["ITEM_REPORTED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":5,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2023-01-31","until":null},{"entry":8,"stage":"SUPERVISION_HARD","list_type":"SUPERVISION","tracks":["HARD"],"first_track":"NORMAL","starts":["REGISTERED"],"ends":["ITEM_REPORTED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":30,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2023-01-31","until":null},{"entry":9,"stage":"SUPERVISION_MINUTES","list_type":"SUPERVISION","tracks":["MINUTES_ITEM"],"first_track":"NORMAL","starts":["REGISTERED"],"ends":["ITEM_REPORTED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":20,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2023-01-31","until":null},{"entry":10,"stage":"SUPERVISION_DOCUMENT","list_type":"SUPERVISION","tracks":["DOCUMENT_ITEM"],"first_track":"NORMAL","starts":["REGISTERED"],"ends":["ITEM_REPORTED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":30,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2023-01-31","until":null},{"entry":11,"stage":"PETITION_TRANSFER","list_type":"PETITION","tracks":[],"first_track":"","starts":["COLLECTED","REGISTERED"],"ends":["BANKED"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":15,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2022-05-01","until":null},{"entry":12,"stage":"PETITION_NOTIFY","list_type":"PETITION","tracks":[],"first_track":"","starts":["COLLECTED","REGISTERED"],"ends":["ACCEPTANCE_NOTIFIED"],"cuts":["ARCHIVED","ASSIGNED","CLOSED","DIVERTED","MERGED","REJECTED","reopen_problem"],"beyond":["RESOLVED_ON_SPOT"],"reply":["OPINION_GIVEN"],"outlives":false,"anew":false,"amount":15,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2022-05-01","until":null},{"entry":13,"stage":"PETITION_NOTIFY","list_type":"PETITION","tracks":[],"first_track":"","starts":["ASSIGNED"],"ends":["ACCEPTANCE_NOTIFIED"],"cuts":["ARCHIVED","CLOSED","COLLECTED","DIVERTED","MERGED","REGISTERED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":15,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2022-05-01","until":null},{"entry":14,"stage":"PETITION","list_type":"PETITION","tracks":[],"first_track":"","starts":["REGISTERED"],"ends":["OPINION_GIVEN","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","reopen_problem"],"beyond":["RESOLVED_ON_SPOT"],"reply":[],"outlives":false,"anew":false,"amount":60,"counted_in":"DAY","rolls":true,"extension_most":30,"since":"2022-05-01","until":null},{"entry":15,"stage":"PETITION_REVIEW","list_type":"PETITION","tracks":[],"first_track":"","starts":["REVIEW_REQUESTED"],"ends":["REVIEW_ANSWERED"],"cuts":["REVIEW_REQUESTED"],"beyond":[],"reply":[],"outlives":true,"anew":false,"amount":30,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2022-05-01","until":null},{"entry":16,"stage":"PETITION_RECHECK","list_type":"PETITION","tracks":[],"first_track":"","starts":["RECHECK_REQUESTED"],"ends":["RECHECK_ANSWERED"],"cuts":["RECHECK_REQUESTED"],"beyond":[],"reply":[],"outlives":true,"anew":false,"amount":30,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2022-05-01","until":null},{"entry":17,"stage":"HOTLINE_DISPATCH","list_type":"HOTLINE_12345","tracks":[],"first_track":"HANDLE","starts":["BANKED"],"ends":["ASSIGNED"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":0,"counted_in":"DAY","rolls":false,"extension_most":0,"since":"2023-01-31","until":null},{"entry":18,"stage":"HOTLINE_CONTACT","list_type":"HOTLINE_12345","tracks":[],"first_track":"HANDLE","starts":["REGISTERED"],"ends":["FIRST_CONTACT"],"cuts":["ARCHIVED","ASSIGNED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":24,"counted_in":"HOUR","rolls":false,"extension_most":0,"since":"2023-01-31","until":null},{"entry":19,"stage":"HOTLINE_CONTACT","list_type":"HOTLINE_12345","tracks":[],"first_track":"HANDLE","starts":["ASSIGNED"],"ends":["FIRST_CONTACT"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REGISTERED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":24,"counted_in":"HOUR","rolls":false,"extension_most":0,"since":"2023-01-31","until":null},{"entry":20,"stage":"HOTLINE_CONSULT","list_type":"HOTLINE_12345","tracks":["CONSULT"],"first_track":"HANDLE","starts":["REGISTERED"],"ends":["CALLER_ANSWERED","claim_completion"],"cuts":["ARCHIVED","ASSIGNED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":3,"counted_in":"WORKING_DAY","rolls":false,"extension_most":0,"since":"2023-01-31","until":null},{"entry":21,"stage":"HOTLINE_CONSULT","list_type":"HOTLINE_12345","tracks":["CONSULT"],"first_track":"HANDLE","starts":["ASSIGNED"],"ends":["CALLER_ANSWERED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REGISTERED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":true,"amount":3,"counted_in":"WORKING_DAY","rolls":false,"extension_most":0,"since":"2023-01-31","until":null},{"entry":22,"stage":"HOTLINE_HANDLE","list_type":"HOTLINE_12345","tracks":["HANDLE"],"first_track":"HANDLE","starts":["REGISTERED"],"ends":["CALLER_ANSWERED","claim_completion"],"cuts":["ARCHIVED","ASSIGNED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":5,"counted_in":"WORKING_DAY","rolls":false,"extension_most":0,"since":"2018-01-01","until":null},{"entry":23,"stage":"HOTLINE_HANDLE","list_type":"HOTLINE_12345","tracks":["HANDLE"],"first_track":"HANDLE","starts":["ASSIGNED"],"ends":["CALLER_ANSWERED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REGISTERED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":true,"amount":5,"counted_in":"WORKING_DAY","rolls":false,"extension_most":0,"since":"2018-01-01","until":null},{"entry":24,"stage":"OPINION_INFORMATION","list_type":"PUBLIC_OPINION","tracks":["MAJOR"],"first_track":"ORDINARY","starts":["COLLECTED","REGISTERED"],"ends":["INFORMATION_PUBLISHED"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":5,"counted_in":"HOUR","rolls":false,"extension_most":0,"since":"2016-07-30","until":null},{"entry":25,"stage":"OPINION_CONFERENCE","list_type":"PUBLIC_OPINION","tracks":["MAJOR"],"first_track":"ORDINARY","starts":["COLLECTED","REGISTERED"],"ends":["PRESS_CONFERENCE_HELD"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":24,"counted_in":"HOUR","rolls":false,"extension_most":0,"since":"2016-07-30","until":null},{"entry":26,"stage":"OPINION_RESPONSE","list_type":"PUBLIC_OPINION","tracks":["ORDINARY"],"first_track":"ORDINARY","starts":["COLLECTED","REGISTERED"],"ends":["RESPONSE_PUBLISHED"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":48,"counted_in":"HOUR","rolls":false,"extension_most":0,"since":"2016-07-30","until":null}]'::jsonb
                ) AS known(
                  stage TEXT,
                  list_type TEXT,
                  first_track TEXT,
                  counted_in TEXT,
                  tracks TEXT[],
                  starts TEXT[],
                  ends TEXT[],
                  cuts TEXT[],
                  beyond TEXT[],
                  reply TEXT[],
                  rolls BOOLEAN,
                  outlives BOOLEAN,
                  anew BOOLEAN,
                  entry INTEGER,
                  amount INTEGER,
                  extension_most INTEGER,
                  since DATE,
                  until DATE
                ) ON app.problem.list_type = known.list_type JOIN app.happening AS began ON began.root = app.problem.root
                AND began.problem_id = app.problem.id
                WHERE (
                  began.act = 'record_statutory'
                  AND began.reason = any(known.starts)
                  OR began.before IS DISTINCT
                  FROM began.after
                  AND began.after = any(known.starts)
                  OR began.act = any(known.starts)
                )
                AND (
                  known.outlives
                  OR NOT (
                    EXISTS (
                      SELECT *
                      FROM app.happening AS earlier
                      WHERE earlier.root = began.root
                      AND earlier.problem_id = began.problem_id
                      AND (
                        earlier.act = 'record_statutory'
                        AND earlier.reason = any(known.starts)
                        OR earlier.before IS DISTINCT
                        FROM earlier.after
                        AND earlier.after = any(known.starts)
                        OR earlier.act = any(known.starts)
                        OR NOT known.anew
                        AND (
                          earlier.act = 'record_statutory'
                          AND earlier.reason = any(known.ends)
                          OR earlier.before IS DISTINCT
                          FROM earlier.after
                          AND earlier.after = any(known.ends)
                          OR earlier.act = any(known.ends)
                        )
                      )
                      AND (earlier.happened_at, earlier.id) < (began.happened_at, began.id)
                      AND NOT (
                        EXISTS (
                          SELECT *
                          FROM app.happening AS meanwhile
                          WHERE meanwhile.root = began.root
                          AND meanwhile.problem_id = began.problem_id
                          AND (
                            meanwhile.after IN (
                              'ARCHIVED',
                              'CLOSED',
                              'DIVERTED',
                              'MERGED',
                              'REJECTED',
                              'RESOLVED_ON_SPOT'
                            )
                            AND meanwhile.before IS DISTINCT
                            FROM meanwhile.after
                            OR known.anew
                            AND (
                              meanwhile.act = 'record_statutory'
                              AND meanwhile.reason = any(known.ends)
                              OR meanwhile.before IS DISTINCT
                              FROM meanwhile.after
                              AND meanwhile.after = any(known.ends)
                              OR meanwhile.act = any(known.ends)
                            )
                          )
                          AND (meanwhile.happened_at, meanwhile.id) > (earlier.happened_at, earlier.id)
                          AND (meanwhile.happened_at, meanwhile.id) < (began.happened_at, began.id)
                        )
                      )
                    )
                  )
                )
                AND CAST(timezone('Asia/Shanghai', began.happened_at) AS DATE) >= known.since
                AND (
                  known.until IS NULL
                  OR CAST(timezone('Asia/Shanghai', began.happened_at) AS DATE) < known.until
                )
                AND (
                  EXISTS (
                    SELECT *
                    FROM app.problem_trail AS problem_trail_2
                    WHERE problem_trail_2.problem_id = app.problem.id
                    AND (
                      problem_trail_2.at2 = (
                        SELECT scored.id
                        FROM app.tenant AS scored
                        WHERE scored.uid = $6::UUID
                        AND (scored.parent_id = $2 OR scored.id = $2)
                      )
                      OR problem_trail_2.at3 = (
                        SELECT scored.id
                        FROM app.tenant AS scored
                        WHERE scored.uid = $6::UUID
                        AND (scored.parent_id = $2 OR scored.id = $2)
                      )
                      OR problem_trail_2.at4 = (
                        SELECT scored.id
                        FROM app.tenant AS scored
                        WHERE scored.uid = $6::UUID
                        AND (scored.parent_id = $2 OR scored.id = $2)
                      )
                      OR problem_trail_2.at5 = (
                        SELECT scored.id
                        FROM app.tenant AS scored
                        WHERE scored.uid = $6::UUID
                        AND (scored.parent_id = $2 OR scored.id = $2)
                      )
                      OR problem_trail_2.at6 = (
                        SELECT scored.id
                        FROM app.tenant AS scored
                        WHERE scored.uid = $6::UUID
                        AND (scored.parent_id = $2 OR scored.id = $2)
                      )
                    )
                  )
                )
                AND (app.problem.state NOT IN ('REJECTED', 'MERGED', 'DIVERTED'))
                AND (
                  cardinality(known.tracks) = 0
                  OR coalesce(
                    (
                      SELECT told.reason
                      FROM app.happening AS told
                      WHERE told.problem_id = app.problem.id
                      AND told.act IN ('register_problem', 'set_track')
                      ORDER BY told.happened_at DESC,
                      told.id DESC
                      LIMIT 1
                    ),
                    known.first_track
                  ) = any(known.tracks)
                )
                AND began.happened_at >= timezone(
                  'Asia/Shanghai',
                  CAST(CAST(CAST($7 AS DATE) - 300 AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
                )
                AND (
                  known.outlives
                  OR began.happened_at < timezone(
                    'Asia/Shanghai',
                    CAST(CAST(CAST($8 AS DATE) AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
                  )
                )
              ) AS runs
              LEFT OUTER JOIN LATERAL (
                SELECT stop.happened_at AS stopped_at,
                stop.act = 'record_statutory'
                AND stop.reason = any(runs.ends)
                OR stop.before IS DISTINCT
                FROM stop.after
                AND stop.after = any(runs.ends)
                OR stop.act = any(runs.ends)
                OR cardinality(runs.reply) > 0
                AND (
                  stop.act = 'record_statutory'
                  AND stop.reason = any(runs.reply)
                  OR stop.before IS DISTINCT
                  FROM stop.after
                  AND stop.after = any(runs.reply)
                  OR stop.act = any(runs.reply)
                )
                AND (
                  EXISTS (
                    SELECT *
                    FROM app.happening AS other
                    WHERE other.problem_id = runs.id
                    AND (other.happened_at, other.id) > (runs.at, runs.step)
                    AND (other.happened_at, other.id) < (stop.happened_at, stop.id)
                    AND (
                      other.act = 'record_statutory'
                      AND other.reason = any(runs.beyond)
                      OR other.before IS DISTINCT
                      FROM other.after
                      AND other.after = any(runs.beyond)
                      OR other.act = any(runs.beyond)
                    )
                  )
                ) AS done
                FROM app.happening AS stop
                WHERE stop.problem_id = runs.id
                AND (stop.happened_at, stop.id) > (runs.at, runs.step)
                AND (
                  stop.act = 'record_statutory'
                  AND stop.reason = any(runs.ends)
                  OR stop.before IS DISTINCT
                  FROM stop.after
                  AND stop.after = any(runs.ends)
                  OR stop.act = any(runs.ends)
                  OR cardinality(runs.reply) > 0
                  AND (
                    stop.act = 'record_statutory'
                    AND stop.reason = any(runs.reply)
                    OR stop.before IS DISTINCT
                    FROM stop.after
                    AND stop.after = any(runs.reply)
                    OR stop.act = any(runs.reply)
                  )
                  AND (
                    EXISTS (
                      SELECT *
                      FROM app.happening AS other
                      WHERE other.problem_id = runs.id
                      AND (other.happened_at, other.id) > (runs.at, runs.step)
                      AND (other.happened_at, other.id) < (stop.happened_at, stop.id)
                      AND (
                        other.act = 'record_statutory'
                        AND other.reason = any(runs.beyond)
                        OR other.before IS DISTINCT
                        FROM other.after
                        AND other.after = any(runs.beyond)
                        OR other.act = any(runs.beyond)
                      )
                    )
                  )
                  OR stop.act = 'record_statutory'
                  AND stop.reason = any(runs.cuts)
                  OR stop.before IS DISTINCT
                  FROM stop.after
                  AND stop.after = any(runs.cuts)
                  OR stop.act = any(runs.cuts)
                  OR cardinality(runs.reply) > 0
                  AND (
                    stop.act = 'record_statutory'
                    AND stop.reason = any(runs.beyond)
                    OR stop.before IS DISTINCT
                    FROM stop.after
                    AND stop.after = any(runs.beyond)
                    OR stop.act = any(runs.beyond)
                  )
                  AND (
                    EXISTS (
                      SELECT *
                      FROM app.happening AS other
                      WHERE other.problem_id = runs.id
                      AND (other.happened_at, other.id) > (runs.at, runs.step)
                      AND (other.happened_at, other.id) < (stop.happened_at, stop.id)
                      AND (
                        other.act = 'record_statutory'
                        AND other.reason = any(runs.reply)
                        OR other.before IS DISTINCT
                        FROM other.after
                        AND other.after = any(runs.reply)
                        OR other.act = any(runs.reply)
                      )
                    )
                  )
                )
                ORDER BY stop.happened_at,
                stop.id
                LIMIT 1
              ) AS stopped ON true
              LEFT OUTER JOIN LATERAL (
                SELECT granted_one.days AS days,
                CAST(timezone('Asia/Shanghai', granted_one.decided_at) AS DATE) AS granted_on
                FROM app.extension AS granted_one
                WHERE granted_one.problem_id = runs.id
                AND granted_one.clock = 'STATUTORY'
                AND granted_one.state = 'APPROVED'
                AND granted_one.days <= runs.extension_most
                AND granted_one.decided_at >= runs.at
                AND (stopped.stopped_at IS NULL OR granted_one.decided_at < stopped.stopped_at)
                ORDER BY granted_one.decided_at,
                granted_one.id
                LIMIT 1
              ) AS granted ON true
            ) AS due_runs
          ) AS timed
          WHERE coalesce(
            NOT (
              timed.stopped_at IS NOT NULL
              AND NOT timed.done
              AND timed.stopped_at < timed."over"
            ),
            true
          )
          AND (
            EXISTS (
              SELECT *
              FROM app.tenant AS tenant_2
              WHERE tenant_2.id = timed.charged
              AND (
                tenant_2.at2 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $6::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
                OR tenant_2.at3 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $6::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
                OR tenant_2.at4 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $6::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
                OR tenant_2.at5 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $6::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
                OR tenant_2.at6 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $6::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
              )
            )
          )
          AND timed.stage = 'HOTLINE_CONTACT'
          AND timed.at >= timezone(
            'Asia/Shanghai',
            CAST(CAST(CAST($7 AS DATE) AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
          )
          AND timed.at < timezone(
            'Asia/Shanghai',
            CAST(CAST(CAST($8 AS DATE) AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
          )
        ) AS items JOIN app.problem ON app.problem.id = items.problem_id
        WHERE (
          app.problem.at2 = $2
          AND app.problem.open_to <= 2
          AND (app.problem.accused && $5) IS NOT true
          OR $2 = ANY (app.problem.trail)
          AND (app.problem.at2 = $2 AND app.problem.open_to <= 2) IS NOT true
          AND (app.problem.accused && $5) IS NOT true
        )
      ) AS t3
      WHERE true
      ORDER BY t3."due_on" ASC,
      t3."item_id" ASC
      LIMIT 50
    ) AS t3p
    LEFT OUTER JOIN app.problem AS t4 ON t4."id" = t3p."problem_id"
    AND (
      t4."at2" = $2
      AND t4."open_to" <= 2
      AND (t4."accused" && $5) IS NOT true
      OR $2 = ANY (t4."trail")
      AND (t4."at2" = $2 AND t4."open_to" <= 2) IS NOT true
      AND (t4."accused" && $5) IS NOT true
    )
  ),
  ',"publish":',
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
          SELECT app.publicity_duty.id AS item_id,
          app.publicity_duty.problem_id AS problem_id,
          EXISTS (
            SELECT *
            FROM app.publication AS made
            WHERE made.id = app.publicity_duty.met_by
            AND CAST(timezone('Asia/Shanghai', made.published_at) AS DATE) <= app.publicity_duty.due_on
          ) AS counted,
          false AS half
          FROM app.publicity_duty
          WHERE app.publicity_duty.due_on >= CAST($9 AS DATE)
          AND app.publicity_duty.due_on < CAST($10 AS DATE)
          AND (
            app.publicity_duty.open
            AND (
              app.publicity_duty.at2 = (
                SELECT scored.id
                FROM app.tenant AS scored
                WHERE scored.uid = $11::UUID
                AND (scored.parent_id = $2 OR scored.id = $2)
              )
              OR app.publicity_duty.at3 = (
                SELECT scored.id
                FROM app.tenant AS scored
                WHERE scored.uid = $11::UUID
                AND (scored.parent_id = $2 OR scored.id = $2)
              )
              OR app.publicity_duty.at4 = (
                SELECT scored.id
                FROM app.tenant AS scored
                WHERE scored.uid = $11::UUID
                AND (scored.parent_id = $2 OR scored.id = $2)
              )
              OR app.publicity_duty.at5 = (
                SELECT scored.id
                FROM app.tenant AS scored
                WHERE scored.uid = $11::UUID
                AND (scored.parent_id = $2 OR scored.id = $2)
              )
              OR app.publicity_duty.at6 = (
                SELECT scored.id
                FROM app.tenant AS scored
                WHERE scored.uid = $11::UUID
                AND (scored.parent_id = $2 OR scored.id = $2)
              )
            )
            OR (app.publicity_duty.met_by IS NOT NULL OR app.publicity_duty.missed)
            AND (
              EXISTS (
                SELECT *
                FROM app.tenant AS tenant_3
                WHERE tenant_3.id = app.publicity_duty.about
                AND (
                  tenant_3.at2 = (
                    SELECT scored.id
                    FROM app.tenant AS scored
                    WHERE scored.uid = $11::UUID
                    AND (scored.parent_id = $2 OR scored.id = $2)
                  )
                  OR tenant_3.at3 = (
                    SELECT scored.id
                    FROM app.tenant AS scored
                    WHERE scored.uid = $11::UUID
                    AND (scored.parent_id = $2 OR scored.id = $2)
                  )
                  OR tenant_3.at4 = (
                    SELECT scored.id
                    FROM app.tenant AS scored
                    WHERE scored.uid = $11::UUID
                    AND (scored.parent_id = $2 OR scored.id = $2)
                  )
                  OR tenant_3.at5 = (
                    SELECT scored.id
                    FROM app.tenant AS scored
                    WHERE scored.uid = $11::UUID
                    AND (scored.parent_id = $2 OR scored.id = $2)
                  )
                  OR tenant_3.at6 = (
                    SELECT scored.id
                    FROM app.tenant AS scored
                    WHERE scored.uid = $11::UUID
                    AND (scored.parent_id = $2 OR scored.id = $2)
                  )
                )
              )
            )
          )
        ) AS items JOIN app.problem ON app.problem.id = items.problem_id
        WHERE (
          app.problem.at2 = $2
          AND app.problem.open_to <= 2
          AND (app.problem.accused && $5) IS NOT true
          OR $2 = ANY (app.problem.trail)
          AND (app.problem.at2 = $2 AND app.problem.open_to <= 2) IS NOT true
          AND (app.problem.accused && $5) IS NOT true
        )
      ) AS t5
      WHERE true
      ORDER BY t5."due_on" ASC,
      t5."item_id" ASC
      LIMIT 50
    ) AS t5p
    LEFT OUTER JOIN app.problem AS t6 ON t6."id" = t5p."problem_id"
    AND (
      t6."at2" = $2
      AND t6."open_to" <= 2
      AND (t6."accused" && $5) IS NOT true
      OR $2 = ANY (t6."trail")
      AND (t6."at2" = $2 AND t6."open_to" <= 2) IS NOT true
      AND (t6."accused" && $5) IS NOT true
    )
  ),
  ',"repeat":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"inNumerator":',
            CAST(t7p."counted" AS TEXT),
            ',"problem":',
            CASE WHEN (t8."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t8."title"), '}') END,
            '}'
          ),
          ','
          ORDER BY t7p."due_on" ASC,
          t7p."item_id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_5
    FROM (
      SELECT t7."counted" AS counted,
      t7."problem_id" AS problem_id,
      t7."due_on" AS due_on,
      t7."item_id" AS item_id
      FROM (
        SELECT items.item_id AS item_id,
        items.problem_id AS problem_id,
        items.counted AS counted,
        app.problem.due_on AS due_on
        FROM (
          SELECT app.problem.id AS item_id,
          app.problem.id AS problem_id,
          concat('; ', app.problem.admission) NOT LIKE '; reject/%'
          AND concat('; ', app.problem.admission) LIKE '%; PETITION/repeated:%' AS counted,
          false AS half
          FROM app.problem JOIN app.happening ON app.happening.root = app.problem.root
          AND app.happening.problem_id = app.problem.id
          WHERE app.problem.list_type = 'PETITION'
          AND app.happening.act = 'register_problem'
          AND app.happening.happened_at >= timezone(
            'Asia/Shanghai',
            CAST(CAST(CAST($12 AS DATE) AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
          )
          AND app.happening.happened_at < timezone(
            'Asia/Shanghai',
            CAST(CAST(CAST($13 AS DATE) AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
          )
          AND (
            EXISTS (
              SELECT *
              FROM app.problem_trail AS problem_trail_3
              WHERE problem_trail_3.problem_id = app.problem.id
              AND (
                problem_trail_3.at2 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $14::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
                OR problem_trail_3.at3 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $14::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
                OR problem_trail_3.at4 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $14::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
                OR problem_trail_3.at5 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $14::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
                OR problem_trail_3.at6 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $14::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
              )
            )
          )
          AND (app.problem.state NOT IN ('REJECTED', 'MERGED', 'DIVERTED'))
        ) AS items JOIN app.problem ON app.problem.id = items.problem_id
        WHERE (
          app.problem.at2 = $2
          AND app.problem.open_to <= 2
          AND (app.problem.accused && $5) IS NOT true
          OR $2 = ANY (app.problem.trail)
          AND (app.problem.at2 = $2 AND app.problem.open_to <= 2) IS NOT true
          AND (app.problem.accused && $5) IS NOT true
        )
      ) AS t7
      WHERE true
      ORDER BY t7."due_on" ASC,
      t7."item_id" ASC
      LIMIT 50
    ) AS t7p
    LEFT OUTER JOIN app.problem AS t8 ON t8."id" = t7p."problem_id"
    AND (
      t8."at2" = $2
      AND t8."open_to" <= 2
      AND (t8."accused" && $5) IS NOT true
      OR $2 = ANY (t8."trail")
      AND (t8."at2" = $2 AND t8."open_to" <= 2) IS NOT true
      AND (t8."accused" && $5) IS NOT true
    )
  ),
  ',"cases":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"inNumerator":',
            CAST(t9p."counted" AS TEXT),
            ',"problem":',
            CASE WHEN (t10."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t10."title"), '}') END,
            '}'
          ),
          ','
          ORDER BY t9p."due_on" ASC,
          t9p."item_id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_6
    FROM (
      SELECT t9."counted" AS counted,
      t9."problem_id" AS problem_id,
      t9."due_on" AS due_on,
      t9."item_id" AS item_id
      FROM (
        SELECT items.item_id AS item_id,
        items.problem_id AS problem_id,
        items.counted AS counted,
        app.problem.due_on AS due_on
        FROM (
          SELECT app.happening.id AS item_id,
          app.happening.problem_id AS problem_id,
          true AS counted,
          false AS half
          FROM app.happening
          WHERE app.happening.act = 'publish_case'
          AND app.happening.reason = 'NEGATIVE'
          AND app.happening.happened_at >= timezone(
            'Asia/Shanghai',
            CAST(CAST(CAST($15 AS DATE) AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
          )
          AND app.happening.happened_at < timezone(
            'Asia/Shanghai',
            CAST(CAST(CAST($16 AS DATE) AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
          )
          AND (
            EXISTS (
              SELECT *
              FROM app.tenant AS tenant_4
              WHERE tenant_4.id = app.happening.about
              AND (
                tenant_4.at2 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $17::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
                OR tenant_4.at3 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $17::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
                OR tenant_4.at4 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $17::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
                OR tenant_4.at5 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $17::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
                OR tenant_4.at6 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $17::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
              )
            )
          )
          AND NOT (
            EXISTS (
              SELECT *
              FROM app.happening AS taken
              WHERE taken.root = app.happening.root
              AND taken.problem_id = app.happening.problem_id
              AND taken.act = 'withdraw_case'
              AND taken.publication_id = app.happening.publication_id
            )
          )
          AND NOT (
            EXISTS (
              SELECT *
              FROM app.happening AS earlier
              WHERE earlier.root = app.happening.root
              AND earlier.problem_id = app.happening.problem_id
              AND earlier.about = app.happening.about
              AND earlier.reason = app.happening.reason
              AND earlier.act = 'publish_case'
              AND (earlier.happened_at, earlier.id) < (app.happening.happened_at, app.happening.id)
              AND NOT (
                EXISTS (
                  SELECT *
                  FROM app.happening AS taken
                  WHERE taken.root = earlier.root
                  AND taken.problem_id = earlier.problem_id
                  AND taken.act = 'withdraw_case'
                  AND taken.publication_id = earlier.publication_id
                )
              )
            )
          )
        ) AS items JOIN app.problem ON app.problem.id = items.problem_id
        WHERE (
          app.problem.at2 = $2
          AND app.problem.open_to <= 2
          AND (app.problem.accused && $5) IS NOT true
          OR $2 = ANY (app.problem.trail)
          AND (app.problem.at2 = $2 AND app.problem.open_to <= 2) IS NOT true
          AND (app.problem.accused && $5) IS NOT true
        )
      ) AS t9
      WHERE true
      ORDER BY t9."due_on" ASC,
      t9."item_id" ASC
      LIMIT 50
    ) AS t9p
    LEFT OUTER JOIN app.problem AS t10 ON t10."id" = t9p."problem_id"
    AND (
      t10."at2" = $2
      AND t10."open_to" <= 2
      AND (t10."accused" && $5) IS NOT true
      OR $2 = ANY (t10."trail")
      AND (t10."at2" = $2 AND t10."open_to" <= 2) IS NOT true
      AND (t10."accused" && $5) IS NOT true
    )
  ),
  ',"breaches":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"inNumerator":',
            CAST(t11p."counted" AS TEXT),
            ',"problem":',
            CASE WHEN (t12."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t12."title"), '}') END,
            '}'
          ),
          ','
          ORDER BY t11p."due_on" ASC,
          t11p."item_id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_7
    FROM (
      SELECT t11."counted" AS counted,
      t11."problem_id" AS problem_id,
      t11."due_on" AS due_on,
      t11."item_id" AS item_id
      FROM (
        SELECT items.item_id AS item_id,
        items.problem_id AS problem_id,
        items.counted AS counted,
        app.problem.due_on AS due_on
        FROM (
          SELECT app.happening.id AS item_id,
          app.happening.problem_id AS problem_id,
          true AS counted,
          false AS half
          FROM app.happening
          WHERE app.happening.act = 'find_breach'
          AND app.happening.happened_at >= timezone(
            'Asia/Shanghai',
            CAST(CAST(CAST($18 AS DATE) AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
          )
          AND app.happening.happened_at < timezone(
            'Asia/Shanghai',
            CAST(CAST(CAST($19 AS DATE) AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
          )
          AND (
            EXISTS (
              SELECT *
              FROM app.tenant AS tenant_5
              WHERE tenant_5.id = app.happening.about
              AND (
                tenant_5.at2 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $20::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
                OR tenant_5.at3 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $20::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
                OR tenant_5.at4 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $20::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
                OR tenant_5.at5 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $20::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
                OR tenant_5.at6 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $20::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
              )
            )
          )
          AND NOT (
            EXISTS (
              SELECT *
              FROM app.happening AS taken
              WHERE taken.root = app.happening.root
              AND taken.problem_id = app.happening.problem_id
              AND taken.about = app.happening.about
              AND taken.reason = app.happening.reason
              AND taken.act = 'revoke_breach'
              AND (taken.happened_at, taken.id) >= (app.happening.happened_at, app.happening.id)
              AND (
                SELECT sum(CASE WHEN ("between".act = 'find_breach') THEN 1 ELSE -1 END) AS sum_1
                FROM app.happening AS "between"
                WHERE "between".root = app.happening.root
                AND "between".problem_id = app.happening.problem_id
                AND "between".about = app.happening.about
                AND "between".reason = app.happening.reason
                AND "between".act IN ('find_breach', 'revoke_breach')
                AND ("between".happened_at, "between".id) >= (app.happening.happened_at, app.happening.id)
                AND (taken.happened_at, taken.id) >= ("between".happened_at, "between".id)
              ) <= 0
            )
          )
        ) AS items JOIN app.problem ON app.problem.id = items.problem_id
        WHERE (
          app.problem.at2 = $2
          AND app.problem.open_to <= 2
          AND (app.problem.accused && $5) IS NOT true
          OR $2 = ANY (app.problem.trail)
          AND (app.problem.at2 = $2 AND app.problem.open_to <= 2) IS NOT true
          AND (app.problem.accused && $5) IS NOT true
        )
      ) AS t11
      WHERE true
      ORDER BY t11."due_on" ASC,
      t11."item_id" ASC
      LIMIT 50
    ) AS t11p
    LEFT OUTER JOIN app.problem AS t12 ON t12."id" = t11p."problem_id"
    AND (
      t12."at2" = $2
      AND t12."open_to" <= 2
      AND (t12."accused" && $5) IS NOT true
      OR $2 = ANY (t12."trail")
      AND (t12."at2" = $2 AND t12."open_to" <= 2) IS NOT true
      AND (t12."accused" && $5) IS NOT true
    )
  ),
  ',"thenAndThere":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"inNumerator":',
            CAST(t13p."counted" AS TEXT),
            ',"problem":',
            CASE WHEN (t14."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t14."title"), '}') END,
            '}'
          ),
          ','
          ORDER BY t13p."due_on" ASC,
          t13p."item_id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_8
    FROM (
      SELECT t13."counted" AS counted,
      t13."problem_id" AS problem_id,
      t13."due_on" AS due_on,
      t13."item_id" AS item_id
      FROM (
        SELECT items.item_id AS item_id,
        items.problem_id AS problem_id,
        items.counted AS counted,
        app.problem.due_on AS due_on
        FROM (
          SELECT CAST(md5(concat(timed.step, timed.entry)) AS UUID) AS item_id,
          timed.id AS problem_id,
          coalesce(
            coalesce(timed.done, false)
            AND timed.stopped_at < timed."over",
            false
          ) AS counted,
          false AS half
          FROM (
            SELECT due_runs.id AS id,
            due_runs.root AS root,
            due_runs.stage AS stage,
            due_runs.list_type AS list_type,
            due_runs.first_track AS first_track,
            due_runs.counted_in AS counted_in,
            due_runs.tracks AS tracks,
            due_runs.starts AS starts,
            due_runs.ends AS ends,
            due_runs.cuts AS cuts,
            due_runs.beyond AS beyond,
            due_runs.reply AS reply,
            due_runs.rolls AS rolls,
            due_runs.outlives AS outlives,
            due_runs.anew AS anew,
            due_runs.entry AS entry,
            due_runs.extension_most AS extension_most,
            due_runs.since AS since,
            due_runs.until AS until,
            due_runs.amount AS amount,
            due_runs.step AS step,
            due_runs.at AS at,
            due_runs.day AS day,
            due_runs.starter AS starter,
            due_runs.stopped_at AS stopped_at,
            due_runs.done AS done,
            due_runs.due AS due,
            due_runs."over" AS "over",
            coalesce(
              (
                SELECT coalesce(
                  moved.about,
                  CASE WHEN (
                    moved.act = 'hand_down'
                    AND NOT (
                      EXISTS (
                        SELECT *
                        FROM app.happening AS taken_back
                        WHERE taken_back.root = moved.root
                        AND taken_back.problem_id = moved.problem_id
                        AND taken_back.act IN ('recall_problem', 'uphold_objection')
                        AND taken_back.reason IN ('wrong_unit', 'objection_upheld')
                        AND taken_back.other_end = moved.other_end
                        AND (taken_back.happened_at, taken_back.id) > (moved.happened_at, moved.id)
                        AND NOT (
                          EXISTS (
                            SELECT *
                            FROM app.happening AS sent_again
                            WHERE sent_again.root = moved.root
                            AND sent_again.problem_id = moved.problem_id
                            AND sent_again.act = 'hand_down'
                            AND sent_again.other_end = moved.other_end
                            AND (sent_again.happened_at, sent_again.id) > (moved.happened_at, moved.id)
                            AND (sent_again.happened_at, sent_again.id) < (taken_back.happened_at, taken_back.id)
                          )
                        )
                      )
                    )
                  ) THEN moved.other_end WHEN (moved.act = 'rise_by_rule') THEN moved.other_end END,
                  moved.author_tenant
                ) AS coalesce_3
                FROM app.happening AS moved
                WHERE NOT due_runs.outlives
                AND moved.problem_id = due_runs.id
                AND moved.act IN ('hand_down', 'take_up', 'rise_by_rule')
                AND (
                  moved.act != 'hand_down'
                  OR NOT (
                    EXISTS (
                      SELECT *
                      FROM app.happening AS taken_back
                      WHERE taken_back.root = moved.root
                      AND taken_back.problem_id = moved.problem_id
                      AND taken_back.act IN ('recall_problem', 'uphold_objection')
                      AND taken_back.reason IN ('wrong_unit', 'objection_upheld')
                      AND taken_back.other_end = moved.other_end
                      AND (taken_back.happened_at, taken_back.id) > (moved.happened_at, moved.id)
                      AND NOT (
                        EXISTS (
                          SELECT *
                          FROM app.happening AS sent_again
                          WHERE sent_again.root = moved.root
                          AND sent_again.problem_id = moved.problem_id
                          AND sent_again.act = 'hand_down'
                          AND sent_again.other_end = moved.other_end
                          AND (sent_again.happened_at, sent_again.id) > (moved.happened_at, moved.id)
                          AND (sent_again.happened_at, sent_again.id) < (taken_back.happened_at, taken_back.id)
                        )
                      )
                    )
                  )
                )
                AND (moved.happened_at, moved.id) > (due_runs.at, due_runs.step)
                AND moved.happened_at < least(due_runs.stopped_at, due_runs."over")
                ORDER BY moved.act = 'hand_down' DESC,
                moved.happened_at DESC,
                moved.id DESC
                LIMIT 1
              ),
              due_runs.starter
            ) AS charged
            FROM (
              SELECT runs.id AS id,
              runs.root AS root,
              runs.stage AS stage,
              runs.list_type AS list_type,
              runs.first_track AS first_track,
              runs.counted_in AS counted_in,
              runs.tracks AS tracks,
              runs.starts AS starts,
              runs.ends AS ends,
              runs.cuts AS cuts,
              runs.beyond AS beyond,
              runs.reply AS reply,
              runs.rolls AS rolls,
              runs.outlives AS outlives,
              runs.anew AS anew,
              runs.entry AS entry,
              runs.extension_most AS extension_most,
              runs.since AS since,
              runs.until AS until,
              runs.amount AS amount,
              runs.step AS step,
              runs.at AS at,
              runs.day AS day,
              runs.starter AS starter,
              stopped.stopped_at AS stopped_at,
              stopped.done AS done,
              CASE WHEN (runs.counted_in = 'WORKING_DAY') THEN (
                SELECT CAST(day AS DATE) AS day
                FROM generate_series(
                  CAST(runs.day + 1 AS TIMESTAMP WITHOUT TIME ZONE),
                  CAST(runs.day + 1 + 60 AS TIMESTAMP WITHOUT TIME ZONE),
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
                LIMIT 1 OFFSET runs.amount - 1
              ) WHEN (runs.counted_in = 'HOUR') THEN CAST(
                timezone('Asia/Shanghai', runs.at + runs.amount * interval '1 hour') AS DATE
              ) WHEN runs.rolls THEN (
                SELECT CAST(day AS DATE) AS day
                FROM generate_series(
                  CAST(
                    runs.day + runs.amount + coalesce(granted.days, 0) AS TIMESTAMP WITHOUT TIME ZONE
                  ),
                  CAST(
                    runs.day + runs.amount + coalesce(granted.days, 0) + 60 AS TIMESTAMP WITHOUT TIME ZONE
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
                ORDER BY CAST(day AS DATE)
                LIMIT 1 OFFSET 0
              ) ELSE runs.day + runs.amount + coalesce(granted.days, 0) END AS due,
              CASE WHEN (
                granted.granted_on > CASE WHEN (runs.counted_in = 'WORKING_DAY') THEN (
                  SELECT CAST(day AS DATE) AS day
                  FROM generate_series(
                    CAST(runs.day + 1 AS TIMESTAMP WITHOUT TIME ZONE),
                    CAST(runs.day + 1 + 60 AS TIMESTAMP WITHOUT TIME ZONE),
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
                  LIMIT 1 OFFSET runs.amount - 1
                ) WHEN (runs.counted_in = 'HOUR') THEN CAST(
                  timezone('Asia/Shanghai', runs.at + runs.amount * interval '1 hour') AS DATE
                ) WHEN runs.rolls THEN (
                  SELECT CAST(day AS DATE) AS day
                  FROM generate_series(
                    CAST(runs.day + runs.amount + 0 AS TIMESTAMP WITHOUT TIME ZONE),
                    CAST(runs.day + runs.amount + 0 + 60 AS TIMESTAMP WITHOUT TIME ZONE),
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
                ) ELSE runs.day + runs.amount + 0 END + 1
              ) THEN CASE WHEN (runs.counted_in = 'HOUR') THEN date_trunc('minute', runs.at) + runs.amount * interval '1 hour' + interval '1 minute' ELSE timezone(
                'Asia/Shanghai',
                CAST(
                  CAST(
                    CASE WHEN (runs.counted_in = 'WORKING_DAY') THEN (
                      SELECT CAST(day AS DATE) AS day
                      FROM generate_series(
                        CAST(runs.day + 1 AS TIMESTAMP WITHOUT TIME ZONE),
                        CAST(runs.day + 1 + 60 AS TIMESTAMP WITHOUT TIME ZONE),
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
                      LIMIT 1 OFFSET runs.amount - 1
                    ) WHEN (runs.counted_in = 'HOUR') THEN CAST(
                      timezone('Asia/Shanghai', runs.at + runs.amount * interval '1 hour') AS DATE
                    ) WHEN runs.rolls THEN (
                      SELECT CAST(day AS DATE) AS day
                      FROM generate_series(
                        CAST(runs.day + runs.amount + 0 AS TIMESTAMP WITHOUT TIME ZONE),
                        CAST(runs.day + runs.amount + 0 + 60 AS TIMESTAMP WITHOUT TIME ZONE),
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
                    ) ELSE runs.day + runs.amount + 0 END + 1 AS DATE
                  ) AS TIMESTAMP WITHOUT TIME ZONE
                )
              ) END ELSE CASE WHEN (runs.counted_in = 'HOUR') THEN date_trunc('minute', runs.at) + runs.amount * interval '1 hour' + interval '1 minute' ELSE timezone(
                'Asia/Shanghai',
                CAST(
                  CAST(
                    CASE WHEN (runs.counted_in = 'WORKING_DAY') THEN (
                      SELECT CAST(day AS DATE) AS day
                      FROM generate_series(
                        CAST(runs.day + 1 AS TIMESTAMP WITHOUT TIME ZONE),
                        CAST(runs.day + 1 + 60 AS TIMESTAMP WITHOUT TIME ZONE),
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
                      LIMIT 1 OFFSET runs.amount - 1
                    ) WHEN (runs.counted_in = 'HOUR') THEN CAST(
                      timezone('Asia/Shanghai', runs.at + runs.amount * interval '1 hour') AS DATE
                    ) WHEN runs.rolls THEN (
                      SELECT CAST(day AS DATE) AS day
                      FROM generate_series(
                        CAST(
                          runs.day + runs.amount + coalesce(granted.days, 0) AS TIMESTAMP WITHOUT TIME ZONE
                        ),
                        CAST(
                          runs.day + runs.amount + coalesce(granted.days, 0) + 60 AS TIMESTAMP WITHOUT TIME ZONE
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
                      ORDER BY CAST(day AS DATE)
                      LIMIT 1 OFFSET 0
                    ) ELSE runs.day + runs.amount + coalesce(granted.days, 0) END + 1 AS DATE
                  ) AS TIMESTAMP WITHOUT TIME ZONE
                )
              ) END END AS "over"
              FROM (
                SELECT app.problem.id AS id,
                app.problem.root AS root,
                known.stage AS stage,
                known.list_type AS list_type,
                known.first_track AS first_track,
                known.counted_in AS counted_in,
                known.tracks AS tracks,
                known.starts AS starts,
                known.ends AS ends,
                known.cuts AS cuts,
                known.beyond AS beyond,
                known.reply AS reply,
                known.rolls AS rolls,
                known.outlives AS outlives,
                known.anew AS anew,
                known.entry AS entry,
                known.extension_most AS extension_most,
                known.since AS since,
                known.until AS until,
                coalesce(
                  CASE WHEN known.outlives THEN began.due_on - CAST(timezone('Asia/Shanghai', began.happened_at) AS DATE) END,
                  known.amount
                ) AS amount,
                began.id AS step,
                began.happened_at AS at,
                CAST(timezone('Asia/Shanghai', began.happened_at) AS DATE) AS day,
                coalesce(
                  began.about,
                  CASE WHEN (
                    began.act = 'hand_down'
                    AND NOT (
                      EXISTS (
                        SELECT *
                        FROM app.happening AS taken_back
                        WHERE taken_back.root = began.root
                        AND taken_back.problem_id = began.problem_id
                        AND taken_back.act IN ('recall_problem', 'uphold_objection')
                        AND taken_back.reason IN ('wrong_unit', 'objection_upheld')
                        AND taken_back.other_end = began.other_end
                        AND (taken_back.happened_at, taken_back.id) > (began.happened_at, began.id)
                        AND NOT (
                          EXISTS (
                            SELECT *
                            FROM app.happening AS sent_again
                            WHERE sent_again.root = began.root
                            AND sent_again.problem_id = began.problem_id
                            AND sent_again.act = 'hand_down'
                            AND sent_again.other_end = began.other_end
                            AND (sent_again.happened_at, sent_again.id) > (began.happened_at, began.id)
                            AND (sent_again.happened_at, sent_again.id) < (taken_back.happened_at, taken_back.id)
                          )
                        )
                      )
                    )
                  ) THEN began.other_end WHEN (began.act = 'rise_by_rule') THEN began.other_end END,
                  began.author_tenant
                ) AS starter
                FROM app.problem JOIN jsonb_to_recordset(
                  '[{"entry":0,"stage":"INSPECTION_PLAN","list_type":"INSPECTION","tracks":[],"first_track":"","starts":["REGISTERED"],"ends":["PLAN_SUBMITTED"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":30,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2023-01-31","until":null},{"entry":1,"stage":"INSPECTION_REPORT","list_type":"INSPECTION","tracks":[],"first_track":"","starts":["REGISTERED"],"ends":["REPORT_SUBMITTED"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":60,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2023-01-31","until":null},{"entry":2,"stage":"INSPECTION_FOCUSED","list_type":"INSPECTION","tracks":[],"first_track":"","starts":["REGISTERED"],"ends":["FOCUSED_REPORT_SUBMITTED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":180,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2023-01-31","until":null},{"entry":3,"stage":"AUDIT_REPLY","list_type":"AUDIT","tracks":["DRAFT_CONFIRMED","DRAFT_REPORT"],"first_track":"FINDING","starts":["REGISTERED"],"ends":["DRAFT_REPLIED"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":10,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2022-01-01","until":null},{"entry":4,"stage":"AUDIT_RECTIFY","list_type":"AUDIT","tracks":["FINDING"],"first_track":"FINDING","starts":["REGISTERED"],"ends":["RESULT_REPORTED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":60,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2022-01-01","until":null},{"entry":5,"stage":"AUDIT_RECTIFY","list_type":"AUDIT","tracks":["DRAFT_CONFIRMED"],"first_track":"FINDING","starts":["DRAFT_REPLIED"],"ends":["RESULT_REPORTED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":60,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2022-01-01","until":null},{"entry":6,"stage":"SUPERVISION_NORMAL","list_type":"SUPERVISION","tracks":["NORMAL"],"first_track":"NORMAL","starts":["REGISTERED"],"ends":["ITEM_REPORTED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":15,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2023-01-31","until":null},{"entry":7,"stage":"SUPERVISION_URGENT","list_type":"SUPERVISION","tracks":["URGENT"],"first_track":"NORMAL","starts":["REGISTERED"],"ends":["ITEM_REPORTED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":5,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2023-01-31","until":null},{"entry":8,"stage":"SUPERVISION_HARD","list_type":"SUPERVISION","tracks":["HARD"],"first_track":"NORMAL","starts":["REGISTERED"],"ends":["ITEM_REPORTED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":30,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2023-01-31","until":null},{"entry":9,"stage":"SUPERVISION_MINUTES","list_type":"SUPERVISION","tracks":["MINUTES_ITEM"],"first_track":"NORMAL","starts":["REGISTERED"],"ends":["ITEM_REPORTED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":20,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2023-01-31","until":null},{"entry":10,"stage":"SUPERVISION_DOCUMENT","list_type":"SUPERVISION","tracks":["DOCUMENT_ITEM"],"first_track":"NORMAL","starts":["REGISTERED"],"ends":["ITEM_REPORTED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":30,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2023-01-31","until":null},{"entry":11,"stage":"PETITION_TRANSFER","list_type":"PETITION","tracks":[],"first_track":"","starts":["COLLECTED","REGISTERED"],"ends":["BANKED"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":15,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2022-05-01","until":null},{"entry":12,"stage":"PETITION_NOTIFY","list_type":"PETITION","tracks":[],"first_track":"","starts":["COLLECTED","REGISTERED"],"ends":["ACCEPTANCE_NOTIFIED"],"cuts":["ARCHIVED","ASSIGNED","CLOSED","DIVERTED","MERGED","REJECTED","reopen_problem"],"beyond":["RESOLVED_ON_SPOT"],"reply":["OPINION_GIVEN"],"outlives":false,"anew":false,"amount":15,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2022-05-01","until":null},{"entry":13,"stage":"PETITION_NOTIFY","list_type":"PETITION","tracks":[],"first_track":"","starts":["ASSIGNED"],"ends":["ACCEPTANCE_NOTIFIED"],"cuts":["ARCHIVED","CLOSED","COLLECTED","DIVERTED","MERGED","REGISTERED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":15,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2022-05-01","until":null},{"entry":14,"stage":"PETITION","list_type":"PETITION","tracks":[],"first_track":"","starts":["REGISTERED"],"ends":["OPINION_GIVEN","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","reopen_problem"],"beyond":["RESOLVED_ON_SPOT"],"reply":[],"outlives":false,"anew":false,"amount":60,"counted_in":"DAY","rolls":true,"extension_most":30,"since":"2022-05-01","until":null},{"entry":15,"stage":"PETITION_REVIEW","list_type":"PETITION","tracks":[],"first_track":"","starts":["REVIEW_REQUESTED"],"ends":["REVIEW_ANSWERED"],"cuts":["REVIEW_REQUESTED"],"beyond":[],"reply":[],"outlives":true,"anew":false,"amount":30,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2022-05-01","until":null},{"entry":16,"stage":"PETITION_RECHECK","list_type":"PETITION","tracks":[],"first_track":"","starts":["RECHECK_REQUESTED"],"ends":["RECHECK_ANSWERED"],"cuts":["RECHECK_REQUESTED"],"beyond":[],"reply":[],"outlives":true,"anew":false,"amount":30,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2022-05-01","until":null},{"entry":17,"stage":"HOTLINE_DISPATCH","list_type":"HOTLINE_12345","tracks":[],"first_track":"HANDLE","starts":["BANKED"],"ends":["ASSIGNED"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":0,"counted_in":"DAY","rolls":false,"extension_most":0,"since":"2023-01-31","until":null},{"entry":18,"stage":"HOTLINE_CONTACT","list_type":"HOTLINE_12345","tracks":[],"first_track":"HANDLE","starts":["REGISTERED"],"ends":["FIRST_CONTACT"],"cuts":["ARCHIVED","ASSIGNED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":24,"counted_in":"HOUR","rolls":false,"extension_most":0,"since":"2023-01-31","until":null},{"entry":19,"stage":"HOTLINE_CONTACT","list_type":"HOTLINE_12345","tracks":[],"first_track":"HANDLE","starts":["ASSIGNED"],"ends":["FIRST_CONTACT"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REGISTERED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":24,"counted_in":"HOUR","rolls":false,"extension_most":0,"since":"2023-01-31","until":null},{"entry":20,"stage":"HOTLINE_CONSULT","list_type":"HOTLINE_12345","tracks":["CONSULT"],"first_track":"HANDLE","starts":["REGISTERED"],"ends":["CALLER_ANSWERED","claim_completion"],"cuts":["ARCHIVED","ASSIGNED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":3,"counted_in":"WORKING_DAY","rolls":false,"extension_most":0,"since":"2023-01-31","until":null},{"entry":21,"stage":"HOTLINE_CONSULT","list_type":"HOTLINE_12345","tracks":["CONSULT"],"first_track":"HANDLE","starts":["ASSIGNED"],"ends":["CALLER_ANSWERED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REGISTERED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":true,"amount":3,"counted_in":"WORKING_DAY","rolls":false,"extension_most":0,"since":"2023-01-31","until":null},{"entry":22,"stage":"HOTLINE_HANDLE","list_type":"HOTLINE_12345","tracks":["HANDLE"],"first_track":"HANDLE","starts":["REGISTERED"],"ends":["CALLER_ANSWERED","claim_completion"],"cuts":["ARCHIVED","ASSIGNED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":5,"counted_in":"WORKING_DAY","rolls":false,"extension_most":0,"since":"2018-01-01","until":null},{"entry":23,"stage":"HOTLINE_HANDLE","list_type":"HOTLINE_12345","tracks":["HANDLE"],"first_track":"HANDLE","starts":["ASSIGNED"],"ends":["CALLER_ANSWERED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REGISTERED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":true,"amount":5,"counted_in":"WORKING_DAY","rolls":false,"extension_most":0,"since":"2018-01-01","until":null},{"entry":24,"stage":"OPINION_INFORMATION","list_type":"PUBLIC_OPINION","tracks":["MAJOR"],"first_track":"ORDINARY","starts":["COLLECTED","REGISTERED"],"ends":["INFORMATION_PUBLISHED"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":5,"counted_in":"HOUR","rolls":false,"extension_most":0,"since":"2016-07-30","until":null},{"entry":25,"stage":"OPINION_CONFERENCE","list_type":"PUBLIC_OPINION","tracks":["MAJOR"],"first_track":"ORDINARY","starts":["COLLECTED","REGISTERED"],"ends":["PRESS_CONFERENCE_HELD"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":24,"counted_in":"HOUR","rolls":false,"extension_most":0,"since":"2016-07-30","until":null},{"entry":26,"stage":"OPINION_RESPONSE","list_type":"PUBLIC_OPINION","tracks":["ORDINARY"],"first_track":"ORDINARY","starts":["COLLECTED","REGISTERED"],"ends":["RESPONSE_PUBLISHED"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":48,"counted_in":"HOUR","rolls":false,"extension_most":0,"since":"2016-07-30","until":null}]'::jsonb
                ) AS known(
                  stage TEXT,
                  list_type TEXT,
                  first_track TEXT,
                  counted_in TEXT,
                  tracks TEXT[],
                  starts TEXT[],
                  ends TEXT[],
                  cuts TEXT[],
                  beyond TEXT[],
                  reply TEXT[],
                  rolls BOOLEAN,
                  outlives BOOLEAN,
                  anew BOOLEAN,
                  entry INTEGER,
                  amount INTEGER,
                  extension_most INTEGER,
                  since DATE,
                  until DATE
                ) ON app.problem.list_type = known.list_type JOIN app.happening AS began ON began.root = app.problem.root
                AND began.problem_id = app.problem.id
                WHERE (
                  began.act = 'record_statutory'
                  AND began.reason = any(known.starts)
                  OR began.before IS DISTINCT
                  FROM began.after
                  AND began.after = any(known.starts)
                  OR began.act = any(known.starts)
                )
                AND (
                  known.outlives
                  OR NOT (
                    EXISTS (
                      SELECT *
                      FROM app.happening AS earlier
                      WHERE earlier.root = began.root
                      AND earlier.problem_id = began.problem_id
                      AND (
                        earlier.act = 'record_statutory'
                        AND earlier.reason = any(known.starts)
                        OR earlier.before IS DISTINCT
                        FROM earlier.after
                        AND earlier.after = any(known.starts)
                        OR earlier.act = any(known.starts)
                        OR NOT known.anew
                        AND (
                          earlier.act = 'record_statutory'
                          AND earlier.reason = any(known.ends)
                          OR earlier.before IS DISTINCT
                          FROM earlier.after
                          AND earlier.after = any(known.ends)
                          OR earlier.act = any(known.ends)
                        )
                      )
                      AND (earlier.happened_at, earlier.id) < (began.happened_at, began.id)
                      AND NOT (
                        EXISTS (
                          SELECT *
                          FROM app.happening AS meanwhile
                          WHERE meanwhile.root = began.root
                          AND meanwhile.problem_id = began.problem_id
                          AND (
                            meanwhile.after IN (
                              'ARCHIVED',
                              'CLOSED',
                              'DIVERTED',
                              'MERGED',
                              'REJECTED',
                              'RESOLVED_ON_SPOT'
                            )
                            AND meanwhile.before IS DISTINCT
                            FROM meanwhile.after
                            OR known.anew
                            AND (
                              meanwhile.act = 'record_statutory'
                              AND meanwhile.reason = any(known.ends)
                              OR meanwhile.before IS DISTINCT
                              FROM meanwhile.after
                              AND meanwhile.after = any(known.ends)
                              OR meanwhile.act = any(known.ends)
                            )
                          )
                          AND (meanwhile.happened_at, meanwhile.id) > (earlier.happened_at, earlier.id)
                          AND (meanwhile.happened_at, meanwhile.id) < (began.happened_at, began.id)
                        )
                      )
                    )
                  )
                )
                AND CAST(timezone('Asia/Shanghai', began.happened_at) AS DATE) >= known.since
                AND (
                  known.until IS NULL
                  OR CAST(timezone('Asia/Shanghai', began.happened_at) AS DATE) < known.until
                )
                AND (
                  EXISTS (
                    SELECT *
                    FROM app.problem_trail AS problem_trail_4
                    WHERE problem_trail_4.problem_id = app.problem.id
                    AND coalesce(
                      problem_trail_4.at6,
                      problem_trail_4.at5,
                      problem_trail_4.at4,
                      problem_trail_4.at3,
                      problem_trail_4.at2,
                      problem_trail_4.at1
                    ) IN (
                      SELECT anon_1.unit
                      FROM app.boundaries(
                        coalesce(
                          CAST($21 AS INTEGER),
                          CAST($22 AS INTEGER),
                          CAST($23 AS INTEGER),
                          CAST($24 AS INTEGER),
                          CAST($25 AS INTEGER),
                          CAST($26 AS INTEGER)
                        ),
                        CAST(
                          (
                            SELECT scored.id
                            FROM app.tenant AS scored
                            WHERE scored.uid = $27::UUID
                            AND (scored.parent_id = $2 OR scored.id = $2)
                          ) AS INTEGER
                        ),
                        CAST($28 AS DATE),
                        CAST($2 AS INTEGER)
                      ) AS anon_1
                    )
                  )
                )
                AND (app.problem.state NOT IN ('REJECTED', 'MERGED', 'DIVERTED'))
                AND (
                  cardinality(known.tracks) = 0
                  OR coalesce(
                    (
                      SELECT told.reason
                      FROM app.happening AS told
                      WHERE told.problem_id = app.problem.id
                      AND told.act IN ('register_problem', 'set_track')
                      ORDER BY told.happened_at DESC,
                      told.id DESC
                      LIMIT 1
                    ),
                    known.first_track
                  ) = any(known.tracks)
                )
                AND began.happened_at >= timezone(
                  'Asia/Shanghai',
                  CAST(CAST(CAST($29 AS DATE) - 300 AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
                )
                AND (
                  known.outlives
                  OR began.happened_at < timezone(
                    'Asia/Shanghai',
                    CAST(CAST(CAST($30 AS DATE) AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
                  )
                )
              ) AS runs
              LEFT OUTER JOIN LATERAL (
                SELECT stop.happened_at AS stopped_at,
                stop.act = 'record_statutory'
                AND stop.reason = any(runs.ends)
                OR stop.before IS DISTINCT
                FROM stop.after
                AND stop.after = any(runs.ends)
                OR stop.act = any(runs.ends)
                OR cardinality(runs.reply) > 0
                AND (
                  stop.act = 'record_statutory'
                  AND stop.reason = any(runs.reply)
                  OR stop.before IS DISTINCT
                  FROM stop.after
                  AND stop.after = any(runs.reply)
                  OR stop.act = any(runs.reply)
                )
                AND (
                  EXISTS (
                    SELECT *
                    FROM app.happening AS other
                    WHERE other.problem_id = runs.id
                    AND (other.happened_at, other.id) > (runs.at, runs.step)
                    AND (other.happened_at, other.id) < (stop.happened_at, stop.id)
                    AND (
                      other.act = 'record_statutory'
                      AND other.reason = any(runs.beyond)
                      OR other.before IS DISTINCT
                      FROM other.after
                      AND other.after = any(runs.beyond)
                      OR other.act = any(runs.beyond)
                    )
                  )
                ) AS done
                FROM app.happening AS stop
                WHERE stop.problem_id = runs.id
                AND (stop.happened_at, stop.id) > (runs.at, runs.step)
                AND (
                  stop.act = 'record_statutory'
                  AND stop.reason = any(runs.ends)
                  OR stop.before IS DISTINCT
                  FROM stop.after
                  AND stop.after = any(runs.ends)
                  OR stop.act = any(runs.ends)
                  OR cardinality(runs.reply) > 0
                  AND (
                    stop.act = 'record_statutory'
                    AND stop.reason = any(runs.reply)
                    OR stop.before IS DISTINCT
                    FROM stop.after
                    AND stop.after = any(runs.reply)
                    OR stop.act = any(runs.reply)
                  )
                  AND (
                    EXISTS (
                      SELECT *
                      FROM app.happening AS other
                      WHERE other.problem_id = runs.id
                      AND (other.happened_at, other.id) > (runs.at, runs.step)
                      AND (other.happened_at, other.id) < (stop.happened_at, stop.id)
                      AND (
                        other.act = 'record_statutory'
                        AND other.reason = any(runs.beyond)
                        OR other.before IS DISTINCT
                        FROM other.after
                        AND other.after = any(runs.beyond)
                        OR other.act = any(runs.beyond)
                      )
                    )
                  )
                  OR stop.act = 'record_statutory'
                  AND stop.reason = any(runs.cuts)
                  OR stop.before IS DISTINCT
                  FROM stop.after
                  AND stop.after = any(runs.cuts)
                  OR stop.act = any(runs.cuts)
                  OR cardinality(runs.reply) > 0
                  AND (
                    stop.act = 'record_statutory'
                    AND stop.reason = any(runs.beyond)
                    OR stop.before IS DISTINCT
                    FROM stop.after
                    AND stop.after = any(runs.beyond)
                    OR stop.act = any(runs.beyond)
                  )
                  AND (
                    EXISTS (
                      SELECT *
                      FROM app.happening AS other
                      WHERE other.problem_id = runs.id
                      AND (other.happened_at, other.id) > (runs.at, runs.step)
                      AND (other.happened_at, other.id) < (stop.happened_at, stop.id)
                      AND (
                        other.act = 'record_statutory'
                        AND other.reason = any(runs.reply)
                        OR other.before IS DISTINCT
                        FROM other.after
                        AND other.after = any(runs.reply)
                        OR other.act = any(runs.reply)
                      )
                    )
                  )
                )
                ORDER BY stop.happened_at,
                stop.id
                LIMIT 1
              ) AS stopped ON true
              LEFT OUTER JOIN LATERAL (
                SELECT granted_one.days AS days,
                CAST(timezone('Asia/Shanghai', granted_one.decided_at) AS DATE) AS granted_on
                FROM app.extension AS granted_one
                WHERE granted_one.problem_id = runs.id
                AND granted_one.clock = 'STATUTORY'
                AND granted_one.state = 'APPROVED'
                AND granted_one.days <= runs.extension_most
                AND granted_one.decided_at >= runs.at
                AND (stopped.stopped_at IS NULL OR granted_one.decided_at < stopped.stopped_at)
                ORDER BY granted_one.decided_at,
                granted_one.id
                LIMIT 1
              ) AS granted ON true
            ) AS due_runs
          ) AS timed
          WHERE coalesce(
            NOT (
              timed.stopped_at IS NOT NULL
              AND NOT timed.done
              AND timed.stopped_at < timed."over"
            ),
            true
          )
          AND (
            EXISTS (
              SELECT *
              FROM app.tenant AS tenant_6
              WHERE tenant_6.id = timed.charged
              AND coalesce(
                tenant_6.at6,
                tenant_6.at5,
                tenant_6.at4,
                tenant_6.at3,
                tenant_6.at2,
                tenant_6.at1
              ) IN (
                SELECT anon_1.unit
                FROM app.boundaries(
                  coalesce(
                    CAST($21 AS INTEGER),
                    CAST($22 AS INTEGER),
                    CAST($23 AS INTEGER),
                    CAST($24 AS INTEGER),
                    CAST($25 AS INTEGER),
                    CAST($26 AS INTEGER)
                  ),
                  CAST(
                    (
                      SELECT scored.id
                      FROM app.tenant AS scored
                      WHERE scored.uid = $27::UUID
                      AND (scored.parent_id = $2 OR scored.id = $2)
                    ) AS INTEGER
                  ),
                  CAST($28 AS DATE),
                  CAST($2 AS INTEGER)
                ) AS anon_1
              )
            )
          )
          AND timed.due >= CAST($29 AS DATE)
          AND timed.due < CAST($30 AS DATE)
        ) AS items JOIN app.problem ON app.problem.id = items.problem_id
        WHERE (
          app.problem.at2 = $2
          AND app.problem.open_to <= 2
          AND (app.problem.accused && $5) IS NOT true
          OR $2 = ANY (app.problem.trail)
          AND (app.problem.at2 = $2 AND app.problem.open_to <= 2) IS NOT true
          AND (app.problem.accused && $5) IS NOT true
        )
      ) AS t13
      WHERE true
      ORDER BY t13."due_on" ASC,
      t13."item_id" ASC
      LIMIT 50
    ) AS t13p
    LEFT OUTER JOIN app.problem AS t14 ON t14."id" = t13p."problem_id"
    AND (
      t14."at2" = $2
      AND t14."open_to" <= 2
      AND (t14."accused" && $5) IS NOT true
      OR $2 = ANY (t14."trail")
      AND (t14."at2" = $2 AND t14."open_to" <= 2) IS NOT true
      AND (t14."accused" && $5) IS NOT true
    )
  ),
  '}}'
) AS concat_1
