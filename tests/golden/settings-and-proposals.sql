-- $1: viewer_tenant
-- $2: viewer_at1
-- $3: viewer_at2
-- $4: viewer_at3
-- $5: viewer_units
SELECT concat(
  '{"data":{"problemSettings":',
  (
    SELECT concat(
      '[',
      coalesce(
        string_agg(
          concat(
            '{"id":"ProblemSetting_',
            t1p."id",
            '","number":',
            CAST(t1p."number" AS TEXT),
            ',"state":"',
            t1p."state",
            '","exchanges":',
            CASE WHEN (t1p."exchanges" IS NULL) THEN 'null' ELSE CAST(t1p."exchanges" AS TEXT) END,
            ',"shown":',
            CASE WHEN (t1p."shown" IS NULL) THEN 'null' ELSE concat('"', t1p."shown", '"') END,
            ',"atOnce":',
            CASE WHEN (t1p."at_once" IS NULL) THEN 'null' ELSE concat('"', t1p."at_once", '"') END,
            ',"setTime":',
            CASE WHEN (t1p."set_time" IS NULL) THEN 'null' ELSE concat('"', t1p."set_time", '"') END,
            ',"staged":',
            CASE WHEN (t1p."staged" IS NULL) THEN 'null' ELSE concat('"', t1p."staged", '"') END,
            ',"pledgeLists":',
            to_json(t1p."pledge_lists"),
            ',"pledgeLabels":',
            to_json(t1p."pledge_labels"),
            ',"evidenceLists":',
            to_json(t1p."evidence_lists"),
            ',"secondSteps":',
            to_json(t1p."second_steps"),
            ',"admissionLines":',
            to_json(t1p."admission_lines"),
            ',"closureTests":',
            to_json(t1p."closure_tests"),
            ',"figures":',
            to_json(t1p."figures"),
            ',"leadOrgans":',
            to_json(t1p."lead_organs"),
            ',"setAt":"',
            to_char(timezone('UTC', t1p."set_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            '","tenant":',
            CASE WHEN (t2."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t2."name"), '}') END,
            '}'
          ),
          ','
          ORDER BY t1p."holder_slot" DESC,
          t1p."number" DESC,
          t1p."id" DESC
        ),
        ''
      ),
      ']'
    ) AS concat_2
    FROM (
      SELECT t1pu."id" AS id,
      t1pu."number" AS number,
      t1pu."state" AS state,
      t1pu."exchanges" AS exchanges,
      t1pu."shown" AS shown,
      t1pu."at_once" AS at_once,
      t1pu."set_time" AS set_time,
      t1pu."staged" AS staged,
      t1pu."pledge_lists" AS pledge_lists,
      t1pu."pledge_labels" AS pledge_labels,
      t1pu."evidence_lists" AS evidence_lists,
      t1pu."second_steps" AS second_steps,
      t1pu."admission_lines" AS admission_lines,
      t1pu."closure_tests" AS closure_tests,
      t1pu."figures" AS figures,
      t1pu."lead_organs" AS lead_organs,
      t1pu."set_at" AS set_at,
      t1pu."holder" AS holder,
      t1pu."holder_slot" AS holder_slot
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
          SELECT t1."id" AS id,
          t1."number" AS number,
          t1."state" AS state,
          t1."exchanges" AS exchanges,
          t1."shown" AS shown,
          t1."at_once" AS at_once,
          t1."set_time" AS set_time,
          t1."staged" AS staged,
          t1."pledge_lists" AS pledge_lists,
          t1."pledge_labels" AS pledge_labels,
          t1."evidence_lists" AS evidence_lists,
          t1."second_steps" AS second_steps,
          t1."admission_lines" AS admission_lines,
          t1."closure_tests" AS closure_tests,
          t1."figures" AS figures,
          t1."lead_organs" AS lead_organs,
          t1."set_at" AS set_at,
          t1."holder" AS holder,
          t1."holder_slot" AS holder_slot
          FROM app.problem_setting AS t1
          WHERE t1."state" = 'PUBLISHED'
          AND t1."holder_parent" = $1
          ORDER BY t1."holder_slot" DESC,
          t1."number" DESC,
          t1."id" DESC
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
          SELECT t1."id" AS id,
          t1."number" AS number,
          t1."state" AS state,
          t1."exchanges" AS exchanges,
          t1."shown" AS shown,
          t1."at_once" AS at_once,
          t1."set_time" AS set_time,
          t1."staged" AS staged,
          t1."pledge_lists" AS pledge_lists,
          t1."pledge_labels" AS pledge_labels,
          t1."evidence_lists" AS evidence_lists,
          t1."second_steps" AS second_steps,
          t1."admission_lines" AS admission_lines,
          t1."closure_tests" AS closure_tests,
          t1."figures" AS figures,
          t1."lead_organs" AS lead_organs,
          t1."set_at" AS set_at,
          t1."holder" AS holder,
          t1."holder_slot" AS holder_slot
          FROM app.problem_setting AS t1
          WHERE t1."state" = 'PUBLISHED'
          AND t1."holder" = $1
          ORDER BY t1."holder_slot" DESC,
          t1."number" DESC,
          t1."id" DESC
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
          SELECT t1."id" AS id,
          t1."number" AS number,
          t1."state" AS state,
          t1."exchanges" AS exchanges,
          t1."shown" AS shown,
          t1."at_once" AS at_once,
          t1."set_time" AS set_time,
          t1."staged" AS staged,
          t1."pledge_lists" AS pledge_lists,
          t1."pledge_labels" AS pledge_labels,
          t1."evidence_lists" AS evidence_lists,
          t1."second_steps" AS second_steps,
          t1."admission_lines" AS admission_lines,
          t1."closure_tests" AS closure_tests,
          t1."figures" AS figures,
          t1."lead_organs" AS lead_organs,
          t1."set_at" AS set_at,
          t1."holder" AS holder,
          t1."holder_slot" AS holder_slot
          FROM app.problem_setting AS t1
          WHERE t1."state" = 'PUBLISHED'
          AND t1."holder" = ANY (CAST(ARRAY[$2, $3, $4] AS INTEGER[]))
          AND t1."state" = 'PUBLISHED'
          ORDER BY t1."holder_slot" DESC,
          t1."number" DESC,
          t1."id" DESC
          LIMIT 100
        ) AS anon_3
      ) AS t1pu
      ORDER BY t1pu."holder_slot" DESC,
      t1pu."number" DESC,
      t1pu."id" DESC
      LIMIT 100
    ) AS t1p
    LEFT OUTER JOIN app.tenant AS t2 ON t2."id" = t1p."holder"
  ),
  ',"escalations":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"id":"Escalation_',
            t3p."id",
            '","kind":"',
            t3p."kind",
            '","state":"',
            t3p."state",
            '","category":',
            CASE WHEN (t3p."category" IS NULL) THEN 'null' ELSE to_json(t3p."category") END,
            ',"items":',
            CAST(t3p."items" AS TEXT),
            ',"units":',
            CAST(t3p."units" AS TEXT),
            ',"proposedOn":"',
            t3p."proposed_on",
            '","reason":',
            CASE WHEN (t3p."reason" IS NULL) THEN 'null' ELSE to_json(t3p."reason") END,
            ',"version":',
            CAST(t3p."version" AS TEXT),
            ',"about":',
            CASE WHEN (t4."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t4."name"), '}') END,
            ',"problem":',
            CASE WHEN (t5."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t5."title"), '}') END,
            ',"viewerActions":[{"act":"DISMISS","allowed":',
            CAST(
              (
                t3p."holder" = $1
                AND (t3p."accused" && $5) IS NOT true
                AND t3p."state" IN ('PROPOSED')
              ) IS true AS TEXT
            ),
            ',"missing":',
            CASE WHEN (
              (t3p."holder" = $1 AND (t3p."accused" && $5) IS NOT true) IS NOT true
            ) THEN '"RULE"' WHEN ((t3p."state" IN ('PROPOSED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
            ',"furtherCheck":false}]}'
          ),
          ','
          ORDER BY t3p."proposed_on" DESC,
          t3p."id" DESC
        ),
        ''
      ),
      ']}'
    ) AS concat_3
    FROM (
      SELECT t3."id" AS id,
      t3."kind" AS kind,
      t3."state" AS state,
      t3."category" AS category,
      t3."items" AS items,
      t3."units" AS units,
      t3."proposed_on" AS proposed_on,
      t3."reason" AS reason,
      t3."version" AS version,
      t3."about" AS about,
      t3."problem_id" AS problem_id,
      t3."root" AS root,
      t3."accused" AS accused,
      t3."holder" AS holder
      FROM app.escalation AS t3
      WHERE t3."state" = 'PROPOSED'
      AND t3."holder" = $1
      AND (t3."accused" && $5) IS NOT true
      ORDER BY t3."proposed_on" DESC,
      t3."id" DESC
      LIMIT 50
    ) AS t3p
    LEFT OUTER JOIN app.tenant AS t4 ON t4."id" = t3p."about"
    LEFT OUTER JOIN app.problem AS t5 ON t5."root" = t3p."root"
    AND t5."id" = t3p."problem_id"
    AND (
      t5."at4" = $1
      AND t5."open_to" <= 4
      AND (t5."accused" && $5) IS NOT true
      OR $1 = ANY (t5."trail")
      AND (t5."at4" = $1 AND t5."open_to" <= 4) IS NOT true
      AND (t5."accused" && $5) IS NOT true
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
            t6p."kind",
            '","state":"',
            t6p."state",
            '","reason":',
            CASE WHEN (t6p."reason" IS NULL) THEN 'null' ELSE to_json(t6p."reason") END,
            '}'
          ),
          ','
          ORDER BY t6p."proposed_on" DESC,
          t6p."id" DESC
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
                  FROM app.escalation AS t6
                  WHERE t6."holder" = $1
                  AND (t6."accused" && $5) IS NOT true
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
    ) AS concat_4
    FROM (
      SELECT t6."kind" AS kind,
      t6."state" AS state,
      t6."reason" AS reason,
      t6."proposed_on" AS proposed_on,
      t6."id" AS id
      FROM app.escalation AS t6
      WHERE t6."holder" = $1
      AND (t6."accused" && $5) IS NOT true
      ORDER BY t6."proposed_on" DESC,
      t6."id" DESC
      LIMIT 50
    ) AS t6p
  ),
  '}}'
) AS concat_1
