-- $1: viewer_tenant
-- $2: viewer_actor_type
-- $3: viewer_person
-- $4: viewer_post
SELECT concat(
  '{"data":{"listsToSign":',
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
                  FROM (
                    SELECT *
                    FROM app.responsibility_list AS t1
                    WHERE t1."holder" = $1
                    AND t1."actor_type" = $2
                    AND t1."state" = 'PUBLISHED'
                    AND (
                      EXISTS (
                        SELECT mine.id
                        FROM app.appointment AS mine JOIN app.post ON app.post.root = mine.root
                        AND app.post.id = mine.post_id
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
                        AND mine.kind = 'REGULAR'
                        AND mine.appointed_on <= (now() at time zone 'Asia/Shanghai')::date
                        AND (
                          mine.relieved_on IS NULL
                          OR mine.relieved_on > (now() at time zone 'Asia/Shanghai')::date
                        )
                        AND (
                          mine.suspended_on IS NULL
                          OR mine.suspended_on > (now() at time zone 'Asia/Shanghai')::date
                          OR mine.resumed_on <= (now() at time zone 'Asia/Shanghai')::date
                        )
                        AND NOT (
                          EXISTS (
                            SELECT app.pledge.id
                            FROM app.pledge
                            WHERE app.pledge.root = t1."root"
                            AND app.pledge.list_id = t1."id"
                            AND app.pledge.list_version = t1."edition"
                            AND app.pledge.person_id = mine.person_id
                          )
                        )
                        AND mine.person_id = $3::UUID
                        AND mine.post_id = $4::UUID
                      )
                    )
                    LIMIT ALL OFFSET 0
                  ) AS t1
                  WHERE t1."holder" = $1
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
          concat(
            '{"year":',
            CAST(t1p."year" AS TEXT),
            ',"signed":',
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
                      CASE WHEN (t3."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t3."name"), '}') END,
                      '}'
                    ),
                    ','
                    ORDER BY t2p."appointed_on" DESC,
                    t2p."id" DESC
                  ),
                  ''
                ),
                ']'
              ) AS concat_3
              FROM (
                SELECT t2."person_id" AS person_id,
                t2."root" AS root,
                t2."appointed_on" AS appointed_on,
                t2."id" AS id
                FROM app.appointment AS t2
                WHERE t2."root" = t1p."root"
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
                    AND asked.id = t2."id"
                  )
                )
                AND (
                  t2."person_id" = $3::UUID
                  OR t2."holder" = $1
                  AND (t2."person_id" = $3::UUID) IS NOT true
                )
                ORDER BY t2."appointed_on" DESC,
                t2."id" DESC
                LIMIT 200
              ) AS t2p
              LEFT OUTER JOIN app.person AS t3 ON t3."root" = t2p."root"
              AND t3."id" = t2p."person_id"
              AND (t3."id" = $3::UUID OR t3."holder" = $1 AND (t3."id" = $3::UUID) IS NOT true)
            ),
            ',"actorType":',
            CASE WHEN (t4."id" IS NULL) THEN 'null' ELSE concat('{"key":', to_json(t4."key"), '}') END,
            '}'
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
      SELECT t1."year" AS year,
      t1."root" AS root,
      t1."holder" AS holder,
      t1."actor_type" AS actor_type,
      t1."body_id" AS body_id,
      t1."id" AS id,
      t1."edition" AS edition,
      t1."state" AS state
      FROM (
        SELECT *
        FROM app.responsibility_list AS t1
        WHERE t1."holder" = $1
        AND t1."actor_type" = $2
        AND t1."state" = 'PUBLISHED'
        AND (
          EXISTS (
            SELECT mine.id
            FROM app.appointment AS mine JOIN app.post ON app.post.root = mine.root
            AND app.post.id = mine.post_id
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
            AND mine.kind = 'REGULAR'
            AND mine.appointed_on <= (now() at time zone 'Asia/Shanghai')::date
            AND (
              mine.relieved_on IS NULL
              OR mine.relieved_on > (now() at time zone 'Asia/Shanghai')::date
            )
            AND (
              mine.suspended_on IS NULL
              OR mine.suspended_on > (now() at time zone 'Asia/Shanghai')::date
              OR mine.resumed_on <= (now() at time zone 'Asia/Shanghai')::date
            )
            AND NOT (
              EXISTS (
                SELECT app.pledge.id
                FROM app.pledge
                WHERE app.pledge.root = t1."root"
                AND app.pledge.list_id = t1."id"
                AND app.pledge.list_version = t1."edition"
                AND app.pledge.person_id = mine.person_id
              )
            )
            AND mine.person_id = $3::UUID
            AND mine.post_id = $4::UUID
          )
        )
        ORDER BY t1."year" DESC,
        t1."id" DESC
        LIMIT ALL OFFSET 0
      ) AS t1
      WHERE t1."holder" = $1
      ORDER BY t1."year" DESC,
      t1."id" DESC
      LIMIT 50
    ) AS t1p
    LEFT OUTER JOIN app.actor_type AS t4 ON t4."key" = t1p."actor_type"
  ),
  '}}'
) AS concat_1
