-- $1: viewer_tenant
-- $2: viewer_post
-- $3: constant '520602000000'
SELECT concat(
  '{"data":{"tenant":',
  coalesce(
    (
      SELECT concat(
        '{"__typename":"Tenant","id":"Tenant_',
        t1."uid",
        '","code":',
        to_json(t1."code"),
        ',"kind":"',
        t1."kind",
        '","name":',
        to_json(t1."name"),
        ',"path":',
        to_json(
          (
            SELECT string_agg(above.name, '/' ORDER BY above.slot) AS string_agg_1
            FROM app.tenant AS above
            WHERE above.id IN (t1."at1", t1."at2", t1."at3", t1."at4", t1."at5", t1."at6")
          )
        ),
        ',"slot":',
        CAST(t1."slot" AS TEXT),
        ',"creditCode":',
        CASE WHEN (t1."credit_code" IS NULL) THEN 'null' ELSE to_json(t1."credit_code") END,
        ',"trade":',
        CASE WHEN (t1."trade" IS NULL) THEN 'null' ELSE to_json(t1."trade") END,
        ',"suspended":',
        CAST(t1."suspended" AS TEXT),
        ',"synthetic":',
        CAST(t1."synthetic" AS TEXT),
        ',"validFrom":"',
        t1."valid_from",
        '","validUntil":',
        CASE WHEN (t1."valid_until" IS NULL) THEN 'null' ELSE concat('"', t1."valid_until", '"') END,
        ',"parent":',
        CASE WHEN (t2."uid" IS NULL) THEN 'null' ELSE concat(
          '{"name":',
          to_json(t2."name"),
          ',"kind":"',
          t2."kind",
          '"}'
        ) END,
        ',"ancestors":',
        (
          SELECT concat(
            '[',
            coalesce(
              string_agg(
                concat('{"name":', to_json(t3p."name"), ',"slot":', CAST(t3p."slot" AS TEXT), '}'),
                ','
                ORDER BY t3p."slot" ASC,
                t3p."uid" ASC
              ),
              ''
            ),
            ']'
          ) AS concat_3
          FROM (
            SELECT t3."name" AS name,
            t3."slot" AS slot,
            t3."uid" AS uid
            FROM app.tenant AS t3
            WHERE t3."id" IN (t1."at1", t1."at2", t1."at3", t1."at4", t1."at5", t1."at6")
            AND t3."id" != t1."id"
            ORDER BY t3."slot" ASC,
            t3."uid" ASC
            LIMIT 6
          ) AS t3p
        ),
        ',"townships":',
        (
          SELECT concat(
            '{"nodes":[',
            coalesce(
              string_agg(
                concat(
                  '{"code":',
                  to_json(t4p."code"),
                  ',"name":',
                  to_json(t4p."name"),
                  ',"parent":',
                  CASE WHEN (t5."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t5."name"), '}') END,
                  '}'
                ),
                ','
                ORDER BY t4p."name_sort" ASC,
                t4p."uid" ASC
              ),
              ''
            ),
            ']}'
          ) AS concat_4
          FROM (
            SELECT t4."code" AS code,
            t4."name" AS name,
            t4."parent_id" AS parent_id,
            t4."name_sort" AS name_sort,
            t4."uid" AS uid
            FROM app.tenant AS t4
            WHERE t4."parent_id" = t1."id"
            AND t4."valid_until" IS NULL
            AND t4."kind" = 'TOWNSHIP'
            ORDER BY t4."name_sort" ASC,
            t4."uid" ASC
            LIMIT 50
          ) AS t4p
          LEFT OUTER JOIN app.tenant AS t5 ON t5."id" = t4p."parent_id"
        ),
        ',"departments":',
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
                        FROM app.tenant AS t6
                        WHERE t6."parent_id" = t1."id"
                        AND t6."valid_until" IS NULL
                        AND t6."kind" = 'DEPARTMENT'
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
                concat('{"name":', to_json(t6p."name"), '}'),
                ','
                ORDER BY t6p."code" ASC,
                t6p."uid" ASC
              ),
              ''
            ),
            ']}'
          ) AS concat_5
          FROM (
            SELECT t6."name" AS name,
            t6."code" AS code,
            t6."uid" AS uid
            FROM app.tenant AS t6
            WHERE t6."parent_id" = t1."id"
            AND t6."valid_until" IS NULL
            AND t6."kind" = 'DEPARTMENT'
            ORDER BY t6."code" ASC,
            t6."uid" ASC
            LIMIT 50
          ) AS t6p
        ),
        ',"bodies":',
        (
          SELECT concat(
            '{"nodes":[',
            coalesce(
              string_agg(
                concat(
                  '{"name":',
                  to_json(t7p."name"),
                  ',"kind":',
                  CASE WHEN (t8."key" IS NULL) THEN 'null' ELSE concat(
                    '{"key":',
                    to_json(t8."key"),
                    ',"titleZh":',
                    to_json(t8."title_zh"),
                    ',"titleEn":',
                    to_json(t8."title_en"),
                    '}'
                  ) END,
                  '}'
                ),
                ','
                ORDER BY t7p."name_sort" ASC,
                t7p."id" ASC
              ),
              ''
            ),
            ']}'
          ) AS concat_6
          FROM (
            SELECT t7."name" AS name,
            t7."kind" AS kind,
            t7."name_sort" AS name_sort,
            t7."id" AS id
            FROM app.body AS t7
            WHERE t7."root" = t1."root"
            AND t7."holder" = t1."id"
            AND (t7."at2" = $1 AND t7."open_to" <= 2)
            ORDER BY t7."name_sort" ASC,
            t7."id" ASC
            LIMIT 50
          ) AS t7p
          LEFT OUTER JOIN app.body_kind AS t8 ON t8."key" = t7p."kind"
        ),
        ',"posts":',
        (
          SELECT concat(
            '{"nodes":[',
            coalesce(
              string_agg(
                concat(
                  '{"title":',
                  to_json(t9p."title"),
                  ',"roles":',
                  to_json(t9p."roles"),
                  ',"heads":',
                  CAST(t9p."heads" AS TEXT),
                  '}'
                ),
                ','
                ORDER BY t9p."title" ASC,
                t9p."id" ASC
              ) FILTER (WHERE t9p."n" <= 3),
              ''
            ),
            '],"pageInfo":{"hasNextPage":',
            CAST(count(*) > 3 AS TEXT),
            '}}'
          ) AS concat_7
          FROM (
            SELECT t9pr."title" AS title,
            t9pr."roles" AS roles,
            t9pr."heads" AS heads,
            t9pr."id" AS id,
            row_number() OVER (ORDER BY t9pr."title" ASC, t9pr."id" ASC) AS n
            FROM (
              SELECT t9."title" AS title,
              t9."roles" AS roles,
              t9."heads" AS heads,
              t9."id" AS id
              FROM app.post AS t9
              WHERE t9."root" = t1."root"
              AND t9."holder" = t1."id"
              AND (
                t9."id" = $2::UUID
                OR t9."at2" = $1
                AND t9."open_to" <= 2
                AND (t9."id" = $2::UUID) IS NOT true
              )
              ORDER BY t9."title" ASC,
              t9."id" ASC
              LIMIT 4
            ) AS t9pr
          ) AS t9p
        ),
        '}'
      ) AS concat_2
      FROM app.tenant AS t1
      LEFT OUTER JOIN app.tenant AS t2 ON t2."id" = t1."parent_id"
      WHERE t1."code" = $3
      ORDER BY t1."valid_until" IS NULL DESC,
      t1."slot" ASC,
      t1."uid" ASC
      LIMIT 1
    ),
    'null'
  ),
  '}}'
) AS concat_1
