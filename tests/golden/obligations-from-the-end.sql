-- $1: variable last
-- $2: constant 'branch_secretary'
-- $3: viewer_tenant
SELECT concat(
  '{"data":{"obligations":',
  (
    SELECT concat(
      '{"edges":[',
      coalesce(
        string_agg(
          concat(
            '{"cursor":"JU50',
            translate(
              encode(
                convert_to(CAST(json_build_array(t1p."due_on", t1p."id") AS TEXT), 'UTF8'),
                'base64'
              ),
              '+/= ',
              '-_'
            ),
            '","node":{"period":',
            to_json(t1p."period"),
            ',"dueOn":"',
            t1p."due_on",
            '","tenant":',
            CASE WHEN (t2."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t2."name"), '}') END,
            '}}'
          ),
          ','
          ORDER BY t1p."due_on" DESC,
          t1p."id" DESC
        ) FILTER (WHERE t1p."n" <= $1),
        ''
      ),
      '],"pageInfo":{"hasNextPage":false,"hasPreviousPage":',
      CAST(count(*) > $1 AS TEXT),
      ',"startCursor":',
      coalesce(
        (
          '"JU50' || array_to_string(
            trim_array(
              array_agg(
                translate(
                  encode(
                    convert_to(CAST(json_build_array(t1p."due_on", t1p."id") AS TEXT), 'UTF8'),
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
                      convert_to(CAST(json_build_array(t1p."due_on", t1p."id") AS TEXT), 'UTF8'),
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
      ',"endCursor":',
      coalesce(
        (
          '"JU50' || array_to_string(
            trim_array(
              array_agg(
                translate(
                  encode(
                    convert_to(CAST(json_build_array(t1p."due_on", t1p."id") AS TEXT), 'UTF8'),
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
                      convert_to(CAST(json_build_array(t1p."due_on", t1p."id") AS TEXT), 'UTF8'),
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
      '}}'
    ) AS concat_2
    FROM (
      SELECT t1pr."due_on" AS due_on,
      t1pr."id" AS id,
      t1pr."period" AS period,
      t1pr."holder" AS holder,
      row_number() OVER (ORDER BY t1pr."due_on" ASC, t1pr."id" ASC) AS n
      FROM (
        SELECT t1."due_on" AS due_on,
        t1."id" AS id,
        t1."period" AS period,
        t1."holder" AS holder
        FROM app.obligation AS t1
        WHERE t1."actor_type" = $2
        AND t1."at4" = $3
        AND t1."open_to" <= 4
        ORDER BY t1."due_on" ASC,
        t1."id" ASC
        LIMIT $1 + 1
      ) AS t1pr
    ) AS t1p
    LEFT OUTER JOIN app.tenant AS t2 ON t2."id" = t1p."holder"
  ),
  '}}'
) AS concat_1
