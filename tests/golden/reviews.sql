-- $1: viewer_tenant
-- $2: viewer_tenants
-- $3: viewer_actor_type
-- $4: viewer_person
-- $5: viewer_at1
-- $6: viewer_at2
-- $7: viewer_at3
SELECT concat(
  '{"data":{"reviews":',
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
            '","state":"',
            t1p."state",
            '","selfCheck":',
            CASE WHEN (t1p."self_check" IS NULL) THEN 'null' ELSE to_json(t1p."self_check") END,
            ',"tenant":',
            CASE WHEN (t2."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t2."name"), '}') END,
            ',"clause":',
            CASE WHEN (t3."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t3."title"), '}') END,
            ',"viewerActions":[{"act":"RECORD","allowed":',
            CAST((false AND t1p."state" IN ('PLANNED', 'RECORDED', 'RETURNED')) IS true AS TEXT),
            '},{"act":"SELF_CHECK","allowed":',
            CAST((false AND t1p."state" IN ('RECORDED')) IS true AS TEXT),
            '},{"act":"ACCEPT","allowed":',
            CAST(
              (
                (
                  t1p."holder_parent" = $1
                  AND (
                    t1p."holder" = ANY ($2)
                    AND t1p."at4" = $1
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
                    AND t1p."at4" = $1
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
            '},{"act":"RETURN","allowed":',
            CAST(
              (
                (
                  t1p."holder_parent" = $1
                  AND (
                    t1p."holder" = ANY ($2)
                    AND t1p."at4" = $1
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
                    AND t1p."at4" = $1
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
            '}]}'
          ),
          ','
          ORDER BY t1p."due_on" ASC,
          t1p."id" ASC
        ),
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
                  FROM app.obligation AS t1
                  WHERE t1."state" = 'SELF_CHECKED'
                  AND t1."holder_parent" = $1
                  AND (
                    t1."holder" = ANY ($2)
                    AND t1."at4" = $1
                    AND (t1."holder" = $1) IS NOT true
                  ) IS NOT true
                  AND (
                    t1."holder" = $1
                    AND t1."holder_parent" IS NULL
                    AND t1."actor_type" = $3
                  ) IS NOT true
                  AND ($4::UUID = ANY (t1."recorders")) IS NOT true
                  LIMIT 201
                ) AS anon_3
                UNION ALL
                SELECT anon_4.one AS one
                FROM (
                  SELECT 1 AS one
                  FROM app.obligation AS t1
                  WHERE t1."state" = 'SELF_CHECKED'
                  AND t1."holder_parent" IS NULL
                  AND t1."holder" = $1
                  AND (
                    t1."holder" = ANY ($2)
                    AND t1."at4" = $1
                    AND (t1."holder" = $1) IS NOT true
                  ) IS NOT true
                  AND (
                    t1."holder" = $1
                    AND t1."holder_parent" IS NULL
                    AND t1."actor_type" = $3
                  ) IS NOT true
                  AND ($4::UUID = ANY (t1."recorders")) IS NOT true
                  LIMIT 201
                ) AS anon_4
              ) AS anon_2
              LIMIT 201
            ) AS anon_1
          ),
          200
        ) AS TEXT
      ),
      '}'
    ) AS concat_2
    FROM (
      SELECT t1pu."period" AS period,
      t1pu."due_on" AS due_on,
      t1pu."state" AS state,
      t1pu."self_check" AS self_check,
      t1pu."holder" AS holder,
      t1pu."clause_id" AS clause_id,
      t1pu."root" AS root,
      t1pu."at4" AS at4,
      t1pu."holder_parent" AS holder_parent,
      t1pu."actor_type" AS actor_type,
      t1pu."recorders" AS recorders,
      t1pu."id" AS id
      FROM (
        SELECT anon_5.period AS period,
        anon_5.due_on AS due_on,
        anon_5.state AS state,
        anon_5.self_check AS self_check,
        anon_5.holder AS holder,
        anon_5.clause_id AS clause_id,
        anon_5.root AS root,
        anon_5.at4 AS at4,
        anon_5.holder_parent AS holder_parent,
        anon_5.actor_type AS actor_type,
        anon_5.recorders AS recorders,
        anon_5.id AS id
        FROM (
          SELECT t1."period" AS period,
          t1."due_on" AS due_on,
          t1."state" AS state,
          t1."self_check" AS self_check,
          t1."holder" AS holder,
          t1."clause_id" AS clause_id,
          t1."root" AS root,
          t1."at4" AS at4,
          t1."holder_parent" AS holder_parent,
          t1."actor_type" AS actor_type,
          t1."recorders" AS recorders,
          t1."id" AS id
          FROM app.obligation AS t1
          WHERE t1."state" = 'SELF_CHECKED'
          AND t1."holder_parent" = $1
          AND (
            t1."holder" = ANY ($2)
            AND t1."at4" = $1
            AND (t1."holder" = $1) IS NOT true
          ) IS NOT true
          AND (t1."holder" = $1 AND t1."holder_parent" IS NULL AND t1."actor_type" = $3) IS NOT true
          AND ($4::UUID = ANY (t1."recorders")) IS NOT true
          ORDER BY t1."due_on" ASC,
          t1."id" ASC
          LIMIT 20
        ) AS anon_5
        UNION ALL
        SELECT anon_6.period AS period,
        anon_6.due_on AS due_on,
        anon_6.state AS state,
        anon_6.self_check AS self_check,
        anon_6.holder AS holder,
        anon_6.clause_id AS clause_id,
        anon_6.root AS root,
        anon_6.at4 AS at4,
        anon_6.holder_parent AS holder_parent,
        anon_6.actor_type AS actor_type,
        anon_6.recorders AS recorders,
        anon_6.id AS id
        FROM (
          SELECT t1."period" AS period,
          t1."due_on" AS due_on,
          t1."state" AS state,
          t1."self_check" AS self_check,
          t1."holder" AS holder,
          t1."clause_id" AS clause_id,
          t1."root" AS root,
          t1."at4" AS at4,
          t1."holder_parent" AS holder_parent,
          t1."actor_type" AS actor_type,
          t1."recorders" AS recorders,
          t1."id" AS id
          FROM app.obligation AS t1
          WHERE t1."state" = 'SELF_CHECKED'
          AND t1."holder_parent" IS NULL
          AND t1."holder" = $1
          AND (
            t1."holder" = ANY ($2)
            AND t1."at4" = $1
            AND (t1."holder" = $1) IS NOT true
          ) IS NOT true
          AND (t1."holder" = $1 AND t1."holder_parent" IS NULL AND t1."actor_type" = $3) IS NOT true
          AND ($4::UUID = ANY (t1."recorders")) IS NOT true
          ORDER BY t1."due_on" ASC,
          t1."id" ASC
          LIMIT 20
        ) AS anon_6
      ) AS t1pu
      ORDER BY t1pu."due_on" ASC,
      t1pu."id" ASC
      LIMIT 20
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
      AND t3."holder" = ANY (CAST(ARRAY[$5, $6, $7] AS INTEGER[]))
    )
  ),
  '}}'
) AS concat_1
