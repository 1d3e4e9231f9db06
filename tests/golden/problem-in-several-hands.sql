-- $1: viewer_tenant
-- $2: viewer_units
-- $3: viewer_tenants
-- $4: viewer_post
-- $5: variable ferry
-- $6: viewer_root
SELECT concat(
  '{"data":{"problem":',
  coalesce(
    (
      SELECT concat(
        '{"title":',
        to_json(t1."title"),
        ',"category":',
        CASE WHEN (t1."category" IS NULL) THEN 'null' ELSE to_json(t1."category") END,
        ',"mode":',
        CASE WHEN (t1."mode" IS NULL) THEN 'null' ELSE concat('"', t1."mode", '"') END,
        ',"openParts":',
        CAST(t1."parts_open" AS TEXT),
        ',"assignments":',
        (
          SELECT concat(
            '[',
            coalesce(
              string_agg(
                concat(
                  '{"id":"Assignment_',
                  t2p."id",
                  '","role":"',
                  t2p."role",
                  '","state":"',
                  t2p."state",
                  '","dueOn":"',
                  t2p."due_on",
                  '","open":',
                  CAST(t2p."open" AS TEXT),
                  ',"overdue":',
                  CAST(t2p."overdue" AS TEXT),
                  ',"openParts":',
                  CAST(t2p."parts_open" AS TEXT),
                  ',"text":',
                  to_json(t2p."text"),
                  ',"result":',
                  CASE WHEN (t2p."result" IS NULL) THEN 'null' ELSE to_json(t2p."result") END,
                  ',"objectionReason":',
                  CASE WHEN (t2p."objection_reason" IS NULL) THEN 'null' ELSE to_json(t2p."objection_reason") END,
                  ',"objectionText":',
                  CASE WHEN (t2p."objection_text" IS NULL) THEN 'null' ELSE to_json(t2p."objection_text") END,
                  ',"objectionAnswer":',
                  CASE WHEN (t2p."objection_answer" IS NULL) THEN 'null' ELSE to_json(t2p."objection_answer") END,
                  ',"madeBy":',
                  to_json(t2p."made_by"),
                  ',"madeAt":"',
                  to_char(timezone('UTC', t2p."made_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                  '","version":',
                  CAST(t2p."version" AS TEXT),
                  ',"tenant":',
                  CASE WHEN (t3."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t3."name"), '}') END,
                  ',"leadPost":',
                  CASE WHEN (t4."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t4."title"), '}') END,
                  ',"problem":',
                  CASE WHEN (t5."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t5."title"), '}') END,
                  ',"partOf":',
                  CASE WHEN (t6."id" IS NULL) THEN 'null' ELSE concat('{"id":"Assignment_', t6."id", '"}') END,
                  ',"viewerActions":[{"act":"ACCEPT_PART","allowed":',
                  CAST(
                    (
                      false
                      AND t2p."state" IN ('ASSIGNED')
                      AND (t2p."role" != 'MAIN' OR t2p."part_of" IS NOT NULL)
                    ) IS true AS TEXT
                  ),
                  ',"missing":',
                  CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN (
                    (
                      t2p."state" IN ('ASSIGNED')
                      AND (t2p."role" != 'MAIN' OR t2p."part_of" IS NOT NULL)
                    ) IS NOT true
                  ) THEN '"STATE"' ELSE 'null' END,
                  ',"furtherCheck":true},{"act":"OBJECT_TO_PART","allowed":',
                  CAST(
                    (
                      false
                      AND t2p."state" IN ('ASSIGNED')
                      AND (t2p."role" != 'MAIN' OR t2p."part_of" IS NOT NULL)
                      AND t2p."objection_reason" IS NULL
                    ) IS true AS TEXT
                  ),
                  ',"missing":',
                  CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN (
                    (
                      t2p."state" IN ('ASSIGNED')
                      AND (t2p."role" != 'MAIN' OR t2p."part_of" IS NOT NULL)
                      AND t2p."objection_reason" IS NULL
                    ) IS NOT true
                  ) THEN '"STATE"' ELSE 'null' END,
                  ',"furtherCheck":true},{"act":"OVERRULE_PART_OBJECTION","allowed":',
                  CAST(
                    (
                      t2p."holder_parent" = $1
                      AND (t2p."accused" && $2) IS NOT true
                      AND (
                        t2p."holder" = ANY ($3)
                        AND t2p."at2" = $1
                        AND (t2p."holder" = $1) IS NOT true
                      ) IS NOT true
                      AND t2p."state" IN ('OBJECTED')
                      AND (t2p."role" != 'MAIN' OR t2p."part_of" IS NOT NULL)
                    ) IS true AS TEXT
                  ),
                  ',"missing":',
                  CASE WHEN (
                    (
                      t2p."holder_parent" = $1
                      AND (t2p."accused" && $2) IS NOT true
                      AND (
                        t2p."holder" = ANY ($3)
                        AND t2p."at2" = $1
                        AND (t2p."holder" = $1) IS NOT true
                      ) IS NOT true
                    ) IS NOT true
                  ) THEN '"RULE"' WHEN (
                    (
                      t2p."state" IN ('OBJECTED')
                      AND (t2p."role" != 'MAIN' OR t2p."part_of" IS NOT NULL)
                    ) IS NOT true
                  ) THEN '"STATE"' ELSE 'null' END,
                  ',"furtherCheck":true},{"act":"HAND_ON_PART","allowed":',
                  CAST(
                    (
                      t2p."holder" = $1
                      AND (t2p."accused" && $2) IS NOT true
                      AND t2p."state" IN ('ACCEPTED', 'HANDED_ON')
                      AND (t2p."role" != 'MAIN' OR t2p."part_of" IS NOT NULL)
                    ) IS true AS TEXT
                  ),
                  ',"missing":',
                  CASE WHEN (
                    (t2p."holder" = $1 AND (t2p."accused" && $2) IS NOT true) IS NOT true
                  ) THEN '"RULE"' WHEN (
                    (
                      t2p."state" IN ('ACCEPTED', 'HANDED_ON')
                      AND (t2p."role" != 'MAIN' OR t2p."part_of" IS NOT NULL)
                    ) IS NOT true
                  ) THEN '"STATE"' ELSE 'null' END,
                  ',"furtherCheck":true},{"act":"FINISH_PART","allowed":',
                  CAST(
                    (
                      false
                      AND t2p."state" IN ('ACCEPTED')
                      AND (t2p."role" != 'MAIN' OR t2p."part_of" IS NOT NULL)
                    ) IS true AS TEXT
                  ),
                  ',"missing":',
                  CASE WHEN (false IS NOT true) THEN '"RULE"' WHEN (
                    (
                      t2p."state" IN ('ACCEPTED')
                      AND (t2p."role" != 'MAIN' OR t2p."part_of" IS NOT NULL)
                    ) IS NOT true
                  ) THEN '"STATE"' ELSE 'null' END,
                  ',"furtherCheck":true},{"act":"WITHDRAW_PART","allowed":',
                  CAST(
                    (
                      t2p."holder_parent" = $1
                      AND (t2p."accused" && $2) IS NOT true
                      AND (
                        t2p."holder" = ANY ($3)
                        AND t2p."at2" = $1
                        AND (t2p."holder" = $1) IS NOT true
                      ) IS NOT true
                      AND t2p."state" IN ('ASSIGNED', 'OBJECTED', 'ACCEPTED', 'HANDED_ON')
                      AND (t2p."role" != 'MAIN' OR t2p."part_of" IS NOT NULL)
                    ) IS true AS TEXT
                  ),
                  ',"missing":',
                  CASE WHEN (
                    (
                      t2p."holder_parent" = $1
                      AND (t2p."accused" && $2) IS NOT true
                      AND (
                        t2p."holder" = ANY ($3)
                        AND t2p."at2" = $1
                        AND (t2p."holder" = $1) IS NOT true
                      ) IS NOT true
                    ) IS NOT true
                  ) THEN '"RULE"' WHEN (
                    (
                      t2p."state" IN ('ASSIGNED', 'OBJECTED', 'ACCEPTED', 'HANDED_ON')
                      AND (t2p."role" != 'MAIN' OR t2p."part_of" IS NOT NULL)
                    ) IS NOT true
                  ) THEN '"STATE"' ELSE 'null' END,
                  ',"furtherCheck":true}]}'
                ),
                ','
                ORDER BY t2p."made_at" ASC,
                t2p."id" ASC
              ),
              ''
            ),
            ']'
          ) AS concat_3
          FROM (
            SELECT t2."id" AS id,
            t2."role" AS role,
            t2."state" AS state,
            t2."due_on" AS due_on,
            t2."open" AS open,
            t2."overdue" AS overdue,
            t2."parts_open" AS parts_open,
            t2."text" AS text,
            t2."result" AS result,
            t2."objection_reason" AS objection_reason,
            t2."objection_text" AS objection_text,
            t2."objection_answer" AS objection_answer,
            t2."made_by" AS made_by,
            t2."made_at" AS made_at,
            t2."version" AS version,
            t2."holder" AS holder,
            t2."lead_post" AS lead_post,
            t2."root" AS root,
            t2."problem_id" AS problem_id,
            t2."part_of" AS part_of,
            t2."accused" AS accused,
            t2."at2" AS at2,
            t2."holder_parent" AS holder_parent
            FROM app.assignment AS t2
            WHERE t2."root" = t1."root"
            AND t2."problem_id" = t1."id"
            AND (
              t2."at2" = $1
              AND t2."open_to" <= 2
              AND (t2."accused" && $2) IS NOT true
              OR $1 = ANY (t2."trail")
              AND (t2."at2" = $1 AND t2."open_to" <= 2) IS NOT true
              AND (t2."accused" && $2) IS NOT true
            )
            ORDER BY t2."made_at" ASC,
            t2."id" ASC
            LIMIT 100
          ) AS t2p
          LEFT OUTER JOIN app.tenant AS t3 ON t3."id" = t2p."holder"
          LEFT OUTER JOIN app.post AS t4 ON t4."root" = t2p."root"
          AND t4."id" = t2p."lead_post"
          AND (
            t4."id" = $4::UUID
            OR t4."at2" = $1
            AND t4."open_to" <= 2
            AND (t4."id" = $4::UUID) IS NOT true
          )
          LEFT OUTER JOIN app.problem AS t5 ON t5."root" = t2p."root"
          AND t5."id" = t2p."problem_id"
          AND (
            t5."at2" = $1
            AND t5."open_to" <= 2
            AND (t5."accused" && $2) IS NOT true
            OR $1 = ANY (t5."trail")
            AND (t5."at2" = $1 AND t5."open_to" <= 2) IS NOT true
            AND (t5."accused" && $2) IS NOT true
          )
          LEFT OUTER JOIN app.assignment AS t6 ON t6."root" = t2p."root"
          AND t6."id" = t2p."part_of"
          AND (
            t6."at2" = $1
            AND t6."open_to" <= 2
            AND (t6."accused" && $2) IS NOT true
            OR $1 = ANY (t6."trail")
            AND (t6."at2" = $1 AND t6."open_to" <= 2) IS NOT true
            AND (t6."accused" && $2) IS NOT true
          )
        ),
        '}'
      ) AS concat_2
      FROM app.problem AS t1
      WHERE t1."id" = $5::UUID
      AND t1."root" = $6
      AND (
        t1."at2" = $1
        AND t1."open_to" <= 2
        AND (t1."accused" && $2) IS NOT true
        OR $1 = ANY (t1."trail")
        AND (t1."at2" = $1 AND t1."open_to" <= 2) IS NOT true
        AND (t1."accused" && $2) IS NOT true
      )
      LIMIT 1
    ),
    'null'
  ),
  ',"assignmentInbox":{"totalCount":',
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
              FROM app.assignment AS t7
              WHERE t7."holder" = $1
              AND t7."open"
              AND t7."role" = 'CO'
              AND t7."at2" = $1
              AND t7."open_to" <= 2
              AND (t7."accused" && $2) IS NOT true
              LIMIT 201
            ) AS anon_3
            UNION ALL
            SELECT anon_4.one AS one
            FROM (
              SELECT 1 AS one
              FROM app.assignment AS t7
              WHERE t7."holder" = $1
              AND t7."open"
              AND t7."role" = 'CO'
              AND $1 = ANY (t7."trail")
              AND (t7."at2" = $1 AND t7."open_to" <= 2) IS NOT true
              AND (t7."accused" && $2) IS NOT true
              LIMIT 201
            ) AS anon_4
          ) AS anon_2
          LIMIT 201
        ) AS anon_1
      ),
      200
    ) AS TEXT
  ),
  '}}}'
) AS concat_1
