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
      ORDER BY t1."slot" ASC,
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
        SELECT wanted.child AS child,
        wanted.actor_type AS actor_type,
        app.tenant.name_sort AS name_sort,
        count(DISTINCT wanted.holder) AS tenants,
        count(DISTINCT wanted.holder) FILTER (
          WHERE (wanted.holder, wanted.actor_type) IN (
            SELECT app.responsibility_list.holder,
            app.responsibility_list.actor_type
            FROM app.responsibility_list
            WHERE app.responsibility_list.year = CAST($5 AS INTEGER)
            AND (app.responsibility_list.state NOT IN ('RETIRED', 'WITHDRAWN'))
            AND app.responsibility_list.state = 'PUBLISHED'
          )
        ) AS with_list,
        count(DISTINCT wanted.holder) FILTER (
          WHERE (wanted.holder, wanted.actor_type) IN (
            SELECT app.responsibility_list.holder,
            app.responsibility_list.actor_type
            FROM app.responsibility_list
            WHERE app.responsibility_list.year = CAST($5 AS INTEGER)
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
          )
        ) AS with_record,
        bool_and(wanted.whole) AS complete
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
          true AS whole
          FROM app.post
          WHERE false
        ) AS wanted JOIN app.tenant ON app.tenant.id = wanted.child
        GROUP BY wanted.child,
        wanted.actor_type,
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
