-- $1: viewer_tenant
-- $2: viewer_at1
-- $3: viewer_at2
-- $4: viewer_at3
-- $5: viewer_at4
-- $6: viewer_person
-- $7: viewer_post
-- $8: viewer_actor_type
-- $9: viewer_body
-- $10: variable id
-- $11: viewer_root
SELECT concat(
  '{"data":{"responsibilityList":',
  coalesce(
    (
      SELECT concat(
        '{"signed":',
        CAST(
          (
            EXISTS (
              SELECT app.appointment.id
              FROM app.appointment JOIN app.post ON app.post.root = app.appointment.root
              AND app.post.id = app.appointment.post_id
              WHERE app.post.root = t1."root"
              AND app.post.holder = t1."holder"
              AND app.post.actor_type = t1."actor_type"
              AND app.post.body_id IS NOT DISTINCT
              FROM t1."body_id"
              AND app.post.valid_from <= (now() at time zone 'Asia/Shanghai')::date
              AND (
                app.post.valid_until IS NULL
                OR app.post.valid_until > (now() at time zone 'Asia/Shanghai')::date
              )
              AND app.appointment.kind = 'REGULAR'
              AND app.appointment.appointed_on <= (now() at time zone 'Asia/Shanghai')::date
              AND (
                app.appointment.relieved_on IS NULL
                OR app.appointment.relieved_on > (now() at time zone 'Asia/Shanghai')::date
              )
              AND (
                app.appointment.suspended_on IS NULL
                OR app.appointment.suspended_on > (now() at time zone 'Asia/Shanghai')::date
                OR app.appointment.resumed_on <= (now() at time zone 'Asia/Shanghai')::date
              )
            )
          )
          AND NOT (
            EXISTS (
              SELECT app.appointment.id
              FROM app.appointment JOIN app.post ON app.post.root = app.appointment.root
              AND app.post.id = app.appointment.post_id
              WHERE app.post.root = t1."root"
              AND app.post.holder = t1."holder"
              AND app.post.actor_type = t1."actor_type"
              AND app.post.body_id IS NOT DISTINCT
              FROM t1."body_id"
              AND app.post.valid_from <= (now() at time zone 'Asia/Shanghai')::date
              AND (
                app.post.valid_until IS NULL
                OR app.post.valid_until > (now() at time zone 'Asia/Shanghai')::date
              )
              AND app.appointment.kind = 'REGULAR'
              AND app.appointment.appointed_on <= (now() at time zone 'Asia/Shanghai')::date
              AND (
                app.appointment.relieved_on IS NULL
                OR app.appointment.relieved_on > (now() at time zone 'Asia/Shanghai')::date
              )
              AND (
                app.appointment.suspended_on IS NULL
                OR app.appointment.suspended_on > (now() at time zone 'Asia/Shanghai')::date
                OR app.appointment.resumed_on <= (now() at time zone 'Asia/Shanghai')::date
              )
              AND NOT (
                EXISTS (
                  SELECT app.pledge.id
                  FROM app.pledge
                  WHERE app.pledge.root = t1."root"
                  AND app.pledge.list_id = t1."id"
                  AND app.pledge.list_version = t1."edition"
                  AND app.pledge.person_id = app.appointment.person_id
                )
              )
            )
          ) AS TEXT
        ),
        ',"body":',
        CASE WHEN (t2."id" IS NULL) THEN 'null' ELSE concat(
          '{"name":',
          to_json(t2."name"),
          ',"tenant":',
          CASE WHEN (t3."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t3."name"), '}') END,
          '}'
        ) END,
        ',"clauses":',
        (
          SELECT concat(
            '{"nodes":[',
            coalesce(
              string_agg(
                concat(
                  '{"position":',
                  CAST(t4p."position" AS TEXT),
                  ',"part":"',
                  t4p."part",
                  '","title":',
                  to_json(t4p."title"),
                  ',"state":"',
                  t4p."state",
                  '"}'
                ),
                ','
                ORDER BY t4p."position" ASC,
                t4p."id" ASC
              ),
              ''
            ),
            ']}'
          ) AS concat_3
          FROM (
            SELECT t4."position" AS position,
            t4."part" AS part,
            t4."title" AS title,
            t4."state" AS state,
            t4."id" AS id
            FROM app.clause AS t4
            WHERE t4."root" = t1."root"
            AND t4."list_id" = t1."id"
            AND (
              t4."holder" = $1
              OR t4."part" = 'COMMON'
              AND t4."state" IN ('PUBLISHED', 'RETIRED')
              AND t4."holder" = ANY (CAST(ARRAY[$2, $3, $4, $5] AS INTEGER[]))
            )
            ORDER BY t4."position" ASC,
            t4."id" ASC
            LIMIT 3
          ) AS t4p
        ),
        ',"bindings":',
        (
          SELECT concat(
            '{"nodes":[',
            coalesce(
              string_agg(
                concat(
                  '{"position":',
                  CAST(t5p."position" AS TEXT),
                  ',"part":"',
                  t5p."part",
                  '","clause":',
                  CASE WHEN (t6."id" IS NULL) THEN 'null' ELSE concat(
                    '{"title":',
                    to_json(t6."title"),
                    ',"detail":',
                    to_json(t6."detail"),
                    ',"cadence":"',
                    t6."cadence",
                    '","minPerPeriod":',
                    CAST(t6."min_per_period" AS TEXT),
                    ',"dueRule":',
                    to_json(t6."due_rule"),
                    ',"weight":',
                    CAST(t6."weight" AS TEXT),
                    ',"evidence":',
                    to_json(t6."evidence"),
                    ',"state":"',
                    t6."state",
                    '","version":',
                    CAST(t6."version" AS TEXT),
                    ',"publisher":',
                    CASE WHEN (t7."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t7."name"), '}') END,
                    ',"duty":',
                    CASE WHEN (t8."id" IS NULL) THEN 'null' ELSE concat(
                      '{"key":',
                      to_json(t8."key"),
                      ',"titleZh":',
                      to_json(t8."title_zh"),
                      '}'
                    ) END,
                    '}'
                  ) END,
                  ',"list":',
                  CASE WHEN (t9."id" IS NULL) THEN 'null' ELSE concat('{"year":', CAST(t9."year" AS TEXT), '}') END,
                  '}'
                ),
                ','
                ORDER BY t5p."position" ASC,
                t5p."id" ASC
              ),
              ''
            ),
            ']}'
          ) AS concat_4
          FROM (
            SELECT t5."position" AS position,
            t5."part" AS part,
            t5."clause_id" AS clause_id,
            t5."root" AS root,
            t5."list_id" AS list_id,
            t5."id" AS id
            FROM app.binding AS t5
            WHERE t5."root" = t1."root"
            AND t5."list_id" = t1."id"
            AND t5."until" IS NULL
            AND (t5."holder" = $1)
            ORDER BY t5."position" ASC,
            t5."id" ASC
            LIMIT 50
          ) AS t5p
          LEFT OUTER JOIN app.clause AS t6 ON t6."root" = t5p."root"
          AND t6."id" = t5p."clause_id"
          AND (
            t6."holder" = $1
            OR t6."part" = 'COMMON'
            AND t6."state" IN ('PUBLISHED', 'RETIRED')
            AND t6."holder" = ANY (CAST(ARRAY[$2, $3, $4, $5] AS INTEGER[]))
          )
          LEFT OUTER JOIN app.tenant AS t7 ON t7."id" = t6."holder"
          LEFT OUTER JOIN app.duty AS t8 ON t8."id" = t6."duty_id"
          LEFT OUTER JOIN app.responsibility_list AS t9 ON t9."root" = t5p."root"
          AND t9."id" = t5p."list_id"
          AND (t9."holder" = $1)
        ),
        ',"ended":',
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
                        FROM app.binding AS t10
                        WHERE t10."root" = t1."root"
                        AND t10."list_id" = t1."id"
                        AND t10."until" IS NOT NULL
                        AND (t10."holder" = $1)
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
                  '{"since":"',
                  t10p."since",
                  '","until":',
                  CASE WHEN (t10p."until" IS NULL) THEN 'null' ELSE concat('"', t10p."until", '"') END,
                  '}'
                ),
                ','
                ORDER BY t10p."position" ASC,
                t10p."id" ASC
              ),
              ''
            ),
            ']}'
          ) AS concat_5
          FROM (
            SELECT t10."since" AS since,
            t10."until" AS until,
            t10."position" AS position,
            t10."id" AS id
            FROM app.binding AS t10
            WHERE t10."root" = t1."root"
            AND t10."list_id" = t1."id"
            AND t10."until" IS NOT NULL
            AND (t10."holder" = $1)
            ORDER BY t10."position" ASC,
            t10."id" ASC
            LIMIT 50
          ) AS t10p
        ),
        ',"obligations":',
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
                        FROM app.obligation AS t11
                        WHERE t11."root" = t1."root"
                        AND t11."list_id" = t1."id"
                        AND t11."open"
                        AND (t11."holder" = $1)
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
                  '{"period":',
                  to_json(t11p."period"),
                  ',"dueOn":"',
                  t11p."due_on",
                  '","state":"',
                  t11p."state",
                  '","overdue":',
                  CAST(t11p."overdue" AS TEXT),
                  '}'
                ),
                ','
                ORDER BY t11p."due_on" DESC,
                t11p."id" DESC
              ),
              ''
            ),
            ']}'
          ) AS concat_6
          FROM (
            SELECT t11."period" AS period,
            t11."due_on" AS due_on,
            t11."state" AS state,
            t11."overdue" AS overdue,
            t11."id" AS id
            FROM app.obligation AS t11
            WHERE t11."root" = t1."root"
            AND t11."list_id" = t1."id"
            AND t11."open"
            AND (t11."holder" = $1)
            ORDER BY t11."due_on" DESC,
            t11."id" DESC
            LIMIT 50
          ) AS t11p
        ),
        ',"pledges":',
        (
          SELECT concat(
            '{"nodes":[',
            coalesce(
              string_agg(
                concat(
                  '{"id":"Pledge_',
                  t12p."id",
                  '","listVersion":',
                  CAST(t12p."list_version" AS TEXT),
                  ',"sha256":"',
                  t12p."sha256",
                  '","frozen":',
                  to_json(t12p."frozen"),
                  ',"signedAt":"',
                  to_char(timezone('UTC', t12p."signed_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                  '","person":',
                  CASE WHEN (t13."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t13."name"), '}') END,
                  ',"post":',
                  CASE WHEN (t14."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t14."title"), '}') END,
                  ',"list":',
                  CASE WHEN (t15."id" IS NULL) THEN 'null' ELSE concat('{"version":', CAST(t15."version" AS TEXT), '}') END,
                  '}'
                ),
                ','
                ORDER BY t12p."signed_at" ASC,
                t12p."id" ASC
              ),
              ''
            ),
            ']}'
          ) AS concat_7
          FROM (
            SELECT t12."id" AS id,
            t12."list_version" AS list_version,
            t12."sha256" AS sha256,
            t12."frozen" AS frozen,
            t12."signed_at" AS signed_at,
            t12."person_id" AS person_id,
            t12."root" AS root,
            t12."post_id" AS post_id,
            t12."list_id" AS list_id
            FROM app.pledge AS t12
            WHERE t12."root" = t1."root"
            AND t12."list_id" = t1."id"
            AND (t12."holder" = $1)
            ORDER BY t12."signed_at" ASC,
            t12."id" ASC
            LIMIT 50
          ) AS t12p
          LEFT OUTER JOIN app.person AS t13 ON t13."root" = t12p."root"
          AND t13."id" = t12p."person_id"
          AND (t13."id" = $6::UUID OR t13."holder" = $1 AND (t13."id" = $6::UUID) IS NOT true)
          LEFT OUTER JOIN app.post AS t14 ON t14."root" = t12p."root"
          AND t14."id" = t12p."post_id"
          AND (t14."id" = $7::UUID OR t14."holder" = $1 AND (t14."id" = $7::UUID) IS NOT true)
          LEFT OUTER JOIN app.responsibility_list AS t15 ON t15."root" = t12p."root"
          AND t15."id" = t12p."list_id"
          AND (t15."holder" = $1)
        ),
        ',"viewerActions":[{"act":"ADD_CLAUSE","allowed":',
        CAST(
          (
            (
              t1."actor_type" = $8
              AND t1."body_id" = $9::UUID
              AND t1."holder" = $1
              OR t1."actor_type" = $8
              AND t1."body_id" IS NULL
              AND $9::UUID IS NULL
              AND t1."holder" = $1
            )
            AND t1."state" IN ('DRAFT', 'PUBLISHED')
          ) IS true AS TEXT
        ),
        ',"missing":',
        CASE WHEN (
          (
            t1."actor_type" = $8
            AND t1."body_id" = $9::UUID
            AND t1."holder" = $1
            OR t1."actor_type" = $8
            AND t1."body_id" IS NULL
            AND $9::UUID IS NULL
            AND t1."holder" = $1
          ) IS NOT true
        ) THEN '"RULE"' WHEN ((t1."state" IN ('DRAFT', 'PUBLISHED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
        ',"furtherCheck":true},{"act":"PUBLISH","allowed":',
        CAST((false AND t1."state" IN ('DRAFT', 'PUBLISHED')) IS true AS TEXT),
        ',"missing":',
        CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN ((t1."state" IN ('DRAFT', 'PUBLISHED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
        ',"furtherCheck":true},{"act":"SIGN","allowed":',
        CAST(
          (
            (
              t1."actor_type" = $8
              AND t1."body_id" = $9::UUID
              AND t1."holder" = $1
              AND t1."state" = 'PUBLISHED'
              OR t1."actor_type" = $8
              AND t1."body_id" IS NULL
              AND $9::UUID IS NULL
              AND t1."holder" = $1
              AND t1."state" = 'PUBLISHED'
            )
            AND t1."state" IN ('PUBLISHED')
            AND NOT (
              EXISTS (
                SELECT app.pledge.id
                FROM app.pledge
                WHERE app.pledge.root = t1."root"
                AND app.pledge.list_id = t1."id"
                AND app.pledge.list_version = t1."edition"
                AND app.pledge.person_id = $6::UUID
              )
            )
            AND (
              NOT (
                t1."actor_type" IS NOT DISTINCT
                FROM $8
                AND t1."body_id" IS NOT DISTINCT
                FROM $9::UUID
              )
              OR (
                EXISTS (
                  SELECT own.id
                  FROM app.appointment AS own
                  WHERE own.root = t1."root"
                  AND own.person_id = $6::UUID
                  AND own.post_id = $7::UUID
                  AND own.kind = 'REGULAR'
                  AND own.appointed_on <= (now() at time zone 'Asia/Shanghai')::date
                  AND (
                    own.relieved_on IS NULL
                    OR own.relieved_on > (now() at time zone 'Asia/Shanghai')::date
                  )
                )
              )
            )
          ) IS true AS TEXT
        ),
        ',"missing":',
        CASE WHEN (
          (
            t1."actor_type" = $8
            AND t1."body_id" = $9::UUID
            AND t1."holder" = $1
            AND t1."state" = 'PUBLISHED'
            OR t1."actor_type" = $8
            AND t1."body_id" IS NULL
            AND $9::UUID IS NULL
            AND t1."holder" = $1
            AND t1."state" = 'PUBLISHED'
          ) IS NOT true
        ) THEN '"RULE"' WHEN (
          (
            t1."state" IN ('PUBLISHED')
            AND NOT (
              EXISTS (
                SELECT app.pledge.id
                FROM app.pledge
                WHERE app.pledge.root = t1."root"
                AND app.pledge.list_id = t1."id"
                AND app.pledge.list_version = t1."edition"
                AND app.pledge.person_id = $6::UUID
              )
            )
            AND (
              NOT (
                t1."actor_type" IS NOT DISTINCT
                FROM $8
                AND t1."body_id" IS NOT DISTINCT
                FROM $9::UUID
              )
              OR (
                EXISTS (
                  SELECT own.id
                  FROM app.appointment AS own
                  WHERE own.root = t1."root"
                  AND own.person_id = $6::UUID
                  AND own.post_id = $7::UUID
                  AND own.kind = 'REGULAR'
                  AND own.appointed_on <= (now() at time zone 'Asia/Shanghai')::date
                  AND (
                    own.relieved_on IS NULL
                    OR own.relieved_on > (now() at time zone 'Asia/Shanghai')::date
                  )
                )
              )
            )
          ) IS NOT true
        ) THEN '"STATE"' ELSE 'null' END,
        ',"furtherCheck":true},{"act":"OPEN_PERIOD","allowed":',
        CAST((false AND t1."state" IN ('PUBLISHED')) IS true AS TEXT),
        ',"missing":',
        CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN ((t1."state" IN ('PUBLISHED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
        ',"furtherCheck":true},{"act":"RETIRE","allowed":',
        CAST((false AND t1."state" IN ('DRAFT', 'PUBLISHED')) IS true AS TEXT),
        ',"missing":',
        CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN ((t1."state" IN ('DRAFT', 'PUBLISHED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
        ',"furtherCheck":false}]}'
      ) AS concat_2
      FROM app.responsibility_list AS t1
      LEFT OUTER JOIN app.body AS t2 ON t2."root" = t1."root"
      AND t2."id" = t1."body_id"
      AND (t2."holder" = $1)
      LEFT OUTER JOIN app.tenant AS t3 ON t3."id" = t2."holder"
      WHERE t1."id" = $10::UUID
      AND t1."root" = $11
      AND (t1."holder" = $1)
      LIMIT 1
    ),
    'null'
  ),
  '}}'
) AS concat_1
