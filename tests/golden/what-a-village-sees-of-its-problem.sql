-- $1: viewer_tenant
-- $2: viewer_units
-- $3: viewer_post
-- $4: viewer_tenants
-- $5: variable id
-- $6: viewer_root
SELECT concat(
  '{"data":{"problem":',
  coalesce(
    (
      SELECT concat(
        '{"title":',
        to_json(t1."title"),
        ',"state":"',
        t1."state",
        '","tenant":',
        CASE WHEN (t2."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t2."name"), '}') END,
        ',"hops":',
        (
          SELECT concat(
            '[',
            coalesce(
              string_agg(
                concat(
                  '{"seq":',
                  CAST(t3p."seq" AS TEXT),
                  ',"direction":"',
                  t3p."direction",
                  '","shown":"',
                  t3p."shown",
                  '","madeBy":',
                  CASE WHEN (
                    t3p."author_tenant" = $1
                    AND (t3p."accused" && $2) IS NOT true
                    OR t3p."holder" = $1
                    AND (t3p."author_tenant" = $1) IS NOT true
                    AND (t3p."accused" && $2) IS NOT true
                    OR t3p."shown" IN ('WHO', 'ALL')
                    AND $1 = ANY (t3p."trail")
                    AND (t3p."author_tenant" = $1) IS NOT true
                    AND (t3p."holder" = $1) IS NOT true
                    AND (t3p."accused" && $2) IS NOT true
                  ) THEN CASE WHEN (t3p."made_by" IS NULL) THEN 'null' ELSE to_json(t3p."made_by") END ELSE 'null' END,
                  ',"fromTenant":',
                  CASE WHEN (t4."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t4."name"), '}') END,
                  ',"toTenant":',
                  CASE WHEN (t5."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t5."name"), '}') END,
                  ',"post":',
                  CASE WHEN (t6."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t6."title"), '}') END,
                  ',"note":',
                  CASE WHEN (
                    t3p."author_tenant" = $1
                    AND (t3p."accused" && $2) IS NOT true
                    OR t3p."holder" = $1
                    AND (t3p."author_tenant" = $1) IS NOT true
                    AND (t3p."accused" && $2) IS NOT true
                    OR t3p."shown" = 'ALL'
                    AND $1 = ANY (t3p."trail")
                    AND (t3p."author_tenant" = $1) IS NOT true
                    AND (t3p."holder" = $1) IS NOT true
                    AND (t3p."accused" && $2) IS NOT true
                  ) THEN CASE WHEN (t3p."note" IS NULL) THEN 'null' ELSE to_json(t3p."note") END ELSE 'null' END,
                  '}'
                ),
                ','
                ORDER BY t3p."seq" ASC,
                t3p."id" ASC
              ),
              ''
            ),
            ']'
          ) AS concat_3
          FROM (
            SELECT t3."seq" AS seq,
            t3."direction" AS direction,
            t3."shown" AS shown,
            t3."made_by" AS made_by,
            t3."accused" AS accused,
            t3."author_tenant" AS author_tenant,
            t3."holder" AS holder,
            t3."trail" AS trail,
            t3."starts" AS starts,
            t3."ends" AS ends,
            t3."post_id" AS post_id,
            t3."root" AS root,
            t3."note" AS note,
            t3."id" AS id
            FROM app.hop AS t3
            WHERE t3."root" = t1."root"
            AND t3."problem_id" = t1."id"
            AND (
              t3."author_tenant" = $1
              AND (t3."accused" && $2) IS NOT true
              OR t3."holder" = $1
              AND (t3."author_tenant" = $1) IS NOT true
              AND (t3."accused" && $2) IS NOT true
              OR t3."shown" IN ('THAT', 'WHO', 'ALL')
              AND $1 = ANY (t3."trail")
              AND (t3."author_tenant" = $1) IS NOT true
              AND (t3."holder" = $1) IS NOT true
              AND (t3."accused" && $2) IS NOT true
            )
            ORDER BY t3."seq" ASC,
            t3."id" ASC
            LIMIT 100
          ) AS t3p
          LEFT OUTER JOIN app.tenant AS t4 ON t4."id" = t3p."starts"
          AND (
            t3p."author_tenant" = $1
            AND (t3p."accused" && $2) IS NOT true
            OR t3p."holder" = $1
            AND (t3p."author_tenant" = $1) IS NOT true
            AND (t3p."accused" && $2) IS NOT true
            OR t3p."shown" IN ('WHO', 'ALL')
            AND $1 = ANY (t3p."trail")
            AND (t3p."author_tenant" = $1) IS NOT true
            AND (t3p."holder" = $1) IS NOT true
            AND (t3p."accused" && $2) IS NOT true
          )
          LEFT OUTER JOIN app.tenant AS t5 ON t5."id" = t3p."ends"
          AND (
            t3p."author_tenant" = $1
            AND (t3p."accused" && $2) IS NOT true
            OR t3p."holder" = $1
            AND (t3p."author_tenant" = $1) IS NOT true
            AND (t3p."accused" && $2) IS NOT true
            OR t3p."shown" IN ('WHO', 'ALL')
            AND $1 = ANY (t3p."trail")
            AND (t3p."author_tenant" = $1) IS NOT true
            AND (t3p."holder" = $1) IS NOT true
            AND (t3p."accused" && $2) IS NOT true
          )
          LEFT OUTER JOIN app.post AS t6 ON t6."root" = t3p."root"
          AND t6."id" = t3p."post_id"
          AND (t6."id" = $3::UUID OR t6."holder" = $1 AND (t6."id" = $3::UUID) IS NOT true)
          AND (
            t3p."author_tenant" = $1
            AND (t3p."accused" && $2) IS NOT true
            OR t3p."holder" = $1
            AND (t3p."author_tenant" = $1) IS NOT true
            AND (t3p."accused" && $2) IS NOT true
            OR t3p."shown" = 'ALL'
            AND $1 = ANY (t3p."trail")
            AND (t3p."author_tenant" = $1) IS NOT true
            AND (t3p."holder" = $1) IS NOT true
            AND (t3p."accused" && $2) IS NOT true
          )
        ),
        ',"happenings":',
        (
          SELECT concat(
            '{"nodes":[',
            coalesce(
              string_agg(
                concat(
                  '{"act":"',
                  t7p."act",
                  '","shown":"',
                  t7p."shown",
                  '","by":',
                  CASE WHEN (
                    t7p."author_tenant" = $1
                    AND (t7p."accused" && $2) IS NOT true
                    OR t7p."holder" = $1
                    AND (t7p."author_tenant" = $1) IS NOT true
                    AND (t7p."accused" && $2) IS NOT true
                    OR t7p."shown" IN ('WHO', 'ALL')
                    AND $1 = ANY (t7p."trail")
                    AND (t7p."author_tenant" = $1) IS NOT true
                    AND (t7p."holder" = $1) IS NOT true
                    AND (t7p."accused" && $2) IS NOT true
                  ) THEN CASE WHEN (t7p."author_title" IS NULL) THEN 'null' ELSE to_json(t7p."author_title") END ELSE 'null' END,
                  ',"otherEnd":',
                  CASE WHEN (t8."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t8."name"), '}') END,
                  ',"text":',
                  CASE WHEN (
                    t7p."author_tenant" = $1
                    AND (t7p."accused" && $2) IS NOT true
                    OR t7p."holder" = $1
                    AND (t7p."author_tenant" = $1) IS NOT true
                    AND (t7p."accused" && $2) IS NOT true
                    OR t7p."shown" = 'ALL'
                    AND $1 = ANY (t7p."trail")
                    AND (t7p."author_tenant" = $1) IS NOT true
                    AND (t7p."holder" = $1) IS NOT true
                    AND (t7p."accused" && $2) IS NOT true
                  ) THEN CASE WHEN (t7p."text" IS NULL) THEN 'null' ELSE to_json(t7p."text") END ELSE 'null' END,
                  ',"dueOn":',
                  CASE WHEN (
                    t7p."author_tenant" = $1
                    AND (t7p."accused" && $2) IS NOT true
                    OR t7p."holder" = $1
                    AND (t7p."author_tenant" = $1) IS NOT true
                    AND (t7p."accused" && $2) IS NOT true
                    OR t7p."shown" = 'ALL'
                    AND $1 = ANY (t7p."trail")
                    AND (t7p."author_tenant" = $1) IS NOT true
                    AND (t7p."holder" = $1) IS NOT true
                    AND (t7p."accused" && $2) IS NOT true
                  ) THEN CASE WHEN (t7p."due_on" IS NULL) THEN 'null' ELSE concat('"', t7p."due_on", '"') END ELSE 'null' END,
                  '}'
                ),
                ','
                ORDER BY t7p."happened_at" ASC,
                t7p."id" ASC
              ),
              ''
            ),
            ']}'
          ) AS concat_4
          FROM (
            SELECT t7."act" AS act,
            t7."shown" AS shown,
            t7."author_title" AS author_title,
            t7."accused" AS accused,
            t7."author_tenant" AS author_tenant,
            t7."holder" AS holder,
            t7."trail" AS trail,
            t7."other_end" AS other_end,
            t7."text" AS text,
            t7."due_on" AS due_on,
            t7."happened_at" AS happened_at,
            t7."id" AS id
            FROM app.happening AS t7
            WHERE t7."root" = t1."root"
            AND t7."problem_id" = t1."id"
            AND (
              t7."author_tenant" = $1
              AND (t7."accused" && $2) IS NOT true
              OR t7."holder" = $1
              AND (t7."author_tenant" = $1) IS NOT true
              AND (t7."accused" && $2) IS NOT true
              OR t7."shown" IN ('THAT', 'WHO', 'ALL')
              AND $1 = ANY (t7."trail")
              AND (t7."author_tenant" = $1) IS NOT true
              AND (t7."holder" = $1) IS NOT true
              AND (t7."accused" && $2) IS NOT true
            )
            ORDER BY t7."happened_at" ASC,
            t7."id" ASC
            LIMIT 50
          ) AS t7p
          LEFT OUTER JOIN app.tenant AS t8 ON t8."id" = t7p."other_end"
          AND (
            t7p."author_tenant" = $1
            AND (t7p."accused" && $2) IS NOT true
            OR t7p."holder" = $1
            AND (t7p."author_tenant" = $1) IS NOT true
            AND (t7p."accused" && $2) IS NOT true
            OR t7p."shown" IN ('WHO', 'ALL')
            AND $1 = ANY (t7p."trail")
            AND (t7p."author_tenant" = $1) IS NOT true
            AND (t7p."holder" = $1) IS NOT true
            AND (t7p."accused" && $2) IS NOT true
          )
        ),
        ',"measures":',
        (
          SELECT concat(
            '[',
            coalesce(
              string_agg(
                concat('{"text":', to_json(t9p."text"), '}'),
                ','
                ORDER BY t9p."position" ASC,
                t9p."id" ASC
              ),
              ''
            ),
            ']'
          ) AS concat_5
          FROM (
            SELECT t9."text" AS text,
            t9."position" AS position,
            t9."id" AS id
            FROM app.measure AS t9
            WHERE t9."root" = t1."root"
            AND t9."problem_id" = t1."id"
            AND (t9."holder" = $1 AND (t9."accused" && $2) IS NOT true)
            ORDER BY t9."position" ASC,
            t9."id" ASC
            LIMIT 100
          ) AS t9p
        ),
        ',"evaluations":',
        (
          SELECT concat(
            '[',
            coalesce(
              string_agg(
                concat('{"party":"', t10p."party", '","rating":"', t10p."rating", '"}'),
                ','
                ORDER BY t10p."round" ASC,
                t10p."given_at" ASC,
                t10p."id" ASC
              ),
              ''
            ),
            ']'
          ) AS concat_6
          FROM (
            SELECT t10."party" AS party,
            t10."rating" AS rating,
            t10."round" AS round,
            t10."given_at" AS given_at,
            t10."id" AS id
            FROM app.evaluation AS t10
            WHERE t10."root" = t1."root"
            AND t10."problem_id" = t1."id"
            AND (
              t10."author_tenant" = $1
              AND (t10."accused" && $2) IS NOT true
              AND (
                t10."holder" = ANY ($4)
                AND t10."party" = 'CLIENT'
                AND t10."sealed" = true
              ) IS NOT true
              OR t10."holder" = $1
              AND (t10."author_tenant" = $1) IS NOT true
              AND (t10."accused" && $2) IS NOT true
              AND (
                t10."holder" = ANY ($4)
                AND t10."party" = 'CLIENT'
                AND t10."sealed" = true
              ) IS NOT true
            )
            ORDER BY t10."round" ASC,
            t10."given_at" ASC,
            t10."id" ASC
            LIMIT 100
          ) AS t10p
        ),
        '}'
      ) AS concat_2
      FROM app.problem AS t1
      LEFT OUTER JOIN app.tenant AS t2 ON t2."id" = t1."holder"
      WHERE t1."id" = $5::UUID
      AND t1."root" = $6
      AND (
        t1."holder" = $1
        AND (t1."accused" && $2) IS NOT true
        OR $1 = ANY (t1."trail")
        AND (t1."holder" = $1) IS NOT true
        AND (t1."accused" && $2) IS NOT true
      )
      LIMIT 1
    ),
    'null'
  ),
  '}}'
) AS concat_1
