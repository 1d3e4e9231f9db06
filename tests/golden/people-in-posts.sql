-- $1: viewer_person
-- $2: viewer_tenant
-- $3: viewer_post
SELECT concat(
  '{"data":{"posts":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"id":"Post_',
            t1p."id",
            '","title":',
            to_json(t1p."title"),
            ',"titleEn":',
            to_json(t1p."title_en"),
            ',"roles":',
            to_json(t1p."roles"),
            ',"heads":',
            CAST(t1p."heads" AS TEXT),
            ',"headsUnit":',
            CAST(
              (t1p."roles" && ARRAY['unit_head', 'party_group_secretary'])
              OR coalesce(t1p."actor_type" IN ('party_group_secretary'), false) AS TEXT
            ),
            ',"validFrom":"',
            t1p."valid_from",
            '","validUntil":',
            CASE WHEN (t1p."valid_until" IS NULL) THEN 'null' ELSE concat('"', t1p."valid_until", '"') END,
            ',"tenant":',
            CASE WHEN (t2."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t2."name"), '}') END,
            ',"body":',
            CASE WHEN (t3."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t3."name"), '}') END,
            ',"actorType":',
            CASE WHEN (t4."id" IS NULL) THEN 'null' ELSE concat('{"key":', to_json(t4."key"), '}') END,
            ',"appointments":',
            (
              SELECT concat(
                '{"nodes":[',
                coalesce(
                  string_agg(
                    concat(
                      '{"id":"Appointment_',
                      t5p."id",
                      '","leading":',
                      CAST(t5p."leading" AS TEXT),
                      ',"appointedOn":"',
                      t5p."appointed_on",
                      '","relievedOn":',
                      CASE WHEN (t5p."relieved_on" IS NULL) THEN 'null' ELSE concat('"', t5p."relieved_on", '"') END,
                      ',"documentNo":',
                      to_json(t5p."document_no"),
                      ',"tenant":',
                      CASE WHEN (t6."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t6."name"), '}') END,
                      ',"post":',
                      CASE WHEN (t7."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t7."title"), '}') END,
                      ',"person":',
                      CASE WHEN (t8."id" IS NULL) THEN 'null' ELSE concat(
                        '{"id":"Person_',
                        t8."id",
                        '","name":',
                        to_json(t8."name"),
                        ',"appointments":{"totalCount":',
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
                                    FROM app.appointment AS t9
                                    WHERE t9."root" = t8."root"
                                    AND t9."person_id" = t8."id"
                                    AND (
                                      t9."person_id" = $1::UUID
                                      OR t9."at3" = $2
                                      AND t9."open_to" <= 3
                                      AND (t9."person_id" = $1::UUID) IS NOT true
                                    )
                                    LIMIT 201
                                  ) AS anon_3
                                ) AS anon_2
                                LIMIT 201
                              ) AS anon_1
                            ),
                            200
                          ) AS TEXT
                        ),
                        '}}'
                      ) END,
                      '}'
                    ),
                    ','
                    ORDER BY t5p."appointed_on" DESC,
                    t5p."id" DESC
                  ),
                  ''
                ),
                ']}'
              ) AS concat_3
              FROM (
                SELECT t5."id" AS id,
                t5."leading" AS "leading",
                t5."appointed_on" AS appointed_on,
                t5."relieved_on" AS relieved_on,
                t5."document_no" AS document_no,
                t5."holder" AS holder,
                t5."post_id" AS post_id,
                t5."root" AS root,
                t5."person_id" AS person_id
                FROM app.appointment AS t5
                WHERE t5."root" = t1p."root"
                AND t5."post_id" = t1p."id"
                AND (
                  t5."person_id" = $1::UUID
                  OR t5."at3" = $2
                  AND t5."open_to" <= 3
                  AND (t5."person_id" = $1::UUID) IS NOT true
                )
                ORDER BY t5."appointed_on" DESC,
                t5."id" DESC
                LIMIT 3
              ) AS t5p
              LEFT OUTER JOIN app.tenant AS t6 ON t6."id" = t5p."holder"
              LEFT OUTER JOIN app.post AS t7 ON t7."root" = t5p."root"
              AND t7."id" = t5p."post_id"
              AND (
                t7."id" = $3::UUID
                OR t7."at3" = $2
                AND t7."open_to" <= 3
                AND (t7."id" = $3::UUID) IS NOT true
              )
              LEFT OUTER JOIN app.person AS t8 ON t8."root" = t5p."root"
              AND t8."id" = t5p."person_id"
              AND (
                t8."id" = $1::UUID
                OR t8."at3" = $2
                AND t8."open_to" <= 3
                AND (t8."id" = $1::UUID) IS NOT true
              )
            ),
            '}'
          ),
          ','
          ORDER BY t1p."title" ASC,
          t1p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_2
    FROM (
      SELECT t1pu."id" AS id,
      t1pu."title" AS title,
      t1pu."title_en" AS title_en,
      t1pu."roles" AS roles,
      t1pu."heads" AS heads,
      t1pu."actor_type" AS actor_type,
      t1pu."valid_from" AS valid_from,
      t1pu."valid_until" AS valid_until,
      t1pu."holder" AS holder,
      t1pu."body_id" AS body_id,
      t1pu."root" AS root
      FROM (
        SELECT anon_4.id AS id,
        anon_4.title AS title,
        anon_4.title_en AS title_en,
        anon_4.roles AS roles,
        anon_4.heads AS heads,
        anon_4.actor_type AS actor_type,
        anon_4.valid_from AS valid_from,
        anon_4.valid_until AS valid_until,
        anon_4.holder AS holder,
        anon_4.body_id AS body_id,
        anon_4.root AS root
        FROM (
          SELECT t1."id" AS id,
          t1."title" AS title,
          t1."title_en" AS title_en,
          t1."roles" AS roles,
          t1."heads" AS heads,
          t1."actor_type" AS actor_type,
          t1."valid_from" AS valid_from,
          t1."valid_until" AS valid_until,
          t1."holder" AS holder,
          t1."body_id" AS body_id,
          t1."root" AS root
          FROM app.post AS t1
          WHERE t1."id" = $3::UUID
          ORDER BY t1."title" ASC,
          t1."id" ASC
          LIMIT 2
        ) AS anon_4
        UNION ALL
        SELECT anon_5.id AS id,
        anon_5.title AS title,
        anon_5.title_en AS title_en,
        anon_5.roles AS roles,
        anon_5.heads AS heads,
        anon_5.actor_type AS actor_type,
        anon_5.valid_from AS valid_from,
        anon_5.valid_until AS valid_until,
        anon_5.holder AS holder,
        anon_5.body_id AS body_id,
        anon_5.root AS root
        FROM (
          SELECT t1."id" AS id,
          t1."title" AS title,
          t1."title_en" AS title_en,
          t1."roles" AS roles,
          t1."heads" AS heads,
          t1."actor_type" AS actor_type,
          t1."valid_from" AS valid_from,
          t1."valid_until" AS valid_until,
          t1."holder" AS holder,
          t1."body_id" AS body_id,
          t1."root" AS root
          FROM app.post AS t1
          WHERE t1."at3" = $2
          AND t1."open_to" <= 3
          AND (t1."id" = $3::UUID) IS NOT true
          ORDER BY t1."title" ASC,
          t1."id" ASC
          LIMIT 2
        ) AS anon_5
      ) AS t1pu
      ORDER BY t1pu."title" ASC,
      t1pu."id" ASC
      LIMIT 2
    ) AS t1p
    LEFT OUTER JOIN app.tenant AS t2 ON t2."id" = t1p."holder"
    LEFT OUTER JOIN app.body AS t3 ON t3."root" = t1p."root"
    AND t3."id" = t1p."body_id"
    AND t3."at3" = $2
    AND t3."open_to" <= 3
    LEFT OUTER JOIN app.actor_type AS t4 ON t4."key" = t1p."actor_type"
  ),
  '}}'
) AS concat_1
