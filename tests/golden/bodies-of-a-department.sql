-- $1: viewer_post
-- $2: viewer_tenant
-- $3: variable id
-- $4: viewer_root
SELECT concat(
  '{"data":{"body":',
  coalesce(
    (
      SELECT concat(
        '{"id":"Body_',
        t1."id",
        '","name":',
        to_json(t1."name"),
        ',"fullMembers":',
        CASE WHEN (t1."full_members" IS NULL) THEN 'null' ELSE CAST(t1."full_members" AS TEXT) END,
        ',"validFrom":"',
        t1."valid_from",
        '","validUntil":',
        CASE WHEN (t1."valid_until" IS NULL) THEN 'null' ELSE concat('"', t1."valid_until", '"') END,
        ',"kind":',
        CASE WHEN (t2."key" IS NULL) THEN 'null' ELSE concat(
          '{"key":',
          to_json(t2."key"),
          ',"titleZh":',
          to_json(t2."title_zh"),
          '}'
        ) END,
        ',"tenant":',
        CASE WHEN (t3."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t3."name"), '}') END,
        ',"parent":',
        CASE WHEN (t4."id" IS NULL) THEN 'null' ELSE concat(
          '{"name":',
          to_json(t4."name"),
          ',"kind":',
          CASE WHEN (t5."key" IS NULL) THEN 'null' ELSE concat('{"key":', to_json(t5."key"), '}') END,
          ',"parent":',
          CASE WHEN (t6."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t6."name"), '}') END,
          '}'
        ) END,
        ',"posts":',
        (
          SELECT concat(
            '{"nodes":[',
            coalesce(
              string_agg(
                concat(
                  '{"title":',
                  to_json(t7p."title"),
                  ',"actorType":',
                  CASE WHEN (t8."id" IS NULL) THEN 'null' ELSE concat('{"key":', to_json(t8."key"), '}') END,
                  '}'
                ),
                ','
                ORDER BY t7p."title" ASC,
                t7p."id" ASC
              ),
              ''
            ),
            ']}'
          ) AS concat_3
          FROM (
            SELECT t7."title" AS title,
            t7."actor_type" AS actor_type,
            t7."id" AS id
            FROM app.post AS t7
            WHERE t7."root" = t1."root"
            AND t7."body_id" = t1."id"
            AND (
              t7."id" = $1::UUID
              OR t7."at5" = $2
              AND t7."open_to" <= 5
              AND (t7."id" = $1::UUID) IS NOT true
            )
            ORDER BY t7."title" ASC,
            t7."id" ASC
            LIMIT 50
          ) AS t7p
          LEFT OUTER JOIN app.actor_type AS t8 ON t8."key" = t7p."actor_type"
        ),
        ',"formerNames":',
        (
          SELECT concat(
            '[',
            coalesce(
              string_agg(
                concat('{"name":', to_json(t9p."name"), ',"validUntil":"', t9p."valid_until", '"}'),
                ','
                ORDER BY t9p."valid_until" ASC,
                t9p."given_at" ASC
              ),
              ''
            ),
            ']'
          ) AS concat_4
          FROM (
            SELECT t9."name" AS name,
            t9."valid_until" AS valid_until,
            t9."given_at" AS given_at
            FROM (
              SELECT app.unit_change.body_id AS body_id,
              app.unit_change.name_before AS name,
              app.unit_change.effective_on AS valid_until,
              app.unit_change.given_at AS given_at
              FROM app.unit_change
              WHERE app.unit_change.body_id IS NOT NULL
              AND app.unit_change.change = 'RENAMED'
            ) AS t9
            WHERE t9."body_id" = t1."id"
            ORDER BY t9."valid_until" ASC,
            t9."given_at" ASC
            LIMIT 200
          ) AS t9p
        ),
        '}'
      ) AS concat_2
      FROM app.body AS t1
      LEFT OUTER JOIN app.body_kind AS t2 ON t2."key" = t1."kind"
      LEFT OUTER JOIN app.tenant AS t3 ON t3."id" = t1."holder"
      LEFT OUTER JOIN app.body AS t4 ON t4."root" = t1."root"
      AND t4."id" = t1."parent_body_id"
      AND t4."at5" = $2
      AND t4."open_to" <= 5
      LEFT OUTER JOIN app.body_kind AS t5 ON t5."key" = t4."kind"
      LEFT OUTER JOIN app.body AS t6 ON t6."root" = t4."root"
      AND t6."id" = t4."parent_body_id"
      AND t6."at5" = $2
      AND t6."open_to" <= 5
      WHERE t1."id" = $3::UUID
      AND t1."root" = $4
      AND (t1."at5" = $2 AND t1."open_to" <= 5)
      LIMIT 1
    ),
    'null'
  ),
  '}}'
) AS concat_1
