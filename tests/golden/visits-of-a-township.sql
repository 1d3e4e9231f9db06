-- $1: constant datetime.date(2026, 3, 1)
-- $2: constant datetime.date(2026, 3, 31)
-- $3: viewer_tenant
-- $4: viewer_person
-- $5: viewer_units
SELECT concat(
  '{"data":{"visitCounts":',
  (
    SELECT concat(
      '[',
      coalesce(
        string_agg(
          concat(
            '{"tenant":',
            CASE WHEN (t2."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t2."name"), '}') END,
            ',"visits":',
            CAST(t1p."visits" AS TEXT),
            ',"lines":',
            CAST(t1p."lines" AS TEXT),
            ',"unanswered":',
            CAST(t1p."unanswered" AS TEXT),
            '}'
          ),
          ','
          ORDER BY t1p."name_sort" ASC,
          t1p."child" ASC
        ),
        ''
      ),
      ']'
    ) AS concat_2
    FROM (
      SELECT t1."child" AS child,
      t1."visits" AS visits,
      t1."lines" AS lines,
      t1."unanswered" AS unanswered,
      t1."name_sort" AS name_sort
      FROM (
        SELECT counted.child AS child,
        counted.visits AS visits,
        counted.lines AS lines,
        counted.unanswered AS unanswered,
        (
          SELECT app.tenant.name_sort
          FROM app.tenant
          WHERE app.tenant.id = counted.child
        ) AS name_sort
        FROM (
          SELECT coalesce(
            app.diary_entry.at5,
            app.diary_entry.at6,
            app.diary_entry.holder
          ) AS child,
          count(*) AS visits,
          sum(app.diary_entry.lines) AS lines,
          sum(app.diary_entry.unanswered) AS unanswered
          FROM app.diary_entry
          WHERE app.diary_entry.kind = 'VISIT'
          AND app.diary_entry.day >= CAST($1 AS DATE)
          AND app.diary_entry.day <= CAST($2 AS DATE)
          AND NOT (
            EXISTS (
              SELECT later.id
              FROM app.diary_entry AS later
              WHERE later.root = app.diary_entry.root
              AND later.corrects = app.diary_entry.id
            )
          )
          AND (app.diary_entry.at4 = $3)
          GROUP BY coalesce(app.diary_entry.at5, app.diary_entry.at6, app.diary_entry.holder)
        ) AS counted
      ) AS t1
      WHERE true
      ORDER BY t1."name_sort" ASC,
      t1."child" ASC
      LIMIT 200
    ) AS t1p
    LEFT OUTER JOIN app.tenant AS t2 ON t2."id" = t1p."child"
  ),
  ',"diaryEntries":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat('{"id":"DiaryEntry_', t3p."id", '"}'),
          ','
          ORDER BY t3p."day" DESC,
          t3p."id" DESC
        ),
        ''
      ),
      ']}'
    ) AS concat_3
    FROM (
      SELECT t3."id" AS id,
      t3."day" AS day
      FROM app.diary_entry AS t3
      WHERE t3."author_person" = $4::UUID
      ORDER BY t3."day" DESC,
      t3."id" DESC
      LIMIT 5
    ) AS t3p
  ),
  ',"problems":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"title":',
            to_json(t4p."title"),
            ',"field":"',
            t4p."field",
            '","fromDiary":',
            CAST(t4p."diary_entry_id" IS NOT NULL AS TEXT),
            ',"diaryEntry":',
            CASE WHEN (t5."id" IS NULL) THEN 'null' ELSE concat('{"id":"DiaryEntry_', t5."id", '"}') END,
            '}'
          ),
          ','
          ORDER BY t4p."due_on" ASC,
          t4p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_4
    FROM (
      SELECT t4."title" AS title,
      t4."field" AS field,
      t4."diary_entry_id" AS diary_entry_id,
      t4."root" AS root,
      t4."due_on" AS due_on,
      t4."id" AS id
      FROM app.problem AS t4
      WHERE t4."diary_entry_id" IS NOT NULL
      AND t4."at4" = $3
      AND t4."open_to" <= 4
      AND (t4."accused" && $5) IS NOT true
      ORDER BY t4."due_on" ASC,
      t4."id" ASC
      LIMIT 5
    ) AS t4p
    LEFT OUTER JOIN app.diary_entry AS t5 ON t5."root" = t4p."root"
    AND t5."id" = t4p."diary_entry_id"
    AND (t5."author_person" = $4::UUID)
  ),
  '}}'
) AS concat_1
