-- $1: viewer_tenant
-- $2: viewer_units
-- $3: viewer_elsewhere
SELECT concat(
  '{"data":{"controlRoom":',
  (
    SELECT concat(
      '[',
      coalesce(
        string_agg(
          concat(
            '{"tenant":',
            CASE WHEN (t2."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t2."name"), '}') END,
            ',"upcoming":',
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
                            FROM app.meeting AS t3
                            WHERE t3."root" = t1p."root"
                            AND t3."holder" = t1p."unit"
                            AND t3."state" = 'PLANNED'
                            AND (
                              t3."holder_parent" = $1
                              OR $1 = ANY (t3."trail")
                              AND (t3."holder_parent" = $1) IS NOT true
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
                ',"nodes":[',
                coalesce(
                  string_agg(
                    concat(
                      '{"id":"Meeting_',
                      t3p."id",
                      '","kind":"',
                      t3p."kind",
                      '","state":"',
                      t3p."state",
                      '","heldOn":"',
                      t3p."held_on",
                      '","nextOn":',
                      CASE WHEN (t3p."next_on" IS NULL) THEN 'null' ELSE concat('"', t3p."next_on", '"') END,
                      ',"convenedBy":',
                      to_json(t3p."convened_title"),
                      ',"convenedAt":"',
                      to_char(timezone('UTC', t3p."convened_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                      '","version":',
                      CAST(t3p."version" AS TEXT),
                      ',"tenant":',
                      CASE WHEN (t4."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t4."name"), '}') END,
                      ',"parties":',
                      (
                        SELECT concat(
                          '[',
                          coalesce(
                            string_agg(
                              concat(
                                '{"tenant":',
                                CASE WHEN (t6."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t6."name"), '}') END,
                                '}'
                              ),
                              ','
                              ORDER BY t5p."child" ASC,
                              t5p."id" ASC
                            ),
                            ''
                          ),
                          ']'
                        ) AS concat_4
                        FROM (
                          SELECT t5."child" AS child,
                          t5."id" AS id
                          FROM app.meeting_party AS t5
                          WHERE t5."root" = t3p."root"
                          AND t5."meeting_id" = t3p."id"
                          ORDER BY t5."child" ASC,
                          t5."id" ASC
                          LIMIT 100
                        ) AS t5p
                        LEFT OUTER JOIN app.tenant AS t6 ON t6."id" = t5p."child"
                      ),
                      ',"items":',
                      (
                        SELECT concat(
                          '{"totalCount":',
                          CAST(
                            least(
                              (
                                SELECT count(*) AS count_2
                                FROM (
                                  SELECT 1
                                  FROM (
                                    SELECT anon_6.one AS one
                                    FROM (
                                      SELECT 1 AS one
                                      FROM app.meeting_item AS t7
                                      WHERE t7."root" = t3p."root"
                                      AND t7."meeting_id" = t3p."id"
                                      AND (
                                        t7."at3" = $1
                                        AND t7."open_to" <= 3
                                        AND (t7."accused" && $2) IS NOT true
                                        OR t7."author_tenant" = $1
                                        AND $1 = ANY (t7."trail")
                                        AND (t7."at3" = $1 AND t7."open_to" <= 3) IS NOT true
                                        AND (t7."accused" && $2) IS NOT true
                                        OR t7."shown" IN ('WHO', 'ALL')
                                        AND $1 = ANY (t7."trail")
                                        AND (t7."at3" = $1 AND t7."open_to" <= 3) IS NOT true
                                        AND (t7."author_tenant" = $1 AND $1 = ANY (t7."trail")) IS NOT true
                                        AND (t7."accused" && $2) IS NOT true
                                      )
                                      LIMIT 201
                                    ) AS anon_6
                                  ) AS anon_5
                                  LIMIT 201
                                ) AS anon_4
                              ),
                              200
                            ) AS TEXT
                          ),
                          ',"nodes":[',
                          coalesce(
                            string_agg(
                              concat(
                                '{"state":"',
                                t7p."state",
                                '","problem":',
                                CASE WHEN (t8."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t8."title"), '}') END,
                                '}'
                              ),
                              ','
                              ORDER BY t7p."put_at" ASC,
                              t7p."id" ASC
                            ),
                            ''
                          ),
                          ']}'
                        ) AS concat_5
                        FROM (
                          SELECT t7."state" AS state,
                          t7."problem_id" AS problem_id,
                          t7."root" AS root,
                          t7."put_at" AS put_at,
                          t7."id" AS id
                          FROM app.meeting_item AS t7
                          WHERE t7."root" = t3p."root"
                          AND t7."meeting_id" = t3p."id"
                          AND (
                            t7."at3" = $1
                            AND t7."open_to" <= 3
                            AND (t7."accused" && $2) IS NOT true
                            OR t7."author_tenant" = $1
                            AND $1 = ANY (t7."trail")
                            AND (t7."at3" = $1 AND t7."open_to" <= 3) IS NOT true
                            AND (t7."accused" && $2) IS NOT true
                            OR t7."shown" IN ('WHO', 'ALL')
                            AND $1 = ANY (t7."trail")
                            AND (t7."at3" = $1 AND t7."open_to" <= 3) IS NOT true
                            AND (t7."author_tenant" = $1 AND $1 = ANY (t7."trail")) IS NOT true
                            AND (t7."accused" && $2) IS NOT true
                          )
                          ORDER BY t7."put_at" ASC,
                          t7."id" ASC
                          LIMIT 2
                        ) AS t7p
                        LEFT OUTER JOIN app.problem AS t8 ON t8."root" = t7p."root"
                        AND t8."id" = t7p."problem_id"
                        AND (
                          t8."at3" = $1
                          AND t8."open_to" <= 3
                          AND (t8."accused" && $2) IS NOT true
                          OR $1 = ANY (t8."trail")
                          AND (t8."at3" = $1 AND t8."open_to" <= 3) IS NOT true
                          AND (t8."accused" && $2) IS NOT true
                        )
                      ),
                      ',"minutes":',
                      CASE WHEN (t9."id" IS NULL) THEN 'null' ELSE concat('{"id":"MeetingMinutes_', t9."id", '"}') END,
                      ',"viewerActions":[{"act":"PUT_ON_AGENDA","allowed":',
                      CAST(((t3p."holder" = $1) AND t3p."state" IN ('PLANNED')) IS true AS TEXT),
                      ',"missing":',
                      CASE WHEN ((t3p."holder" = $1) IS NOT true) THEN '"RULE"' WHEN ((t3p."state" IN ('PLANNED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
                      ',"furtherCheck":true},{"act":"KEEP_MINUTES","allowed":',
                      CAST(((t3p."holder" = $1) AND t3p."state" IN ('PLANNED')) IS true AS TEXT),
                      ',"missing":',
                      CASE WHEN ((t3p."holder" = $1) IS NOT true) THEN '"RULE"' WHEN ((t3p."state" IN ('PLANNED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
                      ',"furtherCheck":true},{"act":"CALL_OFF","allowed":',
                      CAST(((t3p."holder" = $1) AND t3p."state" IN ('PLANNED')) IS true AS TEXT),
                      ',"missing":',
                      CASE WHEN ((t3p."holder" = $1) IS NOT true) THEN '"RULE"' WHEN ((t3p."state" IN ('PLANNED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
                      ',"furtherCheck":true}]}'
                    ),
                    ','
                    ORDER BY t3p."held_on" ASC,
                    t3p."id" ASC
                  ),
                  ''
                ),
                ']}'
              ) AS concat_3
              FROM (
                SELECT t3."id" AS id,
                t3."kind" AS kind,
                t3."state" AS state,
                t3."held_on" AS held_on,
                t3."next_on" AS next_on,
                t3."convened_title" AS convened_title,
                t3."convened_at" AS convened_at,
                t3."version" AS version,
                t3."holder" AS holder,
                t3."root" AS root
                FROM app.meeting AS t3
                WHERE t3."root" = t1p."root"
                AND t3."holder" = t1p."unit"
                AND t3."state" = 'PLANNED'
                AND (
                  t3."holder_parent" = $1
                  OR $1 = ANY (t3."trail")
                  AND (t3."holder_parent" = $1) IS NOT true
                )
                ORDER BY t3."held_on" ASC,
                t3."id" ASC
                LIMIT 2
              ) AS t3p
              LEFT OUTER JOIN app.tenant AS t4 ON t4."id" = t3p."holder"
              LEFT OUTER JOIN app.meeting_minutes AS t9 ON t9."root" = t3p."root"
              AND t9."meeting_id" = t3p."id"
              AND t9."holder" = $1
              AND (t9."accused" && $2) IS NOT true
              AND ($3 = true) IS NOT true
            ),
            ',"undecided":',
            (
              SELECT concat(
                '{"totalCount":',
                CAST(
                  least(
                    (
                      SELECT count(*) AS count_3
                      FROM (
                        SELECT 1
                        FROM (
                          SELECT anon_9.one AS one
                          FROM (
                            SELECT 1 AS one
                            FROM app.meeting_item AS t10
                            WHERE t10."root" = t1p."root"
                            AND t10."author_tenant" = t1p."unit"
                            AND t10."state" = 'OPEN'
                            AND (
                              t10."at3" = $1
                              AND t10."open_to" <= 3
                              AND (t10."accused" && $2) IS NOT true
                              OR t10."author_tenant" = $1
                              AND $1 = ANY (t10."trail")
                              AND (t10."at3" = $1 AND t10."open_to" <= 3) IS NOT true
                              AND (t10."accused" && $2) IS NOT true
                              OR t10."shown" IN ('WHO', 'ALL')
                              AND $1 = ANY (t10."trail")
                              AND (t10."at3" = $1 AND t10."open_to" <= 3) IS NOT true
                              AND (t10."author_tenant" = $1 AND $1 = ANY (t10."trail")) IS NOT true
                              AND (t10."accused" && $2) IS NOT true
                            )
                            LIMIT 201
                          ) AS anon_9
                        ) AS anon_8
                        LIMIT 201
                      ) AS anon_7
                    ),
                    200
                  ) AS TEXT
                ),
                ',"nodes":[',
                coalesce(
                  string_agg(
                    concat(
                      '{"id":"MeetingItem_',
                      t10p."id",
                      '","state":"',
                      t10p."state",
                      '","shown":"',
                      t10p."shown",
                      '","putAt":"',
                      to_char(timezone('UTC', t10p."put_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                      '","problem":',
                      CASE WHEN (t11."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t11."title"), '}') END,
                      ',"meeting":',
                      CASE WHEN (t12."id" IS NULL) THEN 'null' ELSE concat('{"heldOn":"', t12."held_on", '"}') END,
                      '}'
                    ),
                    ','
                    ORDER BY t10p."put_at" ASC,
                    t10p."id" ASC
                  ),
                  ''
                ),
                ']}'
              ) AS concat_6
              FROM (
                SELECT t10."id" AS id,
                t10."state" AS state,
                t10."shown" AS shown,
                t10."put_at" AS put_at,
                t10."problem_id" AS problem_id,
                t10."root" AS root,
                t10."meeting_id" AS meeting_id
                FROM app.meeting_item AS t10
                WHERE t10."root" = t1p."root"
                AND t10."author_tenant" = t1p."unit"
                AND t10."state" = 'OPEN'
                AND (
                  t10."at3" = $1
                  AND t10."open_to" <= 3
                  AND (t10."accused" && $2) IS NOT true
                  OR t10."author_tenant" = $1
                  AND $1 = ANY (t10."trail")
                  AND (t10."at3" = $1 AND t10."open_to" <= 3) IS NOT true
                  AND (t10."accused" && $2) IS NOT true
                  OR t10."shown" IN ('WHO', 'ALL')
                  AND $1 = ANY (t10."trail")
                  AND (t10."at3" = $1 AND t10."open_to" <= 3) IS NOT true
                  AND (t10."author_tenant" = $1 AND $1 = ANY (t10."trail")) IS NOT true
                  AND (t10."accused" && $2) IS NOT true
                )
                ORDER BY t10."put_at" ASC,
                t10."id" ASC
                LIMIT 2
              ) AS t10p
              LEFT OUTER JOIN app.problem AS t11 ON t11."root" = t10p."root"
              AND t11."id" = t10p."problem_id"
              AND (
                t11."at3" = $1
                AND t11."open_to" <= 3
                AND (t11."accused" && $2) IS NOT true
                OR $1 = ANY (t11."trail")
                AND (t11."at3" = $1 AND t11."open_to" <= 3) IS NOT true
                AND (t11."accused" && $2) IS NOT true
              )
              LEFT OUTER JOIN app.meeting AS t12 ON t12."root" = t10p."root"
              AND t12."id" = t10p."meeting_id"
              AND (
                t12."holder_parent" = $1
                OR $1 = ANY (t12."trail")
                AND (t12."holder_parent" = $1) IS NOT true
              )
            ),
            ',"decided":',
            (
              SELECT concat(
                '{"totalCount":',
                CAST(
                  least(
                    (
                      SELECT count(*) AS count_4
                      FROM (
                        SELECT 1
                        FROM (
                          SELECT anon_12.one AS one
                          FROM (
                            SELECT 1 AS one
                            FROM app.meeting_item AS t13
                            WHERE t13."root" = t1p."root"
                            AND t13."author_tenant" = t1p."unit"
                            AND t13."state" = 'DECIDED'
                            AND (
                              t13."at3" = $1
                              AND t13."open_to" <= 3
                              AND (t13."accused" && $2) IS NOT true
                              OR t13."author_tenant" = $1
                              AND $1 = ANY (t13."trail")
                              AND (t13."at3" = $1 AND t13."open_to" <= 3) IS NOT true
                              AND (t13."accused" && $2) IS NOT true
                              OR t13."shown" IN ('WHO', 'ALL')
                              AND $1 = ANY (t13."trail")
                              AND (t13."at3" = $1 AND t13."open_to" <= 3) IS NOT true
                              AND (t13."author_tenant" = $1 AND $1 = ANY (t13."trail")) IS NOT true
                              AND (t13."accused" && $2) IS NOT true
                            )
                            LIMIT 201
                          ) AS anon_12
                        ) AS anon_11
                        LIMIT 201
                      ) AS anon_10
                    ),
                    200
                  ) AS TEXT
                ),
                ',"nodes":[',
                coalesce(
                  string_agg(
                    concat(
                      '{"id":"MeetingItem_',
                      t13p."id",
                      '","state":"',
                      t13p."state",
                      '","decidedAt":',
                      CASE WHEN (t13p."decided_at" IS NULL) THEN 'null' ELSE concat(
                        '"',
                        to_char(
                          timezone('UTC', t13p."decided_at"),
                          'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'
                        ),
                        '"'
                      ) END,
                      ',"conclusion":',
                      CASE WHEN (
                        t13p."at3" = $1
                        AND t13p."open_to" <= 3
                        AND (t13p."accused" && $2) IS NOT true
                        OR t13p."author_tenant" = $1
                        AND $1 = ANY (t13p."trail")
                        AND (t13p."at3" = $1 AND t13p."open_to" <= 3) IS NOT true
                        AND (t13p."accused" && $2) IS NOT true
                        OR t13p."shown" = 'ALL'
                        AND $1 = ANY (t13p."trail")
                        AND (t13p."at3" = $1 AND t13p."open_to" <= 3) IS NOT true
                        AND (t13p."author_tenant" = $1 AND $1 = ANY (t13p."trail")) IS NOT true
                        AND (t13p."accused" && $2) IS NOT true
                      ) THEN CASE WHEN (t13p."conclusion" IS NULL) THEN 'null' ELSE concat('"', t13p."conclusion", '"') END ELSE 'null' END,
                      ',"text":',
                      CASE WHEN (
                        t13p."at3" = $1
                        AND t13p."open_to" <= 3
                        AND (t13p."accused" && $2) IS NOT true
                        OR t13p."author_tenant" = $1
                        AND $1 = ANY (t13p."trail")
                        AND (t13p."at3" = $1 AND t13p."open_to" <= 3) IS NOT true
                        AND (t13p."accused" && $2) IS NOT true
                        OR t13p."shown" = 'ALL'
                        AND $1 = ANY (t13p."trail")
                        AND (t13p."at3" = $1 AND t13p."open_to" <= 3) IS NOT true
                        AND (t13p."author_tenant" = $1 AND $1 = ANY (t13p."trail")) IS NOT true
                        AND (t13p."accused" && $2) IS NOT true
                      ) THEN CASE WHEN (t13p."text" IS NULL) THEN 'null' ELSE to_json(t13p."text") END ELSE 'null' END,
                      ',"version":',
                      CAST(t13p."version" AS TEXT),
                      ',"convener":',
                      CASE WHEN (t14."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t14."name"), '}') END,
                      ',"problem":',
                      CASE WHEN (t15."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t15."title"), '}') END,
                      ',"meeting":',
                      CASE WHEN (t16."id" IS NULL) THEN 'null' ELSE concat(
                        '{"heldOn":"',
                        t16."held_on",
                        '","minutes":',
                        CASE WHEN (t17."id" IS NULL) THEN 'null' ELSE concat(
                          '{"id":"MeetingMinutes_',
                          t17."id",
                          '","text":',
                          to_json(t17."text"),
                          ',"keptBy":',
                          to_json(t17."kept_title"),
                          ',"keptAt":"',
                          to_char(timezone('UTC', t17."kept_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                          '"}'
                        ) END,
                        '}'
                      ) END,
                      ',"viewerActions":[{"act":"CONCLUDE","allowed":',
                      CAST(
                        (
                          t13p."author_tenant" = $1
                          AND (t13p."accused" && $2) IS NOT true
                          AND t13p."state" IN ('OPEN')
                        ) IS true AS TEXT
                      ),
                      ',"missing":',
                      CASE WHEN (
                        (
                          t13p."author_tenant" = $1
                          AND (t13p."accused" && $2) IS NOT true
                        ) IS NOT true
                      ) THEN '"RULE"' WHEN ((t13p."state" IN ('OPEN')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
                      ',"furtherCheck":false}]}'
                    ),
                    ','
                    ORDER BY t13p."put_at" DESC,
                    t13p."id" DESC
                  ),
                  ''
                ),
                ']}'
              ) AS concat_7
              FROM (
                SELECT t13."id" AS id,
                t13."state" AS state,
                t13."decided_at" AS decided_at,
                t13."conclusion" AS conclusion,
                t13."accused" AS accused,
                t13."open_to" AS open_to,
                t13."at3" AS at3,
                t13."author_tenant" AS author_tenant,
                t13."trail" AS trail,
                t13."shown" AS shown,
                t13."text" AS text,
                t13."version" AS version,
                t13."problem_id" AS problem_id,
                t13."root" AS root,
                t13."meeting_id" AS meeting_id,
                t13."put_at" AS put_at
                FROM app.meeting_item AS t13
                WHERE t13."root" = t1p."root"
                AND t13."author_tenant" = t1p."unit"
                AND t13."state" = 'DECIDED'
                AND (
                  t13."at3" = $1
                  AND t13."open_to" <= 3
                  AND (t13."accused" && $2) IS NOT true
                  OR t13."author_tenant" = $1
                  AND $1 = ANY (t13."trail")
                  AND (t13."at3" = $1 AND t13."open_to" <= 3) IS NOT true
                  AND (t13."accused" && $2) IS NOT true
                  OR t13."shown" IN ('WHO', 'ALL')
                  AND $1 = ANY (t13."trail")
                  AND (t13."at3" = $1 AND t13."open_to" <= 3) IS NOT true
                  AND (t13."author_tenant" = $1 AND $1 = ANY (t13."trail")) IS NOT true
                  AND (t13."accused" && $2) IS NOT true
                )
                ORDER BY t13."put_at" DESC,
                t13."id" DESC
                LIMIT 2
              ) AS t13p
              LEFT OUTER JOIN app.tenant AS t14 ON t14."id" = t13p."author_tenant"
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
              LEFT OUTER JOIN app.meeting AS t16 ON t16."root" = t13p."root"
              AND t16."id" = t13p."meeting_id"
              AND (
                t16."holder_parent" = $1
                OR $1 = ANY (t16."trail")
                AND (t16."holder_parent" = $1) IS NOT true
              )
              LEFT OUTER JOIN app.meeting_minutes AS t17 ON t17."root" = t16."root"
              AND t17."meeting_id" = t16."id"
              AND t17."holder" = $1
              AND (t17."accused" && $2) IS NOT true
              AND ($3 = true) IS NOT true
            ),
            ',"units":',
            (
              SELECT concat(
                '[',
                coalesce(
                  string_agg(
                    concat(
                      '{"tenant":',
                      CASE WHEN (t19."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t19."name"), '}') END,
                      ',"undecided":',
                      CAST(t18p."undecided" AS TEXT),
                      ',"decided":',
                      CAST(t18p."decided" AS TEXT),
                      ',"work":',
                      (
                        SELECT concat(
                          '[',
                          coalesce(
                            string_agg(
                              concat(
                                '{"role":"',
                                t20p."role",
                                '","item":',
                                CASE WHEN (t21."id" IS NULL) THEN 'null' ELSE concat(
                                  '{"problem":',
                                  CASE WHEN (t22."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t22."title"), '}') END,
                                  '}'
                                ) END,
                                '}'
                              ),
                              ','
                              ORDER BY t20p."role" DESC,
                              t20p."item_id" DESC
                            ),
                            ''
                          ),
                          ']'
                        ) AS concat_9
                        FROM (
                          SELECT t20."role" AS role,
                          t20."item_id" AS item_id,
                          t20."root" AS root
                          FROM (
                            SELECT app.meeting_item.root AS root,
                            app.tenant.id AS unit,
                            'MAIN' AS role,
                            app.meeting_item.id AS item_id,
                            app.meeting_item.state AS state
                            FROM app.meeting_item JOIN app.tenant ON app.tenant.root = app.meeting_item.root
                            AND CASE WHEN (app.meeting_item.holder = $1) THEN app.tenant.id = $1 ELSE app.tenant.parent_id = $1
                            AND app.tenant.id IN (
                              app.meeting_item.at1,
                              app.meeting_item.at2,
                              app.meeting_item.at3,
                              app.meeting_item.at4,
                              app.meeting_item.at5,
                              app.meeting_item.at6
                            ) END
                            WHERE app.meeting_item.author_tenant = $1
                            AND app.meeting_item.state != 'CALLED_OFF'
                            AND (
                              app.meeting_item.at3 = $1
                              AND app.meeting_item.open_to <= 3
                              AND (app.meeting_item.accused && $2) IS NOT true
                              OR app.meeting_item.author_tenant = $1
                              AND $1 = ANY (app.meeting_item.trail)
                              AND (
                                app.meeting_item.at3 = $1
                                AND app.meeting_item.open_to <= 3
                              ) IS NOT true
                              AND (app.meeting_item.accused && $2) IS NOT true
                              OR app.meeting_item.shown IN ('WHO', 'ALL')
                              AND $1 = ANY (app.meeting_item.trail)
                              AND (
                                app.meeting_item.at3 = $1
                                AND app.meeting_item.open_to <= 3
                              ) IS NOT true
                              AND (
                                app.meeting_item.author_tenant = $1
                                AND $1 = ANY (app.meeting_item.trail)
                              ) IS NOT true
                              AND (app.meeting_item.accused && $2) IS NOT true
                            ) UNION
                            SELECT app.meeting_item.root AS root,
                            app.assignment.child AS child,
                            'CO' AS anon_13,
                            app.meeting_item.id AS id,
                            app.meeting_item.state AS state
                            FROM app.meeting_item JOIN app.assignment ON app.assignment.root = app.meeting_item.root
                            AND app.assignment.problem_id = app.meeting_item.problem_id
                            AND app.assignment.open
                            WHERE app.meeting_item.author_tenant = $1
                            AND app.meeting_item.state != 'CALLED_OFF'
                            AND (
                              app.meeting_item.at3 = $1
                              AND app.meeting_item.open_to <= 3
                              AND (app.meeting_item.accused && $2) IS NOT true
                              OR app.meeting_item.author_tenant = $1
                              AND $1 = ANY (app.meeting_item.trail)
                              AND (
                                app.meeting_item.at3 = $1
                                AND app.meeting_item.open_to <= 3
                              ) IS NOT true
                              AND (app.meeting_item.accused && $2) IS NOT true
                              OR app.meeting_item.shown IN ('WHO', 'ALL')
                              AND $1 = ANY (app.meeting_item.trail)
                              AND (
                                app.meeting_item.at3 = $1
                                AND app.meeting_item.open_to <= 3
                              ) IS NOT true
                              AND (
                                app.meeting_item.author_tenant = $1
                                AND $1 = ANY (app.meeting_item.trail)
                              ) IS NOT true
                              AND (app.meeting_item.accused && $2) IS NOT true
                            )
                            AND app.assignment.role = 'CO'
                            AND app.assignment.parent = $1
                            AND (
                              app.assignment.at3 = $1
                              AND app.assignment.open_to <= 3
                              AND (app.assignment.accused && $2) IS NOT true
                              OR $1 = ANY (app.assignment.trail)
                              AND (app.assignment.at3 = $1 AND app.assignment.open_to <= 3) IS NOT true
                              AND (app.assignment.accused && $2) IS NOT true
                            )
                          ) AS t20
                          WHERE t20."root" = t18p."root"
                          AND t20."unit" = t18p."unit"
                          ORDER BY t20."role" DESC,
                          t20."item_id" DESC
                          LIMIT 200
                        ) AS t20p
                        LEFT OUTER JOIN app.meeting_item AS t21 ON t21."root" = t20p."root"
                        AND t21."id" = t20p."item_id"
                        AND (
                          t21."at3" = $1
                          AND t21."open_to" <= 3
                          AND (t21."accused" && $2) IS NOT true
                          OR t21."author_tenant" = $1
                          AND $1 = ANY (t21."trail")
                          AND (t21."at3" = $1 AND t21."open_to" <= 3) IS NOT true
                          AND (t21."accused" && $2) IS NOT true
                          OR t21."shown" IN ('WHO', 'ALL')
                          AND $1 = ANY (t21."trail")
                          AND (t21."at3" = $1 AND t21."open_to" <= 3) IS NOT true
                          AND (t21."author_tenant" = $1 AND $1 = ANY (t21."trail")) IS NOT true
                          AND (t21."accused" && $2) IS NOT true
                        )
                        LEFT OUTER JOIN app.problem AS t22 ON t22."root" = t21."root"
                        AND t22."id" = t21."problem_id"
                        AND (
                          t22."at3" = $1
                          AND t22."open_to" <= 3
                          AND (t22."accused" && $2) IS NOT true
                          OR $1 = ANY (t22."trail")
                          AND (t22."at3" = $1 AND t22."open_to" <= 3) IS NOT true
                          AND (t22."accused" && $2) IS NOT true
                        )
                      ),
                      '}'
                    ),
                    ','
                    ORDER BY t18p."unit" ASC
                  ),
                  ''
                ),
                ']'
              ) AS concat_8
              FROM (
                SELECT t18."unit" AS unit,
                t18."undecided" AS undecided,
                t18."decided" AS decided,
                t18."root" AS root
                FROM (
                  SELECT control_room_work.root AS root,
                  control_room_work.unit AS unit,
                  count(*) FILTER (WHERE control_room_work.state != 'DECIDED') AS undecided,
                  count(*) FILTER (WHERE control_room_work.state = 'DECIDED') AS decided
                  FROM (
                    SELECT app.meeting_item.root AS root,
                    app.tenant.id AS unit,
                    'MAIN' AS role,
                    app.meeting_item.id AS item_id,
                    app.meeting_item.state AS state
                    FROM app.meeting_item JOIN app.tenant ON app.tenant.root = app.meeting_item.root
                    AND CASE WHEN (app.meeting_item.holder = $1) THEN app.tenant.id = $1 ELSE app.tenant.parent_id = $1
                    AND app.tenant.id IN (
                      app.meeting_item.at1,
                      app.meeting_item.at2,
                      app.meeting_item.at3,
                      app.meeting_item.at4,
                      app.meeting_item.at5,
                      app.meeting_item.at6
                    ) END
                    WHERE app.meeting_item.author_tenant = $1
                    AND app.meeting_item.state != 'CALLED_OFF'
                    AND (
                      app.meeting_item.at3 = $1
                      AND app.meeting_item.open_to <= 3
                      AND (app.meeting_item.accused && $2) IS NOT true
                      OR app.meeting_item.author_tenant = $1
                      AND $1 = ANY (app.meeting_item.trail)
                      AND (app.meeting_item.at3 = $1 AND app.meeting_item.open_to <= 3) IS NOT true
                      AND (app.meeting_item.accused && $2) IS NOT true
                      OR app.meeting_item.shown IN ('WHO', 'ALL')
                      AND $1 = ANY (app.meeting_item.trail)
                      AND (app.meeting_item.at3 = $1 AND app.meeting_item.open_to <= 3) IS NOT true
                      AND (
                        app.meeting_item.author_tenant = $1
                        AND $1 = ANY (app.meeting_item.trail)
                      ) IS NOT true
                      AND (app.meeting_item.accused && $2) IS NOT true
                    ) UNION
                    SELECT app.meeting_item.root AS root,
                    app.assignment.child AS child,
                    'CO' AS anon_14,
                    app.meeting_item.id AS id,
                    app.meeting_item.state AS state
                    FROM app.meeting_item JOIN app.assignment ON app.assignment.root = app.meeting_item.root
                    AND app.assignment.problem_id = app.meeting_item.problem_id
                    AND app.assignment.open
                    WHERE app.meeting_item.author_tenant = $1
                    AND app.meeting_item.state != 'CALLED_OFF'
                    AND (
                      app.meeting_item.at3 = $1
                      AND app.meeting_item.open_to <= 3
                      AND (app.meeting_item.accused && $2) IS NOT true
                      OR app.meeting_item.author_tenant = $1
                      AND $1 = ANY (app.meeting_item.trail)
                      AND (app.meeting_item.at3 = $1 AND app.meeting_item.open_to <= 3) IS NOT true
                      AND (app.meeting_item.accused && $2) IS NOT true
                      OR app.meeting_item.shown IN ('WHO', 'ALL')
                      AND $1 = ANY (app.meeting_item.trail)
                      AND (app.meeting_item.at3 = $1 AND app.meeting_item.open_to <= 3) IS NOT true
                      AND (
                        app.meeting_item.author_tenant = $1
                        AND $1 = ANY (app.meeting_item.trail)
                      ) IS NOT true
                      AND (app.meeting_item.accused && $2) IS NOT true
                    )
                    AND app.assignment.role = 'CO'
                    AND app.assignment.parent = $1
                    AND (
                      app.assignment.at3 = $1
                      AND app.assignment.open_to <= 3
                      AND (app.assignment.accused && $2) IS NOT true
                      OR $1 = ANY (app.assignment.trail)
                      AND (app.assignment.at3 = $1 AND app.assignment.open_to <= 3) IS NOT true
                      AND (app.assignment.accused && $2) IS NOT true
                    )
                  ) AS control_room_work
                  GROUP BY control_room_work.root,
                  control_room_work.unit
                ) AS t18
                WHERE t18."root" = t1p."root"
                ORDER BY t18."unit" ASC
                LIMIT 200
              ) AS t18p
              LEFT OUTER JOIN app.tenant AS t19 ON t19."id" = t18p."unit"
            ),
            '}'
          ),
          ','
          ORDER BY t1p."unit" ASC,
          t1p."id" ASC
        ),
        ''
      ),
      ']'
    ) AS concat_2
    FROM (
      SELECT t1."unit" AS unit,
      t1."root" AS root,
      t1."id" AS id
      FROM (
        SELECT app.tenant.root AS root,
        app.tenant.id AS id,
        app.tenant.id AS unit
        FROM app.tenant
        WHERE app.tenant.id = $1
      ) AS t1
      WHERE true
      ORDER BY t1."unit" ASC,
      t1."id" ASC
      LIMIT 1
    ) AS t1p
    LEFT OUTER JOIN app.tenant AS t2 ON t2."id" = t1p."unit"
  ),
  '}}'
) AS concat_1
