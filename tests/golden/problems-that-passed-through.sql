-- $1: viewer_tenant
-- $2: viewer_units
-- $3: viewer_post
-- $4: constant 'OTHER'
SELECT concat(
  '{"data":{"passedProblems":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"dueOn":"',
            t1p."due_on",
            '","problem":',
            CASE WHEN (t2."id" IS NULL) THEN 'null' ELSE concat(
              '{"title":',
              to_json(t2."title"),
              ',"state":"',
              t2."state",
              '","tenant":',
              CASE WHEN (t3."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t3."name"), '}') END,
              ',"hops":',
              (
                SELECT concat(
                  '[',
                  coalesce(
                    string_agg(
                      concat(
                        '{"direction":"',
                        t4p."direction",
                        '","madeBy":',
                        CASE WHEN (
                          t4p."author_tenant" = $1
                          AND (t4p."accused" && $2) IS NOT true
                          OR t4p."at3" = $1
                          AND t4p."open_to" <= 3
                          AND (t4p."author_tenant" = $1) IS NOT true
                          AND (t4p."accused" && $2) IS NOT true
                          OR t4p."shown" IN ('WHO', 'ALL')
                          AND $1 = ANY (t4p."trail")
                          AND (t4p."author_tenant" = $1) IS NOT true
                          AND (t4p."at3" = $1 AND t4p."open_to" <= 3) IS NOT true
                          AND (t4p."accused" && $2) IS NOT true
                        ) THEN CASE WHEN (t4p."made_by" IS NULL) THEN 'null' ELSE to_json(t4p."made_by") END ELSE 'null' END,
                        ',"fromTenant":',
                        CASE WHEN (t5."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t5."name"), '}') END,
                        ',"toTenant":',
                        CASE WHEN (t6."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t6."name"), '}') END,
                        ',"post":',
                        CASE WHEN (t7."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t7."title"), '}') END,
                        ',"note":',
                        CASE WHEN (
                          t4p."author_tenant" = $1
                          AND (t4p."accused" && $2) IS NOT true
                          OR t4p."at3" = $1
                          AND t4p."open_to" <= 3
                          AND (t4p."author_tenant" = $1) IS NOT true
                          AND (t4p."accused" && $2) IS NOT true
                          OR t4p."shown" = 'ALL'
                          AND $1 = ANY (t4p."trail")
                          AND (t4p."author_tenant" = $1) IS NOT true
                          AND (t4p."at3" = $1 AND t4p."open_to" <= 3) IS NOT true
                          AND (t4p."accused" && $2) IS NOT true
                        ) THEN CASE WHEN (t4p."note" IS NULL) THEN 'null' ELSE to_json(t4p."note") END ELSE 'null' END,
                        '}'
                      ),
                      ','
                      ORDER BY t4p."seq" ASC,
                      t4p."id" ASC
                    ),
                    ''
                  ),
                  ']'
                ) AS concat_3
                FROM (
                  SELECT t4."direction" AS direction,
                  t4."made_by" AS made_by,
                  t4."accused" AS accused,
                  t4."author_tenant" AS author_tenant,
                  t4."open_to" AS open_to,
                  t4."at3" AS at3,
                  t4."shown" AS shown,
                  t4."trail" AS trail,
                  t4."starts" AS starts,
                  t4."ends" AS ends,
                  t4."post_id" AS post_id,
                  t4."root" AS root,
                  t4."note" AS note,
                  t4."seq" AS seq,
                  t4."id" AS id
                  FROM app.hop AS t4
                  WHERE t4."root" = t2."root"
                  AND t4."problem_id" = t2."id"
                  AND (
                    t4."author_tenant" = $1
                    AND (t4."accused" && $2) IS NOT true
                    OR t4."at3" = $1
                    AND t4."open_to" <= 3
                    AND (t4."author_tenant" = $1) IS NOT true
                    AND (t4."accused" && $2) IS NOT true
                    OR t4."shown" IN ('THAT', 'WHO', 'ALL')
                    AND $1 = ANY (t4."trail")
                    AND (t4."author_tenant" = $1) IS NOT true
                    AND (t4."at3" = $1 AND t4."open_to" <= 3) IS NOT true
                    AND (t4."accused" && $2) IS NOT true
                  )
                  ORDER BY t4."seq" ASC,
                  t4."id" ASC
                  LIMIT 100
                ) AS t4p
                LEFT OUTER JOIN app.tenant AS t5 ON t5."id" = t4p."starts"
                AND (
                  t4p."author_tenant" = $1
                  AND (t4p."accused" && $2) IS NOT true
                  OR t4p."at3" = $1
                  AND t4p."open_to" <= 3
                  AND (t4p."author_tenant" = $1) IS NOT true
                  AND (t4p."accused" && $2) IS NOT true
                  OR t4p."shown" IN ('WHO', 'ALL')
                  AND $1 = ANY (t4p."trail")
                  AND (t4p."author_tenant" = $1) IS NOT true
                  AND (t4p."at3" = $1 AND t4p."open_to" <= 3) IS NOT true
                  AND (t4p."accused" && $2) IS NOT true
                )
                LEFT OUTER JOIN app.tenant AS t6 ON t6."id" = t4p."ends"
                AND (
                  t4p."author_tenant" = $1
                  AND (t4p."accused" && $2) IS NOT true
                  OR t4p."at3" = $1
                  AND t4p."open_to" <= 3
                  AND (t4p."author_tenant" = $1) IS NOT true
                  AND (t4p."accused" && $2) IS NOT true
                  OR t4p."shown" IN ('WHO', 'ALL')
                  AND $1 = ANY (t4p."trail")
                  AND (t4p."author_tenant" = $1) IS NOT true
                  AND (t4p."at3" = $1 AND t4p."open_to" <= 3) IS NOT true
                  AND (t4p."accused" && $2) IS NOT true
                )
                LEFT OUTER JOIN app.post AS t7 ON t7."root" = t4p."root"
                AND t7."id" = t4p."post_id"
                AND (
                  t7."id" = $3::UUID
                  OR t7."at3" = $1
                  AND t7."open_to" <= 3
                  AND (t7."id" = $3::UUID) IS NOT true
                )
                AND (
                  t4p."author_tenant" = $1
                  AND (t4p."accused" && $2) IS NOT true
                  OR t4p."at3" = $1
                  AND t4p."open_to" <= 3
                  AND (t4p."author_tenant" = $1) IS NOT true
                  AND (t4p."accused" && $2) IS NOT true
                  OR t4p."shown" = 'ALL'
                  AND $1 = ANY (t4p."trail")
                  AND (t4p."author_tenant" = $1) IS NOT true
                  AND (t4p."at3" = $1 AND t4p."open_to" <= 3) IS NOT true
                  AND (t4p."accused" && $2) IS NOT true
                )
              ),
              '}'
            ) END,
            '}'
          ),
          ','
          ORDER BY t1p."due_on" ASC,
          t1p."on_trail" ASC
        ) FILTER (WHERE t1p."n" <= 5),
        ''
      ),
      '],"totalCount":',
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
                    SELECT app.problem_trail.root AS root,
                    app.problem_trail.problem_id AS id,
                    app.problem_trail.id AS on_trail,
                    app.problem_trail.due_on AS due_on,
                    app.problem_trail.reported_at AS reported_at,
                    app.problem_trail.open AS open,
                    here.state AS state,
                    here.list_type AS list_type,
                    here.field AS field,
                    here.class AS class,
                    here.category AS category,
                    here.overdue AS overdue,
                    here.owed_late AS owed_late,
                    here.diary_entry_id AS diary_entry_id,
                    here.holder AS holder,
                    here.lead_post AS lead_post,
                    here.cluster_id AS cluster_id,
                    here.channel AS channel,
                    here.origin AS origin,
                    here.title AS title,
                    here.place AS place,
                    here.source AS source,
                    here.at1 AS at1,
                    here.at2 AS at2,
                    here.at3 AS at3,
                    here.at4 AS at4,
                    here.at5 AS at5,
                    here.at6 AS at6
                    FROM app.problem_trail JOIN LATERAL (
                      SELECT now.state AS state,
                      now.list_type AS list_type,
                      now.field AS field,
                      now.class AS class,
                      now.category AS category,
                      now.overdue AS overdue,
                      now.owed_late AS owed_late,
                      now.diary_entry_id AS diary_entry_id,
                      now.holder AS holder,
                      now.lead_post AS lead_post,
                      now.cluster_id AS cluster_id,
                      now.channel AS channel,
                      now.origin AS origin,
                      now.title AS title,
                      now.place AS place,
                      now.source AS source,
                      now.at1 AS at1,
                      now.at2 AS at2,
                      now.at3 AS at3,
                      now.at4 AS at4,
                      now.at5 AS at5,
                      now.at6 AS at6
                      FROM app.problem AS now
                      WHERE now.root = app.problem_trail.root
                      AND now.id = app.problem_trail.problem_id
                      AND (
                        now.at3 = $1
                        AND now.open_to <= 3
                        AND (now.accused && $2) IS NOT true
                        OR $1 = ANY (now.trail)
                        AND (now.at3 = $1 AND now.open_to <= 3) IS NOT true
                        AND (now.accused && $2) IS NOT true
                      )
                      LIMIT ALL OFFSET 0
                    ) AS here ON true
                    WHERE app.problem_trail.holder = $1
                    AND NOT app.problem_trail.within
                  ) AS t1
                  WHERE true
                  LIMIT 201
                ) AS anon_3
              ) AS anon_2
              LIMIT 201
            ) AS anon_1
          ),
          200
        ) AS TEXT
      ),
      ',"totalCountIsExact":',
      CAST(
        (
          SELECT count(*) AS count_2
          FROM (
            SELECT 1
            FROM (
              SELECT anon_6.one AS one
              FROM (
                SELECT 1 AS one
                FROM (
                  SELECT app.problem_trail.root AS root,
                  app.problem_trail.problem_id AS id,
                  app.problem_trail.id AS on_trail,
                  app.problem_trail.due_on AS due_on,
                  app.problem_trail.reported_at AS reported_at,
                  app.problem_trail.open AS open,
                  here.state AS state,
                  here.list_type AS list_type,
                  here.field AS field,
                  here.class AS class,
                  here.category AS category,
                  here.overdue AS overdue,
                  here.owed_late AS owed_late,
                  here.diary_entry_id AS diary_entry_id,
                  here.holder AS holder,
                  here.lead_post AS lead_post,
                  here.cluster_id AS cluster_id,
                  here.channel AS channel,
                  here.origin AS origin,
                  here.title AS title,
                  here.place AS place,
                  here.source AS source,
                  here.at1 AS at1,
                  here.at2 AS at2,
                  here.at3 AS at3,
                  here.at4 AS at4,
                  here.at5 AS at5,
                  here.at6 AS at6
                  FROM app.problem_trail JOIN LATERAL (
                    SELECT now.state AS state,
                    now.list_type AS list_type,
                    now.field AS field,
                    now.class AS class,
                    now.category AS category,
                    now.overdue AS overdue,
                    now.owed_late AS owed_late,
                    now.diary_entry_id AS diary_entry_id,
                    now.holder AS holder,
                    now.lead_post AS lead_post,
                    now.cluster_id AS cluster_id,
                    now.channel AS channel,
                    now.origin AS origin,
                    now.title AS title,
                    now.place AS place,
                    now.source AS source,
                    now.at1 AS at1,
                    now.at2 AS at2,
                    now.at3 AS at3,
                    now.at4 AS at4,
                    now.at5 AS at5,
                    now.at6 AS at6
                    FROM app.problem AS now
                    WHERE now.root = app.problem_trail.root
                    AND now.id = app.problem_trail.problem_id
                    AND (
                      now.at3 = $1
                      AND now.open_to <= 3
                      AND (now.accused && $2) IS NOT true
                      OR $1 = ANY (now.trail)
                      AND (now.at3 = $1 AND now.open_to <= 3) IS NOT true
                      AND (now.accused && $2) IS NOT true
                    )
                    LIMIT ALL OFFSET 0
                  ) AS here ON true
                  WHERE app.problem_trail.holder = $1
                  AND NOT app.problem_trail.within
                ) AS t1
                WHERE true
                LIMIT 201
              ) AS anon_6
            ) AS anon_5
            LIMIT 201
          ) AS anon_4
        ) <= 200 AS TEXT
      ),
      ',"pageInfo":{"hasNextPage":',
      CAST(count(*) > 5 AS TEXT),
      '}}'
    ) AS concat_2
    FROM (
      SELECT t1pr."due_on" AS due_on,
      t1pr."id" AS id,
      t1pr."root" AS root,
      t1pr."on_trail" AS on_trail,
      row_number() OVER (ORDER BY t1pr."due_on" ASC, t1pr."on_trail" ASC) AS n
      FROM (
        SELECT t1."due_on" AS due_on,
        t1."id" AS id,
        t1."root" AS root,
        t1."on_trail" AS on_trail
        FROM (
          SELECT app.problem_trail.root AS root,
          app.problem_trail.problem_id AS id,
          app.problem_trail.id AS on_trail,
          app.problem_trail.due_on AS due_on,
          app.problem_trail.reported_at AS reported_at,
          app.problem_trail.open AS open,
          here.state AS state,
          here.list_type AS list_type,
          here.field AS field,
          here.class AS class,
          here.category AS category,
          here.overdue AS overdue,
          here.owed_late AS owed_late,
          here.diary_entry_id AS diary_entry_id,
          here.holder AS holder,
          here.lead_post AS lead_post,
          here.cluster_id AS cluster_id,
          here.channel AS channel,
          here.origin AS origin,
          here.title AS title,
          here.place AS place,
          here.source AS source,
          here.at1 AS at1,
          here.at2 AS at2,
          here.at3 AS at3,
          here.at4 AS at4,
          here.at5 AS at5,
          here.at6 AS at6
          FROM app.problem_trail JOIN LATERAL (
            SELECT now.state AS state,
            now.list_type AS list_type,
            now.field AS field,
            now.class AS class,
            now.category AS category,
            now.overdue AS overdue,
            now.owed_late AS owed_late,
            now.diary_entry_id AS diary_entry_id,
            now.holder AS holder,
            now.lead_post AS lead_post,
            now.cluster_id AS cluster_id,
            now.channel AS channel,
            now.origin AS origin,
            now.title AS title,
            now.place AS place,
            now.source AS source,
            now.at1 AS at1,
            now.at2 AS at2,
            now.at3 AS at3,
            now.at4 AS at4,
            now.at5 AS at5,
            now.at6 AS at6
            FROM app.problem AS now
            WHERE now.root = app.problem_trail.root
            AND now.id = app.problem_trail.problem_id
            AND (
              now.at3 = $1
              AND now.open_to <= 3
              AND (now.accused && $2) IS NOT true
              OR $1 = ANY (now.trail)
              AND (now.at3 = $1 AND now.open_to <= 3) IS NOT true
              AND (now.accused && $2) IS NOT true
            )
            LIMIT ALL OFFSET 0
          ) AS here ON true
          WHERE app.problem_trail.holder = $1
          AND NOT app.problem_trail.within
        ) AS t1
        WHERE true
        ORDER BY t1."due_on" ASC,
        t1."on_trail" ASC
        LIMIT 6
      ) AS t1pr
    ) AS t1p
    LEFT OUTER JOIN app.problem AS t2 ON t2."root" = t1p."root"
    AND t2."id" = t1p."id"
    AND (
      t2."at3" = $1
      AND t2."open_to" <= 3
      AND (t2."accused" && $2) IS NOT true
      OR $1 = ANY (t2."trail")
      AND (t2."at3" = $1 AND t2."open_to" <= 3) IS NOT true
      AND (t2."accused" && $2) IS NOT true
    )
    LEFT OUTER JOIN app.tenant AS t3 ON t3."id" = t2."holder"
  ),
  ',"ended":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"problem":',
            CASE WHEN (t9."id" IS NULL) THEN 'null' ELSE concat(
              '{"title":',
              to_json(t9."title"),
              ',"state":"',
              t9."state",
              '"}'
            ) END,
            '}'
          ),
          ','
          ORDER BY t8p."reported_at" DESC,
          t8p."on_trail" DESC
        ),
        ''
      ),
      ']}'
    ) AS concat_4
    FROM (
      SELECT t8."id" AS id,
      t8."root" AS root,
      t8."reported_at" AS reported_at,
      t8."on_trail" AS on_trail
      FROM (
        SELECT app.problem_trail.root AS root,
        app.problem_trail.problem_id AS id,
        app.problem_trail.id AS on_trail,
        app.problem_trail.due_on AS due_on,
        app.problem_trail.reported_at AS reported_at,
        app.problem_trail.open AS open,
        here.state AS state,
        here.list_type AS list_type,
        here.field AS field,
        here.class AS class,
        here.category AS category,
        here.overdue AS overdue,
        here.owed_late AS owed_late,
        here.diary_entry_id AS diary_entry_id,
        here.holder AS holder,
        here.lead_post AS lead_post,
        here.cluster_id AS cluster_id,
        here.channel AS channel,
        here.origin AS origin,
        here.title AS title,
        here.place AS place,
        here.source AS source,
        here.at1 AS at1,
        here.at2 AS at2,
        here.at3 AS at3,
        here.at4 AS at4,
        here.at5 AS at5,
        here.at6 AS at6
        FROM app.problem_trail JOIN LATERAL (
          SELECT now.state AS state,
          now.list_type AS list_type,
          now.field AS field,
          now.class AS class,
          now.category AS category,
          now.overdue AS overdue,
          now.owed_late AS owed_late,
          now.diary_entry_id AS diary_entry_id,
          now.holder AS holder,
          now.lead_post AS lead_post,
          now.cluster_id AS cluster_id,
          now.channel AS channel,
          now.origin AS origin,
          now.title AS title,
          now.place AS place,
          now.source AS source,
          now.at1 AS at1,
          now.at2 AS at2,
          now.at3 AS at3,
          now.at4 AS at4,
          now.at5 AS at5,
          now.at6 AS at6
          FROM app.problem AS now
          WHERE now.root = app.problem_trail.root
          AND now.id = app.problem_trail.problem_id
          AND (
            now.at3 = $1
            AND now.open_to <= 3
            AND (now.accused && $2) IS NOT true
            OR $1 = ANY (now.trail)
            AND (now.at3 = $1 AND now.open_to <= 3) IS NOT true
            AND (now.accused && $2) IS NOT true
          )
          LIMIT ALL OFFSET 0
        ) AS here ON true
        WHERE app.problem_trail.holder = $1
        AND NOT app.problem_trail.within
      ) AS t8
      WHERE t8."open" IS NOT true
      AND t8."field" = $4
      ORDER BY t8."reported_at" DESC,
      t8."on_trail" DESC
      LIMIT 5
    ) AS t8p
    LEFT OUTER JOIN app.problem AS t9 ON t9."root" = t8p."root"
    AND t9."id" = t8p."id"
    AND (
      t9."at3" = $1
      AND t9."open_to" <= 3
      AND (t9."accused" && $2) IS NOT true
      OR $1 = ANY (t9."trail")
      AND (t9."at3" = $1 AND t9."open_to" <= 3) IS NOT true
      AND (t9."accused" && $2) IS NOT true
    )
  ),
  '}}'
) AS concat_1
