-- $1: viewer_tenant
-- $2: viewer_units
-- $3: viewer_person
-- $4: viewer_tenants
SELECT concat(
  '{"data":{"extensionsAwaitingUs":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"clock":"',
            t1p."clock",
            '","days":',
            CAST(t1p."days" AS TEXT),
            ',"reason":',
            to_json(t1p."reason"),
            ',"viewerActions":[{"act":"APPROVE","allowed":',
            CAST(
              (
                t1p."clock" = 'RECTIFICATION'
                AND t1p."holder_parent" = $1
                AND (t1p."accused" && $2) IS NOT true
                AND (t1p."asked_by" = $3::UUID) IS NOT true
                AND (
                  t1p."holder" = ANY ($4)
                  AND t1p."at3" = $1
                  AND (t1p."holder" = $1) IS NOT true
                  AND t1p."clock" = 'RECTIFICATION'
                ) IS NOT true
                AND t1p."state" IN ('ASKED')
              ) IS true AS TEXT
            ),
            ',"missing":',
            CASE WHEN (
              (
                t1p."clock" = 'RECTIFICATION'
                AND t1p."holder_parent" = $1
                AND (t1p."accused" && $2) IS NOT true
                AND (t1p."asked_by" = $3::UUID) IS NOT true
                AND (
                  t1p."holder" = ANY ($4)
                  AND t1p."at3" = $1
                  AND (t1p."holder" = $1) IS NOT true
                  AND t1p."clock" = 'RECTIFICATION'
                ) IS NOT true
              ) IS NOT true
            ) THEN '"RULE"' WHEN ((t1p."state" IN ('ASKED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
            ',"furtherCheck":true},{"act":"REFUSE","allowed":',
            CAST(
              (
                t1p."clock" = 'RECTIFICATION'
                AND t1p."holder_parent" = $1
                AND (t1p."accused" && $2) IS NOT true
                AND (t1p."asked_by" = $3::UUID) IS NOT true
                AND (
                  t1p."holder" = ANY ($4)
                  AND t1p."at3" = $1
                  AND (t1p."holder" = $1) IS NOT true
                  AND t1p."clock" = 'RECTIFICATION'
                ) IS NOT true
                AND t1p."state" IN ('ASKED')
              ) IS true AS TEXT
            ),
            ',"missing":',
            CASE WHEN (
              (
                t1p."clock" = 'RECTIFICATION'
                AND t1p."holder_parent" = $1
                AND (t1p."accused" && $2) IS NOT true
                AND (t1p."asked_by" = $3::UUID) IS NOT true
                AND (
                  t1p."holder" = ANY ($4)
                  AND t1p."at3" = $1
                  AND (t1p."holder" = $1) IS NOT true
                  AND t1p."clock" = 'RECTIFICATION'
                ) IS NOT true
              ) IS NOT true
            ) THEN '"RULE"' WHEN ((t1p."state" IN ('ASKED')) IS NOT true) THEN '"STATE"' ELSE 'null' END,
            ',"furtherCheck":true}]}'
          ),
          ','
          ORDER BY t1p."asked_at" ASC,
          t1p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_2
    FROM (
      SELECT t1."clock" AS clock,
      t1."days" AS days,
      t1."reason" AS reason,
      t1."accused" AS accused,
      t1."asked_by" AS asked_by,
      t1."holder" AS holder,
      t1."at3" AS at3,
      t1."holder_parent" AS holder_parent,
      t1."state" AS state,
      t1."asked_at" AS asked_at,
      t1."id" AS id
      FROM app.extension AS t1
      WHERE t1."state" = 'ASKED'
      AND (
        t1."holder" = $1
        AND t1."clock" = 'STATUTORY'
        OR t1."holder_parent" = $1
        AND t1."clock" != 'STATUTORY'
      )
      AND t1."at3" = $1
      AND t1."open_to" <= 3
      AND (t1."accused" && $2) IS NOT true
      ORDER BY t1."asked_at" ASC,
      t1."id" ASC
      LIMIT 50
    ) AS t1p
  ),
  '}}'
) AS concat_1
