-- $1: constant '520600000000'
SELECT concat(
  '{"data":{"responsibilityLists":',
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
                  FROM app.responsibility_list AS t1
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
      ',"nodes":[',
      coalesce(
        string_agg(
          concat('{"id":"ResponsibilityList_', t1p."id", '"}'),
          ','
          ORDER BY t1p."year" DESC,
          t1p."id" DESC
        ),
        ''
      ),
      ']}'
    ) AS concat_2
    FROM (
      SELECT t1."id" AS id,
      t1."year" AS year
      FROM app.responsibility_list AS t1
      WHERE false
      ORDER BY t1."year" DESC,
      t1."id" DESC
      LIMIT 50
    ) AS t1p
  ),
  ',"obligations":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat('{"id":"Obligation_', t2p."id", '"}'),
          ','
          ORDER BY t2p."due_on" ASC,
          t2p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_3
    FROM (
      SELECT t2."id" AS id,
      t2."due_on" AS due_on
      FROM app.obligation AS t2
      WHERE false
      ORDER BY t2."due_on" ASC,
      t2."id" ASC
      LIMIT 50
    ) AS t2p
  ),
  ',"supplements":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat('{"id":"Supplement_', t3p."id", '"}'),
          ','
          ORDER BY t3p."valid_from" DESC,
          t3p."id" DESC
        ),
        ''
      ),
      ']}'
    ) AS concat_4
    FROM (
      SELECT t3."id" AS id,
      t3."valid_from" AS valid_from
      FROM app.work_rule_supplement AS t3
      WHERE false
      ORDER BY t3."valid_from" DESC,
      t3."id" DESC
      LIMIT 50
    ) AS t3p
  ),
  ',"tenant":',
  coalesce(
    (
      SELECT concat(
        '{"name":',
        to_json(t4."name"),
        ',"children":{"totalCount":',
        CAST(
          least(
            (
              SELECT count(*) AS count_2
              FROM (
                SELECT 1
                FROM (
                  SELECT anon_6.one AS one
                  FROM (
                    SELECT 1 AS one
                    FROM app.tenant AS t5
                    WHERE t5."parent_id" = t4."id"
                    AND t5."valid_until" IS NULL
                    LIMIT 201
                  ) AS anon_6
                ) AS anon_5
                LIMIT 201
              ) AS anon_4
            ),
            200
          ) AS TEXT
        ),
        '}}'
      ) AS concat_5
      FROM app.tenant AS t4
      WHERE t4."code" = $1
      ORDER BY t4."valid_until" IS NULL DESC,
      t4."slot" ASC,
      t4."uid" ASC
      LIMIT 1
    ),
    'null'
  ),
  '}}'
) AS concat_1
