-- $1: variable first
-- $2: variable text
-- $3: variable under
SELECT concat(
  '{"data":{"tenants":',
  (
    SELECT concat(
      '{"edges":[',
      coalesce(
        string_agg(
          concat(
            '{"cursor":"-tpe',
            translate(
              encode(
                convert_to(CAST(json_build_array(t1p."name_sort", t1p."uid") AS TEXT), 'UTF8'),
                'base64'
              ),
              '+/= ',
              '-_'
            ),
            '","node":{"name":',
            to_json(t1p."name"),
            '}}'
          ),
          ','
          ORDER BY t1p."name_sort" ASC,
          t1p."uid" ASC
        ) FILTER (WHERE t1p."n" <= $1),
        ''
      ),
      '],"pageInfo":{"hasNextPage":',
      CAST(count(*) > $1 AS TEXT),
      ',"hasPreviousPage":false,"startCursor":',
      coalesce(
        (
          '"-tpe' || array_to_string(
            trim_array(
              array_agg(
                translate(
                  encode(
                    convert_to(CAST(json_build_array(t1p."name_sort", t1p."uid") AS TEXT), 'UTF8'),
                    'base64'
                  ),
                  '+/= ',
                  '-_'
                )
                ORDER BY t1p."n" ASC
              ) FILTER (WHERE t1p."n" <= $1),
              cardinality(
                array_agg(
                  translate(
                    encode(
                      convert_to(
                        CAST(json_build_array(t1p."name_sort", t1p."uid") AS TEXT),
                        'UTF8'
                      ),
                      'base64'
                    ),
                    '+/= ',
                    '-_'
                  )
                  ORDER BY t1p."n" ASC
                ) FILTER (WHERE t1p."n" <= $1)
              ) - 1
            ),
            ''
          )
        ) || '"',
        'null'
      ),
      ',"endCursor":',
      coalesce(
        (
          '"-tpe' || array_to_string(
            trim_array(
              array_agg(
                translate(
                  encode(
                    convert_to(CAST(json_build_array(t1p."name_sort", t1p."uid") AS TEXT), 'UTF8'),
                    'base64'
                  ),
                  '+/= ',
                  '-_'
                )
                ORDER BY t1p."n" DESC
              ) FILTER (WHERE t1p."n" <= $1),
              cardinality(
                array_agg(
                  translate(
                    encode(
                      convert_to(
                        CAST(json_build_array(t1p."name_sort", t1p."uid") AS TEXT),
                        'UTF8'
                      ),
                      'base64'
                    ),
                    '+/= ',
                    '-_'
                  )
                  ORDER BY t1p."n" DESC
                ) FILTER (WHERE t1p."n" <= $1)
              ) - 1
            ),
            ''
          )
        ) || '"',
        'null'
      ),
      '},"totalCount":',
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
                  FROM app.tenant AS t1
                  WHERE t1."valid_until" IS NULL
                  AND t1."kind" = 'VILLAGE'
                  AND t1."id" = ANY (
                    array(
                      (
                        SELECT app.tenant_name_pair.tenant
                        FROM app.tenant_name_pair
                        WHERE app.tenant_name_pair.pair = (SELECT app.search_pair($2) AS search_pair_1)
                        UNION ALL
                        SELECT spelt.id
                        FROM app.tenant AS spelt
                        WHERE spelt.initials >= (SELECT lower(app.folded($2)) AS lower_1)
                        AND spelt.initials < concat((SELECT lower(app.folded($2)) AS lower_1), '~')
                        UNION ALL
                        SELECT through.id
                        FROM app.tenant AS through
                        WHERE (SELECT app.search_pair($2) AS search_pair_1) = 0
                        AND through.name LIKE (SELECT app.search_pattern($2) AS search_pattern_1)
                      )
                    )
                  )
                  AND (
                    t1."name" LIKE (SELECT app.search_pattern($2) AS search_pattern_1)
                    OR t1."initials" >= (SELECT lower(app.folded($2)) AS lower_1)
                    AND t1."initials" < concat((SELECT lower(app.folded($2)) AS lower_1), '~')
                    OR app.folded(t1."name") LIKE (SELECT app.search_pattern($2) AS search_pattern_1)
                  )
                  AND (
                    t1."at1" = (SELECT top.id FROM app.tenant AS top WHERE top.uid = $3::UUID)
                    OR t1."at2" = (SELECT top.id FROM app.tenant AS top WHERE top.uid = $3::UUID)
                    OR t1."at3" = (SELECT top.id FROM app.tenant AS top WHERE top.uid = $3::UUID)
                    OR t1."at4" = (SELECT top.id FROM app.tenant AS top WHERE top.uid = $3::UUID)
                    OR t1."at5" = (SELECT top.id FROM app.tenant AS top WHERE top.uid = $3::UUID)
                    OR t1."at6" = (SELECT top.id FROM app.tenant AS top WHERE top.uid = $3::UUID)
                  )
                  LIMIT 201
                ) AS anon_3
              ) AS anon_2
              LIMIT 201
            ) AS anon_1
          ),
          200
        ) AS TEXT
      ),
      ',"totalCountIsExact":',
      CAST(
        (
          SELECT count(*) AS count_2
          FROM (
            SELECT 1
            FROM (
              SELECT anon_6.one AS one
              FROM (
                SELECT 1 AS one
                FROM app.tenant AS t1
                WHERE t1."valid_until" IS NULL
                AND t1."kind" = 'VILLAGE'
                AND t1."id" = ANY (
                  array(
                    (
                      SELECT app.tenant_name_pair.tenant
                      FROM app.tenant_name_pair
                      WHERE app.tenant_name_pair.pair = (SELECT app.search_pair($2) AS search_pair_1)
                      UNION ALL
                      SELECT spelt.id
                      FROM app.tenant AS spelt
                      WHERE spelt.initials >= (SELECT lower(app.folded($2)) AS lower_1)
                      AND spelt.initials < concat((SELECT lower(app.folded($2)) AS lower_1), '~')
                      UNION ALL
                      SELECT through.id
                      FROM app.tenant AS through
                      WHERE (SELECT app.search_pair($2) AS search_pair_1) = 0
                      AND through.name LIKE (SELECT app.search_pattern($2) AS search_pattern_1)
                    )
                  )
                )
                AND (
                  t1."name" LIKE (SELECT app.search_pattern($2) AS search_pattern_1)
                  OR t1."initials" >= (SELECT lower(app.folded($2)) AS lower_1)
                  AND t1."initials" < concat((SELECT lower(app.folded($2)) AS lower_1), '~')
                  OR app.folded(t1."name") LIKE (SELECT app.search_pattern($2) AS search_pattern_1)
                )
                AND (
                  t1."at1" = (SELECT top.id FROM app.tenant AS top WHERE top.uid = $3::UUID)
                  OR t1."at2" = (SELECT top.id FROM app.tenant AS top WHERE top.uid = $3::UUID)
                  OR t1."at3" = (SELECT top.id FROM app.tenant AS top WHERE top.uid = $3::UUID)
                  OR t1."at4" = (SELECT top.id FROM app.tenant AS top WHERE top.uid = $3::UUID)
                  OR t1."at5" = (SELECT top.id FROM app.tenant AS top WHERE top.uid = $3::UUID)
                  OR t1."at6" = (SELECT top.id FROM app.tenant AS top WHERE top.uid = $3::UUID)
                )
                LIMIT 201
              ) AS anon_6
            ) AS anon_5
            LIMIT 201
          ) AS anon_4
        ) <= 200 AS TEXT
      ),
      '}'
    ) AS concat_2
    FROM (
      SELECT t1pr."name_sort" AS name_sort,
      t1pr."uid" AS uid,
      t1pr."name" AS name,
      row_number() OVER (ORDER BY t1pr."name_sort" ASC, t1pr."uid" ASC) AS n
      FROM (
        SELECT t1."name_sort" AS name_sort,
        t1."uid" AS uid,
        t1."name" AS name
        FROM app.tenant AS t1
        WHERE t1."valid_until" IS NULL
        AND t1."kind" = 'VILLAGE'
        AND t1."id" = ANY (
          array(
            (
              SELECT app.tenant_name_pair.tenant
              FROM app.tenant_name_pair
              WHERE app.tenant_name_pair.pair = (SELECT app.search_pair($2) AS search_pair_1)
              UNION ALL
              SELECT spelt.id
              FROM app.tenant AS spelt
              WHERE spelt.initials >= (SELECT lower(app.folded($2)) AS lower_1)
              AND spelt.initials < concat((SELECT lower(app.folded($2)) AS lower_1), '~')
              UNION ALL
              SELECT through.id
              FROM app.tenant AS through
              WHERE (SELECT app.search_pair($2) AS search_pair_1) = 0
              AND through.name LIKE (SELECT app.search_pattern($2) AS search_pattern_1)
            )
          )
        )
        AND (
          t1."name" LIKE (SELECT app.search_pattern($2) AS search_pattern_1)
          OR t1."initials" >= (SELECT lower(app.folded($2)) AS lower_1)
          AND t1."initials" < concat((SELECT lower(app.folded($2)) AS lower_1), '~')
          OR app.folded(t1."name") LIKE (SELECT app.search_pattern($2) AS search_pattern_1)
        )
        AND (
          t1."at1" = (SELECT top.id FROM app.tenant AS top WHERE top.uid = $3::UUID)
          OR t1."at2" = (SELECT top.id FROM app.tenant AS top WHERE top.uid = $3::UUID)
          OR t1."at3" = (SELECT top.id FROM app.tenant AS top WHERE top.uid = $3::UUID)
          OR t1."at4" = (SELECT top.id FROM app.tenant AS top WHERE top.uid = $3::UUID)
          OR t1."at5" = (SELECT top.id FROM app.tenant AS top WHERE top.uid = $3::UUID)
          OR t1."at6" = (SELECT top.id FROM app.tenant AS top WHERE top.uid = $3::UUID)
        )
        ORDER BY t1."name_sort" ASC,
        t1."uid" ASC
        LIMIT $1 + 1
      ) AS t1pr
    ) AS t1p
  ),
  '}}'
) AS concat_1
