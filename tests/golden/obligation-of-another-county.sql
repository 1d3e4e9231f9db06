-- $1: variable id
-- $2: viewer_root
-- $3: viewer_tenant
-- $4: variable id
-- $5: constant 'Obligation_00000000-0000-0000-0000-000000000000'
SELECT concat(
  '{"data":{"obligation":',
  coalesce(
    (
      SELECT concat('{"id":"Obligation_', t1."id", '"}') AS concat_2
      FROM app.obligation AS t1
      WHERE t1."id" = $1::UUID
      AND t1."root" = $2
      AND (t1."at3" = $3 AND t1."open_to" <= 3)
      LIMIT 1
    ),
    'null'
  ),
  ',"node":',
  coalesce(
    (
      SELECT concat('{"__typename":"Obligation","id":"Obligation_', t2."id", '"}') AS concat_3
      FROM app.obligation AS t2
      WHERE t2."id" = $4::UUID
      AND t2."root" = $2
      AND (t2."at3" = $3 AND t2."open_to" <= 3)
      LIMIT 1
    ),
    'null'
  ),
  ',"absent":',
  coalesce(
    (
      SELECT concat('{"id":"Obligation_', t3."id", '"}') AS concat_4
      FROM app.obligation AS t3
      WHERE t3."id" = $5::UUID
      AND t3."root" = $2
      AND (t3."at3" = $3 AND t3."open_to" <= 3)
      LIMIT 1
    ),
    'null'
  ),
  '}}'
) AS concat_1
