-- $1: viewer_tenant
-- $2: variable id
-- $3: viewer_root
-- $4: viewer_units
-- $5: variable id
SELECT concat(
  '{"data":{"problem":',
  coalesce(
    (
      SELECT concat(
        '{"title":',
        to_json(t1."title"),
        ',"foundByBody":',
        CASE WHEN (t2."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t2."name"), '}') END,
        ',"causeBody":',
        CASE WHEN (t3."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t3."name"), '}') END,
        ',"solvedByBody":',
        CASE WHEN (t4."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t4."name"), '}') END,
        '}'
      ) AS concat_2
      FROM app.problem AS t1
      LEFT OUTER JOIN app.body AS t2 ON t2."root" = t1."root"
      AND t2."id" = t1."found_by_body"
      AND t2."at3" = $1
      AND t2."open_to" <= 3
      LEFT OUTER JOIN app.body AS t3 ON t3."root" = t1."root"
      AND t3."id" = t1."cause_body"
      AND t3."at3" = $1
      AND t3."open_to" <= 3
      LEFT OUTER JOIN app.body AS t4 ON t4."root" = t1."root"
      AND t4."id" = t1."solved_by_body"
      AND t4."at3" = $1
      AND t4."open_to" <= 3
      WHERE t1."id" = $2::UUID
      AND t1."root" = $3
      AND (
        t1."listed_by" = $1
        AND (t1."accused" && $4) IS NOT true
        OR t1."listed_parent" = $1
        AND (t1."listed_by" = $1) IS NOT true
        AND (t1."accused" && $4) IS NOT true
        OR t1."at3" = $1
        AND t1."open_to" <= 3
        AND (t1."listed_by" = $1) IS NOT true
        AND (t1."listed_parent" = $1) IS NOT true
        AND (t1."accused" && $4) IS NOT true
        OR $1 = ANY (t1."trail")
        AND (t1."listed_by" = $1) IS NOT true
        AND (t1."listed_parent" = $1) IS NOT true
        AND (t1."at3" = $1 AND t1."open_to" <= 3) IS NOT true
        AND (t1."accused" && $4) IS NOT true
      )
      LIMIT 1
    ),
    'null'
  ),
  ',"closingSheet":',
  coalesce(
    (
      SELECT concat(
        '{"foundByBody":',
        CASE WHEN (t6."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t6."name"), '}') END,
        ',"causeBody":',
        CASE WHEN (t7."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t7."name"), '}') END,
        ',"solvedByBody":',
        CASE WHEN (t8."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t8."name"), '}') END,
        '}'
      ) AS concat_3
      FROM app.closing AS t5
      LEFT OUTER JOIN app.body AS t6 ON t6."root" = t5."root"
      AND t6."id" = t5."found_by_body"
      AND t6."at3" = $1
      AND t6."open_to" <= 3
      LEFT OUTER JOIN app.body AS t7 ON t7."root" = t5."root"
      AND t7."id" = t5."cause_body"
      AND t7."at3" = $1
      AND t7."open_to" <= 3
      LEFT OUTER JOIN app.body AS t8 ON t8."root" = t5."root"
      AND t8."id" = t5."solved_by_body"
      AND t8."at3" = $1
      AND t8."open_to" <= 3
      WHERE t5."problem_id" = $5::UUID
      AND t5."root" = $3
      AND (
        t5."level" = $1
        AND (t5."accused" && $4) IS NOT true
        OR t5."level_parent" = $1
        AND (t5."level" = $1) IS NOT true
        AND (t5."accused" && $4) IS NOT true
        OR t5."at3" = $1
        AND t5."open_to" <= 3
        AND (t5."level" = $1) IS NOT true
        AND (t5."level_parent" = $1) IS NOT true
        AND (t5."accused" && $4) IS NOT true
      )
      ORDER BY t5."closed_at" DESC,
      t5."id" DESC
      LIMIT 1
    ),
    'null'
  ),
  '}}'
) AS concat_1
