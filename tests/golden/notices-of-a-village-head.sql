-- $1: viewer_person
-- $2: viewer_tenant
-- $3: viewer_units
-- $4: viewer_post
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
                    app.notice.accused AS accused,
                    app.notice.for_day AS for_day,
                    app.notice.created_at AS created_at,
                    app.notice.read_at AS read_at
                    FROM app.notice
                    WHERE app.notice.person_id = $1::UUID
                    AND (
                      (
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
                          FROM app.glass_window
                          WHERE app.glass_window.root = app.notice.root
                          AND app.glass_window.id = app.notice.glass_window_id
                          AND (app.glass_window.holder_parent = $2 OR app.glass_window.holder = $2)
                        )
                      )
                    )
                  ) AS t1
                  WHERE t1."person_id" = $1::UUID
                  AND t1."post_id" = $4::UUID
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
            ',"glassWindow":',
            CASE WHEN (t4."id" IS NULL) THEN 'null' ELSE concat('{"id":"GlassWindow_', t4."id", '"}') END,
            ',"post":',
            CASE WHEN (t5."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t5."title"), '}') END,
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
      t1."glass_window_id" AS glass_window_id,
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
        app.notice.accused AS accused,
        app.notice.for_day AS for_day,
        app.notice.created_at AS created_at,
        app.notice.read_at AS read_at
        FROM app.notice
        WHERE app.notice.person_id = $1::UUID
        AND (
          (
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
              FROM app.glass_window
              WHERE app.glass_window.root = app.notice.root
              AND app.glass_window.id = app.notice.glass_window_id
              AND (app.glass_window.holder_parent = $2 OR app.glass_window.holder = $2)
            )
          )
        )
      ) AS t1
      WHERE t1."person_id" = $1::UUID
      AND t1."post_id" = $4::UUID
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
    LEFT OUTER JOIN app.glass_window AS t4 ON t4."root" = t1p."root"
    AND t4."id" = t1p."glass_window_id"
    AND (t4."holder_parent" = $2 OR t4."holder" = $2)
    LEFT OUTER JOIN app.post AS t5 ON t5."root" = t1p."root"
    AND t5."id" = t1p."post_id"
    AND (
      t5."id" = $4::UUID
      OR t5."at5" = $2
      AND t5."open_to" <= 5
      AND (t5."id" = $4::UUID) IS NOT true
    )
  ),
  ',"unread":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat('{"kind":"', t6p."kind", '"}'),
          ','
          ORDER BY t6p."created_at" DESC,
          t6p."id" DESC
        ) FILTER (WHERE t6p."n" <= 5),
        ''
      ),
      '],"pageInfo":{"hasNextPage":',
      CAST(count(*) > 5 AS TEXT),
      '}}'
    ) AS concat_3
    FROM (
      SELECT t6pr."kind" AS kind,
      t6pr."created_at" AS created_at,
      t6pr."id" AS id,
      row_number() OVER (ORDER BY t6pr."created_at" DESC, t6pr."id" DESC) AS n
      FROM (
        SELECT t6."kind" AS kind,
        t6."created_at" AS created_at,
        t6."id" AS id
        FROM (
          SELECT app.notice.root AS root,
          app.notice.id AS id,
          app.notice.person_id AS person_id,
          app.notice.post_id AS post_id,
          app.notice.kind AS kind,
          app.notice.problem_id AS problem_id,
          app.notice.obligation_id AS obligation_id,
          app.notice.glass_window_id AS glass_window_id,
          app.notice.accused AS accused,
          app.notice.for_day AS for_day,
          app.notice.created_at AS created_at,
          app.notice.read_at AS read_at
          FROM app.notice
          WHERE app.notice.person_id = $1::UUID
          AND (
            (
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
                FROM app.glass_window
                WHERE app.glass_window.root = app.notice.root
                AND app.glass_window.id = app.notice.glass_window_id
                AND (app.glass_window.holder_parent = $2 OR app.glass_window.holder = $2)
              )
            )
          )
        ) AS t6
        WHERE t6."read_at" IS NULL
        AND t6."person_id" = $1::UUID
        AND t6."post_id" = $4::UUID
        ORDER BY t6."created_at" DESC,
        t6."id" DESC
        LIMIT 6
      ) AS t6pr
    ) AS t6p
  ),
  ',"noticeSettings":',
  (
    SELECT concat(
      '[',
      coalesce(
        string_agg(
          concat(
            '{"id":"NoticeSetting_',
            t7p."id",
            '","email":',
            CASE WHEN (t7p."email" IS NULL) THEN 'null' ELSE to_json(t7p."email") END,
            ',"gateway":',
            CASE WHEN (t7p."gateway" IS NULL) THEN 'null' ELSE to_json(t7p."gateway") END,
            ',"digestAt":"',
            to_char(t7p."digest_at", 'HH24:MI'),
            '","quietFrom":"',
            to_char(t7p."quiet_from", 'HH24:MI'),
            '","quietUntil":"',
            to_char(t7p."quiet_until", 'HH24:MI'),
            '","version":',
            CAST(t7p."version" AS TEXT),
            '}'
          ),
          ','
          ORDER BY t7p."version" ASC,
          t7p."id" ASC
        ),
        ''
      ),
      ']'
    ) AS concat_4
    FROM (
      SELECT t7."id" AS id,
      t7."email" AS email,
      t7."gateway" AS gateway,
      t7."digest_at" AS digest_at,
      t7."quiet_from" AS quiet_from,
      t7."quiet_until" AS quiet_until,
      t7."version" AS version
      FROM app.notice_setting AS t7
      WHERE t7."person_id" = $1::UUID
      AND t7."person_id" = $1::UUID
      ORDER BY t7."version" ASC,
      t7."id" ASC
      LIMIT 1
    ) AS t7p
  ),
  '}}'
) AS concat_1
