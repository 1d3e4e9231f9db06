-- $1: viewer_tenant
-- $2: viewer_units
-- $3: viewer_at1
-- $4: viewer_at2
SELECT concat(
  '{"data":{"publicityDue":',
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
                  FROM app.publicity_duty AS t1
                  WHERE t1."open"
                  AND (t1."holder" = $1 OR t1."holder_parent" = $1)
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
            '{"kind":"',
            t1p."kind",
            '","dueOn":"',
            t1p."due_on",
            '","overdue":',
            CAST(t1p."overdue" AS TEXT),
            ',"tenant":',
            CASE WHEN (t2."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t2."name"), '}') END,
            ',"problem":',
            CASE WHEN (t3."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t3."title"), '}') END,
            '}'
          ),
          ','
          ORDER BY t1p."due_on" ASC,
          t1p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_2
    FROM (
      SELECT t1."kind" AS kind,
      t1."due_on" AS due_on,
      t1."overdue" AS overdue,
      t1."holder" AS holder,
      t1."problem_id" AS problem_id,
      t1."root" AS root,
      t1."id" AS id
      FROM app.publicity_duty AS t1
      WHERE t1."open"
      AND (t1."holder" = $1 OR t1."holder_parent" = $1)
      ORDER BY t1."due_on" ASC,
      t1."id" ASC
      LIMIT 50
    ) AS t1p
    LEFT OUTER JOIN app.tenant AS t2 ON t2."id" = t1p."holder"
    LEFT OUTER JOIN app.problem AS t3 ON t3."root" = t1p."root"
    AND t3."id" = t1p."problem_id"
    AND (
      t3."at3" = $1
      AND t3."open_to" <= 3
      AND (t3."accused" && $2) IS NOT true
      OR $1 = ANY (t3."trail")
      AND (t3."at3" = $1 AND t3."open_to" <= 3) IS NOT true
      AND (t3."accused" && $2) IS NOT true
    )
  ),
  ',"commentsToModerate":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat('{"text":', to_json(t4p."text"), '}'),
          ','
          ORDER BY t4p."received_at" ASC,
          t4p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_3
    FROM (
      SELECT t4."text" AS text,
      t4."received_at" AS received_at,
      t4."id" AS id
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
        AND (
          app.publication.at3 = $1
          AND app.publication.open_to <= 3
          AND (app.publication.accused && $2) IS NOT true
          OR app.publication.shown = 'PUBLIC'
          AND app.publication.state = 'PUBLISHED'
          AND (app.publication.at3 = $1 AND app.publication.open_to <= 3) IS NOT true
          AND (app.publication.accused && $2) IS NOT true
          OR app.publication.shown = 'STAFF'
          AND app.publication.state = 'PUBLISHED'
          AND (app.publication.at3 = $1 AND app.publication.open_to <= 3) IS NOT true
          AND (app.publication.accused && $2) IS NOT true
          OR app.publication.shown = 'MEMBERS'
          AND app.publication.holder = ANY (CAST(ARRAY[$3, $4] AS INTEGER[]))
          AND app.publication.state = 'PUBLISHED'
          AND (app.publication.accused && $2) IS NOT true
        )
      ) AS t4
      WHERE t4."state" = 'RECEIVED'
      ORDER BY t4."received_at" ASC,
      t4."id" ASC
      LIMIT 50
    ) AS t4p
  ),
  '}}'
) AS concat_1
