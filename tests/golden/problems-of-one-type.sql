-- $1: viewer_tenant
-- $2: viewer_units
-- $3: variable water
-- $4: viewer_root
-- $5: variable canal
SELECT concat(
  '{"data":{"cluster":',
  coalesce(
    (
      SELECT concat(
        '{"id":"Cluster_',
        t1."id",
        '","category":',
        to_json(t1."category"),
        ',"title":',
        to_json(t1."title"),
        ',"state":"',
        t1."state",
        '","mechanism":',
        CASE WHEN (t1."mechanism" IS NULL) THEN 'null' ELSE to_json(t1."mechanism") END,
        ',"answersProposal":',
        CAST(t1."escalation_id" IS NOT NULL AS TEXT),
        ',"formedBy":',
        to_json(t1."formed_title"),
        ',"formedAt":"',
        to_char(timezone('UTC', t1."formed_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        '","closedBy":',
        CASE WHEN (t1."closed_title" IS NULL) THEN 'null' ELSE to_json(t1."closed_title") END,
        ',"closedAt":',
        CASE WHEN (t1."closed_at" IS NULL) THEN 'null' ELSE concat(
          '"',
          to_char(timezone('UTC', t1."closed_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
          '"'
        ) END,
        ',"version":',
        CAST(t1."version" AS TEXT),
        ',"tenant":',
        CASE WHEN (t2."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t2."name"), '}') END,
        ',"problems":',
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
                        FROM app.problem AS t3
                        WHERE t3."root" = t1."root"
                        AND t3."cluster_id" = t1."id"
                        AND t3."open"
                        AND (
                          t3."at3" = $1
                          AND t3."open_to" <= 3
                          AND (t3."accused" && $2) IS NOT true
                          OR $1 = ANY (t3."trail")
                          AND (t3."at3" = $1 AND t3."open_to" <= 3) IS NOT true
                          AND (t3."accused" && $2) IS NOT true
                        )
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
                concat('{"title":', to_json(t3p."title"), '}'),
                ','
                ORDER BY t3p."due_on" ASC,
                t3p."id" ASC
              ),
              ''
            ),
            ']}'
          ) AS concat_3
          FROM (
            SELECT t3."title" AS title,
            t3."due_on" AS due_on,
            t3."id" AS id
            FROM app.problem AS t3
            WHERE t3."root" = t1."root"
            AND t3."cluster_id" = t1."id"
            AND t3."open"
            AND (
              t3."at3" = $1
              AND t3."open_to" <= 3
              AND (t3."accused" && $2) IS NOT true
              OR $1 = ANY (t3."trail")
              AND (t3."at3" = $1 AND t3."open_to" <= 3) IS NOT true
              AND (t3."accused" && $2) IS NOT true
            )
            ORDER BY t3."due_on" ASC,
            t3."id" ASC
            LIMIT 5
          ) AS t3p
        ),
        ',"viewerActions":[{"act":"JOIN_CLUSTER","allowed":',
        CAST(
          (
            (
              t1."holder" = $1
              AND (t1."accused" && $2) IS NOT true
              OR t1."turned" = true
              AND t1."holder_parent" = $1
              AND (t1."accused" && $2) IS NOT true
            )
            AND t1."state" IN ('OPEN')
          ) IS true AS TEXT
        ),
        ',"missing":',
        CASE WHEN (
          (
            t1."holder" = $1
            AND (t1."accused" && $2) IS NOT true
            OR t1."turned" = true
            AND t1."holder_parent" = $1
            AND (t1."accused" && $2) IS NOT true
          ) IS NOT true
        ) THEN '"RULE"' WHEN ((t1."state" IN ('OPEN')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
        ',"furtherCheck":true},{"act":"LEAVE_CLUSTER","allowed":',
        CAST(
          (
            (
              t1."holder" = $1
              AND (t1."accused" && $2) IS NOT true
              OR t1."turned" = true
              AND t1."holder_parent" = $1
              AND (t1."accused" && $2) IS NOT true
            )
            AND t1."state" IN ('OPEN')
          ) IS true AS TEXT
        ),
        ',"missing":',
        CASE WHEN (
          (
            t1."holder" = $1
            AND (t1."accused" && $2) IS NOT true
            OR t1."turned" = true
            AND t1."holder_parent" = $1
            AND (t1."accused" && $2) IS NOT true
          ) IS NOT true
        ) THEN '"RULE"' WHEN ((t1."state" IN ('OPEN')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
        ',"furtherCheck":true},{"act":"CLOSE_CLUSTER","allowed":',
        CAST(
          (
            (
              t1."holder" = $1
              AND (t1."accused" && $2) IS NOT true
              OR t1."turned" = true
              AND t1."holder_parent" = $1
              AND (t1."accused" && $2) IS NOT true
            )
            AND t1."state" IN ('OPEN')
          ) IS true AS TEXT
        ),
        ',"missing":',
        CASE WHEN (
          (
            t1."holder" = $1
            AND (t1."accused" && $2) IS NOT true
            OR t1."turned" = true
            AND t1."holder_parent" = $1
            AND (t1."accused" && $2) IS NOT true
          ) IS NOT true
        ) THEN '"RULE"' WHEN ((t1."state" IN ('OPEN')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
        ',"furtherCheck":true}]}'
      ) AS concat_2
      FROM app.cluster AS t1
      LEFT OUTER JOIN app.tenant AS t2 ON t2."id" = t1."holder"
      WHERE t1."id" = $3::UUID
      AND t1."root" = $4
      AND (
        t1."holder_parent" = $1
        AND (t1."accused" && $2) IS NOT true
        OR t1."holder" = $1
        AND (t1."accused" && $2) IS NOT true
      )
      LIMIT 1
    ),
    'null'
  ),
  ',"clusters":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"title":',
            to_json(t4p."title"),
            ',"answersProposal":',
            CAST(t4p."escalation_id" IS NOT NULL AS TEXT),
            ',"problems":{"totalCount":',
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
                        FROM app.problem AS t5
                        WHERE t5."root" = t4p."root"
                        AND t5."cluster_id" = t4p."id"
                        AND (
                          t5."at3" = $1
                          AND t5."open_to" <= 3
                          AND (t5."accused" && $2) IS NOT true
                          OR $1 = ANY (t5."trail")
                          AND (t5."at3" = $1 AND t5."open_to" <= 3) IS NOT true
                          AND (t5."accused" && $2) IS NOT true
                        )
                        LIMIT 201
                      ) AS anon_6
                    ) AS anon_5
                    LIMIT 201
                  ) AS anon_4
                ),
                200
              ) AS TEXT
            ),
            '}}'
          ),
          ','
          ORDER BY t4p."formed_at" DESC,
          t4p."id" DESC
        ),
        ''
      ),
      ']}'
    ) AS concat_4
    FROM (
      SELECT t4pu."title" AS title,
      t4pu."escalation_id" AS escalation_id,
      t4pu."root" AS root,
      t4pu."id" AS id,
      t4pu."formed_at" AS formed_at
      FROM (
        SELECT anon_7.title AS title,
        anon_7.escalation_id AS escalation_id,
        anon_7.root AS root,
        anon_7.id AS id,
        anon_7.formed_at AS formed_at
        FROM (
          SELECT t4."title" AS title,
          t4."escalation_id" AS escalation_id,
          t4."root" AS root,
          t4."id" AS id,
          t4."formed_at" AS formed_at
          FROM app.cluster AS t4
          WHERE t4."state" = 'OPEN'
          AND t4."holder_parent" = $1
          AND (t4."accused" && $2) IS NOT true
          ORDER BY t4."formed_at" DESC,
          t4."id" DESC
          LIMIT 5
        ) AS anon_7
        UNION ALL
        SELECT anon_8.title AS title,
        anon_8.escalation_id AS escalation_id,
        anon_8.root AS root,
        anon_8.id AS id,
        anon_8.formed_at AS formed_at
        FROM (
          SELECT t4."title" AS title,
          t4."escalation_id" AS escalation_id,
          t4."root" AS root,
          t4."id" AS id,
          t4."formed_at" AS formed_at
          FROM app.cluster AS t4
          WHERE t4."state" = 'OPEN'
          AND t4."holder" = $1
          AND (t4."accused" && $2) IS NOT true
          ORDER BY t4."formed_at" DESC,
          t4."id" DESC
          LIMIT 5
        ) AS anon_8
      ) AS t4pu
      ORDER BY t4pu."formed_at" DESC,
      t4pu."id" DESC
      LIMIT 5
    ) AS t4p
  ),
  ',"problem":',
  coalesce(
    (
      SELECT concat(
        '{"title":',
        to_json(t6."title"),
        ',"cluster":',
        CASE WHEN (t7."id" IS NULL) THEN 'null' ELSE concat(
          '{"title":',
          to_json(t7."title"),
          ',"mechanism":',
          CASE WHEN (t7."mechanism" IS NULL) THEN 'null' ELSE to_json(t7."mechanism") END,
          '}'
        ) END,
        '}'
      ) AS concat_5
      FROM app.problem AS t6
      LEFT OUTER JOIN app.cluster AS t7 ON t7."root" = t6."root"
      AND t7."id" = t6."cluster_id"
      AND (
        t7."holder_parent" = $1
        AND (t7."accused" && $2) IS NOT true
        OR t7."holder" = $1
        AND (t7."accused" && $2) IS NOT true
      )
      WHERE t6."id" = $5::UUID
      AND t6."root" = $4
      AND (
        t6."at3" = $1
        AND t6."open_to" <= 3
        AND (t6."accused" && $2) IS NOT true
        OR $1 = ANY (t6."trail")
        AND (t6."at3" = $1 AND t6."open_to" <= 3) IS NOT true
        AND (t6."accused" && $2) IS NOT true
      )
      LIMIT 1
    ),
    'null'
  ),
  '}}'
) AS concat_1
