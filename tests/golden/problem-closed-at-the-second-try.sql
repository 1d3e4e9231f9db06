-- $1: viewer_tenant
-- $2: viewer_units
-- $3: viewer_post
-- $4: viewer_tenants
-- $5: viewer_person
-- $6: viewer_at4
-- $7: viewer_at5
-- $8: today
-- $9: viewer_parent
-- $10: variable id
-- $11: viewer_root
SELECT concat(
  '{"data":{"problem":',
  coalesce(
    (
      SELECT concat(
        concat(
          '{"id":"Problem_',
          t1."id",
          '","listType":"',
          t1."list_type",
          '","state":"',
          t1."state",
          '","title":',
          to_json(t1."title"),
          ',"facts":',
          to_json(t1."facts"),
          ',"place":',
          to_json(t1."place"),
          ',"source":',
          to_json(t1."source"),
          ',"reportedAt":"',
          to_char(timezone('UTC', t1."reported_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
          '","admissionTrace":',
          CASE WHEN (t1."admission" IS NULL) THEN 'null' ELSE to_json(t1."admission") END,
          ',"admissionZh":',
          CASE WHEN (t1."admission_zh" IS NULL) THEN 'null' ELSE to_json(t1."admission_zh") END,
          ',"admissionEn":',
          CASE WHEN (t1."admission_en" IS NULL) THEN 'null' ELSE to_json(t1."admission_en") END,
          ',"reason":',
          CASE WHEN (t1."reason" IS NULL) THEN 'null' ELSE to_json(t1."reason") END,
          ',"suggestion":',
          CASE WHEN (t1."suggestion" IS NULL) THEN 'null' ELSE to_json(t1."suggestion") END,
          ',"label":',
          CASE WHEN (t1."class" IS NULL) THEN 'null' ELSE concat('"', t1."class", '"') END,
          ',"colour":',
          CASE WHEN (t1."colour" IS NULL) THEN 'null' ELSE concat('"', t1."colour", '"') END,
          ',"alert":"',
          t1."alert",
          '","dueOn":"',
          t1."due_on",
          '","open":',
          CAST(t1."open" AS TEXT),
          ',"overdue":',
          CAST(t1."overdue" AS TEXT),
          ',"hopCount":',
          CAST(t1."hops" AS TEXT),
          ',"returnCount":',
          CAST(t1."returns" AS TEXT),
          ',"recurrenceCount":',
          CAST(t1."recurrences" AS TEXT),
          ',"supporterCount":',
          CAST(t1."supporters" AS TEXT),
          ',"proposedStep":',
          CASE WHEN (
            t1."at3" = $1
            AND t1."open_to" <= 3
            AND (t1."accused" && $2) IS NOT true
          ) THEN CASE WHEN (t1."proposal" IS NULL) THEN 'null' ELSE concat('"', t1."proposal", '"') END ELSE 'null' END,
          ',"restAskedUntil":',
          CASE WHEN (
            t1."at3" = $1
            AND t1."open_to" <= 3
            AND (t1."accused" && $2) IS NOT true
          ) THEN CASE WHEN (t1."rest_asked_until" IS NULL) THEN 'null' ELSE concat('"', t1."rest_asked_until", '"') END ELSE 'null' END,
          ',"restGround":',
          CASE WHEN (
            t1."at3" = $1
            AND t1."open_to" <= 3
            AND (t1."accused" && $2) IS NOT true
          ) THEN CASE WHEN (t1."rest_ground" IS NULL) THEN 'null' ELSE concat('"', t1."rest_ground", '"') END ELSE 'null' END,
          ',"withdrawalCount":',
          CAST(t1."withdrawals" AS TEXT),
          ',"proposedGround":',
          CASE WHEN (
            t1."at3" = $1
            AND t1."open_to" <= 3
            AND (t1."accused" && $2) IS NOT true
          ) THEN CASE WHEN (t1."proposed_ground" IS NULL) THEN 'null' ELSE concat('"', t1."proposed_ground", '"') END ELSE 'null' END,
          ',"proposedMode":',
          CASE WHEN (
            t1."at3" = $1
            AND t1."open_to" <= 3
            AND (t1."accused" && $2) IS NOT true
          ) THEN CASE WHEN (t1."proposed_mode" IS NULL) THEN 'null' ELSE concat('"', t1."proposed_mode", '"') END ELSE 'null' END,
          ',"proposedTrack":',
          CASE WHEN (
            t1."at3" = $1
            AND t1."open_to" <= 3
            AND (t1."accused" && $2) IS NOT true
          ) THEN CASE WHEN (t1."proposed_track" IS NULL) THEN 'null' ELSE concat('"', t1."proposed_track", '"') END ELSE 'null' END,
          ',"rootCause":',
          CASE WHEN (t1."root_cause" IS NULL) THEN 'null' ELSE to_json(t1."root_cause") END,
          ',"lastingMechanism":',
          CASE WHEN (t1."lasting_mechanism" IS NULL) THEN 'null' ELSE to_json(t1."lasting_mechanism") END,
          ',"sameTypeFollowUp":',
          CASE WHEN (t1."same_type_follow_up" IS NULL) THEN 'null' ELSE to_json(t1."same_type_follow_up") END,
          ',"version":',
          CAST(t1."version" AS TEXT),
          ',"tenant":',
          CASE WHEN (t2."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t2."name"), '}') END,
          ',"origin":',
          CASE WHEN (t3."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t3."name"), '}') END,
          ',"listedBy":',
          CASE WHEN (t4."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t4."name"), '}') END,
          ',"post":',
          CASE WHEN (t5."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t5."title"), '}') END,
          ',"leadPost":',
          CASE WHEN (t6."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t6."title"), '}') END,
          ',"reportedBy":',
          CASE WHEN (t7."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t7."name"), '}') END,
          ',"mergedInto":',
          CASE WHEN (t8."id" IS NULL) THEN 'null' ELSE concat('{"id":"Problem_', t8."id", '"}') END,
          ',"hops":',
          (
            SELECT concat(
              '[',
              coalesce(
                string_agg(
                  concat(
                    '{"id":"Hop_',
                    t9p."id",
                    '","seq":',
                    CAST(t9p."seq" AS TEXT),
                    ',"direction":"',
                    t9p."direction",
                    '","byRule":',
                    CAST(t9p."by_rule" AS TEXT),
                    ',"shown":"',
                    t9p."shown",
                    '","madeAt":"',
                    to_char(timezone('UTC', t9p."made_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                    '","madeBy":',
                    CASE WHEN (
                      t9p."author_tenant" = $1
                      AND (t9p."accused" && $2) IS NOT true
                      OR t9p."at3" = $1
                      AND t9p."open_to" <= 3
                      AND (t9p."author_tenant" = $1) IS NOT true
                      AND (t9p."accused" && $2) IS NOT true
                      OR t9p."shown" IN ('WHO', 'ALL')
                      AND $1 = ANY (t9p."trail")
                      AND (t9p."author_tenant" = $1) IS NOT true
                      AND (t9p."at3" = $1 AND t9p."open_to" <= 3) IS NOT true
                      AND (t9p."accused" && $2) IS NOT true
                    ) THEN CASE WHEN (t9p."made_by" IS NULL) THEN 'null' ELSE to_json(t9p."made_by") END ELSE 'null' END,
                    ',"note":',
                    CASE WHEN (
                      t9p."author_tenant" = $1
                      AND (t9p."accused" && $2) IS NOT true
                      OR t9p."at3" = $1
                      AND t9p."open_to" <= 3
                      AND (t9p."author_tenant" = $1) IS NOT true
                      AND (t9p."accused" && $2) IS NOT true
                      OR t9p."shown" = 'ALL'
                      AND $1 = ANY (t9p."trail")
                      AND (t9p."author_tenant" = $1) IS NOT true
                      AND (t9p."at3" = $1 AND t9p."open_to" <= 3) IS NOT true
                      AND (t9p."accused" && $2) IS NOT true
                    ) THEN CASE WHEN (t9p."note" IS NULL) THEN 'null' ELSE to_json(t9p."note") END ELSE 'null' END,
                    ',"problem":',
                    CASE WHEN (t10."id" IS NULL) THEN 'null' ELSE concat('{"id":"Problem_', t10."id", '"}') END,
                    '}'
                  ),
                  ','
                  ORDER BY t9p."seq" ASC,
                  t9p."id" ASC
                ),
                ''
              ),
              ']'
            ) AS concat_3
            FROM (
              SELECT t9."id" AS id,
              t9."seq" AS seq,
              t9."direction" AS direction,
              t9."by_rule" AS by_rule,
              t9."shown" AS shown,
              t9."made_at" AS made_at,
              t9."made_by" AS made_by,
              t9."accused" AS accused,
              t9."author_tenant" AS author_tenant,
              t9."open_to" AS open_to,
              t9."at3" AS at3,
              t9."trail" AS trail,
              t9."note" AS note,
              t9."problem_id" AS problem_id,
              t9."root" AS root
              FROM app.hop AS t9
              WHERE t9."root" = t1."root"
              AND t9."problem_id" = t1."id"
              AND (
                t9."author_tenant" = $1
                AND (t9."accused" && $2) IS NOT true
                OR t9."at3" = $1
                AND t9."open_to" <= 3
                AND (t9."author_tenant" = $1) IS NOT true
                AND (t9."accused" && $2) IS NOT true
                OR t9."shown" IN ('THAT', 'WHO', 'ALL')
                AND $1 = ANY (t9."trail")
                AND (t9."author_tenant" = $1) IS NOT true
                AND (t9."at3" = $1 AND t9."open_to" <= 3) IS NOT true
                AND (t9."accused" && $2) IS NOT true
              )
              ORDER BY t9."seq" ASC,
              t9."id" ASC
              LIMIT 100
            ) AS t9p
            LEFT OUTER JOIN app.problem AS t10 ON t10."root" = t9p."root"
            AND t10."id" = t9p."problem_id"
            AND (
              t10."at3" = $1
              AND t10."open_to" <= 3
              AND (t10."accused" && $2) IS NOT true
              OR $1 = ANY (t10."trail")
              AND (t10."at3" = $1 AND t10."open_to" <= 3) IS NOT true
              AND (t10."accused" && $2) IS NOT true
            )
          ),
          ',"happenings":',
          (
            SELECT concat(
              '{"nodes":[',
              coalesce(
                string_agg(
                  concat(
                    '{"id":"Happening_',
                    t11p."id",
                    '","act":"',
                    t11p."act",
                    '","before":',
                    CASE WHEN (t11p."before" IS NULL) THEN 'null' ELSE concat('"', t11p."before", '"') END,
                    ',"after":"',
                    t11p."after",
                    '","shown":"',
                    t11p."shown",
                    '","happenedAt":"',
                    to_char(timezone('UTC', t11p."happened_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                    '","by":',
                    CASE WHEN (
                      t11p."author_tenant" = $1
                      AND (t11p."accused" && $2) IS NOT true
                      OR t11p."at3" = $1
                      AND t11p."open_to" <= 3
                      AND (t11p."author_tenant" = $1) IS NOT true
                      AND (t11p."accused" && $2) IS NOT true
                      OR t11p."shown" IN ('WHO', 'ALL')
                      AND $1 = ANY (t11p."trail")
                      AND (t11p."author_tenant" = $1) IS NOT true
                      AND (t11p."at3" = $1 AND t11p."open_to" <= 3) IS NOT true
                      AND (t11p."accused" && $2) IS NOT true
                    ) THEN CASE WHEN (t11p."author_title" IS NULL) THEN 'null' ELSE to_json(t11p."author_title") END ELSE 'null' END,
                    ',"reason":',
                    CASE WHEN (
                      t11p."author_tenant" = $1
                      AND (t11p."accused" && $2) IS NOT true
                      OR t11p."at3" = $1
                      AND t11p."open_to" <= 3
                      AND (t11p."author_tenant" = $1) IS NOT true
                      AND (t11p."accused" && $2) IS NOT true
                      OR t11p."shown" = 'ALL'
                      AND $1 = ANY (t11p."trail")
                      AND (t11p."author_tenant" = $1) IS NOT true
                      AND (t11p."at3" = $1 AND t11p."open_to" <= 3) IS NOT true
                      AND (t11p."accused" && $2) IS NOT true
                    ) THEN CASE WHEN (t11p."reason" IS NULL) THEN 'null' ELSE to_json(t11p."reason") END ELSE 'null' END,
                    ',"forum":',
                    CASE WHEN (
                      t11p."author_tenant" = $1
                      AND (t11p."accused" && $2) IS NOT true
                      OR t11p."at3" = $1
                      AND t11p."open_to" <= 3
                      AND (t11p."author_tenant" = $1) IS NOT true
                      AND (t11p."accused" && $2) IS NOT true
                      OR t11p."shown" = 'ALL'
                      AND $1 = ANY (t11p."trail")
                      AND (t11p."author_tenant" = $1) IS NOT true
                      AND (t11p."at3" = $1 AND t11p."open_to" <= 3) IS NOT true
                      AND (t11p."accused" && $2) IS NOT true
                    ) THEN CASE WHEN (t11p."forum" IS NULL) THEN 'null' ELSE concat('"', t11p."forum", '"') END ELSE 'null' END,
                    ',"text":',
                    CASE WHEN (
                      t11p."author_tenant" = $1
                      AND (t11p."accused" && $2) IS NOT true
                      OR t11p."at3" = $1
                      AND t11p."open_to" <= 3
                      AND (t11p."author_tenant" = $1) IS NOT true
                      AND (t11p."accused" && $2) IS NOT true
                      OR t11p."shown" = 'ALL'
                      AND $1 = ANY (t11p."trail")
                      AND (t11p."author_tenant" = $1) IS NOT true
                      AND (t11p."at3" = $1 AND t11p."open_to" <= 3) IS NOT true
                      AND (t11p."accused" && $2) IS NOT true
                    ) THEN CASE WHEN (t11p."text" IS NULL) THEN 'null' ELSE to_json(t11p."text") END ELSE 'null' END,
                    ',"problem":',
                    CASE WHEN (t12."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t12."title"), '}') END,
                    '}'
                  ),
                  ','
                  ORDER BY t11p."happened_at" ASC,
                  t11p."id" ASC
                ),
                ''
              ),
              ']}'
            ) AS concat_4
            FROM (
              SELECT t11."id" AS id,
              t11."act" AS act,
              t11."before" AS before,
              t11."after" AS after,
              t11."shown" AS shown,
              t11."happened_at" AS happened_at,
              t11."author_title" AS author_title,
              t11."accused" AS accused,
              t11."author_tenant" AS author_tenant,
              t11."open_to" AS open_to,
              t11."at3" AS at3,
              t11."trail" AS trail,
              t11."reason" AS reason,
              t11."forum" AS forum,
              t11."text" AS text,
              t11."problem_id" AS problem_id,
              t11."root" AS root
              FROM app.happening AS t11
              WHERE t11."root" = t1."root"
              AND t11."problem_id" = t1."id"
              AND (
                t11."author_tenant" = $1
                AND (t11."accused" && $2) IS NOT true
                OR t11."at3" = $1
                AND t11."open_to" <= 3
                AND (t11."author_tenant" = $1) IS NOT true
                AND (t11."accused" && $2) IS NOT true
                OR t11."shown" IN ('THAT', 'WHO', 'ALL')
                AND $1 = ANY (t11."trail")
                AND (t11."author_tenant" = $1) IS NOT true
                AND (t11."at3" = $1 AND t11."open_to" <= 3) IS NOT true
                AND (t11."accused" && $2) IS NOT true
              )
              ORDER BY t11."happened_at" ASC,
              t11."id" ASC
              LIMIT 50
            ) AS t11p
            LEFT OUTER JOIN app.problem AS t12 ON t12."root" = t11p."root"
            AND t12."id" = t11p."problem_id"
            AND (
              t12."at3" = $1
              AND t12."open_to" <= 3
              AND (t12."accused" && $2) IS NOT true
              OR $1 = ANY (t12."trail")
              AND (t12."at3" = $1 AND t12."open_to" <= 3) IS NOT true
              AND (t12."accused" && $2) IS NOT true
            )
          ),
          ',"measures":',
          (
            SELECT concat(
              '[',
              coalesce(
                string_agg(
                  concat(
                    '{"id":"Measure_',
                    t13p."id",
                    '","position":',
                    CAST(t13p."position" AS TEXT),
                    ',"text":',
                    to_json(t13p."text"),
                    ',"dueOn":"',
                    t13p."due_on",
                    '","approach":',
                    CASE WHEN (t13p."approach" IS NULL) THEN 'null' ELSE concat('"', t13p."approach", '"') END,
                    ',"round":',
                    CAST(t13p."round" AS TEXT),
                    ',"state":"',
                    t13p."state",
                    '","result":',
                    CASE WHEN (t13p."result" IS NULL) THEN 'null' ELSE to_json(t13p."result") END,
                    ',"version":',
                    CAST(t13p."version" AS TEXT),
                    ',"owner":',
                    CASE WHEN (t14."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t14."title"), '}') END,
                    ',"problem":',
                    CASE WHEN (t15."id" IS NULL) THEN 'null' ELSE concat('{"state":"', t15."state", '"}') END,
                    ',"viewerActions":[{"act":"FINISH","allowed":',
                    CAST(
                      (
                        false
                        AND t13p."state" IN ('PLANNED')
                        AND t16."state" IN ('PENDING_UPPER', 'RECTIFYING')
                        AND (
                          t16."state" != 'PENDING_UPPER'
                          OR (
                            SELECT way.before
                            FROM app.happening AS way
                            WHERE way.root = t16."root"
                            AND way.problem_id = t16."id"
                            AND way.after = 'PENDING_UPPER'
                            AND way.before IS DISTINCT
                            FROM 'PENDING_UPPER'
                            ORDER BY way.id DESC
                            LIMIT 1
                          ) IN ('RECTIFYING', 'RETURNED')
                        )
                      ) IS true AS TEXT
                    ),
                    ',"missing":',
                    CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN (
                      (
                        t13p."state" IN ('PLANNED')
                        AND t16."state" IN ('PENDING_UPPER', 'RECTIFYING')
                        AND (
                          t16."state" != 'PENDING_UPPER'
                          OR (
                            SELECT way.before
                            FROM app.happening AS way
                            WHERE way.root = t16."root"
                            AND way.problem_id = t16."id"
                            AND way.after = 'PENDING_UPPER'
                            AND way.before IS DISTINCT
                            FROM 'PENDING_UPPER'
                            ORDER BY way.id DESC
                            LIMIT 1
                          ) IN ('RECTIFYING', 'RETURNED')
                        )
                      ) IS NOT true
                    ) THEN '"STATE"' ELSE 'null' END,
                    ',"furtherCheck":true},{"act":"MOVE","allowed":',
                    CAST(
                      (
                        false
                        AND t13p."state" IN ('PLANNED')
                        AND t16."state" IN ('RECTIFYING')
                      ) IS true AS TEXT
                    ),
                    ',"missing":',
                    CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN (
                      (t13p."state" IN ('PLANNED') AND t16."state" IN ('RECTIFYING')) IS NOT true
                    ) THEN '"STATE"' ELSE 'null' END,
                    ',"furtherCheck":true}]}'
                  ),
                  ','
                  ORDER BY t13p."position" ASC,
                  t13p."id" ASC
                ),
                ''
              ),
              ']'
            ) AS concat_5
            FROM (
              SELECT t13."id" AS id,
              t13."position" AS position,
              t13."text" AS text,
              t13."due_on" AS due_on,
              t13."approach" AS approach,
              t13."round" AS round,
              t13."state" AS state,
              t13."result" AS result,
              t13."version" AS version,
              t13."owner_post" AS owner_post,
              t13."root" AS root,
              t13."problem_id" AS problem_id
              FROM app.measure AS t13
              WHERE t13."root" = t1."root"
              AND t13."problem_id" = t1."id"
              AND (t13."at3" = $1 AND t13."open_to" <= 3 AND (t13."accused" && $2) IS NOT true)
              ORDER BY t13."position" ASC,
              t13."id" ASC
              LIMIT 100
            ) AS t13p
            LEFT OUTER JOIN app.post AS t14 ON t14."root" = t13p."root"
            AND t14."id" = t13p."owner_post"
            AND (
              t14."id" = $3::UUID
              OR t14."at3" = $1
              AND t14."open_to" <= 3
              AND (t14."id" = $3::UUID) IS NOT true
            )
            LEFT OUTER JOIN app.problem AS t15 ON t15."root" = t13p."root"
            AND t15."id" = t13p."problem_id"
            AND (
              t15."at3" = $1
              AND t15."open_to" <= 3
              AND (t15."accused" && $2) IS NOT true
              OR $1 = ANY (t15."trail")
              AND (t15."at3" = $1 AND t15."open_to" <= 3) IS NOT true
              AND (t15."accused" && $2) IS NOT true
            )
            LEFT OUTER JOIN app.problem AS t16 ON t16."root" = t13p."root"
            AND t16."id" = t13p."problem_id"
            AND (
              t16."at3" = $1
              AND t16."open_to" <= 3
              AND (t16."accused" && $2) IS NOT true
              OR $1 = ANY (t16."trail")
              AND (t16."at3" = $1 AND t16."open_to" <= 3) IS NOT true
              AND (t16."accused" && $2) IS NOT true
            )
          ),
          ',"evaluations":',
          (
            SELECT concat(
              '[',
              coalesce(
                string_agg(
                  concat(
                    '{"id":"Evaluation_',
                    t17p."id",
                    '","round":',
                    CAST(t17p."round" AS TEXT),
                    ',"party":"',
                    t17p."party",
                    '","rating":"',
                    t17p."rating",
                    '","solved":',
                    CASE WHEN (t17p."solved" IS NULL) THEN 'null' ELSE CAST(t17p."solved" AS TEXT) END,
                    ',"channel":',
                    CASE WHEN (t17p."channel" IS NULL) THEN 'null' ELSE concat('"', t17p."channel", '"') END,
                    ',"score":',
                    CASE WHEN (t17p."score" IS NULL) THEN 'null' ELSE CAST(t17p."score" AS TEXT) END,
                    ',"teamProblemControl":',
                    CASE WHEN (t17p."team_problem_control" IS NULL) THEN 'null' ELSE CAST(t17p."team_problem_control" AS TEXT) END,
                    ',"chiefDutyBearing":',
                    CASE WHEN (t17p."chief_duty_bearing" IS NULL) THEN 'null' ELSE CAST(t17p."chief_duty_bearing" AS TEXT) END,
                    ',"cadreWorkDrive":',
                    CASE WHEN (t17p."cadre_work_drive" IS NULL) THEN 'null' ELSE CAST(t17p."cadre_work_drive" AS TEXT) END,
                    ',"text":',
                    to_json(t17p."text"),
                    ',"sealed":',
                    CAST(t17p."sealed" AS TEXT),
                    ',"givenAt":"',
                    to_char(timezone('UTC', t17p."given_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                    '","problem":',
                    CASE WHEN (t18."id" IS NULL) THEN 'null' ELSE concat('{"version":', CAST(t18."version" AS TEXT), '}') END,
                    '}'
                  ),
                  ','
                  ORDER BY t17p."round" ASC,
                  t17p."given_at" ASC,
                  t17p."id" ASC
                ),
                ''
              ),
              ']'
            ) AS concat_6
            FROM (
              SELECT t17."id" AS id,
              t17."round" AS round,
              t17."party" AS party,
              t17."rating" AS rating,
              t17."solved" AS solved,
              t17."channel" AS channel,
              t17."score" AS score,
              t17."team_problem_control" AS team_problem_control,
              t17."chief_duty_bearing" AS chief_duty_bearing,
              t17."cadre_work_drive" AS cadre_work_drive,
              t17."text" AS text,
              t17."sealed" AS sealed,
              t17."given_at" AS given_at,
              t17."problem_id" AS problem_id,
              t17."root" AS root
              FROM app.evaluation AS t17
              WHERE t17."root" = t1."root"
              AND t17."problem_id" = t1."id"
              AND (
                t17."author_tenant" = $1
                AND (t17."accused" && $2) IS NOT true
                AND (
                  t17."holder" = ANY ($4)
                  AND t17."party" = 'CLIENT'
                  AND t17."sealed" = true
                ) IS NOT true
                OR t17."at3" = $1
                AND t17."open_to" <= 3
                AND (t17."author_tenant" = $1) IS NOT true
                AND (t17."accused" && $2) IS NOT true
                AND (
                  t17."holder" = ANY ($4)
                  AND t17."party" = 'CLIENT'
                  AND t17."sealed" = true
                ) IS NOT true
              )
              ORDER BY t17."round" ASC,
              t17."given_at" ASC,
              t17."id" ASC
              LIMIT 100
            ) AS t17p
            LEFT OUTER JOIN app.problem AS t18 ON t18."root" = t17p."root"
            AND t18."id" = t17p."problem_id"
            AND (
              t18."at3" = $1
              AND t18."open_to" <= 3
              AND (t18."accused" && $2) IS NOT true
              OR $1 = ANY (t18."trail")
              AND (t18."at3" = $1 AND t18."open_to" <= 3) IS NOT true
              AND (t18."accused" && $2) IS NOT true
            )
          )
        ),
        concat(
          ',"viewerActions":[{"act":"AMEND","allowed":',
          CAST(
            (
              t1."holder" = $1
              AND (t1."accused" && $2) IS NOT true
              AND t1."state" IN ('COLLECTED')
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (
            (t1."holder" = $1 AND (t1."accused" && $2) IS NOT true) IS NOT true
          ) THEN '"RULE"' WHEN ((t1."state" IN ('COLLECTED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"REGISTER","allowed":',
          CAST(
            (
              t1."holder" = $1
              AND (t1."accused" && $2) IS NOT true
              AND t1."state" IN ('COLLECTED')
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (
            (t1."holder" = $1 AND (t1."accused" && $2) IS NOT true) IS NOT true
          ) THEN '"RULE"' WHEN ((t1."state" IN ('COLLECTED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":false},{"act":"RESOLVE_ON_SPOT","allowed":',
          CAST((false AND t1."state" IN ('REGISTERED', 'BANKED')) IS true AS TEXT),
          ',"missing":',
          CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN ((t1."state" IN ('REGISTERED', 'BANKED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"ADMIT","allowed":',
          CAST(
            (
              t1."holder" = $1
              AND (t1."accused" && $2) IS NOT true
              AND t1."state" IN ('REGISTERED')
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (
            (t1."holder" = $1 AND (t1."accused" && $2) IS NOT true) IS NOT true
          ) THEN '"RULE"' WHEN ((t1."state" IN ('REGISTERED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"REJECT","allowed":',
          CAST(
            (
              t1."holder" = $1
              AND (t1."accused" && $2) IS NOT true
              AND t1."state" IN ('REGISTERED')
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (
            (t1."holder" = $1 AND (t1."accused" && $2) IS NOT true) IS NOT true
          ) THEN '"RULE"' WHEN ((t1."state" IN ('REGISTERED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"CONFIRM_REJECTION","allowed":',
          CAST(
            (
              t1."holder" = $1
              AND (t1."accused" && $2) IS NOT true
              AND (t1."proposed_by" = $5::UUID) IS NOT true
              AND t1."state" IN ('REGISTERED')
              AND t1."proposal" = 'REJECT'
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (
            (
              t1."holder" = $1
              AND (t1."accused" && $2) IS NOT true
              AND (t1."proposed_by" = $5::UUID) IS NOT true
            ) IS NOT true
          ) THEN '"RULE"' WHEN (
            (t1."state" IN ('REGISTERED') AND t1."proposal" = 'REJECT') IS NOT true
          ) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"DIVERT","allowed":',
          CAST(
            (
              t1."holder" = $1
              AND (t1."accused" && $2) IS NOT true
              AND t1."state" IN ('REGISTERED')
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (
            (t1."holder" = $1 AND (t1."accused" && $2) IS NOT true) IS NOT true
          ) THEN '"RULE"' WHEN ((t1."state" IN ('REGISTERED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"MERGE","allowed":',
          CAST(
            (
              t1."holder" = $1
              AND (t1."accused" && $2) IS NOT true
              AND t1."state" IN ('REGISTERED')
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (
            (t1."holder" = $1 AND (t1."accused" && $2) IS NOT true) IS NOT true
          ) THEN '"RULE"' WHEN ((t1."state" IN ('REGISTERED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"SUBMIT","allowed":',
          CAST(
            (
              t1."holder" = $1
              AND (t1."accused" && $2) IS NOT true
              AND t1."state" IN ('BANKED', 'LISTED', 'TRIAGED')
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (
            (t1."holder" = $1 AND (t1."accused" && $2) IS NOT true) IS NOT true
          ) THEN '"RULE"' WHEN (
            (t1."state" IN ('BANKED', 'LISTED', 'TRIAGED')) IS NOT true
          ) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"TAKE_UP","allowed":',
          CAST(
            (
              t1."holder_parent" = $1
              AND (t1."accused" && $2) IS NOT true
              AND (
                t1."holder" = ANY ($4)
                AND t1."at3" = $1
                AND (t1."holder" = $1) IS NOT true
              ) IS NOT true
              AND t1."state" IN ('PENDING_UPPER')
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (
            (
              t1."holder_parent" = $1
              AND (t1."accused" && $2) IS NOT true
              AND (
                t1."holder" = ANY ($4)
                AND t1."at3" = $1
                AND (t1."holder" = $1) IS NOT true
              ) IS NOT true
            ) IS NOT true
          ) THEN '"RULE"' WHEN ((t1."state" IN ('PENDING_UPPER')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"HAND_BACK","allowed":',
          CAST(
            (
              t1."holder_parent" = $1
              AND (t1."accused" && $2) IS NOT true
              AND (
                t1."holder" = ANY ($4)
                AND t1."at3" = $1
                AND (t1."holder" = $1) IS NOT true
              ) IS NOT true
              AND t1."state" IN ('PENDING_UPPER')
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (
            (
              t1."holder_parent" = $1
              AND (t1."accused" && $2) IS NOT true
              AND (
                t1."holder" = ANY ($4)
                AND t1."at3" = $1
                AND (t1."holder" = $1) IS NOT true
              ) IS NOT true
            ) IS NOT true
          ) THEN '"RULE"' WHEN ((t1."state" IN ('PENDING_UPPER')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"ASK_ABOUT_SUBMISSION","allowed":',
          CAST(
            (
              t1."holder_parent" = $1
              AND (t1."accused" && $2) IS NOT true
              AND (
                t1."holder" = ANY ($4)
                AND t1."at3" = $1
                AND (t1."holder" = $1) IS NOT true
              ) IS NOT true
              AND t1."state" IN ('PENDING_UPPER')
              AND t1."asked_on" IS NULL
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (
            (
              t1."holder_parent" = $1
              AND (t1."accused" && $2) IS NOT true
              AND (
                t1."holder" = ANY ($4)
                AND t1."at3" = $1
                AND (t1."holder" = $1) IS NOT true
              ) IS NOT true
            ) IS NOT true
          ) THEN '"RULE"' WHEN (
            (t1."state" IN ('PENDING_UPPER') AND t1."asked_on" IS NULL) IS NOT true
          ) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"ANSWER_ABOUT_SUBMISSION","allowed":',
          CAST(
            (
              t1."holder" = $1
              AND (t1."accused" && $2) IS NOT true
              AND t1."state" IN ('PENDING_UPPER')
              AND t1."asked_on" IS NOT NULL
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (
            (t1."holder" = $1 AND (t1."accused" && $2) IS NOT true) IS NOT true
          ) THEN '"RULE"' WHEN (
            (t1."state" IN ('PENDING_UPPER') AND t1."asked_on" IS NOT NULL) IS NOT true
          ) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"WITHDRAW_SUBMISSION","allowed":',
          CAST(
            (
              t1."holder" = $1
              AND (t1."accused" && $2) IS NOT true
              AND t1."state" IN ('PENDING_UPPER')
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (
            (t1."holder" = $1 AND (t1."accused" && $2) IS NOT true) IS NOT true
          ) THEN '"RULE"' WHEN ((t1."state" IN ('PENDING_UPPER')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"LIST","allowed":',
          CAST(
            (
              (
                t1."at4" IS NULL
                AND t1."at6" IS NULL
                AND t1."holder" = $1
                AND (t1."accused" && $2) IS NOT true
                OR t1."at5" IS NULL
                AND t1."at6" IS NULL
                AND t1."holder" = $1
                AND (t1."at4" IS NULL AND t1."at6" IS NULL AND t1."holder" = $1) IS NOT true
                AND (t1."accused" && $2) IS NOT true
              )
              AND t1."state" IN ('BANKED')
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (
            (
              t1."at4" IS NULL
              AND t1."at6" IS NULL
              AND t1."holder" = $1
              AND (t1."accused" && $2) IS NOT true
              OR t1."at5" IS NULL
              AND t1."at6" IS NULL
              AND t1."holder" = $1
              AND (t1."at4" IS NULL AND t1."at6" IS NULL AND t1."holder" = $1) IS NOT true
              AND (t1."accused" && $2) IS NOT true
            ) IS NOT true
          ) THEN '"RULE"' WHEN ((t1."state" IN ('BANKED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"TRIAGE","allowed":',
          CAST(
            (
              (
                t1."at4" IS NULL
                AND t1."at6" IS NULL
                AND t1."holder" = $1
                AND (t1."accused" && $2) IS NOT true
                OR t1."at5" IS NULL
                AND t1."at6" IS NULL
                AND t1."holder" = $1
                AND (t1."at4" IS NULL AND t1."at6" IS NULL AND t1."holder" = $1) IS NOT true
                AND (t1."accused" && $2) IS NOT true
              )
              AND t1."state" IN ('LISTED')
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (
            (
              t1."at4" IS NULL
              AND t1."at6" IS NULL
              AND t1."holder" = $1
              AND (t1."accused" && $2) IS NOT true
              OR t1."at5" IS NULL
              AND t1."at6" IS NULL
              AND t1."holder" = $1
              AND (t1."at4" IS NULL AND t1."at6" IS NULL AND t1."holder" = $1) IS NOT true
              AND (t1."accused" && $2) IS NOT true
            ) IS NOT true
          ) THEN '"RULE"' WHEN ((t1."state" IN ('LISTED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"CONFIRM_LISTING","allowed":',
          CAST((false AND t1."state" IN ('BANKED') AND t1."proposal" = 'LIST') IS true AS TEXT),
          ',"missing":',
          CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN (
            (t1."state" IN ('BANKED') AND t1."proposal" = 'LIST') IS NOT true
          ) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"CONFIRM_LABEL","allowed":',
          CAST((false AND t1."state" IN ('LISTED') AND t1."proposal" = 'TRIAGE') IS true AS TEXT),
          ',"missing":',
          CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN (
            (t1."state" IN ('LISTED') AND t1."proposal" = 'TRIAGE') IS NOT true
          ) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"HAND_DOWN","allowed":',
          CAST(
            (
              t1."holder" = $1
              AND (t1."accused" && $2) IS NOT true
              AND t1."state" IN ('TRIAGED', 'BANKED', 'ACCEPTED')
              AND (
                CAST($6 AS INTEGER) IS NULL
                OR CAST($7 AS INTEGER) IS NULL
                OR t1."listed_by" IS NOT NULL
                AND t1."listed_by" != $1
              )
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (
            (t1."holder" = $1 AND (t1."accused" && $2) IS NOT true) IS NOT true
          ) THEN '"RULE"' WHEN (
            (
              t1."state" IN ('TRIAGED', 'BANKED', 'ACCEPTED')
              AND (
                CAST($6 AS INTEGER) IS NULL
                OR CAST($7 AS INTEGER) IS NULL
                OR t1."listed_by" IS NOT NULL
                AND t1."listed_by" != $1
              )
            ) IS NOT true
          ) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"OBJECT","allowed":',
          CAST(
            (
              t1."holder" = $1
              AND (t1."accused" && $2) IS NOT true
              AND t1."state" IN ('ASSIGNED')
              AND (
                SELECT order_or_objection.act
                FROM app.happening AS order_or_objection
                WHERE order_or_objection.root = t1."root"
                AND order_or_objection.problem_id = t1."id"
                AND order_or_objection.act IN ('hand_down', 'object_to_assignment')
                ORDER BY order_or_objection.id DESC
                LIMIT 1
              ) IS DISTINCT
              FROM 'object_to_assignment'
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (
            (t1."holder" = $1 AND (t1."accused" && $2) IS NOT true) IS NOT true
          ) THEN '"RULE"' WHEN (
            (
              t1."state" IN ('ASSIGNED')
              AND (
                SELECT order_or_objection.act
                FROM app.happening AS order_or_objection
                WHERE order_or_objection.root = t1."root"
                AND order_or_objection.problem_id = t1."id"
                AND order_or_objection.act IN ('hand_down', 'object_to_assignment')
                ORDER BY order_or_objection.id DESC
                LIMIT 1
              ) IS DISTINCT
              FROM 'object_to_assignment'
            ) IS NOT true
          ) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"OVERRULE","allowed":',
          CAST(
            (
              t1."holder_parent" = $1
              AND (t1."accused" && $2) IS NOT true
              AND (
                t1."holder" = ANY ($4)
                AND t1."at3" = $1
                AND (t1."holder" = $1) IS NOT true
              ) IS NOT true
              AND t1."state" IN ('OBJECTED')
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (
            (
              t1."holder_parent" = $1
              AND (t1."accused" && $2) IS NOT true
              AND (
                t1."holder" = ANY ($4)
                AND t1."at3" = $1
                AND (t1."holder" = $1) IS NOT true
              ) IS NOT true
            ) IS NOT true
          ) THEN '"RULE"' WHEN ((t1."state" IN ('OBJECTED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"UPHOLD","allowed":',
          CAST(
            (
              t1."holder_parent" = $1
              AND (t1."accused" && $2) IS NOT true
              AND (
                t1."holder" = ANY ($4)
                AND t1."at3" = $1
                AND (t1."holder" = $1) IS NOT true
              ) IS NOT true
              AND t1."state" IN ('OBJECTED')
              AND t1."proposed_owner" IS NOT NULL
              AND t1."proposed_owner" != $1
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (
            (
              t1."holder_parent" = $1
              AND (t1."accused" && $2) IS NOT true
              AND (
                t1."holder" = ANY ($4)
                AND t1."at3" = $1
                AND (t1."holder" = $1) IS NOT true
              ) IS NOT true
            ) IS NOT true
          ) THEN '"RULE"' WHEN (
            (
              t1."state" IN ('OBJECTED')
              AND t1."proposed_owner" IS NOT NULL
              AND t1."proposed_owner" != $1
            ) IS NOT true
          ) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"RECALL","allowed":',
          CAST(
            (
              t1."holder_parent" = $1
              AND (t1."accused" && $2) IS NOT true
              AND (
                t1."holder" = ANY ($4)
                AND t1."at3" = $1
                AND (t1."holder" = $1) IS NOT true
              ) IS NOT true
              AND t1."state" IN ('ASSIGNED', 'OBJECTED', 'ACCEPTED')
            ) IS true AS TEXT
          )
        ),
        concat(
          ',"missing":',
          CASE WHEN (
            (
              t1."holder_parent" = $1
              AND (t1."accused" && $2) IS NOT true
              AND (
                t1."holder" = ANY ($4)
                AND t1."at3" = $1
                AND (t1."holder" = $1) IS NOT true
              ) IS NOT true
            ) IS NOT true
          ) THEN '"RULE"' WHEN (
            (t1."state" IN ('ASSIGNED', 'OBJECTED', 'ACCEPTED')) IS NOT true
          ) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"TAKE_OVER","allowed":',
          CAST(
            (
              t1."holder_parent" = $1
              AND (t1."accused" && $2) IS NOT true
              AND (
                t1."holder" = ANY ($4)
                AND t1."at3" = $1
                AND (t1."holder" = $1) IS NOT true
              ) IS NOT true
              AND t1."state" IN (
                'RECTIFYING',
                'RETURNED',
                'ACCEPTED',
                'PLEDGED',
                'COMPLETION_CLAIMED',
                'BANKED',
                'LISTED',
                'TRIAGED',
                'COLLECTED',
                'REGISTERED'
              )
              AND (
                t1."state" = 'RECTIFYING'
                OR t1."overdue"
                OR CASE WHEN (t1."owed_on" IS NULL) THEN t1."due_on" ELSE t1."own_on" END < CAST($8 AS DATE)
                OR t1."missed_on" < CAST($8 AS DATE)
                OR t1."state" = 'RETURNED'
                AND t1."returns" >= coalesce(app.figure(t1."root", $1, 'ESCALATE_RETURNS'), 2)
              )
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (
            (
              t1."holder_parent" = $1
              AND (t1."accused" && $2) IS NOT true
              AND (
                t1."holder" = ANY ($4)
                AND t1."at3" = $1
                AND (t1."holder" = $1) IS NOT true
              ) IS NOT true
            ) IS NOT true
          ) THEN '"RULE"' WHEN (
            (
              t1."state" IN (
                'RECTIFYING',
                'RETURNED',
                'ACCEPTED',
                'PLEDGED',
                'COMPLETION_CLAIMED',
                'BANKED',
                'LISTED',
                'TRIAGED',
                'COLLECTED',
                'REGISTERED'
              )
              AND (
                t1."state" = 'RECTIFYING'
                OR t1."overdue"
                OR CASE WHEN (t1."owed_on" IS NULL) THEN t1."due_on" ELSE t1."own_on" END < CAST($8 AS DATE)
                OR t1."missed_on" < CAST($8 AS DATE)
                OR t1."state" = 'RETURNED'
                AND t1."returns" >= coalesce(app.figure(t1."root", $1, 'ESCALATE_RETURNS'), 2)
              )
            ) IS NOT true
          ) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"ACCEPT","allowed":',
          CAST((false AND t1."state" IN ('ASSIGNED')) IS true AS TEXT),
          ',"missing":',
          CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN ((t1."state" IN ('ASSIGNED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":false},{"act":"START","allowed":',
          CAST((false AND t1."state" IN ('ACCEPTED', 'PLEDGED')) IS true AS TEXT),
          ',"missing":',
          CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN ((t1."state" IN ('ACCEPTED', 'PLEDGED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"REPORT_PROGRESS","allowed":',
          CAST(
            (
              false
              AND t1."state" IN ('PENDING_UPPER', 'RECTIFYING')
              AND (
                t1."state" != 'PENDING_UPPER'
                OR (
                  SELECT way.before
                  FROM app.happening AS way
                  WHERE way.root = t1."root"
                  AND way.problem_id = t1."id"
                  AND way.after = 'PENDING_UPPER'
                  AND way.before IS DISTINCT
                  FROM 'PENDING_UPPER'
                  ORDER BY way.id DESC
                  LIMIT 1
                ) IN ('RECTIFYING', 'RETURNED')
              )
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN (
            (
              t1."state" IN ('PENDING_UPPER', 'RECTIFYING')
              AND (
                t1."state" != 'PENDING_UPPER'
                OR (
                  SELECT way.before
                  FROM app.happening AS way
                  WHERE way.root = t1."root"
                  AND way.problem_id = t1."id"
                  AND way.after = 'PENDING_UPPER'
                  AND way.before IS DISTINCT
                  FROM 'PENDING_UPPER'
                  ORDER BY way.id DESC
                  LIMIT 1
                ) IN ('RECTIFYING', 'RETURNED')
              )
            ) IS NOT true
          ) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"ADD_MEASURES","allowed":',
          CAST((false AND t1."state" IN ('RECTIFYING')) IS true AS TEXT),
          ',"missing":',
          CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN ((t1."state" IN ('RECTIFYING')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"CLAIM_COMPLETION","allowed":',
          CAST(
            (
              t1."lead_post" = $3::UUID
              AND t1."holder" = $1
              AND (t1."accused" && $2) IS NOT true
              AND t1."state" IN ('RECTIFYING')
              AND t1."parts_open" = 0
              AND NOT (
                EXISTS (
                  SELECT left_over.id
                  FROM app.measure AS left_over
                  WHERE left_over.root = t1."root"
                  AND left_over.problem_id = t1."id"
                  AND left_over.state = 'PLANNED'
                )
              )
              AND (
                t1."returns" = 0
                OR (
                  EXISTS (
                    SELECT left_over.id
                    FROM app.measure AS left_over
                    WHERE left_over.root = t1."root"
                    AND left_over.problem_id = t1."id"
                    AND left_over.state = 'DONE'
                    AND left_over.round = t1."returns" + 1
                  )
                )
              )
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (
            (
              t1."lead_post" = $3::UUID
              AND t1."holder" = $1
              AND (t1."accused" && $2) IS NOT true
            ) IS NOT true
          ) THEN '"RULE"' WHEN (
            (
              t1."state" IN ('RECTIFYING')
              AND t1."parts_open" = 0
              AND NOT (
                EXISTS (
                  SELECT left_over.id
                  FROM app.measure AS left_over
                  WHERE left_over.root = t1."root"
                  AND left_over.problem_id = t1."id"
                  AND left_over.state = 'PLANNED'
                )
              )
              AND (
                t1."returns" = 0
                OR (
                  EXISTS (
                    SELECT left_over.id
                    FROM app.measure AS left_over
                    WHERE left_over.root = t1."root"
                    AND left_over.problem_id = t1."id"
                    AND left_over.state = 'DONE'
                    AND left_over.round = t1."returns" + 1
                  )
                )
              )
            ) IS NOT true
          ) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"SUSPEND","allowed":',
          CAST(
            (
              t1."holder_parent" = $1
              AND (t1."accused" && $2) IS NOT true
              AND (
                t1."holder" = ANY ($4)
                AND t1."at3" = $1
                AND (t1."holder" = $1) IS NOT true
              ) IS NOT true
              AND t1."state" IN ('RECTIFYING')
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (
            (
              t1."holder_parent" = $1
              AND (t1."accused" && $2) IS NOT true
              AND (
                t1."holder" = ANY ($4)
                AND t1."at3" = $1
                AND (t1."holder" = $1) IS NOT true
              ) IS NOT true
            ) IS NOT true
          ) THEN '"RULE"' WHEN ((t1."state" IN ('RECTIFYING')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"REQUEST_SUSPENSION","allowed":',
          CAST(
            (
              false
              AND t1."state" IN ('RECTIFYING')
              AND t1."rest_asked_until" IS NULL
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN (
            (t1."state" IN ('RECTIFYING') AND t1."rest_asked_until" IS NULL) IS NOT true
          ) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"GRANT_SUSPENSION","allowed":',
          CAST(
            (
              t1."holder_parent" = $1
              AND (t1."accused" && $2) IS NOT true
              AND (
                t1."holder" = ANY ($4)
                AND t1."at3" = $1
                AND (t1."holder" = $1) IS NOT true
              ) IS NOT true
              AND t1."state" IN ('RECTIFYING')
              AND t1."rest_asked_until" IS NOT NULL
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (
            (
              t1."holder_parent" = $1
              AND (t1."accused" && $2) IS NOT true
              AND (
                t1."holder" = ANY ($4)
                AND t1."at3" = $1
                AND (t1."holder" = $1) IS NOT true
              ) IS NOT true
            ) IS NOT true
          ) THEN '"RULE"' WHEN (
            (t1."state" IN ('RECTIFYING') AND t1."rest_asked_until" IS NOT NULL) IS NOT true
          ) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"DECLINE_SUSPENSION","allowed":',
          CAST(
            (
              t1."holder_parent" = $1
              AND (t1."accused" && $2) IS NOT true
              AND (
                t1."holder" = ANY ($4)
                AND t1."at3" = $1
                AND (t1."holder" = $1) IS NOT true
              ) IS NOT true
              AND t1."state" IN ('RECTIFYING')
              AND t1."rest_asked_until" IS NOT NULL
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (
            (
              t1."holder_parent" = $1
              AND (t1."accused" && $2) IS NOT true
              AND (
                t1."holder" = ANY ($4)
                AND t1."at3" = $1
                AND (t1."holder" = $1) IS NOT true
              ) IS NOT true
            ) IS NOT true
          ) THEN '"RULE"' WHEN (
            (t1."state" IN ('RECTIFYING') AND t1."rest_asked_until" IS NOT NULL) IS NOT true
          ) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"RESUME","allowed":',
          CAST(
            (
              t1."holder_parent" = $1
              AND (t1."accused" && $2) IS NOT true
              AND (
                t1."holder" = ANY ($4)
                AND t1."at3" = $1
                AND (t1."holder" = $1) IS NOT true
              ) IS NOT true
              AND t1."state" IN ('SUSPENDED')
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (
            (
              t1."holder_parent" = $1
              AND (t1."accused" && $2) IS NOT true
              AND (
                t1."holder" = ANY ($4)
                AND t1."at3" = $1
                AND (t1."holder" = $1) IS NOT true
              ) IS NOT true
            ) IS NOT true
          ) THEN '"RULE"' WHEN ((t1."state" IN ('SUSPENDED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"SELF_EVALUATE","allowed":',
          CAST((false AND t1."state" IN ('COMPLETION_CLAIMED')) IS true AS TEXT),
          ',"missing":',
          CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN ((t1."state" IN ('COMPLETION_CLAIMED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"OPEN_CLIENT_EVALUATION","allowed":',
          CAST(
            (
              t1."state" = 'RESOLVED_ON_SPOT'
              AND t1."holder_parent" = $1
              AND (t1."accused" && $2) IS NOT true
              AND (t1."handled_by" = $5::UUID) IS NOT true
              AND (t1."holder" = ANY ($4)) IS NOT true
              AND (t1."leader_post" = $3::UUID) IS NOT true
              AND (t1."lead_post" = $3::UUID) IS NOT true
              AND t1."state" IN ('SELF_EVALUATED')
              AND NOT (
                EXISTS (
                  SELECT anon_1.act
                  FROM app.hands_of_matter(t1."root", t1."id") AS anon_1
                  WHERE anon_1.person = $5::UUID
                  AND (
                    anon_1.act NOT IN (
                      'ACCEPTANCE_NOTIFIED',
                      'CALLER_ANSWERED',
                      'FIRST_CONTACT',
                      'RECHECK_REQUESTED',
                      'REVIEW_REQUESTED',
                      'ask_about_submission',
                      'close_problem',
                      'fail_problem',
                      'fail_recheck',
                      'find_breach',
                      'hand_back',
                      'open_recheck',
                      'order_rescreening',
                      'override_refusal',
                      'pass_recheck',
                      'record_client_answer',
                      'record_dissatisfaction',
                      'reopen_problem',
                      'revoke_breach'
                    )
                  )
                )
              )
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (
            (
              t1."state" = 'RESOLVED_ON_SPOT'
              AND t1."holder_parent" = $1
              AND (t1."accused" && $2) IS NOT true
              AND (t1."handled_by" = $5::UUID) IS NOT true
              AND (t1."holder" = ANY ($4)) IS NOT true
              AND (t1."leader_post" = $3::UUID) IS NOT true
              AND (t1."lead_post" = $3::UUID) IS NOT true
            ) IS NOT true
          ) THEN '"RULE"' WHEN (
            (
              t1."state" IN ('SELF_EVALUATED')
              AND NOT (
                EXISTS (
                  SELECT anon_1.act
                  FROM app.hands_of_matter(t1."root", t1."id") AS anon_1
                  WHERE anon_1.person = $5::UUID
                  AND (
                    anon_1.act NOT IN (
                      'ACCEPTANCE_NOTIFIED',
                      'CALLER_ANSWERED',
                      'FIRST_CONTACT',
                      'RECHECK_REQUESTED',
                      'REVIEW_REQUESTED',
                      'ask_about_submission',
                      'close_problem',
                      'fail_problem',
                      'fail_recheck',
                      'find_breach',
                      'hand_back',
                      'open_recheck',
                      'order_rescreening',
                      'override_refusal',
                      'pass_recheck',
                      'record_client_answer',
                      'record_dissatisfaction',
                      'reopen_problem',
                      'revoke_breach'
                    )
                  )
                )
              )
            ) IS NOT true
          ) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"RECORD_CLIENT_ANSWER","allowed":',
          CAST(
            (
              t1."state" = 'RESOLVED_ON_SPOT'
              AND t1."holder_parent" = $1
              AND (t1."accused" && $2) IS NOT true
              AND (t1."handled_by" = $5::UUID) IS NOT true
              AND (t1."holder" = ANY ($4)) IS NOT true
              AND (t1."leader_post" = $3::UUID) IS NOT true
              AND (t1."lead_post" = $3::UUID) IS NOT true
              AND t1."state" IN ('SELF_EVALUATED', 'CLIENT_EVALUATED', 'RESOLVED_ON_SPOT')
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (
            (
              t1."state" = 'RESOLVED_ON_SPOT'
              AND t1."holder_parent" = $1
              AND (t1."accused" && $2) IS NOT true
              AND (t1."handled_by" = $5::UUID) IS NOT true
              AND (t1."holder" = ANY ($4)) IS NOT true
              AND (t1."leader_post" = $3::UUID) IS NOT true
              AND (t1."lead_post" = $3::UUID) IS NOT true
            ) IS NOT true
          ) THEN '"RULE"' WHEN (
            (t1."state" IN ('SELF_EVALUATED', 'CLIENT_EVALUATED', 'RESOLVED_ON_SPOT')) IS NOT true
          ) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"CLOSE","allowed":',
          CAST(
            (
              false
              AND t1."state" IN ('CLIENT_EVALUATED')
              AND NOT (
                (
                  EXISTS (
                    SELECT anon_2.act
                    FROM app.hands_of_matter(t1."root", t1."id") AS anon_2
                    WHERE anon_2.person = $5::UUID
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
                OR $5::UUID IN (SELECT app.leaders_of(t1."root", t1."id") AS leaders_of_1)
                OR t1."handled_by" IS NOT DISTINCT
                FROM $5::UUID
              )
              AND NOT (
                EXISTS (
                  SELECT said.id
                  FROM app.evaluation AS said
                  WHERE said.root = t1."root"
                  AND said.problem_id = t1."id"
                  AND said.round = t1."returns" + 1
                  AND said.author_person = $5::UUID
                  AND said.party = 'CLIENT'
                )
              )
              AND NOT (
                EXISTS (
                  SELECT code.id
                  FROM app.evaluation_code AS code
                  WHERE code.root = t1."root"
                  AND code.problem_id = t1."id"
                  AND code.round = t1."returns" + 1
                  AND code.author_person = $5::UUID
                  AND code.state = 'ANSWERED'
                )
              )
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN (
            (
              t1."state" IN ('CLIENT_EVALUATED')
              AND NOT (
                (
                  EXISTS (
                    SELECT anon_2.act
                    FROM app.hands_of_matter(t1."root", t1."id") AS anon_2
                    WHERE anon_2.person = $5::UUID
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
                OR $5::UUID IN (SELECT app.leaders_of(t1."root", t1."id") AS leaders_of_1)
                OR t1."handled_by" IS NOT DISTINCT
                FROM $5::UUID
              )
              AND NOT (
                EXISTS (
                  SELECT said.id
                  FROM app.evaluation AS said
                  WHERE said.root = t1."root"
                  AND said.problem_id = t1."id"
                  AND said.round = t1."returns" + 1
                  AND said.author_person = $5::UUID
                  AND said.party = 'CLIENT'
                )
              )
              AND NOT (
                EXISTS (
                  SELECT code.id
                  FROM app.evaluation_code AS code
                  WHERE code.root = t1."root"
                  AND code.problem_id = t1."id"
                  AND code.round = t1."returns" + 1
                  AND code.author_person = $5::UUID
                  AND code.state = 'ANSWERED'
                )
              )
            ) IS NOT true
          ) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"FAIL","allowed":',
          CAST(
            (
              false
              AND t1."state" IN ('CLIENT_EVALUATED')
              AND NOT (
                (
                  EXISTS (
                    SELECT anon_3.act
                    FROM app.hands_of_matter(t1."root", t1."id") AS anon_3
                    WHERE anon_3.person = $5::UUID
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
                OR $5::UUID IN (SELECT app.leaders_of(t1."root", t1."id") AS leaders_of_2)
                OR t1."handled_by" IS NOT DISTINCT
                FROM $5::UUID
              )
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN (
            (
              t1."state" IN ('CLIENT_EVALUATED')
              AND NOT (
                (
                  EXISTS (
                    SELECT anon_3.act
                    FROM app.hands_of_matter(t1."root", t1."id") AS anon_3
                    WHERE anon_3.person = $5::UUID
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
                OR $5::UUID IN (SELECT app.leaders_of(t1."root", t1."id") AS leaders_of_2)
                OR t1."handled_by" IS NOT DISTINCT
                FROM $5::UUID
              )
            ) IS NOT true
          ) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"REWORK","allowed":',
          CAST((false AND t1."state" IN ('RETURNED')) IS true AS TEXT),
          ',"missing":',
          CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN ((t1."state" IN ('RETURNED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"SET_REWORK_DEADLINE","allowed":',
          CAST(
            (
              t1."holder_parent" = $1
              AND (t1."accused" && $2) IS NOT true
              AND (
                t1."holder" = ANY ($4)
                AND t1."at3" = $1
                AND (t1."holder" = $1) IS NOT true
              ) IS NOT true
              AND t1."state" IN ('RETURNED', 'RECTIFYING')
              AND t1."returns" > 0
              AND NOT (
                EXISTS (
                  SELECT since_set_rework_deadline.id
                  FROM (
                    SELECT app.happening.id AS id,
                    app.happening.act AS act,
                    app.happening.before AS before,
                    app.happening.after AS after
                    FROM app.happening
                    WHERE app.happening.root = t1."root"
                    AND app.happening.problem_id = t1."id"
                  ) AS since_set_rework_deadline
                  WHERE since_set_rework_deadline.act = 'set_rework_deadline'
                  AND since_set_rework_deadline.id > (
                    SELECT came_back.id
                    FROM (
                      SELECT app.happening.id AS id,
                      app.happening.act AS act,
                      app.happening.before AS before,
                      app.happening.after AS after
                      FROM app.happening
                      WHERE app.happening.root = t1."root"
                      AND app.happening.problem_id = t1."id"
                    ) AS came_back
                    WHERE came_back.after = 'RETURNED'
                    AND came_back.before != 'RETURNED'
                    ORDER BY came_back.id DESC
                    LIMIT 1
                  )
                )
              )
              AND (
                t1."state" = 'RETURNED'
                OR (
                  EXISTS (
                    SELECT since_rework_problem.id
                    FROM (
                      SELECT app.happening.id AS id,
                      app.happening.act AS act,
                      app.happening.before AS before,
                      app.happening.after AS after
                      FROM app.happening
                      WHERE app.happening.root = t1."root"
                      AND app.happening.problem_id = t1."id"
                    ) AS since_rework_problem
                    WHERE since_rework_problem.act = 'rework_problem'
                    AND since_rework_problem.id > (
                      SELECT came_back.id
                      FROM (
                        SELECT app.happening.id AS id,
                        app.happening.act AS act,
                        app.happening.before AS before,
                        app.happening.after AS after
                        FROM app.happening
                        WHERE app.happening.root = t1."root"
                        AND app.happening.problem_id = t1."id"
                      ) AS came_back
                      WHERE came_back.after = 'RETURNED'
                      AND came_back.before != 'RETURNED'
                      ORDER BY came_back.id DESC
                      LIMIT 1
                    )
                  )
                )
              )
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (
            (
              t1."holder_parent" = $1
              AND (t1."accused" && $2) IS NOT true
              AND (
                t1."holder" = ANY ($4)
                AND t1."at3" = $1
                AND (t1."holder" = $1) IS NOT true
              ) IS NOT true
            ) IS NOT true
          ) THEN '"RULE"' WHEN (
            (
              t1."state" IN ('RETURNED', 'RECTIFYING')
              AND t1."returns" > 0
              AND NOT (
                EXISTS (
                  SELECT since_set_rework_deadline.id
                  FROM (
                    SELECT app.happening.id AS id,
                    app.happening.act AS act,
                    app.happening.before AS before,
                    app.happening.after AS after
                    FROM app.happening
                    WHERE app.happening.root = t1."root"
                    AND app.happening.problem_id = t1."id"
                  ) AS since_set_rework_deadline
                  WHERE since_set_rework_deadline.act = 'set_rework_deadline'
                  AND since_set_rework_deadline.id > (
                    SELECT came_back.id
                    FROM (
                      SELECT app.happening.id AS id,
                      app.happening.act AS act,
                      app.happening.before AS before,
                      app.happening.after AS after
                      FROM app.happening
                      WHERE app.happening.root = t1."root"
                      AND app.happening.problem_id = t1."id"
                    ) AS came_back
                    WHERE came_back.after = 'RETURNED'
                    AND came_back.before != 'RETURNED'
                    ORDER BY came_back.id DESC
                    LIMIT 1
                  )
                )
              )
              AND (
                t1."state" = 'RETURNED'
                OR (
                  EXISTS (
                    SELECT since_rework_problem.id
                    FROM (
                      SELECT app.happening.id AS id,
                      app.happening.act AS act,
                      app.happening.before AS before,
                      app.happening.after AS after
                      FROM app.happening
                      WHERE app.happening.root = t1."root"
                      AND app.happening.problem_id = t1."id"
                    ) AS since_rework_problem
                    WHERE since_rework_problem.act = 'rework_problem'
                    AND since_rework_problem.id > (
                      SELECT came_back.id
                      FROM (
                        SELECT app.happening.id AS id,
                        app.happening.act AS act,
                        app.happening.before AS before,
                        app.happening.after AS after
                        FROM app.happening
                        WHERE app.happening.root = t1."root"
                        AND app.happening.problem_id = t1."id"
                      ) AS came_back
                      WHERE came_back.after = 'RETURNED'
                      AND came_back.before != 'RETURNED'
                      ORDER BY came_back.id DESC
                      LIMIT 1
                    )
                  )
                )
              )
            ) IS NOT true
          ) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"ESCALATE","allowed":',
          CAST(
            (
              t1."holder" = $1
              AND (t1."accused" && $2) IS NOT true
              AND t1."state" IN ('RECTIFYING', 'RETURNED')
              AND (
                t1."state" = 'RECTIFYING'
                OR t1."returns" >= coalesce(app.figure(t1."root", $9, 'ESCALATE_RETURNS'), 2)
              )
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (
            (t1."holder" = $1 AND (t1."accused" && $2) IS NOT true) IS NOT true
          ) THEN '"RULE"' WHEN (
            (
              t1."state" IN ('RECTIFYING', 'RETURNED')
              AND (
                t1."state" = 'RECTIFYING'
                OR t1."returns" >= coalesce(app.figure(t1."root", $9, 'ESCALATE_RETURNS'), 2)
              )
            ) IS NOT true
          ) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"OPEN_RECHECK","allowed":',
          CAST(
            (
              false
              AND t1."state" IN ('CLOSED')
              AND NOT (
                (
                  EXISTS (
                    SELECT anon_4.act
                    FROM app.hands_of_matter(t1."root", t1."id") AS anon_4
                    WHERE anon_4.person = $5::UUID
                    AND anon_4.act IN (
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
                OR $5::UUID IN (SELECT app.leaders_of(t1."root", t1."id") AS leaders_of_3)
                OR t1."handled_by" IS NOT DISTINCT
                FROM $5::UUID
              )
              AND NOT (
                EXISTS (
                  SELECT look.id
                  FROM app.recheck AS look
                  WHERE look.root = t1."root"
                  AND look.problem_id = t1."id"
                  AND look.state = 'OPEN'
                )
              )
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN (
            (
              t1."state" IN ('CLOSED')
              AND NOT (
                (
                  EXISTS (
                    SELECT anon_4.act
                    FROM app.hands_of_matter(t1."root", t1."id") AS anon_4
                    WHERE anon_4.person = $5::UUID
                    AND anon_4.act IN (
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
                OR $5::UUID IN (SELECT app.leaders_of(t1."root", t1."id") AS leaders_of_3)
                OR t1."handled_by" IS NOT DISTINCT
                FROM $5::UUID
              )
              AND NOT (
                EXISTS (
                  SELECT look.id
                  FROM app.recheck AS look
                  WHERE look.root = t1."root"
                  AND look.problem_id = t1."id"
                  AND look.state = 'OPEN'
                )
              )
            ) IS NOT true
          ) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"PASS_RECHECK","allowed":',
          CAST(
            (
              false
              AND t1."state" IN ('RECHECKING', 'CLOSED')
              AND NOT (
                (
                  EXISTS (
                    SELECT anon_5.act
                    FROM app.hands_of_matter(t1."root", t1."id") AS anon_5
                    WHERE anon_5.person = $5::UUID
                    AND anon_5.act IN (
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
                OR $5::UUID IN (SELECT app.leaders_of(t1."root", t1."id") AS leaders_of_4)
                OR t1."handled_by" IS NOT DISTINCT
                FROM $5::UUID
              )
              AND (
                EXISTS (
                  SELECT look.id
                  FROM app.recheck AS look
                  WHERE look.root = t1."root"
                  AND look.problem_id = t1."id"
                  AND look.state = 'OPEN'
                )
              )
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN (
            (
              t1."state" IN ('RECHECKING', 'CLOSED')
              AND NOT (
                (
                  EXISTS (
                    SELECT anon_5.act
                    FROM app.hands_of_matter(t1."root", t1."id") AS anon_5
                    WHERE anon_5.person = $5::UUID
                    AND anon_5.act IN (
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
                OR $5::UUID IN (SELECT app.leaders_of(t1."root", t1."id") AS leaders_of_4)
                OR t1."handled_by" IS NOT DISTINCT
                FROM $5::UUID
              )
              AND (
                EXISTS (
                  SELECT look.id
                  FROM app.recheck AS look
                  WHERE look.root = t1."root"
                  AND look.problem_id = t1."id"
                  AND look.state = 'OPEN'
                )
              )
            ) IS NOT true
          ) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"FAIL_RECHECK","allowed":',
          CAST(
            (
              false
              AND t1."state" IN ('RECHECKING', 'CLOSED')
              AND NOT (
                (
                  EXISTS (
                    SELECT anon_6.act
                    FROM app.hands_of_matter(t1."root", t1."id") AS anon_6
                    WHERE anon_6.person = $5::UUID
                    AND anon_6.act IN (
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
                OR $5::UUID IN (SELECT app.leaders_of(t1."root", t1."id") AS leaders_of_5)
                OR t1."handled_by" IS NOT DISTINCT
                FROM $5::UUID
              )
              AND (
                EXISTS (
                  SELECT look.id
                  FROM app.recheck AS look
                  WHERE look.root = t1."root"
                  AND look.problem_id = t1."id"
                  AND look.state = 'OPEN'
                )
              )
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN (
            (
              t1."state" IN ('RECHECKING', 'CLOSED')
              AND NOT (
                (
                  EXISTS (
                    SELECT anon_6.act
                    FROM app.hands_of_matter(t1."root", t1."id") AS anon_6
                    WHERE anon_6.person = $5::UUID
                    AND anon_6.act IN (
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
                OR $5::UUID IN (SELECT app.leaders_of(t1."root", t1."id") AS leaders_of_5)
                OR t1."handled_by" IS NOT DISTINCT
                FROM $5::UUID
              )
              AND (
                EXISTS (
                  SELECT look.id
                  FROM app.recheck AS look
                  WHERE look.root = t1."root"
                  AND look.problem_id = t1."id"
                  AND look.state = 'OPEN'
                )
              )
            ) IS NOT true
          ) THEN '"STATE"' ELSE 'null' END
        ),
        concat(
          ',"furtherCheck":true},{"act":"ORDER_RESCREENING","allowed":',
          CAST(
            (
              t1."holder_parent" = $1
              AND (t1."accused" && $2) IS NOT true
              AND (
                t1."holder" = ANY ($4)
                AND t1."at3" = $1
                AND (t1."holder" = $1) IS NOT true
              ) IS NOT true
              AND t1."state" IN ('REJECTED')
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (
            (
              t1."holder_parent" = $1
              AND (t1."accused" && $2) IS NOT true
              AND (
                t1."holder" = ANY ($4)
                AND t1."at3" = $1
                AND (t1."holder" = $1) IS NOT true
              ) IS NOT true
            ) IS NOT true
          ) THEN '"RULE"' WHEN ((t1."state" IN ('REJECTED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"HAND_OUT","allowed":',
          CAST(
            (
              t1."holder" = $1
              AND (t1."accused" && $2) IS NOT true
              AND t1."state" IN ('TRIAGED', 'BANKED', 'ACCEPTED')
              AND (
                CAST($6 AS INTEGER) IS NULL
                OR CAST($7 AS INTEGER) IS NULL
                OR t1."listed_by" IS NOT NULL
                AND t1."listed_by" != $1
              )
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (
            (t1."holder" = $1 AND (t1."accused" && $2) IS NOT true) IS NOT true
          ) THEN '"RULE"' WHEN (
            (
              t1."state" IN ('TRIAGED', 'BANKED', 'ACCEPTED')
              AND (
                CAST($6 AS INTEGER) IS NULL
                OR CAST($7 AS INTEGER) IS NULL
                OR t1."listed_by" IS NOT NULL
                AND t1."listed_by" != $1
              )
            ) IS NOT true
          ) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"PLEDGE","allowed":',
          CAST((false AND t1."state" IN ('ACCEPTED')) IS true AS TEXT),
          ',"missing":',
          CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN ((t1."state" IN ('ACCEPTED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"OVERRIDE","allowed":',
          CAST((false AND t1."state" IN ('RETURNED')) IS true AS TEXT),
          ',"missing":',
          CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN ((t1."state" IN ('RETURNED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"ARCHIVE","allowed":',
          CAST((false AND t1."state" IN ('CLOSED')) IS true AS TEXT),
          ',"missing":',
          CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN ((t1."state" IN ('CLOSED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"SUPPORT","allowed":',
          CAST(
            (
              (
                t1."at3" = $1
                AND t1."open_to" <= 3
                AND (t1."accused" && $2) IS NOT true
                OR $1 = ANY (t1."trail")
                AND (t1."at3" = $1 AND t1."open_to" <= 3) IS NOT true
                AND (t1."accused" && $2) IS NOT true
              )
              AND t1."state" IN (
                'COLLECTED',
                'REGISTERED',
                'BANKED',
                'PENDING_UPPER',
                'LISTED',
                'TRIAGED',
                'ASSIGNED',
                'OBJECTED',
                'ACCEPTED',
                'PLEDGED',
                'RECTIFYING',
                'SUSPENDED',
                'COMPLETION_CLAIMED',
                'SELF_EVALUATED',
                'CLIENT_EVALUATED',
                'RETURNED',
                'RECHECKING'
              )
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (
            (
              t1."at3" = $1
              AND t1."open_to" <= 3
              AND (t1."accused" && $2) IS NOT true
              OR $1 = ANY (t1."trail")
              AND (t1."at3" = $1 AND t1."open_to" <= 3) IS NOT true
              AND (t1."accused" && $2) IS NOT true
            ) IS NOT true
          ) THEN '"RULE"' WHEN (
            (
              t1."state" IN (
                'COLLECTED',
                'REGISTERED',
                'BANKED',
                'PENDING_UPPER',
                'LISTED',
                'TRIAGED',
                'ASSIGNED',
                'OBJECTED',
                'ACCEPTED',
                'PLEDGED',
                'RECTIFYING',
                'SUSPENDED',
                'COMPLETION_CLAIMED',
                'SELF_EVALUATED',
                'CLIENT_EVALUATED',
                'RETURNED',
                'RECHECKING'
              )
            ) IS NOT true
          ) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"COPY_UPWARD","allowed":',
          CAST(
            (
              t1."holder" = $1
              AND (t1."accused" && $2) IS NOT true
              AND t1."state" IN (
                'COLLECTED',
                'REGISTERED',
                'BANKED',
                'PENDING_UPPER',
                'LISTED',
                'TRIAGED',
                'ASSIGNED',
                'OBJECTED',
                'ACCEPTED',
                'PLEDGED',
                'RECTIFYING',
                'SUSPENDED',
                'COMPLETION_CLAIMED',
                'SELF_EVALUATED',
                'CLIENT_EVALUATED',
                'RETURNED',
                'RECHECKING'
              )
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (
            (t1."holder" = $1 AND (t1."accused" && $2) IS NOT true) IS NOT true
          ) THEN '"RULE"' WHEN (
            (
              t1."state" IN (
                'COLLECTED',
                'REGISTERED',
                'BANKED',
                'PENDING_UPPER',
                'LISTED',
                'TRIAGED',
                'ASSIGNED',
                'OBJECTED',
                'ACCEPTED',
                'PLEDGED',
                'RECTIFYING',
                'SUSPENDED',
                'COMPLETION_CLAIMED',
                'SELF_EVALUATED',
                'CLIENT_EVALUATED',
                'RETURNED',
                'RECHECKING'
              )
            ) IS NOT true
          ) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"ASK_EXTENSION","allowed":',
          CAST(
            (
              false
              AND t1."state" IN (
                'COLLECTED',
                'REGISTERED',
                'BANKED',
                'PENDING_UPPER',
                'LISTED',
                'TRIAGED',
                'ASSIGNED',
                'OBJECTED',
                'ACCEPTED',
                'PLEDGED',
                'RECTIFYING',
                'SUSPENDED',
                'COMPLETION_CLAIMED',
                'SELF_EVALUATED',
                'CLIENT_EVALUATED',
                'RETURNED',
                'RECHECKING'
              )
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN (
            (
              t1."state" IN (
                'COLLECTED',
                'REGISTERED',
                'BANKED',
                'PENDING_UPPER',
                'LISTED',
                'TRIAGED',
                'ASSIGNED',
                'OBJECTED',
                'ACCEPTED',
                'PLEDGED',
                'RECTIFYING',
                'SUSPENDED',
                'COMPLETION_CLAIMED',
                'SELF_EVALUATED',
                'CLIENT_EVALUATED',
                'RETURNED',
                'RECHECKING'
              )
            ) IS NOT true
          ) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"PROPOSE_PUBLICATION","allowed":',
          CAST(
            (
              false
              AND t1."state" IN (
                'COLLECTED',
                'REGISTERED',
                'BANKED',
                'PENDING_UPPER',
                'LISTED',
                'TRIAGED',
                'ASSIGNED',
                'OBJECTED',
                'ACCEPTED',
                'PLEDGED',
                'RECTIFYING',
                'SUSPENDED',
                'COMPLETION_CLAIMED',
                'SELF_EVALUATED',
                'CLIENT_EVALUATED',
                'RETURNED',
                'RECHECKING'
              )
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN (
            (
              t1."state" IN (
                'COLLECTED',
                'REGISTERED',
                'BANKED',
                'PENDING_UPPER',
                'LISTED',
                'TRIAGED',
                'ASSIGNED',
                'OBJECTED',
                'ACCEPTED',
                'PLEDGED',
                'RECTIFYING',
                'SUSPENDED',
                'COMPLETION_CLAIMED',
                'SELF_EVALUATED',
                'CLIENT_EVALUATED',
                'RETURNED',
                'RECHECKING'
              )
            ) IS NOT true
          ) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"CATEGORISE","allowed":',
          CAST(
            (
              t1."holder" = $1
              AND (t1."accused" && $2) IS NOT true
              AND t1."state" IN (
                'COLLECTED',
                'REGISTERED',
                'BANKED',
                'PENDING_UPPER',
                'LISTED',
                'TRIAGED',
                'ASSIGNED',
                'OBJECTED',
                'ACCEPTED',
                'PLEDGED',
                'RECTIFYING',
                'SUSPENDED',
                'COMPLETION_CLAIMED',
                'SELF_EVALUATED',
                'CLIENT_EVALUATED',
                'RETURNED',
                'RECHECKING'
              )
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (
            (t1."holder" = $1 AND (t1."accused" && $2) IS NOT true) IS NOT true
          ) THEN '"RULE"' WHEN (
            (
              t1."state" IN (
                'COLLECTED',
                'REGISTERED',
                'BANKED',
                'PENDING_UPPER',
                'LISTED',
                'TRIAGED',
                'ASSIGNED',
                'OBJECTED',
                'ACCEPTED',
                'PLEDGED',
                'RECTIFYING',
                'SUSPENDED',
                'COMPLETION_CLAIMED',
                'SELF_EVALUATED',
                'CLIENT_EVALUATED',
                'RETURNED',
                'RECHECKING'
              )
            ) IS NOT true
          ) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"NAME_ACCUSED","allowed":',
          CAST(
            (
              t1."holder" = $1
              AND (t1."accused" && $2) IS NOT true
              AND t1."state" IN (
                'COLLECTED',
                'REGISTERED',
                'BANKED',
                'PENDING_UPPER',
                'LISTED',
                'TRIAGED',
                'ASSIGNED',
                'OBJECTED',
                'ACCEPTED',
                'PLEDGED',
                'RECTIFYING',
                'SUSPENDED',
                'COMPLETION_CLAIMED',
                'SELF_EVALUATED',
                'CLIENT_EVALUATED',
                'RETURNED',
                'RECHECKING'
              )
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (
            (t1."holder" = $1 AND (t1."accused" && $2) IS NOT true) IS NOT true
          ) THEN '"RULE"' WHEN (
            (
              t1."state" IN (
                'COLLECTED',
                'REGISTERED',
                'BANKED',
                'PENDING_UPPER',
                'LISTED',
                'TRIAGED',
                'ASSIGNED',
                'OBJECTED',
                'ACCEPTED',
                'PLEDGED',
                'RECTIFYING',
                'SUSPENDED',
                'COMPLETION_CLAIMED',
                'SELF_EVALUATED',
                'CLIENT_EVALUATED',
                'RETURNED',
                'RECHECKING'
              )
            ) IS NOT true
          ) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"FORM_TASK_FORCE","allowed":',
          CAST(
            (
              t1."holder" = $1
              AND (t1."accused" && $2) IS NOT true
              AND t1."state" IN (
                'COLLECTED',
                'REGISTERED',
                'BANKED',
                'PENDING_UPPER',
                'LISTED',
                'TRIAGED',
                'ASSIGNED',
                'OBJECTED',
                'ACCEPTED',
                'PLEDGED',
                'RECTIFYING',
                'SUSPENDED',
                'COMPLETION_CLAIMED',
                'SELF_EVALUATED',
                'CLIENT_EVALUATED',
                'RETURNED',
                'RECHECKING'
              )
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (
            (t1."holder" = $1 AND (t1."accused" && $2) IS NOT true) IS NOT true
          ) THEN '"RULE"' WHEN (
            (
              t1."state" IN (
                'COLLECTED',
                'REGISTERED',
                'BANKED',
                'PENDING_UPPER',
                'LISTED',
                'TRIAGED',
                'ASSIGNED',
                'OBJECTED',
                'ACCEPTED',
                'PLEDGED',
                'RECTIFYING',
                'SUSPENDED',
                'COMPLETION_CLAIMED',
                'SELF_EVALUATED',
                'CLIENT_EVALUATED',
                'RETURNED',
                'RECHECKING'
              )
            ) IS NOT true
          ) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"RELEASE_LEAD","allowed":',
          CAST(
            (
              (
                t1."leader_post" = $3::UUID
                AND (t1."accused" && $2) IS NOT true
                OR t1."led_by" = $1
                AND (t1."leader_post" = $3::UUID) IS NOT true
                AND (t1."accused" && $2) IS NOT true
              )
              AND t1."state" IN (
                'COLLECTED',
                'REGISTERED',
                'BANKED',
                'PENDING_UPPER',
                'LISTED',
                'TRIAGED',
                'ASSIGNED',
                'OBJECTED',
                'ACCEPTED',
                'PLEDGED',
                'RECTIFYING',
                'SUSPENDED',
                'COMPLETION_CLAIMED',
                'SELF_EVALUATED',
                'CLIENT_EVALUATED',
                'RETURNED',
                'RECHECKING'
              )
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (
            (
              t1."leader_post" = $3::UUID
              AND (t1."accused" && $2) IS NOT true
              OR t1."led_by" = $1
              AND (t1."leader_post" = $3::UUID) IS NOT true
              AND (t1."accused" && $2) IS NOT true
            ) IS NOT true
          ) THEN '"RULE"' WHEN (
            (
              t1."state" IN (
                'COLLECTED',
                'REGISTERED',
                'BANKED',
                'PENDING_UPPER',
                'LISTED',
                'TRIAGED',
                'ASSIGNED',
                'OBJECTED',
                'ACCEPTED',
                'PLEDGED',
                'RECTIFYING',
                'SUSPENDED',
                'COMPLETION_CLAIMED',
                'SELF_EVALUATED',
                'CLIENT_EVALUATED',
                'RETURNED',
                'RECHECKING'
              )
            ) IS NOT true
          ) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"PROPOSE_CASE","allowed":',
          CAST(
            (
              (
                t1."listed_by" = $1
                AND (t1."accused" && $2) IS NOT true
                OR t1."holder_parent" = $1
                AND (t1."listed_by" = $1) IS NOT true
                AND (t1."accused" && $2) IS NOT true
                OR t1."holder" = $1
                AND (t1."listed_by" = $1) IS NOT true
                AND (t1."accused" && $2) IS NOT true
              )
              AND t1."state" IN (
                'COLLECTED',
                'REGISTERED',
                'RESOLVED_ON_SPOT',
                'REJECTED',
                'DIVERTED',
                'BANKED',
                'PENDING_UPPER',
                'LISTED',
                'TRIAGED',
                'ASSIGNED',
                'OBJECTED',
                'ACCEPTED',
                'PLEDGED',
                'RECTIFYING',
                'SUSPENDED',
                'COMPLETION_CLAIMED',
                'SELF_EVALUATED',
                'CLIENT_EVALUATED',
                'RETURNED',
                'CLOSED',
                'RECHECKING',
                'ARCHIVED'
              )
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (
            (
              t1."listed_by" = $1
              AND (t1."accused" && $2) IS NOT true
              OR t1."holder_parent" = $1
              AND (t1."listed_by" = $1) IS NOT true
              AND (t1."accused" && $2) IS NOT true
              OR t1."holder" = $1
              AND (t1."listed_by" = $1) IS NOT true
              AND (t1."accused" && $2) IS NOT true
            ) IS NOT true
          ) THEN '"RULE"' WHEN (
            (
              t1."state" IN (
                'COLLECTED',
                'REGISTERED',
                'RESOLVED_ON_SPOT',
                'REJECTED',
                'DIVERTED',
                'BANKED',
                'PENDING_UPPER',
                'LISTED',
                'TRIAGED',
                'ASSIGNED',
                'OBJECTED',
                'ACCEPTED',
                'PLEDGED',
                'RECTIFYING',
                'SUSPENDED',
                'COMPLETION_CLAIMED',
                'SELF_EVALUATED',
                'CLIENT_EVALUATED',
                'RETURNED',
                'CLOSED',
                'RECHECKING',
                'ARCHIVED'
              )
            ) IS NOT true
          ) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"RECORD_CONTACT","allowed":',
          CAST(
            (
              false
              AND t1."state" IN (
                'COLLECTED',
                'REGISTERED',
                'BANKED',
                'PENDING_UPPER',
                'LISTED',
                'TRIAGED',
                'ASSIGNED',
                'OBJECTED',
                'ACCEPTED',
                'PLEDGED',
                'RECTIFYING',
                'SUSPENDED',
                'COMPLETION_CLAIMED',
                'SELF_EVALUATED',
                'CLIENT_EVALUATED',
                'RETURNED',
                'RECHECKING',
                'RESOLVED_ON_SPOT'
              )
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN (
            (
              t1."state" IN (
                'COLLECTED',
                'REGISTERED',
                'BANKED',
                'PENDING_UPPER',
                'LISTED',
                'TRIAGED',
                'ASSIGNED',
                'OBJECTED',
                'ACCEPTED',
                'PLEDGED',
                'RECTIFYING',
                'SUSPENDED',
                'COMPLETION_CLAIMED',
                'SELF_EVALUATED',
                'CLIENT_EVALUATED',
                'RETURNED',
                'RECHECKING',
                'RESOLVED_ON_SPOT'
              )
            ) IS NOT true
          ) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"RECORD_STATUTORY_ACT","allowed":',
          CAST(
            (
              false
              AND t1."state" IN (
                'COLLECTED',
                'REGISTERED',
                'BANKED',
                'PENDING_UPPER',
                'LISTED',
                'TRIAGED',
                'ASSIGNED',
                'OBJECTED',
                'ACCEPTED',
                'PLEDGED',
                'RECTIFYING',
                'SUSPENDED',
                'COMPLETION_CLAIMED',
                'SELF_EVALUATED',
                'CLIENT_EVALUATED',
                'RETURNED',
                'RECHECKING',
                'RESOLVED_ON_SPOT'
              )
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN (
            (
              t1."state" IN (
                'COLLECTED',
                'REGISTERED',
                'BANKED',
                'PENDING_UPPER',
                'LISTED',
                'TRIAGED',
                'ASSIGNED',
                'OBJECTED',
                'ACCEPTED',
                'PLEDGED',
                'RECTIFYING',
                'SUSPENDED',
                'COMPLETION_CLAIMED',
                'SELF_EVALUATED',
                'CLIENT_EVALUATED',
                'RETURNED',
                'RECHECKING',
                'RESOLVED_ON_SPOT'
              )
            ) IS NOT true
          ) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"GIVE_PART","allowed":',
          CAST(
            (
              t1."holder_parent" = $1
              AND (t1."accused" && $2) IS NOT true
              AND (
                t1."holder" = ANY ($4)
                AND t1."at3" = $1
                AND (t1."holder" = $1) IS NOT true
              ) IS NOT true
              AND t1."state" IN (
                'ASSIGNED',
                'OBJECTED',
                'ACCEPTED',
                'PLEDGED',
                'RECTIFYING',
                'RETURNED'
              )
              AND coalesce(t1."rectify_by", t1."due_on") >= CAST($8 AS DATE)
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (
            (
              t1."holder_parent" = $1
              AND (t1."accused" && $2) IS NOT true
              AND (
                t1."holder" = ANY ($4)
                AND t1."at3" = $1
                AND (t1."holder" = $1) IS NOT true
              ) IS NOT true
            ) IS NOT true
          ) THEN '"RULE"' WHEN (
            (
              t1."state" IN (
                'ASSIGNED',
                'OBJECTED',
                'ACCEPTED',
                'PLEDGED',
                'RECTIFYING',
                'RETURNED'
              )
              AND coalesce(t1."rectify_by", t1."due_on") >= CAST($8 AS DATE)
            ) IS NOT true
          ) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"TAKE_LEAD","allowed":',
          CAST(
            (
              t1."holder_parent" = $1
              AND $1 = ANY (t1."trail")
              AND (t1."accused" && $2) IS NOT true
              AND t1."state" IN (
                'ASSIGNED',
                'OBJECTED',
                'ACCEPTED',
                'PLEDGED',
                'RECTIFYING',
                'SUSPENDED',
                'COMPLETION_CLAIMED',
                'RETURNED'
              )
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (
            (
              t1."holder_parent" = $1
              AND $1 = ANY (t1."trail")
              AND (t1."accused" && $2) IS NOT true
            ) IS NOT true
          ) THEN '"RULE"' WHEN (
            (
              t1."state" IN (
                'ASSIGNED',
                'OBJECTED',
                'ACCEPTED',
                'PLEDGED',
                'RECTIFYING',
                'SUSPENDED',
                'COMPLETION_CLAIMED',
                'RETURNED'
              )
            ) IS NOT true
          ) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"FORM_TASK_FORCE_BELOW","allowed":',
          CAST(
            (
              t1."holder_parent" = $1
              AND $1 = ANY (t1."trail")
              AND (t1."accused" && $2) IS NOT true
              AND t1."state" IN (
                'ASSIGNED',
                'OBJECTED',
                'ACCEPTED',
                'PLEDGED',
                'RECTIFYING',
                'SUSPENDED',
                'COMPLETION_CLAIMED',
                'RETURNED'
              )
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (
            (
              t1."holder_parent" = $1
              AND $1 = ANY (t1."trail")
              AND (t1."accused" && $2) IS NOT true
            ) IS NOT true
          ) THEN '"RULE"' WHEN (
            (
              t1."state" IN (
                'ASSIGNED',
                'OBJECTED',
                'ACCEPTED',
                'PLEDGED',
                'RECTIFYING',
                'SUSPENDED',
                'COMPLETION_CLAIMED',
                'RETURNED'
              )
            ) IS NOT true
          ) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"RECORD_REVIEW","allowed":',
          CAST(
            (
              false
              AND t1."state" IN (
                'COLLECTED',
                'REGISTERED',
                'RESOLVED_ON_SPOT',
                'BANKED',
                'PENDING_UPPER',
                'LISTED',
                'TRIAGED',
                'ASSIGNED',
                'OBJECTED',
                'ACCEPTED',
                'PLEDGED',
                'RECTIFYING',
                'SUSPENDED',
                'COMPLETION_CLAIMED',
                'SELF_EVALUATED',
                'CLIENT_EVALUATED',
                'RETURNED',
                'CLOSED',
                'RECHECKING',
                'ARCHIVED'
              )
            ) IS true AS TEXT
          ),
          ',"missing":',
          CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN (
            (
              t1."state" IN (
                'COLLECTED',
                'REGISTERED',
                'RESOLVED_ON_SPOT',
                'BANKED',
                'PENDING_UPPER',
                'LISTED',
                'TRIAGED',
                'ASSIGNED',
                'OBJECTED',
                'ACCEPTED',
                'PLEDGED',
                'RECTIFYING',
                'SUSPENDED',
                'COMPLETION_CLAIMED',
                'SELF_EVALUATED',
                'CLIENT_EVALUATED',
                'RETURNED',
                'CLOSED',
                'RECHECKING',
                'ARCHIVED'
              )
            ) IS NOT true
          ) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"REGISTER_PETITIONER","allowed":',
          CAST((t1."holder" = $1 AND (t1."accused" && $2) IS NOT true) IS true AS TEXT),
          ',"missing":',
          CASE WHEN (
            (t1."holder" = $1 AND (t1."accused" && $2) IS NOT true) IS NOT true
          ) THEN '"RULE"' WHEN (true IS NOT true) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"FIND_BREACH","allowed":',
          CAST(false IS true AS TEXT),
          ',"missing":',
          CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN (true IS NOT true) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true},{"act":"REVOKE_BREACH","allowed":',
          CAST(false IS true AS TEXT)
        ),
        concat(
          ',"missing":',
          CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN (true IS NOT true) THEN '"STATE"' ELSE 'null' END,
          ',"furtherCheck":true}]}'
        )
      ) AS concat_2
      FROM app.problem AS t1
      LEFT OUTER JOIN app.tenant AS t2 ON t2."id" = t1."holder"
      LEFT OUTER JOIN app.tenant AS t3 ON t3."id" = t1."origin"
      LEFT OUTER JOIN app.tenant AS t4 ON t4."id" = t1."listed_by"
      LEFT OUTER JOIN app.post AS t5 ON t5."root" = t1."root"
      AND t5."id" = t1."holder_post"
      AND (
        t5."id" = $3::UUID
        OR t5."at3" = $1
        AND t5."open_to" <= 3
        AND (t5."id" = $3::UUID) IS NOT true
      )
      LEFT OUTER JOIN app.post AS t6 ON t6."root" = t1."root"
      AND t6."id" = t1."lead_post"
      AND (
        t6."id" = $3::UUID
        OR t6."at3" = $1
        AND t6."open_to" <= 3
        AND (t6."id" = $3::UUID) IS NOT true
      )
      LEFT OUTER JOIN app.person AS t7 ON t7."root" = t1."root"
      AND t7."id" = t1."reported_by"
      AND (
        t7."id" = $5::UUID
        OR t7."at3" = $1
        AND t7."open_to" <= 3
        AND (t7."id" = $5::UUID) IS NOT true
      )
      LEFT OUTER JOIN app.problem AS t8 ON t8."root" = t1."root"
      AND t8."id" = t1."merged_into"
      AND (
        t8."at3" = $1
        AND t8."open_to" <= 3
        AND (t8."accused" && $2) IS NOT true
        OR $1 = ANY (t8."trail")
        AND (t8."at3" = $1 AND t8."open_to" <= 3) IS NOT true
        AND (t8."accused" && $2) IS NOT true
      )
      WHERE t1."id" = $10::UUID
      AND t1."root" = $11
      AND (
        t1."at3" = $1
        AND t1."open_to" <= 3
        AND (t1."accused" && $2) IS NOT true
        OR $1 = ANY (t1."trail")
        AND (t1."at3" = $1 AND t1."open_to" <= 3) IS NOT true
        AND (t1."accused" && $2) IS NOT true
      )
      LIMIT 1
    ),
    'null'
  ),
  '}}'
) AS concat_1
