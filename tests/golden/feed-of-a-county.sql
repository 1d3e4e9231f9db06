-- $1: viewer_tenant
-- $2: variable feed
-- $3: viewer_root
-- $4: variable plan
-- $5: variable plan
-- $6: viewer_person
-- $7: viewer_post
SELECT concat(
  '{"data":{"feeds":',
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
                  FROM app.feed AS t1
                  WHERE t1."state" = 'ACTIVE'
                  AND t1."holder_parent" = $1
                  LIMIT 201
                ) AS anon_3
                UNION ALL
                SELECT anon_4.one AS one
                FROM (
                  SELECT 1 AS one
                  FROM app.feed AS t1
                  WHERE t1."state" = 'ACTIVE'
                  AND t1."holder" = $1
                  LIMIT 201
                ) AS anon_4
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
          concat('{"name":', to_json(t1p."name"), '}'),
          ','
          ORDER BY t1p."name" ASC,
          t1p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_2
    FROM (
      SELECT t1pu."name" AS name,
      t1pu."id" AS id
      FROM (
        SELECT anon_5.name AS name,
        anon_5.id AS id
        FROM (
          SELECT t1."name" AS name,
          t1."id" AS id
          FROM app.feed AS t1
          WHERE t1."state" = 'ACTIVE'
          AND t1."holder_parent" = $1
          ORDER BY t1."name" ASC,
          t1."id" ASC
          LIMIT 50
        ) AS anon_5
        UNION ALL
        SELECT anon_6.name AS name,
        anon_6.id AS id
        FROM (
          SELECT t1."name" AS name,
          t1."id" AS id
          FROM app.feed AS t1
          WHERE t1."state" = 'ACTIVE'
          AND t1."holder" = $1
          ORDER BY t1."name" ASC,
          t1."id" ASC
          LIMIT 50
        ) AS anon_6
      ) AS t1pu
      ORDER BY t1pu."name" ASC,
      t1pu."id" ASC
      LIMIT 50
    ) AS t1p
  ),
  ',"feed":',
  coalesce(
    (
      SELECT concat(
        '{"id":"Feed_',
        t2."id",
        '","name":',
        to_json(t2."name"),
        ',"source":"',
        t2."source",
        '","kinds":',
        to_json(t2."kinds"),
        ',"budget":',
        CAST(t2."budget" AS TEXT),
        ',"rightsFrom":"',
        t2."rights_from",
        '","state":"',
        t2."state",
        '","createdAt":"',
        to_char(timezone('UTC', t2."created_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        '","formerSecretUntil":',
        CASE WHEN (t2."former_secret_until" IS NULL) THEN 'null' ELSE concat(
          '"',
          to_char(timezone('UTC', t2."former_secret_until"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
          '"'
        ) END,
        ',"lastCallAt":',
        CASE WHEN (t2."last_call_at" IS NULL) THEN 'null' ELSE concat(
          '"',
          to_char(timezone('UTC', t2."last_call_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
          '"'
        ) END,
        ',"lastErrorAt":',
        CASE WHEN (t2."last_error_at" IS NULL) THEN 'null' ELSE concat(
          '"',
          to_char(timezone('UTC', t2."last_error_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
          '"'
        ) END,
        ',"lastError":',
        CASE WHEN (t2."last_error" IS NULL) THEN 'null' ELSE to_json(t2."last_error") END,
        ',"version":',
        CAST(t2."version" AS TEXT),
        ',"tenant":',
        CASE WHEN (t3."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t3."name"), '}') END,
        ',"plans":',
        (
          SELECT concat(
            '{"nodes":[',
            coalesce(
              string_agg(
                concat(
                  '{"id":"FeedPlan_',
                  t4p."id",
                  '","plannedOn":"',
                  t4p."planned_on",
                  '","people":',
                  CAST(t4p."people" AS TEXT),
                  '}'
                ),
                ','
                ORDER BY t4p."planned_on" DESC,
                t4p."id" DESC
              ),
              ''
            ),
            ']}'
          ) AS concat_4
          FROM (
            SELECT t4."id" AS id,
            t4."planned_on" AS planned_on,
            t4."people" AS people
            FROM app.feed_plan AS t4
            WHERE t4."root" = t2."root"
            AND t4."feed_id" = t2."id"
            AND (t4."holder_parent" = $1 OR t4."holder" = $1)
            ORDER BY t4."planned_on" DESC,
            t4."id" DESC
            LIMIT 50
          ) AS t4p
        ),
        ',"viewerActions":[{"act":"SUSPEND","allowed":',
        CAST(
          (
            (t2."holder_parent" = $1 OR t2."holder" = $1)
            AND t2."state" IN ('ACTIVE', 'STOPPED')
          ) IS true AS TEXT
        ),
        ',"missing":',
        CASE WHEN ((t2."holder_parent" = $1 OR t2."holder" = $1) IS NOT true) THEN '"RULE"' WHEN ((t2."state" IN ('ACTIVE', 'STOPPED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
        ',"furtherCheck":false},{"act":"RESUME","allowed":',
        CAST(
          (
            (t2."holder_parent" = $1 OR t2."holder" = $1)
            AND t2."state" IN ('SUSPENDED', 'STOPPED')
          ) IS true AS TEXT
        ),
        ',"missing":',
        CASE WHEN ((t2."holder_parent" = $1 OR t2."holder" = $1) IS NOT true) THEN '"RULE"' WHEN ((t2."state" IN ('SUSPENDED', 'STOPPED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
        ',"furtherCheck":false},{"act":"ROTATE_SECRET","allowed":',
        CAST((t2."holder_parent" = $1 OR t2."holder" = $1) IS true AS TEXT),
        ',"missing":',
        CASE WHEN ((t2."holder_parent" = $1 OR t2."holder" = $1) IS NOT true) THEN '"RULE"' WHEN (true IS NOT true) THEN '"STATE"' ELSE 'null' END,
        ',"furtherCheck":false}]}'
      ) AS concat_3
      FROM app.feed AS t2
      LEFT OUTER JOIN app.tenant AS t3 ON t3."id" = t2."holder"
      WHERE t2."id" = $2::UUID
      AND t2."root" = $3
      AND (t2."holder_parent" = $1 OR t2."holder" = $1)
      LIMIT 1
    ),
    'null'
  ),
  ',"feedPlan":',
  coalesce(
    (
      SELECT concat(
        '{"id":"FeedPlan_',
        t5."id",
        '","plannedOn":"',
        t5."planned_on",
        '","people":',
        CAST(t5."people" AS TEXT),
        ',"hash":',
        to_json(t5."hash"),
        ',"undoToken":',
        to_json(
          encode(
            sha256(
              convert_to(
                concat(
                  CAST(t5."undo_token" AS TEXT),
                  '.',
                  (
                    SELECT count(*) AS count_2
                    FROM app.feed_line
                    WHERE app.feed_line.root = t5."root"
                    AND app.feed_line.plan_id = t5."id"
                    AND app.feed_line.state IN ('APPLIED', 'UNDONE')
                  )
                ),
                'UTF8'
              )
            ),
            'hex'
          )
        ),
        ',"applied":',
        CAST(
          (
            SELECT count(*) AS count_3
            FROM app.feed_line
            WHERE app.feed_line.root = t5."root"
            AND app.feed_line.plan_id = t5."id"
            AND app.feed_line.state IN ('APPLIED')
            AND app.feed_line.kept_because IS NULL
          ) AS TEXT
        ),
        ',"kept":',
        CAST(
          (
            SELECT count(*) AS count_4
            FROM app.feed_line
            WHERE app.feed_line.root = t5."root"
            AND app.feed_line.plan_id = t5."id"
            AND app.feed_line.state IN ('APPLIED')
            AND app.feed_line.kept_because IS NOT NULL
          ) AS TEXT
        ),
        ',"undone":',
        CAST(
          (
            SELECT count(*) AS count_5
            FROM app.feed_line
            WHERE app.feed_line.root = t5."root"
            AND app.feed_line.plan_id = t5."id"
            AND app.feed_line.state IN ('UNDONE')
          ) AS TEXT
        ),
        ',"waiting":',
        CAST(
          (
            SELECT count(*) AS count_6
            FROM app.feed_line
            WHERE app.feed_line.root = t5."root"
            AND app.feed_line.plan_id = t5."id"
            AND app.feed_line.state IN ('WAITING')
          ) AS TEXT
        ),
        ',"changedAt":"',
        to_char(timezone('UTC', t5."changed_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        '","version":',
        CAST(t5."version" AS TEXT),
        ',"feed":',
        CASE WHEN (t6."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t6."name"), '}') END,
        ',"lines":',
        (
          SELECT concat(
            '{"totalCount":',
            CAST(
              least(
                (
                  SELECT count(*) AS count_7
                  FROM (
                    SELECT 1
                    FROM (
                      SELECT anon_9.one AS one
                      FROM (
                        SELECT 1 AS one
                        FROM app.feed_line AS t7
                        WHERE t7."root" = t5."root"
                        AND t7."plan_id" = t5."id"
                        AND t7."state" = 'APPLIED'
                        AND (t7."holder_parent" = $1 OR t7."holder" = $1)
                        LIMIT 201
                      ) AS anon_9
                    ) AS anon_8
                    LIMIT 201
                  ) AS anon_7
                ),
                200
              ) AS TEXT
            ),
            ',"nodes":[',
            coalesce(
              string_agg(
                concat('{"label":', to_json(t7p."label"), ',"state":"', t7p."state", '"}'),
                ','
                ORDER BY t7p."made_at" ASC,
                t7p."id" ASC
              ),
              ''
            ),
            ']}'
          ) AS concat_6
          FROM (
            SELECT t7."label" AS label,
            t7."state" AS state,
            t7."made_at" AS made_at,
            t7."id" AS id
            FROM app.feed_line AS t7
            WHERE t7."root" = t5."root"
            AND t7."plan_id" = t5."id"
            AND t7."state" = 'APPLIED'
            AND (t7."holder_parent" = $1 OR t7."holder" = $1)
            ORDER BY t7."made_at" ASC,
            t7."id" ASC
            LIMIT 50
          ) AS t7p
        ),
        '}'
      ) AS concat_5
      FROM app.feed_plan AS t5
      LEFT OUTER JOIN app.feed AS t6 ON t6."root" = t5."root"
      AND t6."id" = t5."feed_id"
      AND (t6."holder_parent" = $1 OR t6."holder" = $1)
      WHERE t5."id" = $4::UUID
      AND t5."root" = $3
      AND (t5."holder_parent" = $1 OR t5."holder" = $1)
      LIMIT 1
    ),
    'null'
  ),
  ',"feedLines":',
  (
    SELECT concat(
      '{"totalCount":',
      CAST(
        least(
          (
            SELECT count(*) AS count_8
            FROM (
              SELECT 1
              FROM (
                SELECT anon_12.one AS one
                FROM (
                  SELECT 1 AS one
                  FROM app.feed_line AS t8
                  WHERE t8."plan_id" = $5::UUID
                  AND t8."holder_parent" = $1
                  LIMIT 201
                ) AS anon_12
                UNION ALL
                SELECT anon_13.one AS one
                FROM (
                  SELECT 1 AS one
                  FROM app.feed_line AS t8
                  WHERE t8."plan_id" = $5::UUID
                  AND t8."holder" = $1
                  LIMIT 201
                ) AS anon_13
              ) AS anon_11
              LIMIT 201
            ) AS anon_10
          ),
          200
        ) AS TEXT
      ),
      ',"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"id":"FeedLine_',
            t8p."id",
            '","kind":"',
            t8p."kind",
            '","subject":"',
            t8p."subject",
            '","state":"',
            t8p."state",
            '","reason":"',
            t8p."reason",
            '","confidence":',
            CAST(t8p."confidence" AS TEXT),
            ',"label":',
            to_json(t8p."label"),
            ',"fromText":',
            to_json(t8p."from_text"),
            ',"toText":',
            to_json(t8p."to_text"),
            ',"gains":',
            to_json(t8p."gains"),
            ',"loses":',
            to_json(t8p."loses"),
            ',"madeAt":"',
            to_char(timezone('UTC', t8p."made_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            '","decidedAt":',
            CASE WHEN (t8p."decided_at" IS NULL) THEN 'null' ELSE concat(
              '"',
              to_char(timezone('UTC', t8p."decided_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
              '"'
            ) END,
            ',"keptBecause":',
            CASE WHEN (t8p."kept_because" IS NULL) THEN 'null' ELSE to_json(t8p."kept_because") END,
            ',"version":',
            CAST(t8p."version" AS TEXT),
            ',"tenant":',
            CASE WHEN (t9."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t9."name"), '}') END,
            ',"plan":',
            CASE WHEN (t10."id" IS NULL) THEN 'null' ELSE concat('{"plannedOn":"', t10."planned_on", '"}') END,
            ',"person":',
            CASE WHEN (t11."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t11."name"), '}') END,
            ',"fromPost":',
            CASE WHEN (t12."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t12."title"), '}') END,
            ',"toPost":',
            CASE WHEN (t13."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t13."title"), '}') END,
            ',"handover":',
            (
              SELECT concat(
                '[',
                coalesce(
                  string_agg(
                    concat(
                      '{"kind":"',
                      t14p."kind",
                      '","dueOn":"',
                      t14p."due_on",
                      '","problem":',
                      CASE WHEN (t15."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t15."title"), '}') END,
                      '}'
                    ),
                    ','
                    ORDER BY t14p."due_on" ASC,
                    t14p."id" ASC
                  ),
                  ''
                ),
                ']'
              ) AS concat_8
              FROM (
                SELECT t14."kind" AS kind,
                t14."due_on" AS due_on,
                t14."problem_id" AS problem_id,
                t14."root" AS root,
                t14."id" AS id
                FROM (
                  SELECT app.problem.root AS root,
                  app.problem.id AS id,
                  app.problem.holder_post AS post_id,
                  'ITEM' AS kind,
                  app.problem.id AS problem_id,
                  app.problem.due_on AS due_on
                  FROM app.problem
                  WHERE false
                  UNION ALL
                  SELECT app.measure.root AS root,
                  app.measure.id AS id,
                  app.measure.owner_post AS owner_post,
                  'MEASURE' AS anon_14,
                  app.measure.problem_id AS problem_id,
                  app.measure.due_on AS due_on
                  FROM app.measure JOIN app.problem ON app.problem.root = app.measure.root
                  AND app.problem.id = app.measure.problem_id
                  WHERE false
                  UNION ALL
                  SELECT app.assignment.root AS root,
                  app.assignment.id AS id,
                  app.assignment.lead_post AS lead_post,
                  'PART' AS anon_15,
                  app.assignment.problem_id AS problem_id,
                  app.assignment.due_on AS due_on
                  FROM app.assignment
                  WHERE false
                  UNION ALL
                  SELECT app.case_lead.root AS root,
                  app.case_lead.id AS id,
                  app.case_lead.post_id AS post_id,
                  'LEAD' AS anon_16,
                  app.case_lead.problem_id AS problem_id,
                  app.problem.due_on AS due_on
                  FROM app.case_lead JOIN app.problem ON app.problem.root = app.case_lead.root
                  AND app.problem.id = app.case_lead.problem_id
                  WHERE false
                ) AS t14
                WHERE t14."root" = t8p."root"
                AND t14."post_id" = t8p."from_post_id"
                ORDER BY t14."due_on" ASC,
                t14."id" ASC
                LIMIT 200
              ) AS t14p
              LEFT OUTER JOIN app.problem AS t15 ON false
            ),
            ',"viewerActions":[{"act":"CONFIRM","allowed":',
            CAST((false AND t8p."state" IN ('WAITING')) IS true AS TEXT),
            ',"missing":',
            CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN ((t8p."state" IN ('WAITING')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
            ',"furtherCheck":true},{"act":"DECLINE","allowed":',
            CAST((false AND t8p."state" IN ('WAITING')) IS true AS TEXT),
            ',"missing":',
            CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN ((t8p."state" IN ('WAITING')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
            ',"furtherCheck":false}]}'
          ),
          ','
          ORDER BY t8p."made_at" ASC,
          t8p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_7
    FROM (
      SELECT t8pu."id" AS id,
      t8pu."kind" AS kind,
      t8pu."subject" AS subject,
      t8pu."state" AS state,
      t8pu."reason" AS reason,
      t8pu."confidence" AS confidence,
      t8pu."label" AS label,
      t8pu."from_text" AS from_text,
      t8pu."to_text" AS to_text,
      t8pu."gains" AS gains,
      t8pu."loses" AS loses,
      t8pu."made_at" AS made_at,
      t8pu."decided_at" AS decided_at,
      t8pu."kept_because" AS kept_because,
      t8pu."version" AS version,
      t8pu."holder" AS holder,
      t8pu."plan_id" AS plan_id,
      t8pu."root" AS root,
      t8pu."person_id" AS person_id,
      t8pu."from_post_id" AS from_post_id,
      t8pu."to_post_id" AS to_post_id
      FROM (
        SELECT anon_17.id AS id,
        anon_17.kind AS kind,
        anon_17.subject AS subject,
        anon_17.state AS state,
        anon_17.reason AS reason,
        anon_17.confidence AS confidence,
        anon_17.label AS label,
        anon_17.from_text AS from_text,
        anon_17.to_text AS to_text,
        anon_17.gains AS gains,
        anon_17.loses AS loses,
        anon_17.made_at AS made_at,
        anon_17.decided_at AS decided_at,
        anon_17.kept_because AS kept_because,
        anon_17.version AS version,
        anon_17.holder AS holder,
        anon_17.plan_id AS plan_id,
        anon_17.root AS root,
        anon_17.person_id AS person_id,
        anon_17.from_post_id AS from_post_id,
        anon_17.to_post_id AS to_post_id
        FROM (
          SELECT t8."id" AS id,
          t8."kind" AS kind,
          t8."subject" AS subject,
          t8."state" AS state,
          t8."reason" AS reason,
          t8."confidence" AS confidence,
          t8."label" AS label,
          t8."from_text" AS from_text,
          t8."to_text" AS to_text,
          t8."gains" AS gains,
          t8."loses" AS loses,
          t8."made_at" AS made_at,
          t8."decided_at" AS decided_at,
          t8."kept_because" AS kept_because,
          t8."version" AS version,
          t8."holder" AS holder,
          t8."plan_id" AS plan_id,
          t8."root" AS root,
          t8."person_id" AS person_id,
          t8."from_post_id" AS from_post_id,
          t8."to_post_id" AS to_post_id
          FROM app.feed_line AS t8
          WHERE t8."plan_id" = $5::UUID
          AND t8."holder_parent" = $1
          ORDER BY t8."made_at" ASC,
          t8."id" ASC
          LIMIT 50
        ) AS anon_17
        UNION ALL
        SELECT anon_18.id AS id,
        anon_18.kind AS kind,
        anon_18.subject AS subject,
        anon_18.state AS state,
        anon_18.reason AS reason,
        anon_18.confidence AS confidence,
        anon_18.label AS label,
        anon_18.from_text AS from_text,
        anon_18.to_text AS to_text,
        anon_18.gains AS gains,
        anon_18.loses AS loses,
        anon_18.made_at AS made_at,
        anon_18.decided_at AS decided_at,
        anon_18.kept_because AS kept_because,
        anon_18.version AS version,
        anon_18.holder AS holder,
        anon_18.plan_id AS plan_id,
        anon_18.root AS root,
        anon_18.person_id AS person_id,
        anon_18.from_post_id AS from_post_id,
        anon_18.to_post_id AS to_post_id
        FROM (
          SELECT t8."id" AS id,
          t8."kind" AS kind,
          t8."subject" AS subject,
          t8."state" AS state,
          t8."reason" AS reason,
          t8."confidence" AS confidence,
          t8."label" AS label,
          t8."from_text" AS from_text,
          t8."to_text" AS to_text,
          t8."gains" AS gains,
          t8."loses" AS loses,
          t8."made_at" AS made_at,
          t8."decided_at" AS decided_at,
          t8."kept_because" AS kept_because,
          t8."version" AS version,
          t8."holder" AS holder,
          t8."plan_id" AS plan_id,
          t8."root" AS root,
          t8."person_id" AS person_id,
          t8."from_post_id" AS from_post_id,
          t8."to_post_id" AS to_post_id
          FROM app.feed_line AS t8
          WHERE t8."plan_id" = $5::UUID
          AND t8."holder" = $1
          ORDER BY t8."made_at" ASC,
          t8."id" ASC
          LIMIT 50
        ) AS anon_18
      ) AS t8pu
      ORDER BY t8pu."made_at" ASC,
      t8pu."id" ASC
      LIMIT 50
    ) AS t8p
    LEFT OUTER JOIN app.tenant AS t9 ON t9."id" = t8p."holder"
    LEFT OUTER JOIN app.feed_plan AS t10 ON t10."root" = t8p."root"
    AND t10."id" = t8p."plan_id"
    AND (t10."holder_parent" = $1 OR t10."holder" = $1)
    LEFT OUTER JOIN app.person AS t11 ON t11."root" = t8p."root"
    AND t11."id" = t8p."person_id"
    AND (t11."id" = $6::UUID)
    LEFT OUTER JOIN app.post AS t12 ON t12."root" = t8p."root"
    AND t12."id" = t8p."from_post_id"
    AND (
      t12."id" = $7::UUID
      OR t12."holder_parent" = $1
      AND (t12."id" = $7::UUID) IS NOT true
      OR t12."holder" = $1
      AND (t12."id" = $7::UUID) IS NOT true
    )
    LEFT OUTER JOIN app.post AS t13 ON t13."root" = t8p."root"
    AND t13."id" = t8p."to_post_id"
    AND (
      t13."id" = $7::UUID
      OR t13."holder_parent" = $1
      AND (t13."id" = $7::UUID) IS NOT true
      OR t13."holder" = $1
      AND (t13."id" = $7::UUID) IS NOT true
    )
  ),
  ',"feedLinesWaiting":',
  (
    SELECT concat(
      '{"totalCount":',
      CAST(
        least(
          (
            SELECT count(*) AS count_9
            FROM (
              SELECT 1
              FROM (
                SELECT anon_21.one AS one
                FROM (
                  SELECT 1 AS one
                  FROM app.feed_line AS t16
                  WHERE t16."state" = 'WAITING'
                  AND t16."holder_parent" = $1
                  LIMIT 201
                ) AS anon_21
                UNION ALL
                SELECT anon_22.one AS one
                FROM (
                  SELECT 1 AS one
                  FROM app.feed_line AS t16
                  WHERE t16."state" = 'WAITING'
                  AND t16."holder" = $1
                  LIMIT 201
                ) AS anon_22
              ) AS anon_20
              LIMIT 201
            ) AS anon_19
          ),
          200
        ) AS TEXT
      ),
      ',"nodes":[',
      coalesce(
        string_agg(
          concat('{"label":', to_json(t16p."label"), ',"reason":"', t16p."reason", '"}'),
          ','
          ORDER BY t16p."made_at" ASC,
          t16p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_9
    FROM (
      SELECT t16pu."label" AS label,
      t16pu."reason" AS reason,
      t16pu."made_at" AS made_at,
      t16pu."id" AS id
      FROM (
        SELECT anon_23.label AS label,
        anon_23.reason AS reason,
        anon_23.made_at AS made_at,
        anon_23.id AS id
        FROM (
          SELECT t16."label" AS label,
          t16."reason" AS reason,
          t16."made_at" AS made_at,
          t16."id" AS id
          FROM app.feed_line AS t16
          WHERE t16."state" = 'WAITING'
          AND t16."holder_parent" = $1
          ORDER BY t16."made_at" ASC,
          t16."id" ASC
          LIMIT 50
        ) AS anon_23
        UNION ALL
        SELECT anon_24.label AS label,
        anon_24.reason AS reason,
        anon_24.made_at AS made_at,
        anon_24.id AS id
        FROM (
          SELECT t16."label" AS label,
          t16."reason" AS reason,
          t16."made_at" AS made_at,
          t16."id" AS id
          FROM app.feed_line AS t16
          WHERE t16."state" = 'WAITING'
          AND t16."holder" = $1
          ORDER BY t16."made_at" ASC,
          t16."id" ASC
          LIMIT 50
        ) AS anon_24
      ) AS t16pu
      ORDER BY t16pu."made_at" ASC,
      t16pu."id" ASC
      LIMIT 50
    ) AS t16p
  ),
  '}}'
) AS concat_1
