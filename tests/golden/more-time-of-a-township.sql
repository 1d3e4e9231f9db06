-- $1: viewer_tenant
-- $2: viewer_units
-- $3: variable id
-- $4: viewer_root
-- $5: variable problem
SELECT concat(
  '{"data":{"extension":',
  coalesce(
    (
      SELECT concat(
        '{"id":"Extension_',
        t1."id",
        '","clock":"',
        t1."clock",
        '","days":',
        CAST(t1."days" AS TEXT),
        ',"reason":',
        to_json(t1."reason"),
        ',"state":"',
        t1."state",
        '","askedAt":"',
        to_char(timezone('UTC', t1."asked_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        '","decidedAt":',
        CASE WHEN (t1."decided_at" IS NULL) THEN 'null' ELSE concat(
          '"',
          to_char(timezone('UTC', t1."decided_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
          '"'
        ) END,
        ',"answer":',
        CASE WHEN (t1."answer" IS NULL) THEN 'null' ELSE to_json(t1."answer") END,
        ',"petitionerTold":',
        CASE WHEN (t1."petitioner_told" IS NULL) THEN 'null' ELSE to_json(t1."petitioner_told") END,
        ',"version":',
        CAST(t1."version" AS TEXT),
        ',"problem":',
        CASE WHEN (t2."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t2."title"), '}') END,
        '}'
      ) AS concat_2
      FROM app.extension AS t1
      LEFT OUTER JOIN app.problem AS t2 ON t2."root" = t1."root"
      AND t2."id" = t1."problem_id"
      AND (
        t2."at4" = $1
        AND t2."open_to" <= 4
        AND (t2."accused" && $2) IS NOT true
        OR $1 = ANY (t2."trail")
        AND (t2."at4" = $1 AND t2."open_to" <= 4) IS NOT true
        AND (t2."accused" && $2) IS NOT true
      )
      WHERE t1."id" = $3::UUID
      AND t1."root" = $4
      AND (t1."at4" = $1 AND t1."open_to" <= 4 AND (t1."accused" && $2) IS NOT true)
      LIMIT 1
    ),
    'null'
  ),
  ',"extensions":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat('{"days":', CAST(t3p."days" AS TEXT), '}'),
          ','
          ORDER BY t3p."asked_at" ASC,
          t3p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_3
    FROM (
      SELECT t3."days" AS days,
      t3."asked_at" AS asked_at,
      t3."id" AS id
      FROM app.extension AS t3
      WHERE t3."state" = 'ASKED'
      AND t3."problem_id" = $5::UUID
      AND t3."at4" = $1
      AND t3."open_to" <= 4
      AND (t3."accused" && $2) IS NOT true
      ORDER BY t3."asked_at" ASC,
      t3."id" ASC
      LIMIT 50
    ) AS t3p
  ),
  '}}'
) AS concat_1
