-- $1: viewer_tenant
-- $2: viewer_person
-- $3: viewer_actor_type
-- $4: viewer_body
-- $5: viewer_post
-- $6: viewer_tenants
SELECT concat(
  '{"data":{"responsibilityLists":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"tenant":',
            CASE WHEN (t2."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t2."name"), '}') END,
            ',"state":"',
            t1p."state",
            '","viewerActions":[{"act":"ADD_CLAUSE","allowed":',
            CAST(((t1p."holder" = $1) AND t1p."state" IN ('DRAFT', 'PUBLISHED')) IS true AS TEXT),
            ',"missing":',
            CASE WHEN ((t1p."holder" = $1) IS NOT true) THEN '"RULE"' WHEN ((t1p."state" IN ('DRAFT', 'PUBLISHED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
            ',"furtherCheck":true},{"act":"PUBLISH","allowed":',
            CAST(((t1p."holder" = $1) AND t1p."state" IN ('DRAFT', 'PUBLISHED')) IS true AS TEXT),
            ',"missing":',
            CASE WHEN ((t1p."holder" = $1) IS NOT true) THEN '"RULE"' WHEN ((t1p."state" IN ('DRAFT', 'PUBLISHED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
            ',"furtherCheck":true},{"act":"SIGN","allowed":',
            CAST(
              (
                t1p."holder" = $1
                AND t1p."state" = 'PUBLISHED'
                AND t1p."state" IN ('PUBLISHED')
                AND NOT (
                  EXISTS (
                    SELECT app.pledge.id
                    FROM app.pledge
                    WHERE app.pledge.root = t1p."root"
                    AND app.pledge.list_id = t1p."id"
                    AND app.pledge.list_version = t1p."edition"
                    AND app.pledge.person_id = $2::UUID
                  )
                )
                AND (
                  NOT (
                    t1p."actor_type" IS NOT DISTINCT
                    FROM $3
                    AND t1p."body_id" IS NOT DISTINCT
                    FROM $4::UUID
                  )
                  OR (
                    EXISTS (
                      SELECT own.id
                      FROM app.appointment AS own
                      WHERE own.root = t1p."root"
                      AND own.person_id = $2::UUID
                      AND own.post_id = $5::UUID
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
              (t1p."holder" = $1 AND t1p."state" = 'PUBLISHED') IS NOT true
            ) THEN '"RULE"' WHEN (
              (
                t1p."state" IN ('PUBLISHED')
                AND NOT (
                  EXISTS (
                    SELECT app.pledge.id
                    FROM app.pledge
                    WHERE app.pledge.root = t1p."root"
                    AND app.pledge.list_id = t1p."id"
                    AND app.pledge.list_version = t1p."edition"
                    AND app.pledge.person_id = $2::UUID
                  )
                )
                AND (
                  NOT (
                    t1p."actor_type" IS NOT DISTINCT
                    FROM $3
                    AND t1p."body_id" IS NOT DISTINCT
                    FROM $4::UUID
                  )
                  OR (
                    EXISTS (
                      SELECT own.id
                      FROM app.appointment AS own
                      WHERE own.root = t1p."root"
                      AND own.person_id = $2::UUID
                      AND own.post_id = $5::UUID
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
            CAST(((t1p."holder" = $1) AND t1p."state" IN ('PUBLISHED')) IS true AS TEXT),
            ',"missing":',
            CASE WHEN ((t1p."holder" = $1) IS NOT true) THEN '"RULE"' WHEN ((t1p."state" IN ('PUBLISHED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
            ',"furtherCheck":true},{"act":"RETIRE","allowed":',
            CAST(((t1p."holder" = $1) AND t1p."state" IN ('DRAFT', 'PUBLISHED')) IS true AS TEXT),
            ',"missing":',
            CASE WHEN ((t1p."holder" = $1) IS NOT true) THEN '"RULE"' WHEN ((t1p."state" IN ('DRAFT', 'PUBLISHED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
            ',"furtherCheck":false}]}'
          ),
          ','
          ORDER BY t1p."year" DESC,
          t1p."id" DESC
        ),
        ''
      ),
      ']}'
    ) AS concat_2
    FROM (
      SELECT t1pu."holder" AS holder,
      t1pu."state" AS state,
      t1pu."actor_type" AS actor_type,
      t1pu."body_id" AS body_id,
      t1pu."root" AS root,
      t1pu."id" AS id,
      t1pu."edition" AS edition,
      t1pu."year" AS year
      FROM (
        SELECT anon_1.holder AS holder,
        anon_1.state AS state,
        anon_1.actor_type AS actor_type,
        anon_1.body_id AS body_id,
        anon_1.root AS root,
        anon_1.id AS id,
        anon_1.edition AS edition,
        anon_1.year AS year
        FROM (
          SELECT t1."holder" AS holder,
          t1."state" AS state,
          t1."actor_type" AS actor_type,
          t1."body_id" AS body_id,
          t1."root" AS root,
          t1."id" AS id,
          t1."edition" AS edition,
          t1."year" AS year
          FROM app.responsibility_list AS t1
          WHERE t1."holder" = $1
          ORDER BY t1."year" DESC,
          t1."id" DESC
          LIMIT 50
        ) AS anon_1
        UNION ALL
        SELECT anon_2.holder AS holder,
        anon_2.state AS state,
        anon_2.actor_type AS actor_type,
        anon_2.body_id AS body_id,
        anon_2.root AS root,
        anon_2.id AS id,
        anon_2.edition AS edition,
        anon_2.year AS year
        FROM (
          SELECT t1."holder" AS holder,
          t1."state" AS state,
          t1."actor_type" AS actor_type,
          t1."body_id" AS body_id,
          t1."root" AS root,
          t1."id" AS id,
          t1."edition" AS edition,
          t1."year" AS year
          FROM app.responsibility_list AS t1
          WHERE t1."state" IN ('PUBLISHED', 'RETIRED')
          AND t1."holder_parent" = $1
          ORDER BY t1."year" DESC,
          t1."id" DESC
          LIMIT 50
        ) AS anon_2
      ) AS t1pu
      ORDER BY t1pu."year" DESC,
      t1pu."id" DESC
      LIMIT 50
    ) AS t1p
    LEFT OUTER JOIN app.tenant AS t2 ON t2."id" = t1p."holder"
  ),
  ',"obligations":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"period":',
            to_json(t3p."period"),
            ',"state":"',
            t3p."state",
            '","viewerActions":[{"act":"RECORD","allowed":',
            CAST(
              (
                (t3p."holder" = $1)
                AND t3p."state" IN ('PLANNED', 'RECORDED', 'RETURNED')
              ) IS true AS TEXT
            ),
            ',"missing":',
            CASE WHEN ((t3p."holder" = $1) IS NOT true) THEN '"RULE"' WHEN (
              (t3p."state" IN ('PLANNED', 'RECORDED', 'RETURNED')) IS NOT true
            ) THEN '"STATE"' ELSE 'null' END,
            '},{"act":"SELF_CHECK","allowed":',
            CAST(((t3p."holder" = $1) AND t3p."state" IN ('RECORDED')) IS true AS TEXT),
            ',"missing":',
            CASE WHEN ((t3p."holder" = $1) IS NOT true) THEN '"RULE"' WHEN ((t3p."state" IN ('RECORDED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
            '},{"act":"ACCEPT","allowed":',
            CAST(
              (
                (
                  t3p."holder_parent" = $1
                  AND (
                    t3p."holder" = ANY ($6)
                    AND t3p."at5" = $1
                    AND (t3p."holder" = $1) IS NOT true
                  ) IS NOT true
                  AND (
                    t3p."holder" = $1
                    AND t3p."holder_parent" IS NULL
                    AND t3p."actor_type" = $3
                  ) IS NOT true
                  AND ($2::UUID = ANY (t3p."recorders")) IS NOT true
                  OR t3p."holder_parent" IS NULL
                  AND t3p."holder" = $1
                  AND (
                    t3p."holder" = ANY ($6)
                    AND t3p."at5" = $1
                    AND (t3p."holder" = $1) IS NOT true
                  ) IS NOT true
                  AND (
                    t3p."holder" = $1
                    AND t3p."holder_parent" IS NULL
                    AND t3p."actor_type" = $3
                  ) IS NOT true
                  AND ($2::UUID = ANY (t3p."recorders")) IS NOT true
                )
                AND t3p."state" IN ('SELF_CHECKED')
              ) IS true AS TEXT
            ),
            ',"missing":',
            CASE WHEN (
              (
                t3p."holder_parent" = $1
                AND (
                  t3p."holder" = ANY ($6)
                  AND t3p."at5" = $1
                  AND (t3p."holder" = $1) IS NOT true
                ) IS NOT true
                AND (
                  t3p."holder" = $1
                  AND t3p."holder_parent" IS NULL
                  AND t3p."actor_type" = $3
                ) IS NOT true
                AND ($2::UUID = ANY (t3p."recorders")) IS NOT true
                OR t3p."holder_parent" IS NULL
                AND t3p."holder" = $1
                AND (
                  t3p."holder" = ANY ($6)
                  AND t3p."at5" = $1
                  AND (t3p."holder" = $1) IS NOT true
                ) IS NOT true
                AND (
                  t3p."holder" = $1
                  AND t3p."holder_parent" IS NULL
                  AND t3p."actor_type" = $3
                ) IS NOT true
                AND ($2::UUID = ANY (t3p."recorders")) IS NOT true
              ) IS NOT true
            ) THEN '"RULE"' WHEN ((t3p."state" IN ('SELF_CHECKED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
            '},{"act":"RETURN","allowed":',
            CAST(
              (
                (
                  t3p."holder_parent" = $1
                  AND (
                    t3p."holder" = ANY ($6)
                    AND t3p."at5" = $1
                    AND (t3p."holder" = $1) IS NOT true
                  ) IS NOT true
                  AND (
                    t3p."holder" = $1
                    AND t3p."holder_parent" IS NULL
                    AND t3p."actor_type" = $3
                  ) IS NOT true
                  AND ($2::UUID = ANY (t3p."recorders")) IS NOT true
                  OR t3p."holder_parent" IS NULL
                  AND t3p."holder" = $1
                  AND (
                    t3p."holder" = ANY ($6)
                    AND t3p."at5" = $1
                    AND (t3p."holder" = $1) IS NOT true
                  ) IS NOT true
                  AND (
                    t3p."holder" = $1
                    AND t3p."holder_parent" IS NULL
                    AND t3p."actor_type" = $3
                  ) IS NOT true
                  AND ($2::UUID = ANY (t3p."recorders")) IS NOT true
                )
                AND t3p."state" IN ('SELF_CHECKED')
              ) IS true AS TEXT
            ),
            ',"missing":',
            CASE WHEN (
              (
                t3p."holder_parent" = $1
                AND (
                  t3p."holder" = ANY ($6)
                  AND t3p."at5" = $1
                  AND (t3p."holder" = $1) IS NOT true
                ) IS NOT true
                AND (
                  t3p."holder" = $1
                  AND t3p."holder_parent" IS NULL
                  AND t3p."actor_type" = $3
                ) IS NOT true
                AND ($2::UUID = ANY (t3p."recorders")) IS NOT true
                OR t3p."holder_parent" IS NULL
                AND t3p."holder" = $1
                AND (
                  t3p."holder" = ANY ($6)
                  AND t3p."at5" = $1
                  AND (t3p."holder" = $1) IS NOT true
                ) IS NOT true
                AND (
                  t3p."holder" = $1
                  AND t3p."holder_parent" IS NULL
                  AND t3p."actor_type" = $3
                ) IS NOT true
                AND ($2::UUID = ANY (t3p."recorders")) IS NOT true
              ) IS NOT true
            ) THEN '"RULE"' WHEN ((t3p."state" IN ('SELF_CHECKED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
            '}]}'
          ),
          ','
          ORDER BY t3p."due_on" ASC,
          t3p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_3
    FROM (
      SELECT t3."period" AS period,
      t3."state" AS state,
      t3."holder" AS holder,
      t3."at5" AS at5,
      t3."holder_parent" AS holder_parent,
      t3."actor_type" AS actor_type,
      t3."recorders" AS recorders,
      t3."due_on" AS due_on,
      t3."id" AS id
      FROM app.obligation AS t3
      WHERE t3."at5" = $1
      AND t3."open_to" <= 5
      ORDER BY t3."due_on" ASC,
      t3."id" ASC
      LIMIT 50
    ) AS t3p
  ),
  '}}'
) AS concat_1
