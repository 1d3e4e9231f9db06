-- $1: viewer_tenant
-- $2: viewer_tenants
-- $3: variable id
-- $4: viewer_root
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
                    t3p."holder" = $1
                    OR t3p."shown" IN ('WHO', 'ALL')
                    AND $1 = ANY (t3p."trail")
                    AND (t3p."holder" = $1) IS NOT true
                  ) THEN CASE WHEN (t3p."made_by" IS NULL) THEN 'null' ELSE to_json(t3p."made_by") END ELSE 'null' END,
                  ',"note":',
                  CASE WHEN (
                    t3p."holder" = $1
                    OR t3p."shown" = 'ALL'
                    AND $1 = ANY (t3p."trail")
                    AND (t3p."holder" = $1) IS NOT true
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
            t3."holder" AS holder,
            t3."trail" AS trail,
            t3."note" AS note,
            t3."id" AS id
            FROM app.hop AS t3
            WHERE t3."root" = t1."root"
            AND t3."problem_id" = t1."id"
            AND (
              t3."holder" = $1
              OR t3."shown" IN ('THAT', 'WHO', 'ALL')
              AND $1 = ANY (t3."trail")
              AND (t3."holder" = $1) IS NOT true
            )
            ORDER BY t3."seq" ASC,
            t3."id" ASC
            LIMIT 100
          ) AS t3p
        ),
        ',"happenings":',
        (
          SELECT concat(
            '{"nodes":[',
            coalesce(
              string_agg(
                concat(
                  '{"act":"',
                  t4p."act",
                  '","shown":"',
                  t4p."shown",
                  '","by":',
                  CASE WHEN (
                    t4p."author_tenant" = $1
                    OR t4p."holder" = $1
                    AND (t4p."author_tenant" = $1) IS NOT true
                    OR t4p."shown" IN ('WHO', 'ALL')
                    AND $1 = ANY (t4p."trail")
                    AND (t4p."author_tenant" = $1) IS NOT true
                    AND (t4p."holder" = $1) IS NOT true
                  ) THEN CASE WHEN (t4p."author_title" IS NULL) THEN 'null' ELSE to_json(t4p."author_title") END ELSE 'null' END,
                  ',"text":',
                  CASE WHEN (
                    t4p."author_tenant" = $1
                    OR t4p."holder" = $1
                    AND (t4p."author_tenant" = $1) IS NOT true
                    OR t4p."shown" = 'ALL'
                    AND $1 = ANY (t4p."trail")
                    AND (t4p."author_tenant" = $1) IS NOT true
                    AND (t4p."holder" = $1) IS NOT true
                  ) THEN CASE WHEN (t4p."text" IS NULL) THEN 'null' ELSE to_json(t4p."text") END ELSE 'null' END,
                  '}'
                ),
                ','
                ORDER BY t4p."happened_at" ASC,
                t4p."id" ASC
              ),
              ''
            ),
            ']}'
          ) AS concat_4
          FROM (
            SELECT t4."act" AS act,
            t4."shown" AS shown,
            t4."author_title" AS author_title,
            t4."author_tenant" AS author_tenant,
            t4."holder" AS holder,
            t4."trail" AS trail,
            t4."text" AS text,
            t4."happened_at" AS happened_at,
            t4."id" AS id
            FROM app.happening AS t4
            WHERE t4."root" = t1."root"
            AND t4."problem_id" = t1."id"
            AND (
              t4."author_tenant" = $1
              OR t4."holder" = $1
              AND (t4."author_tenant" = $1) IS NOT true
              OR t4."shown" IN ('THAT', 'WHO', 'ALL')
              AND $1 = ANY (t4."trail")
              AND (t4."author_tenant" = $1) IS NOT true
              AND (t4."holder" = $1) IS NOT true
            )
            ORDER BY t4."happened_at" ASC,
            t4."id" ASC
            LIMIT 50
          ) AS t4p
        ),
        ',"measures":',
        (
          SELECT concat(
            '[',
            coalesce(
              string_agg(
                concat('{"text":', to_json(t5p."text"), '}'),
                ','
                ORDER BY t5p."position" ASC,
                t5p."id" ASC
              ),
              ''
            ),
            ']'
          ) AS concat_5
          FROM (
            SELECT t5."text" AS text,
            t5."position" AS position,
            t5."id" AS id
            FROM app.measure AS t5
            WHERE t5."root" = t1."root"
            AND t5."problem_id" = t1."id"
            AND (t5."holder" = $1)
            ORDER BY t5."position" ASC,
            t5."id" ASC
            LIMIT 100
          ) AS t5p
        ),
        ',"evaluations":',
        (
          SELECT concat(
            '[',
            coalesce(
              string_agg(
                concat('{"party":"', t6p."party", '","rating":"', t6p."rating", '"}'),
                ','
                ORDER BY t6p."round" ASC,
                t6p."given_at" ASC,
                t6p."id" ASC
              ),
              ''
            ),
            ']'
          ) AS concat_6
          FROM (
            SELECT t6."party" AS party,
            t6."rating" AS rating,
            t6."round" AS round,
            t6."given_at" AS given_at,
            t6."id" AS id
            FROM app.evaluation AS t6
            WHERE t6."root" = t1."root"
            AND t6."problem_id" = t1."id"
            AND (
              t6."author_tenant" = $1
              AND (
                t6."holder" = ANY ($2)
                AND t6."party" = 'CLIENT'
                AND t6."sealed" = true
              ) IS NOT true
              OR t6."holder" = $1
              AND (t6."author_tenant" = $1) IS NOT true
              AND (
                t6."holder" = ANY ($2)
                AND t6."party" = 'CLIENT'
                AND t6."sealed" = true
              ) IS NOT true
            )
            ORDER BY t6."round" ASC,
            t6."given_at" ASC,
            t6."id" ASC
            LIMIT 100
          ) AS t6p
        ),
        '}'
      ) AS concat_2
      FROM app.problem AS t1
      LEFT OUTER JOIN app.tenant AS t2 ON t2."id" = t1."holder"
      WHERE t1."id" = $3::UUID
      AND t1."root" = $4
      AND (t1."holder" = $1 OR $1 = ANY (t1."trail") AND (t1."holder" = $1) IS NOT true)
      LIMIT 1
    ),
    'null'
  ),
  '}}'
) AS concat_1
