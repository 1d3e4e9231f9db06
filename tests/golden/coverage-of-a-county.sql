-- $1: variable year
-- $2: viewer_tenant
-- $3: constant 'branch_secretary'
SELECT concat(
  '{"data":{"coverage":',
  (
    SELECT concat(
      '[',
      coalesce(
        string_agg(
          concat(
            '{"tenant":',
            CASE WHEN (t2."uid" IS NULL) THEN 'null' ELSE concat(
              '{"name":',
              to_json(t2."name"),
              ',"kind":"',
              t2."kind",
              '"}'
            ) END,
            ',"actorType":',
            CASE WHEN (t3."id" IS NULL) THEN 'null' ELSE concat('{"key":', to_json(t3."key"), '}') END,
            ',"tenants":',
            CAST(t1p."tenants" AS TEXT),
            ',"withList":',
            CAST(t1p."with_list" AS TEXT),
            ',"withPledge":',
            CAST(t1p."with_pledge" AS TEXT),
            ',"withRecord":',
            CAST(t1p."with_record" AS TEXT),
            ',"complete":',
            CAST(t1p."complete" AS TEXT),
            '}'
          ),
          ','
          ORDER BY t1p."name_sort" ASC,
          t1p."actor_type" ASC,
          t1p."child" ASC
        ),
        ''
      ),
      ']'
    ) AS concat_2
    FROM (
      SELECT t1."child" AS child,
      t1."actor_type" AS actor_type,
      t1."tenants" AS tenants,
      t1."with_list" AS with_list,
      t1."with_pledge" AS with_pledge,
      t1."with_record" AS with_record,
      t1."complete" AS complete,
      t1."name_sort" AS name_sort
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
            WHERE app.responsibility_list.year = CAST($1 AS INTEGER)
            AND (app.responsibility_list.state NOT IN ('RETIRED', 'WITHDRAWN'))
            AND app.responsibility_list.state = 'PUBLISHED'
          )
        ) AS with_list,
        count(DISTINCT wanted.holder) FILTER (
          WHERE (wanted.holder, wanted.actor_type) IN (
            SELECT app.responsibility_list.holder,
            app.responsibility_list.actor_type
            FROM app.responsibility_list
            WHERE app.responsibility_list.year = CAST($1 AS INTEGER)
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
            WHERE app.responsibility_list.year = CAST($1 AS INTEGER)
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
          SELECT DISTINCT coalesce(app.post.at4, app.post.at5, app.post.at6, app.post.holder) AS child,
          app.post.holder AS holder,
          app.post.actor_type AS actor_type,
          true AS whole
          FROM app.post
          WHERE app.post.actor_type IS NOT NULL
          AND app.post.valid_until IS NULL
          AND (app.post.at3 = $2)
        ) AS wanted JOIN app.tenant ON app.tenant.id = wanted.child
        GROUP BY wanted.child,
        wanted.actor_type,
        app.tenant.name_sort
      ) AS t1
      WHERE t1."actor_type" = $3
      ORDER BY t1."name_sort" ASC,
      t1."actor_type" ASC,
      t1."child" ASC
      LIMIT 200
    ) AS t1p
    LEFT OUTER JOIN app.tenant AS t2 ON t2."id" = t1p."child"
    LEFT OUTER JOIN app.actor_type AS t3 ON t3."key" = t1p."actor_type"
  ),
  '}}'
) AS concat_1
