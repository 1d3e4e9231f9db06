-- $1: variable id
-- $2: constant datetime.date(2023, 6, 1)
-- $3: variable id
-- $4: constant datetime.date(2026, 4, 15)
-- $5: variable id
-- $6: variable village
-- $7: variable heir
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
        app.tenant.id != (SELECT top.id FROM app.tenant AS top WHERE top.uid = $1::UUID) AS under
        FROM app.tenant JOIN (
          SELECT below.id AS id
          FROM app.tenant AS below
          WHERE below.id = (SELECT top.id FROM app.tenant AS top WHERE top.uid = $1::UUID)
          OR below.parent_id = (SELECT top.id FROM app.tenant AS top WHERE top.uid = $1::UUID) UNION
          SELECT once.child AS child
          FROM app.tenant_edge AS once
          WHERE once.parent = (SELECT top.id FROM app.tenant AS top WHERE top.uid = $1::UUID)
          AND once.valid_until IS NOT NULL
        ) AS near ON near.id = app.tenant.id
        LEFT OUTER JOIN app.tenant_former AS former ON former.tenant = app.tenant.id
        AND former.valid_from <= CAST($2 AS DATE)
        AND (former.valid_until IS NULL OR CAST($2 AS DATE) < former.valid_until)
        LEFT OUTER JOIN app.tenant_edge AS edge ON edge.child = app.tenant.id
        AND edge.valid_from <= CAST($2 AS DATE)
        AND (edge.valid_until IS NULL OR CAST($2 AS DATE) < edge.valid_until)
        WHERE app.tenant.valid_from <= CAST($2 AS DATE)
        AND (app.tenant.valid_until IS NULL OR CAST($2 AS DATE) < app.tenant.valid_until)
        AND (
          edge.parent = (SELECT top.id FROM app.tenant AS top WHERE top.uid = $1::UUID)
          OR app.tenant.id = (SELECT top.id FROM app.tenant AS top WHERE top.uid = $1::UUID)
        )
        AND (
          edge.id IS NOT NULL
          OR NOT (EXISTS (SELECT 1 FROM app.tenant_edge AS ever WHERE ever.child = app.tenant.id))
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
  ',"now":',
  (
    SELECT concat(
      '[',
      coalesce(
        string_agg(
          concat('{"name":', to_json(t4p."name"), '}'),
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
      t4."under" AS under,
      t4."code" AS code,
      t4."id" AS id
      FROM (
        SELECT app.tenant.id AS id,
        coalesce(former.name, app.tenant.name) AS name,
        coalesce(former.kind, app.tenant.kind) AS kind,
        coalesce(former.code, app.tenant.code) AS code,
        edge.parent AS parent,
        app.tenant.id != (SELECT top.id FROM app.tenant AS top WHERE top.uid = $3::UUID) AS under
        FROM app.tenant JOIN (
          SELECT below.id AS id
          FROM app.tenant AS below
          WHERE below.id = (SELECT top.id FROM app.tenant AS top WHERE top.uid = $3::UUID)
          OR below.parent_id = (SELECT top.id FROM app.tenant AS top WHERE top.uid = $3::UUID) UNION
          SELECT once.child AS child
          FROM app.tenant_edge AS once
          WHERE once.parent = (SELECT top.id FROM app.tenant AS top WHERE top.uid = $3::UUID)
          AND once.valid_until IS NOT NULL
        ) AS near ON near.id = app.tenant.id
        LEFT OUTER JOIN app.tenant_former AS former ON former.tenant = app.tenant.id
        AND former.valid_from <= CAST($4 AS DATE)
        AND (former.valid_until IS NULL OR CAST($4 AS DATE) < former.valid_until)
        LEFT OUTER JOIN app.tenant_edge AS edge ON edge.child = app.tenant.id
        AND edge.valid_from <= CAST($4 AS DATE)
        AND (edge.valid_until IS NULL OR CAST($4 AS DATE) < edge.valid_until)
        WHERE app.tenant.valid_from <= CAST($4 AS DATE)
        AND (app.tenant.valid_until IS NULL OR CAST($4 AS DATE) < app.tenant.valid_until)
        AND (
          edge.parent = (SELECT top.id FROM app.tenant AS top WHERE top.uid = $3::UUID)
          OR app.tenant.id = (SELECT top.id FROM app.tenant AS top WHERE top.uid = $3::UUID)
        )
        AND (
          edge.id IS NOT NULL
          OR NOT (EXISTS (SELECT 1 FROM app.tenant_edge AS ever WHERE ever.child = app.tenant.id))
        )
      ) AS t4
      WHERE true
      ORDER BY t4."under" ASC,
      t4."code" ASC,
      t4."id" ASC
      LIMIT 200
    ) AS t4p
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
                  to_json(t6p."name"),
                  ',"kind":"',
                  t6p."kind",
                  '","code":',
                  to_json(t6p."code"),
                  ',"validFrom":"',
                  t6p."valid_from",
                  '","validUntil":"',
                  t6p."valid_until",
                  '"}'
                ),
                ','
                ORDER BY t6p."valid_from" ASC,
                t6p."id" ASC
              ),
              ''
            ),
            ']'
          ) AS concat_5
          FROM (
            SELECT t6."name" AS name,
            t6."kind" AS kind,
            t6."code" AS code,
            t6."valid_from" AS valid_from,
            t6."valid_until" AS valid_until,
            t6."id" AS id
            FROM app.tenant_former AS t6
            WHERE t6."tenant" = t5."id"
            ORDER BY t6."valid_from" ASC,
            t6."id" ASC
            LIMIT 200
          ) AS t6p
        ),
        '}'
      ) AS concat_4
      FROM app.tenant AS t5
      WHERE t5."uid" = $5::UUID
      ORDER BY t5."slot" ASC,
      t5."uid" ASC
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
                  CASE WHEN (t9."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t9."name"), '}') END,
                  ',"successor":',
                  CASE WHEN (t10."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t10."name"), '}') END,
                  ',"since":"',
                  t8p."since",
                  '","until":',
                  CASE WHEN (t8p."until" IS NULL) THEN 'null' ELSE concat('"', t8p."until", '"') END,
                  '}'
                ),
                ','
                ORDER BY t8p."since" ASC,
                t8p."id" ASC
              ),
              ''
            ),
            ']'
          ) AS concat_7
          FROM (
            SELECT t8."former" AS former,
            t8."successor" AS successor,
            t8."since" AS since,
            t8."until" AS until,
            t8."id" AS id
            FROM app.tenant_succession AS t8
            WHERE t8."former" = t7."id"
            ORDER BY t8."since" ASC,
            t8."id" ASC
            LIMIT 200
          ) AS t8p
          LEFT OUTER JOIN app.tenant AS t9 ON t9."id" = t8p."former"
          LEFT OUTER JOIN app.tenant AS t10 ON t10."id" = t8p."successor"
        ),
        '}'
      ) AS concat_6
      FROM app.tenant AS t7
      WHERE t7."uid" = $6::UUID
      ORDER BY t7."slot" ASC,
      t7."uid" ASC
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
                  CASE WHEN (t13."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t13."name"), '}') END,
                  '}'
                ),
                ','
                ORDER BY t12p."since" ASC,
                t12p."id" ASC
              ),
              ''
            ),
            ']'
          ) AS concat_9
          FROM (
            SELECT t12."former" AS former,
            t12."since" AS since,
            t12."id" AS id
            FROM app.tenant_succession AS t12
            WHERE t12."successor" = t11."id"
            ORDER BY t12."since" ASC,
            t12."id" ASC
            LIMIT 200
          ) AS t12p
          LEFT OUTER JOIN app.tenant AS t13 ON t13."id" = t12p."former"
        ),
        '}'
      ) AS concat_8
      FROM app.tenant AS t11
      WHERE t11."uid" = $7::UUID
      ORDER BY t11."slot" ASC,
      t11."uid" ASC
      LIMIT 1
    ),
    'null'
  ),
  '}}'
) AS concat_1
