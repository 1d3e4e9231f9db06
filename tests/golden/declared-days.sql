-- $1: variable id
-- $2: viewer_root
-- $3: viewer_tenant
-- $4: viewer_at1
-- $5: viewer_at2
SELECT concat(
  '{"data":{"calendarDay":',
  coalesce(
    (
      SELECT concat(
        '{"id":"CalendarDay_',
        t1."id",
        '","day":"',
        t1."day",
        '","works":',
        CAST(t1."works" AS TEXT),
        ',"reason":',
        to_json(t1."reason"),
        ',"declaredOn":"',
        t1."declared_on",
        '","state":"',
        t1."state",
        '","version":',
        CAST(t1."version" AS TEXT),
        '}'
      ) AS concat_2
      FROM app.calendar_day AS t1
      WHERE t1."id" = $1::UUID
      AND t1."root" = $2
      AND (
        t1."holder_parent" = $3
        OR t1."holder" = $3
        OR t1."holder" = ANY (CAST(ARRAY[$4, $5] AS INTEGER[]))
        AND t1."state" = 'PUBLISHED'
      )
      LIMIT 1
    ),
    'null'
  ),
  ',"calendarDays":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"id":"CalendarDay_',
            t2p."id",
            '","day":"',
            t2p."day",
            '","works":',
            CAST(t2p."works" AS TEXT),
            ',"tenant":',
            CASE WHEN (t3."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t3."name"), '}') END,
            ',"viewerActions":[{"act":"TAKE_BACK","allowed":',
            CAST(((t2p."holder" = $3) AND t2p."state" IN ('PUBLISHED')) IS true AS TEXT),
            ',"missing":',
            CASE WHEN ((t2p."holder" = $3) IS NOT true) THEN '"RULE"' WHEN ((t2p."state" IN ('PUBLISHED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
            ',"furtherCheck":true}]}'
          ),
          ','
          ORDER BY t2p."day" ASC,
          t2p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_3
    FROM (
      SELECT t2pu."id" AS id,
      t2pu."day" AS day,
      t2pu."works" AS works,
      t2pu."holder" AS holder,
      t2pu."state" AS state
      FROM (
        SELECT anon_1.id AS id,
        anon_1.day AS day,
        anon_1.works AS works,
        anon_1.holder AS holder,
        anon_1.state AS state
        FROM (
          SELECT t2."id" AS id,
          t2."day" AS day,
          t2."works" AS works,
          t2."holder" AS holder,
          t2."state" AS state
          FROM app.calendar_day AS t2
          WHERE t2."state" = 'PUBLISHED'
          AND t2."holder_parent" = $3
          ORDER BY t2."day" ASC,
          t2."id" ASC
          LIMIT 50
        ) AS anon_1
        UNION ALL
        SELECT anon_2.id AS id,
        anon_2.day AS day,
        anon_2.works AS works,
        anon_2.holder AS holder,
        anon_2.state AS state
        FROM (
          SELECT t2."id" AS id,
          t2."day" AS day,
          t2."works" AS works,
          t2."holder" AS holder,
          t2."state" AS state
          FROM app.calendar_day AS t2
          WHERE t2."state" = 'PUBLISHED'
          AND t2."holder" = $3
          ORDER BY t2."day" ASC,
          t2."id" ASC
          LIMIT 50
        ) AS anon_2
        UNION ALL
        SELECT anon_3.id AS id,
        anon_3.day AS day,
        anon_3.works AS works,
        anon_3.holder AS holder,
        anon_3.state AS state
        FROM (
          SELECT t2."id" AS id,
          t2."day" AS day,
          t2."works" AS works,
          t2."holder" AS holder,
          t2."state" AS state
          FROM app.calendar_day AS t2
          WHERE t2."state" = 'PUBLISHED'
          AND t2."holder" = ANY (CAST(ARRAY[$4, $5] AS INTEGER[]))
          AND t2."state" = 'PUBLISHED'
          ORDER BY t2."day" ASC,
          t2."id" ASC
          LIMIT 50
        ) AS anon_3
      ) AS t2pu
      ORDER BY t2pu."day" ASC,
      t2pu."id" ASC
      LIMIT 50
    ) AS t2p
    LEFT OUTER JOIN app.tenant AS t3 ON t3."id" = t2p."holder"
  ),
  '}}'
) AS concat_1
