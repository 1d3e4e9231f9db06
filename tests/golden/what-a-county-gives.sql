-- $1: viewer_person
-- $2: viewer_tenant
-- $3: variable role
-- $4: viewer_root
-- $5: viewer_at1
-- $6: viewer_at2
-- $7: viewer_post
-- $8: variable post
SELECT concat(
  '{"data":{"customRole":',
  coalesce(
    (
      SELECT concat(
        '{"id":"CustomRole_',
        t1."id",
        '","title":',
        to_json(t1."title"),
        ',"titleEn":',
        to_json(t1."title_en"),
        ',"permissions":',
        to_json(t1."permissions"),
        ',"state":"',
        t1."state",
        '","version":',
        CAST(t1."version" AS TEXT),
        ',"reason":',
        to_json(t1."reason"),
        ',"documentNo":',
        to_json(t1."document_no"),
        ',"givenAt":"',
        to_char(timezone('UTC', t1."given_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        '","givenBy":',
        CASE WHEN (t2."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t2."name"), '}') END,
        ',"tenant":',
        CASE WHEN (t3."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t3."name"), '}') END,
        '}'
      ) AS concat_2
      FROM app.custom_role AS t1
      LEFT OUTER JOIN app.person AS t2 ON t2."root" = t1."root"
      AND t2."id" = t1."given_by"
      AND (
        t2."id" = $1::UUID
        OR t2."at3" = $2
        AND t2."open_to" <= 3
        AND (t2."id" = $1::UUID) IS NOT true
      )
      LEFT OUTER JOIN app.tenant AS t3 ON t3."id" = t1."holder"
      WHERE t1."id" = $3::UUID
      AND t1."root" = $4
      AND (
        t1."holder" = $2
        OR t1."holder" = ANY (CAST(ARRAY[$5, $6] AS INTEGER[]))
        AND t1."state" = 'PUBLISHED'
      )
      LIMIT 1
    ),
    'null'
  ),
  ',"customRoles":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat('{"title":', to_json(t4p."title"), ',"state":"', t4p."state", '"}'),
          ','
          ORDER BY t4p."title" ASC,
          t4p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_3
    FROM (
      SELECT t4pu."title" AS title,
      t4pu."state" AS state,
      t4pu."id" AS id
      FROM (
        SELECT anon_1.title AS title,
        anon_1.state AS state,
        anon_1.id AS id
        FROM (
          SELECT t4."title" AS title,
          t4."state" AS state,
          t4."id" AS id
          FROM app.custom_role AS t4
          WHERE t4."state" = 'RETIRED'
          AND t4."holder" = $2
          ORDER BY t4."title" ASC,
          t4."id" ASC
          LIMIT 5
        ) AS anon_1
        UNION ALL
        SELECT anon_2.title AS title,
        anon_2.state AS state,
        anon_2.id AS id
        FROM (
          SELECT t4."title" AS title,
          t4."state" AS state,
          t4."id" AS id
          FROM app.custom_role AS t4
          WHERE t4."state" = 'RETIRED'
          AND t4."holder" = ANY (CAST(ARRAY[$5, $6] AS INTEGER[]))
          AND t4."state" = 'PUBLISHED'
          ORDER BY t4."title" ASC,
          t4."id" ASC
          LIMIT 5
        ) AS anon_2
      ) AS t4pu
      ORDER BY t4pu."title" ASC,
      t4pu."id" ASC
      LIMIT 5
    ) AS t4p
  ),
  ',"postGroups":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"id":"PostGroup_',
            t5p."id",
            '","title":',
            to_json(t5p."title"),
            ',"titleEn":',
            to_json(t5p."title_en"),
            ',"reason":',
            to_json(t5p."reason"),
            ',"documentNo":',
            to_json(t5p."document_no"),
            ',"givenAt":"',
            to_char(timezone('UTC', t5p."given_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            '","givenBy":',
            CASE WHEN (t6."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t6."name"), '}') END,
            ',"tenant":',
            CASE WHEN (t7."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t7."name"), '}') END,
            ',"grants":',
            (
              SELECT concat(
                '{"nodes":[',
                coalesce(
                  string_agg(
                    concat(
                      '{"customRole":',
                      CASE WHEN (t9."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t9."title"), '}') END,
                      ',"group":',
                      CASE WHEN (t10."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t10."title"), '}') END,
                      '}'
                    ),
                    ','
                    ORDER BY t8p."given_from" DESC,
                    t8p."id" DESC
                  ),
                  ''
                ),
                ']}'
              ) AS concat_5
              FROM (
                SELECT t8."custom_role_id" AS custom_role_id,
                t8."root" AS root,
                t8."group_id" AS group_id,
                t8."given_from" AS given_from,
                t8."id" AS id
                FROM app.role_grant AS t8
                WHERE t8."root" = t5p."root"
                AND t8."group_id" = t5p."id"
                AND (t8."holder_parent" = $2 OR t8."holder" = $2)
                ORDER BY t8."given_from" DESC,
                t8."id" DESC
                LIMIT 5
              ) AS t8p
              LEFT OUTER JOIN app.custom_role AS t9 ON t9."root" = t8p."root"
              AND t9."id" = t8p."custom_role_id"
              AND (
                t9."holder" = $2
                OR t9."holder" = ANY (CAST(ARRAY[$5, $6] AS INTEGER[]))
                AND t9."state" = 'PUBLISHED'
              )
              LEFT OUTER JOIN app.post_group AS t10 ON t10."root" = t8p."root"
              AND t10."id" = t8p."group_id"
              AND (t10."holder_parent" = $2 OR t10."holder" = $2)
            ),
            ',"members":',
            (
              SELECT concat(
                '{"nodes":[',
                coalesce(
                  string_agg(
                    concat(
                      '{"id":"GroupMember_',
                      t11p."id",
                      '","givenFrom":"',
                      t11p."given_from",
                      '","givenUntil":',
                      CASE WHEN (t11p."given_until" IS NULL) THEN 'null' ELSE concat('"', t11p."given_until", '"') END,
                      ',"version":',
                      CAST(t11p."version" AS TEXT),
                      ',"reason":',
                      to_json(t11p."reason"),
                      ',"documentNo":',
                      to_json(t11p."document_no"),
                      ',"givenAt":"',
                      to_char(timezone('UTC', t11p."given_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                      '","givenBy":',
                      CASE WHEN (t12."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t12."name"), '}') END,
                      ',"post":',
                      CASE WHEN (t13."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t13."title"), '}') END,
                      ',"group":',
                      CASE WHEN (t14."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t14."title"), '}') END,
                      ',"tenant":',
                      CASE WHEN (t15."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t15."name"), '}') END,
                      '}'
                    ),
                    ','
                    ORDER BY t11p."given_from" DESC,
                    t11p."id" DESC
                  ),
                  ''
                ),
                ']}'
              ) AS concat_6
              FROM (
                SELECT t11."id" AS id,
                t11."given_from" AS given_from,
                t11."given_until" AS given_until,
                t11."version" AS version,
                t11."reason" AS reason,
                t11."document_no" AS document_no,
                t11."given_at" AS given_at,
                t11."given_by" AS given_by,
                t11."root" AS root,
                t11."post_id" AS post_id,
                t11."group_id" AS group_id,
                t11."holder" AS holder
                FROM app.group_member AS t11
                WHERE t11."root" = t5p."root"
                AND t11."group_id" = t5p."id"
                AND (t11."holder_parent" = $2 OR t11."holder" = $2)
                ORDER BY t11."given_from" DESC,
                t11."id" DESC
                LIMIT 5
              ) AS t11p
              LEFT OUTER JOIN app.person AS t12 ON t12."root" = t11p."root"
              AND t12."id" = t11p."given_by"
              AND (
                t12."id" = $1::UUID
                OR t12."at3" = $2
                AND t12."open_to" <= 3
                AND (t12."id" = $1::UUID) IS NOT true
              )
              LEFT OUTER JOIN app.post AS t13 ON t13."root" = t11p."root"
              AND t13."id" = t11p."post_id"
              AND (
                t13."id" = $7::UUID
                OR t13."at3" = $2
                AND t13."open_to" <= 3
                AND (t13."id" = $7::UUID) IS NOT true
              )
              LEFT OUTER JOIN app.post_group AS t14 ON t14."root" = t11p."root"
              AND t14."id" = t11p."group_id"
              AND (t14."holder_parent" = $2 OR t14."holder" = $2)
              LEFT OUTER JOIN app.tenant AS t15 ON t15."id" = t11p."holder"
            ),
            '}'
          ),
          ','
          ORDER BY t5p."title" ASC,
          t5p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_4
    FROM (
      SELECT t5pu."id" AS id,
      t5pu."title" AS title,
      t5pu."title_en" AS title_en,
      t5pu."reason" AS reason,
      t5pu."document_no" AS document_no,
      t5pu."given_at" AS given_at,
      t5pu."given_by" AS given_by,
      t5pu."root" AS root,
      t5pu."holder" AS holder
      FROM (
        SELECT anon_3.id AS id,
        anon_3.title AS title,
        anon_3.title_en AS title_en,
        anon_3.reason AS reason,
        anon_3.document_no AS document_no,
        anon_3.given_at AS given_at,
        anon_3.given_by AS given_by,
        anon_3.root AS root,
        anon_3.holder AS holder
        FROM (
          SELECT t5."id" AS id,
          t5."title" AS title,
          t5."title_en" AS title_en,
          t5."reason" AS reason,
          t5."document_no" AS document_no,
          t5."given_at" AS given_at,
          t5."given_by" AS given_by,
          t5."root" AS root,
          t5."holder" AS holder
          FROM app.post_group AS t5
          WHERE t5."holder_parent" = $2
          ORDER BY t5."title" ASC,
          t5."id" ASC
          LIMIT 5
        ) AS anon_3
        UNION ALL
        SELECT anon_4.id AS id,
        anon_4.title AS title,
        anon_4.title_en AS title_en,
        anon_4.reason AS reason,
        anon_4.document_no AS document_no,
        anon_4.given_at AS given_at,
        anon_4.given_by AS given_by,
        anon_4.root AS root,
        anon_4.holder AS holder
        FROM (
          SELECT t5."id" AS id,
          t5."title" AS title,
          t5."title_en" AS title_en,
          t5."reason" AS reason,
          t5."document_no" AS document_no,
          t5."given_at" AS given_at,
          t5."given_by" AS given_by,
          t5."root" AS root,
          t5."holder" AS holder
          FROM app.post_group AS t5
          WHERE t5."holder" = $2
          ORDER BY t5."title" ASC,
          t5."id" ASC
          LIMIT 5
        ) AS anon_4
      ) AS t5pu
      ORDER BY t5pu."title" ASC,
      t5pu."id" ASC
      LIMIT 5
    ) AS t5p
    LEFT OUTER JOIN app.person AS t6 ON t6."root" = t5p."root"
    AND t6."id" = t5p."given_by"
    AND (
      t6."id" = $1::UUID
      OR t6."at3" = $2
      AND t6."open_to" <= 3
      AND (t6."id" = $1::UUID) IS NOT true
    )
    LEFT OUTER JOIN app.tenant AS t7 ON t7."id" = t5p."holder"
  ),
  ',"roleGrants":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"id":"RoleGrant_',
            t16p."id",
            '","role":',
            CASE WHEN (t16p."role" IS NULL) THEN 'null' ELSE to_json(t16p."role") END,
            ',"givenFrom":"',
            t16p."given_from",
            '","givenUntil":',
            CASE WHEN (t16p."given_until" IS NULL) THEN 'null' ELSE concat('"', t16p."given_until", '"') END,
            ',"version":',
            CAST(t16p."version" AS TEXT),
            ',"reason":',
            to_json(t16p."reason"),
            ',"documentNo":',
            to_json(t16p."document_no"),
            ',"givenAt":"',
            to_char(timezone('UTC', t16p."given_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            '","endedReason":',
            CASE WHEN (t16p."ended_reason" IS NULL) THEN 'null' ELSE to_json(t16p."ended_reason") END,
            ',"endedDocumentNo":',
            CASE WHEN (t16p."ended_document_no" IS NULL) THEN 'null' ELSE to_json(t16p."ended_document_no") END,
            ',"customRole":',
            CASE WHEN (t17."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t17."title"), '}') END,
            ',"givenBy":',
            CASE WHEN (t18."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t18."name"), '}') END,
            ',"post":',
            CASE WHEN (t19."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t19."title"), '}') END,
            ',"group":',
            CASE WHEN (t20."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t20."title"), '}') END,
            ',"tenant":',
            CASE WHEN (t21."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t21."name"), '}') END,
            '}'
          ),
          ','
          ORDER BY t16p."given_from" DESC,
          t16p."id" DESC
        ),
        ''
      ),
      ']}'
    ) AS concat_7
    FROM (
      SELECT t16pu."id" AS id,
      t16pu."role" AS role,
      t16pu."given_from" AS given_from,
      t16pu."given_until" AS given_until,
      t16pu."version" AS version,
      t16pu."reason" AS reason,
      t16pu."document_no" AS document_no,
      t16pu."given_at" AS given_at,
      t16pu."ended_reason" AS ended_reason,
      t16pu."ended_document_no" AS ended_document_no,
      t16pu."custom_role_id" AS custom_role_id,
      t16pu."root" AS root,
      t16pu."given_by" AS given_by,
      t16pu."post_id" AS post_id,
      t16pu."group_id" AS group_id,
      t16pu."holder" AS holder
      FROM (
        SELECT anon_5.id AS id,
        anon_5.role AS role,
        anon_5.given_from AS given_from,
        anon_5.given_until AS given_until,
        anon_5.version AS version,
        anon_5.reason AS reason,
        anon_5.document_no AS document_no,
        anon_5.given_at AS given_at,
        anon_5.ended_reason AS ended_reason,
        anon_5.ended_document_no AS ended_document_no,
        anon_5.custom_role_id AS custom_role_id,
        anon_5.root AS root,
        anon_5.given_by AS given_by,
        anon_5.post_id AS post_id,
        anon_5.group_id AS group_id,
        anon_5.holder AS holder
        FROM (
          SELECT t16."id" AS id,
          t16."role" AS role,
          t16."given_from" AS given_from,
          t16."given_until" AS given_until,
          t16."version" AS version,
          t16."reason" AS reason,
          t16."document_no" AS document_no,
          t16."given_at" AS given_at,
          t16."ended_reason" AS ended_reason,
          t16."ended_document_no" AS ended_document_no,
          t16."custom_role_id" AS custom_role_id,
          t16."root" AS root,
          t16."given_by" AS given_by,
          t16."post_id" AS post_id,
          t16."group_id" AS group_id,
          t16."holder" AS holder
          FROM app.role_grant AS t16
          WHERE t16."post_id" = $8::UUID
          AND t16."holder_parent" = $2
          ORDER BY t16."given_from" DESC,
          t16."id" DESC
          LIMIT 5
        ) AS anon_5
        UNION ALL
        SELECT anon_6.id AS id,
        anon_6.role AS role,
        anon_6.given_from AS given_from,
        anon_6.given_until AS given_until,
        anon_6.version AS version,
        anon_6.reason AS reason,
        anon_6.document_no AS document_no,
        anon_6.given_at AS given_at,
        anon_6.ended_reason AS ended_reason,
        anon_6.ended_document_no AS ended_document_no,
        anon_6.custom_role_id AS custom_role_id,
        anon_6.root AS root,
        anon_6.given_by AS given_by,
        anon_6.post_id AS post_id,
        anon_6.group_id AS group_id,
        anon_6.holder AS holder
        FROM (
          SELECT t16."id" AS id,
          t16."role" AS role,
          t16."given_from" AS given_from,
          t16."given_until" AS given_until,
          t16."version" AS version,
          t16."reason" AS reason,
          t16."document_no" AS document_no,
          t16."given_at" AS given_at,
          t16."ended_reason" AS ended_reason,
          t16."ended_document_no" AS ended_document_no,
          t16."custom_role_id" AS custom_role_id,
          t16."root" AS root,
          t16."given_by" AS given_by,
          t16."post_id" AS post_id,
          t16."group_id" AS group_id,
          t16."holder" AS holder
          FROM app.role_grant AS t16
          WHERE t16."post_id" = $8::UUID
          AND t16."holder" = $2
          ORDER BY t16."given_from" DESC,
          t16."id" DESC
          LIMIT 5
        ) AS anon_6
      ) AS t16pu
      ORDER BY t16pu."given_from" DESC,
      t16pu."id" DESC
      LIMIT 5
    ) AS t16p
    LEFT OUTER JOIN app.custom_role AS t17 ON t17."root" = t16p."root"
    AND t17."id" = t16p."custom_role_id"
    AND (
      t17."holder" = $2
      OR t17."holder" = ANY (CAST(ARRAY[$5, $6] AS INTEGER[]))
      AND t17."state" = 'PUBLISHED'
    )
    LEFT OUTER JOIN app.person AS t18 ON t18."root" = t16p."root"
    AND t18."id" = t16p."given_by"
    AND (
      t18."id" = $1::UUID
      OR t18."at3" = $2
      AND t18."open_to" <= 3
      AND (t18."id" = $1::UUID) IS NOT true
    )
    LEFT OUTER JOIN app.post AS t19 ON t19."root" = t16p."root"
    AND t19."id" = t16p."post_id"
    AND (
      t19."id" = $7::UUID
      OR t19."at3" = $2
      AND t19."open_to" <= 3
      AND (t19."id" = $7::UUID) IS NOT true
    )
    LEFT OUTER JOIN app.post_group AS t20 ON t20."root" = t16p."root"
    AND t20."id" = t16p."group_id"
    AND (t20."holder_parent" = $2 OR t20."holder" = $2)
    LEFT OUTER JOIN app.tenant AS t21 ON t21."id" = t16p."holder"
  ),
  '}}'
) AS concat_1
