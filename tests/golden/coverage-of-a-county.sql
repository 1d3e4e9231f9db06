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
        SELECT units.child AS child,
        units.actor_type AS actor_type,
        app.tenant.name_sort AS name_sort,
        count(*) AS tenants,
        count(*) FILTER (WHERE units.with_list) AS with_list,
        count(*) FILTER (WHERE units.with_pledge) AS with_pledge,
        count(*) FILTER (WHERE units.with_record) AS with_record,
        bool_and(units.whole) AS complete
        FROM (
          SELECT wanted.child AS child,
          wanted.holder AS holder,
          wanted.actor_type AS actor_type,
          bool_and(
            coalesce(
              (
                wanted.holder,
                wanted.actor_type,
                coalesce(wanted.body_id, '00000000-0000-0000-0000-000000000000'::uuid)
              ) IN (
                SELECT with_list.holder,
                with_list.actor_type,
                coalesce(
                  with_list.body_id,
                  '00000000-0000-0000-0000-000000000000'::uuid
                ) AS coalesce_1
                FROM (
                  SELECT app.responsibility_list.holder AS holder,
                  app.responsibility_list.actor_type AS actor_type,
                  app.responsibility_list.body_id AS body_id
                  FROM app.responsibility_list
                  WHERE app.responsibility_list.year = CAST($1 AS INTEGER)
                  AND (app.responsibility_list.state NOT IN ('RETIRED', 'WITHDRAWN'))
                  AND app.responsibility_list.state = 'PUBLISHED'
                ) AS with_list
              ),
              false
            )
          ) AS with_list,
          bool_and(
            coalesce(
              (
                wanted.holder,
                wanted.actor_type,
                coalesce(wanted.body_id, '00000000-0000-0000-0000-000000000000'::uuid)
              ) IN (
                SELECT with_pledge.holder,
                with_pledge.actor_type,
                coalesce(
                  with_pledge.body_id,
                  '00000000-0000-0000-0000-000000000000'::uuid
                ) AS coalesce_2
                FROM (
                  SELECT app.responsibility_list.holder AS holder,
                  app.responsibility_list.actor_type AS actor_type,
                  app.responsibility_list.body_id AS body_id
                  FROM app.responsibility_list
                  WHERE app.responsibility_list.year = CAST($1 AS INTEGER)
                  AND (app.responsibility_list.state NOT IN ('RETIRED', 'WITHDRAWN'))
                  AND (
                    EXISTS (
                      SELECT app.appointment.id
                      FROM app.appointment JOIN app.post ON app.post.root = app.appointment.root
                      AND app.post.id = app.appointment.post_id
                      WHERE app.post.root = app.responsibility_list.root
                      AND app.post.holder = app.responsibility_list.holder
                      AND app.post.actor_type = app.responsibility_list.actor_type
                      AND app.post.body_id IS NOT DISTINCT
                      FROM app.responsibility_list.body_id
                      AND app.post.valid_from <= (now() at time zone 'Asia/Shanghai')::date
                      AND (
                        app.post.valid_until IS NULL
                        OR app.post.valid_until > (now() at time zone 'Asia/Shanghai')::date
                      )
                      AND app.appointment.kind = 'REGULAR'
                      AND app.appointment.appointed_on <= (now() at time zone 'Asia/Shanghai')::date
                      AND (
                        app.appointment.relieved_on IS NULL
                        OR app.appointment.relieved_on > (now() at time zone 'Asia/Shanghai')::date
                      )
                      AND (
                        app.appointment.suspended_on IS NULL
                        OR app.appointment.suspended_on > (now() at time zone 'Asia/Shanghai')::date
                        OR app.appointment.resumed_on <= (now() at time zone 'Asia/Shanghai')::date
                      )
                    )
                  )
                  AND NOT (
                    EXISTS (
                      SELECT app.appointment.id
                      FROM app.appointment JOIN app.post ON app.post.root = app.appointment.root
                      AND app.post.id = app.appointment.post_id
                      WHERE app.post.root = app.responsibility_list.root
                      AND app.post.holder = app.responsibility_list.holder
                      AND app.post.actor_type = app.responsibility_list.actor_type
                      AND app.post.body_id IS NOT DISTINCT
                      FROM app.responsibility_list.body_id
                      AND app.post.valid_from <= (now() at time zone 'Asia/Shanghai')::date
                      AND (
                        app.post.valid_until IS NULL
                        OR app.post.valid_until > (now() at time zone 'Asia/Shanghai')::date
                      )
                      AND app.appointment.kind = 'REGULAR'
                      AND app.appointment.appointed_on <= (now() at time zone 'Asia/Shanghai')::date
                      AND (
                        app.appointment.relieved_on IS NULL
                        OR app.appointment.relieved_on > (now() at time zone 'Asia/Shanghai')::date
                      )
                      AND (
                        app.appointment.suspended_on IS NULL
                        OR app.appointment.suspended_on > (now() at time zone 'Asia/Shanghai')::date
                        OR app.appointment.resumed_on <= (now() at time zone 'Asia/Shanghai')::date
                      )
                      AND NOT (
                        EXISTS (
                          SELECT app.pledge.id
                          FROM app.pledge,
                          app.responsibility_list
                          WHERE app.pledge.root = app.responsibility_list.root
                          AND app.pledge.list_id = app.responsibility_list.id
                          AND app.pledge.list_version = app.responsibility_list.edition
                          AND app.pledge.person_id = app.appointment.person_id
                        )
                      )
                    )
                  )
                ) AS with_pledge
              ),
              false
            )
          ) AS with_pledge,
          bool_and(
            coalesce(
              (
                wanted.holder,
                wanted.actor_type,
                coalesce(wanted.body_id, '00000000-0000-0000-0000-000000000000'::uuid)
              ) IN (
                SELECT with_record.holder,
                with_record.actor_type,
                coalesce(
                  with_record.body_id,
                  '00000000-0000-0000-0000-000000000000'::uuid
                ) AS coalesce_3
                FROM (
                  SELECT app.responsibility_list.holder AS holder,
                  app.responsibility_list.actor_type AS actor_type,
                  app.responsibility_list.body_id AS body_id
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
                ) AS with_record
              ),
              false
            )
          ) AS with_record,
          bool_and(wanted.whole) AS whole
          FROM (
            SELECT DISTINCT coalesce(app.post.at4, app.post.at5, app.post.at6, app.post.holder) AS child,
            app.post.holder AS holder,
            app.post.actor_type AS actor_type,
            app.post.body_id AS body_id,
            true AS whole
            FROM app.post
            WHERE app.post.actor_type IS NOT NULL
            AND app.post.valid_until IS NULL
            AND (app.post.at3 = $2)
          ) AS wanted
          GROUP BY wanted.child,
          wanted.holder,
          wanted.actor_type
        ) AS units JOIN app.tenant ON app.tenant.id = units.child
        GROUP BY units.child,
        units.actor_type,
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
