-- $1: constant datetime.date(2023, 6, 1)
-- $2: variable id
-- $3: constant datetime.date(2023, 6, 1)
-- $4: constant '520602001000'
-- $5: constant datetime.date(2026, 4, 15)
-- $6: viewer_tenant
-- $7: viewer_person
-- $8: variable id
-- $9: viewer_post
-- $10: variable id
-- $11: constant datetime.date(2026, 4, 15)
-- $12: variable id
-- $13: variable village
-- $14: variable heir
SELECT concat(
  '{"data":{"then":',
  (
    SELECT concat(
      '[',
      coalesce(
        string_agg(
          concat(
            '{"name":',
            to_json(t1p."name"),
            ',"kind":"',
            t1p."kind",
            '","code":',
            to_json(t1p."code"),
            ',"parent":',
            CASE WHEN (t2."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t2."name"), '}') END,
            ',"tenant":',
            CASE WHEN (t3."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t3."name"), '}') END,
            ',"path":',
            to_json(app.path_on(t1p."id", CAST($1 AS DATE))),
            '}'
          ),
          ','
          ORDER BY t1p."under" ASC,
          t1p."code" ASC,
          t1p."id" ASC
        ),
        ''
      ),
      ']'
    ) AS concat_2
    FROM (
      SELECT t1."name" AS name,
      t1."kind" AS kind,
      t1."code" AS code,
      t1."parent" AS parent,
      t1."id" AS id,
      t1."under" AS under
      FROM (
        SELECT app.tenant.id AS id,
        coalesce(former.name, app.tenant.name) AS name,
        coalesce(former.kind, app.tenant.kind) AS kind,
        coalesce(former.code, app.tenant.code) AS code,
        edge.parent AS parent,
        app.tenant.id != (SELECT top.id FROM app.tenant AS top WHERE top.uid = $2::UUID) AS under
        FROM app.tenant JOIN (
          SELECT below.id AS id
          FROM app.tenant AS below
          WHERE below.id = (SELECT top.id FROM app.tenant AS top WHERE top.uid = $2::UUID)
          OR below.parent_id = (SELECT top.id FROM app.tenant AS top WHERE top.uid = $2::UUID) UNION
          SELECT once.child AS child
          FROM app.tenant_edge AS once
          WHERE once.parent = (SELECT top.id FROM app.tenant AS top WHERE top.uid = $2::UUID)
          AND once.valid_until IS NOT NULL
        ) AS near ON near.id = app.tenant.id
        LEFT OUTER JOIN app.tenant_former AS former ON former.tenant = app.tenant.id
        AND former.valid_from <= CAST($1 AS DATE)
        AND (former.valid_until IS NULL OR CAST($1 AS DATE) < former.valid_until)
        LEFT OUTER JOIN app.tenant_edge AS edge ON edge.child = app.tenant.id
        AND edge.valid_from <= CAST($1 AS DATE)
        AND (edge.valid_until IS NULL OR CAST($1 AS DATE) < edge.valid_until)
        WHERE app.tenant.valid_from <= CAST($1 AS DATE)
        AND (app.tenant.valid_until IS NULL OR CAST($1 AS DATE) < app.tenant.valid_until)
        AND (
          edge.parent = (SELECT top.id FROM app.tenant AS top WHERE top.uid = $2::UUID)
          OR app.tenant.id = (SELECT top.id FROM app.tenant AS top WHERE top.uid = $2::UUID)
        )
        AND (
          edge.id IS NOT NULL
          OR NOT (
            EXISTS (
              SELECT 1
              FROM app.tenant_edge AS ever
              WHERE ever.child = app.tenant.id
              AND ever.valid_from <= CAST($1 AS DATE)
            )
          )
        )
      ) AS t1
      WHERE true
      ORDER BY t1."under" ASC,
      t1."code" ASC,
      t1."id" ASC
      LIMIT 200
    ) AS t1p
    LEFT OUTER JOIN app.tenant AS t2 ON t2."id" = t1p."parent"
    LEFT OUTER JOIN app.tenant AS t3 ON t3."id" = t1p."id"
  ),
  ',"byCode":',
  (
    SELECT concat(
      '[',
      coalesce(
        string_agg(
          concat(
            '{"name":',
            to_json(t4p."name"),
            ',"path":',
            to_json(app.path_on(t4p."id", CAST($3 AS DATE))),
            '}'
          ),
          ','
          ORDER BY t4p."under" ASC,
          t4p."code" ASC,
          t4p."id" ASC
        ),
        ''
      ),
      ']'
    ) AS concat_3
    FROM (
      SELECT t4."name" AS name,
      t4."id" AS id,
      t4."under" AS under,
      t4."code" AS code
      FROM (
        SELECT app.tenant.id AS id,
        coalesce(former.name, app.tenant.name) AS name,
        coalesce(former.kind, app.tenant.kind) AS kind,
        coalesce(former.code, app.tenant.code) AS code,
        edge.parent AS parent,
        app.tenant.id != (
          SELECT unit.id
          FROM app.tenant AS unit JOIN (
            SELECT top.id AS id
            FROM app.tenant AS top
            WHERE top.code = $4 UNION
            SELECT once.tenant AS tenant
            FROM app.tenant_former AS once
            WHERE once.code = $4
            AND once.valid_from <= CAST($3 AS DATE)
            AND (once.valid_until IS NULL OR CAST($3 AS DATE) < once.valid_until)
          ) AS named ON named.id = unit.id
          LEFT OUTER JOIN app.tenant_former AS "then" ON "then".tenant = unit.id
          AND "then".valid_from <= CAST($3 AS DATE)
          AND ("then".valid_until IS NULL OR CAST($3 AS DATE) < "then".valid_until)
          WHERE coalesce("then".code, unit.code) = $4
          AND unit.valid_from <= CAST($3 AS DATE)
          AND (unit.valid_until IS NULL OR CAST($3 AS DATE) < unit.valid_until)
          ORDER BY unit.slot,
          unit.id
          LIMIT 1
        ) AS under
        FROM app.tenant JOIN (
          SELECT below.id AS id
          FROM app.tenant AS below
          WHERE below.id = (
            SELECT unit.id
            FROM app.tenant AS unit JOIN (
              SELECT top.id AS id
              FROM app.tenant AS top
              WHERE top.code = $4 UNION
              SELECT once.tenant AS tenant
              FROM app.tenant_former AS once
              WHERE once.code = $4
              AND once.valid_from <= CAST($3 AS DATE)
              AND (once.valid_until IS NULL OR CAST($3 AS DATE) < once.valid_until)
            ) AS named ON named.id = unit.id
            LEFT OUTER JOIN app.tenant_former AS "then" ON "then".tenant = unit.id
            AND "then".valid_from <= CAST($3 AS DATE)
            AND ("then".valid_until IS NULL OR CAST($3 AS DATE) < "then".valid_until)
            WHERE coalesce("then".code, unit.code) = $4
            AND unit.valid_from <= CAST($3 AS DATE)
            AND (unit.valid_until IS NULL OR CAST($3 AS DATE) < unit.valid_until)
            ORDER BY unit.slot,
            unit.id
            LIMIT 1
          )
          OR below.parent_id = (
            SELECT unit.id
            FROM app.tenant AS unit JOIN (
              SELECT top.id AS id
              FROM app.tenant AS top
              WHERE top.code = $4 UNION
              SELECT once.tenant AS tenant
              FROM app.tenant_former AS once
              WHERE once.code = $4
              AND once.valid_from <= CAST($3 AS DATE)
              AND (once.valid_until IS NULL OR CAST($3 AS DATE) < once.valid_until)
            ) AS named ON named.id = unit.id
            LEFT OUTER JOIN app.tenant_former AS "then" ON "then".tenant = unit.id
            AND "then".valid_from <= CAST($3 AS DATE)
            AND ("then".valid_until IS NULL OR CAST($3 AS DATE) < "then".valid_until)
            WHERE coalesce("then".code, unit.code) = $4
            AND unit.valid_from <= CAST($3 AS DATE)
            AND (unit.valid_until IS NULL OR CAST($3 AS DATE) < unit.valid_until)
            ORDER BY unit.slot,
            unit.id
            LIMIT 1
          ) UNION
          SELECT once.child AS child
          FROM app.tenant_edge AS once
          WHERE once.parent = (
            SELECT unit.id
            FROM app.tenant AS unit JOIN (
              SELECT top.id AS id
              FROM app.tenant AS top
              WHERE top.code = $4 UNION
              SELECT once.tenant AS tenant
              FROM app.tenant_former AS once
              WHERE once.code = $4
              AND once.valid_from <= CAST($3 AS DATE)
              AND (once.valid_until IS NULL OR CAST($3 AS DATE) < once.valid_until)
            ) AS named ON named.id = unit.id
            LEFT OUTER JOIN app.tenant_former AS "then" ON "then".tenant = unit.id
            AND "then".valid_from <= CAST($3 AS DATE)
            AND ("then".valid_until IS NULL OR CAST($3 AS DATE) < "then".valid_until)
            WHERE coalesce("then".code, unit.code) = $4
            AND unit.valid_from <= CAST($3 AS DATE)
            AND (unit.valid_until IS NULL OR CAST($3 AS DATE) < unit.valid_until)
            ORDER BY unit.slot,
            unit.id
            LIMIT 1
          )
          AND once.valid_until IS NOT NULL
        ) AS near ON near.id = app.tenant.id
        LEFT OUTER JOIN app.tenant_former AS former ON former.tenant = app.tenant.id
        AND former.valid_from <= CAST($3 AS DATE)
        AND (former.valid_until IS NULL OR CAST($3 AS DATE) < former.valid_until)
        LEFT OUTER JOIN app.tenant_edge AS edge ON edge.child = app.tenant.id
        AND edge.valid_from <= CAST($3 AS DATE)
        AND (edge.valid_until IS NULL OR CAST($3 AS DATE) < edge.valid_until)
        WHERE app.tenant.valid_from <= CAST($3 AS DATE)
        AND (app.tenant.valid_until IS NULL OR CAST($3 AS DATE) < app.tenant.valid_until)
        AND (
          edge.parent = (
            SELECT unit.id
            FROM app.tenant AS unit JOIN (
              SELECT top.id AS id
              FROM app.tenant AS top
              WHERE top.code = $4 UNION
              SELECT once.tenant AS tenant
              FROM app.tenant_former AS once
              WHERE once.code = $4
              AND once.valid_from <= CAST($3 AS DATE)
              AND (once.valid_until IS NULL OR CAST($3 AS DATE) < once.valid_until)
            ) AS named ON named.id = unit.id
            LEFT OUTER JOIN app.tenant_former AS "then" ON "then".tenant = unit.id
            AND "then".valid_from <= CAST($3 AS DATE)
            AND ("then".valid_until IS NULL OR CAST($3 AS DATE) < "then".valid_until)
            WHERE coalesce("then".code, unit.code) = $4
            AND unit.valid_from <= CAST($3 AS DATE)
            AND (unit.valid_until IS NULL OR CAST($3 AS DATE) < unit.valid_until)
            ORDER BY unit.slot,
            unit.id
            LIMIT 1
          )
          OR app.tenant.id = (
            SELECT unit.id
            FROM app.tenant AS unit JOIN (
              SELECT top.id AS id
              FROM app.tenant AS top
              WHERE top.code = $4 UNION
              SELECT once.tenant AS tenant
              FROM app.tenant_former AS once
              WHERE once.code = $4
              AND once.valid_from <= CAST($3 AS DATE)
              AND (once.valid_until IS NULL OR CAST($3 AS DATE) < once.valid_until)
            ) AS named ON named.id = unit.id
            LEFT OUTER JOIN app.tenant_former AS "then" ON "then".tenant = unit.id
            AND "then".valid_from <= CAST($3 AS DATE)
            AND ("then".valid_until IS NULL OR CAST($3 AS DATE) < "then".valid_until)
            WHERE coalesce("then".code, unit.code) = $4
            AND unit.valid_from <= CAST($3 AS DATE)
            AND (unit.valid_until IS NULL OR CAST($3 AS DATE) < unit.valid_until)
            ORDER BY unit.slot,
            unit.id
            LIMIT 1
          )
        )
        AND (
          edge.id IS NOT NULL
          OR NOT (
            EXISTS (
              SELECT 1
              FROM app.tenant_edge AS ever
              WHERE ever.child = app.tenant.id
              AND ever.valid_from <= CAST($3 AS DATE)
            )
          )
        )
      ) AS t4
      WHERE true
      ORDER BY t4."under" ASC,
      t4."code" ASC,
      t4."id" ASC
      LIMIT 200
    ) AS t4p
  ),
  ',"posts":',
  (
    SELECT concat(
      '[',
      coalesce(
        string_agg(
          concat(
            '{"post":',
            CASE WHEN (t6."id" IS NULL) THEN 'null' ELSE concat('{"id":"Post_', t6."id", '"}') END,
            ',"title":',
            to_json(t5p."title"),
            ',"tenant":',
            CASE WHEN (t7."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t7."name"), '}') END,
            ',"roles":',
            to_json(t5p."roles"),
            ',"given":',
            (
              SELECT concat(
                '[',
                coalesce(
                  string_agg(
                    concat(
                      '{"role":',
                      CASE WHEN (t8p."role" IS NULL) THEN 'null' ELSE to_json(t8p."role") END,
                      '}'
                    ),
                    ','
                    ORDER BY t8p."given_from" DESC,
                    t8p."id" DESC
                  ),
                  ''
                ),
                ']'
              ) AS concat_5
              FROM (
                SELECT t8."role" AS role,
                t8."given_from" AS given_from,
                t8."id" AS id
                FROM app.role_grant AS t8
                WHERE t8."root" = t5p."root"
                AND t8."post_id" = t5p."id"
                AND t8."given_from" <= CAST($5 AS DATE)
                AND (t8."given_until" IS NULL OR CAST($5 AS DATE) < t8."given_until")
                AND (t8."holder" = $6)
                ORDER BY t8."given_from" DESC,
                t8."id" DESC
                LIMIT 200
              ) AS t8p
            ),
            ',"held":',
            (
              SELECT concat(
                '[',
                coalesce(
                  string_agg(
                    concat(
                      '{"person":',
                      CASE WHEN (t10."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t10."name"), '}') END,
                      '}'
                    ),
                    ','
                    ORDER BY t9p."appointed_on" DESC,
                    t9p."id" DESC
                  ),
                  ''
                ),
                ']'
              ) AS concat_6
              FROM (
                SELECT t9."person_id" AS person_id,
                t9."root" AS root,
                t9."appointed_on" AS appointed_on,
                t9."id" AS id
                FROM app.appointment AS t9
                WHERE t9."root" = t5p."root"
                AND t9."post_id" = t5p."id"
                AND t9."appointed_on" <= CAST($5 AS DATE)
                AND (t9."relieved_on" IS NULL OR CAST($5 AS DATE) < t9."relieved_on")
                AND (
                  t9."person_id" = $7::UUID
                  OR t9."at4" = $6
                  AND t9."open_to" <= 4
                  AND (t9."person_id" = $7::UUID) IS NOT true
                )
                ORDER BY t9."appointed_on" DESC,
                t9."id" DESC
                LIMIT 200
              ) AS t9p
              LEFT OUTER JOIN app.person AS t10 ON t10."root" = t9p."root"
              AND t10."id" = t9p."person_id"
              AND (
                t10."id" = $7::UUID
                OR t10."at4" = $6
                AND t10."open_to" <= 4
                AND (t10."id" = $7::UUID) IS NOT true
              )
            ),
            '}'
          ),
          ','
          ORDER BY t5p."title" ASC,
          t5p."id" ASC
        ),
        ''
      ),
      ']'
    ) AS concat_4
    FROM (
      SELECT t5."id" AS id,
      t5."root" AS root,
      t5."title" AS title,
      t5."unit" AS unit,
      t5."roles" AS roles
      FROM (
        SELECT app.post.root AS root,
        app.post.id AS id,
        app.post.holder AS holder,
        app.post.holder_parent AS holder_parent,
        app.post.holder_slot AS holder_slot,
        app.post.at1 AS at1,
        app.post.at2 AS at2,
        app.post.at3 AS at3,
        app.post.at4 AS at4,
        app.post.at5 AS at5,
        app.post.at6 AS at6,
        app.post.open_to AS open_to,
        app.post.trail AS trail,
        app.post.body_id AS body_id,
        app.post.actor_type AS actor_type,
        app.post.title AS title,
        app.post.title_en AS title_en,
        app.post.roles AS roles,
        app.post.heads AS heads,
        app.post.valid_from AS valid_from,
        app.post.valid_until AS valid_until,
        app.post.with_units AS with_units,
        app.post.with_until AS with_until,
        app.lay_with(
          app.post.with_units,
          app.post.with_until,
          app.post.holder,
          CAST($5 AS DATE)
        ) AS unit
        FROM app.post
        WHERE app.lay_with(
          app.post.with_units,
          app.post.with_until,
          app.post.holder,
          CAST($5 AS DATE)
        ) = (
          SELECT top.id
          FROM app.tenant AS top
          WHERE top.uid = $8::UUID
        )
        AND app.post.valid_from <= CAST($5 AS DATE)
        AND (app.post.valid_until IS NULL OR CAST($5 AS DATE) < app.post.valid_until)
        AND (
          app.post.id = $9::UUID
          OR app.post.at4 = $6
          AND app.post.open_to <= 4
          AND (app.post.id = $9::UUID) IS NOT true
        )
      ) AS t5
      WHERE true
      ORDER BY t5."title" ASC,
      t5."id" ASC
      LIMIT 200
    ) AS t5p
    LEFT OUTER JOIN app.post AS t6 ON t6."root" = t5p."root"
    AND t6."id" = t5p."id"
    AND (
      t6."id" = $9::UUID
      OR t6."at4" = $6
      AND t6."open_to" <= 4
      AND (t6."id" = $9::UUID) IS NOT true
    )
    LEFT OUTER JOIN app.tenant AS t7 ON t7."id" = t5p."unit"
  ),
  ',"now":',
  (
    SELECT concat(
      '[',
      coalesce(
        string_agg(
          concat('{"name":', to_json(t11p."name"), '}'),
          ','
          ORDER BY t11p."under" ASC,
          t11p."code" ASC,
          t11p."id" ASC
        ),
        ''
      ),
      ']'
    ) AS concat_7
    FROM (
      SELECT t11."name" AS name,
      t11."under" AS under,
      t11."code" AS code,
      t11."id" AS id
      FROM (
        SELECT app.tenant.id AS id,
        coalesce(former.name, app.tenant.name) AS name,
        coalesce(former.kind, app.tenant.kind) AS kind,
        coalesce(former.code, app.tenant.code) AS code,
        edge.parent AS parent,
        app.tenant.id != (SELECT top.id FROM app.tenant AS top WHERE top.uid = $10::UUID) AS under
        FROM app.tenant JOIN (
          SELECT below.id AS id
          FROM app.tenant AS below
          WHERE below.id = (SELECT top.id FROM app.tenant AS top WHERE top.uid = $10::UUID)
          OR below.parent_id = (
            SELECT top.id
            FROM app.tenant AS top
            WHERE top.uid = $10::UUID
          ) UNION
          SELECT once.child AS child
          FROM app.tenant_edge AS once
          WHERE once.parent = (SELECT top.id FROM app.tenant AS top WHERE top.uid = $10::UUID)
          AND once.valid_until IS NOT NULL
        ) AS near ON near.id = app.tenant.id
        LEFT OUTER JOIN app.tenant_former AS former ON former.tenant = app.tenant.id
        AND former.valid_from <= CAST($11 AS DATE)
        AND (former.valid_until IS NULL OR CAST($11 AS DATE) < former.valid_until)
        LEFT OUTER JOIN app.tenant_edge AS edge ON edge.child = app.tenant.id
        AND edge.valid_from <= CAST($11 AS DATE)
        AND (edge.valid_until IS NULL OR CAST($11 AS DATE) < edge.valid_until)
        WHERE app.tenant.valid_from <= CAST($11 AS DATE)
        AND (app.tenant.valid_until IS NULL OR CAST($11 AS DATE) < app.tenant.valid_until)
        AND (
          edge.parent = (SELECT top.id FROM app.tenant AS top WHERE top.uid = $10::UUID)
          OR app.tenant.id = (SELECT top.id FROM app.tenant AS top WHERE top.uid = $10::UUID)
        )
        AND (
          edge.id IS NOT NULL
          OR NOT (
            EXISTS (
              SELECT 1
              FROM app.tenant_edge AS ever
              WHERE ever.child = app.tenant.id
              AND ever.valid_from <= CAST($11 AS DATE)
            )
          )
        )
      ) AS t11
      WHERE true
      ORDER BY t11."under" ASC,
      t11."code" ASC,
      t11."id" ASC
      LIMIT 200
    ) AS t11p
  ),
  ',"tenant":',
  coalesce(
    (
      SELECT concat(
        '{"formerNames":',
        (
          SELECT concat(
            '[',
            coalesce(
              string_agg(
                concat(
                  '{"name":',
                  to_json(t13p."name"),
                  ',"kind":"',
                  t13p."kind",
                  '","code":',
                  to_json(t13p."code"),
                  ',"validFrom":"',
                  t13p."valid_from",
                  '","validUntil":"',
                  t13p."valid_until",
                  '"}'
                ),
                ','
                ORDER BY t13p."valid_from" ASC,
                t13p."id" ASC
              ),
              ''
            ),
            ']'
          ) AS concat_9
          FROM (
            SELECT t13."name" AS name,
            t13."kind" AS kind,
            t13."code" AS code,
            t13."valid_from" AS valid_from,
            t13."valid_until" AS valid_until,
            t13."id" AS id
            FROM app.tenant_former AS t13
            WHERE t13."tenant" = t12."id"
            ORDER BY t13."valid_from" ASC,
            t13."id" ASC
            LIMIT 200
          ) AS t13p
        ),
        '}'
      ) AS concat_8
      FROM app.tenant AS t12
      WHERE t12."uid" = $12::UUID
      ORDER BY t12."valid_until" IS NULL DESC,
      t12."slot" ASC,
      t12."uid" ASC
      LIMIT 1
    ),
    'null'
  ),
  ',"ended":',
  coalesce(
    (
      SELECT concat(
        '{"successors":',
        (
          SELECT concat(
            '[',
            coalesce(
              string_agg(
                concat(
                  '{"former":',
                  CASE WHEN (t16."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t16."name"), '}') END,
                  ',"successor":',
                  CASE WHEN (t17."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t17."name"), '}') END,
                  ',"since":"',
                  t15p."since",
                  '","until":',
                  CASE WHEN (t15p."until" IS NULL) THEN 'null' ELSE concat('"', t15p."until", '"') END,
                  '}'
                ),
                ','
                ORDER BY t15p."since" ASC,
                t15p."id" ASC
              ),
              ''
            ),
            ']'
          ) AS concat_11
          FROM (
            SELECT t15."former" AS former,
            t15."successor" AS successor,
            t15."since" AS since,
            t15."until" AS until,
            t15."id" AS id
            FROM app.tenant_succession AS t15
            WHERE t15."former" = t14."id"
            ORDER BY t15."since" ASC,
            t15."id" ASC
            LIMIT 200
          ) AS t15p
          LEFT OUTER JOIN app.tenant AS t16 ON t16."id" = t15p."former"
          LEFT OUTER JOIN app.tenant AS t17 ON t17."id" = t15p."successor"
        ),
        '}'
      ) AS concat_10
      FROM app.tenant AS t14
      WHERE t14."uid" = $13::UUID
      ORDER BY t14."valid_until" IS NULL DESC,
      t14."slot" ASC,
      t14."uid" ASC
      LIMIT 1
    ),
    'null'
  ),
  ',"heir":',
  coalesce(
    (
      SELECT concat(
        '{"predecessors":',
        (
          SELECT concat(
            '[',
            coalesce(
              string_agg(
                concat(
                  '{"former":',
                  CASE WHEN (t20."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t20."name"), '}') END,
                  '}'
                ),
                ','
                ORDER BY t19p."since" ASC,
                t19p."id" ASC
              ),
              ''
            ),
            ']'
          ) AS concat_13
          FROM (
            SELECT t19."former" AS former,
            t19."since" AS since,
            t19."id" AS id
            FROM app.tenant_succession AS t19
            WHERE t19."successor" = t18."id"
            ORDER BY t19."since" ASC,
            t19."id" ASC
            LIMIT 200
          ) AS t19p
          LEFT OUTER JOIN app.tenant AS t20 ON t20."id" = t19p."former"
        ),
        '}'
      ) AS concat_12
      FROM app.tenant AS t18
      WHERE t18."uid" = $14::UUID
      ORDER BY t18."valid_until" IS NULL DESC,
      t18."slot" ASC,
      t18."uid" ASC
      LIMIT 1
    ),
    'null'
  ),
  '}}'
) AS concat_1
