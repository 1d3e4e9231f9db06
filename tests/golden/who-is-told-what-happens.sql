-- $1: viewer_post
-- $2: viewer_tenant
-- $3: variable id
-- $4: viewer_root
SELECT concat(
  '{"data":{"subscribers":',
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
                  FROM app.subscriber AS t1
                  WHERE t1."post_id" = $1::UUID
                  LIMIT 201
                ) AS anon_3
                UNION ALL
                SELECT anon_4.one AS one
                FROM (
                  SELECT 1 AS one
                  FROM app.subscriber AS t1
                  WHERE t1."holder_parent" = $2
                  AND (t1."post_id" = $1::UUID) IS NOT true
                  LIMIT 201
                ) AS anon_4
                UNION ALL
                SELECT anon_5.one AS one
                FROM (
                  SELECT 1 AS one
                  FROM app.subscriber AS t1
                  WHERE t1."holder" = $2
                  AND (t1."post_id" = $1::UUID) IS NOT true
                  LIMIT 201
                ) AS anon_5
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
            '{"id":"Subscriber_',
            t1p."id",
            '","name":',
            to_json(t1p."name"),
            ',"url":',
            to_json(t1p."url"),
            ',"types":',
            to_json(t1p."types"),
            ',"state":"',
            t1p."state",
            '","bothUntil":',
            CASE WHEN (t1p."both_until" IS NULL) THEN 'null' ELSE concat(
              '"',
              to_char(timezone('UTC', t1p."both_until"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
              '"'
            ) END,
            ',"createdAt":"',
            to_char(timezone('UTC', t1p."created_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            '","version":',
            CAST(t1p."version" AS TEXT),
            ',"post":',
            CASE WHEN (t2."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t2."title"), '}') END,
            ',"tenant":',
            CASE WHEN (t3."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t3."name"), '}') END,
            ',"viewerActions":[{"act":"PING","allowed":',
            CAST(
              (
                (
                  t1p."holder_parent" = $2
                  AND (t1p."post_id" = $1::UUID) IS NOT true
                  OR t1p."holder" = $2
                  AND (t1p."post_id" = $1::UUID) IS NOT true
                )
                AND t1p."state" IN ('ACTIVE')
              ) IS true AS TEXT
            ),
            ',"missing":',
            CASE WHEN (
              (
                t1p."holder_parent" = $2
                AND (t1p."post_id" = $1::UUID) IS NOT true
                OR t1p."holder" = $2
                AND (t1p."post_id" = $1::UUID) IS NOT true
              ) IS NOT true
            ) THEN '"RULE"' WHEN ((t1p."state" IN ('ACTIVE')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
            ',"furtherCheck":false},{"act":"PAUSE","allowed":',
            CAST(
              (
                (
                  t1p."holder_parent" = $2
                  AND (t1p."post_id" = $1::UUID) IS NOT true
                  OR t1p."holder" = $2
                  AND (t1p."post_id" = $1::UUID) IS NOT true
                )
                AND t1p."state" IN ('ACTIVE', 'GONE')
              ) IS true AS TEXT
            ),
            ',"missing":',
            CASE WHEN (
              (
                t1p."holder_parent" = $2
                AND (t1p."post_id" = $1::UUID) IS NOT true
                OR t1p."holder" = $2
                AND (t1p."post_id" = $1::UUID) IS NOT true
              ) IS NOT true
            ) THEN '"RULE"' WHEN ((t1p."state" IN ('ACTIVE', 'GONE')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
            ',"furtherCheck":false},{"act":"RESUME","allowed":',
            CAST(
              (
                (
                  t1p."holder_parent" = $2
                  AND (t1p."post_id" = $1::UUID) IS NOT true
                  OR t1p."holder" = $2
                  AND (t1p."post_id" = $1::UUID) IS NOT true
                )
                AND t1p."state" IN ('ACTIVE', 'PAUSED', 'GONE')
              ) IS true AS TEXT
            ),
            ',"missing":',
            CASE WHEN (
              (
                t1p."holder_parent" = $2
                AND (t1p."post_id" = $1::UUID) IS NOT true
                OR t1p."holder" = $2
                AND (t1p."post_id" = $1::UUID) IS NOT true
              ) IS NOT true
            ) THEN '"RULE"' WHEN ((t1p."state" IN ('ACTIVE', 'PAUSED', 'GONE')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
            ',"furtherCheck":false},{"act":"ROTATE_SECRET","allowed":',
            CAST(
              (
                (
                  t1p."holder_parent" = $2
                  AND (t1p."post_id" = $1::UUID) IS NOT true
                  OR t1p."holder" = $2
                  AND (t1p."post_id" = $1::UUID) IS NOT true
                )
                AND t1p."state" IN ('ACTIVE', 'PAUSED', 'GONE')
              ) IS true AS TEXT
            ),
            ',"missing":',
            CASE WHEN (
              (
                t1p."holder_parent" = $2
                AND (t1p."post_id" = $1::UUID) IS NOT true
                OR t1p."holder" = $2
                AND (t1p."post_id" = $1::UUID) IS NOT true
              ) IS NOT true
            ) THEN '"RULE"' WHEN ((t1p."state" IN ('ACTIVE', 'PAUSED', 'GONE')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
            ',"furtherCheck":true},{"act":"REPLAY","allowed":',
            CAST(
              (
                (
                  t1p."holder_parent" = $2
                  AND (t1p."post_id" = $1::UUID) IS NOT true
                  OR t1p."holder" = $2
                  AND (t1p."post_id" = $1::UUID) IS NOT true
                )
                AND t1p."state" IN ('ACTIVE', 'PAUSED')
              ) IS true AS TEXT
            ),
            ',"missing":',
            CASE WHEN (
              (
                t1p."holder_parent" = $2
                AND (t1p."post_id" = $1::UUID) IS NOT true
                OR t1p."holder" = $2
                AND (t1p."post_id" = $1::UUID) IS NOT true
              ) IS NOT true
            ) THEN '"RULE"' WHEN ((t1p."state" IN ('ACTIVE', 'PAUSED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
            ',"furtherCheck":true},{"act":"END","allowed":',
            CAST(
              (
                (
                  t1p."holder_parent" = $2
                  AND (t1p."post_id" = $1::UUID) IS NOT true
                  OR t1p."holder" = $2
                  AND (t1p."post_id" = $1::UUID) IS NOT true
                )
                AND t1p."state" IN ('ACTIVE', 'PAUSED', 'GONE')
              ) IS true AS TEXT
            ),
            ',"missing":',
            CASE WHEN (
              (
                t1p."holder_parent" = $2
                AND (t1p."post_id" = $1::UUID) IS NOT true
                OR t1p."holder" = $2
                AND (t1p."post_id" = $1::UUID) IS NOT true
              ) IS NOT true
            ) THEN '"RULE"' WHEN ((t1p."state" IN ('ACTIVE', 'PAUSED', 'GONE')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
            ',"furtherCheck":false}]}'
          ),
          ','
          ORDER BY t1p."created_at" ASC,
          t1p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_2
    FROM (
      SELECT t1pu."id" AS id,
      t1pu."name" AS name,
      t1pu."url" AS url,
      t1pu."types" AS types,
      t1pu."state" AS state,
      t1pu."both_until" AS both_until,
      t1pu."created_at" AS created_at,
      t1pu."version" AS version,
      t1pu."post_id" AS post_id,
      t1pu."root" AS root,
      t1pu."holder" AS holder,
      t1pu."holder_parent" AS holder_parent
      FROM (
        SELECT anon_6.id AS id,
        anon_6.name AS name,
        anon_6.url AS url,
        anon_6.types AS types,
        anon_6.state AS state,
        anon_6.both_until AS both_until,
        anon_6.created_at AS created_at,
        anon_6.version AS version,
        anon_6.post_id AS post_id,
        anon_6.root AS root,
        anon_6.holder AS holder,
        anon_6.holder_parent AS holder_parent
        FROM (
          SELECT t1."id" AS id,
          t1."name" AS name,
          t1."url" AS url,
          t1."types" AS types,
          t1."state" AS state,
          t1."both_until" AS both_until,
          t1."created_at" AS created_at,
          t1."version" AS version,
          t1."post_id" AS post_id,
          t1."root" AS root,
          t1."holder" AS holder,
          t1."holder_parent" AS holder_parent
          FROM app.subscriber AS t1
          WHERE t1."post_id" = $1::UUID
          ORDER BY t1."created_at" ASC,
          t1."id" ASC
          LIMIT 50
        ) AS anon_6
        UNION ALL
        SELECT anon_7.id AS id,
        anon_7.name AS name,
        anon_7.url AS url,
        anon_7.types AS types,
        anon_7.state AS state,
        anon_7.both_until AS both_until,
        anon_7.created_at AS created_at,
        anon_7.version AS version,
        anon_7.post_id AS post_id,
        anon_7.root AS root,
        anon_7.holder AS holder,
        anon_7.holder_parent AS holder_parent
        FROM (
          SELECT t1."id" AS id,
          t1."name" AS name,
          t1."url" AS url,
          t1."types" AS types,
          t1."state" AS state,
          t1."both_until" AS both_until,
          t1."created_at" AS created_at,
          t1."version" AS version,
          t1."post_id" AS post_id,
          t1."root" AS root,
          t1."holder" AS holder,
          t1."holder_parent" AS holder_parent
          FROM app.subscriber AS t1
          WHERE t1."holder_parent" = $2
          AND (t1."post_id" = $1::UUID) IS NOT true
          ORDER BY t1."created_at" ASC,
          t1."id" ASC
          LIMIT 50
        ) AS anon_7
        UNION ALL
        SELECT anon_8.id AS id,
        anon_8.name AS name,
        anon_8.url AS url,
        anon_8.types AS types,
        anon_8.state AS state,
        anon_8.both_until AS both_until,
        anon_8.created_at AS created_at,
        anon_8.version AS version,
        anon_8.post_id AS post_id,
        anon_8.root AS root,
        anon_8.holder AS holder,
        anon_8.holder_parent AS holder_parent
        FROM (
          SELECT t1."id" AS id,
          t1."name" AS name,
          t1."url" AS url,
          t1."types" AS types,
          t1."state" AS state,
          t1."both_until" AS both_until,
          t1."created_at" AS created_at,
          t1."version" AS version,
          t1."post_id" AS post_id,
          t1."root" AS root,
          t1."holder" AS holder,
          t1."holder_parent" AS holder_parent
          FROM app.subscriber AS t1
          WHERE t1."holder" = $2
          AND (t1."post_id" = $1::UUID) IS NOT true
          ORDER BY t1."created_at" ASC,
          t1."id" ASC
          LIMIT 50
        ) AS anon_8
      ) AS t1pu
      ORDER BY t1pu."created_at" ASC,
      t1pu."id" ASC
      LIMIT 50
    ) AS t1p
    LEFT OUTER JOIN app.post AS t2 ON t2."root" = t1p."root"
    AND t2."id" = t1p."post_id"
    AND (
      t2."id" = $1::UUID
      OR t2."holder_parent" = $2
      AND (t2."id" = $1::UUID) IS NOT true
      OR t2."holder" = $2
      AND (t2."id" = $1::UUID) IS NOT true
    )
    LEFT OUTER JOIN app.tenant AS t3 ON t3."id" = t1p."holder"
  ),
  ',"subscriber":',
  coalesce(
    (
      SELECT concat(
        '{"deliveries":',
        (
          SELECT concat(
            '{"nodes":[',
            coalesce(
              string_agg(
                concat(
                  '{"id":"EventDelivery_',
                  t5p."id",
                  '","event":"',
                  t5p."event_id",
                  '","type":',
                  to_json(t5p."type"),
                  ',"recordedAt":"',
                  to_char(timezone('UTC', t5p."recorded_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                  '","state":"',
                  t5p."state",
                  '","attempts":',
                  CAST(t5p."attempts" AS TEXT),
                  ',"triedAt":',
                  CASE WHEN (t5p."tried_at" IS NULL) THEN 'null' ELSE concat(
                    '"',
                    to_char(timezone('UTC', t5p."tried_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                    '"'
                  ) END,
                  ',"nextAt":"',
                  to_char(timezone('UTC', t5p."next_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                  '","code":',
                  CASE WHEN (t5p."code" IS NULL) THEN 'null' ELSE to_json(t5p."code") END,
                  ',"replays":',
                  CAST(t5p."replays" AS TEXT),
                  ',"subscriber":',
                  CASE WHEN (t6."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t6."name"), '}') END,
                  '}'
                ),
                ','
                ORDER BY t5p."recorded_at" DESC,
                t5p."id" DESC
              ),
              ''
            ),
            ']}'
          ) AS concat_4
          FROM (
            SELECT t5."id" AS id,
            t5."event_id" AS event_id,
            t5."type" AS type,
            t5."recorded_at" AS recorded_at,
            t5."state" AS state,
            t5."attempts" AS attempts,
            t5."tried_at" AS tried_at,
            t5."next_at" AS next_at,
            t5."code" AS code,
            t5."replays" AS replays,
            t5."subscriber_id" AS subscriber_id,
            t5."root" AS root
            FROM app.event_delivery AS t5
            WHERE t5."root" = t4."root"
            AND t5."subscriber_id" = t4."id"
            AND (t5."holder_parent" = $2 OR t5."holder" = $2)
            ORDER BY t5."recorded_at" DESC,
            t5."id" DESC
            LIMIT 50
          ) AS t5p
          LEFT OUTER JOIN app.subscriber AS t6 ON t6."root" = t5p."root"
          AND t6."id" = t5p."subscriber_id"
          AND (
            t6."post_id" = $1::UUID
            OR t6."holder_parent" = $2
            AND (t6."post_id" = $1::UUID) IS NOT true
            OR t6."holder" = $2
            AND (t6."post_id" = $1::UUID) IS NOT true
          )
        ),
        ',"dead":{"totalCount":',
        CAST(
          least(
            (
              SELECT count(*) AS count_2
              FROM (
                SELECT 1
                FROM (
                  SELECT anon_11.one AS one
                  FROM (
                    SELECT 1 AS one
                    FROM app.event_delivery AS t7
                    WHERE t7."root" = t4."root"
                    AND t7."subscriber_id" = t4."id"
                    AND t7."state" = 'DEAD'
                    AND (t7."holder_parent" = $2 OR t7."holder" = $2)
                    LIMIT 201
                  ) AS anon_11
                ) AS anon_10
                LIMIT 201
              ) AS anon_9
            ),
            200
          ) AS TEXT
        ),
        '}}'
      ) AS concat_3
      FROM app.subscriber AS t4
      WHERE t4."id" = $3::UUID
      AND t4."root" = $4
      AND (
        t4."post_id" = $1::UUID
        OR t4."holder_parent" = $2
        AND (t4."post_id" = $1::UUID) IS NOT true
        OR t4."holder" = $2
        AND (t4."post_id" = $1::UUID) IS NOT true
      )
      LIMIT 1
    ),
    'null'
  ),
  '}}'
) AS concat_1
