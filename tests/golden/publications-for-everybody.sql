-- $1: viewer_units
-- $2: variable unit
SELECT concat(
  '{"data":{"publications":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"id":"Publication_',
            t1p."id",
            '","kind":"',
            t1p."kind",
            '","polarity":',
            CASE WHEN (t1p."polarity" IS NULL) THEN 'null' ELSE concat('"', t1p."polarity", '"') END,
            ',"scope":"',
            t1p."scope",
            '","title":',
            to_json(t1p."title"),
            ',"text":',
            to_json(t1p."text"),
            ',"unitName":',
            to_json(t1p."unit_name"),
            ',"sha256":"',
            t1p."sha256",
            '","state":"',
            t1p."state",
            '","publishedAt":"',
            to_char(timezone('UTC', t1p."published_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            '","withdrawnAt":',
            CASE WHEN (t1p."withdrawn_at" IS NULL) THEN 'null' ELSE concat(
              '"',
              to_char(timezone('UTC', t1p."withdrawn_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
              '"'
            ) END,
            ',"withdrawnFor":',
            CASE WHEN (t1p."withdrawn_reason" IS NULL) THEN 'null' ELSE concat('"', t1p."withdrawn_reason", '"') END,
            ',"version":',
            CAST(t1p."version" AS TEXT),
            ',"tenant":',
            CASE WHEN (t2."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t2."name"), '}') END,
            ',"draft":',
            CASE WHEN (t3."id" IS NULL) THEN 'null' ELSE concat('{"id":"PublicationDraft_', t3."id", '"}') END,
            ',"postings":',
            (
              SELECT concat(
                '[',
                coalesce(
                  string_agg(
                    concat(
                      '{"form":"',
                      t4p."form",
                      '","place":',
                      CASE WHEN (t4p."place" IS NULL) THEN 'null' ELSE to_json(t4p."place") END,
                      ',"link":',
                      CASE WHEN (t4p."link" IS NULL) THEN 'null' ELSE to_json(t4p."link") END,
                      ',"postedOn":"',
                      t4p."posted_on",
                      '"}'
                    ),
                    ','
                    ORDER BY t4p."posted_on" ASC,
                    t4p."id" ASC
                  ),
                  ''
                ),
                ']'
              ) AS concat_3
              FROM (
                SELECT t4."form" AS form,
                t4."place" AS place,
                t4."link" AS link,
                t4."posted_on" AS posted_on,
                t4."id" AS id
                FROM (
                  SELECT app.posting.root AS root,
                  app.posting.id AS id,
                  app.posting.holder AS holder,
                  app.posting.holder_parent AS holder_parent,
                  app.posting.holder_slot AS holder_slot,
                  app.posting.at1 AS at1,
                  app.posting.at2 AS at2,
                  app.posting.at3 AS at3,
                  app.posting.at4 AS at4,
                  app.posting.at5 AS at5,
                  app.posting.at6 AS at6,
                  app.posting.open_to AS open_to,
                  app.posting.trail AS trail,
                  app.posting.accused AS accused,
                  app.posting.publication_id AS publication_id,
                  app.posting.form AS form,
                  app.posting.posted_on AS posted_on,
                  app.posting.recorded_by AS recorded_by,
                  app.posting.recorded_at AS recorded_at,
                  app.posting.shown AS shown,
                  CASE WHEN (app.publication_draft.id IS NOT NULL) THEN app.posting.place END AS place,
                  CASE WHEN (app.publication_draft.id IS NOT NULL) THEN app.posting.link END AS link
                  FROM app.posting JOIN app.publication ON app.publication.root = app.posting.root
                  AND app.publication.id = app.posting.publication_id
                  LEFT OUTER JOIN app.publication_draft ON false
                  WHERE (
                    app.publication.shown = 'PUBLIC'
                    AND app.publication.state = 'PUBLISHED'
                    AND (app.publication.accused && $1) IS NOT true
                  )
                ) AS t4
                WHERE t4."publication_id" = t1p."id"
                ORDER BY t4."posted_on" ASC,
                t4."id" ASC
                LIMIT 50
              ) AS t4p
            ),
            ',"comments":',
            (
              SELECT concat(
                '{"nodes":[',
                coalesce(
                  string_agg(
                    concat(
                      '{"id":"Comment_',
                      t5p."id",
                      '","text":',
                      to_json(t5p."text"),
                      ',"state":"',
                      t5p."state",
                      '","hiddenFor":',
                      CASE WHEN (t5p."reason" IS NULL) THEN 'null' ELSE concat('"', t5p."reason", '"') END,
                      ',"receivedAt":"',
                      to_char(timezone('UTC', t5p."received_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                      '","version":',
                      CAST(t5p."version" AS TEXT),
                      ',"publication":',
                      CASE WHEN (t6."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t6."title"), '}') END,
                      ',"viewerActions":[{"act":"LET_THROUGH","allowed":',
                      CAST((false AND t5p."state" IN ('RECEIVED')) IS true AS TEXT),
                      ',"missing":',
                      CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN ((t5p."state" IN ('RECEIVED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
                      '},{"act":"HIDE","allowed":',
                      CAST((false AND t5p."state" IN ('RECEIVED', 'PUBLISHED')) IS true AS TEXT),
                      ',"missing":',
                      CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN ((t5p."state" IN ('RECEIVED', 'PUBLISHED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
                      '}]}'
                    ),
                    ','
                    ORDER BY t5p."received_at" ASC,
                    t5p."id" ASC
                  ),
                  ''
                ),
                ']}'
              ) AS concat_4
              FROM (
                SELECT t5."id" AS id,
                t5."text" AS text,
                t5."state" AS state,
                t5."reason" AS reason,
                t5."received_at" AS received_at,
                t5."version" AS version,
                t5."root" AS root,
                t5."publication_id" AS publication_id
                FROM (
                  SELECT app.comment.root AS root,
                  app.comment.id AS id,
                  app.comment.holder AS holder,
                  app.comment.holder_parent AS holder_parent,
                  app.comment.holder_slot AS holder_slot,
                  app.comment.at1 AS at1,
                  app.comment.at2 AS at2,
                  app.comment.at3 AS at3,
                  app.comment.at4 AS at4,
                  app.comment.at5 AS at5,
                  app.comment.at6 AS at6,
                  app.comment.open_to AS open_to,
                  app.comment.trail AS trail,
                  app.comment.accused AS accused,
                  app.comment.publication_id AS publication_id,
                  app.comment.text AS text,
                  app.comment.state AS state,
                  app.comment.key AS key,
                  app.comment.source AS source,
                  app.comment.received_at AS received_at,
                  app.comment.moderated_by AS moderated_by,
                  app.comment.moderated_at AS moderated_at,
                  app.comment.reason AS reason,
                  app.comment.names AS names,
                  app.comment.shown AS shown,
                  app.comment.version AS version
                  FROM app.comment JOIN app.publication ON app.publication.root = app.comment.root
                  AND app.publication.id = app.comment.publication_id
                  WHERE app.comment.state = 'PUBLISHED'
                  AND app.publication.shown = 'PUBLIC'
                  AND app.publication.state = 'PUBLISHED'
                  AND (app.publication.accused && $1) IS NOT true
                ) AS t5
                WHERE t5."publication_id" = t1p."id"
                ORDER BY t5."received_at" ASC,
                t5."id" ASC
                LIMIT 5
              ) AS t5p
              LEFT OUTER JOIN app.publication AS t6 ON t6."root" = t5p."root"
              AND t6."id" = t5p."publication_id"
              AND t6."shown" = 'PUBLIC'
              AND t6."state" = 'PUBLISHED'
              AND (t6."accused" && $1) IS NOT true
              LEFT OUTER JOIN app.publication AS t7 ON false
            ),
            '}'
          ),
          ','
          ORDER BY t1p."published_at" DESC,
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
      t1."title" AS title,
      t1."text" AS text,
      t1."unit_name" AS unit_name,
      t1."sha256" AS sha256,
      t1."state" AS state,
      t1."published_at" AS published_at,
      t1."withdrawn_at" AS withdrawn_at,
      t1."withdrawn_reason" AS withdrawn_reason,
      t1."version" AS version,
      t1."holder" AS holder,
      t1."root" AS root,
      t1."draft_id" AS draft_id
      FROM app.publication AS t1
      WHERE t1."state" = 'PUBLISHED'
      AND t1."kind" = 'PLEDGE'
      AND t1."holder" = (SELECT app.tenant.id FROM app.tenant WHERE app.tenant.uid = $2::UUID)
      AND t1."shown" = 'PUBLIC'
      AND t1."state" = 'PUBLISHED'
      AND (t1."accused" && $1) IS NOT true
      ORDER BY t1."published_at" DESC,
      t1."id" DESC
      LIMIT 10
    ) AS t1p
    LEFT OUTER JOIN app.tenant AS t2 ON t2."id" = t1p."holder"
    LEFT OUTER JOIN app.publication_draft AS t3 ON false
  ),
  '}}'
) AS concat_1
