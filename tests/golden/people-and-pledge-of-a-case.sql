-- $1: viewer_tenant
-- $2: viewer_units
-- $3: viewer_post
-- $4: viewer_person
-- $5: variable canal
-- $6: viewer_root
SELECT concat(
  '{"data":{"problem":',
  coalesce(
    (
      SELECT concat(
        '{"pledges":',
        (
          SELECT concat(
            '[',
            coalesce(
              string_agg(
                concat(
                  '{"id":"ProblemPledge_',
                  t2p."id",
                  '","text":',
                  to_json(t2p."text"),
                  ',"publicText":',
                  to_json(t2p."public_text"),
                  ',"dueOn":"',
                  t2p."due_on",
                  '","signedBy":',
                  to_json(t2p."signed_title"),
                  ',"signedAt":"',
                  to_char(timezone('UTC', t2p."signed_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                  '","problem":',
                  CASE WHEN (t3."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t3."title"), '}') END,
                  '}'
                ),
                ','
                ORDER BY t2p."signed_at" ASC,
                t2p."id" ASC
              ),
              ''
            ),
            ']'
          ) AS concat_3
          FROM (
            SELECT t2."id" AS id,
            t2."text" AS text,
            t2."public_text" AS public_text,
            t2."due_on" AS due_on,
            t2."signed_title" AS signed_title,
            t2."signed_at" AS signed_at,
            t2."problem_id" AS problem_id,
            t2."root" AS root
            FROM app.problem_pledge AS t2
            WHERE t2."root" = t1."root"
            AND t2."problem_id" = t1."id"
            AND (t2."at4" = $1 AND t2."open_to" <= 4 AND (t2."accused" && $2) IS NOT true)
            ORDER BY t2."signed_at" ASC,
            t2."id" ASC
            LIMIT 100
          ) AS t2p
          LEFT OUTER JOIN app.problem AS t3 ON t3."root" = t2p."root"
          AND t3."id" = t2p."problem_id"
          AND (
            t3."at4" = $1
            AND t3."open_to" <= 4
            AND (t3."accused" && $2) IS NOT true
            OR $1 = ANY (t3."trail")
            AND (t3."at4" = $1 AND t3."open_to" <= 4) IS NOT true
            AND (t3."accused" && $2) IS NOT true
          )
        ),
        ',"leaderInCharge":',
        CASE WHEN (t4."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t4."title"), '}') END,
        ',"ledBy":',
        CASE WHEN (t5."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t5."name"), '}') END,
        ',"leads":',
        (
          SELECT concat(
            '[',
            coalesce(
              string_agg(
                concat(
                  '{"id":"CaseLead_',
                  t6p."id",
                  '","text":',
                  to_json(t6p."text"),
                  ',"state":"',
                  t6p."state",
                  '","since":"',
                  t6p."since",
                  '","until":',
                  CASE WHEN (t6p."until" IS NULL) THEN 'null' ELSE concat('"', t6p."until", '"') END,
                  ',"reason":',
                  CASE WHEN (t6p."reason" IS NULL) THEN 'null' ELSE to_json(t6p."reason") END,
                  ',"tenant":',
                  CASE WHEN (t7."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t7."name"), '}') END,
                  ',"post":',
                  CASE WHEN (t8."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t8."title"), '}') END,
                  ',"person":',
                  CASE WHEN (t9."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t9."name"), '}') END,
                  ',"problem":',
                  CASE WHEN (t10."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t10."title"), '}') END,
                  '}'
                ),
                ','
                ORDER BY t6p."since" ASC,
                t6p."id" ASC
              ),
              ''
            ),
            ']'
          ) AS concat_4
          FROM (
            SELECT t6."id" AS id,
            t6."text" AS text,
            t6."state" AS state,
            t6."since" AS since,
            t6."until" AS until,
            t6."reason" AS reason,
            t6."level" AS level,
            t6."post_id" AS post_id,
            t6."root" AS root,
            t6."person_id" AS person_id,
            t6."problem_id" AS problem_id
            FROM app.case_lead AS t6
            WHERE t6."root" = t1."root"
            AND t6."problem_id" = t1."id"
            AND (t6."at4" = $1 AND t6."open_to" <= 4 AND (t6."accused" && $2) IS NOT true)
            ORDER BY t6."since" ASC,
            t6."id" ASC
            LIMIT 100
          ) AS t6p
          LEFT OUTER JOIN app.tenant AS t7 ON t7."id" = t6p."level"
          LEFT OUTER JOIN app.post AS t8 ON t8."root" = t6p."root"
          AND t8."id" = t6p."post_id"
          AND (
            t8."id" = $3::UUID
            OR t8."at4" = $1
            AND t8."open_to" <= 4
            AND (t8."id" = $3::UUID) IS NOT true
          )
          LEFT OUTER JOIN app.person AS t9 ON t9."root" = t6p."root"
          AND t9."id" = t6p."person_id"
          AND (
            t9."id" = $4::UUID
            OR t9."at4" = $1
            AND t9."open_to" <= 4
            AND (t9."id" = $4::UUID) IS NOT true
          )
          LEFT OUTER JOIN app.problem AS t10 ON t10."root" = t6p."root"
          AND t10."id" = t6p."problem_id"
          AND (
            t10."at4" = $1
            AND t10."open_to" <= 4
            AND (t10."accused" && $2) IS NOT true
            OR $1 = ANY (t10."trail")
            AND (t10."at4" = $1 AND t10."open_to" <= 4) IS NOT true
            AND (t10."accused" && $2) IS NOT true
          )
        ),
        ',"caseMembers":',
        (
          SELECT concat(
            '[',
            coalesce(
              string_agg(
                concat(
                  '{"id":"CaseMember_',
                  t11p."id",
                  '","duty":"',
                  t11p."duty",
                  '","state":"',
                  t11p."state",
                  '","formedBy":',
                  CASE WHEN (t12."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t12."name"), '}') END,
                  ',"people":',
                  CASE WHEN (t11p."people" IS NULL) THEN 'null' ELSE CAST(t11p."people" AS TEXT) END,
                  ',"yuan":',
                  CASE WHEN (t11p."yuan" IS NULL) THEN 'null' ELSE CAST(t11p."yuan" AS TEXT) END,
                  ',"resources":',
                  to_json(t11p."resources"),
                  ',"since":"',
                  t11p."since",
                  '","post":',
                  CASE WHEN (t13."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t13."title"), '}') END,
                  ',"problem":',
                  CASE WHEN (t14."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t14."title"), '}') END,
                  '}'
                ),
                ','
                ORDER BY t11p."duty" ASC,
                t11p."since" ASC,
                t11p."id" ASC
              ),
              ''
            ),
            ']'
          ) AS concat_5
          FROM (
            SELECT t11."id" AS id,
            t11."duty" AS duty,
            t11."state" AS state,
            t11."formed_by" AS formed_by,
            t11."people" AS people,
            t11."yuan" AS yuan,
            t11."resources" AS resources,
            t11."since" AS since,
            t11."post_id" AS post_id,
            t11."root" AS root,
            t11."problem_id" AS problem_id
            FROM app.case_member AS t11
            WHERE t11."root" = t1."root"
            AND t11."problem_id" = t1."id"
            AND (t11."at4" = $1 AND t11."open_to" <= 4 AND (t11."accused" && $2) IS NOT true)
            ORDER BY t11."duty" ASC,
            t11."since" ASC,
            t11."id" ASC
            LIMIT 100
          ) AS t11p
          LEFT OUTER JOIN app.tenant AS t12 ON t12."id" = t11p."formed_by"
          LEFT OUTER JOIN app.post AS t13 ON t13."root" = t11p."root"
          AND t13."id" = t11p."post_id"
          AND (
            t13."id" = $3::UUID
            OR t13."at4" = $1
            AND t13."open_to" <= 4
            AND (t13."id" = $3::UUID) IS NOT true
          )
          LEFT OUTER JOIN app.problem AS t14 ON t14."root" = t11p."root"
          AND t14."id" = t11p."problem_id"
          AND (
            t14."at4" = $1
            AND t14."open_to" <= 4
            AND (t14."accused" && $2) IS NOT true
            OR $1 = ANY (t14."trail")
            AND (t14."at4" = $1 AND t14."open_to" <= 4) IS NOT true
            AND (t14."accused" && $2) IS NOT true
          )
        ),
        '}'
      ) AS concat_2
      FROM app.problem AS t1
      LEFT OUTER JOIN app.post AS t4 ON t4."root" = t1."root"
      AND t4."id" = t1."leader_post"
      AND (
        t4."id" = $3::UUID
        OR t4."at4" = $1
        AND t4."open_to" <= 4
        AND (t4."id" = $3::UUID) IS NOT true
      )
      LEFT OUTER JOIN app.tenant AS t5 ON t5."id" = t1."led_by"
      WHERE t1."id" = $5::UUID
      AND t1."root" = $6
      AND (
        t1."at4" = $1
        AND t1."open_to" <= 4
        AND (t1."accused" && $2) IS NOT true
        OR $1 = ANY (t1."trail")
        AND (t1."at4" = $1 AND t1."open_to" <= 4) IS NOT true
        AND (t1."accused" && $2) IS NOT true
      )
      LIMIT 1
    ),
    'null'
  ),
  '}}'
) AS concat_1
