-- $1: variable on
-- $2: variable on
-- $3: viewer_tenant
-- $4: viewer_at1
-- $5: viewer_at2
-- $6: viewer_at3
-- $7: viewer_at4
-- $8: variable at
-- $9: today
SELECT concat(
  '{"data":{"workRules":',
  (
    SELECT concat(
      '[',
      coalesce(
        string_agg(
          concat(
            '{"key":',
            to_json(t1p."key"),
            ',"titleZh":',
            to_json(t1p."title_zh"),
            ',"titleEn":',
            to_json(t1p."title_en"),
            ',"textZh":',
            to_json(t1p."text_zh"),
            ',"onDate":"',
            t1p."on_date",
            '","since":"',
            t1p."valid_from",
            '","confidence":"',
            t1p."confidence",
            '","needsVerification":',
            CAST(t1p."needs_verification" AS TEXT),
            ',"viewerMayPublish":',
            CAST(false AS TEXT),
            ',"level":',
            CASE WHEN (t2."id" IS NULL) THEN 'null' ELSE concat('{"key":', to_json(t2."key"), '}') END,
            ',"rule":',
            CASE WHEN (t3."id" IS NULL) THEN 'null' ELSE concat('{"version":', CAST(t3."version" AS TEXT), '}') END,
            ',"sources":',
            (
              SELECT concat(
                '[',
                coalesce(
                  string_agg(
                    concat(
                      '{"article":',
                      to_json(t4p."article"),
                      ',"regulation":',
                      CASE WHEN (t5."id" IS NULL) THEN 'null' ELSE concat('{"key":', to_json(t5."key"), '}') END,
                      '}'
                    ),
                    ','
                    ORDER BY t4p."position" ASC,
                    t4p."id" ASC
                  ),
                  ''
                ),
                ']'
              ) AS concat_3
              FROM (
                SELECT t4."article" AS article,
                t4."regulation" AS regulation,
                t4."position" AS position,
                t4."id" AS id
                FROM app.work_rule_source AS t4
                WHERE t4."rule_id" = t1p."id"
                ORDER BY t4."position" ASC,
                t4."id" ASC
                LIMIT 20
              ) AS t4p
              LEFT OUTER JOIN app.regulation AS t5 ON t5."key" = t4p."regulation"
            ),
            ',"parameters":',
            (
              SELECT concat(
                '[',
                coalesce(
                  string_agg(
                    concat(
                      '{"name":',
                      to_json(t6p."name"),
                      ',"titleZh":',
                      to_json(t6p."title_zh"),
                      ',"titleEn":',
                      to_json(t6p."title_en"),
                      ',"value":',
                      to_json(t6p."value"),
                      ',"numerator":',
                      CASE WHEN (t6p."numerator" IS NULL) THEN 'null' ELSE CAST(t6p."numerator" AS TEXT) END,
                      ',"denominator":',
                      CAST(t6p."denominator" AS TEXT),
                      ',"items":',
                      to_json(
                        CASE WHEN (
                          t6p."type" = 'TEXT'
                          AND (t6p."value" LIKE '%' || ',' || '%')
                        ) THEN string_to_array(t6p."value", ',') ELSE '{}'::text[] END
                      ),
                      ',"operator":"',
                      t6p."operator",
                      '","type":"',
                      t6p."type",
                      '","unit":',
                      to_json(t6p."unit"),
                      ',"stricter":"',
                      t6p."stricter",
                      '","becauseZh":',
                      to_json(t6p."because_zh"),
                      ',"becauseEn":',
                      to_json(t6p."because_en"),
                      ',"verified":',
                      CAST(t6p."verified" AS TEXT),
                      ',"since":"',
                      t6p."since",
                      '","documentNo":',
                      CASE WHEN (t6p."document_no" IS NULL) THEN 'null' ELSE to_json(t6p."document_no") END,
                      ',"saidBy":',
                      CASE WHEN (t7."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t7."name"), '}') END,
                      ',"supplement":',
                      CASE WHEN (t8."id" IS NULL) THEN 'null' ELSE concat('{"id":"Supplement_', t8."id", '"}') END,
                      ',"shipped":',
                      CASE WHEN (t9."id" IS NULL) THEN 'null' ELSE concat('{"value":', to_json(t9."value"), '}') END,
                      '}'
                    ),
                    ','
                    ORDER BY t6p."position" ASC,
                    t6p."id" ASC
                  ),
                  ''
                ),
                ']'
              ) AS concat_4
              FROM (
                SELECT t6."name" AS name,
                t6."title_zh" AS title_zh,
                t6."title_en" AS title_en,
                t6."value" AS value,
                t6."numerator" AS numerator,
                t6."denominator" AS denominator,
                t6."type" AS type,
                t6."operator" AS operator,
                t6."unit" AS unit,
                t6."stricter" AS stricter,
                t6."because_zh" AS because_zh,
                t6."because_en" AS because_en,
                t6."verified" AS verified,
                t6."since" AS since,
                t6."document_no" AS document_no,
                t6."said_by" AS said_by,
                t6."supplement_id" AS supplement_id,
                t6."root" AS root,
                t6."id" AS id,
                t6."position" AS position
                FROM (
                  SELECT parameter.id AS id,
                  parameter.rule_id AS rule_id,
                  parameter.name AS name,
                  parameter.position AS position,
                  parameter.type AS type,
                  parameter.unit AS unit,
                  parameter.stricter AS stricter,
                  parameter.verified AS verified,
                  parameter.title_zh AS title_zh,
                  parameter.title_en AS title_en,
                  parameter.because_zh AS because_zh,
                  parameter.because_en AS because_en,
                  CASE WHEN (tightest.id IS NOT NULL) THEN tightest.operator ELSE parameter.operator END AS operator,
                  CASE WHEN (tightest.id IS NOT NULL) THEN tightest.numerator ELSE parameter.numerator END AS numerator,
                  CASE WHEN (tightest.id IS NOT NULL) THEN tightest.denominator ELSE parameter.denominator END AS denominator,
                  CASE WHEN (tightest.id IS NOT NULL) THEN tightest.value ELSE parameter.value END AS value,
                  target.root AS root,
                  tightest.id AS supplement_id,
                  tightest.holder AS said_by,
                  tightest.document_no AS document_no,
                  coalesce(tightest.valid_from, rule.valid_from) AS since
                  FROM app.work_rule_parameter AS parameter JOIN app.work_rule AS rule ON rule.id = parameter.rule_id JOIN (
                    SELECT found.root AS root,
                    found.holder AS holder,
                    found.holder_parent AS holder_parent,
                    found.at1 AS at1,
                    found.at2 AS at2,
                    found.at3 AS at3,
                    found.at4 AS at4,
                    found.at5 AS at5,
                    found.at6 AS at6,
                    found.kind AS kind,
                    found.body_kind AS body_kind,
                    found.village AS village
                    FROM (
                      SELECT app.tenant.root AS root,
                      app.tenant.id AS holder,
                      app.tenant.parent_id AS holder_parent,
                      app.tenant.at1 AS at1,
                      app.tenant.at2 AS at2,
                      app.tenant.at3 AS at3,
                      app.tenant.at4 AS at4,
                      app.tenant.at5 AS at5,
                      app.tenant.at6 AS at6,
                      app.tenant.kind AS kind,
                      NULL AS body_kind,
                      app.tenant.kind = 'VILLAGE' AS village
                      FROM app.tenant
                      WHERE app.tenant.uid = $1::UUID
                      UNION ALL
                      SELECT app.body.root AS root,
                      app.body.holder AS holder,
                      app.body.holder_parent AS holder_parent,
                      app.body.at1 AS at1,
                      app.body.at2 AS at2,
                      app.body.at3 AS at3,
                      app.body.at4 AS at4,
                      app.body.at5 AS at5,
                      app.body.at6 AS at6,
                      'BODY',
                      app.body.kind AS kind,
                      (
                        SELECT app.tenant.kind = 'VILLAGE' AS anon_1
                        FROM app.tenant
                        WHERE app.tenant.id = app.body.holder
                      ) AS village
                      FROM app.body
                      WHERE app.body.id = $2::UUID
                    ) AS found
                    WHERE (
                      found.holder = $3
                      OR found.holder = ANY (CAST(ARRAY[$4, $5, $6, $7] AS INTEGER[]))
                      AND 'ASKED' = 'PUBLISHED'
                    )
                  ) AS target ON true
                  LEFT OUTER JOIN LATERAL (
                    SELECT said.id AS id,
                    said.holder AS holder,
                    said.operator AS operator,
                    said.numerator AS numerator,
                    said.denominator AS denominator,
                    said.value AS value,
                    said.valid_from AS valid_from,
                    said.document_no AS document_no
                    FROM app.work_rule_supplement AS said
                    WHERE said.root = target.root
                    AND said.holder IN (
                      target.at1,
                      target.at2,
                      target.at3,
                      target.at4,
                      target.at5,
                      target.at6
                    )
                    AND said.rule_key = rule.key
                    AND said.parameter = parameter.name
                    AND said.type = parameter.type
                    AND said.state = 'PUBLISHED'
                    AND said.valid_from <= CAST(coalesce($8, $9) AS DATE)
                    AND (
                      said.valid_until IS NULL
                      OR said.valid_until > CAST(coalesce($8, $9) AS DATE)
                    )
                    AND (
                      said.holder = $3
                      OR said.holder = ANY (CAST(ARRAY[$4, $5, $6, $7] AS INTEGER[]))
                      AND said.state = 'PUBLISHED'
                    )
                    AND CASE WHEN (parameter.stricter = 'FIXED') THEN false WHEN (
                      CAST(said.numerator AS BIGINT) * parameter.denominator = CAST(parameter.numerator AS BIGINT) * said.denominator
                    ) THEN said.operator = 'MORE_THAN'
                    AND parameter.operator != 'MORE_THAN' WHEN (parameter.stricter = 'HIGHER') THEN CAST(said.numerator AS BIGINT) * parameter.denominator > CAST(parameter.numerator AS BIGINT) * said.denominator ELSE CAST(said.numerator AS BIGINT) * parameter.denominator < CAST(parameter.numerator AS BIGINT) * said.denominator END
                    AND NOT (
                      EXISTS (
                        SELECT 1
                        FROM app.work_rule_supplement AS other
                        WHERE other.root = target.root
                        AND other.holder IN (
                          target.at1,
                          target.at2,
                          target.at3,
                          target.at4,
                          target.at5,
                          target.at6
                        )
                        AND other.rule_key = rule.key
                        AND other.parameter = parameter.name
                        AND other.type = parameter.type
                        AND other.state = 'PUBLISHED'
                        AND other.valid_from <= CAST(coalesce($8, $9) AS DATE)
                        AND (
                          other.valid_until IS NULL
                          OR other.valid_until > CAST(coalesce($8, $9) AS DATE)
                        )
                        AND (
                          other.holder = $3
                          OR other.holder = ANY (CAST(ARRAY[$4, $5, $6, $7] AS INTEGER[]))
                          AND other.state = 'PUBLISHED'
                        )
                        AND CASE WHEN (parameter.stricter = 'FIXED') THEN false WHEN (
                          CAST(other.numerator AS BIGINT) * said.denominator = CAST(said.numerator AS BIGINT) * other.denominator
                        ) THEN other.operator = 'MORE_THAN'
                        AND said.operator != 'MORE_THAN' WHEN (parameter.stricter = 'HIGHER') THEN CAST(other.numerator AS BIGINT) * said.denominator > CAST(said.numerator AS BIGINT) * other.denominator ELSE CAST(other.numerator AS BIGINT) * said.denominator < CAST(said.numerator AS BIGINT) * other.denominator END
                      )
                    )
                    ORDER BY said.holder_slot,
                    said.valid_from,
                    said.id
                    LIMIT 1
                  ) AS tightest ON true
                  WHERE parameter.in_villages IS NULL
                  OR parameter.in_villages = target.village
                ) AS t6
                WHERE t6."rule_id" = t1p."id"
                ORDER BY t6."position" ASC,
                t6."id" ASC
                LIMIT 200
              ) AS t6p
              LEFT OUTER JOIN app.tenant AS t7 ON t7."id" = t6p."said_by"
              LEFT OUTER JOIN app.work_rule_supplement AS t8 ON t8."root" = t6p."root"
              AND t8."id" = t6p."supplement_id"
              AND (
                t8."holder" = $3
                OR t8."holder" = ANY (CAST(ARRAY[$4, $5, $6, $7] AS INTEGER[]))
                AND t8."state" = 'PUBLISHED'
              )
              LEFT OUTER JOIN app.work_rule_parameter AS t9 ON t9."id" = t6p."id"
            ),
            ',"supplements":',
            (
              SELECT concat(
                '[',
                coalesce(
                  string_agg(
                    concat(
                      '{"documentNo":',
                      to_json(t10p."document_no"),
                      ',"tenant":',
                      CASE WHEN (t11."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t11."name"), '}') END,
                      '}'
                    ),
                    ','
                    ORDER BY t10p."holder_slot" ASC,
                    t10p."valid_from" ASC,
                    t10p."id" ASC
                  ),
                  ''
                ),
                ']'
              ) AS concat_5
              FROM (
                SELECT t10."document_no" AS document_no,
                t10."holder" AS holder,
                t10."holder_slot" AS holder_slot,
                t10."valid_from" AS valid_from,
                t10."id" AS id
                FROM app.work_rule_supplement AS t10
                WHERE t10."root" = t1p."root"
                AND t10."rule_key" = t1p."key"
                AND t10."state" = 'PUBLISHED'
                AND t10."holder" IN (
                  t1p."at1",
                  t1p."at2",
                  t1p."at3",
                  t1p."at4",
                  t1p."at5",
                  t1p."at6"
                )
                AND t10."valid_from" <= t1p."on_date"
                AND (t10."valid_until" IS NULL OR t10."valid_until" > t1p."on_date")
                AND (
                  t10."holder" = $3
                  OR t10."holder" = ANY (CAST(ARRAY[$4, $5, $6, $7] AS INTEGER[]))
                  AND t10."state" = 'PUBLISHED'
                )
                ORDER BY t10."holder_slot" ASC,
                t10."valid_from" ASC,
                t10."id" ASC
                LIMIT 200
              ) AS t10p
              LEFT OUTER JOIN app.tenant AS t11 ON t11."id" = t10p."holder"
            ),
            '}'
          ),
          ','
          ORDER BY t1p."position" ASC,
          t1p."id" ASC
        ),
        ''
      ),
      ']'
    ) AS concat_2
    FROM (
      SELECT t1."key" AS key,
      t1."title_zh" AS title_zh,
      t1."title_en" AS title_en,
      t1."text_zh" AS text_zh,
      t1."on_date" AS on_date,
      t1."valid_from" AS valid_from,
      t1."confidence" AS confidence,
      t1."needs_verification" AS needs_verification,
      t1."level" AS level,
      t1."id" AS id,
      t1."root" AS root,
      t1."at1" AS at1,
      t1."at2" AS at2,
      t1."at3" AS at3,
      t1."at4" AS at4,
      t1."at5" AS at5,
      t1."at6" AS at6,
      t1."position" AS position
      FROM (
        SELECT app.work_rule.id AS id,
        app.work_rule.catalogue AS catalogue,
        app.work_rule.level AS level,
        app.work_rule.key AS key,
        app.work_rule.position AS position,
        app.work_rule.title_zh AS title_zh,
        app.work_rule.title_en AS title_en,
        app.work_rule.text_zh AS text_zh,
        app.work_rule.confidence AS confidence,
        app.work_rule.needs_verification AS needs_verification,
        app.work_rule.version AS version,
        app.work_rule.sha256 AS sha256,
        app.work_rule.valid_from AS valid_from,
        app.work_rule.valid_until AS valid_until,
        target.root AS root,
        target.holder AS holder,
        target.holder_parent AS holder_parent,
        target.at1 AS at1,
        target.at2 AS at2,
        target.at3 AS at3,
        target.at4 AS at4,
        target.at5 AS at5,
        target.at6 AS at6,
        CAST(coalesce($8, $9) AS DATE) AS on_date
        FROM app.work_rule JOIN (
          SELECT found.root AS root,
          found.holder AS holder,
          found.holder_parent AS holder_parent,
          found.at1 AS at1,
          found.at2 AS at2,
          found.at3 AS at3,
          found.at4 AS at4,
          found.at5 AS at5,
          found.at6 AS at6,
          found.kind AS kind,
          found.body_kind AS body_kind,
          found.village AS village
          FROM (
            SELECT app.tenant.root AS root,
            app.tenant.id AS holder,
            app.tenant.parent_id AS holder_parent,
            app.tenant.at1 AS at1,
            app.tenant.at2 AS at2,
            app.tenant.at3 AS at3,
            app.tenant.at4 AS at4,
            app.tenant.at5 AS at5,
            app.tenant.at6 AS at6,
            app.tenant.kind AS kind,
            NULL AS body_kind,
            app.tenant.kind = 'VILLAGE' AS village
            FROM app.tenant
            WHERE app.tenant.uid = $1::UUID
            UNION ALL
            SELECT app.body.root AS root,
            app.body.holder AS holder,
            app.body.holder_parent AS holder_parent,
            app.body.at1 AS at1,
            app.body.at2 AS at2,
            app.body.at3 AS at3,
            app.body.at4 AS at4,
            app.body.at5 AS at5,
            app.body.at6 AS at6,
            'BODY',
            app.body.kind AS kind,
            (
              SELECT app.tenant.kind = 'VILLAGE' AS anon_2
              FROM app.tenant
              WHERE app.tenant.id = app.body.holder
            ) AS village
            FROM app.body
            WHERE app.body.id = $2::UUID
          ) AS found
          WHERE (
            found.holder = $3
            OR found.holder = ANY (CAST(ARRAY[$4, $5, $6, $7] AS INTEGER[]))
            AND 'ASKED' = 'PUBLISHED'
          )
        ) AS target ON true
        WHERE app.work_rule.valid_from <= CAST(coalesce($8, $9) AS DATE)
        AND (
          app.work_rule.valid_until IS NULL
          OR app.work_rule.valid_until > CAST(coalesce($8, $9) AS DATE)
        )
        AND CASE WHEN (target.body_kind IS NOT NULL) THEN app.work_rule.level = (
          SELECT app.body_kind.rule_level
          FROM app.body_kind
          WHERE app.body_kind.key = target.body_kind
        ) ELSE target.kind IN ('PROVINCE', 'CITY', 'COUNTY')
        OR app.work_rule.level = 'party_branch'
        OR (
          EXISTS (
            SELECT 1
            FROM app.body JOIN app.body_kind ON app.body_kind.key = app.body.kind
            WHERE app.body.root = target.root
            AND app.body.holder = target.holder
            AND app.body_kind.rule_level = app.work_rule.level
            AND app.body.valid_from <= CAST(coalesce($8, $9) AS DATE)
            AND (
              app.body.valid_until IS NULL
              OR app.body.valid_until > CAST(coalesce($8, $9) AS DATE)
            )
            AND (app.body.holder = $3)
          )
        ) END
      ) AS t1
      WHERE true
      ORDER BY t1."position" ASC,
      t1."id" ASC
      LIMIT 200
    ) AS t1p
    LEFT OUTER JOIN app.rule_level AS t2 ON t2."key" = t1p."level"
    LEFT OUTER JOIN app.work_rule AS t3 ON t3."id" = t1p."id"
  ),
  '}}'
) AS concat_1
