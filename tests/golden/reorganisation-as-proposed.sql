-- $1: viewer_tenant
-- $2: variable id
-- $3: viewer_root
SELECT concat(
  '{"data":{"reorganisation":',
  coalesce(
    (
      SELECT concat(
        '{"title":',
        to_json(t1."title"),
        ',"steps":',
        (
          SELECT concat(
            '[',
            coalesce(
              string_agg(
                concat('{"verb":"', t2p."verb", '"}'),
                ','
                ORDER BY t2p."position" ASC,
                t2p."id" ASC
              ),
              ''
            ),
            ']'
          ) AS concat_3
          FROM (
            SELECT t2."verb" AS verb,
            t2."position" AS position,
            t2."id" AS id
            FROM app.reorganisation_step AS t2
            WHERE t2."root" = t1."root"
            AND t2."reorganisation_id" = t1."id"
            AND (t2."holder" = $1 OR $1 = ANY (t2."trail") AND (t2."holder" = $1) IS NOT true)
            ORDER BY t2."position" ASC,
            t2."id" ASC
            LIMIT 200
          ) AS t2p
        ),
        ',"effects":',
        (
          SELECT concat(
            '[',
            coalesce(
              string_agg(
                concat('{"sort":"', t3p."sort", '"}'),
                ','
                ORDER BY t3p."sort" ASC,
                t3p."noun" ASC,
                t3p."id" ASC
              ),
              ''
            ),
            ']'
          ) AS concat_4
          FROM (
            SELECT t3."sort" AS sort,
            t3."noun" AS noun,
            t3."id" AS id
            FROM app.reorganisation_effect AS t3
            WHERE t3."root" = t1."root"
            AND t3."reorganisation_id" = t1."id"
            AND t3."previewed_at" = t1."previewed_at"
            AND (t3."holder" = $1)
            ORDER BY t3."sort" ASC,
            t3."noun" ASC,
            t3."id" ASC
            LIMIT 200
          ) AS t3p
        ),
        ',"viewerActions":[{"act":"PREVIEW","allowed":',
        CAST((false AND t1."state" IN ('DRAFT', 'PREVIEWED')) IS true AS TEXT),
        '},{"act":"APPROVE","allowed":',
        CAST((false AND t1."state" IN ('PREVIEWED')) IS true AS TEXT),
        '},{"act":"SCHEDULE","allowed":',
        CAST((false AND t1."state" IN ('APPROVED', 'SCHEDULED')) IS true AS TEXT),
        '},{"act":"APPLY","allowed":',
        CAST((false AND t1."state" IN ('SCHEDULED')) IS true AS TEXT),
        '},{"act":"REVERSE","allowed":',
        CAST((false AND t1."state" IN ('APPLIED')) IS true AS TEXT),
        '},{"act":"WITHDRAW","allowed":',
        CAST(
          (false AND t1."state" IN ('DRAFT', 'PREVIEWED', 'APPROVED', 'SCHEDULED')) IS true AS TEXT
        ),
        '}]}'
      ) AS concat_2
      FROM app.reorganisation AS t1
      WHERE t1."id" = $2::UUID
      AND t1."root" = $3
      AND (t1."holder" = $1 OR $1 = ANY (t1."trail") AND (t1."holder" = $1) IS NOT true)
      LIMIT 1
    ),
    'null'
  ),
  '}}'
) AS concat_1
