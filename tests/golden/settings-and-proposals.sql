-- $1: viewer_tenant
-- $2: viewer_at1
-- $3: viewer_at2
-- $4: viewer_at3
-- $5: viewer_root
-- $6: variable unit
-- $7: viewer_units
SELECT concat(
  '{"data":{"settingsInForce":',
  coalesce(
    (
      SELECT concat(
        '{"exchanges":',
        CAST(t1."exchanges" AS TEXT),
        ',"exchangesBy":',
        CASE WHEN (t2."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t2."name"), '}') END,
        ',"shown":"',
        t1."shown",
        '","shownBy":',
        CASE WHEN (t3."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t3."name"), '}') END,
        ',"atOnce":"',
        t1."at_once",
        '","atOnceBy":',
        CASE WHEN (t4."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t4."name"), '}') END,
        ',"setTime":"',
        t1."set_time",
        '","setTimeBy":',
        CASE WHEN (t5."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t5."name"), '}') END,
        ',"staged":"',
        t1."staged",
        '","stagedBy":',
        CASE WHEN (t6."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t6."name"), '}') END,
        ',"pledgeLists":',
        to_json(t1."pledge_lists"),
        ',"pledgeLabels":',
        to_json(t1."pledge_labels"),
        ',"evidenceLists":',
        to_json(t1."evidence_lists"),
        ',"secondSteps":',
        to_json(t1."second_steps"),
        ',"tenant":',
        CASE WHEN (t7."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t7."name"), '}') END,
        ',"levels":',
        (
          SELECT concat(
            '[',
            coalesce(
              string_agg(
                concat(
                  '{"number":',
                  CAST(t8p."number" AS TEXT),
                  ',"tenant":',
                  CASE WHEN (t9."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t9."name"), '}') END,
                  '}'
                ),
                ','
                ORDER BY t8p."holder_slot" DESC,
                t8p."number" DESC,
                t8p."id" DESC
              ),
              ''
            ),
            ']'
          ) AS concat_3
          FROM (
            SELECT t8."number" AS number,
            t8."holder" AS holder,
            t8."holder_slot" AS holder_slot,
            t8."id" AS id
            FROM app.problem_setting AS t8
            WHERE t8."root" = t1."root"
            AND (
              t8."holder" = t1."at1"
              OR t8."holder" = t1."at2"
              OR t8."holder" = t1."at3"
              OR t8."holder" = t1."at4"
              OR t8."holder" = t1."at5"
              OR t8."holder" = t1."at6"
            )
            AND t8."state" = 'PUBLISHED'
            AND (
              t8."holder_parent" = $1
              OR t8."holder" = $1
              OR t8."holder" = ANY (CAST(ARRAY[$2, $3, $4] AS INTEGER[]))
              AND t8."state" = 'PUBLISHED'
            )
            ORDER BY t8."holder_slot" DESC,
            t8."number" DESC,
            t8."id" DESC
            LIMIT 6
          ) AS t8p
          LEFT OUTER JOIN app.tenant AS t9 ON t9."id" = t8p."holder"
        ),
        '}'
      ) AS concat_2
      FROM (
        SELECT place.root AS root,
        place.id AS id,
        place.uid AS uid,
        place.at1 AS at1,
        place.at2 AS at2,
        place.at3 AS at3,
        place.at4 AS at4,
        place.at5 AS at5,
        place.at6 AS at6,
        place.rules ->> 'exchanges' AS exchanges,
        place.rules ->> 'shown' AS shown,
        place.rules ->> 'at_once' AS at_once,
        place.rules ->> 'set_time' AS set_time,
        place.rules ->> 'staged' AS staged,
        array(
          (SELECT each FROM jsonb_array_elements_text(place.rules -> 'pledge_lists') AS each)
        ) AS pledge_lists,
        array(
          (SELECT each FROM jsonb_array_elements_text(place.rules -> 'pledge_labels') AS each)
        ) AS pledge_labels,
        array(
          (SELECT each FROM jsonb_array_elements_text(place.rules -> 'evidence_lists') AS each)
        ) AS evidence_lists,
        array(
          (SELECT each FROM jsonb_array_elements_text(place.rules -> 'second_steps') AS each)
        ) AS second_steps,
        by_whom.exchanges AS exchanges_by,
        by_whom.shown AS shown_by,
        by_whom.at_once AS at_once_by,
        by_whom.set_time AS set_time_by,
        by_whom.staged AS staged_by
        FROM (
          SELECT app.tenant.root AS root,
          app.tenant.id AS id,
          app.tenant.uid AS uid,
          app.tenant.at1 AS at1,
          app.tenant.at2 AS at2,
          app.tenant.at3 AS at3,
          app.tenant.at4 AS at4,
          app.tenant.at5 AS at5,
          app.tenant.at6 AS at6,
          app.problem_rules(app.tenant.root, app.tenant.id) AS rules
          FROM app.tenant
          WHERE app.tenant.root = $5
          AND (
            app.tenant.parent_id = $1
            OR app.tenant.id = $1
            OR app.tenant.id = ANY (CAST(ARRAY[$2, $3, $4] AS INTEGER[]))
            AND 'PUBLISHED' = 'PUBLISHED'
          )
          LIMIT ALL OFFSET 0
        ) AS place JOIN LATERAL (
          SELECT (
            array_agg(said.holder ORDER BY said.holder_slot DESC) FILTER (WHERE said.exchanges IS NOT NULL)
          )[1] AS exchanges,
          (
            array_agg(said.holder ORDER BY said.holder_slot DESC) FILTER (WHERE said.shown IS NOT NULL)
          )[1] AS shown,
          (
            array_agg(said.holder ORDER BY said.holder_slot DESC) FILTER (WHERE said.at_once IS NOT NULL)
          )[1] AS at_once,
          (
            array_agg(said.holder ORDER BY said.holder_slot DESC) FILTER (WHERE said.set_time IS NOT NULL)
          )[1] AS set_time,
          (
            array_agg(said.holder ORDER BY said.holder_slot DESC) FILTER (WHERE said.staged IS NOT NULL)
          )[1] AS staged
          FROM app.problem_setting AS said
          WHERE said.root = place.root
          AND said.state = 'PUBLISHED'
          AND (
            said.holder = place.at1
            OR said.holder = place.at2
            OR said.holder = place.at3
            OR said.holder = place.at4
            OR said.holder = place.at5
            OR said.holder = place.at6
          )
        ) AS by_whom ON true
      ) AS t1
      LEFT OUTER JOIN app.tenant AS t2 ON t2."id" = t1."exchanges_by"
      LEFT OUTER JOIN app.tenant AS t3 ON t3."id" = t1."shown_by"
      LEFT OUTER JOIN app.tenant AS t4 ON t4."id" = t1."at_once_by"
      LEFT OUTER JOIN app.tenant AS t5 ON t5."id" = t1."set_time_by"
      LEFT OUTER JOIN app.tenant AS t6 ON t6."id" = t1."staged_by"
      LEFT OUTER JOIN app.tenant AS t7 ON t7."id" = t1."id"
      WHERE t1."uid" = $6::UUID
      AND t1."root" = $5
      LIMIT 1
    ),
    'null'
  ),
  ',"problemSettings":',
  (
    SELECT concat(
      '[',
      coalesce(
        string_agg(
          concat(
            '{"id":"ProblemSetting_',
            t10p."id",
            '","number":',
            CAST(t10p."number" AS TEXT),
            ',"state":"',
            t10p."state",
            '","exchanges":',
            CASE WHEN (t10p."exchanges" IS NULL) THEN 'null' ELSE CAST(t10p."exchanges" AS TEXT) END,
            ',"shown":',
            CASE WHEN (t10p."shown" IS NULL) THEN 'null' ELSE concat('"', t10p."shown", '"') END,
            ',"atOnce":',
            CASE WHEN (t10p."at_once" IS NULL) THEN 'null' ELSE concat('"', t10p."at_once", '"') END,
            ',"setTime":',
            CASE WHEN (t10p."set_time" IS NULL) THEN 'null' ELSE concat('"', t10p."set_time", '"') END,
            ',"staged":',
            CASE WHEN (t10p."staged" IS NULL) THEN 'null' ELSE concat('"', t10p."staged", '"') END,
            ',"pledgeLists":',
            to_json(t10p."pledge_lists"),
            ',"pledgeLabels":',
            to_json(t10p."pledge_labels"),
            ',"evidenceLists":',
            to_json(t10p."evidence_lists"),
            ',"secondSteps":',
            to_json(t10p."second_steps"),
            ',"admissionLines":',
            to_json(t10p."admission_lines"),
            ',"closureTests":',
            to_json(t10p."closure_tests"),
            ',"figures":',
            to_json(t10p."figures"),
            ',"leadOrgans":',
            to_json(t10p."lead_organs"),
            ',"setAt":"',
            to_char(timezone('UTC', t10p."set_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            '","tenant":',
            CASE WHEN (t11."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t11."name"), '}') END,
            '}'
          ),
          ','
          ORDER BY t10p."holder_slot" DESC,
          t10p."number" DESC,
          t10p."id" DESC
        ),
        ''
      ),
      ']'
    ) AS concat_4
    FROM (
      SELECT t10pu."id" AS id,
      t10pu."number" AS number,
      t10pu."state" AS state,
      t10pu."exchanges" AS exchanges,
      t10pu."shown" AS shown,
      t10pu."at_once" AS at_once,
      t10pu."set_time" AS set_time,
      t10pu."staged" AS staged,
      t10pu."pledge_lists" AS pledge_lists,
      t10pu."pledge_labels" AS pledge_labels,
      t10pu."evidence_lists" AS evidence_lists,
      t10pu."second_steps" AS second_steps,
      t10pu."admission_lines" AS admission_lines,
      t10pu."closure_tests" AS closure_tests,
      t10pu."figures" AS figures,
      t10pu."lead_organs" AS lead_organs,
      t10pu."set_at" AS set_at,
      t10pu."holder" AS holder,
      t10pu."holder_slot" AS holder_slot
      FROM (
        SELECT anon_1.id AS id,
        anon_1.number AS number,
        anon_1.state AS state,
        anon_1.exchanges AS exchanges,
        anon_1.shown AS shown,
        anon_1.at_once AS at_once,
        anon_1.set_time AS set_time,
        anon_1.staged AS staged,
        anon_1.pledge_lists AS pledge_lists,
        anon_1.pledge_labels AS pledge_labels,
        anon_1.evidence_lists AS evidence_lists,
        anon_1.second_steps AS second_steps,
        anon_1.admission_lines AS admission_lines,
        anon_1.closure_tests AS closure_tests,
        anon_1.figures AS figures,
        anon_1.lead_organs AS lead_organs,
        anon_1.set_at AS set_at,
        anon_1.holder AS holder,
        anon_1.holder_slot AS holder_slot
        FROM (
          SELECT t10."id" AS id,
          t10."number" AS number,
          t10."state" AS state,
          t10."exchanges" AS exchanges,
          t10."shown" AS shown,
          t10."at_once" AS at_once,
          t10."set_time" AS set_time,
          t10."staged" AS staged,
          t10."pledge_lists" AS pledge_lists,
          t10."pledge_labels" AS pledge_labels,
          t10."evidence_lists" AS evidence_lists,
          t10."second_steps" AS second_steps,
          t10."admission_lines" AS admission_lines,
          t10."closure_tests" AS closure_tests,
          t10."figures" AS figures,
          t10."lead_organs" AS lead_organs,
          t10."set_at" AS set_at,
          t10."holder" AS holder,
          t10."holder_slot" AS holder_slot
          FROM app.problem_setting AS t10
          WHERE t10."state" = 'PUBLISHED'
          AND t10."holder_parent" = $1
          ORDER BY t10."holder_slot" DESC,
          t10."number" DESC,
          t10."id" DESC
          LIMIT 100
        ) AS anon_1
        UNION ALL
        SELECT anon_2.id AS id,
        anon_2.number AS number,
        anon_2.state AS state,
        anon_2.exchanges AS exchanges,
        anon_2.shown AS shown,
        anon_2.at_once AS at_once,
        anon_2.set_time AS set_time,
        anon_2.staged AS staged,
        anon_2.pledge_lists AS pledge_lists,
        anon_2.pledge_labels AS pledge_labels,
        anon_2.evidence_lists AS evidence_lists,
        anon_2.second_steps AS second_steps,
        anon_2.admission_lines AS admission_lines,
        anon_2.closure_tests AS closure_tests,
        anon_2.figures AS figures,
        anon_2.lead_organs AS lead_organs,
        anon_2.set_at AS set_at,
        anon_2.holder AS holder,
        anon_2.holder_slot AS holder_slot
        FROM (
          SELECT t10."id" AS id,
          t10."number" AS number,
          t10."state" AS state,
          t10."exchanges" AS exchanges,
          t10."shown" AS shown,
          t10."at_once" AS at_once,
          t10."set_time" AS set_time,
          t10."staged" AS staged,
          t10."pledge_lists" AS pledge_lists,
          t10."pledge_labels" AS pledge_labels,
          t10."evidence_lists" AS evidence_lists,
          t10."second_steps" AS second_steps,
          t10."admission_lines" AS admission_lines,
          t10."closure_tests" AS closure_tests,
          t10."figures" AS figures,
          t10."lead_organs" AS lead_organs,
          t10."set_at" AS set_at,
          t10."holder" AS holder,
          t10."holder_slot" AS holder_slot
          FROM app.problem_setting AS t10
          WHERE t10."state" = 'PUBLISHED'
          AND t10."holder" = $1
          ORDER BY t10."holder_slot" DESC,
          t10."number" DESC,
          t10."id" DESC
          LIMIT 100
        ) AS anon_2
        UNION ALL
        SELECT anon_3.id AS id,
        anon_3.number AS number,
        anon_3.state AS state,
        anon_3.exchanges AS exchanges,
        anon_3.shown AS shown,
        anon_3.at_once AS at_once,
        anon_3.set_time AS set_time,
        anon_3.staged AS staged,
        anon_3.pledge_lists AS pledge_lists,
        anon_3.pledge_labels AS pledge_labels,
        anon_3.evidence_lists AS evidence_lists,
        anon_3.second_steps AS second_steps,
        anon_3.admission_lines AS admission_lines,
        anon_3.closure_tests AS closure_tests,
        anon_3.figures AS figures,
        anon_3.lead_organs AS lead_organs,
        anon_3.set_at AS set_at,
        anon_3.holder AS holder,
        anon_3.holder_slot AS holder_slot
        FROM (
          SELECT t10."id" AS id,
          t10."number" AS number,
          t10."state" AS state,
          t10."exchanges" AS exchanges,
          t10."shown" AS shown,
          t10."at_once" AS at_once,
          t10."set_time" AS set_time,
          t10."staged" AS staged,
          t10."pledge_lists" AS pledge_lists,
          t10."pledge_labels" AS pledge_labels,
          t10."evidence_lists" AS evidence_lists,
          t10."second_steps" AS second_steps,
          t10."admission_lines" AS admission_lines,
          t10."closure_tests" AS closure_tests,
          t10."figures" AS figures,
          t10."lead_organs" AS lead_organs,
          t10."set_at" AS set_at,
          t10."holder" AS holder,
          t10."holder_slot" AS holder_slot
          FROM app.problem_setting AS t10
          WHERE t10."state" = 'PUBLISHED'
          AND t10."holder" = ANY (CAST(ARRAY[$2, $3, $4] AS INTEGER[]))
          AND t10."state" = 'PUBLISHED'
          ORDER BY t10."holder_slot" DESC,
          t10."number" DESC,
          t10."id" DESC
          LIMIT 100
        ) AS anon_3
      ) AS t10pu
      ORDER BY t10pu."holder_slot" DESC,
      t10pu."number" DESC,
      t10pu."id" DESC
      LIMIT 100
    ) AS t10p
    LEFT OUTER JOIN app.tenant AS t11 ON t11."id" = t10p."holder"
  ),
  ',"escalations":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"id":"Escalation_',
            t12p."id",
            '","kind":"',
            t12p."kind",
            '","state":"',
            t12p."state",
            '","category":',
            CASE WHEN (t12p."category" IS NULL) THEN 'null' ELSE to_json(t12p."category") END,
            ',"items":',
            CAST(t12p."items" AS TEXT),
            ',"units":',
            CAST(t12p."units" AS TEXT),
            ',"proposedOn":"',
            t12p."proposed_on",
            '","reason":',
            CASE WHEN (t12p."reason" IS NULL) THEN 'null' ELSE to_json(t12p."reason") END,
            ',"version":',
            CAST(t12p."version" AS TEXT),
            ',"about":',
            CASE WHEN (t13."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t13."name"), '}') END,
            ',"problem":',
            CASE WHEN (t14."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t14."title"), '}') END,
            ',"viewerActions":[{"act":"DISMISS","allowed":',
            CAST(
              (
                t12p."holder" = $1
                AND (t12p."accused" && $7) IS NOT true
                AND t12p."state" IN ('PROPOSED')
              ) IS true AS TEXT
            ),
            ',"missing":',
            CASE WHEN (
              (t12p."holder" = $1 AND (t12p."accused" && $7) IS NOT true) IS NOT true
            ) THEN '"RULE"' WHEN ((t12p."state" IN ('PROPOSED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
            ',"furtherCheck":false}]}'
          ),
          ','
          ORDER BY t12p."proposed_on" DESC,
          t12p."id" DESC
        ),
        ''
      ),
      ']}'
    ) AS concat_5
    FROM (
      SELECT t12."id" AS id,
      t12."kind" AS kind,
      t12."state" AS state,
      t12."category" AS category,
      t12."items" AS items,
      t12."units" AS units,
      t12."proposed_on" AS proposed_on,
      t12."reason" AS reason,
      t12."version" AS version,
      t12."about" AS about,
      t12."problem_id" AS problem_id,
      t12."root" AS root,
      t12."accused" AS accused,
      t12."holder" AS holder
      FROM app.escalation AS t12
      WHERE t12."state" = 'PROPOSED'
      AND t12."holder" = $1
      AND (t12."accused" && $7) IS NOT true
      ORDER BY t12."proposed_on" DESC,
      t12."id" DESC
      LIMIT 50
    ) AS t12p
    LEFT OUTER JOIN app.tenant AS t13 ON t13."id" = t12p."about"
    LEFT OUTER JOIN app.problem AS t14 ON t14."root" = t12p."root"
    AND t14."id" = t12p."problem_id"
    AND (
      t14."at4" = $1
      AND t14."open_to" <= 4
      AND (t14."accused" && $7) IS NOT true
      OR $1 = ANY (t14."trail")
      AND (t14."at4" = $1 AND t14."open_to" <= 4) IS NOT true
      AND (t14."accused" && $7) IS NOT true
    )
  ),
  ',"all":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"kind":"',
            t15p."kind",
            '","state":"',
            t15p."state",
            '","reason":',
            CASE WHEN (t15p."reason" IS NULL) THEN 'null' ELSE to_json(t15p."reason") END,
            '}'
          ),
          ','
          ORDER BY t15p."proposed_on" DESC,
          t15p."id" DESC
        ),
        ''
      ),
      '],"totalCount":',
      CAST(
        least(
          (
            SELECT count(*) AS count_1
            FROM (
              SELECT 1
              FROM (
                SELECT anon_6.one AS one
                FROM (
                  SELECT 1 AS one
                  FROM app.escalation AS t15
                  WHERE t15."holder" = $1
                  AND (t15."accused" && $7) IS NOT true
                  LIMIT 201
                ) AS anon_6
              ) AS anon_5
              LIMIT 201
            ) AS anon_4
          ),
          200
        ) AS TEXT
      ),
      '}'
    ) AS concat_6
    FROM (
      SELECT t15."kind" AS kind,
      t15."state" AS state,
      t15."reason" AS reason,
      t15."proposed_on" AS proposed_on,
      t15."id" AS id
      FROM app.escalation AS t15
      WHERE t15."holder" = $1
      AND (t15."accused" && $7) IS NOT true
      ORDER BY t15."proposed_on" DESC,
      t15."id" DESC
      LIMIT 50
    ) AS t15p
  ),
  '}}'
) AS concat_1
