-- $1: viewer_tenant
-- $2: viewer_units
-- $3: today
-- $4: viewer_person
-- $5: viewer_tenants
-- $6: viewer_post
-- $7: viewer_root
-- $8: constant 'AUDIT'
-- $9: constant 'OTHER'
SELECT concat(
  '{"data":{"problemsToAccept":',
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
                    SELECT *
                    FROM app.problem AS t1
                    WHERE t1."holder" = $1
                    AND t1."open"
                    AND t1."state" IN ('ASSIGNED')
                    LIMIT ALL OFFSET 0
                  ) AS t1
                  WHERE false
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
          concat('{"id":"Problem_', t1p."id", '"}'),
          ','
          ORDER BY t1p."due_on" ASC,
          t1p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_2
    FROM (
      SELECT t1."id" AS id,
      t1."due_on" AS due_on
      FROM (
        SELECT *
        FROM app.problem AS t1
        WHERE t1."holder" = $1
        AND t1."open"
        AND t1."state" IN ('ASSIGNED')
        ORDER BY t1."due_on" ASC,
        t1."id" ASC
        LIMIT ALL OFFSET 0
      ) AS t1
      WHERE false
      ORDER BY t1."due_on" ASC,
      t1."id" ASC
      LIMIT 50
    ) AS t1p
  ),
  ',"problemsToDo":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"id":"Problem_',
            t2p."id",
            '","state":"',
            t2p."state",
            '","phase":"',
            CASE WHEN (
              t2p."state" IN ('COLLECTED', 'REGISTERED', 'REJECTED', 'MERGED', 'DIVERTED')
            ) THEN 'DISCOVERY' WHEN (
              t2p."state" IN ('BANKED', 'PENDING_UPPER', 'LISTED', 'TRIAGED')
            ) THEN 'ANALYSIS' WHEN (
              t2p."state" IN (
                'ASSIGNED',
                'OBJECTED',
                'ACCEPTED',
                'PLEDGED',
                'RECTIFYING',
                'SUSPENDED',
                'RETURNED'
              )
            ) THEN 'RECTIFICATION' WHEN (
              t2p."state" IN ('COMPLETION_CLAIMED', 'SELF_EVALUATED', 'CLIENT_EVALUATED')
            ) THEN 'EVALUATION' ELSE 'PREVENTION' END,
            '","field":"',
            t2p."field",
            '"}'
          ),
          ','
          ORDER BY t2p."due_on" ASC,
          t2p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_3
    FROM (
      SELECT t2."id" AS id,
      t2."state" AS state,
      t2."field" AS field,
      t2."due_on" AS due_on
      FROM (
        SELECT *
        FROM app.problem AS t2
        WHERE t2."holder" = $1
        AND t2."open"
        AND (
          t2."state" NOT IN (
            'ASSIGNED',
            'PENDING_UPPER',
            'OBJECTED',
            'RETURNED',
            'SELF_EVALUATED',
            'CLIENT_EVALUATED',
            'RECHECKING'
          )
        )
        ORDER BY t2."due_on" ASC,
        t2."id" ASC
        LIMIT ALL OFFSET 0
      ) AS t2
      WHERE t2."at3" = $1
      AND t2."open_to" <= 3
      AND (t2."accused" && $2) IS NOT true
      ORDER BY t2."due_on" ASC,
      t2."id" ASC
      LIMIT 50
    ) AS t2p
  ),
  ',"problemsDueSoon":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat('{"id":"Problem_', t3p."id", '"}'),
          ','
          ORDER BY t3p."due_on" ASC,
          t3p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_4
    FROM (
      SELECT t3."id" AS id,
      t3."due_on" AS due_on
      FROM (
        SELECT *
        FROM app.problem AS t3
        WHERE t3."holder" = $1
        AND t3."open"
        AND t3."due_on" <= CAST($3 AS DATE) + 7
        AND (t3."owed_on" IS NULL OR t3."own_on" <= CAST($3 AS DATE) + 7)
        ORDER BY t3."due_on" ASC,
        t3."id" ASC
        LIMIT ALL OFFSET 0
      ) AS t3
      WHERE t3."at3" = $1
      AND t3."open_to" <= 3
      AND (t3."accused" && $2) IS NOT true
      ORDER BY t3."due_on" ASC,
      t3."id" ASC
      LIMIT 50
    ) AS t3p
  ),
  ',"problemsReturned":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat('{"id":"Problem_', t4p."id", '"}'),
          ','
          ORDER BY t4p."due_on" ASC,
          t4p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_5
    FROM (
      SELECT t4."id" AS id,
      t4."due_on" AS due_on
      FROM (
        SELECT *
        FROM app.problem AS t4
        WHERE t4."holder" = $1
        AND t4."open"
        AND t4."state" IN ('RETURNED')
        ORDER BY t4."due_on" ASC,
        t4."id" ASC
        LIMIT ALL OFFSET 0
      ) AS t4
      WHERE t4."at3" = $1
      AND t4."open_to" <= 3
      AND (t4."accused" && $2) IS NOT true
      ORDER BY t4."due_on" ASC,
      t4."id" ASC
      LIMIT 50
    ) AS t4p
  ),
  ',"problemsToAsk":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat('{"id":"Problem_', t5p."id", '"}'),
          ','
          ORDER BY t5p."due_on" ASC,
          t5p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_6
    FROM (
      SELECT t5."id" AS id,
      t5."due_on" AS due_on
      FROM (
        SELECT *
        FROM app.problem AS t5
        WHERE (t5."listed_by" = $1 OR t5."listed_parent" = $1)
        AND t5."state" IN ('SELF_EVALUATED', 'CLIENT_EVALUATED', 'RECHECKING')
        AND t5."state" IN ('SELF_EVALUATED')
        ORDER BY t5."due_on" ASC,
        t5."id" ASC
        LIMIT ALL OFFSET 0
      ) AS t5
      WHERE t5."state" = 'RESOLVED_ON_SPOT'
      AND t5."holder_parent" = $1
      AND (t5."accused" && $2) IS NOT true
      AND (t5."handled_by" = $4::UUID) IS NOT true
      AND (t5."holder" = ANY ($5)) IS NOT true
      AND (t5."lead_post" = $6::UUID) IS NOT true
      ORDER BY t5."due_on" ASC,
      t5."id" ASC
      LIMIT 50
    ) AS t5p
  ),
  ',"problemsToEvaluate":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat('{"id":"Problem_', t6p."id", '"}'),
          ','
          ORDER BY t6p."due_on" ASC,
          t6p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_7
    FROM (
      SELECT t6."id" AS id,
      t6."due_on" AS due_on
      FROM (
        SELECT *
        FROM app.problem AS t6
        WHERE (t6."listed_by" = $1 OR t6."listed_parent" = $1)
        AND t6."state" IN ('SELF_EVALUATED', 'CLIENT_EVALUATED', 'RECHECKING')
        AND t6."state" IN ('CLIENT_EVALUATED', 'RECHECKING')
        ORDER BY t6."due_on" ASC,
        t6."id" ASC
        LIMIT ALL OFFSET 0
      ) AS t6
      WHERE false
      ORDER BY t6."due_on" ASC,
      t6."id" ASC
      LIMIT 50
    ) AS t6p
  ),
  ',"problemsListedByUs":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"id":"Problem_',
            t7p."id",
            '","phase":"',
            CASE WHEN (
              t7p."state" IN ('COLLECTED', 'REGISTERED', 'REJECTED', 'MERGED', 'DIVERTED')
            ) THEN 'DISCOVERY' WHEN (
              t7p."state" IN ('BANKED', 'PENDING_UPPER', 'LISTED', 'TRIAGED')
            ) THEN 'ANALYSIS' WHEN (
              t7p."state" IN (
                'ASSIGNED',
                'OBJECTED',
                'ACCEPTED',
                'PLEDGED',
                'RECTIFYING',
                'SUSPENDED',
                'RETURNED'
              )
            ) THEN 'RECTIFICATION' WHEN (
              t7p."state" IN ('COMPLETION_CLAIMED', 'SELF_EVALUATED', 'CLIENT_EVALUATED')
            ) THEN 'EVALUATION' ELSE 'PREVENTION' END,
            '","tenant":',
            CASE WHEN (t8."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t8."name"), '}') END,
            '}'
          ),
          ','
          ORDER BY t7p."due_on" ASC,
          t7p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_8
    FROM (
      SELECT t7."id" AS id,
      t7."state" AS state,
      t7."holder" AS holder,
      t7."due_on" AS due_on
      FROM (
        SELECT *
        FROM app.problem AS t7
        WHERE t7."root" = $7
        AND t7."listed_by" = $1
        AND t7."list_type" = $8
        AND t7."field" = $9
        ORDER BY t7."due_on" ASC,
        t7."id" ASC
        LIMIT ALL OFFSET 0
      ) AS t7
      WHERE t7."at3" = $1
      AND t7."open_to" <= 3
      AND (t7."accused" && $2) IS NOT true
      ORDER BY t7."due_on" ASC,
      t7."id" ASC
      LIMIT 5
    ) AS t7p
    LEFT OUTER JOIN app.tenant AS t8 ON t8."id" = t7p."holder"
  ),
  '}}'
) AS concat_1
