-- $1: viewer_tenant
-- $2: variable list
-- $3: viewer_root
-- $4: viewer_at1
-- $5: viewer_at2
-- $6: viewer_at3
SELECT concat(
  '{"data":{"obligations":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"period":',
            to_json(t1p."period"),
            ',"dueOn":"',
            t1p."due_on",
            '","tenant":',
            CASE WHEN (t2."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t2."name"), '}') END,
            '}'
          ),
          ','
          ORDER BY t1p."due_on" ASC,
          t1p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_2
    FROM (
      SELECT t1."period" AS period,
      t1."due_on" AS due_on,
      t1."holder" AS holder,
      t1."id" AS id
      FROM app.obligation AS t1
      WHERE t1."open"
      AND t1."overdue"
      AND t1."state" = 'PLANNED'
      AND t1."at4" = $1
      AND t1."open_to" <= 4
      ORDER BY t1."due_on" ASC,
      t1."id" ASC
      LIMIT 50
    ) AS t1p
    LEFT OUTER JOIN app.tenant AS t2 ON t2."id" = t1p."holder"
  ),
  ',"responsibilityList":',
  coalesce(
    (
      SELECT concat(
        '{"obligations":',
        (
          SELECT concat(
            '{"nodes":[',
            coalesce(
              string_agg(
                concat('{"period":', to_json(t4p."period"), ',"state":"', t4p."state", '"}'),
                ','
                ORDER BY t4p."due_on" ASC,
                t4p."id" ASC
              ),
              ''
            ),
            ']}'
          ) AS concat_4
          FROM (
            SELECT t4."period" AS period,
            t4."state" AS state,
            t4."due_on" AS due_on,
            t4."id" AS id
            FROM app.obligation AS t4
            WHERE t4."root" = t3."root"
            AND t4."list_id" = t3."id"
            AND t4."state" = 'ACCEPTED'
            AND t4."overdue" IS NOT true
            AND (t4."at4" = $1 AND t4."open_to" <= 4)
            ORDER BY t4."due_on" ASC,
            t4."id" ASC
            LIMIT 50
          ) AS t4p
        ),
        '}'
      ) AS concat_3
      FROM app.responsibility_list AS t3
      WHERE t3."id" = $2::UUID
      AND t3."root" = $3
      AND (t3."holder" = $1 OR t3."state" IN ('PUBLISHED', 'RETIRED') AND t3."holder_parent" = $1)
      LIMIT 1
    ),
    'null'
  ),
  ',"supplements":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat('{"ruleKey":', to_json(t5p."rule_key"), ',"state":"', t5p."state", '"}'),
          ','
          ORDER BY t5p."valid_from" DESC,
          t5p."id" DESC
        ),
        ''
      ),
      ']}'
    ) AS concat_5
    FROM (
      SELECT t5pu."rule_key" AS rule_key,
      t5pu."state" AS state,
      t5pu."valid_from" AS valid_from,
      t5pu."id" AS id
      FROM (
        SELECT anon_1.rule_key AS rule_key,
        anon_1.state AS state,
        anon_1.valid_from AS valid_from,
        anon_1.id AS id
        FROM (
          SELECT t5."rule_key" AS rule_key,
          t5."state" AS state,
          t5."valid_from" AS valid_from,
          t5."id" AS id
          FROM app.work_rule_supplement AS t5
          WHERE t5."state" = 'PUBLISHED'
          AND t5."holder_parent" = $1
          ORDER BY t5."valid_from" DESC,
          t5."id" DESC
          LIMIT 50
        ) AS anon_1
        UNION ALL
        SELECT anon_2.rule_key AS rule_key,
        anon_2.state AS state,
        anon_2.valid_from AS valid_from,
        anon_2.id AS id
        FROM (
          SELECT t5."rule_key" AS rule_key,
          t5."state" AS state,
          t5."valid_from" AS valid_from,
          t5."id" AS id
          FROM app.work_rule_supplement AS t5
          WHERE t5."state" = 'PUBLISHED'
          AND t5."holder" = $1
          ORDER BY t5."valid_from" DESC,
          t5."id" DESC
          LIMIT 50
        ) AS anon_2
        UNION ALL
        SELECT anon_3.rule_key AS rule_key,
        anon_3.state AS state,
        anon_3.valid_from AS valid_from,
        anon_3.id AS id
        FROM (
          SELECT t5."rule_key" AS rule_key,
          t5."state" AS state,
          t5."valid_from" AS valid_from,
          t5."id" AS id
          FROM app.work_rule_supplement AS t5
          WHERE t5."state" = 'PUBLISHED'
          AND t5."holder" = ANY (CAST(ARRAY[$4, $5, $6] AS INTEGER[]))
          AND t5."state" = 'PUBLISHED'
          ORDER BY t5."valid_from" DESC,
          t5."id" DESC
          LIMIT 50
        ) AS anon_3
      ) AS t5pu
      ORDER BY t5pu."valid_from" DESC,
      t5pu."id" DESC
      LIMIT 50
    ) AS t5p
  ),
  '}}'
) AS concat_1
