-- $1: variable village
-- $2: viewer_root
-- $3: viewer_tenant
-- $4: constant 2026
-- $5: constant 'branch_secretary'
SELECT concat(
  '{"data":{"responsibilityList":',
  coalesce(
    (
      SELECT concat('{"id":"ResponsibilityList_', t1."id", '"}') AS concat_2
      FROM app.responsibility_list AS t1
      WHERE t1."id" = $1::UUID
      AND t1."root" = $2
      AND (t1."holder" = $3 OR t1."state" IN ('PUBLISHED', 'RETIRED') AND t1."holder_parent" = $3)
      LIMIT 1
    ),
    'null'
  ),
  ',"responsibilityLists":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"tenant":',
            CASE WHEN (t3."uid" IS NULL) THEN 'null' ELSE concat(
              '{"name":',
              to_json(t3."name"),
              ',"kind":"',
              t3."kind",
              '"}'
            ) END,
            '}'
          ),
          ','
          ORDER BY t2p."year" DESC,
          t2p."id" DESC
        ),
        ''
      ),
      ']}'
    ) AS concat_3
    FROM (
      SELECT t2pu."holder" AS holder,
      t2pu."year" AS year,
      t2pu."id" AS id
      FROM (
        SELECT anon_1.holder AS holder,
        anon_1.year AS year,
        anon_1.id AS id
        FROM (
          SELECT t2."holder" AS holder,
          t2."year" AS year,
          t2."id" AS id
          FROM app.responsibility_list AS t2
          WHERE t2."holder" = $3
          ORDER BY t2."year" DESC,
          t2."id" DESC
          LIMIT 50
        ) AS anon_1
        UNION ALL
        SELECT anon_2.holder AS holder,
        anon_2.year AS year,
        anon_2.id AS id
        FROM (
          SELECT t2."holder" AS holder,
          t2."year" AS year,
          t2."id" AS id
          FROM app.responsibility_list AS t2
          WHERE t2."state" IN ('PUBLISHED', 'RETIRED')
          AND t2."holder_parent" = $3
          ORDER BY t2."year" DESC,
          t2."id" DESC
          LIMIT 50
        ) AS anon_2
      ) AS t2pu
      ORDER BY t2pu."year" DESC,
      t2pu."id" DESC
      LIMIT 50
    ) AS t2p
    LEFT OUTER JOIN app.tenant AS t3 ON t3."id" = t2p."holder"
  ),
  ',"coverage":',
  (
    SELECT concat(
      '[',
      coalesce(
        string_agg(
          concat(
            '{"tenant":',
            CASE WHEN (t5."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t5."name"), '}') END,
            ',"tenants":',
            CAST(t4p."tenants" AS TEXT),
            ',"withList":',
            CAST(t4p."with_list" AS TEXT),
            ',"withPledge":',
            CAST(t4p."with_pledge" AS TEXT),
            ',"withRecord":',
            CAST(t4p."with_record" AS TEXT),
            '}'
          ),
          ','
          ORDER BY t4p."name_sort" ASC,
          t4p."actor_type" ASC,
          t4p."child" ASC
        ),
        ''
      ),
      ']'
    ) AS concat_4
    FROM (
      SELECT t4."child" AS child,
      t4."tenants" AS tenants,
      t4."with_list" AS with_list,
      t4."with_pledge" AS with_pledge,
      t4."with_record" AS with_record,
      t4."name_sort" AS name_sort,
      t4."actor_type" AS actor_type
      FROM (
        SELECT wanted.child AS child,
        wanted.actor_type AS actor_type,
        app.tenant.name_sort AS name_sort,
        count(DISTINCT wanted.holder) AS tenants,
        count(DISTINCT wanted.holder) FILTER (
          WHERE (wanted.holder, wanted.actor_type) IN (
            SELECT app.responsibility_list.holder,
            app.responsibility_list.actor_type
            FROM app.responsibility_list
            WHERE app.responsibility_list.year = CAST($4 AS INTEGER)
            AND (app.responsibility_list.state NOT IN ('RETIRED', 'WITHDRAWN'))
            AND app.responsibility_list.state = 'PUBLISHED'
          )
        ) AS with_list,
        count(DISTINCT wanted.holder) FILTER (
          WHERE (wanted.holder, wanted.actor_type) IN (
            SELECT app.responsibility_list.holder,
            app.responsibility_list.actor_type
            FROM app.responsibility_list
            WHERE app.responsibility_list.year = CAST($4 AS INTEGER)
            AND (app.responsibility_list.state NOT IN ('RETIRED', 'WITHDRAWN'))
            AND (
              EXISTS (
                SELECT app.pledge.id
                FROM app.pledge
                WHERE app.pledge.root = app.responsibility_list.root
                AND app.pledge.list_id = app.responsibility_list.id
                AND app.pledge.list_version = app.responsibility_list.edition
              )
            )
          )
        ) AS with_pledge,
        count(DISTINCT wanted.holder) FILTER (
          WHERE (wanted.holder, wanted.actor_type) IN (
            SELECT app.responsibility_list.holder,
            app.responsibility_list.actor_type
            FROM app.responsibility_list
            WHERE app.responsibility_list.year = CAST($4 AS INTEGER)
            AND (app.responsibility_list.state NOT IN ('RETIRED', 'WITHDRAWN'))
            AND (
              EXISTS (
                SELECT app.entry.id
                FROM app.entry JOIN app.obligation ON app.obligation.root = app.entry.root
                AND app.obligation.id = app.entry.obligation_id
                WHERE app.obligation.root = app.responsibility_list.root
                AND app.obligation.list_id = app.responsibility_list.id
              )
            )
          )
        ) AS with_record,
        bool_and(wanted.whole) AS complete
        FROM (
          SELECT DISTINCT coalesce(
            app.post.at3,
            app.post.at4,
            app.post.at5,
            app.post.at6,
            app.post.holder
          ) AS child,
          app.post.holder AS holder,
          app.post.actor_type AS actor_type,
          true AS whole
          FROM app.post
          WHERE app.post.actor_type IS NOT NULL
          AND app.post.valid_until IS NULL
          AND (app.post.at2 = $3)
        ) AS wanted JOIN app.tenant ON app.tenant.id = wanted.child
        GROUP BY wanted.child,
        wanted.actor_type,
        app.tenant.name_sort
      ) AS t4
      WHERE t4."actor_type" = $5
      ORDER BY t4."name_sort" ASC,
      t4."actor_type" ASC,
      t4."child" ASC
      LIMIT 200
    ) AS t4p
    LEFT OUTER JOIN app.tenant AS t5 ON t5."id" = t4p."child"
  ),
  '}}'
) AS concat_1
