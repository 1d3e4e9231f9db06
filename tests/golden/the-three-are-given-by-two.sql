-- $1: viewer_tenant
-- $2: viewer_post
-- $3: viewer_person
SELECT concat(
  '{"data":{"administratorRequests":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"id":"AdministratorRequest_',
            t1p."id",
            '","role":',
            CASE WHEN (t1p."role" IS NULL) THEN 'null' ELSE to_json(t1p."role") END,
            ',"state":"',
            t1p."state",
            '","givenFrom":"',
            t1p."given_from",
            '","givenUntil":',
            CASE WHEN (t1p."given_until" IS NULL) THEN 'null' ELSE concat('"', t1p."given_until", '"') END,
            ',"reason":',
            to_json(t1p."reason"),
            ',"documentNo":',
            to_json(t1p."document_no"),
            ',"askedAt":"',
            to_char(timezone('UTC', t1p."asked_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            '","decidedAt":',
            CASE WHEN (t1p."decided_at" IS NULL) THEN 'null' ELSE concat(
              '"',
              to_char(timezone('UTC', t1p."decided_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
              '"'
            ) END,
            ',"answer":',
            CASE WHEN (t1p."answer" IS NULL) THEN 'null' ELSE to_json(t1p."answer") END,
            ',"version":',
            CAST(t1p."version" AS TEXT),
            ',"post":',
            CASE WHEN (t2."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t2."title"), '}') END,
            ',"person":',
            CASE WHEN (t3."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t3."name"), '}') END,
            ',"askedBy":',
            CASE WHEN (t4."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t4."name"), '}') END,
            ',"decidedBy":',
            CASE WHEN (t5."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t5."name"), '}') END,
            ',"tenant":',
            CASE WHEN (t6."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t6."name"), '}') END,
            '}'
          ),
          ','
          ORDER BY t1p."asked_at" DESC,
          t1p."id" DESC
        ),
        ''
      ),
      ']}'
    ) AS concat_2
    FROM (
      SELECT t1pu."id" AS id,
      t1pu."role" AS role,
      t1pu."state" AS state,
      t1pu."given_from" AS given_from,
      t1pu."given_until" AS given_until,
      t1pu."reason" AS reason,
      t1pu."document_no" AS document_no,
      t1pu."asked_at" AS asked_at,
      t1pu."decided_at" AS decided_at,
      t1pu."answer" AS answer,
      t1pu."version" AS version,
      t1pu."post_id" AS post_id,
      t1pu."root" AS root,
      t1pu."person_id" AS person_id,
      t1pu."asked_by" AS asked_by,
      t1pu."decided_by" AS decided_by,
      t1pu."holder" AS holder
      FROM (
        SELECT anon_1.id AS id,
        anon_1.role AS role,
        anon_1.state AS state,
        anon_1.given_from AS given_from,
        anon_1.given_until AS given_until,
        anon_1.reason AS reason,
        anon_1.document_no AS document_no,
        anon_1.asked_at AS asked_at,
        anon_1.decided_at AS decided_at,
        anon_1.answer AS answer,
        anon_1.version AS version,
        anon_1.post_id AS post_id,
        anon_1.root AS root,
        anon_1.person_id AS person_id,
        anon_1.asked_by AS asked_by,
        anon_1.decided_by AS decided_by,
        anon_1.holder AS holder
        FROM (
          SELECT t1."id" AS id,
          t1."role" AS role,
          t1."state" AS state,
          t1."given_from" AS given_from,
          t1."given_until" AS given_until,
          t1."reason" AS reason,
          t1."document_no" AS document_no,
          t1."asked_at" AS asked_at,
          t1."decided_at" AS decided_at,
          t1."answer" AS answer,
          t1."version" AS version,
          t1."post_id" AS post_id,
          t1."root" AS root,
          t1."person_id" AS person_id,
          t1."asked_by" AS asked_by,
          t1."decided_by" AS decided_by,
          t1."holder" AS holder
          FROM app.administrator_request AS t1
          WHERE t1."holder_parent" = $1
          ORDER BY t1."asked_at" DESC,
          t1."id" DESC
          LIMIT 5
        ) AS anon_1
        UNION ALL
        SELECT anon_2.id AS id,
        anon_2.role AS role,
        anon_2.state AS state,
        anon_2.given_from AS given_from,
        anon_2.given_until AS given_until,
        anon_2.reason AS reason,
        anon_2.document_no AS document_no,
        anon_2.asked_at AS asked_at,
        anon_2.decided_at AS decided_at,
        anon_2.answer AS answer,
        anon_2.version AS version,
        anon_2.post_id AS post_id,
        anon_2.root AS root,
        anon_2.person_id AS person_id,
        anon_2.asked_by AS asked_by,
        anon_2.decided_by AS decided_by,
        anon_2.holder AS holder
        FROM (
          SELECT t1."id" AS id,
          t1."role" AS role,
          t1."state" AS state,
          t1."given_from" AS given_from,
          t1."given_until" AS given_until,
          t1."reason" AS reason,
          t1."document_no" AS document_no,
          t1."asked_at" AS asked_at,
          t1."decided_at" AS decided_at,
          t1."answer" AS answer,
          t1."version" AS version,
          t1."post_id" AS post_id,
          t1."root" AS root,
          t1."person_id" AS person_id,
          t1."asked_by" AS asked_by,
          t1."decided_by" AS decided_by,
          t1."holder" AS holder
          FROM app.administrator_request AS t1
          WHERE t1."holder" = $1
          ORDER BY t1."asked_at" DESC,
          t1."id" DESC
          LIMIT 5
        ) AS anon_2
      ) AS t1pu
      ORDER BY t1pu."asked_at" DESC,
      t1pu."id" DESC
      LIMIT 5
    ) AS t1p
    LEFT OUTER JOIN app.post AS t2 ON t2."root" = t1p."root"
    AND t2."id" = t1p."post_id"
    AND (
      t2."id" = $2::UUID
      OR t2."at2" = $1
      AND t2."open_to" <= 2
      AND (t2."id" = $2::UUID) IS NOT true
    )
    LEFT OUTER JOIN app.person AS t3 ON t3."root" = t1p."root"
    AND t3."id" = t1p."person_id"
    AND (
      t3."id" = $3::UUID
      OR t3."at2" = $1
      AND t3."open_to" <= 2
      AND (t3."id" = $3::UUID) IS NOT true
    )
    LEFT OUTER JOIN app.person AS t4 ON t4."root" = t1p."root"
    AND t4."id" = t1p."asked_by"
    AND (
      t4."id" = $3::UUID
      OR t4."at2" = $1
      AND t4."open_to" <= 2
      AND (t4."id" = $3::UUID) IS NOT true
    )
    LEFT OUTER JOIN app.person AS t5 ON t5."root" = t1p."root"
    AND t5."id" = t1p."decided_by"
    AND (
      t5."id" = $3::UUID
      OR t5."at2" = $1
      AND t5."open_to" <= 2
      AND (t5."id" = $3::UUID) IS NOT true
    )
    LEFT OUTER JOIN app.tenant AS t6 ON t6."id" = t1p."holder"
  ),
  '}}'
) AS concat_1
