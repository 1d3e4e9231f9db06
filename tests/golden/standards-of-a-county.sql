-- $1: variable unit
SELECT coalesce(
  (
    SELECT concat('{"name":', to_json(t1."name"), '}') AS concat_1
    FROM app.tenant AS t1
    WHERE t1."uid" = $1::UUID
    ORDER BY t1."valid_until" IS NULL DESC,
    t1."slot" ASC,
    t1."uid" ASC
    LIMIT 1
  ),
  'null'
) AS coalesce_1
