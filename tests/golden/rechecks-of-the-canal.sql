-- $1: viewer_tenant
-- $2: viewer_units
-- $3: viewer_person
-- $4: viewer_tenants
-- $5: viewer_post
-- $6: today
-- $7: viewer_elsewhere
-- $8: variable one
-- $9: viewer_root
-- $10: variable id
-- $11: variable sample
-- $12: variable id
SELECT concat(
  '{"data":{"recheck":',
  coalesce(
    (
      SELECT concat(
        '{"id":"Recheck_',
        t1."id",
        '","reason":"',
        t1."reason",
        '","why":',
        to_json(t1."why"),
        ',"state":"',
        t1."state",
        '","dueOn":"',
        t1."due_on",
        '","form":',
        CASE WHEN (t1."form" IS NULL) THEN 'null' ELSE concat('"', t1."form", '"') END,
        ',"grade":',
        CASE WHEN (t1."grade" IS NULL) THEN 'null' ELSE concat('"', t1."grade", '"') END,
        ',"text":',
        to_json(t1."text"),
        ',"plannedAt":"',
        to_char(timezone('UTC', t1."planned_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        '","doneAt":',
        CASE WHEN (t1."done_at" IS NULL) THEN 'null' ELSE concat(
          '"',
          to_char(timezone('UTC', t1."done_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
          '"'
        ) END,
        ',"version":',
        CAST(t1."version" AS TEXT),
        ',"level":',
        CASE WHEN (t2."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t2."name"), '}') END,
        ',"lookedBy":',
        CASE WHEN (t3."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t3."name"), '}') END,
        ',"problem":',
        CASE WHEN (t4."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t4."title"), '}') END,
        ',"closing":',
        CASE WHEN (t5."id" IS NULL) THEN 'null' ELSE concat(
          '{"closedAt":"',
          to_char(timezone('UTC', t5."closed_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
          '"}'
        ) END,
        ',"sample":',
        CASE WHEN (t6."id" IS NULL) THEN 'null' ELSE concat('{"quarter":"', t6."quarter", '"}') END,
        ',"viewerActions":[{"act":"OPEN","allowed":',
        CAST(
          (
            (
              t7."listed_by" = $1
              AND (t7."accused" && $2) IS NOT true
              AND (t7."closed_by" = $3::UUID) IS NOT true
              AND (t7."handled_by" = $3::UUID) IS NOT true
              AND (t7."holder" = ANY ($4)) IS NOT true
              AND (t7."leader_post" = $5::UUID) IS NOT true
              AND (t7."lead_post" = $5::UUID) IS NOT true
              OR t7."listed_parent" = $1
              AND (t7."listed_by" = $1) IS NOT true
              AND (t7."accused" && $2) IS NOT true
              AND (t7."closed_by" = $3::UUID) IS NOT true
              AND (t7."handled_by" = $3::UUID) IS NOT true
              AND (t7."holder" = ANY ($4)) IS NOT true
              AND (t7."leader_post" = $5::UUID) IS NOT true
              AND (t7."lead_post" = $5::UUID) IS NOT true
            )
            AND t1."state" IN ('PLANNED')
            AND t7."state" = 'CLOSED'
            AND (t1."reason" != 'MAJOR' OR t1."due_on" <= CAST($6 AS DATE) + 7)
            AND NOT (
              EXISTS (
                SELECT sooner.id
                FROM app.recheck AS sooner
                WHERE sooner.root = t1."root"
                AND sooner.closing_id = t1."closing_id"
                AND sooner.state = 'PLANNED'
                AND (sooner.reason != 'MAJOR' OR sooner.due_on <= CAST($6 AS DATE) + 7)
                AND (
                  sooner.due_on < t1."due_on"
                  OR sooner.due_on = t1."due_on"
                  AND sooner.id < t1."id"
                )
              )
            )
            AND NOT (
              (
                EXISTS (
                  SELECT anon_1.act
                  FROM app.hands_of_matter(t7."root", t7."id") AS anon_1
                  WHERE anon_1.person = $3::UUID
                  AND anon_1.act IN (
                    'add_measures',
                    'claim_completion',
                    'finish_measure',
                    'move_measure',
                    'report_progress',
                    'rework_problem',
                    'self_evaluate',
                    'start_rectifying'
                  )
                )
              )
              OR $3::UUID IN (SELECT app.leaders_of(t7."root", t7."id") AS leaders_of_1)
              OR t7."handled_by" IS NOT DISTINCT
              FROM $3::UUID
            )
            AND NOT (
              EXISTS (
                SELECT look.id
                FROM app.recheck AS look
                WHERE look.root = t7."root"
                AND look.problem_id = t7."id"
                AND look.state = 'OPEN'
              )
            )
          ) IS true AS TEXT
        ),
        ',"missing":',
        CASE WHEN (
          (
            t7."listed_by" = $1
            AND (t7."accused" && $2) IS NOT true
            AND (t7."closed_by" = $3::UUID) IS NOT true
            AND (t7."handled_by" = $3::UUID) IS NOT true
            AND (t7."holder" = ANY ($4)) IS NOT true
            AND (t7."leader_post" = $5::UUID) IS NOT true
            AND (t7."lead_post" = $5::UUID) IS NOT true
            OR t7."listed_parent" = $1
            AND (t7."listed_by" = $1) IS NOT true
            AND (t7."accused" && $2) IS NOT true
            AND (t7."closed_by" = $3::UUID) IS NOT true
            AND (t7."handled_by" = $3::UUID) IS NOT true
            AND (t7."holder" = ANY ($4)) IS NOT true
            AND (t7."leader_post" = $5::UUID) IS NOT true
            AND (t7."lead_post" = $5::UUID) IS NOT true
          ) IS NOT true
        ) THEN '"RULE"' WHEN (
          (
            t1."state" IN ('PLANNED')
            AND t7."state" = 'CLOSED'
            AND (t1."reason" != 'MAJOR' OR t1."due_on" <= CAST($6 AS DATE) + 7)
            AND NOT (
              EXISTS (
                SELECT sooner.id
                FROM app.recheck AS sooner
                WHERE sooner.root = t1."root"
                AND sooner.closing_id = t1."closing_id"
                AND sooner.state = 'PLANNED'
                AND (sooner.reason != 'MAJOR' OR sooner.due_on <= CAST($6 AS DATE) + 7)
                AND (
                  sooner.due_on < t1."due_on"
                  OR sooner.due_on = t1."due_on"
                  AND sooner.id < t1."id"
                )
              )
            )
            AND NOT (
              (
                EXISTS (
                  SELECT anon_1.act
                  FROM app.hands_of_matter(t7."root", t7."id") AS anon_1
                  WHERE anon_1.person = $3::UUID
                  AND anon_1.act IN (
                    'add_measures',
                    'claim_completion',
                    'finish_measure',
                    'move_measure',
                    'report_progress',
                    'rework_problem',
                    'self_evaluate',
                    'start_rectifying'
                  )
                )
              )
              OR $3::UUID IN (SELECT app.leaders_of(t7."root", t7."id") AS leaders_of_1)
              OR t7."handled_by" IS NOT DISTINCT
              FROM $3::UUID
            )
            AND NOT (
              EXISTS (
                SELECT look.id
                FROM app.recheck AS look
                WHERE look.root = t7."root"
                AND look.problem_id = t7."id"
                AND look.state = 'OPEN'
              )
            )
          ) IS NOT true
        ) THEN '"STATE"' ELSE 'null' END,
        ',"furtherCheck":true},{"act":"PASS","allowed":',
        CAST(
          (
            (
              t7."listed_by" = $1
              AND (t7."accused" && $2) IS NOT true
              AND (t7."closed_by" = $3::UUID) IS NOT true
              AND (t7."handled_by" = $3::UUID) IS NOT true
              AND (t7."holder" = ANY ($4)) IS NOT true
              AND (t7."leader_post" = $5::UUID) IS NOT true
              AND (t7."lead_post" = $5::UUID) IS NOT true
              OR t7."listed_parent" = $1
              AND (t7."listed_by" = $1) IS NOT true
              AND (t7."accused" && $2) IS NOT true
              AND (t7."closed_by" = $3::UUID) IS NOT true
              AND (t7."handled_by" = $3::UUID) IS NOT true
              AND (t7."holder" = ANY ($4)) IS NOT true
              AND (t7."leader_post" = $5::UUID) IS NOT true
              AND (t7."lead_post" = $5::UUID) IS NOT true
            )
            AND t1."state" IN ('OPEN')
            AND NOT (
              (
                EXISTS (
                  SELECT anon_2.act
                  FROM app.hands_of_matter(t7."root", t7."id") AS anon_2
                  WHERE anon_2.person = $3::UUID
                  AND anon_2.act IN (
                    'add_measures',
                    'claim_completion',
                    'finish_measure',
                    'move_measure',
                    'report_progress',
                    'rework_problem',
                    'self_evaluate',
                    'start_rectifying'
                  )
                )
              )
              OR $3::UUID IN (SELECT app.leaders_of(t7."root", t7."id") AS leaders_of_2)
              OR t7."handled_by" IS NOT DISTINCT
              FROM $3::UUID
            )
          ) IS true AS TEXT
        ),
        ',"missing":',
        CASE WHEN (
          (
            t7."listed_by" = $1
            AND (t7."accused" && $2) IS NOT true
            AND (t7."closed_by" = $3::UUID) IS NOT true
            AND (t7."handled_by" = $3::UUID) IS NOT true
            AND (t7."holder" = ANY ($4)) IS NOT true
            AND (t7."leader_post" = $5::UUID) IS NOT true
            AND (t7."lead_post" = $5::UUID) IS NOT true
            OR t7."listed_parent" = $1
            AND (t7."listed_by" = $1) IS NOT true
            AND (t7."accused" && $2) IS NOT true
            AND (t7."closed_by" = $3::UUID) IS NOT true
            AND (t7."handled_by" = $3::UUID) IS NOT true
            AND (t7."holder" = ANY ($4)) IS NOT true
            AND (t7."leader_post" = $5::UUID) IS NOT true
            AND (t7."lead_post" = $5::UUID) IS NOT true
          ) IS NOT true
        ) THEN '"RULE"' WHEN (
          (
            t1."state" IN ('OPEN')
            AND NOT (
              (
                EXISTS (
                  SELECT anon_2.act
                  FROM app.hands_of_matter(t7."root", t7."id") AS anon_2
                  WHERE anon_2.person = $3::UUID
                  AND anon_2.act IN (
                    'add_measures',
                    'claim_completion',
                    'finish_measure',
                    'move_measure',
                    'report_progress',
                    'rework_problem',
                    'self_evaluate',
                    'start_rectifying'
                  )
                )
              )
              OR $3::UUID IN (SELECT app.leaders_of(t7."root", t7."id") AS leaders_of_2)
              OR t7."handled_by" IS NOT DISTINCT
              FROM $3::UUID
            )
          ) IS NOT true
        ) THEN '"STATE"' ELSE 'null' END,
        ',"furtherCheck":true},{"act":"FAIL","allowed":',
        CAST(
          (
            (
              t7."listed_by" = $1
              AND (t7."accused" && $2) IS NOT true
              AND (t7."closed_by" = $3::UUID) IS NOT true
              AND (t7."handled_by" = $3::UUID) IS NOT true
              AND (t7."holder" = ANY ($4)) IS NOT true
              AND (t7."leader_post" = $5::UUID) IS NOT true
              AND (t7."lead_post" = $5::UUID) IS NOT true
              OR t7."listed_parent" = $1
              AND (t7."listed_by" = $1) IS NOT true
              AND (t7."accused" && $2) IS NOT true
              AND (t7."closed_by" = $3::UUID) IS NOT true
              AND (t7."handled_by" = $3::UUID) IS NOT true
              AND (t7."holder" = ANY ($4)) IS NOT true
              AND (t7."leader_post" = $5::UUID) IS NOT true
              AND (t7."lead_post" = $5::UUID) IS NOT true
            )
            AND t1."state" IN ('OPEN')
            AND NOT (
              (
                EXISTS (
                  SELECT anon_3.act
                  FROM app.hands_of_matter(t7."root", t7."id") AS anon_3
                  WHERE anon_3.person = $3::UUID
                  AND anon_3.act IN (
                    'add_measures',
                    'claim_completion',
                    'finish_measure',
                    'move_measure',
                    'report_progress',
                    'rework_problem',
                    'self_evaluate',
                    'start_rectifying'
                  )
                )
              )
              OR $3::UUID IN (SELECT app.leaders_of(t7."root", t7."id") AS leaders_of_3)
              OR t7."handled_by" IS NOT DISTINCT
              FROM $3::UUID
            )
          ) IS true AS TEXT
        ),
        ',"missing":',
        CASE WHEN (
          (
            t7."listed_by" = $1
            AND (t7."accused" && $2) IS NOT true
            AND (t7."closed_by" = $3::UUID) IS NOT true
            AND (t7."handled_by" = $3::UUID) IS NOT true
            AND (t7."holder" = ANY ($4)) IS NOT true
            AND (t7."leader_post" = $5::UUID) IS NOT true
            AND (t7."lead_post" = $5::UUID) IS NOT true
            OR t7."listed_parent" = $1
            AND (t7."listed_by" = $1) IS NOT true
            AND (t7."accused" && $2) IS NOT true
            AND (t7."closed_by" = $3::UUID) IS NOT true
            AND (t7."handled_by" = $3::UUID) IS NOT true
            AND (t7."holder" = ANY ($4)) IS NOT true
            AND (t7."leader_post" = $5::UUID) IS NOT true
            AND (t7."lead_post" = $5::UUID) IS NOT true
          ) IS NOT true
        ) THEN '"RULE"' WHEN (
          (
            t1."state" IN ('OPEN')
            AND NOT (
              (
                EXISTS (
                  SELECT anon_3.act
                  FROM app.hands_of_matter(t7."root", t7."id") AS anon_3
                  WHERE anon_3.person = $3::UUID
                  AND anon_3.act IN (
                    'add_measures',
                    'claim_completion',
                    'finish_measure',
                    'move_measure',
                    'report_progress',
                    'rework_problem',
                    'self_evaluate',
                    'start_rectifying'
                  )
                )
              )
              OR $3::UUID IN (SELECT app.leaders_of(t7."root", t7."id") AS leaders_of_3)
              OR t7."handled_by" IS NOT DISTINCT
              FROM $3::UUID
            )
          ) IS NOT true
        ) THEN '"STATE"' ELSE 'null' END,
        ',"furtherCheck":true}]}'
      ) AS concat_2
      FROM app.recheck AS t1
      LEFT OUTER JOIN app.tenant AS t2 ON t2."id" = t1."level"
      LEFT OUTER JOIN app.person AS t3 ON t3."root" = t1."root"
      AND t3."id" = t1."rechecked_by"
      AND (
        t3."id" = $3::UUID
        OR t3."at3" = $1
        AND t3."open_to" <= 3
        AND (t3."id" = $3::UUID) IS NOT true
      )
      LEFT OUTER JOIN app.problem AS t4 ON t4."root" = t1."root"
      AND t4."id" = t1."problem_id"
      AND (
        t4."listed_by" = $1
        AND (t4."accused" && $2) IS NOT true
        OR t4."listed_parent" = $1
        AND (t4."listed_by" = $1) IS NOT true
        AND (t4."accused" && $2) IS NOT true
        OR t4."at3" = $1
        AND t4."open_to" <= 3
        AND (t4."listed_by" = $1) IS NOT true
        AND (t4."listed_parent" = $1) IS NOT true
        AND (t4."accused" && $2) IS NOT true
        OR $1 = ANY (t4."trail")
        AND (t4."listed_by" = $1) IS NOT true
        AND (t4."listed_parent" = $1) IS NOT true
        AND (t4."at3" = $1 AND t4."open_to" <= 3) IS NOT true
        AND (t4."accused" && $2) IS NOT true
      )
      LEFT OUTER JOIN app.closing AS t5 ON t5."root" = t1."root"
      AND t5."id" = t1."closing_id"
      AND (
        t5."level" = $1
        AND (t5."accused" && $2) IS NOT true
        OR t5."level_parent" = $1
        AND (t5."level" = $1) IS NOT true
        AND (t5."accused" && $2) IS NOT true
        OR t5."at3" = $1
        AND t5."open_to" <= 3
        AND (t5."level" = $1) IS NOT true
        AND (t5."level_parent" = $1) IS NOT true
        AND (t5."accused" && $2) IS NOT true
      )
      LEFT OUTER JOIN app.recheck_sample AS t6 ON t6."root" = t1."root"
      AND t6."id" = t1."sample_id"
      AND (
        t6."holder_parent" = $1
        AND ($7 = true) IS NOT true
        OR t6."holder" = $1
        AND ($7 = true) IS NOT true
      )
      LEFT OUTER JOIN app.problem AS t7 ON t7."root" = t1."root"
      AND t7."id" = t1."problem_id"
      AND (
        t7."listed_by" = $1
        AND (t7."accused" && $2) IS NOT true
        OR t7."listed_parent" = $1
        AND (t7."listed_by" = $1) IS NOT true
        AND (t7."accused" && $2) IS NOT true
        OR t7."at3" = $1
        AND t7."open_to" <= 3
        AND (t7."listed_by" = $1) IS NOT true
        AND (t7."listed_parent" = $1) IS NOT true
        AND (t7."accused" && $2) IS NOT true
        OR $1 = ANY (t7."trail")
        AND (t7."listed_by" = $1) IS NOT true
        AND (t7."listed_parent" = $1) IS NOT true
        AND (t7."at3" = $1 AND t7."open_to" <= 3) IS NOT true
        AND (t7."accused" && $2) IS NOT true
      )
      WHERE t1."id" = $8::UUID
      AND t1."root" = $9
      AND (
        t1."level" = $1
        AND (t1."accused" && $2) IS NOT true
        AND (t1."holder" = ANY ($4) AND t1."state" IN ('PLANNED', 'OPEN')) IS NOT true
        OR t1."level_parent" = $1
        AND (t1."level" = $1) IS NOT true
        AND (t1."accused" && $2) IS NOT true
        AND (t1."holder" = ANY ($4) AND t1."state" IN ('PLANNED', 'OPEN')) IS NOT true
        OR t1."at3" = $1
        AND t1."open_to" <= 3
        AND (t1."level" = $1) IS NOT true
        AND (t1."level_parent" = $1) IS NOT true
        AND (t1."accused" && $2) IS NOT true
        AND (t1."holder" = ANY ($4) AND t1."state" IN ('PLANNED', 'OPEN')) IS NOT true
      )
      LIMIT 1
    ),
    'null'
  ),
  ',"rechecks":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat('{"reason":"', t8p."reason", '","dueOn":"', t8p."due_on", '"}'),
          ','
          ORDER BY t8p."due_on" ASC,
          t8p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_3
    FROM (
      SELECT t8pu."reason" AS reason,
      t8pu."due_on" AS due_on,
      t8pu."id" AS id
      FROM (
        SELECT anon_4.reason AS reason,
        anon_4.due_on AS due_on,
        anon_4.id AS id
        FROM (
          SELECT t8."reason" AS reason,
          t8."due_on" AS due_on,
          t8."id" AS id
          FROM app.recheck AS t8
          WHERE t8."problem_id" = $10::UUID
          AND t8."state" = 'PLANNED'
          AND t8."sample_id" = $11::UUID
          AND t8."level" = $1
          AND (t8."accused" && $2) IS NOT true
          AND (t8."holder" = ANY ($4) AND t8."state" IN ('PLANNED', 'OPEN')) IS NOT true
          ORDER BY t8."due_on" ASC,
          t8."id" ASC
          LIMIT 50
        ) AS anon_4
        UNION ALL
        SELECT anon_5.reason AS reason,
        anon_5.due_on AS due_on,
        anon_5.id AS id
        FROM (
          SELECT t8."reason" AS reason,
          t8."due_on" AS due_on,
          t8."id" AS id
          FROM app.recheck AS t8
          WHERE t8."problem_id" = $10::UUID
          AND t8."state" = 'PLANNED'
          AND t8."sample_id" = $11::UUID
          AND t8."level_parent" = $1
          AND (t8."level" = $1) IS NOT true
          AND (t8."accused" && $2) IS NOT true
          AND (t8."holder" = ANY ($4) AND t8."state" IN ('PLANNED', 'OPEN')) IS NOT true
          ORDER BY t8."due_on" ASC,
          t8."id" ASC
          LIMIT 50
        ) AS anon_5
        UNION ALL
        SELECT anon_6.reason AS reason,
        anon_6.due_on AS due_on,
        anon_6.id AS id
        FROM (
          SELECT t8."reason" AS reason,
          t8."due_on" AS due_on,
          t8."id" AS id
          FROM app.recheck AS t8
          WHERE t8."problem_id" = $10::UUID
          AND t8."state" = 'PLANNED'
          AND t8."sample_id" = $11::UUID
          AND t8."at3" = $1
          AND t8."open_to" <= 3
          AND (t8."level" = $1) IS NOT true
          AND (t8."level_parent" = $1) IS NOT true
          AND (t8."accused" && $2) IS NOT true
          AND (t8."holder" = ANY ($4) AND t8."state" IN ('PLANNED', 'OPEN')) IS NOT true
          ORDER BY t8."due_on" ASC,
          t8."id" ASC
          LIMIT 50
        ) AS anon_6
      ) AS t8pu
      ORDER BY t8pu."due_on" ASC,
      t8pu."id" ASC
      LIMIT 50
    ) AS t8p
  ),
  ',"recheckSamples":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"id":"RecheckSample_',
            t9p."id",
            '","quarter":"',
            t9p."quarter",
            '","seed":"',
            t9p."seed",
            '","sharePercent":',
            CAST(t9p."share_percent" AS TEXT),
            ',"population":',
            CAST(t9p."population" AS TEXT),
            ',"populationSha256":"',
            t9p."population_sha256",
            '","drawn":',
            CAST(t9p."drawn" AS TEXT),
            ',"drawnAt":"',
            to_char(timezone('UTC', t9p."drawn_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            '","tenant":',
            CASE WHEN (t10."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t10."name"), '}') END,
            ',"drawnBy":',
            CASE WHEN (t11."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t11."name"), '}') END,
            ',"rechecks":',
            (
              SELECT concat(
                '{"nodes":[',
                coalesce(
                  string_agg(
                    concat('{"state":"', t12p."state", '"}'),
                    ','
                    ORDER BY t12p."due_on" ASC,
                    t12p."id" ASC
                  ),
                  ''
                ),
                ']}'
              ) AS concat_5
              FROM (
                SELECT t12."state" AS state,
                t12."due_on" AS due_on,
                t12."id" AS id
                FROM app.recheck AS t12
                WHERE t12."root" = t9p."root"
                AND t12."sample_id" = t9p."id"
                AND (
                  t12."level" = $1
                  AND (t12."accused" && $2) IS NOT true
                  AND (t12."holder" = ANY ($4) AND t12."state" IN ('PLANNED', 'OPEN')) IS NOT true
                  OR t12."level_parent" = $1
                  AND (t12."level" = $1) IS NOT true
                  AND (t12."accused" && $2) IS NOT true
                  AND (t12."holder" = ANY ($4) AND t12."state" IN ('PLANNED', 'OPEN')) IS NOT true
                  OR t12."at3" = $1
                  AND t12."open_to" <= 3
                  AND (t12."level" = $1) IS NOT true
                  AND (t12."level_parent" = $1) IS NOT true
                  AND (t12."accused" && $2) IS NOT true
                  AND (t12."holder" = ANY ($4) AND t12."state" IN ('PLANNED', 'OPEN')) IS NOT true
                )
                ORDER BY t12."due_on" ASC,
                t12."id" ASC
                LIMIT 50
              ) AS t12p
            ),
            '}'
          ),
          ','
          ORDER BY t9p."drawn_at" ASC,
          t9p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_4
    FROM (
      SELECT t9pu."id" AS id,
      t9pu."quarter" AS quarter,
      t9pu."seed" AS seed,
      t9pu."share_percent" AS share_percent,
      t9pu."population" AS population,
      t9pu."population_sha256" AS population_sha256,
      t9pu."drawn" AS drawn,
      t9pu."drawn_at" AS drawn_at,
      t9pu."holder" AS holder,
      t9pu."author_person" AS author_person,
      t9pu."root" AS root
      FROM (
        SELECT anon_7.id AS id,
        anon_7.quarter AS quarter,
        anon_7.seed AS seed,
        anon_7.share_percent AS share_percent,
        anon_7.population AS population,
        anon_7.population_sha256 AS population_sha256,
        anon_7.drawn AS drawn,
        anon_7.drawn_at AS drawn_at,
        anon_7.holder AS holder,
        anon_7.author_person AS author_person,
        anon_7.root AS root
        FROM (
          SELECT t9."id" AS id,
          t9."quarter" AS quarter,
          t9."seed" AS seed,
          t9."share_percent" AS share_percent,
          t9."population" AS population,
          t9."population_sha256" AS population_sha256,
          t9."drawn" AS drawn,
          t9."drawn_at" AS drawn_at,
          t9."holder" AS holder,
          t9."author_person" AS author_person,
          t9."root" AS root
          FROM app.recheck_sample AS t9
          WHERE t9."holder_parent" = $1
          AND ($7 = true) IS NOT true
          ORDER BY t9."drawn_at" ASC,
          t9."id" ASC
          LIMIT 50
        ) AS anon_7
        UNION ALL
        SELECT anon_8.id AS id,
        anon_8.quarter AS quarter,
        anon_8.seed AS seed,
        anon_8.share_percent AS share_percent,
        anon_8.population AS population,
        anon_8.population_sha256 AS population_sha256,
        anon_8.drawn AS drawn,
        anon_8.drawn_at AS drawn_at,
        anon_8.holder AS holder,
        anon_8.author_person AS author_person,
        anon_8.root AS root
        FROM (
          SELECT t9."id" AS id,
          t9."quarter" AS quarter,
          t9."seed" AS seed,
          t9."share_percent" AS share_percent,
          t9."population" AS population,
          t9."population_sha256" AS population_sha256,
          t9."drawn" AS drawn,
          t9."drawn_at" AS drawn_at,
          t9."holder" AS holder,
          t9."author_person" AS author_person,
          t9."root" AS root
          FROM app.recheck_sample AS t9
          WHERE t9."holder" = $1
          AND ($7 = true) IS NOT true
          ORDER BY t9."drawn_at" ASC,
          t9."id" ASC
          LIMIT 50
        ) AS anon_8
      ) AS t9pu
      ORDER BY t9pu."drawn_at" ASC,
      t9pu."id" ASC
      LIMIT 50
    ) AS t9p
    LEFT OUTER JOIN app.tenant AS t10 ON t10."id" = t9p."holder"
    LEFT OUTER JOIN app.person AS t11 ON t11."root" = t9p."root"
    AND t11."id" = t9p."author_person"
    AND (
      t11."id" = $3::UUID
      OR t11."at3" = $1
      AND t11."open_to" <= 3
      AND (t11."id" = $3::UUID) IS NOT true
    )
  ),
  ',"rebounds":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"id":"Rebound_',
            t13p."id",
            '","times":',
            CAST(t13p."times" AS TEXT),
            ',"proposal":"',
            t13p."proposal",
            '","foundOn":"',
            t13p."found_on",
            '","foundAt":"',
            to_char(timezone('UTC', t13p."found_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            '","chargedTo":',
            CASE WHEN (t14."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t14."name"), '}') END,
            ',"alerted":',
            CASE WHEN (t15."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t15."name"), '}') END,
            ',"problem":',
            CASE WHEN (t16."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t16."title"), '}') END,
            ',"closing":',
            CASE WHEN (t17."id" IS NULL) THEN 'null' ELSE concat('{"falseClosing":', CAST(t17."false_closing" AS TEXT), '}') END,
            ',"recheck":',
            CASE WHEN (t18."id" IS NULL) THEN 'null' ELSE concat(
              '{"grade":',
              CASE WHEN (t18."grade" IS NULL) THEN 'null' ELSE concat('"', t18."grade", '"') END,
              '}'
            ) END,
            '}'
          ),
          ','
          ORDER BY t13p."found_at" ASC,
          t13p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_6
    FROM (
      SELECT t13pu."id" AS id,
      t13pu."times" AS times,
      t13pu."proposal" AS proposal,
      t13pu."found_on" AS found_on,
      t13pu."found_at" AS found_at,
      t13pu."level" AS level,
      t13pu."alerted" AS alerted,
      t13pu."problem_id" AS problem_id,
      t13pu."root" AS root,
      t13pu."closing_id" AS closing_id,
      t13pu."recheck_id" AS recheck_id
      FROM (
        SELECT anon_9.id AS id,
        anon_9.times AS times,
        anon_9.proposal AS proposal,
        anon_9.found_on AS found_on,
        anon_9.found_at AS found_at,
        anon_9.level AS level,
        anon_9.alerted AS alerted,
        anon_9.problem_id AS problem_id,
        anon_9.root AS root,
        anon_9.closing_id AS closing_id,
        anon_9.recheck_id AS recheck_id
        FROM (
          SELECT t13."id" AS id,
          t13."times" AS times,
          t13."proposal" AS proposal,
          t13."found_on" AS found_on,
          t13."found_at" AS found_at,
          t13."level" AS level,
          t13."alerted" AS alerted,
          t13."problem_id" AS problem_id,
          t13."root" AS root,
          t13."closing_id" AS closing_id,
          t13."recheck_id" AS recheck_id
          FROM app.rebound AS t13
          WHERE t13."problem_id" = $12::UUID
          AND t13."alerted" = $1
          AND (t13."accused" && $2) IS NOT true
          ORDER BY t13."found_at" ASC,
          t13."id" ASC
          LIMIT 50
        ) AS anon_9
        UNION ALL
        SELECT anon_10.id AS id,
        anon_10.times AS times,
        anon_10.proposal AS proposal,
        anon_10.found_on AS found_on,
        anon_10.found_at AS found_at,
        anon_10.level AS level,
        anon_10.alerted AS alerted,
        anon_10.problem_id AS problem_id,
        anon_10.root AS root,
        anon_10.closing_id AS closing_id,
        anon_10.recheck_id AS recheck_id
        FROM (
          SELECT t13."id" AS id,
          t13."times" AS times,
          t13."proposal" AS proposal,
          t13."found_on" AS found_on,
          t13."found_at" AS found_at,
          t13."level" AS level,
          t13."alerted" AS alerted,
          t13."problem_id" AS problem_id,
          t13."root" AS root,
          t13."closing_id" AS closing_id,
          t13."recheck_id" AS recheck_id
          FROM app.rebound AS t13
          WHERE t13."problem_id" = $12::UUID
          AND t13."level" = $1
          AND (t13."alerted" = $1) IS NOT true
          AND (t13."accused" && $2) IS NOT true
          ORDER BY t13."found_at" ASC,
          t13."id" ASC
          LIMIT 50
        ) AS anon_10
        UNION ALL
        SELECT anon_11.id AS id,
        anon_11.times AS times,
        anon_11.proposal AS proposal,
        anon_11.found_on AS found_on,
        anon_11.found_at AS found_at,
        anon_11.level AS level,
        anon_11.alerted AS alerted,
        anon_11.problem_id AS problem_id,
        anon_11.root AS root,
        anon_11.closing_id AS closing_id,
        anon_11.recheck_id AS recheck_id
        FROM (
          SELECT t13."id" AS id,
          t13."times" AS times,
          t13."proposal" AS proposal,
          t13."found_on" AS found_on,
          t13."found_at" AS found_at,
          t13."level" AS level,
          t13."alerted" AS alerted,
          t13."problem_id" AS problem_id,
          t13."root" AS root,
          t13."closing_id" AS closing_id,
          t13."recheck_id" AS recheck_id
          FROM app.rebound AS t13
          WHERE t13."problem_id" = $12::UUID
          AND t13."level_parent" = $1
          AND (t13."alerted" = $1) IS NOT true
          AND (t13."level" = $1) IS NOT true
          AND (t13."accused" && $2) IS NOT true
          ORDER BY t13."found_at" ASC,
          t13."id" ASC
          LIMIT 50
        ) AS anon_11
        UNION ALL
        SELECT anon_12.id AS id,
        anon_12.times AS times,
        anon_12.proposal AS proposal,
        anon_12.found_on AS found_on,
        anon_12.found_at AS found_at,
        anon_12.level AS level,
        anon_12.alerted AS alerted,
        anon_12.problem_id AS problem_id,
        anon_12.root AS root,
        anon_12.closing_id AS closing_id,
        anon_12.recheck_id AS recheck_id
        FROM (
          SELECT t13."id" AS id,
          t13."times" AS times,
          t13."proposal" AS proposal,
          t13."found_on" AS found_on,
          t13."found_at" AS found_at,
          t13."level" AS level,
          t13."alerted" AS alerted,
          t13."problem_id" AS problem_id,
          t13."root" AS root,
          t13."closing_id" AS closing_id,
          t13."recheck_id" AS recheck_id
          FROM app.rebound AS t13
          WHERE t13."problem_id" = $12::UUID
          AND t13."at3" = $1
          AND t13."open_to" <= 3
          AND (t13."alerted" = $1) IS NOT true
          AND (t13."level" = $1) IS NOT true
          AND (t13."level_parent" = $1) IS NOT true
          AND (t13."accused" && $2) IS NOT true
          ORDER BY t13."found_at" ASC,
          t13."id" ASC
          LIMIT 50
        ) AS anon_12
      ) AS t13pu
      ORDER BY t13pu."found_at" ASC,
      t13pu."id" ASC
      LIMIT 50
    ) AS t13p
    LEFT OUTER JOIN app.tenant AS t14 ON t14."id" = t13p."level"
    LEFT OUTER JOIN app.tenant AS t15 ON t15."id" = t13p."alerted"
    LEFT OUTER JOIN app.problem AS t16 ON t16."root" = t13p."root"
    AND t16."id" = t13p."problem_id"
    AND (
      t16."listed_by" = $1
      AND (t16."accused" && $2) IS NOT true
      OR t16."listed_parent" = $1
      AND (t16."listed_by" = $1) IS NOT true
      AND (t16."accused" && $2) IS NOT true
      OR t16."at3" = $1
      AND t16."open_to" <= 3
      AND (t16."listed_by" = $1) IS NOT true
      AND (t16."listed_parent" = $1) IS NOT true
      AND (t16."accused" && $2) IS NOT true
      OR $1 = ANY (t16."trail")
      AND (t16."listed_by" = $1) IS NOT true
      AND (t16."listed_parent" = $1) IS NOT true
      AND (t16."at3" = $1 AND t16."open_to" <= 3) IS NOT true
      AND (t16."accused" && $2) IS NOT true
    )
    LEFT OUTER JOIN app.closing AS t17 ON t17."root" = t13p."root"
    AND t17."id" = t13p."closing_id"
    AND (
      t17."level" = $1
      AND (t17."accused" && $2) IS NOT true
      OR t17."level_parent" = $1
      AND (t17."level" = $1) IS NOT true
      AND (t17."accused" && $2) IS NOT true
      OR t17."at3" = $1
      AND t17."open_to" <= 3
      AND (t17."level" = $1) IS NOT true
      AND (t17."level_parent" = $1) IS NOT true
      AND (t17."accused" && $2) IS NOT true
    )
    LEFT OUTER JOIN app.recheck AS t18 ON t18."root" = t13p."root"
    AND t18."id" = t13p."recheck_id"
    AND (
      t18."level" = $1
      AND (t18."accused" && $2) IS NOT true
      AND (t18."holder" = ANY ($4) AND t18."state" IN ('PLANNED', 'OPEN')) IS NOT true
      OR t18."level_parent" = $1
      AND (t18."level" = $1) IS NOT true
      AND (t18."accused" && $2) IS NOT true
      AND (t18."holder" = ANY ($4) AND t18."state" IN ('PLANNED', 'OPEN')) IS NOT true
      OR t18."at3" = $1
      AND t18."open_to" <= 3
      AND (t18."level" = $1) IS NOT true
      AND (t18."level_parent" = $1) IS NOT true
      AND (t18."accused" && $2) IS NOT true
      AND (t18."holder" = ANY ($4) AND t18."state" IN ('PLANNED', 'OPEN')) IS NOT true
    )
  ),
  '}}'
) AS concat_1
