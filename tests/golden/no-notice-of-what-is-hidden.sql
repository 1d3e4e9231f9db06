-- $1: viewer_person
-- $2: viewer_tenant
-- $3: viewer_units
-- $4: viewer_elsewhere
-- $5: variable id
-- $6: viewer_root
-- $7: viewer_post
-- $8: variable id
SELECT concat(
  '{"data":{"notice":',
  coalesce(
    (
      SELECT concat('{"kind":"', t1."kind", '"}') AS concat_2
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
                app.problem.at3 = $2
                AND app.problem.open_to <= 3
                AND (app.problem.accused && $3) IS NOT true
                OR $2 = ANY (app.problem.trail)
                AND (app.problem.at3 = $2 AND app.problem.open_to <= 3) IS NOT true
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
              AND (app.obligation.at3 = $2 AND app.obligation.open_to <= 3)
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
                OR app.rebound.at3 = $2
                AND app.rebound.open_to <= 3
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
                OR app.appointment.at3 = $2
                AND app.appointment.open_to <= 3
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
                app.publication_draft.at3 = $2
                AND app.publication_draft.open_to <= 3
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
      WHERE t1."id" = $5::UUID
      AND t1."root" = $6
      AND (t1."person_id" = $1::UUID AND t1."post_id" = $7::UUID)
      LIMIT 1
    ),
    'null'
  ),
  ',"node":',
  coalesce(
    (
      SELECT concat('{"id":"Notice_', t2."id", '"}') AS concat_3
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
                app.problem.at3 = $2
                AND app.problem.open_to <= 3
                AND (app.problem.accused && $3) IS NOT true
                OR $2 = ANY (app.problem.trail)
                AND (app.problem.at3 = $2 AND app.problem.open_to <= 3) IS NOT true
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
              AND (app.obligation.at3 = $2 AND app.obligation.open_to <= 3)
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
                OR app.rebound.at3 = $2
                AND app.rebound.open_to <= 3
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
                OR app.appointment.at3 = $2
                AND app.appointment.open_to <= 3
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
                app.publication_draft.at3 = $2
                AND app.publication_draft.open_to <= 3
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
      ) AS t2
      WHERE t2."id" = $8::UUID
      AND t2."root" = $6
      AND (t2."person_id" = $1::UUID AND t2."post_id" = $7::UUID)
      LIMIT 1
    ),
    'null'
  ),
  ',"notices":',
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
                            app.problem.at3 = $2
                            AND app.problem.open_to <= 3
                            AND (app.problem.accused && $3) IS NOT true
                            OR $2 = ANY (app.problem.trail)
                            AND (app.problem.at3 = $2 AND app.problem.open_to <= 3) IS NOT true
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
                          AND (app.obligation.at3 = $2 AND app.obligation.open_to <= 3)
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
                            OR app.rebound.at3 = $2
                            AND app.rebound.open_to <= 3
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
                            OR app.appointment.at3 = $2
                            AND app.appointment.open_to <= 3
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
                            app.publication_draft.at3 = $2
                            AND app.publication_draft.open_to <= 3
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
                  ) AS t3
                  WHERE t3."person_id" = $1::UUID
                  AND t3."post_id" = $7::UUID
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
          concat('{"kind":"', t3p."kind", '"}'),
          ','
          ORDER BY t3p."created_at" DESC,
          t3p."id" DESC
        ),
        ''
      ),
      ']}'
    ) AS concat_4
    FROM (
      SELECT t3."kind" AS kind,
      t3."created_at" AS created_at,
      t3."id" AS id
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
                app.problem.at3 = $2
                AND app.problem.open_to <= 3
                AND (app.problem.accused && $3) IS NOT true
                OR $2 = ANY (app.problem.trail)
                AND (app.problem.at3 = $2 AND app.problem.open_to <= 3) IS NOT true
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
              AND (app.obligation.at3 = $2 AND app.obligation.open_to <= 3)
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
                OR app.rebound.at3 = $2
                AND app.rebound.open_to <= 3
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
                OR app.appointment.at3 = $2
                AND app.appointment.open_to <= 3
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
                app.publication_draft.at3 = $2
                AND app.publication_draft.open_to <= 3
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
      ) AS t3
      WHERE t3."person_id" = $1::UUID
      AND t3."post_id" = $7::UUID
      ORDER BY t3."created_at" DESC,
      t3."id" DESC
      LIMIT 50
    ) AS t3p
  ),
  '}}'
) AS concat_1
