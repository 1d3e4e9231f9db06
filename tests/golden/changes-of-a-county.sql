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
        ',"bookEdition":',
        CASE WHEN (t6."id" IS NULL) THEN 'null' ELSE concat('{"id":"BookEdition_', t6."id", '"}') END,
        ',"reorganisation":',
        CASE WHEN (t7."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t7."title"), '}') END,
        ',"role":',
        CASE WHEN (t1."role" IS NULL) THEN 'null' ELSE to_json(t1."role") END,
        ',"permissions":',
        to_json(t1."permissions"),
        ',"reason":',
        to_json(t1."reason"),
        ',"documentNo":',
        to_json(t1."document_no"),
        ',"tenant":',
        CASE WHEN (t8."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t8."name"), '}') END,
        ',"previewedBy":',
        CASE WHEN (t9."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t9."name"), '}') END,
        ',"previewedAt":"',
        to_char(timezone('UTC', t1."previewed_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        '","decidedBy":',
        CASE WHEN (t10."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t10."name"), '}') END,
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
                        FROM app.change_effect AS t11
                        WHERE t11."root" = t1."root"
                        AND t11."change_id" = t1."id"
                        AND t11."sort" = 'GAINS'
                        AND (t11."holder" = $1)
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
                  t11p."id",
                  '","sort":"',
                  t11p."sort",
                  '","action":',
                  CASE WHEN (t11p."action" IS NULL) THEN 'null' ELSE to_json(t11p."action") END,
                  ',"ranges":',
                  to_json(t11p."ranges"),
                  ',"role":',
                  CASE WHEN (t11p."role" IS NULL) THEN 'null' ELSE to_json(t11p."role") END,
                  ',"noun":',
                  to_json(t11p."noun"),
                  ',"records":',
                  CASE WHEN (t11p."records" IS NULL) THEN 'null' ELSE CAST(t11p."records" AS TEXT) END,
                  ',"openRecords":',
                  CASE WHEN (t11p."open_records" IS NULL) THEN 'null' ELSE CAST(t11p."open_records" AS TEXT) END,
                  ',"exact":',
                  CAST(t11p."exact" AS TEXT),
                  ',"person":',
                  CASE WHEN (t12."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t12."name"), '}') END,
                  ',"post":',
                  CASE WHEN (t13."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t13."title"), '}') END,
                  ',"unit":',
                  CASE WHEN (t14."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t14."name"), '}') END,
                  '}'
                ),
                ','
                ORDER BY t11p."sort" ASC,
                t11p."noun" ASC,
                t11p."id" ASC
              ),
              ''
            ),
            ']}'
          ) AS concat_3
          FROM (
            SELECT t11."id" AS id,
            t11."sort" AS sort,
            t11."action" AS action,
            t11."ranges" AS ranges,
            t11."role" AS role,
            t11."noun" AS noun,
            t11."records" AS records,
            t11."open_records" AS open_records,
            t11."exact" AS exact,
            t11."person_id" AS person_id,
            t11."root" AS root,
            t11."post_id" AS post_id,
            t11."unit" AS unit
            FROM app.change_effect AS t11
            WHERE t11."root" = t1."root"
            AND t11."change_id" = t1."id"
            AND t11."sort" = 'GAINS'
            AND (t11."holder" = $1)
            ORDER BY t11."sort" ASC,
            t11."noun" ASC,
            t11."id" ASC
            LIMIT 5
          ) AS t11p
          LEFT OUTER JOIN app.person AS t12 ON t12."root" = t11p."root"
          AND t12."id" = t11p."person_id"
          AND (
            t12."id" = $2::UUID
            OR t12."at3" = $1
            AND t12."open_to" <= 3
            AND (t12."id" = $2::UUID) IS NOT true
          )
          LEFT OUTER JOIN app.post AS t13 ON t13."root" = t11p."root"
          AND t13."id" = t11p."post_id"
          AND (
            t13."id" = $3::UUID
            OR t13."at3" = $1
            AND t13."open_to" <= 3
            AND (t13."id" = $3::UUID) IS NOT true
          )
          LEFT OUTER JOIN app.tenant AS t14 ON t14."id" = t11p."unit"
        ),
        ',"viewerActions":[{"act":"APPLY","allowed":',
        CAST(
          (
            t1."previewed_by" = $2::UUID
            AND t1."holder" = $1
            AND t1."state" IN ('PREVIEWED', 'CONFIRMED')
          ) IS true AS TEXT
        ),
        ',"missing":',
        CASE WHEN (
          (t1."previewed_by" = $2::UUID AND t1."holder" = $1) IS NOT true
        ) THEN '"RULE"' WHEN ((t1."state" IN ('PREVIEWED', 'CONFIRMED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
        ',"furtherCheck":true},{"act":"CONFIRM","allowed":',
        CAST((false AND t1."state" IN ('PROPOSED')) IS true AS TEXT),
        ',"missing":',
        CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN ((t1."state" IN ('PROPOSED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
        ',"furtherCheck":false},{"act":"DECLINE","allowed":',
        CAST((false AND t1."state" IN ('PROPOSED')) IS true AS TEXT),
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
      LEFT OUTER JOIN app.book_edition AS t6 ON t6."root" = t1."root"
      AND t6."id" = t1."book_edition_id"
      AND (
        t6."holder" = ANY (CAST(ARRAY[$4, $5] AS INTEGER[]))
        AND t6."state" = 'PUBLISHED'
        OR t6."holder" = $1
        AND t6."state" = 'PUBLISHED'
      )
      LEFT OUTER JOIN app.reorganisation AS t7 ON t7."root" = t1."root"
      AND t7."id" = t1."reorganisation_id"
      AND (t7."holder" = $1)
      LEFT OUTER JOIN app.tenant AS t8 ON t8."id" = t1."holder"
      LEFT OUTER JOIN app.person AS t9 ON t9."root" = t1."root"
      AND t9."id" = t1."previewed_by"
      AND (
        t9."id" = $2::UUID
        OR t9."at3" = $1
        AND t9."open_to" <= 3
        AND (t9."id" = $2::UUID) IS NOT true
      )
      LEFT OUTER JOIN app.person AS t10 ON t10."root" = t1."root"
      AND t10."id" = t1."decided_by"
      AND (
        t10."id" = $2::UUID
        OR t10."at3" = $1
        AND t10."open_to" <= 3
        AND (t10."id" = $2::UUID) IS NOT true
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
            t15p."kind",
            '","role":',
            CASE WHEN (t15p."role" IS NULL) THEN 'null' ELSE to_json(t15p."role") END,
            ',"group":',
            CASE WHEN (t16."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t16."title"), '}') END,
            ',"version":',
            CAST(t15p."version" AS TEXT),
            '}'
          ),
          ','
          ORDER BY t15p."previewed_at" DESC,
          t15p."id" DESC
        ),
        ''
      ),
      ']}'
    ) AS concat_4
    FROM (
      SELECT t15."kind" AS kind,
      t15."role" AS role,
      t15."group_id" AS group_id,
      t15."root" AS root,
      t15."version" AS version,
      t15."previewed_at" AS previewed_at,
      t15."id" AS id
      FROM app.proposed_change AS t15
      WHERE t15."state" = 'PROPOSED'
      AND t15."holder" = $1
      ORDER BY t15."previewed_at" DESC,
      t15."id" DESC
      LIMIT 5
    ) AS t15p
    LEFT OUTER JOIN app.post_group AS t16 ON t16."root" = t15p."root"
    AND t16."id" = t15p."group_id"
    AND (t16."holder_parent" = $1 OR t16."holder" = $1)
  ),
  '}}'
) AS concat_1
