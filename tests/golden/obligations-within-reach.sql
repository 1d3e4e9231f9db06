-- $1: viewer_tenant
-- $2: viewer_tenants
-- $3: viewer_actor_type
-- $4: viewer_person
-- $5: viewer_at1
-- $6: viewer_at2
SELECT concat(
  '{"data":{"obligations":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"period":',
            to_json(t1p."period"),
            ',"dueOn":"',
            t1p."due_on",
            '","overdue":',
            CAST(t1p."overdue" AS TEXT),
            ',"state":"',
            t1p."state",
            '","tenant":',
            CASE WHEN (t2."uid" IS NULL) THEN 'null' ELSE concat(
              '{"name":',
              to_json(t2."name"),
              ',"kind":"',
              t2."kind",
              '"}'
            ) END,
            ',"clause":',
            CASE WHEN (t3."id" IS NULL) THEN 'null' ELSE concat(
              '{"title":',
              to_json(t3."title"),
              ',"publisher":',
              CASE WHEN (t4."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t4."name"), '}') END,
              '}'
            ) END,
            ',"list":',
            CASE WHEN (t5."id" IS NULL) THEN 'null' ELSE concat(
              '{"year":',
              CAST(t5."year" AS TEXT),
              ',"tenant":',
              CASE WHEN (t6."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t6."name"), '}') END,
              '}'
            ) END,
            ',"entries":',
            (
              SELECT concat(
                '{"nodes":[',
                coalesce(
                  string_agg(
                    concat('{"text":', to_json(t7p."text"), ',"heldOn":"', t7p."held_on", '"}'),
                    ','
                    ORDER BY t7p."recorded_at" ASC,
                    t7p."id" ASC
                  ),
                  ''
                ),
                ']}'
              ) AS concat_3
              FROM (
                SELECT t7."text" AS text,
                t7."held_on" AS held_on,
                t7."recorded_at" AS recorded_at,
                t7."id" AS id
                FROM app.entry AS t7
                WHERE t7."root" = t1p."root"
                AND t7."obligation_id" = t1p."id"
                AND (t7."at3" = $1 AND t7."open_to" <= 3)
                ORDER BY t7."recorded_at" DESC,
                t7."id" DESC
                LIMIT 3
              ) AS t7p
            ),
            ',"viewerActions":[{"act":"RECORD","allowed":',
            CAST((false AND t1p."state" IN ('PLANNED', 'RECORDED', 'RETURNED')) IS true AS TEXT),
            ',"missing":',
            CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN (
              (t1p."state" IN ('PLANNED', 'RECORDED', 'RETURNED')) IS NOT true
            ) THEN '"STATE"' ELSE 'null' END,
            '},{"act":"SELF_CHECK","allowed":',
            CAST((false AND t1p."state" IN ('RECORDED')) IS true AS TEXT),
            ',"missing":',
            CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN ((t1p."state" IN ('RECORDED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
            '},{"act":"ACCEPT","allowed":',
            CAST(
              (
                (
                  t1p."holder_parent" = $1
                  AND (
                    t1p."holder" = ANY ($2)
                    AND t1p."at3" = $1
                    AND (t1p."holder" = $1) IS NOT true
                  ) IS NOT true
                  AND (
                    t1p."holder" = $1
                    AND t1p."holder_parent" IS NULL
                    AND t1p."actor_type" = $3
                  ) IS NOT true
                  AND ($4::UUID = ANY (t1p."recorders")) IS NOT true
                  OR t1p."holder_parent" IS NULL
                  AND t1p."holder" = $1
                  AND (
                    t1p."holder" = ANY ($2)
                    AND t1p."at3" = $1
                    AND (t1p."holder" = $1) IS NOT true
                  ) IS NOT true
                  AND (
                    t1p."holder" = $1
                    AND t1p."holder_parent" IS NULL
                    AND t1p."actor_type" = $3
                  ) IS NOT true
                  AND ($4::UUID = ANY (t1p."recorders")) IS NOT true
                )
                AND t1p."state" IN ('SELF_CHECKED')
              ) IS true AS TEXT
            ),
            ',"missing":',
            CASE WHEN (
              (
                t1p."holder_parent" = $1
                AND (
                  t1p."holder" = ANY ($2)
                  AND t1p."at3" = $1
                  AND (t1p."holder" = $1) IS NOT true
                ) IS NOT true
                AND (
                  t1p."holder" = $1
                  AND t1p."holder_parent" IS NULL
                  AND t1p."actor_type" = $3
                ) IS NOT true
                AND ($4::UUID = ANY (t1p."recorders")) IS NOT true
                OR t1p."holder_parent" IS NULL
                AND t1p."holder" = $1
                AND (
                  t1p."holder" = ANY ($2)
                  AND t1p."at3" = $1
                  AND (t1p."holder" = $1) IS NOT true
                ) IS NOT true
                AND (
                  t1p."holder" = $1
                  AND t1p."holder_parent" IS NULL
                  AND t1p."actor_type" = $3
                ) IS NOT true
                AND ($4::UUID = ANY (t1p."recorders")) IS NOT true
              ) IS NOT true
            ) THEN '"RULE"' WHEN ((t1p."state" IN ('SELF_CHECKED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
            '},{"act":"RETURN","allowed":',
            CAST(
              (
                (
                  t1p."holder_parent" = $1
                  AND (
                    t1p."holder" = ANY ($2)
                    AND t1p."at3" = $1
                    AND (t1p."holder" = $1) IS NOT true
                  ) IS NOT true
                  AND (
                    t1p."holder" = $1
                    AND t1p."holder_parent" IS NULL
                    AND t1p."actor_type" = $3
                  ) IS NOT true
                  AND ($4::UUID = ANY (t1p."recorders")) IS NOT true
                  OR t1p."holder_parent" IS NULL
                  AND t1p."holder" = $1
                  AND (
                    t1p."holder" = ANY ($2)
                    AND t1p."at3" = $1
                    AND (t1p."holder" = $1) IS NOT true
                  ) IS NOT true
                  AND (
                    t1p."holder" = $1
                    AND t1p."holder_parent" IS NULL
                    AND t1p."actor_type" = $3
                  ) IS NOT true
                  AND ($4::UUID = ANY (t1p."recorders")) IS NOT true
                )
                AND t1p."state" IN ('SELF_CHECKED')
              ) IS true AS TEXT
            ),
            ',"missing":',
            CASE WHEN (
              (
                t1p."holder_parent" = $1
                AND (
                  t1p."holder" = ANY ($2)
                  AND t1p."at3" = $1
                  AND (t1p."holder" = $1) IS NOT true
                ) IS NOT true
                AND (
                  t1p."holder" = $1
                  AND t1p."holder_parent" IS NULL
                  AND t1p."actor_type" = $3
                ) IS NOT true
                AND ($4::UUID = ANY (t1p."recorders")) IS NOT true
                OR t1p."holder_parent" IS NULL
                AND t1p."holder" = $1
                AND (
                  t1p."holder" = ANY ($2)
                  AND t1p."at3" = $1
                  AND (t1p."holder" = $1) IS NOT true
                ) IS NOT true
                AND (
                  t1p."holder" = $1
                  AND t1p."holder_parent" IS NULL
                  AND t1p."actor_type" = $3
                ) IS NOT true
                AND ($4::UUID = ANY (t1p."recorders")) IS NOT true
              ) IS NOT true
            ) THEN '"RULE"' WHEN ((t1p."state" IN ('SELF_CHECKED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
            '}]}'
          ),
          ','
          ORDER BY t1p."due_on" ASC,
          t1p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_2
    FROM (
      SELECT t1."period" AS period,
      t1."due_on" AS due_on,
      t1."overdue" AS overdue,
      t1."state" AS state,
      t1."holder" AS holder,
      t1."clause_id" AS clause_id,
      t1."root" AS root,
      t1."list_id" AS list_id,
      t1."id" AS id,
      t1."at3" AS at3,
      t1."holder_parent" AS holder_parent,
      t1."actor_type" AS actor_type,
      t1."recorders" AS recorders
      FROM app.obligation AS t1
      WHERE t1."open"
      AND t1."at3" = $1
      AND t1."open_to" <= 3
      ORDER BY t1."due_on" ASC,
      t1."id" ASC
      LIMIT 50
    ) AS t1p
    LEFT OUTER JOIN app.tenant AS t2 ON t2."id" = t1p."holder"
    LEFT OUTER JOIN app.clause AS t3 ON t3."root" = t1p."root"
    AND t3."id" = t1p."clause_id"
    AND (
      t3."holder" = $1
      OR t3."state" IN ('PUBLISHED', 'RETIRED')
      AND t3."holder_parent" = $1
      OR t3."part" = 'COMMON'
      AND t3."state" IN ('PUBLISHED', 'RETIRED')
      AND t3."holder" = ANY (CAST(ARRAY[$5, $6] AS INTEGER[]))
    )
    LEFT OUTER JOIN app.tenant AS t4 ON t4."id" = t3."holder"
    LEFT OUTER JOIN app.responsibility_list AS t5 ON t5."root" = t1p."root"
    AND t5."id" = t1p."list_id"
    AND (t5."holder" = $1 OR t5."state" IN ('PUBLISHED', 'RETIRED') AND t5."holder_parent" = $1)
    LEFT OUTER JOIN app.tenant AS t6 ON t6."id" = t5."holder"
  ),
  '}}'
) AS concat_1
