-- $1: viewer_tenant
-- $2: viewer_person
-- $3: viewer_post
-- $4: viewer_at1
-- $5: viewer_at2
-- $6: variable id
-- $7: viewer_root
SELECT concat(
  '{"data":{"proposedChange":',
  coalesce(
    (
      SELECT concat(
        '{"id":"ProposedChange_',
        t1."id",
        '","kind":"',
        t1."kind",
        '","state":"',
        t1."state",
        '","previewHash":"',
        t1."preview_hash",
        '","effectiveOn":"',
        t1."effective_on",
        '","peopleGaining":',
        CAST(t1."people_gaining" AS TEXT),
        ',"peopleLosing":',
        CAST(t1."people_losing" AS TEXT),
        ',"needsSecond":',
        CAST(t1."needs_second" AS TEXT),
        ',"version":',
        CAST(t1."version" AS TEXT),
        ',"post":',
        CASE WHEN (t2."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t2."title"), '}') END,
        ',"person":',
        CASE WHEN (t3."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t3."name"), '}') END,
        ',"group":',
        CASE WHEN (t4."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t4."title"), '}') END,
        ',"customRole":',
        CASE WHEN (t5."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t5."title"), '}') END,
        ',"reorganisation":',
        CASE WHEN (t6."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t6."title"), '}') END,
        ',"role":',
        CASE WHEN (t1."role" IS NULL) THEN 'null' ELSE to_json(t1."role") END,
        ',"permissions":',
        to_json(t1."permissions"),
        ',"reason":',
        to_json(t1."reason"),
        ',"documentNo":',
        to_json(t1."document_no"),
        ',"tenant":',
        CASE WHEN (t7."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t7."name"), '}') END,
        ',"previewedBy":',
        CASE WHEN (t8."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t8."name"), '}') END,
        ',"previewedAt":"',
        to_char(timezone('UTC', t1."previewed_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        '","decidedBy":',
        CASE WHEN (t9."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t9."name"), '}') END,
        ',"decidedAt":',
        CASE WHEN (t1."decided_at" IS NULL) THEN 'null' ELSE concat(
          '"',
          to_char(timezone('UTC', t1."decided_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
          '"'
        ) END,
        ',"answer":',
        CASE WHEN (t1."answer" IS NULL) THEN 'null' ELSE to_json(t1."answer") END,
        ',"appliedAt":',
        CASE WHEN (t1."applied_at" IS NULL) THEN 'null' ELSE concat(
          '"',
          to_char(timezone('UTC', t1."applied_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
          '"'
        ) END,
        ',"effects":',
        (
          SELECT concat(
            '{"totalCount":',
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
                        FROM app.change_effect AS t10
                        WHERE t10."root" = t1."root"
                        AND t10."change_id" = t1."id"
                        AND t10."sort" = 'GAINS'
                        AND (t10."holder" = $1)
                        LIMIT 201
                      ) AS anon_3
                    ) AS anon_2
                    LIMIT 201
                  ) AS anon_1
                ),
                200
              ) AS TEXT
            ),
            ',"nodes":[',
            coalesce(
              string_agg(
                concat(
                  '{"id":"ChangeEffect_',
                  t10p."id",
                  '","sort":"',
                  t10p."sort",
                  '","action":',
                  CASE WHEN (t10p."action" IS NULL) THEN 'null' ELSE to_json(t10p."action") END,
                  ',"ranges":',
                  to_json(t10p."ranges"),
                  ',"role":',
                  CASE WHEN (t10p."role" IS NULL) THEN 'null' ELSE to_json(t10p."role") END,
                  ',"noun":',
                  to_json(t10p."noun"),
                  ',"records":',
                  CASE WHEN (t10p."records" IS NULL) THEN 'null' ELSE CAST(t10p."records" AS TEXT) END,
                  ',"openRecords":',
                  CASE WHEN (t10p."open_records" IS NULL) THEN 'null' ELSE CAST(t10p."open_records" AS TEXT) END,
                  ',"exact":',
                  CAST(t10p."exact" AS TEXT),
                  ',"person":',
                  CASE WHEN (t11."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t11."name"), '}') END,
                  ',"post":',
                  CASE WHEN (t12."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t12."title"), '}') END,
                  ',"unit":',
                  CASE WHEN (t13."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t13."name"), '}') END,
                  '}'
                ),
                ','
                ORDER BY t10p."sort" ASC,
                t10p."noun" ASC,
                t10p."id" ASC
              ),
              ''
            ),
            ']}'
          ) AS concat_3
          FROM (
            SELECT t10."id" AS id,
            t10."sort" AS sort,
            t10."action" AS action,
            t10."ranges" AS ranges,
            t10."role" AS role,
            t10."noun" AS noun,
            t10."records" AS records,
            t10."open_records" AS open_records,
            t10."exact" AS exact,
            t10."person_id" AS person_id,
            t10."root" AS root,
            t10."post_id" AS post_id,
            t10."unit" AS unit
            FROM app.change_effect AS t10
            WHERE t10."root" = t1."root"
            AND t10."change_id" = t1."id"
            AND t10."sort" = 'GAINS'
            AND (t10."holder" = $1)
            ORDER BY t10."sort" ASC,
            t10."noun" ASC,
            t10."id" ASC
            LIMIT 5
          ) AS t10p
          LEFT OUTER JOIN app.person AS t11 ON t11."root" = t10p."root"
          AND t11."id" = t10p."person_id"
          AND (
            t11."id" = $2::UUID
            OR t11."at3" = $1
            AND t11."open_to" <= 3
            AND (t11."id" = $2::UUID) IS NOT true
          )
          LEFT OUTER JOIN app.post AS t12 ON t12."root" = t10p."root"
          AND t12."id" = t10p."post_id"
          AND (
            t12."id" = $3::UUID
            OR t12."at3" = $1
            AND t12."open_to" <= 3
            AND (t12."id" = $3::UUID) IS NOT true
          )
          LEFT OUTER JOIN app.tenant AS t13 ON t13."id" = t10p."unit"
        ),
        ',"viewerActions":[{"act":"APPLY","allowed":',
        CAST(
          t1."previewed_by" = $2::UUID
          AND t1."holder" = $1
          AND t1."state" IN ('PREVIEWED', 'CONFIRMED') AS TEXT
        ),
        ',"missing":',
        CASE WHEN (
          (t1."previewed_by" = $2::UUID AND t1."holder" = $1) IS NOT true
        ) THEN '"RULE"' WHEN ((t1."state" IN ('PREVIEWED', 'CONFIRMED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
        ',"furtherCheck":true},{"act":"CONFIRM","allowed":',
        CAST(false AS TEXT),
        ',"missing":',
        CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN ((t1."state" IN ('PROPOSED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
        ',"furtherCheck":false},{"act":"DECLINE","allowed":',
        CAST(false AS TEXT),
        ',"missing":',
        CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN ((t1."state" IN ('PROPOSED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
        ',"furtherCheck":false}]}'
      ) AS concat_2
      FROM app.proposed_change AS t1
      LEFT OUTER JOIN app.post AS t2 ON t2."root" = t1."root"
      AND t2."id" = t1."post_id"
      AND (
        t2."id" = $3::UUID
        OR t2."at3" = $1
        AND t2."open_to" <= 3
        AND (t2."id" = $3::UUID) IS NOT true
      )
      LEFT OUTER JOIN app.person AS t3 ON t3."root" = t1."root"
      AND t3."id" = t1."person_id"
      AND (
        t3."id" = $2::UUID
        OR t3."at3" = $1
        AND t3."open_to" <= 3
        AND (t3."id" = $2::UUID) IS NOT true
      )
      LEFT OUTER JOIN app.post_group AS t4 ON t4."root" = t1."root"
      AND t4."id" = t1."group_id"
      AND (t4."holder_parent" = $1 OR t4."holder" = $1)
      LEFT OUTER JOIN app.custom_role AS t5 ON t5."root" = t1."root"
      AND t5."id" = t1."custom_role_id"
      AND (
        t5."holder" = $1
        OR t5."holder" = ANY (CAST(ARRAY[$4, $5] AS INTEGER[]))
        AND t5."state" = 'PUBLISHED'
      )
      LEFT OUTER JOIN app.reorganisation AS t6 ON t6."root" = t1."root"
      AND t6."id" = t1."reorganisation_id"
      AND (t6."holder" = $1)
      LEFT OUTER JOIN app.tenant AS t7 ON t7."id" = t1."holder"
      LEFT OUTER JOIN app.person AS t8 ON t8."root" = t1."root"
      AND t8."id" = t1."previewed_by"
      AND (
        t8."id" = $2::UUID
        OR t8."at3" = $1
        AND t8."open_to" <= 3
        AND (t8."id" = $2::UUID) IS NOT true
      )
      LEFT OUTER JOIN app.person AS t9 ON t9."root" = t1."root"
      AND t9."id" = t1."decided_by"
      AND (
        t9."id" = $2::UUID
        OR t9."at3" = $1
        AND t9."open_to" <= 3
        AND (t9."id" = $2::UUID) IS NOT true
      )
      WHERE t1."id" = $6::UUID
      AND t1."root" = $7
      AND (t1."holder" = $1)
      LIMIT 1
    ),
    'null'
  ),
  ',"proposedChanges":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"kind":"',
            t14p."kind",
            '","role":',
            CASE WHEN (t14p."role" IS NULL) THEN 'null' ELSE to_json(t14p."role") END,
            ',"group":',
            CASE WHEN (t15."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t15."title"), '}') END,
            ',"version":',
            CAST(t14p."version" AS TEXT),
            '}'
          ),
          ','
          ORDER BY t14p."previewed_at" DESC,
          t14p."id" DESC
        ),
        ''
      ),
      ']}'
    ) AS concat_4
    FROM (
      SELECT t14."kind" AS kind,
      t14."role" AS role,
      t14."group_id" AS group_id,
      t14."root" AS root,
      t14."version" AS version,
      t14."previewed_at" AS previewed_at,
      t14."id" AS id
      FROM app.proposed_change AS t14
      WHERE t14."state" = 'PROPOSED'
      AND t14."holder" = $1
      ORDER BY t14."previewed_at" DESC,
      t14."id" DESC
      LIMIT 5
    ) AS t14p
    LEFT OUTER JOIN app.post_group AS t15 ON t15."root" = t14p."root"
    AND t15."id" = t14p."group_id"
    AND (t15."holder_parent" = $1 OR t15."holder" = $1)
  ),
  '}}'
) AS concat_1
