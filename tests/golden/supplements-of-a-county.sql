-- $1: viewer_tenant
-- $2: constant 'pb_members_meeting'
-- $3: viewer_at1
-- $4: viewer_at2
SELECT concat(
  '{"data":{"supplements":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"ruleKey":',
            to_json(t1p."rule_key"),
            ',"parameter":',
            CASE WHEN (t1p."parameter" IS NULL) THEN 'null' ELSE to_json(t1p."parameter") END,
            ',"type":"',
            t1p."type",
            '","operator":"',
            t1p."operator",
            '","value":',
            to_json(t1p."value"),
            ',"numerator":',
            CASE WHEN (t1p."numerator" IS NULL) THEN 'null' ELSE CAST(t1p."numerator" AS TEXT) END,
            ',"denominator":',
            CAST(t1p."denominator" AS TEXT),
            ',"text":',
            to_json(t1p."text"),
            ',"documentNo":',
            to_json(t1p."document_no"),
            ',"state":"',
            t1p."state",
            '","version":',
            CAST(t1p."version" AS TEXT),
            ',"recordedAt":"',
            to_char(timezone('UTC', t1p."recorded_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            '","validFrom":"',
            t1p."valid_from",
            '","validUntil":',
            CASE WHEN (t1p."valid_until" IS NULL) THEN 'null' ELSE concat('"', t1p."valid_until", '"') END,
            ',"tenant":',
            CASE WHEN (t2."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t2."name"), '}') END,
            ',"viewerActions":[{"act":"RETIRE","allowed":',
            CAST((t1p."holder" = $1) AND t1p."state" IN ('PUBLISHED') AS TEXT),
            ',"missing":',
            CASE WHEN ((t1p."holder" = $1) IS NOT true) THEN '"RULE"' WHEN ((t1p."state" IN ('PUBLISHED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
            ',"furtherCheck":true}]}'
          ),
          ','
          ORDER BY t1p."valid_from" DESC,
          t1p."id" DESC
        ),
        ''
      ),
      ']}'
    ) AS concat_2
    FROM (
      SELECT t1pu."rule_key" AS rule_key,
      t1pu."parameter" AS parameter,
      t1pu."type" AS type,
      t1pu."operator" AS operator,
      t1pu."value" AS value,
      t1pu."numerator" AS numerator,
      t1pu."denominator" AS denominator,
      t1pu."text" AS text,
      t1pu."document_no" AS document_no,
      t1pu."state" AS state,
      t1pu."version" AS version,
      t1pu."recorded_at" AS recorded_at,
      t1pu."valid_from" AS valid_from,
      t1pu."valid_until" AS valid_until,
      t1pu."holder" AS holder,
      t1pu."id" AS id
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
          SELECT t1."rule_key" AS rule_key,
          t1."parameter" AS parameter,
          t1."type" AS type,
          t1."operator" AS operator,
          t1."value" AS value,
          t1."numerator" AS numerator,
          t1."denominator" AS denominator,
          t1."text" AS text,
          t1."document_no" AS document_no,
          t1."state" AS state,
          t1."version" AS version,
          t1."recorded_at" AS recorded_at,
          t1."valid_from" AS valid_from,
          t1."valid_until" AS valid_until,
          t1."holder" AS holder,
          t1."id" AS id
          FROM app.work_rule_supplement AS t1
          WHERE t1."rule_key" = $2
          AND t1."holder_parent" = $1
          ORDER BY t1."valid_from" DESC,
          t1."id" DESC
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
          SELECT t1."rule_key" AS rule_key,
          t1."parameter" AS parameter,
          t1."type" AS type,
          t1."operator" AS operator,
          t1."value" AS value,
          t1."numerator" AS numerator,
          t1."denominator" AS denominator,
          t1."text" AS text,
          t1."document_no" AS document_no,
          t1."state" AS state,
          t1."version" AS version,
          t1."recorded_at" AS recorded_at,
          t1."valid_from" AS valid_from,
          t1."valid_until" AS valid_until,
          t1."holder" AS holder,
          t1."id" AS id
          FROM app.work_rule_supplement AS t1
          WHERE t1."rule_key" = $2
          AND t1."holder" = $1
          ORDER BY t1."valid_from" DESC,
          t1."id" DESC
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
          SELECT t1."rule_key" AS rule_key,
          t1."parameter" AS parameter,
          t1."type" AS type,
          t1."operator" AS operator,
          t1."value" AS value,
          t1."numerator" AS numerator,
          t1."denominator" AS denominator,
          t1."text" AS text,
          t1."document_no" AS document_no,
          t1."state" AS state,
          t1."version" AS version,
          t1."recorded_at" AS recorded_at,
          t1."valid_from" AS valid_from,
          t1."valid_until" AS valid_until,
          t1."holder" AS holder,
          t1."id" AS id
          FROM app.work_rule_supplement AS t1
          WHERE t1."rule_key" = $2
          AND t1."holder" = ANY (CAST(ARRAY[$3, $4] AS INTEGER[]))
          AND t1."state" = 'PUBLISHED'
          ORDER BY t1."valid_from" DESC,
          t1."id" DESC
          LIMIT 50
        ) AS anon_3
      ) AS t1pu
      ORDER BY t1pu."valid_from" DESC,
      t1pu."id" DESC
      LIMIT 50
    ) AS t1p
    LEFT OUTER JOIN app.tenant AS t2 ON t2."id" = t1p."holder"
  ),
  '}}'
) AS concat_1
