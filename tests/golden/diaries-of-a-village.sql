-- $1: viewer_person
-- $2: viewer_tenant
-- $3: viewer_units
-- $4: constant 'VISIT'
-- $5: viewer_post
-- $6: viewer_at1
-- $7: viewer_at2
-- $8: viewer_at3
-- $9: viewer_at4
-- $10: variable id
-- $11: viewer_root
SELECT concat(
  '{"data":{"diaryEntries":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"id":"DiaryEntry_',
            t1p."id",
            '","kind":"',
            t1p."kind",
            '","day":"',
            t1p."day",
            '","place":',
            to_json(t1p."place"),
            ',"household":',
            to_json(t1p."household"),
            ',"text":',
            to_json(t1p."text"),
            ',"answers":',
            to_json(t1p."answers"),
            ',"lines":',
            CAST(t1p."lines" AS TEXT),
            ',"unanswered":',
            CAST(t1p."unanswered" AS TEXT),
            ',"writtenAt":"',
            to_char(timezone('UTC', t1p."written_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            '","tenant":',
            CASE WHEN (t2."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t2."name"), '}') END,
            ',"author":',
            CASE WHEN (t3."id" IS NULL) THEN 'null' ELSE concat('{"id":"Person_', t3."id", '"}') END,
            ',"authorPost":',
            CASE WHEN (t4."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t4."title"), '}') END,
            ',"template":',
            CASE WHEN (t5."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t5."title"), '}') END,
            ',"corrections":',
            (
              SELECT concat(
                '[',
                coalesce(
                  string_agg(
                    concat('{"id":"DiaryEntry_', t6p."id", '"}'),
                    ','
                    ORDER BY t6p."day" DESC,
                    t6p."id" DESC
                  ),
                  ''
                ),
                ']'
              ) AS concat_3
              FROM (
                SELECT t6."id" AS id,
                t6."day" AS day
                FROM app.diary_entry AS t6
                WHERE t6."root" = t1p."root"
                AND t6."corrects" = t1p."id"
                AND (
                  t6."author_person" = $1::UUID
                  OR t6."holder" = $2
                  AND (t6."author_person" = $1::UUID) IS NOT true
                )
                ORDER BY t6."day" DESC,
                t6."id" DESC
                LIMIT 1
              ) AS t6p
            ),
            ',"files":',
            (
              SELECT concat(
                '[',
                coalesce(
                  string_agg(
                    concat(
                      '{"id":"DiaryFile_',
                      t7p."id",
                      '","name":',
                      to_json(t7p."name"),
                      ',"mediaType":',
                      to_json(t7p."media_type"),
                      ',"sizeBytes":"',
                      t7p."size_bytes",
                      '","sha256":"',
                      t7p."sha256",
                      '","addedAt":"',
                      to_char(timezone('UTC', t7p."added_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                      '","entry":',
                      CASE WHEN (t8."id" IS NULL) THEN 'null' ELSE concat('{"day":"', t8."day", '"}') END,
                      '}'
                    ),
                    ','
                    ORDER BY t7p."added_at" ASC,
                    t7p."id" ASC
                  ),
                  ''
                ),
                ']'
              ) AS concat_4
              FROM (
                SELECT t7."id" AS id,
                t7."name" AS name,
                t7."media_type" AS media_type,
                t7."size_bytes" AS size_bytes,
                t7."sha256" AS sha256,
                t7."added_at" AS added_at,
                t7."entry_id" AS entry_id,
                t7."root" AS root
                FROM app.diary_file AS t7
                WHERE t7."root" = t1p."root"
                AND t7."entry_id" = t1p."id"
                AND (
                  t7."author_person" = $1::UUID
                  OR t7."holder" = $2
                  AND (t7."author_person" = $1::UUID) IS NOT true
                )
                ORDER BY t7."added_at" ASC,
                t7."id" ASC
                LIMIT 20
              ) AS t7p
              LEFT OUTER JOIN app.diary_entry AS t8 ON t8."root" = t7p."root"
              AND t8."id" = t7p."entry_id"
              AND (
                t8."author_person" = $1::UUID
                OR t8."holder" = $2
                AND (t8."author_person" = $1::UUID) IS NOT true
              )
            ),
            ',"problems":',
            (
              SELECT concat(
                '[',
                coalesce(
                  string_agg(
                    concat(
                      '{"title":',
                      to_json(t9p."title"),
                      ',"fromDiary":',
                      CAST(t9p."diary_entry_id" IS NOT NULL AS TEXT),
                      ',"diaryEntry":',
                      CASE WHEN (t10."id" IS NULL) THEN 'null' ELSE concat('{"id":"DiaryEntry_', t10."id", '"}') END,
                      '}'
                    ),
                    ','
                    ORDER BY t9p."due_on" ASC,
                    t9p."id" ASC
                  ),
                  ''
                ),
                ']'
              ) AS concat_5
              FROM (
                SELECT t9."title" AS title,
                t9."diary_entry_id" AS diary_entry_id,
                t9."root" AS root,
                t9."due_on" AS due_on,
                t9."id" AS id
                FROM app.problem AS t9
                WHERE t9."root" = t1p."root"
                AND t9."diary_entry_id" = t1p."id"
                AND (
                  t9."at5" = $2
                  AND t9."open_to" <= 5
                  AND (t9."accused" && $3) IS NOT true
                  OR $2 = ANY (t9."trail")
                  AND (t9."at5" = $2 AND t9."open_to" <= 5) IS NOT true
                  AND (t9."accused" && $3) IS NOT true
                )
                ORDER BY t9."due_on" ASC,
                t9."id" ASC
                LIMIT 50
              ) AS t9p
              LEFT OUTER JOIN app.diary_entry AS t10 ON t10."root" = t9p."root"
              AND t10."id" = t9p."diary_entry_id"
              AND (
                t10."author_person" = $1::UUID
                OR t10."holder" = $2
                AND (t10."author_person" = $1::UUID) IS NOT true
              )
            ),
            ',"viewerActions":[{"act":"CORRECT","allowed":',
            CAST((t1p."author_person" = $1::UUID AND t1p."holder" = $2) IS true AS TEXT),
            ',"missing":',
            CASE WHEN (
              (t1p."author_person" = $1::UUID AND t1p."holder" = $2) IS NOT true
            ) THEN '"RULE"' WHEN (true IS NOT true) THEN '"STATE"' ELSE 'null' END,
            '}]}'
          ),
          ','
          ORDER BY t1p."day" DESC,
          t1p."id" DESC
        ),
        ''
      ),
      ']}'
    ) AS concat_2
    FROM (
      SELECT t1pu."id" AS id,
      t1pu."kind" AS kind,
      t1pu."day" AS day,
      t1pu."place" AS place,
      t1pu."household" AS household,
      t1pu."text" AS text,
      t1pu."answers" AS answers,
      t1pu."lines" AS lines,
      t1pu."unanswered" AS unanswered,
      t1pu."written_at" AS written_at,
      t1pu."holder" AS holder,
      t1pu."author_person" AS author_person,
      t1pu."root" AS root,
      t1pu."author_post" AS author_post,
      t1pu."template_id" AS template_id
      FROM (
        SELECT anon_1.id AS id,
        anon_1.kind AS kind,
        anon_1.day AS day,
        anon_1.place AS place,
        anon_1.household AS household,
        anon_1.text AS text,
        anon_1.answers AS answers,
        anon_1.lines AS lines,
        anon_1.unanswered AS unanswered,
        anon_1.written_at AS written_at,
        anon_1.holder AS holder,
        anon_1.author_person AS author_person,
        anon_1.root AS root,
        anon_1.author_post AS author_post,
        anon_1.template_id AS template_id
        FROM (
          SELECT t1."id" AS id,
          t1."kind" AS kind,
          t1."day" AS day,
          t1."place" AS place,
          t1."household" AS household,
          t1."text" AS text,
          t1."answers" AS answers,
          t1."lines" AS lines,
          t1."unanswered" AS unanswered,
          t1."written_at" AS written_at,
          t1."holder" AS holder,
          t1."author_person" AS author_person,
          t1."root" AS root,
          t1."author_post" AS author_post,
          t1."template_id" AS template_id
          FROM app.diary_entry AS t1
          WHERE t1."kind" = $4
          AND t1."author_person" = $1::UUID
          ORDER BY t1."day" DESC,
          t1."id" DESC
          LIMIT 5
        ) AS anon_1
        UNION ALL
        SELECT anon_2.id AS id,
        anon_2.kind AS kind,
        anon_2.day AS day,
        anon_2.place AS place,
        anon_2.household AS household,
        anon_2.text AS text,
        anon_2.answers AS answers,
        anon_2.lines AS lines,
        anon_2.unanswered AS unanswered,
        anon_2.written_at AS written_at,
        anon_2.holder AS holder,
        anon_2.author_person AS author_person,
        anon_2.root AS root,
        anon_2.author_post AS author_post,
        anon_2.template_id AS template_id
        FROM (
          SELECT t1."id" AS id,
          t1."kind" AS kind,
          t1."day" AS day,
          t1."place" AS place,
          t1."household" AS household,
          t1."text" AS text,
          t1."answers" AS answers,
          t1."lines" AS lines,
          t1."unanswered" AS unanswered,
          t1."written_at" AS written_at,
          t1."holder" AS holder,
          t1."author_person" AS author_person,
          t1."root" AS root,
          t1."author_post" AS author_post,
          t1."template_id" AS template_id
          FROM app.diary_entry AS t1
          WHERE t1."kind" = $4
          AND t1."holder" = $2
          AND (t1."author_person" = $1::UUID) IS NOT true
          ORDER BY t1."day" DESC,
          t1."id" DESC
          LIMIT 5
        ) AS anon_2
      ) AS t1pu
      ORDER BY t1pu."day" DESC,
      t1pu."id" DESC
      LIMIT 5
    ) AS t1p
    LEFT OUTER JOIN app.tenant AS t2 ON t2."id" = t1p."holder"
    LEFT OUTER JOIN app.person AS t3 ON t3."root" = t1p."root"
    AND t3."id" = t1p."author_person"
    AND (
      t3."id" = $1::UUID
      OR t3."at5" = $2
      AND t3."open_to" <= 5
      AND (t3."id" = $1::UUID) IS NOT true
    )
    LEFT OUTER JOIN app.post AS t4 ON t4."root" = t1p."root"
    AND t4."id" = t1p."author_post"
    AND (
      t4."id" = $5::UUID
      OR t4."at5" = $2
      AND t4."open_to" <= 5
      AND (t4."id" = $5::UUID) IS NOT true
    )
    LEFT OUTER JOIN app.visit_template AS t5 ON t5."root" = t1p."root"
    AND t5."id" = t1p."template_id"
    AND (
      t5."holder_parent" = $2
      OR t5."holder" = $2
      OR t5."state" IN ('PUBLISHED', 'RETIRED')
      AND t5."holder" = ANY (CAST(ARRAY[$6, $7, $8, $9] AS INTEGER[]))
    )
  ),
  ',"diaryEntry":',
  coalesce(
    (
      SELECT concat(
        '{"corrects":',
        CASE WHEN (t12."id" IS NULL) THEN 'null' ELSE concat('{"id":"DiaryEntry_', t12."id", '"}') END,
        '}'
      ) AS concat_6
      FROM app.diary_entry AS t11
      LEFT OUTER JOIN app.diary_entry AS t12 ON t12."root" = t11."root"
      AND t12."id" = t11."corrects"
      AND (
        t12."author_person" = $1::UUID
        OR t12."holder" = $2
        AND (t12."author_person" = $1::UUID) IS NOT true
      )
      WHERE t11."id" = $10::UUID
      AND t11."root" = $11
      AND (
        t11."author_person" = $1::UUID
        OR t11."holder" = $2
        AND (t11."author_person" = $1::UUID) IS NOT true
      )
      LIMIT 1
    ),
    'null'
  ),
  ',"visitTemplates":',
  (
    SELECT concat(
      '[',
      coalesce(
        string_agg(
          concat(
            '{"id":"VisitTemplate_',
            t13p."id",
            '","number":',
            CAST(t13p."number" AS TEXT),
            ',"state":"',
            t13p."state",
            '","title":',
            to_json(t13p."title"),
            ',"titleEn":',
            to_json(t13p."title_en"),
            ',"lines":',
            to_json(t13p."lines"),
            ',"linesEn":',
            to_json(t13p."lines_en"),
            ',"setAt":"',
            to_char(timezone('UTC', t13p."set_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            '","tenant":',
            CASE WHEN (t14."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t14."name"), '}') END,
            '}'
          ),
          ','
          ORDER BY t13p."holder_slot" DESC,
          t13p."number" DESC,
          t13p."id" DESC
        ),
        ''
      ),
      ']'
    ) AS concat_7
    FROM (
      SELECT t13pu."id" AS id,
      t13pu."number" AS number,
      t13pu."state" AS state,
      t13pu."title" AS title,
      t13pu."title_en" AS title_en,
      t13pu."lines" AS lines,
      t13pu."lines_en" AS lines_en,
      t13pu."set_at" AS set_at,
      t13pu."holder" AS holder,
      t13pu."holder_slot" AS holder_slot
      FROM (
        SELECT anon_3.id AS id,
        anon_3.number AS number,
        anon_3.state AS state,
        anon_3.title AS title,
        anon_3.title_en AS title_en,
        anon_3.lines AS lines,
        anon_3.lines_en AS lines_en,
        anon_3.set_at AS set_at,
        anon_3.holder AS holder,
        anon_3.holder_slot AS holder_slot
        FROM (
          SELECT t13."id" AS id,
          t13."number" AS number,
          t13."state" AS state,
          t13."title" AS title,
          t13."title_en" AS title_en,
          t13."lines" AS lines,
          t13."lines_en" AS lines_en,
          t13."set_at" AS set_at,
          t13."holder" AS holder,
          t13."holder_slot" AS holder_slot
          FROM app.visit_template AS t13
          WHERE t13."state" = 'PUBLISHED'
          AND t13."holder_parent" = $2
          ORDER BY t13."holder_slot" DESC,
          t13."number" DESC,
          t13."id" DESC
          LIMIT 100
        ) AS anon_3
        UNION ALL
        SELECT anon_4.id AS id,
        anon_4.number AS number,
        anon_4.state AS state,
        anon_4.title AS title,
        anon_4.title_en AS title_en,
        anon_4.lines AS lines,
        anon_4.lines_en AS lines_en,
        anon_4.set_at AS set_at,
        anon_4.holder AS holder,
        anon_4.holder_slot AS holder_slot
        FROM (
          SELECT t13."id" AS id,
          t13."number" AS number,
          t13."state" AS state,
          t13."title" AS title,
          t13."title_en" AS title_en,
          t13."lines" AS lines,
          t13."lines_en" AS lines_en,
          t13."set_at" AS set_at,
          t13."holder" AS holder,
          t13."holder_slot" AS holder_slot
          FROM app.visit_template AS t13
          WHERE t13."state" = 'PUBLISHED'
          AND t13."holder" = $2
          ORDER BY t13."holder_slot" DESC,
          t13."number" DESC,
          t13."id" DESC
          LIMIT 100
        ) AS anon_4
        UNION ALL
        SELECT anon_5.id AS id,
        anon_5.number AS number,
        anon_5.state AS state,
        anon_5.title AS title,
        anon_5.title_en AS title_en,
        anon_5.lines AS lines,
        anon_5.lines_en AS lines_en,
        anon_5.set_at AS set_at,
        anon_5.holder AS holder,
        anon_5.holder_slot AS holder_slot
        FROM (
          SELECT t13."id" AS id,
          t13."number" AS number,
          t13."state" AS state,
          t13."title" AS title,
          t13."title_en" AS title_en,
          t13."lines" AS lines,
          t13."lines_en" AS lines_en,
          t13."set_at" AS set_at,
          t13."holder" AS holder,
          t13."holder_slot" AS holder_slot
          FROM app.visit_template AS t13
          WHERE t13."state" = 'PUBLISHED'
          AND t13."state" IN ('PUBLISHED', 'RETIRED')
          AND t13."holder" = ANY (CAST(ARRAY[$6, $7, $8, $9] AS INTEGER[]))
          ORDER BY t13."holder_slot" DESC,
          t13."number" DESC,
          t13."id" DESC
          LIMIT 100
        ) AS anon_5
      ) AS t13pu
      ORDER BY t13pu."holder_slot" DESC,
      t13pu."number" DESC,
      t13pu."id" DESC
      LIMIT 100
    ) AS t13p
    LEFT OUTER JOIN app.tenant AS t14 ON t14."id" = t13p."holder"
  ),
  '}}'
) AS concat_1
