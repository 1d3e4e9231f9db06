-- $1: viewer_person
-- $2: viewer_tenant
-- $3: viewer_post
-- $4: constant 2026
SELECT concat(
  '{"data":{"responsibilityLists":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"tenant":',
            CASE WHEN (t2."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t2."name"), '}') END,
            ',"state":"',
            t1p."state",
            '","signed":',
            CAST(
              (
                EXISTS (
                  SELECT app.appointment.id
                  FROM app.appointment JOIN app.post ON app.post.root = app.appointment.root
                  AND app.post.id = app.appointment.post_id
                  WHERE app.post.root = t1p."root"
                  AND app.post.holder = t1p."holder"
                  AND app.post.actor_type = t1p."actor_type"
                  AND app.post.body_id IS NOT DISTINCT
                  FROM t1p."body_id"
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
                  WHERE app.post.root = t1p."root"
                  AND app.post.holder = t1p."holder"
                  AND app.post.actor_type = t1p."actor_type"
                  AND app.post.body_id IS NOT DISTINCT
                  FROM t1p."body_id"
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
                      FROM app.pledge
                      WHERE app.pledge.root = t1p."root"
                      AND app.pledge.list_id = t1p."id"
                      AND app.pledge.list_version = t1p."edition"
                      AND app.pledge.person_id = app.appointment.person_id
                    )
                  )
                )
              ) AS TEXT
            ),
            ',"toSign":',
            (
              SELECT concat(
                '[',
                coalesce(
                  string_agg(
                    concat(
                      '{"person":',
                      CASE WHEN (t4."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t4."name"), '}') END,
                      ',"post":',
                      CASE WHEN (t5."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t5."title"), '}') END,
                      '}'
                    ),
                    ','
                    ORDER BY t3p."appointed_on" DESC,
                    t3p."id" DESC
                  ),
                  ''
                ),
                ']'
              ) AS concat_3
              FROM (
                SELECT t3."person_id" AS person_id,
                t3."root" AS root,
                t3."post_id" AS post_id,
                t3."appointed_on" AS appointed_on,
                t3."id" AS id
                FROM app.appointment AS t3
                WHERE t3."root" = t1p."root"
                AND t1p."state" = 'PUBLISHED'
                AND (
                  EXISTS (
                    SELECT here.id
                    FROM app.tenant AS here
                    WHERE here.root = t1p."root"
                    AND here.id = t1p."holder"
                    AND (
                      here.valid_until IS NULL
                      OR here.valid_until > (now() at time zone 'Asia/Shanghai')::date
                    )
                    AND NOT (
                      EXISTS (
                        SELECT "over".id
                        FROM app.tenant AS "over"
                        WHERE "over".suspended
                        AND "over".id = any(
                          ARRAY[here.at1,
                          here.at2,
                          here.at3,
                          here.at4,
                          here.at5,
                          here.at6]
                        )
                      )
                    )
                  )
                )
                AND (
                  EXISTS (
                    SELECT asked.id
                    FROM app.appointment AS asked JOIN app.post ON app.post.root = asked.root
                    AND app.post.id = asked.post_id
                    WHERE app.post.root = t1p."root"
                    AND app.post.holder = t1p."holder"
                    AND app.post.actor_type = t1p."actor_type"
                    AND app.post.body_id IS NOT DISTINCT
                    FROM t1p."body_id"
                    AND app.post.valid_from <= (now() at time zone 'Asia/Shanghai')::date
                    AND (
                      app.post.valid_until IS NULL
                      OR app.post.valid_until > (now() at time zone 'Asia/Shanghai')::date
                    )
                    AND asked.kind = 'REGULAR'
                    AND asked.appointed_on <= (now() at time zone 'Asia/Shanghai')::date
                    AND (
                      asked.relieved_on IS NULL
                      OR asked.relieved_on > (now() at time zone 'Asia/Shanghai')::date
                    )
                    AND (
                      asked.suspended_on IS NULL
                      OR asked.suspended_on > (now() at time zone 'Asia/Shanghai')::date
                      OR asked.resumed_on <= (now() at time zone 'Asia/Shanghai')::date
                    )
                    AND NOT (
                      EXISTS (
                        SELECT app.pledge.id
                        FROM app.pledge
                        WHERE app.pledge.root = t1p."root"
                        AND app.pledge.list_id = t1p."id"
                        AND app.pledge.list_version = t1p."edition"
                        AND app.pledge.person_id = asked.person_id
                      )
                    )
                    AND asked.id = t3."id"
                  )
                )
                AND (
                  t3."person_id" = $1::UUID
                  OR t3."at4" = $2
                  AND t3."open_to" <= 4
                  AND (t3."person_id" = $1::UUID) IS NOT true
                )
                ORDER BY t3."appointed_on" DESC,
                t3."id" DESC
                LIMIT 200
              ) AS t3p
              LEFT OUTER JOIN app.person AS t4 ON t4."root" = t3p."root"
              AND t4."id" = t3p."person_id"
              AND (
                t4."id" = $1::UUID
                OR t4."at4" = $2
                AND t4."open_to" <= 4
                AND (t4."id" = $1::UUID) IS NOT true
              )
              LEFT OUTER JOIN app.post AS t5 ON t5."root" = t3p."root"
              AND t5."id" = t3p."post_id"
              AND (
                t5."id" = $3::UUID
                OR t5."at4" = $2
                AND t5."open_to" <= 4
                AND (t5."id" = $3::UUID) IS NOT true
              )
            ),
            '}'
          ),
          ','
          ORDER BY t1p."year" DESC,
          t1p."id" DESC
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
                  FROM app.responsibility_list AS t1
                  WHERE t1."year" = CAST($4 AS INTEGER)
                  AND t1."state" = 'PUBLISHED'
                  AND (
                    EXISTS (
                      SELECT here.id
                      FROM app.tenant AS here
                      WHERE here.root = t1."root"
                      AND here.id = t1."holder"
                      AND (
                        here.valid_until IS NULL
                        OR here.valid_until > (now() at time zone 'Asia/Shanghai')::date
                      )
                      AND NOT (
                        EXISTS (
                          SELECT "over".id
                          FROM app.tenant AS "over"
                          WHERE "over".suspended
                          AND "over".id = any(
                            ARRAY[here.at1,
                            here.at2,
                            here.at3,
                            here.at4,
                            here.at5,
                            here.at6]
                          )
                        )
                      )
                    )
                  )
                  AND (
                    EXISTS (
                      SELECT app.appointment.id
                      FROM app.appointment JOIN app.post ON app.post.root = app.appointment.root
                      AND app.post.id = app.appointment.post_id
                      WHERE app.post.root = t1."root"
                      AND app.post.holder = t1."holder"
                      AND app.post.actor_type = t1."actor_type"
                      AND app.post.body_id IS NOT DISTINCT
                      FROM t1."body_id"
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
                          FROM app.pledge
                          WHERE app.pledge.root = t1."root"
                          AND app.pledge.list_id = t1."id"
                          AND app.pledge.list_version = t1."edition"
                          AND app.pledge.person_id = app.appointment.person_id
                        )
                      )
                    )
                  )
                  AND t1."holder" = $2
                  LIMIT 201
                ) AS anon_3
                UNION ALL
                SELECT anon_4.one AS one
                FROM (
                  SELECT 1 AS one
                  FROM app.responsibility_list AS t1
                  WHERE t1."year" = CAST($4 AS INTEGER)
                  AND t1."state" = 'PUBLISHED'
                  AND (
                    EXISTS (
                      SELECT here.id
                      FROM app.tenant AS here
                      WHERE here.root = t1."root"
                      AND here.id = t1."holder"
                      AND (
                        here.valid_until IS NULL
                        OR here.valid_until > (now() at time zone 'Asia/Shanghai')::date
                      )
                      AND NOT (
                        EXISTS (
                          SELECT "over".id
                          FROM app.tenant AS "over"
                          WHERE "over".suspended
                          AND "over".id = any(
                            ARRAY[here.at1,
                            here.at2,
                            here.at3,
                            here.at4,
                            here.at5,
                            here.at6]
                          )
                        )
                      )
                    )
                  )
                  AND (
                    EXISTS (
                      SELECT app.appointment.id
                      FROM app.appointment JOIN app.post ON app.post.root = app.appointment.root
                      AND app.post.id = app.appointment.post_id
                      WHERE app.post.root = t1."root"
                      AND app.post.holder = t1."holder"
                      AND app.post.actor_type = t1."actor_type"
                      AND app.post.body_id IS NOT DISTINCT
                      FROM t1."body_id"
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
                          FROM app.pledge
                          WHERE app.pledge.root = t1."root"
                          AND app.pledge.list_id = t1."id"
                          AND app.pledge.list_version = t1."edition"
                          AND app.pledge.person_id = app.appointment.person_id
                        )
                      )
                    )
                  )
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
      '}'
    ) AS concat_2
    FROM (
      SELECT t1pu."holder" AS holder,
      t1pu."state" AS state,
      t1pu."root" AS root,
      t1pu."actor_type" AS actor_type,
      t1pu."body_id" AS body_id,
      t1pu."id" AS id,
      t1pu."edition" AS edition,
      t1pu."year" AS year
      FROM (
        SELECT anon_5.holder AS holder,
        anon_5.state AS state,
        anon_5.root AS root,
        anon_5.actor_type AS actor_type,
        anon_5.body_id AS body_id,
        anon_5.id AS id,
        anon_5.edition AS edition,
        anon_5.year AS year
        FROM (
          SELECT t1."holder" AS holder,
          t1."state" AS state,
          t1."root" AS root,
          t1."actor_type" AS actor_type,
          t1."body_id" AS body_id,
          t1."id" AS id,
          t1."edition" AS edition,
          t1."year" AS year
          FROM app.responsibility_list AS t1
          WHERE t1."year" = CAST($4 AS INTEGER)
          AND t1."state" = 'PUBLISHED'
          AND (
            EXISTS (
              SELECT here.id
              FROM app.tenant AS here
              WHERE here.root = t1."root"
              AND here.id = t1."holder"
              AND (
                here.valid_until IS NULL
                OR here.valid_until > (now() at time zone 'Asia/Shanghai')::date
              )
              AND NOT (
                EXISTS (
                  SELECT "over".id
                  FROM app.tenant AS "over"
                  WHERE "over".suspended
                  AND "over".id = any(
                    ARRAY[here.at1,
                    here.at2,
                    here.at3,
                    here.at4,
                    here.at5,
                    here.at6]
                  )
                )
              )
            )
          )
          AND (
            EXISTS (
              SELECT app.appointment.id
              FROM app.appointment JOIN app.post ON app.post.root = app.appointment.root
              AND app.post.id = app.appointment.post_id
              WHERE app.post.root = t1."root"
              AND app.post.holder = t1."holder"
              AND app.post.actor_type = t1."actor_type"
              AND app.post.body_id IS NOT DISTINCT
              FROM t1."body_id"
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
                  FROM app.pledge
                  WHERE app.pledge.root = t1."root"
                  AND app.pledge.list_id = t1."id"
                  AND app.pledge.list_version = t1."edition"
                  AND app.pledge.person_id = app.appointment.person_id
                )
              )
            )
          )
          AND t1."holder" = $2
          ORDER BY t1."year" DESC,
          t1."id" DESC
          LIMIT 50
        ) AS anon_5
        UNION ALL
        SELECT anon_6.holder AS holder,
        anon_6.state AS state,
        anon_6.root AS root,
        anon_6.actor_type AS actor_type,
        anon_6.body_id AS body_id,
        anon_6.id AS id,
        anon_6.edition AS edition,
        anon_6.year AS year
        FROM (
          SELECT t1."holder" AS holder,
          t1."state" AS state,
          t1."root" AS root,
          t1."actor_type" AS actor_type,
          t1."body_id" AS body_id,
          t1."id" AS id,
          t1."edition" AS edition,
          t1."year" AS year
          FROM app.responsibility_list AS t1
          WHERE t1."year" = CAST($4 AS INTEGER)
          AND t1."state" = 'PUBLISHED'
          AND (
            EXISTS (
              SELECT here.id
              FROM app.tenant AS here
              WHERE here.root = t1."root"
              AND here.id = t1."holder"
              AND (
                here.valid_until IS NULL
                OR here.valid_until > (now() at time zone 'Asia/Shanghai')::date
              )
              AND NOT (
                EXISTS (
                  SELECT "over".id
                  FROM app.tenant AS "over"
                  WHERE "over".suspended
                  AND "over".id = any(
                    ARRAY[here.at1,
                    here.at2,
                    here.at3,
                    here.at4,
                    here.at5,
                    here.at6]
                  )
                )
              )
            )
          )
          AND (
            EXISTS (
              SELECT app.appointment.id
              FROM app.appointment JOIN app.post ON app.post.root = app.appointment.root
              AND app.post.id = app.appointment.post_id
              WHERE app.post.root = t1."root"
              AND app.post.holder = t1."holder"
              AND app.post.actor_type = t1."actor_type"
              AND app.post.body_id IS NOT DISTINCT
              FROM t1."body_id"
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
                  FROM app.pledge
                  WHERE app.pledge.root = t1."root"
                  AND app.pledge.list_id = t1."id"
                  AND app.pledge.list_version = t1."edition"
                  AND app.pledge.person_id = app.appointment.person_id
                )
              )
            )
          )
          AND t1."state" IN ('PUBLISHED', 'RETIRED')
          AND t1."holder_parent" = $2
          ORDER BY t1."year" DESC,
          t1."id" DESC
          LIMIT 50
        ) AS anon_6
      ) AS t1pu
      ORDER BY t1pu."year" DESC,
      t1pu."id" DESC
      LIMIT 50
    ) AS t1p
    LEFT OUTER JOIN app.tenant AS t2 ON t2."id" = t1p."holder"
  ),
  '}}'
) AS concat_1
