-- $1: viewer_tenant
-- $2: viewer_units
-- $3: variable below.tenant
-- $4: variable below.dueBefore
-- $5: variable below.dueAfter
-- $6: variable below.tenant
-- $7: variable below.dueBefore
-- $8: variable below.dueAfter
-- $9: variable below.tenant
-- $10: variable below.dueBefore
-- $11: variable below.dueAfter
-- $12: variable kept.category
-- $13: variable kept.holder
-- $14: variable kept.campaign
SELECT concat(
  '{"data":{"problems":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"title":',
            to_json(t1p."title"),
            ',"dueOn":"',
            t1p."due_on",
            '","accused":',
            CASE WHEN (
              t1p."at3" = $1
              AND t1p."open_to" <= 3
              AND (t1p."accused" && $2) IS NOT true
            ) THEN CASE WHEN (
              coalesce(
                (
                  SELECT array_agg(
                    accused_unit.name
                    ORDER BY accused_unit.name_sort,
                    accused_unit.id
                  ) AS array_agg_1
                  FROM app.tenant AS accused_unit
                  WHERE accused_unit.root = t1p."root"
                  AND accused_unit.id = ANY (t1p."accused")
                ),
                '{}'::text[]
              ) IS NULL
            ) THEN 'null' ELSE to_json(
              coalesce(
                (
                  SELECT array_agg(
                    accused_unit.name
                    ORDER BY accused_unit.name_sort,
                    accused_unit.id
                  ) AS array_agg_1
                  FROM app.tenant AS accused_unit
                  WHERE accused_unit.root = t1p."root"
                  AND accused_unit.id = ANY (t1p."accused")
                ),
                '{}'::text[]
              )
            ) END ELSE 'null' END,
            ',"proposedOwner":',
            CASE WHEN (t2."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t2."name"), '}') END,
            ',"tenant":',
            CASE WHEN (t3."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t3."name"), '}') END,
            '}'
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
                  FROM app.problem AS t1
                  WHERE (
                    SELECT app.tenant.id
                    FROM app.tenant
                    WHERE app.tenant.uid = $3::UUID
                  ) = ANY (
                    ARRAY[t1."at1",
                    t1."at2",
                    t1."at3",
                    t1."at4",
                    t1."at5",
                    t1."at6"]
                  )
                  AND t1."due_on" < $4
                  AND t1."due_on" > $5
                  AND t1."at3" = $1
                  AND t1."open_to" <= 3
                  AND (t1."accused" && $2) IS NOT true
                  LIMIT 201
                ) AS anon_3
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
      SELECT t1."title" AS title,
      t1."due_on" AS due_on,
      t1."root" AS root,
      t1."accused" AS accused,
      t1."open_to" AS open_to,
      t1."at3" AS at3,
      t1."proposed_owner" AS proposed_owner,
      t1."holder" AS holder,
      t1."id" AS id
      FROM app.problem AS t1
      WHERE (
        SELECT app.tenant.id
        FROM app.tenant
        WHERE app.tenant.uid = $3::UUID
      ) = ANY (
        ARRAY[t1."at1",
        t1."at2",
        t1."at3",
        t1."at4",
        t1."at5",
        t1."at6"]
      )
      AND t1."due_on" < $4
      AND t1."due_on" > $5
      AND t1."at3" = $1
      AND t1."open_to" <= 3
      AND (t1."accused" && $2) IS NOT true
      ORDER BY t1."due_on" ASC,
      t1."id" ASC
      LIMIT 5
    ) AS t1p
    LEFT OUTER JOIN app.tenant AS t2 ON t2."id" = t1p."proposed_owner"
    LEFT OUTER JOIN app.tenant AS t3 ON t3."id" = t1p."holder"
  ),
  ',"hardCases":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat('{"title":', to_json(t4p."title"), ',"dueOn":"', t4p."due_on", '"}'),
          ','
          ORDER BY t4p."due_on" DESC,
          t4p."id" DESC
        ),
        ''
      ),
      ']}'
    ) AS concat_3
    FROM (
      SELECT t4."title" AS title,
      t4."due_on" AS due_on,
      t4."id" AS id
      FROM app.problem AS t4
      WHERE t4."open"
      AND (t4."class" = 'STAGED' OR t4."returns" >= 2 OR t4."long_overdue" OR t4."across")
      AND (
        SELECT app.tenant.id
        FROM app.tenant
        WHERE app.tenant.uid = $6::UUID
      ) = ANY (
        ARRAY[t4."at1",
        t4."at2",
        t4."at3",
        t4."at4",
        t4."at5",
        t4."at6"]
      )
      AND t4."due_on" < $7
      AND t4."due_on" > $8
      AND t4."at3" = $1
      AND t4."open_to" <= 3
      AND (t4."accused" && $2) IS NOT true
      ORDER BY t4."due_on" DESC,
      t4."id" DESC
      LIMIT 5
    ) AS t4p
  ),
  ',"problemsToDo":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat('{"title":', to_json(t5p."title"), ',"dueOn":"', t5p."due_on", '"}'),
          ','
          ORDER BY t5p."due_on" ASC,
          t5p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_4
    FROM (
      SELECT t5."title" AS title,
      t5."due_on" AS due_on,
      t5."id" AS id
      FROM (
        SELECT *
        FROM app.problem AS t5
        WHERE t5."holder" = $1
        AND t5."open"
        AND (
          t5."state" NOT IN (
            'ASSIGNED',
            'PENDING_UPPER',
            'OBJECTED',
            'RETURNED',
            'SELF_EVALUATED',
            'CLIENT_EVALUATED',
            'RECHECKING'
          )
        )
        AND (
          SELECT app.tenant.id
          FROM app.tenant
          WHERE app.tenant.uid = $9::UUID
        ) = ANY (
          ARRAY[t5."at1",
          t5."at2",
          t5."at3",
          t5."at4",
          t5."at5",
          t5."at6"]
        )
        AND t5."due_on" < $10
        AND t5."due_on" > $11
        ORDER BY t5."due_on" ASC,
        t5."id" ASC
        LIMIT ALL OFFSET 0
      ) AS t5
      WHERE t5."at3" = $1
      AND t5."open_to" <= 3
      AND (t5."accused" && $2) IS NOT true
      ORDER BY t5."due_on" ASC,
      t5."id" ASC
      LIMIT 5
    ) AS t5p
  ),
  ',"kept":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"title":',
            to_json(t6p."title"),
            ',"category":',
            CASE WHEN (t6p."category" IS NULL) THEN 'null' ELSE to_json(t6p."category") END,
            '}'
          ),
          ','
          ORDER BY t6p."due_on" ASC,
          t6p."id" ASC
        ),
        ''
      ),
      '],"totalCount":',
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
                  FROM app.problem AS t6
                  WHERE t6."category" = $12
                  AND t6."holder" = (
                    SELECT app.tenant.id
                    FROM app.tenant
                    WHERE app.tenant.uid = $13::UUID
                  )
                  AND (t6."root", t6."id") IN (
                    SELECT app.campaign_item.root,
                    app.campaign_item.problem_id
                    FROM app.campaign_item
                    WHERE app.campaign_item.campaign_id = $14::UUID
                  )
                  AND t6."at3" = $1
                  AND t6."open_to" <= 3
                  AND (t6."accused" && $2) IS NOT true
                  LIMIT 201
                ) AS anon_6
              ) AS anon_5
              LIMIT 201
            ) AS anon_4
          ),
          200
        ) AS TEXT
      ),
      '}'
    ) AS concat_5
    FROM (
      SELECT t6."title" AS title,
      t6."category" AS category,
      t6."due_on" AS due_on,
      t6."id" AS id
      FROM app.problem AS t6
      WHERE t6."category" = $12
      AND t6."holder" = (SELECT app.tenant.id FROM app.tenant WHERE app.tenant.uid = $13::UUID)
      AND (t6."root", t6."id") IN (
        SELECT app.campaign_item.root,
        app.campaign_item.problem_id
        FROM app.campaign_item
        WHERE app.campaign_item.campaign_id = $14::UUID
      )
      AND t6."at3" = $1
      AND t6."open_to" <= 3
      AND (t6."accused" && $2) IS NOT true
      ORDER BY t6."due_on" ASC,
      t6."id" ASC
      LIMIT 5
    ) AS t6p
  ),
  '}}'
) AS concat_1
