-- $1: constant 2026
-- $2: viewer_tenant
-- $3: viewer_at1
-- $4: viewer_at2
SELECT concat(
  '{"data":{"responsibilityLists":',
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
                  FROM app.responsibility_list AS t1
                  WHERE t1."year" = CAST($1 AS INTEGER)
                  AND t1."state" = 'PUBLISHED'
                  AND t1."holder" = $2
                  LIMIT 201
                ) AS anon_3
                UNION ALL
                SELECT anon_4.one AS one
                FROM (
                  SELECT 1 AS one
                  FROM app.responsibility_list AS t1
                  WHERE t1."year" = CAST($1 AS INTEGER)
                  AND t1."state" = 'PUBLISHED'
                  AND t1."state" IN ('PUBLISHED', 'RETIRED')
                  AND t1."holder_parent" = $2
                  LIMIT 201
                ) AS anon_4
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
            '{"year":',
            CAST(t1p."year" AS TEXT),
            ',"state":"',
            t1p."state",
            '","version":',
            CAST(t1p."version" AS TEXT),
            ',"publishedAt":',
            CASE WHEN (t1p."published_at" IS NULL) THEN 'null' ELSE concat(
              '"',
              to_char(timezone('UTC', t1p."published_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
              '"'
            ) END,
            ',"tenant":',
            CASE WHEN (t2."uid" IS NULL) THEN 'null' ELSE concat(
              '{"name":',
              to_json(t2."name"),
              ',"kind":"',
              t2."kind",
              '"}'
            ) END,
            ',"actorType":',
            CASE WHEN (t3."id" IS NULL) THEN 'null' ELSE concat(
              '{"key":',
              to_json(t3."key"),
              ',"titleZh":',
              to_json(t3."title_zh"),
              '}'
            ) END,
            ',"body":',
            CASE WHEN (t4."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t4."name"), '}') END,
            ',"bindings":',
            (
              SELECT concat(
                '{"nodes":[',
                coalesce(
                  string_agg(
                    concat(
                      '{"part":"',
                      t5p."part",
                      '","position":',
                      CAST(t5p."position" AS TEXT),
                      ',"since":"',
                      t5p."since",
                      '","until":',
                      CASE WHEN (t5p."until" IS NULL) THEN 'null' ELSE concat('"', t5p."until", '"') END,
                      ',"clause":',
                      CASE WHEN (t6."id" IS NULL) THEN 'null' ELSE concat(
                        '{"title":',
                        to_json(t6."title"),
                        ',"titleEn":',
                        to_json(t6."title_en"),
                        ',"saidOn":',
                        CASE WHEN (t6."said_on" IS NULL) THEN 'null' ELSE concat('"', t6."said_on", '"') END,
                        ',"publisher":',
                        CASE WHEN (t7."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t7."name"), '}') END,
                        ',"saidBy":',
                        CASE WHEN (t8."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t8."name"), '}') END,
                        '}'
                      ) END,
                      '}'
                    ),
                    ','
                    ORDER BY t5p."position" ASC,
                    t5p."id" ASC
                  ),
                  ''
                ),
                ']}'
              ) AS concat_3
              FROM (
                SELECT t5."part" AS part,
                t5."position" AS position,
                t5."since" AS since,
                t5."until" AS until,
                t5."clause_id" AS clause_id,
                t5."root" AS root,
                t5."id" AS id
                FROM app.binding AS t5
                WHERE t5."root" = t1p."root"
                AND t5."list_id" = t1p."id"
                AND t5."until" IS NULL
                AND (t5."at3" = $2 AND t5."open_to" <= 3)
                ORDER BY t5."position" ASC,
                t5."id" ASC
                LIMIT 20
              ) AS t5p
              LEFT OUTER JOIN app.clause AS t6 ON t6."root" = t5p."root"
              AND t6."id" = t5p."clause_id"
              AND (
                t6."holder" = $2
                OR t6."state" IN ('PUBLISHED', 'RETIRED')
                AND t6."holder_parent" = $2
                OR t6."part" = 'COMMON'
                AND t6."state" IN ('PUBLISHED', 'RETIRED')
                AND t6."holder" = ANY (CAST(ARRAY[$3, $4] AS INTEGER[]))
              )
              LEFT OUTER JOIN app.tenant AS t7 ON t7."id" = t6."holder"
              LEFT OUTER JOIN app.tenant AS t8 ON t8."id" = t6."said_by"
            ),
            '}'
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
      SELECT t1pu."year" AS year,
      t1pu."state" AS state,
      t1pu."version" AS version,
      t1pu."published_at" AS published_at,
      t1pu."holder" AS holder,
      t1pu."actor_type" AS actor_type,
      t1pu."body_id" AS body_id,
      t1pu."root" AS root,
      t1pu."id" AS id
      FROM (
        SELECT anon_5.year AS year,
        anon_5.state AS state,
        anon_5.version AS version,
        anon_5.published_at AS published_at,
        anon_5.holder AS holder,
        anon_5.actor_type AS actor_type,
        anon_5.body_id AS body_id,
        anon_5.root AS root,
        anon_5.id AS id
        FROM (
          SELECT t1."year" AS year,
          t1."state" AS state,
          t1."version" AS version,
          t1."published_at" AS published_at,
          t1."holder" AS holder,
          t1."actor_type" AS actor_type,
          t1."body_id" AS body_id,
          t1."root" AS root,
          t1."id" AS id
          FROM app.responsibility_list AS t1
          WHERE t1."year" = CAST($1 AS INTEGER)
          AND t1."state" = 'PUBLISHED'
          AND t1."holder" = $2
          ORDER BY t1."year" DESC,
          t1."id" DESC
          LIMIT 20
        ) AS anon_5
        UNION ALL
        SELECT anon_6.year AS year,
        anon_6.state AS state,
        anon_6.version AS version,
        anon_6.published_at AS published_at,
        anon_6.holder AS holder,
        anon_6.actor_type AS actor_type,
        anon_6.body_id AS body_id,
        anon_6.root AS root,
        anon_6.id AS id
        FROM (
          SELECT t1."year" AS year,
          t1."state" AS state,
          t1."version" AS version,
          t1."published_at" AS published_at,
          t1."holder" AS holder,
          t1."actor_type" AS actor_type,
          t1."body_id" AS body_id,
          t1."root" AS root,
          t1."id" AS id
          FROM app.responsibility_list AS t1
          WHERE t1."year" = CAST($1 AS INTEGER)
          AND t1."state" = 'PUBLISHED'
          AND t1."state" IN ('PUBLISHED', 'RETIRED')
          AND t1."holder_parent" = $2
          ORDER BY t1."year" DESC,
          t1."id" DESC
          LIMIT 20
        ) AS anon_6
      ) AS t1pu
      ORDER BY t1pu."year" DESC,
      t1pu."id" DESC
      LIMIT 20
    ) AS t1p
    LEFT OUTER JOIN app.tenant AS t2 ON t2."id" = t1p."holder"
    LEFT OUTER JOIN app.actor_type AS t3 ON t3."key" = t1p."actor_type"
    LEFT OUTER JOIN app.body AS t4 ON t4."root" = t1p."root"
    AND t4."id" = t1p."body_id"
    AND t4."at3" = $2
    AND t4."open_to" <= 3
  ),
  '}}'
) AS concat_1
