-- $1: viewer_tenant
-- $2: viewer_units
-- $3: viewer_person
-- $4: variable id
-- $5: viewer_root
-- $6: variable one
-- $7: variable id
-- $8: variable id
-- $9: variable id
-- $10: viewer_tenants
SELECT concat(
  '{"data":{"closingSheet":',
  coalesce(
    (
      SELECT concat(
        '{"id":"Closing_',
        t1."id",
        '","listType":"',
        t1."list_type",
        '","label":',
        CASE WHEN (t1."class" IS NULL) THEN 'null' ELSE concat('"', t1."class", '"') END,
        ',"rootCause":"',
        t1."root_cause",
        '","partyBuildingReason":',
        to_json(t1."party_building_reason"),
        ',"mechanism":',
        to_json(t1."mechanism"),
        ',"teamProblemControl":',
        CAST(t1."team_problem_control" AS TEXT),
        ',"chiefDutyBearing":',
        CAST(t1."chief_duty_bearing" AS TEXT),
        ',"cadreWorkDrive":',
        CAST(t1."cadre_work_drive" AS TEXT),
        ',"text":',
        to_json(t1."text"),
        ',"closedAt":"',
        to_char(timezone('UTC', t1."closed_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        '","cancelledAt":',
        CASE WHEN (t1."cancelled_at" IS NULL) THEN 'null' ELSE concat(
          '"',
          to_char(timezone('UTC', t1."cancelled_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
          '"'
        ) END,
        ',"falseClosing":',
        CAST(t1."false_closing" AS TEXT),
        ',"level":',
        CASE WHEN (t2."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t2."name"), '}') END,
        ',"responsible":',
        CASE WHEN (t3."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t3."name"), '}') END,
        ',"handledBy":',
        CASE WHEN (t4."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t4."name"), '}') END,
        ',"ledBy":',
        CASE WHEN (t5."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t5."name"), '}') END,
        ',"closedBy":',
        CASE WHEN (t6."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t6."name"), '}') END,
        ',"problem":',
        CASE WHEN (t7."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t7."title"), '}') END,
        ',"followUps":',
        (
          SELECT concat(
            '[',
            coalesce(
              string_agg(
                concat('{"kind":"', t8p."kind", '","text":', to_json(t8p."text"), '}'),
                ','
                ORDER BY t8p."ordered_at" ASC,
                t8p."id" ASC
              ),
              ''
            ),
            ']'
          ) AS concat_3
          FROM (
            SELECT t8."kind" AS kind,
            t8."text" AS text,
            t8."ordered_at" AS ordered_at,
            t8."id" AS id
            FROM app.follow_up AS t8
            WHERE t8."root" = t1."root"
            AND t8."closing_id" = t1."id"
            AND (
              t8."level" = $1
              AND (t8."accused" && $2) IS NOT true
              OR t8."level_parent" = $1
              AND (t8."level" = $1) IS NOT true
              AND (t8."accused" && $2) IS NOT true
              OR t8."at3" = $1
              AND t8."open_to" <= 3
              AND (t8."level" = $1) IS NOT true
              AND (t8."level_parent" = $1) IS NOT true
              AND (t8."accused" && $2) IS NOT true
            )
            ORDER BY t8."ordered_at" ASC,
            t8."id" ASC
            LIMIT 10
          ) AS t8p
        ),
        '}'
      ) AS concat_2
      FROM app.closing AS t1
      LEFT OUTER JOIN app.tenant AS t2 ON t2."id" = t1."level"
      LEFT OUTER JOIN app.tenant AS t3 ON t3."id" = t1."about"
      LEFT OUTER JOIN app.person AS t4 ON t4."root" = t1."root"
      AND t4."id" = t1."handled_by"
      AND (
        t4."id" = $3::UUID
        OR t4."at3" = $1
        AND t4."open_to" <= 3
        AND (t4."id" = $3::UUID) IS NOT true
      )
      LEFT OUTER JOIN app.person AS t5 ON t5."root" = t1."root"
      AND t5."id" = t1."lead_person"
      AND (
        t5."id" = $3::UUID
        OR t5."at3" = $1
        AND t5."open_to" <= 3
        AND (t5."id" = $3::UUID) IS NOT true
      )
      LEFT OUTER JOIN app.person AS t6 ON t6."root" = t1."root"
      AND t6."id" = t1."closed_by"
      AND (
        t6."id" = $3::UUID
        OR t6."at3" = $1
        AND t6."open_to" <= 3
        AND (t6."id" = $3::UUID) IS NOT true
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
      WHERE t1."problem_id" = $4::UUID
      AND t1."root" = $5
      AND (
        t1."level" = $1
        AND (t1."accused" && $2) IS NOT true
        OR t1."level_parent" = $1
        AND (t1."level" = $1) IS NOT true
        AND (t1."accused" && $2) IS NOT true
        OR t1."at3" = $1
        AND t1."open_to" <= 3
        AND (t1."level" = $1) IS NOT true
        AND (t1."level_parent" = $1) IS NOT true
        AND (t1."accused" && $2) IS NOT true
      )
      ORDER BY t1."closed_at" DESC,
      t1."id" DESC
      LIMIT 1
    ),
    'null'
  ),
  ',"closing":',
  coalesce(
    (
      SELECT concat(
        '{"cancelledAt":',
        CASE WHEN (t9."cancelled_at" IS NULL) THEN 'null' ELSE concat(
          '"',
          to_char(timezone('UTC', t9."cancelled_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
          '"'
        ) END,
        ',"falseClosing":',
        CAST(t9."false_closing" AS TEXT),
        '}'
      ) AS concat_4
      FROM app.closing AS t9
      WHERE t9."id" = $6::UUID
      AND t9."root" = $5
      AND (
        t9."level" = $1
        AND (t9."accused" && $2) IS NOT true
        OR t9."level_parent" = $1
        AND (t9."level" = $1) IS NOT true
        AND (t9."accused" && $2) IS NOT true
        OR t9."at3" = $1
        AND t9."open_to" <= 3
        AND (t9."level" = $1) IS NOT true
        AND (t9."level_parent" = $1) IS NOT true
        AND (t9."accused" && $2) IS NOT true
      )
      LIMIT 1
    ),
    'null'
  ),
  ',"closings":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"closedAt":"',
            to_char(timezone('UTC', t10p."closed_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            '","cancelledAt":',
            CASE WHEN (t10p."cancelled_at" IS NULL) THEN 'null' ELSE concat(
              '"',
              to_char(timezone('UTC', t10p."cancelled_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
              '"'
            ) END,
            '}'
          ),
          ','
          ORDER BY t10p."closed_at" ASC,
          t10p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_5
    FROM (
      SELECT t10pu."closed_at" AS closed_at,
      t10pu."cancelled_at" AS cancelled_at,
      t10pu."id" AS id
      FROM (
        SELECT anon_1.closed_at AS closed_at,
        anon_1.cancelled_at AS cancelled_at,
        anon_1.id AS id
        FROM (
          SELECT t10."closed_at" AS closed_at,
          t10."cancelled_at" AS cancelled_at,
          t10."id" AS id
          FROM app.closing AS t10
          WHERE t10."problem_id" = $7::UUID
          AND t10."level" = $1
          AND (t10."accused" && $2) IS NOT true
          ORDER BY t10."closed_at" ASC,
          t10."id" ASC
          LIMIT 50
        ) AS anon_1
        UNION ALL
        SELECT anon_2.closed_at AS closed_at,
        anon_2.cancelled_at AS cancelled_at,
        anon_2.id AS id
        FROM (
          SELECT t10."closed_at" AS closed_at,
          t10."cancelled_at" AS cancelled_at,
          t10."id" AS id
          FROM app.closing AS t10
          WHERE t10."problem_id" = $7::UUID
          AND t10."level_parent" = $1
          AND (t10."level" = $1) IS NOT true
          AND (t10."accused" && $2) IS NOT true
          ORDER BY t10."closed_at" ASC,
          t10."id" ASC
          LIMIT 50
        ) AS anon_2
        UNION ALL
        SELECT anon_3.closed_at AS closed_at,
        anon_3.cancelled_at AS cancelled_at,
        anon_3.id AS id
        FROM (
          SELECT t10."closed_at" AS closed_at,
          t10."cancelled_at" AS cancelled_at,
          t10."id" AS id
          FROM app.closing AS t10
          WHERE t10."problem_id" = $7::UUID
          AND t10."at3" = $1
          AND t10."open_to" <= 3
          AND (t10."level" = $1) IS NOT true
          AND (t10."level_parent" = $1) IS NOT true
          AND (t10."accused" && $2) IS NOT true
          ORDER BY t10."closed_at" ASC,
          t10."id" ASC
          LIMIT 50
        ) AS anon_3
      ) AS t10pu
      ORDER BY t10pu."closed_at" ASC,
      t10pu."id" ASC
      LIMIT 50
    ) AS t10p
  ),
  ',"followUps":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"id":"FollowUp_',
            t11p."id",
            '","kind":"',
            t11p."kind",
            '","text":',
            to_json(t11p."text"),
            ',"dueOn":',
            CASE WHEN (t11p."due_on" IS NULL) THEN 'null' ELSE concat('"', t11p."due_on", '"') END,
            ',"state":"',
            t11p."state",
            '","result":',
            CASE WHEN (t11p."result" IS NULL) THEN 'null' ELSE to_json(t11p."result") END,
            ',"orderedAt":"',
            to_char(timezone('UTC', t11p."ordered_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            '","version":',
            CAST(t11p."version" AS TEXT),
            ',"problem":',
            CASE WHEN (t12."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t12."title"), '}') END,
            ',"closing":',
            CASE WHEN (t13."id" IS NULL) THEN 'null' ELSE concat(
              '{"closedAt":"',
              to_char(timezone('UTC', t13."closed_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
              '"}'
            ) END,
            ',"viewerActions":[{"act":"REPORT","allowed":',
            CAST((false AND t11p."state" IN ('ORDERED')) IS true AS TEXT),
            ',"missing":',
            CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN ((t11p."state" IN ('ORDERED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
            '}]}'
          ),
          ','
          ORDER BY t11p."ordered_at" ASC,
          t11p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_6
    FROM (
      SELECT t11pu."id" AS id,
      t11pu."kind" AS kind,
      t11pu."text" AS text,
      t11pu."due_on" AS due_on,
      t11pu."state" AS state,
      t11pu."result" AS result,
      t11pu."ordered_at" AS ordered_at,
      t11pu."version" AS version,
      t11pu."problem_id" AS problem_id,
      t11pu."root" AS root,
      t11pu."closing_id" AS closing_id
      FROM (
        SELECT anon_4.id AS id,
        anon_4.kind AS kind,
        anon_4.text AS text,
        anon_4.due_on AS due_on,
        anon_4.state AS state,
        anon_4.result AS result,
        anon_4.ordered_at AS ordered_at,
        anon_4.version AS version,
        anon_4.problem_id AS problem_id,
        anon_4.root AS root,
        anon_4.closing_id AS closing_id
        FROM (
          SELECT t11."id" AS id,
          t11."kind" AS kind,
          t11."text" AS text,
          t11."due_on" AS due_on,
          t11."state" AS state,
          t11."result" AS result,
          t11."ordered_at" AS ordered_at,
          t11."version" AS version,
          t11."problem_id" AS problem_id,
          t11."root" AS root,
          t11."closing_id" AS closing_id
          FROM app.follow_up AS t11
          WHERE t11."problem_id" = $8::UUID
          AND t11."state" = 'REPORTED'
          AND t11."kind" = 'SWEEP'
          AND t11."level" = $1
          AND (t11."accused" && $2) IS NOT true
          ORDER BY t11."ordered_at" ASC,
          t11."id" ASC
          LIMIT 50
        ) AS anon_4
        UNION ALL
        SELECT anon_5.id AS id,
        anon_5.kind AS kind,
        anon_5.text AS text,
        anon_5.due_on AS due_on,
        anon_5.state AS state,
        anon_5.result AS result,
        anon_5.ordered_at AS ordered_at,
        anon_5.version AS version,
        anon_5.problem_id AS problem_id,
        anon_5.root AS root,
        anon_5.closing_id AS closing_id
        FROM (
          SELECT t11."id" AS id,
          t11."kind" AS kind,
          t11."text" AS text,
          t11."due_on" AS due_on,
          t11."state" AS state,
          t11."result" AS result,
          t11."ordered_at" AS ordered_at,
          t11."version" AS version,
          t11."problem_id" AS problem_id,
          t11."root" AS root,
          t11."closing_id" AS closing_id
          FROM app.follow_up AS t11
          WHERE t11."problem_id" = $8::UUID
          AND t11."state" = 'REPORTED'
          AND t11."kind" = 'SWEEP'
          AND t11."level_parent" = $1
          AND (t11."level" = $1) IS NOT true
          AND (t11."accused" && $2) IS NOT true
          ORDER BY t11."ordered_at" ASC,
          t11."id" ASC
          LIMIT 50
        ) AS anon_5
        UNION ALL
        SELECT anon_6.id AS id,
        anon_6.kind AS kind,
        anon_6.text AS text,
        anon_6.due_on AS due_on,
        anon_6.state AS state,
        anon_6.result AS result,
        anon_6.ordered_at AS ordered_at,
        anon_6.version AS version,
        anon_6.problem_id AS problem_id,
        anon_6.root AS root,
        anon_6.closing_id AS closing_id
        FROM (
          SELECT t11."id" AS id,
          t11."kind" AS kind,
          t11."text" AS text,
          t11."due_on" AS due_on,
          t11."state" AS state,
          t11."result" AS result,
          t11."ordered_at" AS ordered_at,
          t11."version" AS version,
          t11."problem_id" AS problem_id,
          t11."root" AS root,
          t11."closing_id" AS closing_id
          FROM app.follow_up AS t11
          WHERE t11."problem_id" = $8::UUID
          AND t11."state" = 'REPORTED'
          AND t11."kind" = 'SWEEP'
          AND t11."at3" = $1
          AND t11."open_to" <= 3
          AND (t11."level" = $1) IS NOT true
          AND (t11."level_parent" = $1) IS NOT true
          AND (t11."accused" && $2) IS NOT true
          ORDER BY t11."ordered_at" ASC,
          t11."id" ASC
          LIMIT 50
        ) AS anon_6
      ) AS t11pu
      ORDER BY t11pu."ordered_at" ASC,
      t11pu."id" ASC
      LIMIT 50
    ) AS t11p
    LEFT OUTER JOIN app.problem AS t12 ON t12."root" = t11p."root"
    AND t12."id" = t11p."problem_id"
    AND (
      t12."listed_by" = $1
      AND (t12."accused" && $2) IS NOT true
      OR t12."listed_parent" = $1
      AND (t12."listed_by" = $1) IS NOT true
      AND (t12."accused" && $2) IS NOT true
      OR t12."at3" = $1
      AND t12."open_to" <= 3
      AND (t12."listed_by" = $1) IS NOT true
      AND (t12."listed_parent" = $1) IS NOT true
      AND (t12."accused" && $2) IS NOT true
      OR $1 = ANY (t12."trail")
      AND (t12."listed_by" = $1) IS NOT true
      AND (t12."listed_parent" = $1) IS NOT true
      AND (t12."at3" = $1 AND t12."open_to" <= 3) IS NOT true
      AND (t12."accused" && $2) IS NOT true
    )
    LEFT OUTER JOIN app.closing AS t13 ON t13."root" = t11p."root"
    AND t13."id" = t11p."closing_id"
    AND (
      t13."level" = $1
      AND (t13."accused" && $2) IS NOT true
      OR t13."level_parent" = $1
      AND (t13."level" = $1) IS NOT true
      AND (t13."accused" && $2) IS NOT true
      OR t13."at3" = $1
      AND t13."open_to" <= 3
      AND (t13."level" = $1) IS NOT true
      AND (t13."level_parent" = $1) IS NOT true
      AND (t13."accused" && $2) IS NOT true
    )
  ),
  ',"evaluationCodes":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"id":"EvaluationCode_',
            t14p."id",
            '","round":',
            CAST(t14p."round" AS TEXT),
            ',"channel":"',
            t14p."channel",
            '","state":"',
            t14p."state",
            '","openedAt":"',
            to_char(timezone('UTC', t14p."opened_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            '","expiresAt":"',
            to_char(timezone('UTC', t14p."expires_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            '","problem":',
            CASE WHEN (t15."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t15."title"), '}') END,
            ',"openedBy":',
            CASE WHEN (t16."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t16."name"), '}') END,
            '}'
          ),
          ','
          ORDER BY t14p."opened_at" ASC,
          t14p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_7
    FROM (
      SELECT t14."id" AS id,
      t14."round" AS round,
      t14."channel" AS channel,
      t14."state" AS state,
      t14."opened_at" AS opened_at,
      t14."expires_at" AS expires_at,
      t14."problem_id" AS problem_id,
      t14."root" AS root,
      t14."author_person" AS author_person
      FROM app.evaluation_code AS t14
      WHERE t14."problem_id" = $9::UUID
      AND t14."author_tenant" = $1
      AND (t14."accused" && $2) IS NOT true
      AND (t14."holder" = ANY ($10)) IS NOT true
      ORDER BY t14."opened_at" ASC,
      t14."id" ASC
      LIMIT 50
    ) AS t14p
    LEFT OUTER JOIN app.problem AS t15 ON t15."root" = t14p."root"
    AND t15."id" = t14p."problem_id"
    AND (
      t15."listed_by" = $1
      AND (t15."accused" && $2) IS NOT true
      OR t15."listed_parent" = $1
      AND (t15."listed_by" = $1) IS NOT true
      AND (t15."accused" && $2) IS NOT true
      OR t15."at3" = $1
      AND t15."open_to" <= 3
      AND (t15."listed_by" = $1) IS NOT true
      AND (t15."listed_parent" = $1) IS NOT true
      AND (t15."accused" && $2) IS NOT true
      OR $1 = ANY (t15."trail")
      AND (t15."listed_by" = $1) IS NOT true
      AND (t15."listed_parent" = $1) IS NOT true
      AND (t15."at3" = $1 AND t15."open_to" <= 3) IS NOT true
      AND (t15."accused" && $2) IS NOT true
    )
    LEFT OUTER JOIN app.person AS t16 ON t16."root" = t14p."root"
    AND t16."id" = t14p."author_person"
    AND (
      t16."id" = $3::UUID
      OR t16."at3" = $1
      AND t16."open_to" <= 3
      AND (t16."id" = $3::UUID) IS NOT true
    )
  ),
  '}}'
) AS concat_1
