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
          EXISTS (
            SELECT app.pledge.id
            FROM app.pledge
            WHERE app.pledge.root = t1."root"
            AND app.pledge.list_id = t1."id"
            AND app.pledge.list_version = t1."edition"
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
        ',"bindings":',
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
                  '","clause":',
                  CASE WHEN (t5."id" IS NULL) THEN 'null' ELSE concat(
                    '{"title":',
                    to_json(t5."title"),
                    ',"detail":',
                    to_json(t5."detail"),
                    ',"cadence":"',
                    t5."cadence",
                    '","minPerPeriod":',
                    CAST(t5."min_per_period" AS TEXT),
                    ',"dueRule":',
                    to_json(t5."due_rule"),
                    ',"weight":',
                    CAST(t5."weight" AS TEXT),
                    ',"evidence":',
                    to_json(t5."evidence"),
                    ',"state":"',
                    t5."state",
                    '","version":',
                    CAST(t5."version" AS TEXT),
                    ',"publisher":',
                    CASE WHEN (t6."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t6."name"), '}') END,
                    ',"duty":',
                    CASE WHEN (t7."id" IS NULL) THEN 'null' ELSE concat(
                      '{"key":',
                      to_json(t7."key"),
                      ',"titleZh":',
                      to_json(t7."title_zh"),
                      '}'
                    ) END,
                    '}'
                  ) END,
                  ',"list":',
                  CASE WHEN (t8."id" IS NULL) THEN 'null' ELSE concat('{"year":', CAST(t8."year" AS TEXT), '}') END,
                  '}'
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
            t4."clause_id" AS clause_id,
            t4."root" AS root,
            t4."list_id" AS list_id,
            t4."id" AS id
            FROM app.binding AS t4
            WHERE t4."root" = t1."root"
            AND t4."list_id" = t1."id"
            AND (t4."holder" = $1)
            ORDER BY t4."position" ASC,
            t4."id" ASC
            LIMIT 50
          ) AS t4p
          LEFT OUTER JOIN app.clause AS t5 ON t5."root" = t4p."root"
          AND t5."id" = t4p."clause_id"
          AND (
            t5."holder" = $1
            OR t5."state" IN ('PUBLISHED', 'RETIRED')
            AND t5."holder" = ANY (CAST(ARRAY[$2, $3, $4, $5] AS INTEGER[]))
          )
          LEFT OUTER JOIN app.tenant AS t6 ON t6."id" = t5."holder"
          LEFT OUTER JOIN app.duty AS t7 ON t7."id" = t5."duty_id"
          LEFT OUTER JOIN app.responsibility_list AS t8 ON t8."root" = t4p."root"
          AND t8."id" = t4p."list_id"
          AND (t8."holder" = $1)
        ),
        ',"obligations":',
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
                        FROM app.obligation AS t9
                        WHERE t9."root" = t1."root"
                        AND t9."list_id" = t1."id"
                        AND t9."open"
                        AND (t9."holder" = $1)
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
                  '{"period":',
                  to_json(t9p."period"),
                  ',"dueOn":"',
                  t9p."due_on",
                  '","state":"',
                  t9p."state",
                  '","overdue":',
                  CAST(t9p."overdue" AS TEXT),
                  '}'
                ),
                ','
                ORDER BY t9p."due_on" DESC,
                t9p."id" DESC
              ),
              ''
            ),
            ']}'
          ) AS concat_4
          FROM (
            SELECT t9."period" AS period,
            t9."due_on" AS due_on,
            t9."state" AS state,
            t9."overdue" AS overdue,
            t9."id" AS id
            FROM app.obligation AS t9
            WHERE t9."root" = t1."root"
            AND t9."list_id" = t1."id"
            AND t9."open"
            AND (t9."holder" = $1)
            ORDER BY t9."due_on" DESC,
            t9."id" DESC
            LIMIT 50
          ) AS t9p
        ),
        ',"pledges":',
        (
          SELECT concat(
            '{"nodes":[',
            coalesce(
              string_agg(
                concat(
                  '{"id":"Pledge_',
                  t10p."id",
                  '","listVersion":',
                  CAST(t10p."list_version" AS TEXT),
                  ',"sha256":"',
                  t10p."sha256",
                  '","frozen":',
                  to_json(t10p."frozen"),
                  ',"signedAt":"',
                  to_char(timezone('UTC', t10p."signed_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                  '","person":',
                  CASE WHEN (t11."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t11."name"), '}') END,
                  ',"post":',
                  CASE WHEN (t12."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t12."title"), '}') END,
                  ',"list":',
                  CASE WHEN (t13."id" IS NULL) THEN 'null' ELSE concat('{"version":', CAST(t13."version" AS TEXT), '}') END,
                  '}'
                ),
                ','
                ORDER BY t10p."signed_at" ASC,
                t10p."id" ASC
              ),
              ''
            ),
            ']}'
          ) AS concat_5
          FROM (
            SELECT t10."id" AS id,
            t10."list_version" AS list_version,
            t10."sha256" AS sha256,
            t10."frozen" AS frozen,
            t10."signed_at" AS signed_at,
            t10."person_id" AS person_id,
            t10."root" AS root,
            t10."post_id" AS post_id,
            t10."list_id" AS list_id
            FROM app.pledge AS t10
            WHERE t10."root" = t1."root"
            AND t10."list_id" = t1."id"
            AND (t10."holder" = $1)
            ORDER BY t10."signed_at" ASC,
            t10."id" ASC
            LIMIT 50
          ) AS t10p
          LEFT OUTER JOIN app.person AS t11 ON t11."root" = t10p."root"
          AND t11."id" = t10p."person_id"
          AND (t11."id" = $6::UUID OR t11."holder" = $1 AND (t11."id" = $6::UUID) IS NOT true)
          LEFT OUTER JOIN app.post AS t12 ON t12."root" = t10p."root"
          AND t12."id" = t10p."post_id"
          AND (t12."id" = $7::UUID OR t12."holder" = $1 AND (t12."id" = $7::UUID) IS NOT true)
          LEFT OUTER JOIN app.responsibility_list AS t13 ON t13."root" = t10p."root"
          AND t13."id" = t10p."list_id"
          AND (t13."holder" = $1)
        ),
        ',"viewerActions":[{"act":"ADD_CLAUSE","allowed":',
        CAST(
          (
            t1."actor_type" = $8
            AND t1."body_id" = $9::UUID
            AND t1."holder" = $1
            OR t1."actor_type" = $8
            AND t1."body_id" IS NULL
            AND t1."holder" = $1
          )
          AND t1."state" IN ('DRAFT', 'PUBLISHED') AS TEXT
        ),
        ',"missing":',
        CASE WHEN (
          (
            t1."actor_type" = $8
            AND t1."body_id" = $9::UUID
            AND t1."holder" = $1
            OR t1."actor_type" = $8
            AND t1."body_id" IS NULL
            AND t1."holder" = $1
          ) IS NOT true
        ) THEN '"RULE"' WHEN ((t1."state" IN ('DRAFT', 'PUBLISHED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
        ',"furtherCheck":true},{"act":"PUBLISH","allowed":',
        CAST(false AS TEXT),
        ',"missing":',
        CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN ((t1."state" IN ('DRAFT', 'PUBLISHED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
        ',"furtherCheck":true},{"act":"SIGN","allowed":',
        CAST(
          (
            t1."actor_type" = $8
            AND t1."body_id" = $9::UUID
            AND t1."holder" = $1
            AND t1."state" = 'PUBLISHED'
            OR t1."actor_type" = $8
            AND t1."body_id" IS NULL
            AND t1."holder" = $1
            AND t1."state" = 'PUBLISHED'
          )
          AND t1."state" IN ('PUBLISHED') AS TEXT
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
            AND t1."holder" = $1
            AND t1."state" = 'PUBLISHED'
          ) IS NOT true
        ) THEN '"RULE"' WHEN ((t1."state" IN ('PUBLISHED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
        ',"furtherCheck":true},{"act":"OPEN_PERIOD","allowed":',
        CAST(false AS TEXT),
        ',"missing":',
        CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN ((t1."state" IN ('PUBLISHED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
        ',"furtherCheck":true},{"act":"RETIRE","allowed":',
        CAST(false AS TEXT),
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
