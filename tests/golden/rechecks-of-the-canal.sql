-- $1: viewer_person
-- $2: viewer_tenant
-- $3: viewer_units
-- $4: viewer_elsewhere
-- $5: variable one
-- $6: viewer_root
-- $7: viewer_tenants
-- $8: variable id
-- $9: variable sample
-- $10: variable id
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
        '}'
      ) AS concat_2
      FROM app.recheck AS t1
      LEFT OUTER JOIN app.tenant AS t2 ON t2."id" = t1."level"
      LEFT OUTER JOIN app.person AS t3 ON t3."root" = t1."root"
      AND t3."id" = t1."rechecked_by"
      AND (
        t3."id" = $1::UUID
        OR t3."at3" = $2
        AND t3."open_to" <= 3
        AND (t3."id" = $1::UUID) IS NOT true
      )
      LEFT OUTER JOIN app.problem AS t4 ON t4."root" = t1."root"
      AND t4."id" = t1."problem_id"
      AND (
        t4."listed_by" = $2
        AND (t4."accused" && $3) IS NOT true
        OR t4."listed_parent" = $2
        AND (t4."listed_by" = $2) IS NOT true
        AND (t4."accused" && $3) IS NOT true
        OR t4."at3" = $2
        AND t4."open_to" <= 3
        AND (t4."listed_by" = $2) IS NOT true
        AND (t4."listed_parent" = $2) IS NOT true
        AND (t4."accused" && $3) IS NOT true
        OR $2 = ANY (t4."trail")
        AND (t4."listed_by" = $2) IS NOT true
        AND (t4."listed_parent" = $2) IS NOT true
        AND (t4."at3" = $2 AND t4."open_to" <= 3) IS NOT true
        AND (t4."accused" && $3) IS NOT true
      )
      LEFT OUTER JOIN app.closing AS t5 ON t5."root" = t1."root"
      AND t5."id" = t1."closing_id"
      AND (
        t5."level" = $2
        AND (t5."accused" && $3) IS NOT true
        OR t5."level_parent" = $2
        AND (t5."level" = $2) IS NOT true
        AND (t5."accused" && $3) IS NOT true
        OR t5."at3" = $2
        AND t5."open_to" <= 3
        AND (t5."level" = $2) IS NOT true
        AND (t5."level_parent" = $2) IS NOT true
        AND (t5."accused" && $3) IS NOT true
      )
      LEFT OUTER JOIN app.recheck_sample AS t6 ON t6."root" = t1."root"
      AND t6."id" = t1."sample_id"
      AND (
        t6."holder_parent" = $2
        AND ($4 = true) IS NOT true
        OR t6."holder" = $2
        AND ($4 = true) IS NOT true
      )
      WHERE t1."id" = $5::UUID
      AND t1."root" = $6
      AND (
        t1."level" = $2
        AND (t1."accused" && $3) IS NOT true
        AND (t1."holder" = ANY ($7) AND t1."state" IN ('PLANNED', 'OPEN')) IS NOT true
        OR t1."level_parent" = $2
        AND (t1."level" = $2) IS NOT true
        AND (t1."accused" && $3) IS NOT true
        AND (t1."holder" = ANY ($7) AND t1."state" IN ('PLANNED', 'OPEN')) IS NOT true
        OR t1."at3" = $2
        AND t1."open_to" <= 3
        AND (t1."level" = $2) IS NOT true
        AND (t1."level_parent" = $2) IS NOT true
        AND (t1."accused" && $3) IS NOT true
        AND (t1."holder" = ANY ($7) AND t1."state" IN ('PLANNED', 'OPEN')) IS NOT true
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
          concat('{"reason":"', t7p."reason", '","dueOn":"', t7p."due_on", '"}'),
          ','
          ORDER BY t7p."due_on" ASC,
          t7p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_3
    FROM (
      SELECT t7pu."reason" AS reason,
      t7pu."due_on" AS due_on,
      t7pu."id" AS id
      FROM (
        SELECT anon_1.reason AS reason,
        anon_1.due_on AS due_on,
        anon_1.id AS id
        FROM (
          SELECT t7."reason" AS reason,
          t7."due_on" AS due_on,
          t7."id" AS id
          FROM app.recheck AS t7
          WHERE t7."problem_id" = $8::UUID
          AND t7."state" = 'PLANNED'
          AND t7."sample_id" = $9::UUID
          AND t7."level" = $2
          AND (t7."accused" && $3) IS NOT true
          AND (t7."holder" = ANY ($7) AND t7."state" IN ('PLANNED', 'OPEN')) IS NOT true
          ORDER BY t7."due_on" ASC,
          t7."id" ASC
          LIMIT 50
        ) AS anon_1
        UNION ALL
        SELECT anon_2.reason AS reason,
        anon_2.due_on AS due_on,
        anon_2.id AS id
        FROM (
          SELECT t7."reason" AS reason,
          t7."due_on" AS due_on,
          t7."id" AS id
          FROM app.recheck AS t7
          WHERE t7."problem_id" = $8::UUID
          AND t7."state" = 'PLANNED'
          AND t7."sample_id" = $9::UUID
          AND t7."level_parent" = $2
          AND (t7."level" = $2) IS NOT true
          AND (t7."accused" && $3) IS NOT true
          AND (t7."holder" = ANY ($7) AND t7."state" IN ('PLANNED', 'OPEN')) IS NOT true
          ORDER BY t7."due_on" ASC,
          t7."id" ASC
          LIMIT 50
        ) AS anon_2
        UNION ALL
        SELECT anon_3.reason AS reason,
        anon_3.due_on AS due_on,
        anon_3.id AS id
        FROM (
          SELECT t7."reason" AS reason,
          t7."due_on" AS due_on,
          t7."id" AS id
          FROM app.recheck AS t7
          WHERE t7."problem_id" = $8::UUID
          AND t7."state" = 'PLANNED'
          AND t7."sample_id" = $9::UUID
          AND t7."at3" = $2
          AND t7."open_to" <= 3
          AND (t7."level" = $2) IS NOT true
          AND (t7."level_parent" = $2) IS NOT true
          AND (t7."accused" && $3) IS NOT true
          AND (t7."holder" = ANY ($7) AND t7."state" IN ('PLANNED', 'OPEN')) IS NOT true
          ORDER BY t7."due_on" ASC,
          t7."id" ASC
          LIMIT 50
        ) AS anon_3
      ) AS t7pu
      ORDER BY t7pu."due_on" ASC,
      t7pu."id" ASC
      LIMIT 50
    ) AS t7p
  ),
  ',"recheckSamples":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"id":"RecheckSample_',
            t8p."id",
            '","quarter":"',
            t8p."quarter",
            '","seed":"',
            t8p."seed",
            '","sharePercent":',
            CAST(t8p."share_percent" AS TEXT),
            ',"population":',
            CAST(t8p."population" AS TEXT),
            ',"populationSha256":"',
            t8p."population_sha256",
            '","drawn":',
            CAST(t8p."drawn" AS TEXT),
            ',"drawnAt":"',
            to_char(timezone('UTC', t8p."drawn_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            '","tenant":',
            CASE WHEN (t9."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t9."name"), '}') END,
            ',"drawnBy":',
            CASE WHEN (t10."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t10."name"), '}') END,
            ',"rechecks":',
            (
              SELECT concat(
                '{"nodes":[',
                coalesce(
                  string_agg(
                    concat('{"state":"', t11p."state", '"}'),
                    ','
                    ORDER BY t11p."due_on" ASC,
                    t11p."id" ASC
                  ),
                  ''
                ),
                ']}'
              ) AS concat_5
              FROM (
                SELECT t11."state" AS state,
                t11."due_on" AS due_on,
                t11."id" AS id
                FROM app.recheck AS t11
                WHERE t11."root" = t8p."root"
                AND t11."sample_id" = t8p."id"
                AND (
                  t11."level" = $2
                  AND (t11."accused" && $3) IS NOT true
                  AND (t11."holder" = ANY ($7) AND t11."state" IN ('PLANNED', 'OPEN')) IS NOT true
                  OR t11."level_parent" = $2
                  AND (t11."level" = $2) IS NOT true
                  AND (t11."accused" && $3) IS NOT true
                  AND (t11."holder" = ANY ($7) AND t11."state" IN ('PLANNED', 'OPEN')) IS NOT true
                  OR t11."at3" = $2
                  AND t11."open_to" <= 3
                  AND (t11."level" = $2) IS NOT true
                  AND (t11."level_parent" = $2) IS NOT true
                  AND (t11."accused" && $3) IS NOT true
                  AND (t11."holder" = ANY ($7) AND t11."state" IN ('PLANNED', 'OPEN')) IS NOT true
                )
                ORDER BY t11."due_on" ASC,
                t11."id" ASC
                LIMIT 50
              ) AS t11p
            ),
            '}'
          ),
          ','
          ORDER BY t8p."drawn_at" ASC,
          t8p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_4
    FROM (
      SELECT t8pu."id" AS id,
      t8pu."quarter" AS quarter,
      t8pu."seed" AS seed,
      t8pu."share_percent" AS share_percent,
      t8pu."population" AS population,
      t8pu."population_sha256" AS population_sha256,
      t8pu."drawn" AS drawn,
      t8pu."drawn_at" AS drawn_at,
      t8pu."holder" AS holder,
      t8pu."author_person" AS author_person,
      t8pu."root" AS root
      FROM (
        SELECT anon_4.id AS id,
        anon_4.quarter AS quarter,
        anon_4.seed AS seed,
        anon_4.share_percent AS share_percent,
        anon_4.population AS population,
        anon_4.population_sha256 AS population_sha256,
        anon_4.drawn AS drawn,
        anon_4.drawn_at AS drawn_at,
        anon_4.holder AS holder,
        anon_4.author_person AS author_person,
        anon_4.root AS root
        FROM (
          SELECT t8."id" AS id,
          t8."quarter" AS quarter,
          t8."seed" AS seed,
          t8."share_percent" AS share_percent,
          t8."population" AS population,
          t8."population_sha256" AS population_sha256,
          t8."drawn" AS drawn,
          t8."drawn_at" AS drawn_at,
          t8."holder" AS holder,
          t8."author_person" AS author_person,
          t8."root" AS root
          FROM app.recheck_sample AS t8
          WHERE t8."holder_parent" = $2
          AND ($4 = true) IS NOT true
          ORDER BY t8."drawn_at" ASC,
          t8."id" ASC
          LIMIT 50
        ) AS anon_4
        UNION ALL
        SELECT anon_5.id AS id,
        anon_5.quarter AS quarter,
        anon_5.seed AS seed,
        anon_5.share_percent AS share_percent,
        anon_5.population AS population,
        anon_5.population_sha256 AS population_sha256,
        anon_5.drawn AS drawn,
        anon_5.drawn_at AS drawn_at,
        anon_5.holder AS holder,
        anon_5.author_person AS author_person,
        anon_5.root AS root
        FROM (
          SELECT t8."id" AS id,
          t8."quarter" AS quarter,
          t8."seed" AS seed,
          t8."share_percent" AS share_percent,
          t8."population" AS population,
          t8."population_sha256" AS population_sha256,
          t8."drawn" AS drawn,
          t8."drawn_at" AS drawn_at,
          t8."holder" AS holder,
          t8."author_person" AS author_person,
          t8."root" AS root
          FROM app.recheck_sample AS t8
          WHERE t8."holder" = $2
          AND ($4 = true) IS NOT true
          ORDER BY t8."drawn_at" ASC,
          t8."id" ASC
          LIMIT 50
        ) AS anon_5
      ) AS t8pu
      ORDER BY t8pu."drawn_at" ASC,
      t8pu."id" ASC
      LIMIT 50
    ) AS t8p
    LEFT OUTER JOIN app.tenant AS t9 ON t9."id" = t8p."holder"
    LEFT OUTER JOIN app.person AS t10 ON t10."root" = t8p."root"
    AND t10."id" = t8p."author_person"
    AND (
      t10."id" = $1::UUID
      OR t10."at3" = $2
      AND t10."open_to" <= 3
      AND (t10."id" = $1::UUID) IS NOT true
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
            t12p."id",
            '","times":',
            CAST(t12p."times" AS TEXT),
            ',"proposal":"',
            t12p."proposal",
            '","foundOn":"',
            t12p."found_on",
            '","foundAt":"',
            to_char(timezone('UTC', t12p."found_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            '","chargedTo":',
            CASE WHEN (t13."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t13."name"), '}') END,
            ',"alerted":',
            CASE WHEN (t14."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t14."name"), '}') END,
            ',"problem":',
            CASE WHEN (t15."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t15."title"), '}') END,
            ',"closing":',
            CASE WHEN (t16."id" IS NULL) THEN 'null' ELSE concat('{"falseClosing":', CAST(t16."false_closing" AS TEXT), '}') END,
            ',"recheck":',
            CASE WHEN (t17."id" IS NULL) THEN 'null' ELSE concat(
              '{"grade":',
              CASE WHEN (t17."grade" IS NULL) THEN 'null' ELSE concat('"', t17."grade", '"') END,
              '}'
            ) END,
            '}'
          ),
          ','
          ORDER BY t12p."found_at" ASC,
          t12p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_6
    FROM (
      SELECT t12pu."id" AS id,
      t12pu."times" AS times,
      t12pu."proposal" AS proposal,
      t12pu."found_on" AS found_on,
      t12pu."found_at" AS found_at,
      t12pu."level" AS level,
      t12pu."alerted" AS alerted,
      t12pu."problem_id" AS problem_id,
      t12pu."root" AS root,
      t12pu."closing_id" AS closing_id,
      t12pu."recheck_id" AS recheck_id
      FROM (
        SELECT anon_6.id AS id,
        anon_6.times AS times,
        anon_6.proposal AS proposal,
        anon_6.found_on AS found_on,
        anon_6.found_at AS found_at,
        anon_6.level AS level,
        anon_6.alerted AS alerted,
        anon_6.problem_id AS problem_id,
        anon_6.root AS root,
        anon_6.closing_id AS closing_id,
        anon_6.recheck_id AS recheck_id
        FROM (
          SELECT t12."id" AS id,
          t12."times" AS times,
          t12."proposal" AS proposal,
          t12."found_on" AS found_on,
          t12."found_at" AS found_at,
          t12."level" AS level,
          t12."alerted" AS alerted,
          t12."problem_id" AS problem_id,
          t12."root" AS root,
          t12."closing_id" AS closing_id,
          t12."recheck_id" AS recheck_id
          FROM app.rebound AS t12
          WHERE t12."problem_id" = $10::UUID
          AND t12."alerted" = $2
          AND (t12."accused" && $3) IS NOT true
          ORDER BY t12."found_at" ASC,
          t12."id" ASC
          LIMIT 50
        ) AS anon_6
        UNION ALL
        SELECT anon_7.id AS id,
        anon_7.times AS times,
        anon_7.proposal AS proposal,
        anon_7.found_on AS found_on,
        anon_7.found_at AS found_at,
        anon_7.level AS level,
        anon_7.alerted AS alerted,
        anon_7.problem_id AS problem_id,
        anon_7.root AS root,
        anon_7.closing_id AS closing_id,
        anon_7.recheck_id AS recheck_id
        FROM (
          SELECT t12."id" AS id,
          t12."times" AS times,
          t12."proposal" AS proposal,
          t12."found_on" AS found_on,
          t12."found_at" AS found_at,
          t12."level" AS level,
          t12."alerted" AS alerted,
          t12."problem_id" AS problem_id,
          t12."root" AS root,
          t12."closing_id" AS closing_id,
          t12."recheck_id" AS recheck_id
          FROM app.rebound AS t12
          WHERE t12."problem_id" = $10::UUID
          AND t12."level" = $2
          AND (t12."alerted" = $2) IS NOT true
          AND (t12."accused" && $3) IS NOT true
          ORDER BY t12."found_at" ASC,
          t12."id" ASC
          LIMIT 50
        ) AS anon_7
        UNION ALL
        SELECT anon_8.id AS id,
        anon_8.times AS times,
        anon_8.proposal AS proposal,
        anon_8.found_on AS found_on,
        anon_8.found_at AS found_at,
        anon_8.level AS level,
        anon_8.alerted AS alerted,
        anon_8.problem_id AS problem_id,
        anon_8.root AS root,
        anon_8.closing_id AS closing_id,
        anon_8.recheck_id AS recheck_id
        FROM (
          SELECT t12."id" AS id,
          t12."times" AS times,
          t12."proposal" AS proposal,
          t12."found_on" AS found_on,
          t12."found_at" AS found_at,
          t12."level" AS level,
          t12."alerted" AS alerted,
          t12."problem_id" AS problem_id,
          t12."root" AS root,
          t12."closing_id" AS closing_id,
          t12."recheck_id" AS recheck_id
          FROM app.rebound AS t12
          WHERE t12."problem_id" = $10::UUID
          AND t12."level_parent" = $2
          AND (t12."alerted" = $2) IS NOT true
          AND (t12."level" = $2) IS NOT true
          AND (t12."accused" && $3) IS NOT true
          ORDER BY t12."found_at" ASC,
          t12."id" ASC
          LIMIT 50
        ) AS anon_8
        UNION ALL
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
          SELECT t12."id" AS id,
          t12."times" AS times,
          t12."proposal" AS proposal,
          t12."found_on" AS found_on,
          t12."found_at" AS found_at,
          t12."level" AS level,
          t12."alerted" AS alerted,
          t12."problem_id" AS problem_id,
          t12."root" AS root,
          t12."closing_id" AS closing_id,
          t12."recheck_id" AS recheck_id
          FROM app.rebound AS t12
          WHERE t12."problem_id" = $10::UUID
          AND t12."at3" = $2
          AND t12."open_to" <= 3
          AND (t12."alerted" = $2) IS NOT true
          AND (t12."level" = $2) IS NOT true
          AND (t12."level_parent" = $2) IS NOT true
          AND (t12."accused" && $3) IS NOT true
          ORDER BY t12."found_at" ASC,
          t12."id" ASC
          LIMIT 50
        ) AS anon_9
      ) AS t12pu
      ORDER BY t12pu."found_at" ASC,
      t12pu."id" ASC
      LIMIT 50
    ) AS t12p
    LEFT OUTER JOIN app.tenant AS t13 ON t13."id" = t12p."level"
    LEFT OUTER JOIN app.tenant AS t14 ON t14."id" = t12p."alerted"
    LEFT OUTER JOIN app.problem AS t15 ON t15."root" = t12p."root"
    AND t15."id" = t12p."problem_id"
    AND (
      t15."listed_by" = $2
      AND (t15."accused" && $3) IS NOT true
      OR t15."listed_parent" = $2
      AND (t15."listed_by" = $2) IS NOT true
      AND (t15."accused" && $3) IS NOT true
      OR t15."at3" = $2
      AND t15."open_to" <= 3
      AND (t15."listed_by" = $2) IS NOT true
      AND (t15."listed_parent" = $2) IS NOT true
      AND (t15."accused" && $3) IS NOT true
      OR $2 = ANY (t15."trail")
      AND (t15."listed_by" = $2) IS NOT true
      AND (t15."listed_parent" = $2) IS NOT true
      AND (t15."at3" = $2 AND t15."open_to" <= 3) IS NOT true
      AND (t15."accused" && $3) IS NOT true
    )
    LEFT OUTER JOIN app.closing AS t16 ON t16."root" = t12p."root"
    AND t16."id" = t12p."closing_id"
    AND (
      t16."level" = $2
      AND (t16."accused" && $3) IS NOT true
      OR t16."level_parent" = $2
      AND (t16."level" = $2) IS NOT true
      AND (t16."accused" && $3) IS NOT true
      OR t16."at3" = $2
      AND t16."open_to" <= 3
      AND (t16."level" = $2) IS NOT true
      AND (t16."level_parent" = $2) IS NOT true
      AND (t16."accused" && $3) IS NOT true
    )
    LEFT OUTER JOIN app.recheck AS t17 ON t17."root" = t12p."root"
    AND t17."id" = t12p."recheck_id"
    AND (
      t17."level" = $2
      AND (t17."accused" && $3) IS NOT true
      AND (t17."holder" = ANY ($7) AND t17."state" IN ('PLANNED', 'OPEN')) IS NOT true
      OR t17."level_parent" = $2
      AND (t17."level" = $2) IS NOT true
      AND (t17."accused" && $3) IS NOT true
      AND (t17."holder" = ANY ($7) AND t17."state" IN ('PLANNED', 'OPEN')) IS NOT true
      OR t17."at3" = $2
      AND t17."open_to" <= 3
      AND (t17."level" = $2) IS NOT true
      AND (t17."level_parent" = $2) IS NOT true
      AND (t17."accused" && $3) IS NOT true
      AND (t17."holder" = ANY ($7) AND t17."state" IN ('PLANNED', 'OPEN')) IS NOT true
    )
  ),
  '}}'
) AS concat_1
