-- $1: viewer_post
-- $2: constant '520602001000'
-- $3: viewer_tenant
-- $4: viewer_actor_type
-- $5: constant 2026
-- $6: constant 'branch_secretary'
SELECT concat(
  '{"data":{"tenant":',
  coalesce(
    (
      SELECT concat(
        '{"name":',
        to_json(t1."name"),
        ',"posts":',
        (
          SELECT concat(
            '{"nodes":[',
            coalesce(
              string_agg(
                concat('{"title":', to_json(t2p."title"), '}'),
                ','
                ORDER BY t2p."title" ASC,
                t2p."id" ASC
              ),
              ''
            ),
            ']}'
          ) AS concat_3
          FROM (
            SELECT t2."title" AS title,
            t2."id" AS id
            FROM app.post AS t2
            WHERE t2."root" = t1."root"
            AND t2."holder" = t1."id"
            AND (t2."id" = $1::UUID)
            ORDER BY t2."title" ASC,
            t2."id" ASC
            LIMIT 50
          ) AS t2p
        ),
        ',"bodies":',
        (
          SELECT concat(
            '{"nodes":[',
            coalesce(
              string_agg(
                concat('{"name":', to_json(t3p."name"), '}'),
                ','
                ORDER BY t3p."name_sort" ASC,
                t3p."id" ASC
              ),
              ''
            ),
            ']}'
          ) AS concat_4
          FROM (
            SELECT t3."name" AS name,
            t3."name_sort" AS name_sort,
            t3."id" AS id
            FROM app.body AS t3
            WHERE false
            ORDER BY t3."name_sort" ASC,
            t3."id" ASC
            LIMIT 50
          ) AS t3p
        ),
        '}'
      ) AS concat_2
      FROM app.tenant AS t1
      WHERE t1."code" = $2
      ORDER BY t1."valid_until" IS NULL DESC,
      t1."slot" ASC,
      t1."uid" ASC
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
          concat('{"id":"ResponsibilityList_', t4p."id", '"}'),
          ','
          ORDER BY t4p."year" DESC,
          t4p."id" DESC
        ),
        ''
      ),
      '],"totalCount":',
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
                  FROM app.responsibility_list AS t4
                  WHERE false
                  LIMIT 201
                ) AS anon_3
              ) AS anon_2
              LIMIT 201
            ) AS anon_1
          ),
          200
        ) AS TEXT
      ),
      '}'
    ) AS concat_5
    FROM (
      SELECT t4."id" AS id,
      t4."year" AS year
      FROM app.responsibility_list AS t4
      WHERE false
      ORDER BY t4."year" DESC,
      t4."id" DESC
      LIMIT 50
    ) AS t4p
  ),
  ',"obligations":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat('{"id":"Obligation_', t5p."id", '"}'),
          ','
          ORDER BY t5p."due_on" ASC,
          t5p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_6
    FROM (
      SELECT t5."id" AS id,
      t5."due_on" AS due_on
      FROM app.obligation AS t5
      WHERE false
      ORDER BY t5."due_on" ASC,
      t5."id" ASC
      LIMIT 50
    ) AS t5p
  ),
  ',"inbox":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat('{"id":"Obligation_', t6p."id", '"}'),
          ','
          ORDER BY t6p."due_on" ASC,
          t6p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_7
    FROM (
      SELECT t6."id" AS id,
      t6."due_on" AS due_on
      FROM (
        SELECT *
        FROM app.obligation AS t6
        WHERE t6."holder" = $3
        AND t6."open"
        AND t6."state" != 'SELF_CHECKED'
        AND t6."actor_type" = coalesce($4, t6."actor_type")
        ORDER BY t6."due_on" ASC,
        t6."id" ASC
        LIMIT ALL OFFSET 0
      ) AS t6
      WHERE false
      ORDER BY t6."due_on" ASC,
      t6."id" ASC
      LIMIT 50
    ) AS t6p
  ),
  ',"obligationRollUp":',
  (
    SELECT concat(
      '[',
      coalesce(
        string_agg(
          concat('{"total":', CAST(t7p."total" AS TEXT), '}'),
          ','
          ORDER BY t7p."name_sort" ASC,
          t7p."child" ASC
        ),
        ''
      ),
      ']'
    ) AS concat_8
    FROM (
      SELECT t7."total" AS total,
      t7."name_sort" AS name_sort,
      t7."child" AS child
      FROM (
        SELECT counted.child AS child,
        counted.total AS total,
        counted.open AS open,
        counted.overdue AS overdue,
        counted.accepted AS accepted,
        counted.complete AS complete,
        app.tenant.name_sort AS name_sort
        FROM (
          SELECT coalesce(
            app.obligation_tally.at2,
            app.obligation_tally.at3,
            app.obligation_tally.at4,
            app.obligation_tally.at5,
            app.obligation_tally.at6,
            app.obligation_tally.holder
          ) AS child,
          sum(app.obligation_tally.total) AS total,
          sum(app.obligation_tally.open) AS open,
          sum(app.obligation_tally.overdue) AS overdue,
          sum(app.obligation_tally.accepted) AS accepted,
          true AS complete
          FROM app.obligation_tally
          WHERE false
          GROUP BY coalesce(
            app.obligation_tally.at2,
            app.obligation_tally.at3,
            app.obligation_tally.at4,
            app.obligation_tally.at5,
            app.obligation_tally.at6,
            app.obligation_tally.holder
          ) HAVING sum(app.obligation_tally.total) > 0
        ) AS counted JOIN app.tenant ON app.tenant.id = counted.child
      ) AS t7
      WHERE true
      ORDER BY t7."name_sort" ASC,
      t7."child" ASC
      LIMIT 200
    ) AS t7p
  ),
  ',"coverage":',
  (
    SELECT concat(
      '[',
      coalesce(
        string_agg(
          concat('{"tenants":', CAST(t8p."tenants" AS TEXT), '}'),
          ','
          ORDER BY t8p."name_sort" ASC,
          t8p."actor_type" ASC,
          t8p."child" ASC
        ),
        ''
      ),
      ']'
    ) AS concat_9
    FROM (
      SELECT t8."tenants" AS tenants,
      t8."name_sort" AS name_sort,
      t8."actor_type" AS actor_type,
      t8."child" AS child
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
                  WHERE app.responsibility_list.year = CAST($5 AS INTEGER)
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
                  WHERE app.responsibility_list.year = CAST($5 AS INTEGER)
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
                  WHERE app.responsibility_list.year = CAST($5 AS INTEGER)
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
              app.post.at2,
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
            WHERE false
          ) AS wanted
          GROUP BY wanted.child,
          wanted.holder,
          wanted.actor_type
        ) AS units JOIN app.tenant ON app.tenant.id = units.child
        GROUP BY units.child,
        units.actor_type,
        app.tenant.name_sort
      ) AS t8
      WHERE t8."actor_type" = $6
      ORDER BY t8."name_sort" ASC,
      t8."actor_type" ASC,
      t8."child" ASC
      LIMIT 200
    ) AS t8p
  ),
  ',"supplements":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat('{"id":"Supplement_', t9p."id", '"}'),
          ','
          ORDER BY t9p."valid_from" DESC,
          t9p."id" DESC
        ),
        ''
      ),
      ']}'
    ) AS concat_10
    FROM (
      SELECT t9."id" AS id,
      t9."valid_from" AS valid_from
      FROM app.work_rule_supplement AS t9
      WHERE false
      ORDER BY t9."valid_from" DESC,
      t9."id" DESC
      LIMIT 50
    ) AS t9p
  ),
  '}}'
) AS concat_1
