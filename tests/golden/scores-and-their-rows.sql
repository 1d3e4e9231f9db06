-- $1: viewer_person
-- $2: viewer_tenant
-- $3: variable one
-- $4: viewer_root
-- $5: constant '2026-Q1'
-- $6: variable unit
-- $7: constant datetime.date(2026, 1, 1)
-- $8: constant datetime.date(2026, 7, 1)
-- $9: viewer_units
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
      AND (t1."holder_parent" = $2 OR t1."holder" = $2)
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
          WHERE t4."period" = $5
          AND t4."holder_parent" = $2
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
          WHERE t4."period" = $5
          AND t4."holder" = $2
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
            SELECT firsts.problem_id AS problem_id,
            firsts.made_at AS made_at,
            greatest(
              app.happening.due_on,
              (
                SELECT max(happening_2.due_on) AS max_1
                FROM app.happening AS happening_2
                WHERE happening_2.problem_id = firsts.problem_id
                AND happening_2.act IN ('suspend_problem', 'extend_deadline')
                AND happening_2.happened_at > firsts.made_at
              )
            ) AS due_on
            FROM (
              SELECT app.hop.root AS root,
              app.hop.problem_id AS problem_id,
              app.hop.made_at AS made_at,
              row_number() OVER (PARTITION BY app.hop.problem_id ORDER BY app.hop.seq) AS number
              FROM app.hop
              WHERE app.hop.direction = 'DOWN'
              AND (
                EXISTS (
                  SELECT *
                  FROM app.tenant AS tenant_1
                  WHERE tenant_1.id = app.hop.ends
                  AND (
                    tenant_1.at3 = (
                      SELECT scored.id
                      FROM app.tenant AS scored
                      WHERE scored.uid = $6::UUID
                      AND (scored.parent_id = $2 OR scored.id = $2)
                    )
                    OR tenant_1.at4 = (
                      SELECT scored.id
                      FROM app.tenant AS scored
                      WHERE scored.uid = $6::UUID
                      AND (scored.parent_id = $2 OR scored.id = $2)
                    )
                    OR tenant_1.at5 = (
                      SELECT scored.id
                      FROM app.tenant AS scored
                      WHERE scored.uid = $6::UUID
                      AND (scored.parent_id = $2 OR scored.id = $2)
                    )
                    OR tenant_1.at6 = (
                      SELECT scored.id
                      FROM app.tenant AS scored
                      WHERE scored.uid = $6::UUID
                      AND (scored.parent_id = $2 OR scored.id = $2)
                    )
                  )
                )
              )
            ) AS firsts JOIN app.happening ON app.happening.problem_id = firsts.problem_id
            AND app.happening.act = 'hand_down'
            AND app.happening.happened_at = firsts.made_at JOIN app.problem ON app.problem.root = firsts.root
            AND app.problem.id = firsts.problem_id
            WHERE firsts.number = 1
            AND NOT (
              EXISTS (
                SELECT *
                FROM app.happening AS happening_3
                WHERE happening_3.problem_id = firsts.problem_id
                AND happening_3.act = 'recall_problem'
                AND happening_3.reason IN ('wrong_unit', 'objection_upheld')
                AND happening_3.happened_at >= firsts.made_at
              )
            )
            AND (app.problem.state NOT IN ('REJECTED', 'MERGED', 'DIVERTED'))
          ) AS assigned
          WHERE assigned.made_at >= timezone(
            'Asia/Shanghai',
            CAST(CAST(CAST($7 AS DATE) AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
          )
          AND assigned.made_at < timezone(
            'Asia/Shanghai',
            CAST(CAST(CAST($8 AS DATE) AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
          )
        ) AS items JOIN app.problem ON app.problem.id = items.problem_id
        WHERE (
          app.problem.at3 = $2
          AND app.problem.open_to <= 3
          AND (app.problem.accused && $9) IS NOT true
          OR $2 = ANY (app.problem.trail)
          AND (app.problem.at3 = $2 AND app.problem.open_to <= 3) IS NOT true
          AND (app.problem.accused && $9) IS NOT true
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
      AND (t6."accused" && $9) IS NOT true
      OR $2 = ANY (t6."trail")
      AND (t6."at3" = $2 AND t6."open_to" <= 3) IS NOT true
      AND (t6."accused" && $9) IS NOT true
    )
  ),
  '}}'
) AS concat_1
