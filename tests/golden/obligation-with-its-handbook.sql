-- $1: viewer_tenant
-- $2: viewer_person
-- $3: viewer_post
-- $4: viewer_tenants
-- $5: viewer_actor_type
-- $6: variable id
-- $7: viewer_root
SELECT concat(
  '{"data":{"obligation":',
  coalesce(
    (
      SELECT concat(
        '{"id":"Obligation_',
        t1."id",
        '","period":',
        to_json(t1."period"),
        ',"startsOn":"',
        t1."starts_on",
        '","endsOn":"',
        t1."ends_on",
        '","dueOn":"',
        t1."due_on",
        '","state":"',
        t1."state",
        '","open":',
        CAST(t1."open" AS TEXT),
        ',"overdue":',
        CAST(t1."overdue" AS TEXT),
        ',"selfCheck":',
        CASE WHEN (t1."self_check" IS NULL) THEN 'null' ELSE to_json(t1."self_check") END,
        ',"review":',
        CASE WHEN (t1."review" IS NULL) THEN 'null' ELSE to_json(t1."review") END,
        ',"missingEntries":',
        CAST(
          greatest(
            0,
            (
              SELECT app.clause.min_per_period
              FROM app.clause
              WHERE app.clause.root = t1."root"
              AND app.clause.id = t1."clause_id"
            ) - (
              SELECT count(*) AS count_1
              FROM app.entry
              WHERE app.entry.root = t1."root"
              AND app.entry.obligation_id = t1."id"
            )
          ) AS TEXT
        ),
        ',"version":',
        CAST(t1."version" AS TEXT),
        ',"tenant":',
        CASE WHEN (t2."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t2."name"), '}') END,
        ',"actorType":',
        CASE WHEN (t3."id" IS NULL) THEN 'null' ELSE concat(
          '{"key":',
          to_json(t3."key"),
          ',"kind":"',
          t3."kind",
          '","livesIn":',
          to_json(t3."lives_in"),
          '}'
        ) END,
        ',"recordedBy":',
        CASE WHEN (t4."id" IS NULL) THEN 'null' ELSE concat(
          '{"name":',
          to_json(t4."name"),
          ',"tenant":',
          CASE WHEN (t5."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t5."name"), '}') END,
          ',"synthetic":',
          CAST(t4."synthetic" AS TEXT),
          '}'
        ) END,
        ',"entries":',
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
                      SELECT anon_3.one AS one
                      FROM (
                        SELECT 1 AS one
                        FROM app.entry AS t6
                        WHERE t6."root" = t1."root"
                        AND t6."obligation_id" = t1."id"
                        AND (t6."at4" = $1 AND t6."open_to" <= 4)
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
                  '{"text":',
                  to_json(t6p."text"),
                  ',"heldOn":"',
                  t6p."held_on",
                  '","place":',
                  to_json(t6p."place"),
                  ',"recordedAt":"',
                  to_char(timezone('UTC', t6p."recorded_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                  '","author":',
                  CASE WHEN (t7."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t7."name"), '}') END,
                  ',"authorPost":',
                  CASE WHEN (t8."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t8."title"), '}') END,
                  ',"authorTenant":',
                  CASE WHEN (t9."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t9."name"), '}') END,
                  '}'
                ),
                ','
                ORDER BY t6p."recorded_at" ASC,
                t6p."id" ASC
              ),
              ''
            ),
            ']}'
          ) AS concat_3
          FROM (
            SELECT t6."text" AS text,
            t6."held_on" AS held_on,
            t6."place" AS place,
            t6."recorded_at" AS recorded_at,
            t6."author_person" AS author_person,
            t6."root" AS root,
            t6."author_post" AS author_post,
            t6."author_tenant" AS author_tenant,
            t6."id" AS id
            FROM app.entry AS t6
            WHERE t6."root" = t1."root"
            AND t6."obligation_id" = t1."id"
            AND (t6."at4" = $1 AND t6."open_to" <= 4)
            ORDER BY t6."recorded_at" ASC,
            t6."id" ASC
            LIMIT 50
          ) AS t6p
          LEFT OUTER JOIN app.person AS t7 ON t7."root" = t6p."root"
          AND t7."id" = t6p."author_person"
          AND (
            t7."id" = $2::UUID
            OR t7."at4" = $1
            AND t7."open_to" <= 4
            AND (t7."id" = $2::UUID) IS NOT true
          )
          LEFT OUTER JOIN app.post AS t8 ON t8."root" = t6p."root"
          AND t8."id" = t6p."author_post"
          AND (
            t8."id" = $3::UUID
            OR t8."at4" = $1
            AND t8."open_to" <= 4
            AND (t8."id" = $3::UUID) IS NOT true
          )
          LEFT OUTER JOIN app.tenant AS t9 ON t9."id" = t6p."author_tenant"
        ),
        ',"viewerActions":[{"act":"RECORD","allowed":',
        CAST(
          ((t1."holder" = $1) AND t1."state" IN ('PLANNED', 'RECORDED', 'RETURNED')) IS true AS TEXT
        ),
        ',"missing":',
        CASE WHEN ((t1."holder" = $1) IS NOT true) THEN '"RULE"' WHEN (
          (t1."state" IN ('PLANNED', 'RECORDED', 'RETURNED')) IS NOT true
        ) THEN '"STATE"' ELSE 'null' END,
        ',"furtherCheck":false},{"act":"SELF_CHECK","allowed":',
        CAST(((t1."holder" = $1) AND t1."state" IN ('RECORDED')) IS true AS TEXT),
        ',"missing":',
        CASE WHEN ((t1."holder" = $1) IS NOT true) THEN '"RULE"' WHEN ((t1."state" IN ('RECORDED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
        ',"furtherCheck":false},{"act":"ACCEPT","allowed":',
        CAST(
          (
            (
              t1."holder_parent" = $1
              AND (
                t1."holder" = ANY ($4)
                AND t1."at4" = $1
                AND (t1."holder" = $1) IS NOT true
              ) IS NOT true
              AND (
                t1."holder" = $1
                AND t1."holder_parent" IS NULL
                AND t1."actor_type" = $5
              ) IS NOT true
              AND ($2::UUID = ANY (t1."recorders")) IS NOT true
              OR t1."holder_parent" IS NULL
              AND t1."holder" = $1
              AND (
                t1."holder" = ANY ($4)
                AND t1."at4" = $1
                AND (t1."holder" = $1) IS NOT true
              ) IS NOT true
              AND (
                t1."holder" = $1
                AND t1."holder_parent" IS NULL
                AND t1."actor_type" = $5
              ) IS NOT true
              AND ($2::UUID = ANY (t1."recorders")) IS NOT true
            )
            AND t1."state" IN ('SELF_CHECKED')
          ) IS true AS TEXT
        ),
        ',"missing":',
        CASE WHEN (
          (
            t1."holder_parent" = $1
            AND (
              t1."holder" = ANY ($4)
              AND t1."at4" = $1
              AND (t1."holder" = $1) IS NOT true
            ) IS NOT true
            AND (
              t1."holder" = $1
              AND t1."holder_parent" IS NULL
              AND t1."actor_type" = $5
            ) IS NOT true
            AND ($2::UUID = ANY (t1."recorders")) IS NOT true
            OR t1."holder_parent" IS NULL
            AND t1."holder" = $1
            AND (
              t1."holder" = ANY ($4)
              AND t1."at4" = $1
              AND (t1."holder" = $1) IS NOT true
            ) IS NOT true
            AND (
              t1."holder" = $1
              AND t1."holder_parent" IS NULL
              AND t1."actor_type" = $5
            ) IS NOT true
            AND ($2::UUID = ANY (t1."recorders")) IS NOT true
          ) IS NOT true
        ) THEN '"RULE"' WHEN ((t1."state" IN ('SELF_CHECKED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
        ',"furtherCheck":false},{"act":"RETURN","allowed":',
        CAST(
          (
            (
              t1."holder_parent" = $1
              AND (
                t1."holder" = ANY ($4)
                AND t1."at4" = $1
                AND (t1."holder" = $1) IS NOT true
              ) IS NOT true
              AND (
                t1."holder" = $1
                AND t1."holder_parent" IS NULL
                AND t1."actor_type" = $5
              ) IS NOT true
              AND ($2::UUID = ANY (t1."recorders")) IS NOT true
              OR t1."holder_parent" IS NULL
              AND t1."holder" = $1
              AND (
                t1."holder" = ANY ($4)
                AND t1."at4" = $1
                AND (t1."holder" = $1) IS NOT true
              ) IS NOT true
              AND (
                t1."holder" = $1
                AND t1."holder_parent" IS NULL
                AND t1."actor_type" = $5
              ) IS NOT true
              AND ($2::UUID = ANY (t1."recorders")) IS NOT true
            )
            AND t1."state" IN ('SELF_CHECKED')
          ) IS true AS TEXT
        ),
        ',"missing":',
        CASE WHEN (
          (
            t1."holder_parent" = $1
            AND (
              t1."holder" = ANY ($4)
              AND t1."at4" = $1
              AND (t1."holder" = $1) IS NOT true
            ) IS NOT true
            AND (
              t1."holder" = $1
              AND t1."holder_parent" IS NULL
              AND t1."actor_type" = $5
            ) IS NOT true
            AND ($2::UUID = ANY (t1."recorders")) IS NOT true
            OR t1."holder_parent" IS NULL
            AND t1."holder" = $1
            AND (
              t1."holder" = ANY ($4)
              AND t1."at4" = $1
              AND (t1."holder" = $1) IS NOT true
            ) IS NOT true
            AND (
              t1."holder" = $1
              AND t1."holder_parent" IS NULL
              AND t1."actor_type" = $5
            ) IS NOT true
            AND ($2::UUID = ANY (t1."recorders")) IS NOT true
          ) IS NOT true
        ) THEN '"RULE"' WHEN ((t1."state" IN ('SELF_CHECKED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
        ',"furtherCheck":false}]}'
      ) AS concat_2
      FROM app.obligation AS t1
      LEFT OUTER JOIN app.tenant AS t2 ON t2."id" = t1."holder"
      LEFT OUTER JOIN app.actor_type AS t3 ON t3."key" = t1."actor_type"
      LEFT OUTER JOIN app.person AS t4 ON t4."root" = t1."root"
      AND t4."id" = t1."recorded_by"
      AND (
        t4."id" = $2::UUID
        OR t4."at4" = $1
        AND t4."open_to" <= 4
        AND (t4."id" = $2::UUID) IS NOT true
      )
      LEFT OUTER JOIN app.tenant AS t5 ON t5."id" = t4."holder"
      WHERE t1."id" = $6::UUID
      AND t1."root" = $7
      AND (t1."at4" = $1 AND t1."open_to" <= 4)
      LIMIT 1
    ),
    'null'
  ),
  '}}'
) AS concat_1
