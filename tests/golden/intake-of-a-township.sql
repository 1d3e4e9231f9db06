-- $1: viewer_tenant
-- $2: viewer_person
-- $3: constant 'Campaign_01a2b3c4-0000-7000-8000-000000000000'
-- $4: viewer_root
-- $5: viewer_units
-- $6: variable text
-- $7: constant '村东'
-- $8: constant 5
WITH draft AS materialized (
  SELECT CAST($6 AS TEXT) AS title,
  CAST($7 AS TEXT) AS place,
  CAST(null AS DATE) AS day
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
            '","keptOn":',
            CASE WHEN (t1p."kept_on" IS NULL) THEN 'null' ELSE concat('"', t1p."kept_on", '"') END,
            ',"keptBy":',
            CASE WHEN (t2."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t2."name"), '}') END,
            ',"mechanism":',
            CASE WHEN (t1p."mechanism" IS NULL) THEN 'null' ELSE to_json(t1p."mechanism") END,
            ',"version":',
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
                AND NOT app.campaign_item.aside
              ) AS TEXT
            ),
            ',"setAside":',
            CAST(
              (
                SELECT count(*) AS count_4
                FROM app.campaign_item
                WHERE app.campaign_item.root = t1p."root"
                AND app.campaign_item.campaign_id = t1p."id"
                AND app.campaign_item.aside
              ) AS TEXT
            ),
            ',"repeated":',
            CAST(
              (
                SELECT count(*) AS count_5
                FROM app.campaign_item
                WHERE app.campaign_item.root = t1p."root"
                AND app.campaign_item.campaign_id = t1p."id"
                AND app.campaign_item.repeated
              ) AS TEXT
            ),
            ',"tenant":',
            CASE WHEN (t3."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t3."name"), '}') END,
            ',"openedBy":',
            CASE WHEN (t4."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t4."name"), '}') END,
            ',"viewerActions":[{"act":"KEEP","allowed":',
            CAST(((t1p."holder" = $1) AND t1p."kept_on" IS NULL) IS true AS TEXT),
            ',"missing":',
            CASE WHEN ((t1p."holder" = $1) IS NOT true) THEN '"RULE"' WHEN ((t1p."kept_on" IS NULL) IS NOT true) THEN '"STATE"' ELSE 'null' END,
            ',"furtherCheck":true},{"act":"JOIN","allowed":',
            CAST(((t1p."holder" = $1) AND t1p."kept_on" IS NOT NULL) IS true AS TEXT),
            ',"missing":',
            CASE WHEN ((t1p."holder" = $1) IS NOT true) THEN '"RULE"' WHEN ((t1p."kept_on" IS NOT NULL) IS NOT true) THEN '"STATE"' ELSE 'null' END,
            ',"furtherCheck":true}],"byWeek":',
            (
              SELECT concat(
                '[',
                coalesce(
                  string_agg(
                    concat(
                      '{"week":"',
                      t5p."week",
                      '","entered":',
                      CAST(t5p."entered" AS TEXT),
                      ',"ended":',
                      CAST(t5p."ended" AS TEXT),
                      ',"left":',
                      CAST(t5p."left" AS TEXT),
                      ',"setAside":',
                      CAST(t5p."aside" AS TEXT),
                      '}'
                    ),
                    ','
                    ORDER BY t5p."week" ASC
                  ),
                  ''
                ),
                ']'
              ) AS concat_3
              FROM (
                SELECT t5."week" AS week,
                t5."entered" AS entered,
                t5."ended" AS ended,
                t5."left" AS "left",
                t5."aside" AS aside
                FROM (
                  SELECT step.root AS root,
                  step.campaign_id AS campaign_id,
                  step.week AS week,
                  CAST(sum(step.came) AS INTEGER) AS entered,
                  CAST(sum(step.ended) AS INTEGER) AS ended,
                  CAST(sum(step.aside) AS INTEGER) AS aside,
                  CAST(
                    sum(
                      (
                        CAST(sum(step.came) AS INTEGER) - CAST(sum(step.ended) AS INTEGER)
                      ) - CAST(sum(step.aside) AS INTEGER)
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
                    CAST(0 AS INTEGER) AS ended,
                    CAST(0 AS INTEGER) AS aside
                    FROM app.campaign_item
                    WHERE app.campaign_item.entered_on IS NOT NULL
                    UNION ALL
                    SELECT app.campaign_item.root AS root,
                    app.campaign_item.campaign_id AS campaign_id,
                    CAST(date_trunc('week', app.campaign_item.ended_on) AS DATE) AS week,
                    CAST(0 AS INTEGER) AS came,
                    CAST(1 AS INTEGER) AS ended,
                    CAST(0 AS INTEGER) AS aside
                    FROM app.campaign_item
                    WHERE app.campaign_item.ended_on IS NOT NULL
                    AND NOT app.campaign_item.aside
                    UNION ALL
                    SELECT app.campaign_item.root AS root,
                    app.campaign_item.campaign_id AS campaign_id,
                    CAST(date_trunc('week', app.campaign_item.ended_on) AS DATE) AS week,
                    CAST(0 AS INTEGER) AS came,
                    CAST(0 AS INTEGER) AS ended,
                    CAST(1 AS INTEGER) AS aside
                    FROM app.campaign_item
                    WHERE app.campaign_item.ended_on IS NOT NULL
                    AND app.campaign_item.aside
                  ) AS step
                  GROUP BY step.root,
                  step.campaign_id,
                  step.week
                ) AS t5
                WHERE t5."root" = t1p."root"
                AND t5."campaign_id" = t1p."id"
                ORDER BY t5."week" ASC
                LIMIT 200
              ) AS t5p
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
      t1pu."kept_on" AS kept_on,
      t1pu."kept_by" AS kept_by,
      t1pu."root" AS root,
      t1pu."mechanism" AS mechanism,
      t1pu."version" AS version,
      t1pu."holder" AS holder,
      t1pu."opened_by" AS opened_by
      FROM (
        SELECT anon_1.id AS id,
        anon_1.name AS name,
        anon_1.opened_on AS opened_on,
        anon_1.kept_on AS kept_on,
        anon_1.kept_by AS kept_by,
        anon_1.root AS root,
        anon_1.mechanism AS mechanism,
        anon_1.version AS version,
        anon_1.holder AS holder,
        anon_1.opened_by AS opened_by
        FROM (
          SELECT t1."id" AS id,
          t1."name" AS name,
          t1."opened_on" AS opened_on,
          t1."kept_on" AS kept_on,
          t1."kept_by" AS kept_by,
          t1."root" AS root,
          t1."mechanism" AS mechanism,
          t1."version" AS version,
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
        anon_2.kept_on AS kept_on,
        anon_2.kept_by AS kept_by,
        anon_2.root AS root,
        anon_2.mechanism AS mechanism,
        anon_2.version AS version,
        anon_2.holder AS holder,
        anon_2.opened_by AS opened_by
        FROM (
          SELECT t1."id" AS id,
          t1."name" AS name,
          t1."opened_on" AS opened_on,
          t1."kept_on" AS kept_on,
          t1."kept_by" AS kept_by,
          t1."root" AS root,
          t1."mechanism" AS mechanism,
          t1."version" AS version,
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
    LEFT OUTER JOIN app.person AS t2 ON t2."root" = t1p."root"
    AND t2."id" = t1p."kept_by"
    AND (
      t2."id" = $2::UUID
      OR t2."at4" = $1
      AND t2."open_to" <= 4
      AND (t2."id" = $2::UUID) IS NOT true
    )
    LEFT OUTER JOIN app.tenant AS t3 ON t3."id" = t1p."holder"
    LEFT OUTER JOIN app.person AS t4 ON t4."root" = t1p."root"
    AND t4."id" = t1p."opened_by"
    AND (
      t4."id" = $2::UUID
      OR t4."at4" = $1
      AND t4."open_to" <= 4
      AND (t4."id" = $2::UUID) IS NOT true
    )
  ),
  ',"campaign":',
  coalesce(
    (
      SELECT concat('{"name":', to_json(t6."name"), '}') AS concat_4
      FROM app.campaign AS t6
      WHERE t6."id" = $3::UUID
      AND t6."root" = $4
      AND (t6."holder_parent" = $1 OR t6."holder" = $1)
      LIMIT 1
    ),
    'null'
  ),
  ',"duplicateSuggestions":',
  (
    SELECT concat(
      '[',
      coalesce(
        string_agg(
          concat(
            '{"likeness":',
            CAST(t7p."likeness" AS TEXT),
            ',"titleLikeness":',
            CAST(t7p."title" AS TEXT),
            ',"placeLikeness":',
            CASE WHEN (t7p."place" IS NULL) THEN 'null' ELSE CAST(t7p."place" AS TEXT) END,
            ',"nearness":',
            CASE WHEN (t7p."near" IS NULL) THEN 'null' ELSE CAST(t7p."near" AS TEXT) END,
            ',"reportedAt":"',
            to_char(timezone('UTC', t7p."reported_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            '","problem":',
            CASE WHEN (t8."id" IS NULL) THEN 'null' ELSE concat(
              '{"title":',
              to_json(t8."title"),
              ',"channel":"',
              t8."channel",
              '","channelNumber":',
              CASE WHEN (t8."channel_no" IS NULL) THEN 'null' ELSE to_json(t8."channel_no") END,
              ',"mergedFrom":',
              (
                SELECT concat(
                  '[',
                  coalesce(
                    string_agg(
                      concat('{"title":', to_json(t9p."title"), '}'),
                      ','
                      ORDER BY t9p."due_on" ASC,
                      t9p."id" ASC
                    ),
                    ''
                  ),
                  ']'
                ) AS concat_6
                FROM (
                  SELECT t9."title" AS title,
                  t9."due_on" AS due_on,
                  t9."id" AS id
                  FROM app.problem AS t9
                  WHERE t9."root" = t8."root"
                  AND t9."merged_into" = t8."id"
                  AND (
                    t9."at4" = $1
                    AND t9."open_to" <= 4
                    AND (t9."accused" && $5) IS NOT true
                    OR $1 = ANY (t9."trail")
                    AND (t9."at4" = $1 AND t9."open_to" <= 4) IS NOT true
                    AND (t9."accused" && $5) IS NOT true
                  )
                  ORDER BY t9."due_on" ASC,
                  t9."id" ASC
                  LIMIT 100
                ) AS t9p
              ),
              '}'
            ) END,
            '}'
          ),
          ','
          ORDER BY t7p."likeness" DESC,
          t7p."reported_at" DESC,
          t7p."problem_id" DESC
        ),
        ''
      ),
      ']'
    ) AS concat_5
    FROM (
      SELECT t7."likeness" AS likeness,
      t7."title" AS title,
      t7."place" AS place,
      t7."near" AS near,
      t7."reported_at" AS reported_at,
      t7."problem_id" AS problem_id,
      t7."root" AS root
      FROM (
        SELECT app.problem.root AS root,
        app.problem.id AS problem_id,
        CAST(
          (
            (
              app.likeness(app.problem.title, draft.title) * 3 + coalesce(
                CASE WHEN (draft.place != '' AND app.problem.place != '') THEN app.likeness(app.problem.place, draft.place) END,
                app.likeness(app.problem.title, draft.title)
              )
            ) * (
              400 + coalesce(
                CASE WHEN (draft.day IS NULL) THEN NULL ELSE greatest(
                  0,
                  100 - CAST(
                    (
                      abs(
                        CAST(timezone('Asia/Shanghai', app.problem.reported_at) AS DATE) - draft.day
                      ) * 100
                    ) / CAST(365 AS NUMERIC) AS INTEGER
                  )
                ) END,
                100
              )
            )
          ) / CAST(2000 AS NUMERIC) AS INTEGER
        ) AS likeness,
        app.likeness(app.problem.title, draft.title) AS title,
        CASE WHEN (draft.place != '' AND app.problem.place != '') THEN app.likeness(app.problem.place, draft.place) END AS place,
        CASE WHEN (draft.day IS NULL) THEN NULL ELSE greatest(
          0,
          100 - CAST(
            (
              abs(
                CAST(timezone('Asia/Shanghai', app.problem.reported_at) AS DATE) - draft.day
              ) * 100
            ) / CAST(365 AS NUMERIC) AS INTEGER
          )
        ) END AS near,
        app.problem.reported_at AS reported_at
        FROM draft JOIN LATERAL app.alike(draft.title) AS alike_it ON true JOIN app.problem ON app.problem.root = $4
        AND app.problem.id = alike_it.id
        WHERE (
          app.problem.at4 = $1
          AND app.problem.open_to <= 4
          AND (app.problem.accused && $5) IS NOT true
        )
        AND app.problem.state != 'MERGED'
        AND (
          (
            app.likeness(app.problem.title, draft.title) * 3 + coalesce(
              CASE WHEN (draft.place != '' AND app.problem.place != '') THEN app.likeness(app.problem.place, draft.place) END,
              app.likeness(app.problem.title, draft.title)
            )
          ) * (
            400 + coalesce(
              CASE WHEN (draft.day IS NULL) THEN NULL ELSE greatest(
                0,
                100 - CAST(
                  (
                    abs(
                      CAST(timezone('Asia/Shanghai', app.problem.reported_at) AS DATE) - draft.day
                    ) * 100
                  ) / CAST(365 AS NUMERIC) AS INTEGER
                )
              ) END,
              100
            )
          )
        ) / CAST(2000 AS NUMERIC) >= 20
        ORDER BY CAST(
          (
            (
              app.likeness(app.problem.title, draft.title) * 3 + coalesce(
                CASE WHEN (draft.place != '' AND app.problem.place != '') THEN app.likeness(app.problem.place, draft.place) END,
                app.likeness(app.problem.title, draft.title)
              )
            ) * (
              400 + coalesce(
                CASE WHEN (draft.day IS NULL) THEN NULL ELSE greatest(
                  0,
                  100 - CAST(
                    (
                      abs(
                        CAST(timezone('Asia/Shanghai', app.problem.reported_at) AS DATE) - draft.day
                      ) * 100
                    ) / CAST(365 AS NUMERIC) AS INTEGER
                  )
                ) END,
                100
              )
            )
          ) / CAST(2000 AS NUMERIC) AS INTEGER
        ) DESC,
        app.problem.reported_at DESC,
        app.problem.id
        LIMIT greatest(0, least(50, coalesce(CAST($8 AS INTEGER), 10)))
      ) AS t7
      WHERE true
      ORDER BY t7."likeness" DESC,
      t7."reported_at" DESC,
      t7."problem_id" DESC
      LIMIT 50
    ) AS t7p
    LEFT OUTER JOIN app.problem AS t8 ON t8."root" = t7p."root"
    AND t8."id" = t7p."problem_id"
    AND (
      t8."at4" = $1
      AND t8."open_to" <= 4
      AND (t8."accused" && $5) IS NOT true
      OR $1 = ANY (t8."trail")
      AND (t8."at4" = $1 AND t8."open_to" <= 4) IS NOT true
      AND (t8."accused" && $5) IS NOT true
    )
  ),
  ',"problemsSettledOnSpot":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat('{"title":', to_json(t10p."title"), '}'),
          ','
          ORDER BY t10p."due_on" DESC,
          t10p."id" DESC
        ),
        ''
      ),
      ']}'
    ) AS concat_7
    FROM (
      SELECT t10."title" AS title,
      t10."due_on" AS due_on,
      t10."id" AS id
      FROM app.problem AS t10
      WHERE t10."state" = 'RESOLVED_ON_SPOT'
      AND t10."hops" = 0
      AND t10."at4" = $1
      AND t10."open_to" <= 4
      AND (t10."accused" && $5) IS NOT true
      ORDER BY t10."due_on" DESC,
      t10."id" DESC
      LIMIT 5
    ) AS t10p
  ),
  ',"settledLow":',
  (
    SELECT concat(
      '[',
      coalesce(
        string_agg(
          concat(
            '{"tenant":',
            CASE WHEN (t12."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t12."name"), '}') END,
            ',"found":',
            CAST(t11p."found" AS TEXT),
            ',"settledLow":',
            CAST(t11p."settled_low" AS TEXT),
            ',"sentUp":',
            CAST(t11p."sent_up" AS TEXT),
            ',"settledLowPercent":',
            CASE WHEN (t11p."share" IS NULL) THEN 'null' ELSE CAST(t11p."share" AS TEXT) END,
            ',"complete":',
            CAST(t11p."complete" AS TEXT),
            '}'
          ),
          ','
          ORDER BY t11p."name_sort" ASC,
          t11p."child" ASC
        ),
        ''
      ),
      ']'
    ) AS concat_8
    FROM (
      SELECT t11."child" AS child,
      t11."found" AS found,
      t11."settled_low" AS settled_low,
      t11."sent_up" AS sent_up,
      t11."share" AS share,
      t11."complete" AS complete,
      t11."name_sort" AS name_sort
      FROM (
        SELECT found_below.child AS child,
        found_below.found AS found,
        found_below.settled_low AS settled_low,
        found_below.sent_up AS sent_up,
        found_below.share AS share,
        found_below.complete AS complete,
        (
          SELECT app.tenant.name_sort
          FROM app.tenant
          WHERE app.tenant.id = found_below.child
        ) AS name_sort
        FROM (
          SELECT found.child AS child,
          CAST(coalesce(sum(found.n) FILTER (WHERE found.mark != 4), 0) AS INTEGER) AS found,
          CAST(coalesce(sum(found.n) FILTER (WHERE found.mark = 1), 0) AS INTEGER) AS settled_low,
          CAST(coalesce(sum(found.n) FILTER (WHERE found.mark = 2), 0) AS INTEGER) AS sent_up,
          CAST(
            (
              CAST(coalesce(sum(found.n) FILTER (WHERE found.mark = 1), 0) AS INTEGER) * 100
            ) / CAST(
              nullif(
                CAST(coalesce(sum(found.n) FILTER (WHERE found.mark != 4), 0) AS INTEGER),
                0
              ) AS NUMERIC
            ) AS INTEGER
          ) AS share,
          bool_and(found.whole) AS complete
          FROM (
            SELECT rows.child AS child,
            rows.mark AS mark,
            rows.n AS n,
            true AS whole
            FROM (
              SELECT app.desk_cell.holder AS child,
              app.desk_cell.kind AS kind,
              app.desk_cell.mark AS mark,
              app.desk_cell.n AS n
              FROM app.desk_cell
              WHERE app.desk_cell.whole
              AND app.desk_cell.holder_parent = $1
              AND app.desk_cell.grain = 'NOW'
              AND app.desk_cell.kind IN ('ORIGIN')
              AND (app.desk_cell.at4 = $1 AND (app.desk_cell.accused && $5) IS NOT true)
              UNION ALL
              SELECT app.desk_cell.holder AS child,
              app.desk_cell.kind AS kind,
              app.desk_cell.mark AS mark,
              app.desk_cell.n AS n
              FROM app.desk_cell
              WHERE NOT app.desk_cell.whole
              AND app.desk_cell.holder = $1
              AND app.desk_cell.grain = 'NOW'
              AND app.desk_cell.kind IN ('ORIGIN')
              AND (app.desk_cell.at4 = $1 AND (app.desk_cell.accused && $5) IS NOT true)
            ) AS rows
          ) AS found
          GROUP BY found.child HAVING sum(found.n) > 0
        ) AS found_below
      ) AS t11
      WHERE true
      ORDER BY t11."name_sort" ASC,
      t11."child" ASC
      LIMIT 200
    ) AS t11p
    LEFT OUTER JOIN app.tenant AS t12 ON t12."id" = t11p."child"
  ),
  '}}'
) AS concat_1
