-- $1: viewer_tenant
-- $2: viewer_person
-- $3: viewer_tenants
-- $4: viewer_post
-- $5: variable id
-- $6: viewer_root
SELECT concat(
  '{"data":{"glassWindow":',
  coalesce(
    (
      SELECT concat(
        '{"id":"GlassWindow_',
        t1."id",
        '","state":"',
        t1."state",
        '","isOpen":',
        CAST(t1."state" = 'OPEN' AND t1."ends_at" > clock_timestamp() AS TEXT),
        ',"minutes":',
        CAST(t1."minutes" AS TEXT),
        ',"reason":',
        to_json(t1."reason"),
        ',"documentNo":',
        CASE WHEN (t1."document_no" IS NULL) THEN 'null' ELSE to_json(t1."document_no") END,
        ',"askedAt":"',
        to_char(timezone('UTC', t1."asked_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        '","openedAt":',
        CASE WHEN (t1."opened_at" IS NULL) THEN 'null' ELSE concat(
          '"',
          to_char(timezone('UTC', t1."opened_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
          '"'
        ) END,
        ',"endsAt":',
        CASE WHEN (t1."ends_at" IS NULL) THEN 'null' ELSE concat(
          '"',
          to_char(timezone('UTC', t1."ends_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
          '"'
        ) END,
        ',"closedAt":',
        CASE WHEN (t1."closed_at" IS NULL) THEN 'null' ELSE concat(
          '"',
          to_char(timezone('UTC', t1."closed_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
          '"'
        ) END,
        ',"reviewedAt":',
        CASE WHEN (t1."reviewed_at" IS NULL) THEN 'null' ELSE concat(
          '"',
          to_char(timezone('UTC', t1."reviewed_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
          '"'
        ) END,
        ',"finding":',
        CASE WHEN (t1."finding" IS NULL) THEN 'null' ELSE concat('"', t1."finding", '"') END,
        ',"review":',
        CASE WHEN (t1."review" IS NULL) THEN 'null' ELSE to_json(t1."review") END,
        ',"version":',
        CAST(t1."version" AS TEXT),
        ',"tenant":',
        CASE WHEN (t2."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t2."name"), '}') END,
        ',"covers":',
        CASE WHEN (t3."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t3."name"), '}') END,
        ',"openedBy":',
        CASE WHEN (t4."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t4."name"), '}') END,
        ',"post":',
        CASE WHEN (t5."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t5."title"), '}') END,
        ',"confirmedBy":',
        CASE WHEN (t6."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t6."name"), '}') END,
        ',"closedBy":',
        CASE WHEN (t7."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t7."name"), '}') END,
        ',"reviewedBy":',
        CASE WHEN (t8."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t8."name"), '}') END,
        ',"viewerActions":[{"act":"CONFIRM","allowed":',
        CAST(
          (
            (
              t1."holder_parent" = $1
              AND (t1."opened_by" = $2::UUID) IS NOT true
              OR t1."holder" = $1
              AND (t1."opened_by" = $2::UUID) IS NOT true
            )
            AND t1."state" IN ('ASKED')
          ) IS true AS TEXT
        ),
        ',"missing":',
        CASE WHEN (
          (
            t1."holder_parent" = $1
            AND (t1."opened_by" = $2::UUID) IS NOT true
            OR t1."holder" = $1
            AND (t1."opened_by" = $2::UUID) IS NOT true
          ) IS NOT true
        ) THEN '"RULE"' WHEN ((t1."state" IN ('ASKED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
        ',"furtherCheck":true},{"act":"CLOSE","allowed":',
        CAST(
          (
            (t1."holder_parent" = $1 OR t1."holder" = $1)
            AND t1."state" IN ('ASKED', 'OPEN')
          ) IS true AS TEXT
        ),
        ',"missing":',
        CASE WHEN ((t1."holder_parent" = $1 OR t1."holder" = $1) IS NOT true) THEN '"RULE"' WHEN ((t1."state" IN ('ASKED', 'OPEN')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
        ',"furtherCheck":true},{"act":"REVIEW","allowed":',
        CAST(
          (
            (
              t1."holder_parent" = $1
              AND (
                t1."holder" = ANY ($3)
                AND t1."at2" = $1
                AND (t1."holder" = $1) IS NOT true
              ) IS NOT true
              AND (t1."opened_by" = $2::UUID) IS NOT true
              OR t1."holder_parent" IS NULL
              AND t1."holder" = $1
              AND (
                t1."holder" = ANY ($3)
                AND t1."at2" = $1
                AND (t1."holder" = $1) IS NOT true
              ) IS NOT true
              AND (t1."opened_by" = $2::UUID) IS NOT true
            )
            AND t1."state" IN ('OPEN', 'CLOSED')
          ) IS true AS TEXT
        ),
        ',"missing":',
        CASE WHEN (
          (
            t1."holder_parent" = $1
            AND (
              t1."holder" = ANY ($3)
              AND t1."at2" = $1
              AND (t1."holder" = $1) IS NOT true
            ) IS NOT true
            AND (t1."opened_by" = $2::UUID) IS NOT true
            OR t1."holder_parent" IS NULL
            AND t1."holder" = $1
            AND (
              t1."holder" = ANY ($3)
              AND t1."at2" = $1
              AND (t1."holder" = $1) IS NOT true
            ) IS NOT true
            AND (t1."opened_by" = $2::UUID) IS NOT true
          ) IS NOT true
        ) THEN '"RULE"' WHEN ((t1."state" IN ('OPEN', 'CLOSED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
        ',"furtherCheck":true}]}'
      ) AS concat_2
      FROM app.glass_window AS t1
      LEFT OUTER JOIN app.tenant AS t2 ON t2."id" = t1."holder"
      LEFT OUTER JOIN app.tenant AS t3 ON t3."id" = t1."covers"
      LEFT OUTER JOIN app.person AS t4 ON t4."root" = t1."root"
      AND t4."id" = t1."opened_by"
      AND (
        t4."id" = $2::UUID
        OR t4."at2" = $1
        AND t4."open_to" <= 2
        AND (t4."id" = $2::UUID) IS NOT true
      )
      LEFT OUTER JOIN app.post AS t5 ON t5."root" = t1."root"
      AND t5."id" = t1."post_id"
      AND (
        t5."id" = $4::UUID
        OR t5."at2" = $1
        AND t5."open_to" <= 2
        AND (t5."id" = $4::UUID) IS NOT true
      )
      LEFT OUTER JOIN app.person AS t6 ON t6."root" = t1."root"
      AND t6."id" = t1."confirmed_by"
      AND (
        t6."id" = $2::UUID
        OR t6."at2" = $1
        AND t6."open_to" <= 2
        AND (t6."id" = $2::UUID) IS NOT true
      )
      LEFT OUTER JOIN app.person AS t7 ON t7."root" = t1."root"
      AND t7."id" = t1."closed_by"
      AND (
        t7."id" = $2::UUID
        OR t7."at2" = $1
        AND t7."open_to" <= 2
        AND (t7."id" = $2::UUID) IS NOT true
      )
      LEFT OUTER JOIN app.person AS t8 ON t8."root" = t1."root"
      AND t8."id" = t1."reviewed_by"
      AND (
        t8."id" = $2::UUID
        OR t8."at2" = $1
        AND t8."open_to" <= 2
        AND (t8."id" = $2::UUID) IS NOT true
      )
      WHERE t1."id" = $5::UUID
      AND t1."root" = $6
      AND (t1."holder_parent" = $1 OR t1."holder" = $1)
      LIMIT 1
    ),
    'null'
  ),
  ',"glassWindows":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"id":"GlassWindow_',
            t9p."id",
            '","state":"',
            t9p."state",
            '","minutes":',
            CAST(t9p."minutes" AS TEXT),
            ',"openedBy":',
            CASE WHEN (t10."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t10."name"), '}') END,
            ',"viewerActions":[{"act":"CONFIRM","allowed":',
            CAST(
              (
                (
                  t9p."holder_parent" = $1
                  AND (t9p."opened_by" = $2::UUID) IS NOT true
                  OR t9p."holder" = $1
                  AND (t9p."opened_by" = $2::UUID) IS NOT true
                )
                AND t9p."state" IN ('ASKED')
              ) IS true AS TEXT
            ),
            '},{"act":"CLOSE","allowed":',
            CAST(
              (
                (t9p."holder_parent" = $1 OR t9p."holder" = $1)
                AND t9p."state" IN ('ASKED', 'OPEN')
              ) IS true AS TEXT
            ),
            '},{"act":"REVIEW","allowed":',
            CAST(
              (
                (
                  t9p."holder_parent" = $1
                  AND (
                    t9p."holder" = ANY ($3)
                    AND t9p."at2" = $1
                    AND (t9p."holder" = $1) IS NOT true
                  ) IS NOT true
                  AND (t9p."opened_by" = $2::UUID) IS NOT true
                  OR t9p."holder_parent" IS NULL
                  AND t9p."holder" = $1
                  AND (
                    t9p."holder" = ANY ($3)
                    AND t9p."at2" = $1
                    AND (t9p."holder" = $1) IS NOT true
                  ) IS NOT true
                  AND (t9p."opened_by" = $2::UUID) IS NOT true
                )
                AND t9p."state" IN ('OPEN', 'CLOSED')
              ) IS true AS TEXT
            ),
            '}]}'
          ),
          ','
          ORDER BY t9p."asked_at" DESC,
          t9p."id" DESC
        ),
        ''
      ),
      '],"totalCount":',
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
                  FROM app.glass_window AS t9
                  WHERE t9."state" = 'ASKED'
                  AND t9."holder_parent" = $1
                  LIMIT 201
                ) AS anon_3
                UNION ALL
                SELECT anon_4.one AS one
                FROM (
                  SELECT 1 AS one
                  FROM app.glass_window AS t9
                  WHERE t9."state" = 'ASKED'
                  AND t9."holder" = $1
                  LIMIT 201
                ) AS anon_4
              ) AS anon_2
              LIMIT 201
            ) AS anon_1
          ),
          200
        ) AS TEXT
      ),
      '}'
    ) AS concat_3
    FROM (
      SELECT t9pu."id" AS id,
      t9pu."state" AS state,
      t9pu."minutes" AS minutes,
      t9pu."opened_by" AS opened_by,
      t9pu."root" AS root,
      t9pu."holder_parent" AS holder_parent,
      t9pu."holder" AS holder,
      t9pu."at2" AS at2,
      t9pu."asked_at" AS asked_at
      FROM (
        SELECT anon_5.id AS id,
        anon_5.state AS state,
        anon_5.minutes AS minutes,
        anon_5.opened_by AS opened_by,
        anon_5.root AS root,
        anon_5.holder_parent AS holder_parent,
        anon_5.holder AS holder,
        anon_5.at2 AS at2,
        anon_5.asked_at AS asked_at
        FROM (
          SELECT t9."id" AS id,
          t9."state" AS state,
          t9."minutes" AS minutes,
          t9."opened_by" AS opened_by,
          t9."root" AS root,
          t9."holder_parent" AS holder_parent,
          t9."holder" AS holder,
          t9."at2" AS at2,
          t9."asked_at" AS asked_at
          FROM app.glass_window AS t9
          WHERE t9."state" = 'ASKED'
          AND t9."holder_parent" = $1
          ORDER BY t9."asked_at" DESC,
          t9."id" DESC
          LIMIT 2
        ) AS anon_5
        UNION ALL
        SELECT anon_6.id AS id,
        anon_6.state AS state,
        anon_6.minutes AS minutes,
        anon_6.opened_by AS opened_by,
        anon_6.root AS root,
        anon_6.holder_parent AS holder_parent,
        anon_6.holder AS holder,
        anon_6.at2 AS at2,
        anon_6.asked_at AS asked_at
        FROM (
          SELECT t9."id" AS id,
          t9."state" AS state,
          t9."minutes" AS minutes,
          t9."opened_by" AS opened_by,
          t9."root" AS root,
          t9."holder_parent" AS holder_parent,
          t9."holder" AS holder,
          t9."at2" AS at2,
          t9."asked_at" AS asked_at
          FROM app.glass_window AS t9
          WHERE t9."state" = 'ASKED'
          AND t9."holder" = $1
          ORDER BY t9."asked_at" DESC,
          t9."id" DESC
          LIMIT 2
        ) AS anon_6
      ) AS t9pu
      ORDER BY t9pu."asked_at" DESC,
      t9pu."id" DESC
      LIMIT 2
    ) AS t9p
    LEFT OUTER JOIN app.person AS t10 ON t10."root" = t9p."root"
    AND t10."id" = t9p."opened_by"
    AND (
      t10."id" = $2::UUID
      OR t10."at2" = $1
      AND t10."open_to" <= 2
      AND (t10."id" = $2::UUID) IS NOT true
    )
  ),
  ',"glassWindowsToReview":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"id":"GlassWindow_',
            t11p."id",
            '","state":"',
            t11p."state",
            '","isOpen":',
            CAST(t11p."state" = 'OPEN' AND t11p."ends_at" > clock_timestamp() AS TEXT),
            ',"endsAt":',
            CASE WHEN (t11p."ends_at" IS NULL) THEN 'null' ELSE concat(
              '"',
              to_char(timezone('UTC', t11p."ends_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
              '"'
            ) END,
            '}'
          ),
          ','
          ORDER BY t11p."asked_at" DESC,
          t11p."id" DESC
        ),
        ''
      ),
      ']}'
    ) AS concat_4
    FROM (
      SELECT t11pu."id" AS id,
      t11pu."state" AS state,
      t11pu."ends_at" AS ends_at,
      t11pu."asked_at" AS asked_at
      FROM (
        SELECT anon_7.id AS id,
        anon_7.state AS state,
        anon_7.ends_at AS ends_at,
        anon_7.asked_at AS asked_at
        FROM (
          SELECT t11."id" AS id,
          t11."state" AS state,
          t11."ends_at" AS ends_at,
          t11."asked_at" AS asked_at
          FROM app.glass_window AS t11
          WHERE (
            t11."state" = 'OPEN'
            AND t11."ends_at" <= clock_timestamp()
            OR t11."state" = 'CLOSED'
          )
          AND (t11."holder_parent" = $1 OR t11."holder" = $1 AND t11."holder_parent" IS NULL)
          AND t11."holder_parent" = $1
          ORDER BY t11."asked_at" DESC,
          t11."id" DESC
          LIMIT 2
        ) AS anon_7
        UNION ALL
        SELECT anon_8.id AS id,
        anon_8.state AS state,
        anon_8.ends_at AS ends_at,
        anon_8.asked_at AS asked_at
        FROM (
          SELECT t11."id" AS id,
          t11."state" AS state,
          t11."ends_at" AS ends_at,
          t11."asked_at" AS asked_at
          FROM app.glass_window AS t11
          WHERE (
            t11."state" = 'OPEN'
            AND t11."ends_at" <= clock_timestamp()
            OR t11."state" = 'CLOSED'
          )
          AND (t11."holder_parent" = $1 OR t11."holder" = $1 AND t11."holder_parent" IS NULL)
          AND t11."holder" = $1
          ORDER BY t11."asked_at" DESC,
          t11."id" DESC
          LIMIT 2
        ) AS anon_8
      ) AS t11pu
      ORDER BY t11pu."asked_at" DESC,
      t11pu."id" DESC
      LIMIT 2
    ) AS t11p
  ),
  '}}'
) AS concat_1
