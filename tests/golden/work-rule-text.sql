-- $1: constant 'pb_members_meeting'
-- $2: constant datetime.date(2026, 6, 1)
-- $3: today
SELECT concat(
  '{"data":{"workRule":',
  coalesce(
    (
      SELECT concat(
        '{"__typename":"WorkRule","id":"WorkRule_',
        t1."id",
        '","key":',
        to_json(t1."key"),
        ',"version":',
        CAST(t1."version" AS TEXT),
        ',"titleZh":',
        to_json(t1."title_zh"),
        ',"titleEn":',
        to_json(t1."title_en"),
        ',"validFrom":"',
        t1."valid_from",
        '","validUntil":',
        CASE WHEN (t1."valid_until" IS NULL) THEN 'null' ELSE concat('"', t1."valid_until", '"') END,
        ',"textZh":',
        to_json(t1."text_zh"),
        ',"confidence":"',
        t1."confidence",
        '","needsVerification":',
        CAST(t1."needs_verification" AS TEXT),
        ',"level":',
        CASE WHEN (t2."id" IS NULL) THEN 'null' ELSE concat(
          '{"key":',
          to_json(t2."key"),
          ',"titleZh":',
          to_json(t2."title_zh"),
          '}'
        ) END,
        ',"sources":',
        (
          SELECT concat(
            '[',
            coalesce(
              string_agg(
                concat(
                  '{"article":',
                  to_json(t3p."article"),
                  ',"confidence":"',
                  t3p."confidence",
                  '","regulation":',
                  CASE WHEN (t4."id" IS NULL) THEN 'null' ELSE concat('{"titleZh":', to_json(t4."title_zh"), '}') END,
                  '}'
                ),
                ','
                ORDER BY t3p."position" ASC,
                t3p."id" ASC
              ),
              ''
            ),
            ']'
          ) AS concat_3
          FROM (
            SELECT t3."article" AS article,
            t3."confidence" AS confidence,
            t3."regulation" AS regulation,
            t3."position" AS position,
            t3."id" AS id
            FROM app.work_rule_source AS t3
            WHERE t3."rule_id" = t1."id"
            ORDER BY t3."position" ASC,
            t3."id" ASC
            LIMIT 20
          ) AS t3p
          LEFT OUTER JOIN app.regulation AS t4 ON t4."key" = t3p."regulation"
        ),
        ',"parameters":',
        (
          SELECT concat(
            '[',
            coalesce(
              string_agg(
                concat(
                  '{"id":"WorkRuleParameter_',
                  t5p."id",
                  '","name":',
                  to_json(t5p."name"),
                  ',"titleZh":',
                  to_json(t5p."title_zh"),
                  ',"titleEn":',
                  to_json(t5p."title_en"),
                  ',"type":"',
                  t5p."type",
                  '","operator":"',
                  t5p."operator",
                  '","value":',
                  to_json(t5p."value"),
                  ',"numerator":',
                  CASE WHEN (t5p."numerator" IS NULL) THEN 'null' ELSE CAST(t5p."numerator" AS TEXT) END,
                  ',"denominator":',
                  CAST(t5p."denominator" AS TEXT),
                  ',"items":',
                  to_json(
                    CASE WHEN (
                      t5p."type" = 'TEXT'
                      AND (t5p."value" LIKE '%' || ',' || '%')
                    ) THEN string_to_array(t5p."value", ',') ELSE '{}'::text[] END
                  ),
                  ',"unit":',
                  to_json(t5p."unit"),
                  ',"stricter":"',
                  t5p."stricter",
                  '","becauseZh":',
                  to_json(t5p."because_zh"),
                  ',"becauseEn":',
                  to_json(t5p."because_en"),
                  ',"verified":',
                  CAST(t5p."verified" AS TEXT),
                  ',"rule":',
                  CASE WHEN (t6."id" IS NULL) THEN 'null' ELSE concat('{"key":', to_json(t6."key"), '}') END,
                  '}'
                ),
                ','
                ORDER BY t5p."position" ASC,
                t5p."id" ASC
              ),
              ''
            ),
            ']'
          ) AS concat_4
          FROM (
            SELECT t5."id" AS id,
            t5."name" AS name,
            t5."title_zh" AS title_zh,
            t5."title_en" AS title_en,
            t5."type" AS type,
            t5."operator" AS operator,
            t5."value" AS value,
            t5."numerator" AS numerator,
            t5."denominator" AS denominator,
            t5."unit" AS unit,
            t5."stricter" AS stricter,
            t5."because_zh" AS because_zh,
            t5."because_en" AS because_en,
            t5."verified" AS verified,
            t5."rule_id" AS rule_id,
            t5."position" AS position
            FROM app.work_rule_parameter AS t5
            WHERE t5."rule_id" = t1."id"
            ORDER BY t5."position" ASC,
            t5."id" ASC
            LIMIT 200
          ) AS t5p
          LEFT OUTER JOIN app.work_rule AS t6 ON t6."id" = t5p."rule_id"
        ),
        '}'
      ) AS concat_2
      FROM app.work_rule AS t1
      LEFT OUTER JOIN app.rule_level AS t2 ON t2."key" = t1."level"
      WHERE t1."key" = $1
      ORDER BY t1."version" DESC,
      t1."id" DESC
      LIMIT 1
    ),
    'null'
  ),
  ',"workRuleTexts":',
  (
    SELECT concat(
      '[',
      coalesce(
        string_agg(
          concat('{"key":', to_json(t7p."key"), '}'),
          ','
          ORDER BY t7p."position" ASC,
          t7p."id" ASC
        ),
        ''
      ),
      ']'
    ) AS concat_5
    FROM (
      SELECT t7."key" AS key,
      t7."position" AS position,
      t7."id" AS id
      FROM app.work_rule AS t7
      WHERE t7."valid_from" <= CAST(coalesce($2, $3) AS DATE)
      AND (t7."valid_until" IS NULL OR t7."valid_until" > CAST(coalesce($2, $3) AS DATE))
      ORDER BY t7."position" ASC,
      t7."id" ASC
      LIMIT 200
    ) AS t7p
  ),
  '}}'
) AS concat_1
