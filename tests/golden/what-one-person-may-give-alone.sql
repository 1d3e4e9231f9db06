-- $1: viewer_tenant
-- $2: viewer_at1
-- $3: viewer_at2
-- $4: viewer_at3
SELECT concat(
  '{"data":{"changeThresholds":',
  (
    SELECT concat(
      '[',
      coalesce(
        string_agg(
          concat(
            '{"id":"ChangeThreshold_',
            t1p."id",
            '","number":',
            CAST(t1p."number" AS TEXT),
            ',"state":"',
            t1p."state",
            '","people":',
            CAST(t1p."people" AS TEXT),
            ',"records":',
            CASE WHEN (t1p."records" IS NULL) THEN 'null' ELSE CAST(t1p."records" AS TEXT) END,
            ',"setAt":"',
            to_char(timezone('UTC', t1p."set_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            '","tenant":',
            CASE WHEN (t2."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t2."name"), '}') END,
            '}'
          ),
          ','
          ORDER BY t1p."holder_slot" DESC,
          t1p."number" DESC,
          t1p."id" DESC
        ),
        ''
      ),
      ']'
    ) AS concat_2
    FROM (
      SELECT t1pu."id" AS id,
      t1pu."number" AS number,
      t1pu."state" AS state,
      t1pu."people" AS people,
      t1pu."records" AS records,
      t1pu."set_at" AS set_at,
      t1pu."holder" AS holder,
      t1pu."holder_slot" AS holder_slot
      FROM (
        SELECT anon_1.id AS id,
        anon_1.number AS number,
        anon_1.state AS state,
        anon_1.people AS people,
        anon_1.records AS records,
        anon_1.set_at AS set_at,
        anon_1.holder AS holder,
        anon_1.holder_slot AS holder_slot
        FROM (
          SELECT t1."id" AS id,
          t1."number" AS number,
          t1."state" AS state,
          t1."people" AS people,
          t1."records" AS records,
          t1."set_at" AS set_at,
          t1."holder" AS holder,
          t1."holder_slot" AS holder_slot
          FROM app.change_threshold AS t1
          WHERE t1."state" = 'PUBLISHED'
          AND t1."holder" = $1
          ORDER BY t1."holder_slot" DESC,
          t1."number" DESC,
          t1."id" DESC
          LIMIT 100
        ) AS anon_1
        UNION ALL
        SELECT anon_2.id AS id,
        anon_2.number AS number,
        anon_2.state AS state,
        anon_2.people AS people,
        anon_2.records AS records,
        anon_2.set_at AS set_at,
        anon_2.holder AS holder,
        anon_2.holder_slot AS holder_slot
        FROM (
          SELECT t1."id" AS id,
          t1."number" AS number,
          t1."state" AS state,
          t1."people" AS people,
          t1."records" AS records,
          t1."set_at" AS set_at,
          t1."holder" AS holder,
          t1."holder_slot" AS holder_slot
          FROM app.change_threshold AS t1
          WHERE t1."state" = 'PUBLISHED'
          AND t1."holder" = ANY (CAST(ARRAY[$2, $3, $4] AS INTEGER[]))
          AND t1."state" = 'PUBLISHED'
          ORDER BY t1."holder_slot" DESC,
          t1."number" DESC,
          t1."id" DESC
          LIMIT 100
        ) AS anon_2
      ) AS t1pu
      ORDER BY t1pu."holder_slot" DESC,
      t1pu."number" DESC,
      t1pu."id" DESC
      LIMIT 100
    ) AS t1p
    LEFT OUTER JOIN app.tenant AS t2 ON t2."id" = t1p."holder"
  ),
  '}}'
) AS concat_1
