-- $1: viewer_tenant
-- $2: viewer_person
SELECT concat(
  '{"data":{"unitChanges":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"id":"UnitChange_',
            t1p."id",
            '","change":"',
            t1p."change",
            '","nameBefore":',
            CASE WHEN (t1p."name_before" IS NULL) THEN 'null' ELSE to_json(t1p."name_before") END,
            ',"nameAfter":',
            CASE WHEN (t1p."name_after" IS NULL) THEN 'null' ELSE to_json(t1p."name_after") END,
            ',"effectiveOn":"',
            t1p."effective_on",
            '","reason":',
            to_json(t1p."reason"),
            ',"documentNo":',
            to_json(t1p."document_no"),
            ',"givenAt":"',
            to_char(timezone('UTC', t1p."given_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            '","givenBy":',
            CASE WHEN (t2."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t2."name"), '}') END,
            ',"body":',
            CASE WHEN (t3."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t3."name"), '}') END,
            ',"tenant":',
            CASE WHEN (t4."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t4."name"), '}') END,
            '}'
          ),
          ','
          ORDER BY t1p."effective_on" DESC,
          t1p."id" DESC
        ),
        ''
      ),
      ']}'
    ) AS concat_2
    FROM (
      SELECT t1."id" AS id,
      t1."change" AS change,
      t1."name_before" AS name_before,
      t1."name_after" AS name_after,
      t1."effective_on" AS effective_on,
      t1."reason" AS reason,
      t1."document_no" AS document_no,
      t1."given_at" AS given_at,
      t1."given_by" AS given_by,
      t1."root" AS root,
      t1."body_id" AS body_id,
      t1."holder" AS holder
      FROM app.unit_change AS t1
      WHERE t1."holder" = $1
      ORDER BY t1."effective_on" DESC,
      t1."id" DESC
      LIMIT 5
    ) AS t1p
    LEFT OUTER JOIN app.person AS t2 ON t2."root" = t1p."root"
    AND t2."id" = t1p."given_by"
    AND (
      t2."id" = $2::UUID
      OR t2."at5" = $1
      AND t2."open_to" <= 5
      AND (t2."id" = $2::UUID) IS NOT true
    )
    LEFT OUTER JOIN app.body AS t3 ON t3."root" = t1p."root"
    AND t3."id" = t1p."body_id"
    AND t3."at5" = $1
    AND t3."open_to" <= 5
    LEFT OUTER JOIN app.tenant AS t4 ON t4."id" = t1p."holder"
  ),
  ',"people":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"name":',
            to_json(t5p."name"),
            ',"appointments":',
            (
              SELECT concat(
                '{"nodes":[',
                coalesce(
                  string_agg(
                    concat(
                      '{"kind":"',
                      t6p."kind",
                      '","reason":',
                      to_json(t6p."reason"),
                      ',"suspendedOn":',
                      CASE WHEN (t6p."suspended_on" IS NULL) THEN 'null' ELSE concat('"', t6p."suspended_on", '"') END,
                      ',"resumedOn":',
                      CASE WHEN (t6p."resumed_on" IS NULL) THEN 'null' ELSE concat('"', t6p."resumed_on", '"') END,
                      ',"endedReason":',
                      CASE WHEN (t6p."ended_reason" IS NULL) THEN 'null' ELSE to_json(t6p."ended_reason") END,
                      ',"endedDocumentNo":',
                      CASE WHEN (t6p."ended_document_no" IS NULL) THEN 'null' ELSE to_json(t6p."ended_document_no") END,
                      ',"version":',
                      CAST(t6p."version" AS TEXT),
                      ',"onBehalfOf":',
                      CASE WHEN (t7."id" IS NULL) THEN 'null' ELSE concat('{"id":"Appointment_', t7."id", '"}') END,
                      '}'
                    ),
                    ','
                    ORDER BY t6p."appointed_on" DESC,
                    t6p."id" DESC
                  ),
                  ''
                ),
                ']}'
              ) AS concat_4
              FROM (
                SELECT t6."kind" AS kind,
                t6."reason" AS reason,
                t6."suspended_on" AS suspended_on,
                t6."resumed_on" AS resumed_on,
                t6."ended_reason" AS ended_reason,
                t6."ended_document_no" AS ended_document_no,
                t6."version" AS version,
                t6."on_behalf_of" AS on_behalf_of,
                t6."root" AS root,
                t6."appointed_on" AS appointed_on,
                t6."id" AS id
                FROM app.appointment AS t6
                WHERE t6."root" = t5p."root"
                AND t6."person_id" = t5p."id"
                AND (
                  t6."person_id" = $2::UUID
                  OR t6."at5" = $1
                  AND t6."open_to" <= 5
                  AND (t6."person_id" = $2::UUID) IS NOT true
                )
                ORDER BY t6."appointed_on" DESC,
                t6."id" DESC
                LIMIT 50
              ) AS t6p
              LEFT OUTER JOIN app.appointment AS t7 ON t7."root" = t6p."root"
              AND t7."id" = t6p."on_behalf_of"
              AND (
                t7."person_id" = $2::UUID
                OR t7."at5" = $1
                AND t7."open_to" <= 5
                AND (t7."person_id" = $2::UUID) IS NOT true
              )
            ),
            '}'
          ),
          ','
          ORDER BY t5p."name_sort" ASC,
          t5p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_3
    FROM (
      SELECT t5pu."name" AS name,
      t5pu."root" AS root,
      t5pu."id" AS id,
      t5pu."name_sort" AS name_sort
      FROM (
        SELECT anon_1.name AS name,
        anon_1.root AS root,
        anon_1.id AS id,
        anon_1.name_sort AS name_sort
        FROM (
          SELECT t5."name" AS name,
          t5."root" AS root,
          t5."id" AS id,
          t5."name_sort" AS name_sort
          FROM app.person AS t5
          WHERE t5."id" = $2::UUID
          ORDER BY t5."name_sort" ASC,
          t5."id" ASC
          LIMIT 2
        ) AS anon_1
        UNION ALL
        SELECT anon_2.name AS name,
        anon_2.root AS root,
        anon_2.id AS id,
        anon_2.name_sort AS name_sort
        FROM (
          SELECT t5."name" AS name,
          t5."root" AS root,
          t5."id" AS id,
          t5."name_sort" AS name_sort
          FROM app.person AS t5
          WHERE t5."at5" = $1
          AND t5."open_to" <= 5
          AND (t5."id" = $2::UUID) IS NOT true
          ORDER BY t5."name_sort" ASC,
          t5."id" ASC
          LIMIT 2
        ) AS anon_2
      ) AS t5pu
      ORDER BY t5pu."name_sort" ASC,
      t5pu."id" ASC
      LIMIT 2
    ) AS t5p
  ),
  '}}'
) AS concat_1
