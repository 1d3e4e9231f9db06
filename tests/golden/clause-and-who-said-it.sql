-- $1: viewer_tenant
-- $2: viewer_at1
-- $3: viewer_at2
-- $4: viewer_at3
-- $5: viewer_at4
-- $6: variable id
-- $7: viewer_root
SELECT concat(
  '{"data":{"node":',
  coalesce(
    (
      SELECT concat(
        '{"id":"Clause_',
        t1."id",
        '","part":"',
        t1."part",
        '","position":',
        CAST(t1."position" AS TEXT),
        ',"title":',
        to_json(t1."title"),
        ',"publisher":',
        CASE WHEN (t2."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t2."name"), '}') END,
        ',"saidBy":',
        CASE WHEN (t3."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t3."name"), '}') END,
        ',"handedOnFrom":',
        CASE WHEN (t4."id" IS NULL) THEN 'null' ELSE concat(
          '{"title":',
          to_json(t4."title"),
          ',"publisher":',
          CASE WHEN (t5."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t5."name"), '}') END,
          ',"handedOnFrom":',
          CASE WHEN (t6."id" IS NULL) THEN 'null' ELSE concat(
            '{"title":',
            to_json(t6."title"),
            ',"publisher":',
            CASE WHEN (t7."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t7."name"), '}') END,
            ',"handedOnFrom":',
            CASE WHEN (t8."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t8."title"), '}') END,
            '}'
          ) END,
          '}'
        ) END,
        ',"supersedes":',
        CASE WHEN (t9."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t9."title"), '}') END,
        ',"list":',
        CASE WHEN (t10."id" IS NULL) THEN 'null' ELSE concat('{"id":"ResponsibilityList_', t10."id", '"}') END,
        '}'
      ) AS concat_2
      FROM app.clause AS t1
      LEFT OUTER JOIN app.tenant AS t2 ON t2."id" = t1."holder"
      LEFT OUTER JOIN app.tenant AS t3 ON t3."id" = t1."said_by"
      LEFT OUTER JOIN app.clause AS t4 ON t4."root" = t1."root"
      AND t4."id" = t1."handed_on_from"
      AND (
        t4."holder" = $1
        OR t4."part" = 'COMMON'
        AND t4."state" IN ('PUBLISHED', 'RETIRED')
        AND t4."holder" = ANY (CAST(ARRAY[$2, $3, $4, $5] AS INTEGER[]))
      )
      LEFT OUTER JOIN app.tenant AS t5 ON t5."id" = t4."holder"
      LEFT OUTER JOIN app.clause AS t6 ON t6."root" = t4."root"
      AND t6."id" = t4."handed_on_from"
      AND (
        t6."holder" = $1
        OR t6."part" = 'COMMON'
        AND t6."state" IN ('PUBLISHED', 'RETIRED')
        AND t6."holder" = ANY (CAST(ARRAY[$2, $3, $4, $5] AS INTEGER[]))
      )
      LEFT OUTER JOIN app.tenant AS t7 ON t7."id" = t6."holder"
      LEFT OUTER JOIN app.clause AS t8 ON t8."root" = t6."root"
      AND t8."id" = t6."handed_on_from"
      AND (
        t8."holder" = $1
        OR t8."part" = 'COMMON'
        AND t8."state" IN ('PUBLISHED', 'RETIRED')
        AND t8."holder" = ANY (CAST(ARRAY[$2, $3, $4, $5] AS INTEGER[]))
      )
      LEFT OUTER JOIN app.clause AS t9 ON t9."root" = t1."root"
      AND t9."id" = t1."supersedes"
      AND (
        t9."holder" = $1
        OR t9."part" = 'COMMON'
        AND t9."state" IN ('PUBLISHED', 'RETIRED')
        AND t9."holder" = ANY (CAST(ARRAY[$2, $3, $4, $5] AS INTEGER[]))
      )
      LEFT OUTER JOIN app.responsibility_list AS t10 ON t10."root" = t1."root"
      AND t10."id" = t1."list_id"
      AND (t10."holder" = $1)
      WHERE t1."id" = $6::UUID
      AND t1."root" = $7
      AND (
        t1."holder" = $1
        OR t1."part" = 'COMMON'
        AND t1."state" IN ('PUBLISHED', 'RETIRED')
        AND t1."holder" = ANY (CAST(ARRAY[$2, $3, $4, $5] AS INTEGER[]))
      )
      LIMIT 1
    ),
    'null'
  ),
  '}}'
) AS concat_1
