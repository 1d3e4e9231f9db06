-- $1: today
-- $2: variable unit
-- $3: viewer_post
-- $4: variable over
-- $5: variable withdrawn
SELECT concat(
  '{"data":{"contactCards":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"id":"ContactCard_',
            t1p."id",
            '","title":',
            to_json(t1p."title"),
            ',"phone":',
            to_json(t1p."phone"),
            ',"hours":',
            to_json(t1p."hours"),
            ',"place":',
            to_json(t1p."place"),
            ',"fromOn":"',
            t1p."from_on",
            '","untilOn":',
            CASE WHEN (t1p."until_on" IS NULL) THEN 'null' ELSE concat('"', t1p."until_on", '"') END,
            ',"state":"',
            CASE WHEN (
              t1p."state" = 'PUBLISHED'
              AND t1p."until_on" <= CAST($1 AS DATE)
            ) THEN 'ENDED' ELSE t1p."state" END,
            '","publishedAt":"',
            to_char(timezone('UTC', t1p."published_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            '","withdrawnAt":',
            CASE WHEN (t1p."withdrawn_at" IS NULL) THEN 'null' ELSE concat(
              '"',
              to_char(timezone('UTC', t1p."withdrawn_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
              '"'
            ) END,
            ',"version":',
            CAST(t1p."version" AS TEXT),
            ',"tenant":',
            CASE WHEN (t2."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t2."name"), '}') END,
            ',"post":',
            CASE WHEN (t3."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t3."title"), '}') END,
            ',"viewerActions":[{"act":"WITHDRAW","allowed":',
            CAST((false AND t1p."state" IN ('PUBLISHED')) IS true AS TEXT),
            ',"missing":',
            CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN ((t1p."state" IN ('PUBLISHED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
            '}]}'
          ),
          ','
          ORDER BY t1p."from_on" DESC,
          t1p."id" DESC
        ),
        ''
      ),
      ']}'
    ) AS concat_2
    FROM (
      SELECT t1."id" AS id,
      t1."title" AS title,
      t1."phone" AS phone,
      t1."hours" AS hours,
      t1."place" AS place,
      t1."from_on" AS from_on,
      t1."until_on" AS until_on,
      t1."state" AS state,
      t1."published_at" AS published_at,
      t1."withdrawn_at" AS withdrawn_at,
      t1."version" AS version,
      t1."holder" AS holder,
      t1."root" AS root,
      t1."post_id" AS post_id
      FROM app.contact_card AS t1
      WHERE t1."state" = 'PUBLISHED'
      AND t1."from_on" <= CAST($1 AS DATE)
      AND (t1."until_on" IS NULL OR t1."until_on" > CAST($1 AS DATE))
      AND t1."holder" = (SELECT app.tenant.id FROM app.tenant WHERE app.tenant.uid = $2::UUID)
      AND t1."shown" = 'PUBLIC'
      AND t1."state" = 'PUBLISHED'
      ORDER BY t1."from_on" DESC,
      t1."id" DESC
      LIMIT 10
    ) AS t1p
    LEFT OUTER JOIN app.tenant AS t2 ON t2."id" = t1p."holder"
    LEFT OUTER JOIN app.post AS t3 ON t3."root" = t1p."root"
    AND t3."root" = t1p."root"
    AND t3."id" = t1p."post_id"
    AND (t3."id" = $3::UUID)
  ),
  ',"over":',
  coalesce(
    (
      SELECT concat(
        '{"phone":',
        to_json(t4."phone"),
        ',"untilOn":',
        CASE WHEN (t4."until_on" IS NULL) THEN 'null' ELSE concat('"', t4."until_on", '"') END,
        ',"state":"',
        CASE WHEN (
          t4."state" = 'PUBLISHED'
          AND t4."until_on" <= CAST($1 AS DATE)
        ) THEN 'ENDED' ELSE t4."state" END,
        '"}'
      ) AS concat_3
      FROM app.contact_card AS t4
      WHERE t4."id" = $4::UUID
      AND (t4."shown" = 'PUBLIC' AND t4."state" = 'PUBLISHED')
      LIMIT 1
    ),
    'null'
  ),
  ',"withdrawn":',
  coalesce(
    (
      SELECT concat('{"phone":', to_json(t5."phone"), '}') AS concat_4
      FROM app.contact_card AS t5
      WHERE t5."id" = $5::UUID
      AND (t5."shown" = 'PUBLIC' AND t5."state" = 'PUBLISHED')
      LIMIT 1
    ),
    'null'
  ),
  '}}'
) AS concat_1
