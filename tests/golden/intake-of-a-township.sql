-- $1: viewer_tenant
-- $2: viewer_person
-- $3: variable text
-- $4: constant '村东'
-- $5: viewer_root
-- $6: constant 5
WITH draft AS materialized (
  SELECT coalesce(CAST($3 AS TEXT), '') AS title,
  coalesce(CAST($4 AS TEXT), '') AS place
)
SELECT concat(
  '{"data":{"campaigns":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"id":"Campaign_',
            t1p."id",
            '","name":',
            to_json(t1p."name"),
            ',"openedOn":"',
            t1p."opened_on",
            '","version":',
            CAST(t1p."version" AS TEXT),
            ',"total":',
            CAST(
              (
                SELECT count(*) AS count_1
                FROM app.campaign_item
                WHERE app.campaign_item.root = t1p."root"
                AND app.campaign_item.campaign_id = t1p."id"
              ) AS TEXT
            ),
            ',"open":',
            CAST(
              (
                SELECT count(*) AS count_2
                FROM app.campaign_item
                WHERE app.campaign_item.root = t1p."root"
                AND app.campaign_item.campaign_id = t1p."id"
                AND app.campaign_item.ended_on IS NULL
              ) AS TEXT
            ),
            ',"closed":',
            CAST(
              (
                SELECT count(*) AS count_3
                FROM app.campaign_item
                WHERE app.campaign_item.root = t1p."root"
                AND app.campaign_item.campaign_id = t1p."id"
                AND app.campaign_item.ended_on IS NOT NULL
              ) AS TEXT
            ),
            ',"repeated":',
            CAST(
              (
                SELECT count(*) AS count_4
                FROM app.campaign_item
                WHERE app.campaign_item.root = t1p."root"
                AND app.campaign_item.campaign_id = t1p."id"
                AND app.campaign_item.repeated
              ) AS TEXT
            ),
            ',"tenant":',
            CASE WHEN (t2."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t2."name"), '}') END,
            ',"openedBy":',
            CASE WHEN (t3."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t3."name"), '}') END,
            ',"byWeek":',
            (
              SELECT concat(
                '[',
                coalesce(
                  string_agg(
                    concat(
                      '{"week":"',
                      t4p."week",
                      '","entered":',
                      CAST(t4p."entered" AS TEXT),
                      ',"ended":',
                      CAST(t4p."ended" AS TEXT),
                      ',"left":',
                      CAST(t4p."left" AS TEXT),
                      '}'
                    ),
                    ','
                    ORDER BY t4p."week" ASC
                  ),
                  ''
                ),
                ']'
              ) AS concat_3
              FROM (
                SELECT t4."week" AS week,
                t4."entered" AS entered,
                t4."ended" AS ended,
                t4."left" AS "left"
                FROM (
                  SELECT step.root AS root,
                  step.campaign_id AS campaign_id,
                  step.week AS week,
                  CAST(sum(step.came) AS INTEGER) AS entered,
                  CAST(sum(step.ended) AS INTEGER) AS ended,
                  CAST(
                    sum(
                      CAST(sum(step.came) AS INTEGER) - CAST(sum(step.ended) AS INTEGER)
                    ) OVER (
                      PARTITION BY step.root,
                      step.campaign_id
                      ORDER BY step.week
                    ) AS INTEGER
                  ) AS "left"
                  FROM (
                    SELECT app.campaign_item.root AS root,
                    app.campaign_item.campaign_id AS campaign_id,
                    CAST(date_trunc('week', app.campaign_item.entered_on) AS DATE) AS week,
                    CAST(1 AS INTEGER) AS came,
                    CAST(0 AS INTEGER) AS ended
                    FROM app.campaign_item
                    WHERE app.campaign_item.entered_on IS NOT NULL
                    UNION ALL
                    SELECT app.campaign_item.root AS root,
                    app.campaign_item.campaign_id AS campaign_id,
                    CAST(date_trunc('week', app.campaign_item.ended_on) AS DATE) AS week,
                    CAST(0 AS INTEGER) AS came,
                    CAST(1 AS INTEGER) AS ended
                    FROM app.campaign_item
                    WHERE app.campaign_item.ended_on IS NOT NULL
                  ) AS step
                  GROUP BY step.root,
                  step.campaign_id,
                  step.week
                ) AS t4
                WHERE t4."root" = t1p."root"
                AND t4."campaign_id" = t1p."id"
                ORDER BY t4."week" ASC
                LIMIT 200
              ) AS t4p
            ),
            '}'
          ),
          ','
          ORDER BY t1p."opened_on" DESC,
          t1p."id" DESC
        ),
        ''
      ),
      ']}'
    ) AS concat_2
    FROM (
      SELECT t1pu."id" AS id,
      t1pu."name" AS name,
      t1pu."opened_on" AS opened_on,
      t1pu."version" AS version,
      t1pu."root" AS root,
      t1pu."holder" AS holder,
      t1pu."opened_by" AS opened_by
      FROM (
        SELECT anon_1.id AS id,
        anon_1.name AS name,
        anon_1.opened_on AS opened_on,
        anon_1.version AS version,
        anon_1.root AS root,
        anon_1.holder AS holder,
        anon_1.opened_by AS opened_by
        FROM (
          SELECT t1."id" AS id,
          t1."name" AS name,
          t1."opened_on" AS opened_on,
          t1."version" AS version,
          t1."root" AS root,
          t1."holder" AS holder,
          t1."opened_by" AS opened_by
          FROM app.campaign AS t1
          WHERE t1."holder_parent" = $1
          ORDER BY t1."opened_on" DESC,
          t1."id" DESC
          LIMIT 5
        ) AS anon_1
        UNION ALL
        SELECT anon_2.id AS id,
        anon_2.name AS name,
        anon_2.opened_on AS opened_on,
        anon_2.version AS version,
        anon_2.root AS root,
        anon_2.holder AS holder,
        anon_2.opened_by AS opened_by
        FROM (
          SELECT t1."id" AS id,
          t1."name" AS name,
          t1."opened_on" AS opened_on,
          t1."version" AS version,
          t1."root" AS root,
          t1."holder" AS holder,
          t1."opened_by" AS opened_by
          FROM app.campaign AS t1
          WHERE t1."holder" = $1
          ORDER BY t1."opened_on" DESC,
          t1."id" DESC
          LIMIT 5
        ) AS anon_2
      ) AS t1pu
      ORDER BY t1pu."opened_on" DESC,
      t1pu."id" DESC
      LIMIT 5
    ) AS t1p
    LEFT OUTER JOIN app.tenant AS t2 ON t2."id" = t1p."holder"
    LEFT OUTER JOIN app.person AS t3 ON t3."root" = t1p."root"
    AND t3."id" = t1p."opened_by"
    AND (
      t3."id" = $2::UUID
      OR t3."at4" = $1
      AND t3."open_to" <= 4
      AND (t3."id" = $2::UUID) IS NOT true
    )
  ),
  ',"duplicateSuggestions":',
  (
    SELECT concat(
      '[',
      coalesce(
        string_agg(
          concat(
            '{"likeness":',
            CAST(t5p."likeness" AS TEXT),
            ',"titleLikeness":',
            CAST(t5p."title" AS TEXT),
            ',"placeLikeness":',
            CAST(t5p."place" AS TEXT),
            ',"reportedAt":"',
            to_char(timezone('UTC', t5p."reported_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            '","problem":',
            CASE WHEN (t6."id" IS NULL) THEN 'null' ELSE concat(
              '{"title":',
              to_json(t6."title"),
              ',"channel":"',
              t6."channel",
              '","channelNumber":',
              CASE WHEN (t6."channel_no" IS NULL) THEN 'null' ELSE to_json(t6."channel_no") END,
              ',"mergedFrom":',
              (
                SELECT concat(
                  '[',
                  coalesce(
                    string_agg(
                      concat('{"title":', to_json(t7p."title"), '}'),
                      ','
                      ORDER BY t7p."due_on" ASC,
                      t7p."id" ASC
                    ),
                    ''
                  ),
                  ']'
                ) AS concat_5
                FROM (
                  SELECT t7."title" AS title,
                  t7."due_on" AS due_on,
                  t7."id" AS id
                  FROM app.problem AS t7
                  WHERE t7."root" = t6."root"
                  AND t7."merged_into" = t6."id"
                  AND (
                    t7."at4" = $1
                    AND t7."open_to" <= 4
                    OR $1 = ANY (t7."trail")
                    AND (t7."at4" = $1 AND t7."open_to" <= 4) IS NOT true
                  )
                  ORDER BY t7."due_on" ASC,
                  t7."id" ASC
                  LIMIT 100
                ) AS t7p
              ),
              '}'
            ) END,
            '}'
          ),
          ','
          ORDER BY t5p."likeness" DESC,
          t5p."reported_at" DESC,
          t5p."problem_id" DESC
        ),
        ''
      ),
      ']'
    ) AS concat_4
    FROM (
      SELECT t5."likeness" AS likeness,
      t5."title" AS title,
      t5."place" AS place,
      t5."reported_at" AS reported_at,
      t5."problem_id" AS problem_id,
      t5."root" AS root
      FROM (
        SELECT app.problem.root AS root,
        app.problem.id AS problem_id,
        CAST(
          CASE WHEN (draft.place = '' OR app.problem.place = '') THEN app.likeness(app.problem.title, draft.title) ELSE (
            app.likeness(app.problem.title, draft.title) * 3 + app.likeness(app.problem.place, draft.place)
          ) / CAST(4 AS NUMERIC) END AS INTEGER
        ) AS likeness,
        app.likeness(app.problem.title, draft.title) AS title,
        app.likeness(app.problem.place, draft.place) AS place,
        app.problem.reported_at AS reported_at
        FROM draft JOIN LATERAL app.alike(draft.title) AS alike_it ON true JOIN app.problem ON app.problem.root = $5
        AND app.problem.id = alike_it.id
        WHERE (app.problem.at4 = $1 AND app.problem.open_to <= 4)
        AND app.problem.state != 'MERGED'
        AND CASE WHEN (draft.place = '' OR app.problem.place = '') THEN app.likeness(app.problem.title, draft.title) ELSE (
          app.likeness(app.problem.title, draft.title) * 3 + app.likeness(app.problem.place, draft.place)
        ) / CAST(4 AS NUMERIC) END >= 20
        ORDER BY CAST(
          CASE WHEN (draft.place = '' OR app.problem.place = '') THEN app.likeness(app.problem.title, draft.title) ELSE (
            app.likeness(app.problem.title, draft.title) * 3 + app.likeness(app.problem.place, draft.place)
          ) / CAST(4 AS NUMERIC) END AS INTEGER
        ) DESC,
        app.problem.reported_at DESC,
        app.problem.id
        LIMIT greatest(0, least(50, coalesce(CAST($6 AS INTEGER), 10)))
      ) AS t5
      WHERE true
      ORDER BY t5."likeness" DESC,
      t5."reported_at" DESC,
      t5."problem_id" DESC
      LIMIT 50
    ) AS t5p
    LEFT OUTER JOIN app.problem AS t6 ON t6."root" = t5p."root"
    AND t6."id" = t5p."problem_id"
    AND (
      t6."at4" = $1
      AND t6."open_to" <= 4
      OR $1 = ANY (t6."trail")
      AND (t6."at4" = $1 AND t6."open_to" <= 4) IS NOT true
    )
  ),
  ',"problemsSettledOnSpot":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat('{"title":', to_json(t8p."title"), '}'),
          ','
          ORDER BY t8p."due_on" DESC,
          t8p."id" DESC
        ),
        ''
      ),
      ']}'
    ) AS concat_6
    FROM (
      SELECT t8."title" AS title,
      t8."due_on" AS due_on,
      t8."id" AS id
      FROM app.problem AS t8
      WHERE t8."state" = 'RESOLVED_ON_SPOT'
      AND t8."hops" = 0
      AND t8."at4" = $1
      AND t8."open_to" <= 4
      ORDER BY t8."due_on" DESC,
      t8."id" DESC
      LIMIT 5
    ) AS t8p
  ),
  ',"settledLow":',
  (
    SELECT concat(
      '[',
      coalesce(
        string_agg(
          concat(
            '{"tenant":',
            CASE WHEN (t10."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t10."name"), '}') END,
            ',"found":',
            CAST(t9p."found" AS TEXT),
            ',"settledLow":',
            CAST(t9p."settled_low" AS TEXT),
            ',"sentUp":',
            CAST(t9p."sent_up" AS TEXT),
            ',"settledLowPercent":',
            CASE WHEN (t9p."share" IS NULL) THEN 'null' ELSE CAST(t9p."share" AS TEXT) END,
            '}'
          ),
          ','
          ORDER BY t9p."name_sort" ASC,
          t9p."child" ASC
        ),
        ''
      ),
      ']'
    ) AS concat_7
    FROM (
      SELECT t9."child" AS child,
      t9."found" AS found,
      t9."settled_low" AS settled_low,
      t9."sent_up" AS sent_up,
      t9."share" AS share,
      t9."name_sort" AS name_sort
      FROM (
        SELECT found_below.child AS child,
        found_below.found AS found,
        found_below.settled_low AS settled_low,
        found_below.sent_up AS sent_up,
        found_below.share AS share,
        app.tenant.name_sort AS name_sort
        FROM (
          SELECT coalesce(origin.at5, origin.at6, origin.id) AS child,
          count(*) FILTER (
            WHERE (app.problem.state NOT IN ('REJECTED', 'MERGED', 'DIVERTED'))
          ) AS found,
          count(*) FILTER (
            WHERE app.problem.state IN ('RESOLVED_ON_SPOT', 'CLOSED', 'ARCHIVED')
            AND app.problem.hops = 0
          ) AS settled_low,
          count(*) FILTER (
            WHERE (app.problem.state NOT IN ('REJECTED', 'MERGED', 'DIVERTED'))
            AND app.problem.hops > 0
          ) AS sent_up,
          CAST(
            (
              (
                count(*) FILTER (
                  WHERE app.problem.state IN ('RESOLVED_ON_SPOT', 'CLOSED', 'ARCHIVED')
                  AND app.problem.hops = 0
                )
              ) * 100
            ) / CAST(
              nullif(
                count(*) FILTER (
                  WHERE (app.problem.state NOT IN ('REJECTED', 'MERGED', 'DIVERTED'))
                ),
                0
              ) AS NUMERIC
            ) AS INTEGER
          ) AS share
          FROM app.problem JOIN app.tenant AS origin ON origin.root = app.problem.root
          AND origin.id = app.problem.origin
          WHERE (origin.at4 = $1)
          GROUP BY coalesce(origin.at5, origin.at6, origin.id)
        ) AS found_below JOIN app.tenant ON app.tenant.id = found_below.child
      ) AS t9
      WHERE true
      ORDER BY t9."name_sort" ASC,
      t9."child" ASC
      LIMIT 200
    ) AS t9p
    LEFT OUTER JOIN app.tenant AS t10 ON t10."id" = t9p."child"
  ),
  '}}'
) AS concat_1
