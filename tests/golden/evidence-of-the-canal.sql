-- $1: viewer_tenant
-- $2: viewer_units
-- $3: variable id
-- $4: viewer_root
SELECT concat(
  '{"data":{"problem":',
  coalesce(
    (
      SELECT concat(
        '{"files":',
        (
          SELECT concat(
            '[',
            coalesce(
              string_agg(
                concat(
                  '{"id":"ProblemFile_',
                  t2p."id",
                  '","act":"',
                  t2p."act",
                  '","name":',
                  to_json(t2p."name"),
                  ',"mediaType":',
                  to_json(t2p."media_type"),
                  ',"sizeBytes":"',
                  t2p."size_bytes",
                  '","sha256":"',
                  t2p."sha256",
                  '","addedAt":"',
                  to_char(timezone('UTC', t2p."added_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                  '","measure":',
                  CASE WHEN (t3."id" IS NULL) THEN 'null' ELSE concat('{"text":', to_json(t3."text"), '}') END,
                  ',"problem":',
                  CASE WHEN (t4."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t4."title"), '}') END,
                  '}'
                ),
                ','
                ORDER BY t2p."added_at" ASC,
                t2p."id" ASC
              ),
              ''
            ),
            ']'
          ) AS concat_3
          FROM (
            SELECT t2."id" AS id,
            t2."act" AS act,
            t2."name" AS name,
            t2."media_type" AS media_type,
            t2."size_bytes" AS size_bytes,
            t2."sha256" AS sha256,
            t2."added_at" AS added_at,
            t2."measure_id" AS measure_id,
            t2."root" AS root,
            t2."problem_id" AS problem_id
            FROM app.problem_file AS t2
            WHERE t2."root" = t1."root"
            AND t2."problem_id" = t1."id"
            AND (t2."at3" = $1 AND t2."open_to" <= 3 AND (t2."accused" && $2) IS NOT true)
            ORDER BY t2."added_at" ASC,
            t2."id" ASC
            LIMIT 100
          ) AS t2p
          LEFT OUTER JOIN app.measure AS t3 ON t3."root" = t2p."root"
          AND t3."id" = t2p."measure_id"
          AND t3."at3" = $1
          AND t3."open_to" <= 3
          AND (t3."accused" && $2) IS NOT true
          LEFT OUTER JOIN app.problem AS t4 ON t4."root" = t2p."root"
          AND t4."id" = t2p."problem_id"
          AND (
            t4."listed_by" = $1
            AND (t4."accused" && $2) IS NOT true
            OR t4."listed_parent" = $1
            AND (t4."listed_by" = $1) IS NOT true
            AND (t4."accused" && $2) IS NOT true
            OR t4."at3" = $1
            AND t4."open_to" <= 3
            AND (t4."listed_by" = $1) IS NOT true
            AND (t4."listed_parent" = $1) IS NOT true
            AND (t4."accused" && $2) IS NOT true
            OR $1 = ANY (t4."trail")
            AND (t4."listed_by" = $1) IS NOT true
            AND (t4."listed_parent" = $1) IS NOT true
            AND (t4."at3" = $1 AND t4."open_to" <= 3) IS NOT true
            AND (t4."accused" && $2) IS NOT true
          )
        ),
        ',"measures":',
        (
          SELECT concat(
            '[',
            coalesce(
              string_agg(
                concat(
                  '{"text":',
                  to_json(t5p."text"),
                  ',"files":',
                  (
                    SELECT concat(
                      '[',
                      coalesce(
                        string_agg(
                          concat(
                            '{"name":',
                            to_json(t6p."name"),
                            ',"sha256":"',
                            t6p."sha256",
                            '"}'
                          ),
                          ','
                          ORDER BY t6p."added_at" ASC,
                          t6p."id" ASC
                        ),
                        ''
                      ),
                      ']'
                    ) AS concat_5
                    FROM (
                      SELECT t6."name" AS name,
                      t6."sha256" AS sha256,
                      t6."added_at" AS added_at,
                      t6."id" AS id
                      FROM app.problem_file AS t6
                      WHERE t6."root" = t5p."root"
                      AND t6."measure_id" = t5p."id"
                      AND (t6."at3" = $1 AND t6."open_to" <= 3 AND (t6."accused" && $2) IS NOT true)
                      ORDER BY t6."added_at" ASC,
                      t6."id" ASC
                      LIMIT 20
                    ) AS t6p
                  ),
                  '}'
                ),
                ','
                ORDER BY t5p."position" ASC,
                t5p."id" ASC
              ),
              ''
            ),
            ']'
          ) AS concat_4
          FROM (
            SELECT t5."text" AS text,
            t5."root" AS root,
            t5."id" AS id,
            t5."position" AS position
            FROM app.measure AS t5
            WHERE t5."root" = t1."root"
            AND t5."problem_id" = t1."id"
            AND (t5."at3" = $1 AND t5."open_to" <= 3 AND (t5."accused" && $2) IS NOT true)
            ORDER BY t5."position" ASC,
            t5."id" ASC
            LIMIT 100
          ) AS t5p
        ),
        ',"happenings":',
        (
          SELECT concat(
            '{"nodes":[',
            coalesce(
              string_agg(
                concat(
                  '{"act":"',
                  t7p."act",
                  '","evidence":',
                  CASE WHEN (
                    t7p."author_tenant" = $1
                    AND (t7p."accused" && $2) IS NOT true
                    OR t7p."at3" = $1
                    AND t7p."open_to" <= 3
                    AND (t7p."author_tenant" = $1) IS NOT true
                    AND (t7p."accused" && $2) IS NOT true
                    OR t7p."shown" = 'ALL'
                    AND $1 = ANY (t7p."trail")
                    AND (t7p."author_tenant" = $1) IS NOT true
                    AND (t7p."at3" = $1 AND t7p."open_to" <= 3) IS NOT true
                    AND (t7p."accused" && $2) IS NOT true
                  ) THEN CASE WHEN (t7p."files" IS NULL) THEN 'null' ELSE to_json(t7p."files") END ELSE 'null' END,
                  '}'
                ),
                ','
                ORDER BY t7p."happened_at" ASC,
                t7p."id" ASC
              ),
              ''
            ),
            ']}'
          ) AS concat_6
          FROM (
            SELECT t7."act" AS act,
            t7."files" AS files,
            t7."accused" AS accused,
            t7."author_tenant" AS author_tenant,
            t7."open_to" AS open_to,
            t7."at3" AS at3,
            t7."shown" AS shown,
            t7."trail" AS trail,
            t7."happened_at" AS happened_at,
            t7."id" AS id
            FROM app.happening AS t7
            WHERE t7."root" = t1."root"
            AND t7."problem_id" = t1."id"
            AND (
              t7."author_tenant" = $1
              AND (t7."accused" && $2) IS NOT true
              OR t7."at3" = $1
              AND t7."open_to" <= 3
              AND (t7."author_tenant" = $1) IS NOT true
              AND (t7."accused" && $2) IS NOT true
              OR t7."shown" IN ('THAT', 'WHO', 'ALL')
              AND $1 = ANY (t7."trail")
              AND (t7."author_tenant" = $1) IS NOT true
              AND (t7."at3" = $1 AND t7."open_to" <= 3) IS NOT true
              AND (t7."accused" && $2) IS NOT true
            )
            ORDER BY t7."happened_at" ASC,
            t7."id" ASC
            LIMIT 50
          ) AS t7p
        ),
        '}'
      ) AS concat_2
      FROM app.problem AS t1
      WHERE t1."id" = $3::UUID
      AND t1."root" = $4
      AND (
        t1."listed_by" = $1
        AND (t1."accused" && $2) IS NOT true
        OR t1."listed_parent" = $1
        AND (t1."listed_by" = $1) IS NOT true
        AND (t1."accused" && $2) IS NOT true
        OR t1."at3" = $1
        AND t1."open_to" <= 3
        AND (t1."listed_by" = $1) IS NOT true
        AND (t1."listed_parent" = $1) IS NOT true
        AND (t1."accused" && $2) IS NOT true
        OR $1 = ANY (t1."trail")
        AND (t1."listed_by" = $1) IS NOT true
        AND (t1."listed_parent" = $1) IS NOT true
        AND (t1."at3" = $1 AND t1."open_to" <= 3) IS NOT true
        AND (t1."accused" && $2) IS NOT true
      )
      LIMIT 1
    ),
    'null'
  ),
  '}}'
) AS concat_1
