-- $1: viewer_tenant
-- $2: viewer_person
-- $3: viewer_post
-- $4: variable id
-- $5: viewer_root
SELECT concat(
  '{"data":{"proposedChange":',
  coalesce(
    (
      SELECT concat(
        '{"kind":"',
        t1."kind",
        '","person":',
        CASE WHEN (t2."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t2."name"), '}') END,
        ',"post":',
        CASE WHEN (t3."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t3."title"), '}') END,
        ',"effects":',
        (
          SELECT concat(
            '{"nodes":[',
            coalesce(
              string_agg(
                concat(
                  '{"action":',
                  CASE WHEN (t4p."action" IS NULL) THEN 'null' ELSE to_json(t4p."action") END,
                  ',"records":',
                  CASE WHEN (t4p."records" IS NULL) THEN 'null' ELSE CAST(t4p."records" AS TEXT) END,
                  ',"person":',
                  CASE WHEN (t5."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t5."name"), '}') END,
                  ',"unit":',
                  CASE WHEN (t6."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t6."name"), '}') END,
                  '}'
                ),
                ','
                ORDER BY t4p."sort" ASC,
                t4p."noun" ASC,
                t4p."id" ASC
              ),
              ''
            ),
            ']}'
          ) AS concat_3
          FROM (
            SELECT t4."action" AS action,
            t4."records" AS records,
            t4."person_id" AS person_id,
            t4."root" AS root,
            t4."unit" AS unit,
            t4."sort" AS sort,
            t4."noun" AS noun,
            t4."id" AS id
            FROM app.change_effect AS t4
            WHERE t4."root" = t1."root"
            AND t4."change_id" = t1."id"
            AND (t4."holder_parent" = $1 OR t4."holder" = $1)
            ORDER BY t4."sort" ASC,
            t4."noun" ASC,
            t4."id" ASC
            LIMIT 5
          ) AS t4p
          LEFT OUTER JOIN app.person AS t5 ON t5."root" = t4p."root"
          AND t5."id" = t4p."person_id"
          AND (t5."id" = $2::UUID)
          LEFT OUTER JOIN app.tenant AS t6 ON t6."id" = t4p."unit"
        ),
        '}'
      ) AS concat_2
      FROM app.proposed_change AS t1
      LEFT OUTER JOIN app.person AS t2 ON t2."root" = t1."root"
      AND t2."id" = t1."person_id"
      AND (t2."id" = $2::UUID)
      LEFT OUTER JOIN app.post AS t3 ON t3."root" = t1."root"
      AND t3."id" = t1."post_id"
      AND (
        t3."id" = $3::UUID
        OR t3."holder_parent" = $1
        AND (t3."id" = $3::UUID) IS NOT true
        OR t3."holder" = $1
        AND (t3."id" = $3::UUID) IS NOT true
      )
      WHERE t1."id" = $4::UUID
      AND t1."root" = $5
      AND (t1."holder_parent" = $1 OR t1."holder" = $1)
      LIMIT 1
    ),
    'null'
  ),
  ',"proposedChanges":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"kind":"',
            t7p."kind",
            '","peopleGaining":',
            CAST(t7p."people_gaining" AS TEXT),
            ',"viewerActions":[{"act":"APPLY","allowed":',
            CAST(
              (
                t7p."previewed_by" = $2::UUID
                AND t7p."holder" = $1
                AND t7p."state" IN ('PREVIEWED', 'CONFIRMED')
              ) IS true AS TEXT
            ),
            ',"missing":',
            CASE WHEN (
              (t7p."previewed_by" = $2::UUID AND t7p."holder" = $1) IS NOT true
            ) THEN '"RULE"' WHEN ((t7p."state" IN ('PREVIEWED', 'CONFIRMED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
            '},{"act":"CONFIRM","allowed":',
            CAST(
              (
                (
                  t7p."holder_parent" = $1
                  AND (t7p."previewed_by" = $2::UUID) IS NOT true
                  OR t7p."holder_parent" IS NULL
                  AND t7p."holder" = $1
                  AND (t7p."previewed_by" = $2::UUID) IS NOT true
                )
                AND t7p."state" IN ('PROPOSED')
              ) IS true AS TEXT
            ),
            ',"missing":',
            CASE WHEN (
              (
                t7p."holder_parent" = $1
                AND (t7p."previewed_by" = $2::UUID) IS NOT true
                OR t7p."holder_parent" IS NULL
                AND t7p."holder" = $1
                AND (t7p."previewed_by" = $2::UUID) IS NOT true
              ) IS NOT true
            ) THEN '"RULE"' WHEN ((t7p."state" IN ('PROPOSED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
            '},{"act":"DECLINE","allowed":',
            CAST(
              (
                (
                  t7p."holder_parent" = $1
                  AND (t7p."previewed_by" = $2::UUID) IS NOT true
                  OR t7p."holder_parent" IS NULL
                  AND t7p."holder" = $1
                  AND (t7p."previewed_by" = $2::UUID) IS NOT true
                )
                AND t7p."state" IN ('PROPOSED')
              ) IS true AS TEXT
            ),
            ',"missing":',
            CASE WHEN (
              (
                t7p."holder_parent" = $1
                AND (t7p."previewed_by" = $2::UUID) IS NOT true
                OR t7p."holder_parent" IS NULL
                AND t7p."holder" = $1
                AND (t7p."previewed_by" = $2::UUID) IS NOT true
              ) IS NOT true
            ) THEN '"RULE"' WHEN ((t7p."state" IN ('PROPOSED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
            '}]}'
          ),
          ','
          ORDER BY t7p."previewed_at" DESC,
          t7p."id" DESC
        ),
        ''
      ),
      ']}'
    ) AS concat_4
    FROM (
      SELECT t7pu."kind" AS kind,
      t7pu."people_gaining" AS people_gaining,
      t7pu."previewed_by" AS previewed_by,
      t7pu."holder" AS holder,
      t7pu."state" AS state,
      t7pu."holder_parent" AS holder_parent,
      t7pu."previewed_at" AS previewed_at,
      t7pu."id" AS id
      FROM (
        SELECT anon_1.kind AS kind,
        anon_1.people_gaining AS people_gaining,
        anon_1.previewed_by AS previewed_by,
        anon_1.holder AS holder,
        anon_1.state AS state,
        anon_1.holder_parent AS holder_parent,
        anon_1.previewed_at AS previewed_at,
        anon_1.id AS id
        FROM (
          SELECT t7."kind" AS kind,
          t7."people_gaining" AS people_gaining,
          t7."previewed_by" AS previewed_by,
          t7."holder" AS holder,
          t7."state" AS state,
          t7."holder_parent" AS holder_parent,
          t7."previewed_at" AS previewed_at,
          t7."id" AS id
          FROM app.proposed_change AS t7
          WHERE t7."state" = 'PROPOSED'
          AND t7."holder_parent" = $1
          ORDER BY t7."previewed_at" DESC,
          t7."id" DESC
          LIMIT 5
        ) AS anon_1
        UNION ALL
        SELECT anon_2.kind AS kind,
        anon_2.people_gaining AS people_gaining,
        anon_2.previewed_by AS previewed_by,
        anon_2.holder AS holder,
        anon_2.state AS state,
        anon_2.holder_parent AS holder_parent,
        anon_2.previewed_at AS previewed_at,
        anon_2.id AS id
        FROM (
          SELECT t7."kind" AS kind,
          t7."people_gaining" AS people_gaining,
          t7."previewed_by" AS previewed_by,
          t7."holder" AS holder,
          t7."state" AS state,
          t7."holder_parent" AS holder_parent,
          t7."previewed_at" AS previewed_at,
          t7."id" AS id
          FROM app.proposed_change AS t7
          WHERE t7."state" = 'PROPOSED'
          AND t7."holder" = $1
          ORDER BY t7."previewed_at" DESC,
          t7."id" DESC
          LIMIT 5
        ) AS anon_2
      ) AS t7pu
      ORDER BY t7pu."previewed_at" DESC,
      t7pu."id" DESC
      LIMIT 5
    ) AS t7p
  ),
  ',"notices":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"kind":"',
            t8p."kind",
            '","proposedChange":',
            CASE WHEN (t9."id" IS NULL) THEN 'null' ELSE concat('{"kind":"', t9."kind", '","state":"', t9."state", '"}') END,
            '}'
          ),
          ','
          ORDER BY t8p."created_at" DESC,
          t8p."id" DESC
        ),
        ''
      ),
      ']}'
    ) AS concat_5
    FROM (
      SELECT t8."kind" AS kind,
      t8."proposed_change_id" AS proposed_change_id,
      t8."root" AS root,
      t8."created_at" AS created_at,
      t8."id" AS id
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
        WHERE app.notice.person_id = $2::UUID
        AND (
          app.notice.kind IN ('TASK_FORCE_NAMED', 'TASK_FORCE_RELEASED')
          OR (EXISTS (SELECT * FROM app.problem WHERE false))
          OR (EXISTS (SELECT * FROM app.obligation WHERE false))
          OR (EXISTS (SELECT * FROM app.rebound WHERE false))
          OR (EXISTS (SELECT * FROM app.score WHERE false))
          OR (EXISTS (SELECT * FROM app.escalation WHERE false))
          OR (
            EXISTS (
              SELECT *
              FROM app.glass_window
              WHERE app.glass_window.root = app.notice.root
              AND app.glass_window.id = app.notice.glass_window_id
              AND (app.glass_window.holder_parent = $1 OR app.glass_window.holder = $1)
            )
          )
          OR (EXISTS (SELECT * FROM app.reorganisation WHERE false))
          OR (EXISTS (SELECT * FROM app.meeting WHERE false))
          OR (
            EXISTS (
              SELECT *
              FROM app.proposed_change
              WHERE app.proposed_change.root = app.notice.root
              AND app.proposed_change.id = app.notice.proposed_change_id
              AND (app.proposed_change.holder_parent = $1 OR app.proposed_change.holder = $1)
            )
          )
          OR (
            EXISTS (
              SELECT *
              FROM app.appointment
              WHERE app.appointment.root = app.notice.root
              AND app.appointment.id = app.notice.appointment_id
              AND (app.appointment.person_id = $2::UUID)
            )
          )
          OR (EXISTS (SELECT * FROM app.publication_draft WHERE false))
          OR (EXISTS (SELECT * FROM app.responsibility_list WHERE false))
        )
      ) AS t8
      WHERE t8."person_id" = $2::UUID
      AND t8."post_id" = $3::UUID
      ORDER BY t8."created_at" DESC,
      t8."id" DESC
      LIMIT 50
    ) AS t8p
    LEFT OUTER JOIN app.proposed_change AS t9 ON t9."root" = t8p."root"
    AND t9."id" = t8p."proposed_change_id"
    AND (t9."holder_parent" = $1 OR t9."holder" = $1)
  ),
  '}}'
) AS concat_1
