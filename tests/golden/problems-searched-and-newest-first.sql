-- $1: variable said.text
-- $2: viewer_tenant
-- $3: viewer_units
-- $4: viewer_root
-- $5: variable said.text
-- $6: variable of.leadPost
-- $7: variable of.cluster
-- $8: variable of.origin
-- $9: constant 'PHONE'
SELECT concat(
  '{"data":{"problems":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat('{"title":', to_json(t1p."title"), ',"place":', to_json(t1p."place"), '}'),
          ','
          ORDER BY t1p."reported_at" DESC,
          t1p."id" DESC
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
                  FROM app.problem AS t1
                  WHERE (t1."root", t1."id") IN (
                    SELECT saying.root,
                    saying.id
                    FROM app.problems_saying($1) AS saying
                  )
                  AND (
                    strpos(app.bare(t1."title"), app.bare($1)) > 0
                    OR strpos(app.bare(t1."place"), app.bare($1)) > 0
                    OR strpos(app.bare(t1."source"), app.bare($1)) > 0
                  )
                  AND t1."at3" = $2
                  AND t1."open_to" <= 3
                  AND (t1."accused" && $3) IS NOT true
                  LIMIT 201
                ) AS anon_3
              ) AS anon_2
              LIMIT 201
            ) AS anon_1
          ),
          200
        ) AS TEXT
      ),
      '}'
    ) AS concat_2
    FROM (
      SELECT t1."title" AS title,
      t1."place" AS place,
      t1."reported_at" AS reported_at,
      t1."id" AS id
      FROM app.problem AS t1
      WHERE (t1."root", t1."id") IN (
        SELECT saying.root,
        saying.id
        FROM app.problems_saying($1) AS saying
      )
      AND (
        strpos(app.bare(t1."title"), app.bare($1)) > 0
        OR strpos(app.bare(t1."place"), app.bare($1)) > 0
        OR strpos(app.bare(t1."source"), app.bare($1)) > 0
      )
      AND t1."at3" = $2
      AND t1."open_to" <= 3
      AND (t1."accused" && $3) IS NOT true
      ORDER BY t1."reported_at" DESC,
      t1."id" DESC
      LIMIT 5
    ) AS t1p
  ),
  ',"problemsListedByUs":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat('{"title":', to_json(t2p."title"), '}'),
          ','
          ORDER BY t2p."due_on" ASC,
          t2p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_3
    FROM (
      SELECT t2."title" AS title,
      t2."due_on" AS due_on,
      t2."id" AS id
      FROM (
        SELECT *
        FROM app.problem AS t2
        WHERE t2."root" = $4
        AND t2."listed_by" = $2
        AND (t2."root", t2."id") IN (
          SELECT saying.root,
          saying.id
          FROM app.problems_saying($5) AS saying
        )
        AND (
          strpos(app.bare(t2."title"), app.bare($5)) > 0
          OR strpos(app.bare(t2."place"), app.bare($5)) > 0
          OR strpos(app.bare(t2."source"), app.bare($5)) > 0
        )
        ORDER BY t2."due_on" ASC,
        t2."id" ASC
        LIMIT ALL OFFSET 0
      ) AS t2
      WHERE t2."at3" = $2
      AND t2."open_to" <= 3
      AND (t2."accused" && $3) IS NOT true
      ORDER BY t2."due_on" ASC,
      t2."id" ASC
      LIMIT 5
    ) AS t2p
  ),
  ',"newest":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat('{"title":', to_json(t3p."title"), '}'),
          ','
          ORDER BY t3p."reported_at" DESC,
          t3p."id" DESC
        ),
        ''
      ),
      ']}'
    ) AS concat_4
    FROM (
      SELECT t3."title" AS title,
      t3."reported_at" AS reported_at,
      t3."id" AS id
      FROM app.problem AS t3
      WHERE t3."at3" = $2
      AND t3."open_to" <= 3
      AND (t3."accused" && $3) IS NOT true
      ORDER BY t3."reported_at" DESC,
      t3."id" DESC
      LIMIT 5
    ) AS t3p
  ),
  ',"of":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat('{"title":', to_json(t4p."title"), '}'),
          ','
          ORDER BY t4p."due_on" ASC,
          t4p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_5
    FROM (
      SELECT t4."title" AS title,
      t4."due_on" AS due_on,
      t4."id" AS id
      FROM app.problem AS t4
      WHERE t4."lead_post" = $6::UUID
      AND t4."cluster_id" = $7::UUID
      AND t4."origin" = (SELECT app.tenant.id FROM app.tenant WHERE app.tenant.uid = $8::UUID)
      AND t4."at3" = $2
      AND t4."open_to" <= 3
      AND (t4."accused" && $3) IS NOT true
      ORDER BY t4."due_on" ASC,
      t4."id" ASC
      LIMIT 5
    ) AS t4p
  ),
  ',"phoned":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat('{"title":', to_json(t5p."title"), '}'),
          ','
          ORDER BY t5p."reported_at" ASC,
          t5p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_6
    FROM (
      SELECT t5."title" AS title,
      t5."reported_at" AS reported_at,
      t5."id" AS id
      FROM (
        SELECT *
        FROM app.problem AS t5
        WHERE t5."holder" = $2
        AND t5."open"
        AND t5."channel" = $9
        ORDER BY t5."reported_at" ASC,
        t5."id" ASC
        LIMIT ALL OFFSET 0
      ) AS t5
      WHERE t5."at3" = $2
      AND t5."open_to" <= 3
      AND (t5."accused" && $3) IS NOT true
      ORDER BY t5."reported_at" ASC,
      t5."id" ASC
      LIMIT 5
    ) AS t5p
  ),
  '}}'
) AS concat_1
