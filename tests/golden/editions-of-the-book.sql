-- $1: viewer_tenant
-- $2: viewer_person
-- $3: viewer_at1
SELECT concat(
  '{"data":{"bookEditions":',
  (
    SELECT concat(
      '[',
      coalesce(
        string_agg(
          concat(
            '{"id":"BookEdition_',
            t1p."id",
            '","number":',
            CASE WHEN (t1p."number" IS NULL) THEN 'null' ELSE CAST(t1p."number" AS TEXT) END,
            ',"state":"',
            t1p."state",
            '","title":',
            to_json(t1p."title"),
            ',"titleEn":',
            to_json(t1p."title_en"),
            ',"text":',
            to_json(t1p."text"),
            ',"digest":"',
            t1p."digest",
            '","floor":"',
            t1p."floor",
            '","beside":',
            CAST(t1p."beside" AS TEXT),
            ',"struck":',
            to_json(t1p."struck"),
            ',"forbidden":',
            to_json(t1p."forbidden"),
            ',"takes":',
            to_json(t1p."takes"),
            ',"takesCount":',
            CAST(t1p."takes_count" AS TEXT),
            ',"gains":',
            to_json(t1p."gains"),
            ',"gainsCount":',
            CAST(t1p."gains_count" AS TEXT),
            ',"loses":',
            to_json(t1p."loses"),
            ',"losesCount":',
            CAST(t1p."loses_count" AS TEXT),
            ',"unseen":',
            to_json(t1p."unseen"),
            ',"reason":',
            to_json(t1p."reason"),
            ',"documentNo":',
            to_json(t1p."document_no"),
            ',"proposedAt":"',
            to_char(timezone('UTC', t1p."proposed_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            '","confirmedAt":',
            CASE WHEN (t1p."confirmed_at" IS NULL) THEN 'null' ELSE concat(
              '"',
              to_char(timezone('UTC', t1p."confirmed_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
              '"'
            ) END,
            ',"withdrawnBecause":',
            CASE WHEN (t1p."withdrawn_because" IS NULL) THEN 'null' ELSE to_json(t1p."withdrawn_because") END,
            ',"version":',
            CAST(t1p."version" AS TEXT),
            ',"proposedBy":',
            CASE WHEN (t2."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t2."name"), '}') END,
            ',"confirmedBy":',
            CASE WHEN (t3."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t3."name"), '}') END,
            ',"tenant":',
            CASE WHEN (t4."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t4."name"), '}') END,
            ',"viewerActions":[{"act":"CONFIRM","allowed":',
            CAST(
              (
                t1p."holder_parent" IS NULL
                AND t1p."holder" = $1
                AND (t1p."proposed_by" = $2::UUID) IS NOT true
                AND t1p."state" IN ('PROPOSED')
              ) IS true AS TEXT
            ),
            ',"missing":',
            CASE WHEN (
              (
                t1p."holder_parent" IS NULL
                AND t1p."holder" = $1
                AND (t1p."proposed_by" = $2::UUID) IS NOT true
              ) IS NOT true
            ) THEN '"RULE"' WHEN ((t1p."state" IN ('PROPOSED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
            ',"furtherCheck":true},{"act":"WITHDRAW","allowed":',
            CAST((false AND t1p."state" IN ('PROPOSED')) IS true AS TEXT),
            ',"missing":',
            CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN ((t1p."state" IN ('PROPOSED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
            ',"furtherCheck":false}]}'
          ),
          ','
          ORDER BY t1p."proposed_at" DESC,
          t1p."id" DESC
        ),
        ''
      ),
      ']'
    ) AS concat_2
    FROM (
      SELECT t1pu."id" AS id,
      t1pu."number" AS number,
      t1pu."state" AS state,
      t1pu."title" AS title,
      t1pu."title_en" AS title_en,
      t1pu."text" AS text,
      t1pu."digest" AS digest,
      t1pu."floor" AS floor,
      t1pu."beside" AS beside,
      t1pu."struck" AS struck,
      t1pu."forbidden" AS forbidden,
      t1pu."takes" AS takes,
      t1pu."takes_count" AS takes_count,
      t1pu."gains" AS gains,
      t1pu."gains_count" AS gains_count,
      t1pu."loses" AS loses,
      t1pu."loses_count" AS loses_count,
      t1pu."unseen" AS unseen,
      t1pu."reason" AS reason,
      t1pu."document_no" AS document_no,
      t1pu."proposed_at" AS proposed_at,
      t1pu."confirmed_at" AS confirmed_at,
      t1pu."withdrawn_because" AS withdrawn_because,
      t1pu."version" AS version,
      t1pu."proposed_by" AS proposed_by,
      t1pu."root" AS root,
      t1pu."confirmed_by" AS confirmed_by,
      t1pu."holder" AS holder,
      t1pu."holder_parent" AS holder_parent
      FROM (
        SELECT anon_1.id AS id,
        anon_1.number AS number,
        anon_1.state AS state,
        anon_1.title AS title,
        anon_1.title_en AS title_en,
        anon_1.text AS text,
        anon_1.digest AS digest,
        anon_1.floor AS floor,
        anon_1.beside AS beside,
        anon_1.struck AS struck,
        anon_1.forbidden AS forbidden,
        anon_1.takes AS takes,
        anon_1.takes_count AS takes_count,
        anon_1.gains AS gains,
        anon_1.gains_count AS gains_count,
        anon_1.loses AS loses,
        anon_1.loses_count AS loses_count,
        anon_1.unseen AS unseen,
        anon_1.reason AS reason,
        anon_1.document_no AS document_no,
        anon_1.proposed_at AS proposed_at,
        anon_1.confirmed_at AS confirmed_at,
        anon_1.withdrawn_because AS withdrawn_because,
        anon_1.version AS version,
        anon_1.proposed_by AS proposed_by,
        anon_1.root AS root,
        anon_1.confirmed_by AS confirmed_by,
        anon_1.holder AS holder,
        anon_1.holder_parent AS holder_parent
        FROM (
          SELECT t1."id" AS id,
          t1."number" AS number,
          t1."state" AS state,
          t1."title" AS title,
          t1."title_en" AS title_en,
          t1."text" AS text,
          t1."digest" AS digest,
          t1."floor" AS floor,
          t1."beside" AS beside,
          t1."struck" AS struck,
          t1."forbidden" AS forbidden,
          t1."takes" AS takes,
          t1."takes_count" AS takes_count,
          t1."gains" AS gains,
          t1."gains_count" AS gains_count,
          t1."loses" AS loses,
          t1."loses_count" AS loses_count,
          t1."unseen" AS unseen,
          t1."reason" AS reason,
          t1."document_no" AS document_no,
          t1."proposed_at" AS proposed_at,
          t1."confirmed_at" AS confirmed_at,
          t1."withdrawn_because" AS withdrawn_because,
          t1."version" AS version,
          t1."proposed_by" AS proposed_by,
          t1."root" AS root,
          t1."confirmed_by" AS confirmed_by,
          t1."holder" AS holder,
          t1."holder_parent" AS holder_parent
          FROM app.book_edition AS t1
          WHERE t1."holder_parent" IS NULL
          AND t1."holder" = $1
          ORDER BY t1."proposed_at" DESC,
          t1."id" DESC
          LIMIT 100
        ) AS anon_1
        UNION ALL
        SELECT anon_2.id AS id,
        anon_2.number AS number,
        anon_2.state AS state,
        anon_2.title AS title,
        anon_2.title_en AS title_en,
        anon_2.text AS text,
        anon_2.digest AS digest,
        anon_2.floor AS floor,
        anon_2.beside AS beside,
        anon_2.struck AS struck,
        anon_2.forbidden AS forbidden,
        anon_2.takes AS takes,
        anon_2.takes_count AS takes_count,
        anon_2.gains AS gains,
        anon_2.gains_count AS gains_count,
        anon_2.loses AS loses,
        anon_2.loses_count AS loses_count,
        anon_2.unseen AS unseen,
        anon_2.reason AS reason,
        anon_2.document_no AS document_no,
        anon_2.proposed_at AS proposed_at,
        anon_2.confirmed_at AS confirmed_at,
        anon_2.withdrawn_because AS withdrawn_because,
        anon_2.version AS version,
        anon_2.proposed_by AS proposed_by,
        anon_2.root AS root,
        anon_2.confirmed_by AS confirmed_by,
        anon_2.holder AS holder,
        anon_2.holder_parent AS holder_parent
        FROM (
          SELECT t1."id" AS id,
          t1."number" AS number,
          t1."state" AS state,
          t1."title" AS title,
          t1."title_en" AS title_en,
          t1."text" AS text,
          t1."digest" AS digest,
          t1."floor" AS floor,
          t1."beside" AS beside,
          t1."struck" AS struck,
          t1."forbidden" AS forbidden,
          t1."takes" AS takes,
          t1."takes_count" AS takes_count,
          t1."gains" AS gains,
          t1."gains_count" AS gains_count,
          t1."loses" AS loses,
          t1."loses_count" AS loses_count,
          t1."unseen" AS unseen,
          t1."reason" AS reason,
          t1."document_no" AS document_no,
          t1."proposed_at" AS proposed_at,
          t1."confirmed_at" AS confirmed_at,
          t1."withdrawn_because" AS withdrawn_because,
          t1."version" AS version,
          t1."proposed_by" AS proposed_by,
          t1."root" AS root,
          t1."confirmed_by" AS confirmed_by,
          t1."holder" AS holder,
          t1."holder_parent" AS holder_parent
          FROM app.book_edition AS t1
          WHERE t1."holder" = ANY (CAST(ARRAY[$3] AS INTEGER[]))
          AND t1."state" = 'PUBLISHED'
          ORDER BY t1."proposed_at" DESC,
          t1."id" DESC
          LIMIT 100
        ) AS anon_2
        UNION ALL
        SELECT anon_3.id AS id,
        anon_3.number AS number,
        anon_3.state AS state,
        anon_3.title AS title,
        anon_3.title_en AS title_en,
        anon_3.text AS text,
        anon_3.digest AS digest,
        anon_3.floor AS floor,
        anon_3.beside AS beside,
        anon_3.struck AS struck,
        anon_3.forbidden AS forbidden,
        anon_3.takes AS takes,
        anon_3.takes_count AS takes_count,
        anon_3.gains AS gains,
        anon_3.gains_count AS gains_count,
        anon_3.loses AS loses,
        anon_3.loses_count AS loses_count,
        anon_3.unseen AS unseen,
        anon_3.reason AS reason,
        anon_3.document_no AS document_no,
        anon_3.proposed_at AS proposed_at,
        anon_3.confirmed_at AS confirmed_at,
        anon_3.withdrawn_because AS withdrawn_because,
        anon_3.version AS version,
        anon_3.proposed_by AS proposed_by,
        anon_3.root AS root,
        anon_3.confirmed_by AS confirmed_by,
        anon_3.holder AS holder,
        anon_3.holder_parent AS holder_parent
        FROM (
          SELECT t1."id" AS id,
          t1."number" AS number,
          t1."state" AS state,
          t1."title" AS title,
          t1."title_en" AS title_en,
          t1."text" AS text,
          t1."digest" AS digest,
          t1."floor" AS floor,
          t1."beside" AS beside,
          t1."struck" AS struck,
          t1."forbidden" AS forbidden,
          t1."takes" AS takes,
          t1."takes_count" AS takes_count,
          t1."gains" AS gains,
          t1."gains_count" AS gains_count,
          t1."loses" AS loses,
          t1."loses_count" AS loses_count,
          t1."unseen" AS unseen,
          t1."reason" AS reason,
          t1."document_no" AS document_no,
          t1."proposed_at" AS proposed_at,
          t1."confirmed_at" AS confirmed_at,
          t1."withdrawn_because" AS withdrawn_because,
          t1."version" AS version,
          t1."proposed_by" AS proposed_by,
          t1."root" AS root,
          t1."confirmed_by" AS confirmed_by,
          t1."holder" AS holder,
          t1."holder_parent" AS holder_parent
          FROM app.book_edition AS t1
          WHERE t1."holder" = $1
          AND t1."state" = 'PUBLISHED'
          AND (t1."holder_parent" IS NULL AND t1."holder" = $1) IS NOT true
          ORDER BY t1."proposed_at" DESC,
          t1."id" DESC
          LIMIT 100
        ) AS anon_3
      ) AS t1pu
      ORDER BY t1pu."proposed_at" DESC,
      t1pu."id" DESC
      LIMIT 100
    ) AS t1p
    LEFT OUTER JOIN app.person AS t2 ON t2."root" = t1p."root"
    AND t2."id" = t1p."proposed_by"
    AND (
      t2."id" = $2::UUID
      OR t2."holder_parent" = $1
      AND (t2."id" = $2::UUID) IS NOT true
      OR t2."holder" = $1
      AND (t2."id" = $2::UUID) IS NOT true
    )
    LEFT OUTER JOIN app.person AS t3 ON t3."root" = t1p."root"
    AND t3."id" = t1p."confirmed_by"
    AND (
      t3."id" = $2::UUID
      OR t3."holder_parent" = $1
      AND (t3."id" = $2::UUID) IS NOT true
      OR t3."holder" = $1
      AND (t3."id" = $2::UUID) IS NOT true
    )
    LEFT OUTER JOIN app.tenant AS t4 ON t4."id" = t1p."holder"
  ),
  '}}'
) AS concat_1
