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
                  WHERE app.responsibility_list.year = CAST($4 AS INTEGER)
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
                  WHERE app.responsibility_list.year = CAST($4 AS INTEGER)
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
                ) AS with_record
              ),
              false
            )
          ) AS with_record,
          bool_and(wanted.whole) AS whole
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
            app.post.body_id AS body_id,
            true AS whole
            FROM app.post
            WHERE app.post.actor_type IS NOT NULL
            AND app.post.valid_until IS NULL
            AND (app.post.at2 = $3)
          ) AS wanted
          GROUP BY wanted.child,
          wanted.holder,
          wanted.actor_type
        ) AS units JOIN app.tenant ON app.tenant.id = units.child
        GROUP BY units.child,
        units.actor_type,
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
