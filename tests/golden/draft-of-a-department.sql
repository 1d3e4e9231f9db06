-- $1: viewer_tenant
-- $2: viewer_person
-- $3: viewer_actor_type
-- $4: viewer_body
-- $5: viewer_post
SELECT concat(
  '{"data":{"responsibilityLists":',
  (
    SELECT concat(
      '{"edges":[',
      coalesce(
        string_agg(
          concat(
            '{"node":{"state":"',
            t1p."state",
            '","publishedAt":',
            CASE WHEN (t1p."published_at" IS NULL) THEN 'null' ELSE concat(
              '"',
              to_char(timezone('UTC', t1p."published_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
              '"'
            ) END,
            ',"actorType":',
            CASE WHEN (t2."id" IS NULL) THEN 'null' ELSE concat('{"key":', to_json(t2."key"), '}') END,
            ',"viewerActions":[{"act":"ADD_CLAUSE","allowed":',
            CAST(((t1p."holder" = $1) AND t1p."state" IN ('DRAFT', 'PUBLISHED')) IS true AS TEXT),
            ',"missing":',
            CASE WHEN ((t1p."holder" = $1) IS NOT true) THEN '"RULE"' WHEN ((t1p."state" IN ('DRAFT', 'PUBLISHED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
            ',"furtherCheck":true},{"act":"PUBLISH","allowed":',
            CAST(((t1p."holder" = $1) AND t1p."state" IN ('DRAFT', 'PUBLISHED')) IS true AS TEXT),
            ',"missing":',
            CASE WHEN ((t1p."holder" = $1) IS NOT true) THEN '"RULE"' WHEN ((t1p."state" IN ('DRAFT', 'PUBLISHED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
            ',"furtherCheck":true},{"act":"SIGN","allowed":',
            CAST(
              (
                t1p."holder" = $1
                AND t1p."state" = 'PUBLISHED'
                AND t1p."state" IN ('PUBLISHED')
                AND NOT (
                  EXISTS (
                    SELECT app.pledge.id
                    FROM app.pledge
                    WHERE app.pledge.root = t1p."root"
                    AND app.pledge.list_id = t1p."id"
                    AND app.pledge.list_version = t1p."edition"
                    AND app.pledge.person_id = $2::UUID
                  )
                )
                AND (
                  NOT (
                    t1p."actor_type" IS NOT DISTINCT
                    FROM $3
                    AND t1p."body_id" IS NOT DISTINCT
                    FROM $4::UUID
                  )
                  OR (
                    EXISTS (
                      SELECT own.id
                      FROM app.appointment AS own
                      WHERE own.root = t1p."root"
                      AND own.person_id = $2::UUID
                      AND own.post_id = $5::UUID
                      AND own.kind = 'REGULAR'
                      AND own.appointed_on <= (now() at time zone 'Asia/Shanghai')::date
                      AND (
                        own.relieved_on IS NULL
                        OR own.relieved_on > (now() at time zone 'Asia/Shanghai')::date
                      )
                    )
                  )
                )
              ) IS true AS TEXT
            ),
            ',"missing":',
            CASE WHEN (
              (t1p."holder" = $1 AND t1p."state" = 'PUBLISHED') IS NOT true
            ) THEN '"RULE"' WHEN (
              (
                t1p."state" IN ('PUBLISHED')
                AND NOT (
                  EXISTS (
                    SELECT app.pledge.id
                    FROM app.pledge
                    WHERE app.pledge.root = t1p."root"
                    AND app.pledge.list_id = t1p."id"
                    AND app.pledge.list_version = t1p."edition"
                    AND app.pledge.person_id = $2::UUID
                  )
                )
                AND (
                  NOT (
                    t1p."actor_type" IS NOT DISTINCT
                    FROM $3
                    AND t1p."body_id" IS NOT DISTINCT
                    FROM $4::UUID
                  )
                  OR (
                    EXISTS (
                      SELECT own.id
                      FROM app.appointment AS own
                      WHERE own.root = t1p."root"
                      AND own.person_id = $2::UUID
                      AND own.post_id = $5::UUID
                      AND own.kind = 'REGULAR'
                      AND own.appointed_on <= (now() at time zone 'Asia/Shanghai')::date
                      AND (
                        own.relieved_on IS NULL
                        OR own.relieved_on > (now() at time zone 'Asia/Shanghai')::date
                      )
                    )
                  )
                )
              ) IS NOT true
            ) THEN '"STATE"' ELSE 'null' END,
            ',"furtherCheck":true},{"act":"OPEN_PERIOD","allowed":',
            CAST(((t1p."holder" = $1) AND t1p."state" IN ('PUBLISHED')) IS true AS TEXT),
            ',"missing":',
            CASE WHEN ((t1p."holder" = $1) IS NOT true) THEN '"RULE"' WHEN ((t1p."state" IN ('PUBLISHED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
            ',"furtherCheck":true},{"act":"RETIRE","allowed":',
            CAST(((t1p."holder" = $1) AND t1p."state" IN ('DRAFT', 'PUBLISHED')) IS true AS TEXT),
            ',"missing":',
            CASE WHEN ((t1p."holder" = $1) IS NOT true) THEN '"RULE"' WHEN ((t1p."state" IN ('DRAFT', 'PUBLISHED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
            ',"furtherCheck":false}],"obligations":{"totalCount":',
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
                        FROM app.obligation AS t3
                        WHERE t3."root" = t1p."root"
                        AND t3."list_id" = t1p."id"
                        AND (t3."at5" = $1 AND t3."open_to" <= 5)
                        LIMIT 201
                      ) AS anon_3
                    ) AS anon_2
                    LIMIT 201
                  ) AS anon_1
                ),
                200
              ) AS TEXT
            ),
            '}}}'
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
      SELECT t1pu."state" AS state,
      t1pu."published_at" AS published_at,
      t1pu."actor_type" AS actor_type,
      t1pu."holder" AS holder,
      t1pu."body_id" AS body_id,
      t1pu."root" AS root,
      t1pu."id" AS id,
      t1pu."edition" AS edition,
      t1pu."year" AS year
      FROM (
        SELECT anon_4.state AS state,
        anon_4.published_at AS published_at,
        anon_4.actor_type AS actor_type,
        anon_4.holder AS holder,
        anon_4.body_id AS body_id,
        anon_4.root AS root,
        anon_4.id AS id,
        anon_4.edition AS edition,
        anon_4.year AS year
        FROM (
          SELECT t1."state" AS state,
          t1."published_at" AS published_at,
          t1."actor_type" AS actor_type,
          t1."holder" AS holder,
          t1."body_id" AS body_id,
          t1."root" AS root,
          t1."id" AS id,
          t1."edition" AS edition,
          t1."year" AS year
          FROM app.responsibility_list AS t1
          WHERE t1."state" = 'DRAFT'
          AND t1."holder" = $1
          ORDER BY t1."year" DESC,
          t1."id" DESC
          LIMIT 50
        ) AS anon_4
        UNION ALL
        SELECT anon_5.state AS state,
        anon_5.published_at AS published_at,
        anon_5.actor_type AS actor_type,
        anon_5.holder AS holder,
        anon_5.body_id AS body_id,
        anon_5.root AS root,
        anon_5.id AS id,
        anon_5.edition AS edition,
        anon_5.year AS year
        FROM (
          SELECT t1."state" AS state,
          t1."published_at" AS published_at,
          t1."actor_type" AS actor_type,
          t1."holder" AS holder,
          t1."body_id" AS body_id,
          t1."root" AS root,
          t1."id" AS id,
          t1."edition" AS edition,
          t1."year" AS year
          FROM app.responsibility_list AS t1
          WHERE t1."state" = 'DRAFT'
          AND t1."state" IN ('PUBLISHED', 'RETIRED')
          AND t1."holder_parent" = $1
          ORDER BY t1."year" DESC,
          t1."id" DESC
          LIMIT 50
        ) AS anon_5
      ) AS t1pu
      ORDER BY t1pu."year" DESC,
      t1pu."id" DESC
      LIMIT 50
    ) AS t1p
    LEFT OUTER JOIN app.actor_type AS t2 ON t2."key" = t1p."actor_type"
  ),
  '}}'
) AS concat_1
