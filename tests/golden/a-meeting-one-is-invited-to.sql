-- $1: viewer_tenant
-- $2: viewer_units
-- $3: variable held
-- $4: viewer_root
-- $5: variable canal
-- $6: viewer_person
-- $7: viewer_post
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
                    t5p."author_tenant" = $1
                    AND (t5p."accused" && $2) IS NOT true
                    AND t5p."state" IN ('OPEN') AS TEXT
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
      WHERE t1."id" = $3::UUID
      AND t1."root" = $4
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
  ',"meetingItems":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"conclusion":',
            CASE WHEN (
              t9p."at4" = $1
              AND t9p."open_to" <= 4
              AND (t9p."accused" && $2) IS NOT true
              OR t9p."author_tenant" = $1
              AND $1 = ANY (t9p."trail")
              AND (t9p."at4" = $1 AND t9p."open_to" <= 4) IS NOT true
              AND (t9p."accused" && $2) IS NOT true
              OR t9p."shown" = 'ALL'
              AND $1 = ANY (t9p."trail")
              AND (t9p."at4" = $1 AND t9p."open_to" <= 4) IS NOT true
              AND (t9p."author_tenant" = $1 AND $1 = ANY (t9p."trail")) IS NOT true
              AND (t9p."accused" && $2) IS NOT true
            ) THEN CASE WHEN (t9p."conclusion" IS NULL) THEN 'null' ELSE concat('"', t9p."conclusion", '"') END ELSE 'null' END,
            ',"meeting":',
            CASE WHEN (t10."id" IS NULL) THEN 'null' ELSE concat('{"kind":"', t10."kind", '"}') END,
            '}'
          ),
          ','
          ORDER BY t9p."put_at" DESC,
          t9p."id" DESC
        ),
        ''
      ),
      ']}'
    ) AS concat_6
    FROM (
      SELECT t9pu."conclusion" AS conclusion,
      t9pu."accused" AS accused,
      t9pu."open_to" AS open_to,
      t9pu."at4" AS at4,
      t9pu."author_tenant" AS author_tenant,
      t9pu."trail" AS trail,
      t9pu."shown" AS shown,
      t9pu."meeting_id" AS meeting_id,
      t9pu."root" AS root,
      t9pu."put_at" AS put_at,
      t9pu."id" AS id
      FROM (
        SELECT anon_6.conclusion AS conclusion,
        anon_6.accused AS accused,
        anon_6.open_to AS open_to,
        anon_6.at4 AS at4,
        anon_6.author_tenant AS author_tenant,
        anon_6.trail AS trail,
        anon_6.shown AS shown,
        anon_6.meeting_id AS meeting_id,
        anon_6.root AS root,
        anon_6.put_at AS put_at,
        anon_6.id AS id
        FROM (
          SELECT t9."conclusion" AS conclusion,
          t9."accused" AS accused,
          t9."open_to" AS open_to,
          t9."at4" AS at4,
          t9."author_tenant" AS author_tenant,
          t9."trail" AS trail,
          t9."shown" AS shown,
          t9."meeting_id" AS meeting_id,
          t9."root" AS root,
          t9."put_at" AS put_at,
          t9."id" AS id
          FROM app.meeting_item AS t9
          WHERE t9."state" = 'DECIDED'
          AND t9."problem_id" = $5::UUID
          AND t9."at4" = $1
          AND t9."open_to" <= 4
          AND (t9."accused" && $2) IS NOT true
          ORDER BY t9."put_at" DESC,
          t9."id" DESC
          LIMIT 5
        ) AS anon_6
        UNION ALL
        SELECT anon_7.conclusion AS conclusion,
        anon_7.accused AS accused,
        anon_7.open_to AS open_to,
        anon_7.at4 AS at4,
        anon_7.author_tenant AS author_tenant,
        anon_7.trail AS trail,
        anon_7.shown AS shown,
        anon_7.meeting_id AS meeting_id,
        anon_7.root AS root,
        anon_7.put_at AS put_at,
        anon_7.id AS id
        FROM (
          SELECT t9."conclusion" AS conclusion,
          t9."accused" AS accused,
          t9."open_to" AS open_to,
          t9."at4" AS at4,
          t9."author_tenant" AS author_tenant,
          t9."trail" AS trail,
          t9."shown" AS shown,
          t9."meeting_id" AS meeting_id,
          t9."root" AS root,
          t9."put_at" AS put_at,
          t9."id" AS id
          FROM app.meeting_item AS t9
          WHERE t9."state" = 'DECIDED'
          AND t9."problem_id" = $5::UUID
          AND t9."author_tenant" = $1
          AND $1 = ANY (t9."trail")
          AND (t9."at4" = $1 AND t9."open_to" <= 4) IS NOT true
          AND (t9."accused" && $2) IS NOT true
          ORDER BY t9."put_at" DESC,
          t9."id" DESC
          LIMIT 5
        ) AS anon_7
        UNION ALL
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
          SELECT t9."conclusion" AS conclusion,
          t9."accused" AS accused,
          t9."open_to" AS open_to,
          t9."at4" AS at4,
          t9."author_tenant" AS author_tenant,
          t9."trail" AS trail,
          t9."shown" AS shown,
          t9."meeting_id" AS meeting_id,
          t9."root" AS root,
          t9."put_at" AS put_at,
          t9."id" AS id
          FROM app.meeting_item AS t9
          WHERE t9."state" = 'DECIDED'
          AND t9."problem_id" = $5::UUID
          AND t9."shown" IN ('WHO', 'ALL')
          AND $1 = ANY (t9."trail")
          AND (t9."at4" = $1 AND t9."open_to" <= 4) IS NOT true
          AND (t9."author_tenant" = $1 AND $1 = ANY (t9."trail")) IS NOT true
          AND (t9."accused" && $2) IS NOT true
          ORDER BY t9."put_at" DESC,
          t9."id" DESC
          LIMIT 5
        ) AS anon_8
      ) AS t9pu
      ORDER BY t9pu."put_at" DESC,
      t9pu."id" DESC
      LIMIT 5
    ) AS t9p
    LEFT OUTER JOIN app.meeting AS t10 ON t10."root" = t9p."root"
    AND t10."id" = t9p."meeting_id"
    AND (
      t10."holder_parent" = $1
      OR $1 = ANY (t10."trail")
      AND (t10."holder_parent" = $1) IS NOT true
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
            t11p."kind",
            '","meeting":',
            CASE WHEN (t12."id" IS NULL) THEN 'null' ELSE concat(
              '{"kind":"',
              t12."kind",
              '","heldOn":"',
              t12."held_on",
              '"}'
            ) END,
            '}'
          ),
          ','
          ORDER BY t11p."created_at" DESC,
          t11p."id" DESC
        ),
        ''
      ),
      ']}'
    ) AS concat_7
    FROM (
      SELECT t11."kind" AS kind,
      t11."meeting_id" AS meeting_id,
      t11."root" AS root,
      t11."created_at" AS created_at,
      t11."id" AS id
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
        app.notice.accused AS accused,
        app.notice.for_day AS for_day,
        app.notice.created_at AS created_at,
        app.notice.read_at AS read_at
        FROM app.notice
        WHERE app.notice.person_id = $6::UUID
        AND (
          (
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
              AND (app.score.holder_parent = $1 OR app.score.holder = $1)
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
        )
      ) AS t11
      WHERE t11."person_id" = $6::UUID
      AND t11."post_id" = $7::UUID
      ORDER BY t11."created_at" DESC,
      t11."id" DESC
      LIMIT 5
    ) AS t11p
    LEFT OUTER JOIN app.meeting AS t12 ON t12."root" = t11p."root"
    AND t12."id" = t11p."meeting_id"
    AND (
      t12."holder_parent" = $1
      OR $1 = ANY (t12."trail")
      AND (t12."holder_parent" = $1) IS NOT true
    )
  ),
  '}}'
) AS concat_1
