-- $1: viewer_person
-- $2: viewer_units
-- $3: viewer_tenant
-- $4: variable entry
-- $5: viewer_root
-- $6: variable file
-- $7: viewer_at1
-- $8: viewer_at2
-- $9: viewer_at3
-- $10: viewer_at4
-- $11: variable binding
-- $12: variable person
-- $13: viewer_post
-- $14: variable appointment
SELECT concat(
  '{"data":{"entry":',
  coalesce(
    (
      SELECT concat(
        '{"__typename":"Entry","id":"Entry_',
        t1."id",
        '","text":',
        to_json(t1."text"),
        ',"files":',
        (
          SELECT concat(
            '[',
            coalesce(
              string_agg(
                concat(
                  '{"name":',
                  to_json(t2p."name"),
                  ',"mediaType":',
                  to_json(t2p."media_type"),
                  ',"sizeBytes":"',
                  t2p."size_bytes",
                  '","sha256":"',
                  t2p."sha256",
                  '","state":"',
                  t2p."state",
                  '"}'
                ),
                ','
                ORDER BY t2p."id" ASC
              ),
              ''
            ),
            ']'
          ) AS concat_3
          FROM (
            SELECT t2."name" AS name,
            t2."media_type" AS media_type,
            t2."size_bytes" AS size_bytes,
            t2."sha256" AS sha256,
            t2."state" AS state,
            t2."id" AS id
            FROM app.file AS t2
            WHERE t2."root" = t1."root"
            AND t2."entry_id" = t1."id"
            AND (
              t2."prepared_by" = $1::UUID
              AND (t2."accused" && $2) IS NOT true
              AND (
                t2."state" = 'IN_DIARY'
                AND (t2."prepared_by" = $1::UUID) IS NOT true
              ) IS NOT true
              OR t2."holder" = $3
              AND (t2."prepared_by" = $1::UUID) IS NOT true
              AND (t2."accused" && $2) IS NOT true
              AND (
                t2."state" = 'IN_DIARY'
                AND (t2."prepared_by" = $1::UUID) IS NOT true
              ) IS NOT true
            )
            ORDER BY t2."id" ASC
            LIMIT 20
          ) AS t2p
        ),
        ',"obligation":',
        CASE WHEN (t3."id" IS NULL) THEN 'null' ELSE concat('{"period":', to_json(t3."period"), '}') END,
        '}'
      ) AS concat_2
      FROM app.entry AS t1
      LEFT OUTER JOIN app.obligation AS t3 ON t3."root" = t1."root"
      AND t3."id" = t1."obligation_id"
      AND (t3."holder" = $3)
      WHERE t1."id" = $4::UUID
      AND t1."root" = $5
      AND (t1."holder" = $3)
      LIMIT 1
    ),
    'null'
  ),
  ',"file":',
  coalesce(
    (
      SELECT concat(
        '{"__typename":"File","id":"File_',
        t4."id",
        '","name":',
        to_json(t4."name"),
        '}'
      ) AS concat_4
      FROM app.file AS t4
      WHERE t4."id" = $6::UUID
      AND t4."root" = $5
      AND (
        t4."prepared_by" = $1::UUID
        AND (t4."accused" && $2) IS NOT true
        AND (t4."state" = 'IN_DIARY' AND (t4."prepared_by" = $1::UUID) IS NOT true) IS NOT true
        OR t4."holder" = $3
        AND (t4."prepared_by" = $1::UUID) IS NOT true
        AND (t4."accused" && $2) IS NOT true
        AND (t4."state" = 'IN_DIARY' AND (t4."prepared_by" = $1::UUID) IS NOT true) IS NOT true
      )
      LIMIT 1
    ),
    'null'
  ),
  ',"binding":',
  coalesce(
    (
      SELECT concat(
        '{"__typename":"Binding","id":"Binding_',
        t5."id",
        '","part":"',
        t5."part",
        '","clause":',
        CASE WHEN (t6."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t6."title"), '}') END,
        '}'
      ) AS concat_5
      FROM app.binding AS t5
      LEFT OUTER JOIN app.clause AS t6 ON t6."root" = t5."root"
      AND t6."id" = t5."clause_id"
      AND (
        t6."holder" = $3
        OR t6."part" = 'COMMON'
        AND t6."state" IN ('PUBLISHED', 'RETIRED')
        AND t6."holder" = ANY (CAST(ARRAY[$7, $8, $9, $10] AS INTEGER[]))
      )
      WHERE t5."id" = $11::UUID
      AND t5."root" = $5
      AND (t5."holder" = $3)
      LIMIT 1
    ),
    'null'
  ),
  ',"person":',
  coalesce(
    (
      SELECT concat(
        '{"__typename":"Person","id":"Person_',
        t7."id",
        '","name":',
        to_json(t7."name"),
        '}'
      ) AS concat_6
      FROM app.person AS t7
      WHERE t7."id" = $12::UUID
      AND t7."root" = $5
      AND (t7."id" = $1::UUID OR t7."holder" = $3 AND (t7."id" = $1::UUID) IS NOT true)
      LIMIT 1
    ),
    'null'
  ),
  ',"appointment":',
  coalesce(
    (
      SELECT concat(
        '{"__typename":"Appointment","id":"Appointment_',
        t8."id",
        '","leading":',
        CAST(t8."leading" AS TEXT),
        ',"post":',
        CASE WHEN (t9."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t9."title"), '}') END,
        '}'
      ) AS concat_7
      FROM app.appointment AS t8
      LEFT OUTER JOIN app.post AS t9 ON t9."root" = t8."root"
      AND t9."id" = t8."post_id"
      AND (t9."id" = $13::UUID OR t9."holder" = $3 AND (t9."id" = $13::UUID) IS NOT true)
      WHERE t8."id" = $14::UUID
      AND t8."root" = $5
      AND (
        t8."person_id" = $1::UUID
        OR t8."holder" = $3
        AND (t8."person_id" = $1::UUID) IS NOT true
      )
      LIMIT 1
    ),
    'null'
  ),
  '}}'
) AS concat_1
