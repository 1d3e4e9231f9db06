-- $1: variable id
-- $2: viewer_root
-- $3: viewer_tenant
-- $4: viewer_at1
-- $5: viewer_at2
-- $6: constant 'pb_members_meeting'
SELECT concat(
  '{"data":{"supplement":',
  coalesce(
    (
      SELECT concat('{"ruleKey":', to_json(t1."rule_key"), '}') AS concat_2
      FROM app.work_rule_supplement AS t1
      WHERE t1."id" = $1::UUID
      AND t1."root" = $2
      AND (
        t1."holder_parent" = $3
        OR t1."holder" = $3
        OR t1."holder" = ANY (CAST(ARRAY[$4, $5] AS INTEGER[]))
        AND t1."state" = 'PUBLISHED'
      )
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
          concat(
            '{"ruleKey":',
            to_json(t2p."rule_key"),
            ',"parameter":',
            CASE WHEN (t2p."parameter" IS NULL) THEN 'null' ELSE to_json(t2p."parameter") END,
            ',"type":"',
            t2p."type",
            '","operator":"',
            t2p."operator",
            '","value":',
            to_json(t2p."value"),
            ',"numerator":',
            CASE WHEN (t2p."numerator" IS NULL) THEN 'null' ELSE CAST(t2p."numerator" AS TEXT) END,
            ',"denominator":',
            CAST(t2p."denominator" AS TEXT),
            ',"text":',
            to_json(t2p."text"),
            ',"documentNo":',
            to_json(t2p."document_no"),
            ',"state":"',
            t2p."state",
            '","version":',
            CAST(t2p."version" AS TEXT),
            ',"recordedAt":"',
            to_char(timezone('UTC', t2p."recorded_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            '","validFrom":"',
            t2p."valid_from",
            '","validUntil":',
            CASE WHEN (t2p."valid_until" IS NULL) THEN 'null' ELSE concat('"', t2p."valid_until", '"') END,
            ',"tenant":',
            CASE WHEN (t3."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t3."name"), '}') END,
            ',"viewerActions":[{"act":"RETIRE","allowed":',
            CAST(((t2p."holder" = $3) AND t2p."state" IN ('PUBLISHED')) IS true AS TEXT),
            ',"missing":',
            CASE WHEN ((t2p."holder" = $3) IS NOT true) THEN '"RULE"' WHEN ((t2p."state" IN ('PUBLISHED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
            ',"furtherCheck":true}]}'
          ),
          ','
          ORDER BY t2p."valid_from" DESC,
          t2p."id" DESC
        ),
        ''
      ),
      ']}'
    ) AS concat_3
    FROM (
      SELECT t2pu."rule_key" AS rule_key,
      t2pu."parameter" AS parameter,
      t2pu."type" AS type,
      t2pu."operator" AS operator,
      t2pu."value" AS value,
      t2pu."numerator" AS numerator,
      t2pu."denominator" AS denominator,
      t2pu."text" AS text,
      t2pu."document_no" AS document_no,
      t2pu."state" AS state,
      t2pu."version" AS version,
      t2pu."recorded_at" AS recorded_at,
      t2pu."valid_from" AS valid_from,
      t2pu."valid_until" AS valid_until,
      t2pu."holder" AS holder,
      t2pu."id" AS id
      FROM (
        SELECT anon_1.rule_key AS rule_key,
        anon_1.parameter AS parameter,
        anon_1.type AS type,
        anon_1.operator AS operator,
        anon_1.value AS value,
        anon_1.numerator AS numerator,
        anon_1.denominator AS denominator,
        anon_1.text AS text,
        anon_1.document_no AS document_no,
        anon_1.state AS state,
        anon_1.version AS version,
        anon_1.recorded_at AS recorded_at,
        anon_1.valid_from AS valid_from,
        anon_1.valid_until AS valid_until,
        anon_1.holder AS holder,
        anon_1.id AS id
        FROM (
          SELECT t2."rule_key" AS rule_key,
          t2."parameter" AS parameter,
          t2."type" AS type,
          t2."operator" AS operator,
          t2."value" AS value,
          t2."numerator" AS numerator,
          t2."denominator" AS denominator,
          t2."text" AS text,
          t2."document_no" AS document_no,
          t2."state" AS state,
          t2."version" AS version,
          t2."recorded_at" AS recorded_at,
          t2."valid_from" AS valid_from,
          t2."valid_until" AS valid_until,
          t2."holder" AS holder,
          t2."id" AS id
          FROM app.work_rule_supplement AS t2
          WHERE t2."rule_key" = $6
          AND t2."holder_parent" = $3
          ORDER BY t2."valid_from" DESC,
          t2."id" DESC
          LIMIT 50
        ) AS anon_1
        UNION ALL
        SELECT anon_2.rule_key AS rule_key,
        anon_2.parameter AS parameter,
        anon_2.type AS type,
        anon_2.operator AS operator,
        anon_2.value AS value,
        anon_2.numerator AS numerator,
        anon_2.denominator AS denominator,
        anon_2.text AS text,
        anon_2.document_no AS document_no,
        anon_2.state AS state,
        anon_2.version AS version,
        anon_2.recorded_at AS recorded_at,
        anon_2.valid_from AS valid_from,
        anon_2.valid_until AS valid_until,
        anon_2.holder AS holder,
        anon_2.id AS id
        FROM (
          SELECT t2."rule_key" AS rule_key,
          t2."parameter" AS parameter,
          t2."type" AS type,
          t2."operator" AS operator,
          t2."value" AS value,
          t2."numerator" AS numerator,
          t2."denominator" AS denominator,
          t2."text" AS text,
          t2."document_no" AS document_no,
          t2."state" AS state,
          t2."version" AS version,
          t2."recorded_at" AS recorded_at,
          t2."valid_from" AS valid_from,
          t2."valid_until" AS valid_until,
          t2."holder" AS holder,
          t2."id" AS id
          FROM app.work_rule_supplement AS t2
          WHERE t2."rule_key" = $6
          AND t2."holder" = $3
          ORDER BY t2."valid_from" DESC,
          t2."id" DESC
          LIMIT 50
        ) AS anon_2
        UNION ALL
        SELECT anon_3.rule_key AS rule_key,
        anon_3.parameter AS parameter,
        anon_3.type AS type,
        anon_3.operator AS operator,
        anon_3.value AS value,
        anon_3.numerator AS numerator,
        anon_3.denominator AS denominator,
        anon_3.text AS text,
        anon_3.document_no AS document_no,
        anon_3.state AS state,
        anon_3.version AS version,
        anon_3.recorded_at AS recorded_at,
        anon_3.valid_from AS valid_from,
        anon_3.valid_until AS valid_until,
        anon_3.holder AS holder,
        anon_3.id AS id
        FROM (
          SELECT t2."rule_key" AS rule_key,
          t2."parameter" AS parameter,
          t2."type" AS type,
          t2."operator" AS operator,
          t2."value" AS value,
          t2."numerator" AS numerator,
          t2."denominator" AS denominator,
          t2."text" AS text,
          t2."document_no" AS document_no,
          t2."state" AS state,
          t2."version" AS version,
          t2."recorded_at" AS recorded_at,
          t2."valid_from" AS valid_from,
          t2."valid_until" AS valid_until,
          t2."holder" AS holder,
          t2."id" AS id
          FROM app.work_rule_supplement AS t2
          WHERE t2."rule_key" = $6
          AND t2."holder" = ANY (CAST(ARRAY[$4, $5] AS INTEGER[]))
          AND t2."state" = 'PUBLISHED'
          ORDER BY t2."valid_from" DESC,
          t2."id" DESC
          LIMIT 50
        ) AS anon_3
      ) AS t2pu
      ORDER BY t2pu."valid_from" DESC,
      t2pu."id" DESC
      LIMIT 50
    ) AS t2p
    LEFT OUTER JOIN app.tenant AS t3 ON t3."id" = t2p."holder"
  ),
  '}}'
) AS concat_1
