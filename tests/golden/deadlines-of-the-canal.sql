-- $1: variable canal
-- $2: viewer_root
-- $3: viewer_tenant
-- $4: viewer_units
SELECT coalesce(
  (
    SELECT concat(
      '{"title":',
      to_json(t1."title"),
      ',"state":"',
      t1."state",
      '","dueOn":"',
      t1."due_on",
      '"}'
    ) AS concat_1
    FROM app.problem AS t1
    WHERE t1."id" = $1::UUID
    AND t1."root" = $2
    AND (
      t1."at3" = $3
      AND t1."open_to" <= 3
      AND (t1."accused" && $4) IS NOT true
      OR $3 = ANY (t1."trail")
      AND (t1."at3" = $3 AND t1."open_to" <= 3) IS NOT true
      AND (t1."accused" && $4) IS NOT true
    )
    LIMIT 1
  ),
  'null'
) AS coalesce_1
