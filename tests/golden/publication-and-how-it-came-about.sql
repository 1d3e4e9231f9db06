-- $1: viewer_tenant
-- $2: viewer_units
-- $3: viewer_person
-- $4: variable id
-- $5: viewer_at1
-- $6: viewer_at2
-- $7: viewer_at3
SELECT concat(
  '{"data":{"publication":',
  coalesce(
    (
      SELECT concat(
        '{"title":',
        to_json(t1."title"),
        ',"viewerActions":[{"act":"RECORD_POSTING","allowed":',
        CAST(
          (
            t1."holder" = $1
            AND (t1."accused" && $2) IS NOT true
            AND t1."state" IN ('PUBLISHED')
          ) IS true AS TEXT
        ),
        ',"missing":',
        CASE WHEN (
          (t1."holder" = $1 AND (t1."accused" && $2) IS NOT true) IS NOT true
        ) THEN '"RULE"' WHEN ((t1."state" IN ('PUBLISHED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
        ',"furtherCheck":true},{"act":"WITHDRAW","allowed":',
        CAST(
          (
            t2."holder" = $1
            AND (t2."accused" && $2) IS NOT true
            AND t1."state" IN ('PUBLISHED')
          ) IS true AS TEXT
        ),
        ',"missing":',
        CASE WHEN (
          (t2."holder" = $1 AND (t2."accused" && $2) IS NOT true) IS NOT true
        ) THEN '"RULE"' WHEN ((t1."state" IN ('PUBLISHED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
        ',"furtherCheck":false}],"draft":',
        CASE WHEN (t3."id" IS NULL) THEN 'null' ELSE concat(
          '{"state":"',
          t3."state",
          '","proposedBy":',
          CASE WHEN (t4."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t4."name"), '}') END,
          ',"approvedBy":',
          CASE WHEN (t5."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t5."name"), '}') END,
          '}'
        ) END,
        '}'
      ) AS concat_2
      FROM app.publication AS t1
      LEFT OUTER JOIN app.publication_draft AS t2 ON t2."root" = t1."root"
      AND t2."root" = t1."root"
      AND t2."id" = t1."draft_id"
      AND t2."at4" = $1
      AND t2."open_to" <= 4
      AND (t2."accused" && $2) IS NOT true
      LEFT OUTER JOIN app.publication_draft AS t3 ON t3."root" = t1."root"
      AND t3."root" = t1."root"
      AND t3."id" = t1."draft_id"
      AND t3."at4" = $1
      AND t3."open_to" <= 4
      AND (t3."accused" && $2) IS NOT true
      LEFT OUTER JOIN app.person AS t4 ON t4."root" = t3."root"
      AND t4."id" = t3."proposed_by"
      AND (
        t4."id" = $3::UUID
        OR t4."at4" = $1
        AND t4."open_to" <= 4
        AND (t4."id" = $3::UUID) IS NOT true
      )
      LEFT OUTER JOIN app.person AS t5 ON t5."root" = t3."root"
      AND t5."id" = t3."approved_by"
      AND (
        t5."id" = $3::UUID
        OR t5."at4" = $1
        AND t5."open_to" <= 4
        AND (t5."id" = $3::UUID) IS NOT true
      )
      WHERE t1."id" = $4::UUID
      AND (
        t1."at4" = $1
        AND t1."open_to" <= 4
        AND (t1."accused" && $2) IS NOT true
        OR t1."shown" = 'PUBLIC'
        AND t1."state" = 'PUBLISHED'
        AND (t1."at4" = $1 AND t1."open_to" <= 4) IS NOT true
        AND (t1."accused" && $2) IS NOT true
        OR t1."shown" = 'STAFF'
        AND t1."state" = 'PUBLISHED'
        AND (t1."at4" = $1 AND t1."open_to" <= 4) IS NOT true
        AND (t1."accused" && $2) IS NOT true
        OR t1."shown" = 'MEMBERS'
        AND t1."holder" = ANY (CAST(ARRAY[$5, $6, $7] AS INTEGER[]))
        AND t1."state" = 'PUBLISHED'
        AND (t1."accused" && $2) IS NOT true
      )
      LIMIT 1
    ),
    'null'
  ),
  '}}'
) AS concat_1
