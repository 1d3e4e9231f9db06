-- $1: viewer_tenant
-- $2: viewer_post
-- $3: variable id
-- $4: viewer_root
SELECT concat(
  '{"data":{"reorganisation":',
  coalesce(
    (
      SELECT concat(
        '{"id":"Reorganisation_',
        t1."id",
        '","kind":"',
        t1."kind",
        '","state":"',
        t1."state",
        '","title":',
        to_json(t1."title"),
        ',"documentNo":',
        to_json(t1."document_no"),
        ',"reason":',
        to_json(t1."reason"),
        ',"draftedAt":"',
        to_char(timezone('UTC', t1."drafted_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        '","previewHash":',
        CASE WHEN (t1."preview_hash" IS NULL) THEN 'null' ELSE concat('"', t1."preview_hash", '"') END,
        ',"previewedAt":',
        CASE WHEN (t1."previewed_at" IS NULL) THEN 'null' ELSE concat(
          '"',
          to_char(timezone('UTC', t1."previewed_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
          '"'
        ) END,
        ',"approvedAt":',
        CASE WHEN (t1."approved_at" IS NULL) THEN 'null' ELSE concat(
          '"',
          to_char(timezone('UTC', t1."approved_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
          '"'
        ) END,
        ',"effectiveOn":',
        CASE WHEN (t1."effective_on" IS NULL) THEN 'null' ELSE concat('"', t1."effective_on", '"') END,
        ',"appliedOn":',
        CASE WHEN (t1."applied_on" IS NULL) THEN 'null' ELSE concat('"', t1."applied_on", '"') END,
        ',"reversedAt":',
        CASE WHEN (t1."reversed_at" IS NULL) THEN 'null' ELSE concat(
          '"',
          to_char(timezone('UTC', t1."reversed_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
          '"'
        ) END,
        ',"endedBecause":',
        CASE WHEN (t1."ended_because" IS NULL) THEN 'null' ELSE to_json(t1."ended_because") END,
        ',"version":',
        CAST(t1."version" AS TEXT),
        ',"superior":',
        CASE WHEN (t2."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t2."name"), '}') END,
        ',"proposedBy":',
        CASE WHEN (t3."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t3."name"), '}') END,
        ',"steps":',
        (
          SELECT concat(
            '[',
            coalesce(
              string_agg(
                concat(
                  '{"id":"ReorganisationStep_',
                  t4p."id",
                  '","position":',
                  CAST(t4p."position" AS TEXT),
                  ',"verb":"',
                  t4p."verb",
                  '","unit":',
                  CASE WHEN (t5."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t5."name"), '}') END,
                  ',"to":',
                  CASE WHEN (t6."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t6."name"), '}') END,
                  ',"toStep":',
                  CASE WHEN (t4p."to_step" IS NULL) THEN 'null' ELSE CAST(t4p."to_step" AS TEXT) END,
                  ',"founded":',
                  CASE WHEN (t7."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t7."name"), '}') END,
                  ',"post":',
                  CASE WHEN (t8."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t8."title"), '}') END,
                  ',"name":',
                  CASE WHEN (t4p."name" IS NULL) THEN 'null' ELSE to_json(t4p."name") END,
                  ',"code":',
                  CASE WHEN (t4p."code" IS NULL) THEN 'null' ELSE to_json(t4p."code") END,
                  ',"unitKind":',
                  CASE WHEN (t4p."unit_kind" IS NULL) THEN 'null' ELSE concat('"', t4p."unit_kind", '"') END,
                  '}'
                ),
                ','
                ORDER BY t4p."position" ASC,
                t4p."id" ASC
              ),
              ''
            ),
            ']'
          ) AS concat_3
          FROM (
            SELECT t4."id" AS id,
            t4."position" AS position,
            t4."verb" AS verb,
            t4."unit" AS unit,
            t4."to_unit" AS to_unit,
            t4."to_step" AS to_step,
            t4."founded" AS founded,
            t4."post_id" AS post_id,
            t4."root" AS root,
            t4."name" AS name,
            t4."code" AS code,
            t4."unit_kind" AS unit_kind
            FROM app.reorganisation_step AS t4
            WHERE t4."root" = t1."root"
            AND t4."reorganisation_id" = t1."id"
            AND (t4."holder" = $1 OR $1 = ANY (t4."trail") AND (t4."holder" = $1) IS NOT true)
            ORDER BY t4."position" ASC,
            t4."id" ASC
            LIMIT 200
          ) AS t4p
          LEFT OUTER JOIN app.tenant AS t5 ON t5."id" = t4p."unit"
          LEFT OUTER JOIN app.tenant AS t6 ON t6."id" = t4p."to_unit"
          LEFT OUTER JOIN app.tenant AS t7 ON t7."id" = t4p."founded"
          LEFT OUTER JOIN app.post AS t8 ON t8."root" = t4p."root"
          AND t8."id" = t4p."post_id"
          AND (
            t8."id" = $2::UUID
            OR t8."at3" = $1
            AND t8."open_to" <= 3
            AND (t8."id" = $2::UUID) IS NOT true
          )
        ),
        ',"effects":',
        (
          SELECT concat(
            '[',
            coalesce(
              string_agg(
                concat(
                  '{"id":"ReorganisationEffect_',
                  t9p."id",
                  '","sort":"',
                  t9p."sort",
                  '","noun":',
                  to_json(t9p."noun"),
                  ',"unit":',
                  CASE WHEN (t10."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t10."name"), '}') END,
                  ',"items":',
                  CAST(t9p."items" AS TEXT),
                  ',"openItems":',
                  CAST(t9p."open_items" AS TEXT),
                  '}'
                ),
                ','
                ORDER BY t9p."sort" ASC,
                t9p."noun" ASC,
                t9p."id" ASC
              ),
              ''
            ),
            ']'
          ) AS concat_4
          FROM (
            SELECT t9."id" AS id,
            t9."sort" AS sort,
            t9."noun" AS noun,
            t9."unit" AS unit,
            t9."items" AS items,
            t9."open_items" AS open_items
            FROM app.reorganisation_effect AS t9
            WHERE t9."root" = t1."root"
            AND t9."reorganisation_id" = t1."id"
            AND t9."previewed_at" = t1."previewed_at"
            AND (t9."holder" = $1)
            ORDER BY t9."sort" ASC,
            t9."noun" ASC,
            t9."id" ASC
            LIMIT 200
          ) AS t9p
          LEFT OUTER JOIN app.tenant AS t10 ON t10."id" = t9p."unit"
        ),
        ',"viewerActions":[{"act":"PREVIEW","allowed":',
        CAST((false AND t1."state" IN ('DRAFT', 'PREVIEWED')) IS true AS TEXT),
        ',"missing":',
        CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN ((t1."state" IN ('DRAFT', 'PREVIEWED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
        ',"furtherCheck":false},{"act":"APPROVE","allowed":',
        CAST((false AND t1."state" IN ('PREVIEWED')) IS true AS TEXT),
        ',"missing":',
        CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN ((t1."state" IN ('PREVIEWED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
        ',"furtherCheck":true},{"act":"SCHEDULE","allowed":',
        CAST((false AND t1."state" IN ('APPROVED', 'SCHEDULED')) IS true AS TEXT),
        ',"missing":',
        CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN ((t1."state" IN ('APPROVED', 'SCHEDULED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
        ',"furtherCheck":true},{"act":"APPLY","allowed":',
        CAST((false AND t1."state" IN ('SCHEDULED')) IS true AS TEXT),
        ',"missing":',
        CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN ((t1."state" IN ('SCHEDULED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
        ',"furtherCheck":true},{"act":"REVERSE","allowed":',
        CAST((false AND t1."state" IN ('APPLIED')) IS true AS TEXT),
        ',"missing":',
        CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN ((t1."state" IN ('APPLIED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
        ',"furtherCheck":true},{"act":"WITHDRAW","allowed":',
        CAST(
          (false AND t1."state" IN ('DRAFT', 'PREVIEWED', 'APPROVED', 'SCHEDULED')) IS true AS TEXT
        ),
        ',"missing":',
        CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN (
          (t1."state" IN ('DRAFT', 'PREVIEWED', 'APPROVED', 'SCHEDULED')) IS NOT true
        ) THEN '"STATE"' ELSE 'null' END,
        ',"furtherCheck":true}]}'
      ) AS concat_2
      FROM app.reorganisation AS t1
      LEFT OUTER JOIN app.tenant AS t2 ON t2."id" = t1."holder"
      LEFT OUTER JOIN app.tenant AS t3 ON t3."id" = t1."author_tenant"
      WHERE t1."id" = $3::UUID
      AND t1."root" = $4
      AND (t1."holder" = $1 OR $1 = ANY (t1."trail") AND (t1."holder" = $1) IS NOT true)
      LIMIT 1
    ),
    'null'
  ),
  ',"reorganisations":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat('{"title":', to_json(t11p."title"), '}'),
          ','
          ORDER BY t11p."drafted_at" DESC,
          t11p."id" DESC
        ),
        ''
      ),
      '],"totalCount":',
      CAST(
        least(
          (
            SELECT count(*) AS count_1
            FROM (
              SELECT 1
              FROM (
                SELECT anon_3.one AS one
                FROM (
                  SELECT 1 AS one
                  FROM app.reorganisation AS t11
                  WHERE t11."state" = 'REVERSED'
                  AND t11."holder" = $1
                  LIMIT 201
                ) AS anon_3
                UNION ALL
                SELECT anon_4.one AS one
                FROM (
                  SELECT 1 AS one
                  FROM app.reorganisation AS t11
                  WHERE t11."state" = 'REVERSED'
                  AND $1 = ANY (t11."trail")
                  AND (t11."holder" = $1) IS NOT true
                  LIMIT 201
                ) AS anon_4
              ) AS anon_2
              LIMIT 201
            ) AS anon_1
          ),
          200
        ) AS TEXT
      ),
      '}'
    ) AS concat_5
    FROM (
      SELECT t11pu."title" AS title,
      t11pu."drafted_at" AS drafted_at,
      t11pu."id" AS id
      FROM (
        SELECT anon_5.title AS title,
        anon_5.drafted_at AS drafted_at,
        anon_5.id AS id
        FROM (
          SELECT t11."title" AS title,
          t11."drafted_at" AS drafted_at,
          t11."id" AS id
          FROM app.reorganisation AS t11
          WHERE t11."state" = 'REVERSED'
          AND t11."holder" = $1
          ORDER BY t11."drafted_at" DESC,
          t11."id" DESC
          LIMIT 50
        ) AS anon_5
        UNION ALL
        SELECT anon_6.title AS title,
        anon_6.drafted_at AS drafted_at,
        anon_6.id AS id
        FROM (
          SELECT t11."title" AS title,
          t11."drafted_at" AS drafted_at,
          t11."id" AS id
          FROM app.reorganisation AS t11
          WHERE t11."state" = 'REVERSED'
          AND $1 = ANY (t11."trail")
          AND (t11."holder" = $1) IS NOT true
          ORDER BY t11."drafted_at" DESC,
          t11."id" DESC
          LIMIT 50
        ) AS anon_6
      ) AS t11pu
      ORDER BY t11pu."drafted_at" DESC,
      t11pu."id" DESC
      LIMIT 50
    ) AS t11p
  ),
  '}}'
) AS concat_1
