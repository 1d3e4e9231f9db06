-- $1: viewer_person
-- $2: viewer_tenant
-- $3: viewer_units
-- $4: variable id
-- $5: viewer_root
-- $6: viewer_post
SELECT concat(
  '{"data":{"notice":',
  coalesce(
    (
      SELECT concat(
        '{"kind":"',
        t1."kind",
        '","obligation":',
        CASE WHEN (t2."id" IS NULL) THEN 'null' ELSE concat(
          '{"period":',
          to_json(t2."period"),
          ',"dueOn":"',
          t2."due_on",
          '"}'
        ) END,
        ',"problem":',
        CASE WHEN (t3."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t3."title"), '}') END,
        '}'
      ) AS concat_2
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
                app.problem.holder = $2
                AND (app.problem.accused && $3) IS NOT true
                OR $2 = ANY (app.problem.trail)
                AND (app.problem.holder = $2) IS NOT true
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
              AND (app.obligation.holder = $2)
            )
          )
          OR (
            EXISTS (
              SELECT *
              FROM app.rebound
              WHERE app.rebound.root = app.notice.root
              AND app.rebound.id = app.notice.rebound_id
              AND (app.rebound.holder = $2 AND (app.rebound.accused && $3) IS NOT true)
            )
          )
          OR (EXISTS (SELECT * FROM app.score WHERE false))
          OR (EXISTS (SELECT * FROM app.escalation WHERE false))
          OR (EXISTS (SELECT * FROM app.glass_window WHERE false))
          OR (EXISTS (SELECT * FROM app.reorganisation WHERE false))
          OR (
            EXISTS (
              SELECT *
              FROM app.meeting
              WHERE app.meeting.root = app.notice.root
              AND app.meeting.id = app.notice.meeting_id
              AND ($2 = ANY (app.meeting.trail))
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
                OR app.appointment.holder = $2
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
                app.publication_draft.holder = $2
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
              AND (app.responsibility_list.holder = $2)
            )
          )
        )
      ) AS t1
      LEFT OUTER JOIN app.obligation AS t2 ON t2."root" = t1."root"
      AND t2."id" = t1."obligation_id"
      AND (t2."holder" = $2)
      LEFT OUTER JOIN app.problem AS t3 ON t3."root" = t1."root"
      AND t3."id" = t1."problem_id"
      AND (
        t3."holder" = $2
        AND (t3."accused" && $3) IS NOT true
        OR $2 = ANY (t3."trail")
        AND (t3."holder" = $2) IS NOT true
        AND (t3."accused" && $3) IS NOT true
      )
      WHERE t1."id" = $4::UUID
      AND t1."root" = $5
      AND (t1."person_id" = $1::UUID AND t1."post_id" = $6::UUID)
      LIMIT 1
    ),
    'null'
  ),
  '}}'
) AS concat_1
