-- $1: viewer_tenant
-- $2: viewer_units
-- $3: viewer_post
-- $4: variable canal
-- $5: viewer_root
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
        ',"caseMembers":',
        (
          SELECT concat(
            '[',
            coalesce(
              string_agg(
                concat(
                  '{"id":"CaseMember_',
                  t4p."id",
                  '","duty":"',
                  t4p."duty",
                  '","state":"',
                  t4p."state",
                  '","resources":',
                  to_json(t4p."resources"),
                  ',"since":"',
                  t4p."since",
                  '","post":',
                  CASE WHEN (t5."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t5."title"), '}') END,
                  ',"problem":',
                  CASE WHEN (t6."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t6."title"), '}') END,
                  '}'
                ),
                ','
                ORDER BY t4p."duty" ASC,
                t4p."since" ASC,
                t4p."id" ASC
              ),
              ''
            ),
            ']'
          ) AS concat_4
          FROM (
            SELECT t4."id" AS id,
            t4."duty" AS duty,
            t4."state" AS state,
            t4."resources" AS resources,
            t4."since" AS since,
            t4."post_id" AS post_id,
            t4."root" AS root,
            t4."problem_id" AS problem_id
            FROM app.case_member AS t4
            WHERE t4."root" = t1."root"
            AND t4."problem_id" = t1."id"
            AND (t4."at4" = $1 AND t4."open_to" <= 4 AND (t4."accused" && $2) IS NOT true)
            ORDER BY t4."duty" ASC,
            t4."since" ASC,
            t4."id" ASC
            LIMIT 100
          ) AS t4p
          LEFT OUTER JOIN app.post AS t5 ON t5."root" = t4p."root"
          AND t5."id" = t4p."post_id"
          AND (
            t5."id" = $3::UUID
            OR t5."at4" = $1
            AND t5."open_to" <= 4
            AND (t5."id" = $3::UUID) IS NOT true
          )
          LEFT OUTER JOIN app.problem AS t6 ON t6."root" = t4p."root"
          AND t6."id" = t4p."problem_id"
          AND (
            t6."at4" = $1
            AND t6."open_to" <= 4
            AND (t6."accused" && $2) IS NOT true
            OR $1 = ANY (t6."trail")
            AND (t6."at4" = $1 AND t6."open_to" <= 4) IS NOT true
            AND (t6."accused" && $2) IS NOT true
          )
        ),
        '}'
      ) AS concat_2
      FROM app.problem AS t1
      WHERE t1."id" = $4::UUID
      AND t1."root" = $5
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
