-- $1: viewer_person
-- $2: viewer_tenant
-- $3: viewer_units
-- $4: viewer_elsewhere
-- $5: viewer_post
SELECT concat(
  '{"data":{"notices":',
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
                  FROM (
                    SELECT app.notice.root AS root,
                    app.notice.id AS id,
                    app.notice.person_id AS person_id,
                    app.notice.post_id AS post_id,
                    app.notice.kind AS kind,
                    app.notice.problem_id AS problem_id,
                    app.notice.obligation_id AS obligation_id,
                    app.notice.glass_window_id AS glass_window_id,
                    app.notice.reorganisation_id AS reorganisation_id,
                    app.notice.rebound_id AS rebound_id,
                    app.notice.score_id AS score_id,
                    app.notice.escalation_id AS escalation_id,
                    app.notice.meeting_id AS meeting_id,
                    app.notice.proposed_change_id AS proposed_change_id,
                    app.notice.appointment_id AS appointment_id,
                    app.notice.draft_id AS draft_id,
                    app.notice.responsibility_id AS responsibility_id,
                    app.notice.accused AS accused,
                    app.notice.for_day AS for_day,
                    app.notice.created_at AS created_at,
                    app.notice.read_at AS read_at
                    FROM app.notice
                    WHERE app.notice.person_id = $1::UUID
                    AND (
                      app.notice.kind IN ('TASK_FORCE_NAMED', 'TASK_FORCE_RELEASED')
                      OR (
                        EXISTS (
                          SELECT *
                          FROM app.problem
                          WHERE app.problem.root = app.notice.root
                          AND app.problem.id = app.notice.problem_id
                          AND (
                            app.problem.at5 = $2
                            AND app.problem.open_to <= 5
                            AND (app.problem.accused && $3) IS NOT true
                            OR $2 = ANY (app.problem.trail)
                            AND (app.problem.at5 = $2 AND app.problem.open_to <= 5) IS NOT true
                            AND (app.problem.accused && $3) IS NOT true
                          )
                        )
                      )
                      OR (
                        EXISTS (
                          SELECT *
                          FROM app.obligation
                          WHERE app.obligation.root = app.notice.root
                          AND app.obligation.id = app.notice.obligation_id
                          AND (app.obligation.at5 = $2 AND app.obligation.open_to <= 5)
                        )
                      )
                      OR (
                        EXISTS (
                          SELECT *
                          FROM app.rebound
                          WHERE app.rebound.root = app.notice.root
                          AND app.rebound.id = app.notice.rebound_id
                          AND (
                            app.rebound.alerted = $2
                            AND (app.rebound.accused && $3) IS NOT true
                            OR app.rebound.at5 = $2
                            AND app.rebound.open_to <= 5
                            AND (app.rebound.alerted = $2) IS NOT true
                            AND (app.rebound.accused && $3) IS NOT true
                          )
                        )
                      )
                      OR (
                        EXISTS (
                          SELECT *
                          FROM app.score
                          WHERE app.score.root = app.notice.root
                          AND app.score.id = app.notice.score_id
                          AND (
                            app.score.holder_parent = $2
                            AND ($4 = true) IS NOT true
                            OR app.score.holder = $2
                            AND ($4 = true) IS NOT true
                          )
                        )
                      )
                      OR (
                        EXISTS (
                          SELECT *
                          FROM app.escalation
                          WHERE app.escalation.root = app.notice.root
                          AND app.escalation.id = app.notice.escalation_id
                          AND (
                            app.escalation.holder = $2
                            AND (app.escalation.accused && $3) IS NOT true
                          )
                        )
                      )
                      OR (
                        EXISTS (
                          SELECT *
                          FROM app.glass_window
                          WHERE app.glass_window.root = app.notice.root
                          AND app.glass_window.id = app.notice.glass_window_id
                          AND (app.glass_window.holder_parent = $2 OR app.glass_window.holder = $2)
                        )
                      )
                      OR (
                        EXISTS (
                          SELECT *
                          FROM app.reorganisation
                          WHERE app.reorganisation.root = app.notice.root
                          AND app.reorganisation.id = app.notice.reorganisation_id
                          AND (
                            app.reorganisation.holder = $2
                            OR $2 = ANY (app.reorganisation.trail)
                            AND (app.reorganisation.holder = $2) IS NOT true
                          )
                        )
                      )
                      OR (
                        EXISTS (
                          SELECT *
                          FROM app.meeting
                          WHERE app.meeting.root = app.notice.root
                          AND app.meeting.id = app.notice.meeting_id
                          AND (
                            app.meeting.holder_parent = $2
                            OR $2 = ANY (app.meeting.trail)
                            AND (app.meeting.holder_parent = $2) IS NOT true
                          )
                        )
                      )
                      OR (EXISTS (SELECT * FROM app.proposed_change WHERE false))
                      OR (
                        EXISTS (
                          SELECT *
                          FROM app.appointment
                          WHERE app.appointment.root = app.notice.root
                          AND app.appointment.id = app.notice.appointment_id
                          AND (
                            app.appointment.person_id = $1::UUID
                            OR app.appointment.at5 = $2
                            AND app.appointment.open_to <= 5
                            AND (app.appointment.person_id = $1::UUID) IS NOT true
                          )
                        )
                      )
                      OR (
                        EXISTS (
                          SELECT *
                          FROM app.publication_draft
                          WHERE app.publication_draft.root = app.notice.root
                          AND app.publication_draft.id = app.notice.draft_id
                          AND (
                            app.publication_draft.at5 = $2
                            AND app.publication_draft.open_to <= 5
                            AND (app.publication_draft.accused && $3) IS NOT true
                          )
                        )
                      )
                      OR (
                        EXISTS (
                          SELECT *
                          FROM app.responsibility_list
                          WHERE app.responsibility_list.root = app.notice.root
                          AND app.responsibility_list.id = app.notice.responsibility_id
                          AND (
                            app.responsibility_list.holder = $2
                            OR app.responsibility_list.state IN ('PUBLISHED', 'RETIRED')
                            AND app.responsibility_list.holder_parent = $2
                          )
                        )
                      )
                    )
                  ) AS t1
                  WHERE t1."person_id" = $1::UUID
                  AND t1."post_id" = $5::UUID
                  LIMIT 201
                ) AS anon_3
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
          concat(
            '{"id":"Notice_',
            t1p."id",
            '","kind":"',
            t1p."kind",
            '","createdAt":"',
            to_char(timezone('UTC', t1p."created_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            '","readAt":',
            CASE WHEN (t1p."read_at" IS NULL) THEN 'null' ELSE concat(
              '"',
              to_char(timezone('UTC', t1p."read_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
              '"'
            ) END,
            ',"forDay":',
            CASE WHEN (t1p."for_day" IS NULL) THEN 'null' ELSE concat('"', t1p."for_day", '"') END,
            ',"problem":',
            CASE WHEN (t2."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t2."title"), '}') END,
            ',"obligation":',
            CASE WHEN (t3."id" IS NULL) THEN 'null' ELSE concat('{"state":"', t3."state", '"}') END,
            ',"rebound":',
            CASE WHEN (t4."id" IS NULL) THEN 'null' ELSE concat('{"times":', CAST(t4."times" AS TEXT), '}') END,
            ',"score":',
            CASE WHEN (t5."id" IS NULL) THEN 'null' ELSE concat('{"period":"', t5."period", '"}') END,
            ',"escalation":',
            CASE WHEN (t6."id" IS NULL) THEN 'null' ELSE concat('{"kind":"', t6."kind", '"}') END,
            ',"glassWindow":',
            CASE WHEN (t7."id" IS NULL) THEN 'null' ELSE concat('{"id":"GlassWindow_', t7."id", '"}') END,
            ',"reorganisation":',
            CASE WHEN (t8."id" IS NULL) THEN 'null' ELSE concat('{"id":"Reorganisation_', t8."id", '"}') END,
            ',"draft":',
            CASE WHEN (t9."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t9."title"), '}') END,
            ',"list":',
            CASE WHEN (t10."id" IS NULL) THEN 'null' ELSE concat('{"year":', CAST(t10."year" AS TEXT), '}') END,
            ',"post":',
            CASE WHEN (t11."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t11."title"), '}') END,
            '}'
          ),
          ','
          ORDER BY t1p."created_at" DESC,
          t1p."id" DESC
        ),
        ''
      ),
      ']}'
    ) AS concat_2
    FROM (
      SELECT t1."id" AS id,
      t1."kind" AS kind,
      t1."created_at" AS created_at,
      t1."read_at" AS read_at,
      t1."for_day" AS for_day,
      t1."problem_id" AS problem_id,
      t1."root" AS root,
      t1."obligation_id" AS obligation_id,
      t1."rebound_id" AS rebound_id,
      t1."score_id" AS score_id,
      t1."escalation_id" AS escalation_id,
      t1."glass_window_id" AS glass_window_id,
      t1."reorganisation_id" AS reorganisation_id,
      t1."draft_id" AS draft_id,
      t1."responsibility_id" AS responsibility_id,
      t1."post_id" AS post_id
      FROM (
        SELECT app.notice.root AS root,
        app.notice.id AS id,
        app.notice.person_id AS person_id,
        app.notice.post_id AS post_id,
        app.notice.kind AS kind,
        app.notice.problem_id AS problem_id,
        app.notice.obligation_id AS obligation_id,
        app.notice.glass_window_id AS glass_window_id,
        app.notice.reorganisation_id AS reorganisation_id,
        app.notice.rebound_id AS rebound_id,
        app.notice.score_id AS score_id,
        app.notice.escalation_id AS escalation_id,
        app.notice.meeting_id AS meeting_id,
        app.notice.proposed_change_id AS proposed_change_id,
        app.notice.appointment_id AS appointment_id,
        app.notice.draft_id AS draft_id,
        app.notice.responsibility_id AS responsibility_id,
        app.notice.accused AS accused,
        app.notice.for_day AS for_day,
        app.notice.created_at AS created_at,
        app.notice.read_at AS read_at
        FROM app.notice
        WHERE app.notice.person_id = $1::UUID
        AND (
          app.notice.kind IN ('TASK_FORCE_NAMED', 'TASK_FORCE_RELEASED')
          OR (
            EXISTS (
              SELECT *
              FROM app.problem
              WHERE app.problem.root = app.notice.root
              AND app.problem.id = app.notice.problem_id
              AND (
                app.problem.at5 = $2
                AND app.problem.open_to <= 5
                AND (app.problem.accused && $3) IS NOT true
                OR $2 = ANY (app.problem.trail)
                AND (app.problem.at5 = $2 AND app.problem.open_to <= 5) IS NOT true
                AND (app.problem.accused && $3) IS NOT true
              )
            )
          )
          OR (
            EXISTS (
              SELECT *
              FROM app.obligation
              WHERE app.obligation.root = app.notice.root
              AND app.obligation.id = app.notice.obligation_id
              AND (app.obligation.at5 = $2 AND app.obligation.open_to <= 5)
            )
          )
          OR (
            EXISTS (
              SELECT *
              FROM app.rebound
              WHERE app.rebound.root = app.notice.root
              AND app.rebound.id = app.notice.rebound_id
              AND (
                app.rebound.alerted = $2
                AND (app.rebound.accused && $3) IS NOT true
                OR app.rebound.at5 = $2
                AND app.rebound.open_to <= 5
                AND (app.rebound.alerted = $2) IS NOT true
                AND (app.rebound.accused && $3) IS NOT true
              )
            )
          )
          OR (
            EXISTS (
              SELECT *
              FROM app.score
              WHERE app.score.root = app.notice.root
              AND app.score.id = app.notice.score_id
              AND (
                app.score.holder_parent = $2
                AND ($4 = true) IS NOT true
                OR app.score.holder = $2
                AND ($4 = true) IS NOT true
              )
            )
          )
          OR (
            EXISTS (
              SELECT *
              FROM app.escalation
              WHERE app.escalation.root = app.notice.root
              AND app.escalation.id = app.notice.escalation_id
              AND (app.escalation.holder = $2 AND (app.escalation.accused && $3) IS NOT true)
            )
          )
          OR (
            EXISTS (
              SELECT *
              FROM app.glass_window
              WHERE app.glass_window.root = app.notice.root
              AND app.glass_window.id = app.notice.glass_window_id
              AND (app.glass_window.holder_parent = $2 OR app.glass_window.holder = $2)
            )
          )
          OR (
            EXISTS (
              SELECT *
              FROM app.reorganisation
              WHERE app.reorganisation.root = app.notice.root
              AND app.reorganisation.id = app.notice.reorganisation_id
              AND (
                app.reorganisation.holder = $2
                OR $2 = ANY (app.reorganisation.trail)
                AND (app.reorganisation.holder = $2) IS NOT true
              )
            )
          )
          OR (
            EXISTS (
              SELECT *
              FROM app.meeting
              WHERE app.meeting.root = app.notice.root
              AND app.meeting.id = app.notice.meeting_id
              AND (
                app.meeting.holder_parent = $2
                OR $2 = ANY (app.meeting.trail)
                AND (app.meeting.holder_parent = $2) IS NOT true
              )
            )
          )
          OR (EXISTS (SELECT * FROM app.proposed_change WHERE false))
          OR (
            EXISTS (
              SELECT *
              FROM app.appointment
              WHERE app.appointment.root = app.notice.root
              AND app.appointment.id = app.notice.appointment_id
              AND (
                app.appointment.person_id = $1::UUID
                OR app.appointment.at5 = $2
                AND app.appointment.open_to <= 5
                AND (app.appointment.person_id = $1::UUID) IS NOT true
              )
            )
          )
          OR (
            EXISTS (
              SELECT *
              FROM app.publication_draft
              WHERE app.publication_draft.root = app.notice.root
              AND app.publication_draft.id = app.notice.draft_id
              AND (
                app.publication_draft.at5 = $2
                AND app.publication_draft.open_to <= 5
                AND (app.publication_draft.accused && $3) IS NOT true
              )
            )
          )
          OR (
            EXISTS (
              SELECT *
              FROM app.responsibility_list
              WHERE app.responsibility_list.root = app.notice.root
              AND app.responsibility_list.id = app.notice.responsibility_id
              AND (
                app.responsibility_list.holder = $2
                OR app.responsibility_list.state IN ('PUBLISHED', 'RETIRED')
                AND app.responsibility_list.holder_parent = $2
              )
            )
          )
        )
      ) AS t1
      WHERE t1."person_id" = $1::UUID
      AND t1."post_id" = $5::UUID
      ORDER BY t1."created_at" DESC,
      t1."id" DESC
      LIMIT 50
    ) AS t1p
    LEFT OUTER JOIN app.problem AS t2 ON t2."root" = t1p."root"
    AND t2."id" = t1p."problem_id"
    AND (
      t2."at5" = $2
      AND t2."open_to" <= 5
      AND (t2."accused" && $3) IS NOT true
      OR $2 = ANY (t2."trail")
      AND (t2."at5" = $2 AND t2."open_to" <= 5) IS NOT true
      AND (t2."accused" && $3) IS NOT true
    )
    LEFT OUTER JOIN app.obligation AS t3 ON t3."root" = t1p."root"
    AND t3."id" = t1p."obligation_id"
    AND t3."at5" = $2
    AND t3."open_to" <= 5
    LEFT OUTER JOIN app.rebound AS t4 ON t4."root" = t1p."root"
    AND t4."id" = t1p."rebound_id"
    AND (
      t4."alerted" = $2
      AND (t4."accused" && $3) IS NOT true
      OR t4."at5" = $2
      AND t4."open_to" <= 5
      AND (t4."alerted" = $2) IS NOT true
      AND (t4."accused" && $3) IS NOT true
    )
    LEFT OUTER JOIN app.score AS t5 ON t5."root" = t1p."root"
    AND t5."id" = t1p."score_id"
    AND (
      t5."holder_parent" = $2
      AND ($4 = true) IS NOT true
      OR t5."holder" = $2
      AND ($4 = true) IS NOT true
    )
    LEFT OUTER JOIN app.escalation AS t6 ON t6."root" = t1p."root"
    AND t6."id" = t1p."escalation_id"
    AND t6."holder" = $2
    AND (t6."accused" && $3) IS NOT true
    LEFT OUTER JOIN app.glass_window AS t7 ON t7."root" = t1p."root"
    AND t7."id" = t1p."glass_window_id"
    AND (t7."holder_parent" = $2 OR t7."holder" = $2)
    LEFT OUTER JOIN app.reorganisation AS t8 ON t8."root" = t1p."root"
    AND t8."id" = t1p."reorganisation_id"
    AND (t8."holder" = $2 OR $2 = ANY (t8."trail") AND (t8."holder" = $2) IS NOT true)
    LEFT OUTER JOIN app.publication_draft AS t9 ON t9."root" = t1p."root"
    AND t9."id" = t1p."draft_id"
    AND t9."at5" = $2
    AND t9."open_to" <= 5
    AND (t9."accused" && $3) IS NOT true
    LEFT OUTER JOIN app.responsibility_list AS t10 ON t10."root" = t1p."root"
    AND t10."id" = t1p."responsibility_id"
    AND (t10."holder" = $2 OR t10."state" IN ('PUBLISHED', 'RETIRED') AND t10."holder_parent" = $2)
    LEFT OUTER JOIN app.post AS t11 ON t11."root" = t1p."root"
    AND t11."id" = t1p."post_id"
    AND (
      t11."id" = $5::UUID
      OR t11."at5" = $2
      AND t11."open_to" <= 5
      AND (t11."id" = $5::UUID) IS NOT true
    )
  ),
  ',"unread":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat('{"kind":"', t12p."kind", '"}'),
          ','
          ORDER BY t12p."created_at" DESC,
          t12p."id" DESC
        ) FILTER (WHERE t12p."n" <= 5),
        ''
      ),
      '],"pageInfo":{"hasNextPage":',
      CAST(count(*) > 5 AS TEXT),
      '}}'
    ) AS concat_3
    FROM (
      SELECT t12pr."kind" AS kind,
      t12pr."created_at" AS created_at,
      t12pr."id" AS id,
      row_number() OVER (ORDER BY t12pr."created_at" DESC, t12pr."id" DESC) AS n
      FROM (
        SELECT t12."kind" AS kind,
        t12."created_at" AS created_at,
        t12."id" AS id
        FROM (
          SELECT app.notice.root AS root,
          app.notice.id AS id,
          app.notice.person_id AS person_id,
          app.notice.post_id AS post_id,
          app.notice.kind AS kind,
          app.notice.problem_id AS problem_id,
          app.notice.obligation_id AS obligation_id,
          app.notice.glass_window_id AS glass_window_id,
          app.notice.reorganisation_id AS reorganisation_id,
          app.notice.rebound_id AS rebound_id,
          app.notice.score_id AS score_id,
          app.notice.escalation_id AS escalation_id,
          app.notice.meeting_id AS meeting_id,
          app.notice.proposed_change_id AS proposed_change_id,
          app.notice.appointment_id AS appointment_id,
          app.notice.draft_id AS draft_id,
          app.notice.responsibility_id AS responsibility_id,
          app.notice.accused AS accused,
          app.notice.for_day AS for_day,
          app.notice.created_at AS created_at,
          app.notice.read_at AS read_at
          FROM app.notice
          WHERE app.notice.person_id = $1::UUID
          AND (
            app.notice.kind IN ('TASK_FORCE_NAMED', 'TASK_FORCE_RELEASED')
            OR (
              EXISTS (
                SELECT *
                FROM app.problem
                WHERE app.problem.root = app.notice.root
                AND app.problem.id = app.notice.problem_id
                AND (
                  app.problem.at5 = $2
                  AND app.problem.open_to <= 5
                  AND (app.problem.accused && $3) IS NOT true
                  OR $2 = ANY (app.problem.trail)
                  AND (app.problem.at5 = $2 AND app.problem.open_to <= 5) IS NOT true
                  AND (app.problem.accused && $3) IS NOT true
                )
              )
            )
            OR (
              EXISTS (
                SELECT *
                FROM app.obligation
                WHERE app.obligation.root = app.notice.root
                AND app.obligation.id = app.notice.obligation_id
                AND (app.obligation.at5 = $2 AND app.obligation.open_to <= 5)
              )
            )
            OR (
              EXISTS (
                SELECT *
                FROM app.rebound
                WHERE app.rebound.root = app.notice.root
                AND app.rebound.id = app.notice.rebound_id
                AND (
                  app.rebound.alerted = $2
                  AND (app.rebound.accused && $3) IS NOT true
                  OR app.rebound.at5 = $2
                  AND app.rebound.open_to <= 5
                  AND (app.rebound.alerted = $2) IS NOT true
                  AND (app.rebound.accused && $3) IS NOT true
                )
              )
            )
            OR (
              EXISTS (
                SELECT *
                FROM app.score
                WHERE app.score.root = app.notice.root
                AND app.score.id = app.notice.score_id
                AND (
                  app.score.holder_parent = $2
                  AND ($4 = true) IS NOT true
                  OR app.score.holder = $2
                  AND ($4 = true) IS NOT true
                )
              )
            )
            OR (
              EXISTS (
                SELECT *
                FROM app.escalation
                WHERE app.escalation.root = app.notice.root
                AND app.escalation.id = app.notice.escalation_id
                AND (app.escalation.holder = $2 AND (app.escalation.accused && $3) IS NOT true)
              )
            )
            OR (
              EXISTS (
                SELECT *
                FROM app.glass_window
                WHERE app.glass_window.root = app.notice.root
                AND app.glass_window.id = app.notice.glass_window_id
                AND (app.glass_window.holder_parent = $2 OR app.glass_window.holder = $2)
              )
            )
            OR (
              EXISTS (
                SELECT *
                FROM app.reorganisation
                WHERE app.reorganisation.root = app.notice.root
                AND app.reorganisation.id = app.notice.reorganisation_id
                AND (
                  app.reorganisation.holder = $2
                  OR $2 = ANY (app.reorganisation.trail)
                  AND (app.reorganisation.holder = $2) IS NOT true
                )
              )
            )
            OR (
              EXISTS (
                SELECT *
                FROM app.meeting
                WHERE app.meeting.root = app.notice.root
                AND app.meeting.id = app.notice.meeting_id
                AND (
                  app.meeting.holder_parent = $2
                  OR $2 = ANY (app.meeting.trail)
                  AND (app.meeting.holder_parent = $2) IS NOT true
                )
              )
            )
            OR (EXISTS (SELECT * FROM app.proposed_change WHERE false))
            OR (
              EXISTS (
                SELECT *
                FROM app.appointment
                WHERE app.appointment.root = app.notice.root
                AND app.appointment.id = app.notice.appointment_id
                AND (
                  app.appointment.person_id = $1::UUID
                  OR app.appointment.at5 = $2
                  AND app.appointment.open_to <= 5
                  AND (app.appointment.person_id = $1::UUID) IS NOT true
                )
              )
            )
            OR (
              EXISTS (
                SELECT *
                FROM app.publication_draft
                WHERE app.publication_draft.root = app.notice.root
                AND app.publication_draft.id = app.notice.draft_id
                AND (
                  app.publication_draft.at5 = $2
                  AND app.publication_draft.open_to <= 5
                  AND (app.publication_draft.accused && $3) IS NOT true
                )
              )
            )
            OR (
              EXISTS (
                SELECT *
                FROM app.responsibility_list
                WHERE app.responsibility_list.root = app.notice.root
                AND app.responsibility_list.id = app.notice.responsibility_id
                AND (
                  app.responsibility_list.holder = $2
                  OR app.responsibility_list.state IN ('PUBLISHED', 'RETIRED')
                  AND app.responsibility_list.holder_parent = $2
                )
              )
            )
          )
        ) AS t12
        WHERE t12."read_at" IS NULL
        AND t12."person_id" = $1::UUID
        AND t12."post_id" = $5::UUID
        ORDER BY t12."created_at" DESC,
        t12."id" DESC
        LIMIT 6
      ) AS t12pr
    ) AS t12p
  ),
  ',"noticeSettings":',
  (
    SELECT concat(
      '[',
      coalesce(
        string_agg(
          concat(
            '{"id":"NoticeSetting_',
            t13p."id",
            '","email":',
            CASE WHEN (t13p."email" IS NULL) THEN 'null' ELSE to_json(t13p."email") END,
            ',"gateway":',
            CASE WHEN (t13p."gateway" IS NULL) THEN 'null' ELSE to_json(t13p."gateway") END,
            ',"digestAt":"',
            to_char(t13p."digest_at", 'HH24:MI'),
            '","quietFrom":"',
            to_char(t13p."quiet_from", 'HH24:MI'),
            '","quietUntil":"',
            to_char(t13p."quiet_until", 'HH24:MI'),
            '","version":',
            CAST(t13p."version" AS TEXT),
            '}'
          ),
          ','
          ORDER BY t13p."version" ASC,
          t13p."id" ASC
        ),
        ''
      ),
      ']'
    ) AS concat_4
    FROM (
      SELECT t13."id" AS id,
      t13."email" AS email,
      t13."gateway" AS gateway,
      t13."digest_at" AS digest_at,
      t13."quiet_from" AS quiet_from,
      t13."quiet_until" AS quiet_until,
      t13."version" AS version
      FROM app.notice_setting AS t13
      WHERE t13."person_id" = $1::UUID
      AND t13."person_id" = $1::UUID
      ORDER BY t13."version" ASC,
      t13."id" ASC
      LIMIT 1
    ) AS t13p
  ),
  '}}'
) AS concat_1
