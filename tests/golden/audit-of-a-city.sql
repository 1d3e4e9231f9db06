-- $1: variable id
-- $2: viewer_tenant
-- $3: viewer_units
-- $4: variable unit
-- $5: constant 'problem'
-- $6: variable who
-- $7: variable since
-- $8: viewer_person
-- $9: viewer_post
SELECT concat(
  '{"data":{"auditEvent":',
  coalesce(
    (
      SELECT concat('{"id":"AuditEvent_', t1."id", '","act":', to_json(t1."act"), '}') AS concat_2
      FROM (
        SELECT audit.event.id AS id,
        audit.event.shard AS shard,
        audit.event.number AS number,
        audit.event.at AS at,
        audit.event.root AS root,
        audit.event.tenant AS tenant,
        audit.event.person AS person,
        audit.event.post AS post,
        audit.event.act AS act,
        audit.event.noun AS noun,
        audit.event.record AS record,
        audit.event.version AS version,
        audit.event.rule AS rule,
        audit.event.request AS request,
        audit.event.said AS said,
        audit.event.reason AS reason,
        audit.event.document_no AS document_no,
        audit.event.hash AS hash,
        audit.event.accused AS accused,
        audit.event.glass AS glass,
        app.tenant.id AS holder,
        app.tenant.parent_id AS holder_parent
        FROM audit.event JOIN app.tenant ON app.tenant.id = audit.event.tenant
      ) AS t1
      WHERE t1."id" = $1::UUID
      AND (
        t1."holder_parent" = $2
        AND (t1."accused" && $3) IS NOT true
        OR t1."holder" = $2
        AND (t1."accused" && $3) IS NOT true
      )
      LIMIT 1
    ),
    'null'
  ),
  ',"auditEvents":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"id":"AuditEvent_',
            t2p."id",
            '","at":"',
            to_char(timezone('UTC', t2p."at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            '","act":',
            to_json(t2p."act"),
            ',"noun":',
            to_json(t2p."noun"),
            ',"record":',
            CASE WHEN (
              (
                CASE t2p."noun" WHEN 'appointment' THEN 'Appointment_' WHEN 'assignment' THEN 'Assignment_' WHEN 'calendar_day' THEN 'CalendarDay_' WHEN 'clause' THEN 'Clause_' WHEN 'cluster' THEN 'Cluster_' WHEN 'comment' THEN 'Comment_' WHEN 'contact_card' THEN 'ContactCard_' WHEN 'diary_entry' THEN 'DiaryEntry_' WHEN 'draft' THEN 'PublicationDraft_' WHEN 'escalation' THEN 'Escalation_' WHEN 'extension' THEN 'Extension_' WHEN 'file' THEN 'File_' WHEN 'glass_window' THEN 'GlassWindow_' WHEN 'meeting' THEN 'Meeting_' WHEN 'meeting_item' THEN 'MeetingItem_' WHEN 'notice' THEN 'Notice_' WHEN 'notice_setting' THEN 'NoticeSetting_' WHEN 'obligation' THEN 'Obligation_' WHEN 'person' THEN 'Person_' WHEN 'petitioner' THEN 'Petitioner_' WHEN 'pledge' THEN 'Pledge_' WHEN 'post' THEN 'Post_' WHEN 'problem' THEN 'Problem_' WHEN 'problem_setting' THEN 'ProblemSetting_' WHEN 'publication' THEN 'Publication_' WHEN 'refusal' THEN 'Refusal_' WHEN 'responsibility' THEN 'ResponsibilityList_' WHEN 'supplement' THEN 'Supplement_' WHEN 'visit_template' THEN 'VisitTemplate_' END || CAST(t2p."record" AS TEXT)
              ) IS NULL
            ) THEN 'null' ELSE to_json(
              CASE t2p."noun" WHEN 'appointment' THEN 'Appointment_' WHEN 'assignment' THEN 'Assignment_' WHEN 'calendar_day' THEN 'CalendarDay_' WHEN 'clause' THEN 'Clause_' WHEN 'cluster' THEN 'Cluster_' WHEN 'comment' THEN 'Comment_' WHEN 'contact_card' THEN 'ContactCard_' WHEN 'diary_entry' THEN 'DiaryEntry_' WHEN 'draft' THEN 'PublicationDraft_' WHEN 'escalation' THEN 'Escalation_' WHEN 'extension' THEN 'Extension_' WHEN 'file' THEN 'File_' WHEN 'glass_window' THEN 'GlassWindow_' WHEN 'meeting' THEN 'Meeting_' WHEN 'meeting_item' THEN 'MeetingItem_' WHEN 'notice' THEN 'Notice_' WHEN 'notice_setting' THEN 'NoticeSetting_' WHEN 'obligation' THEN 'Obligation_' WHEN 'person' THEN 'Person_' WHEN 'petitioner' THEN 'Petitioner_' WHEN 'pledge' THEN 'Pledge_' WHEN 'post' THEN 'Post_' WHEN 'problem' THEN 'Problem_' WHEN 'problem_setting' THEN 'ProblemSetting_' WHEN 'publication' THEN 'Publication_' WHEN 'refusal' THEN 'Refusal_' WHEN 'responsibility' THEN 'ResponsibilityList_' WHEN 'supplement' THEN 'Supplement_' WHEN 'visit_template' THEN 'VisitTemplate_' END || CAST(t2p."record" AS TEXT)
            ) END,
            ',"recordVersion":',
            CASE WHEN (t2p."version" IS NULL) THEN 'null' ELSE CAST(t2p."version" AS TEXT) END,
            ',"said":',
            CASE WHEN (t2p."said" IS NULL) THEN 'null' ELSE to_json(t2p."said") END,
            ',"rule":',
            CASE WHEN (t2p."rule" IS NULL) THEN 'null' ELSE to_json(t2p."rule") END,
            ',"requestId":',
            CASE WHEN (t2p."request" IS NULL) THEN 'null' ELSE to_json(t2p."request") END,
            ',"shard":',
            CAST(t2p."shard" AS TEXT),
            ',"number":"',
            t2p."number",
            '","sha256":"',
            encode(t2p."hash", 'hex'),
            '","reason":',
            CASE WHEN (t2p."reason" IS NULL) THEN 'null' ELSE to_json(t2p."reason") END,
            ',"documentNo":',
            CASE WHEN (t2p."document_no" IS NULL) THEN 'null' ELSE to_json(t2p."document_no") END,
            ',"glassWindow":',
            CASE WHEN (t3."id" IS NULL) THEN 'null' ELSE concat('{"id":"GlassWindow_', t3."id", '"}') END,
            ',"tenant":',
            CASE WHEN (t4."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t4."name"), '}') END,
            ',"person":',
            CASE WHEN (t5."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t5."name"), '}') END,
            ',"post":',
            CASE WHEN (t6."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t6."title"), '}') END,
            '}'
          ),
          ','
          ORDER BY t2p."at" DESC,
          t2p."id" DESC
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
                  FROM (
                    SELECT audit.event.id AS id,
                    audit.event.shard AS shard,
                    audit.event.number AS number,
                    audit.event.at AS at,
                    audit.event.root AS root,
                    audit.event.tenant AS tenant,
                    audit.event.person AS person,
                    audit.event.post AS post,
                    audit.event.act AS act,
                    audit.event.noun AS noun,
                    audit.event.record AS record,
                    audit.event.version AS version,
                    audit.event.rule AS rule,
                    audit.event.request AS request,
                    audit.event.said AS said,
                    audit.event.reason AS reason,
                    audit.event.document_no AS document_no,
                    audit.event.hash AS hash,
                    audit.event.accused AS accused,
                    audit.event.glass AS glass,
                    app.tenant.id AS holder,
                    app.tenant.parent_id AS holder_parent
                    FROM audit.event JOIN app.tenant ON app.tenant.id = audit.event.tenant
                  ) AS t2
                  WHERE t2."holder" = (
                    SELECT app.tenant.id
                    FROM app.tenant
                    WHERE app.tenant.uid = $4::UUID
                  )
                  AND t2."noun" = $5
                  AND t2."person" = $6::UUID
                  AND t2."at" >= $7
                  AND t2."holder_parent" = $2
                  AND (t2."accused" && $3) IS NOT true
                  LIMIT 201
                ) AS anon_3
                UNION ALL
                SELECT anon_4.one AS one
                FROM (
                  SELECT 1 AS one
                  FROM (
                    SELECT audit.event.id AS id,
                    audit.event.shard AS shard,
                    audit.event.number AS number,
                    audit.event.at AS at,
                    audit.event.root AS root,
                    audit.event.tenant AS tenant,
                    audit.event.person AS person,
                    audit.event.post AS post,
                    audit.event.act AS act,
                    audit.event.noun AS noun,
                    audit.event.record AS record,
                    audit.event.version AS version,
                    audit.event.rule AS rule,
                    audit.event.request AS request,
                    audit.event.said AS said,
                    audit.event.reason AS reason,
                    audit.event.document_no AS document_no,
                    audit.event.hash AS hash,
                    audit.event.accused AS accused,
                    audit.event.glass AS glass,
                    app.tenant.id AS holder,
                    app.tenant.parent_id AS holder_parent
                    FROM audit.event JOIN app.tenant ON app.tenant.id = audit.event.tenant
                  ) AS t2
                  WHERE t2."holder" = (
                    SELECT app.tenant.id
                    FROM app.tenant
                    WHERE app.tenant.uid = $4::UUID
                  )
                  AND t2."noun" = $5
                  AND t2."person" = $6::UUID
                  AND t2."at" >= $7
                  AND t2."holder" = $2
                  AND (t2."accused" && $3) IS NOT true
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
      SELECT t2pu."id" AS id,
      t2pu."at" AS at,
      t2pu."act" AS act,
      t2pu."noun" AS noun,
      t2pu."record" AS record,
      t2pu."version" AS version,
      t2pu."said" AS said,
      t2pu."rule" AS rule,
      t2pu."request" AS request,
      t2pu."shard" AS shard,
      t2pu."number" AS number,
      t2pu."hash" AS hash,
      t2pu."reason" AS reason,
      t2pu."document_no" AS document_no,
      t2pu."glass" AS glass,
      t2pu."root" AS root,
      t2pu."holder" AS holder,
      t2pu."person" AS person,
      t2pu."post" AS post
      FROM (
        SELECT anon_5.id AS id,
        anon_5.at AS at,
        anon_5.act AS act,
        anon_5.noun AS noun,
        anon_5.record AS record,
        anon_5.version AS version,
        anon_5.said AS said,
        anon_5.rule AS rule,
        anon_5.request AS request,
        anon_5.shard AS shard,
        anon_5.number AS number,
        anon_5.hash AS hash,
        anon_5.reason AS reason,
        anon_5.document_no AS document_no,
        anon_5.glass AS glass,
        anon_5.root AS root,
        anon_5.holder AS holder,
        anon_5.person AS person,
        anon_5.post AS post
        FROM (
          SELECT t2."id" AS id,
          t2."at" AS at,
          t2."act" AS act,
          t2."noun" AS noun,
          t2."record" AS record,
          t2."version" AS version,
          t2."said" AS said,
          t2."rule" AS rule,
          t2."request" AS request,
          t2."shard" AS shard,
          t2."number" AS number,
          t2."hash" AS hash,
          t2."reason" AS reason,
          t2."document_no" AS document_no,
          t2."glass" AS glass,
          t2."root" AS root,
          t2."holder" AS holder,
          t2."person" AS person,
          t2."post" AS post
          FROM (
            SELECT audit.event.id AS id,
            audit.event.shard AS shard,
            audit.event.number AS number,
            audit.event.at AS at,
            audit.event.root AS root,
            audit.event.tenant AS tenant,
            audit.event.person AS person,
            audit.event.post AS post,
            audit.event.act AS act,
            audit.event.noun AS noun,
            audit.event.record AS record,
            audit.event.version AS version,
            audit.event.rule AS rule,
            audit.event.request AS request,
            audit.event.said AS said,
            audit.event.reason AS reason,
            audit.event.document_no AS document_no,
            audit.event.hash AS hash,
            audit.event.accused AS accused,
            audit.event.glass AS glass,
            app.tenant.id AS holder,
            app.tenant.parent_id AS holder_parent
            FROM audit.event JOIN app.tenant ON app.tenant.id = audit.event.tenant
          ) AS t2
          WHERE t2."holder" = (SELECT app.tenant.id FROM app.tenant WHERE app.tenant.uid = $4::UUID)
          AND t2."noun" = $5
          AND t2."person" = $6::UUID
          AND t2."at" >= $7
          AND t2."holder_parent" = $2
          AND (t2."accused" && $3) IS NOT true
          ORDER BY t2."at" DESC,
          t2."id" DESC
          LIMIT 2
        ) AS anon_5
        UNION ALL
        SELECT anon_6.id AS id,
        anon_6.at AS at,
        anon_6.act AS act,
        anon_6.noun AS noun,
        anon_6.record AS record,
        anon_6.version AS version,
        anon_6.said AS said,
        anon_6.rule AS rule,
        anon_6.request AS request,
        anon_6.shard AS shard,
        anon_6.number AS number,
        anon_6.hash AS hash,
        anon_6.reason AS reason,
        anon_6.document_no AS document_no,
        anon_6.glass AS glass,
        anon_6.root AS root,
        anon_6.holder AS holder,
        anon_6.person AS person,
        anon_6.post AS post
        FROM (
          SELECT t2."id" AS id,
          t2."at" AS at,
          t2."act" AS act,
          t2."noun" AS noun,
          t2."record" AS record,
          t2."version" AS version,
          t2."said" AS said,
          t2."rule" AS rule,
          t2."request" AS request,
          t2."shard" AS shard,
          t2."number" AS number,
          t2."hash" AS hash,
          t2."reason" AS reason,
          t2."document_no" AS document_no,
          t2."glass" AS glass,
          t2."root" AS root,
          t2."holder" AS holder,
          t2."person" AS person,
          t2."post" AS post
          FROM (
            SELECT audit.event.id AS id,
            audit.event.shard AS shard,
            audit.event.number AS number,
            audit.event.at AS at,
            audit.event.root AS root,
            audit.event.tenant AS tenant,
            audit.event.person AS person,
            audit.event.post AS post,
            audit.event.act AS act,
            audit.event.noun AS noun,
            audit.event.record AS record,
            audit.event.version AS version,
            audit.event.rule AS rule,
            audit.event.request AS request,
            audit.event.said AS said,
            audit.event.reason AS reason,
            audit.event.document_no AS document_no,
            audit.event.hash AS hash,
            audit.event.accused AS accused,
            audit.event.glass AS glass,
            app.tenant.id AS holder,
            app.tenant.parent_id AS holder_parent
            FROM audit.event JOIN app.tenant ON app.tenant.id = audit.event.tenant
          ) AS t2
          WHERE t2."holder" = (SELECT app.tenant.id FROM app.tenant WHERE app.tenant.uid = $4::UUID)
          AND t2."noun" = $5
          AND t2."person" = $6::UUID
          AND t2."at" >= $7
          AND t2."holder" = $2
          AND (t2."accused" && $3) IS NOT true
          ORDER BY t2."at" DESC,
          t2."id" DESC
          LIMIT 2
        ) AS anon_6
      ) AS t2pu
      ORDER BY t2pu."at" DESC,
      t2pu."id" DESC
      LIMIT 2
    ) AS t2p
    LEFT OUTER JOIN app.glass_window AS t3 ON t3."root" = t2p."root"
    AND t3."id" = t2p."glass"
    AND (t3."holder_parent" = $2 OR t3."holder" = $2)
    LEFT OUTER JOIN app.tenant AS t4 ON t4."id" = t2p."holder"
    LEFT OUTER JOIN app.person AS t5 ON t5."root" = t2p."root"
    AND t5."id" = t2p."person"
    AND (t5."id" = $8::UUID)
    LEFT OUTER JOIN app.post AS t6 ON t6."root" = t2p."root"
    AND t6."id" = t2p."post"
    AND (t6."id" = $9::UUID)
  ),
  ',"auditHeads":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"id":"AuditHead_',
            t7p."id",
            '","hour":"',
            to_char(timezone('UTC', t7p."hour"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            '","direction":"',
            t7p."direction",
            '","shard":',
            CAST(t7p."shard" AS TEXT),
            ',"number":"',
            t7p."number",
            '","sha256":"',
            encode(t7p."hash", 'hex'),
            '","sm3":"',
            encode(t7p."sm3", 'hex'),
            '","signedBy":',
            to_json(t7p."kid"),
            ',"signature":"',
            encode(t7p."signature", 'hex'),
            '","unit":',
            CASE WHEN (t8."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t8."name"), '}') END,
            ',"witness":',
            CASE WHEN (t9."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t9."name"), '}') END,
            '}'
          ),
          ','
          ORDER BY t7p."hour" DESC,
          t7p."id" DESC
        ),
        ''
      ),
      ']}'
    ) AS concat_4
    FROM (
      SELECT t7pu."id" AS id,
      t7pu."hour" AS hour,
      t7pu."direction" AS direction,
      t7pu."shard" AS shard,
      t7pu."number" AS number,
      t7pu."hash" AS hash,
      t7pu."sm3" AS sm3,
      t7pu."kid" AS kid,
      t7pu."signature" AS signature,
      t7pu."unit" AS unit,
      t7pu."witness" AS witness
      FROM (
        SELECT anon_7.id AS id,
        anon_7.hour AS hour,
        anon_7.direction AS direction,
        anon_7.shard AS shard,
        anon_7.number AS number,
        anon_7.hash AS hash,
        anon_7.sm3 AS sm3,
        anon_7.kid AS kid,
        anon_7.signature AS signature,
        anon_7.unit AS unit,
        anon_7.witness AS witness
        FROM (
          SELECT t7."id" AS id,
          t7."hour" AS hour,
          t7."direction" AS direction,
          t7."shard" AS shard,
          t7."number" AS number,
          t7."hash" AS hash,
          t7."sm3" AS sm3,
          t7."kid" AS kid,
          t7."signature" AS signature,
          t7."unit" AS unit,
          t7."witness" AS witness
          FROM (
            SELECT audit.countersignature.id AS id,
            audit.countersignature.hour AS hour,
            audit.countersignature.unit AS unit,
            audit.countersignature.witness AS witness,
            audit.countersignature.direction AS direction,
            audit.countersignature.shard AS shard,
            audit.countersignature.number AS number,
            audit.countersignature.kid AS kid,
            audit.countersignature.signature AS signature,
            audit.anchor.hash AS hash,
            audit.anchor.sm3 AS sm3,
            audit.countersignature.witness AS holder,
            app.tenant.parent_id AS holder_parent,
            CAST('{}' AS INTEGER[]) AS accused
            FROM audit.countersignature JOIN audit.anchor ON audit.anchor.shard = audit.countersignature.shard
            AND audit.anchor.number = audit.countersignature.number JOIN app.tenant ON app.tenant.id = audit.countersignature.witness
          ) AS t7
          WHERE t7."holder_parent" = $2
          AND (t7."accused" && $3) IS NOT true
          ORDER BY t7."hour" DESC,
          t7."id" DESC
          LIMIT 1
        ) AS anon_7
        UNION ALL
        SELECT anon_8.id AS id,
        anon_8.hour AS hour,
        anon_8.direction AS direction,
        anon_8.shard AS shard,
        anon_8.number AS number,
        anon_8.hash AS hash,
        anon_8.sm3 AS sm3,
        anon_8.kid AS kid,
        anon_8.signature AS signature,
        anon_8.unit AS unit,
        anon_8.witness AS witness
        FROM (
          SELECT t7."id" AS id,
          t7."hour" AS hour,
          t7."direction" AS direction,
          t7."shard" AS shard,
          t7."number" AS number,
          t7."hash" AS hash,
          t7."sm3" AS sm3,
          t7."kid" AS kid,
          t7."signature" AS signature,
          t7."unit" AS unit,
          t7."witness" AS witness
          FROM (
            SELECT audit.countersignature.id AS id,
            audit.countersignature.hour AS hour,
            audit.countersignature.unit AS unit,
            audit.countersignature.witness AS witness,
            audit.countersignature.direction AS direction,
            audit.countersignature.shard AS shard,
            audit.countersignature.number AS number,
            audit.countersignature.kid AS kid,
            audit.countersignature.signature AS signature,
            audit.anchor.hash AS hash,
            audit.anchor.sm3 AS sm3,
            audit.countersignature.witness AS holder,
            app.tenant.parent_id AS holder_parent,
            CAST('{}' AS INTEGER[]) AS accused
            FROM audit.countersignature JOIN audit.anchor ON audit.anchor.shard = audit.countersignature.shard
            AND audit.anchor.number = audit.countersignature.number JOIN app.tenant ON app.tenant.id = audit.countersignature.witness
          ) AS t7
          WHERE t7."holder" = $2
          AND (t7."accused" && $3) IS NOT true
          ORDER BY t7."hour" DESC,
          t7."id" DESC
          LIMIT 1
        ) AS anon_8
      ) AS t7pu
      ORDER BY t7pu."hour" DESC,
      t7pu."id" DESC
      LIMIT 1
    ) AS t7p
    LEFT OUTER JOIN app.tenant AS t8 ON t8."id" = t7p."unit"
    LEFT OUTER JOIN app.tenant AS t9 ON t9."id" = t7p."witness"
  ),
  '}}'
) AS concat_1
