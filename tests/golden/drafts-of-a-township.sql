-- $1: viewer_tenant
-- $2: viewer_units
-- $3: viewer_person
-- $4: variable id
-- $5: viewer_root
SELECT concat(
  '{"data":{"publicationDrafts":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"id":"PublicationDraft_',
            t1p."id",
            '","kind":"',
            t1p."kind",
            '","polarity":',
            CASE WHEN (t1p."polarity" IS NULL) THEN 'null' ELSE concat('"', t1p."polarity", '"') END,
            ',"scope":"',
            t1p."scope",
            '","form":"',
            t1p."form",
            '","plannedOn":"',
            t1p."planned_on",
            '","title":',
            to_json(t1p."title"),
            ',"text":',
            to_json(t1p."text"),
            ',"aboutClient":',
            CAST(t1p."about_client" AS TEXT),
            ',"state":"',
            t1p."state",
            '","reason":',
            CASE WHEN (t1p."reason" IS NULL) THEN 'null' ELSE concat('"', t1p."reason", '"') END,
            ',"note":',
            to_json(t1p."note"),
            ',"proposedAt":"',
            to_char(timezone('UTC', t1p."proposed_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            '","checkedAt":',
            CASE WHEN (t1p."checked_at" IS NULL) THEN 'null' ELSE concat(
              '"',
              to_char(timezone('UTC', t1p."checked_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
              '"'
            ) END,
            ',"approvedAt":',
            CASE WHEN (t1p."approved_at" IS NULL) THEN 'null' ELSE concat(
              '"',
              to_char(timezone('UTC', t1p."approved_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
              '"'
            ) END,
            ',"publishedAt":',
            CASE WHEN (t1p."published_at" IS NULL) THEN 'null' ELSE concat(
              '"',
              to_char(timezone('UTC', t1p."published_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
              '"'
            ) END,
            ',"endedAt":',
            CASE WHEN (t1p."ended_at" IS NULL) THEN 'null' ELSE concat(
              '"',
              to_char(timezone('UTC', t1p."ended_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
              '"'
            ) END,
            ',"version":',
            CAST(t1p."version" AS TEXT),
            ',"tenant":',
            CASE WHEN (t2."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t2."name"), '}') END,
            ',"approvedFor":',
            CASE WHEN (t3."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t3."name"), '}') END,
            ',"problem":',
            CASE WHEN (t4."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t4."title"), '}') END,
            ',"proposedBy":',
            CASE WHEN (t5."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t5."name"), '}') END,
            ',"checkedBy":',
            CASE WHEN (t6."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t6."name"), '}') END,
            ',"approvedBy":',
            CASE WHEN (t7."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t7."name"), '}') END,
            ',"publishedBy":',
            CASE WHEN (t8."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t8."name"), '}') END,
            ',"endedBy":',
            CASE WHEN (t9."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t9."name"), '}') END,
            ',"viewerActions":[{"act":"CHECK","allowed":',
            CAST(
              (
                (
                  t1p."holder_parent" = $1
                  AND (t1p."accused" && $2) IS NOT true
                  AND (t1p."proposed_by" = $3::UUID) IS NOT true
                  OR t1p."holder" = $1
                  AND (t1p."accused" && $2) IS NOT true
                  AND (t1p."proposed_by" = $3::UUID) IS NOT true
                )
                AND t1p."state" IN ('PROPOSED')
              ) IS true AS TEXT
            ),
            ',"missing":',
            CASE WHEN (
              (
                t1p."holder_parent" = $1
                AND (t1p."accused" && $2) IS NOT true
                AND (t1p."proposed_by" = $3::UUID) IS NOT true
                OR t1p."holder" = $1
                AND (t1p."accused" && $2) IS NOT true
                AND (t1p."proposed_by" = $3::UUID) IS NOT true
              ) IS NOT true
            ) THEN '"RULE"' WHEN ((t1p."state" IN ('PROPOSED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
            ',"furtherCheck":true},{"act":"APPROVE","allowed":',
            CAST((false AND t1p."state" IN ('CHECKED')) IS true AS TEXT),
            ',"missing":',
            CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN ((t1p."state" IN ('CHECKED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
            ',"furtherCheck":true},{"act":"PUBLISH","allowed":',
            CAST(
              (
                t1p."holder" = $1
                AND (t1p."accused" && $2) IS NOT true
                AND t1p."state" IN ('APPROVED')
              ) IS true AS TEXT
            ),
            ',"missing":',
            CASE WHEN (
              (t1p."holder" = $1 AND (t1p."accused" && $2) IS NOT true) IS NOT true
            ) THEN '"RULE"' WHEN ((t1p."state" IN ('APPROVED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
            ',"furtherCheck":true},{"act":"WITHDRAW","allowed":',
            CAST(
              (
                t1p."holder" = $1
                AND (t1p."accused" && $2) IS NOT true
                AND t1p."state" IN ('PROPOSED', 'CHECKED', 'APPROVED', 'PUBLISHED')
              ) IS true AS TEXT
            ),
            ',"missing":',
            CASE WHEN (
              (t1p."holder" = $1 AND (t1p."accused" && $2) IS NOT true) IS NOT true
            ) THEN '"RULE"' WHEN (
              (t1p."state" IN ('PROPOSED', 'CHECKED', 'APPROVED', 'PUBLISHED')) IS NOT true
            ) THEN '"STATE"' ELSE 'null' END,
            ',"furtherCheck":false}]}'
          ),
          ','
          ORDER BY t1p."proposed_at" DESC,
          t1p."id" DESC
        ),
        ''
      ),
      ']}'
    ) AS concat_2
    FROM (
      SELECT t1."id" AS id,
      t1."kind" AS kind,
      t1."polarity" AS polarity,
      t1."scope" AS scope,
      t1."form" AS form,
      t1."planned_on" AS planned_on,
      t1."title" AS title,
      t1."text" AS text,
      t1."about_client" AS about_client,
      t1."state" AS state,
      t1."reason" AS reason,
      t1."note" AS note,
      t1."proposed_at" AS proposed_at,
      t1."checked_at" AS checked_at,
      t1."approved_at" AS approved_at,
      t1."published_at" AS published_at,
      t1."ended_at" AS ended_at,
      t1."version" AS version,
      t1."holder" AS holder,
      t1."approving" AS approving,
      t1."problem_id" AS problem_id,
      t1."root" AS root,
      t1."proposed_by" AS proposed_by,
      t1."checked_by" AS checked_by,
      t1."approved_by" AS approved_by,
      t1."published_by" AS published_by,
      t1."ended_by" AS ended_by,
      t1."accused" AS accused,
      t1."holder_parent" AS holder_parent
      FROM app.publication_draft AS t1
      WHERE t1."state" = 'PROPOSED'
      AND t1."kind" = 'CASE'
      AND t1."at4" = $1
      AND t1."open_to" <= 4
      AND (t1."accused" && $2) IS NOT true
      ORDER BY t1."proposed_at" DESC,
      t1."id" DESC
      LIMIT 50
    ) AS t1p
    LEFT OUTER JOIN app.tenant AS t2 ON t2."id" = t1p."holder"
    LEFT OUTER JOIN app.tenant AS t3 ON t3."id" = t1p."approving"
    LEFT OUTER JOIN app.problem AS t4 ON t4."root" = t1p."root"
    AND t4."id" = t1p."problem_id"
    AND (
      t4."at4" = $1
      AND t4."open_to" <= 4
      AND (t4."accused" && $2) IS NOT true
      OR $1 = ANY (t4."trail")
      AND (t4."at4" = $1 AND t4."open_to" <= 4) IS NOT true
      AND (t4."accused" && $2) IS NOT true
    )
    LEFT OUTER JOIN app.person AS t5 ON t5."root" = t1p."root"
    AND t5."id" = t1p."proposed_by"
    AND (
      t5."id" = $3::UUID
      OR t5."at4" = $1
      AND t5."open_to" <= 4
      AND (t5."id" = $3::UUID) IS NOT true
    )
    LEFT OUTER JOIN app.person AS t6 ON t6."root" = t1p."root"
    AND t6."id" = t1p."checked_by"
    AND (
      t6."id" = $3::UUID
      OR t6."at4" = $1
      AND t6."open_to" <= 4
      AND (t6."id" = $3::UUID) IS NOT true
    )
    LEFT OUTER JOIN app.person AS t7 ON t7."root" = t1p."root"
    AND t7."id" = t1p."approved_by"
    AND (
      t7."id" = $3::UUID
      OR t7."at4" = $1
      AND t7."open_to" <= 4
      AND (t7."id" = $3::UUID) IS NOT true
    )
    LEFT OUTER JOIN app.person AS t8 ON t8."root" = t1p."root"
    AND t8."id" = t1p."published_by"
    AND (
      t8."id" = $3::UUID
      OR t8."at4" = $1
      AND t8."open_to" <= 4
      AND (t8."id" = $3::UUID) IS NOT true
    )
    LEFT OUTER JOIN app.person AS t9 ON t9."root" = t1p."root"
    AND t9."id" = t1p."ended_by"
    AND (
      t9."id" = $3::UUID
      OR t9."at4" = $1
      AND t9."open_to" <= 4
      AND (t9."id" = $3::UUID) IS NOT true
    )
  ),
  ',"publicationDraft":',
  coalesce(
    (
      SELECT concat(
        '{"title":',
        to_json(t10."title"),
        ',"state":"',
        t10."state",
        '","checkedBy":',
        CASE WHEN (t11."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t11."name"), '}') END,
        '}'
      ) AS concat_3
      FROM app.publication_draft AS t10
      LEFT OUTER JOIN app.person AS t11 ON t11."root" = t10."root"
      AND t11."id" = t10."checked_by"
      AND (
        t11."id" = $3::UUID
        OR t11."at4" = $1
        AND t11."open_to" <= 4
        AND (t11."id" = $3::UUID) IS NOT true
      )
      WHERE t10."id" = $4::UUID
      AND t10."root" = $5
      AND (t10."at4" = $1 AND t10."open_to" <= 4 AND (t10."accused" && $2) IS NOT true)
      LIMIT 1
    ),
    'null'
  ),
  '}}'
) AS concat_1
