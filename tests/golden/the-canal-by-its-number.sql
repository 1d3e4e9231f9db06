-- $1: variable number
-- $2: viewer_root
-- $3: viewer_tenant
-- $4: viewer_units
SELECT concat(
  '{"data":{"problem":',
  coalesce(
    (
      SELECT concat(
        '{"id":"Problem_',
        t1."id",
        '","number":',
        CASE WHEN (t1."number" IS NULL) THEN 'null' ELSE concat('"', t1."number", '"') END,
        ',"title":',
        to_json(t1."title"),
        ',"state":"',
        t1."state",
        '"}'
      ) AS concat_2
      FROM app.problem AS t1
      WHERE t1."number" = $1
      AND t1."root" = $2
      AND (
        t1."listed_by" = $3
        AND (t1."accused" && $4) IS NOT true
        OR t1."listed_parent" = $3
        AND (t1."listed_by" = $3) IS NOT true
        AND (t1."accused" && $4) IS NOT true
        OR t1."at3" = $3
        AND t1."open_to" <= 3
        AND (t1."listed_by" = $3) IS NOT true
        AND (t1."listed_parent" = $3) IS NOT true
        AND (t1."accused" && $4) IS NOT true
        OR $3 = ANY (t1."trail")
        AND (t1."listed_by" = $3) IS NOT true
        AND (t1."listed_parent" = $3) IS NOT true
        AND (t1."at3" = $3 AND t1."open_to" <= 3) IS NOT true
        AND (t1."accused" && $4) IS NOT true
      )
      LIMIT 1
    ),
    'null'
  ),
  '}}'
) AS concat_1
