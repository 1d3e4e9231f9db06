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
          SELECT CAST(md5(concat(timed.id, timed.stage)) AS UUID) AS item_id,
          timed.id AS problem_id,
          coalesce(timed.done <= timed.due, false) AS counted,
          false AS half
          FROM (
            SELECT runs.id AS id,
            runs.stage AS stage,
            runs.list_type AS list_type,
            runs.first_track AS first_track,
            runs.counted_in AS counted_in,
            runs.tracks AS tracks,
            runs.starts AS starts,
            runs.ends AS ends,
            runs.rolls AS rolls,
            runs.extends AS extends,
            runs.amount AS amount,
            runs.at AS at,
            runs.number AS number,
            runs.granted AS granted,
            (
              SELECT min(ended.happened_at) AS min_1
              FROM app.happening AS ended
              WHERE ended.problem_id = runs.id
              AND ended.happened_at >= runs.at
              AND (
                ended.act = 'record_statutory'
                AND ended.reason = any(runs.ends)
                OR ended.before IS DISTINCT
                FROM ended.after
                AND ended.after = any(runs.ends)
                OR ended.act = any(runs.ends)
              )
            ) AS done,
            CASE WHEN (runs.counted_in = 'HOUR') THEN runs.at + runs.amount * interval '1 hour' ELSE timezone(
              'Asia/Shanghai',
              CAST(
                CAST(
                  CASE WHEN (runs.counted_in = 'WORKING_DAY') THEN (
                    SELECT CAST(day AS DATE) AS day
                    FROM generate_series(
                      CAST(
                        CAST(timezone('Asia/Shanghai', runs.at) AS DATE) + 1 AS TIMESTAMP WITHOUT TIME ZONE
                      ),
                      CAST(
                        CAST(timezone('Asia/Shanghai', runs.at) AS DATE) + 1 + 60 AS TIMESTAMP WITHOUT TIME ZONE
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
                    LIMIT 1 OFFSET runs.amount - 1
                  ) WHEN runs.rolls THEN (
                    SELECT CAST(day AS DATE) AS day
                    FROM generate_series(
                      CAST(
                        CAST(timezone('Asia/Shanghai', runs.at) AS DATE) + runs.amount + runs.granted AS TIMESTAMP WITHOUT TIME ZONE
                      ),
                      CAST(
                        CAST(timezone('Asia/Shanghai', runs.at) AS DATE) + runs.amount + runs.granted + 60 AS TIMESTAMP WITHOUT TIME ZONE
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
                  ) ELSE CAST(timezone('Asia/Shanghai', runs.at) AS DATE) + runs.amount + runs.granted END + 1 AS DATE
                ) AS TIMESTAMP WITHOUT TIME ZONE
              )
            ) END AS due
            FROM (
              SELECT begun.id AS id,
              begun.stage AS stage,
              begun.list_type AS list_type,
              begun.first_track AS first_track,
              begun.counted_in AS counted_in,
              begun.tracks AS tracks,
              begun.starts AS starts,
              begun.ends AS ends,
              begun.rolls AS rolls,
              begun.extends AS extends,
              begun.amount AS amount,
              begun.at AS at,
              begun.number AS number,
              begun.granted AS granted
              FROM (
                SELECT app.problem.id AS id,
                known.stage AS stage,
                known.list_type AS list_type,
                known.first_track AS first_track,
                known.counted_in AS counted_in,
                known.tracks AS tracks,
                known.starts AS starts,
                known.ends AS ends,
                known.rolls AS rolls,
                known.extends AS extends,
                known.amount AS amount,
                began.happened_at AS at,
                row_number() OVER (
                  PARTITION BY app.problem.id,
                  known.stage
                  ORDER BY began.happened_at
                ) AS number,
                (
                  SELECT CAST(coalesce(sum(app.extension.days), 0) AS INTEGER) AS coalesce_1
                  FROM app.extension
                  WHERE app.extension.problem_id = app.problem.id
                  AND app.extension.clock = 'STATUTORY'
                  AND app.extension.state = 'APPROVED'
                  AND known.extends
                ) AS granted
                FROM app.problem JOIN jsonb_to_recordset(
                  '[{"stage":"INSPECTION_PLAN","list_type":"INSPECTION","tracks":[],"first_track":"","starts":["REGISTERED"],"ends":["ARCHIVED","CLOSED","DIVERTED","MERGED","PLAN_SUBMITTED","REJECTED","RESOLVED_ON_SPOT"],"amount":30,"counted_in":"DAY","rolls":true,"extends":false},{"stage":"INSPECTION_REPORT","list_type":"INSPECTION","tracks":[],"first_track":"","starts":["REGISTERED"],"ends":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","REPORT_SUBMITTED","RESOLVED_ON_SPOT"],"amount":60,"counted_in":"DAY","rolls":true,"extends":false},{"stage":"INSPECTION_FOCUSED","list_type":"INSPECTION","tracks":[],"first_track":"","starts":["REGISTERED"],"ends":["ARCHIVED","CLOSED","DIVERTED","FOCUSED_REPORT_SUBMITTED","MERGED","REJECTED","RESOLVED_ON_SPOT","claim_completion"],"amount":180,"counted_in":"DAY","rolls":true,"extends":false},{"stage":"AUDIT_REPLY","list_type":"AUDIT","tracks":["DRAFT_REPORT"],"first_track":"FINDING","starts":["REGISTERED"],"ends":["ARCHIVED","CLOSED","DIVERTED","DRAFT_REPLIED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"amount":10,"counted_in":"DAY","rolls":true,"extends":false},{"stage":"AUDIT_RECTIFY","list_type":"AUDIT","tracks":["FINDING"],"first_track":"FINDING","starts":["REGISTERED"],"ends":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT","RESULT_REPORTED","claim_completion"],"amount":60,"counted_in":"DAY","rolls":true,"extends":false},{"stage":"SUPERVISION_NORMAL","list_type":"SUPERVISION","tracks":["NORMAL"],"first_track":"NORMAL","starts":["REGISTERED"],"ends":["ARCHIVED","CLOSED","DIVERTED","ITEM_REPORTED","MERGED","REJECTED","RESOLVED_ON_SPOT","claim_completion"],"amount":15,"counted_in":"DAY","rolls":true,"extends":false},{"stage":"SUPERVISION_URGENT","list_type":"SUPERVISION","tracks":["URGENT"],"first_track":"NORMAL","starts":["REGISTERED"],"ends":["ARCHIVED","CLOSED","DIVERTED","ITEM_REPORTED","MERGED","REJECTED","RESOLVED_ON_SPOT","claim_completion"],"amount":5,"counted_in":"DAY","rolls":true,"extends":false},{"stage":"SUPERVISION_HARD","list_type":"SUPERVISION","tracks":["HARD"],"first_track":"NORMAL","starts":["REGISTERED"],"ends":["ARCHIVED","CLOSED","DIVERTED","ITEM_REPORTED","MERGED","REJECTED","RESOLVED_ON_SPOT","claim_completion"],"amount":30,"counted_in":"DAY","rolls":true,"extends":false},{"stage":"SUPERVISION_MINUTES","list_type":"SUPERVISION","tracks":["MINUTES_ITEM"],"first_track":"NORMAL","starts":["REGISTERED"],"ends":["ARCHIVED","CLOSED","DIVERTED","ITEM_REPORTED","MERGED","REJECTED","RESOLVED_ON_SPOT","claim_completion"],"amount":20,"counted_in":"DAY","rolls":true,"extends":false},{"stage":"SUPERVISION_DOCUMENT","list_type":"SUPERVISION","tracks":["DOCUMENT_ITEM"],"first_track":"NORMAL","starts":["REGISTERED"],"ends":["ARCHIVED","CLOSED","DIVERTED","ITEM_REPORTED","MERGED","REJECTED","RESOLVED_ON_SPOT","claim_completion"],"amount":30,"counted_in":"DAY","rolls":true,"extends":false},{"stage":"PETITION_TRANSFER","list_type":"PETITION","tracks":[],"first_track":"","starts":["REGISTERED"],"ends":["ARCHIVED","BANKED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"amount":15,"counted_in":"DAY","rolls":true,"extends":false},{"stage":"PETITION_NOTIFY","list_type":"PETITION","tracks":[],"first_track":"","starts":["REGISTERED"],"ends":["ACCEPTANCE_NOTIFIED","ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"amount":15,"counted_in":"DAY","rolls":true,"extends":false},{"stage":"PETITION","list_type":"PETITION","tracks":[],"first_track":"","starts":["REGISTERED"],"ends":["ARCHIVED","CLOSED","DIVERTED","MERGED","OPINION_GIVEN","REJECTED","RESOLVED_ON_SPOT","claim_completion"],"amount":60,"counted_in":"DAY","rolls":true,"extends":true},{"stage":"PETITION_REVIEW","list_type":"PETITION","tracks":[],"first_track":"","starts":["REVIEW_REQUESTED"],"ends":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT","REVIEW_ANSWERED"],"amount":30,"counted_in":"DAY","rolls":true,"extends":false},{"stage":"PETITION_RECHECK","list_type":"PETITION","tracks":[],"first_track":"","starts":["RECHECK_REQUESTED"],"ends":["ARCHIVED","CLOSED","DIVERTED","MERGED","RECHECK_ANSWERED","REJECTED","RESOLVED_ON_SPOT"],"amount":30,"counted_in":"DAY","rolls":true,"extends":false},{"stage":"HOTLINE_DISPATCH","list_type":"HOTLINE_12345","tracks":[],"first_track":"HANDLE","starts":["TRIAGED"],"ends":["ARCHIVED","ASSIGNED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"amount":0,"counted_in":"DAY","rolls":false,"extends":false},{"stage":"HOTLINE_CONTACT","list_type":"HOTLINE_12345","tracks":[],"first_track":"HANDLE","starts":["ASSIGNED"],"ends":["ARCHIVED","CLOSED","DIVERTED","FIRST_CONTACT","MERGED","REJECTED","RESOLVED_ON_SPOT"],"amount":24,"counted_in":"HOUR","rolls":false,"extends":false},{"stage":"HOTLINE_CONSULT","list_type":"HOTLINE_12345","tracks":["CONSULT"],"first_track":"HANDLE","starts":["ASSIGNED"],"ends":["ARCHIVED","CALLER_ANSWERED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT","claim_completion"],"amount":3,"counted_in":"WORKING_DAY","rolls":false,"extends":false},{"stage":"HOTLINE_HANDLE","list_type":"HOTLINE_12345","tracks":["HANDLE"],"first_track":"HANDLE","starts":["ASSIGNED"],"ends":["ARCHIVED","CALLER_ANSWERED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT","claim_completion"],"amount":5,"counted_in":"WORKING_DAY","rolls":false,"extends":false},{"stage":"OPINION_INFORMATION","list_type":"PUBLIC_OPINION","tracks":["MAJOR"],"first_track":"ORDINARY","starts":["REGISTERED"],"ends":["ARCHIVED","CLOSED","DIVERTED","INFORMATION_PUBLISHED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"amount":5,"counted_in":"HOUR","rolls":false,"extends":false},{"stage":"OPINION_CONFERENCE","list_type":"PUBLIC_OPINION","tracks":["MAJOR"],"first_track":"ORDINARY","starts":["REGISTERED"],"ends":["ARCHIVED","CLOSED","DIVERTED","MERGED","PRESS_CONFERENCE_HELD","REJECTED","RESOLVED_ON_SPOT"],"amount":24,"counted_in":"HOUR","rolls":false,"extends":false},{"stage":"OPINION_RESPONSE","list_type":"PUBLIC_OPINION","tracks":["ORDINARY"],"first_track":"ORDINARY","starts":["REGISTERED"],"ends":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT","RESPONSE_PUBLISHED"],"amount":48,"counted_in":"HOUR","rolls":false,"extends":false}]'::jsonb
                ) AS known(
                  stage TEXT,
                  list_type TEXT,
                  first_track TEXT,
                  counted_in TEXT,
                  tracks TEXT[],
                  starts TEXT[],
                  ends TEXT[],
                  rolls BOOLEAN,
                  extends BOOLEAN,
                  amount INTEGER
                ) ON app.problem.list_type = known.list_type JOIN app.happening AS began ON began.root = app.problem.root
                AND began.problem_id = app.problem.id
                AND (
                  began.act = 'record_statutory'
                  AND began.reason = any(known.starts)
                  OR began.before IS DISTINCT
                  FROM began.after
                  AND began.after = any(known.starts)
                  OR began.act = any(known.starts)
                )
                WHERE (
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
                AND (
                  cardinality(known.tracks) = 0
                  OR coalesce(
                    (
                      SELECT told.reason
                      FROM app.happening AS told
                      WHERE told.problem_id = app.problem.id
                      AND told.act = 'register_problem'
                      LIMIT 1
                    ),
                    known.first_track
                  ) = any(known.tracks)
                )
              ) AS begun
              WHERE begun.number = 1
            ) AS runs
          ) AS timed
          WHERE timed.due - interval '1 second' >= timezone(
            'Asia/Shanghai',
            CAST(CAST(CAST($3 AS DATE) AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
          )
          AND timed.due - interval '1 second' < timezone(
            'Asia/Shanghai',
            CAST(CAST(CAST($4 AS DATE) AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
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
          SELECT CAST(md5(concat(timed.id, timed.stage)) AS UUID) AS item_id,
          timed.id AS problem_id,
          coalesce(timed.done <= timed.due, false) AS counted,
          false AS half
          FROM (
            SELECT runs.id AS id,
            runs.stage AS stage,
            runs.list_type AS list_type,
            runs.first_track AS first_track,
            runs.counted_in AS counted_in,
            runs.tracks AS tracks,
            runs.starts AS starts,
            runs.ends AS ends,
            runs.rolls AS rolls,
            runs.extends AS extends,
            runs.amount AS amount,
            runs.at AS at,
            runs.number AS number,
            runs.granted AS granted,
            (
              SELECT min(ended.happened_at) AS min_2
              FROM app.happening AS ended
              WHERE ended.problem_id = runs.id
              AND ended.happened_at >= runs.at
              AND (
                ended.act = 'record_statutory'
                AND ended.reason = any(runs.ends)
                OR ended.before IS DISTINCT
                FROM ended.after
                AND ended.after = any(runs.ends)
                OR ended.act = any(runs.ends)
              )
            ) AS done,
            CASE WHEN (runs.counted_in = 'HOUR') THEN runs.at + runs.amount * interval '1 hour' ELSE timezone(
              'Asia/Shanghai',
              CAST(
                CAST(
                  CASE WHEN (runs.counted_in = 'WORKING_DAY') THEN (
                    SELECT CAST(day AS DATE) AS day
                    FROM generate_series(
                      CAST(
                        CAST(timezone('Asia/Shanghai', runs.at) AS DATE) + 1 AS TIMESTAMP WITHOUT TIME ZONE
                      ),
                      CAST(
                        CAST(timezone('Asia/Shanghai', runs.at) AS DATE) + 1 + 60 AS TIMESTAMP WITHOUT TIME ZONE
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
                    LIMIT 1 OFFSET runs.amount - 1
                  ) WHEN runs.rolls THEN (
                    SELECT CAST(day AS DATE) AS day
                    FROM generate_series(
                      CAST(
                        CAST(timezone('Asia/Shanghai', runs.at) AS DATE) + runs.amount + runs.granted AS TIMESTAMP WITHOUT TIME ZONE
                      ),
                      CAST(
                        CAST(timezone('Asia/Shanghai', runs.at) AS DATE) + runs.amount + runs.granted + 60 AS TIMESTAMP WITHOUT TIME ZONE
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
                  ) ELSE CAST(timezone('Asia/Shanghai', runs.at) AS DATE) + runs.amount + runs.granted END + 1 AS DATE
                ) AS TIMESTAMP WITHOUT TIME ZONE
              )
            ) END AS due
            FROM (
              SELECT begun.id AS id,
              begun.stage AS stage,
              begun.list_type AS list_type,
              begun.first_track AS first_track,
              begun.counted_in AS counted_in,
              begun.tracks AS tracks,
              begun.starts AS starts,
              begun.ends AS ends,
              begun.rolls AS rolls,
              begun.extends AS extends,
              begun.amount AS amount,
              begun.at AS at,
              begun.number AS number,
              begun.granted AS granted
              FROM (
                SELECT app.problem.id AS id,
                known.stage AS stage,
                known.list_type AS list_type,
                known.first_track AS first_track,
                known.counted_in AS counted_in,
                known.tracks AS tracks,
                known.starts AS starts,
                known.ends AS ends,
                known.rolls AS rolls,
                known.extends AS extends,
                known.amount AS amount,
                began.happened_at AS at,
                row_number() OVER (
                  PARTITION BY app.problem.id,
                  known.stage
                  ORDER BY began.happened_at
                ) AS number,
                (
                  SELECT CAST(coalesce(sum(app.extension.days), 0) AS INTEGER) AS coalesce_2
                  FROM app.extension
                  WHERE app.extension.problem_id = app.problem.id
                  AND app.extension.clock = 'STATUTORY'
                  AND app.extension.state = 'APPROVED'
                  AND known.extends
                ) AS granted
                FROM app.problem JOIN jsonb_to_recordset(
                  '[{"stage":"INSPECTION_PLAN","list_type":"INSPECTION","tracks":[],"first_track":"","starts":["REGISTERED"],"ends":["ARCHIVED","CLOSED","DIVERTED","MERGED","PLAN_SUBMITTED","REJECTED","RESOLVED_ON_SPOT"],"amount":30,"counted_in":"DAY","rolls":true,"extends":false},{"stage":"INSPECTION_REPORT","list_type":"INSPECTION","tracks":[],"first_track":"","starts":["REGISTERED"],"ends":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","REPORT_SUBMITTED","RESOLVED_ON_SPOT"],"amount":60,"counted_in":"DAY","rolls":true,"extends":false},{"stage":"INSPECTION_FOCUSED","list_type":"INSPECTION","tracks":[],"first_track":"","starts":["REGISTERED"],"ends":["ARCHIVED","CLOSED","DIVERTED","FOCUSED_REPORT_SUBMITTED","MERGED","REJECTED","RESOLVED_ON_SPOT","claim_completion"],"amount":180,"counted_in":"DAY","rolls":true,"extends":false},{"stage":"AUDIT_REPLY","list_type":"AUDIT","tracks":["DRAFT_REPORT"],"first_track":"FINDING","starts":["REGISTERED"],"ends":["ARCHIVED","CLOSED","DIVERTED","DRAFT_REPLIED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"amount":10,"counted_in":"DAY","rolls":true,"extends":false},{"stage":"AUDIT_RECTIFY","list_type":"AUDIT","tracks":["FINDING"],"first_track":"FINDING","starts":["REGISTERED"],"ends":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT","RESULT_REPORTED","claim_completion"],"amount":60,"counted_in":"DAY","rolls":true,"extends":false},{"stage":"SUPERVISION_NORMAL","list_type":"SUPERVISION","tracks":["NORMAL"],"first_track":"NORMAL","starts":["REGISTERED"],"ends":["ARCHIVED","CLOSED","DIVERTED","ITEM_REPORTED","MERGED","REJECTED","RESOLVED_ON_SPOT","claim_completion"],"amount":15,"counted_in":"DAY","rolls":true,"extends":false},{"stage":"SUPERVISION_URGENT","list_type":"SUPERVISION","tracks":["URGENT"],"first_track":"NORMAL","starts":["REGISTERED"],"ends":["ARCHIVED","CLOSED","DIVERTED","ITEM_REPORTED","MERGED","REJECTED","RESOLVED_ON_SPOT","claim_completion"],"amount":5,"counted_in":"DAY","rolls":true,"extends":false},{"stage":"SUPERVISION_HARD","list_type":"SUPERVISION","tracks":["HARD"],"first_track":"NORMAL","starts":["REGISTERED"],"ends":["ARCHIVED","CLOSED","DIVERTED","ITEM_REPORTED","MERGED","REJECTED","RESOLVED_ON_SPOT","claim_completion"],"amount":30,"counted_in":"DAY","rolls":true,"extends":false},{"stage":"SUPERVISION_MINUTES","list_type":"SUPERVISION","tracks":["MINUTES_ITEM"],"first_track":"NORMAL","starts":["REGISTERED"],"ends":["ARCHIVED","CLOSED","DIVERTED","ITEM_REPORTED","MERGED","REJECTED","RESOLVED_ON_SPOT","claim_completion"],"amount":20,"counted_in":"DAY","rolls":true,"extends":false},{"stage":"SUPERVISION_DOCUMENT","list_type":"SUPERVISION","tracks":["DOCUMENT_ITEM"],"first_track":"NORMAL","starts":["REGISTERED"],"ends":["ARCHIVED","CLOSED","DIVERTED","ITEM_REPORTED","MERGED","REJECTED","RESOLVED_ON_SPOT","claim_completion"],"amount":30,"counted_in":"DAY","rolls":true,"extends":false},{"stage":"PETITION_TRANSFER","list_type":"PETITION","tracks":[],"first_track":"","starts":["REGISTERED"],"ends":["ARCHIVED","BANKED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"amount":15,"counted_in":"DAY","rolls":true,"extends":false},{"stage":"PETITION_NOTIFY","list_type":"PETITION","tracks":[],"first_track":"","starts":["REGISTERED"],"ends":["ACCEPTANCE_NOTIFIED","ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"amount":15,"counted_in":"DAY","rolls":true,"extends":false},{"stage":"PETITION","list_type":"PETITION","tracks":[],"first_track":"","starts":["REGISTERED"],"ends":["ARCHIVED","CLOSED","DIVERTED","MERGED","OPINION_GIVEN","REJECTED","RESOLVED_ON_SPOT","claim_completion"],"amount":60,"counted_in":"DAY","rolls":true,"extends":true},{"stage":"PETITION_REVIEW","list_type":"PETITION","tracks":[],"first_track":"","starts":["REVIEW_REQUESTED"],"ends":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT","REVIEW_ANSWERED"],"amount":30,"counted_in":"DAY","rolls":true,"extends":false},{"stage":"PETITION_RECHECK","list_type":"PETITION","tracks":[],"first_track":"","starts":["RECHECK_REQUESTED"],"ends":["ARCHIVED","CLOSED","DIVERTED","MERGED","RECHECK_ANSWERED","REJECTED","RESOLVED_ON_SPOT"],"amount":30,"counted_in":"DAY","rolls":true,"extends":false},{"stage":"HOTLINE_DISPATCH","list_type":"HOTLINE_12345","tracks":[],"first_track":"HANDLE","starts":["TRIAGED"],"ends":["ARCHIVED","ASSIGNED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"amount":0,"counted_in":"DAY","rolls":false,"extends":false},{"stage":"HOTLINE_CONTACT","list_type":"HOTLINE_12345","tracks":[],"first_track":"HANDLE","starts":["ASSIGNED"],"ends":["ARCHIVED","CLOSED","DIVERTED","FIRST_CONTACT","MERGED","REJECTED","RESOLVED_ON_SPOT"],"amount":24,"counted_in":"HOUR","rolls":false,"extends":false},{"stage":"HOTLINE_CONSULT","list_type":"HOTLINE_12345","tracks":["CONSULT"],"first_track":"HANDLE","starts":["ASSIGNED"],"ends":["ARCHIVED","CALLER_ANSWERED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT","claim_completion"],"amount":3,"counted_in":"WORKING_DAY","rolls":false,"extends":false},{"stage":"HOTLINE_HANDLE","list_type":"HOTLINE_12345","tracks":["HANDLE"],"first_track":"HANDLE","starts":["ASSIGNED"],"ends":["ARCHIVED","CALLER_ANSWERED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT","claim_completion"],"amount":5,"counted_in":"WORKING_DAY","rolls":false,"extends":false},{"stage":"OPINION_INFORMATION","list_type":"PUBLIC_OPINION","tracks":["MAJOR"],"first_track":"ORDINARY","starts":["REGISTERED"],"ends":["ARCHIVED","CLOSED","DIVERTED","INFORMATION_PUBLISHED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"amount":5,"counted_in":"HOUR","rolls":false,"extends":false},{"stage":"OPINION_CONFERENCE","list_type":"PUBLIC_OPINION","tracks":["MAJOR"],"first_track":"ORDINARY","starts":["REGISTERED"],"ends":["ARCHIVED","CLOSED","DIVERTED","MERGED","PRESS_CONFERENCE_HELD","REJECTED","RESOLVED_ON_SPOT"],"amount":24,"counted_in":"HOUR","rolls":false,"extends":false},{"stage":"OPINION_RESPONSE","list_type":"PUBLIC_OPINION","tracks":["ORDINARY"],"first_track":"ORDINARY","starts":["REGISTERED"],"ends":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT","RESPONSE_PUBLISHED"],"amount":48,"counted_in":"HOUR","rolls":false,"extends":false}]'::jsonb
                ) AS known(
                  stage TEXT,
                  list_type TEXT,
                  first_track TEXT,
                  counted_in TEXT,
                  tracks TEXT[],
                  starts TEXT[],
                  ends TEXT[],
                  rolls BOOLEAN,
                  extends BOOLEAN,
                  amount INTEGER
                ) ON app.problem.list_type = known.list_type JOIN app.happening AS began ON began.root = app.problem.root
                AND began.problem_id = app.problem.id
                AND (
                  began.act = 'record_statutory'
                  AND began.reason = any(known.starts)
                  OR began.before IS DISTINCT
                  FROM began.after
                  AND began.after = any(known.starts)
                  OR began.act = any(known.starts)
                )
                WHERE (
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
                AND (
                  cardinality(known.tracks) = 0
                  OR coalesce(
                    (
                      SELECT told.reason
                      FROM app.happening AS told
                      WHERE told.problem_id = app.problem.id
                      AND told.act = 'register_problem'
                      LIMIT 1
                    ),
                    known.first_track
                  ) = any(known.tracks)
                )
              ) AS begun
              WHERE begun.number = 1
            ) AS runs
          ) AS timed
          WHERE timed.stage = 'HOTLINE_CONTACT'
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
          AND (app.publicity_duty.open OR app.publicity_duty.met_by IS NOT NULL)
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
              FROM app.tenant AS tenant_1
              WHERE tenant_1.id = app.happening.about
              AND (
                tenant_1.at2 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $17::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
                OR tenant_1.at3 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $17::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
                OR tenant_1.at4 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $17::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
                OR tenant_1.at5 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $17::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
                OR tenant_1.at6 = (
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
              WHERE taken.problem_id = app.happening.problem_id
              AND taken.act = 'withdraw_case'
              AND taken.reason = 'NEGATIVE'
              AND taken.happened_at >= app.happening.happened_at
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
              FROM app.tenant AS tenant_2
              WHERE tenant_2.id = app.happening.about
              AND (
                tenant_2.at2 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $20::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
                OR tenant_2.at3 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $20::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
                OR tenant_2.at4 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $20::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
                OR tenant_2.at5 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $20::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
                OR tenant_2.at6 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $20::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
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
          SELECT CAST(md5(concat(timed.id, timed.stage)) AS UUID) AS item_id,
          timed.id AS problem_id,
          coalesce(timed.done <= timed.due, false) AS counted,
          false AS half
          FROM (
            SELECT runs.id AS id,
            runs.stage AS stage,
            runs.list_type AS list_type,
            runs.first_track AS first_track,
            runs.counted_in AS counted_in,
            runs.tracks AS tracks,
            runs.starts AS starts,
            runs.ends AS ends,
            runs.rolls AS rolls,
            runs.extends AS extends,
            runs.amount AS amount,
            runs.at AS at,
            runs.number AS number,
            runs.granted AS granted,
            (
              SELECT min(ended.happened_at) AS min_3
              FROM app.happening AS ended
              WHERE ended.problem_id = runs.id
              AND ended.happened_at >= runs.at
              AND (
                ended.act = 'record_statutory'
                AND ended.reason = any(runs.ends)
                OR ended.before IS DISTINCT
                FROM ended.after
                AND ended.after = any(runs.ends)
                OR ended.act = any(runs.ends)
              )
            ) AS done,
            CASE WHEN (runs.counted_in = 'HOUR') THEN runs.at + runs.amount * interval '1 hour' ELSE timezone(
              'Asia/Shanghai',
              CAST(
                CAST(
                  CASE WHEN (runs.counted_in = 'WORKING_DAY') THEN (
                    SELECT CAST(day AS DATE) AS day
                    FROM generate_series(
                      CAST(
                        CAST(timezone('Asia/Shanghai', runs.at) AS DATE) + 1 AS TIMESTAMP WITHOUT TIME ZONE
                      ),
                      CAST(
                        CAST(timezone('Asia/Shanghai', runs.at) AS DATE) + 1 + 60 AS TIMESTAMP WITHOUT TIME ZONE
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
                    LIMIT 1 OFFSET runs.amount - 1
                  ) WHEN runs.rolls THEN (
                    SELECT CAST(day AS DATE) AS day
                    FROM generate_series(
                      CAST(
                        CAST(timezone('Asia/Shanghai', runs.at) AS DATE) + runs.amount + runs.granted AS TIMESTAMP WITHOUT TIME ZONE
                      ),
                      CAST(
                        CAST(timezone('Asia/Shanghai', runs.at) AS DATE) + runs.amount + runs.granted + 60 AS TIMESTAMP WITHOUT TIME ZONE
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
                  ) ELSE CAST(timezone('Asia/Shanghai', runs.at) AS DATE) + runs.amount + runs.granted END + 1 AS DATE
                ) AS TIMESTAMP WITHOUT TIME ZONE
              )
            ) END AS due
            FROM (
              SELECT begun.id AS id,
              begun.stage AS stage,
              begun.list_type AS list_type,
              begun.first_track AS first_track,
              begun.counted_in AS counted_in,
              begun.tracks AS tracks,
              begun.starts AS starts,
              begun.ends AS ends,
              begun.rolls AS rolls,
              begun.extends AS extends,
              begun.amount AS amount,
              begun.at AS at,
              begun.number AS number,
              begun.granted AS granted
              FROM (
                SELECT app.problem.id AS id,
                known.stage AS stage,
                known.list_type AS list_type,
                known.first_track AS first_track,
                known.counted_in AS counted_in,
                known.tracks AS tracks,
                known.starts AS starts,
                known.ends AS ends,
                known.rolls AS rolls,
                known.extends AS extends,
                known.amount AS amount,
                began.happened_at AS at,
                row_number() OVER (
                  PARTITION BY app.problem.id,
                  known.stage
                  ORDER BY began.happened_at
                ) AS number,
                (
                  SELECT CAST(coalesce(sum(app.extension.days), 0) AS INTEGER) AS coalesce_3
                  FROM app.extension
                  WHERE app.extension.problem_id = app.problem.id
                  AND app.extension.clock = 'STATUTORY'
                  AND app.extension.state = 'APPROVED'
                  AND known.extends
                ) AS granted
                FROM app.problem JOIN jsonb_to_recordset(
                  '[{"stage":"INSPECTION_PLAN","list_type":"INSPECTION","tracks":[],"first_track":"","starts":["REGISTERED"],"ends":["ARCHIVED","CLOSED","DIVERTED","MERGED","PLAN_SUBMITTED","REJECTED","RESOLVED_ON_SPOT"],"amount":30,"counted_in":"DAY","rolls":true,"extends":false},{"stage":"INSPECTION_REPORT","list_type":"INSPECTION","tracks":[],"first_track":"","starts":["REGISTERED"],"ends":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","REPORT_SUBMITTED","RESOLVED_ON_SPOT"],"amount":60,"counted_in":"DAY","rolls":true,"extends":false},{"stage":"INSPECTION_FOCUSED","list_type":"INSPECTION","tracks":[],"first_track":"","starts":["REGISTERED"],"ends":["ARCHIVED","CLOSED","DIVERTED","FOCUSED_REPORT_SUBMITTED","MERGED","REJECTED","RESOLVED_ON_SPOT","claim_completion"],"amount":180,"counted_in":"DAY","rolls":true,"extends":false},{"stage":"AUDIT_REPLY","list_type":"AUDIT","tracks":["DRAFT_REPORT"],"first_track":"FINDING","starts":["REGISTERED"],"ends":["ARCHIVED","CLOSED","DIVERTED","DRAFT_REPLIED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"amount":10,"counted_in":"DAY","rolls":true,"extends":false},{"stage":"AUDIT_RECTIFY","list_type":"AUDIT","tracks":["FINDING"],"first_track":"FINDING","starts":["REGISTERED"],"ends":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT","RESULT_REPORTED","claim_completion"],"amount":60,"counted_in":"DAY","rolls":true,"extends":false},{"stage":"SUPERVISION_NORMAL","list_type":"SUPERVISION","tracks":["NORMAL"],"first_track":"NORMAL","starts":["REGISTERED"],"ends":["ARCHIVED","CLOSED","DIVERTED","ITEM_REPORTED","MERGED","REJECTED","RESOLVED_ON_SPOT","claim_completion"],"amount":15,"counted_in":"DAY","rolls":true,"extends":false},{"stage":"SUPERVISION_URGENT","list_type":"SUPERVISION","tracks":["URGENT"],"first_track":"NORMAL","starts":["REGISTERED"],"ends":["ARCHIVED","CLOSED","DIVERTED","ITEM_REPORTED","MERGED","REJECTED","RESOLVED_ON_SPOT","claim_completion"],"amount":5,"counted_in":"DAY","rolls":true,"extends":false},{"stage":"SUPERVISION_HARD","list_type":"SUPERVISION","tracks":["HARD"],"first_track":"NORMAL","starts":["REGISTERED"],"ends":["ARCHIVED","CLOSED","DIVERTED","ITEM_REPORTED","MERGED","REJECTED","RESOLVED_ON_SPOT","claim_completion"],"amount":30,"counted_in":"DAY","rolls":true,"extends":false},{"stage":"SUPERVISION_MINUTES","list_type":"SUPERVISION","tracks":["MINUTES_ITEM"],"first_track":"NORMAL","starts":["REGISTERED"],"ends":["ARCHIVED","CLOSED","DIVERTED","ITEM_REPORTED","MERGED","REJECTED","RESOLVED_ON_SPOT","claim_completion"],"amount":20,"counted_in":"DAY","rolls":true,"extends":false},{"stage":"SUPERVISION_DOCUMENT","list_type":"SUPERVISION","tracks":["DOCUMENT_ITEM"],"first_track":"NORMAL","starts":["REGISTERED"],"ends":["ARCHIVED","CLOSED","DIVERTED","ITEM_REPORTED","MERGED","REJECTED","RESOLVED_ON_SPOT","claim_completion"],"amount":30,"counted_in":"DAY","rolls":true,"extends":false},{"stage":"PETITION_TRANSFER","list_type":"PETITION","tracks":[],"first_track":"","starts":["REGISTERED"],"ends":["ARCHIVED","BANKED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"amount":15,"counted_in":"DAY","rolls":true,"extends":false},{"stage":"PETITION_NOTIFY","list_type":"PETITION","tracks":[],"first_track":"","starts":["REGISTERED"],"ends":["ACCEPTANCE_NOTIFIED","ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"amount":15,"counted_in":"DAY","rolls":true,"extends":false},{"stage":"PETITION","list_type":"PETITION","tracks":[],"first_track":"","starts":["REGISTERED"],"ends":["ARCHIVED","CLOSED","DIVERTED","MERGED","OPINION_GIVEN","REJECTED","RESOLVED_ON_SPOT","claim_completion"],"amount":60,"counted_in":"DAY","rolls":true,"extends":true},{"stage":"PETITION_REVIEW","list_type":"PETITION","tracks":[],"first_track":"","starts":["REVIEW_REQUESTED"],"ends":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT","REVIEW_ANSWERED"],"amount":30,"counted_in":"DAY","rolls":true,"extends":false},{"stage":"PETITION_RECHECK","list_type":"PETITION","tracks":[],"first_track":"","starts":["RECHECK_REQUESTED"],"ends":["ARCHIVED","CLOSED","DIVERTED","MERGED","RECHECK_ANSWERED","REJECTED","RESOLVED_ON_SPOT"],"amount":30,"counted_in":"DAY","rolls":true,"extends":false},{"stage":"HOTLINE_DISPATCH","list_type":"HOTLINE_12345","tracks":[],"first_track":"HANDLE","starts":["TRIAGED"],"ends":["ARCHIVED","ASSIGNED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"amount":0,"counted_in":"DAY","rolls":false,"extends":false},{"stage":"HOTLINE_CONTACT","list_type":"HOTLINE_12345","tracks":[],"first_track":"HANDLE","starts":["ASSIGNED"],"ends":["ARCHIVED","CLOSED","DIVERTED","FIRST_CONTACT","MERGED","REJECTED","RESOLVED_ON_SPOT"],"amount":24,"counted_in":"HOUR","rolls":false,"extends":false},{"stage":"HOTLINE_CONSULT","list_type":"HOTLINE_12345","tracks":["CONSULT"],"first_track":"HANDLE","starts":["ASSIGNED"],"ends":["ARCHIVED","CALLER_ANSWERED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT","claim_completion"],"amount":3,"counted_in":"WORKING_DAY","rolls":false,"extends":false},{"stage":"HOTLINE_HANDLE","list_type":"HOTLINE_12345","tracks":["HANDLE"],"first_track":"HANDLE","starts":["ASSIGNED"],"ends":["ARCHIVED","CALLER_ANSWERED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT","claim_completion"],"amount":5,"counted_in":"WORKING_DAY","rolls":false,"extends":false},{"stage":"OPINION_INFORMATION","list_type":"PUBLIC_OPINION","tracks":["MAJOR"],"first_track":"ORDINARY","starts":["REGISTERED"],"ends":["ARCHIVED","CLOSED","DIVERTED","INFORMATION_PUBLISHED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"amount":5,"counted_in":"HOUR","rolls":false,"extends":false},{"stage":"OPINION_CONFERENCE","list_type":"PUBLIC_OPINION","tracks":["MAJOR"],"first_track":"ORDINARY","starts":["REGISTERED"],"ends":["ARCHIVED","CLOSED","DIVERTED","MERGED","PRESS_CONFERENCE_HELD","REJECTED","RESOLVED_ON_SPOT"],"amount":24,"counted_in":"HOUR","rolls":false,"extends":false},{"stage":"OPINION_RESPONSE","list_type":"PUBLIC_OPINION","tracks":["ORDINARY"],"first_track":"ORDINARY","starts":["REGISTERED"],"ends":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT","RESPONSE_PUBLISHED"],"amount":48,"counted_in":"HOUR","rolls":false,"extends":false}]'::jsonb
                ) AS known(
                  stage TEXT,
                  list_type TEXT,
                  first_track TEXT,
                  counted_in TEXT,
                  tracks TEXT[],
                  starts TEXT[],
                  ends TEXT[],
                  rolls BOOLEAN,
                  extends BOOLEAN,
                  amount INTEGER
                ) ON app.problem.list_type = known.list_type JOIN app.happening AS began ON began.root = app.problem.root
                AND began.problem_id = app.problem.id
                AND (
                  began.act = 'record_statutory'
                  AND began.reason = any(known.starts)
                  OR began.before IS DISTINCT
                  FROM began.after
                  AND began.after = any(known.starts)
                  OR began.act = any(known.starts)
                )
                WHERE (
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
                AND (
                  cardinality(known.tracks) = 0
                  OR coalesce(
                    (
                      SELECT told.reason
                      FROM app.happening AS told
                      WHERE told.problem_id = app.problem.id
                      AND told.act = 'register_problem'
                      LIMIT 1
                    ),
                    known.first_track
                  ) = any(known.tracks)
                )
              ) AS begun
              WHERE begun.number = 1
            ) AS runs
          ) AS timed
          WHERE timed.due - interval '1 second' >= timezone(
            'Asia/Shanghai',
            CAST(CAST(CAST($29 AS DATE) AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
          )
          AND timed.due - interval '1 second' < timezone(
            'Asia/Shanghai',
            CAST(CAST(CAST($30 AS DATE) AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
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
