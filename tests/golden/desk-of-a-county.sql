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
      AND (t5."leader_post" = $6::UUID) IS NOT true
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
  ',"problemsToAnswer":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat('{"id":"Problem_', t7p."id", '"}'),
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
      t7."due_on" AS due_on
      FROM (
        SELECT *
        FROM app.problem AS t7
        WHERE t7."holder_parent" = $1
        AND t7."state" IN ('PENDING_UPPER', 'OBJECTED')
        AND t7."state" IN ('PENDING_UPPER')
        AND t7."asked_on" IS NULL
        ORDER BY t7."due_on" ASC,
        t7."id" ASC
        LIMIT ALL OFFSET 0
      ) AS t7
      WHERE t7."holder_parent" = $1
      AND (t7."accused" && $2) IS NOT true
      AND (t7."holder" = ANY ($5) AND t7."at3" = $1 AND (t7."holder" = $1) IS NOT true) IS NOT true
      ORDER BY t7."due_on" ASC,
      t7."id" ASC
      LIMIT 50
    ) AS t7p
  ),
  ',"problemsLedByMe":',
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
                  FROM (
                    SELECT *
                    FROM app.problem AS t8
                    WHERE t8."leader_post" = $6::UUID
                    AND t8."open"
                    LIMIT ALL OFFSET 0
                  ) AS t8
                  WHERE t8."at3" = $1
                  AND t8."open_to" <= 3
                  AND (t8."accused" && $2) IS NOT true
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
          concat('{"id":"Problem_', t8p."id", '"}'),
          ','
          ORDER BY t8p."due_on" ASC,
          t8p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_9
    FROM (
      SELECT t8."id" AS id,
      t8."due_on" AS due_on
      FROM (
        SELECT *
        FROM app.problem AS t8
        WHERE t8."leader_post" = $6::UUID
        AND t8."open"
        ORDER BY t8."due_on" ASC,
        t8."id" ASC
        LIMIT ALL OFFSET 0
      ) AS t8
      WHERE t8."at3" = $1
      AND t8."open_to" <= 3
      AND (t8."accused" && $2) IS NOT true
      ORDER BY t8."due_on" ASC,
      t8."id" ASC
      LIMIT 50
    ) AS t8p
  ),
  ',"problemsLedByUs":',
  (
    SELECT concat(
      '{"totalCount":',
      CAST(
        least(
          (
            SELECT count(*) AS count_3
            FROM (
              SELECT 1
              FROM (
                SELECT anon_9.one AS one
                FROM (
                  SELECT 1 AS one
                  FROM (
                    SELECT *
                    FROM app.problem AS t9
                    WHERE t9."led_by" = $1
                    AND t9."open"
                    LIMIT ALL OFFSET 0
                  ) AS t9
                  WHERE t9."at3" = $1
                  AND t9."open_to" <= 3
                  AND (t9."accused" && $2) IS NOT true
                  LIMIT 201
                ) AS anon_9
              ) AS anon_8
              LIMIT 201
            ) AS anon_7
          ),
          200
        ) AS TEXT
      ),
      ',"nodes":[',
      coalesce(
        string_agg(
          concat('{"id":"Problem_', t9p."id", '"}'),
          ','
          ORDER BY t9p."due_on" ASC,
          t9p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_10
    FROM (
      SELECT t9."id" AS id,
      t9."due_on" AS due_on
      FROM (
        SELECT *
        FROM app.problem AS t9
        WHERE t9."led_by" = $1
        AND t9."open"
        ORDER BY t9."due_on" ASC,
        t9."id" ASC
        LIMIT ALL OFFSET 0
      ) AS t9
      WHERE t9."at3" = $1
      AND t9."open_to" <= 3
      AND (t9."accused" && $2) IS NOT true
      ORDER BY t9."due_on" ASC,
      t9."id" ASC
      LIMIT 50
    ) AS t9p
  ),
  ',"problemsAskedAbout":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat('{"id":"Problem_', t10p."id", '"}'),
          ','
          ORDER BY t10p."due_on" ASC,
          t10p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_11
    FROM (
      SELECT t10."id" AS id,
      t10."due_on" AS due_on
      FROM (
        SELECT *
        FROM app.problem AS t10
        WHERE t10."holder" = $1
        AND t10."open"
        AND t10."asked_on" IS NOT NULL
        ORDER BY t10."due_on" ASC,
        t10."id" ASC
        LIMIT ALL OFFSET 0
      ) AS t10
      WHERE t10."holder" = $1
      AND (t10."accused" && $2) IS NOT true
      ORDER BY t10."due_on" ASC,
      t10."id" ASC
      LIMIT 50
    ) AS t10p
  ),
  ',"problemsToLetRest":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat('{"id":"Problem_', t11p."id", '"}'),
          ','
          ORDER BY t11p."due_on" ASC,
          t11p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_12
    FROM (
      SELECT t11."id" AS id,
      t11."due_on" AS due_on
      FROM (
        SELECT *
        FROM app.problem AS t11
        WHERE t11."holder_parent" = $1
        AND t11."rest_asked_until" IS NOT NULL
        ORDER BY t11."due_on" ASC,
        t11."id" ASC
        LIMIT ALL OFFSET 0
      ) AS t11
      WHERE t11."holder_parent" = $1
      AND (t11."accused" && $2) IS NOT true
      AND (
        t11."holder" = ANY ($5)
        AND t11."at3" = $1
        AND (t11."holder" = $1) IS NOT true
      ) IS NOT true
      ORDER BY t11."due_on" ASC,
      t11."id" ASC
      LIMIT 50
    ) AS t11p
  ),
  ',"problemsToRuleOn":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat('{"id":"Problem_', t12p."id", '"}'),
          ','
          ORDER BY t12p."due_on" ASC,
          t12p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_13
    FROM (
      SELECT t12."id" AS id,
      t12."due_on" AS due_on
      FROM (
        SELECT *
        FROM app.problem AS t12
        WHERE t12."holder_parent" = $1
        AND t12."state" IN ('PENDING_UPPER', 'OBJECTED')
        AND t12."state" IN ('OBJECTED')
        ORDER BY t12."due_on" ASC,
        t12."id" ASC
        LIMIT ALL OFFSET 0
      ) AS t12
      WHERE t12."holder_parent" = $1
      AND (t12."accused" && $2) IS NOT true
      AND (
        t12."holder" = ANY ($5)
        AND t12."at3" = $1
        AND (t12."holder" = $1) IS NOT true
      ) IS NOT true
      ORDER BY t12."due_on" ASC,
      t12."id" ASC
      LIMIT 50
    ) AS t12p
  ),
  ',"partsToAccept":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat('{"id":"Assignment_', t13p."id", '"}'),
          ','
          ORDER BY t13p."due_on" ASC,
          t13p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_14
    FROM (
      SELECT t13."id" AS id,
      t13."due_on" AS due_on
      FROM (
        SELECT *
        FROM app.assignment AS t13
        WHERE t13."holder" = $1
        AND t13."open"
        AND t13."role" = 'CO'
        AND t13."state" = 'ASSIGNED'
        ORDER BY t13."due_on" ASC,
        t13."id" ASC
        LIMIT ALL OFFSET 0
      ) AS t13
      WHERE false
      ORDER BY t13."due_on" ASC,
      t13."id" ASC
      LIMIT 50
    ) AS t13p
  ),
  ',"partsToRuleOn":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat('{"id":"Assignment_', t14p."id", '"}'),
          ','
          ORDER BY t14p."due_on" ASC,
          t14p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_15
    FROM (
      SELECT t14."id" AS id,
      t14."due_on" AS due_on
      FROM (
        SELECT *
        FROM app.assignment AS t14
        WHERE t14."holder_parent" = $1
        AND t14."state" = 'OBJECTED'
        ORDER BY t14."due_on" ASC,
        t14."id" ASC
        LIMIT ALL OFFSET 0
      ) AS t14
      WHERE t14."holder_parent" = $1
      AND (t14."accused" && $2) IS NOT true
      AND (
        t14."holder" = ANY ($5)
        AND t14."at3" = $1
        AND (t14."holder" = $1) IS NOT true
      ) IS NOT true
      ORDER BY t14."due_on" ASC,
      t14."id" ASC
      LIMIT 50
    ) AS t14p
  ),
  ',"partsToDo":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat('{"id":"Assignment_', t15p."id", '"}'),
          ','
          ORDER BY t15p."due_on" ASC,
          t15p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_16
    FROM (
      SELECT t15."id" AS id,
      t15."due_on" AS due_on
      FROM (
        SELECT *
        FROM app.assignment AS t15
        WHERE t15."holder" = $1
        AND t15."open"
        AND t15."role" = 'CO'
        AND t15."state" = 'ACCEPTED'
        ORDER BY t15."due_on" ASC,
        t15."id" ASC
        LIMIT ALL OFFSET 0
      ) AS t15
      WHERE false
      ORDER BY t15."due_on" ASC,
      t15."id" ASC
      LIMIT 50
    ) AS t15p
  ),
  ',"problemsToRecheck":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat('{"id":"Problem_', t16p."id", '"}'),
          ','
          ORDER BY t16p."due_on" ASC,
          t16p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_17
    FROM (
      SELECT t16."id" AS id,
      t16."due_on" AS due_on
      FROM (
        SELECT *
        FROM app.problem AS t16
        WHERE t16."root" = $7
        AND t16."state" = 'CLOSED'
        AND t16."id" IN (
          SELECT app.recheck.problem_id
          FROM app.recheck
          WHERE app.recheck.root = $7
          AND (app.recheck.level = $1 OR app.recheck.level_parent = $1)
          AND app.recheck.state IN ('PLANNED', 'OPEN')
          AND app.recheck.due_on <= CAST($3 AS DATE) + 7
        )
        ORDER BY t16."due_on" ASC,
        t16."id" ASC
        LIMIT ALL OFFSET 0
      ) AS t16
      WHERE false
      ORDER BY t16."due_on" ASC,
      t16."id" ASC
      LIMIT 50
    ) AS t16p
  ),
  ',"problemsListedByUs":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"id":"Problem_',
            t17p."id",
            '","phase":"',
            CASE WHEN (
              t17p."state" IN ('COLLECTED', 'REGISTERED', 'REJECTED', 'MERGED', 'DIVERTED')
            ) THEN 'DISCOVERY' WHEN (
              t17p."state" IN ('BANKED', 'PENDING_UPPER', 'LISTED', 'TRIAGED')
            ) THEN 'ANALYSIS' WHEN (
              t17p."state" IN (
                'ASSIGNED',
                'OBJECTED',
                'ACCEPTED',
                'PLEDGED',
                'RECTIFYING',
                'SUSPENDED',
                'RETURNED'
              )
            ) THEN 'RECTIFICATION' WHEN (
              t17p."state" IN ('COMPLETION_CLAIMED', 'SELF_EVALUATED', 'CLIENT_EVALUATED')
            ) THEN 'EVALUATION' ELSE 'PREVENTION' END,
            '","tenant":',
            CASE WHEN (t18."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t18."name"), '}') END,
            '}'
          ),
          ','
          ORDER BY t17p."due_on" ASC,
          t17p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_18
    FROM (
      SELECT t17."id" AS id,
      t17."state" AS state,
      t17."holder" AS holder,
      t17."due_on" AS due_on
      FROM (
        SELECT *
        FROM app.problem AS t17
        WHERE t17."root" = $7
        AND t17."listed_by" = $1
        AND t17."list_type" = $8
        AND t17."field" = $9
        ORDER BY t17."due_on" ASC,
        t17."id" ASC
        LIMIT ALL OFFSET 0
      ) AS t17
      WHERE t17."at3" = $1
      AND t17."open_to" <= 3
      AND (t17."accused" && $2) IS NOT true
      ORDER BY t17."due_on" ASC,
      t17."id" ASC
      LIMIT 5
    ) AS t17p
    LEFT OUTER JOIN app.tenant AS t18 ON t18."id" = t17p."holder"
  ),
  '}}'
) AS concat_1
