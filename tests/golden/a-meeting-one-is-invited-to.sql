-- $1: viewer_tenant
-- $2: viewer_units
-- $3: viewer_elsewhere
-- $4: variable held
-- $5: viewer_root
-- $6: variable canal
-- $7: viewer_person
-- $8: viewer_post
SELECT concat(
  '{"data":{"meeting":',
  coalesce(
    (
      SELECT concat(
        '{"kind":"',
        t1."kind",
        '","state":"',
        t1."state",
        '","nextOn":',
        CASE WHEN (t1."next_on" IS NULL) THEN 'null' ELSE concat('"', t1."next_on", '"') END,
        ',"parties":',
        (
          SELECT concat(
            '[',
            coalesce(
              string_agg(
                concat(
                  '{"tenant":',
                  CASE WHEN (t3."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t3."name"), '}') END,
                  '}'
                ),
                ','
                ORDER BY t2p."child" ASC,
                t2p."id" ASC
              ),
              ''
            ),
            ']'
          ) AS concat_3
          FROM (
            SELECT t2."child" AS child,
            t2."id" AS id
            FROM app.meeting_party AS t2
            WHERE t2."root" = t1."root"
            AND t2."meeting_id" = t1."id"
            ORDER BY t2."child" ASC,
            t2."id" ASC
            LIMIT 100
          ) AS t2p
          LEFT OUTER JOIN app.tenant AS t3 ON t3."id" = t2p."child"
        ),
        ',"minutes":',
        CASE WHEN (t4."id" IS NULL) THEN 'null' ELSE concat('{"text":', to_json(t4."text"), '}') END,
        ',"items":',
        (
          SELECT concat(
            '{"nodes":[',
            coalesce(
              string_agg(
                concat(
                  '{"conclusion":',
                  CASE WHEN (
                    t5p."at4" = $1
                    AND t5p."open_to" <= 4
                    AND (t5p."accused" && $2) IS NOT true
                    OR t5p."author_tenant" = $1
                    AND $1 = ANY (t5p."trail")
                    AND (t5p."at4" = $1 AND t5p."open_to" <= 4) IS NOT true
                    AND (t5p."accused" && $2) IS NOT true
                    OR t5p."shown" = 'ALL'
                    AND $1 = ANY (t5p."trail")
                    AND (t5p."at4" = $1 AND t5p."open_to" <= 4) IS NOT true
                    AND (t5p."author_tenant" = $1 AND $1 = ANY (t5p."trail")) IS NOT true
                    AND (t5p."accused" && $2) IS NOT true
                  ) THEN CASE WHEN (t5p."conclusion" IS NULL) THEN 'null' ELSE concat('"', t5p."conclusion", '"') END ELSE 'null' END,
                  ',"text":',
                  CASE WHEN (
                    t5p."at4" = $1
                    AND t5p."open_to" <= 4
                    AND (t5p."accused" && $2) IS NOT true
                    OR t5p."author_tenant" = $1
                    AND $1 = ANY (t5p."trail")
                    AND (t5p."at4" = $1 AND t5p."open_to" <= 4) IS NOT true
                    AND (t5p."accused" && $2) IS NOT true
                    OR t5p."shown" = 'ALL'
                    AND $1 = ANY (t5p."trail")
                    AND (t5p."at4" = $1 AND t5p."open_to" <= 4) IS NOT true
                    AND (t5p."author_tenant" = $1 AND $1 = ANY (t5p."trail")) IS NOT true
                    AND (t5p."accused" && $2) IS NOT true
                  ) THEN CASE WHEN (t5p."text" IS NULL) THEN 'null' ELSE to_json(t5p."text") END ELSE 'null' END,
                  ',"problem":',
                  CASE WHEN (t6."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t6."title"), '}') END,
                  ',"viewerActions":[{"act":"CONCLUDE","allowed":',
                  CAST(
                    (
                      t5p."author_tenant" = $1
                      AND (t5p."accused" && $2) IS NOT true
                      AND t5p."state" IN ('OPEN')
                    ) IS true AS TEXT
                  ),
                  '}]}'
                ),
                ','
                ORDER BY t5p."put_at" ASC,
                t5p."id" ASC
              ),
              ''
            ),
            ']}'
          ) AS concat_4
          FROM (
            SELECT t5."conclusion" AS conclusion,
            t5."accused" AS accused,
            t5."open_to" AS open_to,
            t5."at4" AS at4,
            t5."author_tenant" AS author_tenant,
            t5."trail" AS trail,
            t5."shown" AS shown,
            t5."text" AS text,
            t5."problem_id" AS problem_id,
            t5."root" AS root,
            t5."state" AS state,
            t5."put_at" AS put_at,
            t5."id" AS id
            FROM app.meeting_item AS t5
            WHERE t5."root" = t1."root"
            AND t5."meeting_id" = t1."id"
            AND (
              t5."at4" = $1
              AND t5."open_to" <= 4
              AND (t5."accused" && $2) IS NOT true
              OR t5."author_tenant" = $1
              AND $1 = ANY (t5."trail")
              AND (t5."at4" = $1 AND t5."open_to" <= 4) IS NOT true
              AND (t5."accused" && $2) IS NOT true
              OR t5."shown" IN ('WHO', 'ALL')
              AND $1 = ANY (t5."trail")
              AND (t5."at4" = $1 AND t5."open_to" <= 4) IS NOT true
              AND (t5."author_tenant" = $1 AND $1 = ANY (t5."trail")) IS NOT true
              AND (t5."accused" && $2) IS NOT true
            )
            ORDER BY t5."put_at" ASC,
            t5."id" ASC
            LIMIT 5
          ) AS t5p
          LEFT OUTER JOIN app.problem AS t6 ON t6."root" = t5p."root"
          AND t6."id" = t5p."problem_id"
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
      FROM app.meeting AS t1
      LEFT OUTER JOIN app.meeting_minutes AS t4 ON t4."root" = t1."root"
      AND t4."meeting_id" = t1."id"
      AND t4."holder" = $1
      AND (t4."accused" && $2) IS NOT true
      AND ($3 = true) IS NOT true
      WHERE t1."id" = $4::UUID
      AND t1."root" = $5
      AND (
        t1."holder_parent" = $1
        OR $1 = ANY (t1."trail")
        AND (t1."holder_parent" = $1) IS NOT true
      )
      LIMIT 1
    ),
    'null'
  ),
  ',"meetings":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"heldOn":"',
            t7p."held_on",
            '","items":{"totalCount":',
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
                        FROM app.meeting_item AS t8
                        WHERE t8."root" = t7p."root"
                        AND t8."meeting_id" = t7p."id"
                        AND (
                          t8."at4" = $1
                          AND t8."open_to" <= 4
                          AND (t8."accused" && $2) IS NOT true
                          OR t8."author_tenant" = $1
                          AND $1 = ANY (t8."trail")
                          AND (t8."at4" = $1 AND t8."open_to" <= 4) IS NOT true
                          AND (t8."accused" && $2) IS NOT true
                          OR t8."shown" IN ('WHO', 'ALL')
                          AND $1 = ANY (t8."trail")
                          AND (t8."at4" = $1 AND t8."open_to" <= 4) IS NOT true
                          AND (t8."author_tenant" = $1 AND $1 = ANY (t8."trail")) IS NOT true
                          AND (t8."accused" && $2) IS NOT true
                        )
                        LIMIT 201
                      ) AS anon_3
                    ) AS anon_2
                    LIMIT 201
                  ) AS anon_1
                ),
                200
              ) AS TEXT
            ),
            '}}'
          ),
          ','
          ORDER BY t7p."held_on" DESC,
          t7p."id" DESC
        ),
        ''
      ),
      ']}'
    ) AS concat_5
    FROM (
      SELECT t7pu."held_on" AS held_on,
      t7pu."root" AS root,
      t7pu."id" AS id
      FROM (
        SELECT anon_4.held_on AS held_on,
        anon_4.root AS root,
        anon_4.id AS id
        FROM (
          SELECT t7."held_on" AS held_on,
          t7."root" AS root,
          t7."id" AS id
          FROM app.meeting AS t7
          WHERE (t7."holder" = $1 OR $1 = ANY (t7."trail"))
          AND t7."state" = 'PLANNED'
          AND t7."holder_parent" = $1
          ORDER BY t7."held_on" DESC,
          t7."id" DESC
          LIMIT 5
        ) AS anon_4
        UNION ALL
        SELECT anon_5.held_on AS held_on,
        anon_5.root AS root,
        anon_5.id AS id
        FROM (
          SELECT t7."held_on" AS held_on,
          t7."root" AS root,
          t7."id" AS id
          FROM app.meeting AS t7
          WHERE (t7."holder" = $1 OR $1 = ANY (t7."trail"))
          AND t7."state" = 'PLANNED'
          AND $1 = ANY (t7."trail")
          AND (t7."holder_parent" = $1) IS NOT true
          ORDER BY t7."held_on" DESC,
          t7."id" DESC
          LIMIT 5
        ) AS anon_5
      ) AS t7pu
      ORDER BY t7pu."held_on" DESC,
      t7pu."id" DESC
      LIMIT 5
    ) AS t7p
  ),
  ',"off":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"calledOffFor":',
            CASE WHEN (t9p."called_off_for" IS NULL) THEN 'null' ELSE concat('"', t9p."called_off_for", '"') END,
            ',"calledOffBy":',
            CASE WHEN (t9p."called_off_title" IS NULL) THEN 'null' ELSE to_json(t9p."called_off_title") END,
            ',"calledOffAt":',
            CASE WHEN (t9p."called_off_at" IS NULL) THEN 'null' ELSE concat(
              '"',
              to_char(timezone('UTC', t9p."called_off_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
              '"'
            ) END,
            '}'
          ),
          ','
          ORDER BY t9p."held_on" DESC,
          t9p."id" DESC
        ),
        ''
      ),
      ']}'
    ) AS concat_6
    FROM (
      SELECT t9pu."called_off_for" AS called_off_for,
      t9pu."called_off_title" AS called_off_title,
      t9pu."called_off_at" AS called_off_at,
      t9pu."held_on" AS held_on,
      t9pu."id" AS id
      FROM (
        SELECT anon_6.called_off_for AS called_off_for,
        anon_6.called_off_title AS called_off_title,
        anon_6.called_off_at AS called_off_at,
        anon_6.held_on AS held_on,
        anon_6.id AS id
        FROM (
          SELECT t9."called_off_for" AS called_off_for,
          t9."called_off_title" AS called_off_title,
          t9."called_off_at" AS called_off_at,
          t9."held_on" AS held_on,
          t9."id" AS id
          FROM app.meeting AS t9
          WHERE (t9."holder" = $1 OR $1 = ANY (t9."trail"))
          AND t9."state" = 'CALLED_OFF'
          AND t9."holder_parent" = $1
          ORDER BY t9."held_on" DESC,
          t9."id" DESC
          LIMIT 5
        ) AS anon_6
        UNION ALL
        SELECT anon_7.called_off_for AS called_off_for,
        anon_7.called_off_title AS called_off_title,
        anon_7.called_off_at AS called_off_at,
        anon_7.held_on AS held_on,
        anon_7.id AS id
        FROM (
          SELECT t9."called_off_for" AS called_off_for,
          t9."called_off_title" AS called_off_title,
          t9."called_off_at" AS called_off_at,
          t9."held_on" AS held_on,
          t9."id" AS id
          FROM app.meeting AS t9
          WHERE (t9."holder" = $1 OR $1 = ANY (t9."trail"))
          AND t9."state" = 'CALLED_OFF'
          AND $1 = ANY (t9."trail")
          AND (t9."holder_parent" = $1) IS NOT true
          ORDER BY t9."held_on" DESC,
          t9."id" DESC
          LIMIT 5
        ) AS anon_7
      ) AS t9pu
      ORDER BY t9pu."held_on" DESC,
      t9pu."id" DESC
      LIMIT 5
    ) AS t9p
  ),
  ',"meetingItems":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"conclusion":',
            CASE WHEN (
              t10p."at4" = $1
              AND t10p."open_to" <= 4
              AND (t10p."accused" && $2) IS NOT true
              OR t10p."author_tenant" = $1
              AND $1 = ANY (t10p."trail")
              AND (t10p."at4" = $1 AND t10p."open_to" <= 4) IS NOT true
              AND (t10p."accused" && $2) IS NOT true
              OR t10p."shown" = 'ALL'
              AND $1 = ANY (t10p."trail")
              AND (t10p."at4" = $1 AND t10p."open_to" <= 4) IS NOT true
              AND (t10p."author_tenant" = $1 AND $1 = ANY (t10p."trail")) IS NOT true
              AND (t10p."accused" && $2) IS NOT true
            ) THEN CASE WHEN (t10p."conclusion" IS NULL) THEN 'null' ELSE concat('"', t10p."conclusion", '"') END ELSE 'null' END,
            ',"meeting":',
            CASE WHEN (t11."id" IS NULL) THEN 'null' ELSE concat('{"kind":"', t11."kind", '"}') END,
            '}'
          ),
          ','
          ORDER BY t10p."put_at" DESC,
          t10p."id" DESC
        ),
        ''
      ),
      ']}'
    ) AS concat_7
    FROM (
      SELECT t10pu."conclusion" AS conclusion,
      t10pu."accused" AS accused,
      t10pu."open_to" AS open_to,
      t10pu."at4" AS at4,
      t10pu."author_tenant" AS author_tenant,
      t10pu."trail" AS trail,
      t10pu."shown" AS shown,
      t10pu."meeting_id" AS meeting_id,
      t10pu."root" AS root,
      t10pu."put_at" AS put_at,
      t10pu."id" AS id
      FROM (
        SELECT anon_8.conclusion AS conclusion,
        anon_8.accused AS accused,
        anon_8.open_to AS open_to,
        anon_8.at4 AS at4,
        anon_8.author_tenant AS author_tenant,
        anon_8.trail AS trail,
        anon_8.shown AS shown,
        anon_8.meeting_id AS meeting_id,
        anon_8.root AS root,
        anon_8.put_at AS put_at,
        anon_8.id AS id
        FROM (
          SELECT t10."conclusion" AS conclusion,
          t10."accused" AS accused,
          t10."open_to" AS open_to,
          t10."at4" AS at4,
          t10."author_tenant" AS author_tenant,
          t10."trail" AS trail,
          t10."shown" AS shown,
          t10."meeting_id" AS meeting_id,
          t10."root" AS root,
          t10."put_at" AS put_at,
          t10."id" AS id
          FROM app.meeting_item AS t10
          WHERE t10."state" = 'DECIDED'
          AND t10."problem_id" = $6::UUID
          AND t10."at4" = $1
          AND t10."open_to" <= 4
          AND (t10."accused" && $2) IS NOT true
          ORDER BY t10."put_at" DESC,
          t10."id" DESC
          LIMIT 5
        ) AS anon_8
        UNION ALL
        SELECT anon_9.conclusion AS conclusion,
        anon_9.accused AS accused,
        anon_9.open_to AS open_to,
        anon_9.at4 AS at4,
        anon_9.author_tenant AS author_tenant,
        anon_9.trail AS trail,
        anon_9.shown AS shown,
        anon_9.meeting_id AS meeting_id,
        anon_9.root AS root,
        anon_9.put_at AS put_at,
        anon_9.id AS id
        FROM (
          SELECT t10."conclusion" AS conclusion,
          t10."accused" AS accused,
          t10."open_to" AS open_to,
          t10."at4" AS at4,
          t10."author_tenant" AS author_tenant,
          t10."trail" AS trail,
          t10."shown" AS shown,
          t10."meeting_id" AS meeting_id,
          t10."root" AS root,
          t10."put_at" AS put_at,
          t10."id" AS id
          FROM app.meeting_item AS t10
          WHERE t10."state" = 'DECIDED'
          AND t10."problem_id" = $6::UUID
          AND t10."author_tenant" = $1
          AND $1 = ANY (t10."trail")
          AND (t10."at4" = $1 AND t10."open_to" <= 4) IS NOT true
          AND (t10."accused" && $2) IS NOT true
          ORDER BY t10."put_at" DESC,
          t10."id" DESC
          LIMIT 5
        ) AS anon_9
        UNION ALL
        SELECT anon_10.conclusion AS conclusion,
        anon_10.accused AS accused,
        anon_10.open_to AS open_to,
        anon_10.at4 AS at4,
        anon_10.author_tenant AS author_tenant,
        anon_10.trail AS trail,
        anon_10.shown AS shown,
        anon_10.meeting_id AS meeting_id,
        anon_10.root AS root,
        anon_10.put_at AS put_at,
        anon_10.id AS id
        FROM (
          SELECT t10."conclusion" AS conclusion,
          t10."accused" AS accused,
          t10."open_to" AS open_to,
          t10."at4" AS at4,
          t10."author_tenant" AS author_tenant,
          t10."trail" AS trail,
          t10."shown" AS shown,
          t10."meeting_id" AS meeting_id,
          t10."root" AS root,
          t10."put_at" AS put_at,
          t10."id" AS id
          FROM app.meeting_item AS t10
          WHERE t10."state" = 'DECIDED'
          AND t10."problem_id" = $6::UUID
          AND t10."shown" IN ('WHO', 'ALL')
          AND $1 = ANY (t10."trail")
          AND (t10."at4" = $1 AND t10."open_to" <= 4) IS NOT true
          AND (t10."author_tenant" = $1 AND $1 = ANY (t10."trail")) IS NOT true
          AND (t10."accused" && $2) IS NOT true
          ORDER BY t10."put_at" DESC,
          t10."id" DESC
          LIMIT 5
        ) AS anon_10
      ) AS t10pu
      ORDER BY t10pu."put_at" DESC,
      t10pu."id" DESC
      LIMIT 5
    ) AS t10p
    LEFT OUTER JOIN app.meeting AS t11 ON t11."root" = t10p."root"
    AND t11."id" = t10p."meeting_id"
    AND (
      t11."holder_parent" = $1
      OR $1 = ANY (t11."trail")
      AND (t11."holder_parent" = $1) IS NOT true
    )
  ),
  ',"notices":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"kind":"',
            t12p."kind",
            '","meeting":',
            CASE WHEN (t13."id" IS NULL) THEN 'null' ELSE concat(
              '{"kind":"',
              t13."kind",
              '","heldOn":"',
              t13."held_on",
              '"}'
            ) END,
            ',"appointment":',
            CASE WHEN (t14."id" IS NULL) THEN 'null' ELSE concat(
              '{"relievedOn":',
              CASE WHEN (t14."relieved_on" IS NULL) THEN 'null' ELSE concat('"', t14."relieved_on", '"') END,
              ',"tenant":',
              CASE WHEN (t15."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t15."name"), '}') END,
              '}'
            ) END,
            '}'
          ),
          ','
          ORDER BY t12p."created_at" DESC,
          t12p."id" DESC
        ),
        ''
      ),
      ']}'
    ) AS concat_8
    FROM (
      SELECT t12."kind" AS kind,
      t12."meeting_id" AS meeting_id,
      t12."root" AS root,
      t12."appointment_id" AS appointment_id,
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
        WHERE app.notice.person_id = $7::UUID
        AND (
          app.notice.kind IN ('TASK_FORCE_NAMED', 'TASK_FORCE_RELEASED')
          OR (
            EXISTS (
              SELECT *
              FROM app.problem
              WHERE app.problem.root = app.notice.root
              AND app.problem.id = app.notice.problem_id
              AND (
                app.problem.at4 = $1
                AND app.problem.open_to <= 4
                AND (app.problem.accused && $2) IS NOT true
                OR $1 = ANY (app.problem.trail)
                AND (app.problem.at4 = $1 AND app.problem.open_to <= 4) IS NOT true
                AND (app.problem.accused && $2) IS NOT true
              )
            )
          )
          OR (
            EXISTS (
              SELECT *
              FROM app.obligation
              WHERE app.obligation.root = app.notice.root
              AND app.obligation.id = app.notice.obligation_id
              AND (app.obligation.at4 = $1 AND app.obligation.open_to <= 4)
            )
          )
          OR (
            EXISTS (
              SELECT *
              FROM app.rebound
              WHERE app.rebound.root = app.notice.root
              AND app.rebound.id = app.notice.rebound_id
              AND (
                app.rebound.alerted = $1
                AND (app.rebound.accused && $2) IS NOT true
                OR app.rebound.at4 = $1
                AND app.rebound.open_to <= 4
                AND (app.rebound.alerted = $1) IS NOT true
                AND (app.rebound.accused && $2) IS NOT true
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
                app.score.holder_parent = $1
                AND ($3 = true) IS NOT true
                OR app.score.holder = $1
                AND ($3 = true) IS NOT true
              )
            )
          )
          OR (
            EXISTS (
              SELECT *
              FROM app.escalation
              WHERE app.escalation.root = app.notice.root
              AND app.escalation.id = app.notice.escalation_id
              AND (app.escalation.holder = $1 AND (app.escalation.accused && $2) IS NOT true)
            )
          )
          OR (
            EXISTS (
              SELECT *
              FROM app.glass_window
              WHERE app.glass_window.root = app.notice.root
              AND app.glass_window.id = app.notice.glass_window_id
              AND (app.glass_window.holder_parent = $1 OR app.glass_window.holder = $1)
            )
          )
          OR (
            EXISTS (
              SELECT *
              FROM app.reorganisation
              WHERE app.reorganisation.root = app.notice.root
              AND app.reorganisation.id = app.notice.reorganisation_id
              AND (
                app.reorganisation.holder = $1
                OR $1 = ANY (app.reorganisation.trail)
                AND (app.reorganisation.holder = $1) IS NOT true
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
                app.meeting.holder_parent = $1
                OR $1 = ANY (app.meeting.trail)
                AND (app.meeting.holder_parent = $1) IS NOT true
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
                app.appointment.person_id = $7::UUID
                OR app.appointment.at4 = $1
                AND app.appointment.open_to <= 4
                AND (app.appointment.person_id = $7::UUID) IS NOT true
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
                app.publication_draft.at4 = $1
                AND app.publication_draft.open_to <= 4
                AND (app.publication_draft.accused && $2) IS NOT true
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
                app.responsibility_list.holder = $1
                OR app.responsibility_list.state IN ('PUBLISHED', 'RETIRED')
                AND app.responsibility_list.holder_parent = $1
              )
            )
          )
        )
      ) AS t12
      WHERE t12."person_id" = $7::UUID
      AND t12."post_id" = $8::UUID
      ORDER BY t12."created_at" DESC,
      t12."id" DESC
      LIMIT 5
    ) AS t12p
    LEFT OUTER JOIN app.meeting AS t13 ON t13."root" = t12p."root"
    AND t13."id" = t12p."meeting_id"
    AND (
      t13."holder_parent" = $1
      OR $1 = ANY (t13."trail")
      AND (t13."holder_parent" = $1) IS NOT true
    )
    LEFT OUTER JOIN app.appointment AS t14 ON t14."root" = t12p."root"
    AND t14."id" = t12p."appointment_id"
    AND (
      t14."person_id" = $7::UUID
      OR t14."at4" = $1
      AND t14."open_to" <= 4
      AND (t14."person_id" = $7::UUID) IS NOT true
    )
    LEFT OUTER JOIN app.tenant AS t15 ON t15."id" = t14."holder"
  ),
  '}}'
) AS concat_1
