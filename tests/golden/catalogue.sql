SELECT concat(
  '{"data":{"actorTypes":',
  (
    SELECT concat(
      '[',
      coalesce(
        string_agg(
          concat(
            '{"id":"Actor_',
            t1p."id",
            '","key":',
            to_json(t1p."key"),
            ',"titleZh":',
            to_json(t1p."title_zh"),
            ',"titleEn":',
            to_json(t1p."title_en"),
            ',"kind":"',
            t1p."kind",
            '","livesIn":',
            to_json(t1p."lives_in"),
            ',"description":',
            to_json(t1p."description_en"),
            ',"duties":',
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
                            FROM app.duty AS t2
                            WHERE t2."actor_type" = t1p."key"
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
                      '{"id":"Duty_',
                      t2p."id",
                      '","key":',
                      to_json(t2p."key"),
                      ',"catalogueVersion":',
                      CAST(t2p."catalogue" AS TEXT),
                      ',"titleZh":',
                      to_json(t2p."title_zh"),
                      ',"titleEn":',
                      to_json(t2p."title_en"),
                      ',"detail":',
                      to_json(t2p."detail_en"),
                      ',"cadence":"',
                      t2p."cadence",
                      '","cadenceBasis":"',
                      t2p."cadence_basis",
                      '","minPerPeriod":',
                      CAST(t2p."min_per_period" AS TEXT),
                      ',"dueRule":',
                      to_json(t2p."due_rule"),
                      ',"evidence":',
                      to_json(t2p."evidence"),
                      ',"weight":',
                      CAST(t2p."weight" AS TEXT),
                      ',"confidence":"',
                      t2p."confidence",
                      '","needsVerification":',
                      CAST(t2p."needs_verification" AS TEXT),
                      ',"actorType":',
                      CASE WHEN (t3."id" IS NULL) THEN 'null' ELSE concat('{"key":', to_json(t3."key"), '}') END,
                      ',"sources":',
                      (
                        SELECT concat(
                          '[',
                          coalesce(
                            string_agg(
                              concat(
                                '{"article":',
                                to_json(t4p."article"),
                                ',"confidence":"',
                                t4p."confidence",
                                '","regulation":',
                                CASE WHEN (t5."id" IS NULL) THEN 'null' ELSE concat(
                                  '{"id":"Regulation_',
                                  t5."id",
                                  '","key":',
                                  to_json(t5."key"),
                                  ',"titleZh":',
                                  to_json(t5."title_zh"),
                                  ',"titleEn":',
                                  to_json(t5."title_en"),
                                  ',"year":',
                                  to_json(t5."year"),
                                  '}'
                                ) END,
                                '}'
                              ),
                              ','
                              ORDER BY t4p."position" ASC,
                              t4p."id" ASC
                            ),
                            ''
                          ),
                          ']'
                        ) AS concat_4
                        FROM (
                          SELECT t4."article" AS article,
                          t4."confidence" AS confidence,
                          t4."regulation" AS regulation,
                          t4."position" AS position,
                          t4."id" AS id
                          FROM app.duty_source AS t4
                          WHERE t4."duty_id" = t2p."id"
                          ORDER BY t4."position" ASC,
                          t4."id" ASC
                          LIMIT 20
                        ) AS t4p
                        LEFT OUTER JOIN app.regulation AS t5 ON t5."key" = t4p."regulation"
                      ),
                      '}'
                    ),
                    ','
                    ORDER BY t2p."position" ASC,
                    t2p."id" ASC
                  ),
                  ''
                ),
                ']}'
              ) AS concat_3
              FROM (
                SELECT t2."id" AS id,
                t2."key" AS key,
                t2."catalogue" AS catalogue,
                t2."title_zh" AS title_zh,
                t2."title_en" AS title_en,
                t2."detail_en" AS detail_en,
                t2."cadence" AS cadence,
                t2."cadence_basis" AS cadence_basis,
                t2."min_per_period" AS min_per_period,
                t2."due_rule" AS due_rule,
                t2."evidence" AS evidence,
                t2."weight" AS weight,
                t2."confidence" AS confidence,
                t2."needs_verification" AS needs_verification,
                t2."actor_type" AS actor_type,
                t2."position" AS position
                FROM app.duty AS t2
                WHERE t2."actor_type" = t1p."key"
                ORDER BY t2."position" ASC,
                t2."id" ASC
                LIMIT 1
              ) AS t2p
              LEFT OUTER JOIN app.actor_type AS t3 ON t3."key" = t2p."actor_type"
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
      SELECT t1."id" AS id,
      t1."key" AS key,
      t1."title_zh" AS title_zh,
      t1."title_en" AS title_en,
      t1."kind" AS kind,
      t1."lives_in" AS lives_in,
      t1."description_en" AS description_en,
      t1."position" AS position
      FROM app.actor_type AS t1
      WHERE true
      ORDER BY t1."position" ASC,
      t1."id" ASC
      LIMIT 200
    ) AS t1p
  ),
  ',"ruleLevels":',
  (
    SELECT concat(
      '[',
      coalesce(
        string_agg(
          concat(
            '{"id":"RuleLevel_',
            t6p."id",
            '","key":',
            to_json(t6p."key"),
            ',"titleZh":',
            to_json(t6p."title_zh"),
            ',"titleEn":',
            to_json(t6p."title_en"),
            '}'
          ),
          ','
          ORDER BY t6p."position" ASC,
          t6p."id" ASC
        ),
        ''
      ),
      ']'
    ) AS concat_5
    FROM (
      SELECT t6."id" AS id,
      t6."key" AS key,
      t6."title_zh" AS title_zh,
      t6."title_en" AS title_en,
      t6."position" AS position
      FROM app.rule_level AS t6
      WHERE true
      ORDER BY t6."position" ASC,
      t6."id" ASC
      LIMIT 200
    ) AS t6p
  ),
  '}}'
) AS concat_1
