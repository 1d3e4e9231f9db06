-- Made by `python -m migrations.blueprint`; do not edit.

create schema if not exists app authorization levelwise_owner;
create schema if not exists ctx authorization levelwise_owner;
create schema if not exists audit authorization levelwise_owner;
create schema if not exists staging authorization levelwise_owner;
revoke all on schema app, ctx, audit, staging from public;
grant usage, create on schema app, ctx, audit to levelwise_gate;
grant usage on schema app, ctx, audit to levelwise_app, levelwise_relay, levelwise_migrator;
grant usage on schema audit to levelwise_auditor;
grant usage on schema app to levelwise_bench;
grant usage, create on schema staging to levelwise_migrator;

create table ctx.key (kid text primary key, ipad bytea not null, opad bytea not null, added_at timestamptz not null default now());

revoke all on ctx.key from public;

grant select on ctx.key to levelwise_gate;

create function ctx.claims() returns text language plpgsql stable
  security definer parallel restricted set search_path = pg_catalog, pg_temp as $$
declare
  t text := current_setting('levelwise.context', true);
  m text := right(t, -64);
  k ctx.key;
begin
  select * into k from ctx.key;
  if k.kid is distinct from split_part(m, '|', 1) then
    select * into k from ctx.key where kid = split_part(m, '|', 1);
  end if;
  if encode(sha256(k.opad || sha256(k.ipad || convert_to(m, 'UTF8'))), 'hex') = left(t, 64)
      and pg_backend_pid()::text = split_part(m, '|', 3) then
    if split_part(m, '|', 2)::bigint >= extract(epoch from clock_timestamp()) then
      return m;
    end if;
  end if;
  return null;
end $$;

create function ctx.tenant() returns int language sql stable parallel restricted return nullif(split_part(rtrim(split_part(ctx.claims(), '|', 7), ','), ',', -1), '')::int;

create function ctx.lineage() returns int[] language sql stable parallel restricted return string_to_array(split_part(ctx.claims(), '|', 7), ',', '')::int[];

create function ctx.tenants() returns int[] language sql stable parallel restricted return string_to_array(split_part(ctx.claims(), '|', 8), ',')::int[];

create function ctx.person() returns uuid language sql stable parallel restricted return nullif(split_part(ctx.claims(), '|', 4), '')::uuid;

create function ctx.post() returns uuid language sql stable parallel restricted return nullif(split_part(ctx.claims(), '|', 5), '')::uuid;

create function ctx.root() returns int language sql stable parallel restricted return nullif(split_part(ctx.claims(), '|', 6), '')::int;

create function ctx.asked() returns text language sql stable parallel restricted return nullif(split_part(ctx.claims(), '|', 9), '');

create function ctx.verified() returns boolean language sql stable parallel restricted return ctx.claims() is not null;

create function ctx.units() returns int[] language plpgsql stable
  security definer parallel restricted set search_path = pg_catalog, pg_temp as $$
declare
  own int[] := ctx.tenants();
begin
  if own is null then
    return null;
  end if;
  return (select coalesce(array_agg(distinct u), '{}') from app.tenant t,
    unnest(array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6]) u
    where u is not null and t.id = any (own));
end $$;

create function ctx.nowhere_else() returns boolean language sql stable
  parallel restricted return ctx.units() <@ ctx.lineage();

create function ctx.versions() returns int[] language plpgsql stable
  security definer parallel restricted set search_path = pg_catalog, pg_temp as $$
declare
  m text := ctx.claims();
  in_root int := nullif(split_part(m, '|', 6), '')::int;
  of_person uuid := nullif(split_part(m, '|', 4), '')::uuid;
  stood int;
  glass_until timestamptz;
  version int;
begin
  if m is null then
    return null;
  end if;
  select p.standing, p.glass_until, d.policy_version into stood, glass_until, version
    from app.deployment d left join app.person p on p.root = in_root and p.id = of_person;
  if glass_until <= clock_timestamp() then
    stood := stood + 1;
  end if;
  return array[coalesce(stood, 0), version];
end $$;

grant execute on function ctx.claims() to levelwise_app, levelwise_relay, levelwise_auditor;

grant execute on function ctx.tenant() to levelwise_app, levelwise_relay, levelwise_auditor;

grant execute on function ctx.lineage() to levelwise_app, levelwise_relay, levelwise_auditor;

grant execute on function ctx.tenants() to levelwise_app, levelwise_relay, levelwise_auditor;

grant execute on function ctx.person() to levelwise_app, levelwise_relay, levelwise_auditor;

grant execute on function ctx.post() to levelwise_app, levelwise_relay, levelwise_auditor;

grant execute on function ctx.root() to levelwise_app, levelwise_relay, levelwise_auditor;

grant execute on function ctx.asked() to levelwise_app, levelwise_relay, levelwise_auditor;

grant execute on function ctx.verified() to levelwise_app, levelwise_relay, levelwise_auditor;

grant execute on function ctx.units() to levelwise_app, levelwise_relay, levelwise_auditor;

grant execute on function ctx.nowhere_else() to levelwise_app, levelwise_relay, levelwise_auditor;

grant execute on function ctx.versions() to levelwise_app, levelwise_relay, levelwise_auditor;

CREATE TABLE app.actor_type (
	id UUID NOT NULL,
	key TEXT NOT NULL,
	position SMALLINT NOT NULL,
	title_zh TEXT NOT NULL,
	title_en TEXT NOT NULL,
	kind TEXT NOT NULL,
	lives_in TEXT NOT NULL,
	kinds TEXT[] NOT NULL,
	description_en TEXT NOT NULL,
	active BOOLEAN DEFAULT true NOT NULL,
	CONSTRAINT actor_type_pk PRIMARY KEY (id),
	CONSTRAINT actor_type_kind_check CHECK (kind in ('COLLECTIVE', 'PERSON')),
	CONSTRAINT actor_type_key_key UNIQUE (key)
);

CREATE TABLE app.body_kind (
	key TEXT NOT NULL,
	title_zh TEXT NOT NULL,
	title_en TEXT NOT NULL,
	rule_level TEXT,
	CONSTRAINT body_kind_pk PRIMARY KEY (key)
);

CREATE TABLE app.catalogue_version (
	version SERIAL NOT NULL,
	sha256 TEXT NOT NULL,
	loaded_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	CONSTRAINT catalogue_version_pk PRIMARY KEY (version)
);

CREATE TABLE app.deployment (
	one BOOLEAN DEFAULT true NOT NULL,
	book_version TEXT DEFAULT '' NOT NULL,
	policy_version INTEGER DEFAULT 1 NOT NULL,
	changed_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	books TEXT[] DEFAULT '{}' NOT NULL,
	books_since TIMESTAMP WITH TIME ZONE[] DEFAULT '{}' NOT NULL,
	CONSTRAINT deployment_pk PRIMARY KEY (one),
	CONSTRAINT deployment_single_check CHECK (one)
);

CREATE TABLE app.outbox (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	kind TEXT NOT NULL,
	noun TEXT NOT NULL,
	holder INTEGER NOT NULL,
	record_id UUID NOT NULL,
	record_version INTEGER NOT NULL,
	recorded_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	xid BIGINT DEFAULT pg_current_xact_id()::text::bigint NOT NULL,
	CONSTRAINT outbox_pk PRIMARY KEY (root, id)
);

CREATE INDEX outbox_in_order ON app.outbox (root, xid, id);

CREATE INDEX outbox_newest ON app.outbox (xid);

CREATE TABLE app.outcome (
	root INTEGER NOT NULL,
	person_id UUID NOT NULL,
	key TEXT NOT NULL,
	act TEXT NOT NULL,
	input_sha256 TEXT NOT NULL,
	record_id UUID,
	record_version INTEGER,
	refusal TEXT,
	decided_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	CONSTRAINT outcome_pk PRIMARY KEY (root, person_id, key)
);

CREATE TABLE app.problem_sketch (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	marks INTEGER[] NOT NULL,
	pairs INTEGER[] DEFAULT '{}' NOT NULL,
	against BOOLEAN DEFAULT false NOT NULL,
	CONSTRAINT problem_sketch_pk PRIMARY KEY (root, id)
);

CREATE INDEX problem_sketch_marks ON app.problem_sketch USING gin (marks) WITH (gin_pending_list_limit = 256);

CREATE INDEX problem_sketch_pairs ON app.problem_sketch USING gin (pairs) WITH (gin_pending_list_limit = 256);

CREATE TABLE app.regulation (
	id UUID NOT NULL,
	key TEXT NOT NULL,
	title_zh TEXT NOT NULL,
	title_en TEXT NOT NULL,
	year TEXT NOT NULL,
	CONSTRAINT regulation_pk PRIMARY KEY (id),
	CONSTRAINT regulation_key_key UNIQUE (key)
);

CREATE TABLE app.rule_level (
	id UUID NOT NULL,
	key TEXT NOT NULL,
	position SMALLINT NOT NULL,
	title_zh TEXT NOT NULL,
	title_en TEXT NOT NULL,
	CONSTRAINT rule_level_pk PRIMARY KEY (id),
	CONSTRAINT rule_level_key_key UNIQUE (key)
);

CREATE TABLE app.tenant (
	root INTEGER NOT NULL,
	id INTEGER GENERATED BY DEFAULT AS IDENTITY,
	uid UUID DEFAULT gen_random_uuid() NOT NULL,
	kind TEXT NOT NULL,
	code TEXT NOT NULL,
	name TEXT NOT NULL,
	name_sort TEXT COLLATE "C" NOT NULL,
	initials TEXT COLLATE "C" NOT NULL,
	credit_code TEXT,
	trade TEXT,
	parent_id INTEGER,
	slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	suspended BOOLEAN DEFAULT false NOT NULL,
	synthetic BOOLEAN DEFAULT false NOT NULL,
	valid_from DATE DEFAULT date '1949-10-01' NOT NULL,
	valid_until DATE,
	CONSTRAINT tenant_pk PRIMARY KEY (root, id),
	CONSTRAINT tenant_kind_check CHECK (kind in ('PROVINCE', 'CITY', 'COUNTY', 'TOWNSHIP', 'VILLAGE', 'DEPARTMENT', 'OFFICE')),
	CONSTRAINT tenant_id_key UNIQUE (id),
	CONSTRAINT tenant_uid_key UNIQUE (uid),
	CONSTRAINT tenant_parent_fk FOREIGN KEY(root, parent_id) REFERENCES app.tenant (root, id),
	CONSTRAINT tenant_slot_check CHECK (slot between 1 and 6)
);

CREATE INDEX tenant_children_by_code ON app.tenant (parent_id, code, uid);

CREATE INDEX tenant_children_by_name ON app.tenant (parent_id, name_sort, uid);

CREATE UNIQUE INDEX tenant_code_kind ON app.tenant (code, kind, (case when valid_until is null then 0 else id end));

CREATE UNIQUE INDEX tenant_credit_code ON app.tenant (credit_code) WHERE credit_code is not null and valid_until is null;

CREATE INDEX tenant_initials ON app.tenant (initials);

CREATE TABLE app.tenant_name_pair (
	root INTEGER NOT NULL,
	pair INTEGER NOT NULL,
	tenant INTEGER NOT NULL
);

CREATE INDEX tenant_name_pair_found ON app.tenant_name_pair (pair, tenant);

CREATE TABLE app.body (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	kind TEXT NOT NULL,
	name TEXT NOT NULL,
	name_sort TEXT COLLATE "C" NOT NULL,
	parent_body_id UUID,
	full_members INTEGER,
	valid_from DATE DEFAULT date '1949-10-01' NOT NULL,
	valid_until DATE,
	CONSTRAINT body_pk PRIMARY KEY (root, id),
	CONSTRAINT body_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT body_root_parent_body_id_fk FOREIGN KEY(root, parent_body_id) REFERENCES app.body (root, id),
	CONSTRAINT body_kind_fk FOREIGN KEY(kind) REFERENCES app.body_kind (key)
);

CREATE INDEX body_holder ON app.body (holder, name_sort, id);

CREATE TABLE app.calendar_day (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	day DATE NOT NULL,
	works BOOLEAN NOT NULL,
	reason TEXT NOT NULL,
	declared_on DATE NOT NULL,
	state TEXT DEFAULT 'PUBLISHED' NOT NULL,
	version INTEGER DEFAULT 1 NOT NULL,
	reckoned INTEGER,
	CONSTRAINT calendar_day_pk PRIMARY KEY (root, id),
	CONSTRAINT calendar_day_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT calendar_day_state_check CHECK (state in ('PUBLISHED', 'RETIRED')),
	CONSTRAINT calendar_day_declared_before_check CHECK (declared_on < day),
	CONSTRAINT calendar_day_reason_length_check CHECK (char_length(reason) between 1 and 400)
);

CREATE UNIQUE INDEX calendar_day_once ON app.calendar_day (root, holder, day) WHERE state = 'PUBLISHED';

CREATE INDEX calendar_day_unreckoned ON app.calendar_day (id) WHERE reckoned is distinct from version;

CREATE TABLE app.change (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	record_id UUID NOT NULL,
	xid BIGINT NOT NULL,
	list_type TEXT,
	state TEXT,
	open BOOLEAN DEFAULT true NOT NULL,
	overdue BOOLEAN DEFAULT false NOT NULL,
	reported_by UUID,
	listed_by INTEGER,
	listed_parent INTEGER,
	lead_post UUID,
	leader_post UUID,
	led_by INTEGER,
	handled_by UUID,
	closed_by UUID,
	proposed_by UUID,
	asked_on DATE,
	rest_asked_until DATE,
	parts_at INTEGER[] DEFAULT '{}' NOT NULL,
	accused INTEGER[] DEFAULT '{}' NOT NULL,
	changed_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	CONSTRAINT change_pk PRIMARY KEY (root, id),
	CONSTRAINT change_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id)
);

CREATE INDEX change_in_order ON app.change (root, xid, record_id);

CREATE UNIQUE INDEX change_once ON app.change (root, record_id, xid);

CREATE TABLE app.desk_cell (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	accused INTEGER[] DEFAULT '{}' NOT NULL,
	whole BOOLEAN DEFAULT false NOT NULL,
	kind TEXT NOT NULL,
	grain TEXT NOT NULL,
	day DATE NOT NULL,
	mark INTEGER NOT NULL,
	n INTEGER NOT NULL,
	fresh BOOLEAN DEFAULT true NOT NULL,
	CONSTRAINT desk_cell_pk PRIMARY KEY (root, id),
	CONSTRAINT desk_cell_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT desk_cell_kind_check CHECK (kind in ('FOUND', 'LAG', 'HARD', 'CLOSED', 'LOOKED', 'LISTED', 'GRADE', 'ORIGIN')),
	CONSTRAINT desk_cell_grain_check CHECK (grain in ('NOW', 'DAY', 'MONTH', 'QUARTER'))
);

CREATE INDEX desk_cell_below ON app.desk_cell (holder_parent, grain, day) WHERE whole;

CREATE INDEX desk_cell_fresh ON app.desk_cell (root) WHERE fresh;

CREATE INDEX desk_cell_grades_at1 ON app.desk_cell (at1, day) WHERE kind = 'GRADE';

CREATE INDEX desk_cell_grades_at2 ON app.desk_cell (at2, day) WHERE kind = 'GRADE';

CREATE INDEX desk_cell_grades_at3 ON app.desk_cell (at3, day) WHERE kind = 'GRADE';

CREATE INDEX desk_cell_grades_at4 ON app.desk_cell (at4, day) WHERE kind = 'GRADE';

CREATE INDEX desk_cell_grades_at5 ON app.desk_cell (at5, day) WHERE kind = 'GRADE';

CREATE UNIQUE INDEX desk_cell_once ON app.desk_cell (root, holder, whole, kind, grain, day, mark, accused) WHERE not fresh;

CREATE INDEX desk_cell_own ON app.desk_cell (holder, kind, grain, day) WHERE not whole;

CREATE TABLE app.duty (
	id UUID NOT NULL,
	catalogue INTEGER NOT NULL,
	key TEXT NOT NULL,
	actor_type TEXT NOT NULL,
	position SMALLINT NOT NULL,
	title_zh TEXT NOT NULL,
	title_en TEXT NOT NULL,
	detail_en TEXT NOT NULL,
	cadence TEXT NOT NULL,
	cadence_basis TEXT NOT NULL,
	min_per_period SMALLINT NOT NULL,
	due_rule TEXT NOT NULL,
	evidence TEXT[] NOT NULL,
	weight SMALLINT DEFAULT 1 NOT NULL,
	confidence TEXT NOT NULL,
	needs_verification BOOLEAN NOT NULL,
	CONSTRAINT duty_pk PRIMARY KEY (id),
	CONSTRAINT duty_cadence_check CHECK (cadence in ('MONTHLY', 'QUARTERLY', 'HALF_YEARLY', 'YEARLY', 'PER_TERM', 'EVENT')),
	CONSTRAINT duty_cadence_basis_check CHECK (cadence_basis in ('SOURCE', 'SEED', 'DEFAULT', 'EVENT')),
	CONSTRAINT duty_confidence_check CHECK (confidence in ('SEEN', 'SECONDARY', 'MEMORY', 'SEED', 'PROPOSAL')),
	CONSTRAINT duty_catalogue_key_key UNIQUE (catalogue, key),
	CONSTRAINT duty_catalogue_fk FOREIGN KEY(catalogue) REFERENCES app.catalogue_version (version),
	CONSTRAINT duty_actor_type_fk FOREIGN KEY(actor_type) REFERENCES app.actor_type (key)
);

CREATE INDEX duty_actor_type ON app.duty (actor_type, position);

CREATE TABLE app.obligation_tally (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	whole BOOLEAN NOT NULL,
	total INTEGER DEFAULT 0 NOT NULL,
	open INTEGER DEFAULT 0 NOT NULL,
	overdue INTEGER DEFAULT 0 NOT NULL,
	accepted INTEGER DEFAULT 0 NOT NULL,
	CONSTRAINT obligation_tally_pk PRIMARY KEY (root, id),
	CONSTRAINT obligation_tally_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id)
);

CREATE INDEX obligation_tally_at1 ON app.obligation_tally (at1) WHERE at3 is null or whole;

CREATE INDEX obligation_tally_at2 ON app.obligation_tally (at2) WHERE at3 is null or whole;

CREATE INDEX obligation_tally_at3 ON app.obligation_tally (at3) WHERE not whole;

CREATE INDEX obligation_tally_at4 ON app.obligation_tally (at4) WHERE not whole;

CREATE INDEX obligation_tally_at5 ON app.obligation_tally (at5) WHERE not whole;

CREATE UNIQUE INDEX obligation_tally_once ON app.obligation_tally (root, holder, whole);

CREATE TABLE app.person (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	name TEXT NOT NULL,
	name_sort TEXT COLLATE "C" NOT NULL,
	synthetic BOOLEAN DEFAULT false NOT NULL,
	standing INTEGER DEFAULT 1 NOT NULL,
	glass_until TIMESTAMP WITH TIME ZONE,
	language TEXT DEFAULT 'ZH' NOT NULL,
	CONSTRAINT person_pk PRIMARY KEY (root, id),
	CONSTRAINT person_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT person_language_check CHECK (language in ('ZH', 'EN')),
	CONSTRAINT person_named_check CHECK (btrim(name) <> '')
);

CREATE INDEX person_at1 ON app.person (at1, name_sort, id) WHERE open_to <= 1;

CREATE INDEX person_at2 ON app.person (at2, name_sort, id) WHERE open_to <= 2;

CREATE INDEX person_at3 ON app.person (at3, name_sort, id) WHERE open_to <= 3;

CREATE INDEX person_at4 ON app.person (at4, name_sort, id) WHERE open_to <= 4;

CREATE INDEX person_at5 ON app.person (at5, name_sort, id) WHERE open_to <= 5;

CREATE INDEX person_holder ON app.person (holder, name_sort, id);

CREATE TABLE app.problem_cell (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	accused INTEGER[] DEFAULT '{}' NOT NULL,
	whole BOOLEAN NOT NULL,
	list_type TEXT DEFAULT '' NOT NULL,
	field TEXT DEFAULT '' NOT NULL,
	total INTEGER DEFAULT 0 NOT NULL,
	open INTEGER DEFAULT 0 NOT NULL,
	overdue INTEGER DEFAULT 0 NOT NULL,
	settled_low INTEGER DEFAULT 0 NOT NULL,
	closed INTEGER DEFAULT 0 NOT NULL,
	discovery INTEGER DEFAULT 0 NOT NULL,
	analysis INTEGER DEFAULT 0 NOT NULL,
	rectification INTEGER DEFAULT 0 NOT NULL,
	evaluation INTEGER DEFAULT 0 NOT NULL,
	prevention INTEGER DEFAULT 0 NOT NULL,
	owed_late INTEGER DEFAULT 0 NOT NULL,
	CONSTRAINT problem_cell_pk PRIMARY KEY (root, id),
	CONSTRAINT problem_cell_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id)
);

CREATE INDEX problem_cell_at1 ON app.problem_cell (at1) WHERE at3 is null or whole;

CREATE INDEX problem_cell_at2 ON app.problem_cell (at2) WHERE at3 is null or whole;

CREATE INDEX problem_cell_at3 ON app.problem_cell (at3) WHERE not whole;

CREATE INDEX problem_cell_at4 ON app.problem_cell (at4) WHERE not whole;

CREATE INDEX problem_cell_at5 ON app.problem_cell (at5) WHERE not whole;

CREATE INDEX problem_cell_key ON app.problem_cell (root, holder, whole, list_type, field, accused);

CREATE TABLE app.tenant_edge (
	root INTEGER NOT NULL,
	id INTEGER GENERATED BY DEFAULT AS IDENTITY,
	child INTEGER NOT NULL,
	parent INTEGER NOT NULL,
	valid_from DATE DEFAULT date '1949-10-01' NOT NULL,
	valid_until DATE,
	CONSTRAINT tenant_edge_pk PRIMARY KEY (root, id),
	CONSTRAINT tenant_edge_root_id_child_parent_key UNIQUE (root, id, child, parent),
	CONSTRAINT tenant_edge_child_fk FOREIGN KEY(root, child) REFERENCES app.tenant (root, id),
	CONSTRAINT tenant_edge_parent_fk FOREIGN KEY(root, parent) REFERENCES app.tenant (root, id)
);

CREATE UNIQUE INDEX tenant_edge_child ON app.tenant_edge (child) WHERE valid_until is null;

CREATE INDEX tenant_edge_ended ON app.tenant_edge (parent) WHERE valid_until is not null;

CREATE TABLE app.tenant_former (
	root INTEGER NOT NULL,
	id INTEGER GENERATED BY DEFAULT AS IDENTITY,
	tenant INTEGER NOT NULL,
	name TEXT NOT NULL,
	kind TEXT NOT NULL,
	code TEXT NOT NULL,
	valid_from DATE NOT NULL,
	valid_until DATE NOT NULL,
	CONSTRAINT tenant_former_pk PRIMARY KEY (root, id),
	CONSTRAINT tenant_former_kind_check CHECK (kind in ('PROVINCE', 'CITY', 'COUNTY', 'TOWNSHIP', 'VILLAGE', 'DEPARTMENT', 'OFFICE')),
	CONSTRAINT tenant_former_root_tenant_fk FOREIGN KEY(root, tenant) REFERENCES app.tenant (root, id),
	CONSTRAINT tenant_former_validity_check CHECK (valid_until > valid_from)
);

CREATE INDEX tenant_former_of ON app.tenant_former (tenant, valid_from);

CREATE TABLE app.tenant_succession (
	root INTEGER NOT NULL,
	id INTEGER GENERATED BY DEFAULT AS IDENTITY,
	former INTEGER NOT NULL,
	successor INTEGER NOT NULL,
	since DATE NOT NULL,
	until DATE,
	reorganisation_id UUID NOT NULL,
	CONSTRAINT tenant_succession_pk PRIMARY KEY (root, id),
	CONSTRAINT tenant_succession_root_former_fk FOREIGN KEY(root, former) REFERENCES app.tenant (root, id),
	CONSTRAINT tenant_succession_root_successor_fk FOREIGN KEY(root, successor) REFERENCES app.tenant (root, id)
);

CREATE INDEX tenant_succession_former ON app.tenant_succession (former);

CREATE INDEX tenant_succession_successor ON app.tenant_succession (successor);

CREATE TABLE app.work_rule (
	id UUID NOT NULL,
	catalogue INTEGER NOT NULL,
	level TEXT NOT NULL,
	key TEXT NOT NULL,
	position SMALLINT NOT NULL,
	title_zh TEXT NOT NULL,
	title_en TEXT NOT NULL,
	text_zh TEXT NOT NULL,
	confidence TEXT NOT NULL,
	needs_verification BOOLEAN NOT NULL,
	version INTEGER DEFAULT 1 NOT NULL,
	sha256 TEXT NOT NULL,
	valid_from DATE NOT NULL,
	valid_until DATE,
	CONSTRAINT work_rule_pk PRIMARY KEY (id),
	CONSTRAINT work_rule_confidence_check CHECK (confidence in ('SEEN', 'SECONDARY', 'MEMORY', 'SEED', 'PROPOSAL')),
	CONSTRAINT work_rule_key_version_key UNIQUE (key, version),
	CONSTRAINT work_rule_validity_check CHECK (valid_until is null or valid_until > valid_from),
	CONSTRAINT work_rule_catalogue_fk FOREIGN KEY(catalogue) REFERENCES app.catalogue_version (version),
	CONSTRAINT work_rule_level_fk FOREIGN KEY(level) REFERENCES app.rule_level (key)
);

CREATE INDEX work_rule_level ON app.work_rule (level, position, id);

CREATE TABLE app.work_rule_supplement (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	rule_key TEXT NOT NULL,
	parameter TEXT,
	type TEXT DEFAULT 'TEXT' NOT NULL,
	operator TEXT DEFAULT 'EXACTLY' NOT NULL,
	numerator INTEGER,
	denominator INTEGER DEFAULT 1 NOT NULL,
	value TEXT DEFAULT '' NOT NULL,
	text TEXT DEFAULT '' NOT NULL,
	document_no TEXT NOT NULL,
	state TEXT DEFAULT 'PUBLISHED' NOT NULL,
	version INTEGER DEFAULT 1 NOT NULL,
	recorded_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	valid_from DATE NOT NULL,
	valid_until DATE,
	CONSTRAINT work_rule_supplement_pk PRIMARY KEY (root, id),
	CONSTRAINT work_rule_supplement_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT work_rule_supplement_type_check CHECK (type in ('COUNT', 'DAYS', 'MONTHS', 'YEARS', 'FRACTION', 'FLAG', 'CADENCE', 'TEXT')),
	CONSTRAINT work_rule_supplement_operator_check CHECK (operator in ('EXACTLY', 'AT_LEAST', 'MORE_THAN', 'AT_MOST')),
	CONSTRAINT work_rule_supplement_state_check CHECK (state in ('PUBLISHED', 'RETIRED')),
	CONSTRAINT work_rule_supplement_denominator_check CHECK (denominator > 0),
	CONSTRAINT work_rule_supplement_says_a_value_check CHECK ((parameter is null) = (numerator is null)),
	CONSTRAINT work_rule_supplement_says_something_check CHECK (parameter is not null or text <> ''),
	CONSTRAINT work_rule_supplement_validity_check CHECK (valid_until is null or valid_until >= valid_from)
);

CREATE INDEX work_rule_supplement_child ON app.work_rule_supplement (holder_parent, valid_from, id);

CREATE INDEX work_rule_supplement_rule ON app.work_rule_supplement (holder, rule_key, valid_from, id);

CREATE TABLE app.appointment_form (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	kid TEXT NOT NULL,
	wrapped BYTEA NOT NULL,
	body BYTEA NOT NULL,
	CONSTRAINT appointment_form_pk PRIMARY KEY (root, id),
	CONSTRAINT appointment_form_root_id_fk FOREIGN KEY(root, id) REFERENCES app.person (root, id),
	CONSTRAINT appointment_form_size_check CHECK (octet_length(body) <= 4194304)
);

CREATE TABLE app.book_edition (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	number INTEGER,
	state TEXT DEFAULT 'PROPOSED' NOT NULL,
	text TEXT NOT NULL,
	digest TEXT NOT NULL,
	title TEXT NOT NULL,
	title_en TEXT NOT NULL,
	floor TEXT NOT NULL,
	beside INTEGER NOT NULL,
	replaces UUID,
	struck TEXT[] NOT NULL,
	forbidden TEXT[] NOT NULL,
	takes TEXT[] NOT NULL,
	gains TEXT[] NOT NULL,
	loses TEXT[] NOT NULL,
	unseen TEXT[] NOT NULL,
	takes_count INTEGER NOT NULL,
	gains_count INTEGER NOT NULL,
	loses_count INTEGER NOT NULL,
	reason TEXT NOT NULL,
	document_no TEXT NOT NULL,
	proposed_by UUID NOT NULL,
	proposed_at TIMESTAMP WITH TIME ZONE NOT NULL,
	proposal_seal TEXT NOT NULL,
	confirmed_by UUID,
	confirmed_at TIMESTAMP WITH TIME ZONE,
	seal TEXT,
	withdrawn_because TEXT,
	version INTEGER DEFAULT 1 NOT NULL,
	CONSTRAINT book_edition_pk PRIMARY KEY (root, id),
	CONSTRAINT book_edition_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT book_edition_state_check CHECK (state in ('PROPOSED', 'PUBLISHED', 'RETIRED', 'WITHDRAWN')),
	CONSTRAINT book_edition_root_replaces_fk FOREIGN KEY(root, replaces) REFERENCES app.book_edition (root, id),
	CONSTRAINT book_edition_root_proposed_by_fk FOREIGN KEY(root, proposed_by) REFERENCES app.person (root, id),
	CONSTRAINT book_edition_root_confirmed_by_fk FOREIGN KEY(root, confirmed_by) REFERENCES app.person (root, id),
	CONSTRAINT book_edition_by_two_check CHECK (confirmed_by <> proposed_by)
);

CREATE INDEX book_edition_holder ON app.book_edition (holder, proposed_at, id);

CREATE UNIQUE INDEX book_edition_in_force ON app.book_edition (root, holder) WHERE state = 'PUBLISHED';

CREATE UNIQUE INDEX book_edition_waits ON app.book_edition (root, holder) WHERE state = 'PROPOSED';

CREATE TABLE app.campaign (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	name TEXT NOT NULL,
	opened_on DATE NOT NULL,
	opened_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	opened_by UUID NOT NULL,
	version INTEGER DEFAULT 1 NOT NULL,
	kept_on DATE,
	kept_by UUID,
	mechanism TEXT,
	CONSTRAINT campaign_pk PRIMARY KEY (root, id),
	CONSTRAINT campaign_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT campaign_root_opened_by_fk FOREIGN KEY(root, opened_by) REFERENCES app.person (root, id),
	CONSTRAINT campaign_root_kept_by_fk FOREIGN KEY(root, kept_by) REFERENCES app.person (root, id),
	CONSTRAINT campaign_name_length_check CHECK (char_length(name) between 1 and 100),
	CONSTRAINT campaign_kept_whole_check CHECK (kept_on is null or (kept_by is not null and mechanism is not null))
);

CREATE INDEX campaign_holder ON app.campaign (holder, opened_on, id);

CREATE UNIQUE INDEX campaign_once ON app.campaign (root, holder, name);

CREATE INDEX campaign_parent ON app.campaign (holder_parent, opened_on, id);

CREATE TABLE app.change_threshold (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	number SMALLINT NOT NULL,
	state TEXT DEFAULT 'PUBLISHED' NOT NULL,
	people INTEGER NOT NULL,
	records INTEGER,
	set_by UUID NOT NULL,
	set_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT change_threshold_pk PRIMARY KEY (root, id),
	CONSTRAINT change_threshold_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT change_threshold_state_check CHECK (state in ('PUBLISHED', 'RETIRED')),
	CONSTRAINT change_threshold_root_set_by_fk FOREIGN KEY(root, set_by) REFERENCES app.person (root, id),
	CONSTRAINT change_threshold_people_some_check CHECK (people between 1 and 10000),
	CONSTRAINT change_threshold_records_some_check CHECK (records between 0 and 1000)
);

CREATE UNIQUE INDEX change_threshold_in_force ON app.change_threshold (root, holder) WHERE state = 'PUBLISHED';

CREATE INDEX change_threshold_number ON app.change_threshold (root, holder, number);

CREATE TABLE app.cluster (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	accused INTEGER[] DEFAULT '{}' NOT NULL,
	turned BOOLEAN DEFAULT false NOT NULL,
	category TEXT NOT NULL,
	title TEXT NOT NULL,
	state TEXT DEFAULT 'OPEN' NOT NULL,
	mechanism TEXT,
	escalation_id UUID,
	formed_by UUID NOT NULL,
	formed_title TEXT NOT NULL,
	formed_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	closed_title TEXT,
	closed_at TIMESTAMP WITH TIME ZONE,
	version INTEGER DEFAULT 1 NOT NULL,
	CONSTRAINT cluster_pk PRIMARY KEY (root, id),
	CONSTRAINT cluster_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT cluster_state_check CHECK (state in ('OPEN', 'CLOSED')),
	CONSTRAINT cluster_root_formed_by_fk FOREIGN KEY(root, formed_by) REFERENCES app.person (root, id),
	CONSTRAINT cluster_title_length_check CHECK (char_length(title) between 1 and 200),
	CONSTRAINT cluster_ended_by_a_mechanism_check CHECK ((state = 'CLOSED') = (mechanism is not null) and (state = 'CLOSED') = (closed_at is not null))
);

CREATE INDEX cluster_level ON app.cluster (holder, state, formed_at, id);

CREATE INDEX cluster_next_below ON app.cluster (holder_parent, formed_at, id);

CREATE UNIQUE INDEX cluster_proposal ON app.cluster (root, escalation_id) WHERE escalation_id is not null;

CREATE TABLE app.custom_role (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	title TEXT NOT NULL,
	title_en TEXT DEFAULT '' NOT NULL,
	permissions TEXT[] NOT NULL,
	state TEXT DEFAULT 'PUBLISHED' NOT NULL,
	reason TEXT NOT NULL,
	document_no TEXT NOT NULL,
	given_by UUID NOT NULL,
	given_at TIMESTAMP WITH TIME ZONE NOT NULL,
	redefined_at TIMESTAMP WITH TIME ZONE,
	version INTEGER DEFAULT 1 NOT NULL,
	CONSTRAINT custom_role_pk PRIMARY KEY (root, id),
	CONSTRAINT custom_role_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT custom_role_state_check CHECK (state in ('PUBLISHED', 'RETIRED')),
	CONSTRAINT custom_role_root_given_by_fk FOREIGN KEY(root, given_by) REFERENCES app.person (root, id),
	CONSTRAINT custom_role_once UNIQUE (root, holder, title),
	CONSTRAINT custom_role_of_something_check CHECK (cardinality(permissions) between 1 and 200)
);

CREATE INDEX custom_role_holder ON app.custom_role (holder, title, id);

CREATE INDEX custom_role_holder_parent ON app.custom_role (holder_parent, title, id);

CREATE TABLE app.digest (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	person_id UUID NOT NULL,
	sender TEXT NOT NULL,
	day DATE NOT NULL,
	state TEXT DEFAULT 'WAITING' NOT NULL,
	attempts SMALLINT DEFAULT 0 NOT NULL,
	next_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	made_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	CONSTRAINT digest_pk PRIMARY KEY (root, id),
	CONSTRAINT digest_root_person_id_fk FOREIGN KEY(root, person_id) REFERENCES app.person (root, id),
	CONSTRAINT digest_sender_check CHECK (sender in ('MAIL', 'GATEWAY')),
	CONSTRAINT digest_state_check CHECK (state in ('WAITING', 'SENT', 'FAILED', 'EMPTY'))
);

CREATE UNIQUE INDEX digest_once_a_day ON app.digest (root, person_id, sender, day);

CREATE INDEX digest_waiting ON app.digest (next_at) WHERE state = 'WAITING';

CREATE TABLE app.duty_source (
	id UUID NOT NULL,
	duty_id UUID NOT NULL,
	position SMALLINT NOT NULL,
	regulation TEXT NOT NULL,
	article TEXT NOT NULL,
	confidence TEXT NOT NULL,
	CONSTRAINT duty_source_pk PRIMARY KEY (id),
	CONSTRAINT duty_source_confidence_check CHECK (confidence in ('SEEN', 'SECONDARY', 'MEMORY', 'SEED', 'PROPOSAL')),
	CONSTRAINT duty_source_duty_id_fk FOREIGN KEY(duty_id) REFERENCES app.duty (id),
	CONSTRAINT duty_source_regulation_fk FOREIGN KEY(regulation) REFERENCES app.regulation (key)
);

CREATE INDEX duty_source_duty ON app.duty_source (duty_id, position);

CREATE TABLE app.feed (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	name TEXT NOT NULL,
	source TEXT DEFAULT 'SCIM' NOT NULL,
	kinds TEXT[] NOT NULL,
	budget SMALLINT NOT NULL,
	rights_from TEXT DEFAULT 'OFFICE' NOT NULL,
	state TEXT DEFAULT 'ACTIVE' NOT NULL,
	created_by UUID NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	former_secret_until TIMESTAMP WITH TIME ZONE,
	last_call_at TIMESTAMP WITH TIME ZONE,
	last_error_at TIMESTAMP WITH TIME ZONE,
	last_error TEXT,
	version INTEGER DEFAULT 1 NOT NULL,
	CONSTRAINT feed_pk PRIMARY KEY (root, id),
	CONSTRAINT feed_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT feed_source_check CHECK (source in ('SCIM', 'FILE', 'DIRECTORY')),
	CONSTRAINT feed_rights_from_check CHECK (rights_from in ('PROVINCE', 'CITY', 'COUNTY', 'TOWNSHIP', 'VILLAGE', 'DEPARTMENT', 'OFFICE')),
	CONSTRAINT feed_state_check CHECK (state in ('ACTIVE', 'STOPPED', 'SUSPENDED')),
	CONSTRAINT feed_root_created_by_fk FOREIGN KEY(root, created_by) REFERENCES app.person (root, id),
	CONSTRAINT feed_budget_range_check CHECK (budget between 1 and 100)
);

CREATE INDEX feed_child ON app.feed (holder_parent, name, id);

CREATE INDEX feed_holder ON app.feed (holder, name, id);

CREATE TABLE app.identity (
	root INTEGER NOT NULL,
	issuer TEXT NOT NULL,
	subject TEXT NOT NULL,
	person_id UUID NOT NULL,
	CONSTRAINT identity_pk PRIMARY KEY (root, issuer, subject),
	CONSTRAINT identity_root_person_id_fk FOREIGN KEY(root, person_id) REFERENCES app.person (root, id)
);

CREATE UNIQUE INDEX identity_issuer_subject ON app.identity (issuer, subject);

CREATE TABLE app.meeting (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	kind TEXT NOT NULL,
	held_on DATE NOT NULL,
	state TEXT DEFAULT 'PLANNED' NOT NULL,
	next_on DATE,
	convened_by UUID NOT NULL,
	convened_title TEXT NOT NULL,
	convened_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	called_off_for TEXT,
	called_off_title TEXT,
	called_off_at TIMESTAMP WITH TIME ZONE,
	version INTEGER DEFAULT 1 NOT NULL,
	CONSTRAINT meeting_pk PRIMARY KEY (root, id),
	CONSTRAINT meeting_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT meeting_kind_check CHECK (kind in ('COORDINATION', 'ANALYSIS', 'MEDIATION')),
	CONSTRAINT meeting_state_check CHECK (state in ('PLANNED', 'HELD', 'CALLED_OFF')),
	CONSTRAINT meeting_root_convened_by_fk FOREIGN KEY(root, convened_by) REFERENCES app.person (root, id),
	CONSTRAINT meeting_next_is_later_check CHECK (next_on > held_on),
	CONSTRAINT meeting_called_off_for_known_check CHECK (called_off_for in ('POSTPONED', 'NOT_NEEDED', 'TOO_FEW', 'JOINED_TO_ANOTHER')),
	CONSTRAINT meeting_called_off_check CHECK ((state = 'CALLED_OFF') = (called_off_for is not null) and (state = 'CALLED_OFF') = (called_off_title is not null) and (state = 'CALLED_OFF') = (called_off_at is not null))
);

CREATE INDEX meeting_day ON app.meeting (holder, held_on, id);

CREATE INDEX meeting_in_order ON app.meeting (held_on, id);

CREATE INDEX meeting_next_below ON app.meeting (holder_parent, held_on, id);

CREATE TABLE app.notice_setting (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	person_id UUID NOT NULL,
	email TEXT,
	gateway TEXT,
	digest_at TIME WITHOUT TIME ZONE DEFAULT '08:30' NOT NULL,
	quiet_from TIME WITHOUT TIME ZONE DEFAULT '20:00' NOT NULL,
	quiet_until TIME WITHOUT TIME ZONE DEFAULT '07:30' NOT NULL,
	version INTEGER DEFAULT 1 NOT NULL,
	CONSTRAINT notice_setting_pk PRIMARY KEY (root, id),
	CONSTRAINT notice_setting_root_person_id_fk FOREIGN KEY(root, person_id) REFERENCES app.person (root, id),
	CONSTRAINT notice_setting_email_length_check CHECK (char_length(email) <= 200),
	CONSTRAINT notice_setting_gateway_length_check CHECK (char_length(gateway) <= 200)
);

CREATE UNIQUE INDEX notice_setting_once ON app.notice_setting (root, person_id);

CREATE TABLE app.post (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	body_id UUID,
	actor_type TEXT,
	title TEXT NOT NULL,
	title_en TEXT DEFAULT '' NOT NULL,
	roles TEXT[] DEFAULT '{}' NOT NULL,
	heads BOOLEAN DEFAULT false NOT NULL,
	valid_from DATE DEFAULT date '1949-10-01' NOT NULL,
	valid_until DATE,
	with_units INTEGER[],
	with_until DATE[],
	CONSTRAINT post_pk PRIMARY KEY (root, id),
	CONSTRAINT post_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT post_root_body_id_fk FOREIGN KEY(root, body_id) REFERENCES app.body (root, id)
);

CREATE INDEX post_actor ON app.post (holder, actor_type);

CREATE INDEX post_at1 ON app.post (at1, title, id) WHERE open_to <= 1;

CREATE INDEX post_at2 ON app.post (at2, title, id) WHERE open_to <= 2;

CREATE INDEX post_at3 ON app.post (at3, title, id) WHERE open_to <= 3;

CREATE INDEX post_at4 ON app.post (at4, title, id) WHERE open_to <= 4;

CREATE INDEX post_at5 ON app.post (at5, title, id) WHERE open_to <= 5;

CREATE INDEX post_holder ON app.post (holder, id);

CREATE TABLE app.post_group (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	title TEXT NOT NULL,
	title_en TEXT DEFAULT '' NOT NULL,
	reason TEXT NOT NULL,
	document_no TEXT NOT NULL,
	given_by UUID NOT NULL,
	given_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT post_group_pk PRIMARY KEY (root, id),
	CONSTRAINT post_group_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT post_group_root_given_by_fk FOREIGN KEY(root, given_by) REFERENCES app.person (root, id),
	CONSTRAINT post_group_once UNIQUE (root, holder, title)
);

CREATE INDEX post_group_holder ON app.post_group (holder, title, id);

CREATE INDEX post_group_holder_parent ON app.post_group (holder_parent, title, id);

CREATE TABLE app.problem_setting (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	number SMALLINT NOT NULL,
	state TEXT DEFAULT 'PUBLISHED' NOT NULL,
	exchanges SMALLINT,
	shown TEXT,
	at_once TEXT,
	set_time TEXT,
	staged TEXT,
	pledge_lists TEXT[] DEFAULT '{}' NOT NULL,
	pledge_labels TEXT[] DEFAULT '{}' NOT NULL,
	evidence_lists TEXT[] DEFAULT '{}' NOT NULL,
	second_steps TEXT[] DEFAULT '{}' NOT NULL,
	admission_lines TEXT[] DEFAULT '{}' NOT NULL,
	closure_tests TEXT[] DEFAULT '{}' NOT NULL,
	lead_organs TEXT[] DEFAULT '{}' NOT NULL,
	figures TEXT[] DEFAULT '{}' NOT NULL,
	set_by UUID NOT NULL,
	set_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	CONSTRAINT problem_setting_pk PRIMARY KEY (root, id),
	CONSTRAINT problem_setting_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT problem_setting_state_check CHECK (state in ('PUBLISHED', 'RETIRED')),
	CONSTRAINT problem_setting_shown_known_check CHECK (shown in ('NONE', 'THAT', 'WHO', 'ALL')),
	CONSTRAINT problem_setting_at_once_known_check CHECK (at_once in ('RED', 'YELLOW', 'BLUE')),
	CONSTRAINT problem_setting_set_time_known_check CHECK (set_time in ('RED', 'YELLOW', 'BLUE')),
	CONSTRAINT problem_setting_staged_known_check CHECK (staged in ('RED', 'YELLOW', 'BLUE')),
	CONSTRAINT problem_setting_pledge_lists_known_check CHECK (pledge_lists <@ array['INSPECTION', 'AUDIT', 'SUPERVISION', 'PETITION', 'HOTLINE_12345', 'PUBLIC_OPINION']),
	CONSTRAINT problem_setting_pledge_labels_known_check CHECK (pledge_labels <@ array['AT_ONCE', 'SET_TIME', 'STAGED']),
	CONSTRAINT problem_setting_evidence_lists_known_check CHECK (evidence_lists <@ array['INSPECTION', 'AUDIT', 'SUPERVISION', 'PETITION', 'HOTLINE_12345', 'PUBLIC_OPINION']),
	CONSTRAINT problem_setting_second_steps_known_check CHECK (second_steps <@ array['LIST', 'TRIAGE']),
	CONSTRAINT problem_setting_root_set_by_fk FOREIGN KEY(root, set_by) REFERENCES app.person (root, id),
	CONSTRAINT problem_setting_exchanges_few_check CHECK (exchanges between 1 and 5)
);

CREATE UNIQUE INDEX problem_setting_in_force ON app.problem_setting (root, holder) WHERE state = 'PUBLISHED';

CREATE INDEX problem_setting_number ON app.problem_setting (root, holder, number);

CREATE TABLE app.recheck_sample (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	quarter TEXT NOT NULL,
	seed TEXT NOT NULL,
	share_percent SMALLINT NOT NULL,
	population INTEGER NOT NULL,
	population_sha256 TEXT NOT NULL,
	drawn INTEGER NOT NULL,
	author_tenant INTEGER NOT NULL,
	author_person UUID NOT NULL,
	drawn_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	CONSTRAINT recheck_sample_pk PRIMARY KEY (root, id),
	CONSTRAINT recheck_sample_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT recheck_sample_root_author_person_fk FOREIGN KEY(root, author_person) REFERENCES app.person (root, id),
	CONSTRAINT recheck_sample_author_tenant_fk FOREIGN KEY(root, author_tenant) REFERENCES app.tenant (root, id)
);

CREATE INDEX recheck_sample_holder ON app.recheck_sample (holder, drawn_at, id);

CREATE INDEX recheck_sample_holder_parent ON app.recheck_sample (holder_parent, drawn_at, id);

CREATE UNIQUE INDEX recheck_sample_once ON app.recheck_sample (root, holder, quarter);

CREATE TABLE app.reorganisation (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	kind TEXT NOT NULL,
	state TEXT DEFAULT 'DRAFT' NOT NULL,
	title TEXT NOT NULL,
	document_no TEXT NOT NULL,
	reason TEXT NOT NULL,
	author_tenant INTEGER NOT NULL,
	drafted_by UUID NOT NULL,
	drafted_at TIMESTAMP WITH TIME ZONE NOT NULL,
	preview_hash TEXT,
	previewed_at TIMESTAMP WITH TIME ZONE,
	approved_by UUID,
	approved_at TIMESTAMP WITH TIME ZONE,
	effective_on DATE,
	applied_on DATE,
	applied_at TIMESTAMP WITH TIME ZONE,
	applied_xid BIGINT,
	reversed_at TIMESTAMP WITH TIME ZONE,
	reversed_on DATE,
	reckoned INTEGER,
	ended_because TEXT,
	version INTEGER DEFAULT 1 NOT NULL,
	CONSTRAINT reorganisation_pk PRIMARY KEY (root, id),
	CONSTRAINT reorganisation_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT reorganisation_kind_check CHECK (kind in ('RENAME', 'UPGRADE', 'MOVE', 'MERGE', 'SPLIT')),
	CONSTRAINT reorganisation_state_check CHECK (state in ('DRAFT', 'PREVIEWED', 'APPROVED', 'SCHEDULED', 'APPLIED', 'REVERSED', 'WITHDRAWN')),
	CONSTRAINT reorganisation_root_drafted_by_fk FOREIGN KEY(root, drafted_by) REFERENCES app.person (root, id),
	CONSTRAINT reorganisation_root_approved_by_fk FOREIGN KEY(root, approved_by) REFERENCES app.person (root, id),
	CONSTRAINT reorganisation_two_persons_check CHECK (approved_by <> drafted_by),
	CONSTRAINT reorganisation_approved_first_check CHECK (state not in ('APPROVED', 'SCHEDULED', 'APPLIED') or approved_by is not null),
	CONSTRAINT reorganisation_dated_check CHECK (state not in ('SCHEDULED', 'APPLIED') or effective_on is not null)
);

CREATE INDEX reorganisation_holder ON app.reorganisation (holder, drafted_at, id);

CREATE INDEX reorganisation_state ON app.reorganisation (state, drafted_at, id);

CREATE TABLE app.responsibility_list (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	actor_type TEXT NOT NULL,
	body_id UUID,
	year SMALLINT NOT NULL,
	state TEXT DEFAULT 'DRAFT' NOT NULL,
	published_at TIMESTAMP WITH TIME ZONE,
	edition INTEGER DEFAULT 1 NOT NULL,
	version INTEGER DEFAULT 1 NOT NULL,
	with_units INTEGER[],
	with_until DATE[],
	CONSTRAINT responsibility_list_pk PRIMARY KEY (root, id),
	CONSTRAINT responsibility_list_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT responsibility_list_root_body_id_fk FOREIGN KEY(root, body_id) REFERENCES app.body (root, id),
	CONSTRAINT responsibility_list_state_check CHECK (state in ('DRAFT', 'PUBLISHED', 'RETIRED', 'WITHDRAWN')),
	CONSTRAINT responsibility_list_actor_type_fk FOREIGN KEY(actor_type) REFERENCES app.actor_type (key)
);

CREATE INDEX responsibility_list_at1 ON app.responsibility_list (at1, year, id) WHERE open_to <= 1;

CREATE INDEX responsibility_list_at2 ON app.responsibility_list (at2, year, id) WHERE open_to <= 2;

CREATE INDEX responsibility_list_at3 ON app.responsibility_list (at3, year, id) WHERE open_to <= 3;

CREATE INDEX responsibility_list_at4 ON app.responsibility_list (at4, year, id) WHERE open_to <= 4;

CREATE INDEX responsibility_list_at5 ON app.responsibility_list (at5, year, id) WHERE open_to <= 5;

CREATE INDEX responsibility_list_child ON app.responsibility_list (holder_parent, actor_type, year);

CREATE INDEX responsibility_list_holder ON app.responsibility_list (holder, year, id);

CREATE UNIQUE INDEX responsibility_list_one_per_actor_and_year ON app.responsibility_list (root, holder, actor_type, year, coalesce(body_id, '00000000-0000-0000-0000-000000000000'::uuid)) WHERE state in ('DRAFT', 'PUBLISHED');

CREATE TABLE app.score (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	period TEXT NOT NULL,
	tenths INTEGER,
	band TEXT,
	formula_version SMALLINT NOT NULL,
	parts TEXT NOT NULL,
	author_tenant INTEGER NOT NULL,
	author_person UUID NOT NULL,
	frozen_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	CONSTRAINT score_pk PRIMARY KEY (root, id),
	CONSTRAINT score_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT score_root_author_person_fk FOREIGN KEY(root, author_person) REFERENCES app.person (root, id),
	CONSTRAINT score_author_tenant_fk FOREIGN KEY(root, author_tenant) REFERENCES app.tenant (root, id)
);

CREATE INDEX score_holder ON app.score (holder, frozen_at, id);

CREATE INDEX score_holder_parent ON app.score (holder_parent, frozen_at, id);

CREATE UNIQUE INDEX score_once ON app.score (root, holder, period);

CREATE TABLE app.unit_change (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	body_id UUID,
	change TEXT NOT NULL,
	name_before TEXT,
	name_after TEXT,
	effective_on DATE NOT NULL,
	reason TEXT NOT NULL,
	document_no TEXT NOT NULL,
	given_by UUID NOT NULL,
	given_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT unit_change_pk PRIMARY KEY (root, id),
	CONSTRAINT unit_change_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT unit_change_root_body_id_fk FOREIGN KEY(root, body_id) REFERENCES app.body (root, id),
	CONSTRAINT unit_change_change_check CHECK (change in ('FOUNDED', 'RENAMED', 'CLOSED')),
	CONSTRAINT unit_change_root_given_by_fk FOREIGN KEY(root, given_by) REFERENCES app.person (root, id)
);

CREATE INDEX unit_change_body ON app.unit_change (body_id) WHERE body_id is not null;

CREATE INDEX unit_change_holder ON app.unit_change (holder, effective_on, id);

CREATE INDEX unit_change_holder_parent ON app.unit_change (holder_parent, effective_on, id);

CREATE TABLE app.visit_template (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	number SMALLINT NOT NULL,
	state TEXT DEFAULT 'PUBLISHED' NOT NULL,
	title TEXT NOT NULL,
	title_en TEXT NOT NULL,
	lines TEXT[] DEFAULT '{}' NOT NULL,
	lines_en TEXT[] DEFAULT '{}' NOT NULL,
	set_by UUID NOT NULL,
	set_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	CONSTRAINT visit_template_pk PRIMARY KEY (root, id),
	CONSTRAINT visit_template_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT visit_template_state_check CHECK (state in ('PUBLISHED', 'RETIRED')),
	CONSTRAINT visit_template_root_set_by_fk FOREIGN KEY(root, set_by) REFERENCES app.person (root, id),
	CONSTRAINT visit_template_in_both_languages_check CHECK (cardinality(lines) = cardinality(lines_en))
);

CREATE UNIQUE INDEX visit_template_in_force ON app.visit_template (root, holder) WHERE state = 'PUBLISHED';

CREATE INDEX visit_template_number ON app.visit_template (root, holder, number);

CREATE TABLE app.work_rule_parameter (
	id UUID NOT NULL,
	rule_id UUID NOT NULL,
	name TEXT NOT NULL,
	position SMALLINT NOT NULL,
	title_zh TEXT NOT NULL,
	title_en TEXT NOT NULL,
	type TEXT NOT NULL,
	operator TEXT NOT NULL,
	numerator INTEGER,
	denominator INTEGER DEFAULT 1 NOT NULL,
	value TEXT NOT NULL,
	unit TEXT DEFAULT '' NOT NULL,
	stricter TEXT NOT NULL,
	because_zh TEXT NOT NULL,
	because_en TEXT NOT NULL,
	verified BOOLEAN NOT NULL,
	in_villages BOOLEAN,
	CONSTRAINT work_rule_parameter_pk PRIMARY KEY (id),
	CONSTRAINT work_rule_parameter_type_check CHECK (type in ('COUNT', 'DAYS', 'MONTHS', 'YEARS', 'FRACTION', 'FLAG', 'CADENCE', 'TEXT')),
	CONSTRAINT work_rule_parameter_operator_check CHECK (operator in ('EXACTLY', 'AT_LEAST', 'MORE_THAN', 'AT_MOST')),
	CONSTRAINT work_rule_parameter_stricter_check CHECK (stricter in ('HIGHER', 'LOWER', 'FIXED')),
	CONSTRAINT work_rule_parameter_rule_id_name_key UNIQUE (rule_id, name),
	CONSTRAINT work_rule_parameter_denominator_check CHECK (denominator > 0),
	CONSTRAINT work_rule_parameter_comparable_check CHECK ((numerator is null) = (type = 'TEXT')),
	CONSTRAINT work_rule_parameter_rule_id_fk FOREIGN KEY(rule_id) REFERENCES app.work_rule (id)
);

CREATE TABLE app.work_rule_source (
	id UUID NOT NULL,
	rule_id UUID NOT NULL,
	position SMALLINT NOT NULL,
	regulation TEXT NOT NULL,
	article TEXT NOT NULL,
	confidence TEXT NOT NULL,
	CONSTRAINT work_rule_source_pk PRIMARY KEY (id),
	CONSTRAINT work_rule_source_confidence_check CHECK (confidence in ('SEEN', 'SECONDARY', 'MEMORY', 'SEED', 'PROPOSAL')),
	CONSTRAINT work_rule_source_rule_id_fk FOREIGN KEY(rule_id) REFERENCES app.work_rule (id),
	CONSTRAINT work_rule_source_regulation_fk FOREIGN KEY(regulation) REFERENCES app.regulation (key)
);

CREATE INDEX work_rule_source_rule ON app.work_rule_source (rule_id, position);

CREATE TABLE app.administrator_request (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	post_id UUID NOT NULL,
	person_id UUID,
	role TEXT,
	given_from DATE NOT NULL,
	given_until DATE,
	reason TEXT NOT NULL,
	document_no TEXT NOT NULL,
	asked_by UUID NOT NULL,
	asked_in UUID NOT NULL,
	asked_at TIMESTAMP WITH TIME ZONE NOT NULL,
	state TEXT DEFAULT 'ASKED' NOT NULL,
	decided_by UUID,
	decided_at TIMESTAMP WITH TIME ZONE,
	answer TEXT,
	version INTEGER DEFAULT 1 NOT NULL,
	CONSTRAINT administrator_request_pk PRIMARY KEY (root, id),
	CONSTRAINT administrator_request_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT administrator_request_root_post_id_fk FOREIGN KEY(root, post_id) REFERENCES app.post (root, id),
	CONSTRAINT administrator_request_root_person_id_fk FOREIGN KEY(root, person_id) REFERENCES app.person (root, id),
	CONSTRAINT administrator_request_root_asked_by_fk FOREIGN KEY(root, asked_by) REFERENCES app.person (root, id),
	CONSTRAINT administrator_request_root_asked_in_fk FOREIGN KEY(root, asked_in) REFERENCES app.post (root, id),
	CONSTRAINT administrator_request_state_check CHECK (state in ('ASKED', 'CONFIRMED', 'REFUSED')),
	CONSTRAINT administrator_request_root_decided_by_fk FOREIGN KEY(root, decided_by) REFERENCES app.person (root, id),
	CONSTRAINT administrator_request_of_one_check CHECK ((person_id is null) <> (role is null)),
	CONSTRAINT administrator_request_decided_check CHECK ((state = 'ASKED') = (decided_at is null)),
	CONSTRAINT administrator_request_by_two_check CHECK (decided_by is null or decided_by <> asked_by)
);

CREATE INDEX administrator_request_holder ON app.administrator_request (holder, asked_at, id);

CREATE INDEX administrator_request_holder_parent ON app.administrator_request (holder_parent, asked_at, id);

CREATE TABLE app.appointment (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	post_id UUID NOT NULL,
	person_id UUID NOT NULL,
	"leading" BOOLEAN DEFAULT true NOT NULL,
	appointed_on DATE NOT NULL,
	relieved_on DATE,
	document_no TEXT DEFAULT '' NOT NULL,
	kind TEXT DEFAULT 'REGULAR' NOT NULL,
	on_behalf_of UUID,
	reason TEXT DEFAULT '' NOT NULL,
	suspended_on DATE,
	resumed_on DATE,
	ended_reason TEXT,
	ended_document_no TEXT,
	request_id UUID,
	version INTEGER DEFAULT 1 NOT NULL,
	CONSTRAINT appointment_pk PRIMARY KEY (root, id),
	CONSTRAINT appointment_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT appointment_root_post_id_fk FOREIGN KEY(root, post_id) REFERENCES app.post (root, id),
	CONSTRAINT appointment_root_person_id_fk FOREIGN KEY(root, person_id) REFERENCES app.person (root, id),
	CONSTRAINT appointment_kind_check CHECK (kind in ('REGULAR', 'SUBSTITUTE')),
	CONSTRAINT appointment_root_on_behalf_of_fk FOREIGN KEY(root, on_behalf_of) REFERENCES app.appointment (root, id),
	CONSTRAINT appointment_dates_check CHECK (relieved_on is null or relieved_on >= appointed_on),
	CONSTRAINT appointment_substitute_check CHECK ((kind = 'SUBSTITUTE') = (on_behalf_of is not null)),
	CONSTRAINT appointment_substitute_ends_check CHECK (kind = 'REGULAR' or relieved_on is not null)
);

CREATE INDEX appointment_person ON app.appointment (person_id);

CREATE INDEX appointment_post ON app.appointment (post_id);

CREATE TABLE app.clause (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	list_id UUID NOT NULL,
	actor_type TEXT NOT NULL,
	year SMALLINT NOT NULL,
	part TEXT NOT NULL,
	position SMALLINT NOT NULL,
	duty_id UUID,
	title TEXT NOT NULL,
	title_en TEXT DEFAULT '' NOT NULL,
	detail TEXT DEFAULT '' NOT NULL,
	cadence TEXT NOT NULL,
	min_per_period SMALLINT DEFAULT 1 NOT NULL,
	due_rule TEXT NOT NULL,
	weight SMALLINT DEFAULT 1 NOT NULL,
	evidence TEXT[] DEFAULT '{}' NOT NULL,
	state TEXT DEFAULT 'DRAFT' NOT NULL,
	said_by INTEGER NOT NULL,
	said_on DATE,
	handed_on_from UUID,
	supersedes UUID,
	version INTEGER DEFAULT 1 NOT NULL,
	CONSTRAINT clause_pk PRIMARY KEY (root, id),
	CONSTRAINT clause_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT clause_root_list_id_fk FOREIGN KEY(root, list_id) REFERENCES app.responsibility_list (root, id),
	CONSTRAINT clause_part_check CHECK (part in ('COMMON', 'OWN')),
	CONSTRAINT clause_cadence_check CHECK (cadence in ('MONTHLY', 'QUARTERLY', 'HALF_YEARLY', 'YEARLY', 'PER_TERM', 'EVENT')),
	CONSTRAINT clause_state_check CHECK (state in ('DRAFT', 'PUBLISHED', 'RETIRED', 'WITHDRAWN')),
	CONSTRAINT clause_root_handed_on_from_fk FOREIGN KEY(root, handed_on_from) REFERENCES app.clause (root, id),
	CONSTRAINT clause_root_supersedes_fk FOREIGN KEY(root, supersedes) REFERENCES app.clause (root, id),
	CONSTRAINT clause_said_by_fk FOREIGN KEY(root, said_by) REFERENCES app.tenant (root, id),
	CONSTRAINT clause_title_length_check CHECK (char_length(title) between 1 and 200),
	CONSTRAINT clause_due_rule_fits_cadence_check CHECK (due_rule ~ case cadence when 'MONTHLY' then '^(month end( [+]0*([0-9]|[12][0-9]|3[01])d)?( while |$)|per )' when 'QUARTERLY' then '^(quarter end( [+]0*([0-9]|[1-8][0-9]|9[0-2])d)?( while |$)|[12] months before period end|per )' when 'HALF_YEARLY' then '^(half-year end( [+]0*([0-9]{1,2}|1[0-7][0-9]|18[0-4])d)?( while |$)|[1-5] months before period end|per )' when 'YEARLY' then '^(by |year end( [+]0*([0-9]{1,2}|[12][0-9]{2}|3[0-5][0-9]|36[0-6])d)?( while |$)|([1-9]|1[01]) months before period end|per )' when 'PER_TERM' then '^(term end|[0-9]+ months before (term|period) end|per )' when 'EVENT' then '^(same day|[0-9]+ (working )?days|[0-9]+ months before term end|per )' end),
	CONSTRAINT clause_actor_type_fk FOREIGN KEY(actor_type) REFERENCES app.actor_type (key),
	CONSTRAINT clause_duty_id_fk FOREIGN KEY(duty_id) REFERENCES app.duty (id)
);

CREATE INDEX clause_common ON app.clause (holder, actor_type, year) WHERE part = 'COMMON' and state = 'PUBLISHED';

CREATE INDEX clause_list ON app.clause (list_id, position, id);

CREATE TABLE app.contact_card (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	post_id UUID NOT NULL,
	title TEXT NOT NULL,
	phone TEXT NOT NULL,
	hours TEXT NOT NULL,
	place TEXT DEFAULT '' NOT NULL,
	from_on DATE NOT NULL,
	until_on DATE,
	state TEXT NOT NULL,
	shown TEXT DEFAULT 'NONE' NOT NULL,
	issued_by UUID NOT NULL,
	published_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	withdrawn_at TIMESTAMP WITH TIME ZONE,
	version INTEGER DEFAULT 1 NOT NULL,
	CONSTRAINT contact_card_pk PRIMARY KEY (root, id),
	CONSTRAINT contact_card_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT contact_card_root_post_id_fk FOREIGN KEY(root, post_id) REFERENCES app.post (root, id),
	CONSTRAINT contact_card_state_check CHECK (state in ('WITHDRAWN', 'PUBLISHED', 'ENDED')),
	CONSTRAINT contact_card_shown_check CHECK (shown in ('PUBLIC', 'NONE')),
	CONSTRAINT contact_card_root_issued_by_fk FOREIGN KEY(root, issued_by) REFERENCES app.person (root, id),
	CONSTRAINT contact_card_from_before_until_check CHECK (until_on >= from_on)
);

CREATE UNIQUE INDEX contact_card_once ON app.contact_card (root, post_id) WHERE state = 'PUBLISHED';

CREATE INDEX contact_card_shown ON app.contact_card (from_on, id) WHERE state = 'PUBLISHED';

CREATE TABLE app.custom_role_former (
	root INTEGER NOT NULL,
	id INTEGER GENERATED BY DEFAULT AS IDENTITY,
	custom_role_id UUID NOT NULL,
	permissions TEXT[] NOT NULL,
	until TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT custom_role_former_pk PRIMARY KEY (root, id),
	CONSTRAINT custom_role_former_root_custom_role_id_fk FOREIGN KEY(root, custom_role_id) REFERENCES app.custom_role (root, id)
);

CREATE INDEX custom_role_former_of ON app.custom_role_former (root, custom_role_id, until);

CREATE TABLE app.delivery (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	digest_id UUID NOT NULL,
	person_id UUID NOT NULL,
	sender TEXT NOT NULL,
	attempt SMALLINT NOT NULL,
	tried_at TIMESTAMP WITH TIME ZONE NOT NULL,
	result TEXT NOT NULL,
	code TEXT NOT NULL,
	CONSTRAINT delivery_pk PRIMARY KEY (root, id),
	CONSTRAINT delivery_root_digest_id_fk FOREIGN KEY(root, digest_id) REFERENCES app.digest (root, id),
	CONSTRAINT delivery_root_person_id_fk FOREIGN KEY(root, person_id) REFERENCES app.person (root, id),
	CONSTRAINT delivery_sender_check CHECK (sender in ('MAIL', 'GATEWAY')),
	CONSTRAINT delivery_result_check CHECK (result in ('SENT', 'FAILED', 'EMPTY'))
);

CREATE UNIQUE INDEX delivery_digest ON app.delivery (root, digest_id, attempt);

CREATE TABLE app.diary_entry (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	kind TEXT NOT NULL,
	author_person UUID NOT NULL,
	author_post UUID NOT NULL,
	day DATE NOT NULL,
	place TEXT DEFAULT '' NOT NULL,
	household TEXT DEFAULT '' NOT NULL,
	text TEXT NOT NULL,
	corrects UUID,
	template_id UUID,
	answers TEXT[] DEFAULT '{}' NOT NULL,
	lines SMALLINT DEFAULT 0 NOT NULL,
	unanswered SMALLINT DEFAULT 0 NOT NULL,
	written_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	CONSTRAINT diary_entry_pk PRIMARY KEY (root, id),
	CONSTRAINT diary_entry_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT diary_entry_kind_check CHECK (kind in ('VISIT', 'DIARY')),
	CONSTRAINT diary_entry_root_author_person_fk FOREIGN KEY(root, author_person) REFERENCES app.person (root, id),
	CONSTRAINT diary_entry_root_author_post_fk FOREIGN KEY(root, author_post) REFERENCES app.post (root, id),
	CONSTRAINT diary_entry_root_corrects_fk FOREIGN KEY(root, corrects) REFERENCES app.diary_entry (root, id),
	CONSTRAINT diary_entry_root_template_id_fk FOREIGN KEY(root, template_id) REFERENCES app.visit_template (root, id),
	CONSTRAINT diary_entry_asked_at_a_visit_check CHECK (template_id is null or kind = 'VISIT'),
	CONSTRAINT diary_entry_lines_counted_check CHECK (unanswered between 0 and lines)
);

CREATE INDEX diary_entry_author ON app.diary_entry (author_person, day, id);

CREATE UNIQUE INDEX diary_entry_corrects ON app.diary_entry (root, corrects);

CREATE INDEX diary_entry_holder ON app.diary_entry (holder, day, id);

CREATE INDEX diary_entry_visits1 ON app.diary_entry (at1, day) WHERE kind = 'VISIT';

CREATE INDEX diary_entry_visits2 ON app.diary_entry (at2, day) WHERE kind = 'VISIT';

CREATE INDEX diary_entry_visits3 ON app.diary_entry (at3, day) WHERE kind = 'VISIT';

CREATE INDEX diary_entry_visits4 ON app.diary_entry (at4, day) WHERE kind = 'VISIT';

CREATE INDEX diary_entry_visits5 ON app.diary_entry (at5, day) WHERE kind = 'VISIT';

CREATE TABLE app.feed_entry (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	feed_id UUID NOT NULL,
	kind TEXT NOT NULL,
	external_id TEXT,
	name_key TEXT COLLATE "C" NOT NULL,
	label TEXT NOT NULL,
	unit_code TEXT DEFAULT '' NOT NULL,
	told JSONB NOT NULL,
	active BOOLEAN DEFAULT true NOT NULL,
	person_id UUID,
	post_id UUID,
	again BOOLEAN DEFAULT false NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
	gone_at TIMESTAMP WITH TIME ZONE,
	version INTEGER DEFAULT 1 NOT NULL,
	CONSTRAINT feed_entry_pk PRIMARY KEY (root, id),
	CONSTRAINT feed_entry_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT feed_entry_root_feed_id_fk FOREIGN KEY(root, feed_id) REFERENCES app.feed (root, id),
	CONSTRAINT feed_entry_kind_check CHECK (kind in ('PERSON', 'POST')),
	CONSTRAINT feed_entry_root_person_id_fk FOREIGN KEY(root, person_id) REFERENCES app.person (root, id),
	CONSTRAINT feed_entry_root_post_id_fk FOREIGN KEY(root, post_id) REFERENCES app.post (root, id)
);

CREATE INDEX feed_entry_again ON app.feed_entry (feed_id) WHERE again;

CREATE UNIQUE INDEX feed_entry_external_id ON app.feed_entry (root, feed_id, kind, external_id) WHERE gone_at is null and external_id is not null;

CREATE INDEX feed_entry_listed ON app.feed_entry (feed_id, kind, id) WHERE gone_at is null;

CREATE INDEX feed_entry_person ON app.feed_entry (root, person_id);

CREATE INDEX feed_entry_post ON app.feed_entry (root, post_id);

CREATE UNIQUE INDEX feed_entry_user_name ON app.feed_entry (root, feed_id, name_key) WHERE gone_at is null and kind = 'PERSON';

CREATE TABLE app.feed_plan (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	feed_id UUID NOT NULL,
	planned_on DATE NOT NULL,
	people INTEGER DEFAULT 0 NOT NULL,
	hash TEXT DEFAULT '' NOT NULL,
	undo_token UUID DEFAULT gen_random_uuid() NOT NULL,
	changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
	version INTEGER DEFAULT 1 NOT NULL,
	CONSTRAINT feed_plan_pk PRIMARY KEY (root, id),
	CONSTRAINT feed_plan_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT feed_plan_root_feed_id_fk FOREIGN KEY(root, feed_id) REFERENCES app.feed (root, id)
);

CREATE UNIQUE INDEX feed_plan_day ON app.feed_plan (root, feed_id, planned_on);

CREATE TABLE app.glass_window (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	covers INTEGER NOT NULL,
	minutes SMALLINT NOT NULL,
	reason TEXT NOT NULL,
	document_no TEXT,
	state TEXT NOT NULL,
	opened_by UUID NOT NULL,
	post_id UUID NOT NULL,
	asked_at TIMESTAMP WITH TIME ZONE NOT NULL,
	confirmed_by UUID,
	opened_at TIMESTAMP WITH TIME ZONE,
	ends_at TIMESTAMP WITH TIME ZONE,
	closed_by UUID,
	closed_at TIMESTAMP WITH TIME ZONE,
	reviewed_by UUID,
	reviewed_at TIMESTAMP WITH TIME ZONE,
	finding TEXT,
	review TEXT,
	version INTEGER DEFAULT 1 NOT NULL,
	CONSTRAINT glass_window_pk PRIMARY KEY (root, id),
	CONSTRAINT glass_window_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT glass_window_state_check CHECK (state in ('ASKED', 'OPEN', 'CLOSED', 'REVIEWED', 'WITHDRAWN')),
	CONSTRAINT glass_window_root_opened_by_fk FOREIGN KEY(root, opened_by) REFERENCES app.person (root, id),
	CONSTRAINT glass_window_root_post_id_fk FOREIGN KEY(root, post_id) REFERENCES app.post (root, id),
	CONSTRAINT glass_window_root_confirmed_by_fk FOREIGN KEY(root, confirmed_by) REFERENCES app.person (root, id),
	CONSTRAINT glass_window_root_closed_by_fk FOREIGN KEY(root, closed_by) REFERENCES app.person (root, id),
	CONSTRAINT glass_window_root_reviewed_by_fk FOREIGN KEY(root, reviewed_by) REFERENCES app.person (root, id),
	CONSTRAINT glass_window_root_covers_fk FOREIGN KEY(root, covers) REFERENCES app.tenant (root, id),
	CONSTRAINT glass_window_glass_window_minutes_check CHECK (minutes between 1 and 240),
	CONSTRAINT glass_window_glass_window_by_two_check CHECK (confirmed_by <> opened_by),
	CONSTRAINT glass_window_glass_window_reviewed_by_another_check CHECK (reviewed_by <> opened_by),
	CONSTRAINT glass_window_glass_window_takes_two_check CHECK (opened_at is null or minutes <= 60 or confirmed_by is not null),
	CONSTRAINT glass_window_glass_window_opened_check CHECK ((opened_at is null) = (state in ('ASKED', 'WITHDRAWN'))),
	CONSTRAINT glass_window_glass_window_has_an_end_check CHECK ((opened_at is null) = (ends_at is null)),
	CONSTRAINT glass_window_glass_window_ends_check CHECK (ends_at <= opened_at + make_interval(mins => minutes)),
	CONSTRAINT glass_window_glass_window_reviewed_check CHECK ((state = 'REVIEWED') = (finding is not null)),
	CONSTRAINT glass_window_glass_window_finding_check CHECK (finding in ('JUSTIFIED', 'NOT_JUSTIFIED'))
);

CREATE INDEX glass_window_holder ON app.glass_window (holder, asked_at, id);

CREATE INDEX glass_window_of_person ON app.glass_window (root, opened_by, ends_at);

CREATE INDEX glass_window_parent ON app.glass_window (holder_parent, asked_at, id);

CREATE TABLE app.group_member (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	post_id UUID NOT NULL,
	group_id UUID NOT NULL,
	given_from DATE NOT NULL,
	given_until DATE,
	reason TEXT NOT NULL,
	document_no TEXT NOT NULL,
	given_by UUID NOT NULL,
	given_at TIMESTAMP WITH TIME ZONE NOT NULL,
	version INTEGER DEFAULT 1 NOT NULL,
	CONSTRAINT group_member_pk PRIMARY KEY (root, id),
	CONSTRAINT group_member_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT group_member_root_post_id_fk FOREIGN KEY(root, post_id) REFERENCES app.post (root, id),
	CONSTRAINT group_member_root_group_id_fk FOREIGN KEY(root, group_id) REFERENCES app.post_group (root, id),
	CONSTRAINT group_member_root_given_by_fk FOREIGN KEY(root, given_by) REFERENCES app.person (root, id),
	CONSTRAINT group_member_dates_check CHECK (given_until is null or given_until >= given_from)
);

CREATE INDEX group_member_group ON app.group_member (root, group_id);

CREATE INDEX group_member_holder ON app.group_member (holder, given_from, id);

CREATE INDEX group_member_holder_parent ON app.group_member (holder_parent, given_from, id);

CREATE INDEX group_member_post ON app.group_member (root, post_id);

CREATE TABLE app.managed_field (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	record_id UUID NOT NULL,
	field TEXT NOT NULL,
	feed_id UUID NOT NULL,
	CONSTRAINT managed_field_pk PRIMARY KEY (root, id),
	CONSTRAINT managed_field_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT managed_field_root_feed_id_fk FOREIGN KEY(root, feed_id) REFERENCES app.feed (root, id)
);

CREATE UNIQUE INDEX managed_field_once ON app.managed_field (root, record_id, field);

CREATE TABLE app.meeting_minutes (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	meeting_id UUID NOT NULL,
	accused INTEGER[] DEFAULT '{}' NOT NULL,
	text TEXT NOT NULL,
	kept_by UUID NOT NULL,
	kept_title TEXT NOT NULL,
	kept_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	CONSTRAINT meeting_minutes_pk PRIMARY KEY (root, id),
	CONSTRAINT meeting_minutes_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT meeting_minutes_root_meeting_id_fk FOREIGN KEY(root, meeting_id) REFERENCES app.meeting (root, id),
	CONSTRAINT meeting_minutes_root_kept_by_fk FOREIGN KEY(root, kept_by) REFERENCES app.person (root, id)
);

CREATE UNIQUE INDEX meeting_minutes_once ON app.meeting_minutes (root, meeting_id);

CREATE TABLE app.meeting_party (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	meeting_id UUID NOT NULL,
	edge INTEGER NOT NULL,
	child INTEGER NOT NULL,
	parent INTEGER NOT NULL,
	CONSTRAINT meeting_party_pk PRIMARY KEY (root, id),
	CONSTRAINT meeting_party_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT meeting_party_root_meeting_id_fk FOREIGN KEY(root, meeting_id) REFERENCES app.meeting (root, id),
	CONSTRAINT meeting_party_along_an_edge FOREIGN KEY(root, edge, child, parent) REFERENCES app.tenant_edge (root, id, child, parent)
);

CREATE UNIQUE INDEX meeting_party_once ON app.meeting_party (root, meeting_id, child);

CREATE TABLE app.pledge (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	list_id UUID NOT NULL,
	list_version INTEGER NOT NULL,
	person_id UUID NOT NULL,
	post_id UUID NOT NULL,
	sha256 TEXT NOT NULL,
	frozen TEXT NOT NULL,
	signed_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	CONSTRAINT pledge_pk PRIMARY KEY (root, id),
	CONSTRAINT pledge_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT pledge_root_list_id_fk FOREIGN KEY(root, list_id) REFERENCES app.responsibility_list (root, id),
	CONSTRAINT pledge_root_person_id_fk FOREIGN KEY(root, person_id) REFERENCES app.person (root, id),
	CONSTRAINT pledge_root_post_id_fk FOREIGN KEY(root, post_id) REFERENCES app.post (root, id)
);

CREATE UNIQUE INDEX pledge_once_per_version ON app.pledge (root, list_id, list_version, person_id);

CREATE TABLE app.proposed_change (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	kind TEXT NOT NULL,
	state TEXT DEFAULT 'PREVIEWED' NOT NULL,
	given JSONB NOT NULL,
	post_id UUID,
	group_id UUID,
	person_id UUID,
	custom_role_id UUID,
	reorganisation_id UUID,
	book_edition_id UUID,
	role TEXT,
	permissions TEXT[] DEFAULT '{}' NOT NULL,
	reason TEXT DEFAULT '' NOT NULL,
	document_no TEXT DEFAULT '' NOT NULL,
	preview_hash TEXT NOT NULL,
	effective_on DATE NOT NULL,
	people_gaining INTEGER NOT NULL,
	people_losing INTEGER NOT NULL,
	needs_second BOOLEAN NOT NULL,
	previewed_by UUID NOT NULL,
	previewed_in UUID NOT NULL,
	previewed_at TIMESTAMP WITH TIME ZONE NOT NULL,
	decided_by UUID,
	decided_at TIMESTAMP WITH TIME ZONE,
	answer TEXT,
	applied_at TIMESTAMP WITH TIME ZONE,
	version INTEGER DEFAULT 1 NOT NULL,
	CONSTRAINT proposed_change_pk PRIMARY KEY (root, id),
	CONSTRAINT proposed_change_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT proposed_change_kind_check CHECK (kind in ('GRANT_ROLE', 'TAKE_BACK_ROLE', 'DEFINE_ROLE', 'AMEND_ROLE', 'RETIRE_ROLE', 'GROUP_POST', 'UNGROUP_POST', 'APPOINT_PERSON', 'APPOINT_SUBSTITUTE', 'RELIEVE_PERSON', 'SUSPEND_PERSON', 'REINSTATE_PERSON', 'EXTEND_APPOINTMENT', 'REORGANISATION', 'BOOK_EDITION')),
	CONSTRAINT proposed_change_state_check CHECK (state in ('PREVIEWED', 'PROPOSED', 'CONFIRMED', 'DECLINED', 'APPLIED')),
	CONSTRAINT proposed_change_root_post_id_fk FOREIGN KEY(root, post_id) REFERENCES app.post (root, id),
	CONSTRAINT proposed_change_root_group_id_fk FOREIGN KEY(root, group_id) REFERENCES app.post_group (root, id),
	CONSTRAINT proposed_change_root_person_id_fk FOREIGN KEY(root, person_id) REFERENCES app.person (root, id),
	CONSTRAINT proposed_change_root_custom_role_id_fk FOREIGN KEY(root, custom_role_id) REFERENCES app.custom_role (root, id),
	CONSTRAINT proposed_change_root_reorganisation_id_fk FOREIGN KEY(root, reorganisation_id) REFERENCES app.reorganisation (root, id),
	CONSTRAINT proposed_change_root_book_edition_id_fk FOREIGN KEY(root, book_edition_id) REFERENCES app.book_edition (root, id),
	CONSTRAINT proposed_change_root_previewed_by_fk FOREIGN KEY(root, previewed_by) REFERENCES app.person (root, id),
	CONSTRAINT proposed_change_root_previewed_in_fk FOREIGN KEY(root, previewed_in) REFERENCES app.post (root, id),
	CONSTRAINT proposed_change_root_decided_by_fk FOREIGN KEY(root, decided_by) REFERENCES app.person (root, id),
	CONSTRAINT proposed_change_two_persons_check CHECK (decided_by <> previewed_by),
	CONSTRAINT proposed_change_decided_check CHECK ((decided_by is null) = (decided_at is null)),
	CONSTRAINT proposed_change_second_first_check CHECK (not (needs_second and state = 'APPLIED' and decided_by is null))
);

CREATE INDEX proposed_change_holder ON app.proposed_change (holder, previewed_at, id);

CREATE INDEX proposed_change_parent ON app.proposed_change (holder_parent, previewed_at, id);

CREATE TABLE app.reorganisation_effect (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	reorganisation_id UUID NOT NULL,
	previewed_at TIMESTAMP WITH TIME ZONE NOT NULL,
	sort TEXT NOT NULL,
	noun TEXT NOT NULL,
	unit INTEGER,
	items INTEGER NOT NULL,
	open_items INTEGER DEFAULT 0 NOT NULL,
	CONSTRAINT reorganisation_effect_pk PRIMARY KEY (root, id),
	CONSTRAINT reorganisation_effect_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT reorganisation_effect_root_reorganisation_id_fk FOREIGN KEY(root, reorganisation_id) REFERENCES app.reorganisation (root, id),
	CONSTRAINT reorganisation_effect_sort_check CHECK (sort in ('MOVES', 'GAINS', 'LOSES', 'STAYS', 'ENDS', 'BLIND', 'DEADLINES')),
	CONSTRAINT reorganisation_effect_unit_fk FOREIGN KEY(root, unit) REFERENCES app.tenant (root, id)
);

CREATE INDEX reorganisation_effect_of ON app.reorganisation_effect (reorganisation_id, previewed_at, sort, noun, id);

CREATE TABLE app.reorganisation_move (
	root INTEGER NOT NULL,
	reorganisation_id UUID NOT NULL,
	noun TEXT NOT NULL,
	record_id UUID NOT NULL,
	from_unit INTEGER NOT NULL,
	to_unit INTEGER NOT NULL,
	before TEXT,
	xid TEXT DEFAULT pg_current_xact_id()::text NOT NULL,
	moved_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	back BOOLEAN DEFAULT false NOT NULL,
	CONSTRAINT reorganisation_move_pk PRIMARY KEY (root, reorganisation_id, noun, record_id, back, from_unit),
	CONSTRAINT reorganisation_move_of_fk FOREIGN KEY(root, reorganisation_id) REFERENCES app.reorganisation (root, id)
);

CREATE INDEX reorganisation_move_record ON app.reorganisation_move (record_id);

CREATE TABLE app.reorganisation_place (
	root INTEGER NOT NULL,
	id INTEGER GENERATED BY DEFAULT AS IDENTITY,
	reorganisation_id UUID NOT NULL,
	unit INTEGER,
	before TEXT,
	after TEXT,
	lineage INTEGER[] NOT NULL,
	CONSTRAINT reorganisation_place_pk PRIMARY KEY (root, id),
	CONSTRAINT reorganisation_place_root_reorganisation_id_fk FOREIGN KEY(root, reorganisation_id) REFERENCES app.reorganisation (root, id),
	CONSTRAINT reorganisation_place_unit_fk FOREIGN KEY(root, unit) REFERENCES app.tenant (root, id)
);

CREATE UNIQUE INDEX reorganisation_place_once ON app.reorganisation_place (root, reorganisation_id, unit);

CREATE TABLE app.reorganisation_step (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	reorganisation_id UUID NOT NULL,
	position SMALLINT NOT NULL,
	verb TEXT NOT NULL,
	unit INTEGER,
	to_unit INTEGER,
	to_step SMALLINT,
	post_id UUID,
	founded INTEGER,
	name TEXT,
	name_sort TEXT,
	initials TEXT,
	code TEXT,
	unit_kind TEXT,
	CONSTRAINT reorganisation_step_pk PRIMARY KEY (root, id),
	CONSTRAINT reorganisation_step_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT reorganisation_step_root_reorganisation_id_fk FOREIGN KEY(root, reorganisation_id) REFERENCES app.reorganisation (root, id),
	CONSTRAINT reorganisation_step_verb_check CHECK (verb in ('RENAME', 'MOVE', 'MERGE', 'FOUND', 'MOVE_POST')),
	CONSTRAINT reorganisation_step_unit_fk FOREIGN KEY(root, unit) REFERENCES app.tenant (root, id),
	CONSTRAINT reorganisation_step_to_unit_fk FOREIGN KEY(root, to_unit) REFERENCES app.tenant (root, id),
	CONSTRAINT reorganisation_step_root_post_id_fk FOREIGN KEY(root, post_id) REFERENCES app.post (root, id),
	CONSTRAINT reorganisation_step_founded_fk FOREIGN KEY(root, founded) REFERENCES app.tenant (root, id),
	CONSTRAINT reorganisation_step_unit_kind_check CHECK (unit_kind in ('PROVINCE', 'CITY', 'COUNTY', 'TOWNSHIP', 'VILLAGE', 'DEPARTMENT', 'OFFICE')),
	CONSTRAINT reorganisation_step_acts_on_check CHECK ((verb = 'FOUND') = (unit is null and post_id is null)),
	CONSTRAINT reorganisation_step_leads_to_check CHECK (verb = 'RENAME' or num_nonnulls(to_unit, to_step) = 1)
);

CREATE UNIQUE INDEX reorganisation_step_order ON app.reorganisation_step (root, reorganisation_id, position);

CREATE TABLE app.shadow_difference (
	root INTEGER NOT NULL,
	edition_id UUID NOT NULL,
	action TEXT NOT NULL,
	direction TEXT NOT NULL,
	rule TEXT NOT NULL,
	post_id UUID NOT NULL,
	decisions BIGINT NOT NULL,
	CONSTRAINT shadow_difference_pk PRIMARY KEY (root, edition_id, action, direction, rule, post_id),
	CONSTRAINT shadow_difference_direction_check CHECK (direction in ('GAINS', 'LOSES')),
	CONSTRAINT shadow_difference_root_edition_id_fk FOREIGN KEY(root, edition_id) REFERENCES app.book_edition (root, id),
	CONSTRAINT shadow_difference_root_post_id_fk FOREIGN KEY(root, post_id) REFERENCES app.post (root, id)
);

CREATE TABLE app.subscriber (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	post_id UUID NOT NULL,
	name TEXT NOT NULL,
	url TEXT NOT NULL,
	types TEXT[] NOT NULL,
	state TEXT DEFAULT 'ACTIVE' NOT NULL,
	secret BYTEA NOT NULL,
	secret_before BYTEA,
	both_until TIMESTAMP WITH TIME ZONE,
	created_by UUID NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	version INTEGER DEFAULT 1 NOT NULL,
	CONSTRAINT subscriber_pk PRIMARY KEY (root, id),
	CONSTRAINT subscriber_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT subscriber_root_post_id_fk FOREIGN KEY(root, post_id) REFERENCES app.post (root, id),
	CONSTRAINT subscriber_state_check CHECK (state in ('ACTIVE', 'PAUSED', 'GONE', 'ENDED')),
	CONSTRAINT subscriber_root_created_by_fk FOREIGN KEY(root, created_by) REFERENCES app.person (root, id),
	CONSTRAINT subscriber_url_length_check CHECK (char_length(url) <= 500),
	CONSTRAINT subscriber_types_count_check CHECK (cardinality(types) between 1 and 100)
);

CREATE INDEX subscriber_child ON app.subscriber (holder_parent, created_at, id);

CREATE INDEX subscriber_holder ON app.subscriber (holder, created_at, id);

CREATE INDEX subscriber_post ON app.subscriber (post_id, created_at, id);

CREATE TABLE app.binding (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	list_id UUID NOT NULL,
	clause_id UUID NOT NULL,
	part TEXT NOT NULL,
	position SMALLINT NOT NULL,
	since DATE NOT NULL,
	until DATE,
	CONSTRAINT binding_pk PRIMARY KEY (root, id),
	CONSTRAINT binding_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT binding_root_list_id_fk FOREIGN KEY(root, list_id) REFERENCES app.responsibility_list (root, id),
	CONSTRAINT binding_root_clause_id_fk FOREIGN KEY(root, clause_id) REFERENCES app.clause (root, id),
	CONSTRAINT binding_part_check CHECK (part in ('COMMON', 'OWN'))
);

CREATE INDEX binding_clause ON app.binding (clause_id);

CREATE INDEX binding_list ON app.binding (root, list_id, position, id);

CREATE UNIQUE INDEX binding_once ON app.binding (root, list_id, clause_id);

CREATE TABLE app.change_effect (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	change_id UUID NOT NULL,
	sort TEXT NOT NULL,
	person_id UUID,
	post_id UUID,
	unit INTEGER,
	action TEXT,
	ranges TEXT[] DEFAULT '{}' NOT NULL,
	role TEXT,
	noun TEXT DEFAULT '' NOT NULL,
	records INTEGER,
	open_records INTEGER,
	exact BOOLEAN NOT NULL,
	CONSTRAINT change_effect_pk PRIMARY KEY (root, id),
	CONSTRAINT change_effect_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT change_effect_root_change_id_fk FOREIGN KEY(root, change_id) REFERENCES app.proposed_change (root, id),
	CONSTRAINT change_effect_sort_check CHECK (sort in ('GAINS', 'LOSES', 'BLIND', 'MOVES', 'STAYS', 'ENDS', 'DEADLINES')),
	CONSTRAINT change_effect_root_person_id_fk FOREIGN KEY(root, person_id) REFERENCES app.person (root, id),
	CONSTRAINT change_effect_root_post_id_fk FOREIGN KEY(root, post_id) REFERENCES app.post (root, id),
	CONSTRAINT change_effect_unit_fk FOREIGN KEY(root, unit) REFERENCES app.tenant (root, id),
	CONSTRAINT change_effect_of_one_check CHECK (post_id is null and role is null or (action is null) <> (role is null)),
	CONSTRAINT change_effect_somewhere_check CHECK (unit is not null or post_id is null)
);

CREATE INDEX change_effect_of ON app.change_effect (change_id, sort, noun, id);

CREATE TABLE app.diary_file (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	entry_id UUID NOT NULL,
	author_person UUID NOT NULL,
	name TEXT DEFAULT '' NOT NULL,
	media_type TEXT DEFAULT '' NOT NULL,
	size_bytes BIGINT DEFAULT 0 NOT NULL,
	sha256 TEXT DEFAULT '' NOT NULL,
	added_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	CONSTRAINT diary_file_pk PRIMARY KEY (root, id),
	CONSTRAINT diary_file_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT diary_file_root_entry_id_fk FOREIGN KEY(root, entry_id) REFERENCES app.diary_entry (root, id),
	CONSTRAINT diary_file_root_author_person_fk FOREIGN KEY(root, author_person) REFERENCES app.person (root, id)
);

CREATE INDEX diary_file_entry ON app.diary_file (entry_id, added_at, id);

CREATE TABLE app.event_delivery (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	subscriber_id UUID NOT NULL,
	event_id UUID NOT NULL,
	xid BIGINT NOT NULL,
	type TEXT NOT NULL,
	noun TEXT NOT NULL,
	record_id UUID NOT NULL,
	record_version INTEGER NOT NULL,
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
	state TEXT DEFAULT 'WAITING' NOT NULL,
	attempts SMALLINT DEFAULT 0 NOT NULL,
	next_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	last_chance TIMESTAMP WITH TIME ZONE NOT NULL,
	tried_at TIMESTAMP WITH TIME ZONE,
	code TEXT,
	replays SMALLINT DEFAULT 0 NOT NULL,
	CONSTRAINT event_delivery_pk PRIMARY KEY (root, id),
	CONSTRAINT event_delivery_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT event_delivery_root_subscriber_id_fk FOREIGN KEY(root, subscriber_id) REFERENCES app.subscriber (root, id),
	CONSTRAINT event_delivery_state_check CHECK (state in ('WAITING', 'DELIVERED', 'DEAD'))
);

CREATE INDEX event_delivery_listed ON app.event_delivery (subscriber_id, recorded_at, id);

CREATE UNIQUE INDEX event_delivery_once ON app.event_delivery (root, subscriber_id, event_id);

CREATE INDEX event_delivery_waiting ON app.event_delivery (subscriber_id, xid, event_id) WHERE state = 'WAITING';

CREATE TABLE app.event_replay (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	subscriber_id UUID NOT NULL,
	delivery_id UUID,
	since TIMESTAMP WITH TIME ZONE,
	until TIMESTAMP WITH TIME ZONE,
	also_delivered BOOLEAN DEFAULT false NOT NULL,
	asked_by UUID NOT NULL,
	asked_at TIMESTAMP WITH TIME ZONE NOT NULL,
	done_at TIMESTAMP WITH TIME ZONE,
	CONSTRAINT event_replay_pk PRIMARY KEY (root, id),
	CONSTRAINT event_replay_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT event_replay_root_subscriber_id_fk FOREIGN KEY(root, subscriber_id) REFERENCES app.subscriber (root, id),
	CONSTRAINT event_replay_root_asked_by_fk FOREIGN KEY(root, asked_by) REFERENCES app.person (root, id),
	CONSTRAINT event_replay_one_way_check CHECK (delivery_id is null or since is null and until is null),
	CONSTRAINT event_replay_whole_range_check CHECK ((since is null) = (until is null))
);

CREATE INDEX event_replay_waiting ON app.event_replay (subscriber_id) WHERE done_at is null;

CREATE TABLE app.feed_document (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	kid TEXT NOT NULL,
	wrapped BYTEA NOT NULL,
	body BYTEA NOT NULL,
	blind BYTEA NOT NULL,
	CONSTRAINT feed_document_pk PRIMARY KEY (root, id),
	CONSTRAINT feed_document_root_id_fk FOREIGN KEY(root, id) REFERENCES app.feed_entry (root, id)
);

CREATE INDEX feed_document_blind ON app.feed_document (root, blind);

CREATE TABLE app.feed_line (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	feed_id UUID NOT NULL,
	plan_id UUID NOT NULL,
	entry_id UUID,
	kind TEXT NOT NULL,
	subject TEXT NOT NULL,
	state TEXT NOT NULL,
	reason TEXT DEFAULT 'NOTHING' NOT NULL,
	confidence SMALLINT NOT NULL,
	label TEXT NOT NULL,
	from_text TEXT DEFAULT '' NOT NULL,
	to_text TEXT DEFAULT '' NOT NULL,
	person_id UUID,
	from_post_id UUID,
	to_post_id UUID,
	gains TEXT[] DEFAULT '{}' NOT NULL,
	loses TEXT[] DEFAULT '{}' NOT NULL,
	change JSONB NOT NULL,
	done JSONB,
	kept_because TEXT,
	decided_by UUID,
	made_at TIMESTAMP WITH TIME ZONE NOT NULL,
	decided_at TIMESTAMP WITH TIME ZONE,
	version INTEGER DEFAULT 1 NOT NULL,
	CONSTRAINT feed_line_pk PRIMARY KEY (root, id),
	CONSTRAINT feed_line_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT feed_line_root_feed_id_fk FOREIGN KEY(root, feed_id) REFERENCES app.feed (root, id),
	CONSTRAINT feed_line_root_plan_id_fk FOREIGN KEY(root, plan_id) REFERENCES app.feed_plan (root, id),
	CONSTRAINT feed_line_root_entry_id_fk FOREIGN KEY(root, entry_id) REFERENCES app.feed_entry (root, id),
	CONSTRAINT feed_line_kind_check CHECK (kind in ('CREATE', 'MOVE', 'RENAME', 'LEAVE', 'AMBIGUOUS')),
	CONSTRAINT feed_line_subject_check CHECK (subject in ('PERSON', 'POST', 'UNIT')),
	CONSTRAINT feed_line_state_check CHECK (state in ('APPLIED', 'WAITING', 'DECLINED', 'UNDONE', 'OVERTAKEN')),
	CONSTRAINT feed_line_reason_check CHECK (reason in ('NOTHING', 'BUDGET', 'RIGHTS', 'HANDOVER', 'UNIT', 'UNSURE', 'UNCLAIMED', 'SCOPE', 'UNKNOWN_UNIT', 'ELSEWHERE')),
	CONSTRAINT feed_line_root_person_id_fk FOREIGN KEY(root, person_id) REFERENCES app.person (root, id),
	CONSTRAINT feed_line_root_from_post_id_fk FOREIGN KEY(root, from_post_id) REFERENCES app.post (root, id),
	CONSTRAINT feed_line_root_to_post_id_fk FOREIGN KEY(root, to_post_id) REFERENCES app.post (root, id),
	CONSTRAINT feed_line_root_decided_by_fk FOREIGN KEY(root, decided_by) REFERENCES app.person (root, id),
	CONSTRAINT feed_line_confidence_range_check CHECK (confidence between 0 and 100)
);

CREATE INDEX feed_line_entry ON app.feed_line (entry_id);

CREATE INDEX feed_line_plan ON app.feed_line (plan_id, id);

CREATE INDEX feed_line_waiting ON app.feed_line (holder, id) WHERE state = 'WAITING';

CREATE TABLE app.feed_member (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	group_id UUID NOT NULL,
	user_id UUID NOT NULL,
	display TEXT,
	gone_at TIMESTAMP WITH TIME ZONE,
	CONSTRAINT feed_member_pk PRIMARY KEY (root, id),
	CONSTRAINT feed_member_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT feed_member_root_group_id_fk FOREIGN KEY(root, group_id) REFERENCES app.feed_entry (root, id),
	CONSTRAINT feed_member_root_user_id_fk FOREIGN KEY(root, user_id) REFERENCES app.feed_entry (root, id)
);

CREATE UNIQUE INDEX feed_member_once ON app.feed_member (root, group_id, user_id) WHERE gone_at is null;

CREATE INDEX feed_member_user ON app.feed_member (user_id);

CREATE TABLE app.obligation (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	list_id UUID NOT NULL,
	clause_id UUID NOT NULL,
	actor_type TEXT NOT NULL,
	body_id UUID,
	period TEXT NOT NULL,
	starts_on DATE NOT NULL,
	ends_on DATE NOT NULL,
	due_on DATE NOT NULL,
	state TEXT DEFAULT 'PLANNED' NOT NULL,
	open BOOLEAN DEFAULT true NOT NULL,
	overdue BOOLEAN DEFAULT false NOT NULL,
	recorded_by UUID,
	recorders UUID[] DEFAULT '{}' NOT NULL,
	self_check TEXT,
	review TEXT,
	version INTEGER DEFAULT 1 NOT NULL,
	with_units INTEGER[],
	with_until DATE[],
	CONSTRAINT obligation_pk PRIMARY KEY (root, id),
	CONSTRAINT obligation_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT obligation_root_list_id_fk FOREIGN KEY(root, list_id) REFERENCES app.responsibility_list (root, id),
	CONSTRAINT obligation_root_clause_id_fk FOREIGN KEY(root, clause_id) REFERENCES app.clause (root, id),
	CONSTRAINT obligation_root_body_id_fk FOREIGN KEY(root, body_id) REFERENCES app.body (root, id),
	CONSTRAINT obligation_state_check CHECK (state in ('PLANNED', 'RECORDED', 'SELF_CHECKED', 'ACCEPTED', 'RETURNED', 'WITHDRAWN')),
	CONSTRAINT obligation_root_recorded_by_fk FOREIGN KEY(root, recorded_by) REFERENCES app.person (root, id),
	CONSTRAINT obligation_open_until_ended_check CHECK (open = (state not in ('ACCEPTED', 'WITHDRAWN')))
);

CREATE INDEX obligation_all_at1 ON app.obligation (at1, due_on, id) WHERE open_to <= 1;

CREATE INDEX obligation_all_at2 ON app.obligation (at2, due_on, id) WHERE open_to <= 2;

CREATE INDEX obligation_all_at3 ON app.obligation (at3, due_on, id) WHERE open_to <= 3;

CREATE INDEX obligation_all_at4 ON app.obligation (at4, due_on, id) WHERE open_to <= 4;

CREATE INDEX obligation_all_at5 ON app.obligation (at5, due_on, id) WHERE open_to <= 5;

CREATE INDEX obligation_at1 ON app.obligation (at1, due_on, id) WHERE open and open_to <= 1;

CREATE INDEX obligation_at2 ON app.obligation (at2, due_on, id) WHERE open and open_to <= 2;

CREATE INDEX obligation_at3 ON app.obligation (at3, due_on, id) WHERE open and open_to <= 3;

CREATE INDEX obligation_at4 ON app.obligation (at4, due_on, id) WHERE open and open_to <= 4;

CREATE INDEX obligation_at5 ON app.obligation (at5, due_on, id) WHERE open and open_to <= 5;

CREATE INDEX obligation_holder ON app.obligation (holder, due_on, id);

CREATE INDEX obligation_inbox ON app.obligation (holder, due_on, id) WHERE open;

CREATE INDEX obligation_late ON app.obligation (due_on) WHERE open and not overdue;

CREATE UNIQUE INDEX obligation_once_per_period ON app.obligation (root, list_id, clause_id, period);

CREATE INDEX obligation_reviews ON app.obligation (holder_parent, due_on, id) WHERE state = 'SELF_CHECKED';

CREATE INDEX obligation_taken_along ON app.obligation (root) WHERE with_units is not null;

CREATE TABLE app.problem (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	holder_post UUID NOT NULL,
	number TEXT,
	list_type TEXT NOT NULL,
	state TEXT DEFAULT 'COLLECTED' NOT NULL,
	field TEXT DEFAULT 'OTHER' NOT NULL,
	title TEXT NOT NULL,
	facts TEXT NOT NULL,
	place TEXT DEFAULT '' NOT NULL,
	source TEXT DEFAULT '' NOT NULL,
	channel TEXT DEFAULT 'OWN_FINDING' NOT NULL,
	channel_no TEXT,
	diary_entry_id UUID,
	origin INTEGER NOT NULL,
	reported_by UUID NOT NULL,
	reported_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	found_on DATE,
	admission TEXT,
	admission_zh TEXT,
	admission_en TEXT,
	reason TEXT,
	suggestion TEXT,
	class TEXT,
	colour TEXT,
	alert TEXT DEFAULT 'GREEN' NOT NULL,
	owed_by INTEGER,
	due_on DATE NOT NULL,
	rectify_by DATE,
	missed_on DATE,
	remind_on DATE[] DEFAULT '{}' NOT NULL,
	due_days DATE[] DEFAULT '{}' NOT NULL,
	waits_on DATE[] DEFAULT '{}' NOT NULL,
	owed_on DATE,
	own_on DATE,
	owed_late BOOLEAN DEFAULT false NOT NULL,
	yellow_on DATE,
	open BOOLEAN DEFAULT true NOT NULL,
	overdue BOOLEAN DEFAULT false NOT NULL,
	long_overdue BOOLEAN DEFAULT false NOT NULL,
	across BOOLEAN DEFAULT false NOT NULL,
	registered_on DATE,
	listed_on DATE,
	listed_by INTEGER,
	listed_parent INTEGER,
	lead_post UUID,
	leader_post UUID,
	led_by INTEGER,
	handled_by UUID,
	closed_by UUID,
	merged_into UUID,
	proposal TEXT,
	proposed_by UUID,
	proposed_ground TEXT,
	proposed_mode TEXT,
	proposed_track TEXT,
	asked_on DATE,
	withdrawals SMALLINT DEFAULT 0 NOT NULL,
	rest_asked_until DATE,
	rest_ground TEXT,
	rest_asked_by UUID,
	proposed_owner INTEGER,
	category TEXT,
	cluster_id UUID,
	mode TEXT,
	parts_open SMALLINT DEFAULT 0 NOT NULL,
	hops SMALLINT DEFAULT 0 NOT NULL,
	returns SMALLINT DEFAULT 0 NOT NULL,
	recurrences SMALLINT DEFAULT 0 NOT NULL,
	supporters SMALLINT DEFAULT 0 NOT NULL,
	found_by_body UUID,
	cause_body UUID,
	solved_by_body UUID,
	root_cause TEXT,
	lasting_mechanism TEXT,
	same_type_follow_up TEXT,
	accused INTEGER[] DEFAULT '{}' NOT NULL,
	version INTEGER DEFAULT 1 NOT NULL,
	with_units INTEGER[],
	with_until DATE[],
	CONSTRAINT problem_pk PRIMARY KEY (root, id),
	CONSTRAINT problem_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT problem_root_holder_post_fk FOREIGN KEY(root, holder_post) REFERENCES app.post (root, id),
	CONSTRAINT problem_number_form_check CHECK (number ~ '^[0-9]{4}(-[0123456789ABCDEFGHJKMNPQRSTVWXYZ]{3}){3}$'),
	CONSTRAINT problem_list_type_check CHECK (list_type in ('INSPECTION', 'AUDIT', 'SUPERVISION', 'PETITION', 'HOTLINE_12345', 'PUBLIC_OPINION')),
	CONSTRAINT problem_state_check CHECK (state in ('COLLECTED', 'REGISTERED', 'RESOLVED_ON_SPOT', 'REJECTED', 'MERGED', 'DIVERTED', 'BANKED', 'PENDING_UPPER', 'LISTED', 'TRIAGED', 'ASSIGNED', 'OBJECTED', 'ACCEPTED', 'PLEDGED', 'RECTIFYING', 'SUSPENDED', 'COMPLETION_CLAIMED', 'SELF_EVALUATED', 'CLIENT_EVALUATED', 'RETURNED', 'CLOSED', 'RECHECKING', 'ARCHIVED')),
	CONSTRAINT problem_field_check CHECK (field in ('ECONOMY', 'RISK', 'GOVERNANCE', 'PARTY', 'OTHER')),
	CONSTRAINT problem_channel_check CHECK (channel in ('OWN_FINDING', 'PHONE', 'INSPECTION', 'AUDIT', 'SUPERVISION', 'PETITION', 'HOTLINE_12345', 'PUBLIC_OPINION')),
	CONSTRAINT problem_root_diary_entry_id_fk FOREIGN KEY(root, diary_entry_id) REFERENCES app.diary_entry (root, id),
	CONSTRAINT problem_origin_fk FOREIGN KEY(root, origin) REFERENCES app.tenant (root, id),
	CONSTRAINT problem_root_reported_by_fk FOREIGN KEY(root, reported_by) REFERENCES app.person (root, id),
	CONSTRAINT problem_owed_by_fk FOREIGN KEY(root, owed_by) REFERENCES app.tenant (root, id),
	CONSTRAINT problem_listed_by_fk FOREIGN KEY(root, listed_by) REFERENCES app.tenant (root, id),
	CONSTRAINT problem_listed_parent_fk FOREIGN KEY(root, listed_parent) REFERENCES app.tenant (root, id),
	CONSTRAINT problem_root_lead_post_fk FOREIGN KEY(root, lead_post) REFERENCES app.post (root, id),
	CONSTRAINT problem_root_leader_post_fk FOREIGN KEY(root, leader_post) REFERENCES app.post (root, id),
	CONSTRAINT problem_led_by_fk FOREIGN KEY(root, led_by) REFERENCES app.tenant (root, id),
	CONSTRAINT problem_root_handled_by_fk FOREIGN KEY(root, handled_by) REFERENCES app.person (root, id),
	CONSTRAINT problem_root_closed_by_fk FOREIGN KEY(root, closed_by) REFERENCES app.person (root, id),
	CONSTRAINT problem_root_merged_into_fk FOREIGN KEY(root, merged_into) REFERENCES app.problem (root, id),
	CONSTRAINT problem_root_proposed_by_fk FOREIGN KEY(root, proposed_by) REFERENCES app.person (root, id),
	CONSTRAINT problem_proposed_by_somebody_check CHECK ((proposal is null) = (proposed_by is null)),
	CONSTRAINT problem_proposed_in_its_state_check CHECK (proposal is null or (proposal, state) in (('REJECT', 'REGISTERED'), ('LIST', 'BANKED'), ('TRIAGE', 'LISTED'))),
	CONSTRAINT problem_proposed_class_known_check CHECK (proposal <> 'TRIAGE' or proposed_ground in ('AT_ONCE', 'SET_TIME', 'STAGED')),
	CONSTRAINT problem_proposed_mode_known_check CHECK (proposed_mode in ('BY_CLASS', 'JOINT', 'INTEGRATED')),
	CONSTRAINT problem_asked_while_it_waits_check CHECK (asked_on is null or state = 'PENDING_UPPER'),
	CONSTRAINT problem_root_rest_asked_by_fk FOREIGN KEY(root, rest_asked_by) REFERENCES app.person (root, id),
	CONSTRAINT problem_rest_asked_while_at_work_check CHECK (rest_asked_until is null or state = 'RECTIFYING'),
	CONSTRAINT problem_rest_asked_whole_check CHECK ((rest_asked_until is null) = (rest_ground is null) and (rest_asked_until is null) = (rest_asked_by is null)),
	CONSTRAINT problem_rest_ground_known_check CHECK (rest_ground in ('STAGED', 'FORCE_MAJEURE')),
	CONSTRAINT problem_proposed_owner_fk FOREIGN KEY(root, proposed_owner) REFERENCES app.tenant (root, id),
	CONSTRAINT problem_owner_proposed_by_objection_check CHECK (proposed_owner is null or state = 'OBJECTED'),
	CONSTRAINT problem_root_cluster_id_fk FOREIGN KEY(root, cluster_id) REFERENCES app.cluster (root, id),
	CONSTRAINT problem_root_found_by_body_fk FOREIGN KEY(root, found_by_body) REFERENCES app.body (root, id),
	CONSTRAINT problem_root_cause_body_fk FOREIGN KEY(root, cause_body) REFERENCES app.body (root, id),
	CONSTRAINT problem_root_solved_by_body_fk FOREIGN KEY(root, solved_by_body) REFERENCES app.body (root, id),
	CONSTRAINT problem_title_length_check CHECK (char_length(title) between 1 and 200),
	CONSTRAINT problem_class_known_check CHECK (class in ('AT_ONCE', 'SET_TIME', 'STAGED')),
	CONSTRAINT problem_mode_known_check CHECK (mode in ('BY_CLASS', 'JOINT', 'INTEGRATED')),
	CONSTRAINT problem_alert_known_check CHECK (alert in ('GREEN', 'YELLOW', 'RED')),
	CONSTRAINT problem_open_until_ended_check CHECK (open = (state not in ('ARCHIVED', 'CLOSED', 'DIVERTED', 'MERGED', 'REJECTED', 'RESOLVED_ON_SPOT'))),
	CONSTRAINT problem_all_three_check CHECK (state not in ('ASSIGNED', 'OBJECTED', 'ACCEPTED', 'PLEDGED', 'RECTIFYING', 'SUSPENDED') or (lead_post is not null and listed_by is not null)),
	CONSTRAINT problem_never_with_the_accused_check CHECK (not (accused && array[at1, at2, at3, at4, at5, at6])),
	CONSTRAINT problem_parts_finished_check CHECK (parts_open = 0 or state not in ('COMPLETION_CLAIMED', 'SELF_EVALUATED', 'CLIENT_EVALUATED', 'CLOSED', 'RECHECKING', 'ARCHIVED')),
	CONSTRAINT problem_channel_numbered_check CHECK (channel = 'OWN_FINDING' or channel = 'PHONE' or channel_no is not null)
);

CREATE INDEX problem_at1 ON app.problem (at1, due_on, id) WHERE open and open_to <= 1;

CREATE INDEX problem_at2 ON app.problem (at2, due_on, id) WHERE open and open_to <= 2;

CREATE INDEX problem_at3 ON app.problem (at3, due_on, id) WHERE open and open_to <= 3;

CREATE INDEX problem_at4 ON app.problem (at4, due_on, id) WHERE open and open_to <= 4;

CREATE INDEX problem_at5 ON app.problem (at5, due_on, id) WHERE open and open_to <= 5;

CREATE INDEX problem_below1 ON app.problem (at1, due_on, id) WHERE open_to <= 1;

CREATE INDEX problem_below2 ON app.problem (at2, due_on, id) WHERE open_to <= 2;

CREATE INDEX problem_below3 ON app.problem (at3, due_on, id) WHERE open_to <= 3;

CREATE INDEX problem_below4 ON app.problem (at4, due_on, id) WHERE open_to <= 4;

CREATE INDEX problem_below5 ON app.problem (at5, due_on, id) WHERE open_to <= 5;

CREATE INDEX problem_category ON app.problem (root, category, reported_at);

CREATE INDEX problem_child ON app.problem (holder_parent, due_on, id);

CREATE INDEX problem_cluster ON app.problem (root, cluster_id) WHERE cluster_id is not null;

CREATE INDEX problem_diary ON app.problem (diary_entry_id) WHERE diary_entry_id is not null;

CREATE INDEX problem_due_days ON app.problem USING gin (due_days) WHERE open;

CREATE INDEX problem_hard_at1 ON app.problem (at1, due_on, id) WHERE open and open_to <= 1 and (class = 'STAGED' or returns >= 2 or long_overdue or across);

CREATE INDEX problem_hard_at2 ON app.problem (at2, due_on, id) WHERE open and open_to <= 2 and (class = 'STAGED' or returns >= 2 or long_overdue or across);

CREATE INDEX problem_hard_at3 ON app.problem (at3, due_on, id) WHERE open and open_to <= 3 and (class = 'STAGED' or returns >= 2 or long_overdue or across);

CREATE INDEX problem_hard_at4 ON app.problem (at4, due_on, id) WHERE open and open_to <= 4 and (class = 'STAGED' or returns >= 2 or long_overdue or across);

CREATE INDEX problem_hard_at5 ON app.problem (at5, due_on, id) WHERE open and open_to <= 5 and (class = 'STAGED' or returns >= 2 or long_overdue or across);

CREATE INDEX problem_inbox ON app.problem (holder, due_on, id) WHERE open;

CREATE INDEX problem_judged_listed_by ON app.problem (listed_by, due_on, id) WHERE state in ('SELF_EVALUATED', 'CLIENT_EVALUATED', 'RECHECKING');

CREATE INDEX problem_judged_listed_parent ON app.problem (listed_parent, due_on, id) WHERE state in ('SELF_EVALUATED', 'CLIENT_EVALUATED', 'RECHECKING');

CREATE INDEX problem_late ON app.problem (due_on) WHERE open and overdue;

CREATE INDEX problem_led ON app.problem (leader_post, due_on, id) WHERE open and leader_post is not null;

CREATE INDEX problem_led_for ON app.problem (led_by, due_on, id) WHERE open and led_by is not null;

CREATE INDEX problem_listed ON app.problem (root, listed_by, due_on, id);

CREATE INDEX problem_merged ON app.problem (root, merged_into) WHERE merged_into is not null;

CREATE UNIQUE INDEX problem_number ON app.problem (root, number);

CREATE INDEX problem_origin ON app.problem (root, origin);

CREATE INDEX problem_owed ON app.problem (owed_on) WHERE open and not owed_late;

CREATE INDEX problem_post ON app.problem (holder_post) WHERE open;

CREATE INDEX problem_reminded ON app.problem USING gin (remind_on) WHERE open;

CREATE INDEX problem_reported1 ON app.problem (at1, reported_at, id);

CREATE INDEX problem_reported2 ON app.problem (at2, reported_at, id);

CREATE INDEX problem_reported3 ON app.problem (at3, reported_at, id);

CREATE INDEX problem_reported4 ON app.problem (at4, reported_at, id);

CREATE INDEX problem_reported5 ON app.problem (at5, reported_at, id);

CREATE INDEX problem_rest_asked ON app.problem (holder_parent, due_on, id) WHERE rest_asked_until is not null;

CREATE INDEX problem_resting ON app.problem (id) WHERE open and state = 'SUSPENDED';

CREATE INDEX problem_since ON app.problem (root, list_type, reported_at);

CREATE INDEX problem_soon ON app.problem (due_on) WHERE open;

CREATE INDEX problem_spot_at1 ON app.problem (at1, due_on, id) WHERE state = 'RESOLVED_ON_SPOT' and hops = 0 and open_to <= 1;

CREATE INDEX problem_spot_at2 ON app.problem (at2, due_on, id) WHERE state = 'RESOLVED_ON_SPOT' and hops = 0 and open_to <= 2;

CREATE INDEX problem_spot_at3 ON app.problem (at3, due_on, id) WHERE state = 'RESOLVED_ON_SPOT' and hops = 0 and open_to <= 3;

CREATE INDEX problem_spot_at4 ON app.problem (at4, due_on, id) WHERE state = 'RESOLVED_ON_SPOT' and hops = 0 and open_to <= 4;

CREATE INDEX problem_spot_at5 ON app.problem (at5, due_on, id) WHERE state = 'RESOLVED_ON_SPOT' and hops = 0 and open_to <= 5;

CREATE INDEX problem_taken_along ON app.problem (root) WHERE with_units is not null;

CREATE INDEX problem_turning ON app.problem (yellow_on) WHERE open and alert = 'GREEN';

CREATE INDEX problem_waiting ON app.problem (holder_parent, due_on, id) WHERE state in ('PENDING_UPPER', 'OBJECTED');

CREATE TABLE app.role_grant (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	post_id UUID,
	group_id UUID,
	role TEXT,
	custom_role_id UUID,
	given_from DATE NOT NULL,
	given_until DATE,
	reason TEXT NOT NULL,
	document_no TEXT NOT NULL,
	given_by UUID NOT NULL,
	given_at TIMESTAMP WITH TIME ZONE NOT NULL,
	ended_reason TEXT,
	ended_document_no TEXT,
	ended_by UUID,
	request_id UUID,
	version INTEGER DEFAULT 1 NOT NULL,
	CONSTRAINT role_grant_pk PRIMARY KEY (root, id),
	CONSTRAINT role_grant_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT role_grant_root_post_id_fk FOREIGN KEY(root, post_id) REFERENCES app.post (root, id),
	CONSTRAINT role_grant_root_group_id_fk FOREIGN KEY(root, group_id) REFERENCES app.post_group (root, id),
	CONSTRAINT role_grant_root_custom_role_id_fk FOREIGN KEY(root, custom_role_id) REFERENCES app.custom_role (root, id),
	CONSTRAINT role_grant_root_given_by_fk FOREIGN KEY(root, given_by) REFERENCES app.person (root, id),
	CONSTRAINT role_grant_root_ended_by_fk FOREIGN KEY(root, ended_by) REFERENCES app.person (root, id),
	CONSTRAINT role_grant_root_request_id_fk FOREIGN KEY(root, request_id) REFERENCES app.administrator_request (root, id),
	CONSTRAINT role_grant_to_one_check CHECK ((post_id is null) <> (group_id is null)),
	CONSTRAINT role_grant_of_one_check CHECK ((role is null) <> (custom_role_id is null)),
	CONSTRAINT role_grant_dates_check CHECK (given_until is null or given_until >= given_from)
);

CREATE INDEX role_grant_custom ON app.role_grant (root, custom_role_id);

CREATE INDEX role_grant_group ON app.role_grant (root, group_id);

CREATE INDEX role_grant_holder ON app.role_grant (holder, given_from, id);

CREATE INDEX role_grant_holder_parent ON app.role_grant (holder_parent, given_from, id);

CREATE INDEX role_grant_post ON app.role_grant (root, post_id);

CREATE TABLE app.subscriber_progress (
	root INTEGER NOT NULL,
	subscriber_id UUID NOT NULL,
	xid BIGINT NOT NULL,
	event_id UUID NOT NULL,
	lease UUID,
	leased_until TIMESTAMP WITH TIME ZONE,
	turned_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	next_at TIMESTAMP WITH TIME ZONE,
	seen_version INTEGER DEFAULT 0 NOT NULL,
	CONSTRAINT subscriber_progress_pk PRIMARY KEY (root, subscriber_id),
	CONSTRAINT subscriber_progress_root_subscriber_id_fk FOREIGN KEY(root, subscriber_id) REFERENCES app.subscriber (root, id)
);

CREATE INDEX subscriber_progress_turn ON app.subscriber_progress (turned_at);

CREATE TABLE app.assignment (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	problem_id UUID NOT NULL,
	accused INTEGER[] DEFAULT '{}' NOT NULL,
	role TEXT NOT NULL,
	part_of UUID,
	edge INTEGER NOT NULL,
	child INTEGER NOT NULL,
	parent INTEGER NOT NULL,
	lead_post UUID NOT NULL,
	due_on DATE NOT NULL,
	state TEXT DEFAULT 'ASSIGNED' NOT NULL,
	open BOOLEAN GENERATED ALWAYS AS (state not in ('FINISHED', 'WITHDRAWN')) STORED,
	overdue BOOLEAN DEFAULT false NOT NULL,
	parts_open SMALLINT DEFAULT 0 NOT NULL,
	text TEXT DEFAULT '' NOT NULL,
	result TEXT,
	objection_reason TEXT,
	objection_text TEXT,
	objected_on DATE,
	objection_answer TEXT,
	made_by TEXT NOT NULL,
	made_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	version INTEGER DEFAULT 1 NOT NULL,
	CONSTRAINT assignment_pk PRIMARY KEY (root, id),
	CONSTRAINT assignment_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT assignment_root_problem_id_fk FOREIGN KEY(root, problem_id) REFERENCES app.problem (root, id),
	CONSTRAINT assignment_role_check CHECK (role in ('MAIN', 'CO')),
	CONSTRAINT assignment_root_part_of_fk FOREIGN KEY(root, part_of) REFERENCES app.assignment (root, id),
	CONSTRAINT assignment_root_lead_post_fk FOREIGN KEY(root, lead_post) REFERENCES app.post (root, id),
	CONSTRAINT assignment_state_check CHECK (state in ('ASSIGNED', 'OBJECTED', 'ACCEPTED', 'HANDED_ON', 'FINISHED', 'WITHDRAWN')),
	CONSTRAINT assignment_along_an_edge FOREIGN KEY(root, edge, child, parent) REFERENCES app.tenant_edge (root, id, child, parent),
	CONSTRAINT assignment_never_with_the_accused_check CHECK (not open or not (accused && array[at1, at2, at3, at4, at5, at6])),
	CONSTRAINT assignment_objected_to_with_a_reason_check CHECK (state <> 'OBJECTED' or objection_reason is not null and objection_answer is null),
	CONSTRAINT assignment_objection_by_a_co_handler_check CHECK (num_nulls(objection_reason, objection_text, objected_on) in (0, 3) and (objection_reason is null or role = 'CO') and (objection_answer is null or objection_reason is not null))
);

CREATE INDEX assignment_disputed ON app.assignment (holder_parent) WHERE state = 'OBJECTED';

CREATE INDEX assignment_due ON app.assignment (due_on) WHERE open;

CREATE INDEX assignment_inbox ON app.assignment (holder, due_on, id) WHERE open;

CREATE INDEX assignment_lead ON app.assignment (lead_post) WHERE open;

CREATE UNIQUE INDEX assignment_once ON app.assignment (root, problem_id, holder) WHERE open;

CREATE INDEX assignment_problem ON app.assignment (problem_id, made_at, id);

CREATE INDEX assignment_whole ON app.assignment (part_of);

CREATE TABLE app.campaign_item (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	campaign_id UUID NOT NULL,
	problem_id UUID NOT NULL,
	accused INTEGER[] DEFAULT '{}' NOT NULL,
	number TEXT NOT NULL,
	repeated BOOLEAN DEFAULT false NOT NULL,
	entered_on DATE NOT NULL,
	ended_on DATE,
	aside BOOLEAN DEFAULT false NOT NULL,
	version SMALLINT DEFAULT 1 NOT NULL,
	CONSTRAINT campaign_item_pk PRIMARY KEY (root, id),
	CONSTRAINT campaign_item_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT campaign_item_root_campaign_id_fk FOREIGN KEY(root, campaign_id) REFERENCES app.campaign (root, id),
	CONSTRAINT campaign_item_aside_ended_check CHECK (ended_on is not null or not aside),
	CONSTRAINT campaign_item_problem_id_fk FOREIGN KEY(root, problem_id) REFERENCES app.problem (root, id)
);

CREATE INDEX campaign_item_entered ON app.campaign_item (root, campaign_id, entered_on, ended_on);

CREATE INDEX campaign_item_kept ON app.campaign_item (campaign_id, root, problem_id);

CREATE UNIQUE INDEX campaign_item_problem ON app.campaign_item (root, problem_id);

CREATE TABLE app.case_lead (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	problem_id UUID NOT NULL,
	accused INTEGER[] DEFAULT '{}' NOT NULL,
	level INTEGER NOT NULL,
	post_id UUID NOT NULL,
	person_id UUID NOT NULL,
	text TEXT DEFAULT '' NOT NULL,
	state TEXT DEFAULT 'ACTIVE' NOT NULL,
	since DATE DEFAULT (now() at time zone 'Asia/Shanghai')::date NOT NULL,
	until DATE,
	reason TEXT,
	CONSTRAINT case_lead_pk PRIMARY KEY (root, id),
	CONSTRAINT case_lead_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT case_lead_root_problem_id_fk FOREIGN KEY(root, problem_id) REFERENCES app.problem (root, id),
	CONSTRAINT case_lead_root_post_id_fk FOREIGN KEY(root, post_id) REFERENCES app.post (root, id),
	CONSTRAINT case_lead_root_person_id_fk FOREIGN KEY(root, person_id) REFERENCES app.person (root, id),
	CONSTRAINT case_lead_state_check CHECK (state in ('ACTIVE', 'RELEASED')),
	CONSTRAINT case_lead_level_fk FOREIGN KEY(root, level) REFERENCES app.tenant (root, id),
	CONSTRAINT case_lead_until_it_ended_check CHECK ((state = 'ACTIVE') = (until is null))
);

CREATE UNIQUE INDEX case_lead_once ON app.case_lead (root, problem_id) WHERE state = 'ACTIVE';

CREATE INDEX case_lead_post ON app.case_lead (post_id) WHERE state = 'ACTIVE';

CREATE INDEX case_lead_problem ON app.case_lead (problem_id, since, id);

CREATE TABLE app.case_member (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	problem_id UUID NOT NULL,
	accused INTEGER[] DEFAULT '{}' NOT NULL,
	post_id UUID NOT NULL,
	duty TEXT NOT NULL,
	formed_by INTEGER NOT NULL,
	people INTEGER,
	yuan INTEGER,
	resources TEXT DEFAULT '' NOT NULL,
	state TEXT DEFAULT 'ACTIVE' NOT NULL,
	since DATE DEFAULT (now() at time zone 'Asia/Shanghai')::date NOT NULL,
	CONSTRAINT case_member_pk PRIMARY KEY (root, id),
	CONSTRAINT case_member_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT case_member_root_problem_id_fk FOREIGN KEY(root, problem_id) REFERENCES app.problem (root, id),
	CONSTRAINT case_member_root_post_id_fk FOREIGN KEY(root, post_id) REFERENCES app.post (root, id),
	CONSTRAINT case_member_duty_check CHECK (duty in ('LEADER', 'MEMBER', 'PANEL')),
	CONSTRAINT case_member_state_check CHECK (state in ('ACTIVE', 'RELEASED')),
	CONSTRAINT case_member_formed_by_fk FOREIGN KEY(root, formed_by) REFERENCES app.tenant (root, id),
	CONSTRAINT case_member_resources_counted_check CHECK (people >= 0 and yuan >= 0)
);

CREATE INDEX case_member_problem ON app.case_member (problem_id, duty, id);

CREATE TABLE app.closing (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	accused INTEGER[] DEFAULT '{}' NOT NULL,
	problem_id UUID NOT NULL,
	level INTEGER NOT NULL,
	level_parent INTEGER,
	about INTEGER NOT NULL,
	list_type TEXT NOT NULL,
	class TEXT,
	handled_by UUID,
	lead_person UUID,
	closed_by UUID NOT NULL,
	root_cause TEXT NOT NULL,
	party_building_reason TEXT NOT NULL,
	found_by_body UUID,
	cause_body UUID,
	solved_by_body UUID,
	mechanism TEXT DEFAULT '' NOT NULL,
	team_problem_control SMALLINT NOT NULL,
	chief_duty_bearing SMALLINT NOT NULL,
	cadre_work_drive SMALLINT NOT NULL,
	text TEXT DEFAULT '' NOT NULL,
	author_tenant INTEGER NOT NULL,
	author_person UUID NOT NULL,
	closed_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	cancelled_at TIMESTAMP WITH TIME ZONE,
	false_closing BOOLEAN DEFAULT false NOT NULL,
	CONSTRAINT closing_pk PRIMARY KEY (root, id),
	CONSTRAINT closing_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT closing_root_problem_id_fk FOREIGN KEY(root, problem_id) REFERENCES app.problem (root, id),
	CONSTRAINT closing_root_closed_by_fk FOREIGN KEY(root, closed_by) REFERENCES app.person (root, id),
	CONSTRAINT closing_root_cause_check CHECK (root_cause in ('POLITICAL', 'ORGANISATION', 'THOUGHT', 'STYLE', 'DISCIPLINE', 'INSTITUTION')),
	CONSTRAINT closing_root_found_by_body_fk FOREIGN KEY(root, found_by_body) REFERENCES app.body (root, id),
	CONSTRAINT closing_root_cause_body_fk FOREIGN KEY(root, cause_body) REFERENCES app.body (root, id),
	CONSTRAINT closing_root_solved_by_body_fk FOREIGN KEY(root, solved_by_body) REFERENCES app.body (root, id),
	CONSTRAINT closing_root_author_person_fk FOREIGN KEY(root, author_person) REFERENCES app.person (root, id),
	CONSTRAINT closing_author_tenant_fk FOREIGN KEY(root, author_tenant) REFERENCES app.tenant (root, id),
	CONSTRAINT closing_team_problem_control_range_check CHECK (team_problem_control between 0 and 100),
	CONSTRAINT closing_chief_duty_bearing_range_check CHECK (chief_duty_bearing between 0 and 100),
	CONSTRAINT closing_cadre_work_drive_range_check CHECK (cadre_work_drive between 0 and 100),
	CONSTRAINT closing_by_another_check CHECK (closed_by is distinct from handled_by and closed_by is distinct from lead_person)
);

CREATE INDEX closing_at1 ON app.closing (at1, closed_at, id);

CREATE INDEX closing_at2 ON app.closing (at2, closed_at, id);

CREATE INDEX closing_at3 ON app.closing (at3, closed_at, id);

CREATE INDEX closing_at4 ON app.closing (at4, closed_at, id);

CREATE INDEX closing_at5 ON app.closing (at5, closed_at, id);

CREATE INDEX closing_holder ON app.closing (holder, closed_at, id);

CREATE INDEX closing_holder_parent ON app.closing (holder_parent, closed_at, id);

CREATE INDEX closing_level ON app.closing (level, closed_at, id);

CREATE INDEX closing_level_parent ON app.closing (level_parent, closed_at, id);

CREATE INDEX closing_problem ON app.closing (problem_id, closed_at, id);

CREATE TABLE app.entry (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	obligation_id UUID NOT NULL,
	author_person UUID NOT NULL,
	author_post UUID NOT NULL,
	author_tenant INTEGER NOT NULL,
	held_on DATE NOT NULL,
	place TEXT DEFAULT '' NOT NULL,
	text TEXT NOT NULL,
	recorded_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	CONSTRAINT entry_pk PRIMARY KEY (root, id),
	CONSTRAINT entry_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT entry_root_obligation_id_fk FOREIGN KEY(root, obligation_id) REFERENCES app.obligation (root, id),
	CONSTRAINT entry_root_author_person_fk FOREIGN KEY(root, author_person) REFERENCES app.person (root, id),
	CONSTRAINT entry_root_author_post_fk FOREIGN KEY(root, author_post) REFERENCES app.post (root, id),
	CONSTRAINT entry_author_tenant_fk FOREIGN KEY(root, author_tenant) REFERENCES app.tenant (root, id),
	CONSTRAINT entry_text_length_check CHECK (char_length(text) between 1 and 4000)
);

CREATE INDEX entry_obligation ON app.entry (obligation_id, recorded_at, id);

CREATE TABLE app.escalation (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	kind TEXT NOT NULL,
	problem_id UUID,
	accused INTEGER[] DEFAULT '{}' NOT NULL,
	about INTEGER NOT NULL,
	occasion TEXT NOT NULL,
	category TEXT,
	items SMALLINT NOT NULL,
	units SMALLINT NOT NULL,
	proposed_on DATE NOT NULL,
	state TEXT DEFAULT 'PROPOSED' NOT NULL,
	reason TEXT,
	version INTEGER DEFAULT 1 NOT NULL,
	CONSTRAINT escalation_pk PRIMARY KEY (root, id),
	CONSTRAINT escalation_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT escalation_kind_check CHECK (kind in ('OVERDUE', 'RETURNED', 'TIE', 'WIDESPREAD')),
	CONSTRAINT escalation_root_problem_id_fk FOREIGN KEY(root, problem_id) REFERENCES app.problem (root, id),
	CONSTRAINT escalation_state_check CHECK (state in ('PROPOSED', 'FOLLOWED', 'DISMISSED', 'LAPSED')),
	CONSTRAINT escalation_about_fk FOREIGN KEY(root, about) REFERENCES app.tenant (root, id)
);

CREATE UNIQUE INDEX escalation_once ON app.escalation (root, holder, kind, problem_id, occasion) NULLS NOT DISTINCT;

CREATE INDEX escalation_open ON app.escalation (holder, proposed_on, id);

CREATE INDEX escalation_problem ON app.escalation (root, problem_id);

CREATE TABLE app.evaluation_code (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	accused INTEGER[] DEFAULT '{}' NOT NULL,
	problem_id UUID NOT NULL,
	round SMALLINT NOT NULL,
	channel TEXT NOT NULL,
	state TEXT DEFAULT 'OPEN' NOT NULL,
	author_tenant INTEGER NOT NULL,
	author_person UUID NOT NULL,
	opened_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT evaluation_code_pk PRIMARY KEY (root, id),
	CONSTRAINT evaluation_code_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT evaluation_code_root_problem_id_fk FOREIGN KEY(root, problem_id) REFERENCES app.problem (root, id),
	CONSTRAINT evaluation_code_channel_check CHECK (channel in ('LINK', 'MESSAGE', 'PAPER')),
	CONSTRAINT evaluation_code_state_check CHECK (state in ('OPEN', 'ANSWERED', 'LOCKED', 'WITHDRAWN')),
	CONSTRAINT evaluation_code_root_author_person_fk FOREIGN KEY(root, author_person) REFERENCES app.person (root, id),
	CONSTRAINT evaluation_code_author_tenant_fk FOREIGN KEY(root, author_tenant) REFERENCES app.tenant (root, id)
);

CREATE INDEX evaluation_code_author ON app.evaluation_code (author_tenant, opened_at, id);

CREATE UNIQUE INDEX evaluation_code_open ON app.evaluation_code (root, problem_id) WHERE state = 'OPEN';

CREATE INDEX evaluation_code_problem ON app.evaluation_code (problem_id, opened_at, id);

CREATE TABLE app.extension (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	accused INTEGER[] DEFAULT '{}' NOT NULL,
	problem_id UUID NOT NULL,
	clock TEXT NOT NULL,
	days SMALLINT NOT NULL,
	reason TEXT NOT NULL,
	state TEXT DEFAULT 'ASKED' NOT NULL,
	asked_by UUID NOT NULL,
	asked_at TIMESTAMP WITH TIME ZONE NOT NULL,
	decided_by UUID,
	decided_at TIMESTAMP WITH TIME ZONE,
	answer TEXT,
	petitioner_told TEXT,
	version INTEGER DEFAULT 1 NOT NULL,
	CONSTRAINT extension_pk PRIMARY KEY (root, id),
	CONSTRAINT extension_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT extension_root_problem_id_fk FOREIGN KEY(root, problem_id) REFERENCES app.problem (root, id),
	CONSTRAINT extension_clock_check CHECK (clock in ('STATUTORY', 'RECTIFICATION')),
	CONSTRAINT extension_state_check CHECK (state in ('ASKED', 'APPROVED', 'REFUSED', 'LAPSED')),
	CONSTRAINT extension_root_asked_by_fk FOREIGN KEY(root, asked_by) REFERENCES app.person (root, id),
	CONSTRAINT extension_root_decided_by_fk FOREIGN KEY(root, decided_by) REFERENCES app.person (root, id),
	CONSTRAINT extension_days_range_check CHECK (days between 1 and 365),
	CONSTRAINT extension_decided_check CHECK ((state = 'ASKED') = (decided_at is null)),
	CONSTRAINT extension_petitioner_is_told_check CHECK (state <> 'APPROVED' or clock <> 'STATUTORY' or petitioner_told is not null)
);

CREATE UNIQUE INDEX extension_once ON app.extension (root, problem_id, clock) WHERE state = 'ASKED';

CREATE INDEX extension_problem ON app.extension (problem_id, decided_at, id);

CREATE INDEX extension_waits_holder ON app.extension (holder, asked_at, id) WHERE state = 'ASKED';

CREATE INDEX extension_waits_holder_parent ON app.extension (holder_parent, asked_at, id) WHERE state = 'ASKED';

CREATE TABLE app.handover (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	problem_id UUID NOT NULL,
	accused INTEGER[] DEFAULT '{}' NOT NULL,
	from_post UUID NOT NULL,
	to_post UUID NOT NULL,
	made_by TEXT NOT NULL,
	made_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	CONSTRAINT handover_pk PRIMARY KEY (root, id),
	CONSTRAINT handover_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT handover_root_problem_id_fk FOREIGN KEY(root, problem_id) REFERENCES app.problem (root, id),
	CONSTRAINT handover_root_from_post_fk FOREIGN KEY(root, from_post) REFERENCES app.post (root, id),
	CONSTRAINT handover_root_to_post_fk FOREIGN KEY(root, to_post) REFERENCES app.post (root, id)
);

CREATE INDEX handover_problem ON app.handover (root, problem_id, made_at);

CREATE TABLE app.hop (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	problem_id UUID NOT NULL,
	accused INTEGER[] DEFAULT '{}' NOT NULL,
	seq SMALLINT NOT NULL,
	direction TEXT NOT NULL,
	edge INTEGER NOT NULL,
	child INTEGER NOT NULL,
	parent INTEGER NOT NULL,
	starts INTEGER NOT NULL,
	ends INTEGER NOT NULL,
	author_tenant INTEGER NOT NULL,
	post_id UUID,
	by_rule BOOLEAN DEFAULT false NOT NULL,
	shown TEXT DEFAULT 'WHO' NOT NULL,
	made_by TEXT NOT NULL,
	note TEXT DEFAULT '' NOT NULL,
	made_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	CONSTRAINT hop_pk PRIMARY KEY (root, id),
	CONSTRAINT hop_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT hop_root_problem_id_fk FOREIGN KEY(root, problem_id) REFERENCES app.problem (root, id),
	CONSTRAINT hop_direction_check CHECK (direction in ('UP', 'DOWN')),
	CONSTRAINT hop_root_post_id_fk FOREIGN KEY(root, post_id) REFERENCES app.post (root, id),
	CONSTRAINT hop_shown_check CHECK (shown in ('NONE', 'THAT', 'WHO', 'ALL')),
	CONSTRAINT hop_along_an_edge FOREIGN KEY(root, edge, child, parent) REFERENCES app.tenant_edge (root, id, child, parent)
);

CREATE INDEX hop_ends ON app.hop (ends, problem_id, seq);

CREATE UNIQUE INDEX hop_in_order ON app.hop (root, problem_id, seq);

CREATE TABLE app.measure (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	problem_id UUID NOT NULL,
	accused INTEGER[] DEFAULT '{}' NOT NULL,
	position SMALLINT NOT NULL,
	text TEXT NOT NULL,
	owner_post UUID NOT NULL,
	due_on DATE NOT NULL,
	approach TEXT,
	round SMALLINT DEFAULT 1 NOT NULL,
	state TEXT DEFAULT 'PLANNED' NOT NULL,
	result TEXT,
	version INTEGER DEFAULT 1 NOT NULL,
	CONSTRAINT measure_pk PRIMARY KEY (root, id),
	CONSTRAINT measure_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT measure_root_problem_id_fk FOREIGN KEY(root, problem_id) REFERENCES app.problem (root, id),
	CONSTRAINT measure_root_owner_post_fk FOREIGN KEY(root, owner_post) REFERENCES app.post (root, id),
	CONSTRAINT measure_approach_known_check CHECK (approach in ('PREVENT', 'SOLVE', 'INNOVATE')),
	CONSTRAINT measure_state_check CHECK (state in ('PLANNED', 'DONE', 'LAPSED'))
);

CREATE INDEX measure_owner ON app.measure (owner_post) WHERE state = 'PLANNED';

CREATE INDEX measure_planned ON app.measure (due_on) WHERE state = 'PLANNED';

CREATE INDEX measure_problem ON app.measure (problem_id, position, id);

CREATE TABLE app.meeting_item (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	problem_id UUID NOT NULL,
	accused INTEGER[] DEFAULT '{}' NOT NULL,
	meeting_id UUID NOT NULL,
	author_tenant INTEGER NOT NULL,
	shown TEXT DEFAULT 'WHO' NOT NULL,
	state TEXT DEFAULT 'OPEN' NOT NULL,
	conclusion TEXT,
	text TEXT,
	put_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	decided_at TIMESTAMP WITH TIME ZONE,
	version INTEGER DEFAULT 1 NOT NULL,
	CONSTRAINT meeting_item_pk PRIMARY KEY (root, id),
	CONSTRAINT meeting_item_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT meeting_item_root_problem_id_fk FOREIGN KEY(root, problem_id) REFERENCES app.problem (root, id),
	CONSTRAINT meeting_item_root_meeting_id_fk FOREIGN KEY(root, meeting_id) REFERENCES app.meeting (root, id),
	CONSTRAINT meeting_item_shown_check CHECK (shown in ('NONE', 'THAT', 'WHO', 'ALL')),
	CONSTRAINT meeting_item_state_check CHECK (state in ('OPEN', 'DECIDED', 'CALLED_OFF')),
	CONSTRAINT meeting_item_author_tenant_fk FOREIGN KEY(root, author_tenant) REFERENCES app.tenant (root, id),
	CONSTRAINT meeting_item_conclusion_known_check CHECK (conclusion in ('SETTLED', 'HANDLE_HERE', 'HAND_DOWN', 'JOINTLY', 'SUBMIT_UP', 'MEET_AGAIN', 'NOT_SETTLED')),
	CONSTRAINT meeting_item_decided_check CHECK ((state = 'DECIDED') = (conclusion is not null) and (state = 'DECIDED') = (decided_at is not null))
);

CREATE INDEX meeting_item_level ON app.meeting_item (author_tenant, state, put_at, id);

CREATE UNIQUE INDEX meeting_item_once ON app.meeting_item (root, meeting_id, problem_id);

CREATE INDEX meeting_item_problem ON app.meeting_item (problem_id, put_at, id);

CREATE TABLE app.petitioner (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	problem_id UUID NOT NULL,
	accused INTEGER[] DEFAULT '{}' NOT NULL,
	kind TEXT NOT NULL,
	matter TEXT NOT NULL,
	channel TEXT NOT NULL,
	masked_name TEXT DEFAULT '' NOT NULL,
	masked_contact TEXT DEFAULT '' NOT NULL,
	joint SMALLINT DEFAULT 1 NOT NULL,
	author_tenant INTEGER NOT NULL,
	author_person UUID NOT NULL,
	list_type TEXT,
	listed_by INTEGER,
	listed_parent INTEGER,
	registered_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	CONSTRAINT petitioner_pk PRIMARY KEY (root, id),
	CONSTRAINT petitioner_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT petitioner_root_problem_id_fk FOREIGN KEY(root, problem_id) REFERENCES app.problem (root, id),
	CONSTRAINT petitioner_kind_check CHECK (kind in ('PERSON', 'ORGANISATION', 'ANONYMOUS')),
	CONSTRAINT petitioner_matter_check CHECK (matter in ('SUGGESTION', 'REQUEST')),
	CONSTRAINT petitioner_channel_check CHECK (channel in ('VISIT', 'LETTER', 'HOTLINE', 'NETWORK', 'ON_SITE', 'PHONE')),
	CONSTRAINT petitioner_root_author_person_fk FOREIGN KEY(root, author_person) REFERENCES app.person (root, id),
	CONSTRAINT petitioner_author_tenant_fk FOREIGN KEY(root, author_tenant) REFERENCES app.tenant (root, id),
	CONSTRAINT petitioner_joint_range_check CHECK (joint between 1 and 9999)
);

CREATE INDEX petitioner_listed_by ON app.petitioner (listed_by, registered_at, id);

CREATE INDEX petitioner_listed_parent ON app.petitioner (listed_parent, registered_at, id);

CREATE INDEX petitioner_problem ON app.petitioner (problem_id, registered_at, id);

CREATE TABLE app.problem_pledge (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	problem_id UUID NOT NULL,
	accused INTEGER[] DEFAULT '{}' NOT NULL,
	text TEXT NOT NULL,
	public_text TEXT NOT NULL,
	due_on DATE NOT NULL,
	signed_by UUID NOT NULL,
	signed_post UUID NOT NULL,
	signed_title TEXT NOT NULL,
	signed_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	CONSTRAINT problem_pledge_pk PRIMARY KEY (root, id),
	CONSTRAINT problem_pledge_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT problem_pledge_root_problem_id_fk FOREIGN KEY(root, problem_id) REFERENCES app.problem (root, id),
	CONSTRAINT problem_pledge_root_signed_by_fk FOREIGN KEY(root, signed_by) REFERENCES app.person (root, id),
	CONSTRAINT problem_pledge_root_signed_post_fk FOREIGN KEY(root, signed_post) REFERENCES app.post (root, id)
);

CREATE INDEX problem_pledge_problem ON app.problem_pledge (problem_id, signed_at, id);

CREATE TABLE app.problem_trail (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	problem_id UUID NOT NULL,
	accused INTEGER[] DEFAULT '{}' NOT NULL,
	due_on DATE NOT NULL,
	reported_at TIMESTAMP WITH TIME ZONE NOT NULL,
	open BOOLEAN NOT NULL,
	within BOOLEAN NOT NULL,
	CONSTRAINT problem_trail_pk PRIMARY KEY (root, id),
	CONSTRAINT problem_trail_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT problem_trail_root_problem_id_fk FOREIGN KEY(root, problem_id) REFERENCES app.problem (root, id)
);

CREATE INDEX problem_trail_elsewhere ON app.problem_trail (holder, due_on, id) WHERE open and not within;

CREATE INDEX problem_trail_ever ON app.problem_trail (holder, due_on, id) WHERE not within;

CREATE UNIQUE INDEX problem_trail_once ON app.problem_trail (root, problem_id, holder);

CREATE INDEX problem_trail_reported ON app.problem_trail (holder, reported_at, id) WHERE not within;

CREATE TABLE app.publication_draft (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	problem_id UUID NOT NULL,
	about INTEGER NOT NULL,
	kind TEXT NOT NULL,
	polarity TEXT,
	scope TEXT NOT NULL,
	title TEXT NOT NULL,
	text TEXT NOT NULL,
	form TEXT NOT NULL,
	planned_on DATE NOT NULL,
	about_client BOOLEAN DEFAULT false NOT NULL,
	state TEXT DEFAULT 'PROPOSED' NOT NULL,
	names BYTEA[] DEFAULT '{}' NOT NULL,
	approving INTEGER,
	accused INTEGER[] DEFAULT '{}' NOT NULL,
	proposed_by UUID NOT NULL,
	proposed_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	checked_by UUID,
	checked_at TIMESTAMP WITH TIME ZONE,
	approved_by UUID,
	approved_at TIMESTAMP WITH TIME ZONE,
	published_by UUID,
	published_at TIMESTAMP WITH TIME ZONE,
	ended_by UUID,
	ended_at TIMESTAMP WITH TIME ZONE,
	reason TEXT,
	note TEXT DEFAULT '' NOT NULL,
	version INTEGER DEFAULT 1 NOT NULL,
	CONSTRAINT publication_draft_pk PRIMARY KEY (root, id),
	CONSTRAINT publication_draft_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT publication_draft_root_problem_id_fk FOREIGN KEY(root, problem_id) REFERENCES app.problem (root, id),
	CONSTRAINT publication_draft_kind_check CHECK (kind in ('PLEDGE', 'PROGRESS', 'CASE')),
	CONSTRAINT publication_draft_scope_check CHECK (scope in ('UNIT', 'MEMBERS', 'STAFF', 'PUBLIC')),
	CONSTRAINT publication_draft_polarity_known_check CHECK (polarity in ('POSITIVE', 'NEGATIVE')),
	CONSTRAINT publication_draft_polarity_of_a_case_check CHECK (polarity is null or kind = 'CASE'),
	CONSTRAINT publication_draft_form_check CHECK (form in ('NOTICE_BOARD', 'PORTAL', 'MEDIA', 'MEETING')),
	CONSTRAINT publication_draft_state_check CHECK (state in ('PROPOSED', 'CHECKED', 'APPROVED', 'PUBLISHED', 'RETURNED', 'WITHDRAWN')),
	CONSTRAINT publication_draft_root_proposed_by_fk FOREIGN KEY(root, proposed_by) REFERENCES app.person (root, id),
	CONSTRAINT publication_draft_root_checked_by_fk FOREIGN KEY(root, checked_by) REFERENCES app.person (root, id),
	CONSTRAINT publication_draft_root_approved_by_fk FOREIGN KEY(root, approved_by) REFERENCES app.person (root, id),
	CONSTRAINT publication_draft_root_published_by_fk FOREIGN KEY(root, published_by) REFERENCES app.person (root, id),
	CONSTRAINT publication_draft_root_ended_by_fk FOREIGN KEY(root, ended_by) REFERENCES app.person (root, id),
	CONSTRAINT publication_draft_three_persons_check CHECK (checked_by <> proposed_by and approved_by <> proposed_by and approved_by <> checked_by),
	CONSTRAINT publication_draft_checked_by_someone_check CHECK (state not in ('CHECKED', 'APPROVED', 'PUBLISHED') or checked_by is not null),
	CONSTRAINT publication_draft_approved_by_someone_check CHECK (state not in ('APPROVED', 'PUBLISHED') or approved_by is not null),
	CONSTRAINT publication_draft_published_by_someone_check CHECK (state <> 'PUBLISHED' or published_by is not null),
	CONSTRAINT publication_draft_about_fk FOREIGN KEY(root, about) REFERENCES app.tenant (root, id)
);

CREATE INDEX publication_draft_approving ON app.publication_draft (approving, state, proposed_at, id);

CREATE INDEX publication_draft_holder ON app.publication_draft (holder, proposed_at, id);

CREATE INDEX publication_draft_problem ON app.publication_draft (problem_id, id);

CREATE TABLE app.share (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	problem_id UUID NOT NULL,
	accused INTEGER[] DEFAULT '{}' NOT NULL,
	kind TEXT NOT NULL,
	with_tenant INTEGER NOT NULL,
	note TEXT DEFAULT '' NOT NULL,
	shared_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	CONSTRAINT share_pk PRIMARY KEY (root, id),
	CONSTRAINT share_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT share_root_problem_id_fk FOREIGN KEY(root, problem_id) REFERENCES app.problem (root, id),
	CONSTRAINT share_kind_check CHECK (kind in ('EMERGENCY_COPY', 'REVIEW')),
	CONSTRAINT share_with_tenant_fk FOREIGN KEY(root, with_tenant) REFERENCES app.tenant (root, id)
);

CREATE UNIQUE INDEX share_once ON app.share (root, problem_id, kind, with_tenant);

CREATE TABLE app.supporter (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	problem_id UUID NOT NULL,
	accused INTEGER[] DEFAULT '{}' NOT NULL,
	author_tenant INTEGER NOT NULL,
	author_person UUID NOT NULL,
	text TEXT NOT NULL,
	joined_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	CONSTRAINT supporter_pk PRIMARY KEY (root, id),
	CONSTRAINT supporter_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT supporter_root_problem_id_fk FOREIGN KEY(root, problem_id) REFERENCES app.problem (root, id),
	CONSTRAINT supporter_author_tenant_fk FOREIGN KEY(root, author_tenant) REFERENCES app.tenant (root, id),
	CONSTRAINT supporter_root_author_person_fk FOREIGN KEY(root, author_person) REFERENCES app.person (root, id)
);

CREATE UNIQUE INDEX supporter_once ON app.supporter (root, problem_id, author_person);

CREATE INDEX supporter_problem ON app.supporter (problem_id, joined_at, id);

CREATE TABLE app.upstream_order (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	problem_id UUID NOT NULL,
	accused INTEGER[] DEFAULT '{}' NOT NULL,
	channel TEXT NOT NULL,
	channel_no TEXT NOT NULL,
	CONSTRAINT upstream_order_pk PRIMARY KEY (root, id),
	CONSTRAINT upstream_order_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT upstream_order_root_problem_id_fk FOREIGN KEY(root, problem_id) REFERENCES app.problem (root, id)
);

CREATE UNIQUE INDEX problem_upstream ON app.upstream_order (root, holder, channel, channel_no);

CREATE TABLE app.consent (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	petitioner_id UUID NOT NULL,
	accused INTEGER[] DEFAULT '{}' NOT NULL,
	form TEXT NOT NULL,
	given_on DATE NOT NULL,
	covers TEXT NOT NULL,
	author_tenant INTEGER NOT NULL,
	author_person UUID NOT NULL,
	recorded_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	withdrawn_on DATE,
	version INTEGER DEFAULT 1 NOT NULL,
	CONSTRAINT consent_pk PRIMARY KEY (root, id),
	CONSTRAINT consent_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT consent_root_petitioner_id_fk FOREIGN KEY(root, petitioner_id) REFERENCES app.petitioner (root, id),
	CONSTRAINT consent_form_check CHECK (form in ('WRITTEN', 'RECORDED_CALL', 'ELECTRONIC')),
	CONSTRAINT consent_root_author_person_fk FOREIGN KEY(root, author_person) REFERENCES app.person (root, id),
	CONSTRAINT consent_author_tenant_fk FOREIGN KEY(root, author_tenant) REFERENCES app.tenant (root, id)
);

CREATE INDEX consent_petitioner ON app.consent (petitioner_id, id);

CREATE TABLE app.evaluation (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	problem_id UUID NOT NULL,
	accused INTEGER[] DEFAULT '{}' NOT NULL,
	round SMALLINT NOT NULL,
	party TEXT NOT NULL,
	about INTEGER NOT NULL,
	about_line INTEGER[] DEFAULT '{}' NOT NULL,
	rating TEXT NOT NULL,
	solved BOOLEAN,
	petitioner_id UUID,
	channel TEXT,
	score SMALLINT,
	team_problem_control SMALLINT,
	chief_duty_bearing SMALLINT,
	cadre_work_drive SMALLINT,
	text TEXT DEFAULT '' NOT NULL,
	author_tenant INTEGER NOT NULL,
	author_person UUID,
	sealed BOOLEAN DEFAULT true NOT NULL,
	given_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	CONSTRAINT evaluation_pk PRIMARY KEY (root, id),
	CONSTRAINT evaluation_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT evaluation_root_problem_id_fk FOREIGN KEY(root, problem_id) REFERENCES app.problem (root, id),
	CONSTRAINT evaluation_party_check CHECK (party in ('SELF', 'CLIENT', 'PANEL', 'ORGANISATION')),
	CONSTRAINT evaluation_rating_check CHECK (rating in ('SATISFIED', 'BASICALLY_SATISFIED', 'DISSATISFIED', 'NO_ANSWER', 'NO_CLIENT', 'PASS', 'FAIL')),
	CONSTRAINT evaluation_root_petitioner_id_fk FOREIGN KEY(root, petitioner_id) REFERENCES app.petitioner (root, id),
	CONSTRAINT evaluation_channel_check CHECK (channel in ('CODE', 'TELEPHONE', 'VISIT', 'PAPER')),
	CONSTRAINT evaluation_root_author_person_fk FOREIGN KEY(root, author_person) REFERENCES app.person (root, id),
	CONSTRAINT evaluation_author_tenant_fk FOREIGN KEY(root, author_tenant) REFERENCES app.tenant (root, id),
	CONSTRAINT evaluation_score_range_check CHECK (score between 0 and 100),
	CONSTRAINT evaluation_team_problem_control_range_check CHECK (team_problem_control between 0 and 100),
	CONSTRAINT evaluation_chief_duty_bearing_range_check CHECK (chief_duty_bearing between 0 and 100),
	CONSTRAINT evaluation_cadre_work_drive_range_check CHECK (cadre_work_drive between 0 and 100),
	CONSTRAINT evaluation_somebody_check CHECK (author_person is not null or party = 'CLIENT')
);

CREATE INDEX evaluation_given ON app.evaluation (root, party, given_at);

CREATE UNIQUE INDEX evaluation_once ON app.evaluation (root, problem_id, round, party, petitioner_id) NULLS NOT DISTINCT;

CREATE TABLE app.file (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	entry_id UUID,
	accused INTEGER[] DEFAULT '{}' NOT NULL,
	prepared_by UUID NOT NULL,
	name TEXT NOT NULL,
	media_type TEXT NOT NULL,
	size_bytes BIGINT NOT NULL,
	sha256 TEXT NOT NULL,
	state TEXT DEFAULT 'PREPARED' NOT NULL,
	prepared_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	CONSTRAINT file_pk PRIMARY KEY (root, id),
	CONSTRAINT file_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT file_root_entry_id_fk FOREIGN KEY(root, entry_id) REFERENCES app.entry (root, id),
	CONSTRAINT file_root_prepared_by_fk FOREIGN KEY(root, prepared_by) REFERENCES app.person (root, id),
	CONSTRAINT file_state_check CHECK (state in ('PREPARED', 'STORED', 'CLAIMED', 'IN_DIARY')),
	CONSTRAINT file_size_check CHECK (size_bytes between 1 and 20971520),
	CONSTRAINT file_sha256_check CHECK (sha256 ~ '^[0-9a-f]{64}$')
);

CREATE INDEX file_entry ON app.file (entry_id, id);

CREATE INDEX file_unclaimed ON app.file (prepared_at) WHERE state not in ('CLAIMED', 'IN_DIARY');

CREATE INDEX file_unclaimed_of ON app.file (root, prepared_by) WHERE state not in ('CLAIMED', 'IN_DIARY');

CREATE TABLE app.follow_up (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	accused INTEGER[] DEFAULT '{}' NOT NULL,
	problem_id UUID NOT NULL,
	closing_id UUID NOT NULL,
	level INTEGER NOT NULL,
	level_parent INTEGER,
	kind TEXT NOT NULL,
	text TEXT NOT NULL,
	due_on DATE,
	state TEXT DEFAULT 'ORDERED' NOT NULL,
	result TEXT,
	ordered_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	version INTEGER DEFAULT 1 NOT NULL,
	CONSTRAINT follow_up_pk PRIMARY KEY (root, id),
	CONSTRAINT follow_up_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT follow_up_root_problem_id_fk FOREIGN KEY(root, problem_id) REFERENCES app.problem (root, id),
	CONSTRAINT follow_up_root_closing_id_fk FOREIGN KEY(root, closing_id) REFERENCES app.closing (root, id),
	CONSTRAINT follow_up_kind_check CHECK (kind in ('SWEEP', 'MECHANISM', 'PREVENTION', 'NONE_NEEDED')),
	CONSTRAINT follow_up_state_check CHECK (state in ('ORDERED', 'REPORTED', 'NOT_NEEDED')),
	CONSTRAINT follow_up_none_needed_check CHECK ((kind = 'NONE_NEEDED') = (state = 'NOT_NEEDED'))
);

CREATE INDEX follow_up_at1 ON app.follow_up (at1, ordered_at, id);

CREATE INDEX follow_up_at2 ON app.follow_up (at2, ordered_at, id);

CREATE INDEX follow_up_at3 ON app.follow_up (at3, ordered_at, id);

CREATE INDEX follow_up_at4 ON app.follow_up (at4, ordered_at, id);

CREATE INDEX follow_up_at5 ON app.follow_up (at5, ordered_at, id);

CREATE INDEX follow_up_closing ON app.follow_up (closing_id, ordered_at, id);

CREATE INDEX follow_up_due ON app.follow_up (due_on) WHERE state = 'ORDERED';

CREATE INDEX follow_up_holder ON app.follow_up (holder, ordered_at, id);

CREATE INDEX follow_up_holder_parent ON app.follow_up (holder_parent, ordered_at, id);

CREATE INDEX follow_up_level ON app.follow_up (level, ordered_at, id);

CREATE INDEX follow_up_level_parent ON app.follow_up (level_parent, ordered_at, id);

CREATE INDEX follow_up_problem ON app.follow_up (problem_id, ordered_at, id);

CREATE TABLE app.problem_file (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	problem_id UUID NOT NULL,
	accused INTEGER[] DEFAULT '{}' NOT NULL,
	act TEXT NOT NULL,
	measure_id UUID,
	name TEXT DEFAULT '' NOT NULL,
	media_type TEXT DEFAULT '' NOT NULL,
	size_bytes BIGINT DEFAULT 0 NOT NULL,
	sha256 TEXT DEFAULT '' NOT NULL,
	author_tenant INTEGER NOT NULL,
	author_person UUID NOT NULL,
	added_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	CONSTRAINT problem_file_pk PRIMARY KEY (root, id),
	CONSTRAINT problem_file_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT problem_file_root_problem_id_fk FOREIGN KEY(root, problem_id) REFERENCES app.problem (root, id),
	CONSTRAINT problem_file_root_measure_id_fk FOREIGN KEY(root, measure_id) REFERENCES app.measure (root, id),
	CONSTRAINT problem_file_root_author_person_fk FOREIGN KEY(root, author_person) REFERENCES app.person (root, id),
	CONSTRAINT problem_file_author_tenant_fk FOREIGN KEY(root, author_tenant) REFERENCES app.tenant (root, id)
);

CREATE INDEX problem_file_measure ON app.problem_file (measure_id) WHERE measure_id is not null;

CREATE INDEX problem_file_problem ON app.problem_file (problem_id, added_at, id);

CREATE TABLE app.publication (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	draft_id UUID NOT NULL,
	kind TEXT NOT NULL,
	polarity TEXT,
	scope TEXT NOT NULL,
	title TEXT NOT NULL,
	text TEXT NOT NULL,
	unit_name TEXT NOT NULL,
	sha256 TEXT NOT NULL,
	state TEXT DEFAULT 'PUBLISHED' NOT NULL,
	shown TEXT DEFAULT 'NONE' NOT NULL,
	approving INTEGER,
	accused INTEGER[] DEFAULT '{}' NOT NULL,
	published_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	withdrawn_at TIMESTAMP WITH TIME ZONE,
	withdrawn_reason TEXT,
	version INTEGER DEFAULT 1 NOT NULL,
	CONSTRAINT publication_pk PRIMARY KEY (root, id),
	CONSTRAINT publication_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT publication_root_draft_id_fk FOREIGN KEY(root, draft_id) REFERENCES app.publication_draft (root, id),
	CONSTRAINT publication_kind_check CHECK (kind in ('PLEDGE', 'PROGRESS', 'CASE')),
	CONSTRAINT publication_scope_check CHECK (scope in ('UNIT', 'MEMBERS', 'STAFF', 'PUBLIC')),
	CONSTRAINT publication_polarity_known_check CHECK (polarity in ('POSITIVE', 'NEGATIVE')),
	CONSTRAINT publication_polarity_of_a_case_check CHECK (polarity is null or kind = 'CASE'),
	CONSTRAINT publication_state_check CHECK (state in ('PUBLISHED', 'WITHDRAWN')),
	CONSTRAINT publication_shown_check CHECK (shown in ('NONE', 'MEMBERS', 'STAFF', 'PUBLIC'))
);

CREATE INDEX publication_holder ON app.publication (holder, published_at, id);

CREATE UNIQUE INDEX publication_once ON app.publication (root, draft_id);

CREATE INDEX publication_shown ON app.publication (published_at, id) WHERE state = 'PUBLISHED';

CREATE TABLE app.recheck (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	accused INTEGER[] DEFAULT '{}' NOT NULL,
	problem_id UUID NOT NULL,
	closing_id UUID NOT NULL,
	sample_id UUID,
	level INTEGER NOT NULL,
	level_parent INTEGER,
	reason TEXT NOT NULL,
	state TEXT DEFAULT 'PLANNED' NOT NULL,
	due_on DATE NOT NULL,
	handled_by UUID,
	lead_person UUID,
	closed_by UUID,
	rechecked_by UUID,
	form TEXT,
	grade TEXT,
	why TEXT DEFAULT '' NOT NULL,
	text TEXT DEFAULT '' NOT NULL,
	planned_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	done_at TIMESTAMP WITH TIME ZONE,
	version INTEGER DEFAULT 1 NOT NULL,
	CONSTRAINT recheck_pk PRIMARY KEY (root, id),
	CONSTRAINT recheck_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT recheck_root_problem_id_fk FOREIGN KEY(root, problem_id) REFERENCES app.problem (root, id),
	CONSTRAINT recheck_root_closing_id_fk FOREIGN KEY(root, closing_id) REFERENCES app.closing (root, id),
	CONSTRAINT recheck_root_sample_id_fk FOREIGN KEY(root, sample_id) REFERENCES app.recheck_sample (root, id),
	CONSTRAINT recheck_reason_check CHECK (reason in ('MAJOR', 'SAMPLE', 'SECOND', 'ORDERED')),
	CONSTRAINT recheck_state_check CHECK (state in ('PLANNED', 'OPEN', 'HELD', 'REBOUND', 'LAPSED')),
	CONSTRAINT recheck_root_rechecked_by_fk FOREIGN KEY(root, rechecked_by) REFERENCES app.person (root, id),
	CONSTRAINT recheck_form_known_check CHECK (form in ('ON_SITE', 'DOCUMENTS', 'CALL', 'HIDDEN_VISIT')),
	CONSTRAINT recheck_grade_known_check CHECK (grade in ('GOOD', 'FAIRLY_GOOD', 'ORDINARY', 'POOR')),
	CONSTRAINT recheck_by_another_check CHECK (rechecked_by is null or (rechecked_by is distinct from handled_by and rechecked_by is distinct from lead_person and rechecked_by is distinct from closed_by)),
	CONSTRAINT recheck_not_before_its_days_check CHECK (reason <> 'MAJOR' or done_at is null or (done_at at time zone 'Asia/Shanghai')::date >= due_on - 7)
);

CREATE INDEX recheck_ahead_level ON app.recheck (level, due_on) WHERE state in ('PLANNED', 'OPEN');

CREATE INDEX recheck_ahead_level_parent ON app.recheck (level_parent, due_on) WHERE state in ('PLANNED', 'OPEN');

CREATE INDEX recheck_at1 ON app.recheck (at1, due_on, id);

CREATE INDEX recheck_at2 ON app.recheck (at2, due_on, id);

CREATE INDEX recheck_at3 ON app.recheck (at3, due_on, id);

CREATE INDEX recheck_at4 ON app.recheck (at4, due_on, id);

CREATE INDEX recheck_at5 ON app.recheck (at5, due_on, id);

CREATE INDEX recheck_done ON app.recheck (root, done_at) WHERE done_at is not null;

CREATE INDEX recheck_holder ON app.recheck (holder, due_on, id);

CREATE INDEX recheck_holder_parent ON app.recheck (holder_parent, due_on, id);

CREATE INDEX recheck_level ON app.recheck (level, due_on, id);

CREATE INDEX recheck_level_parent ON app.recheck (level_parent, due_on, id);

CREATE INDEX recheck_of_closing ON app.recheck (root, closing_id);

CREATE INDEX recheck_of_sample ON app.recheck (sample_id, due_on, id);

CREATE UNIQUE INDEX recheck_open ON app.recheck (root, problem_id) WHERE state = 'OPEN';

CREATE INDEX recheck_planned ON app.recheck (due_on) WHERE state in ('PLANNED', 'OPEN');

CREATE INDEX recheck_problem ON app.recheck (problem_id, due_on, id);

CREATE TABLE app.sealed_identity (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	petitioner_id UUID NOT NULL,
	accused INTEGER[] DEFAULT '{}' NOT NULL,
	sealed_for UUID NOT NULL,
	kid TEXT NOT NULL,
	wrapped BYTEA NOT NULL,
	body BYTEA NOT NULL,
	blind_contact BYTEA,
	blind_document BYTEA,
	blind_name BYTEA,
	CONSTRAINT sealed_identity_pk PRIMARY KEY (root, id),
	CONSTRAINT sealed_identity_root_petitioner_id_fk FOREIGN KEY(root, petitioner_id) REFERENCES app.petitioner (root, id)
);

CREATE INDEX sealed_identity_contact ON app.sealed_identity (root, blind_contact);

CREATE UNIQUE INDEX sealed_identity_once ON app.sealed_identity (root, petitioner_id);

CREATE TABLE app.comment (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	accused INTEGER[] DEFAULT '{}' NOT NULL,
	publication_id UUID NOT NULL,
	text TEXT NOT NULL,
	state TEXT DEFAULT 'RECEIVED' NOT NULL,
	key TEXT NOT NULL,
	source TEXT NOT NULL,
	received_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	moderated_by UUID,
	moderated_at TIMESTAMP WITH TIME ZONE,
	reason TEXT,
	names BYTEA[] DEFAULT '{}' NOT NULL,
	shown TEXT DEFAULT 'NONE' NOT NULL,
	version INTEGER DEFAULT 1 NOT NULL,
	CONSTRAINT comment_pk PRIMARY KEY (root, id),
	CONSTRAINT comment_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT comment_root_publication_id_fk FOREIGN KEY(root, publication_id) REFERENCES app.publication (root, id),
	CONSTRAINT comment_state_check CHECK (state in ('RECEIVED', 'PUBLISHED', 'HIDDEN')),
	CONSTRAINT comment_root_moderated_by_fk FOREIGN KEY(root, moderated_by) REFERENCES app.person (root, id),
	CONSTRAINT comment_shown_check CHECK (shown in ('NONE', 'MEMBERS', 'STAFF', 'PUBLIC')),
	CONSTRAINT comment_hidden_for_a_reason_check CHECK (state <> 'HIDDEN' or reason is not null)
);

CREATE UNIQUE INDEX comment_once ON app.comment (root, publication_id, key);

CREATE INDEX comment_publication ON app.comment (publication_id, received_at, id);

CREATE INDEX comment_source ON app.comment (source, received_at);

CREATE INDEX comment_waiting ON app.comment (received_at, id) WHERE state = 'RECEIVED';

CREATE TABLE app.happening (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	problem_id UUID NOT NULL,
	accused INTEGER[] DEFAULT '{}' NOT NULL,
	act TEXT NOT NULL,
	before TEXT,
	after TEXT NOT NULL,
	author_tenant INTEGER NOT NULL,
	author_person UUID,
	author_post UUID,
	author_title TEXT NOT NULL,
	other_end INTEGER,
	about INTEGER,
	publication_id UUID,
	shown TEXT DEFAULT 'WHO' NOT NULL,
	reason TEXT,
	forum TEXT,
	text TEXT DEFAULT '' NOT NULL,
	files TEXT[] DEFAULT '{}' NOT NULL,
	due_on DATE,
	allowed SMALLINT,
	happened_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT happening_pk PRIMARY KEY (root, id),
	CONSTRAINT happening_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT happening_root_problem_id_fk FOREIGN KEY(root, problem_id) REFERENCES app.problem (root, id),
	CONSTRAINT happening_root_author_person_fk FOREIGN KEY(root, author_person) REFERENCES app.person (root, id),
	CONSTRAINT happening_root_author_post_fk FOREIGN KEY(root, author_post) REFERENCES app.post (root, id),
	CONSTRAINT happening_about_fk FOREIGN KEY(root, about) REFERENCES app.tenant (root, id),
	CONSTRAINT happening_root_publication_id_fk FOREIGN KEY(root, publication_id) REFERENCES app.publication (root, id),
	CONSTRAINT happening_shown_check CHECK (shown in ('NONE', 'THAT', 'WHO', 'ALL')),
	CONSTRAINT happening_forum_of_escalation_check CHECK (forum is null or act = 'escalate_problem' and forum in ('OFFICE', 'EXECUTIVE_MEETING', 'JOINT_CONFERENCE')),
	CONSTRAINT happening_author_tenant_fk FOREIGN KEY(root, author_tenant) REFERENCES app.tenant (root, id),
	CONSTRAINT happening_somebody_check CHECK ((author_person is not null and author_post is not null) or act in ('record_client_answer', 'record_dissatisfaction', 'publish_case', 'withdraw_case', 'resume_problem'))
);

CREATE INDEX happening_act ON app.happening (root, act, happened_at);

CREATE INDEX happening_order ON app.happening (other_end, problem_id) WHERE act = 'hand_down';

CREATE INDEX happening_problem ON app.happening (problem_id, happened_at, id);

CREATE INDEX happening_rest_over ON app.happening (happened_at) WHERE act = 'resume_problem' and author_person is null;

CREATE TABLE app.posting (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	accused INTEGER[] DEFAULT '{}' NOT NULL,
	publication_id UUID NOT NULL,
	form TEXT NOT NULL,
	place TEXT NOT NULL,
	link TEXT DEFAULT '' NOT NULL,
	posted_on DATE NOT NULL,
	recorded_by UUID NOT NULL,
	recorded_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	shown TEXT DEFAULT 'NONE' NOT NULL,
	CONSTRAINT posting_pk PRIMARY KEY (root, id),
	CONSTRAINT posting_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT posting_root_publication_id_fk FOREIGN KEY(root, publication_id) REFERENCES app.publication (root, id),
	CONSTRAINT posting_form_check CHECK (form in ('NOTICE_BOARD', 'PORTAL', 'MEDIA', 'MEETING')),
	CONSTRAINT posting_root_recorded_by_fk FOREIGN KEY(root, recorded_by) REFERENCES app.person (root, id),
	CONSTRAINT posting_shown_check CHECK (shown in ('NONE', 'MEMBERS', 'STAFF', 'PUBLIC')),
	CONSTRAINT posting_link_is_https_check CHECK (link = '' or link ~ '^https://[^[:space:]"<>]+$'),
	CONSTRAINT posting_posted_by_then_check CHECK (posted_on <= (recorded_at at time zone 'Asia/Shanghai')::date)
);

CREATE INDEX posting_publication ON app.posting (publication_id, posted_on, id);

CREATE TABLE app.publicity_duty (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	problem_id UUID NOT NULL,
	accused INTEGER[] DEFAULT '{}' NOT NULL,
	kind TEXT NOT NULL,
	due_on DATE NOT NULL,
	open BOOLEAN DEFAULT true NOT NULL,
	overdue BOOLEAN DEFAULT false NOT NULL,
	met_by UUID,
	about INTEGER,
	missed BOOLEAN DEFAULT false NOT NULL,
	CONSTRAINT publicity_duty_pk PRIMARY KEY (root, id),
	CONSTRAINT publicity_duty_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT publicity_duty_root_problem_id_fk FOREIGN KEY(root, problem_id) REFERENCES app.problem (root, id),
	CONSTRAINT publicity_duty_kind_check CHECK (kind in ('PLEDGE', 'PROGRESS', 'CASE')),
	CONSTRAINT publicity_duty_root_met_by_fk FOREIGN KEY(root, met_by) REFERENCES app.publication (root, id),
	CONSTRAINT publicity_duty_about_fk FOREIGN KEY(root, about) REFERENCES app.tenant (root, id)
);

CREATE INDEX publicity_duty_child ON app.publicity_duty (holder_parent, due_on, id) WHERE open;

CREATE INDEX publicity_duty_due ON app.publicity_duty (due_on, id);

CREATE UNIQUE INDEX publicity_duty_once ON app.publicity_duty (root, problem_id, kind) WHERE open;

CREATE INDEX publicity_duty_open ON app.publicity_duty (holder, due_on, id) WHERE open;

CREATE TABLE app.rebound (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	holder INTEGER NOT NULL,
	holder_parent INTEGER,
	holder_slot SMALLINT NOT NULL,
	at1 INTEGER,
	at2 INTEGER,
	at3 INTEGER,
	at4 INTEGER,
	at5 INTEGER,
	at6 INTEGER,
	open_to SMALLINT NOT NULL,
	trail INTEGER[] DEFAULT '{}' NOT NULL,
	accused INTEGER[] DEFAULT '{}' NOT NULL,
	problem_id UUID NOT NULL,
	closing_id UUID NOT NULL,
	recheck_id UUID NOT NULL,
	level INTEGER NOT NULL,
	level_parent INTEGER,
	alerted INTEGER NOT NULL,
	times SMALLINT NOT NULL,
	proposal TEXT DEFAULT 'NONE' NOT NULL,
	found_on DATE NOT NULL,
	found_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	CONSTRAINT rebound_pk PRIMARY KEY (root, id),
	CONSTRAINT rebound_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT rebound_root_problem_id_fk FOREIGN KEY(root, problem_id) REFERENCES app.problem (root, id),
	CONSTRAINT rebound_root_closing_id_fk FOREIGN KEY(root, closing_id) REFERENCES app.closing (root, id),
	CONSTRAINT rebound_root_recheck_id_fk FOREIGN KEY(root, recheck_id) REFERENCES app.recheck (root, id),
	CONSTRAINT rebound_proposal_check CHECK (proposal in ('NONE', 'SUMMONS'))
);

CREATE INDEX rebound_alerted ON app.rebound (alerted, found_at, id);

CREATE INDEX rebound_at1 ON app.rebound (at1, found_at, id);

CREATE INDEX rebound_at2 ON app.rebound (at2, found_at, id);

CREATE INDEX rebound_at3 ON app.rebound (at3, found_at, id);

CREATE INDEX rebound_at4 ON app.rebound (at4, found_at, id);

CREATE INDEX rebound_at5 ON app.rebound (at5, found_at, id);

CREATE INDEX rebound_holder ON app.rebound (holder, found_at, id);

CREATE INDEX rebound_holder_parent ON app.rebound (holder_parent, found_at, id);

CREATE INDEX rebound_level ON app.rebound (level, found_at, id);

CREATE INDEX rebound_level_parent ON app.rebound (level_parent, found_at, id);

CREATE INDEX rebound_problem ON app.rebound (problem_id, found_at, id);

CREATE TABLE app.notice (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	person_id UUID NOT NULL,
	post_id UUID NOT NULL,
	kind TEXT NOT NULL,
	problem_id UUID,
	obligation_id UUID,
	glass_window_id UUID,
	reorganisation_id UUID,
	rebound_id UUID,
	score_id UUID,
	escalation_id UUID,
	meeting_id UUID,
	proposed_change_id UUID,
	appointment_id UUID,
	draft_id UUID,
	responsibility_id UUID,
	accused INTEGER[] DEFAULT '{}' NOT NULL,
	for_day DATE,
	created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	read_at TIMESTAMP WITH TIME ZONE,
	CONSTRAINT notice_pk PRIMARY KEY (root, id),
	CONSTRAINT notice_root_person_id_fk FOREIGN KEY(root, person_id) REFERENCES app.person (root, id),
	CONSTRAINT notice_root_post_id_fk FOREIGN KEY(root, post_id) REFERENCES app.post (root, id),
	CONSTRAINT notice_kind_check CHECK (kind in ('ASSIGNED', 'SUBMITTED', 'SUBMISSION_ASKED_ABOUT', 'SUBMISSION_ANSWERED_ABOUT', 'SUBMISSION_WITHDRAWN', 'RISEN', 'HANDED_BACK', 'TAKEN_UP', 'RECALLED', 'OBJECTED', 'OVERRULED', 'RETURNED', 'REWORK_DEADLINE_SET', 'TO_EVALUATE', 'CLOSED', 'EXTENSION_ASKED', 'EXTENSION_DECIDED', 'SUSPENSION_ASKED', 'SUSPENSION_DECIDED', 'SUSPENDED', 'COPIED', 'STEP_PROPOSED', 'LEAD_TAKEN', 'LEAD_RELEASED', 'LED_MOVED', 'TASK_FORCE_NAMED', 'PART_GIVEN', 'PART_ACCEPTED', 'PART_OBJECTED', 'PART_STANDS', 'PART_FINISHED', 'REBOUND', 'SCORE_WARNED', 'NEGATIVE_CASE', 'DRAFT_WAITS', 'DRAFT_RETURNED', 'MEETING_CONVENED', 'CHANGE_PROPOSED', 'CHANGE_DECIDED', 'MEETING_CALLED_OFF', 'GLASS_ASKED', 'GLASS_OPENED', 'GLASS_ENDED', 'LIST_TO_SIGN', 'EXTENSION_LAPSED', 'PART_WITHDRAWN', 'PART_BROUGHT_FORWARD', 'TASK_FORCE_RELEASED', 'RISE_PROPOSED', 'REORGANISATION_DUE', 'LAST_MANAGER_ENDS', 'COMMENT_RECEIVED', 'PART_DUE', 'MEASURE_DUE', 'PUBLICITY_DUE', 'FOLLOW_UP_DUE', 'RECHECK_DUE', 'DUE_SOON', 'DUE', 'OVERDUE_1', 'OVERDUE_2', 'OVERDUE_3', 'REVIEW_DUE')),
	CONSTRAINT notice_root_problem_id_fk FOREIGN KEY(root, problem_id) REFERENCES app.problem (root, id),
	CONSTRAINT notice_root_obligation_id_fk FOREIGN KEY(root, obligation_id) REFERENCES app.obligation (root, id),
	CONSTRAINT notice_root_glass_window_id_fk FOREIGN KEY(root, glass_window_id) REFERENCES app.glass_window (root, id),
	CONSTRAINT notice_root_reorganisation_id_fk FOREIGN KEY(root, reorganisation_id) REFERENCES app.reorganisation (root, id),
	CONSTRAINT notice_root_rebound_id_fk FOREIGN KEY(root, rebound_id) REFERENCES app.rebound (root, id),
	CONSTRAINT notice_root_score_id_fk FOREIGN KEY(root, score_id) REFERENCES app.score (root, id),
	CONSTRAINT notice_root_escalation_id_fk FOREIGN KEY(root, escalation_id) REFERENCES app.escalation (root, id),
	CONSTRAINT notice_root_meeting_id_fk FOREIGN KEY(root, meeting_id) REFERENCES app.meeting (root, id),
	CONSTRAINT notice_root_proposed_change_id_fk FOREIGN KEY(root, proposed_change_id) REFERENCES app.proposed_change (root, id),
	CONSTRAINT notice_root_appointment_id_fk FOREIGN KEY(root, appointment_id) REFERENCES app.appointment (root, id),
	CONSTRAINT notice_root_draft_id_fk FOREIGN KEY(root, draft_id) REFERENCES app.publication_draft (root, id),
	CONSTRAINT notice_root_responsibility_id_fk FOREIGN KEY(root, responsibility_id) REFERENCES app.responsibility_list (root, id),
	CONSTRAINT notice_points_at_check CHECK (num_nonnulls(problem_id, obligation_id, rebound_id, score_id, escalation_id, glass_window_id, reorganisation_id, meeting_id, proposed_change_id, appointment_id, draft_id, responsibility_id) = 1)
);

CREATE INDEX notice_newest ON app.notice (person_id, post_id, created_at, id);

CREATE UNIQUE INDEX notice_once_a_day ON app.notice (problem_id, kind, for_day, person_id, post_id) WHERE for_day is not null and problem_id is not null;

CREATE UNIQUE INDEX notice_once_a_day_of_appointment ON app.notice (appointment_id, kind, for_day, person_id, post_id) WHERE appointment_id is not null;

CREATE UNIQUE INDEX notice_once_a_day_of_duty ON app.notice (obligation_id, kind, for_day, person_id, post_id) WHERE for_day is not null and obligation_id is not null;

CREATE UNIQUE INDEX notice_once_a_day_of_reorganisation ON app.notice (reorganisation_id, kind, for_day, person_id, post_id) WHERE for_day is not null and reorganisation_id is not null;

CREATE UNIQUE INDEX notice_once_of_escalation ON app.notice (escalation_id, kind, person_id, post_id) WHERE escalation_id is not null;

CREATE UNIQUE INDEX notice_once_of_meeting ON app.notice (meeting_id, kind, person_id, post_id) WHERE meeting_id is not null;

CREATE UNIQUE INDEX notice_once_of_proposed_change ON app.notice (proposed_change_id, kind, person_id, post_id) WHERE proposed_change_id is not null;

CREATE UNIQUE INDEX notice_once_of_rebound ON app.notice (rebound_id, kind, person_id, post_id) WHERE rebound_id is not null;

CREATE UNIQUE INDEX notice_once_of_score ON app.notice (score_id, kind, person_id, post_id) WHERE score_id is not null;

CREATE UNIQUE INDEX notice_once_unread ON app.notice (person_id, post_id, problem_id, kind) WHERE read_at is null and for_day is null;

CREATE UNIQUE INDEX notice_once_unread_of_draft ON app.notice (draft_id, kind, person_id, post_id) WHERE read_at is null and draft_id is not null;

CREATE UNIQUE INDEX notice_once_unread_of_list ON app.notice (responsibility_id, kind, person_id, post_id) WHERE read_at is null and responsibility_id is not null;

CREATE INDEX notice_unread ON app.notice (person_id, created_at) WHERE read_at is null;

alter table app.actor_type enable row level security;

alter table app.actor_type force row level security;

revoke all on app.actor_type from public;

create policy levelwise_gate on app.actor_type to levelwise_gate using (true) with check (true);

grant select, insert, update on app.actor_type to levelwise_gate;

create policy levelwise_migrator on app.actor_type to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.actor_type to levelwise_migrator;

create policy see on app.actor_type for select to levelwise_app using ((select ctx.verified()));

grant select on app.actor_type to levelwise_app;

alter table app.body_kind enable row level security;

alter table app.body_kind force row level security;

revoke all on app.body_kind from public;

create policy levelwise_gate on app.body_kind to levelwise_gate using (true) with check (true);

grant select, insert, update on app.body_kind to levelwise_gate;

create policy levelwise_migrator on app.body_kind to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.body_kind to levelwise_migrator;

create policy see on app.body_kind for select to levelwise_app using ((select ctx.verified()));

grant select on app.body_kind to levelwise_app;

alter table app.catalogue_version enable row level security;

alter table app.catalogue_version force row level security;

revoke all on app.catalogue_version from public;

create policy levelwise_gate on app.catalogue_version to levelwise_gate using (true) with check (true);

grant select, insert, update on app.catalogue_version to levelwise_gate;

create policy levelwise_migrator on app.catalogue_version to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.catalogue_version to levelwise_migrator;

create policy see on app.catalogue_version for select to levelwise_app using ((select ctx.verified()));

grant select on app.catalogue_version to levelwise_app;

alter table app.deployment enable row level security;

alter table app.deployment force row level security;

revoke all on app.deployment from public;

create policy levelwise_gate on app.deployment to levelwise_gate using (true) with check (true);

grant select, insert, update on app.deployment to levelwise_gate;

create policy levelwise_migrator on app.deployment to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.deployment to levelwise_migrator;

create policy see on app.deployment for select to levelwise_app using ((select ctx.verified()));

grant select on app.deployment to levelwise_app;

alter table app.outbox enable row level security;

alter table app.outbox force row level security;

revoke all on app.outbox from public;

create policy levelwise_gate on app.outbox to levelwise_gate using (true) with check (true);

grant select, insert, update on app.outbox to levelwise_gate;

create policy levelwise_migrator on app.outbox to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.outbox to levelwise_migrator;

create policy add on app.outbox for insert to levelwise_app with check ((select ctx.person()) is not null);

create policy levelwise_relay on app.outbox to levelwise_relay using (true) with check (true);

grant insert ("root", "id", "kind", "noun", "holder", "record_id", "record_version", "recorded_at") on app.outbox to levelwise_app;

grant select on app.outbox to levelwise_relay;

alter table app.outcome enable row level security;

alter table app.outcome force row level security;

revoke all on app.outcome from public;

create policy levelwise_gate on app.outcome to levelwise_gate using (true) with check (true);

grant select, insert, update on app.outcome to levelwise_gate;

create policy levelwise_migrator on app.outcome to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.outcome to levelwise_migrator;

create policy see on app.outcome for select to levelwise_app using (person_id = (select ctx.person()));

create policy add on app.outcome for insert to levelwise_app with check (person_id = (select ctx.person()));

grant select on app.outcome to levelwise_app;

grant insert ("root", "person_id", "key", "act", "input_sha256", "record_id", "record_version", "refusal", "decided_at") on app.outcome to levelwise_app;

alter table app.problem_sketch enable row level security;

alter table app.problem_sketch force row level security;

revoke all on app.problem_sketch from public;

create policy levelwise_gate on app.problem_sketch to levelwise_gate using (true) with check (true);

grant select, insert, update on app.problem_sketch to levelwise_gate;

create policy levelwise_migrator on app.problem_sketch to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.problem_sketch to levelwise_migrator;

alter table app.regulation enable row level security;

alter table app.regulation force row level security;

revoke all on app.regulation from public;

create policy levelwise_gate on app.regulation to levelwise_gate using (true) with check (true);

grant select, insert, update on app.regulation to levelwise_gate;

create policy levelwise_migrator on app.regulation to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.regulation to levelwise_migrator;

create policy see on app.regulation for select to levelwise_app using ((select ctx.verified()));

grant select on app.regulation to levelwise_app;

alter table app.rule_level enable row level security;

alter table app.rule_level force row level security;

revoke all on app.rule_level from public;

create policy levelwise_gate on app.rule_level to levelwise_gate using (true) with check (true);

grant select, insert, update on app.rule_level to levelwise_gate;

create policy levelwise_migrator on app.rule_level to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.rule_level to levelwise_migrator;

create policy see on app.rule_level for select to levelwise_app using ((select ctx.verified()));

grant select on app.rule_level to levelwise_app;

alter table app.tenant enable row level security;

alter table app.tenant force row level security;

revoke all on app.tenant from public;

create policy levelwise_gate on app.tenant to levelwise_gate using (true) with check (true);

grant select, insert, update on app.tenant to levelwise_gate;

create policy levelwise_migrator on app.tenant to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.tenant to levelwise_migrator;

create policy see on app.tenant for select to levelwise_app using ((select ctx.verified()));

create policy add on app.tenant for insert to levelwise_app with check ((select ctx.tenant()) = any (array[at1, at2, at3, at4, at5, at6]));

create policy change on app.tenant for update to levelwise_app using ((select ctx.tenant()) = any (array[at1, at2, at3, at4, at5, at6])) with check ((select ctx.tenant()) = any (array[at1, at2, at3, at4, at5, at6]));

grant select on app.tenant to levelwise_app;

grant insert ("uid", "kind", "code", "name", "name_sort", "initials", "credit_code", "trade", "parent_id", "suspended", "synthetic", "valid_from", "valid_until") on app.tenant to levelwise_app;

grant update ("name", "name_sort", "initials", "credit_code", "trade", "suspended", "synthetic", "valid_from", "valid_until") on app.tenant to levelwise_app;

alter table app.tenant_name_pair enable row level security;

alter table app.tenant_name_pair force row level security;

revoke all on app.tenant_name_pair from public;

create policy levelwise_gate on app.tenant_name_pair to levelwise_gate using (true) with check (true);

grant select, insert, update on app.tenant_name_pair to levelwise_gate;

create policy levelwise_migrator on app.tenant_name_pair to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.tenant_name_pair to levelwise_migrator;

create policy see on app.tenant_name_pair for select to levelwise_app using ((select ctx.verified()));

grant select on app.tenant_name_pair to levelwise_app;

alter table app.body enable row level security;

alter table app.body force row level security;

revoke all on app.body from public;

create policy levelwise_gate on app.body to levelwise_gate using (true) with check (true);

grant select, insert, update on app.body to levelwise_gate;

create policy levelwise_migrator on app.body to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.body to levelwise_migrator;

create policy see on app.body for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.body for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy change on app.body for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

grant select on app.body to levelwise_app;

grant insert ("root", "id", "holder", "kind", "name", "name_sort", "parent_body_id", "full_members", "valid_from", "valid_until") on app.body to levelwise_app;

grant update ("kind", "name", "name_sort", "parent_body_id", "full_members", "valid_from", "valid_until") on app.body to levelwise_app;

alter table app.calendar_day enable row level security;

alter table app.calendar_day force row level security;

revoke all on app.calendar_day from public;

create policy levelwise_gate on app.calendar_day to levelwise_gate using (true) with check (true);

grant select, insert, update on app.calendar_day to levelwise_gate;

create policy levelwise_migrator on app.calendar_day to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.calendar_day to levelwise_migrator;

create policy see on app.calendar_day for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else state = 'PUBLISHED' and holder = any ((select ctx.lineage())::int[]) or (select ctx.tenant()) = any (trail) end);

create policy add on app.calendar_day for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy change on app.calendar_day for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else state = 'PUBLISHED' and holder = any ((select ctx.lineage())::int[]) or (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

grant select on app.calendar_day to levelwise_app;

grant insert ("root", "id", "holder", "day", "works", "reason", "declared_on", "state", "version") on app.calendar_day to levelwise_app;

grant update ("state", "version") on app.calendar_day to levelwise_app;

alter table app.change enable row level security;

alter table app.change force row level security;

revoke all on app.change from public;

create policy levelwise_gate on app.change to levelwise_gate using (true) with check (true);

grant select, insert, update on app.change to levelwise_gate;

create policy levelwise_migrator on app.change to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.change to levelwise_migrator;

create policy see on app.change for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.change for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy accused_never on app.change as restrictive for select to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

grant select on app.change to levelwise_app;

alter table app.desk_cell enable row level security;

alter table app.desk_cell force row level security;

revoke all on app.desk_cell from public;

create policy levelwise_gate on app.desk_cell to levelwise_gate using (true) with check (true);

grant select, insert, update on app.desk_cell to levelwise_gate;

create policy levelwise_migrator on app.desk_cell to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.desk_cell to levelwise_migrator;

create policy see on app.desk_cell for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.desk_cell for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy accused_never on app.desk_cell as restrictive for select to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

grant select on app.desk_cell to levelwise_app;

alter table app.duty enable row level security;

alter table app.duty force row level security;

revoke all on app.duty from public;

create policy levelwise_gate on app.duty to levelwise_gate using (true) with check (true);

grant select, insert, update on app.duty to levelwise_gate;

create policy levelwise_migrator on app.duty to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.duty to levelwise_migrator;

create policy see on app.duty for select to levelwise_app using ((select ctx.verified()));

grant select on app.duty to levelwise_app;

alter table app.obligation_tally enable row level security;

alter table app.obligation_tally force row level security;

revoke all on app.obligation_tally from public;

create policy levelwise_gate on app.obligation_tally to levelwise_gate using (true) with check (true);

grant select, insert, update on app.obligation_tally to levelwise_gate;

create policy levelwise_migrator on app.obligation_tally to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.obligation_tally to levelwise_migrator;

create policy see on app.obligation_tally for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.obligation_tally for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

grant select on app.obligation_tally to levelwise_app;

alter table app.person enable row level security;

alter table app.person force row level security;

revoke all on app.person from public;

create policy levelwise_gate on app.person to levelwise_gate using (true) with check (true);

grant select, insert, update on app.person to levelwise_gate;

create policy levelwise_migrator on app.person to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.person to levelwise_migrator;

create policy see on app.person for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.person for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy change on app.person for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

grant select on app.person to levelwise_app;

grant insert ("root", "id", "holder", "name", "name_sort", "synthetic", "language") on app.person to levelwise_app;

grant update ("name", "name_sort", "synthetic") on app.person to levelwise_app;

alter table app.problem_cell enable row level security;

alter table app.problem_cell force row level security;

revoke all on app.problem_cell from public;

create policy levelwise_gate on app.problem_cell to levelwise_gate using (true) with check (true);

grant select, insert, update on app.problem_cell to levelwise_gate;

create policy levelwise_migrator on app.problem_cell to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.problem_cell to levelwise_migrator;

create policy see on app.problem_cell for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.problem_cell for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy accused_never on app.problem_cell as restrictive for select to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

grant select on app.problem_cell to levelwise_app;

alter table app.tenant_edge enable row level security;

alter table app.tenant_edge force row level security;

revoke all on app.tenant_edge from public;

create policy levelwise_gate on app.tenant_edge to levelwise_gate using (true) with check (true);

grant select, insert, update on app.tenant_edge to levelwise_gate;

create policy levelwise_migrator on app.tenant_edge to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.tenant_edge to levelwise_migrator;

create policy see on app.tenant_edge for select to levelwise_app using ((select ctx.verified()));

grant select on app.tenant_edge to levelwise_app;

alter table app.tenant_former enable row level security;

alter table app.tenant_former force row level security;

revoke all on app.tenant_former from public;

create policy levelwise_gate on app.tenant_former to levelwise_gate using (true) with check (true);

grant select, insert, update on app.tenant_former to levelwise_gate;

create policy levelwise_migrator on app.tenant_former to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.tenant_former to levelwise_migrator;

create policy see on app.tenant_former for select to levelwise_app using ((select ctx.verified()));

grant select on app.tenant_former to levelwise_app;

alter table app.tenant_succession enable row level security;

alter table app.tenant_succession force row level security;

revoke all on app.tenant_succession from public;

create policy levelwise_gate on app.tenant_succession to levelwise_gate using (true) with check (true);

grant select, insert, update on app.tenant_succession to levelwise_gate;

create policy levelwise_migrator on app.tenant_succession to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.tenant_succession to levelwise_migrator;

create policy see on app.tenant_succession for select to levelwise_app using ((select ctx.verified()));

grant select on app.tenant_succession to levelwise_app;

alter table app.work_rule enable row level security;

alter table app.work_rule force row level security;

revoke all on app.work_rule from public;

create policy levelwise_gate on app.work_rule to levelwise_gate using (true) with check (true);

grant select, insert, update on app.work_rule to levelwise_gate;

create policy levelwise_migrator on app.work_rule to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.work_rule to levelwise_migrator;

create policy see on app.work_rule for select to levelwise_app using ((select ctx.verified()));

grant select on app.work_rule to levelwise_app;

alter table app.work_rule_supplement enable row level security;

alter table app.work_rule_supplement force row level security;

revoke all on app.work_rule_supplement from public;

create policy levelwise_gate on app.work_rule_supplement to levelwise_gate using (true) with check (true);

grant select, insert, update on app.work_rule_supplement to levelwise_gate;

create policy levelwise_migrator on app.work_rule_supplement to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.work_rule_supplement to levelwise_migrator;

create policy see on app.work_rule_supplement for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else state = 'PUBLISHED' and holder = any ((select ctx.lineage())::int[]) or (select ctx.tenant()) = any (trail) end);

create policy add on app.work_rule_supplement for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy change on app.work_rule_supplement for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else state = 'PUBLISHED' and holder = any ((select ctx.lineage())::int[]) or (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

grant select on app.work_rule_supplement to levelwise_app;

grant insert ("root", "id", "holder", "rule_key", "parameter", "type", "operator", "numerator", "denominator", "value", "text", "document_no", "state", "version", "recorded_at", "valid_from", "valid_until") on app.work_rule_supplement to levelwise_app;

grant update ("state", "version", "valid_until") on app.work_rule_supplement to levelwise_app;

alter table app.appointment_form enable row level security;

alter table app.appointment_form force row level security;

revoke all on app.appointment_form from public;

create policy levelwise_gate on app.appointment_form to levelwise_gate using (true) with check (true);

grant select, insert, update on app.appointment_form to levelwise_gate;

create policy levelwise_migrator on app.appointment_form to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.appointment_form to levelwise_migrator;

alter table app.book_edition enable row level security;

alter table app.book_edition force row level security;

revoke all on app.book_edition from public;

create policy levelwise_gate on app.book_edition to levelwise_gate using (true) with check (true);

grant select, insert, update on app.book_edition to levelwise_gate;

create policy levelwise_migrator on app.book_edition to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.book_edition to levelwise_migrator;

create policy see on app.book_edition for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else state = 'PUBLISHED' and holder = any ((select ctx.lineage())::int[]) or (select ctx.tenant()) = any (trail) end);

create policy add on app.book_edition for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy change on app.book_edition for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else state = 'PUBLISHED' and holder = any ((select ctx.lineage())::int[]) or (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

grant select on app.book_edition to levelwise_app;

grant insert ("root", "id", "holder", "number", "state", "text", "digest", "title", "title_en", "floor", "beside", "replaces", "struck", "forbidden", "takes", "gains", "loses", "unseen", "takes_count", "gains_count", "loses_count", "reason", "document_no", "proposed_by", "proposed_at", "proposal_seal", "confirmed_by", "confirmed_at", "seal", "withdrawn_because", "version") on app.book_edition to levelwise_app;

grant update ("number", "state", "confirmed_by", "confirmed_at", "seal", "withdrawn_because", "version") on app.book_edition to levelwise_app;

alter table app.campaign enable row level security;

alter table app.campaign force row level security;

revoke all on app.campaign from public;

create policy levelwise_gate on app.campaign to levelwise_gate using (true) with check (true);

grant select, insert, update on app.campaign to levelwise_gate;

create policy levelwise_migrator on app.campaign to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.campaign to levelwise_migrator;

create policy see on app.campaign for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.campaign for insert to levelwise_app with check (holder = (select ctx.tenant()));

create policy change on app.campaign for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

grant select on app.campaign to levelwise_app;

grant insert ("root", "id", "holder", "name", "opened_on", "opened_at", "opened_by", "version", "kept_on", "kept_by", "mechanism") on app.campaign to levelwise_app;

grant update ("name", "version", "kept_on", "kept_by", "mechanism") on app.campaign to levelwise_app;

alter table app.change_threshold enable row level security;

alter table app.change_threshold force row level security;

revoke all on app.change_threshold from public;

create policy levelwise_gate on app.change_threshold to levelwise_gate using (true) with check (true);

grant select, insert, update on app.change_threshold to levelwise_gate;

create policy levelwise_migrator on app.change_threshold to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.change_threshold to levelwise_migrator;

create policy see on app.change_threshold for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else state = 'PUBLISHED' and holder = any ((select ctx.lineage())::int[]) or (select ctx.tenant()) = any (trail) end);

create policy add on app.change_threshold for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy change on app.change_threshold for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else state = 'PUBLISHED' and holder = any ((select ctx.lineage())::int[]) or (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

grant select on app.change_threshold to levelwise_app;

grant insert ("root", "id", "holder", "number", "state", "people", "records", "set_by", "set_at") on app.change_threshold to levelwise_app;

grant update ("state") on app.change_threshold to levelwise_app;

alter table app.cluster enable row level security;

alter table app.cluster force row level security;

revoke all on app.cluster from public;

create policy levelwise_gate on app.cluster to levelwise_gate using (true) with check (true);

grant select, insert, update on app.cluster to levelwise_gate;

create policy levelwise_migrator on app.cluster to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.cluster to levelwise_migrator;

create policy see on app.cluster for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.cluster for insert to levelwise_app with check (holder = (select ctx.tenant()));

create policy change on app.cluster for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy accused_never on app.cluster as restrictive for select to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

create policy accused_never_changes on app.cluster as restrictive for update to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

grant select on app.cluster to levelwise_app;

grant insert ("root", "id", "holder", "category", "title", "state", "mechanism", "escalation_id", "formed_by", "formed_title", "formed_at", "closed_title", "closed_at", "version") on app.cluster to levelwise_app;

grant update ("title", "state", "mechanism", "closed_title", "closed_at", "version") on app.cluster to levelwise_app;

alter table app.custom_role enable row level security;

alter table app.custom_role force row level security;

revoke all on app.custom_role from public;

create policy levelwise_gate on app.custom_role to levelwise_gate using (true) with check (true);

grant select, insert, update on app.custom_role to levelwise_gate;

create policy levelwise_migrator on app.custom_role to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.custom_role to levelwise_migrator;

create policy see on app.custom_role for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else state = 'PUBLISHED' and holder = any ((select ctx.lineage())::int[]) or (select ctx.tenant()) = any (trail) end);

create policy add on app.custom_role for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy change on app.custom_role for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else state = 'PUBLISHED' and holder = any ((select ctx.lineage())::int[]) or (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

grant select on app.custom_role to levelwise_app;

grant insert ("root", "id", "holder", "title", "title_en", "permissions", "state", "reason", "document_no", "given_by", "given_at", "redefined_at", "version") on app.custom_role to levelwise_app;

grant update ("title", "title_en", "permissions", "state", "reason", "document_no", "redefined_at", "version") on app.custom_role to levelwise_app;

alter table app.digest enable row level security;

alter table app.digest force row level security;

revoke all on app.digest from public;

create policy levelwise_gate on app.digest to levelwise_gate using (true) with check (true);

grant select, insert, update on app.digest to levelwise_gate;

create policy levelwise_migrator on app.digest to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.digest to levelwise_migrator;

alter table app.duty_source enable row level security;

alter table app.duty_source force row level security;

revoke all on app.duty_source from public;

create policy levelwise_gate on app.duty_source to levelwise_gate using (true) with check (true);

grant select, insert, update on app.duty_source to levelwise_gate;

create policy levelwise_migrator on app.duty_source to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.duty_source to levelwise_migrator;

create policy see on app.duty_source for select to levelwise_app using ((select ctx.verified()));

grant select on app.duty_source to levelwise_app;

alter table app.feed enable row level security;

alter table app.feed force row level security;

revoke all on app.feed from public;

create policy levelwise_gate on app.feed to levelwise_gate using (true) with check (true);

grant select, insert, update on app.feed to levelwise_gate;

create policy levelwise_migrator on app.feed to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.feed to levelwise_migrator;

create policy see on app.feed for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.feed for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy change on app.feed for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

grant select on app.feed to levelwise_app;

grant insert ("root", "id", "holder", "name", "source", "kinds", "budget", "rights_from", "state", "created_by", "created_at", "former_secret_until", "version") on app.feed to levelwise_app;

grant update ("name", "kinds", "budget", "rights_from", "state", "former_secret_until", "version") on app.feed to levelwise_app;

alter table app.identity enable row level security;

alter table app.identity force row level security;

revoke all on app.identity from public;

create policy levelwise_gate on app.identity to levelwise_gate using (true) with check (true);

grant select, insert, update on app.identity to levelwise_gate;

create policy levelwise_migrator on app.identity to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.identity to levelwise_migrator;

alter table app.meeting enable row level security;

alter table app.meeting force row level security;

revoke all on app.meeting from public;

create policy levelwise_gate on app.meeting to levelwise_gate using (true) with check (true);

grant select, insert, update on app.meeting to levelwise_gate;

create policy levelwise_migrator on app.meeting to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.meeting to levelwise_migrator;

create policy see on app.meeting for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.meeting for insert to levelwise_app with check (holder = (select ctx.tenant()));

create policy change on app.meeting for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

grant select on app.meeting to levelwise_app;

grant insert ("root", "id", "holder", "kind", "held_on", "state", "next_on", "convened_by", "convened_title", "convened_at", "called_off_for", "called_off_title", "called_off_at", "version") on app.meeting to levelwise_app;

grant update ("held_on", "state", "next_on", "called_off_for", "called_off_title", "called_off_at", "version") on app.meeting to levelwise_app;

alter table app.notice_setting enable row level security;

alter table app.notice_setting force row level security;

revoke all on app.notice_setting from public;

create policy levelwise_gate on app.notice_setting to levelwise_gate using (true) with check (true);

grant select, insert, update on app.notice_setting to levelwise_gate;

create policy levelwise_migrator on app.notice_setting to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.notice_setting to levelwise_migrator;

create policy see on app.notice_setting for select to levelwise_app using (person_id = (select ctx.person()));

create policy add on app.notice_setting for insert to levelwise_app with check (person_id = (select ctx.person()));

create policy change on app.notice_setting for update to levelwise_app using (person_id = (select ctx.person())) with check (person_id = (select ctx.person()));

grant select on app.notice_setting to levelwise_app;

grant insert ("root", "id", "person_id", "email", "gateway", "digest_at", "quiet_from", "quiet_until", "version") on app.notice_setting to levelwise_app;

grant update ("email", "gateway", "digest_at", "quiet_from", "quiet_until", "version") on app.notice_setting to levelwise_app;

alter table app.post enable row level security;

alter table app.post force row level security;

revoke all on app.post from public;

create policy levelwise_gate on app.post to levelwise_gate using (true) with check (true);

grant select, insert, update on app.post to levelwise_gate;

create policy levelwise_migrator on app.post to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.post to levelwise_migrator;

create policy see on app.post for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.post for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy change on app.post for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

grant select on app.post to levelwise_app;

grant insert ("root", "id", "holder", "body_id", "actor_type", "title", "title_en", "roles", "heads", "valid_from", "valid_until") on app.post to levelwise_app;

grant update ("body_id", "actor_type", "title", "title_en", "roles", "heads", "valid_from", "valid_until") on app.post to levelwise_app;

alter table app.post_group enable row level security;

alter table app.post_group force row level security;

revoke all on app.post_group from public;

create policy levelwise_gate on app.post_group to levelwise_gate using (true) with check (true);

grant select, insert, update on app.post_group to levelwise_gate;

create policy levelwise_migrator on app.post_group to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.post_group to levelwise_migrator;

create policy see on app.post_group for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.post_group for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

grant select on app.post_group to levelwise_app;

grant insert ("root", "id", "holder", "title", "title_en", "reason", "document_no", "given_by", "given_at") on app.post_group to levelwise_app;

alter table app.problem_setting enable row level security;

alter table app.problem_setting force row level security;

revoke all on app.problem_setting from public;

create policy levelwise_gate on app.problem_setting to levelwise_gate using (true) with check (true);

grant select, insert, update on app.problem_setting to levelwise_gate;

create policy levelwise_migrator on app.problem_setting to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.problem_setting to levelwise_migrator;

create policy see on app.problem_setting for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else state = 'PUBLISHED' and holder = any ((select ctx.lineage())::int[]) or (select ctx.tenant()) = any (trail) end);

create policy add on app.problem_setting for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy change on app.problem_setting for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else state = 'PUBLISHED' and holder = any ((select ctx.lineage())::int[]) or (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

grant select on app.problem_setting to levelwise_app;

grant insert ("root", "id", "holder", "number", "state", "exchanges", "shown", "at_once", "set_time", "staged", "pledge_lists", "pledge_labels", "evidence_lists", "second_steps", "admission_lines", "closure_tests", "lead_organs", "figures", "set_by", "set_at") on app.problem_setting to levelwise_app;

grant update ("state") on app.problem_setting to levelwise_app;

alter table app.recheck_sample enable row level security;

alter table app.recheck_sample force row level security;

revoke all on app.recheck_sample from public;

create policy levelwise_gate on app.recheck_sample to levelwise_gate using (true) with check (true);

grant select, insert, update on app.recheck_sample to levelwise_gate;

create policy levelwise_migrator on app.recheck_sample to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.recheck_sample to levelwise_migrator;

create policy see on app.recheck_sample for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.recheck_sample for insert to levelwise_app with check (holder = (select ctx.tenant()));

create policy apart_select on app.recheck_sample as restrictive for select to levelwise_app using ((select ctx.nowhere_else()));

create policy apart_insert on app.recheck_sample as restrictive for insert to levelwise_app with check ((select ctx.nowhere_else()));

grant select on app.recheck_sample to levelwise_app;

grant insert ("root", "id", "holder", "quarter", "seed", "share_percent", "population", "population_sha256", "drawn", "author_tenant", "author_person", "drawn_at") on app.recheck_sample to levelwise_app;

alter table app.reorganisation enable row level security;

alter table app.reorganisation force row level security;

revoke all on app.reorganisation from public;

create policy levelwise_gate on app.reorganisation to levelwise_gate using (true) with check (true);

grant select, insert, update on app.reorganisation to levelwise_gate;

create policy levelwise_migrator on app.reorganisation to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.reorganisation to levelwise_migrator;

create policy see on app.reorganisation for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.reorganisation for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else holder = any ((select ctx.lineage())::int[]) end);

create policy change on app.reorganisation for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

grant select on app.reorganisation to levelwise_app;

grant insert ("root", "id", "holder", "kind", "state", "title", "document_no", "reason", "author_tenant", "drafted_by", "drafted_at", "preview_hash", "previewed_at", "approved_by", "approved_at", "effective_on", "ended_because", "version") on app.reorganisation to levelwise_app;

grant update ("state", "preview_hash", "previewed_at", "approved_by", "approved_at", "effective_on", "ended_because", "version") on app.reorganisation to levelwise_app;

alter table app.responsibility_list enable row level security;

alter table app.responsibility_list force row level security;

revoke all on app.responsibility_list from public;

create policy levelwise_gate on app.responsibility_list to levelwise_gate using (true) with check (true);

grant select, insert, update on app.responsibility_list to levelwise_gate;

create policy levelwise_migrator on app.responsibility_list to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.responsibility_list to levelwise_migrator;

create policy see on app.responsibility_list for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.responsibility_list for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy change on app.responsibility_list for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

grant select on app.responsibility_list to levelwise_app;

grant insert ("root", "id", "holder", "actor_type", "body_id", "year", "state", "published_at", "edition", "version") on app.responsibility_list to levelwise_app;

grant update ("actor_type", "body_id", "year", "state", "published_at", "edition", "version") on app.responsibility_list to levelwise_app;

alter table app.score enable row level security;

alter table app.score force row level security;

revoke all on app.score from public;

create policy levelwise_gate on app.score to levelwise_gate using (true) with check (true);

grant select, insert, update on app.score to levelwise_gate;

create policy levelwise_migrator on app.score to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.score to levelwise_migrator;

create policy see on app.score for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.score for insert to levelwise_app with check (holder = (select ctx.tenant()));

create policy apart_select on app.score as restrictive for select to levelwise_app using ((select ctx.nowhere_else()));

create policy apart_insert on app.score as restrictive for insert to levelwise_app with check ((select ctx.nowhere_else()));

grant select on app.score to levelwise_app;

grant insert ("root", "id", "holder", "period", "tenths", "band", "formula_version", "parts", "author_tenant", "author_person", "frozen_at") on app.score to levelwise_app;

alter table app.unit_change enable row level security;

alter table app.unit_change force row level security;

revoke all on app.unit_change from public;

create policy levelwise_gate on app.unit_change to levelwise_gate using (true) with check (true);

grant select, insert, update on app.unit_change to levelwise_gate;

create policy levelwise_migrator on app.unit_change to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.unit_change to levelwise_migrator;

create policy see on app.unit_change for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.unit_change for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

grant select on app.unit_change to levelwise_app;

grant insert ("root", "id", "holder", "body_id", "change", "name_before", "name_after", "effective_on", "reason", "document_no", "given_by", "given_at") on app.unit_change to levelwise_app;

alter table app.visit_template enable row level security;

alter table app.visit_template force row level security;

revoke all on app.visit_template from public;

create policy levelwise_gate on app.visit_template to levelwise_gate using (true) with check (true);

grant select, insert, update on app.visit_template to levelwise_gate;

create policy levelwise_migrator on app.visit_template to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.visit_template to levelwise_migrator;

create policy see on app.visit_template for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else state in ('PUBLISHED', 'RETIRED') and holder = any ((select ctx.lineage())::int[]) or (select ctx.tenant()) = any (trail) end);

create policy add on app.visit_template for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy change on app.visit_template for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else state in ('PUBLISHED', 'RETIRED') and holder = any ((select ctx.lineage())::int[]) or (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

grant select on app.visit_template to levelwise_app;

grant insert ("root", "id", "holder", "number", "state", "title", "title_en", "lines", "lines_en", "set_by", "set_at") on app.visit_template to levelwise_app;

grant update ("state") on app.visit_template to levelwise_app;

alter table app.work_rule_parameter enable row level security;

alter table app.work_rule_parameter force row level security;

revoke all on app.work_rule_parameter from public;

create policy levelwise_gate on app.work_rule_parameter to levelwise_gate using (true) with check (true);

grant select, insert, update on app.work_rule_parameter to levelwise_gate;

create policy levelwise_migrator on app.work_rule_parameter to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.work_rule_parameter to levelwise_migrator;

create policy see on app.work_rule_parameter for select to levelwise_app using ((select ctx.verified()));

grant select on app.work_rule_parameter to levelwise_app;

alter table app.work_rule_source enable row level security;

alter table app.work_rule_source force row level security;

revoke all on app.work_rule_source from public;

create policy levelwise_gate on app.work_rule_source to levelwise_gate using (true) with check (true);

grant select, insert, update on app.work_rule_source to levelwise_gate;

create policy levelwise_migrator on app.work_rule_source to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.work_rule_source to levelwise_migrator;

create policy see on app.work_rule_source for select to levelwise_app using ((select ctx.verified()));

grant select on app.work_rule_source to levelwise_app;

alter table app.administrator_request enable row level security;

alter table app.administrator_request force row level security;

revoke all on app.administrator_request from public;

create policy levelwise_gate on app.administrator_request to levelwise_gate using (true) with check (true);

grant select, insert, update on app.administrator_request to levelwise_gate;

create policy levelwise_migrator on app.administrator_request to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.administrator_request to levelwise_migrator;

create policy see on app.administrator_request for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.administrator_request for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy change on app.administrator_request for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

grant select on app.administrator_request to levelwise_app;

grant insert ("root", "id", "holder", "post_id", "person_id", "role", "given_from", "given_until", "reason", "document_no", "asked_by", "asked_in", "asked_at", "state", "decided_by", "decided_at", "answer", "version") on app.administrator_request to levelwise_app;

grant update ("state", "decided_by", "decided_at", "answer", "version") on app.administrator_request to levelwise_app;

alter table app.appointment enable row level security;

alter table app.appointment force row level security;

revoke all on app.appointment from public;

create policy levelwise_gate on app.appointment to levelwise_gate using (true) with check (true);

grant select, insert, update on app.appointment to levelwise_gate;

create policy levelwise_migrator on app.appointment to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.appointment to levelwise_migrator;

create policy see on app.appointment for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.appointment for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy change on app.appointment for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

grant select on app.appointment to levelwise_app;

grant insert ("root", "id", "holder", "post_id", "person_id", "leading", "appointed_on", "relieved_on", "document_no", "kind", "on_behalf_of", "reason", "suspended_on", "resumed_on", "ended_reason", "ended_document_no", "request_id", "version") on app.appointment to levelwise_app;

grant update ("leading", "relieved_on", "document_no", "reason", "suspended_on", "resumed_on", "ended_reason", "ended_document_no", "version") on app.appointment to levelwise_app;

alter table app.clause enable row level security;

alter table app.clause force row level security;

revoke all on app.clause from public;

create policy levelwise_gate on app.clause to levelwise_gate using (true) with check (true);

grant select, insert, update on app.clause to levelwise_gate;

create policy levelwise_migrator on app.clause to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.clause to levelwise_migrator;

create policy see on app.clause for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else part = 'COMMON' and state in ('PUBLISHED', 'RETIRED') and holder = any ((select ctx.lineage())::int[]) or (select ctx.tenant()) = any (trail) end);

create policy add on app.clause for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy change on app.clause for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else part = 'COMMON' and state in ('PUBLISHED', 'RETIRED') and holder = any ((select ctx.lineage())::int[]) or (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

grant select on app.clause to levelwise_app;

grant insert ("root", "id", "holder", "list_id", "actor_type", "year", "part", "position", "duty_id", "title", "title_en", "detail", "cadence", "min_per_period", "due_rule", "weight", "evidence", "state", "said_by", "said_on", "handed_on_from", "supersedes", "version") on app.clause to levelwise_app;

grant update ("list_id", "actor_type", "year", "position", "duty_id", "title", "title_en", "detail", "cadence", "min_per_period", "due_rule", "weight", "evidence", "state", "said_by", "said_on", "handed_on_from", "supersedes", "version") on app.clause to levelwise_app;

alter table app.contact_card enable row level security;

alter table app.contact_card force row level security;

revoke all on app.contact_card from public;

create policy levelwise_gate on app.contact_card to levelwise_gate using (true) with check (true);

grant select, insert, update on app.contact_card to levelwise_gate;

create policy levelwise_migrator on app.contact_card to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.contact_card to levelwise_migrator;

create policy see on app.contact_card for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) or shown = 'PUBLIC' and (select ctx.verified()) or shown = 'STAFF' and root = (select ctx.root()) or shown = 'MEMBERS' and holder = any ((select ctx.lineage())::int[]) end);

create policy add on app.contact_card for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy change on app.contact_card for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

grant select on app.contact_card to levelwise_app;

grant insert ("root", "id", "holder", "post_id", "title", "phone", "hours", "place", "from_on", "until_on", "state", "issued_by", "published_at", "withdrawn_at", "version") on app.contact_card to levelwise_app;

grant update ("state", "withdrawn_at", "version") on app.contact_card to levelwise_app;

alter table app.custom_role_former enable row level security;

alter table app.custom_role_former force row level security;

revoke all on app.custom_role_former from public;

create policy levelwise_gate on app.custom_role_former to levelwise_gate using (true) with check (true);

grant select, insert, update on app.custom_role_former to levelwise_gate;

create policy levelwise_migrator on app.custom_role_former to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.custom_role_former to levelwise_migrator;

alter table app.delivery enable row level security;

alter table app.delivery force row level security;

revoke all on app.delivery from public;

create policy levelwise_gate on app.delivery to levelwise_gate using (true) with check (true);

grant select, insert, update on app.delivery to levelwise_gate;

create policy levelwise_migrator on app.delivery to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.delivery to levelwise_migrator;

alter table app.diary_entry enable row level security;

alter table app.diary_entry force row level security;

revoke all on app.diary_entry from public;

create policy levelwise_gate on app.diary_entry to levelwise_gate using (true) with check (true);

grant select, insert, update on app.diary_entry to levelwise_gate;

create policy levelwise_migrator on app.diary_entry to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.diary_entry to levelwise_migrator;

create policy see on app.diary_entry for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.diary_entry for insert to levelwise_app with check (holder = (select ctx.tenant()));

grant select on app.diary_entry to levelwise_app;

grant insert ("root", "id", "holder", "kind", "author_person", "author_post", "day", "place", "household", "text", "corrects", "template_id", "answers", "lines", "unanswered", "written_at") on app.diary_entry to levelwise_app;

alter table app.feed_entry enable row level security;

alter table app.feed_entry force row level security;

revoke all on app.feed_entry from public;

create policy levelwise_gate on app.feed_entry to levelwise_gate using (true) with check (true);

grant select, insert, update on app.feed_entry to levelwise_gate;

create policy levelwise_migrator on app.feed_entry to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.feed_entry to levelwise_migrator;

create policy see on app.feed_entry for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.feed_entry for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy change on app.feed_entry for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

grant select on app.feed_entry to levelwise_app;

grant insert ("root", "id", "holder", "feed_id", "kind", "external_id", "name_key", "label", "unit_code", "told", "active", "person_id", "post_id", "again", "created_at", "changed_at", "gone_at", "version") on app.feed_entry to levelwise_app;

grant update ("external_id", "name_key", "label", "unit_code", "told", "active", "person_id", "post_id", "again", "changed_at", "gone_at", "version") on app.feed_entry to levelwise_app;

alter table app.feed_plan enable row level security;

alter table app.feed_plan force row level security;

revoke all on app.feed_plan from public;

create policy levelwise_gate on app.feed_plan to levelwise_gate using (true) with check (true);

grant select, insert, update on app.feed_plan to levelwise_gate;

create policy levelwise_migrator on app.feed_plan to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.feed_plan to levelwise_migrator;

create policy see on app.feed_plan for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.feed_plan for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy change on app.feed_plan for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

grant select on app.feed_plan to levelwise_app;

grant insert ("root", "id", "holder", "feed_id", "planned_on", "people", "hash", "undo_token", "changed_at", "version") on app.feed_plan to levelwise_app;

grant update ("people", "hash", "changed_at", "version") on app.feed_plan to levelwise_app;

alter table app.glass_window enable row level security;

alter table app.glass_window force row level security;

revoke all on app.glass_window from public;

create policy levelwise_gate on app.glass_window to levelwise_gate using (true) with check (true);

grant select, insert, update on app.glass_window to levelwise_gate;

create policy levelwise_migrator on app.glass_window to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.glass_window to levelwise_migrator;

create policy see on app.glass_window for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.glass_window for insert to levelwise_app with check (holder = (select ctx.tenant()));

create policy change on app.glass_window for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

grant select on app.glass_window to levelwise_app;

grant insert ("root", "id", "holder", "covers", "minutes", "reason", "document_no", "state", "opened_by", "post_id", "asked_at", "confirmed_by", "closed_by", "reviewed_by", "finding", "review", "version") on app.glass_window to levelwise_app;

grant update ("state", "confirmed_by", "closed_by", "reviewed_by", "finding", "review", "version") on app.glass_window to levelwise_app;

alter table app.group_member enable row level security;

alter table app.group_member force row level security;

revoke all on app.group_member from public;

create policy levelwise_gate on app.group_member to levelwise_gate using (true) with check (true);

grant select, insert, update on app.group_member to levelwise_gate;

create policy levelwise_migrator on app.group_member to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.group_member to levelwise_migrator;

create policy see on app.group_member for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.group_member for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy change on app.group_member for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

grant select on app.group_member to levelwise_app;

grant insert ("root", "id", "holder", "post_id", "group_id", "given_from", "given_until", "reason", "document_no", "given_by", "given_at", "version") on app.group_member to levelwise_app;

grant update ("given_until", "version") on app.group_member to levelwise_app;

alter table app.managed_field enable row level security;

alter table app.managed_field force row level security;

revoke all on app.managed_field from public;

create policy levelwise_gate on app.managed_field to levelwise_gate using (true) with check (true);

grant select, insert, update on app.managed_field to levelwise_gate;

create policy levelwise_migrator on app.managed_field to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.managed_field to levelwise_migrator;

create policy see on app.managed_field for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.managed_field for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy change on app.managed_field for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

grant select on app.managed_field to levelwise_app;

grant insert ("root", "id", "holder", "record_id", "field", "feed_id") on app.managed_field to levelwise_app;

grant update ("feed_id") on app.managed_field to levelwise_app;

alter table app.meeting_minutes enable row level security;

alter table app.meeting_minutes force row level security;

revoke all on app.meeting_minutes from public;

create policy levelwise_gate on app.meeting_minutes to levelwise_gate using (true) with check (true);

grant select, insert, update on app.meeting_minutes to levelwise_gate;

create policy levelwise_migrator on app.meeting_minutes to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.meeting_minutes to levelwise_migrator;

create policy see on app.meeting_minutes for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.meeting_minutes for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy accused_never on app.meeting_minutes as restrictive for select to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

create policy apart_select on app.meeting_minutes as restrictive for select to levelwise_app using ((select ctx.nowhere_else()));

create policy apart_insert on app.meeting_minutes as restrictive for insert to levelwise_app with check ((select ctx.nowhere_else()));

grant select on app.meeting_minutes to levelwise_app;

grant insert ("root", "id", "holder", "meeting_id", "text", "kept_by", "kept_title", "kept_at") on app.meeting_minutes to levelwise_app;

alter table app.meeting_party enable row level security;

alter table app.meeting_party force row level security;

revoke all on app.meeting_party from public;

create policy levelwise_gate on app.meeting_party to levelwise_gate using (true) with check (true);

grant select, insert, update on app.meeting_party to levelwise_gate;

create policy levelwise_migrator on app.meeting_party to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.meeting_party to levelwise_migrator;

create policy see on app.meeting_party for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.meeting_party for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

grant select on app.meeting_party to levelwise_app;

grant insert ("root", "id", "holder", "meeting_id", "edge", "child", "parent") on app.meeting_party to levelwise_app;

alter table app.pledge enable row level security;

alter table app.pledge force row level security;

revoke all on app.pledge from public;

create policy levelwise_gate on app.pledge to levelwise_gate using (true) with check (true);

grant select, insert, update on app.pledge to levelwise_gate;

create policy levelwise_migrator on app.pledge to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.pledge to levelwise_migrator;

create policy see on app.pledge for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.pledge for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

grant select on app.pledge to levelwise_app;

grant insert ("root", "id", "holder", "list_id", "list_version", "person_id", "post_id", "sha256", "frozen", "signed_at") on app.pledge to levelwise_app;

alter table app.proposed_change enable row level security;

alter table app.proposed_change force row level security;

revoke all on app.proposed_change from public;

create policy levelwise_gate on app.proposed_change to levelwise_gate using (true) with check (true);

grant select, insert, update on app.proposed_change to levelwise_gate;

create policy levelwise_migrator on app.proposed_change to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.proposed_change to levelwise_migrator;

create policy see on app.proposed_change for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.proposed_change for insert to levelwise_app with check (holder = (select ctx.tenant()));

create policy change on app.proposed_change for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

grant select on app.proposed_change to levelwise_app;

grant insert ("root", "id", "holder", "kind", "state", "given", "post_id", "group_id", "person_id", "custom_role_id", "reorganisation_id", "book_edition_id", "role", "permissions", "reason", "document_no", "preview_hash", "effective_on", "people_gaining", "people_losing", "needs_second", "previewed_by", "previewed_in", "previewed_at", "decided_by", "decided_at", "answer", "applied_at", "version") on app.proposed_change to levelwise_app;

grant update ("state", "decided_by", "decided_at", "answer", "applied_at", "version") on app.proposed_change to levelwise_app;

alter table app.reorganisation_effect enable row level security;

alter table app.reorganisation_effect force row level security;

revoke all on app.reorganisation_effect from public;

create policy levelwise_gate on app.reorganisation_effect to levelwise_gate using (true) with check (true);

grant select, insert, update on app.reorganisation_effect to levelwise_gate;

create policy levelwise_migrator on app.reorganisation_effect to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.reorganisation_effect to levelwise_migrator;

create policy see on app.reorganisation_effect for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.reorganisation_effect for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

grant select on app.reorganisation_effect to levelwise_app;

grant insert ("root", "id", "holder", "reorganisation_id", "previewed_at", "sort", "noun", "unit", "items", "open_items") on app.reorganisation_effect to levelwise_app;

alter table app.reorganisation_move enable row level security;

alter table app.reorganisation_move force row level security;

revoke all on app.reorganisation_move from public;

create policy levelwise_gate on app.reorganisation_move to levelwise_gate using (true) with check (true);

grant select, insert, update on app.reorganisation_move to levelwise_gate;

create policy levelwise_migrator on app.reorganisation_move to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.reorganisation_move to levelwise_migrator;

alter table app.reorganisation_place enable row level security;

alter table app.reorganisation_place force row level security;

revoke all on app.reorganisation_place from public;

create policy levelwise_gate on app.reorganisation_place to levelwise_gate using (true) with check (true);

grant select, insert, update on app.reorganisation_place to levelwise_gate;

create policy levelwise_migrator on app.reorganisation_place to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.reorganisation_place to levelwise_migrator;

alter table app.reorganisation_step enable row level security;

alter table app.reorganisation_step force row level security;

revoke all on app.reorganisation_step from public;

create policy levelwise_gate on app.reorganisation_step to levelwise_gate using (true) with check (true);

grant select, insert, update on app.reorganisation_step to levelwise_gate;

create policy levelwise_migrator on app.reorganisation_step to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.reorganisation_step to levelwise_migrator;

create policy see on app.reorganisation_step for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.reorganisation_step for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

grant select on app.reorganisation_step to levelwise_app;

grant insert ("root", "id", "holder", "reorganisation_id", "position", "verb", "unit", "to_unit", "to_step", "post_id", "name", "name_sort", "initials", "code", "unit_kind") on app.reorganisation_step to levelwise_app;

alter table app.shadow_difference enable row level security;

alter table app.shadow_difference force row level security;

revoke all on app.shadow_difference from public;

create policy levelwise_gate on app.shadow_difference to levelwise_gate using (true) with check (true);

grant select, insert, update on app.shadow_difference to levelwise_gate;

create policy levelwise_migrator on app.shadow_difference to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.shadow_difference to levelwise_migrator;

alter table app.subscriber enable row level security;

alter table app.subscriber force row level security;

revoke all on app.subscriber from public;

create policy levelwise_gate on app.subscriber to levelwise_gate using (true) with check (true);

grant select, insert, update on app.subscriber to levelwise_gate;

create policy levelwise_migrator on app.subscriber to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.subscriber to levelwise_migrator;

create policy see on app.subscriber for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.subscriber for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy change on app.subscriber for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

grant select on app.subscriber to levelwise_app;

grant insert ("root", "id", "holder", "post_id", "name", "url", "types", "state", "secret", "secret_before", "both_until", "created_by", "created_at", "version") on app.subscriber to levelwise_app;

grant update ("name", "url", "types", "state", "secret", "secret_before", "both_until", "version") on app.subscriber to levelwise_app;

alter table app.binding enable row level security;

alter table app.binding force row level security;

revoke all on app.binding from public;

create policy levelwise_gate on app.binding to levelwise_gate using (true) with check (true);

grant select, insert, update on app.binding to levelwise_gate;

create policy levelwise_migrator on app.binding to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.binding to levelwise_migrator;

create policy see on app.binding for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.binding for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy change on app.binding for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

grant select on app.binding to levelwise_app;

grant insert ("root", "id", "holder", "list_id", "clause_id", "part", "position", "since", "until") on app.binding to levelwise_app;

grant update ("clause_id", "part", "position", "since", "until") on app.binding to levelwise_app;

alter table app.change_effect enable row level security;

alter table app.change_effect force row level security;

revoke all on app.change_effect from public;

create policy levelwise_gate on app.change_effect to levelwise_gate using (true) with check (true);

grant select, insert, update on app.change_effect to levelwise_gate;

create policy levelwise_migrator on app.change_effect to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.change_effect to levelwise_migrator;

create policy see on app.change_effect for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.change_effect for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

grant select on app.change_effect to levelwise_app;

grant insert ("root", "id", "holder", "change_id", "sort", "person_id", "post_id", "unit", "action", "ranges", "role", "noun", "records", "open_records", "exact") on app.change_effect to levelwise_app;

alter table app.diary_file enable row level security;

alter table app.diary_file force row level security;

revoke all on app.diary_file from public;

create policy levelwise_gate on app.diary_file to levelwise_gate using (true) with check (true);

grant select, insert, update on app.diary_file to levelwise_gate;

create policy levelwise_migrator on app.diary_file to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.diary_file to levelwise_migrator;

create policy see on app.diary_file for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.diary_file for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

grant select on app.diary_file to levelwise_app;

grant insert ("root", "id", "holder", "entry_id", "author_person", "added_at") on app.diary_file to levelwise_app;

alter table app.event_delivery enable row level security;

alter table app.event_delivery force row level security;

revoke all on app.event_delivery from public;

create policy levelwise_gate on app.event_delivery to levelwise_gate using (true) with check (true);

grant select, insert, update on app.event_delivery to levelwise_gate;

create policy levelwise_migrator on app.event_delivery to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.event_delivery to levelwise_migrator;

create policy see on app.event_delivery for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.event_delivery for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

grant select on app.event_delivery to levelwise_app;

alter table app.event_replay enable row level security;

alter table app.event_replay force row level security;

revoke all on app.event_replay from public;

create policy levelwise_gate on app.event_replay to levelwise_gate using (true) with check (true);

grant select, insert, update on app.event_replay to levelwise_gate;

create policy levelwise_migrator on app.event_replay to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.event_replay to levelwise_migrator;

create policy see on app.event_replay for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.event_replay for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

grant select on app.event_replay to levelwise_app;

grant insert ("root", "id", "holder", "subscriber_id", "delivery_id", "since", "until", "also_delivered", "asked_by", "asked_at") on app.event_replay to levelwise_app;

alter table app.feed_document enable row level security;

alter table app.feed_document force row level security;

revoke all on app.feed_document from public;

create policy levelwise_gate on app.feed_document to levelwise_gate using (true) with check (true);

grant select, insert, update on app.feed_document to levelwise_gate;

create policy levelwise_migrator on app.feed_document to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.feed_document to levelwise_migrator;

alter table app.feed_line enable row level security;

alter table app.feed_line force row level security;

revoke all on app.feed_line from public;

create policy levelwise_gate on app.feed_line to levelwise_gate using (true) with check (true);

grant select, insert, update on app.feed_line to levelwise_gate;

create policy levelwise_migrator on app.feed_line to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.feed_line to levelwise_migrator;

create policy see on app.feed_line for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.feed_line for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy change on app.feed_line for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

grant select on app.feed_line to levelwise_app;

grant insert ("root", "id", "holder", "feed_id", "plan_id", "entry_id", "kind", "subject", "state", "reason", "confidence", "label", "from_text", "to_text", "person_id", "from_post_id", "to_post_id", "gains", "loses", "change", "done", "kept_because", "decided_by", "made_at", "decided_at", "version") on app.feed_line to levelwise_app;

grant update ("kind", "state", "reason", "confidence", "label", "from_text", "to_text", "person_id", "from_post_id", "to_post_id", "gains", "loses", "change", "done", "kept_because", "decided_by", "decided_at", "version") on app.feed_line to levelwise_app;

alter table app.feed_member enable row level security;

alter table app.feed_member force row level security;

revoke all on app.feed_member from public;

create policy levelwise_gate on app.feed_member to levelwise_gate using (true) with check (true);

grant select, insert, update on app.feed_member to levelwise_gate;

create policy levelwise_migrator on app.feed_member to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.feed_member to levelwise_migrator;

create policy see on app.feed_member for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.feed_member for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy change on app.feed_member for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

grant select on app.feed_member to levelwise_app;

grant insert ("root", "id", "holder", "group_id", "user_id", "display", "gone_at") on app.feed_member to levelwise_app;

grant update ("display", "gone_at") on app.feed_member to levelwise_app;

alter table app.obligation enable row level security;

alter table app.obligation force row level security;

revoke all on app.obligation from public;

create policy levelwise_gate on app.obligation to levelwise_gate using (true) with check (true);

grant select, insert, update on app.obligation to levelwise_gate;

create policy levelwise_migrator on app.obligation to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.obligation to levelwise_migrator;

create policy see on app.obligation for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.obligation for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy change on app.obligation for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

grant select on app.obligation to levelwise_app;

grant insert ("root", "id", "holder", "list_id", "clause_id", "actor_type", "body_id", "period", "starts_on", "ends_on", "due_on", "state", "open", "recorded_by", "recorders", "self_check", "review", "version") on app.obligation to levelwise_app;

grant update ("list_id", "clause_id", "actor_type", "body_id", "period", "starts_on", "ends_on", "due_on", "state", "open", "recorded_by", "recorders", "self_check", "review", "version") on app.obligation to levelwise_app;

alter table app.problem enable row level security;

alter table app.problem force row level security;

revoke all on app.problem from public;

create policy levelwise_gate on app.problem to levelwise_gate using (true) with check (true);

grant select, insert, update on app.problem to levelwise_gate;

create policy levelwise_migrator on app.problem to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.problem to levelwise_migrator;

create policy see on app.problem for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.problem for insert to levelwise_app with check (holder = (select ctx.tenant()));

create policy change on app.problem for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy accused_never on app.problem as restrictive for select to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

create policy accused_never_changes on app.problem as restrictive for update to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

grant select on app.problem to levelwise_app;

grant insert ("root", "id", "holder", "holder_post", "list_type", "state", "field", "title", "facts", "place", "source", "channel", "channel_no", "diary_entry_id", "origin", "reported_by", "reported_at", "found_on", "admission", "admission_zh", "admission_en", "reason", "suggestion", "class", "colour", "due_on", "rectify_by", "missed_on", "remind_on", "due_days", "waits_on", "owed_on", "own_on", "yellow_on", "open", "across", "registered_on", "listed_on", "listed_by", "listed_parent", "lead_post", "handled_by", "closed_by", "merged_into", "proposal", "proposed_by", "proposed_ground", "proposed_mode", "proposed_track", "asked_on", "rest_asked_until", "rest_ground", "rest_asked_by", "proposed_owner", "category", "cluster_id", "mode", "returns", "recurrences", "supporters", "found_by_body", "cause_body", "solved_by_body", "root_cause", "lasting_mechanism", "same_type_follow_up", "accused", "version") on app.problem to levelwise_app;

grant update ("list_type", "state", "field", "title", "facts", "place", "source", "found_on", "admission", "admission_zh", "admission_en", "reason", "suggestion", "class", "colour", "due_on", "rectify_by", "missed_on", "remind_on", "due_days", "waits_on", "owed_on", "own_on", "yellow_on", "open", "across", "registered_on", "listed_on", "listed_by", "listed_parent", "lead_post", "handled_by", "closed_by", "merged_into", "proposal", "proposed_by", "proposed_ground", "proposed_mode", "proposed_track", "asked_on", "rest_asked_until", "rest_ground", "rest_asked_by", "proposed_owner", "category", "cluster_id", "mode", "returns", "recurrences", "supporters", "found_by_body", "cause_body", "solved_by_body", "root_cause", "lasting_mechanism", "same_type_follow_up", "version") on app.problem to levelwise_app;

alter table app.role_grant enable row level security;

alter table app.role_grant force row level security;

revoke all on app.role_grant from public;

create policy levelwise_gate on app.role_grant to levelwise_gate using (true) with check (true);

grant select, insert, update on app.role_grant to levelwise_gate;

create policy levelwise_migrator on app.role_grant to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.role_grant to levelwise_migrator;

create policy see on app.role_grant for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.role_grant for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy change on app.role_grant for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

grant select on app.role_grant to levelwise_app;

grant insert ("root", "id", "holder", "post_id", "group_id", "role", "custom_role_id", "given_from", "given_until", "reason", "document_no", "given_by", "given_at", "ended_reason", "ended_document_no", "ended_by", "request_id", "version") on app.role_grant to levelwise_app;

grant update ("given_until", "ended_reason", "ended_document_no", "ended_by", "version") on app.role_grant to levelwise_app;

alter table app.subscriber_progress enable row level security;

alter table app.subscriber_progress force row level security;

revoke all on app.subscriber_progress from public;

create policy levelwise_gate on app.subscriber_progress to levelwise_gate using (true) with check (true);

grant select, insert, update on app.subscriber_progress to levelwise_gate;

create policy levelwise_migrator on app.subscriber_progress to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.subscriber_progress to levelwise_migrator;

alter table app.assignment enable row level security;

alter table app.assignment force row level security;

revoke all on app.assignment from public;

create policy levelwise_gate on app.assignment to levelwise_gate using (true) with check (true);

grant select, insert, update on app.assignment to levelwise_gate;

create policy levelwise_migrator on app.assignment to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.assignment to levelwise_migrator;

create policy see on app.assignment for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.assignment for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy change on app.assignment for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy accused_never on app.assignment as restrictive for select to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

create policy accused_never_changes on app.assignment as restrictive for update to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

grant select on app.assignment to levelwise_app;

grant insert ("root", "id", "holder", "problem_id", "role", "part_of", "edge", "child", "parent", "lead_post", "due_on", "state", "text", "result", "objection_reason", "objection_text", "objected_on", "objection_answer", "made_by", "made_at", "version") on app.assignment to levelwise_app;

grant update ("lead_post", "due_on", "state", "text", "result", "objection_reason", "objection_text", "objected_on", "objection_answer", "version") on app.assignment to levelwise_app;

alter table app.campaign_item enable row level security;

alter table app.campaign_item force row level security;

revoke all on app.campaign_item from public;

create policy levelwise_gate on app.campaign_item to levelwise_gate using (true) with check (true);

grant select, insert, update on app.campaign_item to levelwise_gate;

create policy levelwise_migrator on app.campaign_item to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.campaign_item to levelwise_migrator;

create policy see on app.campaign_item for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.campaign_item for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy change on app.campaign_item for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy accused_never on app.campaign_item as restrictive for select to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

create policy accused_never_changes on app.campaign_item as restrictive for update to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

grant select on app.campaign_item to levelwise_app;

grant insert ("root", "id", "holder", "campaign_id", "problem_id", "number", "repeated", "entered_on", "version") on app.campaign_item to levelwise_app;

grant update ("repeated", "version") on app.campaign_item to levelwise_app;

alter table app.case_lead enable row level security;

alter table app.case_lead force row level security;

revoke all on app.case_lead from public;

create policy levelwise_gate on app.case_lead to levelwise_gate using (true) with check (true);

grant select, insert, update on app.case_lead to levelwise_gate;

create policy levelwise_migrator on app.case_lead to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.case_lead to levelwise_migrator;

create policy see on app.case_lead for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.case_lead for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy change on app.case_lead for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy accused_never on app.case_lead as restrictive for select to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

create policy accused_never_changes on app.case_lead as restrictive for update to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

grant select on app.case_lead to levelwise_app;

grant insert ("root", "id", "holder", "problem_id", "post_id", "text", "state", "since", "until", "reason") on app.case_lead to levelwise_app;

grant update ("state", "until", "reason") on app.case_lead to levelwise_app;

alter table app.case_member enable row level security;

alter table app.case_member force row level security;

revoke all on app.case_member from public;

create policy levelwise_gate on app.case_member to levelwise_gate using (true) with check (true);

grant select, insert, update on app.case_member to levelwise_gate;

create policy levelwise_migrator on app.case_member to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.case_member to levelwise_migrator;

create policy see on app.case_member for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.case_member for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy change on app.case_member for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy accused_never on app.case_member as restrictive for select to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

create policy accused_never_changes on app.case_member as restrictive for update to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

grant select on app.case_member to levelwise_app;

grant insert ("root", "id", "holder", "problem_id", "post_id", "duty", "people", "yuan", "resources", "state", "since") on app.case_member to levelwise_app;

grant update ("post_id", "duty", "people", "yuan", "resources", "state", "since") on app.case_member to levelwise_app;

alter table app.closing enable row level security;

alter table app.closing force row level security;

revoke all on app.closing from public;

create policy levelwise_gate on app.closing to levelwise_gate using (true) with check (true);

grant select, insert, update on app.closing to levelwise_gate;

create policy levelwise_migrator on app.closing to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.closing to levelwise_migrator;

create policy see on app.closing for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.closing for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy change on app.closing for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy accused_never on app.closing as restrictive for select to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

create policy accused_never_changes on app.closing as restrictive for update to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

grant select on app.closing to levelwise_app;

grant insert ("root", "id", "holder", "problem_id", "closed_by", "root_cause", "party_building_reason", "found_by_body", "cause_body", "solved_by_body", "mechanism", "team_problem_control", "chief_duty_bearing", "cadre_work_drive", "text", "author_tenant", "author_person", "closed_at", "cancelled_at", "false_closing") on app.closing to levelwise_app;

grant update ("cancelled_at", "false_closing") on app.closing to levelwise_app;

alter table app.entry enable row level security;

alter table app.entry force row level security;

revoke all on app.entry from public;

create policy levelwise_gate on app.entry to levelwise_gate using (true) with check (true);

grant select, insert, update on app.entry to levelwise_gate;

create policy levelwise_migrator on app.entry to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.entry to levelwise_migrator;

create policy see on app.entry for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.entry for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

grant select on app.entry to levelwise_app;

grant insert ("root", "id", "holder", "obligation_id", "author_person", "author_post", "author_tenant", "held_on", "place", "text", "recorded_at") on app.entry to levelwise_app;

alter table app.escalation enable row level security;

alter table app.escalation force row level security;

revoke all on app.escalation from public;

create policy levelwise_gate on app.escalation to levelwise_gate using (true) with check (true);

grant select, insert, update on app.escalation to levelwise_gate;

create policy levelwise_migrator on app.escalation to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.escalation to levelwise_migrator;

create policy see on app.escalation for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.escalation for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy change on app.escalation for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy accused_never on app.escalation as restrictive for select to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

create policy accused_never_changes on app.escalation as restrictive for update to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

grant select on app.escalation to levelwise_app;

grant insert ("state", "reason", "version") on app.escalation to levelwise_app;

grant update ("state", "reason", "version") on app.escalation to levelwise_app;

alter table app.evaluation_code enable row level security;

alter table app.evaluation_code force row level security;

revoke all on app.evaluation_code from public;

create policy levelwise_gate on app.evaluation_code to levelwise_gate using (true) with check (true);

grant select, insert, update on app.evaluation_code to levelwise_gate;

create policy levelwise_migrator on app.evaluation_code to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.evaluation_code to levelwise_migrator;

create policy see on app.evaluation_code for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.evaluation_code for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy accused_never on app.evaluation_code as restrictive for select to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

grant select on app.evaluation_code to levelwise_app;

grant insert ("root", "id", "holder", "problem_id", "round", "channel", "author_tenant", "author_person", "opened_at", "expires_at") on app.evaluation_code to levelwise_app;

alter table app.extension enable row level security;

alter table app.extension force row level security;

revoke all on app.extension from public;

create policy levelwise_gate on app.extension to levelwise_gate using (true) with check (true);

grant select, insert, update on app.extension to levelwise_gate;

create policy levelwise_migrator on app.extension to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.extension to levelwise_migrator;

create policy see on app.extension for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.extension for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy change on app.extension for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy accused_never on app.extension as restrictive for select to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

create policy accused_never_changes on app.extension as restrictive for update to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

grant select on app.extension to levelwise_app;

grant insert ("root", "id", "holder", "problem_id", "clock", "days", "reason", "state", "asked_by", "asked_at", "decided_by", "decided_at", "answer", "petitioner_told", "version") on app.extension to levelwise_app;

grant update ("state", "decided_by", "decided_at", "answer", "petitioner_told", "version") on app.extension to levelwise_app;

alter table app.handover enable row level security;

alter table app.handover force row level security;

revoke all on app.handover from public;

create policy levelwise_gate on app.handover to levelwise_gate using (true) with check (true);

grant select, insert, update on app.handover to levelwise_gate;

create policy levelwise_migrator on app.handover to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.handover to levelwise_migrator;

create policy see on app.handover for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.handover for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy accused_never on app.handover as restrictive for select to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

grant select on app.handover to levelwise_app;

grant insert ("root", "id", "holder", "problem_id", "from_post", "to_post", "made_by", "made_at") on app.handover to levelwise_app;

alter table app.hop enable row level security;

alter table app.hop force row level security;

revoke all on app.hop from public;

create policy levelwise_gate on app.hop to levelwise_gate using (true) with check (true);

grant select, insert, update on app.hop to levelwise_gate;

create policy levelwise_migrator on app.hop to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.hop to levelwise_migrator;

create policy see on app.hop for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.hop for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy accused_never on app.hop as restrictive for select to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

grant select on app.hop to levelwise_app;

grant insert ("root", "id", "holder", "problem_id", "direction", "edge", "child", "parent", "post_id", "by_rule", "shown", "made_by", "note", "made_at") on app.hop to levelwise_app;

alter table app.measure enable row level security;

alter table app.measure force row level security;

revoke all on app.measure from public;

create policy levelwise_gate on app.measure to levelwise_gate using (true) with check (true);

grant select, insert, update on app.measure to levelwise_gate;

create policy levelwise_migrator on app.measure to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.measure to levelwise_migrator;

create policy see on app.measure for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.measure for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy change on app.measure for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy accused_never on app.measure as restrictive for select to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

create policy accused_never_changes on app.measure as restrictive for update to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

grant select on app.measure to levelwise_app;

grant insert ("root", "id", "holder", "problem_id", "position", "text", "owner_post", "due_on", "approach", "round", "state", "result", "version") on app.measure to levelwise_app;

grant update ("position", "text", "owner_post", "due_on", "approach", "round", "state", "result", "version") on app.measure to levelwise_app;

alter table app.meeting_item enable row level security;

alter table app.meeting_item force row level security;

revoke all on app.meeting_item from public;

create policy levelwise_gate on app.meeting_item to levelwise_gate using (true) with check (true);

grant select, insert, update on app.meeting_item to levelwise_gate;

create policy levelwise_migrator on app.meeting_item to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.meeting_item to levelwise_migrator;

create policy see on app.meeting_item for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.meeting_item for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy change on app.meeting_item for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy accused_never on app.meeting_item as restrictive for select to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

create policy accused_never_changes on app.meeting_item as restrictive for update to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

grant select on app.meeting_item to levelwise_app;

grant insert ("root", "id", "holder", "problem_id", "meeting_id", "author_tenant", "shown", "state", "conclusion", "text", "put_at", "decided_at", "version") on app.meeting_item to levelwise_app;

grant update ("state", "conclusion", "text", "decided_at", "version") on app.meeting_item to levelwise_app;

alter table app.petitioner enable row level security;

alter table app.petitioner force row level security;

revoke all on app.petitioner from public;

create policy levelwise_gate on app.petitioner to levelwise_gate using (true) with check (true);

grant select, insert, update on app.petitioner to levelwise_gate;

create policy levelwise_migrator on app.petitioner to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.petitioner to levelwise_migrator;

create policy see on app.petitioner for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.petitioner for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy accused_never on app.petitioner as restrictive for select to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

grant select on app.petitioner to levelwise_app;

grant insert ("root", "id", "holder", "problem_id", "accused", "kind", "matter", "channel", "masked_name", "masked_contact", "joint", "author_tenant", "author_person", "registered_at") on app.petitioner to levelwise_app;

alter table app.problem_pledge enable row level security;

alter table app.problem_pledge force row level security;

revoke all on app.problem_pledge from public;

create policy levelwise_gate on app.problem_pledge to levelwise_gate using (true) with check (true);

grant select, insert, update on app.problem_pledge to levelwise_gate;

create policy levelwise_migrator on app.problem_pledge to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.problem_pledge to levelwise_migrator;

create policy see on app.problem_pledge for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.problem_pledge for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy accused_never on app.problem_pledge as restrictive for select to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

grant select on app.problem_pledge to levelwise_app;

grant insert ("root", "id", "holder", "problem_id", "text", "public_text", "due_on", "signed_by", "signed_post", "signed_title", "signed_at") on app.problem_pledge to levelwise_app;

alter table app.problem_trail enable row level security;

alter table app.problem_trail force row level security;

revoke all on app.problem_trail from public;

create policy levelwise_gate on app.problem_trail to levelwise_gate using (true) with check (true);

grant select, insert, update on app.problem_trail to levelwise_gate;

create policy levelwise_migrator on app.problem_trail to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.problem_trail to levelwise_migrator;

create policy see on app.problem_trail for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.problem_trail for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy accused_never on app.problem_trail as restrictive for select to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

grant select on app.problem_trail to levelwise_app;

alter table app.publication_draft enable row level security;

alter table app.publication_draft force row level security;

revoke all on app.publication_draft from public;

create policy levelwise_gate on app.publication_draft to levelwise_gate using (true) with check (true);

grant select, insert, update on app.publication_draft to levelwise_gate;

create policy levelwise_migrator on app.publication_draft to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.publication_draft to levelwise_migrator;

create policy see on app.publication_draft for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.publication_draft for insert to levelwise_app with check (holder = (select ctx.tenant()));

create policy change on app.publication_draft for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy accused_never on app.publication_draft as restrictive for select to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

create policy accused_never_changes on app.publication_draft as restrictive for update to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

grant select on app.publication_draft to levelwise_app;

grant insert ("root", "id", "holder", "problem_id", "kind", "polarity", "scope", "title", "text", "form", "planned_on", "about_client", "state", "names", "proposed_by", "proposed_at", "checked_by", "checked_at", "approved_by", "approved_at", "published_by", "published_at", "ended_by", "ended_at", "reason", "note", "version") on app.publication_draft to levelwise_app;

grant update ("state", "checked_by", "checked_at", "approved_by", "approved_at", "published_by", "published_at", "ended_by", "ended_at", "reason", "note", "version") on app.publication_draft to levelwise_app;

alter table app.share enable row level security;

alter table app.share force row level security;

revoke all on app.share from public;

create policy levelwise_gate on app.share to levelwise_gate using (true) with check (true);

grant select, insert, update on app.share to levelwise_gate;

create policy levelwise_migrator on app.share to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.share to levelwise_migrator;

create policy see on app.share for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.share for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy accused_never on app.share as restrictive for select to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

grant select on app.share to levelwise_app;

grant insert ("root", "id", "holder", "problem_id", "kind", "with_tenant", "note", "shared_at") on app.share to levelwise_app;

alter table app.supporter enable row level security;

alter table app.supporter force row level security;

revoke all on app.supporter from public;

create policy levelwise_gate on app.supporter to levelwise_gate using (true) with check (true);

grant select, insert, update on app.supporter to levelwise_gate;

create policy levelwise_migrator on app.supporter to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.supporter to levelwise_migrator;

create policy see on app.supporter for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.supporter for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy accused_never on app.supporter as restrictive for select to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

grant select on app.supporter to levelwise_app;

grant insert ("root", "id", "holder", "problem_id", "author_tenant", "author_person", "text", "joined_at") on app.supporter to levelwise_app;

alter table app.upstream_order enable row level security;

alter table app.upstream_order force row level security;

revoke all on app.upstream_order from public;

create policy levelwise_gate on app.upstream_order to levelwise_gate using (true) with check (true);

grant select, insert, update on app.upstream_order to levelwise_gate;

create policy levelwise_migrator on app.upstream_order to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.upstream_order to levelwise_migrator;

create policy see on app.upstream_order for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.upstream_order for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy accused_never on app.upstream_order as restrictive for select to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

grant select on app.upstream_order to levelwise_app;

alter table app.consent enable row level security;

alter table app.consent force row level security;

revoke all on app.consent from public;

create policy levelwise_gate on app.consent to levelwise_gate using (true) with check (true);

grant select, insert, update on app.consent to levelwise_gate;

create policy levelwise_migrator on app.consent to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.consent to levelwise_migrator;

create policy see on app.consent for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.consent for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy change on app.consent for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy accused_never on app.consent as restrictive for select to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

create policy accused_never_changes on app.consent as restrictive for update to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

grant select on app.consent to levelwise_app;

grant insert ("root", "id", "holder", "petitioner_id", "form", "given_on", "covers", "author_tenant", "author_person", "recorded_at", "withdrawn_on", "version") on app.consent to levelwise_app;

grant update ("withdrawn_on", "version") on app.consent to levelwise_app;

alter table app.evaluation enable row level security;

alter table app.evaluation force row level security;

revoke all on app.evaluation from public;

create policy levelwise_gate on app.evaluation to levelwise_gate using (true) with check (true);

grant select, insert, update on app.evaluation to levelwise_gate;

create policy levelwise_migrator on app.evaluation to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.evaluation to levelwise_migrator;

create policy see on app.evaluation for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.evaluation for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy change on app.evaluation for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy accused_never on app.evaluation as restrictive for select to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

create policy accused_never_changes on app.evaluation as restrictive for update to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

grant select on app.evaluation to levelwise_app;

grant insert ("root", "id", "holder", "problem_id", "round", "party", "rating", "solved", "petitioner_id", "channel", "score", "team_problem_control", "chief_duty_bearing", "cadre_work_drive", "text", "author_tenant", "author_person", "sealed", "given_at") on app.evaluation to levelwise_app;

grant update ("round", "party", "rating", "solved", "petitioner_id", "channel", "score", "team_problem_control", "chief_duty_bearing", "cadre_work_drive", "text", "author_tenant", "author_person", "sealed", "given_at") on app.evaluation to levelwise_app;

alter table app.file enable row level security;

alter table app.file force row level security;

revoke all on app.file from public;

create policy levelwise_gate on app.file to levelwise_gate using (true) with check (true);

grant select, insert, update on app.file to levelwise_gate;

create policy levelwise_migrator on app.file to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.file to levelwise_migrator;

create policy see on app.file for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.file for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy change on app.file for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy accused_never on app.file as restrictive for select to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

create policy accused_never_changes on app.file as restrictive for update to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

grant select on app.file to levelwise_app;

grant insert ("root", "id", "holder", "entry_id", "prepared_by", "name", "media_type", "size_bytes", "sha256", "state", "prepared_at") on app.file to levelwise_app;

grant update ("entry_id", "state") on app.file to levelwise_app;

alter table app.follow_up enable row level security;

alter table app.follow_up force row level security;

revoke all on app.follow_up from public;

create policy levelwise_gate on app.follow_up to levelwise_gate using (true) with check (true);

grant select, insert, update on app.follow_up to levelwise_gate;

create policy levelwise_migrator on app.follow_up to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.follow_up to levelwise_migrator;

create policy see on app.follow_up for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.follow_up for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy change on app.follow_up for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy accused_never on app.follow_up as restrictive for select to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

create policy accused_never_changes on app.follow_up as restrictive for update to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

grant select on app.follow_up to levelwise_app;

grant insert ("root", "id", "holder", "problem_id", "closing_id", "kind", "text", "due_on", "state", "result", "ordered_at", "version") on app.follow_up to levelwise_app;

grant update ("state", "result", "version") on app.follow_up to levelwise_app;

alter table app.problem_file enable row level security;

alter table app.problem_file force row level security;

revoke all on app.problem_file from public;

create policy levelwise_gate on app.problem_file to levelwise_gate using (true) with check (true);

grant select, insert, update on app.problem_file to levelwise_gate;

create policy levelwise_migrator on app.problem_file to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.problem_file to levelwise_migrator;

create policy see on app.problem_file for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.problem_file for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy accused_never on app.problem_file as restrictive for select to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

grant select on app.problem_file to levelwise_app;

grant insert ("root", "id", "holder", "problem_id", "act", "measure_id", "author_tenant", "author_person", "added_at") on app.problem_file to levelwise_app;

alter table app.publication enable row level security;

alter table app.publication force row level security;

revoke all on app.publication from public;

create policy levelwise_gate on app.publication to levelwise_gate using (true) with check (true);

grant select, insert, update on app.publication to levelwise_gate;

create policy levelwise_migrator on app.publication to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.publication to levelwise_migrator;

create policy see on app.publication for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) or shown = 'PUBLIC' and (select ctx.verified()) or shown = 'STAFF' and root = (select ctx.root()) or shown = 'MEMBERS' and holder = any ((select ctx.lineage())::int[]) end);

create policy add on app.publication for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy change on app.publication for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy accused_never on app.publication as restrictive for select to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

create policy accused_never_changes on app.publication as restrictive for update to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

grant select on app.publication to levelwise_app;

grant insert ("root", "id", "holder", "draft_id", "kind", "polarity", "scope", "title", "text", "state", "published_at", "withdrawn_at", "withdrawn_reason", "version") on app.publication to levelwise_app;

grant update ("state", "withdrawn_at", "withdrawn_reason", "version") on app.publication to levelwise_app;

alter table app.recheck enable row level security;

alter table app.recheck force row level security;

revoke all on app.recheck from public;

create policy levelwise_gate on app.recheck to levelwise_gate using (true) with check (true);

grant select, insert, update on app.recheck to levelwise_gate;

create policy levelwise_migrator on app.recheck to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.recheck to levelwise_migrator;

create policy see on app.recheck for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.recheck for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy change on app.recheck for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy accused_never on app.recheck as restrictive for select to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

create policy accused_never_changes on app.recheck as restrictive for update to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

grant select on app.recheck to levelwise_app;

grant insert ("root", "id", "holder", "problem_id", "closing_id", "sample_id", "reason", "state", "due_on", "rechecked_by", "form", "grade", "why", "text", "planned_at", "done_at", "version") on app.recheck to levelwise_app;

grant update ("state", "rechecked_by", "form", "grade", "why", "text", "done_at", "version") on app.recheck to levelwise_app;

alter table app.sealed_identity enable row level security;

alter table app.sealed_identity force row level security;

revoke all on app.sealed_identity from public;

create policy levelwise_gate on app.sealed_identity to levelwise_gate using (true) with check (true);

grant select, insert, update on app.sealed_identity to levelwise_gate;

create policy levelwise_migrator on app.sealed_identity to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.sealed_identity to levelwise_migrator;

create policy accused_never on app.sealed_identity as restrictive for select to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

create policy accused_never_by_gate on app.sealed_identity as restrictive for select to levelwise_gate using (not (accused && coalesce((select ctx.units()), '{}')));

alter table app.comment enable row level security;

alter table app.comment force row level security;

revoke all on app.comment from public;

create policy levelwise_gate on app.comment to levelwise_gate using (true) with check (true);

grant select, insert, update on app.comment to levelwise_gate;

create policy levelwise_migrator on app.comment to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.comment to levelwise_migrator;

create policy see on app.comment for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) or shown = 'PUBLIC' and (select ctx.verified()) or shown = 'STAFF' and root = (select ctx.root()) or shown = 'MEMBERS' and holder = any ((select ctx.lineage())::int[]) end);

create policy add on app.comment for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy change on app.comment for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy accused_never on app.comment as restrictive for select to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

create policy accused_never_changes on app.comment as restrictive for update to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

grant select on app.comment to levelwise_app;

grant insert ("root", "id", "holder", "publication_id", "text", "state", "key", "source", "moderated_by", "moderated_at", "reason", "names", "version") on app.comment to levelwise_app;

grant update ("state", "moderated_by", "moderated_at", "reason", "names", "version") on app.comment to levelwise_app;

alter table app.happening enable row level security;

alter table app.happening force row level security;

revoke all on app.happening from public;

create policy levelwise_gate on app.happening to levelwise_gate using (true) with check (true);

grant select, insert, update on app.happening to levelwise_gate;

create policy levelwise_migrator on app.happening to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.happening to levelwise_migrator;

create policy see on app.happening for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.happening for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy accused_never on app.happening as restrictive for select to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

grant select on app.happening to levelwise_app;

grant insert ("root", "id", "holder", "problem_id", "act", "before", "after", "author_tenant", "author_person", "author_post", "author_title", "other_end", "about", "publication_id", "shown", "reason", "forum", "text", "files", "due_on", "allowed", "happened_at") on app.happening to levelwise_app;

alter table app.posting enable row level security;

alter table app.posting force row level security;

revoke all on app.posting from public;

create policy levelwise_gate on app.posting to levelwise_gate using (true) with check (true);

grant select, insert, update on app.posting to levelwise_gate;

create policy levelwise_migrator on app.posting to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.posting to levelwise_migrator;

create policy see on app.posting for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) or shown = 'PUBLIC' and (select ctx.verified()) or shown = 'STAFF' and root = (select ctx.root()) or shown = 'MEMBERS' and holder = any ((select ctx.lineage())::int[]) end);

create policy add on app.posting for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy accused_never on app.posting as restrictive for select to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

grant select on app.posting to levelwise_app;

grant insert ("root", "id", "holder", "publication_id", "form", "place", "link", "posted_on", "recorded_by", "recorded_at") on app.posting to levelwise_app;

alter table app.publicity_duty enable row level security;

alter table app.publicity_duty force row level security;

revoke all on app.publicity_duty from public;

create policy levelwise_gate on app.publicity_duty to levelwise_gate using (true) with check (true);

grant select, insert, update on app.publicity_duty to levelwise_gate;

create policy levelwise_migrator on app.publicity_duty to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.publicity_duty to levelwise_migrator;

create policy see on app.publicity_duty for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.publicity_duty for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy accused_never on app.publicity_duty as restrictive for select to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

grant select on app.publicity_duty to levelwise_app;

grant insert ("root", "id", "holder", "problem_id", "kind", "due_on") on app.publicity_duty to levelwise_app;

alter table app.rebound enable row level security;

alter table app.rebound force row level security;

revoke all on app.rebound from public;

create policy levelwise_gate on app.rebound to levelwise_gate using (true) with check (true);

grant select, insert, update on app.rebound to levelwise_gate;

create policy levelwise_migrator on app.rebound to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.rebound to levelwise_migrator;

create policy see on app.rebound for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.rebound for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy accused_never on app.rebound as restrictive for select to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

grant select on app.rebound to levelwise_app;

grant insert ("root", "id", "holder", "problem_id", "closing_id", "recheck_id", "times", "proposal", "found_on", "found_at") on app.rebound to levelwise_app;

alter table app.notice enable row level security;

alter table app.notice force row level security;

revoke all on app.notice from public;

create policy levelwise_gate on app.notice to levelwise_gate using (true) with check (true);

grant select, insert, update on app.notice to levelwise_gate;

create policy levelwise_migrator on app.notice to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.notice to levelwise_migrator;

create policy see on app.notice for select to levelwise_app using (person_id = (select ctx.person()));

create policy change on app.notice for update to levelwise_app using (person_id = (select ctx.person())) with check (person_id = (select ctx.person()));

create policy accused_never on app.notice as restrictive for select to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

create policy accused_never_changes on app.notice as restrictive for update to levelwise_app using (case when accused = '{}' then true else not (accused && (select ctx.units())) end);

grant select on app.notice to levelwise_app;

grant update ("read_at") on app.notice to levelwise_app;

create function app.together(one int[], other int[]) returns int[] language sql
  immutable set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(distinct x order by x), '{}') from unnest(one || other) x
$$;

create function app.place() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  t app.tenant;
  above smallint;
  at int[];
begin
  select * into t from app.tenant where root = new.root and id = new.holder;
  if t.id is null then
    raise foreign_key_violation using message = 'the holder is not a tenant of this root',
      table = tg_table_name, constraint = tg_table_name || '_root_holder_fk';
  end if;
  select slot into above from app.tenant where id = t.parent_id;
  new.holder_parent := t.parent_id; new.holder_slot := t.slot; new.at1 := t.at1; new.at2 := t.at2; new.at3 := t.at3; new.at4 := t.at4; new.at5 := t.at5; new.at6 := t.at6;
  at := array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6];
  if tg_op = 'INSERT' and new.trail = '{}' then
    new.trail := array[t.id];
  elsif tg_op = 'INSERT' or new.trail <> old.trail or new.holder <> all (old.trail) then
    if tg_op = 'UPDATE' then new.trail := old.trail || new.trail; end if;
    new.trail := array(select distinct x from unnest(new.trail || t.id) x order by x);
  end if;
  new.open_to := coalesce(above, t.slot);
  -- Raised by a real hop upward: the highest of the holder's own lineage that ever had it. Sideways
  -- hops do not open a row to a level that never had it.
  if cardinality(new.trail) > 1 then
    new.open_to := least(new.open_to,
      (select min(k) from generate_series(1, 6) k where at[k] = any (new.trail)));
  end if;
  if tg_nargs > 0 then
    -- What is closed is late no more, and opens no row to those further up.
    -- A column that is derived is not there yet: such a table says itself what is late no more.
    new.overdue := new.overdue and coalesce(new.open, true);
    -- Nor is what was delivered and waits for the superior: its bearer owes nothing.
    if tg_nargs = 2 then new.overdue := new.overdue and new.state <> tg_argv[1]; end if;
    if new.overdue then new.open_to := 1; end if;
    -- A step that another owes is late until it is done; a new day is late from the sweep on.
    if tg_argv[0] = 'owed' then
      new.owed_late := new.owed_late and coalesce(new.open, true) and new.owed_on is not null;
      if tg_op = 'UPDATE' then
        new.owed_late := new.owed_late
          and (new.owed_on is not distinct from old.owed_on or not old.owed_late);
      end if;
      if new.owed_late then new.open_to := 1; end if;
    end if;
  end if;
  return new;
end $$;

create trigger place before insert or update of holder, trail on app.body for each row execute function app.place();

create trigger place before insert or update of holder, trail on app.calendar_day for each row execute function app.place();

create trigger place before insert or update of holder, trail on app.change for each row execute function app.place();

create trigger place before insert or update of holder, trail on app.desk_cell for each row execute function app.place();

create trigger place before insert or update of holder, trail on app.obligation_tally for each row execute function app.place();

create trigger place before insert or update of holder, trail on app.person for each row execute function app.place();

create trigger place before insert or update of holder, trail on app.problem_cell for each row execute function app.place();

create trigger place before insert or update of holder, trail on app.work_rule_supplement for each row execute function app.place();

create trigger place before insert or update of holder, trail on app.book_edition for each row execute function app.place();

create trigger place before insert or update of holder, trail on app.campaign for each row execute function app.place();

create function app.follow_campaign() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
begin
  update app.campaign_item set holder = new.holder where root = new.root and campaign_id = new.id;
  return null;
end $$;

create trigger follow after update on app.campaign for each row when (old.holder is distinct from new.holder or old.holder_parent is distinct from new.holder_parent or old.holder_slot is distinct from new.holder_slot or old.at1 is distinct from new.at1 or old.at2 is distinct from new.at2 or old.at3 is distinct from new.at3 or old.at4 is distinct from new.at4 or old.at5 is distinct from new.at5 or old.at6 is distinct from new.at6 or old.open_to is distinct from new.open_to or old.trail is distinct from new.trail) execute function app.follow_campaign();

create trigger place before insert or update of holder, trail on app.change_threshold for each row execute function app.place();

create trigger place before insert or update of holder, trail on app.cluster for each row execute function app.place();

create trigger place before insert or update of holder, trail on app.custom_role for each row execute function app.place();

create trigger place before insert or update of holder, trail on app.feed for each row execute function app.place();

create function app.follow_feed() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
begin
  update app.feed_entry set holder = new.holder where root = new.root and feed_id = new.id;
  update app.feed_plan set holder = new.holder where root = new.root and feed_id = new.id;
  return null;
end $$;

create trigger follow after update on app.feed for each row when (old.holder is distinct from new.holder or old.holder_parent is distinct from new.holder_parent or old.holder_slot is distinct from new.holder_slot or old.at1 is distinct from new.at1 or old.at2 is distinct from new.at2 or old.at3 is distinct from new.at3 or old.at4 is distinct from new.at4 or old.at5 is distinct from new.at5 or old.at6 is distinct from new.at6 or old.open_to is distinct from new.open_to or old.trail is distinct from new.trail) execute function app.follow_feed();

create trigger place before insert or update of holder, trail on app.meeting for each row execute function app.place();

create function app.follow_meeting() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
begin
  update app.meeting_minutes set holder = new.holder where root = new.root and meeting_id = new.id;
  update app.meeting_party set holder = new.holder where root = new.root and meeting_id = new.id;
  return null;
end $$;

create trigger follow after update on app.meeting for each row when (old.holder is distinct from new.holder or old.holder_parent is distinct from new.holder_parent or old.holder_slot is distinct from new.holder_slot or old.at1 is distinct from new.at1 or old.at2 is distinct from new.at2 or old.at3 is distinct from new.at3 or old.at4 is distinct from new.at4 or old.at5 is distinct from new.at5 or old.at6 is distinct from new.at6 or old.open_to is distinct from new.open_to or old.trail is distinct from new.trail) execute function app.follow_meeting();

create trigger place before insert or update of holder, trail on app.post for each row execute function app.place();

create function app.follow_post() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
begin
  update app.appointment set holder = new.holder where root = new.root and post_id = new.id;
  update app.contact_card set holder = new.holder where root = new.root and post_id = new.id;
  update app.group_member set holder = new.holder where root = new.root and post_id = new.id;
  update app.subscriber set holder = new.holder where root = new.root and post_id = new.id;
  update app.role_grant set holder = new.holder where root = new.root and post_id = new.id;
  return null;
end $$;

create trigger follow after update on app.post for each row when (old.holder is distinct from new.holder or old.holder_parent is distinct from new.holder_parent or old.holder_slot is distinct from new.holder_slot or old.at1 is distinct from new.at1 or old.at2 is distinct from new.at2 or old.at3 is distinct from new.at3 or old.at4 is distinct from new.at4 or old.at5 is distinct from new.at5 or old.at6 is distinct from new.at6 or old.open_to is distinct from new.open_to or old.trail is distinct from new.trail) execute function app.follow_post();

create trigger place before insert or update of holder, trail on app.post_group for each row execute function app.place();

create trigger place before insert or update of holder, trail on app.problem_setting for each row execute function app.place();

create trigger place before insert or update of holder, trail on app.recheck_sample for each row execute function app.place();

create trigger place before insert or update of holder, trail on app.reorganisation for each row execute function app.place();

create function app.follow_reorganisation() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
begin
  update app.reorganisation_effect set holder = new.holder where root = new.root and reorganisation_id = new.id;
  update app.reorganisation_step set holder = new.holder where root = new.root and reorganisation_id = new.id;
  return null;
end $$;

create trigger follow after update on app.reorganisation for each row when (old.holder is distinct from new.holder or old.holder_parent is distinct from new.holder_parent or old.holder_slot is distinct from new.holder_slot or old.at1 is distinct from new.at1 or old.at2 is distinct from new.at2 or old.at3 is distinct from new.at3 or old.at4 is distinct from new.at4 or old.at5 is distinct from new.at5 or old.at6 is distinct from new.at6 or old.open_to is distinct from new.open_to or old.trail is distinct from new.trail) execute function app.follow_reorganisation();

create trigger place before insert or update of holder, trail on app.responsibility_list for each row execute function app.place();

create function app.follow_responsibility_list() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
begin
  update app.pledge set holder = new.holder where root = new.root and list_id = new.id;
  update app.binding set holder = new.holder where root = new.root and list_id = new.id;
  return null;
end $$;

create trigger follow after update on app.responsibility_list for each row when (old.holder is distinct from new.holder or old.holder_parent is distinct from new.holder_parent or old.holder_slot is distinct from new.holder_slot or old.at1 is distinct from new.at1 or old.at2 is distinct from new.at2 or old.at3 is distinct from new.at3 or old.at4 is distinct from new.at4 or old.at5 is distinct from new.at5 or old.at6 is distinct from new.at6 or old.open_to is distinct from new.open_to or old.trail is distinct from new.trail) execute function app.follow_responsibility_list();

create trigger place before insert or update of holder, trail on app.score for each row execute function app.place();

create trigger place before insert or update of holder, trail on app.unit_change for each row execute function app.place();

create trigger place before insert or update of holder, trail on app.visit_template for each row execute function app.place();

create trigger place before insert or update of holder, trail on app.administrator_request for each row execute function app.place();

create function app.place_appointment() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  u app.post;
  t app.tenant;
begin
  if new.post_id is not null then
    select * into u from app.post where root = new.root and id = new.post_id;
    if u.id is null then
      raise foreign_key_violation using message = 'there is no such parent in this root',
        table = 'appointment', constraint = 'appointment_root_post_id_fk';
    end if;
    new.holder := u.holder; new.holder_parent := u.holder_parent; new.holder_slot := u.holder_slot; new.at1 := u.at1; new.at2 := u.at2; new.at3 := u.at3; new.at4 := u.at4; new.at5 := u.at5; new.at6 := u.at6; new.open_to := u.open_to; new.trail := u.trail;
  else
    select * into t from app.tenant where root = new.root and id = new.holder;
    if t.id is null then
      raise foreign_key_violation using message = 'the holder is not a tenant of this root',
        table = 'appointment', constraint = 'appointment_root_holder_fk';
    end if;
    new.holder_parent := t.parent_id; new.holder_slot := t.slot; new.at1 := t.at1; new.at2 := t.at2; new.at3 := t.at3; new.at4 := t.at4; new.at5 := t.at5; new.at6 := t.at6;
    new.trail := array[t.id];
    new.open_to := coalesce(
      (select slot from app.tenant where id = t.parent_id), t.slot);
  end if;
  return new;
end $$;

create trigger place before insert or update of holder, post_id, trail on app.appointment for each row execute function app.place_appointment();

create trigger place before insert or update of holder, trail on app.clause for each row execute function app.place();

create function app.place_contact_card() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  u app.post;
  t app.tenant;
begin
  if new.post_id is not null then
    select * into u from app.post where root = new.root and id = new.post_id;
    if u.id is null then
      raise foreign_key_violation using message = 'there is no such parent in this root',
        table = 'contact_card', constraint = 'contact_card_root_post_id_fk';
    end if;
    new.holder := u.holder; new.holder_parent := u.holder_parent; new.holder_slot := u.holder_slot; new.at1 := u.at1; new.at2 := u.at2; new.at3 := u.at3; new.at4 := u.at4; new.at5 := u.at5; new.at6 := u.at6; new.open_to := u.open_to; new.trail := u.trail;
  else
    select * into t from app.tenant where root = new.root and id = new.holder;
    if t.id is null then
      raise foreign_key_violation using message = 'the holder is not a tenant of this root',
        table = 'contact_card', constraint = 'contact_card_root_holder_fk';
    end if;
    new.holder_parent := t.parent_id; new.holder_slot := t.slot; new.at1 := t.at1; new.at2 := t.at2; new.at3 := t.at3; new.at4 := t.at4; new.at5 := t.at5; new.at6 := t.at6;
    new.trail := array[t.id];
    new.open_to := coalesce(
      (select slot from app.tenant where id = t.parent_id), t.slot);
  end if;
  return new;
end $$;

create trigger place before insert or update of holder, post_id, trail on app.contact_card for each row execute function app.place_contact_card();

create trigger place before insert or update of holder, trail on app.diary_entry for each row execute function app.place();

create function app.follow_diary_entry() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
begin
  update app.diary_file set holder = new.holder where root = new.root and entry_id = new.id;
  return null;
end $$;

create trigger follow after update on app.diary_entry for each row when (old.holder is distinct from new.holder or old.holder_parent is distinct from new.holder_parent or old.holder_slot is distinct from new.holder_slot or old.at1 is distinct from new.at1 or old.at2 is distinct from new.at2 or old.at3 is distinct from new.at3 or old.at4 is distinct from new.at4 or old.at5 is distinct from new.at5 or old.at6 is distinct from new.at6 or old.open_to is distinct from new.open_to or old.trail is distinct from new.trail) execute function app.follow_diary_entry();

create function app.place_feed_entry() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  u app.feed;
  t app.tenant;
begin
  if new.feed_id is not null then
    select * into u from app.feed where root = new.root and id = new.feed_id;
    if u.id is null then
      raise foreign_key_violation using message = 'there is no such parent in this root',
        table = 'feed_entry', constraint = 'feed_entry_root_feed_id_fk';
    end if;
    new.holder := u.holder; new.holder_parent := u.holder_parent; new.holder_slot := u.holder_slot; new.at1 := u.at1; new.at2 := u.at2; new.at3 := u.at3; new.at4 := u.at4; new.at5 := u.at5; new.at6 := u.at6; new.open_to := u.open_to; new.trail := u.trail;
  else
    select * into t from app.tenant where root = new.root and id = new.holder;
    if t.id is null then
      raise foreign_key_violation using message = 'the holder is not a tenant of this root',
        table = 'feed_entry', constraint = 'feed_entry_root_holder_fk';
    end if;
    new.holder_parent := t.parent_id; new.holder_slot := t.slot; new.at1 := t.at1; new.at2 := t.at2; new.at3 := t.at3; new.at4 := t.at4; new.at5 := t.at5; new.at6 := t.at6;
    new.trail := array[t.id];
    new.open_to := coalesce(
      (select slot from app.tenant where id = t.parent_id), t.slot);
  end if;
  return new;
end $$;

create trigger place before insert or update of holder, feed_id, trail on app.feed_entry for each row execute function app.place_feed_entry();

create function app.follow_feed_entry() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
begin
  update app.feed_member set holder = new.holder where root = new.root and group_id = new.id;
  return null;
end $$;

create trigger follow after update on app.feed_entry for each row when (old.holder is distinct from new.holder or old.holder_parent is distinct from new.holder_parent or old.holder_slot is distinct from new.holder_slot or old.at1 is distinct from new.at1 or old.at2 is distinct from new.at2 or old.at3 is distinct from new.at3 or old.at4 is distinct from new.at4 or old.at5 is distinct from new.at5 or old.at6 is distinct from new.at6 or old.open_to is distinct from new.open_to or old.trail is distinct from new.trail) execute function app.follow_feed_entry();

create function app.place_feed_plan() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  u app.feed;
  t app.tenant;
begin
  if new.feed_id is not null then
    select * into u from app.feed where root = new.root and id = new.feed_id;
    if u.id is null then
      raise foreign_key_violation using message = 'there is no such parent in this root',
        table = 'feed_plan', constraint = 'feed_plan_root_feed_id_fk';
    end if;
    new.holder := u.holder; new.holder_parent := u.holder_parent; new.holder_slot := u.holder_slot; new.at1 := u.at1; new.at2 := u.at2; new.at3 := u.at3; new.at4 := u.at4; new.at5 := u.at5; new.at6 := u.at6; new.open_to := u.open_to; new.trail := u.trail;
  else
    select * into t from app.tenant where root = new.root and id = new.holder;
    if t.id is null then
      raise foreign_key_violation using message = 'the holder is not a tenant of this root',
        table = 'feed_plan', constraint = 'feed_plan_root_holder_fk';
    end if;
    new.holder_parent := t.parent_id; new.holder_slot := t.slot; new.at1 := t.at1; new.at2 := t.at2; new.at3 := t.at3; new.at4 := t.at4; new.at5 := t.at5; new.at6 := t.at6;
    new.trail := array[t.id];
    new.open_to := coalesce(
      (select slot from app.tenant where id = t.parent_id), t.slot);
  end if;
  return new;
end $$;

create trigger place before insert or update of holder, feed_id, trail on app.feed_plan for each row execute function app.place_feed_plan();

create trigger place before insert or update of holder, trail on app.glass_window for each row execute function app.place();

create function app.place_group_member() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  u app.post;
  t app.tenant;
begin
  if new.post_id is not null then
    select * into u from app.post where root = new.root and id = new.post_id;
    if u.id is null then
      raise foreign_key_violation using message = 'there is no such parent in this root',
        table = 'group_member', constraint = 'group_member_root_post_id_fk';
    end if;
    new.holder := u.holder; new.holder_parent := u.holder_parent; new.holder_slot := u.holder_slot; new.at1 := u.at1; new.at2 := u.at2; new.at3 := u.at3; new.at4 := u.at4; new.at5 := u.at5; new.at6 := u.at6; new.open_to := u.open_to; new.trail := u.trail;
  else
    select * into t from app.tenant where root = new.root and id = new.holder;
    if t.id is null then
      raise foreign_key_violation using message = 'the holder is not a tenant of this root',
        table = 'group_member', constraint = 'group_member_root_holder_fk';
    end if;
    new.holder_parent := t.parent_id; new.holder_slot := t.slot; new.at1 := t.at1; new.at2 := t.at2; new.at3 := t.at3; new.at4 := t.at4; new.at5 := t.at5; new.at6 := t.at6;
    new.trail := array[t.id];
    new.open_to := coalesce(
      (select slot from app.tenant where id = t.parent_id), t.slot);
  end if;
  return new;
end $$;

create trigger place before insert or update of holder, post_id, trail on app.group_member for each row execute function app.place_group_member();

create trigger place before insert or update of holder, trail on app.managed_field for each row execute function app.place();

create function app.place_meeting_minutes() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  u app.meeting;
  t app.tenant;
begin
  if new.meeting_id is not null then
    select * into u from app.meeting where root = new.root and id = new.meeting_id;
    if u.id is null then
      raise foreign_key_violation using message = 'there is no such parent in this root',
        table = 'meeting_minutes', constraint = 'meeting_minutes_root_meeting_id_fk';
    end if;
    new.holder := u.holder; new.holder_parent := u.holder_parent; new.holder_slot := u.holder_slot; new.at1 := u.at1; new.at2 := u.at2; new.at3 := u.at3; new.at4 := u.at4; new.at5 := u.at5; new.at6 := u.at6; new.open_to := u.open_to; new.trail := u.trail;
  else
    select * into t from app.tenant where root = new.root and id = new.holder;
    if t.id is null then
      raise foreign_key_violation using message = 'the holder is not a tenant of this root',
        table = 'meeting_minutes', constraint = 'meeting_minutes_root_holder_fk';
    end if;
    new.holder_parent := t.parent_id; new.holder_slot := t.slot; new.at1 := t.at1; new.at2 := t.at2; new.at3 := t.at3; new.at4 := t.at4; new.at5 := t.at5; new.at6 := t.at6;
    new.trail := array[t.id];
    new.open_to := coalesce(
      (select slot from app.tenant where id = t.parent_id), t.slot);
  end if;
  return new;
end $$;

create trigger place before insert or update of holder, meeting_id, trail on app.meeting_minutes for each row execute function app.place_meeting_minutes();

create function app.place_meeting_party() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  u app.meeting;
  t app.tenant;
begin
  if new.meeting_id is not null then
    select * into u from app.meeting where root = new.root and id = new.meeting_id;
    if u.id is null then
      raise foreign_key_violation using message = 'there is no such parent in this root',
        table = 'meeting_party', constraint = 'meeting_party_root_meeting_id_fk';
    end if;
    new.holder := u.holder; new.holder_parent := u.holder_parent; new.holder_slot := u.holder_slot; new.at1 := u.at1; new.at2 := u.at2; new.at3 := u.at3; new.at4 := u.at4; new.at5 := u.at5; new.at6 := u.at6; new.open_to := u.open_to; new.trail := u.trail;
  else
    select * into t from app.tenant where root = new.root and id = new.holder;
    if t.id is null then
      raise foreign_key_violation using message = 'the holder is not a tenant of this root',
        table = 'meeting_party', constraint = 'meeting_party_root_holder_fk';
    end if;
    new.holder_parent := t.parent_id; new.holder_slot := t.slot; new.at1 := t.at1; new.at2 := t.at2; new.at3 := t.at3; new.at4 := t.at4; new.at5 := t.at5; new.at6 := t.at6;
    new.trail := array[t.id];
    new.open_to := coalesce(
      (select slot from app.tenant where id = t.parent_id), t.slot);
  end if;
  return new;
end $$;

create trigger place before insert or update of holder, meeting_id, trail on app.meeting_party for each row execute function app.place_meeting_party();

create function app.place_pledge() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  u app.responsibility_list;
  t app.tenant;
begin
  if new.list_id is not null then
    select * into u from app.responsibility_list where root = new.root and id = new.list_id;
    if u.id is null then
      raise foreign_key_violation using message = 'there is no such parent in this root',
        table = 'pledge', constraint = 'pledge_root_list_id_fk';
    end if;
    new.holder := u.holder; new.holder_parent := u.holder_parent; new.holder_slot := u.holder_slot; new.at1 := u.at1; new.at2 := u.at2; new.at3 := u.at3; new.at4 := u.at4; new.at5 := u.at5; new.at6 := u.at6; new.open_to := u.open_to; new.trail := u.trail;
  else
    select * into t from app.tenant where root = new.root and id = new.holder;
    if t.id is null then
      raise foreign_key_violation using message = 'the holder is not a tenant of this root',
        table = 'pledge', constraint = 'pledge_root_holder_fk';
    end if;
    new.holder_parent := t.parent_id; new.holder_slot := t.slot; new.at1 := t.at1; new.at2 := t.at2; new.at3 := t.at3; new.at4 := t.at4; new.at5 := t.at5; new.at6 := t.at6;
    new.trail := array[t.id];
    new.open_to := coalesce(
      (select slot from app.tenant where id = t.parent_id), t.slot);
  end if;
  return new;
end $$;

create trigger place before insert or update of holder, list_id, trail on app.pledge for each row execute function app.place_pledge();

create trigger place before insert or update of holder, trail on app.proposed_change for each row execute function app.place();

create function app.follow_proposed_change() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
begin
  update app.change_effect set holder = new.holder where root = new.root and change_id = new.id;
  return null;
end $$;

create trigger follow after update on app.proposed_change for each row when (old.holder is distinct from new.holder or old.holder_parent is distinct from new.holder_parent or old.holder_slot is distinct from new.holder_slot or old.at1 is distinct from new.at1 or old.at2 is distinct from new.at2 or old.at3 is distinct from new.at3 or old.at4 is distinct from new.at4 or old.at5 is distinct from new.at5 or old.at6 is distinct from new.at6 or old.open_to is distinct from new.open_to or old.trail is distinct from new.trail) execute function app.follow_proposed_change();

create function app.place_reorganisation_effect() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  u app.reorganisation;
  t app.tenant;
begin
  if new.reorganisation_id is not null then
    select * into u from app.reorganisation where root = new.root and id = new.reorganisation_id;
    if u.id is null then
      raise foreign_key_violation using message = 'there is no such parent in this root',
        table = 'reorganisation_effect', constraint = 'reorganisation_effect_root_reorganisation_id_fk';
    end if;
    new.holder := u.holder; new.holder_parent := u.holder_parent; new.holder_slot := u.holder_slot; new.at1 := u.at1; new.at2 := u.at2; new.at3 := u.at3; new.at4 := u.at4; new.at5 := u.at5; new.at6 := u.at6; new.open_to := u.open_to; new.trail := u.trail;
  else
    select * into t from app.tenant where root = new.root and id = new.holder;
    if t.id is null then
      raise foreign_key_violation using message = 'the holder is not a tenant of this root',
        table = 'reorganisation_effect', constraint = 'reorganisation_effect_root_holder_fk';
    end if;
    new.holder_parent := t.parent_id; new.holder_slot := t.slot; new.at1 := t.at1; new.at2 := t.at2; new.at3 := t.at3; new.at4 := t.at4; new.at5 := t.at5; new.at6 := t.at6;
    new.trail := array[t.id];
    new.open_to := coalesce(
      (select slot from app.tenant where id = t.parent_id), t.slot);
  end if;
  return new;
end $$;

create trigger place before insert or update of holder, reorganisation_id, trail on app.reorganisation_effect for each row execute function app.place_reorganisation_effect();

create function app.place_reorganisation_step() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  u app.reorganisation;
  t app.tenant;
begin
  if new.reorganisation_id is not null then
    select * into u from app.reorganisation where root = new.root and id = new.reorganisation_id;
    if u.id is null then
      raise foreign_key_violation using message = 'there is no such parent in this root',
        table = 'reorganisation_step', constraint = 'reorganisation_step_root_reorganisation_id_fk';
    end if;
    new.holder := u.holder; new.holder_parent := u.holder_parent; new.holder_slot := u.holder_slot; new.at1 := u.at1; new.at2 := u.at2; new.at3 := u.at3; new.at4 := u.at4; new.at5 := u.at5; new.at6 := u.at6; new.open_to := u.open_to; new.trail := u.trail;
  else
    select * into t from app.tenant where root = new.root and id = new.holder;
    if t.id is null then
      raise foreign_key_violation using message = 'the holder is not a tenant of this root',
        table = 'reorganisation_step', constraint = 'reorganisation_step_root_holder_fk';
    end if;
    new.holder_parent := t.parent_id; new.holder_slot := t.slot; new.at1 := t.at1; new.at2 := t.at2; new.at3 := t.at3; new.at4 := t.at4; new.at5 := t.at5; new.at6 := t.at6;
    new.trail := array[t.id];
    new.open_to := coalesce(
      (select slot from app.tenant where id = t.parent_id), t.slot);
  end if;
  return new;
end $$;

create trigger place before insert or update of holder, reorganisation_id, trail on app.reorganisation_step for each row execute function app.place_reorganisation_step();

create function app.place_subscriber() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  u app.post;
  t app.tenant;
begin
  if new.post_id is not null then
    select * into u from app.post where root = new.root and id = new.post_id;
    if u.id is null then
      raise foreign_key_violation using message = 'there is no such parent in this root',
        table = 'subscriber', constraint = 'subscriber_root_post_id_fk';
    end if;
    new.holder := u.holder; new.holder_parent := u.holder_parent; new.holder_slot := u.holder_slot; new.at1 := u.at1; new.at2 := u.at2; new.at3 := u.at3; new.at4 := u.at4; new.at5 := u.at5; new.at6 := u.at6; new.open_to := u.open_to; new.trail := u.trail;
  else
    select * into t from app.tenant where root = new.root and id = new.holder;
    if t.id is null then
      raise foreign_key_violation using message = 'the holder is not a tenant of this root',
        table = 'subscriber', constraint = 'subscriber_root_holder_fk';
    end if;
    new.holder_parent := t.parent_id; new.holder_slot := t.slot; new.at1 := t.at1; new.at2 := t.at2; new.at3 := t.at3; new.at4 := t.at4; new.at5 := t.at5; new.at6 := t.at6;
    new.trail := array[t.id];
    new.open_to := coalesce(
      (select slot from app.tenant where id = t.parent_id), t.slot);
  end if;
  return new;
end $$;

create trigger place before insert or update of holder, post_id, trail on app.subscriber for each row execute function app.place_subscriber();

create function app.follow_subscriber() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
begin
  update app.event_delivery set holder = new.holder where root = new.root and subscriber_id = new.id;
  update app.event_replay set holder = new.holder where root = new.root and subscriber_id = new.id;
  return null;
end $$;

create trigger follow after update on app.subscriber for each row when (old.holder is distinct from new.holder or old.holder_parent is distinct from new.holder_parent or old.holder_slot is distinct from new.holder_slot or old.at1 is distinct from new.at1 or old.at2 is distinct from new.at2 or old.at3 is distinct from new.at3 or old.at4 is distinct from new.at4 or old.at5 is distinct from new.at5 or old.at6 is distinct from new.at6 or old.open_to is distinct from new.open_to or old.trail is distinct from new.trail) execute function app.follow_subscriber();

create function app.place_binding() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  u app.responsibility_list;
  t app.tenant;
begin
  if new.list_id is not null then
    select * into u from app.responsibility_list where root = new.root and id = new.list_id;
    if u.id is null then
      raise foreign_key_violation using message = 'there is no such parent in this root',
        table = 'binding', constraint = 'binding_root_list_id_fk';
    end if;
    new.holder := u.holder; new.holder_parent := u.holder_parent; new.holder_slot := u.holder_slot; new.at1 := u.at1; new.at2 := u.at2; new.at3 := u.at3; new.at4 := u.at4; new.at5 := u.at5; new.at6 := u.at6; new.open_to := u.open_to; new.trail := u.trail;
  else
    select * into t from app.tenant where root = new.root and id = new.holder;
    if t.id is null then
      raise foreign_key_violation using message = 'the holder is not a tenant of this root',
        table = 'binding', constraint = 'binding_root_holder_fk';
    end if;
    new.holder_parent := t.parent_id; new.holder_slot := t.slot; new.at1 := t.at1; new.at2 := t.at2; new.at3 := t.at3; new.at4 := t.at4; new.at5 := t.at5; new.at6 := t.at6;
    new.trail := array[t.id];
    new.open_to := coalesce(
      (select slot from app.tenant where id = t.parent_id), t.slot);
  end if;
  return new;
end $$;

create trigger place before insert or update of holder, list_id, trail on app.binding for each row execute function app.place_binding();

create function app.place_change_effect() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  u app.proposed_change;
  t app.tenant;
begin
  if new.change_id is not null then
    select * into u from app.proposed_change where root = new.root and id = new.change_id;
    if u.id is null then
      raise foreign_key_violation using message = 'there is no such parent in this root',
        table = 'change_effect', constraint = 'change_effect_root_change_id_fk';
    end if;
    new.holder := u.holder; new.holder_parent := u.holder_parent; new.holder_slot := u.holder_slot; new.at1 := u.at1; new.at2 := u.at2; new.at3 := u.at3; new.at4 := u.at4; new.at5 := u.at5; new.at6 := u.at6; new.open_to := u.open_to; new.trail := u.trail;
  else
    select * into t from app.tenant where root = new.root and id = new.holder;
    if t.id is null then
      raise foreign_key_violation using message = 'the holder is not a tenant of this root',
        table = 'change_effect', constraint = 'change_effect_root_holder_fk';
    end if;
    new.holder_parent := t.parent_id; new.holder_slot := t.slot; new.at1 := t.at1; new.at2 := t.at2; new.at3 := t.at3; new.at4 := t.at4; new.at5 := t.at5; new.at6 := t.at6;
    new.trail := array[t.id];
    new.open_to := coalesce(
      (select slot from app.tenant where id = t.parent_id), t.slot);
  end if;
  return new;
end $$;

create trigger place before insert or update of holder, change_id, trail on app.change_effect for each row execute function app.place_change_effect();

create function app.place_diary_file() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  u app.diary_entry;
  t app.tenant;
begin
  if new.entry_id is not null then
    select * into u from app.diary_entry where root = new.root and id = new.entry_id;
    if u.id is null then
      raise foreign_key_violation using message = 'there is no such parent in this root',
        table = 'diary_file', constraint = 'diary_file_root_entry_id_fk';
    end if;
    new.holder := u.holder; new.holder_parent := u.holder_parent; new.holder_slot := u.holder_slot; new.at1 := u.at1; new.at2 := u.at2; new.at3 := u.at3; new.at4 := u.at4; new.at5 := u.at5; new.at6 := u.at6; new.open_to := u.open_to; new.trail := u.trail;
  else
    select * into t from app.tenant where root = new.root and id = new.holder;
    if t.id is null then
      raise foreign_key_violation using message = 'the holder is not a tenant of this root',
        table = 'diary_file', constraint = 'diary_file_root_holder_fk';
    end if;
    new.holder_parent := t.parent_id; new.holder_slot := t.slot; new.at1 := t.at1; new.at2 := t.at2; new.at3 := t.at3; new.at4 := t.at4; new.at5 := t.at5; new.at6 := t.at6;
    new.trail := array[t.id];
    new.open_to := coalesce(
      (select slot from app.tenant where id = t.parent_id), t.slot);
  end if;
  return new;
end $$;

create trigger place before insert or update of holder, entry_id, trail on app.diary_file for each row execute function app.place_diary_file();

create function app.place_event_delivery() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  u app.subscriber;
  t app.tenant;
begin
  if new.subscriber_id is not null then
    select * into u from app.subscriber where root = new.root and id = new.subscriber_id;
    if u.id is null then
      raise foreign_key_violation using message = 'there is no such parent in this root',
        table = 'event_delivery', constraint = 'event_delivery_root_subscriber_id_fk';
    end if;
    new.holder := u.holder; new.holder_parent := u.holder_parent; new.holder_slot := u.holder_slot; new.at1 := u.at1; new.at2 := u.at2; new.at3 := u.at3; new.at4 := u.at4; new.at5 := u.at5; new.at6 := u.at6; new.open_to := u.open_to; new.trail := u.trail;
  else
    select * into t from app.tenant where root = new.root and id = new.holder;
    if t.id is null then
      raise foreign_key_violation using message = 'the holder is not a tenant of this root',
        table = 'event_delivery', constraint = 'event_delivery_root_holder_fk';
    end if;
    new.holder_parent := t.parent_id; new.holder_slot := t.slot; new.at1 := t.at1; new.at2 := t.at2; new.at3 := t.at3; new.at4 := t.at4; new.at5 := t.at5; new.at6 := t.at6;
    new.trail := array[t.id];
    new.open_to := coalesce(
      (select slot from app.tenant where id = t.parent_id), t.slot);
  end if;
  return new;
end $$;

create trigger place before insert or update of holder, subscriber_id, trail on app.event_delivery for each row execute function app.place_event_delivery();

create function app.place_event_replay() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  u app.subscriber;
  t app.tenant;
begin
  if new.subscriber_id is not null then
    select * into u from app.subscriber where root = new.root and id = new.subscriber_id;
    if u.id is null then
      raise foreign_key_violation using message = 'there is no such parent in this root',
        table = 'event_replay', constraint = 'event_replay_root_subscriber_id_fk';
    end if;
    new.holder := u.holder; new.holder_parent := u.holder_parent; new.holder_slot := u.holder_slot; new.at1 := u.at1; new.at2 := u.at2; new.at3 := u.at3; new.at4 := u.at4; new.at5 := u.at5; new.at6 := u.at6; new.open_to := u.open_to; new.trail := u.trail;
  else
    select * into t from app.tenant where root = new.root and id = new.holder;
    if t.id is null then
      raise foreign_key_violation using message = 'the holder is not a tenant of this root',
        table = 'event_replay', constraint = 'event_replay_root_holder_fk';
    end if;
    new.holder_parent := t.parent_id; new.holder_slot := t.slot; new.at1 := t.at1; new.at2 := t.at2; new.at3 := t.at3; new.at4 := t.at4; new.at5 := t.at5; new.at6 := t.at6;
    new.trail := array[t.id];
    new.open_to := coalesce(
      (select slot from app.tenant where id = t.parent_id), t.slot);
  end if;
  return new;
end $$;

create trigger place before insert or update of holder, subscriber_id, trail on app.event_replay for each row execute function app.place_event_replay();

create trigger place before insert or update of holder, trail on app.feed_line for each row execute function app.place();

create function app.place_feed_member() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  u app.feed_entry;
  t app.tenant;
begin
  if new.group_id is not null then
    select * into u from app.feed_entry where root = new.root and id = new.group_id;
    if u.id is null then
      raise foreign_key_violation using message = 'there is no such parent in this root',
        table = 'feed_member', constraint = 'feed_member_root_group_id_fk';
    end if;
    new.holder := u.holder; new.holder_parent := u.holder_parent; new.holder_slot := u.holder_slot; new.at1 := u.at1; new.at2 := u.at2; new.at3 := u.at3; new.at4 := u.at4; new.at5 := u.at5; new.at6 := u.at6; new.open_to := u.open_to; new.trail := u.trail;
  else
    select * into t from app.tenant where root = new.root and id = new.holder;
    if t.id is null then
      raise foreign_key_violation using message = 'the holder is not a tenant of this root',
        table = 'feed_member', constraint = 'feed_member_root_holder_fk';
    end if;
    new.holder_parent := t.parent_id; new.holder_slot := t.slot; new.at1 := t.at1; new.at2 := t.at2; new.at3 := t.at3; new.at4 := t.at4; new.at5 := t.at5; new.at6 := t.at6;
    new.trail := array[t.id];
    new.open_to := coalesce(
      (select slot from app.tenant where id = t.parent_id), t.slot);
  end if;
  return new;
end $$;

create trigger place before insert or update of holder, group_id, trail on app.feed_member for each row execute function app.place_feed_member();

create trigger place before insert or update of holder, trail, overdue, open, due_on, state on app.obligation for each row execute function app.place('overdue', 'SELF_CHECKED');

create function app.follow_obligation() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
begin
  update app.entry set holder = new.holder where root = new.root and obligation_id = new.id;
  return null;
end $$;

create trigger follow after update on app.obligation for each row when (old.holder is distinct from new.holder or old.holder_parent is distinct from new.holder_parent or old.holder_slot is distinct from new.holder_slot or old.at1 is distinct from new.at1 or old.at2 is distinct from new.at2 or old.at3 is distinct from new.at3 or old.at4 is distinct from new.at4 or old.at5 is distinct from new.at5 or old.at6 is distinct from new.at6 or old.open_to is distinct from new.open_to or old.trail is distinct from new.trail) execute function app.follow_obligation();

create trigger place before insert or update of holder, trail, overdue, open, due_on, owed_on, owed_late on app.problem for each row execute function app.place('owed');

create function app.follow_problem() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
begin
  update app.case_lead set holder = new.holder where root = new.root and problem_id = new.id;
  update app.case_member set holder = new.holder where root = new.root and problem_id = new.id;
  update app.closing set holder = new.holder where root = new.root and problem_id = new.id;
  update app.evaluation_code set holder = new.holder where root = new.root and problem_id = new.id;
  update app.extension set holder = new.holder where root = new.root and problem_id = new.id;
  update app.handover set holder = new.holder where root = new.root and problem_id = new.id;
  update app.hop set holder = new.holder where root = new.root and problem_id = new.id;
  update app.measure set holder = new.holder where root = new.root and problem_id = new.id;
  update app.meeting_item set holder = new.holder where root = new.root and problem_id = new.id;
  update app.petitioner set holder = new.holder where root = new.root and problem_id = new.id;
  update app.problem_pledge set holder = new.holder where root = new.root and problem_id = new.id;
  update app.share set holder = new.holder where root = new.root and problem_id = new.id;
  update app.supporter set holder = new.holder where root = new.root and problem_id = new.id;
  update app.evaluation set holder = new.holder where root = new.root and problem_id = new.id;
  update app.follow_up set holder = new.holder where root = new.root and problem_id = new.id;
  update app.problem_file set holder = new.holder where root = new.root and problem_id = new.id;
  update app.recheck set holder = new.holder where root = new.root and problem_id = new.id;
  update app.happening set holder = new.holder where root = new.root and problem_id = new.id;
  update app.publicity_duty set holder = new.holder where root = new.root and problem_id = new.id;
  update app.rebound set holder = new.holder where root = new.root and problem_id = new.id;
  return null;
end $$;

create trigger follow after update on app.problem for each row when (old.holder is distinct from new.holder or old.holder_parent is distinct from new.holder_parent or old.holder_slot is distinct from new.holder_slot or old.at1 is distinct from new.at1 or old.at2 is distinct from new.at2 or old.at3 is distinct from new.at3 or old.at4 is distinct from new.at4 or old.at5 is distinct from new.at5 or old.at6 is distinct from new.at6 or old.open_to is distinct from new.open_to or old.trail is distinct from new.trail or old.accused is distinct from new.accused) execute function app.follow_problem();

create function app.place_role_grant() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  u app.post;
  t app.tenant;
begin
  if new.post_id is not null then
    select * into u from app.post where root = new.root and id = new.post_id;
    if u.id is null then
      raise foreign_key_violation using message = 'there is no such parent in this root',
        table = 'role_grant', constraint = 'role_grant_root_post_id_fk';
    end if;
    new.holder := u.holder; new.holder_parent := u.holder_parent; new.holder_slot := u.holder_slot; new.at1 := u.at1; new.at2 := u.at2; new.at3 := u.at3; new.at4 := u.at4; new.at5 := u.at5; new.at6 := u.at6; new.open_to := u.open_to; new.trail := u.trail;
  else
    select * into t from app.tenant where root = new.root and id = new.holder;
    if t.id is null then
      raise foreign_key_violation using message = 'the holder is not a tenant of this root',
        table = 'role_grant', constraint = 'role_grant_root_holder_fk';
    end if;
    new.holder_parent := t.parent_id; new.holder_slot := t.slot; new.at1 := t.at1; new.at2 := t.at2; new.at3 := t.at3; new.at4 := t.at4; new.at5 := t.at5; new.at6 := t.at6;
    new.trail := array[t.id];
    new.open_to := coalesce(
      (select slot from app.tenant where id = t.parent_id), t.slot);
  end if;
  return new;
end $$;

create trigger place before insert or update of holder, post_id, trail on app.role_grant for each row execute function app.place_role_grant();

create trigger place before insert or update of holder, trail, overdue, open, due_on, state on app.assignment for each row execute function app.place('overdue', 'OBJECTED');

create function app.place_campaign_item() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  u app.campaign;
  t app.tenant;
begin
  if new.campaign_id is not null then
    select * into u from app.campaign where root = new.root and id = new.campaign_id;
    if u.id is null then
      raise foreign_key_violation using message = 'there is no such parent in this root',
        table = 'campaign_item', constraint = 'campaign_item_root_campaign_id_fk';
    end if;
    new.holder := u.holder; new.holder_parent := u.holder_parent; new.holder_slot := u.holder_slot; new.at1 := u.at1; new.at2 := u.at2; new.at3 := u.at3; new.at4 := u.at4; new.at5 := u.at5; new.at6 := u.at6; new.open_to := u.open_to; new.trail := u.trail;
  else
    select * into t from app.tenant where root = new.root and id = new.holder;
    if t.id is null then
      raise foreign_key_violation using message = 'the holder is not a tenant of this root',
        table = 'campaign_item', constraint = 'campaign_item_root_holder_fk';
    end if;
    new.holder_parent := t.parent_id; new.holder_slot := t.slot; new.at1 := t.at1; new.at2 := t.at2; new.at3 := t.at3; new.at4 := t.at4; new.at5 := t.at5; new.at6 := t.at6;
    new.trail := array[t.id];
    new.open_to := coalesce(
      (select slot from app.tenant where id = t.parent_id), t.slot);
  end if;
  return new;
end $$;

create trigger place before insert or update of holder, campaign_id, trail on app.campaign_item for each row execute function app.place_campaign_item();

create function app.place_case_lead() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  u app.problem;
  t app.tenant;
begin
  if new.problem_id is not null then
    select * into u from app.problem where root = new.root and id = new.problem_id;
    if u.id is null then
      raise foreign_key_violation using message = 'there is no such parent in this root',
        table = 'case_lead', constraint = 'case_lead_root_problem_id_fk';
    end if;
    new.holder := u.holder; new.holder_parent := u.holder_parent; new.holder_slot := u.holder_slot; new.at1 := u.at1; new.at2 := u.at2; new.at3 := u.at3; new.at4 := u.at4; new.at5 := u.at5; new.at6 := u.at6; new.open_to := u.open_to; new.trail := u.trail; new.accused := app.together(u.accused, new.accused);
  else
    select * into t from app.tenant where root = new.root and id = new.holder;
    if t.id is null then
      raise foreign_key_violation using message = 'the holder is not a tenant of this root',
        table = 'case_lead', constraint = 'case_lead_root_holder_fk';
    end if;
    new.holder_parent := t.parent_id; new.holder_slot := t.slot; new.at1 := t.at1; new.at2 := t.at2; new.at3 := t.at3; new.at4 := t.at4; new.at5 := t.at5; new.at6 := t.at6;
    new.trail := array[t.id];
    new.open_to := coalesce(
      (select slot from app.tenant where id = t.parent_id), t.slot);
  end if;
  return new;
end $$;

create trigger place before insert or update of holder, problem_id, trail on app.case_lead for each row execute function app.place_case_lead();

create function app.place_case_member() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  u app.problem;
  t app.tenant;
begin
  if new.problem_id is not null then
    select * into u from app.problem where root = new.root and id = new.problem_id;
    if u.id is null then
      raise foreign_key_violation using message = 'there is no such parent in this root',
        table = 'case_member', constraint = 'case_member_root_problem_id_fk';
    end if;
    new.holder := u.holder; new.holder_parent := u.holder_parent; new.holder_slot := u.holder_slot; new.at1 := u.at1; new.at2 := u.at2; new.at3 := u.at3; new.at4 := u.at4; new.at5 := u.at5; new.at6 := u.at6; new.open_to := u.open_to; new.trail := u.trail; new.accused := app.together(u.accused, new.accused);
  else
    select * into t from app.tenant where root = new.root and id = new.holder;
    if t.id is null then
      raise foreign_key_violation using message = 'the holder is not a tenant of this root',
        table = 'case_member', constraint = 'case_member_root_holder_fk';
    end if;
    new.holder_parent := t.parent_id; new.holder_slot := t.slot; new.at1 := t.at1; new.at2 := t.at2; new.at3 := t.at3; new.at4 := t.at4; new.at5 := t.at5; new.at6 := t.at6;
    new.trail := array[t.id];
    new.open_to := coalesce(
      (select slot from app.tenant where id = t.parent_id), t.slot);
  end if;
  return new;
end $$;

create trigger place before insert or update of holder, problem_id, trail on app.case_member for each row execute function app.place_case_member();

create function app.place_closing() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  u app.problem;
  t app.tenant;
begin
  if new.problem_id is not null then
    select * into u from app.problem where root = new.root and id = new.problem_id;
    if u.id is null then
      raise foreign_key_violation using message = 'there is no such parent in this root',
        table = 'closing', constraint = 'closing_root_problem_id_fk';
    end if;
    new.holder := u.holder; new.holder_parent := u.holder_parent; new.holder_slot := u.holder_slot; new.at1 := u.at1; new.at2 := u.at2; new.at3 := u.at3; new.at4 := u.at4; new.at5 := u.at5; new.at6 := u.at6; new.open_to := u.open_to; new.trail := u.trail;
    if (new.author_tenant = any (new.trail || array[new.at1, new.at2, new.at3, new.at4, new.at5, new.at6])) is not true then
      new.trail := new.trail || new.author_tenant;
    end if; new.accused := app.together(u.accused, new.accused);
  else
    select * into t from app.tenant where root = new.root and id = new.holder;
    if t.id is null then
      raise foreign_key_violation using message = 'the holder is not a tenant of this root',
        table = 'closing', constraint = 'closing_root_holder_fk';
    end if;
    new.holder_parent := t.parent_id; new.holder_slot := t.slot; new.at1 := t.at1; new.at2 := t.at2; new.at3 := t.at3; new.at4 := t.at4; new.at5 := t.at5; new.at6 := t.at6;
    new.trail := array[t.id];
    new.open_to := coalesce(
      (select slot from app.tenant where id = t.parent_id), t.slot);
  end if;
  return new;
end $$;

create trigger place before insert or update of holder, problem_id, trail on app.closing for each row execute function app.place_closing();

create function app.place_entry() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  u app.obligation;
  t app.tenant;
begin
  if new.obligation_id is not null then
    select * into u from app.obligation where root = new.root and id = new.obligation_id;
    if u.id is null then
      raise foreign_key_violation using message = 'there is no such parent in this root',
        table = 'entry', constraint = 'entry_root_obligation_id_fk';
    end if;
    new.holder := u.holder; new.holder_parent := u.holder_parent; new.holder_slot := u.holder_slot; new.at1 := u.at1; new.at2 := u.at2; new.at3 := u.at3; new.at4 := u.at4; new.at5 := u.at5; new.at6 := u.at6; new.open_to := u.open_to; new.trail := u.trail;
    if (new.author_tenant = any (new.trail || array[new.at1, new.at2, new.at3, new.at4, new.at5, new.at6])) is not true then
      new.trail := new.trail || new.author_tenant;
    end if;
  else
    select * into t from app.tenant where root = new.root and id = new.holder;
    if t.id is null then
      raise foreign_key_violation using message = 'the holder is not a tenant of this root',
        table = 'entry', constraint = 'entry_root_holder_fk';
    end if;
    new.holder_parent := t.parent_id; new.holder_slot := t.slot; new.at1 := t.at1; new.at2 := t.at2; new.at3 := t.at3; new.at4 := t.at4; new.at5 := t.at5; new.at6 := t.at6;
    new.trail := array[t.id];
    new.open_to := coalesce(
      (select slot from app.tenant where id = t.parent_id), t.slot);
  end if;
  return new;
end $$;

create trigger place before insert or update of holder, obligation_id, trail on app.entry for each row execute function app.place_entry();

create function app.follow_entry() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
begin
  update app.file set holder = new.holder where root = new.root and entry_id = new.id;
  return null;
end $$;

create trigger follow after update on app.entry for each row when (old.holder is distinct from new.holder or old.holder_parent is distinct from new.holder_parent or old.holder_slot is distinct from new.holder_slot or old.at1 is distinct from new.at1 or old.at2 is distinct from new.at2 or old.at3 is distinct from new.at3 or old.at4 is distinct from new.at4 or old.at5 is distinct from new.at5 or old.at6 is distinct from new.at6 or old.open_to is distinct from new.open_to or old.trail is distinct from new.trail) execute function app.follow_entry();

create trigger place before insert or update of holder, trail on app.escalation for each row execute function app.place();

create function app.place_evaluation_code() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  u app.problem;
  t app.tenant;
begin
  if new.problem_id is not null then
    select * into u from app.problem where root = new.root and id = new.problem_id;
    if u.id is null then
      raise foreign_key_violation using message = 'there is no such parent in this root',
        table = 'evaluation_code', constraint = 'evaluation_code_root_problem_id_fk';
    end if;
    new.holder := u.holder; new.holder_parent := u.holder_parent; new.holder_slot := u.holder_slot; new.at1 := u.at1; new.at2 := u.at2; new.at3 := u.at3; new.at4 := u.at4; new.at5 := u.at5; new.at6 := u.at6; new.open_to := u.open_to; new.trail := u.trail;
    if (new.author_tenant = any (new.trail || array[new.at1, new.at2, new.at3, new.at4, new.at5, new.at6])) is not true then
      new.trail := new.trail || new.author_tenant;
    end if; new.accused := app.together(u.accused, new.accused);
  else
    select * into t from app.tenant where root = new.root and id = new.holder;
    if t.id is null then
      raise foreign_key_violation using message = 'the holder is not a tenant of this root',
        table = 'evaluation_code', constraint = 'evaluation_code_root_holder_fk';
    end if;
    new.holder_parent := t.parent_id; new.holder_slot := t.slot; new.at1 := t.at1; new.at2 := t.at2; new.at3 := t.at3; new.at4 := t.at4; new.at5 := t.at5; new.at6 := t.at6;
    new.trail := array[t.id];
    new.open_to := coalesce(
      (select slot from app.tenant where id = t.parent_id), t.slot);
  end if;
  return new;
end $$;

create trigger place before insert or update of holder, problem_id, trail on app.evaluation_code for each row execute function app.place_evaluation_code();

create function app.place_extension() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  u app.problem;
  t app.tenant;
begin
  if new.problem_id is not null then
    select * into u from app.problem where root = new.root and id = new.problem_id;
    if u.id is null then
      raise foreign_key_violation using message = 'there is no such parent in this root',
        table = 'extension', constraint = 'extension_root_problem_id_fk';
    end if;
    new.holder := u.holder; new.holder_parent := u.holder_parent; new.holder_slot := u.holder_slot; new.at1 := u.at1; new.at2 := u.at2; new.at3 := u.at3; new.at4 := u.at4; new.at5 := u.at5; new.at6 := u.at6; new.open_to := u.open_to; new.trail := u.trail; new.accused := app.together(u.accused, new.accused);
  else
    select * into t from app.tenant where root = new.root and id = new.holder;
    if t.id is null then
      raise foreign_key_violation using message = 'the holder is not a tenant of this root',
        table = 'extension', constraint = 'extension_root_holder_fk';
    end if;
    new.holder_parent := t.parent_id; new.holder_slot := t.slot; new.at1 := t.at1; new.at2 := t.at2; new.at3 := t.at3; new.at4 := t.at4; new.at5 := t.at5; new.at6 := t.at6;
    new.trail := array[t.id];
    new.open_to := coalesce(
      (select slot from app.tenant where id = t.parent_id), t.slot);
  end if;
  return new;
end $$;

create trigger place before insert or update of holder, problem_id, trail on app.extension for each row execute function app.place_extension();

create function app.place_handover() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  u app.problem;
  t app.tenant;
begin
  if new.problem_id is not null then
    select * into u from app.problem where root = new.root and id = new.problem_id;
    if u.id is null then
      raise foreign_key_violation using message = 'there is no such parent in this root',
        table = 'handover', constraint = 'handover_root_problem_id_fk';
    end if;
    new.holder := u.holder; new.holder_parent := u.holder_parent; new.holder_slot := u.holder_slot; new.at1 := u.at1; new.at2 := u.at2; new.at3 := u.at3; new.at4 := u.at4; new.at5 := u.at5; new.at6 := u.at6; new.open_to := u.open_to; new.trail := u.trail; new.accused := app.together(u.accused, new.accused);
  else
    select * into t from app.tenant where root = new.root and id = new.holder;
    if t.id is null then
      raise foreign_key_violation using message = 'the holder is not a tenant of this root',
        table = 'handover', constraint = 'handover_root_holder_fk';
    end if;
    new.holder_parent := t.parent_id; new.holder_slot := t.slot; new.at1 := t.at1; new.at2 := t.at2; new.at3 := t.at3; new.at4 := t.at4; new.at5 := t.at5; new.at6 := t.at6;
    new.trail := array[t.id];
    new.open_to := coalesce(
      (select slot from app.tenant where id = t.parent_id), t.slot);
  end if;
  return new;
end $$;

create trigger place before insert or update of holder, problem_id, trail on app.handover for each row execute function app.place_handover();

create function app.place_hop() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  u app.problem;
  t app.tenant;
begin
  if new.problem_id is not null then
    select * into u from app.problem where root = new.root and id = new.problem_id;
    if u.id is null then
      raise foreign_key_violation using message = 'there is no such parent in this root',
        table = 'hop', constraint = 'hop_root_problem_id_fk';
    end if;
    new.holder := u.holder; new.holder_parent := u.holder_parent; new.holder_slot := u.holder_slot; new.at1 := u.at1; new.at2 := u.at2; new.at3 := u.at3; new.at4 := u.at4; new.at5 := u.at5; new.at6 := u.at6; new.open_to := u.open_to; new.trail := u.trail; new.accused := app.together(u.accused, new.accused);
  else
    select * into t from app.tenant where root = new.root and id = new.holder;
    if t.id is null then
      raise foreign_key_violation using message = 'the holder is not a tenant of this root',
        table = 'hop', constraint = 'hop_root_holder_fk';
    end if;
    new.holder_parent := t.parent_id; new.holder_slot := t.slot; new.at1 := t.at1; new.at2 := t.at2; new.at3 := t.at3; new.at4 := t.at4; new.at5 := t.at5; new.at6 := t.at6;
    new.trail := array[t.id];
    new.open_to := coalesce(
      (select slot from app.tenant where id = t.parent_id), t.slot);
  end if;
  return new;
end $$;

create trigger place before insert or update of holder, problem_id, trail on app.hop for each row execute function app.place_hop();

create function app.place_measure() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  u app.problem;
  t app.tenant;
begin
  if new.problem_id is not null then
    select * into u from app.problem where root = new.root and id = new.problem_id;
    if u.id is null then
      raise foreign_key_violation using message = 'there is no such parent in this root',
        table = 'measure', constraint = 'measure_root_problem_id_fk';
    end if;
    new.holder := u.holder; new.holder_parent := u.holder_parent; new.holder_slot := u.holder_slot; new.at1 := u.at1; new.at2 := u.at2; new.at3 := u.at3; new.at4 := u.at4; new.at5 := u.at5; new.at6 := u.at6; new.open_to := u.open_to; new.trail := u.trail; new.accused := app.together(u.accused, new.accused);
  else
    select * into t from app.tenant where root = new.root and id = new.holder;
    if t.id is null then
      raise foreign_key_violation using message = 'the holder is not a tenant of this root',
        table = 'measure', constraint = 'measure_root_holder_fk';
    end if;
    new.holder_parent := t.parent_id; new.holder_slot := t.slot; new.at1 := t.at1; new.at2 := t.at2; new.at3 := t.at3; new.at4 := t.at4; new.at5 := t.at5; new.at6 := t.at6;
    new.trail := array[t.id];
    new.open_to := coalesce(
      (select slot from app.tenant where id = t.parent_id), t.slot);
  end if;
  return new;
end $$;

create trigger place before insert or update of holder, problem_id, trail on app.measure for each row execute function app.place_measure();

create function app.place_meeting_item() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  u app.problem;
  t app.tenant;
begin
  if new.problem_id is not null then
    select * into u from app.problem where root = new.root and id = new.problem_id;
    if u.id is null then
      raise foreign_key_violation using message = 'there is no such parent in this root',
        table = 'meeting_item', constraint = 'meeting_item_root_problem_id_fk';
    end if;
    new.holder := u.holder; new.holder_parent := u.holder_parent; new.holder_slot := u.holder_slot; new.at1 := u.at1; new.at2 := u.at2; new.at3 := u.at3; new.at4 := u.at4; new.at5 := u.at5; new.at6 := u.at6; new.open_to := u.open_to; new.trail := u.trail; new.accused := app.together(u.accused, new.accused);
  else
    select * into t from app.tenant where root = new.root and id = new.holder;
    if t.id is null then
      raise foreign_key_violation using message = 'the holder is not a tenant of this root',
        table = 'meeting_item', constraint = 'meeting_item_root_holder_fk';
    end if;
    new.holder_parent := t.parent_id; new.holder_slot := t.slot; new.at1 := t.at1; new.at2 := t.at2; new.at3 := t.at3; new.at4 := t.at4; new.at5 := t.at5; new.at6 := t.at6;
    new.trail := array[t.id];
    new.open_to := coalesce(
      (select slot from app.tenant where id = t.parent_id), t.slot);
  end if;
  return new;
end $$;

create trigger place before insert or update of holder, problem_id, trail on app.meeting_item for each row execute function app.place_meeting_item();

create function app.place_petitioner() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  u app.problem;
  t app.tenant;
begin
  if new.problem_id is not null then
    select * into u from app.problem where root = new.root and id = new.problem_id;
    if u.id is null then
      raise foreign_key_violation using message = 'there is no such parent in this root',
        table = 'petitioner', constraint = 'petitioner_root_problem_id_fk';
    end if;
    new.holder := u.holder; new.holder_parent := u.holder_parent; new.holder_slot := u.holder_slot; new.at1 := u.at1; new.at2 := u.at2; new.at3 := u.at3; new.at4 := u.at4; new.at5 := u.at5; new.at6 := u.at6; new.open_to := u.open_to; new.trail := u.trail;
    if (new.author_tenant = any (new.trail || array[new.at1, new.at2, new.at3, new.at4, new.at5, new.at6])) is not true then
      new.trail := new.trail || new.author_tenant;
    end if; new.accused := app.together(u.accused, new.accused);
  else
    select * into t from app.tenant where root = new.root and id = new.holder;
    if t.id is null then
      raise foreign_key_violation using message = 'the holder is not a tenant of this root',
        table = 'petitioner', constraint = 'petitioner_root_holder_fk';
    end if;
    new.holder_parent := t.parent_id; new.holder_slot := t.slot; new.at1 := t.at1; new.at2 := t.at2; new.at3 := t.at3; new.at4 := t.at4; new.at5 := t.at5; new.at6 := t.at6;
    new.trail := array[t.id];
    new.open_to := coalesce(
      (select slot from app.tenant where id = t.parent_id), t.slot);
  end if;
  return new;
end $$;

create trigger place before insert or update of holder, problem_id, trail on app.petitioner for each row execute function app.place_petitioner();

create function app.follow_petitioner() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
begin
  update app.consent set holder = new.holder where root = new.root and petitioner_id = new.id;
  return null;
end $$;

create trigger follow after update on app.petitioner for each row when (old.holder is distinct from new.holder or old.holder_parent is distinct from new.holder_parent or old.holder_slot is distinct from new.holder_slot or old.at1 is distinct from new.at1 or old.at2 is distinct from new.at2 or old.at3 is distinct from new.at3 or old.at4 is distinct from new.at4 or old.at5 is distinct from new.at5 or old.at6 is distinct from new.at6 or old.open_to is distinct from new.open_to or old.trail is distinct from new.trail or old.accused is distinct from new.accused) execute function app.follow_petitioner();

create function app.place_problem_pledge() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  u app.problem;
  t app.tenant;
begin
  if new.problem_id is not null then
    select * into u from app.problem where root = new.root and id = new.problem_id;
    if u.id is null then
      raise foreign_key_violation using message = 'there is no such parent in this root',
        table = 'problem_pledge', constraint = 'problem_pledge_root_problem_id_fk';
    end if;
    new.holder := u.holder; new.holder_parent := u.holder_parent; new.holder_slot := u.holder_slot; new.at1 := u.at1; new.at2 := u.at2; new.at3 := u.at3; new.at4 := u.at4; new.at5 := u.at5; new.at6 := u.at6; new.open_to := u.open_to; new.trail := u.trail; new.accused := app.together(u.accused, new.accused);
  else
    select * into t from app.tenant where root = new.root and id = new.holder;
    if t.id is null then
      raise foreign_key_violation using message = 'the holder is not a tenant of this root',
        table = 'problem_pledge', constraint = 'problem_pledge_root_holder_fk';
    end if;
    new.holder_parent := t.parent_id; new.holder_slot := t.slot; new.at1 := t.at1; new.at2 := t.at2; new.at3 := t.at3; new.at4 := t.at4; new.at5 := t.at5; new.at6 := t.at6;
    new.trail := array[t.id];
    new.open_to := coalesce(
      (select slot from app.tenant where id = t.parent_id), t.slot);
  end if;
  return new;
end $$;

create trigger place before insert or update of holder, problem_id, trail on app.problem_pledge for each row execute function app.place_problem_pledge();

create trigger place before insert or update of holder, trail on app.problem_trail for each row execute function app.place();

create trigger place before insert or update of holder, trail on app.publication_draft for each row execute function app.place();

create function app.follow_publication_draft() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
begin
  update app.publication set holder = new.holder where root = new.root and draft_id = new.id;
  return null;
end $$;

create trigger follow after update on app.publication_draft for each row when (old.holder is distinct from new.holder or old.holder_parent is distinct from new.holder_parent or old.holder_slot is distinct from new.holder_slot or old.at1 is distinct from new.at1 or old.at2 is distinct from new.at2 or old.at3 is distinct from new.at3 or old.at4 is distinct from new.at4 or old.at5 is distinct from new.at5 or old.at6 is distinct from new.at6 or old.open_to is distinct from new.open_to or old.trail is distinct from new.trail or old.accused is distinct from new.accused) execute function app.follow_publication_draft();

create function app.place_share() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  u app.problem;
  t app.tenant;
begin
  if new.problem_id is not null then
    select * into u from app.problem where root = new.root and id = new.problem_id;
    if u.id is null then
      raise foreign_key_violation using message = 'there is no such parent in this root',
        table = 'share', constraint = 'share_root_problem_id_fk';
    end if;
    new.holder := u.holder; new.holder_parent := u.holder_parent; new.holder_slot := u.holder_slot; new.at1 := u.at1; new.at2 := u.at2; new.at3 := u.at3; new.at4 := u.at4; new.at5 := u.at5; new.at6 := u.at6; new.open_to := u.open_to; new.trail := u.trail; new.accused := app.together(u.accused, new.accused);
  else
    select * into t from app.tenant where root = new.root and id = new.holder;
    if t.id is null then
      raise foreign_key_violation using message = 'the holder is not a tenant of this root',
        table = 'share', constraint = 'share_root_holder_fk';
    end if;
    new.holder_parent := t.parent_id; new.holder_slot := t.slot; new.at1 := t.at1; new.at2 := t.at2; new.at3 := t.at3; new.at4 := t.at4; new.at5 := t.at5; new.at6 := t.at6;
    new.trail := array[t.id];
    new.open_to := coalesce(
      (select slot from app.tenant where id = t.parent_id), t.slot);
  end if;
  return new;
end $$;

create trigger place before insert or update of holder, problem_id, trail on app.share for each row execute function app.place_share();

create function app.place_supporter() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  u app.problem;
  t app.tenant;
begin
  if new.problem_id is not null then
    select * into u from app.problem where root = new.root and id = new.problem_id;
    if u.id is null then
      raise foreign_key_violation using message = 'there is no such parent in this root',
        table = 'supporter', constraint = 'supporter_root_problem_id_fk';
    end if;
    new.holder := u.holder; new.holder_parent := u.holder_parent; new.holder_slot := u.holder_slot; new.at1 := u.at1; new.at2 := u.at2; new.at3 := u.at3; new.at4 := u.at4; new.at5 := u.at5; new.at6 := u.at6; new.open_to := u.open_to; new.trail := u.trail;
    if (new.author_tenant = any (new.trail || array[new.at1, new.at2, new.at3, new.at4, new.at5, new.at6])) is not true then
      new.trail := new.trail || new.author_tenant;
    end if; new.accused := app.together(u.accused, new.accused);
  else
    select * into t from app.tenant where root = new.root and id = new.holder;
    if t.id is null then
      raise foreign_key_violation using message = 'the holder is not a tenant of this root',
        table = 'supporter', constraint = 'supporter_root_holder_fk';
    end if;
    new.holder_parent := t.parent_id; new.holder_slot := t.slot; new.at1 := t.at1; new.at2 := t.at2; new.at3 := t.at3; new.at4 := t.at4; new.at5 := t.at5; new.at6 := t.at6;
    new.trail := array[t.id];
    new.open_to := coalesce(
      (select slot from app.tenant where id = t.parent_id), t.slot);
  end if;
  return new;
end $$;

create trigger place before insert or update of holder, problem_id, trail on app.supporter for each row execute function app.place_supporter();

create trigger place before insert or update of holder, trail on app.upstream_order for each row execute function app.place();

create function app.place_consent() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  u app.petitioner;
  t app.tenant;
begin
  if new.petitioner_id is not null then
    select * into u from app.petitioner where root = new.root and id = new.petitioner_id;
    if u.id is null then
      raise foreign_key_violation using message = 'there is no such parent in this root',
        table = 'consent', constraint = 'consent_root_petitioner_id_fk';
    end if;
    new.holder := u.holder; new.holder_parent := u.holder_parent; new.holder_slot := u.holder_slot; new.at1 := u.at1; new.at2 := u.at2; new.at3 := u.at3; new.at4 := u.at4; new.at5 := u.at5; new.at6 := u.at6; new.open_to := u.open_to; new.trail := u.trail;
    if (new.author_tenant = any (new.trail || array[new.at1, new.at2, new.at3, new.at4, new.at5, new.at6])) is not true then
      new.trail := new.trail || new.author_tenant;
    end if; new.accused := app.together(u.accused, new.accused);
  else
    select * into t from app.tenant where root = new.root and id = new.holder;
    if t.id is null then
      raise foreign_key_violation using message = 'the holder is not a tenant of this root',
        table = 'consent', constraint = 'consent_root_holder_fk';
    end if;
    new.holder_parent := t.parent_id; new.holder_slot := t.slot; new.at1 := t.at1; new.at2 := t.at2; new.at3 := t.at3; new.at4 := t.at4; new.at5 := t.at5; new.at6 := t.at6;
    new.trail := array[t.id];
    new.open_to := coalesce(
      (select slot from app.tenant where id = t.parent_id), t.slot);
  end if;
  return new;
end $$;

create trigger place before insert or update of holder, petitioner_id, trail on app.consent for each row execute function app.place_consent();

create function app.place_evaluation() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  u app.problem;
  t app.tenant;
begin
  if new.problem_id is not null then
    select * into u from app.problem where root = new.root and id = new.problem_id;
    if u.id is null then
      raise foreign_key_violation using message = 'there is no such parent in this root',
        table = 'evaluation', constraint = 'evaluation_root_problem_id_fk';
    end if;
    new.holder := u.holder; new.holder_parent := u.holder_parent; new.holder_slot := u.holder_slot; new.at1 := u.at1; new.at2 := u.at2; new.at3 := u.at3; new.at4 := u.at4; new.at5 := u.at5; new.at6 := u.at6; new.open_to := u.open_to; new.trail := u.trail;
    if (new.author_tenant = any (new.trail || array[new.at1, new.at2, new.at3, new.at4, new.at5, new.at6])) is not true then
      new.trail := new.trail || new.author_tenant;
    end if; new.accused := app.together(u.accused, new.accused);
  else
    select * into t from app.tenant where root = new.root and id = new.holder;
    if t.id is null then
      raise foreign_key_violation using message = 'the holder is not a tenant of this root',
        table = 'evaluation', constraint = 'evaluation_root_holder_fk';
    end if;
    new.holder_parent := t.parent_id; new.holder_slot := t.slot; new.at1 := t.at1; new.at2 := t.at2; new.at3 := t.at3; new.at4 := t.at4; new.at5 := t.at5; new.at6 := t.at6;
    new.trail := array[t.id];
    new.open_to := coalesce(
      (select slot from app.tenant where id = t.parent_id), t.slot);
  end if;
  return new;
end $$;

create trigger place before insert or update of holder, problem_id, trail on app.evaluation for each row execute function app.place_evaluation();

create function app.place_file() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  u app.entry;
  t app.tenant;
begin
  if new.entry_id is not null then
    select * into u from app.entry where root = new.root and id = new.entry_id;
    if u.id is null then
      raise foreign_key_violation using message = 'there is no such parent in this root',
        table = 'file', constraint = 'file_root_entry_id_fk';
    end if;
    new.holder := u.holder; new.holder_parent := u.holder_parent; new.holder_slot := u.holder_slot; new.at1 := u.at1; new.at2 := u.at2; new.at3 := u.at3; new.at4 := u.at4; new.at5 := u.at5; new.at6 := u.at6; new.open_to := u.open_to; new.trail := u.trail;
  else
    select * into t from app.tenant where root = new.root and id = new.holder;
    if t.id is null then
      raise foreign_key_violation using message = 'the holder is not a tenant of this root',
        table = 'file', constraint = 'file_root_holder_fk';
    end if;
    new.holder_parent := t.parent_id; new.holder_slot := t.slot; new.at1 := t.at1; new.at2 := t.at2; new.at3 := t.at3; new.at4 := t.at4; new.at5 := t.at5; new.at6 := t.at6;
    new.trail := array[t.id];
    new.open_to := coalesce(
      (select slot from app.tenant where id = t.parent_id), t.slot);
  end if;
  return new;
end $$;

create trigger place before insert or update of holder, entry_id, trail on app.file for each row execute function app.place_file();

create function app.place_follow_up() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  u app.problem;
  t app.tenant;
begin
  if new.problem_id is not null then
    select * into u from app.problem where root = new.root and id = new.problem_id;
    if u.id is null then
      raise foreign_key_violation using message = 'there is no such parent in this root',
        table = 'follow_up', constraint = 'follow_up_root_problem_id_fk';
    end if;
    new.holder := u.holder; new.holder_parent := u.holder_parent; new.holder_slot := u.holder_slot; new.at1 := u.at1; new.at2 := u.at2; new.at3 := u.at3; new.at4 := u.at4; new.at5 := u.at5; new.at6 := u.at6; new.open_to := u.open_to; new.trail := u.trail; new.accused := app.together(u.accused, new.accused);
  else
    select * into t from app.tenant where root = new.root and id = new.holder;
    if t.id is null then
      raise foreign_key_violation using message = 'the holder is not a tenant of this root',
        table = 'follow_up', constraint = 'follow_up_root_holder_fk';
    end if;
    new.holder_parent := t.parent_id; new.holder_slot := t.slot; new.at1 := t.at1; new.at2 := t.at2; new.at3 := t.at3; new.at4 := t.at4; new.at5 := t.at5; new.at6 := t.at6;
    new.trail := array[t.id];
    new.open_to := coalesce(
      (select slot from app.tenant where id = t.parent_id), t.slot);
  end if;
  return new;
end $$;

create trigger place before insert or update of holder, problem_id, trail on app.follow_up for each row execute function app.place_follow_up();

create function app.place_problem_file() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  u app.problem;
  t app.tenant;
begin
  if new.problem_id is not null then
    select * into u from app.problem where root = new.root and id = new.problem_id;
    if u.id is null then
      raise foreign_key_violation using message = 'there is no such parent in this root',
        table = 'problem_file', constraint = 'problem_file_root_problem_id_fk';
    end if;
    new.holder := u.holder; new.holder_parent := u.holder_parent; new.holder_slot := u.holder_slot; new.at1 := u.at1; new.at2 := u.at2; new.at3 := u.at3; new.at4 := u.at4; new.at5 := u.at5; new.at6 := u.at6; new.open_to := u.open_to; new.trail := u.trail;
    if (new.author_tenant = any (new.trail || array[new.at1, new.at2, new.at3, new.at4, new.at5, new.at6])) is not true then
      new.trail := new.trail || new.author_tenant;
    end if; new.accused := app.together(u.accused, new.accused);
  else
    select * into t from app.tenant where root = new.root and id = new.holder;
    if t.id is null then
      raise foreign_key_violation using message = 'the holder is not a tenant of this root',
        table = 'problem_file', constraint = 'problem_file_root_holder_fk';
    end if;
    new.holder_parent := t.parent_id; new.holder_slot := t.slot; new.at1 := t.at1; new.at2 := t.at2; new.at3 := t.at3; new.at4 := t.at4; new.at5 := t.at5; new.at6 := t.at6;
    new.trail := array[t.id];
    new.open_to := coalesce(
      (select slot from app.tenant where id = t.parent_id), t.slot);
  end if;
  return new;
end $$;

create trigger place before insert or update of holder, problem_id, trail on app.problem_file for each row execute function app.place_problem_file();

create function app.place_publication() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  u app.publication_draft;
  t app.tenant;
begin
  if new.draft_id is not null then
    select * into u from app.publication_draft where root = new.root and id = new.draft_id;
    if u.id is null then
      raise foreign_key_violation using message = 'there is no such parent in this root',
        table = 'publication', constraint = 'publication_root_draft_id_fk';
    end if;
    new.holder := u.holder; new.holder_parent := u.holder_parent; new.holder_slot := u.holder_slot; new.at1 := u.at1; new.at2 := u.at2; new.at3 := u.at3; new.at4 := u.at4; new.at5 := u.at5; new.at6 := u.at6; new.open_to := u.open_to; new.trail := u.trail; new.accused := app.together(u.accused, new.accused);
  else
    select * into t from app.tenant where root = new.root and id = new.holder;
    if t.id is null then
      raise foreign_key_violation using message = 'the holder is not a tenant of this root',
        table = 'publication', constraint = 'publication_root_holder_fk';
    end if;
    new.holder_parent := t.parent_id; new.holder_slot := t.slot; new.at1 := t.at1; new.at2 := t.at2; new.at3 := t.at3; new.at4 := t.at4; new.at5 := t.at5; new.at6 := t.at6;
    new.trail := array[t.id];
    new.open_to := coalesce(
      (select slot from app.tenant where id = t.parent_id), t.slot);
  end if;
  return new;
end $$;

create trigger place before insert or update of holder, draft_id, trail on app.publication for each row execute function app.place_publication();

create function app.follow_publication() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
begin
  update app.comment set holder = new.holder where root = new.root and publication_id = new.id;
  update app.posting set holder = new.holder where root = new.root and publication_id = new.id;
  return null;
end $$;

create trigger follow after update on app.publication for each row when (old.holder is distinct from new.holder or old.holder_parent is distinct from new.holder_parent or old.holder_slot is distinct from new.holder_slot or old.at1 is distinct from new.at1 or old.at2 is distinct from new.at2 or old.at3 is distinct from new.at3 or old.at4 is distinct from new.at4 or old.at5 is distinct from new.at5 or old.at6 is distinct from new.at6 or old.open_to is distinct from new.open_to or old.trail is distinct from new.trail or old.accused is distinct from new.accused) execute function app.follow_publication();

create function app.place_recheck() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  u app.problem;
  t app.tenant;
begin
  if new.problem_id is not null then
    select * into u from app.problem where root = new.root and id = new.problem_id;
    if u.id is null then
      raise foreign_key_violation using message = 'there is no such parent in this root',
        table = 'recheck', constraint = 'recheck_root_problem_id_fk';
    end if;
    new.holder := u.holder; new.holder_parent := u.holder_parent; new.holder_slot := u.holder_slot; new.at1 := u.at1; new.at2 := u.at2; new.at3 := u.at3; new.at4 := u.at4; new.at5 := u.at5; new.at6 := u.at6; new.open_to := u.open_to; new.trail := u.trail; new.accused := app.together(u.accused, new.accused);
  else
    select * into t from app.tenant where root = new.root and id = new.holder;
    if t.id is null then
      raise foreign_key_violation using message = 'the holder is not a tenant of this root',
        table = 'recheck', constraint = 'recheck_root_holder_fk';
    end if;
    new.holder_parent := t.parent_id; new.holder_slot := t.slot; new.at1 := t.at1; new.at2 := t.at2; new.at3 := t.at3; new.at4 := t.at4; new.at5 := t.at5; new.at6 := t.at6;
    new.trail := array[t.id];
    new.open_to := coalesce(
      (select slot from app.tenant where id = t.parent_id), t.slot);
  end if;
  return new;
end $$;

create trigger place before insert or update of holder, problem_id, trail on app.recheck for each row execute function app.place_recheck();

create function app.place_comment() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  u app.publication;
  t app.tenant;
begin
  if new.publication_id is not null then
    select * into u from app.publication where root = new.root and id = new.publication_id;
    if u.id is null then
      raise foreign_key_violation using message = 'there is no such parent in this root',
        table = 'comment', constraint = 'comment_root_publication_id_fk';
    end if;
    new.holder := u.holder; new.holder_parent := u.holder_parent; new.holder_slot := u.holder_slot; new.at1 := u.at1; new.at2 := u.at2; new.at3 := u.at3; new.at4 := u.at4; new.at5 := u.at5; new.at6 := u.at6; new.open_to := u.open_to; new.trail := u.trail; new.accused := app.together(u.accused, new.accused);
  else
    select * into t from app.tenant where root = new.root and id = new.holder;
    if t.id is null then
      raise foreign_key_violation using message = 'the holder is not a tenant of this root',
        table = 'comment', constraint = 'comment_root_holder_fk';
    end if;
    new.holder_parent := t.parent_id; new.holder_slot := t.slot; new.at1 := t.at1; new.at2 := t.at2; new.at3 := t.at3; new.at4 := t.at4; new.at5 := t.at5; new.at6 := t.at6;
    new.trail := array[t.id];
    new.open_to := coalesce(
      (select slot from app.tenant where id = t.parent_id), t.slot);
  end if;
  return new;
end $$;

create trigger place before insert or update of holder, publication_id, trail on app.comment for each row execute function app.place_comment();

create function app.place_happening() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  u app.problem;
  t app.tenant;
begin
  if new.problem_id is not null then
    select * into u from app.problem where root = new.root and id = new.problem_id;
    if u.id is null then
      raise foreign_key_violation using message = 'there is no such parent in this root',
        table = 'happening', constraint = 'happening_root_problem_id_fk';
    end if;
    new.holder := u.holder; new.holder_parent := u.holder_parent; new.holder_slot := u.holder_slot; new.at1 := u.at1; new.at2 := u.at2; new.at3 := u.at3; new.at4 := u.at4; new.at5 := u.at5; new.at6 := u.at6; new.open_to := u.open_to; new.trail := u.trail;
    if (new.author_tenant = any (new.trail || array[new.at1, new.at2, new.at3, new.at4, new.at5, new.at6])) is not true then
      new.trail := new.trail || new.author_tenant;
    end if; new.accused := app.together(u.accused, new.accused);
  else
    select * into t from app.tenant where root = new.root and id = new.holder;
    if t.id is null then
      raise foreign_key_violation using message = 'the holder is not a tenant of this root',
        table = 'happening', constraint = 'happening_root_holder_fk';
    end if;
    new.holder_parent := t.parent_id; new.holder_slot := t.slot; new.at1 := t.at1; new.at2 := t.at2; new.at3 := t.at3; new.at4 := t.at4; new.at5 := t.at5; new.at6 := t.at6;
    new.trail := array[t.id];
    new.open_to := coalesce(
      (select slot from app.tenant where id = t.parent_id), t.slot);
  end if;
  return new;
end $$;

create trigger place before insert or update of holder, problem_id, trail on app.happening for each row execute function app.place_happening();

create function app.place_posting() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  u app.publication;
  t app.tenant;
begin
  if new.publication_id is not null then
    select * into u from app.publication where root = new.root and id = new.publication_id;
    if u.id is null then
      raise foreign_key_violation using message = 'there is no such parent in this root',
        table = 'posting', constraint = 'posting_root_publication_id_fk';
    end if;
    new.holder := u.holder; new.holder_parent := u.holder_parent; new.holder_slot := u.holder_slot; new.at1 := u.at1; new.at2 := u.at2; new.at3 := u.at3; new.at4 := u.at4; new.at5 := u.at5; new.at6 := u.at6; new.open_to := u.open_to; new.trail := u.trail; new.accused := app.together(u.accused, new.accused);
  else
    select * into t from app.tenant where root = new.root and id = new.holder;
    if t.id is null then
      raise foreign_key_violation using message = 'the holder is not a tenant of this root',
        table = 'posting', constraint = 'posting_root_holder_fk';
    end if;
    new.holder_parent := t.parent_id; new.holder_slot := t.slot; new.at1 := t.at1; new.at2 := t.at2; new.at3 := t.at3; new.at4 := t.at4; new.at5 := t.at5; new.at6 := t.at6;
    new.trail := array[t.id];
    new.open_to := coalesce(
      (select slot from app.tenant where id = t.parent_id), t.slot);
  end if;
  return new;
end $$;

create trigger place before insert or update of holder, publication_id, trail on app.posting for each row execute function app.place_posting();

create function app.place_publicity_duty() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  u app.problem;
  t app.tenant;
begin
  if new.problem_id is not null then
    select * into u from app.problem where root = new.root and id = new.problem_id;
    if u.id is null then
      raise foreign_key_violation using message = 'there is no such parent in this root',
        table = 'publicity_duty', constraint = 'publicity_duty_root_problem_id_fk';
    end if;
    new.holder := u.holder; new.holder_parent := u.holder_parent; new.holder_slot := u.holder_slot; new.at1 := u.at1; new.at2 := u.at2; new.at3 := u.at3; new.at4 := u.at4; new.at5 := u.at5; new.at6 := u.at6; new.open_to := u.open_to; new.trail := u.trail; new.accused := app.together(u.accused, new.accused);
  else
    select * into t from app.tenant where root = new.root and id = new.holder;
    if t.id is null then
      raise foreign_key_violation using message = 'the holder is not a tenant of this root',
        table = 'publicity_duty', constraint = 'publicity_duty_root_holder_fk';
    end if;
    new.holder_parent := t.parent_id; new.holder_slot := t.slot; new.at1 := t.at1; new.at2 := t.at2; new.at3 := t.at3; new.at4 := t.at4; new.at5 := t.at5; new.at6 := t.at6;
    new.trail := array[t.id];
    new.open_to := coalesce(
      (select slot from app.tenant where id = t.parent_id), t.slot);
  end if;
  return new;
end $$;

create trigger place before insert or update of holder, problem_id, trail on app.publicity_duty for each row execute function app.place_publicity_duty();

create function app.place_rebound() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  u app.problem;
  t app.tenant;
begin
  if new.problem_id is not null then
    select * into u from app.problem where root = new.root and id = new.problem_id;
    if u.id is null then
      raise foreign_key_violation using message = 'there is no such parent in this root',
        table = 'rebound', constraint = 'rebound_root_problem_id_fk';
    end if;
    new.holder := u.holder; new.holder_parent := u.holder_parent; new.holder_slot := u.holder_slot; new.at1 := u.at1; new.at2 := u.at2; new.at3 := u.at3; new.at4 := u.at4; new.at5 := u.at5; new.at6 := u.at6; new.open_to := u.open_to; new.trail := u.trail; new.accused := app.together(u.accused, new.accused);
  else
    select * into t from app.tenant where root = new.root and id = new.holder;
    if t.id is null then
      raise foreign_key_violation using message = 'the holder is not a tenant of this root',
        table = 'rebound', constraint = 'rebound_root_holder_fk';
    end if;
    new.holder_parent := t.parent_id; new.holder_slot := t.slot; new.at1 := t.at1; new.at2 := t.at2; new.at3 := t.at3; new.at4 := t.at4; new.at5 := t.at5; new.at6 := t.at6;
    new.trail := array[t.id];
    new.open_to := coalesce(
      (select slot from app.tenant where id = t.parent_id), t.slot);
  end if;
  return new;
end $$;

create trigger place before insert or update of holder, problem_id, trail on app.rebound for each row execute function app.place_rebound();

create function app.sweep_overdue(today date) returns int language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare n int; total int := 0;
begin
  update app.obligation set overdue = true
    where open and not overdue and due_on < today and state <> 'SELF_CHECKED';
  get diagnostics n = row_count; total := total + n;
  update app.problem set overdue = true
    where open and not overdue and due_on < today and (owed_on is null or own_on < today);
  get diagnostics n = row_count; total := total + n;
  update app.problem set owed_late = true
    where open and not owed_late and owed_on < today;
  get diagnostics n = row_count; total := total + n;
  update app.assignment set overdue = true
    where open and not overdue and due_on < today and state <> 'OBJECTED';
  get diagnostics n = row_count; total := total + n;
  update app.publicity_duty set overdue = true
    where open and not overdue and due_on < today;
  get diagnostics n = row_count; total := total + n;
  return total;
end $$;

grant execute on function app.sweep_overdue(date) to levelwise_relay, levelwise_migrator;

create function app.hand_over(r int, item uuid, gone int, successor int,
    only_post uuid) returns void language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_variable
begin
  insert into app.reorganisation_move (root, reorganisation_id, noun, record_id, from_unit, to_unit)
    select r, item, 'body', x.id, gone, successor from app.body x
    where x.root = r and x.holder = gone and x.valid_until is null and only_post is null;
  update app.body x set holder = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'body'
      and not m.back and m.from_unit = gone and m.record_id = x.id and x.root = r
      and x.holder = gone;
  insert into app.reorganisation_move (root, reorganisation_id, noun, record_id, from_unit, to_unit)
    select r, item, 'person', x.id, gone, successor from app.person x
    where x.root = r and x.holder = gone and true and only_post is null;
  update app.person x set holder = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'person'
      and not m.back and m.from_unit = gone and m.record_id = x.id and x.root = r
      and x.holder = gone;
  insert into app.reorganisation_move (root, reorganisation_id, noun, record_id, from_unit, to_unit)
    select r, item, 'post', x.id, gone, successor from app.post x
    where x.root = r and x.holder = gone and x.valid_until is null and (only_post is null or x.id = only_post);
  update app.post x set holder = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'post'
      and not m.back and m.from_unit = gone and m.record_id = x.id and x.root = r
      and x.holder = gone;
  insert into app.reorganisation_move
      (root, reorganisation_id, noun, record_id, from_unit, to_unit, before)
    select r, item, 'post_group:title', x.id, gone, gone, x.title from app.post_group x
    where only_post is null and x.root = r and x.holder = gone and exists (
      select from app.post_group y where y.root = r and y.holder = successor and y.title = x.title);
  update app.post_group x set title = (
      select c from unnest(array[x.title || '（' || t.name || '）', x.title || '（' || t.name || t.code || '）', x.title || '（' || x.id || '）']) with ordinality q (c, n) where not exists (
        select from app.post_group y where y.root = r and y.holder in (gone, successor)
          and y.title = c) order by n limit 1)
    from app.reorganisation_move m, app.tenant t
    where m.root = r and m.reorganisation_id = item and m.noun = 'post_group:title'
      and not m.back and m.from_unit = gone and m.record_id = x.id and x.root = r
      and t.root = r and t.id = gone;
  insert into app.reorganisation_move (root, reorganisation_id, noun, record_id, from_unit, to_unit)
    select r, item, 'post_group', x.id, gone, successor from app.post_group x
    where x.root = r and x.holder = gone and true and only_post is null;
  update app.post_group x set holder = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'post_group'
      and not m.back and m.from_unit = gone and m.record_id = x.id and x.root = r
      and x.holder = gone;
  insert into app.reorganisation_move (root, reorganisation_id, noun, record_id, from_unit, to_unit)
    select r, item, 'publication_draft', x.id, gone, app.apart_from(successor, x.accused) from app.publication_draft x
    where x.root = r and x.holder = gone and x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE') and only_post is null;
  update app.publication_draft x set holder = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'publication_draft'
      and not m.back and m.from_unit = gone and m.record_id = x.id and x.root = r
      and x.holder = gone;
  insert into app.reorganisation_move (root, reorganisation_id, noun, record_id, from_unit, to_unit)
    select r, item, 'escalation', x.id, gone, app.apart_from(successor, x.accused) from app.escalation x
    where x.root = r and x.holder = gone and x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE') and not exists (select from app.escalation y where y.root = r and y.holder = successor and ((x.root is not distinct from y.root and x.kind is not distinct from y.kind and x.problem_id is not distinct from y.problem_id and x.occasion is not distinct from y.occasion and true and true))) and only_post is null;
  update app.escalation x set holder = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'escalation'
      and not m.back and m.from_unit = gone and m.record_id = x.id and x.root = r
      and x.holder = gone;
  insert into app.reorganisation_move (root, reorganisation_id, noun, record_id, from_unit, to_unit)
    select r, item, 'assignment', x.id, gone, app.apart_from(successor, x.accused) from app.assignment x
    where x.root = r and x.holder = gone and x.open and not exists (select from app.assignment y where y.root = r and y.holder = successor and ((x.root is not distinct from y.root and x.problem_id is not distinct from y.problem_id and (x.open) and (y.open)))) and (only_post is null or x.lead_post = only_post);
  update app.assignment x set holder = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'assignment'
      and not m.back and m.from_unit = gone and m.record_id = x.id and x.root = r
      and x.holder = gone;
  update app.assignment x set edge = e.id, child = e.child, parent = e.parent
    from app.tenant_edge e
    where x.root = r and x.holder = successor and x.open and e.root = r and e.child = x.holder
      and e.valid_until is null and e.id <> x.edge and exists (select from app.tenant_edge o
        where o.root = r and o.id = x.edge and o.valid_until is not null);
  insert into app.reorganisation_move (root, reorganisation_id, noun, record_id, from_unit, to_unit)
    select r, item, 'problem', x.id, gone, app.apart_from(successor, x.accused) from app.problem x
    where x.root = r and x.holder = gone and x.open and (only_post is null or x.holder_post = only_post);
  update app.problem x set holder = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'problem'
      and not m.back and m.from_unit = gone and m.record_id = x.id and x.root = r
      and x.holder = gone;
  insert into app.reorganisation_move (root, reorganisation_id, noun, record_id, from_unit, to_unit)
    select r, item, 'obligation', x.id, gone, successor from app.obligation x
    where x.root = r and x.holder = gone and x.open and only_post is null;
  update app.obligation x set holder = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'obligation'
      and not m.back and m.from_unit = gone and m.record_id = x.id and x.root = r
      and x.holder = gone;
  insert into app.reorganisation_move (root, reorganisation_id, noun, record_id, from_unit, to_unit)
    select r, item, 'feed_line', x.id, gone, successor from app.feed_line x
    where x.root = r and x.holder = gone and x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE') and only_post is null;
  update app.feed_line x set holder = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'feed_line'
      and not m.back and m.from_unit = gone and m.record_id = x.id and x.root = r
      and x.holder = gone;
  insert into app.reorganisation_move (root, reorganisation_id, noun, record_id, from_unit, to_unit)
    select r, item, 'glass_window', x.id, gone, successor from app.glass_window x
    where x.root = r and x.holder = gone and x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE') and only_post is null;
  update app.glass_window x set holder = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'glass_window'
      and not m.back and m.from_unit = gone and m.record_id = x.id and x.root = r
      and x.holder = gone;
  insert into app.reorganisation_move (root, reorganisation_id, noun, record_id, from_unit, to_unit)
    select r, item, 'clause', x.id, gone, successor from app.clause x
    where x.root = r and x.holder = gone and x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE') and only_post is null;
  update app.clause x set holder = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'clause'
      and not m.back and m.from_unit = gone and m.record_id = x.id and x.root = r
      and x.holder = gone;
  insert into app.reorganisation_move (root, reorganisation_id, noun, record_id, from_unit, to_unit)
    select r, item, 'administrator_request', x.id, gone, successor from app.administrator_request x
    where x.root = r and x.holder = gone and x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE') and only_post is null;
  update app.administrator_request x set holder = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'administrator_request'
      and not m.back and m.from_unit = gone and m.record_id = x.id and x.root = r
      and x.holder = gone;
  insert into app.reorganisation_move
      (root, reorganisation_id, noun, record_id, from_unit, to_unit, before)
    select r, item, 'responsibility_list:state', x.id, gone, gone, x.state from app.responsibility_list x
    where only_post is null and x.root = r and x.holder = gone and x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE') and exists (
      select from app.responsibility_list y where y.root = r and y.holder = successor and ((x.root is not distinct from y.root and x.actor_type is not distinct from y.actor_type and x.year is not distinct from y.year and coalesce ( x.body_id , '00000000-0000-0000-0000-000000000000'::uuid ) is not distinct from coalesce ( y.body_id , '00000000-0000-0000-0000-000000000000'::uuid ) and (x.state in ( 'DRAFT' , 'PUBLISHED' )) and (y.state in ( 'DRAFT' , 'PUBLISHED' )))));
  update app.responsibility_list x set state = 'RETIRED', version = version + 1 from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'responsibility_list:state'
      and not m.back and m.from_unit = gone and m.record_id = x.id and x.root = r;
  insert into app.reorganisation_move (root, reorganisation_id, noun, record_id, from_unit, to_unit)
    select r, item, 'responsibility_list', x.id, gone, successor from app.responsibility_list x
    where x.root = r and x.holder = gone and x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE') and not exists (select from app.responsibility_list y where y.root = r and y.holder = successor and ((x.root is not distinct from y.root and x.actor_type is not distinct from y.actor_type and x.year is not distinct from y.year and coalesce ( x.body_id , '00000000-0000-0000-0000-000000000000'::uuid ) is not distinct from coalesce ( y.body_id , '00000000-0000-0000-0000-000000000000'::uuid ) and (x.state in ( 'DRAFT' , 'PUBLISHED' )) and (y.state in ( 'DRAFT' , 'PUBLISHED' ))))) and only_post is null;
  update app.responsibility_list x set holder = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'responsibility_list'
      and not m.back and m.from_unit = gone and m.record_id = x.id and x.root = r
      and x.holder = gone;
  insert into app.reorganisation_move (root, reorganisation_id, noun, record_id, from_unit, to_unit)
    select r, item, 'meeting', x.id, gone, successor from app.meeting x
    where x.root = r and x.holder = gone and x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE') and only_post is null;
  update app.meeting x set holder = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'meeting'
      and not m.back and m.from_unit = gone and m.record_id = x.id and x.root = r
      and x.holder = gone;
  insert into app.reorganisation_move (root, reorganisation_id, noun, record_id, from_unit, to_unit)
    select r, item, 'feed', x.id, gone, successor from app.feed x
    where x.root = r and x.holder = gone and x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE') and only_post is null;
  update app.feed x set holder = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'feed'
      and not m.back and m.from_unit = gone and m.record_id = x.id and x.root = r
      and x.holder = gone;
  insert into app.reorganisation_move (root, reorganisation_id, noun, record_id, from_unit, to_unit)
    select r, item, 'custom_role', x.id, gone, successor from app.custom_role x
    where x.root = r and x.holder = gone and x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE') and only_post is null;
  update app.custom_role x set holder = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'custom_role'
      and not m.back and m.from_unit = gone and m.record_id = x.id and x.root = r
      and x.holder = gone;
  insert into app.reorganisation_move (root, reorganisation_id, noun, record_id, from_unit, to_unit)
    select r, item, 'cluster', x.id, gone, app.apart_from(successor, x.accused) from app.cluster x
    where x.root = r and x.holder = gone and x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE') and only_post is null;
  update app.cluster x set holder = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'cluster'
      and not m.back and m.from_unit = gone and m.record_id = x.id and x.root = r
      and x.holder = gone;
  insert into app.reorganisation_move (root, reorganisation_id, noun, record_id, from_unit, to_unit)
    select r, item, 'role_grant', x.id, gone, m.to_unit from app.role_grant x
      join app.reorganisation_move m on m.root = r and m.reorganisation_id = item
        and m.noun = 'post_group' and not m.back and m.from_unit = gone and m.record_id = x.group_id
    where x.root = r and x.holder = gone and x.post_id is null;
  update app.role_grant x set holder = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'role_grant'
      and not m.back and m.from_unit = gone and m.record_id = x.id and x.root = r
      and x.holder = gone;
  insert into app.reorganisation_move (root, reorganisation_id, noun, record_id, from_unit, to_unit)
    select r, item, 'problem:listed_by', x.id, gone, successor
    from app.problem x where x.root = r and x.open and x.listed_by = gone
      and only_post is null;
  update app.problem x set listed_by = successor from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'problem:listed_by'
      and not m.back and m.record_id = x.id and m.from_unit = gone and x.root = r;
  insert into app.reorganisation_move (root, reorganisation_id, noun, record_id, from_unit, to_unit)
    select r, item, 'problem:listed_parent', x.id, gone, successor
    from app.problem x where x.root = r and x.open and x.listed_parent = gone
      and only_post is null;
  update app.problem x set listed_parent = successor from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'problem:listed_parent'
      and not m.back and m.record_id = x.id and m.from_unit = gone and x.root = r;
  insert into app.reorganisation_move (root, reorganisation_id, noun, record_id, from_unit, to_unit)
    select r, item, 'publication_draft:approving', x.id, gone, successor
    from app.publication_draft x where x.root = r and x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE') and x.approving = gone
      and only_post is null;
  update app.publication_draft x set approving = successor from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'publication_draft:approving'
      and not m.back and m.record_id = x.id and m.from_unit = gone and x.root = r;
  insert into app.reorganisation_move (root, reorganisation_id, noun, record_id, from_unit, to_unit)
    select r, item, 'publication:approving', x.id, gone, successor
    from app.publication x where x.root = r and x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE') and x.approving = gone
      and only_post is null;
  update app.publication x set approving = successor from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'publication:approving'
      and not m.back and m.record_id = x.id and m.from_unit = gone and x.root = r;
end $$;

create function app.touch_below(r int, unit int, slot int) returns int
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare one text; n int; total int := 0;
begin
  foreach one in array array['body where', 'calendar_day where', 'change where', 'desk_cell where', 'obligation_tally where', 'person where', 'problem_cell where', 'work_rule_supplement where', 'book_edition where', 'campaign where', 'change_threshold where', 'cluster where', 'custom_role where', 'feed where', 'meeting where', 'post where', 'post_group where', 'problem_setting where', 'recheck_sample where', 'reorganisation where', 'responsibility_list where', 'score where', 'unit_change where', 'visit_template where', 'administrator_request where', 'clause where', 'diary_entry where', 'glass_window where', 'managed_field where', 'proposed_change where', 'feed_line where', 'obligation where', 'problem where', 'assignment where', 'escalation where', 'problem_trail where', 'publication_draft where', 'upstream_order where', 'role_grant where post_id is null and', 'file where entry_id is null and'] loop
    execute format('update app.%s root = $1 and at%s = $2', replace(one, ' where',
      ' set holder = holder where'), slot) using r, unit;
    get diagnostics n = row_count; total := total + n;
  end loop;
  return total;
end $$;

create function app.tie_again(r int, unit int) returns void language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_variable
begin
  update app.assignment x set edge = e.id, child = e.child, parent = e.parent
    from app.tenant_edge e
    where x.root = r and x.holder = unit and x.open and e.root = r and e.child = x.holder
      and e.valid_until is null and e.id <> x.edge and exists (select from app.tenant_edge o
        where o.root = r and o.id = x.edge and o.valid_until is not null);
end $$;

create function app.draw_apart(r int, item uuid, unit int, slot int) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_variable
begin
  insert into app.reorganisation_move (root, reorganisation_id, noun, record_id, from_unit, to_unit)
    select r, item, 'publication_draft', x.id, x.holder, app.apart_from(x.holder, x.accused)
    from app.publication_draft x join app.tenant t on t.id = x.holder
    where x.root = r and x.accused <> '{}' and unit = (array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6])[slot]
      and x.accused && array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6];
  update app.publication_draft x set holder = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'publication_draft' and not m.back
      and m.record_id = x.id and x.root = r and x.holder = m.from_unit
      and x.accused <> '{}' and unit = (array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6])[slot];
  insert into app.reorganisation_move (root, reorganisation_id, noun, record_id, from_unit, to_unit)
    select r, item, 'escalation', x.id, x.holder, app.apart_from(x.holder, x.accused)
    from app.escalation x join app.tenant t on t.id = x.holder
    where x.root = r and x.accused <> '{}' and unit = (array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6])[slot]
      and x.accused && array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6];
  update app.escalation x set holder = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'escalation' and not m.back
      and m.record_id = x.id and x.root = r and x.holder = m.from_unit
      and x.accused <> '{}' and unit = (array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6])[slot];
  insert into app.reorganisation_move (root, reorganisation_id, noun, record_id, from_unit, to_unit)
    select r, item, 'assignment', x.id, x.holder, app.apart_from(x.holder, x.accused)
    from app.assignment x join app.tenant t on t.id = x.holder
    where x.root = r and x.accused <> '{}' and unit = (array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6])[slot]
      and x.accused && array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6];
  update app.assignment x set holder = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'assignment' and not m.back
      and m.record_id = x.id and x.root = r and x.holder = m.from_unit
      and x.accused <> '{}' and unit = (array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6])[slot];
  insert into app.reorganisation_move (root, reorganisation_id, noun, record_id, from_unit, to_unit)
    select r, item, 'problem', x.id, x.holder, app.apart_from(x.holder, x.accused)
    from app.problem x join app.tenant t on t.id = x.holder
    where x.root = r and x.accused <> '{}' and unit = (array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6])[slot]
      and x.accused && array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6];
  update app.problem x set holder = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'problem' and not m.back
      and m.record_id = x.id and x.root = r and x.holder = m.from_unit
      and x.accused <> '{}' and unit = (array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6])[slot];
  insert into app.reorganisation_move (root, reorganisation_id, noun, record_id, from_unit, to_unit)
    select r, item, 'cluster', x.id, x.holder, app.apart_from(x.holder, x.accused)
    from app.cluster x join app.tenant t on t.id = x.holder
    where x.root = r and x.accused <> '{}' and unit = (array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6])[slot]
      and x.accused && array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6];
  update app.cluster x set holder = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'cluster' and not m.back
      and m.record_id = x.id and x.root = r and x.holder = m.from_unit
      and x.accused <> '{}' and unit = (array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6])[slot];
end $$;

create function app.follow_line(r int, item uuid, unit int, was int[], line int[])
  returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_variable
begin
  insert into app.reorganisation_move (root, reorganisation_id, noun, record_id, from_unit, to_unit)
    select r, item, 'problem:listed_by', x.id, x.listed_by, app.stands_for(x.listed_by, was, line)
    from app.problem x where x.root = r and x.open
      and unit = (array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6])[array_position(line, unit)]
      and app.stands_for(x.listed_by, was, line) <> x.listed_by;
  update app.problem x set listed_by = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'problem:listed_by'
      and not m.back and m.record_id = x.id and x.root = r and x.listed_by = m.from_unit;
  insert into app.reorganisation_move (root, reorganisation_id, noun, record_id, from_unit, to_unit)
    select r, item, 'problem:listed_parent', x.id, x.listed_parent, app.stands_for(x.listed_parent, was, line)
    from app.problem x where x.root = r and x.open
      and unit = (array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6])[array_position(line, unit)]
      and app.stands_for(x.listed_parent, was, line) <> x.listed_parent;
  update app.problem x set listed_parent = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'problem:listed_parent'
      and not m.back and m.record_id = x.id and x.root = r and x.listed_parent = m.from_unit;
  insert into app.reorganisation_move (root, reorganisation_id, noun, record_id, from_unit, to_unit)
    select r, item, 'publication_draft:approving', x.id, x.approving, app.stands_for(x.approving, was, line)
    from app.publication_draft x where x.root = r and x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE')
      and unit = (array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6])[array_position(line, unit)]
      and app.stands_for(x.approving, was, line) <> x.approving;
  update app.publication_draft x set approving = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'publication_draft:approving'
      and not m.back and m.record_id = x.id and x.root = r and x.approving = m.from_unit;
  insert into app.reorganisation_move (root, reorganisation_id, noun, record_id, from_unit, to_unit)
    select r, item, 'publication:approving', x.id, x.approving, app.stands_for(x.approving, was, line)
    from app.publication x where x.root = r and x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE')
      and unit = (array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6])[array_position(line, unit)]
      and app.stands_for(x.approving, was, line) <> x.approving;
  update app.publication x set approving = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'publication:approving'
      and not m.back and m.record_id = x.id and x.root = r and x.approving = m.from_unit;
end $$;

create function app.hand_back(r int, item uuid) returns void language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_variable
begin
  insert into app.reorganisation_move
      (root, reorganisation_id, noun, record_id, from_unit, to_unit, before, back)
    select root, reorganisation_id, noun, record_id, to_unit, from_unit, before, true
    from app.reorganisation_move where root = r and reorganisation_id = item and not back;
  update app.body x set holder = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'body' and m.back
      and m.record_id = x.id and x.root = r and x.holder = m.from_unit;
  update app.person x set holder = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'person' and m.back
      and m.record_id = x.id and x.root = r and x.holder = m.from_unit;
  update app.post x set holder = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'post' and m.back
      and m.record_id = x.id and x.root = r and x.holder = m.from_unit;
  update app.post_group x set holder = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'post_group' and m.back
      and m.record_id = x.id and x.root = r and x.holder = m.from_unit;
  update app.publication_draft x set holder = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'publication_draft' and m.back
      and m.record_id = x.id and x.root = r and x.holder = m.from_unit;
  update app.escalation x set holder = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'escalation' and m.back
      and m.record_id = x.id and x.root = r and x.holder = m.from_unit;
  update app.assignment x set holder = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'assignment' and m.back
      and m.record_id = x.id and x.root = r and x.holder = m.from_unit;
  update app.problem x set holder = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'problem' and m.back
      and m.record_id = x.id and x.root = r and x.holder = m.from_unit;
  update app.obligation x set holder = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'obligation' and m.back
      and m.record_id = x.id and x.root = r and x.holder = m.from_unit;
  update app.feed_line x set holder = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'feed_line' and m.back
      and m.record_id = x.id and x.root = r and x.holder = m.from_unit;
  update app.glass_window x set holder = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'glass_window' and m.back
      and m.record_id = x.id and x.root = r and x.holder = m.from_unit;
  update app.clause x set holder = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'clause' and m.back
      and m.record_id = x.id and x.root = r and x.holder = m.from_unit;
  update app.administrator_request x set holder = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'administrator_request' and m.back
      and m.record_id = x.id and x.root = r and x.holder = m.from_unit;
  update app.responsibility_list x set holder = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'responsibility_list' and m.back
      and m.record_id = x.id and x.root = r and x.holder = m.from_unit;
  update app.meeting x set holder = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'meeting' and m.back
      and m.record_id = x.id and x.root = r and x.holder = m.from_unit;
  update app.feed x set holder = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'feed' and m.back
      and m.record_id = x.id and x.root = r and x.holder = m.from_unit;
  update app.custom_role x set holder = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'custom_role' and m.back
      and m.record_id = x.id and x.root = r and x.holder = m.from_unit;
  update app.cluster x set holder = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'cluster' and m.back
      and m.record_id = x.id and x.root = r and x.holder = m.from_unit;
  update app.role_grant x set holder = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'role_grant' and m.back
      and m.record_id = x.id and x.root = r and x.holder = m.from_unit;
  update app.problem x set listed_by = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'problem:listed_by' and m.back
      and m.record_id = x.id and x.root = r and x.listed_by = m.from_unit;
  update app.problem x set listed_parent = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'problem:listed_parent' and m.back
      and m.record_id = x.id and x.root = r and x.listed_parent = m.from_unit;
  update app.publication_draft x set approving = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'publication_draft:approving' and m.back
      and m.record_id = x.id and x.root = r and x.approving = m.from_unit;
  update app.publication x set approving = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'publication:approving' and m.back
      and m.record_id = x.id and x.root = r and x.approving = m.from_unit;
  update app.assignment x set state = m.before from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'assignment:state' and m.back
      and m.record_id = x.id and x.root = r;
  update app.responsibility_list x set state = m.before from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'responsibility_list:state' and m.back
      and m.record_id = x.id and x.root = r;
  update app.post_group x set title = m.before from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'post_group:title' and m.back
      and m.record_id = x.id and x.root = r;
end $$;

create function app.foresee(r int, units int[], tops int[], gone int[], successors int[],
    posts uuid[]) returns jsonb language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_variable
declare
  told jsonb := '[]';
begin
  with lying as materialized (select x.holder, (x.valid_until is null) as in_hand, (false) as late, x.trail, x.open_to,
        array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6] as was, array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6] as line, g.successor,
        coalesce(a.slot, t.slot) as above, t.id as after
      from app.body x
        left join lateral (select g.successor from unnest(gone, successors, posts)
            g (gone, successor, post) where g.gone = x.holder and g.post is null and x.valid_until is null limit 1) g on true
        join app.tenant t on t.id = coalesce(g.successor, x.holder)
        left join app.tenant a on a.id = t.parent_id
      where x.root = r and x.holder = any (units)),
    sight as (select y.*, case when y.late then 1 else least(y.above, case
        when cardinality(y.trail) > 1 or y.successor is not null then (select min(k)
          from generate_series(1, 6) k where y.line[k] = any (y.trail || y.after)) end) end as opens
      from lying y where y.line is distinct from y.was),
    said as (
      select 'LOSES' as sort, o.unit, y.in_hand from sight y,
          unnest(y.was) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.open_to <= o.k
          and (y.opens <= array_position(y.line, o.unit)) is not true
      union all select 'GAINS', o.unit, y.in_hand from sight y,
          unnest(y.line) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.opens <= o.k
          and (y.open_to <= array_position(y.was, o.unit)) is not true
      union all select 'MOVES', coalesce(y.successor, (select p from unnest(tops) p
          where p = any (y.was) limit 1)), y.in_hand
        from lying y where y.line is distinct from y.was or y.successor is not null
      union all select 'STAYS', y.holder, y.in_hand
        from lying y where y.holder = any (gone) and y.successor is null)
  select told || coalesce(jsonb_agg(jsonb_build_object('sort', s.sort, 'noun', 'body',
      'unit', s.unit, 'items', s.items, 'open_items', s.open_items)), '[]') into told
    from (select sort, unit, count(*) as items, count(*) filter (where in_hand) as open_items
      from said group by sort, unit) s;
  with lying as materialized (select x.holder, (x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE')) as in_hand, (false) as late, x.trail, x.open_to,
        array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6] as was, array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6] as line, g.successor,
        coalesce(a.slot, t.slot) as above, t.id as after
      from app.calendar_day x
        left join lateral (select g.successor from unnest(gone, successors, posts)
            g (gone, successor, post) where false limit 1) g on true
        join app.tenant t on t.id = coalesce(g.successor, x.holder)
        left join app.tenant a on a.id = t.parent_id
      where x.root = r and x.holder = any (units)),
    sight as (select y.*, case when y.late then 1 else least(y.above, case
        when cardinality(y.trail) > 1 or y.successor is not null then (select min(k)
          from generate_series(1, 6) k where y.line[k] = any (y.trail || y.after)) end) end as opens
      from lying y where y.line is distinct from y.was),
    said as (
      select 'LOSES' as sort, o.unit, y.in_hand from sight y,
          unnest(y.was) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.open_to <= o.k
          and (y.opens <= array_position(y.line, o.unit)) is not true
      union all select 'GAINS', o.unit, y.in_hand from sight y,
          unnest(y.line) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.opens <= o.k
          and (y.open_to <= array_position(y.was, o.unit)) is not true
      union all select 'MOVES', coalesce(y.successor, (select p from unnest(tops) p
          where p = any (y.was) limit 1)), y.in_hand
        from lying y where y.line is distinct from y.was or y.successor is not null
      union all select 'STAYS', y.holder, y.in_hand
        from lying y where y.holder = any (gone) and y.successor is null)
  select told || coalesce(jsonb_agg(jsonb_build_object('sort', s.sort, 'noun', 'calendar_day',
      'unit', s.unit, 'items', s.items, 'open_items', s.open_items)), '[]') into told
    from (select sort, unit, count(*) as items, count(*) filter (where in_hand) as open_items
      from said group by sort, unit) s;
  select told || coalesce(jsonb_agg(jsonb_build_object('sort', 'ENDS', 'noun', 'calendar_day',
      'unit', s.holder, 'items', s.items, 'open_items', s.items)), '[]') into told
    from (select x.holder, count(*) as items from app.calendar_day x join unnest(gone, successors, posts) g (gone, successor, post)
        on g.gone = x.holder and g.post is null and exists (select from app.calendar_day y
            where y.root = r and y.holder = g.successor and ((x.root is not distinct from y.root and x.day is not distinct from y.day and (x.state = 'PUBLISHED') and (y.state = 'PUBLISHED'))))
      where x.root = r and x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE') group by x.holder) s;
  with lying as materialized (select x.holder, (true) as in_hand, (false) as late, x.trail, x.open_to,
        array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6] as was, array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6] as line, g.successor,
        coalesce(a.slot, t.slot) as above, t.id as after
      from app.person x
        left join lateral (select g.successor from unnest(gone, successors, posts)
            g (gone, successor, post) where g.gone = x.holder and g.post is null and true limit 1) g on true
        join app.tenant t on t.id = coalesce(g.successor, x.holder)
        left join app.tenant a on a.id = t.parent_id
      where x.root = r and x.holder = any (units)),
    sight as (select y.*, case when y.late then 1 else least(y.above, case
        when cardinality(y.trail) > 1 or y.successor is not null then (select min(k)
          from generate_series(1, 6) k where y.line[k] = any (y.trail || y.after)) end) end as opens
      from lying y where y.line is distinct from y.was),
    said as (
      select 'LOSES' as sort, o.unit, y.in_hand from sight y,
          unnest(y.was) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.open_to <= o.k
          and (y.opens <= array_position(y.line, o.unit)) is not true
      union all select 'GAINS', o.unit, y.in_hand from sight y,
          unnest(y.line) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.opens <= o.k
          and (y.open_to <= array_position(y.was, o.unit)) is not true
      union all select 'MOVES', coalesce(y.successor, (select p from unnest(tops) p
          where p = any (y.was) limit 1)), y.in_hand
        from lying y where y.line is distinct from y.was or y.successor is not null
      union all select 'STAYS', y.holder, y.in_hand
        from lying y where y.holder = any (gone) and y.successor is null)
  select told || coalesce(jsonb_agg(jsonb_build_object('sort', s.sort, 'noun', 'person',
      'unit', s.unit, 'items', s.items, 'open_items', s.open_items)), '[]') into told
    from (select sort, unit, count(*) as items, count(*) filter (where in_hand) as open_items
      from said group by sort, unit) s;
  with lying as materialized (select x.holder, (x.valid_until is null) as in_hand, (false) as late, x.trail, x.open_to,
        array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6] as was, array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6] as line, g.successor,
        coalesce(a.slot, t.slot) as above, t.id as after
      from app.work_rule_supplement x
        left join lateral (select g.successor from unnest(gone, successors, posts)
            g (gone, successor, post) where false limit 1) g on true
        join app.tenant t on t.id = coalesce(g.successor, x.holder)
        left join app.tenant a on a.id = t.parent_id
      where x.root = r and x.holder = any (units)),
    sight as (select y.*, case when y.late then 1 else least(y.above, case
        when cardinality(y.trail) > 1 or y.successor is not null then (select min(k)
          from generate_series(1, 6) k where y.line[k] = any (y.trail || y.after)) end) end as opens
      from lying y where y.line is distinct from y.was),
    said as (
      select 'LOSES' as sort, o.unit, y.in_hand from sight y,
          unnest(y.was) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.open_to <= o.k
          and (y.opens <= array_position(y.line, o.unit)) is not true
      union all select 'GAINS', o.unit, y.in_hand from sight y,
          unnest(y.line) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.opens <= o.k
          and (y.open_to <= array_position(y.was, o.unit)) is not true
      union all select 'MOVES', coalesce(y.successor, (select p from unnest(tops) p
          where p = any (y.was) limit 1)), y.in_hand
        from lying y where y.line is distinct from y.was or y.successor is not null
      union all select 'STAYS', y.holder, y.in_hand
        from lying y where y.holder = any (gone) and y.successor is null)
  select told || coalesce(jsonb_agg(jsonb_build_object('sort', s.sort, 'noun', 'work_rule_supplement',
      'unit', s.unit, 'items', s.items, 'open_items', s.open_items)), '[]') into told
    from (select sort, unit, count(*) as items, count(*) filter (where in_hand) as open_items
      from said group by sort, unit) s;
  with lying as materialized (select x.holder, (x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE')) as in_hand, (false) as late, x.trail, x.open_to,
        array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6] as was, array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6] as line, g.successor,
        coalesce(a.slot, t.slot) as above, t.id as after
      from app.book_edition x
        left join lateral (select g.successor from unnest(gone, successors, posts)
            g (gone, successor, post) where false limit 1) g on true
        join app.tenant t on t.id = coalesce(g.successor, x.holder)
        left join app.tenant a on a.id = t.parent_id
      where x.root = r and x.holder = any (units)),
    sight as (select y.*, case when y.late then 1 else least(y.above, case
        when cardinality(y.trail) > 1 or y.successor is not null then (select min(k)
          from generate_series(1, 6) k where y.line[k] = any (y.trail || y.after)) end) end as opens
      from lying y where y.line is distinct from y.was),
    said as (
      select 'LOSES' as sort, o.unit, y.in_hand from sight y,
          unnest(y.was) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.open_to <= o.k
          and (y.opens <= array_position(y.line, o.unit)) is not true
      union all select 'GAINS', o.unit, y.in_hand from sight y,
          unnest(y.line) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.opens <= o.k
          and (y.open_to <= array_position(y.was, o.unit)) is not true
      union all select 'MOVES', coalesce(y.successor, (select p from unnest(tops) p
          where p = any (y.was) limit 1)), y.in_hand
        from lying y where y.line is distinct from y.was or y.successor is not null
      union all select 'STAYS', y.holder, y.in_hand
        from lying y where y.holder = any (gone) and y.successor is null)
  select told || coalesce(jsonb_agg(jsonb_build_object('sort', s.sort, 'noun', 'book_edition',
      'unit', s.unit, 'items', s.items, 'open_items', s.open_items)), '[]') into told
    from (select sort, unit, count(*) as items, count(*) filter (where in_hand) as open_items
      from said group by sort, unit) s;
  select told || coalesce(jsonb_agg(jsonb_build_object('sort', 'ENDS', 'noun', 'book_edition',
      'unit', s.holder, 'items', s.items, 'open_items', s.items)), '[]') into told
    from (select x.holder, count(*) as items from app.book_edition x join unnest(gone, successors, posts) g (gone, successor, post)
        on g.gone = x.holder and g.post is null and exists (select from app.book_edition y
            where y.root = r and y.holder = g.successor and ((x.root is not distinct from y.root and (x.state = 'PUBLISHED') and (y.state = 'PUBLISHED')) or (x.root is not distinct from y.root and (x.state = 'PROPOSED') and (y.state = 'PROPOSED'))))
      where x.root = r and x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE') group by x.holder) s;
  with lying as materialized (select x.holder, (x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE')) as in_hand, (false) as late, x.trail, x.open_to,
        array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6] as was, array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6] as line, g.successor,
        coalesce(a.slot, t.slot) as above, t.id as after
      from app.change_threshold x
        left join lateral (select g.successor from unnest(gone, successors, posts)
            g (gone, successor, post) where false limit 1) g on true
        join app.tenant t on t.id = coalesce(g.successor, x.holder)
        left join app.tenant a on a.id = t.parent_id
      where x.root = r and x.holder = any (units)),
    sight as (select y.*, case when y.late then 1 else least(y.above, case
        when cardinality(y.trail) > 1 or y.successor is not null then (select min(k)
          from generate_series(1, 6) k where y.line[k] = any (y.trail || y.after)) end) end as opens
      from lying y where y.line is distinct from y.was),
    said as (
      select 'LOSES' as sort, o.unit, y.in_hand from sight y,
          unnest(y.was) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.open_to <= o.k
          and (y.opens <= array_position(y.line, o.unit)) is not true
      union all select 'GAINS', o.unit, y.in_hand from sight y,
          unnest(y.line) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.opens <= o.k
          and (y.open_to <= array_position(y.was, o.unit)) is not true
      union all select 'MOVES', coalesce(y.successor, (select p from unnest(tops) p
          where p = any (y.was) limit 1)), y.in_hand
        from lying y where y.line is distinct from y.was or y.successor is not null
      union all select 'STAYS', y.holder, y.in_hand
        from lying y where y.holder = any (gone) and y.successor is null)
  select told || coalesce(jsonb_agg(jsonb_build_object('sort', s.sort, 'noun', 'change_threshold',
      'unit', s.unit, 'items', s.items, 'open_items', s.open_items)), '[]') into told
    from (select sort, unit, count(*) as items, count(*) filter (where in_hand) as open_items
      from said group by sort, unit) s;
  select told || coalesce(jsonb_agg(jsonb_build_object('sort', 'ENDS', 'noun', 'change_threshold',
      'unit', s.holder, 'items', s.items, 'open_items', s.items)), '[]') into told
    from (select x.holder, count(*) as items from app.change_threshold x join unnest(gone, successors, posts) g (gone, successor, post)
        on g.gone = x.holder and g.post is null and exists (select from app.change_threshold y
            where y.root = r and y.holder = g.successor and ((x.root is not distinct from y.root and (x.state = 'PUBLISHED') and (y.state = 'PUBLISHED'))))
      where x.root = r and x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE') group by x.holder) s;
  with lying as materialized (select x.holder, (x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE')) as in_hand, (false) as late, x.trail, x.open_to,
        array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6] as was, array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6] as line, g.successor,
        coalesce(a.slot, t.slot) as above, t.id as after
      from app.cluster x
        left join lateral (select g.successor from unnest(gone, successors, posts)
            g (gone, successor, post) where g.gone = x.holder and g.post is null and x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE') limit 1) g on true
        join app.tenant t on t.id = coalesce(g.successor, x.holder)
        left join app.tenant a on a.id = t.parent_id
      where x.root = r and x.holder = any (units) and x.accused = '{}'),
    sight as (select y.*, case when y.late then 1 else least(y.above, case
        when cardinality(y.trail) > 1 or y.successor is not null then (select min(k)
          from generate_series(1, 6) k where y.line[k] = any (y.trail || y.after)) end) end as opens
      from lying y where y.line is distinct from y.was),
    said as (
      select 'LOSES' as sort, o.unit, y.in_hand from sight y,
          unnest(y.was) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.open_to <= o.k
          and (y.opens <= array_position(y.line, o.unit)) is not true
      union all select 'GAINS', o.unit, y.in_hand from sight y,
          unnest(y.line) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.opens <= o.k
          and (y.open_to <= array_position(y.was, o.unit)) is not true
      union all select 'MOVES', coalesce(y.successor, (select p from unnest(tops) p
          where p = any (y.was) limit 1)), y.in_hand
        from lying y where y.line is distinct from y.was or y.successor is not null
      union all select 'STAYS', y.holder, y.in_hand
        from lying y where y.holder = any (gone) and y.successor is null)
  select told || coalesce(jsonb_agg(jsonb_build_object('sort', s.sort, 'noun', 'cluster',
      'unit', s.unit, 'items', s.items, 'open_items', s.open_items)), '[]') into told
    from (select sort, unit, count(*) as items, count(*) filter (where in_hand) as open_items
      from said group by sort, unit) s;
  with lying as materialized (select x.holder, (x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE')) as in_hand, (false) as late, x.trail, x.open_to,
        array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6] as was, array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6] as line, g.successor,
        coalesce(a.slot, t.slot) as above, t.id as after
      from app.custom_role x
        left join lateral (select g.successor from unnest(gone, successors, posts)
            g (gone, successor, post) where g.gone = x.holder and g.post is null and x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE') limit 1) g on true
        join app.tenant t on t.id = coalesce(g.successor, x.holder)
        left join app.tenant a on a.id = t.parent_id
      where x.root = r and x.holder = any (units)),
    sight as (select y.*, case when y.late then 1 else least(y.above, case
        when cardinality(y.trail) > 1 or y.successor is not null then (select min(k)
          from generate_series(1, 6) k where y.line[k] = any (y.trail || y.after)) end) end as opens
      from lying y where y.line is distinct from y.was),
    said as (
      select 'LOSES' as sort, o.unit, y.in_hand from sight y,
          unnest(y.was) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.open_to <= o.k
          and (y.opens <= array_position(y.line, o.unit)) is not true
      union all select 'GAINS', o.unit, y.in_hand from sight y,
          unnest(y.line) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.opens <= o.k
          and (y.open_to <= array_position(y.was, o.unit)) is not true
      union all select 'MOVES', coalesce(y.successor, (select p from unnest(tops) p
          where p = any (y.was) limit 1)), y.in_hand
        from lying y where y.line is distinct from y.was or y.successor is not null
      union all select 'STAYS', y.holder, y.in_hand
        from lying y where y.holder = any (gone) and y.successor is null)
  select told || coalesce(jsonb_agg(jsonb_build_object('sort', s.sort, 'noun', 'custom_role',
      'unit', s.unit, 'items', s.items, 'open_items', s.open_items)), '[]') into told
    from (select sort, unit, count(*) as items, count(*) filter (where in_hand) as open_items
      from said group by sort, unit) s;
  with lying as materialized (select x.holder, (x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE')) as in_hand, (false) as late, x.trail, x.open_to,
        array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6] as was, array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6] as line, g.successor,
        coalesce(a.slot, t.slot) as above, t.id as after
      from app.feed x
        left join lateral (select g.successor from unnest(gone, successors, posts)
            g (gone, successor, post) where g.gone = x.holder and g.post is null and x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE') limit 1) g on true
        join app.tenant t on t.id = coalesce(g.successor, x.holder)
        left join app.tenant a on a.id = t.parent_id
      where x.root = r and x.holder = any (units)),
    sight as (select y.*, case when y.late then 1 else least(y.above, case
        when cardinality(y.trail) > 1 or y.successor is not null then (select min(k)
          from generate_series(1, 6) k where y.line[k] = any (y.trail || y.after)) end) end as opens
      from lying y where y.line is distinct from y.was),
    said as (
      select 'LOSES' as sort, o.unit, y.in_hand from sight y,
          unnest(y.was) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.open_to <= o.k
          and (y.opens <= array_position(y.line, o.unit)) is not true
      union all select 'GAINS', o.unit, y.in_hand from sight y,
          unnest(y.line) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.opens <= o.k
          and (y.open_to <= array_position(y.was, o.unit)) is not true
      union all select 'MOVES', coalesce(y.successor, (select p from unnest(tops) p
          where p = any (y.was) limit 1)), y.in_hand
        from lying y where y.line is distinct from y.was or y.successor is not null
      union all select 'STAYS', y.holder, y.in_hand
        from lying y where y.holder = any (gone) and y.successor is null)
  select told || coalesce(jsonb_agg(jsonb_build_object('sort', s.sort, 'noun', 'feed',
      'unit', s.unit, 'items', s.items, 'open_items', s.open_items)), '[]') into told
    from (select sort, unit, count(*) as items, count(*) filter (where in_hand) as open_items
      from said group by sort, unit) s;
  with lying as materialized (select x.holder, (x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE')) as in_hand, (false) as late, x.trail, x.open_to,
        array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6] as was, array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6] as line, g.successor,
        coalesce(a.slot, t.slot) as above, t.id as after
      from app.meeting x
        left join lateral (select g.successor from unnest(gone, successors, posts)
            g (gone, successor, post) where g.gone = x.holder and g.post is null and x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE') limit 1) g on true
        join app.tenant t on t.id = coalesce(g.successor, x.holder)
        left join app.tenant a on a.id = t.parent_id
      where x.root = r and x.holder = any (units)),
    sight as (select y.*, case when y.late then 1 else least(y.above, case
        when cardinality(y.trail) > 1 or y.successor is not null then (select min(k)
          from generate_series(1, 6) k where y.line[k] = any (y.trail || y.after)) end) end as opens
      from lying y where y.line is distinct from y.was),
    said as (
      select 'LOSES' as sort, o.unit, y.in_hand from sight y,
          unnest(y.was) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.open_to <= o.k
          and (y.opens <= array_position(y.line, o.unit)) is not true
      union all select 'GAINS', o.unit, y.in_hand from sight y,
          unnest(y.line) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.opens <= o.k
          and (y.open_to <= array_position(y.was, o.unit)) is not true
      union all select 'MOVES', coalesce(y.successor, (select p from unnest(tops) p
          where p = any (y.was) limit 1)), y.in_hand
        from lying y where y.line is distinct from y.was or y.successor is not null
      union all select 'STAYS', y.holder, y.in_hand
        from lying y where y.holder = any (gone) and y.successor is null)
  select told || coalesce(jsonb_agg(jsonb_build_object('sort', s.sort, 'noun', 'meeting',
      'unit', s.unit, 'items', s.items, 'open_items', s.open_items)), '[]') into told
    from (select sort, unit, count(*) as items, count(*) filter (where in_hand) as open_items
      from said group by sort, unit) s;
  with lying as materialized (select x.holder, (x.valid_until is null) as in_hand, (false) as late, x.trail, x.open_to,
        array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6] as was, array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6] as line, g.successor,
        coalesce(a.slot, t.slot) as above, t.id as after
      from app.post x
        left join lateral (select g.successor from unnest(gone, successors, posts)
            g (gone, successor, post) where g.gone = x.holder and (g.post is null or g.post = x.id) and x.valid_until is null limit 1) g on true
        join app.tenant t on t.id = coalesce(g.successor, x.holder)
        left join app.tenant a on a.id = t.parent_id
      where x.root = r and x.holder = any (units)),
    sight as (select y.*, case when y.late then 1 else least(y.above, case
        when cardinality(y.trail) > 1 or y.successor is not null then (select min(k)
          from generate_series(1, 6) k where y.line[k] = any (y.trail || y.after)) end) end as opens
      from lying y where y.line is distinct from y.was),
    said as (
      select 'LOSES' as sort, o.unit, y.in_hand from sight y,
          unnest(y.was) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.open_to <= o.k
          and (y.opens <= array_position(y.line, o.unit)) is not true
      union all select 'GAINS', o.unit, y.in_hand from sight y,
          unnest(y.line) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.opens <= o.k
          and (y.open_to <= array_position(y.was, o.unit)) is not true
      union all select 'MOVES', coalesce(y.successor, (select p from unnest(tops) p
          where p = any (y.was) limit 1)), y.in_hand
        from lying y where y.line is distinct from y.was or y.successor is not null
      union all select 'STAYS', y.holder, y.in_hand
        from lying y where y.holder = any (gone) and y.successor is null)
  select told || coalesce(jsonb_agg(jsonb_build_object('sort', s.sort, 'noun', 'post',
      'unit', s.unit, 'items', s.items, 'open_items', s.open_items)), '[]') into told
    from (select sort, unit, count(*) as items, count(*) filter (where in_hand) as open_items
      from said group by sort, unit) s;
  with lying as materialized (select x.holder, (true) as in_hand, (false) as late, x.trail, x.open_to,
        array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6] as was, array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6] as line, g.successor,
        coalesce(a.slot, t.slot) as above, t.id as after
      from app.post_group x
        left join lateral (select g.successor from unnest(gone, successors, posts)
            g (gone, successor, post) where g.gone = x.holder and g.post is null and true limit 1) g on true
        join app.tenant t on t.id = coalesce(g.successor, x.holder)
        left join app.tenant a on a.id = t.parent_id
      where x.root = r and x.holder = any (units)),
    sight as (select y.*, case when y.late then 1 else least(y.above, case
        when cardinality(y.trail) > 1 or y.successor is not null then (select min(k)
          from generate_series(1, 6) k where y.line[k] = any (y.trail || y.after)) end) end as opens
      from lying y where y.line is distinct from y.was),
    said as (
      select 'LOSES' as sort, o.unit, y.in_hand from sight y,
          unnest(y.was) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.open_to <= o.k
          and (y.opens <= array_position(y.line, o.unit)) is not true
      union all select 'GAINS', o.unit, y.in_hand from sight y,
          unnest(y.line) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.opens <= o.k
          and (y.open_to <= array_position(y.was, o.unit)) is not true
      union all select 'MOVES', coalesce(y.successor, (select p from unnest(tops) p
          where p = any (y.was) limit 1)), y.in_hand
        from lying y where y.line is distinct from y.was or y.successor is not null
      union all select 'STAYS', y.holder, y.in_hand
        from lying y where y.holder = any (gone) and y.successor is null)
  select told || coalesce(jsonb_agg(jsonb_build_object('sort', s.sort, 'noun', 'post_group',
      'unit', s.unit, 'items', s.items, 'open_items', s.open_items)), '[]') into told
    from (select sort, unit, count(*) as items, count(*) filter (where in_hand) as open_items
      from said group by sort, unit) s;
  with lying as materialized (select x.holder, (x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE')) as in_hand, (false) as late, x.trail, x.open_to,
        array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6] as was, array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6] as line, g.successor,
        coalesce(a.slot, t.slot) as above, t.id as after
      from app.problem_setting x
        left join lateral (select g.successor from unnest(gone, successors, posts)
            g (gone, successor, post) where false limit 1) g on true
        join app.tenant t on t.id = coalesce(g.successor, x.holder)
        left join app.tenant a on a.id = t.parent_id
      where x.root = r and x.holder = any (units)),
    sight as (select y.*, case when y.late then 1 else least(y.above, case
        when cardinality(y.trail) > 1 or y.successor is not null then (select min(k)
          from generate_series(1, 6) k where y.line[k] = any (y.trail || y.after)) end) end as opens
      from lying y where y.line is distinct from y.was),
    said as (
      select 'LOSES' as sort, o.unit, y.in_hand from sight y,
          unnest(y.was) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.open_to <= o.k
          and (y.opens <= array_position(y.line, o.unit)) is not true
      union all select 'GAINS', o.unit, y.in_hand from sight y,
          unnest(y.line) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.opens <= o.k
          and (y.open_to <= array_position(y.was, o.unit)) is not true
      union all select 'MOVES', coalesce(y.successor, (select p from unnest(tops) p
          where p = any (y.was) limit 1)), y.in_hand
        from lying y where y.line is distinct from y.was or y.successor is not null
      union all select 'STAYS', y.holder, y.in_hand
        from lying y where y.holder = any (gone) and y.successor is null)
  select told || coalesce(jsonb_agg(jsonb_build_object('sort', s.sort, 'noun', 'problem_setting',
      'unit', s.unit, 'items', s.items, 'open_items', s.open_items)), '[]') into told
    from (select sort, unit, count(*) as items, count(*) filter (where in_hand) as open_items
      from said group by sort, unit) s;
  select told || coalesce(jsonb_agg(jsonb_build_object('sort', 'ENDS', 'noun', 'problem_setting',
      'unit', s.holder, 'items', s.items, 'open_items', s.items)), '[]') into told
    from (select x.holder, count(*) as items from app.problem_setting x join unnest(gone, successors, posts) g (gone, successor, post)
        on g.gone = x.holder and g.post is null and exists (select from app.problem_setting y
            where y.root = r and y.holder = g.successor and ((x.root is not distinct from y.root and (x.state = 'PUBLISHED') and (y.state = 'PUBLISHED'))))
      where x.root = r and x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE') group by x.holder) s;
  with lying as materialized (select x.holder, (x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE')) as in_hand, (false) as late, x.trail, x.open_to,
        array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6] as was, array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6] as line, g.successor,
        coalesce(a.slot, t.slot) as above, t.id as after
      from app.reorganisation x
        left join lateral (select g.successor from unnest(gone, successors, posts)
            g (gone, successor, post) where false limit 1) g on true
        join app.tenant t on t.id = coalesce(g.successor, x.holder)
        left join app.tenant a on a.id = t.parent_id
      where x.root = r and x.holder = any (units)),
    sight as (select y.*, case when y.late then 1 else least(y.above, case
        when cardinality(y.trail) > 1 or y.successor is not null then (select min(k)
          from generate_series(1, 6) k where y.line[k] = any (y.trail || y.after)) end) end as opens
      from lying y where y.line is distinct from y.was),
    said as (
      select 'LOSES' as sort, o.unit, y.in_hand from sight y,
          unnest(y.was) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.open_to <= o.k
          and (y.opens <= array_position(y.line, o.unit)) is not true
      union all select 'GAINS', o.unit, y.in_hand from sight y,
          unnest(y.line) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.opens <= o.k
          and (y.open_to <= array_position(y.was, o.unit)) is not true
      union all select 'MOVES', coalesce(y.successor, (select p from unnest(tops) p
          where p = any (y.was) limit 1)), y.in_hand
        from lying y where y.line is distinct from y.was or y.successor is not null
      union all select 'STAYS', y.holder, y.in_hand
        from lying y where y.holder = any (gone) and y.successor is null)
  select told || coalesce(jsonb_agg(jsonb_build_object('sort', s.sort, 'noun', 'reorganisation',
      'unit', s.unit, 'items', s.items, 'open_items', s.open_items)), '[]') into told
    from (select sort, unit, count(*) as items, count(*) filter (where in_hand) as open_items
      from said group by sort, unit) s;
  with lying as materialized (select x.holder, (x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE')) as in_hand, (false) as late, x.trail, x.open_to,
        array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6] as was, array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6] as line, g.successor,
        coalesce(a.slot, t.slot) as above, t.id as after
      from app.responsibility_list x
        left join lateral (select g.successor from unnest(gone, successors, posts)
            g (gone, successor, post) where g.gone = x.holder and g.post is null and x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE') and not exists (select from app.responsibility_list y
            where y.root = r and y.holder = g.successor and ((x.root is not distinct from y.root and x.actor_type is not distinct from y.actor_type and x.year is not distinct from y.year and coalesce ( x.body_id , '00000000-0000-0000-0000-000000000000'::uuid ) is not distinct from coalesce ( y.body_id , '00000000-0000-0000-0000-000000000000'::uuid ) and (x.state in ( 'DRAFT' , 'PUBLISHED' )) and (y.state in ( 'DRAFT' , 'PUBLISHED' ))))) limit 1) g on true
        join app.tenant t on t.id = coalesce(g.successor, x.holder)
        left join app.tenant a on a.id = t.parent_id
      where x.root = r and x.holder = any (units)),
    sight as (select y.*, case when y.late then 1 else least(y.above, case
        when cardinality(y.trail) > 1 or y.successor is not null then (select min(k)
          from generate_series(1, 6) k where y.line[k] = any (y.trail || y.after)) end) end as opens
      from lying y where y.line is distinct from y.was),
    said as (
      select 'LOSES' as sort, o.unit, y.in_hand from sight y,
          unnest(y.was) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.open_to <= o.k
          and (y.opens <= array_position(y.line, o.unit)) is not true
      union all select 'GAINS', o.unit, y.in_hand from sight y,
          unnest(y.line) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.opens <= o.k
          and (y.open_to <= array_position(y.was, o.unit)) is not true
      union all select 'MOVES', coalesce(y.successor, (select p from unnest(tops) p
          where p = any (y.was) limit 1)), y.in_hand
        from lying y where y.line is distinct from y.was or y.successor is not null
      union all select 'STAYS', y.holder, y.in_hand
        from lying y where y.holder = any (gone) and y.successor is null)
  select told || coalesce(jsonb_agg(jsonb_build_object('sort', s.sort, 'noun', 'responsibility_list',
      'unit', s.unit, 'items', s.items, 'open_items', s.open_items)), '[]') into told
    from (select sort, unit, count(*) as items, count(*) filter (where in_hand) as open_items
      from said group by sort, unit) s;
  select told || coalesce(jsonb_agg(jsonb_build_object('sort', 'ENDS', 'noun', 'responsibility_list',
      'unit', s.holder, 'items', s.items, 'open_items', s.items)), '[]') into told
    from (select x.holder, count(*) as items from app.responsibility_list x join unnest(gone, successors, posts) g (gone, successor, post)
        on g.gone = x.holder and g.post is null and exists (select from app.responsibility_list y
            where y.root = r and y.holder = g.successor and ((x.root is not distinct from y.root and x.actor_type is not distinct from y.actor_type and x.year is not distinct from y.year and coalesce ( x.body_id , '00000000-0000-0000-0000-000000000000'::uuid ) is not distinct from coalesce ( y.body_id , '00000000-0000-0000-0000-000000000000'::uuid ) and (x.state in ( 'DRAFT' , 'PUBLISHED' )) and (y.state in ( 'DRAFT' , 'PUBLISHED' )))))
      where x.root = r and x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE') group by x.holder) s;
  with lying as materialized (select x.holder, (x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE')) as in_hand, (false) as late, x.trail, x.open_to,
        array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6] as was, array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6] as line, g.successor,
        coalesce(a.slot, t.slot) as above, t.id as after
      from app.visit_template x
        left join lateral (select g.successor from unnest(gone, successors, posts)
            g (gone, successor, post) where false limit 1) g on true
        join app.tenant t on t.id = coalesce(g.successor, x.holder)
        left join app.tenant a on a.id = t.parent_id
      where x.root = r and x.holder = any (units)),
    sight as (select y.*, case when y.late then 1 else least(y.above, case
        when cardinality(y.trail) > 1 or y.successor is not null then (select min(k)
          from generate_series(1, 6) k where y.line[k] = any (y.trail || y.after)) end) end as opens
      from lying y where y.line is distinct from y.was),
    said as (
      select 'LOSES' as sort, o.unit, y.in_hand from sight y,
          unnest(y.was) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.open_to <= o.k
          and (y.opens <= array_position(y.line, o.unit)) is not true
      union all select 'GAINS', o.unit, y.in_hand from sight y,
          unnest(y.line) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.opens <= o.k
          and (y.open_to <= array_position(y.was, o.unit)) is not true
      union all select 'MOVES', coalesce(y.successor, (select p from unnest(tops) p
          where p = any (y.was) limit 1)), y.in_hand
        from lying y where y.line is distinct from y.was or y.successor is not null
      union all select 'STAYS', y.holder, y.in_hand
        from lying y where y.holder = any (gone) and y.successor is null)
  select told || coalesce(jsonb_agg(jsonb_build_object('sort', s.sort, 'noun', 'visit_template',
      'unit', s.unit, 'items', s.items, 'open_items', s.open_items)), '[]') into told
    from (select sort, unit, count(*) as items, count(*) filter (where in_hand) as open_items
      from said group by sort, unit) s;
  select told || coalesce(jsonb_agg(jsonb_build_object('sort', 'ENDS', 'noun', 'visit_template',
      'unit', s.holder, 'items', s.items, 'open_items', s.items)), '[]') into told
    from (select x.holder, count(*) as items from app.visit_template x join unnest(gone, successors, posts) g (gone, successor, post)
        on g.gone = x.holder and g.post is null and exists (select from app.visit_template y
            where y.root = r and y.holder = g.successor and ((x.root is not distinct from y.root and (x.state = 'PUBLISHED') and (y.state = 'PUBLISHED'))))
      where x.root = r and x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE') group by x.holder) s;
  with lying as materialized (select x.holder, (x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE')) as in_hand, (false) as late, x.trail, x.open_to,
        array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6] as was, array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6] as line, g.successor,
        coalesce(a.slot, t.slot) as above, t.id as after
      from app.administrator_request x
        left join lateral (select g.successor from unnest(gone, successors, posts)
            g (gone, successor, post) where g.gone = x.holder and g.post is null and x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE') limit 1) g on true
        join app.tenant t on t.id = coalesce(g.successor, x.holder)
        left join app.tenant a on a.id = t.parent_id
      where x.root = r and x.holder = any (units)),
    sight as (select y.*, case when y.late then 1 else least(y.above, case
        when cardinality(y.trail) > 1 or y.successor is not null then (select min(k)
          from generate_series(1, 6) k where y.line[k] = any (y.trail || y.after)) end) end as opens
      from lying y where y.line is distinct from y.was),
    said as (
      select 'LOSES' as sort, o.unit, y.in_hand from sight y,
          unnest(y.was) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.open_to <= o.k
          and (y.opens <= array_position(y.line, o.unit)) is not true
      union all select 'GAINS', o.unit, y.in_hand from sight y,
          unnest(y.line) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.opens <= o.k
          and (y.open_to <= array_position(y.was, o.unit)) is not true
      union all select 'MOVES', coalesce(y.successor, (select p from unnest(tops) p
          where p = any (y.was) limit 1)), y.in_hand
        from lying y where y.line is distinct from y.was or y.successor is not null
      union all select 'STAYS', y.holder, y.in_hand
        from lying y where y.holder = any (gone) and y.successor is null)
  select told || coalesce(jsonb_agg(jsonb_build_object('sort', s.sort, 'noun', 'administrator_request',
      'unit', s.unit, 'items', s.items, 'open_items', s.open_items)), '[]') into told
    from (select sort, unit, count(*) as items, count(*) filter (where in_hand) as open_items
      from said group by sort, unit) s;
  with lying as materialized (select x.holder, (x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE')) as in_hand, (false) as late, x.trail, x.open_to,
        array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6] as was, array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6] as line, g.successor,
        coalesce(a.slot, t.slot) as above, t.id as after
      from app.clause x
        left join lateral (select g.successor from unnest(gone, successors, posts)
            g (gone, successor, post) where g.gone = x.holder and g.post is null and x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE') limit 1) g on true
        join app.tenant t on t.id = coalesce(g.successor, x.holder)
        left join app.tenant a on a.id = t.parent_id
      where x.root = r and x.holder = any (units)),
    sight as (select y.*, case when y.late then 1 else least(y.above, case
        when cardinality(y.trail) > 1 or y.successor is not null then (select min(k)
          from generate_series(1, 6) k where y.line[k] = any (y.trail || y.after)) end) end as opens
      from lying y where y.line is distinct from y.was),
    said as (
      select 'LOSES' as sort, o.unit, y.in_hand from sight y,
          unnest(y.was) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.open_to <= o.k
          and (y.opens <= array_position(y.line, o.unit)) is not true
      union all select 'GAINS', o.unit, y.in_hand from sight y,
          unnest(y.line) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.opens <= o.k
          and (y.open_to <= array_position(y.was, o.unit)) is not true
      union all select 'MOVES', coalesce(y.successor, (select p from unnest(tops) p
          where p = any (y.was) limit 1)), y.in_hand
        from lying y where y.line is distinct from y.was or y.successor is not null
      union all select 'STAYS', y.holder, y.in_hand
        from lying y where y.holder = any (gone) and y.successor is null)
  select told || coalesce(jsonb_agg(jsonb_build_object('sort', s.sort, 'noun', 'clause',
      'unit', s.unit, 'items', s.items, 'open_items', s.open_items)), '[]') into told
    from (select sort, unit, count(*) as items, count(*) filter (where in_hand) as open_items
      from said group by sort, unit) s;
  with lying as materialized (select x.holder, (x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE')) as in_hand, (false) as late, x.trail, x.open_to,
        array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6] as was, array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6] as line, g.successor,
        coalesce(a.slot, t.slot) as above, t.id as after
      from app.glass_window x
        left join lateral (select g.successor from unnest(gone, successors, posts)
            g (gone, successor, post) where g.gone = x.holder and g.post is null and x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE') limit 1) g on true
        join app.tenant t on t.id = coalesce(g.successor, x.holder)
        left join app.tenant a on a.id = t.parent_id
      where x.root = r and x.holder = any (units)),
    sight as (select y.*, case when y.late then 1 else least(y.above, case
        when cardinality(y.trail) > 1 or y.successor is not null then (select min(k)
          from generate_series(1, 6) k where y.line[k] = any (y.trail || y.after)) end) end as opens
      from lying y where y.line is distinct from y.was),
    said as (
      select 'LOSES' as sort, o.unit, y.in_hand from sight y,
          unnest(y.was) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.open_to <= o.k
          and (y.opens <= array_position(y.line, o.unit)) is not true
      union all select 'GAINS', o.unit, y.in_hand from sight y,
          unnest(y.line) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.opens <= o.k
          and (y.open_to <= array_position(y.was, o.unit)) is not true
      union all select 'MOVES', coalesce(y.successor, (select p from unnest(tops) p
          where p = any (y.was) limit 1)), y.in_hand
        from lying y where y.line is distinct from y.was or y.successor is not null
      union all select 'STAYS', y.holder, y.in_hand
        from lying y where y.holder = any (gone) and y.successor is null)
  select told || coalesce(jsonb_agg(jsonb_build_object('sort', s.sort, 'noun', 'glass_window',
      'unit', s.unit, 'items', s.items, 'open_items', s.open_items)), '[]') into told
    from (select sort, unit, count(*) as items, count(*) filter (where in_hand) as open_items
      from said group by sort, unit) s;
  with lying as materialized (select x.holder, (x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE')) as in_hand, (false) as late, x.trail, x.open_to,
        array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6] as was, array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6] as line, g.successor,
        coalesce(a.slot, t.slot) as above, t.id as after
      from app.proposed_change x
        left join lateral (select g.successor from unnest(gone, successors, posts)
            g (gone, successor, post) where false limit 1) g on true
        join app.tenant t on t.id = coalesce(g.successor, x.holder)
        left join app.tenant a on a.id = t.parent_id
      where x.root = r and x.holder = any (units)),
    sight as (select y.*, case when y.late then 1 else least(y.above, case
        when cardinality(y.trail) > 1 or y.successor is not null then (select min(k)
          from generate_series(1, 6) k where y.line[k] = any (y.trail || y.after)) end) end as opens
      from lying y where y.line is distinct from y.was),
    said as (
      select 'LOSES' as sort, o.unit, y.in_hand from sight y,
          unnest(y.was) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.open_to <= o.k
          and (y.opens <= array_position(y.line, o.unit)) is not true
      union all select 'GAINS', o.unit, y.in_hand from sight y,
          unnest(y.line) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.opens <= o.k
          and (y.open_to <= array_position(y.was, o.unit)) is not true
      union all select 'MOVES', coalesce(y.successor, (select p from unnest(tops) p
          where p = any (y.was) limit 1)), y.in_hand
        from lying y where y.line is distinct from y.was or y.successor is not null
      union all select 'STAYS', y.holder, y.in_hand
        from lying y where y.holder = any (gone) and y.successor is null)
  select told || coalesce(jsonb_agg(jsonb_build_object('sort', s.sort, 'noun', 'proposed_change',
      'unit', s.unit, 'items', s.items, 'open_items', s.open_items)), '[]') into told
    from (select sort, unit, count(*) as items, count(*) filter (where in_hand) as open_items
      from said group by sort, unit) s;
  with lying as materialized (select x.holder, (x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE')) as in_hand, (false) as late, x.trail, x.open_to,
        array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6] as was, array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6] as line, g.successor,
        coalesce(a.slot, t.slot) as above, t.id as after
      from app.feed_line x
        left join lateral (select g.successor from unnest(gone, successors, posts)
            g (gone, successor, post) where g.gone = x.holder and g.post is null and x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE') limit 1) g on true
        join app.tenant t on t.id = coalesce(g.successor, x.holder)
        left join app.tenant a on a.id = t.parent_id
      where x.root = r and x.holder = any (units)),
    sight as (select y.*, case when y.late then 1 else least(y.above, case
        when cardinality(y.trail) > 1 or y.successor is not null then (select min(k)
          from generate_series(1, 6) k where y.line[k] = any (y.trail || y.after)) end) end as opens
      from lying y where y.line is distinct from y.was),
    said as (
      select 'LOSES' as sort, o.unit, y.in_hand from sight y,
          unnest(y.was) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.open_to <= o.k
          and (y.opens <= array_position(y.line, o.unit)) is not true
      union all select 'GAINS', o.unit, y.in_hand from sight y,
          unnest(y.line) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.opens <= o.k
          and (y.open_to <= array_position(y.was, o.unit)) is not true
      union all select 'MOVES', coalesce(y.successor, (select p from unnest(tops) p
          where p = any (y.was) limit 1)), y.in_hand
        from lying y where y.line is distinct from y.was or y.successor is not null
      union all select 'STAYS', y.holder, y.in_hand
        from lying y where y.holder = any (gone) and y.successor is null)
  select told || coalesce(jsonb_agg(jsonb_build_object('sort', s.sort, 'noun', 'feed_line',
      'unit', s.unit, 'items', s.items, 'open_items', s.open_items)), '[]') into told
    from (select sort, unit, count(*) as items, count(*) filter (where in_hand) as open_items
      from said group by sort, unit) s;
  with lying as materialized (select x.holder, (x.open) as in_hand, (x.overdue and x.open) as late, x.trail, x.open_to,
        array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6] as was, array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6] as line, g.successor,
        coalesce(a.slot, t.slot) as above, t.id as after
      from app.obligation x
        left join lateral (select g.successor from unnest(gone, successors, posts)
            g (gone, successor, post) where g.gone = x.holder and g.post is null and x.open limit 1) g on true
        join app.tenant t on t.id = coalesce(g.successor, x.holder)
        left join app.tenant a on a.id = t.parent_id
      where x.root = r and x.holder = any (units)),
    sight as (select y.*, case when y.late then 1 else least(y.above, case
        when cardinality(y.trail) > 1 or y.successor is not null then (select min(k)
          from generate_series(1, 6) k where y.line[k] = any (y.trail || y.after)) end) end as opens
      from lying y where y.line is distinct from y.was),
    said as (
      select 'LOSES' as sort, o.unit, y.in_hand from sight y,
          unnest(y.was) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.open_to <= o.k
          and (y.opens <= array_position(y.line, o.unit)) is not true
      union all select 'GAINS', o.unit, y.in_hand from sight y,
          unnest(y.line) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.opens <= o.k
          and (y.open_to <= array_position(y.was, o.unit)) is not true
      union all select 'MOVES', coalesce(y.successor, (select p from unnest(tops) p
          where p = any (y.was) limit 1)), y.in_hand
        from lying y where y.line is distinct from y.was or y.successor is not null
      union all select 'STAYS', y.holder, y.in_hand
        from lying y where y.holder = any (gone) and y.successor is null)
  select told || coalesce(jsonb_agg(jsonb_build_object('sort', s.sort, 'noun', 'obligation',
      'unit', s.unit, 'items', s.items, 'open_items', s.open_items)), '[]') into told
    from (select sort, unit, count(*) as items, count(*) filter (where in_hand) as open_items
      from said group by sort, unit) s;
  with lying as materialized (select x.holder, (x.open) as in_hand, ((x.overdue or x.owed_late) and x.open) as late, x.trail, x.open_to,
        array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6] as was, array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6] as line, g.successor,
        coalesce(a.slot, t.slot) as above, t.id as after
      from app.problem x
        left join lateral (select g.successor from unnest(gone, successors, posts)
            g (gone, successor, post) where g.gone = x.holder and (g.post is null or g.post = x.holder_post) and x.open limit 1) g on true
        join app.tenant t on t.id = coalesce(g.successor, x.holder)
        left join app.tenant a on a.id = t.parent_id
      where x.root = r and x.holder = any (units) and x.accused = '{}'),
    sight as (select y.*, case when y.late then 1 else least(y.above, case
        when cardinality(y.trail) > 1 or y.successor is not null then (select min(k)
          from generate_series(1, 6) k where y.line[k] = any (y.trail || y.after)) end) end as opens
      from lying y where y.line is distinct from y.was),
    said as (
      select 'LOSES' as sort, o.unit, y.in_hand from sight y,
          unnest(y.was) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.open_to <= o.k
          and (y.opens <= array_position(y.line, o.unit)) is not true
      union all select 'GAINS', o.unit, y.in_hand from sight y,
          unnest(y.line) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.opens <= o.k
          and (y.open_to <= array_position(y.was, o.unit)) is not true
      union all select 'MOVES', coalesce(y.successor, (select p from unnest(tops) p
          where p = any (y.was) limit 1)), y.in_hand
        from lying y where y.line is distinct from y.was or y.successor is not null
      union all select 'STAYS', y.holder, y.in_hand
        from lying y where y.holder = any (gone) and y.successor is null)
  select told || coalesce(jsonb_agg(jsonb_build_object('sort', s.sort, 'noun', 'problem',
      'unit', s.unit, 'items', s.items, 'open_items', s.open_items)), '[]') into told
    from (select sort, unit, count(*) as items, count(*) filter (where in_hand) as open_items
      from said group by sort, unit) s;
  with lying as materialized (select x.holder, (x.open) as in_hand, (x.overdue and x.open) as late, x.trail, x.open_to,
        array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6] as was, array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6] as line, g.successor,
        coalesce(a.slot, t.slot) as above, t.id as after
      from app.assignment x
        left join lateral (select g.successor from unnest(gone, successors, posts)
            g (gone, successor, post) where g.gone = x.holder and (g.post is null or g.post = x.lead_post) and x.open and not x.id in (select app.ending_parts(r, gone, successors, posts)) limit 1) g on true
        join app.tenant t on t.id = coalesce(g.successor, x.holder)
        left join app.tenant a on a.id = t.parent_id
      where x.root = r and x.holder = any (units) and x.accused = '{}'),
    sight as (select y.*, case when y.late then 1 else least(y.above, case
        when cardinality(y.trail) > 1 or y.successor is not null then (select min(k)
          from generate_series(1, 6) k where y.line[k] = any (y.trail || y.after)) end) end as opens
      from lying y where y.line is distinct from y.was),
    said as (
      select 'LOSES' as sort, o.unit, y.in_hand from sight y,
          unnest(y.was) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.open_to <= o.k
          and (y.opens <= array_position(y.line, o.unit)) is not true
      union all select 'GAINS', o.unit, y.in_hand from sight y,
          unnest(y.line) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.opens <= o.k
          and (y.open_to <= array_position(y.was, o.unit)) is not true
      union all select 'MOVES', coalesce(y.successor, (select p from unnest(tops) p
          where p = any (y.was) limit 1)), y.in_hand
        from lying y where y.line is distinct from y.was or y.successor is not null
      union all select 'STAYS', y.holder, y.in_hand
        from lying y where y.holder = any (gone) and y.successor is null)
  select told || coalesce(jsonb_agg(jsonb_build_object('sort', s.sort, 'noun', 'assignment',
      'unit', s.unit, 'items', s.items, 'open_items', s.open_items)), '[]') into told
    from (select sort, unit, count(*) as items, count(*) filter (where in_hand) as open_items
      from said group by sort, unit) s;
  select told || coalesce(jsonb_agg(jsonb_build_object('sort', 'ENDS', 'noun', 'assignment',
      'unit', s.holder, 'items', s.items, 'open_items', s.items)), '[]') into told
    from (select x.holder, count(*) as items from app.assignment x
      where x.root = r and x.id in (select app.ending_parts(r, gone, successors, posts)) and x.accused = '{}' group by x.holder) s;
  with lying as materialized (select x.holder, (x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE')) as in_hand, (false) as late, x.trail, x.open_to,
        array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6] as was, array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6] as line, g.successor,
        coalesce(a.slot, t.slot) as above, t.id as after
      from app.escalation x
        left join lateral (select g.successor from unnest(gone, successors, posts)
            g (gone, successor, post) where g.gone = x.holder and g.post is null and x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE') and not exists (select from app.escalation y
            where y.root = r and y.holder = g.successor and ((x.root is not distinct from y.root and x.kind is not distinct from y.kind and x.problem_id is not distinct from y.problem_id and x.occasion is not distinct from y.occasion and true and true))) limit 1) g on true
        join app.tenant t on t.id = coalesce(g.successor, x.holder)
        left join app.tenant a on a.id = t.parent_id
      where x.root = r and x.holder = any (units) and x.accused = '{}'),
    sight as (select y.*, case when y.late then 1 else least(y.above, case
        when cardinality(y.trail) > 1 or y.successor is not null then (select min(k)
          from generate_series(1, 6) k where y.line[k] = any (y.trail || y.after)) end) end as opens
      from lying y where y.line is distinct from y.was),
    said as (
      select 'LOSES' as sort, o.unit, y.in_hand from sight y,
          unnest(y.was) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.open_to <= o.k
          and (y.opens <= array_position(y.line, o.unit)) is not true
      union all select 'GAINS', o.unit, y.in_hand from sight y,
          unnest(y.line) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.opens <= o.k
          and (y.open_to <= array_position(y.was, o.unit)) is not true
      union all select 'MOVES', coalesce(y.successor, (select p from unnest(tops) p
          where p = any (y.was) limit 1)), y.in_hand
        from lying y where y.line is distinct from y.was or y.successor is not null
      union all select 'STAYS', y.holder, y.in_hand
        from lying y where y.holder = any (gone) and y.successor is null)
  select told || coalesce(jsonb_agg(jsonb_build_object('sort', s.sort, 'noun', 'escalation',
      'unit', s.unit, 'items', s.items, 'open_items', s.open_items)), '[]') into told
    from (select sort, unit, count(*) as items, count(*) filter (where in_hand) as open_items
      from said group by sort, unit) s;
  with lying as materialized (select x.holder, (x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE')) as in_hand, (false) as late, x.trail, x.open_to,
        array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6] as was, array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6] as line, g.successor,
        coalesce(a.slot, t.slot) as above, t.id as after
      from app.publication_draft x
        left join lateral (select g.successor from unnest(gone, successors, posts)
            g (gone, successor, post) where g.gone = x.holder and g.post is null and x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE') limit 1) g on true
        join app.tenant t on t.id = coalesce(g.successor, x.holder)
        left join app.tenant a on a.id = t.parent_id
      where x.root = r and x.holder = any (units) and x.accused = '{}'),
    sight as (select y.*, case when y.late then 1 else least(y.above, case
        when cardinality(y.trail) > 1 or y.successor is not null then (select min(k)
          from generate_series(1, 6) k where y.line[k] = any (y.trail || y.after)) end) end as opens
      from lying y where y.line is distinct from y.was),
    said as (
      select 'LOSES' as sort, o.unit, y.in_hand from sight y,
          unnest(y.was) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.open_to <= o.k
          and (y.opens <= array_position(y.line, o.unit)) is not true
      union all select 'GAINS', o.unit, y.in_hand from sight y,
          unnest(y.line) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.opens <= o.k
          and (y.open_to <= array_position(y.was, o.unit)) is not true
      union all select 'MOVES', coalesce(y.successor, (select p from unnest(tops) p
          where p = any (y.was) limit 1)), y.in_hand
        from lying y where y.line is distinct from y.was or y.successor is not null
      union all select 'STAYS', y.holder, y.in_hand
        from lying y where y.holder = any (gone) and y.successor is null)
  select told || coalesce(jsonb_agg(jsonb_build_object('sort', s.sort, 'noun', 'publication_draft',
      'unit', s.unit, 'items', s.items, 'open_items', s.open_items)), '[]') into told
    from (select sort, unit, count(*) as items, count(*) filter (where in_hand) as open_items
      from said group by sort, unit) s;
  select told || coalesce(jsonb_agg(jsonb_build_object('sort', 'BLIND', 'noun', 'administrator_request',
      'unit', s.successor, 'items', s.items, 'open_items', s.items)), '[]') into told
    from (select g.successor, count(*) as items
      from app.administrator_request x join unnest(gone, successors, posts) g (gone, successor, post)
        on g.gone = x.holder and (x.asked_in = g.post or x.post_id = g.post)
      where x.root = r and x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE') and g.successor <> all (x.trail)
      group by g.successor) s;
  select told || coalesce(jsonb_agg(jsonb_build_object('sort', 'BLIND', 'noun', 'appointment',
      'unit', s.successor, 'items', s.items, 'open_items', s.items)), '[]') into told
    from (select g.successor, count(*) as items
      from app.appointment x join unnest(gone, successors, posts) g (gone, successor, post)
        on g.gone = x.holder and (x.post_id = g.post)
      where x.root = r and true and g.successor <> all (x.trail)
      group by g.successor) s;
  select told || coalesce(jsonb_agg(jsonb_build_object('sort', 'BLIND', 'noun', 'contact_card',
      'unit', s.successor, 'items', s.items, 'open_items', s.items)), '[]') into told
    from (select g.successor, count(*) as items
      from app.contact_card x join unnest(gone, successors, posts) g (gone, successor, post)
        on g.gone = x.holder and (x.post_id = g.post)
      where x.root = r and x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE') and g.successor <> all (x.trail)
      group by g.successor) s;
  select told || coalesce(jsonb_agg(jsonb_build_object('sort', 'BLIND', 'noun', 'feed_entry',
      'unit', s.successor, 'items', s.items, 'open_items', s.items)), '[]') into told
    from (select g.successor, count(*) as items
      from app.feed_entry x join unnest(gone, successors, posts) g (gone, successor, post)
        on g.gone = x.holder and (x.post_id = g.post)
      where x.root = r and true and g.successor <> all (x.trail)
      group by g.successor) s;
  select told || coalesce(jsonb_agg(jsonb_build_object('sort', 'BLIND', 'noun', 'glass_window',
      'unit', s.successor, 'items', s.items, 'open_items', s.items)), '[]') into told
    from (select g.successor, count(*) as items
      from app.glass_window x join unnest(gone, successors, posts) g (gone, successor, post)
        on g.gone = x.holder and (x.post_id = g.post)
      where x.root = r and x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE') and g.successor <> all (x.trail)
      group by g.successor) s;
  select told || coalesce(jsonb_agg(jsonb_build_object('sort', 'BLIND', 'noun', 'group_member',
      'unit', s.successor, 'items', s.items, 'open_items', s.items)), '[]') into told
    from (select g.successor, count(*) as items
      from app.group_member x join unnest(gone, successors, posts) g (gone, successor, post)
        on g.gone = x.holder and (x.post_id = g.post)
      where x.root = r and true and g.successor <> all (x.trail)
      group by g.successor) s;
  select told || coalesce(jsonb_agg(jsonb_build_object('sort', 'BLIND', 'noun', 'proposed_change',
      'unit', s.successor, 'items', s.items, 'open_items', s.items)), '[]') into told
    from (select g.successor, count(*) as items
      from app.proposed_change x join unnest(gone, successors, posts) g (gone, successor, post)
        on g.gone = x.holder and (x.post_id = g.post or x.previewed_in = g.post)
      where x.root = r and x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE') and g.successor <> all (x.trail)
      group by g.successor) s;
  select told || coalesce(jsonb_agg(jsonb_build_object('sort', 'BLIND', 'noun', 'subscriber',
      'unit', s.successor, 'items', s.items, 'open_items', s.items)), '[]') into told
    from (select g.successor, count(*) as items
      from app.subscriber x join unnest(gone, successors, posts) g (gone, successor, post)
        on g.gone = x.holder and (x.post_id = g.post)
      where x.root = r and x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE') and g.successor <> all (x.trail)
      group by g.successor) s;
  select told || coalesce(jsonb_agg(jsonb_build_object('sort', 'BLIND', 'noun', 'feed_line',
      'unit', s.successor, 'items', s.items, 'open_items', s.items)), '[]') into told
    from (select g.successor, count(*) as items
      from app.feed_line x join unnest(gone, successors, posts) g (gone, successor, post)
        on g.gone = x.holder and (x.from_post_id = g.post or x.to_post_id = g.post)
      where x.root = r and x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE') and g.successor <> all (x.trail)
      group by g.successor) s;
  select told || coalesce(jsonb_agg(jsonb_build_object('sort', 'BLIND', 'noun', 'problem',
      'unit', s.successor, 'items', s.items, 'open_items', s.items)), '[]') into told
    from (select g.successor, count(*) as items
      from app.problem x join unnest(gone, successors, posts) g (gone, successor, post)
        on g.gone = x.holder and (x.lead_post = g.post or x.leader_post = g.post) and x.holder_post is distinct from g.post
      where x.root = r and x.open and x.accused = '{}' and g.successor <> all (x.trail)
      group by g.successor) s;
  select told || coalesce(jsonb_agg(jsonb_build_object('sort', 'BLIND', 'noun', 'role_grant',
      'unit', s.successor, 'items', s.items, 'open_items', s.items)), '[]') into told
    from (select g.successor, count(*) as items
      from app.role_grant x join unnest(gone, successors, posts) g (gone, successor, post)
        on g.gone = x.holder and (x.post_id = g.post)
      where x.root = r and true and g.successor <> all (x.trail)
      group by g.successor) s;
  select told || coalesce(jsonb_agg(jsonb_build_object('sort', 'BLIND', 'noun', 'case_lead',
      'unit', s.successor, 'items', s.items, 'open_items', s.items)), '[]') into told
    from (select g.successor, count(*) as items
      from app.case_lead x join unnest(gone, successors, posts) g (gone, successor, post)
        on g.gone = x.holder and (x.post_id = g.post)
      where x.root = r and x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE') and x.accused = '{}' and g.successor <> all (x.trail)
      group by g.successor) s;
  select told || coalesce(jsonb_agg(jsonb_build_object('sort', 'BLIND', 'noun', 'case_member',
      'unit', s.successor, 'items', s.items, 'open_items', s.items)), '[]') into told
    from (select g.successor, count(*) as items
      from app.case_member x join unnest(gone, successors, posts) g (gone, successor, post)
        on g.gone = x.holder and (x.post_id = g.post)
      where x.root = r and x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE') and x.accused = '{}' and g.successor <> all (x.trail)
      group by g.successor) s;
  select told || coalesce(jsonb_agg(jsonb_build_object('sort', 'BLIND', 'noun', 'measure',
      'unit', s.successor, 'items', s.items, 'open_items', s.items)), '[]') into told
    from (select g.successor, count(*) as items
      from app.measure x join unnest(gone, successors, posts) g (gone, successor, post)
        on g.gone = x.holder and (x.owner_post = g.post)
      where x.root = r and x.state not in ('RETIRED', 'WITHDRAWN', 'RETURNED', 'DISMISSED', 'LAPSED', 'FOLLOWED', 'REFUSED', 'RELEASED', 'DONE') and x.accused = '{}' and g.successor <> all (x.trail)
      group by g.successor) s;
  return told;
end $$;

create function audit.accused_by(of_root int, of_record uuid) returns int[] language plpgsql stable
  security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- Not a function of SQL, whose plan would be made anew at each call.
  return coalesce((select x.accused from (
    select x.accused from app.change x where x.root = of_root and x.id = of_record
    union all select x.accused from app.desk_cell x where x.root = of_root and x.id = of_record
    union all select x.accused from app.problem_cell x where x.root = of_root and x.id = of_record
    union all select x.accused from app.cluster x where x.root = of_root and x.id = of_record
    union all select x.accused from app.meeting_minutes x where x.root = of_root and x.id = of_record
    union all select x.accused from app.problem x where x.root = of_root and x.id = of_record
    union all select x.accused from app.assignment x where x.root = of_root and x.id = of_record
    union all select x.accused from app.campaign_item x where x.root = of_root and x.id = of_record
    union all select x.accused from app.case_lead x where x.root = of_root and x.id = of_record
    union all select x.accused from app.case_member x where x.root = of_root and x.id = of_record
    union all select x.accused from app.closing x where x.root = of_root and x.id = of_record
    union all select x.accused from app.escalation x where x.root = of_root and x.id = of_record
    union all select x.accused from app.evaluation_code x where x.root = of_root and x.id = of_record
    union all select x.accused from app.extension x where x.root = of_root and x.id = of_record
    union all select x.accused from app.handover x where x.root = of_root and x.id = of_record
    union all select x.accused from app.hop x where x.root = of_root and x.id = of_record
    union all select x.accused from app.measure x where x.root = of_root and x.id = of_record
    union all select x.accused from app.meeting_item x where x.root = of_root and x.id = of_record
    union all select x.accused from app.petitioner x where x.root = of_root and x.id = of_record
    union all select x.accused from app.problem_pledge x where x.root = of_root and x.id = of_record
    union all select x.accused from app.problem_trail x where x.root = of_root and x.id = of_record
    union all select x.accused from app.publication_draft x where x.root = of_root and x.id = of_record
    union all select x.accused from app.share x where x.root = of_root and x.id = of_record
    union all select x.accused from app.supporter x where x.root = of_root and x.id = of_record
    union all select x.accused from app.upstream_order x where x.root = of_root and x.id = of_record
    union all select x.accused from app.consent x where x.root = of_root and x.id = of_record
    union all select x.accused from app.evaluation x where x.root = of_root and x.id = of_record
    union all select x.accused from app.file x where x.root = of_root and x.id = of_record
    union all select x.accused from app.follow_up x where x.root = of_root and x.id = of_record
    union all select x.accused from app.problem_file x where x.root = of_root and x.id = of_record
    union all select x.accused from app.publication x where x.root = of_root and x.id = of_record
    union all select x.accused from app.recheck x where x.root = of_root and x.id = of_record
    union all select x.accused from app.sealed_identity x where x.root = of_root and x.id = of_record
    union all select x.accused from app.comment x where x.root = of_root and x.id = of_record
    union all select x.accused from app.happening x where x.root = of_root and x.id = of_record
    union all select x.accused from app.posting x where x.root = of_root and x.id = of_record
    union all select x.accused from app.publicity_duty x where x.root = of_root and x.id = of_record
    union all select x.accused from app.rebound x where x.root = of_root and x.id = of_record
    union all select x.accused from app.notice x where x.root = of_root and x.id = of_record) x limit 1), '{}');
end $$;

create function audit.accuse() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update audit.event set accused = app.together(accused, new.accused)
    where record = new.id and root = new.root and not accused @> new.accused;
  return null;
end $$;

create trigger audit_follows after update on app.change for each row when (old.accused is distinct from new.accused) execute function audit.accuse();

create trigger audit_follows after update on app.desk_cell for each row when (old.accused is distinct from new.accused) execute function audit.accuse();

create trigger audit_follows after update on app.problem_cell for each row when (old.accused is distinct from new.accused) execute function audit.accuse();

create trigger audit_follows after update on app.cluster for each row when (old.accused is distinct from new.accused) execute function audit.accuse();

create trigger audit_follows after update on app.meeting_minutes for each row when (old.accused is distinct from new.accused) execute function audit.accuse();

create trigger audit_follows after update on app.problem for each row when (old.accused is distinct from new.accused) execute function audit.accuse();

create trigger audit_follows after update on app.assignment for each row when (old.accused is distinct from new.accused) execute function audit.accuse();

create trigger audit_follows after update on app.campaign_item for each row when (old.accused is distinct from new.accused) execute function audit.accuse();

create trigger audit_follows after update on app.case_lead for each row when (old.accused is distinct from new.accused) execute function audit.accuse();

create trigger audit_follows after update on app.case_member for each row when (old.accused is distinct from new.accused) execute function audit.accuse();

create trigger audit_follows after update on app.closing for each row when (old.accused is distinct from new.accused) execute function audit.accuse();

create trigger audit_follows after update on app.escalation for each row when (old.accused is distinct from new.accused) execute function audit.accuse();

create trigger audit_follows after update on app.evaluation_code for each row when (old.accused is distinct from new.accused) execute function audit.accuse();

create trigger audit_follows after update on app.extension for each row when (old.accused is distinct from new.accused) execute function audit.accuse();

create trigger audit_follows after update on app.handover for each row when (old.accused is distinct from new.accused) execute function audit.accuse();

create trigger audit_follows after update on app.hop for each row when (old.accused is distinct from new.accused) execute function audit.accuse();

create trigger audit_follows after update on app.measure for each row when (old.accused is distinct from new.accused) execute function audit.accuse();

create trigger audit_follows after update on app.meeting_item for each row when (old.accused is distinct from new.accused) execute function audit.accuse();

create trigger audit_follows after update on app.petitioner for each row when (old.accused is distinct from new.accused) execute function audit.accuse();

create trigger audit_follows after update on app.problem_pledge for each row when (old.accused is distinct from new.accused) execute function audit.accuse();

create trigger audit_follows after update on app.problem_trail for each row when (old.accused is distinct from new.accused) execute function audit.accuse();

create trigger audit_follows after update on app.publication_draft for each row when (old.accused is distinct from new.accused) execute function audit.accuse();

create trigger audit_follows after update on app.share for each row when (old.accused is distinct from new.accused) execute function audit.accuse();

create trigger audit_follows after update on app.supporter for each row when (old.accused is distinct from new.accused) execute function audit.accuse();

create trigger audit_follows after update on app.upstream_order for each row when (old.accused is distinct from new.accused) execute function audit.accuse();

create trigger audit_follows after update on app.consent for each row when (old.accused is distinct from new.accused) execute function audit.accuse();

create trigger audit_follows after update on app.evaluation for each row when (old.accused is distinct from new.accused) execute function audit.accuse();

create trigger audit_follows after update on app.file for each row when (old.accused is distinct from new.accused) execute function audit.accuse();

create trigger audit_follows after update on app.follow_up for each row when (old.accused is distinct from new.accused) execute function audit.accuse();

create trigger audit_follows after update on app.problem_file for each row when (old.accused is distinct from new.accused) execute function audit.accuse();

create trigger audit_follows after update on app.publication for each row when (old.accused is distinct from new.accused) execute function audit.accuse();

create trigger audit_follows after update on app.recheck for each row when (old.accused is distinct from new.accused) execute function audit.accuse();

create trigger audit_follows after update on app.sealed_identity for each row when (old.accused is distinct from new.accused) execute function audit.accuse();

create trigger audit_follows after update on app.comment for each row when (old.accused is distinct from new.accused) execute function audit.accuse();

create trigger audit_follows after update on app.happening for each row when (old.accused is distinct from new.accused) execute function audit.accuse();

create trigger audit_follows after update on app.posting for each row when (old.accused is distinct from new.accused) execute function audit.accuse();

create trigger audit_follows after update on app.publicity_duty for each row when (old.accused is distinct from new.accused) execute function audit.accuse();

create trigger audit_follows after update on app.rebound for each row when (old.accused is distinct from new.accused) execute function audit.accuse();

create trigger audit_follows after update on app.notice for each row when (old.accused is distinct from new.accused) execute function audit.accuse();

-- A tenant's slot, lineage and root, and its edge to its parent. Bulk loads that have computed the
-- slot already pass the first by; the edge is always made here, one statement for all new tenants.
create function app.place_tenant() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  above app.tenant;
begin
  new.slot := case new.kind when 'PROVINCE' then 1 when 'CITY' then 2 when 'COUNTY' then 3
    when 'TOWNSHIP' then 4 when 'OFFICE' then 6 else 5 end;
  if new.parent_id is null then
    new.root := coalesce(new.root, new.id);
  else
    select * into above from app.tenant where id = new.parent_id;
    if above.id is null or above.slot >= new.slot then
      raise foreign_key_violation using message = 'the parent is no tenant above this kind',
        table = 'tenant', constraint = 'tenant_parent_fk';
    end if;
    new.root := above.root;
  end if;
  new.at1 := above.at1; new.at2 := above.at2; new.at3 := above.at3;
  new.at4 := above.at4; new.at5 := above.at5; new.at6 := null;
  case new.slot when 1 then new.at1 := new.id; when 2 then new.at2 := new.id;
    when 3 then new.at3 := new.id; when 4 then new.at4 := new.id;
    when 5 then new.at5 := new.id; else new.at6 := new.id; end case;
  return new;
end $$;
create trigger place before insert on app.tenant for each row when (new.slot is null)
  execute function app.place_tenant();

create function app.tie_tenants() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  insert into app.tenant_edge (root, child, parent, valid_from)
    select root, id, parent_id, valid_from from fresh where parent_id is not null;
  return null;
end $$;
create trigger tie after insert on app.tenant referencing new table as fresh
  for each statement execute function app.tie_tenants();

-- Searching names: every two characters that follow one another in a name, as one number, in a table
-- with an ordinary index. LIKE is not leakproof, so behind row-level security it never uses one; the
-- equality of numbers is. Pairs that half of all names share would find nothing faster than reading
-- through; they are left out, and a text made only of them is searched for by reading through.

-- A name as it is meant, however it is typed: input methods make full-width letters and marks, and
-- blanks inside a word. A blank counts between two words of Latin letters or digits, as one.
create function app.folded(name text) returns text language sql immutable as $$
  select case when name ~ '[ \t\r\n\u00a0\u3000\uff01-\uff5e]' then regexp_replace(translate(name,
      E'\t\r\n\u00a0\u3000！＂＃＄％＆＇（）＊＋，－．／０１２３４５６７８９：；＜＝＞？＠ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ'
        '［＼］＾＿｀ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ｛｜｝～',
      '     !"#$%&''()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ'
        '[\]^_`abcdefghijklmnopqrstuvwxyz{|}~'),
    '(?<![0-9A-Za-z ]) +| +(?![0-9A-Za-z ])| +(?= )', '', 'g') else name end
$$;
-- 0 of a name that is meant otherwise than it is written.
create function app.name_pairs(name text) returns setof int language sql immutable as $$
  -- Folded once, not once for each pair.
  select pair from (select app.folded(name) as meant offset 0) f,
    generate_series(0, char_length(meant) - 1) n,
    lateral (select case n when 0 then 0
      else ascii(substr(meant, n, 1)) << 16 # ascii(substr(meant, n + 1, 1)) end) p(pair)
  where (n > 0 or meant <> name)
  -- 委会、村委、委员、员会、民委、村民、村村、社区、区居、居委、居民
    and pair <> all (array[
    1507086106, 1733384660, 1507087448, 1415073562, 1813076436, 1733389329, 1733388113,
    2034127674, 1396333637, 1548048852, 1548053521])
$$;
-- The pair that a text is searched by. 0 when it has none that is told apart by: all names are read
-- through then, and those that are found by 0 are folded.
create function app.search_pair(said text) returns int language sql immutable as $$
  select coalesce((select pair from app.name_pairs(said) q(pair) where pair <> 0 limit 1), 0)
$$;
-- What LIKE compares with: the text anywhere, its own wildcards escaped.
create function app.search_pattern(said text) returns text language sql immutable as $$
  select '%' || regexp_replace(app.folded(said), '([\\%_])', '\\\1', 'g') || '%'
$$;
grant execute on function app.folded(text), app.name_pairs(text), app.search_pair(text),
  app.search_pattern(text) to levelwise_app, levelwise_migrator, levelwise_gate;

create function app.pair_tenants() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  insert into app.tenant_name_pair (root, pair, tenant)
    select f.root, q.pair, f.id from fresh f, app.name_pairs(f.name) q(pair);
  return null;
end $$;
create trigger pair after insert on app.tenant referencing new table as fresh
  for each statement execute function app.pair_tenants();

-- A former name's pairs stay: the name itself is compared as well, so they find nothing wrong.
create function app.pair_renamed() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  insert into app.tenant_name_pair (root, pair, tenant)
    select new.root, q.pair, new.id from app.name_pairs(new.name) q(pair) where not exists (
      select from app.tenant_name_pair p where p.pair = q.pair and p.tenant = new.id);
  return null;
end $$;
create trigger pair_again after update of name on app.tenant for each row
  when (old.name <> new.name) execute function app.pair_renamed();

-- A person's standing rises with anything that changes their posts, roles or tenants: contexts and
-- plans made under the old one are thrown away.
create function app.appointed() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update app.person set standing = standing + 1 where root = new.root and id = new.person_id;
  if tg_op = 'UPDATE' and old.person_id <> new.person_id then
    update app.person set standing = standing + 1 where root = old.root and id = old.person_id;
  end if;
  return null;
end $$;
create trigger standing after insert or update on app.appointment
  for each row execute function app.appointed();
create trigger standing after insert or update on app.identity
  for each row execute function app.appointed();

create function app.post_changed() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update app.person set standing = standing + 1 where root = new.root and id in (
    select person_id from app.appointment where root = new.root and post_id = new.id);
  return null;
end $$;
create trigger standing after update on app.post for each row when (old.* is distinct from new.*)
  execute function app.post_changed();

-- Once for all units: a city that comes under a province is thousands. Without a join of old and new
-- and planned with the list itself, since a plan kept from a statement about one unit never ends here.
create function app.tenant_changed() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
  moved int[] := array(select id from (
    select id, suspended, valid_until, parent_id, slot, at1, at2, at3, at4, at5, at6 from fresh
    except
    select id, suspended, valid_until, parent_id, slot, at1, at2, at3, at4, at5, at6 from gone) m);
begin
  if moved = '{}' then return null; end if;
  update app.person p set standing = p.standing + 1 where (p.root, p.id) in (
    select a.root, a.person_id from app.appointment a
    where a.at1 = any (moved) or a.at2 = any (moved) or a.at3 = any (moved)
      or a.at4 = any (moved) or a.at5 = any (moved) or a.at6 = any (moved));
  return null;
end $$;
create trigger standing after update on app.tenant
  referencing old table as gone new table as fresh
  for each statement execute function app.tenant_changed();

create function app.person_changed() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  new.standing := old.standing + 1;
  return new;
end $$;
create trigger standing before update on app.person for each row when (
    (old.name, old.language, old.holder) is distinct from (new.name, new.language, new.holder))
  execute function app.person_changed();

-- In which language somebody is written to is for them alone to say, wherever they act: the row of a
-- person lies at one unit, and whoever holds a post elsewhere acts behind another wall.
create function app.set_language(said text) returns int language sql security definer
  set search_path = pg_catalog, pg_temp as $$
  update app.person set language = said where root = ctx.root() and id = ctx.person()
    returning holder
$$;
grant execute on function app.set_language(text) to levelwise_app;

-- The rule book has another version, or a custom role changed: every process hears of it.
set local role levelwise_gate;
insert into app.deployment (one) values (true);
set local role levelwise_owner;

create function app.announce_policy(book text) returns int language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare now_at int;
begin
  update app.deployment set book_version = book, policy_version = policy_version + 1,
    changed_at = clock_timestamp(), books = books || book, books_since = books_since || clock_timestamp()
    where book_version is distinct from book;
  select policy_version into strict now_at from app.deployment;
  return now_at;
end $$;

create function app.policy_changed() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_notify('levelwise_policy', new.policy_version::text);
  return null;
end $$;
create trigger announce after update on app.deployment for each row
  when (old.policy_version <> new.policy_version) execute function app.policy_changed();

grant execute on function app.announce_policy(text) to levelwise_app, levelwise_migrator;

-- What was given to a post, by itself or through its groups, on any day of the past or to come. What was
-- taken back on the day on which it began was held on none, and is not carried along. For gates only.
create function ctx.granted(r int, wanted uuid) returns jsonb language sql stable
  security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object(
      'grant_id', g.id, 'group_id', g.group_id, 'member_id', m.id, 'role', g.role,
      'custom_role_id', c.id, 'permissions', case when c.state = 'PUBLISHED' then c.permissions end,
      'given_from', greatest(g.given_from, m.given_from),
      'given_until', least(g.given_until, m.given_until)) order by g.id, m.id), '[]')
    from (select id, null::uuid as member from app.role_grant where root = r and post_id = wanted
      union all
      select x.id, y.id from app.group_member y
        join app.role_grant x on x.root = y.root and x.group_id = y.group_id
        where y.root = r and y.post_id = wanted) found
    join app.role_grant g on g.root = r and g.id = found.id
    left join app.group_member m on m.root = r and m.id = found.member
    left join app.custom_role c on c.root = r and c.id = g.custom_role_id
    where (greatest(g.given_from, m.given_from) < least(g.given_until, m.given_until)) is not false
$$;

-- How people stand, all their posts together: what an administrator's change is weighed by. Asked of
-- people whose record or one of whose posts lies at the acting unit or below it, and of oneself.
create function app.standings(people uuid[]) returns jsonb language plpgsql stable
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  r int := ctx.root();
  me int := ctx.tenant();
begin
  return (select coalesce(jsonb_object_agg(p.id, ctx.in_posts(p)), '{}') from app.person p
    where p.root = r and p.id = any (people) and (p.id = ctx.person()
      or me = any (array[p.at1, p.at2, p.at3, p.at4, p.at5, p.at6])
      or exists (select from app.appointment a where a.root = r and a.person_id = p.id
        and me = any (array[a.at1, a.at2, a.at3, a.at4, a.at5, a.at6]))));
end $$;
grant execute on function app.standings(uuid[]) to levelwise_app;

-- Posts at the acting unit or below it, with all that is given to them, whoever holds them.
create function app.posts_standing(posts uuid[]) returns jsonb language plpgsql stable
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  r int := ctx.root();
  me int := ctx.tenant();
begin
  return (select coalesce(jsonb_object_agg(s.id, ctx.as_post(r, s.id)), '{}') from app.post s
    where s.root = r and s.id = any (posts)
      and me = any (array[s.at1, s.at2, s.at3, s.at4, s.at5, s.at6]));
end $$;
grant execute on function app.posts_standing(uuid[]) to levelwise_app;

-- A custom role is given where it was defined and below; a post joins a group of its own line.
create function app.check_grant() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  line int[] := array[new.at1, new.at2, new.at3, new.at4, new.at5, new.at6];
begin
  if new.custom_role_id is not null and not exists (select from app.custom_role c
      where c.root = new.root and c.id = new.custom_role_id and c.holder = any (line)) then
    raise check_violation using message = 'a custom role is given where it was defined and below',
      table = 'role_grant', constraint = 'role_grant_below_the_role';
  end if;
  if new.group_id is not null and not exists (select from app.post_group x
      where x.root = new.root and x.id = new.group_id and x.holder = new.holder) then
    raise check_violation using message = 'a group is given roles where it was made',
      table = 'role_grant', constraint = 'role_grant_at_the_group';
  end if;
  return new;
end $$;
create trigger stays before insert on app.role_grant
  for each row execute function app.check_grant();

create function app.check_member() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from app.post_group x where x.root = new.root and x.id = new.group_id
      and x.holder = any (array[new.at1, new.at2, new.at3, new.at4, new.at5, new.at6])) then
    raise check_violation using message = 'a group holds posts of its unit and below',
      table = 'group_member', constraint = 'group_member_below_the_group';
  end if;
  return new;
end $$;
create trigger stays before insert on app.group_member
  for each row execute function app.check_member();

-- Whoever holds a post to which something is given, or no longer, stands anew.
create function app.restand(r int, posts uuid[]) returns void language sql
  set search_path = pg_catalog, pg_temp as $$
  update app.person set standing = standing + 1 where root = r and id in (
    select person_id from app.appointment where root = r and post_id = any (posts))
$$;

create function app.grant_changed() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  perform app.restand(new.root, array(select post_id from app.group_member
    where root = new.root and group_id = new.group_id) || new.post_id);
  return null;
end $$;
create trigger standing after insert or update on app.role_grant
  for each row execute function app.grant_changed();

create function app.member_changed() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  perform app.restand(new.root, array[new.post_id]);
  return null;
end $$;
create trigger standing after insert or update on app.group_member
  for each row execute function app.member_changed();

create function app.role_changed() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  perform app.restand(new.root, array(
    select g.post_id from app.role_grant g
      where g.root = new.root and g.custom_role_id = new.id and g.post_id is not null
    union select m.post_id from app.role_grant g
      join app.group_member m on m.root = g.root and m.group_id = g.group_id
      where g.root = new.root and g.custom_role_id = new.id));
  return null;
end $$;
create trigger standing after update on app.custom_role
  for each row execute function app.role_changed();

-- What a custom role held is kept when it holds something else, so that a past day can be told.
create function app.role_redefined() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  insert into app.custom_role_former (root, custom_role_id, permissions, until)
    values (old.root, old.id, old.permissions, coalesce(new.redefined_at, clock_timestamp()));
  return null;
end $$;
create trigger former after update on app.custom_role for each row
  when (old.state = 'PUBLISHED'
    and (old.permissions, old.state) is distinct from (new.permissions, new.state))
  execute function app.role_redefined();

-- What custom roles held at the end of a day; null for what was retired.
create function app.custom_roles_on(roles uuid[], day date) returns jsonb language sql stable
  security definer set search_path = pg_catalog, pg_temp as $$
  with ends as (select (day + 1)::timestamp at time zone 'Asia/Shanghai' as at)
  select coalesce(jsonb_object_agg(c.id, coalesce(
      (select to_jsonb(f.permissions) from app.custom_role_former f
        where f.root = c.root and f.custom_role_id = c.id and f.until >= ends.at
        order by f.until, f.id limit 1),
      case when c.state = 'PUBLISHED' then to_jsonb(c.permissions) end)), '{}')
    from app.custom_role c, ends
    where c.root = ctx.root() and ctx.person() is not null and c.id = any (roles)
$$;
grant execute on function app.custom_roles_on(uuid[], date) to levelwise_app;

-- A post as a viewer is made of it, whoever holds it. For gates only.
create function ctx.as_post(r int, wanted uuid) returns jsonb language sql stable
  security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object(
    'post_id', s.id, 'title', s.title, 'title_en', s.title_en,
    'actor_type', s.actor_type, 'roles', s.roles, 'heads', s.heads,
    'valid_from', s.valid_from, 'valid_until', s.valid_until,
    'with_units', s.with_units, 'with_until', s.with_until,
    'tenant_id', t.id, 'tenant_uid', t.uid, 'root', t.root, 'kind', t.kind, 'slot', t.slot,
    'parent', t.parent_id, 'tenant_code', t.code, 'tenant_name', t.name,
    'tenant_valid_until', t.valid_until,
    'lineage', jsonb_build_array(t.at1, t.at2, t.at3, t.at4, t.at5, t.at6),
    'suspended', exists (select from app.tenant over where over.suspended
      and over.id = any (array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6])),
    'body_id', b.id, 'body_kind', b.kind, 'body_name', b.name,
    'grants', ctx.granted(s.root, s.id))
  from app.post s
  join app.tenant t on t.root = s.root and t.id = s.holder
  left join app.body b on b.root = s.root and b.id = s.body_id
  where s.root = r and s.id = wanted
$$;

-- A person and the posts they were ever appointed to, as a viewer is made of them. For gates only.
create function ctx.in_posts(found app.person) returns jsonb language plpgsql stable
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  at timestamptz := clock_timestamp();  -- one moment: windows and standing must not tell of two
begin
  return jsonb_build_object(
    'person_id', found.id, 'root', found.root,
    'standing', found.standing + case when found.glass_until <= at then 1 else 0 end,
    'name', found.name,
    'language', found.language, 'synthetic', found.synthetic,
    'policy_version', (select d.policy_version from app.deployment d),
    'posts', (select coalesce(jsonb_agg(jsonb_build_object(
        'appointment_id', a.id, 'leading', a.leading, 'appointed_on', a.appointed_on,
        'relieved_on', a.relieved_on, 'suspended_on', a.suspended_on, 'resumed_on', a.resumed_on,
        'windows', app.windows_of(a.root, a.person_id, a.post_id, at))
      || ctx.as_post(a.root, a.post_id) order by a.appointed_on, a.id), '[]')
      from app.appointment a where a.root = found.root and a.person_id = found.id));
end $$;

-- Who is this subject, and in which posts? The only reader of app.identity. It answers one question
-- only: the one that the context was signed for (tenants/context.py: asking), so that injected SQL
-- does not look up people by guessing.
create function ctx.sign_in(issuer text, subject text) returns jsonb language plpgsql stable
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  found app.person;
begin
  if ctx.asked() is distinct from encode(sha256(convert_to(
      octet_length(issuer) || ':' || issuer || subject, 'UTF8')), 'hex') then
    raise insufficient_privilege using message = 'this question was not signed';
  end if;
  select p.* into found from app.identity i
    join app.person p on p.root = i.root and p.id = i.person_id
    where i.issuer = sign_in.issuer and i.subject = sign_in.subject;
  if found.id is null then return null; end if;
  return ctx.in_posts(found);
end $$;
grant execute on function ctx.sign_in(text, text) to levelwise_app;

-- The record of acts: append-only, one hash chain per shard. The auditor reads all of it; the
-- application what the viewer's own unit and its direct subordinates did (tenants do not leave this
-- table), and never what the viewer's units are accused in.
create table audit.event (
  shard smallint not null check (shard between 0 and 15),
  number bigint not null,
  at timestamptz not null,
  root int, tenant int, person uuid, post uuid,
  act text not null,
  noun text not null,
  record uuid,
  version int,
  rule text,
  request text,
  facts jsonb not null default '{}',
  previous bytea not null,
  hash bytea not null,
  -- Marks beside the chain, not hashed: who never learns of it, the emergency window it was done
  -- under (in the facts, which are), a key for lists, and its kind.
  accused int[] not null default '{}',
  glass uuid generated always as ((facts ->> 'glass')::uuid) stored,
  id uuid not null generated always as (encode(substr(hash, 1, 16), 'hex')::uuid) stored,
  said text generated always as (coalesce(facts ->> 'event', facts ->> 'code')) stored,
  -- Why and by which document, where the record itself has no place for it; never a refusal's facts.
  reason text generated always as (case when facts ? 'event' then facts ->> 'reason' end) stored,
  document_no text generated always as (case when facts ? 'event' then facts ->> 'document_no' end) stored,
  primary key (shard, number)
);
create index event_record on audit.event (record);
create index event_id on audit.event (id);
create index event_tenant on audit.event (tenant, at, id);
create table audit.head (shard smallint primary key, number bigint not null, hash bytea not null);
insert into audit.head
  select s, 0, sha256(convert_to('levelwise audit ' || s, 'UTF8')) from generate_series(0, 15) s;

alter table audit.event enable row level security;
alter table audit.event force row level security;
alter table audit.head enable row level security;
alter table audit.head force row level security;
create policy gate on audit.event to levelwise_gate using (true) with check (true);
create policy gate on audit.head to levelwise_gate using (true) with check (true);
create policy see on audit.event for select to levelwise_auditor using (true);
create policy see on audit.head for select to levelwise_auditor using (true);
revoke all on audit.event, audit.head from public;
grant select, insert, update (accused) on audit.event to levelwise_gate;
grant select, update on audit.head to levelwise_gate;
grant select on audit.event, audit.head to levelwise_auditor;

-- The viewer's own unit and its direct subordinates: looked up once a statement.
create function ctx.near() returns int[] language plpgsql stable security definer
  parallel restricted set search_path = pg_catalog, pg_temp as $$
declare
  me int := ctx.tenant();
begin
  return array(select t.id from app.tenant t where t.id = me or t.parent_id = me);
end $$;
grant execute on function ctx.near() to levelwise_app;
create policy see_own on audit.event for select to levelwise_app using (
  tenant = any ((select ctx.near())::int[]));
create policy accused_never on audit.event as restrictive for select to levelwise_app using (
  case when accused = '{}' then true else not (accused && (select ctx.units())) end);
-- Not the facts: a refusal's may say what was on the record.
grant select (shard, number, at, root, tenant, person, post, act, noun, record, version, rule,
  request, hash, accused, glass, id, said, reason, document_no) on audit.event to levelwise_app;

create function audit.refuse() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp as $$
begin
  raise insufficient_privilege using message = 'the record of acts is only ever appended to';
end $$;
create trigger append_only before delete or truncate or update of shard, number, at, root, tenant,
    person, post, act, noun, record, version, rule, request, facts, previous, hash on audit.event
  for each statement execute function audit.refuse();

-- Who is kept from a record of the audit may only grow, as on the record it is about.
create function audit.only_grow() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp as $$
begin
  if not new.accused @> old.accused then
    raise insufficient_privilege using message = 'whom a record is kept from may only grow';
  end if;
  return new;
end $$;
create trigger only_grow before update of accused on audit.event
  for each row execute function audit.only_grow();

-- A field with its length before it, so that no two different records read the same.
create function audit.field(value text) returns text language sql immutable parallel safe
  set search_path = pg_catalog, pg_temp
  as $$ select coalesce(octet_length(value)::text || ':' || value, '-') || ',' $$;

create function audit.digest(e audit.event) returns bytea language sql immutable parallel safe
  set search_path = pg_catalog, pg_temp as $$
  select sha256((e).previous || convert_to(
    audit.field((e).shard::text) || audit.field((e).number::text)
    || audit.field(to_char((e).at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'))
    || audit.field((e).root::text) || audit.field((e).tenant::text)
    || audit.field((e).person::text) || audit.field((e).post::text)
    || audit.field((e).act) || audit.field((e).noun) || audit.field((e).record::text)
    || audit.field((e).version::text) || audit.field((e).rule) || audit.field((e).request)
    || audit.field((e).facts::text), 'UTF8')) $$;

create function audit.chain(e audit.event) returns bigint language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  head audit.head;
begin
  select * into strict head from audit.head where shard = e.shard for update;  -- one writer a shard
  e.number := head.number + 1; e.at := clock_timestamp(); e.previous := head.hash;
  e.facts := coalesce(e.facts, '{}');
  e.hash := audit.digest(e);
  insert into audit.event (shard, number, at, root, tenant, person, post, act, noun, record, version,
      rule, request, facts, previous, hash, accused)
    values (e.shard, e.number, e.at, e.root, e.tenant, e.person, e.post, e.act, e.noun, e.record,
      e.version, e.rule, e.request, e.facts, e.previous, e.hash,
      app.together(coalesce(e.accused, '{}'), audit.accused_by(e.root, e.record)));
  update audit.head set number = e.number, hash = e.hash where shard = e.shard;
  return e.number;
end $$;

-- By someone: person, post and tenant are the signed context's, never the caller's word.
create function audit.append(act text, noun text, record uuid, version int, rule text, request text,
    facts jsonb, accused int[] default '{}') returns bigint language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  e audit.event;
begin
  e.person := ctx.person(); e.post := ctx.post(); e.tenant := ctx.tenant(); e.root := ctx.root();
  if e.person is null then
    raise insufficient_privilege using message = 'an act is recorded for someone';
  end if;
  e.shard := coalesce(e.tenant, 0) % 16;
  e.act := append.act; e.noun := append.noun; e.record := append.record;
  e.version := append.version; e.rule := append.rule; e.request := append.request;
  -- What is done while an emergency window is open says so, whoever writes it.
  e.facts := append.facts
    || coalesce((select jsonb_build_object('glass', w) from app.window_open(e.root, e.person) w
      where w is not null), '{}');
  e.accused := append.accused;
  return audit.chain(e);
end $$;

-- By the deployment itself: imports, sweeps, bootstrap.
create function audit.append_system(act text, noun text, record uuid, facts jsonb) returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  e audit.event;
begin
  e.shard := 0; e.act := append_system.act; e.noun := append_system.noun;
  e.record := append_system.record; e.facts := append_system.facts;
  return audit.chain(e);
end $$;

-- What is wrong with the chains: nothing, if it gives no row. A cut tail whose head was rewritten
-- is found only by comparing audit.head with a copy kept elsewhere.
create function audit.verify() returns table (shard smallint, number bigint, finding text)
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select x.shard, x.number, case
      when x.hash <> x.again then 'the record was changed'
      when x.number <> x.place then 'a record is missing before this one'
      when x.previous <> x.before then 'the chain is broken before this record'
      else 'the head does not name this record, the last one' end
    from (
      select e.shard, e.number, e.hash, e.previous, audit.digest(e) as again,
        row_number() over w as place,
        coalesce(lag(e.hash) over w, sha256(convert_to('levelwise audit ' || e.shard, 'UTF8')))
          as before,
        lead(e.number) over w is null and (h.number, h.hash) is distinct from (e.number, e.hash)
          as loose
      from audit.event e left join audit.head h on h.shard = e.shard
      window w as (partition by e.shard order by e.number)) x
    where x.hash <> x.again or x.number <> x.place or x.previous <> x.before or x.loose
  union all
  select h.shard, h.number, 'the head names a record that is gone' from audit.head h
    where h.number > 0 and not exists (
      select from audit.event e where e.shard = h.shard and e.number = h.number)
$$;

grant execute on function audit.append(text, text, uuid, int, text, text, jsonb, int[])
  to levelwise_app;
grant execute on function audit.append_system(text, text, uuid, jsonb)
  to levelwise_migrator, levelwise_relay;
grant execute on function audit.verify(), audit.digest(audit.event), audit.field(text)
  to levelwise_auditor;

-- Heads of the chains, signed every hour with a key that no database sees, and countersigned up and
-- down the tree: what each unit's chain came to stands in the chains of its superior and of its
-- direct subordinates. Whoever rewrites one chain has to rewrite all of theirs, and cannot sign.
create table audit.anchor (
  shard smallint not null check (shard between 0 and 15),
  number bigint not null,
  hash bytea not null,  -- SHA-256, of that record, and so of all before it
  sm3 bytea not null,   -- SM3, of the words of all records up to it
  made_at timestamptz not null,
  kid text not null,
  signature bytea not null,
  primary key (shard, number)
);
create table audit.countersignature (
  id uuid primary key default gen_random_uuid(),
  hour timestamptz not null,
  unit int,  -- null: the deployment itself, whose acts nobody does in a post
  witness int not null,
  direction text not null check (direction in ('UP', 'DOWN')),
  shard smallint not null,
  number bigint not null,
  witness_shard smallint not null,
  witness_number bigint not null,
  kid text not null,
  signature bytea not null,
  unique nulls not distinct (hour, unit, witness),
  foreign key (shard, number) references audit.anchor
);
create index countersignature_witness on audit.countersignature (witness, hour, id);
-- hour: whose heads were signed last; witnessed: when the signing began whose heads have all been seen.
create table audit.turn (one boolean primary key default true check (one), hour timestamptz not null,
  witnessed timestamptz not null);
insert into audit.turn (hour, witnessed) values ('-infinity', '-infinity');

do $$
declare t text;
begin
  foreach t in array array['anchor', 'countersignature', 'turn'] loop
    execute format('alter table audit.%I enable row level security', t);
    execute format('alter table audit.%I force row level security', t);
    execute format('create policy gate on audit.%I to levelwise_gate using (true) with check (true)', t);
    execute format('revoke all on audit.%I from public', t);
    execute format('grant select, insert on audit.%I to levelwise_gate', t);
  end loop;
end $$;
grant update on audit.turn to levelwise_gate;
create policy see on audit.anchor for select to levelwise_auditor using (true);
create policy see on audit.countersignature for select to levelwise_auditor using (true);
grant select on audit.anchor, audit.countersignature to levelwise_auditor;
-- The application shows them to the witness and the witness's superior; the heads tell nothing.
create policy see_own on audit.countersignature for select to levelwise_app using (
  witness = any ((select ctx.near())::int[]));
create policy see_signed on audit.anchor for select to levelwise_app using ((select ctx.tenant()) is not null);
grant select on audit.anchor, audit.countersignature to levelwise_app;
create trigger append_only before update or delete or truncate on audit.anchor
  for each statement execute function audit.refuse();
create trigger append_only before update or delete or truncate on audit.countersignature
  for each statement execute function audit.refuse();

-- Whether the heads of this hour are still to be signed; whoever asks second waits and hears no.
create function audit.take_turn(now timestamptz) returns boolean language sql security definer
  set search_path = pg_catalog, pg_temp as $$
  with taken as (update audit.turn set hour = date_trunc('hour', now)
    where hour < date_trunc('hour', now) returning 1)
  select exists (select from taken)
$$;

-- The heads that not everybody has seen yet, each with the number up to which everybody has: signed in
-- this hour, or in one whose signing was cut short.
create function audit.unseen_heads()
  returns table (shard smallint, number bigint, hash bytea, sm3 bytea, after bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select distinct on (a.shard) a.shard, a.number, a.hash, a.sm3, coalesce(
      (select max(b.number) from audit.anchor b where b.shard = a.shard and b.made_at <= t.witnessed), 0)
    from audit.turn t join audit.anchor a on a.made_at > t.witnessed
    order by a.shard, a.number desc
$$;

create function audit.all_seen(signed_at timestamptz) returns void language sql security definer
  set search_path = pg_catalog, pg_temp as $$
  update audit.turn set witnessed = signed_at where witnessed < signed_at
$$;

-- Whose acts stand in a chain after a number up to another, and who witnesses them: the superior, and the direct
-- subordinates. What witnesses wrote is no act, or they would witness one another for ever.
create function audit.witnesses(of_shard int, after bigint, upto bigint)
  returns table (unit int, unit_uid uuid, witness int, witness_uid uuid, direction text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with acted as (
    select distinct e.tenant from audit.event e
      where e.shard = of_shard and e.number > after and e.number <= upto
        and e.act <> 'audit.witness')
  select a.tenant, t.uid, w.id, w.uid, case when w.id = t.parent_id then 'UP' else 'DOWN' end
    from acted a join app.tenant t on t.id = a.tenant
      join app.tenant w on (w.id = t.parent_id or w.parent_id = t.id) and w.valid_until is null
  union all
  select null, null, w.id, w.uid, 'DOWN' from acted a join app.tenant w on w.parent_id is null
    where a.tenant is null
  order by 3, 1
$$;

create function audit.keep_anchor(of_shard int, at_number bigint, at_hash bytea, sm3 bytea,
    made_at timestamptz, kid text, signature bytea) returns void language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from audit.event e
      where e.shard = of_shard and e.number = at_number and e.hash = at_hash) then
    raise check_violation using message = 'no record has this hash';
  end if;
  insert into audit.anchor values
    (of_shard, at_number, at_hash, sm3, keep_anchor.made_at, kid, signature);
end $$;

-- A witness writes the heads it saw into its own chain.
create function audit.witness(by_tenant int, heads jsonb, out shard smallint, out number bigint)
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  e audit.event;
begin
  select t.root into strict e.root from app.tenant t where t.id = by_tenant;
  e.shard := by_tenant % 16; e.tenant := by_tenant; e.act := 'audit.witness'; e.noun := 'audit';
  e.facts := jsonb_build_object('event', 'HeadsWitnessed', 'heads', heads);
  number := audit.chain(e);
  shard := e.shard;
end $$;

create function audit.keep_countersignature(hour timestamptz, unit int, witness int, direction text,
    shard int, number bigint, witness_shard int, witness_number bigint, kid text, signature bytea)
  returns void language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into audit.countersignature (hour, unit, witness, direction, shard, number, witness_shard,
    witness_number, kid, signature)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
$$;

-- The public name of a tenant, for exports: a signature names units by it.
create function audit.units() returns table (tenant int, uid uuid) language sql stable
  security definer set search_path = pg_catalog, pg_temp as $$
  select t.id, t.uid from app.tenant t where exists (
    select from audit.countersignature c where t.id in (c.unit, c.witness))
$$;
grant execute on function audit.take_turn(timestamptz), audit.unseen_heads(),
  audit.all_seen(timestamptz), audit.witnesses(int, bigint, bigint),
  audit.keep_anchor(int, bigint, bytea, bytea, timestamptz, text, bytea),
  audit.witness(int, jsonb), audit.units(),
  audit.keep_countersignature(timestamptz, int, int, text, int, bigint, int, bigint, text, bytea)
  to levelwise_auditor;

-- One refusal that was given below the viewer, for the rule book to decide who reads it. Whoever
-- asks without a post above it, or for what is not a refusal, gets null.
create function audit.refusal(key uuid) returns jsonb language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  me int := ctx.tenant();
  told jsonb;
begin
  if me is null then return null; end if;
  select jsonb_build_object('holder', t.id, 'holder_parent', t.parent_id, 'tenant', t.uid,
      'accused', e.accused,
      'person', e.person, 'at', e.at, 'act', e.act, 'rule', e.rule, 'request', e.request,
      'facts', e.facts)
    into told
    from audit.event e join app.tenant t on t.id = e.tenant
    where e.record = key and e.noun = 'refusal'
      and me = any (array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6])
      and (e.accused = '{}' or not e.accused && ctx.units());
  return told;
end $$;
grant execute on function audit.refusal(uuid) to levelwise_app;

-- Files that were announced and that no entry claimed in time: their rows go, and their keys are
-- given so that their bytes can go too. The only deletion there is; what was never claimed was never
-- part of any record.
create function app.forget_files(before timestamptz) returns setof uuid language sql
  security definer set search_path = pg_catalog, pg_temp as $$
  delete from app.file where state not in ('CLAIMED', 'IN_DIARY')
    and prepared_at < forget_files.before returning id
$$;
grant delete on app.file to levelwise_gate;
grant execute on function app.forget_files(timestamptz) to levelwise_relay, levelwise_migrator;

-- What whoever acts has announced or sent, in whatever post, and nothing has claimed yet. What lies
-- there counts until it is swept away: its bytes may be there, in part or whole.
create function app.unclaimed_files() returns table (files int, bytes bigint) language sql stable
  security definer set search_path = pg_catalog, pg_temp as $$
  select count(*)::int, coalesce(sum(f.size_bytes), 0)::bigint from app.file f
    where f.root = ctx.root() and f.prepared_by = ctx.person()
      and f.state not in ('CLAIMED', 'IN_DIARY')
$$;
grant execute on function app.unclaimed_files() to levelwise_app;

-- It is bounded (ledger/responsibilities/files.py has the same figures): several announced at once
-- wait for each other at the person, and each counts those before it. Looked at after the wall.
create function app.bound_unclaimed() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if ctx.person() is null then return null; end if;
  if new.prepared_by <> ctx.person() then
    raise check_violation using message = 'a file is announced by whoever sends it',
      table = 'file', constraint = 'file_announced_by_oneself';
  end if;
  perform from app.person where root = new.root and id = new.prepared_by for no key update;
  if (select u.files > 200 or u.bytes > 1073741824 from app.unclaimed_files() u) then
    raise check_violation using message = 'too much of one person waits to be claimed',
      table = 'file', constraint = 'file_unclaimed_bounded';
  end if;
  return null;
end $$;
create trigger bounded after insert on app.file
  for each row execute function app.bound_unclaimed();

-- Cells that count obligations, for roll-ups that no level should have to scan for. One statement
-- writes each cell once, in the order of their keys: row triggers that touch cells in the order of
-- the rows deadlock under load.
create function app.tally_obligations() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    insert into app.obligation_tally as t (root, id, holder, whole, total, open, overdue, accepted)
      select f.root, gen_random_uuid(), c.holder, c.whole, count(*), count(*) filter (where f.open),
        count(*) filter (where f.overdue), count(*) filter (where f.state = 'ACCEPTED')
      from fresh f, lateral (values (f.holder, false), (f.at3, true)) c (holder, whole)
      where c.holder is not null
      group by f.root, c.holder, c.whole order by f.root, c.holder, c.whole
    on conflict (root, holder, whole) do update set total = t.total + excluded.total,
      open = t.open + excluded.open, overdue = t.overdue + excluded.overdue,
      accepted = t.accepted + excluded.accepted;
  else
    insert into app.obligation_tally as t (root, id, holder, whole, total, open, overdue, accepted)
      select d.root, gen_random_uuid(), c.holder, c.whole, sum(d.n), sum(d.n * d.open::int),
        sum(d.n * d.overdue::int), sum(d.n * (d.state = 'ACCEPTED')::int)
      from (select 1 as n, root, holder, at3, open, overdue, state from fresh
          union all select -1, root, holder, at3, open, overdue, state from gone) d,
        lateral (values (d.holder, false), (d.at3, true)) c (holder, whole)
      where c.holder is not null
      group by d.root, c.holder, c.whole
      having (sum(d.n), sum(d.n * d.open::int), sum(d.n * d.overdue::int),
        sum(d.n * (d.state = 'ACCEPTED')::int)) <> (0, 0, 0, 0)
      order by d.root, c.holder, c.whole
    on conflict (root, holder, whole) do update set total = t.total + excluded.total,
      open = t.open + excluded.open, overdue = t.overdue + excluded.overdue,
      accepted = t.accepted + excluded.accepted;
  end if;
  return null;
end $$;
create trigger tally_new after insert on app.obligation referencing new table as fresh
  for each statement execute function app.tally_obligations();
create trigger tally_changed after update on app.obligation
  referencing old table as gone new table as fresh
  for each statement execute function app.tally_obligations();

-- What a level has set for problems, with what its line above has set: the nearest word holds for
-- colours, sight and exchanges; a pledge, evidence or a second
-- person that any level of the line asks for is asked for.
create function app.problem_rules(r int, unit int) returns jsonb language sql stable security definer
  set search_path = pg_catalog, pg_temp as $$
  with line as (
    select s.* from app.tenant t join app.problem_setting s
        on s.root = t.root and s.state = 'PUBLISHED'
          and s.holder in (t.at1, t.at2, t.at3, t.at4, t.at5, t.at6)
      where t.root = r and t.id = unit)
  select jsonb_build_object(
    'exchanges', coalesce((select exchanges from line where exchanges is not null
      order by holder_slot desc limit 1), 2),
    'shown', coalesce((select shown from line where shown is not null
      order by holder_slot desc limit 1), 'WHO'),
    'at_once', coalesce((select at_once from line where at_once is not null
      order by holder_slot desc limit 1), 'RED'),
    'set_time', coalesce((select set_time from line where set_time is not null
      order by holder_slot desc limit 1), 'YELLOW'),
    'staged', coalesce((select staged from line where staged is not null
      order by holder_slot desc limit 1), 'BLUE'),
    'pledge_lists', (select coalesce(jsonb_agg(distinct x order by x), '[]')
      from line, unnest(line.pledge_lists) x),
    'admission_lines', (select coalesce(jsonb_agg(jsonb_build_object('line', x, 'by', t.name)
        order by line.holder_slot, x), '[]')
      from line join app.tenant t on t.root = line.root and t.id = line.holder,
        unnest(line.admission_lines) x),
    'closure_tests', (select coalesce(jsonb_agg(x order by x), '[]')
      from line, unnest(line.closure_tests) x),
    'figures', (select coalesce(jsonb_agg(x order by x), '[]')
      from line, unnest(line.figures) x),
    'lead_organs', (select coalesce(jsonb_agg(x order by line.holder_slot desc), '[]')
      from line, unnest(line.lead_organs) x),
    'evidence_lists', (select coalesce(jsonb_agg(distinct x order by x), '[]')
      from line, unnest(line.evidence_lists) x),
    'second_steps', (select coalesce(jsonb_agg(distinct x order by x), '[]')
      from line, unnest(line.second_steps) x),
    'pledge_labels', (select coalesce(jsonb_agg(distinct x order by x), '[]')
      from line, unnest(line.pledge_labels) x))
$$;
grant execute on function app.problem_rules(int, int) to levelwise_app;

-- One figure as the line of a unit has set it, or null: of all that its levels say the tightest holds,
-- which is the most where more is tighter. Above: only what stands above the unit itself; lowest: only
-- what stands at that slot or higher, where those below owe nothing of it.
create function app.figure(r int, unit int, which text, more boolean default false,
    above boolean default false, lowest int default 6) returns int language sql stable security definer
  set search_path = pg_catalog, pg_temp as $$
  select case when more then max(n.value) else min(n.value) end
    from app.tenant t join app.problem_setting s
        on s.root = t.root and s.state = 'PUBLISHED'
          and s.holder in (t.at1, t.at2, t.at3, t.at4, t.at5, t.at6)
          and not (above and s.holder = t.id) and s.holder_slot <= lowest,
      unnest(s.figures) x, lateral (select split_part(x, '=', 2)::int as value) n
    where t.root = r and t.id = unit and split_part(x, '=', 1) = which
$$;
grant execute on function app.figure(int, int, text, boolean, boolean, int) to levelwise_app;

-- The ladder. A problem moves only by a hop; a hop runs along a current edge of the tree (the foreign
-- key hop_along_an_edge), starts where the problem lies, and is made by the upper end of its edge:
-- who hands down, and who draws in. Upward without the upper end's leave only once that has
-- handed it back as often as may be. These hold for everyone who can write SQL, the application's own role included.
--
-- A unit and those that it took over: what one of them exchanged counts for all of them.
create function app.stood_for(r int, unit int) returns int[] language sql stable
  set search_path = pg_catalog, pg_temp as $$
  with recursive known (id) as (
    select stood_for.unit
    union
    select s.former from known k join app.tenant_succession s
      on s.root = r and s.successor = k.id and s.until is null)
  select array_agg(id) from known
$$;

-- Whether whoever holds a problem is late with it by their own days: as the sweep says it, and before it
-- has come round (ledger/clocks/owing.py).
create function app.is_late(p app.problem, today date) returns boolean language sql immutable
  set search_path = pg_catalog, pg_temp as $$
  select (p).overdue or coalesce((p).missed_on < today, false)
    or coalesce(case when (p).owed_on is null then (p).due_on else (p).own_on end < today, false)
$$;

create function app.start_hop() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  p app.problem;
  me int := ctx.tenant();
  below int[];
  above int[];
  exchanged int;
begin
  select * into p from app.problem where root = new.root and id = new.problem_id for update;
  new.starts := case new.direction when 'UP' then new.child else new.parent end;
  new.ends := case new.direction when 'UP' then new.parent else new.child end;
  new.author_tenant := case when new.by_rule then new.child else new.parent end;
  new.seq := p.hops + 1;
  if new.starts is distinct from p.holder then
    raise check_violation using message = 'a hop starts where the problem lies',
      table = 'hop', constraint = 'hop_starts_where_it_lies';
  end if;
  if exists (select from app.tenant_edge where root = new.root and id = new.edge
      and valid_until is not null) then
    raise check_violation using message = 'the edge has ended',
      table = 'hop', constraint = 'hop_along_a_current_edge';
  end if;
  if me is not null and me <> new.parent then
    below := app.stood_for(new.root, new.child);
    above := app.stood_for(new.root, new.parent);
    select count(*) into exchanged from app.happening h
      where h.root = new.root and h.problem_id = new.problem_id
        and h.act = 'hand_back' and h.author_tenant = any (above) and h.other_end = any (below);
    if not (new.by_rule and new.direction = 'UP' and me = new.child
        and exchanged >= (app.problem_rules(new.root, new.parent) ->> 'exchanges')::int) then
      raise check_violation using message = 'a hop is made by the upper end of its edge',
        table = 'hop', constraint = 'hop_made_by_the_upper_end';
    end if;
  end if;
  -- A unit is relieved of what nobody has handed down, and what it has not submitted, once it is late.
  if me = new.parent and new.direction = 'UP'
      and p.state in ('COLLECTED', 'REGISTERED', 'BANKED', 'LISTED', 'TRIAGED')
      and not app.is_late(p, (new.made_at at time zone 'Asia/Shanghai')::date) then
    raise check_violation using message = 'a superior takes over what is overdue below',
      table = 'hop', constraint = 'hop_of_what_is_overdue';
  end if;
  if new.post_id is null then
    select id into new.post_id from app.post where root = new.root and holder = new.ends
      and valid_until is null order by heads desc, ('task_force' = any (roles)) desc, id limit 1;
  end if;
  if not exists (select from app.post
      where root = new.root and id = new.post_id and holder = new.ends and valid_until is null) then
    raise check_violation using message = 'a hop ends at a post of the unit it leads to',
      table = 'hop', constraint = 'hop_ends_at_a_post';
  end if;
  return new;
end $$;
create trigger hop_starts before insert on app.hop
  for each row execute function app.start_hop();

create function app.end_hop() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update app.problem set holder = new.ends, holder_post = new.post_id, hops = new.seq
    where root = new.root and id = new.problem_id;
  -- What the unit that it leaves had planned and not done is no duty of whoever works on it next.
  update app.measure set state = 'LAPSED', version = version + 1
    where root = new.root and problem_id = new.problem_id and state = 'PLANNED';
  -- Nor does what it gave as its reason for more time give another unit any: it asks for itself.
  -- Whoever asked is told, in a post of the unit that it leaves.
  with gone as (update app.extension set state = 'LAPSED',
      decided_at = greatest(new.made_at, asked_at), version = version + 1
    where root = new.root and problem_id = new.problem_id and state = 'ASKED'
    returning asked_by, accused)
  insert into app.notice (root, id, person_id, post_id, kind, problem_id, accused, created_at)
    select new.root, gen_random_uuid(), told.person_id, told.post_id, 'EXTENSION_LAPSED',
        new.problem_id, told.accused, clock_timestamp()
      from (select distinct on (w.person_id) w.person_id, w.post_id, g.accused from gone g
        join app.in_office(new.root, new.starts) o on o.person_id = g.asked_by
        cross join lateral app.whom(new.root, new.starts, o.post_id, '{}', '{}', null, g.accused) w
        where w.person_id = g.asked_by order by w.person_id, w.post_id) told
    on conflict do nothing;
  return null;
end $$;
create trigger hop_ends after insert on app.hop
  for each row execute function app.end_hop();

create function app.keep_to_ladder() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'UPDATE' and not exists (select from app.hop where root = new.root
      and problem_id = new.id and seq = new.hops and ends = new.holder
      and starts = old.holder and new.hops = old.hops + 1)
    -- Within its unit it goes from post to post, by a hand-over and by nothing else.
    and not (new.holder = old.holder and new.hops = old.hops and exists (
      select from app.handover where root = new.root and problem_id = new.id
        and from_post = old.holder_post and to_post = new.holder_post))
    -- From a post that ended while it was closed, as it opens again.
    and not (new.holder = old.holder and new.hops = old.hops and new.open and not old.open
      and exists (select from app.post where root = new.root and id = old.holder_post
        and valid_until is not null))
    -- With its unit, when that went up in another one: written down by the gate alone.
    and not (new.hops = old.hops
      and app.has_moved(new.root, 'problem', new.id, old.holder, new.holder)) then
    raise check_violation using message = 'a problem moves by a hop and by nothing else',
      table = 'problem', constraint = 'problem_moves_by_hop';
  end if;
  if not exists (select from app.post
      where root = new.root and id = new.holder_post and holder = new.holder) then
    raise check_violation using message = 'a problem lies at a post of its holder',
      table = 'problem', constraint = 'problem_lies_at_a_post';
  end if;
  return null;
end $$;
-- A closed problem keeps nobody at a post, so the post may have ended when it opens again: then it lies
-- at the head's. Its unit is the same; the order that stands is its new leader's.
create function app.lay_again() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  next uuid;
begin
  if exists (select from app.post where root = new.root and id = new.holder_post
      and valid_until is not null) then
    select id into next from app.post where root = new.root and holder = new.holder
      and valid_until is null order by heads desc, ('task_force' = any (roles)) desc, id limit 1;
  end if;
  if next is not null then
    if new.lead_post = new.holder_post then new.lead_post := next; end if;
    update app.assignment set lead_post = next where root = new.root and problem_id = new.id
      and role = 'MAIN' and lead_post = new.holder_post and state <> 'WITHDRAWN';
    new.holder_post := next;
  end if;
  return new;
end $$;
create trigger laid_again before update of open on app.problem for each row
  when (new.open and not old.open) execute function app.lay_again();
create trigger ladder_born after insert on app.problem
  for each row execute function app.keep_to_ladder();
create trigger ladder_kept after update on app.problem for each row
  when (old.holder <> new.holder or old.hops <> new.hops or old.holder_post <> new.holder_post)
  execute function app.keep_to_ladder();

-- What was reported is written once: while a problem is only collected it may be corrected, later
-- knowledge is a step of its story. By its story, too, which nobody shortens: a state that was put
-- back opens nothing. Reporter, day and channel are never written again at all (tables.py, "fixed").
create function app.keep_origin() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if old.state <> 'COLLECTED' or exists (select from app.happening h
      where h.root = old.root and h.problem_id = old.id and h.after <> 'COLLECTED') then
    raise check_violation using message = 'what was reported stays as it was reported',
      table = 'problem', constraint = 'problem_keeps_its_origin';
  end if;
  return new;
end $$;
-- Whoever collected it corrects it; rows of a file are corrected with their campaign, by whoever may
-- import it. A step on the way, as the place that is said at registration, is another act.
create function app.amend_report() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if ctx.person() is not null and ctx.person() is distinct from old.reported_by
      and not exists (select from app.campaign_item i
        where i.root = old.root and i.problem_id = old.id) then
    raise check_violation using message = 'whoever reported it corrects a report',
      table = 'problem', constraint = 'problem_amended_by_its_author';
  end if;
  return new;
end $$;
create trigger origin_amended before update of list_type, field, title, facts, place, source, found_on
  on app.problem for each row
  when ((old.list_type, old.field, old.title, old.facts, old.source, old.found_on)
      is distinct from (new.list_type, new.field, new.title, new.facts, new.source, new.found_on)
    or old.place <> new.place and new.state = 'COLLECTED')
  execute function app.amend_report();
create trigger origin_kept before update of list_type, field, title, facts, place, source, found_on
  on app.problem for each row
  when ((old.list_type, old.field, old.title, old.facts, old.place, old.source, old.found_on)
    is distinct from (new.list_type, new.field, new.title, new.facts, new.place, new.source,
      new.found_on))
  execute function app.keep_origin();

-- Whose list a problem is on: whoever lists it says so, where it lies with them or has just gone down
-- from them, and from then on nobody but a level above may take it over. Its superior follows. A
-- lower level that takes it home from below so takes neither class, deadline nor closing along.
create function app.keep_list() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  me int := ctx.tenant();
  was int;
begin
  if tg_op = 'UPDATE' then
    -- With its units, when they went up in others: written down by the gate alone.
    if app.has_moved(new.root, 'problem:listed_by', new.id, old.listed_by, new.listed_by)
        or app.has_moved(new.root, 'problem:listed_parent', new.id, old.listed_parent,
          new.listed_parent) then
      return new;
    end if;
    was := old.listed_by;
  end if;
  if new.listed_by is distinct from was then
    if was is not null and not exists (select from app.tenant t
        where t.root = new.root and t.id = was and t.id <> new.listed_by
          and new.listed_by in (t.at1, t.at2, t.at3, t.at4, t.at5, t.at6)) then
      raise check_violation using message = 'only a level above takes a problem off a list',
        table = 'problem', constraint = 'problem_keeps_its_list';
    end if;
    if me is not null and not exists (select from app.hop h
          where h.root = new.root and h.problem_id = new.id and h.seq = new.hops
            and h.ends = new.holder
            and (h.starts = new.listed_by and me = h.starts
              or h.by_rule and h.ends = new.listed_by and me = h.starts))
        and not (me = new.listed_by and me = new.holder) then
      raise check_violation using message = 'a level puts on its list what it has in hand',
        table = 'problem', constraint = 'problem_listed_by_its_level';
    end if;
  end if;
  select parent_id into new.listed_parent from app.tenant
    where root = new.root and id = new.listed_by;
  return new;
end $$;
create trigger list_given before insert on app.problem for each row
  when (new.listed_by is not null or new.listed_parent is not null)
  execute function app.keep_list();
create trigger list_kept before update of listed_by, listed_parent on app.problem for each row
  when ((old.listed_by, old.listed_parent) is distinct from (new.listed_by, new.listed_parent))
  execute function app.keep_list();

-- A rejection, and listing and labelling where the line asks for it, is proposed by one person and done by
-- another, just as it was proposed. What rose by rule was listed by nobody.
create function app.keep_seconded() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  step text := case old.state || ' ' || new.state when 'REGISTERED REJECTED' then 'REJECT'
    when 'BANKED LISTED' then 'LIST' when 'LISTED TRIAGED' then 'TRIAGE' end;
begin
  if ctx.person() is null then return new; end if;
  if new.proposal is not null and (old.proposal, old.proposed_by, old.proposed_ground,
      old.proposed_mode, old.proposed_track) is distinct from (new.proposal, new.proposed_by,
      new.proposed_ground, new.proposed_mode, new.proposed_track)
      and new.proposed_by is distinct from ctx.person() then
    raise check_violation using message = 'a step is proposed in one''s own name',
      table = 'problem', constraint = 'problem_proposed_in_own_name';
  end if;
  if step is null or old.proposal = step and old.proposed_by <> ctx.person()
      and (step <> 'REJECT' or new.reason = old.proposed_ground)
      and (step <> 'TRIAGE' or new.class = old.proposed_ground) then
    return new;
  end if;
  if step = 'REJECT' or app.problem_rules(new.root, new.holder) -> 'second_steps' ? step
      and not exists (select from app.hop h where h.root = new.root and h.problem_id = new.id
        and h.seq = new.hops and h.by_rule and h.starts = ctx.tenant()) then
    raise check_violation using message = 'one person proposes a step and another confirms it',
      table = 'problem', constraint = 'problem_seconded';
  end if;
  return new;
end $$;
create trigger seconded before update of state, proposal, proposed_by, proposed_ground, proposed_mode,
    proposed_track on app.problem for each row
  when (new.proposal is not null or old.state <> new.state)
  execute function app.keep_seconded();

-- Sharing moves nothing: a unit above the holder is put on the trail and reads.
create function app.share_problem() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  p app.problem;
  me int := ctx.tenant();
begin
  select * into p from app.problem where root = new.root and id = new.problem_id for update;
  if new.kind = 'EMERGENCY_COPY' and (new.with_tenant = p.holder or new.with_tenant <> all (
      array_remove(array[p.at1, p.at2, p.at3, p.at4, p.at5, p.at6], null))) then
    raise check_violation using message = 'a copy goes up the line of the holder',
      table = 'share', constraint = 'share_goes_up_the_line';
  end if;
  -- A review is in sight of whoever reviews: the acting unit, or its direct superior, above a unit
  -- that had the problem.
  if new.kind = 'REVIEW' and (
      new.with_tenant is distinct from me and not exists (select from app.tenant t
        where t.root = new.root and t.id = me and t.parent_id = new.with_tenant)
      or not exists (select from app.tenant t
        where t.root = new.root and t.id = any (p.trail || p.holder) and t.id <> new.with_tenant
          and new.with_tenant in (t.at1, t.at2, t.at3, t.at4, t.at5, t.at6))) then
    raise check_violation using message = 'a review goes to the superior of whoever answered',
      table = 'share', constraint = 'review_goes_up_the_line';
  end if;
  update app.problem set trail = trail || new.with_tenant
    where root = new.root and id = new.problem_id;
  return null;
end $$;
create trigger shared after insert on app.share
  for each row execute function app.share_problem();

-- The trail as rows with the columns it is listed by, so that "what passed through us" is a range.
create function app.trail_problem() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  insert into app.problem_trail as t (root, id, holder, problem_id, due_on, reported_at, open,
      accused, within)
    select new.root, gen_random_uuid(), x, new.id, new.due_on, new.reported_at, new.open,
      new.accused, coalesce(x = any (array[new.at1, new.at2, new.at3, new.at4, new.at5, new.at6]), false)
    from unnest(new.trail) x
  on conflict (root, problem_id, holder) do update
    set due_on = excluded.due_on, open = excluded.open, within = excluded.within,
      accused = excluded.accused
    where (t.due_on, t.open, t.within, t.accused)
      is distinct from (excluded.due_on, excluded.open, excluded.within, excluded.accused);
  return null;
end $$;
create trigger trailed after insert on app.problem
  for each row execute function app.trail_problem();
create trigger trailed_on after update on app.problem for each row
  when ((old.trail, old.due_on, old.open, old.holder, old.accused, old.at1, old.at2, old.at3,
      old.at4, old.at5, old.at6)
    is distinct from (new.trail, new.due_on, new.open, new.holder, new.accused, new.at1, new.at2,
      new.at3, new.at4, new.at5, new.at6))
  execute function app.trail_problem();

-- The Party organisations of some units and of the levels above them, nearest first: only of units on
-- the line of whoever acts, who reads the names of bodies above by no other way. A leading group or a
-- task force is none.
create function app.party_line(r int, units int[])
  returns table (id uuid, kind text, name text, unit uuid, unit_name text) language sql stable
  security definer set search_path = pg_catalog, pg_temp as $$
  select b.id, b.kind, b.name, h.uid, h.name from app.body b
    join app.tenant h on h.root = b.root and h.id = b.holder
    where b.root = r and b.valid_until is null and b.kind not in ('leading_group', 'task_force')
      and b.holder in (select above from app.tenant t,
        unnest(array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6]) above
        where t.root = r and t.id = any (units)
          and ctx.tenant() in (t.at1, t.at2, t.at3, t.at4, t.at5, t.at6))
    order by h.slot desc, b.parent_body_id is not null, b.name_sort, b.id
$$;
grant execute on function app.party_line(int, int[]) to levelwise_app;

-- The number of a problem, by which people speak of it: the year of registration, eight characters of a
-- hash of the random id and of the moment, and a check character over all of them
-- (ledger/problems/numbers.py reads it). Not from a sequence: that would tell how many others there are,
-- and when they came. Nor from the id alone: clients make it, and whoever made one whose number is taken
-- would learn by the other number that somebody has it.
create function app.number_of(year int, bits bigint) returns text language plpgsql immutable
  set search_path = pg_catalog, pg_temp as $$
declare
  letters constant text := '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  said text := lpad(year::text, 4, '0');
  left_over int := 0;
begin
  for n in reverse 7..0 loop
    said := said || substr(letters, ((bits >> (5 * n)) & 31)::int + 1, 1);
  end loop;
  -- In the field of 32 elements, so that a wrong character and two that changed places are both seen.
  for n in 1..13 loop
    left_over := left_over << 1;
    if left_over > 31 then left_over := left_over # 37; end if;
    if n < 13 then left_over := left_over # (strpos(letters, substr(said, n, 1)) - 1); end if;
  end loop;
  said := said || substr(letters, left_over + 1, 1);
  return concat_ws('-', substr(said, 1, 4), substr(said, 5, 3), substr(said, 8, 3), substr(said, 11, 3));
end $$;

-- Whatever is registered has its number from then on. Should another item have the same one, the hash is
-- taken once more; rows of the same statement are seen.
create function app.number_problem() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  year int := extract(year from coalesce(new.registered_on,
    (new.reported_at at time zone 'Asia/Shanghai')::date));
begin
  new.number := null;
  if new.state = 'COLLECTED' then return new; end if;
  for again in 0..99 loop
    new.number := app.number_of(year, ('x' || encode(substr(sha256(uuid_send(new.id)
      || timestamptz_send(new.reported_at) || int4send(again)), 1, 5), 'hex'))::bit(40)::bigint);
    exit when not exists (select from app.problem p
      where p.root = new.root and p.number = new.number);
  end loop;
  return new;
end $$;
create trigger numbered before insert on app.problem
  for each row execute function app.number_problem();
create trigger numbered_later before update of state on app.problem for each row
  when (old.number is null and new.state <> 'COLLECTED')
  execute function app.number_problem();

create function app.keep_number() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp as $$
begin
  raise check_violation using message = 'a problem keeps the number that it was registered under',
    table = 'problem', constraint = 'problem_keeps_its_number';
end $$;
create trigger number_kept before update of number on app.problem for each row
  when (old.number is distinct from new.number) execute function app.keep_number();

-- While a submission waits: more is asked by the superior of whoever sent it, some times and one at a
-- time; only the sender answers it or takes it back, some times, to where it was submitted from. Whatever
-- ends the waiting ends the question. How often follows the figures of the line, and never loosens them
-- (ledger/problems/figures.yaml).
create function app.keep_submission() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  me int := ctx.tenant();
  sent app.happening;
begin
  if new.state <> 'PENDING_UPPER' then new.asked_on := null; end if;
  if me is null or old.state <> 'PENDING_UPPER' then return new; end if;
  -- Nothing waits that nobody submitted.
  select * into sent from app.happening h where h.root = old.root and h.problem_id = old.id
    and h.after = 'PENDING_UPPER' and h.before <> 'PENDING_UPPER'
    order by h.happened_at desc, h.id desc limit 1;
  -- Where a hop has just brought it to a unit above whoever submitted it, that unit takes it up. Else its
  -- holder takes it back, or the superior hands it back: either way to where it was submitted from.
  if sent.id is not null and new.state <> old.state and new.holder = old.holder
      and not exists (select from app.tenant t where t.root = old.root and t.id = sent.author_tenant
        and t.id <> old.holder and old.holder in (t.at1, t.at2, t.at3, t.at4, t.at5, t.at6)) then
    if new.state <> (case sent.before when 'RETURNED' then 'RECTIFYING' else sent.before end) then
      raise check_violation using message = 'what is taken or handed back goes to where it was submitted from',
        table = 'problem', constraint = 'problem_withdrawn_to_where_it_was';
    end if;
    if me = old.holder and (select count(*) from app.happening h where h.root = old.root and h.problem_id = old.id
          and h.act = 'withdraw_submission' and h.author_tenant = me)
        >= least(2, app.figure(old.root, old.holder, 'WITHDRAWALS')) then
      raise check_violation using message = 'a submission is taken back some times only',
        table = 'problem', constraint = 'problem_withdrawn_within_its_times';
    end if;
    new.withdrawals := old.withdrawals + (me = old.holder)::int;
  end if;
  if new.state <> old.state or new.asked_on is not distinct from old.asked_on then return new; end if;
  if me is distinct from (case when new.asked_on is null then old.holder else old.holder_parent end)
      or old.asked_on is not null and new.asked_on is not null then
    raise check_violation using message = 'the superior asks, and the sender answers',
      table = 'problem', constraint = 'problem_asked_by_its_superior';
  end if;
  if new.asked_on is not null and (select count(*) from app.happening h where h.root = old.root
        and h.problem_id = old.id and h.act = 'ask_about_submission'
        and (h.happened_at, h.id) > (sent.happened_at, sent.id))
      >= least(2, app.figure(old.root, old.holder_parent, 'ASK_ROUNDS')) then
    raise check_violation using message = 'more is asked some times only',
      table = 'problem', constraint = 'problem_asked_within_its_rounds';
  end if;
  return new;
end $$;
create trigger submission_kept before update of state, asked_on on app.problem for each row
  when (old.state <> new.state or old.asked_on is distinct from new.asked_on)
  execute function app.keep_submission();

-- Evidence of a problem is a file that its bearer uploaded in their own unit and that nothing has claimed:
-- what is said of it is copied from there, as of a file of a diary (diaries.sql), and the file keeps out
-- whom the problem is against.
create function app.take_file() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  f app.file;
begin
  -- Nothing is copied of another's: what is returned would tell of it.
  select * into f from app.file x where x.root = new.root and x.id = new.id
    and (ctx.tenant() is null or x.state = 'STORED' and x.prepared_by = ctx.person()
      and x.holder = ctx.tenant());
  new.name := coalesce(f.name, new.name); new.media_type := coalesce(f.media_type, new.media_type);
  new.size_bytes := coalesce(f.size_bytes, new.size_bytes);
  new.sha256 := coalesce(f.sha256, new.sha256);
  return new;
end $$;
create trigger taken before insert on app.problem_file
  for each row execute function app.take_file();

-- After the row, when the wall has said its word. Without a viewer there is nothing to be kept from.
create function app.claim_file() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' and ctx.tenant() is not null and not exists (select from app.file x
      where x.root = new.root and x.id = new.id and x.state = 'STORED'
        and x.prepared_by = ctx.person() and x.holder = ctx.tenant()) then
    raise check_violation using message = 'evidence is a file of one''s own that has arrived',
      table = 'problem_file', constraint = 'problem_file_of_ones_own';
  end if;
  update app.file set accused = app.together(accused, new.accused)
    where root = new.root and id = new.id and not accused @> new.accused;
  return null;
end $$;
create trigger claimed after insert or update on app.problem_file
  for each row execute function app.claim_file();

-- Fan-out. A part of a problem goes along a current edge (the foreign key assignment_along_an_edge),
-- is given out by the upper end of it, ends at a post there, and is never due after what it is a
-- part of. The problem itself lies with the main handler; a part moves nothing.
create function app.start_assignment() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  p app.problem;
  whole app.assignment;
  me int := ctx.tenant();
  lies int;
  latest date;
begin
  select * into p from app.problem where root = new.root and id = new.problem_id for update;
  lies := p.holder_parent; latest := coalesce(p.rectify_by, p.due_on);
  if new.part_of is not null then
    select * into whole from app.assignment where root = new.root and id = new.part_of for update;
    lies := whole.holder; latest := whole.due_on;
    if whole.problem_id is distinct from new.problem_id then lies := null; end if;
  end if;
  new.holder := new.child;
  -- Who helps is named with the order, or added to it until it is claimed to be done.
  if lies is distinct from new.parent or me is not null and new.part_of is null
      and p.state not in ('ASSIGNED', 'OBJECTED', 'ACCEPTED', 'PLEDGED', 'RECTIFYING', 'RETURNED') then
    raise check_violation using message = 'a part is given out by whoever has the whole',
      table = 'assignment', constraint = 'assignment_of_the_whole';
  end if;
  if me is not null and new.role = 'CO' and new.child = p.holder then
    raise unique_violation using message = 'whoever leads helps nobody',
      table = 'assignment', constraint = 'assignment_once';
  end if;
  if me is not null and me <> new.parent then
    raise check_violation using message = 'a part is given out by the upper end of its edge',
      table = 'assignment', constraint = 'hop_made_by_the_upper_end';
  end if;
  if exists (select from app.tenant_edge where root = new.root and id = new.edge
      and valid_until is not null) then
    raise check_violation using message = 'the edge has ended',
      table = 'assignment', constraint = 'hop_along_a_current_edge';
  end if;
  if not exists (select from app.post where root = new.root and id = new.lead_post
      and holder = new.child and valid_until is null) then
    raise check_violation using message = 'a part ends at a post of the unit it goes to',
      table = 'assignment', constraint = 'hop_ends_at_a_post';
  end if;
  if new.due_on > latest then
    raise check_violation using message = 'a part is due no later than the whole',
      table = 'assignment', constraint = 'assignment_within_the_whole';
  end if;
  -- Whoever had the problem sees its parts.
  new.trail := p.trail;
  return new;
end $$;
create trigger begins before insert on app.assignment
  for each row execute function app.start_assignment();

-- A part that is done or taken back is late no more (before "place", which looks at it).
create function app.end_lateness() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp as $$
begin
  new.overdue := false;
  return new;
end $$;
create trigger late before update on app.assignment for each row
  when (new.overdue and new.state in ('FINISHED', 'WITHDRAWN')) execute function app.end_lateness();

-- What is derived: how many parts are open, that a part is handed on while parts of it are open, and
-- that parts of what is withdrawn are withdrawn.
create function app.count_parts(r int, item uuid, whole uuid) returns void language plpgsql
  set search_path = pg_catalog, pg_temp as $$
declare
  n int;
begin
  if whole is null then
    select count(*) into n from app.assignment where root = r and problem_id = item
      and part_of is null and role = 'CO' and open;
    update app.problem set parts_open = n where root = r and id = item and parts_open <> n;
  else
    select count(*) into n from app.assignment where root = r and part_of = whole and open;
    update app.assignment set parts_open = n, state = case
        when n > 0 and state = 'ACCEPTED' then 'HANDED_ON'
        when n = 0 and state = 'HANDED_ON' then 'ACCEPTED' else state end
      where root = r and id = whole and parts_open <> n;
  end if;
end $$;

create function app.follow_assignment() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    update app.problem set trail = trail || new.holder
      where root = new.root and id = new.problem_id and new.holder <> all (trail);
  elsif new.state = 'WITHDRAWN' then
    update app.assignment set state = 'WITHDRAWN'
      where root = new.root and part_of = new.id and open;
    -- Whoever was to lead it is told, in whatever way it ended.
    if new.role = 'CO' then
      perform app.tell(new.root, new.problem_id, null, new.accused, 'PART_WITHDRAWN', new.holder,
        new.lead_post, '{}', '{}', null, null);
    end if;
  end if;
  perform app.count_parts(new.root, new.problem_id, new.part_of);
  return null;
end $$;
create trigger given_out after insert on app.assignment
  for each row execute function app.follow_assignment();
create trigger counted after update on app.assignment for each row
  when (old.state <> new.state) execute function app.follow_assignment();

-- No part is due after what it is a part of, also where that is brought forward: whoever leads it is told.
create function app.bring_forward() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update app.assignment set due_on = new.due_on, version = version + 1
    where root = new.root and part_of = new.id and open and due_on > new.due_on;
  if new.role = 'CO' and new.open then
    perform app.tell(new.root, new.problem_id, null, new.accused, 'PART_BROUGHT_FORWARD', new.holder,
      new.lead_post, '{}', '{}', null, null);
  end if;
  return null;
end $$;
create trigger brought_forward after update of due_on on app.assignment for each row
  when (new.due_on < old.due_on) execute function app.bring_forward();

-- Nobody is given more days for a part than it was given, but as an objection to it is overruled, and within
-- the whole: how many, that act reckons. Whoever brings the whole forward at once is waited for.
create function app.keep_part_day() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  perform from app.problem where root = new.root and id = new.problem_id for update;
  if old.state <> 'OBJECTED' or new.state <> 'ASSIGNED' or new.due_on > coalesce(
      (select w.due_on from app.assignment w where w.root = new.root and w.id = new.part_of),
      (select coalesce(p.rectify_by, p.due_on) from app.problem p
        where p.root = new.root and p.id = new.problem_id)) then
    raise check_violation using message = 'a part is due no later than the whole',
      table = 'assignment', constraint = 'assignment_within_the_whole';
  end if;
  return new;
end $$;
create trigger day_kept before update of due_on on app.assignment for each row
  when (new.role = 'CO' and new.due_on > old.due_on) execute function app.keep_part_day();

-- The whole is brought forward by whoever ordered it: by another order, or a day of rework. An order
-- further down is its giver's own matter, and moves nobody's part but theirs.
create function app.bring_parts_forward() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update app.assignment set due_on = new.rectify_by, version = version + 1
    where root = new.root and problem_id = new.id and part_of is null and role = 'CO' and open
      and parent = new.holder_parent and due_on > new.rectify_by;
  return null;
end $$;
create trigger parts_brought_forward after update of rectify_by on app.problem for each row
  when (new.rectify_by is distinct from old.rectify_by)
  execute function app.bring_parts_forward();

-- The main handler's line is the problem's own; an order that the problem has left is no order. What an
-- upheld objection takes home goes on to another unit in the same act: those who help go on helping. What a
-- reorganisation ends so is written down for the way back.
create function app.derive_assignments() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  line int[] := array[new.at1, new.at2, new.at3, new.at4, new.at5, new.at6];
  moved uuid;
  d record;
begin
  if new.holder <> old.holder then
    select m.reorganisation_id into moved from app.reorganisation_move m where m.root = new.root
      and m.noun = 'problem' and m.record_id = new.id and not m.back and m.from_unit = old.holder
      and m.to_unit = new.holder and m.xid = pg_current_xact_id()::text limit 1;
  end if;
  for d in select * from (select x.id, x.state as was, case
        when x.role = 'CO' and x.parent = new.holder and (new.state = 'OBJECTED'
          or old.state = 'OBJECTED' and new.state = 'TRIAGED') then x.state
        when not (x.parent = any (array_remove(line, null)) and x.parent <> new.holder)
          or x.role = 'MAIN' and not x.holder = any (array_remove(line, null)) then 'WITHDRAWN'
        when x.role = 'CO' then x.state
        when new.state in ('COMPLETION_CLAIMED', 'SELF_EVALUATED', 'CLIENT_EVALUATED', 'CLOSED',
          'RECHECKING', 'ARCHIVED') then 'FINISHED'
        when new.holder <> x.holder then 'HANDED_ON'
        when new.state in ('ASSIGNED', 'OBJECTED') then 'ASSIGNED'
        else 'ACCEPTED' end as state
      from app.assignment x where x.root = new.root and x.problem_id = new.id
        and x.part_of is null and x.state <> 'WITHDRAWN' and (x.open or x.role = 'MAIN')) y
    where was <> state
  loop
    if moved is not null and d.state = 'WITHDRAWN' then
      perform app.withdraw_parts(new.root, moved, array[d.id]);
    else
      update app.assignment set state = d.state where root = new.root and id = d.id;
    end if;
  end loop;
  return null;
end $$;
create trigger derived after update on app.problem for each row
  when ((old.state, old.holder) is distinct from (new.state, new.holder))
  execute function app.derive_assignments();

-- Hand-over: an item goes from post to post within its unit.
create function app.start_handover() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  p app.problem;
begin
  select * into p from app.problem where root = new.root and id = new.problem_id for update;
  if p.holder_post is distinct from new.from_post or not exists (select from app.post where root = new.root and id = new.to_post
        and holder = p.holder and valid_until is null) then
    raise check_violation using message = 'an item goes between posts of the unit that holds it',
      table = 'handover', constraint = 'handover_within_the_unit';
  end if;
  return new;
end $$;
create trigger begins before insert on app.handover
  for each row execute function app.start_handover();

create function app.end_handover() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update app.problem set holder_post = new.to_post,
      lead_post = case when lead_post = new.from_post then new.to_post else lead_post end
    where root = new.root and id = new.problem_id;
  update app.assignment set lead_post = new.to_post where root = new.root
    and problem_id = new.problem_id and role = 'MAIN' and lead_post = new.from_post and open;
  return null;
end $$;
create trigger handed_over after insert on app.handover
  for each row execute function app.end_handover();

-- What is kept from whoever acts is handed over with the rest, by this gate and unseen: were it left, the
-- empty list of a post that may not be left would say that there is something. Given: the post, and the
-- one that it goes to, where nobody in that stands with those it is against; else it goes to the head, the
-- task force, or any other post of the unit. Where there is none it stays. Without a viewer nothing is
-- unseen.
create function app.hand_over_unseen(r int, wanted uuid, preferred uuid) returns void language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  unit int;
  one record;
  next uuid;
begin
  select holder into unit from app.post where root = r and id = wanted;
  for one in
    select 'problem' as what, p.id, p.id as problem_id, p.accused from app.problem p
      where p.root = r and p.open and p.holder_post = wanted and p.holder = unit
        and p.accused && ctx.units()
    union all select 'measure', m.id, m.problem_id, m.accused from app.measure m
      where m.root = r and m.owner_post = wanted and m.state = 'PLANNED' and m.holder = unit
        and m.accused && ctx.units()
    union all select 'assignment', a.id, a.problem_id, a.accused from app.assignment a
      where a.root = r and a.lead_post = wanted and a.open and a.role = 'CO' and a.holder = unit
        and a.accused && ctx.units()
    union all select 'case_lead', l.id, l.problem_id, l.accused from app.case_lead l
      where l.root = r and l.post_id = wanted and l.state = 'ACTIVE' and preferred is null
        and l.accused && ctx.units()
    order by 2
  loop
    select s.id into next from app.post s
      where s.root = r and s.holder = unit and s.valid_until is null and s.id <> wanted
        and exists (select from app.in_office(r, unit) o where o.post_id = s.id)
        and not app.sits_with(r, s.id, one.accused)
      order by s.id = preferred desc nulls last, s.heads desc, ('task_force' = any (s.roles)) desc, s.id
      limit 1;
    continue when next is null and one.what <> 'case_lead';
    case one.what
      when 'problem' then
        insert into app.handover (root, id, holder, problem_id, from_post, to_post, made_by, made_at)
          values (r, gen_random_uuid(), unit, one.id, wanted, next, '', clock_timestamp());
      when 'measure' then
        update app.measure set owner_post = next, version = version + 1 where root = r and id = one.id;
      when 'assignment' then
        update app.assignment set lead_post = next, version = version + 1
          where root = r and id = one.id;
      else
        -- Who leads at a unit below is chosen by the level, by name: whoever may see it names another.
        update app.case_lead set state = 'RELEASED', reason = 'moved',
            until = greatest(since, (clock_timestamp() at time zone 'Asia/Shanghai')::date)
          where root = r and id = one.id;
    end case;
  end loop;
end $$;
revoke all on function app.hand_over_unseen(int, uuid, uuid) from public;

create function app.hand_over_with(wanted uuid, preferred uuid) returns void language sql
  security definer set search_path = pg_catalog, pg_temp as $$
  select app.hand_over_unseen(s.root, s.id, n.id) from app.post s
    join app.post n on n.root = s.root and n.id = preferred and n.holder = s.holder
    where s.root = ctx.root() and s.id = wanted and s.holder = ctx.tenant() and n.valid_until is null
$$;
revoke all on function app.hand_over_with(uuid, uuid) from public;
grant execute on function app.hand_over_with(uuid, uuid) to levelwise_app;

-- What a post has in hand: open problems it answers for, planned measures, open parts, and what it
-- leads at units below. What is kept from whoever acts holds nobody in a post: nobody could say why.
create function app.held_by_post(r int, wanted uuid) returns int language sql stable
  set search_path = pg_catalog, pg_temp as $$
  select (select count(*) from app.problem where root = r and open and holder_post = wanted
      and not coalesce(accused && ctx.units(), false))::int
    + (select count(*) from app.measure m join app.problem p
        on p.root = m.root and p.id = m.problem_id and p.open
        where m.root = r and m.owner_post = wanted and m.state = 'PLANNED'
          and not coalesce(m.accused && ctx.units(), false) and m.holder = (
          select holder from app.post where root = r and id = wanted))::int
    + (select count(*) from app.assignment where root = r and lead_post = wanted and open
        and role = 'CO' and not coalesce(accused && ctx.units(), false))::int
    + (select count(*) from app.case_lead l join app.problem p on p.root = l.root
        and p.id = l.problem_id and p.open
        where l.root = r and l.post_id = wanted and l.state = 'ACTIVE'
          and not coalesce(l.accused && ctx.units(), false))::int
$$;

-- Nobody leaves a post, and no post ends, with items in hand: the list is emptied first, or somebody
-- else is in the post already.
create function app.leave_post() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from app.appointment a where a.root = new.root and a.post_id = new.post_id
        and a.id <> new.id and a.relieved_on is null) then
    if app.held_by_post(new.root, new.post_id) > 0 then
      raise check_violation using message = 'the post still has items in hand',
        table = 'appointment', constraint = 'handover_emptied';
    end if;
    perform app.hand_over_unseen(new.root, new.post_id, null);
  end if;
  return new;
end $$;
create trigger leaves before update of relieved_on, person_id, post_id on app.appointment
  for each row when (new.relieved_on < old.relieved_on or old.relieved_on is null and (
    new.relieved_on is not null
    or (old.person_id, old.post_id) is distinct from (new.person_id, new.post_id)))
  execute function app.leave_post();

create function app.end_post() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if app.held_by_post(new.root, new.id) > 0 then
    raise check_violation using message = 'the post still has items in hand',
      table = 'post', constraint = 'handover_emptied';
  end if;
  perform app.hand_over_unseen(new.root, new.id, null);
  return new;
end $$;
create trigger ends before update of valid_until on app.post
  for each row when (old.valid_until is null and new.valid_until is not null)
  execute function app.end_post();

-- What only points at a problem takes over whom it is against, and follows when more are named: the
-- wall asks the row's own column.
create function app.take_accused() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  new.accused := coalesce((select p.accused from app.problem p
    where p.root = new.root and p.id = new.problem_id), '{}');
  return new;
end $$;
create trigger accused_taken before insert on app.assignment
  for each row execute function app.take_accused();
create trigger accused_taken before insert on app.escalation
  for each row execute function app.take_accused();

create function app.pass_accused() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update app.assignment set accused = new.accused where root = new.root and problem_id = new.id;
  update app.escalation set accused = new.accused where root = new.root and problem_id = new.id;
  return null;
end $$;
create trigger accused_passed after update of accused on app.problem
  for each row when (old.accused <> new.accused) execute function app.pass_accused();

-- A co-handler's objection: once, by the unit itself and before it signs; while it stands, the part ends, by
-- anybody but the unit, or whoever gave it out lets it stand, and that nobody who sits in the unit does for the
-- superior, in whatever post. (That they do not take it back either is the book's: a recall of the whole by one
-- of them ends the part, too.) What was said stays as it was said.
create function app.keep_part_objection() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp as $$
declare
  me int := ctx.tenant();
begin
  -- Not a definer function: inside a gate the current user is the gate's owner. A merger that is reversed
  -- gives back a part with the objection that it had.
  if current_user <> 'levelwise_app' then return new; end if;
  if tg_op = 'INSERT' then
    raise check_violation using message = 'nobody objects before it is given out',
      table = 'assignment', constraint = 'part_objected_to_once';
  elsif new.state = 'OBJECTED' and old.state <> 'OBJECTED' then
    if old.state <> 'ASSIGNED' or old.objection_reason is not null
        or me is not null and me <> new.holder then
      raise check_violation using message = 'a part is objected to once, by the unit that has it',
        table = 'assignment', constraint = 'part_objected_to_once';
    end if;
  elsif old.state = 'OBJECTED' and new.state = 'ASSIGNED' and new.objection_answer is not null then
    if me is not null and (me is distinct from new.holder_parent or new.holder = any (ctx.tenants()))
        or (old.objection_reason, old.objection_text, old.objected_on)
          is distinct from (new.objection_reason, new.objection_text, new.objected_on) then
      raise check_violation using message = 'whoever gave a part out rules on an objection to it',
        table = 'assignment', constraint = 'part_objection_ruled_on';
    end if;
  elsif old.state = 'OBJECTED' and (new.state not in ('OBJECTED', 'WITHDRAWN')
        or new.state = 'WITHDRAWN' and me = new.holder)
      or (old.objection_reason, old.objection_text, old.objected_on, old.objection_answer)
        is distinct from (new.objection_reason, new.objection_text, new.objected_on,
          new.objection_answer) then
    raise check_violation using message = 'an objection to a part is ruled on, and stays as it was said',
      table = 'assignment', constraint = 'part_objection_ruled_on';
  end if;
  return new;
end $$;
create trigger objection_begins before insert on app.assignment for each row
  when (new.objection_reason is not null) execute function app.keep_part_objection();
create trigger objection_kept before update on app.assignment for each row
  when (old.state = 'OBJECTED' or new.state = 'OBJECTED'
    or (old.objection_reason, old.objection_text, old.objected_on, old.objection_answer)
      is distinct from (new.objection_reason, new.objection_text, new.objected_on,
        new.objection_answer))
  execute function app.keep_part_objection();

-- What has waited too long is put before the superior as a proposal. Nothing moves by itself here.

create function app.propose(r int, superior int, kind text, problem uuid, about int, occasion text,
    category text, items int, units int, today date) returns int language sql
  set search_path = pg_catalog, pg_temp as $$
  with made as (
    insert into app.escalation (root, id, holder, kind, problem_id, about, occasion, category, items,
        units, proposed_on)
      select r, gen_random_uuid(), superior, propose.kind, propose.problem, propose.about,
        propose.occasion, propose.category, propose.items, propose.units, today
      -- One occasion is one proposal: a superior that took it up is not a reason to go on upward.
      where superior is not null and not exists (select from app.escalation e where e.root = r
        and e.problem_id = propose.problem and e.kind = propose.kind
        and e.occasion = propose.occasion)
    on conflict do nothing returning 1)
  select count(*)::int from made
$$;

create function app.sweep_escalations(today date) returns int language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  total int;
begin
  -- Numbers are those that ship, or what the line of the superior has set (figures.yaml).
  -- Answered by what happened: the superior has it, or there is nothing left to escalate.
  update app.escalation e set version = e.version + 1,
      state = case when p.holder = e.holder then 'FOLLOWED' else 'LAPSED' end
    from app.problem p where p.root = e.root and p.id = e.problem_id and e.state = 'PROPOSED'
      and (p.holder = e.holder or not p.open or p.holder <> e.about);
  -- Read once for each unit on whose line somebody has set such a figure: mostly none.
  with widely as materialized (
    select t.root, t.id as unit, app.figure(t.root, t.id, 'PROPOSE_ITEMS') as least_items,
        app.figure(t.root, t.id, 'PROPOSE_UNITS') as least_units,
        app.figure(t.root, t.id, 'PROPOSE_DAYS', true) as days
      from app.tenant t
      where t.valid_until is null and exists (select from app.problem_setting s,
        unnest(s.figures) x where s.root = t.root and s.state = 'PUBLISHED'
          and s.holder in (t.at1, t.at2, t.at3, t.at4, t.at5, t.at6)
          and split_part(x, '=', 1) in ('PROPOSE_ITEMS', 'PROPOSE_UNITS', 'PROPOSE_DAYS')))
  select coalesce(sum(app.propose(x.root, x.superior, x.kind, x.id, x.holder, x.occasion, x.category,
      x.items, x.units, today)), 0) into total from (
    -- By the own day: what another owes is not put before them as if it were late here.
    select root, holder_parent as superior, 'OVERDUE' as kind, id, holder,
        (case when owed_on is null then due_on else own_on end)::text as occasion,
        category, 1 as items, 1 as units
      from app.problem where open and overdue and due_on < today
        and (case when owed_on is null then due_on else own_on end)
          < today - coalesce(app.figure(root, holder_parent, 'PROPOSE_OVERDUE'), 15)
    union all
    select root, holder_parent, 'RETURNED', id, holder, returns::text, category, 1, 1
      from app.problem where open and returns >= 1
        and returns >= coalesce(app.figure(root, holder_parent, 'ESCALATE_RETURNS'), 2)
    union all
    -- A tie: the same two ends have used up their exchanges. Their common superior decides.
    select p.root, coalesce(t.parent_id, p.holder_parent), 'TIE', p.id, p.holder, h.times::text,
        p.category, 1, 1
      from app.problem p
        join app.tenant t on t.root = p.root and t.id = p.holder_parent
        cross join lateral (select count(*) as times from app.happening h
          where h.root = p.root and h.problem_id = p.id and h.act = 'object_to_assignment'
            and h.author_tenant = any (app.stood_for(p.root, p.holder))
            and h.other_end = any (app.stood_for(p.root, p.holder_parent))) h
      where p.open and p.state in ('ASSIGNED', 'OBJECTED')
        and h.times >= (app.problem_rules(p.root, p.holder_parent) ->> 'exchanges')::int
    union all
    -- 普遍共性: five of one category in three child nodes within ninety days, as shipped; of where
    -- they were found, wherever they lie now. What is against anybody is in no such number, for
    -- whoever reads the proposal may be one of those whom it is kept from.
    select w.root, w.superior, 'WIDESPREAD', null, w.superior, to_char(today, 'YYYY"Q"Q') || w.category,
        w.category, w.items::int, w.units::int
      from (select p.root, u.superior, p.category, count(*) as items, count(distinct u.child) as units
        from app.problem p
          join app.tenant o on o.root = p.root and o.id = p.origin
          cross join lateral (select array_remove(array[o.at1, o.at2, o.at3, o.at4, o.at5, o.at6],
            null) as line) l
          cross join lateral (select l.line[i] as superior, l.line[i + 1] as child
            from generate_series(1, cardinality(l.line) - 1) i) u
          left join widely b on b.root = p.root and b.unit = u.superior
        where p.category is not null and p.reported_at >= today - coalesce(b.days, 90)
          and p.accused = '{}' and p.state not in ('MERGED', 'REJECTED', 'DIVERTED')
        group by p.root, u.superior, p.category, b.least_items, b.least_units
        having count(*) >= coalesce(b.least_items, 5)
          and count(distinct u.child) >= coalesce(b.least_units, 3)) w) x;
  return total;
end $$;
grant execute on function app.sweep_escalations(date)
  to levelwise_relay, levelwise_migrator;

-- Who bears a list: whoever holds a post of its actor in its unit and in its body; one without a body
-- is of those in no body. ledger/responsibilities/signing.py and the book (my-own-list) say the same.
create function app.is_borne(l app.responsibility_list) returns boolean language sql stable
  set search_path = pg_catalog, pg_temp as $$
  select exists (select from app.post s where s.root = l.root and s.holder = l.holder
    and s.actor_type = l.actor_type and s.body_id is not distinct from l.body_id
    and s.valid_until is null)
$$;
grant execute on function app.is_borne(app.responsibility_list) to levelwise_app;

-- A list is of the body in which its actor is. Where the unit has the actor in bodies alone, none is of
-- no body; where it has none at all, the list is there to be handed down.
create function app.in_its_body() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp as $$
begin
  -- Not a definer function: inside a gate the current user is the gate's owner.
  if current_user <> 'levelwise_app' then return null; end if;
  if not app.is_borne(new) and (new.body_id is not null or exists (select from app.post s
      where s.root = new.root and s.holder = new.holder and s.actor_type = new.actor_type
        and s.valid_until is null)) then
    raise check_violation using message = 'a list is of the body in which its actor is',
      table = 'responsibility_list', constraint = 'responsibility_list_in_its_body';
  end if;
  if new.body_id is not null and exists (select from app.responsibility_list l
      where l.root = new.root and l.holder = new.holder and l.actor_type = new.actor_type
        and l.year = new.year and l.body_id is null and l.state in ('DRAFT', 'PUBLISHED')
        and not app.is_borne(l)) then
    raise unique_violation using message = 'a list of before there was a body stands yet',
      table = 'responsibility_list', constraint = 'responsibility_list_one_per_actor_and_year';
  end if;
  return null;
end $$;
create trigger in_its_body after insert on app.responsibility_list
  for each row execute function app.in_its_body();

-- The common part of an actor and a year stands in one list of a unit, whichever body that is of: it binds
-- the others, and each list below once. What a merger brought together goes on in both.
create function app.hold_common(unit int, actor text, of_year int) returns void language sql
  security definer set search_path = pg_catalog, pg_temp as $$
  select pg_advisory_xact_lock(7071, hashtext(unit || actor || of_year))
$$;
grant execute on function app.hold_common(int, text, int) to levelwise_app;
create function app.common_in_one_list() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp as $$
begin
  if current_user <> 'levelwise_app' then return new; end if;
  -- Two lists may be written at once.
  perform app.hold_common(new.holder, new.actor_type, new.year);
  if exists (select from app.clause c where c.root = new.root and c.holder = new.holder
        and c.list_id <> new.list_id and c.actor_type = new.actor_type and c.year = new.year
        and c.part = 'COMMON' and c.state in ('DRAFT', 'PUBLISHED'))
      and not exists (select from app.clause c where c.root = new.root
        and c.list_id = new.list_id and c.part = 'COMMON' and c.state in ('DRAFT', 'PUBLISHED')) then
    raise unique_violation using message = 'the common part stands in another list of the unit',
      table = 'clause', constraint = 'clause_common_in_one_list';
  end if;
  return new;
end $$;
create trigger common_in_one_list before insert on app.clause for each row
  when (new.part = 'COMMON') execute function app.common_in_one_list();

-- The clause by which a duty was first said: a copy is of what it was handed on from, new words are of
-- those that they took the place of. By it two units' copies are one duty, as old words and new are.
create function app.duty_of(c app.clause) returns uuid language plpgsql stable
  set search_path = pg_catalog, pg_temp as $$
begin
  if coalesce(c.handed_on_from, c.supersedes) is null then return c.id; end if;
  return (with recursive back (id, earlier) as (
      select c.id, coalesce(c.handed_on_from, c.supersedes)
      union select x.id, coalesce(x.handed_on_from, x.supersedes)
        from app.clause x join back b on x.id = b.earlier where x.root = c.root)
    select id from back where earlier is null);
end $$;
-- The acts ask by these: whoever publishes or opens need not read the copy of another unit.
create function app.duties_of(said uuid[]) returns table (clause uuid, duty uuid) language sql stable
  security definer set search_path = pg_catalog, pg_temp as $$
  select c.id, app.duty_of(c) from app.clause c where c.root = ctx.root() and c.id = any (said)
$$;
-- What binds lists now, and whether it speaks to them yet: a unit that moved is bound by the copy of the
-- level above that it had, until that of now takes its place.
create function app.bound_duties(lists uuid[])
  returns table (list uuid, binding uuid, duty uuid, speaks boolean) language sql stable
  security definer set search_path = pg_catalog, pg_temp as $$
  select b.list_id, b.id, app.duty_of(c),
      c.state = 'PUBLISHED' and c.holder in (l.holder, coalesce(l.holder_parent, l.holder))
    from app.binding b join app.clause c on c.root = b.root and c.id = b.clause_id
      join app.responsibility_list l on l.root = b.root and l.id = b.list_id
    where b.root = ctx.root() and b.list_id = any (lists) and b.until is null
      and ctx.tenant() in (l.at1, l.at2, l.at3, l.at4, l.at5, l.at6)
$$;
grant execute on function app.duties_of(uuid[]), app.bound_duties(uuid[]) to levelwise_app;

-- What a list said that ended as units became one, and what bound it, ends with it: nobody is bound by a
-- list that nobody can change. What was opened under it by then is in hand and goes on with the successor.
-- Each is written down for the way back.
create function app.silence_lists(r int, item uuid, today date) returns void language sql
  set search_path = pg_catalog, pg_temp as $$
  insert into app.reorganisation_move
      (root, reorganisation_id, noun, record_id, from_unit, to_unit, before)
    select r, item, 'clause:state', c.id, c.holder, c.holder, c.state
    from app.reorganisation_move m join app.clause c on c.root = r and c.list_id = m.record_id
    where m.root = r and m.reorganisation_id = item and m.noun = 'responsibility_list:state'
      and c.state in ('DRAFT', 'PUBLISHED');
  insert into app.reorganisation_move
      (root, reorganisation_id, noun, record_id, from_unit, to_unit)
    select r, item, 'binding:until', b.id, b.holder, b.holder from app.binding b
    where b.root = r and b.until is null and exists (select from app.reorganisation_move m
      where m.root = r and m.reorganisation_id = item and (m.noun, m.record_id)
        in (('clause:state', b.clause_id), ('responsibility_list:state', b.list_id)));
  update app.clause c set version = c.version + 1,
      state = case c.state when 'DRAFT' then 'WITHDRAWN' else 'RETIRED' end
    from app.reorganisation_move m where m.root = r and m.reorganisation_id = item
      and m.noun = 'clause:state' and c.root = r and c.id = m.record_id;
  update app.binding b set until = today
    from app.reorganisation_move m where m.root = r and m.reorganisation_id = item
      and m.noun = 'binding:until' and b.root = r and b.id = m.record_id
$$;

-- What is in force of the common part of a unit into which others merged binds, as where it is published,
-- the unit's lists and those directly below, each duty once: the units that came under it owe the common
-- part of the levels above as before, by its copy, and its own. Lists of years gone are left alone.
create function app.common_part_binds(r int, item uuid, today date) returns void
  language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  with said as materialized (
    select c.*, app.duty_of(c) as duty from app.clause c
      where c.root = r and c.part = 'COMMON' and c.state = 'PUBLISHED'
        and c.year >= extract(year from today) and c.holder in (select app.led_to(s)
          from app.reorganisation_step s
          where s.root = r and s.reorganisation_id = item and s.verb = 'MERGE')),
  pairs as materialized (
    select l.id as list, l.holder, c.id as clause, c.duty, c.part, c.position
      from said c join app.responsibility_list l on l.root = r and l.year = c.year
        and l.actor_type = c.actor_type and l.state in ('DRAFT', 'PUBLISHED')
        and (l.holder_parent = c.holder
          or l.holder = c.holder and l.id <> c.list_id and c.handed_on_from is null)),
  bound as materialized (
    select b.list_id as list, app.duty_of(k) as duty
      from app.binding b join app.clause k on k.root = r and k.id = b.clause_id
      where b.root = r and b.until is null and k.state = 'PUBLISHED'
        and b.list_id in (select list from pairs)),
  lacking as (
    select distinct on (list, duty) * from pairs
      where (list, duty) not in (select list, duty from bound)
      order by list, duty, clause),
  begun as (
    insert into app.binding (root, id, holder, list_id, clause_id, part, position, since)
      select r, gen_random_uuid(), holder, list, clause, part, position, today from lacking
    on conflict (root, list_id, clause_id) do update set since = excluded.since, until = null
    returning id, holder)
  insert into app.reorganisation_move
      (root, reorganisation_id, noun, record_id, from_unit, to_unit)
    select r, item, 'binding:since', id, holder, holder from begun;
end $$;
-- What was withdrawn as a binding ended could not be opened again under the same clause: it is owed again
-- where that begins to bind again before the period is over, unless it is owed by another copy.
create function app.owed_again() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update app.obligation o set state = 'PLANNED', open = true, version = o.version + 1
    from app.clause c where c.root = new.root and c.id = new.clause_id and c.state = 'PUBLISHED'
      and o.root = new.root and o.list_id = new.list_id and o.clause_id = new.clause_id
      and o.state = 'WITHDRAWN' and o.recorded_by is null and o.ends_on >= new.since
      and not exists (select from app.obligation x join app.clause k on k.root = x.root
          and k.id = x.clause_id where x.root = o.root and x.list_id = o.list_id
        and x.period = o.period and x.state <> 'WITHDRAWN' and app.duty_of(k) = app.duty_of(c));
  return null;
end $$;
create trigger owed_again after update of until on app.binding for each row
  when (old.until is not null and new.until is null) execute function app.owed_again();

create function app.common_part_binds_no_more(r int, item uuid, today date) returns void
  language sql set search_path = pg_catalog, pg_temp as $$
  update app.binding b set until = today
    from app.reorganisation_move m where m.root = r and m.reorganisation_id = item and m.back
      and m.noun = 'binding:since' and b.root = r and b.id = m.record_id and b.until is null
$$;

-- Lists that gained or lost a clause are signed anew.
create function app.lists_signed_anew(r int, item uuid) returns void language sql
  set search_path = pg_catalog, pg_temp as $$
  insert into app.reorganisation_move
      (root, reorganisation_id, noun, record_id, from_unit, to_unit, before)
    select distinct r, item, 'responsibility_list:edition', l.id, l.holder, l.holder,
        l.edition || '/' || l.version
    from app.reorganisation_move m join app.binding b on b.root = r and b.id = m.record_id
      join app.responsibility_list l on l.root = r and l.id = b.list_id
    where m.root = r and m.reorganisation_id = item and m.noun in ('binding:until', 'binding:since')
      and l.state in ('DRAFT', 'PUBLISHED');
  update app.responsibility_list l set version = l.version + 1, edition = l.version + 1
    from app.reorganisation_move m where m.root = r and m.reorganisation_id = item
      and m.noun = 'responsibility_list:edition' and l.root = r and l.id = m.record_id
$$;

-- Signatures count again where a list says what was signed. Where the level above changed it in between,
-- or ended a clause that bound it, it is signed anew; the units concerned did nothing since, or nothing
-- would be reversed.
create function app.lists_speak_again(r int, item uuid) returns void language sql
  set search_path = pg_catalog, pg_temp as $$
  update app.clause c set state = m.before
    from app.reorganisation_move m where m.root = r and m.reorganisation_id = item and m.back
      and m.noun = 'clause:state' and c.root = r and c.id = m.record_id;
  update app.binding b set until = null
    from app.reorganisation_move m, app.clause c where m.root = r and m.reorganisation_id = item
      and m.back and m.noun = 'binding:until' and b.root = r and b.id = m.record_id
      and c.root = r and c.id = b.clause_id and c.state = 'PUBLISHED';
  update app.responsibility_list l set edition = split_part(m.before, '/', 1)::int
    from app.reorganisation_move m where m.root = r and m.reorganisation_id = item and m.back
      and m.noun = 'responsibility_list:edition' and l.root = r and l.id = m.record_id
      and l.edition = split_part(m.before, '/', 2)::int + 1;
  update app.responsibility_list l set version = l.version + 1, edition = l.version + 1
    where l.root = r and l.id in (
      select b.list_id from app.reorganisation_move m join app.binding b
          on b.root = r and b.id = m.record_id and b.until is not null
        where m.root = r and m.reorganisation_id = item and m.back and m.noun = 'binding:until'
      union select x.id from app.reorganisation_move m join app.responsibility_list x
          on x.root = r and x.id = m.record_id and x.edition > split_part(m.before, '/', 1)::int
        where m.root = r and m.reorganisation_id = item and m.back
          and m.noun = 'responsibility_list:edition')
$$;

-- What was opened since under a common part that binds no more is owed by nobody, unless the level of
-- before says the same. Nothing is recorded of it: that would have been done since.
create function app.owed_no_more(r int, item uuid) returns void language sql
  set search_path = pg_catalog, pg_temp as $$
  update app.obligation o set state = 'WITHDRAWN', open = false, version = o.version + 1
    from app.reorganisation_move m
      join app.binding b on b.root = r and b.id = m.record_id and b.until is not null
      join app.clause c on c.root = r and c.id = b.clause_id
    where m.root = r and m.reorganisation_id = item and m.back and m.noun = 'binding:since'
      and o.root = r and o.list_id = b.list_id and o.clause_id = b.clause_id and o.open
      and not exists (select from app.binding y join app.clause k on k.root = r and k.id = y.clause_id
        where y.root = r and y.list_id = b.list_id and y.until is null
          and app.duty_of(k) = app.duty_of(c))
$$;

-- Nobody signs for another (不得代签): in a post of the list's actor signs whoever holds it, no substitute.
create function app.no_stand_in() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp as $$
begin
  if current_user <> 'levelwise_app' then return null; end if;
  if exists (select from app.responsibility_list l join app.post s on s.root = l.root
        and s.id = new.post_id and s.holder = l.holder and s.actor_type = l.actor_type
        and s.body_id is not distinct from l.body_id
      where l.root = new.root and l.id = new.list_id)
    and not exists (select from app.appointment a,
        lateral (select (clock_timestamp() at time zone 'Asia/Shanghai')::date as day) today
      where a.root = new.root and a.person_id = new.person_id and a.post_id = new.post_id
        and a.kind = 'REGULAR' and a.appointed_on <= day
        and (a.relieved_on is null or day < a.relieved_on)) then
    raise check_violation using message = 'nobody signs a pledge for another',
      table = 'pledge', constraint = 'pledge_by_no_stand_in';
  end if;
  return null;
end $$;
create trigger no_stand_in after insert on app.pledge
  for each row execute function app.no_stand_in();

-- Periods of a regular cadence open by themselves: the sweep computes the days that duties are due,
-- and what it opens is recorded as the deployment's own.

-- Whether a list owes in a period what a clause says. One amended in mid-period goes on with the obligation
-- of any it took the place of, unless that was withdrawn, and so does what is handed on by another unit
-- than before.
create function app.is_opened(of_list uuid, of_period text, c app.clause) returns boolean language sql
  stable set search_path = pg_catalog, pg_temp as $$
  select exists (select from app.obligation o where o.root = (c).root and o.list_id = of_list
      and o.clause_id = (c).id and o.period = of_period)
    or exists (select from app.obligation o join app.clause x on x.root = o.root and x.id = o.clause_id
      where o.root = (c).root and o.list_id = of_list and o.period = of_period
        and o.state <> 'WITHDRAWN' and app.duty_of(x) = app.duty_of(c))
$$;
-- The same for whoever opens a period by hand, and need not read the copies of others.
create function app.opened_already(of_list uuid, of_period text, said uuid[]) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.id from app.responsibility_list l join app.clause c on c.root = l.root and c.id = any (said)
    where l.root = ctx.root() and l.id = of_list
      and ctx.tenant() in (l.at1, l.at2, l.at3, l.at4, l.at5, l.at6)
      and app.is_opened(l.id, of_period, c)
$$;
grant execute on function app.opened_already(uuid, text, uuid[]) to levelwise_app;

-- Lists in force after one, with what they owe in the current periods and nobody has opened yet:
-- by the cadence of each clause, which names the key of its period. A unit that is closed or suspended,
-- with all below it, and a body that is closed owe nothing new: nobody there could do it.
create function app.periods_to_open(of_year int, keys jsonb, after uuid, most int)
  returns table (list uuid, owed jsonb) language sql stable security definer
  set search_path = pg_catalog, pg_temp as $$
  select l.id, (select coalesce(jsonb_agg(jsonb_build_object('clause', c.id, 'cadence', c.cadence,
        'due_rule', c.due_rule, 'since', b.since) order by b.position, c.id), '[]')
      from app.binding b join app.clause c on c.root = b.root and c.id = b.clause_id
      where b.root = l.root and b.list_id = l.id and b.until is null and c.state = 'PUBLISHED'
        and keys ? c.cadence and not app.is_opened(l.id, keys ->> c.cadence, c))
    from app.responsibility_list l join app.tenant t on t.id = l.holder
      left join app.body b on b.root = l.root and b.id = l.body_id
    where l.state = 'PUBLISHED' and l.year = of_year and l.id > after
      and t.valid_until is null and b.valid_until is null
      and not exists (select from app.tenant over where over.suspended
        and over.id = any (array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6]))
    order by l.id limit most
$$;

-- Makes obligations of one list: rows of clause, period, starts_on, ends_on and due_on. Gives how
-- many are new; a list that somebody changes meanwhile is left for the next time, and so is a clause that
-- binds it no more.
create function app.open_periods(of_list uuid, rows jsonb) returns int language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  l app.responsibility_list;
  n int;
begin
  select * into l from app.responsibility_list x
    where x.id = of_list and x.state = 'PUBLISHED' for update skip locked;
  if l.id is null then return 0; end if;
  insert into app.obligation (root, id, holder, list_id, clause_id, actor_type, body_id, period,
      starts_on, ends_on, due_on)
    select l.root, gen_random_uuid(), l.holder, l.id, o.clause, l.actor_type, l.body_id, o.period,
      o.starts_on, o.ends_on, o.due_on
    from jsonb_to_recordset(rows) as o(clause uuid, period text, starts_on date, ends_on date,
      due_on date)
    join app.binding b on b.root = l.root and b.list_id = l.id and b.clause_id = o.clause
      and b.until is null
    join app.clause c on c.root = l.root and c.id = o.clause and c.state = 'PUBLISHED'
    on conflict do nothing;
  get diagnostics n = row_count;
  if n > 0 then
    insert into app.outbox (root, id, kind, noun, holder, record_id, record_version)
      values (l.root, gen_random_uuid(), 'PeriodOpened', 'responsibility', l.holder, l.id, l.version);
    perform audit.append_system('open_period', 'responsibility', l.id, jsonb_build_object(
      'event', 'PeriodOpened', 'root', l.root, 'obligations', n));
  end if;
  return n;
end $$;
grant execute on function app.periods_to_open(int, jsonb, uuid, int), app.open_periods(uuid, jsonb)
  to levelwise_relay, levelwise_migrator;

-- What is owed, and when it is done: once in a term, and with a word where less was done than is asked for.

-- What is owed once in a term is owed once, also where the lists of two years are opened at once: the same
-- duty of the catalogue, in whichever of its versions, or the same title of what is not from there
-- (ledger/responsibilities/open_period.py). What a merger brings together stays.
create function app.once_in_a_term() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  -- By a lock, then a statement of its own, which sees what was committed while it waited.
  perform pg_advisory_xact_lock(7071,
    hashtext(concat_ws(' ', new.root, new.holder, new.actor_type, new.body_id)));
  if exists (select from app.clause mine left join app.duty m on m.id = mine.duty_id,
        app.obligation o join app.clause c on c.root = o.root and c.id = o.clause_id
        left join app.duty d on d.id = c.duty_id
      where mine.root = new.root and mine.id = new.clause_id and o.root = new.root
        and o.holder = new.holder and o.actor_type = new.actor_type
        and o.body_id is not distinct from new.body_id and o.id <> new.id
        and o.state <> 'WITHDRAWN' and o.period like 'T%'
        and o.starts_on <= new.ends_on and o.ends_on >= new.starts_on
        and coalesce(d.key, c.title) = coalesce(m.key, mine.title)) then
    raise unique_violation using message = 'what is owed once in a term is owed already',
      table = 'obligation', constraint = 'obligation_once_per_period';
  end if;
  return null;
end $$;
create trigger once_in_a_term after insert on app.obligation for each row
  when (new.period like 'T%') execute function app.once_in_a_term();

-- Whoever accepts with fewer entries than the clause asks for in each period says why
-- (ledger/responsibilities/accept_obligation.py). Entries are never taken away.
create function app.accepted_with_reason() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if (select count(*) from app.entry e where e.root = new.root and e.obligation_id = new.id)
      < (select c.min_per_period from app.clause c
        where c.root = new.root and c.id = new.clause_id) then
    raise check_violation using message = 'whoever accepts less than is asked for says why',
      table = 'obligation', constraint = 'obligation_accepted_with_reason';
  end if;
  return null;
end $$;
create trigger accepted_with_reason after update of state, review on app.obligation for each row
  when (new.state = 'ACCEPTED' and coalesce(btrim(new.review), '') = '')
  execute function app.accepted_with_reason();

-- Cells that count problems. A statement adds one row per cell with what it changed there, and locks
-- nothing: an act makes several statements, and cells kept in one row each would be taken by two
-- acts in opposite orders. Who reads sums up; folding makes one row of many, in one statement, so
-- that no reader sees a sum twice or not at all. What is against somebody counts in cells of its own,
-- which keep them out as the problem itself does. A step that is late counts at the unit that owes it
-- (`owed_late`), which may have nothing else there; all else counts where the problem lies.
create function app.count_problems() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    insert into app.problem_cell (root, id, holder, whole, list_type, field, accused, total, open, overdue,
        settled_low, closed, discovery, analysis, rectification, evaluation, prevention, owed_late)
      select s.root, gen_random_uuid(), s.holder, s.whole, s.list_type, s.field, s.accused, s.n[1], s.n[2],
        s.n[3], s.n[4], s.n[5], s.n[6], s.n[7], s.n[8], s.n[9], s.n[10], s.n[11]
      from (select d.root, c.holder, c.whole, a.list_type, a.field, d.accused, array[
          sum(c.n),
          sum(c.n * (d.open)::int),
          sum(c.n * (d.open and d.overdue)::int),
          sum(c.n * (d.state = 'RESOLVED_ON_SPOT')::int),
          sum(c.n * (d.state in ('CLOSED', 'ARCHIVED'))::int),
          sum(c.n * (d.state in ('COLLECTED', 'REGISTERED', 'REJECTED', 'MERGED', 'DIVERTED'))::int),
          sum(c.n * (d.state in ('BANKED', 'PENDING_UPPER', 'LISTED', 'TRIAGED'))::int),
          sum(c.n * (d.state in ('ASSIGNED', 'OBJECTED', 'ACCEPTED', 'PLEDGED',
            'RECTIFYING', 'SUSPENDED', 'RETURNED'))::int),
          sum(c.n * (d.state in ('COMPLETION_CLAIMED', 'SELF_EVALUATED', 'CLIENT_EVALUATED'))::int),
          sum(c.n * (d.state in ('RESOLVED_ON_SPOT', 'CLOSED', 'RECHECKING', 'ARCHIVED'))::int),
          sum(c.owes)] n
        from (select 1 n, root, holder, at3, list_type, field, state, open, overdue, accused,
            owed_by, owed_late, at1, at2 from fresh) d,
          lateral (
            select x.holder, x.whole, d.n, 0 as owes
              from (values (d.holder, false), (d.at3, true)) x (holder, whole)
            union all select x.holder, x.whole, 0, d.n
              from (values (d.owed_by, false),
                (case when d.owed_by in (d.at1, d.at2) then null else d.at3 end, true)) x (holder, whole)
              where d.open and d.owed_late and d.owed_by is not null) c,
          lateral (values (d.list_type, ''), ('', d.field)) a (list_type, field)
        where c.holder is not null
        group by d.root, c.holder, c.whole, a.list_type, a.field, d.accused) s
      where 0 <> any (s.n);
  else
    insert into app.problem_cell (root, id, holder, whole, list_type, field, accused, total, open, overdue,
        settled_low, closed, discovery, analysis, rectification, evaluation, prevention, owed_late)
      select s.root, gen_random_uuid(), s.holder, s.whole, s.list_type, s.field, s.accused, s.n[1], s.n[2],
        s.n[3], s.n[4], s.n[5], s.n[6], s.n[7], s.n[8], s.n[9], s.n[10], s.n[11]
      from (select d.root, c.holder, c.whole, a.list_type, a.field, d.accused, array[
          sum(c.n),
          sum(c.n * (d.open)::int),
          sum(c.n * (d.open and d.overdue)::int),
          sum(c.n * (d.state = 'RESOLVED_ON_SPOT')::int),
          sum(c.n * (d.state in ('CLOSED', 'ARCHIVED'))::int),
          sum(c.n * (d.state in ('COLLECTED', 'REGISTERED', 'REJECTED', 'MERGED', 'DIVERTED'))::int),
          sum(c.n * (d.state in ('BANKED', 'PENDING_UPPER', 'LISTED', 'TRIAGED'))::int),
          sum(c.n * (d.state in ('ASSIGNED', 'OBJECTED', 'ACCEPTED', 'PLEDGED',
            'RECTIFYING', 'SUSPENDED', 'RETURNED'))::int),
          sum(c.n * (d.state in ('COMPLETION_CLAIMED', 'SELF_EVALUATED', 'CLIENT_EVALUATED'))::int),
          sum(c.n * (d.state in ('RESOLVED_ON_SPOT', 'CLOSED', 'RECHECKING', 'ARCHIVED'))::int),
          sum(c.owes)] n
        from (select 1 n, root, holder, at3, list_type, field, state, open, overdue, accused,
            owed_by, owed_late, at1, at2 from fresh
          union all select -1, root, holder, at3, list_type, field, state, open, overdue, accused,
            owed_by, owed_late, at1, at2 from gone) d,
          lateral (
            select x.holder, x.whole, d.n, 0 as owes
              from (values (d.holder, false), (d.at3, true)) x (holder, whole)
            union all select x.holder, x.whole, 0, d.n
              from (values (d.owed_by, false),
                (case when d.owed_by in (d.at1, d.at2) then null else d.at3 end, true)) x (holder, whole)
              where d.open and d.owed_late and d.owed_by is not null) c,
          lateral (values (d.list_type, ''), ('', d.field)) a (list_type, field)
        where c.holder is not null
        group by d.root, c.holder, c.whole, a.list_type, a.field, d.accused) s
      where 0 <> any (s.n);
  end if;
  return null;
end $$;
create trigger counted_new after insert on app.problem referencing new table as fresh
  for each statement execute function app.count_problems();
create trigger counted_changed after update on app.problem
  referencing old table as gone new table as fresh
  for each statement execute function app.count_problems();

-- Makes one row of the many of a cell, and none of a cell that has come to nothing.
create function app.fold_problem_cells() returns int language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare n int;
begin
  with crowded as (
    select root, holder, whole, list_type, field, accused from app.problem_cell
    group by 1, 2, 3, 4, 5, 6 having count(*) > 1
  ), gone as (
    delete from app.problem_cell p using crowded
      where (p.root, p.holder, p.whole, p.list_type, p.field, p.accused) = (crowded.root, crowded.holder,
        crowded.whole, crowded.list_type, crowded.field, crowded.accused)
      returning p.*
  ), kept as (
    insert into app.problem_cell (root, id, holder, whole, list_type, field, accused, total, open, overdue,
        settled_low, closed, discovery, analysis, rectification, evaluation, prevention, owed_late)
      select s.root, gen_random_uuid(), s.holder, s.whole, s.list_type, s.field, s.accused, s.n[1], s.n[2],
        s.n[3], s.n[4], s.n[5], s.n[6], s.n[7], s.n[8], s.n[9], s.n[10], s.n[11]
      from (select root, holder, whole, list_type, field, accused, array[sum(total), sum(open),
          sum(overdue), sum(settled_low), sum(closed), sum(discovery), sum(analysis),
          sum(rectification), sum(evaluation), sum(prevention), sum(owed_late)] n
        from gone group by 1, 2, 3, 4, 5, 6) s
      where 0 <> any (s.n)
  )
  select count(*) into n from gone;
  return n;
end $$;
grant delete on app.problem_cell to levelwise_gate;
grant execute on function app.fold_problem_cells() to levelwise_relay, levelwise_migrator;

-- Likeness. A text is its Chinese bigrams and trigrams: code points packed into one integer, so that
-- no two of them are alike by chance. Its sketch is the sixteen that come first in a fixed shuffle:
-- texts that share much share some of these. A mark is one of them as one reader's tenant has it.
create function app.bare(said text) returns text language sql immutable parallel safe
  set search_path = pg_catalog, pg_temp as $$
  select regexp_replace(lower(said), '[\s!-/:-@\[-`{-~\u00b7\u2010-\u206f\u3000-\u303f'
    '\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]', '', 'g') $$;

create function app.grams(said text) returns bigint[] language sql immutable parallel safe
  set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(distinct g), '{}') from (
    select ascii(ch)::bigint as a, lead(ascii(ch)::bigint) over w as b,
      lead(ascii(ch)::bigint, 2) over w as c
    from string_to_table(app.bare(said), null) with ordinality as t (ch, n) window w as (order by n)
  ) x, lateral (values ((a << 21) | b), ((((a << 21) | b) << 21) | c)) y (g) where g is not null $$;

create function app.sketch(grams bigint[]) returns bigint[] language sql immutable parallel safe
  set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(h), '{}') from (
    select (g % 2147483629) * 48271 % 2147483629 as h from unnest(grams) g order by 1 limit 16
  ) x $$;

create function app.mark(hashed bigint, reader int) returns int language sql immutable parallel safe
  as $$ select ((hashed * 1000003 + reader * 7919::bigint) % 2147483629)::int $$;

create function app.marks(said text, readers int[]) returns int[] language sql immutable parallel safe
  set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(distinct app.mark(h, r)), '{}')
  from unnest(app.sketch(app.grams(said))) h, unnest(readers) r $$;

-- From 0 to 100: the grams both have, of all that either has.
create function app.likeness(one bigint[], other bigint[]) returns int language sql immutable
  parallel safe set search_path = pg_catalog, pg_temp as $$
  select case when cardinality(one) + cardinality(other) = 0 then 0 else
    (100.0 * n / (cardinality(one) + cardinality(other) - n))::int end
  from (select count(*) as n from unnest(one) x (g) join unnest(other) y (g) using (g)) c $$;

create function app.likeness(one text, other text) returns int language sql immutable parallel safe
  set search_path = pg_catalog, pg_temp as $$
  select app.likeness(app.grams(one), app.grams(other)) $$;

-- Who reads a problem in full where it lies: its unit, and its line up to where it is open.
create function app.readers(p app.problem) returns int[] language sql immutable
  set search_path = pg_catalog, pg_temp as $$
  select array_agg(distinct t) from unnest(
    array[(p).holder, (p).at1, (p).at2, (p).at3, (p).at4, (p).at5, (p).at6],
    array[6, 1, 2, 3, 4, 5, 6]) x (t, slot)
  where t is not null and (t = (p).holder or slot >= (p).open_to) $$;

-- Every two characters in a row, for those that the wall lets see a problem: its line and its trail.
create function app.pairs(variadic said text[]) returns bigint[] language sql immutable parallel safe
  set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(distinct g), '{}') from (
    select (ascii(ch)::bigint << 21) | lead(ascii(ch)::bigint) over (partition by line order by n) as g
    from unnest(said) with ordinality as l (words, line),
      string_to_table(app.bare(words), null) with ordinality as t (ch, n)
  ) x where g is not null $$;

create function app.pair_marks(pairs bigint[], finders int[]) returns int[] language sql immutable
  parallel safe set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(distinct app.mark(g % 2147483629 * 48271 % 2147483629, t)), '{}')
  from unnest(pairs) g, unnest(finders) t where t is not null $$;

create function app.pairs_of(p app.problem) returns int[] language sql immutable
  set search_path = pg_catalog, pg_temp as $$
  select app.pair_marks(app.pairs((p).title, (p).place, (p).source),
    array[(p).holder, (p).at1, (p).at2, (p).at3, (p).at4, (p).at5, (p).at6] || (p).trail) $$;

create function app.sketch_problems() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  insert into app.problem_sketch (root, id, marks, pairs, against)
    select f.root, f.id, app.marks(f.title, app.readers(f)), app.pairs_of(f), f.accused <> '{}'
    from fresh f;
  return null;
end $$;
create trigger sketched after insert on app.problem referencing new table as fresh
  for each statement execute function app.sketch_problems();

create function app.sketch_again() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update app.problem_sketch
    set marks = app.marks(new.title, app.readers(new)), pairs = app.pairs_of(new),
      against = new.accused <> '{}'
    where root = new.root and id = new.id;
  return null;
end $$;
create trigger sketched_again after update on app.problem for each row
  when ((old.title, old.place, old.source, old.holder, old.open_to, old.trail, old.accused,
      old.at1, old.at2, old.at3, old.at4, old.at5, old.at6)
    is distinct from (new.title, new.place, new.source, new.holder, new.open_to, new.trail,
      new.accused, new.at1, new.at2, new.at3, new.at4, new.at5, new.at6))
  execute function app.sketch_again();

-- Problems that may hold a text, of those that the wall lets the asking unit see: all pairs of its
-- characters are there. Each is read again under the wall and the book, and compared. Never one whose
-- accused it stands in: how many there are would be told by how long it takes.
create function app.problems_saying(said text) returns table (root int, id uuid) language plpgsql stable
  rows 20 security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
declare
  wanted int[] := app.pair_marks(app.pairs(said), array[ctx.tenant()]);
  here int := ctx.root();
  mine int[] := coalesce(ctx.units(), '{}');
begin
  if cardinality(wanted) = 0 then return; end if;
  return query
    select f.root, f.id from (
      select s.root, s.id, s.against from app.problem_sketch s
      where s.pairs @> wanted and s.root = here offset 0
    ) f where not f.against or not exists (select from app.problem p
      where p.root = f.root and p.id = f.id and p.accused && mine);
end $$;
grant execute on function app.problems_saying(text) to levelwise_app;

-- Problems like a text among those that the asking unit reads where they lie, and never one whose
-- accused it stands in. An array search is not leakproof, so under row-level security it would read
-- every row: it is done here, by marks that are the asking tenant's own. How rare those are the
-- planner cannot know; it shall not read every sketch instead.
create function app.alike(said text) returns table (id uuid, shared int) language plpgsql stable
  security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
declare
  wanted int[] := app.marks(said, array[ctx.tenant()]);
  here int := ctx.root();
begin
  if cardinality(wanted) = 0 then return; end if;
  return query
    select f.id, f.n from (
      select s.root, s.id, (select count(*)::int from unnest(s.marks) m where m = any (wanted)) as n
      from app.problem_sketch s where s.marks && wanted and s.root = here
      offset 0
    ) f join app.problem p on p.root = f.root and p.id = f.id
    where f.n * 5 >= cardinality(wanted)
      and not (p.accused && coalesce(ctx.units(), '{}'))
    order by f.n desc, f.id desc limit 200;
end $$;
grant execute on function app.alike(text), app.likeness(text, text),
  app.likeness(bigint[], bigint[]), app.grams(text), app.bare(text) to levelwise_app;

-- How many problems of a list, found below the asking unit since, say the same as a text; it counts as
-- far as is enough. What shares nothing with its title is passed over by its sketch, as the holder of
-- each has it; what else is written is compared as far as its first five hundred characters. What
-- was joined counts once, with what it was joined to, and for itself where that is old.
create function app.come_back(list text, title text, facts text, since timestamptz, but uuid, likeness int,
    enough int)
  returns int language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  me int := ctx.tenant();
  hashes bigint[] := app.sketch(app.grams(title));
  whole bigint[] := app.grams(left(title || facts, 500));
  counted int := 0;
  said text;
begin
  for said in
    select left(p.title || p.facts, 500)
      from app.problem p join app.problem_sketch s on s.root = p.root and s.id = p.id
      where p.root = ctx.root() and p.list_type = list and p.reported_at > since and p.id <> but
        and me = any (array[p.at1, p.at2, p.at3, p.at4, p.at5, p.at6])
        and p.state not in ('REJECTED', 'DIVERTED')
        and (p.found_on is null or p.found_on >= (since at time zone 'Asia/Shanghai')::date)
        and not (p.accused && coalesce(ctx.units(), '{}'))
        and not (p.state = 'MERGED' and exists (select from app.problem m
          where m.root = p.root and m.id = p.merged_into and m.reported_at > since and m.id <> but))
        and exists (select from unnest(hashes) h where app.mark(h, p.holder) = any (s.marks))
  loop
    counted := counted + (app.likeness(whole, app.grams(said)) >= likeness)::int;
    exit when counted >= enough;
  end loop;
  return counted;
end $$;
grant execute on function app.come_back(text, text, text, timestamptz, uuid, int, int) to levelwise_app;

-- A merged problem leaves its trail, its supporters and those who petitioned to the one it went into. Whom one of the two is
-- against, both are against from now on: what is said of the one is read in the other. Where the other
-- lies with those whom this is against, they are not merged (problem_never_with_the_accused_check).
create function app.join_trails() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare against int[];
begin
  update app.problem set trail = trail || new.trail, supporters = supporters + 1 + new.supporters,
      version = version + 1, accused = app.together(accused, new.accused)
    where root = new.root and id = new.merged_into
    returning accused into against;
  if not new.accused @> against then
    update app.problem set accused = against where root = new.root and id = new.id;
  end if;
  update app.petitioner set problem_id = new.merged_into, accused = app.together(accused, against)
    where root = new.root and problem_id = new.id;
  return null;
end $$;
create trigger trails_joined after update on app.problem for each row
  when (old.merged_into is null and new.merged_into is not null)
  execute function app.join_trails();

-- The burn-down follows the problem wherever it lies. What was merged ends with what it went into, and what
-- ends unsolved, rejected or diverted, is set aside: it counts neither as open nor as cleared.
create function app.burn_down() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  same uuid[];
  last app.problem;
begin
  select array_agg(m) into same from app.one_matter(new.root, new.id) m;
  if not exists (select from app.campaign_item c
      where c.root = new.root and c.problem_id = any (same)) then
    return null;
  end if;
  select * into last from app.problem p
    where p.root = new.root and p.id = any (same) and p.merged_into is null;
  update app.campaign_item c set aside = last.state in ('REJECTED', 'DIVERTED'),
      ended_on = case when not last.open
        then coalesce(c.ended_on, (now() at time zone 'Asia/Shanghai')::date) end
    where c.root = new.root and c.problem_id = any (same);
  return null;
end $$;
create trigger burnt_down after update on app.problem for each row
  when (old.open is distinct from new.open or old.merged_into is distinct from new.merged_into)
  execute function app.burn_down();

-- What is kept of a problem elsewhere takes over whom it is against, and follows when more are named.
create trigger accused_taken before insert on app.campaign_item
  for each row execute function app.take_accused();

create function app.pass_accused_of_intake() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update app.campaign_item set accused = new.accused where root = new.root and problem_id = new.id;
  update app.upstream_order set accused = new.accused where root = new.root and problem_id = new.id;
  return null;
end $$;
create trigger accused_passed_of_intake after update of accused on app.problem
  for each row when (old.accused <> new.accused) execute function app.pass_accused_of_intake();

-- An order of an upstream channel stays with the unit that took it in, wherever its problem goes.
create function app.keep_order() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  insert into app.upstream_order (root, id, holder, problem_id, channel, channel_no, accused)
    values (new.root, gen_random_uuid(), new.holder, new.id, new.channel, new.channel_no,
      new.accused);
  return null;
end $$;
create trigger order_kept after insert on app.problem for each row
  when (new.channel_no is not null) execute function app.keep_order();

-- The identity vault. Nobody reads a sealed identity but through two gates: ask, which leaves a
-- ticket and an audit row, and redeem, which answers only once the transaction of the ticket has
-- committed, to the same person in the same post, within a minute. What was rolled back was never
-- asked, and so is never answered. The accused see no row, not even as the gate's own reader: the
-- restrictive policy stands on the row's own column (tenants/wall.py).
create function app.copy_accused() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'UPDATE' then
    if not new.accused @> old.accused then
      raise insufficient_privilege using message = 'who is accused is never taken back';
    end if;
  elsif tg_table_name = 'petitioner' then
    -- Whom the problem accuses, and whom this petitioner does.
    select app.together(p.accused, new.accused)
      into new.accused from app.problem p where p.root = new.root and p.id = new.problem_id;
  else
    select p.accused into new.accused from app.petitioner p
      where p.root = new.root and p.id = new.petitioner_id;
  end if;
  new.accused := coalesce(new.accused, '{}');
  return new;
end $$;
create trigger accused before insert or update of accused on app.petitioner
  for each row execute function app.copy_accused();
create trigger accused before insert or update of accused on app.sealed_identity
  for each row execute function app.copy_accused();

create trigger accused before update of accused on app.problem
  for each row execute function app.copy_accused();

-- Whom one petitioner accuses, the problem accuses, and with it all that hangs under it.
create function app.spread_accused() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    update app.problem p set accused = app.together(p.accused, new.accused)
      where p.root = new.root and p.id = new.problem_id and not p.accused @> new.accused;
  else
    update app.sealed_identity s set accused = app.together(s.accused, new.accused)
      where s.root = new.root and s.petitioner_id = new.id and not s.accused @> new.accused;
  end if;
  return null;
end $$;
create trigger accused_spread after insert on app.petitioner
  for each row execute function app.spread_accused();
create trigger accused_followed after update on app.petitioner for each row
  when (old.accused is distinct from new.accused) execute function app.spread_accused();

-- Whoever calls back for the level that listed the problem sees whom, the petition bureau of petitions
-- alone: the petitioner says which level, and which list.
create function app.copy_listed() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  select p.list_type, p.listed_by, p.listed_parent
    into new.list_type, new.listed_by, new.listed_parent
    from app.problem p where p.root = new.root and p.id = new.problem_id;
  return new;
end $$;
create trigger listed before insert or update of problem_id on app.petitioner
  for each row execute function app.copy_listed();

create function app.spread_listed() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update app.petitioner x set list_type = new.list_type, listed_by = new.listed_by,
      listed_parent = new.listed_parent
    where x.root = new.root and x.problem_id = new.id;
  return null;
end $$;
create trigger listed_spread after update on app.problem for each row
  when (old.list_type <> new.list_type or old.listed_by is distinct from new.listed_by
    or old.listed_parent is distinct from new.listed_parent) execute function app.spread_listed();

-- Named later, by whoever has the problem in hand and says so in its story; what was named stays named.
create function app.name_accused(r int, item uuid, units int[]) returns void language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
begin
  if r is distinct from ctx.root() or not exists (select from app.problem p
        where p.root = r and p.id = item and p.open and p.holder = ctx.tenant())
      or not coalesce((
        select h.act = 'name_accused' and h.author_person = ctx.person() from app.happening h
          where h.root = r and h.problem_id = item
          order by h.happened_at desc, h.id desc limit 1), false)
      or exists (select from unnest(units) u where not exists (
        select from app.tenant t where t.root = r and t.id = u)) then
    raise insufficient_privilege using message = 'whoever has it in hand says whom it is against';
  end if;
  update app.problem p set accused = app.together(p.accused, units)
    where p.root = r and p.id = item and not p.accused @> units;
end $$;
revoke all on function app.name_accused(int, uuid, int[]) from public;
grant execute on function app.name_accused(int, uuid, int[]) to levelwise_app;

create table audit.ticket (
  id uuid primary key default gen_random_uuid(),
  root int not null,
  petitioner uuid not null,
  person uuid not null,
  post uuid not null,
  reason text not null check (char_length(reason) between 4 and 400),
  xid xid8 not null default pg_current_xact_id(),
  asked_at timestamptz not null default clock_timestamp()
);
alter table audit.ticket enable row level security;
alter table audit.ticket force row level security;
create policy gate on audit.ticket to levelwise_gate using (true) with check (true);
revoke all on audit.ticket from public;
grant select, insert on audit.ticket to levelwise_gate;
create trigger append_only before update or delete or truncate on audit.ticket
  for each statement execute function audit.refuse();

-- Ciphertext goes in once, with the petitioner whom the same person has just registered.
create function app.seal_identity(
    petitioner uuid, kid text, wrapped bytea, body bytea, contact bytea, document bytea,
    name bytea)
  returns boolean language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  p app.petitioner;
  me int := ctx.tenant();
begin
  select * into p from app.petitioner x
    where x.root = ctx.root() and x.id = seal_identity.petitioner
      and x.author_person = ctx.person() and x.author_tenant = me
      and not exists (select from app.sealed_identity s
        where s.root = x.root and s.petitioner_id = x.id);
  if p.id is null then return false; end if;
  insert into app.sealed_identity
      (root, id, petitioner_id, sealed_for, kid, wrapped, body, blind_contact, blind_document,
        blind_name)
    values (p.root, gen_random_uuid(), p.id, p.problem_id, seal_identity.kid,
      seal_identity.wrapped, seal_identity.body, seal_identity.contact, seal_identity.document,
      seal_identity.name);
  return true;
end $$;
grant execute on function app.seal_identity(uuid, text, bytea, bytea, bytea, bytea, bytea)
  to levelwise_app;

-- How many petitioners came from the same contact before, as whoever asks may see them: counted at each
-- reading and never kept. A number that is written down for all travels with the row to those from whom
-- what it counted is kept, now or later. (Sealed rows that are against the asker are none to this gate.)
create function app.repeats(petitioner uuid) returns int language sql stable
  security definer set search_path = pg_catalog, pg_temp as $$
  select least(9999, count(*))::int from app.sealed_identity s
    join app.petitioner p on p.root = s.root and p.id = s.petitioner_id
    join app.sealed_identity b on b.root = s.root and b.blind_contact = s.blind_contact
    join app.petitioner o on o.root = b.root and o.id = b.petitioner_id
      and (o.registered_at, o.id) < (p.registered_at, p.id)
    where s.root = ctx.root() and s.petitioner_id = repeats.petitioner
      and ctx.tenant() = any (array[p.at1, p.at2, p.at3, p.at4, p.at5, p.at6] || p.trail)
      and ctx.tenant() = any (array[o.at1, o.at2, o.at3, o.at4, o.at5, o.at6] || o.trail)
$$;
revoke all on function app.repeats(uuid) from public;
grant execute on function app.repeats(uuid) to levelwise_app;

-- Whether the viewer's unit has to do with a petitioner, and its identity is not kept from them.
create function app.may_unseal(petitioner uuid) returns boolean language plpgsql stable
  security definer set search_path = pg_catalog, pg_temp as $$
begin
  return ctx.person() is not null and exists (
    select from app.petitioner p
      join app.sealed_identity s on s.root = p.root and s.petitioner_id = p.id
      where p.root = ctx.root() and p.id = may_unseal.petitioner
        and ctx.tenant() = any (array[p.at1, p.at2, p.at3, p.at4, p.at5, p.at6] || p.trail));
end $$;

create function app.ask_identity(petitioner uuid, reason text, request text) returns uuid
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  made uuid;
begin
  if not app.may_unseal(petitioner) or char_length(btrim(reason)) < 4 then return null; end if;
  insert into audit.ticket (root, petitioner, person, post, reason)
    values (ctx.root(), ask_identity.petitioner, ctx.person(), ctx.post(), btrim(reason))
    returning id into made;
  perform audit.append('identity.ask', 'petitioner', ask_identity.petitioner, null, null,
    ask_identity.request, jsonb_build_object('ticket', made, 'reason', btrim(reason)));
  return made;
end $$;
grant execute on function app.ask_identity(uuid, text, text) to levelwise_app;

create function app.redeem_identity(ticket uuid)
  returns table (petitioner uuid, sealed_for uuid, kid text, wrapped bytea, body bytea)
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  t audit.ticket;
begin
  select * into t from audit.ticket x where x.id = redeem_identity.ticket;
  if t.id is null or t.person is distinct from ctx.person() or t.post is distinct from ctx.post()
      or t.root is distinct from ctx.root()
      or t.asked_at < clock_timestamp() - interval '60 seconds'
      or pg_xact_status(t.xid) is distinct from 'committed'
      or not app.may_unseal(t.petitioner) then
    return;
  end if;
  return query select s.petitioner_id, s.sealed_for, s.kid, s.wrapped, s.body
    from app.sealed_identity s
    where s.root = t.root and s.petitioner_id = t.petitioner;
end $$;
grant execute on function app.redeem_identity(uuid) to levelwise_app;

-- Whether one of those who hold these posts stands, by whichever post, in a unit that is accused or
-- below it: who may not see a problem is not named in it. It says nothing of who, and nothing of where.
create function app.stand_with(posts uuid[], against int[]) returns boolean language sql stable
  security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select from app.appointment a
      join app.appointment b on b.root = a.root and b.person_id = a.person_id
      join app.post s on s.root = b.root and s.id = b.post_id and s.valid_until is null
      join app.tenant t on t.id = s.holder
    where a.root = ctx.root() and a.post_id = any (posts)
      and (a.relieved_on is null or a.relieved_on > (now() at time zone 'Asia/Shanghai')::date)
      and (b.relieved_on is null or b.relieved_on > (now() at time zone 'Asia/Shanghai')::date)
      and array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6] && against)
$$;
revoke all on function app.stand_with(uuid[], int[]) from public;
grant execute on function app.stand_with(uuid[], int[]) to levelwise_app;

-- What changed. A row for each problem and transaction says how the problem lay when the transaction
-- ended; what lay in between was never there for anybody. The notification names units, no more:
-- those on the line and the trail of the problem before and after.
create function app.was_overdue() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp as $$
begin
  if new.overdue then new.open_to := 1; end if;
  return new;
end $$;
create trigger placed_overdue before insert or update on app.change
  for each row execute function app.was_overdue();

-- Writes down how a problem lies now, and wakes those who listen at units on its line and trail.
create function app.note_change(p app.problem, more int[]) returns void language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  units int[] := p.trail || array[p.at1, p.at2, p.at3, p.at4, p.at5, p.at6] || more;
  told text;
begin
  insert into app.change as c (root, id, holder, trail, record_id, xid, list_type, state, open,
      overdue, reported_by, listed_by, listed_parent, lead_post, leader_post, led_by, handled_by,
      closed_by, proposed_by, asked_on, rest_asked_until, parts_at, accused)
    values (p.root, gen_random_uuid(), p.holder, p.trail, p.id,
      pg_current_xact_id()::text::bigint, p.list_type, p.state, p.open,
      p.overdue or p.owed_late,
      p.reported_by, p.listed_by, p.listed_parent, p.lead_post, p.leader_post, p.led_by,
      p.handled_by, p.closed_by, p.proposed_by, p.asked_on, p.rest_asked_until,
      -- Who helps, and whoever is to rule on an objection to that.
      array(select distinct u from app.assignment a, unnest(array[a.holder,
          case when a.state = 'OBJECTED' then a.holder_parent end]) u
        where a.root = p.root and a.problem_id = p.id and a.role = 'CO' and a.open
          and u is not null), p.accused)
  on conflict (root, record_id, xid) do update set holder = excluded.holder,
    trail = excluded.trail, list_type = excluded.list_type, state = excluded.state,
    open = excluded.open, overdue = excluded.overdue, reported_by = excluded.reported_by,
    listed_by = excluded.listed_by, listed_parent = excluded.listed_parent,
    lead_post = excluded.lead_post, leader_post = excluded.leader_post, led_by = excluded.led_by,
    handled_by = excluded.handled_by,
    closed_by = excluded.closed_by, proposed_by = excluded.proposed_by,
    asked_on = excluded.asked_on, rest_asked_until = excluded.rest_asked_until,
    parts_at = excluded.parts_at, accused = excluded.accused, changed_at = excluded.changed_at;
  select string_agg(distinct u::text, ',') into told from unnest(units) u;
  perform pg_notify('levelwise_changes', left(told, 7000));
end $$;

create function app.tell_change() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  before int[] := '{}';
begin
  if tg_op = 'UPDATE' then
    before := array[old.at1, old.at2, old.at3, old.at4, old.at5, old.at6];
  end if;
  perform app.note_change(new, before);
  -- Whom it is against now could read it once: of those days, too, nothing is told them, or they
  -- would hear that it is "revoked" and know why.
  if tg_op = 'UPDATE' and new.accused is distinct from old.accused then
    update app.change c set accused = new.accused
      where c.root = new.root and c.record_id = new.id and not c.accused @> new.accused;
  end if;
  return null;
end $$;
create trigger told after insert or update on app.problem
  for each row execute function app.tell_change();

-- A co-handler has its part in its inbox, and the problem lies elsewhere, as it does for whoever rules on it: what happens to the part is a
-- change of the problem, and the units that had it then are kept with it.
create function app.tell_part() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  p app.problem;
begin
  select * into p from app.problem where root = new.root and id = new.problem_id;
  perform app.note_change(p, array[new.holder, case tg_op when 'UPDATE' then old.holder end]);
  return null;
end $$;
create trigger told after insert or update on app.assignment
  for each row when (new.role = 'CO') execute function app.tell_part();

-- What hangs under a problem and leaves its row alone: who brought it, and a case that the publication
-- itself writes into its story (a step that is taken changes the row).
create function app.tell_beside() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  p app.problem;
begin
  select * into p from app.problem where root = new.root and id = new.problem_id;
  perform app.note_change(p, null);
  return null;
end $$;
create trigger told after insert on app.petitioner
  for each row execute function app.tell_beside();
create trigger told after insert on app.happening
  for each row when (new.act in ('publish_case', 'withdraw_case'))
  execute function app.tell_beside();

-- Of each problem the last change before that day stays: it says who could read the problem when the
-- first one after it happened, and so who is told "revoked".
create function app.forget_changes(before timestamptz) returns int language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare n int;
begin
  delete from app.change c where c.changed_at < forget_changes.before and exists (
    select from app.change later where later.root = c.root and later.record_id = c.record_id
      and later.xid > c.xid and later.changed_at < forget_changes.before);
  get diagnostics n = row_count;
  return n;
end $$;
grant delete on app.change to levelwise_gate;
grant execute on function app.forget_changes(timestamptz) to levelwise_relay, levelwise_migrator;

create function app.tell_standing() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_notify('levelwise_standing', new.id::text);
  return null;
end $$;
create trigger told after update on app.person for each row
  when (old.standing is distinct from new.standing) execute function app.tell_standing();

-- Publicity. A draft goes its four steps, each by who does it, and its text stays what was proposed;
-- the publication is the frozen text of an approved draft, whoever writes it. The public reads a
-- row only while ``shown`` says so, and only triggers write that column.

-- A problem and all that is one matter with it: what it was merged into at last, and what went there.
create function app.one_matter(r int, problem uuid) returns setof uuid language sql stable
  set search_path = pg_catalog, pg_temp as $$
  with recursive up as (
    select p.id, p.merged_into from app.problem p where p.root = r and p.id = one_matter.problem
    union select p.id, p.merged_into
      from up join app.problem p on p.root = r and p.id = up.merged_into
  ), every as (
    select up.id from up where up.merged_into is null
    union select p.id from every join app.problem p on p.root = r and p.merged_into = every.id
  ) select id from every
$$;
revoke all on function app.one_matter(int, uuid) from public;

-- Who took which steps of a problem and of all that is one matter with it: whoever handled a petition before
-- it was merged handled what it was merged into (ledger/problems/handling.py).
create function app.hands_of_matter(r int, problem uuid) returns table (person uuid, act text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select distinct h.author_person, case h.act when 'record_statutory' then h.reason else h.act end
    from app.happening h
    where h.root = r and r = ctx.root() and h.author_person is not null
      and h.problem_id in (select m from app.one_matter(r, hands_of_matter.problem) m)
$$;
revoke all on function app.hands_of_matter(int, uuid) from public;
grant execute on function app.hands_of_matter(int, uuid) to levelwise_app;

create function app.place_draft() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  me uuid := ctx.person();
  p app.problem;
begin
  select * into p from app.problem x where x.root = new.root and x.id = new.problem_id;
  new.about := p.holder;
  -- A case is for the unit that has the problem, its superior, or the level on whose list it stands.
  -- Of what was merged it is spoken where it went.
  if me is not null and (p.state = 'MERGED' or new.kind = 'CASE'
      and new.holder is distinct from p.holder and new.holder is distinct from p.holder_parent
      and (new.holder is distinct from p.listed_by
        or new.holder <> all (array_remove(array[p.at1, p.at2, p.at3, p.at4, p.at5, p.at6],
          null)))) then
    raise check_violation using message = 'a case is for those who have the problem or answer for it',
      table = 'publication_draft', constraint = 'publication_draft_by_whose_it_is';
  end if;
  -- The nearest level on the holder's own line that may have an approver: county, city, province.
  new.approving := coalesce(new.at3, new.at2, new.at1);
  select coalesce(array_agg(distinct u), '{}') into new.accused from (
    select unnest(p.accused) u
    union select unnest(x.accused) from app.petitioner x
      where x.root = new.root
        and x.problem_id in (select m from app.one_matter(new.root, new.problem_id) m)) units;
  -- A draft begins as proposed, by who proposes it, whatever is said.
  if me is not null then
    new.state := 'PROPOSED'; new.proposed_by := me;
    new.checked_by := null; new.approved_by := null; new.published_by := null;
    new.ended_by := null;
  end if;
  return new;
end $$;
create trigger placed_draft before insert on app.publication_draft
  for each row execute function app.place_draft();

create function app.step_draft() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  me uuid := ctx.person();
  -- With its unit it may come to stand elsewhere; that is no step.
  place text[] := array['holder', 'holder_parent', 'holder_slot', 'at1', 'at2', 'at3', 'at4', 'at5',
    'at6', 'open_to', 'trail', 'approving'];
begin
  if me is null or to_jsonb(old) - place = to_jsonb(new) - place then return new; end if;
  if (old.state, new.state) not in (('PROPOSED', 'CHECKED'), ('CHECKED', 'APPROVED'),
      ('APPROVED', 'PUBLISHED'), ('PROPOSED', 'RETURNED'), ('CHECKED', 'RETURNED'),
      ('PROPOSED', 'WITHDRAWN'), ('CHECKED', 'WITHDRAWN'), ('APPROVED', 'WITHDRAWN'),
      ('PUBLISHED', 'WITHDRAWN'))
    or (case new.state when 'CHECKED' then new.checked_by when 'APPROVED' then new.approved_by
        when 'PUBLISHED' then new.published_by else new.ended_by end) is distinct from me
    or new.state <> 'CHECKED' and new.checked_by is distinct from old.checked_by
    or new.state <> 'APPROVED' and new.approved_by is distinct from old.approved_by
    or new.state <> 'PUBLISHED' and new.published_by is distinct from old.published_by
    or old.ended_by is not null then
    raise check_violation using message = 'a draft goes step by step, each by who takes it',
      table = 'publication_draft', constraint = 'publication_draft_step_by_step';
  end if;
  return new;
end $$;
-- That more units are accused is no step: no viewer writes that column.
create trigger stepped before update on app.publication_draft
  for each row when (old.accused = new.accused) execute function app.step_draft();

-- Whoever is accused later, too, sees neither the draft nor what was published of it to fewer than
-- everybody: the publication follows its draft.
create function app.pass_accused_to_drafts() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update app.publication_draft set accused = app.together(accused, new.accused)
    where root = new.root and problem_id = new.id;
  return null;
end $$;
create trigger accused_passed_to_drafts after update of accused on app.problem
  for each row when (old.accused <> new.accused) execute function app.pass_accused_to_drafts();

create function app.place_publication_shown() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  d app.publication_draft;
  said text;
begin
  if tg_op = 'INSERT' then
    select * into d from app.publication_draft x where x.root = new.root and x.id = new.draft_id;
    new.approving := d.approving;
    select name into new.unit_name from app.tenant t where t.root = d.root and t.id = d.holder;
    said := concat_ws(E'\n', new.kind, coalesce(new.polarity, '-'), new.scope, new.unit_name,
      new.title, new.text);
    new.sha256 := encode(sha256(convert_to(said, 'UTF8')), 'hex');
  elsif old.state = 'WITHDRAWN' and new.state <> 'WITHDRAWN' then
    raise check_violation using message = 'what was withdrawn stays withdrawn',
      table = 'publication', constraint = 'publication_stays_withdrawn';
  end if;
  -- What everybody reads cannot be kept from anybody.
  new.accused := case new.scope when 'PUBLIC' then '{}' else new.accused end;
  new.shown := case when new.state <> 'PUBLISHED' or new.scope = 'UNIT' then 'NONE'
    else new.scope end;
  return new;
end $$;
create trigger placed_shown before insert or update on app.publication
  for each row execute function app.place_publication_shown();

-- What hangs under a publication is shown with it, a comment only once it was let through.
create function app.place_under_publication() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if tg_table_name = 'comment' then
    if new.state <> 'PUBLISHED' then
      new.shown := 'NONE';
      return new;
    end if;
  end if;
  select p.shown into new.shown from app.publication p
    where p.root = new.root and p.id = new.publication_id;
  return new;
end $$;
create trigger placed_shown before insert or update on app.comment
  for each row execute function app.place_under_publication();
create trigger placed_shown before insert or update on app.posting
  for each row execute function app.place_under_publication();

-- A comment is let through or hidden, and what was let through may still be hidden: never shown again.
-- Who brought the problem is not named by it either, unless they consented.
create function app.step_comment() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if (old.state, new.state) not in (('RECEIVED', 'PUBLISHED'), ('RECEIVED', 'HIDDEN'),
      ('PUBLISHED', 'HIDDEN'))
    or new.names <> old.names and new.state <> 'PUBLISHED' then
    raise check_violation using message = 'a comment is let through once, and hidden for good',
      table = 'comment', constraint = 'comment_step_by_step';
  end if;
  if new.state = 'PUBLISHED' and app.names_unconsenting(new.root, new.names, array(
      select app.one_matter(d.root, d.problem_id) from app.publication p
        join app.publication_draft d on d.root = p.root and d.id = p.draft_id
        where p.root = new.root and p.id = new.publication_id)) then
    raise check_violation using message = 'who brought the problem is named only by their consent',
      table = 'comment', constraint = 'publication_consented';
  end if;
  return new;
end $$;
create trigger stepped before update on app.comment for each row
  when (old.state <> new.state or old.names <> new.names) execute function app.step_comment();

create function app.published() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  d app.publication_draft;
  item uuid;
begin
  if tg_op = 'UPDATE' then
    update app.comment set shown = shown where root = new.root and publication_id = new.id;
    update app.posting set shown = shown where root = new.root and publication_id = new.id;
    return null;
  end if;
  select * into d from app.publication_draft x where x.root = new.root and x.id = new.draft_id;
  item := d.problem_id;
  if ctx.person() is not null and (d.state <> 'APPROVED' or d.approved_by is null
      or (new.kind, new.polarity, new.scope, new.title, new.text) is distinct from
        (d.kind, d.polarity, d.scope, d.title, d.text)) then
    raise check_violation using message = 'a publication is the text of an approved draft',
      table = 'publication', constraint = 'publication_as_approved';
  end if;
  if ctx.person() is not null and exists (select from unnest(app.clients_named(item, d.names)) one
      where not exists (select from app.consent c where c.root = new.root and c.petitioner_id = one
        and c.withdrawn_on is null)) then
    raise check_violation using message = 'who brought the problem is named only by their consent',
      table = 'publication', constraint = 'publication_consented';
  end if;
  -- A pledge and progress are told by whoever has the problem, today.
  if ctx.person() is not null and exists (select from app.problem p
      where p.root = new.root and p.id = item
        and (p.state = 'MERGED' or new.kind <> 'CASE' and p.holder <> d.holder)) then
    raise check_violation using message = 'the problem went elsewhere: it is spoken of there',
      table = 'publication_draft', constraint = 'publication_draft_by_whose_it_is';
  end if;
  -- What fewer than everybody read was not made public: the duty stays.
  if new.scope <> 'PUBLIC' then return null; end if;
  update app.publicity_duty set open = false, met_by = new.id, about = d.holder
    where root = new.root and problem_id = item and kind = new.kind and open;
  -- Progress is told again within a month, for as long as the problem is open.
  if new.kind = 'PROGRESS' then
    insert into app.publicity_duty (root, id, holder, problem_id, kind, due_on)
      select p.root, gen_random_uuid(), p.holder, p.id, 'PROGRESS',
        ((new.published_at at time zone 'Asia/Shanghai')::date + interval '1 month')::date
      from app.problem p where p.root = new.root and p.id = item and p.open
        and p.state not in ('CLOSED', 'RECHECKING')
    on conflict do nothing;
  end if;
  return null;
end $$;
-- A case stands in the story of its problem, where the unit it is about reads it, too: a publication
-- names no problem, and the draft is the level's own.
create function app.tell_case() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  insert into app.happening (root, id, holder, problem_id, act, before, after, author_tenant,
      author_person, author_post, author_title, about, publication_id, shown, reason, happened_at)
    select p.root, gen_random_uuid(), p.holder, p.id,
      case when tg_op = 'INSERT' then 'publish_case' else 'withdraw_case' end, p.state, p.state,
      new.holder, ctx.person(), ctx.post(), t.name, coalesce(a.id, p.holder), new.id,
      'ALL', new.polarity,
      case when tg_op = 'INSERT' then new.published_at else coalesce(d.ended_at, clock_timestamp()) end
      from app.publication_draft d
        join app.problem p on p.root = d.root and p.id = d.problem_id
        join app.tenant t on t.root = new.root and t.id = new.holder
        -- Whoever had it when the text was written; what ended since answers by its successor.
        left join app.tenant a on a.root = d.root and a.id = d.about and a.valid_until is null
      where d.root = new.root and d.id = new.draft_id;
  return null;
end $$;
create trigger told_as_a_case after insert on app.publication for each row
  when (new.kind = 'CASE') execute function app.tell_case();
create trigger taken_back_as_a_case after update on app.publication for each row
  when (new.kind = 'CASE' and old.state = 'PUBLISHED' and new.state <> 'PUBLISHED')
  execute function app.tell_case();

create trigger published after insert on app.publication
  for each row execute function app.published();
create trigger shown_again after update on app.publication for each row
  when (old.shown <> new.shown) execute function app.published();

-- What is withdrawn was not made public: what it met is owed again, with its old day, unless it rested
-- on a consent that is gone or another text of the kind was published since and stands. What the unit
-- told before the problem was handed on, or closed, is over.
create function app.reopen_publicity() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  p app.problem;
  due app.publicity_duty;
  again boolean := false;
begin
  select x.* into p from app.publication_draft d
    join app.problem x on x.root = d.root and x.id = d.problem_id
    where d.root = new.root and d.id = new.draft_id;
  if not p.open or p.state in ('CLOSED', 'RECHECKING') or p.holder <> new.holder then
    return null;
  end if;
  for due in select y.* from app.publicity_duty y
      join app.publication m on m.root = y.root and m.id = y.met_by
      join app.publication_draft w on w.root = m.root and w.id = m.draft_id
      where y.root = p.root and y.problem_id = p.id and y.kind = new.kind
        and m.state = 'WITHDRAWN' and m.holder = p.holder
        and not (m.withdrawn_reason in ('CONSENT_WITHDRAWN', 'CONSENT_MISSING')
          and (w.about_client or app.names_unconsenting(w.root, w.names,
            array(select app.one_matter(p.root, p.id)))))
        and not exists (select from app.publication s
          join app.publication_draft v on v.root = s.root and v.id = s.draft_id
          where v.root = p.root and v.problem_id = p.id and s.kind = new.kind
            and s.holder = p.holder and s.scope = 'PUBLIC' and s.state = 'PUBLISHED'
            and s.published_at >= m.published_at)
        and not exists (select from app.hop h where h.root = p.root and h.problem_id = p.id
          and h.made_at > m.published_at)
        and not exists (select from app.closing c where c.root = p.root and c.problem_id = p.id
          and c.closed_at > m.published_at)
      order by y.due_on, y.id for update of y loop
    if again then
      update app.publicity_duty set met_by = null where root = due.root and id = due.id;
    else
      -- One of a kind is owed at a time: the next one falls due when this one is told.
      update app.publicity_duty set open = false, missed = overdue, about = p.holder
        where root = p.root and problem_id = p.id and kind = new.kind and open;
      update app.publicity_duty set open = true, met_by = null, about = null
        where root = due.root and id = due.id;
    end if;
    again := true;
  end loop;
  return null;
end $$;
create trigger owed_again after update on app.publication for each row
  when (old.state = 'PUBLISHED' and new.state = 'WITHDRAWN')
  execute function app.reopen_publicity();

create function app.end_publicity() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update app.publicity_duty set open = false, missed = overdue, about = new.holder
    where root = new.root and problem_id = new.id and open;
  return null;
end $$;
create trigger publicity_ends after update on app.problem for each row
  when (old.state <> new.state and (new.state = 'CLOSED' or not new.open))
  execute function app.end_publicity();

-- What is ahead of one unit is not left to the next: whoever signs for it has days of its own. What
-- was missed stays with whoever missed it. A pledge that was not signed before the work began is
-- signed no more.
create function app.shift_publicity() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update app.publicity_duty set open = false, missed = overdue, about = old.holder
    where root = new.root and problem_id = new.id and open
      and (new.state <> 'RECTIFYING' or new.hops <> old.hops or kind = 'PLEDGE');
  return null;
end $$;
-- By a hop: where its unit goes in a reorganisation, what that owes goes with it.
create trigger publicity_shifts after update on app.problem for each row
  when (old.hops <> new.hops or old.state <> new.state and (new.state in ('ASSIGNED', 'LISTED')
    or old.state = 'ACCEPTED' and new.state = 'RECTIFYING'))
  execute function app.shift_publicity();

create trigger accused before insert on app.consent
  for each row execute function app.copy_accused();

create function app.take_down(d app.publication_draft, why text, act text) returns void
  language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  update app.publication set state = 'WITHDRAWN', withdrawn_at = clock_timestamp(),
      withdrawn_reason = why, version = version + 1
    where root = d.root and draft_id = d.id and state = 'PUBLISHED';
  update app.publication_draft set state = 'WITHDRAWN', ended_by = ctx.person(),
      ended_at = clock_timestamp(), reason = why, version = version + 1
    where root = d.root and id = d.id;
  if ctx.person() is not null then
    perform audit.append(act, 'draft', d.id, d.version + 1, null, null, '{}');
  end if;
  perform app.tell_proposer(d, 'DRAFT_RETURNED');
end $$;
revoke all on function app.take_down(app.publication_draft, text, text) from public;

-- Whether any of these keyed hashes names somebody who brought one of these problems and does not
-- consent to be named.
create function app.names_unconsenting(r int, names bytea[], same uuid[]) returns boolean
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select exists (select from app.petitioner p
    join app.sealed_identity s on s.root = p.root and s.petitioner_id = p.id
    where p.root = r and p.problem_id = any (same) and s.blind_name = any (names)
      and not exists (select from app.consent c where c.root = p.root
        and c.petitioner_id = p.id and c.withdrawn_on is null))
$$;
revoke all on function app.names_unconsenting(int, bytea[], uuid[]) from public;

-- Comments that were let through and name somebody who does not consent, or no longer does.
create function app.hide_comments_naming(r int, same uuid[], act text) returns void
  language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  c app.comment;
begin
  for c in select x.* from app.publication_draft d
      join app.publication p on p.root = d.root and p.draft_id = d.id
      join app.comment x on x.root = p.root and x.publication_id = p.id
      where d.root = r and d.problem_id = any (same) and x.state = 'PUBLISHED'
        and cardinality(x.names) > 0 and app.names_unconsenting(r, x.names, same)
      for update of x loop
    update app.comment set state = 'HIDDEN', reason = 'PERSONAL_DATA', version = version + 1
      where root = c.root and id = c.id;
    if ctx.person() is not null then
      perform audit.append(act, 'comment', c.id, c.version + 1, null, null, '{}');
    end if;
  end loop;
end $$;
revoke all on function app.hide_comments_naming(int, uuid[], text) from public;

-- Consent that ends takes with it whatever rests on it, whichever level wrote it, and whatever the
-- problem was merged into since.
create function app.end_consent() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  d app.publication_draft;
begin
  for d in select x.* from app.petitioner p
      join app.publication_draft x on x.root = p.root
        and x.problem_id in (select m from app.one_matter(p.root, p.problem_id) m)
      where p.root = new.root and p.id = new.petitioner_id
        and (x.about_client or exists (select from app.sealed_identity s where s.root = p.root
          and s.petitioner_id = p.id and s.blind_name = any (x.names)))
        and x.state not in ('RETURNED', 'WITHDRAWN') for update of x loop
    perform app.take_down(d, 'CONSENT_WITHDRAWN', 'withdraw_consent');
  end loop;
  perform app.hide_comments_naming(new.root, array(select app.one_matter(p.root, p.problem_id)
    from app.petitioner p where p.root = new.root and p.id = new.petitioner_id), 'withdraw_consent');
  return null;
end $$;
create trigger ended after update on app.consent for each row
  when (old.withdrawn_on is null and new.withdrawn_on is not null)
  execute function app.end_consent();

-- Whoever turns out to have brought a problem, registered later or come by a merger, is not named in
-- public from then on, unless they consented.
create function app.take_down_named() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  d app.publication_draft;
  same uuid[];
begin
  select array_agg(m) into same from app.one_matter(new.root, case tg_table_name
    when 'problem' then new.id else (select p.problem_id from app.petitioner p
      where p.root = new.root and p.id = (to_jsonb(new) ->> 'petitioner_id')::uuid) end) m;
  for d in select x.* from app.publication_draft x
      where x.root = new.root and x.problem_id = any (same) and cardinality(x.names) > 0
        and x.state not in ('RETURNED', 'WITHDRAWN')
        and app.names_unconsenting(x.root, x.names, same)
      for update of x loop
    perform app.take_down(d, 'CONSENT_MISSING', 'withdraw_publication');
  end loop;
  perform app.hide_comments_naming(new.root, same, 'moderate_comment');
  return null;
end $$;
create trigger unconsented_taken_down after insert on app.sealed_identity for each row
  when (new.blind_name is not null) execute function app.take_down_named();
-- After trails_joined, which brings them here.
create trigger unconsented_taken_down after update on app.problem for each row
  when (old.merged_into is null and new.merged_into is not null)
  execute function app.take_down_named();

-- Which petitioners of a problem, merged ones included, are named by any of these keyed hashes. Who
-- asks must have to do with the problem; of a number, a name or a hash nothing is told but whom it is.
create function app.clients_named(problem uuid, names bytea[]) returns uuid[] language plpgsql
  stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(array_agg(distinct s.petitioner_id), '{}') from app.petitioner p
    join app.sealed_identity s on s.root = p.root and s.petitioner_id = p.id
    where ctx.person() is not null and p.root = ctx.root()
      and p.problem_id in (select m from app.one_matter(ctx.root(), clients_named.problem) m)
      and cardinality(names) <= 20000 and s.blind_name = any (names));
end $$;
grant execute on function app.clients_named(uuid, bytea[]) to levelwise_app;

-- Whether each petitioner of a problem who is named, or all of them, consented and still does.
create function app.clients_consent(problem uuid, named uuid[]) returns boolean language plpgsql
  stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from app.consent c
      join app.petitioner p on p.root = c.root and p.id = c.petitioner_id
      where p.root = ctx.root()
        and p.problem_id in (select m from app.one_matter(ctx.root(), clients_consent.problem) m)
        and c.withdrawn_on is null)
    and not exists (select from unnest(named) one where not exists (
      select from app.consent c where c.root = ctx.root() and c.petitioner_id = one
        and c.withdrawn_on is null));
end $$;
grant execute on function app.clients_consent(uuid, uuid[]) to levelwise_app;

-- A comment of the public, of nobody in particular: it waits until it is let through.
create function app.comment_on(publication uuid, said text, key text, address text)
  returns text language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  p app.publication;
  c app.comment;
  origin text;
begin
  if not ctx.verified() then return 'not_found'; end if;
  select * into p from app.publication x
    where x.id = comment_on.publication and x.shown = 'PUBLIC' for update;
  if p.id is null then return 'not_found'; end if;
  select * into c from app.comment x
    where x.root = p.root and x.publication_id = p.id and x.key = comment_on.key;
  if c.id is not null then
    return case when c.text = said then 'replayed' else 'key_reused' end;
  end if;
  select encode(sha256(k.opad || convert_to((now() at time zone 'Asia/Shanghai')::date || address,
      'UTF8')), 'hex')
    into origin from ctx.key k order by k.kid limit 1;
  if (select count(*) from app.comment x where x.source = origin
        and x.received_at > clock_timestamp() - interval '1 hour') >= 5
      or (select count(*) from app.comment x where x.publication_id = p.id
        and x.received_at > clock_timestamp() - interval '1 hour') >= 200 then
    return 'too_many';
  end if;
  insert into app.comment (root, id, holder, publication_id, text, key, source)
    values (p.root, gen_random_uuid(), p.holder, p.id, said, comment_on.key, origin)
    on conflict do nothing returning * into c;
  if c.id is null then return 'key_reused'; end if;
  perform audit.append_system('comment_on_publication', 'comment', c.id, '{}');
  return 'received';
end $$;
grant execute on function app.comment_on(uuid, text, text, text) to levelwise_app;

-- Contact cards. A card is shown to everybody while it is published; with its post it ends.
create function app.place_card_shown() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  new.shown := case when new.state = 'PUBLISHED' then 'PUBLIC' else 'NONE' end;
  return new;
end $$;
create trigger placed_shown before insert or update on app.contact_card
  for each row execute function app.place_card_shown();

create function app.end_cards() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update app.contact_card c
    set until_on = greatest(least(coalesce(c.until_on, new.valid_until), new.valid_until), c.from_on)
    where c.root = new.root and c.post_id = new.id and c.state = 'PUBLISHED';
  return null;
end $$;
create trigger ends_cards after update of valid_until on app.post
  for each row when (new.valid_until is not null) execute function app.end_cards();

-- A diary is nobody's word but its author's: an entry is written by the person and in the post that
-- acts, and corrects an entry of its own author in its own unit.
create function app.write_as_oneself() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp as $$
begin
  -- Not a definer function: inside a gate the current user is the gate's owner.
  if current_user <> 'levelwise_app' then return null; end if;
  if (new.author_person, new.author_post) is distinct from (ctx.person(), ctx.post())
    or (new.corrects is not null and not exists (select from app.diary_entry e
      where e.root = new.root and e.id = new.corrects and e.holder = new.holder
        and e.author_person = new.author_person)) then
    raise check_violation using message = 'an entry is written and corrected by its author',
      table = 'diary_entry', constraint = 'diary_entry_by_its_author';
  end if;
  return null;
end $$;
create trigger written after insert on app.diary_entry
  for each row execute function app.write_as_oneself();

-- A file of a diary is one that the entry's author uploaded and that nothing has claimed. What is said of
-- it is copied from there. From then on it is in a diary for good: no state that the unit reads follows.
create trigger taken before insert on app.diary_file
  for each row execute function app.take_file();

create function app.claim_diary_file() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if ctx.tenant() is not null and (new.author_person is distinct from ctx.person()
      or not exists (select from app.diary_entry e where e.root = new.root and e.id = new.entry_id
        and e.author_person = ctx.person() and e.holder = ctx.tenant())
      or not exists (select from app.file x where x.root = new.root and x.id = new.id
        and x.state = 'STORED' and x.prepared_by = ctx.person() and x.holder = ctx.tenant())
      or exists (select from app.problem_file p where p.root = new.root and p.id = new.id)) then
    raise check_violation using message = 'a diary keeps files of its author that have arrived',
      table = 'diary_file', constraint = 'diary_file_of_ones_own';
  end if;
  update app.file set state = 'IN_DIARY' where root = new.root and id = new.id;
  return null;
end $$;
create trigger claimed after insert on app.diary_file
  for each row execute function app.claim_diary_file();

create function app.keep_in_diary() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp as $$
begin
  raise check_violation using message = 'what a diary keeps stays in it',
    table = 'file', constraint = 'file_stays_in_its_diary';
end $$;
create trigger stays_in_its_diary before update of state, entry_id on app.file for each row
  when (old.state = 'IN_DIARY' and (new.state <> 'IN_DIARY' or new.entry_id is not null))
  execute function app.keep_in_diary();

-- The days that the line of a unit declared worked or free, from the highest level to the nearest.
-- Everybody of a root counts by the same days, wherever they stand: no act may find another due day
-- than the next one does.
create function app.days_declared(unit int)
  returns table (day date, works boolean, declared_on date) language sql stable security definer
  set search_path = pg_catalog, pg_temp as $$
  select d.day, d.works, d.declared_on from app.calendar_day d
    join app.tenant t on t.root = d.root and t.id = days_declared.unit
    where d.root = ctx.root() and d.state = 'PUBLISHED'
      and d.holder in (t.at1, t.at2, t.at3, t.at4, t.at5, t.at6)
    order by d.holder_slot, d.day
$$;
grant execute on function app.days_declared(int) to levelwise_app;

-- All of them at once, for what counts over many units.
create function app.every_day_declared()
  returns table (holder int, slot int, day date, works boolean) language sql stable security definer
  set search_path = pg_catalog, pg_temp as $$
  select d.holder, d.holder_slot::int, d.day, d.works from app.calendar_day d
    where d.root = ctx.root() and d.state = 'PUBLISHED'
$$;
grant execute on function app.every_day_declared() to levelwise_app;

-- Whose step it is where it is not the holder's, as the reminders know it (ledger/notices/kinds.yaml,
-- `owed`): the superior answers and rules, the organisation department of the level that listed it
-- judges; below a county there is none, and that of the level above does.
create function app.place_owed() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  new.owed_by := case
    -- While more is asked about it, whoever submitted it.
    when new.state = 'PENDING_UPPER' and new.asked_on is not null then new.holder
    when new.state in ('PENDING_UPPER', 'OBJECTED') then new.holder_parent
    when new.state in ('SELF_EVALUATED', 'CLIENT_EVALUATED', 'RECHECKING') then (
      select case when t.slot <= 3 then new.listed_by else coalesce(new.listed_parent, t.parent_id) end
      from app.tenant t where t.root = new.root and t.id = new.listed_by) end;
  return new;
end $$;
create trigger placed_owed
  before insert or update of holder, trail, state, asked_on, listed_by, listed_parent on app.problem
  for each row execute function app.place_owed();

-- What the sweep does beside setting `overdue`: what is no longer over is not overdue (the clock that
-- was missed has ended, and none that goes on was missed), and the light follows the day. Green: more than a third of
-- the time is left. Yellow: a third or less, or a node was missed. Red: overdue. A step that another
-- owes makes nothing overdue here.
create function app.sweep_lights(today date) returns int language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare n int; total int := 0;
begin
  update app.problem set overdue = false
    where open and overdue and missed_on is null
      and (case when owed_on is null then due_on else own_on end < today) is not true;
  get diagnostics total = row_count;
  update app.problem set owed_late = false where open and owed_late and owed_on >= today;
  get diagnostics n = row_count; total := total + n;
  update app.problem set overdue = true
    where open and not overdue and missed_on < today;
  get diagnostics n = row_count; total := total + n;
  update app.problem p set alert = l.light from (
      select o.root, o.id, case when o.overdue then 'RED' when o.yellow_on <= today
          or (o.root, o.id) in (select m.root, m.problem_id from app.measure m
            where m.state = 'PLANNED' and m.due_on < today) then 'YELLOW'
        else 'GREEN' end as light from app.problem o where o.open) l
    where p.root = l.root and p.id = l.id and p.alert <> l.light;
  get diagnostics n = row_count;
  return total + n;
end $$;
grant execute on function app.sweep_lights(date) to levelwise_relay, levelwise_migrator;

-- A declared day moves the due days of all that lies below: those problems are replayed by the
-- relay, which reads of them what their clocks need and no word of what they say.
create function app.days_to_reckon() returns table (root int, day uuid) language sql stable
  security definer set search_path = pg_catalog, pg_temp as $$
  (select d.root, d.id from app.calendar_day d where d.reckoned is distinct from d.version
    order by d.id limit 20)
  union all
  -- A reorganisation puts what lies below under the declared days of another line.
  (select z.root, z.id from app.reorganisation z where z.state in ('APPLIED', 'REVERSED')
    and z.reckoned is distinct from z.version order by z.id limit 20)
$$;

-- What the units of a line declared, as the story of a problem carries it.
create function app.days_on(r int, line int[]) returns jsonb language sql stable
  set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_array(d.day, d.works, d.declared_on)
      order by d.holder_slot, d.day), '[]') from app.calendar_day d
    where d.root = r and d.state = 'PUBLISHED' and d.holder = any (line)
$$;

create function app.problem_story(p app.problem, line int[]) returns jsonb language sql stable
  set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object(
      'id', (p).id, 'version', (p).version, 'holder', (p).holder, 'list_type', (p).list_type,
      'class', (p).class, 'due_on', (p).due_on, 'rectify_by', (p).rectify_by,
      'days', app.days_on((p).root, line),
      'steps', (select coalesce(jsonb_agg(jsonb_build_object('act', h.act, 'reason', h.reason,
          'before', h.before, 'after', h.after, 'happened_at', h.happened_at, 'due_on', h.due_on,
          'allowed', h.allowed) order by h.happened_at, h.id), '[]')
        from app.happening h where h.root = (p).root and h.problem_id = (p).id),
      'more', (select coalesce(jsonb_agg(jsonb_build_object('clock', e.clock, 'days', e.days,
          'happened_at', e.decided_at) order by e.decided_at, e.id), '[]')
        from app.extension e where e.root = (p).root and e.problem_id = (p).id
          and e.state = 'APPROVED'))
$$;

create function app.clock_story(p app.problem) returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select app.problem_story(p, array[p.at1, p.at2, p.at3, p.at4, p.at5, p.at6])
$$;

create function app.problems_below(day uuid, after uuid) returns table (story jsonb)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select app.clock_story(p)
    from app.problem p
    where p.open and p.id > problems_below.after and exists (
      select from app.calendar_day c where c.root = p.root and c.id = problems_below.day
        and c.holder in (p.at1, p.at2, p.at3, p.at4, p.at5, p.at6)
      union all select from app.reorganisation_place x where x.root = p.root
        and x.reorganisation_id = problems_below.day
        and x.unit in (p.at1, p.at2, p.at3, p.at4, p.at5, p.at6)
      union all select from app.reorganisation_move m where m.root = p.root
        and m.reorganisation_id = problems_below.day and m.noun = 'problem' and m.record_id = p.id)
    order by p.id limit 200
$$;

-- Nothing is written over a step that was taken meanwhile: it reckoned anew.
create function app.keep_reckoned(problem uuid, at_version int, reckoned jsonb) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update app.problem p set
      due_on = coalesce((reckoned ->> 'due_on')::date, p.due_on),
      rectify_by = (reckoned ->> 'rectify_by')::date,
      missed_on = (reckoned ->> 'missed_on')::date,
      yellow_on = (reckoned ->> 'yellow_on')::date,
      owed_on = (reckoned ->> 'owed_on')::date,
      own_on = (reckoned ->> 'own_on')::date,
      remind_on = array(select x::date from jsonb_array_elements_text(reckoned -> 'remind_on') x),
      due_days = array(select x::date from jsonb_array_elements_text(reckoned -> 'due_days') x),
      waits_on = array(select x::date from jsonb_array_elements_text(reckoned -> 'waits_on') x)
    where p.id = keep_reckoned.problem and p.version = at_version;
  return found;
end $$;

create function app.day_reckoned(day uuid) returns void language sql security definer
  set search_path = pg_catalog, pg_temp as $$
  update app.calendar_day set reckoned = version where id = day_reckoned.day;
  update app.reorganisation set reckoned = version where id = day_reckoned.day
$$;
grant execute on function app.days_to_reckon(), app.problems_below(uuid, uuid),
  app.keep_reckoned(uuid, int, jsonb), app.day_reckoned(uuid) to levelwise_relay, levelwise_migrator;

-- A rest is asked for by the unit that works on it, in one's own name and one at a time, and answered by
-- its superior; whoever asked does not allow it, in whatever post. Whatever ends the work ends the request.
create function app.keep_rest() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  me int := ctx.tenant();
begin
  if new.state <> 'RECTIFYING' then
    new.rest_asked_until := null; new.rest_ground := null; new.rest_asked_by := null;
  end if;
  if me is null then return new; end if;
  if new.state = 'SUSPENDED' and old.state <> 'SUSPENDED' and old.rest_asked_by = ctx.person() then
    raise check_violation using message = 'whoever asked for a rest does not allow it',
      table = 'problem', constraint = 'problem_rest_allowed_by_another';
  end if;
  if new.state <> old.state or (new.rest_asked_until, new.rest_ground, new.rest_asked_by)
      is not distinct from (old.rest_asked_until, old.rest_ground, old.rest_asked_by) then
    return new;
  end if;
  if new.rest_asked_by is null and me is distinct from old.holder_parent
      or new.rest_asked_by is not null and (me is distinct from old.holder
        or old.rest_asked_by is not null or new.rest_asked_by is distinct from ctx.person()) then
    raise check_violation using message = 'the unit at work asks for a rest, and its superior answers',
      table = 'problem', constraint = 'problem_rest_asked_by_its_unit';
  end if;
  return new;
end $$;
create trigger rest_kept before update of state, rest_asked_until, rest_ground, rest_asked_by
  on app.problem for each row
  when (old.state <> new.state or (old.rest_asked_until, old.rest_ground, old.rest_asked_by)
    is distinct from (new.rest_asked_until, new.rest_ground, new.rest_asked_by))
  execute function app.keep_rest();

-- Until which day a problem rests: that of the last step that let it.
create function app.rests_until(p app.problem) returns date language sql stable security definer
  set search_path = pg_catalog, pg_temp as $$
  select h.due_on from app.happening h where h.root = p.root and h.problem_id = p.id
    and h.act = 'suspend_problem' order by h.happened_at desc, h.id desc limit 1
$$;

-- On its review date a rest is over by itself (t21, the scheduler). The relay replays the clocks with that
-- step, as an act does, and writes both; a problem that somebody took on meanwhile is left alone.
create function app.rests_over(today date) returns table (story jsonb) language sql stable
  security definer set search_path = pg_catalog, pg_temp as $$
  select app.clock_story(p) from app.problem p
    where p.open and p.state = 'SUSPENDED' and app.rests_until(p) <= today order by p.id limit 200
$$;

create function app.end_rest(problem uuid, at_version int, at timestamptz, rectify_by date,
    reckoned jsonb) returns boolean language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  p app.problem;
begin
  select * into p from app.problem x where x.id = end_rest.problem and x.version = at_version
    and x.state = 'SUSPENDED' for update;
  if p.id is null or app.rests_until(p) > (at at time zone 'Asia/Shanghai')::date then
    return false;
  end if;
  update app.problem x set state = 'RECTIFYING', version = x.version + 1
    where x.root = p.root and x.id = p.id;
  perform app.keep_reckoned(p.id, p.version + 1, reckoned);
  insert into app.happening (root, id, holder, problem_id, act, before, after, author_tenant,
      author_title, other_end, shown, due_on, happened_at)
    values (p.root, gen_random_uuid(), p.holder, p.id, 'resume_problem', 'SUSPENDED', 'RECTIFYING',
      p.holder_parent, '复核日已到 The review date', p.holder, 'ALL', end_rest.rectify_by, at);
  insert into app.outbox (root, id, kind, noun, holder, record_id, record_version)
    values (p.root, gen_random_uuid(), 'ProblemProgressed', 'problem', p.holder, p.id, p.version + 1);
  perform audit.append_system('end_rest', 'problem', p.id, jsonb_build_object(
    'event', 'ProblemProgressed', 'root', p.root));
  return true;
end $$;
grant execute on function app.rests_over(date),
  app.end_rest(uuid, int, timestamptz, date, jsonb) to levelwise_relay, levelwise_migrator;

-- The day of a rework (t28): set by the superior of whoever has the problem, once for each return, while it
-- lies returned or is worked on anew, and never in the past; by nobody who sits in the unit that has it, in
-- whatever post. No clock but that of the rectification follows it.
create function app.keep_rework_day() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  me int := ctx.tenant();
  p app.problem;
  back app.happening;
begin
  select * into p from app.problem where root = new.root and id = new.problem_id for update;
  select * into back from app.happening h where h.root = new.root and h.problem_id = new.problem_id
    and h.after = 'RETURNED' and h.before is distinct from 'RETURNED'
    order by h.happened_at desc, h.id desc limit 1;
  if me is not null and (me is distinct from p.holder_parent or p.holder = any (ctx.tenants()))
      or back.id is null
      or p.state not in ('RETURNED', 'RECTIFYING') or new.after <> p.state
      or new.before is distinct from new.after or new.due_on is null
      or new.due_on < (new.happened_at at time zone 'Asia/Shanghai')::date then
    raise check_violation using message = 'the superior sets the day of a rework, from today on',
      table = 'happening', constraint = 'rework_day_set_by_its_assigner';
  end if;
  if exists (select from app.happening h where h.root = new.root and h.problem_id = new.problem_id
      and h.act = 'set_rework_deadline' and (h.happened_at, h.id) > (back.happened_at, back.id)) then
    raise check_violation using message = 'the day of a rework is set once for each return',
      table = 'happening', constraint = 'rework_day_set_once';
  end if;
  return new;
end $$;
create trigger rework_day_kept before insert on app.happening for each row
  when (new.act = 'set_rework_deadline') execute function app.keep_rework_day();

-- A supplement tells the past anew for thirty days at most, and never before its rule was worded so: what
-- was asked about an earlier day, and done by it, stays as it was. Whoever enters it, in whatever act; the day
-- of the entry is the application's clock, as it is in other gates: one who writes SQL with its rights says it.
create function app.keep_supplement_begin() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  entered date := (new.recorded_at at time zone 'Asia/Shanghai')::date;
begin
  if new.valid_from < entered - 30 or exists (select from app.work_rule w
      where w.key = new.rule_key and w.valid_from > new.valid_from and w.valid_from <= entered) then
    raise check_violation using message = 'a supplement begins at most thirty days back',
      table = 'work_rule_supplement', constraint = 'supplement_begins_in_time';
  end if;
  return new;
end $$;
create trigger supplement_begin_kept before insert on app.work_rule_supplement for each row
  execute function app.keep_supplement_begin();

-- Which unit should have it instead: named by whoever objects, as it objects; a current one next below the
-- assigner, or the assigner itself, and never the one that objects. What ends the objection ends it.
create function app.keep_proposed_owner() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  me int := ctx.tenant();
begin
  if new.state <> 'OBJECTED' then
    new.proposed_owner := null;
    return new;
  end if;
  if me is null or new.proposed_owner is not distinct from old.proposed_owner then return new; end if;
  if me is distinct from old.holder or old.state = 'OBJECTED' or new.proposed_owner = old.holder
      or not exists (select from app.tenant t where t.root = new.root and t.id = new.proposed_owner
        and t.valid_until is null and old.holder_parent in (t.id, t.parent_id)) then
    raise check_violation using message = 'whoever objects names a unit next below the assigner',
      table = 'problem', constraint = 'problem_owner_proposed_nearby';
  end if;
  return new;
end $$;
create trigger proposed_owner_kept before update of state, proposed_owner on app.problem for each row
  when (new.proposed_owner is not null) execute function app.keep_proposed_owner();

-- Who holds a post of a unit today, with every role that it has: its own, those given to it and those
-- of its groups, as signing in counts them. Whoever is suspended holds none, nor does anybody in a
-- unit that is closed or suspended. For gates only.
create function app.in_office(r int, unit int)
  returns table (person_id uuid, post_id uuid, body_id uuid, actor_type text, roles text[], kind text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with today as (select (clock_timestamp() at time zone 'Asia/Shanghai')::date as day)
  select a.person_id, s.id, s.body_id, s.actor_type, s.roles || array(
      select g.role from jsonb_to_recordset(ctx.granted(s.root, s.id))
          as g (role text, given_from date, given_until date)
        where g.role is not null and g.given_from <= day
          and (g.given_until is null or day < g.given_until)), a.kind
    from today, app.tenant t join app.post s on s.root = t.root and s.holder = t.id
      join app.appointment a on a.root = s.root and a.post_id = s.id
    where t.root = r and t.id = unit and (t.valid_until is null or day < t.valid_until)
      and s.valid_from <= day and (s.valid_until is null or day < s.valid_until)
      and a.appointed_on <= day and (a.relieved_on is null or day < a.relieved_on)
      and not (a.suspended_on is not null and a.suspended_on <= day
        and (a.resumed_on is null or day < a.resumed_on))
      and not exists (select from app.tenant o where o.suspended
        and o.id = any (array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6]))
$$;

-- Who is told: those who hold a fitting post of a unit today, but never the one who acts, and never
-- anyone with any post in or below a unit that the thing accuses. Of a body: those in it alone; of the
-- nil one: those in none.
create function app.whom(
    r int, unit int, only_post uuid, roles text[], actors text[], only_body uuid, against int[])
  returns table (person_id uuid, post_id uuid) language sql stable security definer
  set search_path = pg_catalog, pg_temp as $$
  with today as (select (clock_timestamp() at time zone 'Asia/Shanghai')::date as day)
  select distinct on (a.person_id, a.post_id) a.person_id, a.post_id
    from today, app.in_office(r, unit) a
    where (only_post is null or a.post_id = only_post)
      and (only_post is not null or a.roles && whom.roles or a.actor_type = any (actors))
      and (only_body is null or only_body = coalesce(a.body_id, '00000000-0000-0000-0000-000000000000'::uuid))
      and a.person_id is distinct from ctx.person()
      and not exists (select from app.appointment b
        where b.root = r and b.person_id = a.person_id
          and (b.relieved_on is null or day < b.relieved_on)
          and array[b.at1, b.at2, b.at3, b.at4, b.at5, b.at6] && against)
$$;

-- Whether somebody also holds a post today outside a unit and all above it (wall.py, "apart").
create function app.stands_elsewhere(r int, person uuid, unit int) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from app.tenant t join app.appointment b on b.root = t.root
    where t.root = r and t.id = unit and b.person_id = person
      and (b.relieved_on is null or (clock_timestamp() at time zone 'Asia/Shanghai')::date < b.relieved_on)
      and not array_remove(array[b.at1, b.at2, b.at3, b.at4, b.at5, b.at6], null)
        <@ array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6])
$$;
revoke all on function app.stands_elsewhere(int, uuid, int) from public;

-- Whoever is to sign a list is told of each version of it (ledger/responsibilities/signing.py: those who
-- hold a post of its actor, and no stand-in); what was signed, or is in force no more, asks nobody.
create function app.ask_to_sign() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if new.state <> 'PUBLISHED' then
    update app.notice set read_at = clock_timestamp()
      where root = new.root and responsibility_id = new.id and read_at is null;
    return null;
  end if;
  insert into app.notice (root, id, person_id, post_id, kind, responsibility_id, created_at)
    select new.root, gen_random_uuid(), a.person_id, a.post_id, 'LIST_TO_SIGN', new.id,
        clock_timestamp()
      from app.in_office(new.root, new.holder) a
      where a.actor_type = new.actor_type and a.body_id is not distinct from new.body_id
        and a.kind = 'REGULAR' and a.person_id is distinct from ctx.person()
        and not exists (select from app.pledge s where s.root = new.root and s.list_id = new.id
          and s.list_version = new.edition and s.person_id = a.person_id)
    on conflict do nothing;
  return null;
end $$;
create trigger asks_to_sign after update on app.responsibility_list for each row
  when (old.state <> new.state or old.edition <> new.edition) execute function app.ask_to_sign();

create function app.was_signed() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update app.notice set read_at = clock_timestamp()
    where root = new.root and responsibility_id = new.list_id and person_id = new.person_id
      and read_at is null;
  return null;
end $$;
create trigger was_signed after insert on app.pledge
  for each row execute function app.was_signed();

create function app.tell(
    r int, problem uuid, obligation uuid, against int[], what text, unit int, only_post uuid,
    roles text[], actors text[], only_body uuid, about date)
  returns int language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  n int;
begin
  insert into app.notice
      (root, id, person_id, post_id, kind, problem_id, obligation_id, accused, for_day, created_at)
    select r, gen_random_uuid(), w.person_id, w.post_id, what, problem, obligation, against, about,
        clock_timestamp()
      from app.whom(r, unit, only_post, roles, actors, only_body, against) w
    on conflict do nothing;
  get diagnostics n = row_count;
  return n;
end $$;

-- Which organisation department judges: a township has none, that of its county does.
create function app.judging(
    r int, level int, above int, roles text[], actors text[], against int[])
  returns int language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case when exists (select from app.whom(r, level, null, judging.roles, actors, null, against))
    then level else above end
$$;

create function app.tell_of(
    p app.problem, what text, place text, roles text[], actors text[], about date)
  returns int language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  n int;
begin
  -- An emergency copy: the unit that it goes to, and those between.
  if place = 'copied' then
    select coalesce(sum(app.tell(p.root, p.id, null, p.accused, what, u.id, null, tell_of.roles,
        actors, null, about)), 0) into n
      from app.tenant u where u.root = p.root and u.id <> p.holder
        and u.id = any (array[p.at1, p.at2, p.at3, p.at4, p.at5, p.at6])
        and u.slot >= (select t.slot from app.share s
          join app.tenant t on t.root = s.root and t.id = s.with_tenant
          where s.root = p.root and s.problem_id = p.id and s.kind = 'EMERGENCY_COPY'
          order by s.shared_at desc, s.id desc limit 1);
    return n;
  end if;
  -- Whom the acting unit has in the task force that it formed, in the posts in which it named them.
  if place = 'named' then
    select coalesce(sum(app.tell(p.root, p.id, null, p.accused, what, s.holder, s.id, tell_of.roles,
        actors, null, about)), 0) into n
      from app.case_member m join app.post s on s.root = m.root and s.id = m.post_id
      where m.root = p.root and m.problem_id = p.id and m.state = 'ACTIVE'
        and m.duty in ('LEADER', 'MEMBER') and m.formed_by = ctx.tenant();
    return n;
  end if;
  -- Above whoever owes a step is their own superior.
  return app.tell(p.root, p.id, null, p.accused, what,
    case place when 'parent' then p.holder_parent when 'parent_above' then
      (select t.parent_id from app.tenant t where t.root = p.root and t.id = p.holder_parent)
    when 'sender' then (select h.starts from app.hop h where h.root = p.root
      and h.problem_id = p.id order by h.seq desc limit 1)
    when 'lister' then app.judging(p.root, p.listed_by, p.listed_parent, roles, actors, p.accused)
    when 'lister_above' then p.listed_parent when 'leader' then p.led_by else p.holder end,
    case place when 'holder_post' then p.holder_post when 'leader' then p.leader_post end, roles, actors, null, about);
end $$;

-- Whoever is in a task force is told so though they may not read the problem. Where it turns out to be
-- against their unit, that is taken from their sight, too: the row carries whom it is against.
create function app.hide_named() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update app.notice n set accused = new.accused
    from app.case_member m join app.appointment a on a.root = m.root and a.post_id = m.post_id
    where m.root = new.root and m.problem_id = new.id and n.root = m.root
      and n.person_id = a.person_id and n.post_id = m.post_id and n.problem_id = new.id;
  return null;
end $$;
create trigger named_hidden after update of accused on app.problem
  for each row when (old.accused <> new.accused) execute function app.hide_named();

-- A part is told to its unit and to its lead leader, by whoever gave it.
create function app.notify_part(key uuid, what text, place text, roles text[], actors text[])
  returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  a app.assignment;
begin
  select * into a from app.assignment x where x.root = ctx.root() and x.id = key
    and x.role = 'CO' and ctx.tenant() in (x.parent, x.holder);
  if a.id is not null then
    perform app.tell(a.root, a.problem_id, null, a.accused, what,
      case place when 'giver' then a.parent when 'main' then (select p.holder from app.problem p
        where p.root = a.root and p.id = a.problem_id and a.part_of is null) else a.holder end,
      case place when 'holder_post' then a.lead_post end, roles, actors, null, null);
  end if;
end $$;
grant execute on function app.notify_part(uuid, text, text, text[], text[]) to levelwise_app;

-- Of a rebound, a score, a proposal: each is told to one level, which the row itself says.
create function app.tell_about(noun text, r int, key uuid, against int[], what text, unit int,
    roles text[], actors text[])
  returns int language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  n int;
begin
  insert into app.notice (root, id, person_id, post_id, kind, rebound_id, score_id, escalation_id,
      accused, created_at)
    select r, gen_random_uuid(), w.person_id, w.post_id, what, case noun when 'rebound' then key end,
        case noun when 'score' then key end, case noun when 'escalation' then key end, against,
        clock_timestamp()
      from app.whom(r, unit, null, roles, actors, null, against) w
      -- A frozen score counts all items of its level: who may not read it is not told what it comes to.
      where noun <> 'score' or not app.stands_elsewhere(r, w.person_id, unit)
    on conflict do nothing;
  get diagnostics n = row_count;
  return n;
end $$;

-- What an act tells of a rebound or a score that its own unit has just written.
create function app.notify_about(noun text, key uuid, what text, roles text[], actors text[])
  returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me int := ctx.tenant();
begin
  if noun = 'rebound' then
    perform app.tell_about(noun, x.root, x.id, x.accused, what, x.alerted, roles, actors)
      from app.rebound x where x.root = ctx.root() and x.id = key
        and me in (x.level, x.level_parent);
  else
    perform app.tell_about(noun, x.root, x.id, '{}', what, x.holder_parent, roles, actors)
      from app.score x where x.root = ctx.root() and x.id = key and x.holder = me;
  end if;
end $$;
grant execute on function app.notify_about(text, uuid, text, text[], text[]) to levelwise_app;

-- Proposals to escalate are told to the level that decides, for as long as it has not decided: also
-- to whoever comes into post later. None is told to anybody twice.
create function app.tell_proposals(today date, kinds jsonb) returns int language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  n int := 0;
  step record;
begin
  for step in select x.kind, t.roles, t.actors from jsonb_to_recordset(kinds) as x (kind text, "to" jsonb)
      cross join jsonb_to_recordset(x."to") as t (roles text[], actors text[]) loop
    n := n + coalesce((select sum(app.tell_about('escalation', e.root, e.id, e.accused, step.kind,
          e.holder, step.roles, step.actors))
        from app.escalation e where e.state = 'PROPOSED' and e.proposed_on <= today), 0);
  end loop;
  return n;
end $$;
grant execute on function app.tell_proposals(date, jsonb) to levelwise_relay, levelwise_migrator;

-- A reorganisation whose day has come is told to those of its unit who may carry it out, on each day
-- on which they have not. It is carried out in somebody's name, never by the sweep.
create function app.tell_reorganisations(today date, kinds jsonb) returns int language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  n int;
begin
  insert into app.notice (root, id, person_id, post_id, kind, reorganisation_id, for_day, created_at)
    select r.root, gen_random_uuid(), w.person_id, w.post_id, x.kind, r.id, today, clock_timestamp()
      from app.reorganisation r
        cross join jsonb_to_recordset(kinds) as x (kind text, "to" jsonb)
        cross join jsonb_to_recordset(x."to") as t (roles text[], actors text[])
        cross join app.whom(r.root, r.holder, null, t.roles, t.actors, null, '{}') w
      where r.state = 'SCHEDULED' and r.effective_on <= today
    on conflict do nothing;
  get diagnostics n = row_count;
  return n;
end $$;
grant execute on function app.tell_reorganisations(date, jsonb) to levelwise_relay, levelwise_migrator;

-- Units whose last manager leaves within some days: told one level up, or where nothing is above at the
-- unit itself. A manager is whoever holds a post with one of these roles, its own or given to it by
-- itself or by a group; the day is the first on which none of them is there. Who begins until then counts
-- already, and so does who is suspended until a day.
create function app.tell_ending_managers(
    today date, ahead int, what text, managing text[], of_actors text[], roles text[], actors text[])
  returns int language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_variable
declare
  n int;
begin
  with carried as (
    select s.root, s.id as post, coalesce(s.valid_until, 'infinity') as until from app.post s
      where s.roles && managing or s.actor_type = any (of_actors)
    union all
    select g.root, coalesce(g.post_id, m.post_id), least(coalesce(g.given_until, 'infinity'),
        coalesce(m.given_until, 'infinity'), coalesce(s.valid_until, 'infinity'))
      from app.role_grant g
        left join app.group_member m on m.root = g.root and m.group_id = g.group_id
        join app.post s on s.root = g.root and s.id = coalesce(g.post_id, m.post_id)
      where g.role = any (managing) and g.given_from <= today + ahead
        and (m.id is null or m.given_from <= today + ahead)),
  held as (
    select a.root, a.holder, a.id,
        max(least(c.until, coalesce(a.relieved_on, 'infinity'))) as until
      from carried c join app.appointment a on a.root = c.root and a.post_id = c.post
      where a.appointed_on <= today + ahead
        and not (a.suspended_on is not null and a.suspended_on <= today and a.resumed_on is null)
      group by a.root, a.holder, a.id),
  ending as (
    select distinct on (h.root, h.holder) h.root, h.holder, h.id, h.until,
        coalesce(t.parent_id, t.id) as above
      from held h join app.tenant t on t.root = h.root and t.id = h.holder
      where t.valid_until is null
      order by h.root, h.holder, h.until desc, h.id)
  insert into app.notice (root, id, person_id, post_id, kind, appointment_id, for_day, created_at)
    select e.root, gen_random_uuid(), w.person_id, w.post_id, what, e.id, e.until, clock_timestamp()
      from ending e cross join lateral app.whom(e.root, e.above, null, roles, actors, null, '{}') w
      where e.until > today and e.until <= today + ahead
    on conflict do nothing;
  get diagnostics n = row_count;
  return n;
end $$;
grant execute on function app.tell_ending_managers(
  date, int, text, text[], text[], text[], text[]) to levelwise_relay, levelwise_migrator;

-- A change that takes two is told to those one level up who may confirm it, or where nothing is above
-- to the others of its unit; and what they said, to whoever proposed it, in the post in which they did.
create function app.notify_change(
    key uuid, what text, place text, roles text[], actors text[])
  returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into app.notice (root, id, person_id, post_id, kind, proposed_change_id, created_at)
    select c.root, gen_random_uuid(), w.person_id, w.post_id, what, c.id, clock_timestamp()
      from app.proposed_change c
        cross join lateral app.whom(c.root,
          case place when 'asker' then c.holder else coalesce(c.holder_parent, c.holder) end,
          case place when 'asker' then c.previewed_in end, roles, actors, null, '{}') w
      where c.root = ctx.root() and c.id = key and ctx.tenant() in (c.holder, c.holder_parent)
        and (place <> 'asker' or w.person_id = c.previewed_by)
    on conflict do nothing;
end $$;
grant execute on function app.notify_change(uuid, text, text, text[], text[]) to levelwise_app;

-- Whoever proposed a text, in their posts at its unit, is told what became of it.
create function app.tell_proposer(d app.publication_draft, what text) returns void language sql
  security definer set search_path = pg_catalog, pg_temp as $$
  insert into app.notice (root, id, person_id, post_id, kind, draft_id, accused, created_at)
    select d.root, gen_random_uuid(), w.person_id, w.post_id, what, d.id, d.accused,
        clock_timestamp()
      from app.in_office(d.root, d.holder) o
        cross join lateral app.whom(d.root, d.holder, o.post_id, null, null, null, d.accused) w
      where o.person_id = d.proposed_by and w.person_id = d.proposed_by
    on conflict do nothing
$$;
revoke all on function app.tell_proposer(app.publication_draft, text) from public;

-- Who takes the next step of a text is told that it waits, but for those who took one before.
create function app.notify_draft(key uuid, what text, place text, roles text[], actors text[])
  returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  d app.publication_draft;
begin
  select * into d from app.publication_draft x where x.root = ctx.root() and x.id = key
    and ctx.tenant() in (x.holder, x.holder_parent, x.approving);
  if place = 'asker' then
    perform app.tell_proposer(d, what) where d.id is not null;
    return;
  end if;
  insert into app.notice (root, id, person_id, post_id, kind, draft_id, accused, created_at)
    select d.root, gen_random_uuid(), w.person_id, w.post_id, what, d.id, d.accused,
        clock_timestamp()
      from app.whom(d.root, case place when 'parent' then d.holder_parent
        when 'approving' then d.approving else d.holder end, null, roles, actors, null, d.accused) w
      where d.id is not null and (d.state = 'APPROVED'
        or w.person_id <> all (array_remove(array[d.proposed_by, d.checked_by], null)))
    on conflict do nothing;
end $$;
grant execute on function app.notify_draft(uuid, text, text, text[], text[]) to levelwise_app;

-- What the public said waits for the approving level: told once, and again of what came after that was
-- read; also to whoever comes into post later.
create function app.tell_comments(kinds jsonb) returns int language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  n int;
begin
  insert into app.notice (root, id, person_id, post_id, kind, draft_id, accused, created_at)
    select d.root, gen_random_uuid(), w.person_id, w.post_id, k.kind, d.id, d.accused,
        clock_timestamp()
      from (select c.root, c.publication_id, max(c.received_at) as came from app.comment c
          where c.state = 'RECEIVED' group by c.root, c.publication_id) waits
        join app.publication p on p.root = waits.root and p.id = waits.publication_id
          and p.state = 'PUBLISHED'
        join app.publication_draft d on d.root = p.root and d.id = p.draft_id
        cross join jsonb_to_recordset(kinds) as k (kind text, "to" jsonb)
        cross join jsonb_to_recordset(k."to") as t (roles text[], actors text[])
        cross join lateral app.whom(d.root, d.approving, null, t.roles, t.actors, null, d.accused) w
      where not exists (select from app.notice x where x.person_id = w.person_id
        and x.post_id = w.post_id and x.draft_id = d.id and x.kind = k.kind
        and x.created_at >= waits.came)
    on conflict do nothing;
  get diagnostics n = row_count;
  return n;
end $$;
grant execute on function app.tell_comments(jsonb) to levelwise_relay, levelwise_migrator;

-- What an act tells, of a problem that its own unit has to do with. It gives nothing back: who was
-- told, or whether anybody was, is not the business of whoever acted.
create function app.notify(problem uuid, what text, place text, roles text[], actors text[])
  returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  p app.problem;
  me int := ctx.tenant();
begin
  select * into p from app.problem x where x.root = ctx.root() and x.id = notify.problem
    and me = any (array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6] || x.trail);
  if p.id is not null then
    perform app.tell_of(p, what, place, notify.roles, notify.actors, null);
  end if;
end $$;
grant execute on function app.notify(uuid, text, text, text[], text[]) to levelwise_app;

-- Who allowed a rest is told on the day on which it ends, and so are the handlers; whether the sweep has
-- let the work go on already or does so next.
create function app.remind_of_rests(today date, what text, places jsonb) returns int
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  who record;
  n int := 0;
begin
  for who in select p as problem, app.rests_until(p) as review_on, t.at, t.roles, t.actors
      from app.problem p
        cross join jsonb_to_recordset(places) as t (at text, roles text[], actors text[])
      where p.open and (p.root, p.id) in (
          select x.root, x.id from app.problem x where x.open and x.state = 'SUSPENDED'
          union all select h.root, h.problem_id from app.happening h
            where h.act = 'resume_problem' and h.author_person is null
              and h.happened_at >= today - 3)
        and app.rests_until(p) <= today
        and not exists (select from app.notice x where x.problem_id = p.id and x.kind = what
          and x.for_day = app.rests_until(p)) loop
    n := n + app.tell_of(who.problem, what, who.at, who.roles, who.actors, who.review_on);
  end loop;
  return n;
end $$;

-- The reminder ladder, by the sweep, for each clock that runs: one that was missed silences none
-- beside it. Of a step that another than the holder owes, whoever owes it is told, and their superior
-- later. A step that was missed while nobody swept is made good for two days, and none is told twice.
create function app.remind(today date, ladder jsonb, before int[], owed jsonb) returns int
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  step record;
  who record;
  due record;
  days date[];
  o record;
  n int := 0;
begin
  for step in select * from jsonb_to_recordset(ladder)
      as x (kind text, after int, review boolean, "to" jsonb) loop
    if step.review then
      n := n + app.remind_of_rests(today, step.kind, step."to");
      continue;
    end if;
    days := array[today - step.after - 2, today - step.after - 1, today - step.after];
    for due in select q as problem, q.state, d.for_day, d.for_day = any (q.waits_on) as elsewhere
        from app.problem q cross join lateral (
          select today as for_day where q.remind_on @> array[today] and today < any (q.due_days)
            and step.after is null
          union all select x from unnest(q.due_days) x where x = any (days)) d
        where q.open
          and (step.after is null and q.remind_on @> array[today] or q.due_days && days)
          and not exists (select from app.notice x where x.problem_id = q.id and x.kind = step.kind
            and x.for_day = d.for_day) loop
      for who in select case when z.at is null then x.at when x.at = 'holder' then z.at
            else z.at || '_above' end as at,
          case when x.at = 'holder' then coalesce(z.roles, x.roles) else x.roles end as roles,
          case when x.at = 'holder' then coalesce(z.actors, x.actors) else x.actors end as actors
          from jsonb_to_recordset(step."to") as x (at text, roles text[], actors text[])
          left join jsonb_to_recordset(owed)
            as z (states text[], at text, roles text[], actors text[])
            on due.elsewhere and due.state = any (z.states) loop
        n := n + app.tell_of(due.problem, step.kind, who.at, who.roles, who.actors, due.for_day);
      end loop;
    end loop;
    for o in select q.root, q.id, q.holder, q.actor_type, q.body_id,
          case when step.after is null then today else q.due_on end as about
        from app.obligation q
        where q.open and q.state <> 'SELF_CHECKED'
          and (step.after is null and q.due_on = any (select today + b from unnest(before) b)
            or q.due_on between today - step.after - 2 and today - step.after)
          and not exists (select from app.notice x where x.obligation_id = q.id
            and x.kind = step.kind
            and x.for_day = case when step.after is null then today else q.due_on end) loop
      n := n + app.tell(o.root, null, o.id, '{}', step.kind, o.holder, null, '{}',
        -- As a list is borne: its body's by those in it, one of no body by those in none.
        array[o.actor_type], coalesce(o.body_id, '00000000-0000-0000-0000-000000000000'::uuid), o.about);
    end loop;
  end loop;
  return n;
end $$;
grant execute on function app.remind(date, jsonb, int[], jsonb)
  to levelwise_relay, levelwise_migrator;

-- What has days of its own beside the problem's: parts given out, measures, what is to be made public,
-- follow-ups and re-checks. Those who owe it, whose post it is, and who is above them.
create function app.days_of(what text, first date, last date)
  returns table (root int, problem uuid, against int[], due_on date, unit int, post uuid, above int,
    judge int, judge_above int)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select a.root, a.problem_id, a.accused, a.due_on, a.holder, a.lead_post, a.parent, null::int, null::int
    from app.assignment a join app.problem p on p.root = a.root and p.id = a.problem_id
    where what = 'assignment' and a.open and a.state <> 'OBJECTED' and a.role = 'CO' and p.open and p.state <> 'SUSPENDED'
      and a.due_on between first and last
  union all
  select m.root, m.problem_id, m.accused, m.due_on, s.holder, m.owner_post, m.holder_parent, null, null
    from app.measure m join app.problem p on p.root = m.root and p.id = m.problem_id
      join app.post s on s.root = m.root and s.id = m.owner_post
    where what = 'measure' and m.state = 'PLANNED' and p.state in ('RECTIFYING', 'RETURNED', 'PENDING_UPPER')
      and m.due_on between first and last
  union all
  select d.root, d.problem_id, d.accused, d.due_on, d.holder, null, d.holder_parent, null, null
    from app.publicity_duty d where what = 'publicity_duty' and d.open
      and d.due_on between first and last
  union all
  select f.root, f.problem_id, f.accused, f.due_on, f.holder, null, f.holder_parent, f.level,
      f.level_parent
    from app.follow_up f where what = 'follow_up' and f.state = 'ORDERED'
      and f.due_on between first and last
  union all
  select c.root, c.problem_id, c.accused, c.due_on, c.holder, null, c.holder_parent, c.level,
      c.level_parent
    from app.recheck c where what = 'recheck' and c.state in ('PLANNED', 'OPEN')
      -- Of other looks that are open the clock of their stage reminds.
      and (c.state = 'PLANNED' or c.form = 'HIDDEN_VISIT')
      and c.due_on between first and last
$$;

create function app.remind_of_days(today date, kinds jsonb) returns int language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  k record;
  due record;
  who record;
  n int := 0;
begin
  for k in select * from jsonb_to_recordset(kinds)
      as x (kind text, "of" text, days int[], "to" jsonb) loop
    for due in select d.*, o as so_far, d.due_on + o as about
        from unnest(k.days) o cross join lateral app.days_of(k."of", today - o - 2, today - o) d
        where not exists (select from app.notice x where x.problem_id = d.problem
          and x.kind = k.kind and x.for_day = d.due_on + o) loop
      for who in select x.at, x.roles, x.actors from jsonb_to_recordset(k."to")
          as x (at text, roles text[], actors text[], since int)
          where x.since is null or due.so_far >= x.since loop
        n := n + app.tell(due.root, due.problem, null, due.against, k.kind,
          case who.at when 'parent' then due.above
            when 'lister' then app.judging(due.root, due.judge, due.judge_above, who.roles,
              who.actors, due.against)
            else due.unit end,
          case who.at when 'holder_post' then due.post end, who.roles, who.actors, null, due.about);
      end loop;
    end loop;
  end loop;
  return n;
end $$;
grant execute on function app.remind_of_days(date, jsonb) to levelwise_relay, levelwise_migrator;

-- Whoever listens hears that something came for them, and reads it under their own rights.
create function app.notice_came() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_notify('levelwise_notice', x.person_id::text)
    from (select distinct person_id from made) x;
  return null;
end $$;
create trigger came after insert on app.notice referencing new table as made
  for each statement execute function app.notice_came();
create trigger marked after update on app.notice referencing new table as made
  for each statement execute function app.notice_came();

-- Digests: one a day for each person and way, after the hour they chose and outside their quiet
-- hours, if something new is unread since the last one that left.
create function app.is_quiet(s app.notice_setting, at time) returns boolean language sql immutable
  set search_path = pg_catalog, pg_temp as $$
  select case when s.quiet_from < s.quiet_until then at >= s.quiet_from and at < s.quiet_until
    when s.quiet_from > s.quiet_until then at >= s.quiet_from or at < s.quiet_until
    else false end
$$;

create function app.plan_digests(now timestamptz, senders text[]) returns int language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  here timestamp := now at time zone 'Asia/Shanghai';
  n int;
begin
  insert into app.digest (root, id, person_id, sender, day, next_at, made_at)
    select s.root, gen_random_uuid(), s.person_id, w, here::date, now, now
      from app.notice_setting s cross join unnest(senders) w
      where case w when 'MAIL' then s.email else s.gateway end is not null
        -- An hour inside the quiet ones is the end of these: 22:00 is next morning then.
        and here::time >= case when app.is_quiet(s, s.digest_at) then s.quiet_until
          else s.digest_at end and not app.is_quiet(s, here::time)
        and exists (select from app.notice x
          where x.person_id = s.person_id and x.root = s.root and x.read_at is null
            and x.created_at > coalesce((select max(d.made_at) from app.digest d
              where d.root = s.root and d.person_id = s.person_id and d.sender = w
                and d.state in ('SENT', 'EMPTY')), '-infinity'))
    on conflict do nothing;
  get diagnostics n = row_count;
  -- Yesterday's that could not leave is not sent beside today's: what it said is in it.
  update app.digest d set state = 'FAILED' where d.state = 'WAITING' and d.day < here::date;
  return n;
end $$;

-- Claims one digest for the length of the transaction; whoever claims beside it gets another. Of
-- what the notices point at it gives what the rule book asks about and no word of the content.
create function app.claim_digest(now timestamptz, senders text[]) returns jsonb language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  d app.digest;
  s app.notice_setting;
  who app.person;
  sits_in int[];
begin
  select x.* into d from app.digest x
    join app.notice_setting y on y.root = x.root and y.person_id = x.person_id
    where x.state = 'WAITING' and x.next_at <= now and x.sender = any (senders)
      and not app.is_quiet(y, (now at time zone 'Asia/Shanghai')::time)
    order by x.next_at, x.id limit 1 for update of x skip locked;
  if d.id is null then return null; end if;
  select * into s from app.notice_setting y where y.root = d.root and y.person_id = d.person_id;
  select * into who from app.person y where y.root = d.root and y.id = d.person_id;
  select array_agg(u) into sits_in from app.appointment b,
      unnest(array[b.at1, b.at2, b.at3, b.at4, b.at5, b.at6]) u
    where b.root = d.root and b.person_id = d.person_id and u is not null
      and (b.relieved_on is null or (now at time zone 'Asia/Shanghai')::date < b.relieved_on);
  return jsonb_build_object(
    'digest', d.id, 'sender', d.sender, 'attempts', d.attempts, 'day', d.day,
    'address', case d.sender when 'MAIL' then s.email else s.gateway end,
    'person', ctx.in_posts(who),
    'notices', (select coalesce(jsonb_agg(jsonb_build_object('kind', n.kind, 'post', n.post_id,
        'problem', to_jsonb(p) - array['title', 'facts', 'place', 'source', 'admission', 'reason',
          'suggestion', 'root_cause', 'lasting_mechanism', 'same_type_follow_up'],
        'obligation', to_jsonb(o) - array['self_check', 'review'],
        'rebound', to_jsonb(b), 'score', to_jsonb(f) - 'parts',
        'escalation', to_jsonb(e) - array['reason', 'category'],
        'glass_window', to_jsonb(w) - array['reason', 'review'],
        'reorganisation', to_jsonb(g) - array['title', 'document_no', 'reason', 'ended_because'],
        'meeting', to_jsonb(mt) - 'convened_title' - 'called_off_title',
        'proposed_change', to_jsonb(pc) - array['given', 'role', 'permissions', 'reason',
          'document_no', 'answer'],
        'draft', to_jsonb(dr) - array['title', 'text', 'note', 'reason', 'names'],
        'responsibility', to_jsonb(rl),
        'appointment', to_jsonb(ap) - array['reason', 'document_no', 'ended_reason',
          'ended_document_no'])
          order by n.created_at), '[]')
      from app.notice n
      left join app.problem p on p.root = n.root and p.id = n.problem_id
      left join app.obligation o on o.root = n.root and o.id = n.obligation_id
      left join app.rebound b on b.root = n.root and b.id = n.rebound_id
      left join app.score f on f.root = n.root and f.id = n.score_id
      left join app.escalation e on e.root = n.root and e.id = n.escalation_id
      left join app.glass_window w on w.root = n.root and w.id = n.glass_window_id
      left join app.reorganisation g on g.root = n.root and g.id = n.reorganisation_id
      left join app.meeting mt on mt.root = n.root and mt.id = n.meeting_id
      left join app.proposed_change pc on pc.root = n.root and pc.id = n.proposed_change_id
      left join app.publication_draft dr on dr.root = n.root and dr.id = n.draft_id
      left join app.responsibility_list rl on rl.root = n.root and rl.id = n.responsibility_id
      left join app.appointment ap on ap.root = n.root and ap.id = n.appointment_id
      where n.root = d.root and n.person_id = d.person_id and n.read_at is null
        and not (n.accused && coalesce(sits_in, '{}'))
        and not (coalesce(p.accused, '{}') && coalesce(sits_in, '{}'))));
end $$;

create function app.record_delivery(
    digest uuid, tried timestamptz, what text, said text, again timestamptz)
  returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  d app.digest;
begin
  update app.digest x set attempts = x.attempts + 1,
      state = case when what <> 'FAILED' then what when again is null then 'FAILED'
        else 'WAITING' end,
      next_at = coalesce(again, x.next_at)
    where x.id = record_delivery.digest returning * into d;
  insert into app.delivery
      (root, id, digest_id, person_id, sender, attempt, tried_at, result, code)
    values (d.root, gen_random_uuid(), d.id, d.person_id, d.sender, d.attempts, tried, what,
      left(said, 200));
end $$;
grant execute on function app.plan_digests(timestamptz, text[]),
  app.claim_digest(timestamptz, text[]),
  app.record_delivery(uuid, timestamptz, text, text, timestamptz)
  to levelwise_relay, levelwise_migrator;

-- Break-glass. A window is opened, ends and is announced by the database's own clock and hand: no
-- statement of the application opens one quietly, for longer, over more, or for somebody else.
create function app.guard_window() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp as $$
declare
  at timestamptz := clock_timestamp();
begin
  -- Not a definer function: inside a gate the current user is the gate's owner.
  if current_user <> 'levelwise_app' then return new; end if;
  if tg_op = 'INSERT' then
    new.opened_by := ctx.person(); new.post_id := ctx.post();
    new.asked_at := at; new.version := 1;
    new.confirmed_by := null; new.closed_by := null; new.reviewed_by := null;
    new.finding := null; new.review := null;
    if new.state not in ('ASKED', 'OPEN') then
      raise check_violation using message = 'a window begins by being asked for or opened',
        table = 'glass_window', constraint = 'glass_window_step_by_step';
    end if;
  elsif (old.state, new.state) not in (('ASKED', 'OPEN'), ('ASKED', 'WITHDRAWN'),
        ('OPEN', 'CLOSED'), ('OPEN', 'REVIEWED'), ('CLOSED', 'REVIEWED'))
      or old.state = 'OPEN' and (new.state = 'REVIEWED') <> (at >= old.ends_at)
      or old.state = 'ASKED' and new.state = 'OPEN' and at - old.asked_at > interval '60 minutes'
      or old.confirmed_by is distinct from new.confirmed_by
        and (old.state <> 'ASKED' or new.state <> 'OPEN' or new.confirmed_by is distinct from ctx.person())
      -- Whoever opens what somebody else asked for stands on the row: it was two of them.
      or (old.state, new.state) = ('ASKED', 'OPEN') and old.opened_by is distinct from ctx.person()
        and new.confirmed_by is distinct from ctx.person()
      or old.closed_by is distinct from new.closed_by
        and (new.state not in ('CLOSED', 'WITHDRAWN') or new.closed_by is distinct from ctx.person())
      or (new.state = 'REVIEWED') <> (new.reviewed_by is not distinct from ctx.person()) then
    raise check_violation using message = 'a window goes step by step',
      table = 'glass_window', constraint = 'glass_window_step_by_step';
  end if;
  if new.state = 'OPEN' and (tg_op = 'INSERT' or old.state = 'ASKED') then
    new.opened_at := at; new.ends_at := at + make_interval(mins => new.minutes);
  end if;
  if tg_op = 'UPDATE' and new.state in ('CLOSED', 'WITHDRAWN') then new.closed_at := at; end if;
  if tg_op = 'UPDATE' and new.state = 'REVIEWED' then new.reviewed_at := at; end if;
  return new;
end $$;
create trigger stepped before insert or update on app.glass_window
  for each row execute function app.guard_window();

-- Who hears of a window: the heads, task forces and separated administrators of the unit above, the
-- separated administrators of the unit itself; where nothing is above, its head and task force; and
-- whoever opened it. Never the one who acts.
create function app.tell_of_window(w app.glass_window, what text) returns int language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  watching text[] := '{security_administrator,audit_administrator}';
  leaders text[] := '{unit_head,task_force}';
  told int;
begin
  insert into app.notice (root, id, person_id, post_id, kind, glass_window_id, created_at)
    select w.root, gen_random_uuid(), x.person_id, x.post_id, what, w.id, clock_timestamp()
      from (select a.person_id, a.post_id from app.whom(w.root, w.holder_parent, null,
            watching || leaders, '{}', null, '{}') a
        union select a.person_id, a.post_id from app.whom(w.root, w.holder, null,
            case when w.holder_parent is null or what = 'GLASS_ASKED' then watching || leaders
              else watching end, '{}', null, '{}') a
        union select a.person_id, a.post_id from app.whom(w.root, w.holder, w.post_id, '{}', '{}',
            null, '{}') a where a.person_id = w.opened_by) x
    on conflict do nothing;
  select count(*) into told from app.notice n
    where n.glass_window_id = w.id and n.kind = what and n.person_id <> w.opened_by;
  return told;
end $$;

-- How long the acting person has had windows open by themself, of those that were open within a day:
-- one that was ended early counts as long as it was open, one that is open as long as it may be.
create function app.time_alone() returns interval language sql stable security definer
  set search_path = pg_catalog, pg_temp as $$
  select coalesce(sum(least(w.closed_at, w.ends_at) - w.opened_at), interval '0')
    from app.glass_window w
    where w.root = ctx.root() and w.opened_by = ctx.person() and w.confirmed_by is null
      and least(w.closed_at, w.ends_at) > clock_timestamp() - interval '1 day'
$$;
grant execute on function app.time_alone() to levelwise_app;

-- The migrator lays down windows as they were, and tells nobody: one that has not ended is open.
-- The announcement is part of the opening: it is made here, and a window of which nobody would hear
-- is not opened. Whoever holds it stands otherwise from now on, and from its end on by the clock.
create function app.announce_window() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  line int[];
  began boolean := new.state = 'OPEN' and (tg_op = 'INSERT' or old.state <> 'OPEN');
begin
  if session_user = 'levelwise_migrator' then return null; end if;
  perform from app.person p where p.root = new.root and p.id = new.opened_by for no key update;
  if began and exists (select from app.glass_window w
      where w.root = new.root and w.opened_by = new.opened_by and w.id <> new.id
        and w.state = 'OPEN' and w.ends_at > clock_timestamp()) then
    raise unique_violation using message = 'a window of this person is open',
      table = 'glass_window', constraint = 'glass_window_one_at_a_time';
  end if;
  -- Beyond an hour of a day it takes a second person, however the hour was cut.
  if began and new.confirmed_by is null and app.time_alone() > interval '60 minutes' then
    raise check_violation using message = 'beyond an hour in a day a window takes two',
      table = 'glass_window', constraint = 'glass_window_takes_two';
  end if;
  -- Whoever asked must be in office still when somebody else confirms.
  if began and tg_op = 'UPDATE' and not exists (
      select from app.in_office(new.root, new.holder) a where a.person_id = new.opened_by
        and a.post_id = new.post_id and a.roles && '{unit_head,task_force}') then
    raise check_violation using message = 'whoever asked for the window opens none any more',
      table = 'glass_window', constraint = 'glass_window_asked_in_office';
  end if;
  if tg_op = 'INSERT' then
    select array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6] into line from app.tenant t
      where t.root = new.root and t.id = new.covers;
    if (new.holder = any (line)) is not true then
      raise check_violation using message = 'a window lies over the own unit or one below it',
        table = 'glass_window', constraint = 'glass_window_within';
    end if;
  end if;
  if tg_op = 'INSERT' or old.state <> new.state then
    update app.person p set standing = p.standing + 2, glass_until = (
        select max(w.ends_at) from app.glass_window w
          where w.root = new.root and w.opened_by = new.opened_by and w.state = 'OPEN'
            and w.ends_at > clock_timestamp())
      where p.root = new.root and p.id = new.opened_by;
  end if;
  if began or tg_op = 'INSERT' then
    if app.tell_of_window(new, case when began then 'GLASS_OPENED' else 'GLASS_ASKED' end) = 0 then
      raise check_violation using message = 'nobody would hear of this window',
        table = 'glass_window', constraint = 'glass_window_announced';
    end if;
  elsif new.state = 'CLOSED' and old.state = 'OPEN' then
    perform app.tell_of_window(new, 'GLASS_ENDED');
  end if;
  return null;
end $$;
create trigger announce after insert or update on app.glass_window
  for each row execute function app.announce_window();

-- By the end of the transaction the audit and the outbox must have each step, too: an act records
-- them; whoever writes the row by itself does not come through.
create function app.window_is_recorded() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if session_user = 'levelwise_migrator' then return null; end if;
  if not exists (select from audit.event e where e.root = new.root and e.record = new.id
        and e.noun = 'glass_window' and e.version = new.version)
      or not exists (select from app.outbox o where o.root = new.root and o.record_id = new.id
        and o.noun = 'glass_window' and o.record_version = new.version) then
    raise check_violation using message = 'a window is announced in audit and events, or not opened',
      table = 'glass_window', constraint = 'glass_window_recorded';
  end if;
  return null;
end $$;
create constraint trigger recorded after insert or update on app.glass_window
  deferrable initially deferred for each row execute function app.window_is_recorded();

-- The windows of a person in a post that were ever open, for what a viewer is made of. For gates only.
create function app.windows_of(r int, person uuid, post uuid, at timestamptz) returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', w.id, 'covers', w.covers,
      'open', w.state = 'OPEN' and at < w.ends_at,
      'began', (w.opened_at at time zone 'Asia/Shanghai')::date,
      'ended', (least(w.closed_at, w.ends_at) at time zone 'Asia/Shanghai')::date)
      order by w.opened_at), '[]')
    from app.glass_window w
    where w.root = r and w.opened_by = person and w.post_id = post and w.opened_at is not null
$$;

-- Which window somebody reads and acts under now. For gates only.
create function app.window_open(r int, person uuid) returns uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select w.id from app.glass_window w
    where w.root = r and w.opened_by = person and w.state = 'OPEN' and w.ends_at > clock_timestamp()
$$;

-- What is about to be read under a window: one record for each thing that is named, so that whoever
-- may not learn of it does not learn of it here either; one for the window where none is.
create function app.mark_reading(things uuid[], fields text[], request text) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  mine uuid := app.window_open(ctx.root(), ctx.person());
  said jsonb := jsonb_build_object('event', 'EmergencyRead', 'fields', to_jsonb(fields));
  thing uuid;
begin
  if mine is null then return; end if;
  foreach thing in array case when things = '{}' then array[mine] else things end loop
    perform audit.append('read', 'glass_reading', thing, null::int, 'in-an-emergency-the-whole-window-is-read',
      request, said, '{}'::int[]);
  end loop;
end $$;
grant execute on function app.mark_reading(uuid[], text[], text) to levelwise_app;

-- Meetings. Whom a level invites is on the trail of its meeting, along a current edge of the tree and
-- by the upper end of it. An item is put by the level that convened. Minutes are kept from everybody
-- whom an item of the meeting is against, also when that is learned later.
create function app.invite_party() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  m app.meeting;
begin
  select * into m from app.meeting where root = new.root and id = new.meeting_id for update;
  if ctx.tenant() <> new.parent then
    raise check_violation using message = 'a unit is invited by the level that convened',
      table = 'meeting_party', constraint = 'meeting_by_its_convener';
  end if;
  if m.holder is distinct from new.parent or exists (select from app.tenant_edge
      where root = new.root and id = new.edge and valid_until is not null) then
    raise check_violation using message = 'a level meets with its direct subordinates',
      table = 'meeting_party', constraint = 'meeting_party_next_below';
  end if;
  update app.meeting set trail = trail || new.child
    where root = new.root and id = new.meeting_id and not new.child = any (trail);
  return new;
end $$;
create trigger invited before insert on app.meeting_party
  for each row execute function app.invite_party();

create function app.put_item() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  -- As whoever keeps its minutes: one after the other, so that no accusation falls between them.
  perform from app.meeting where root = new.root and id = new.meeting_id for update;
  if not exists (select from app.meeting where root = new.root and id = new.meeting_id
      and holder = new.author_tenant) then
    raise check_violation using message = 'an item is put by the level that convened',
      table = 'meeting_item', constraint = 'meeting_item_of_the_convener';
  end if;
  return new;
end $$;
create trigger put before insert on app.meeting_item
  for each row execute function app.put_item();

create function app.accuse_minutes() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  perform from app.meeting where root = new.root and id = new.meeting_id for update;
  update app.meeting_minutes set accused = app.together(accused, new.accused)
    where root = new.root and meeting_id = new.meeting_id and not accused @> new.accused;
  return null;
end $$;
create trigger minutes_follow after insert on app.meeting_item
  for each row when (new.accused <> '{}') execute function app.accuse_minutes();
create trigger minutes_follow_on after update on app.meeting_item
  for each row when (old.accused is distinct from new.accused)
  execute function app.accuse_minutes();

create function app.take_accused_of_items() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  perform from app.meeting where root = new.root and id = new.meeting_id for update;
  new.accused := coalesce((select array_agg(distinct a order by a)
    from app.meeting_item i, unnest(i.accused) a
    where i.root = new.root and i.meeting_id = new.meeting_id), '{}');
  return new;
end $$;
create trigger accused_taken before insert on app.meeting_minutes
  for each row execute function app.take_accused_of_items();

-- Whoever is invited reads of a meeting, and changes nothing of it: neither when it is held, nor what
-- it concluded, nor its minutes.
create function app.keep_to_convener() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp as $$
declare
  said jsonb := case tg_op when 'INSERT' then to_jsonb(new) else to_jsonb(old) end;
  whose text := case tg_table_name when 'meeting_item' then 'author_tenant' else 'holder' end;
begin
  -- Not a definer function: inside a gate the current user is the gate's owner.
  if current_user <> 'levelwise_app' then return null; end if;
  if (said ->> whose)::int is distinct from ctx.tenant() then
    raise check_violation using message = 'a meeting is run by the level that convened it',
      table = tg_table_name, constraint = 'meeting_by_its_convener';
  end if;
  return null;
end $$;
create trigger run_by_convener
  after update of state, held_on, next_on, called_off_for, called_off_title, called_off_at
  on app.meeting for each row execute function app.keep_to_convener();
create trigger run_by_convener
  after insert or update of state, conclusion, text, decided_at on app.meeting_item
  for each row execute function app.keep_to_convener();
create trigger run_by_convener after insert on app.meeting_minutes
  for each row execute function app.keep_to_convener();

-- What was open on the agenda of a meeting that was called off stays on it and is concluded by nobody.
create function app.call_items_off() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update app.meeting_item set state = 'CALLED_OFF', version = version + 1
    where root = new.root and meeting_id = new.id and state = 'OPEN';
  -- Whoever concluded one meanwhile was waited for: what concluded has taken place.
  if exists (select from app.meeting_item where root = new.root and meeting_id = new.id
      and state = 'DECIDED') then
    raise check_violation using message = 'what concluded took place',
      table = 'meeting', constraint = 'meeting_concluded_nothing';
  end if;
  return null;
end $$;
create trigger items_called_off after update of state on app.meeting for each row
  when (new.state = 'CALLED_OFF' and old.state <> 'CALLED_OFF')
  execute function app.call_items_off();

-- Minutes are of the whole agenda: what they stand behind is the wall of the level that convened, and
-- not that of all whom it invited. (By its name the trigger runs after the one that places them.)
create function app.place_apart() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp as $$
begin
  new.trail := array[new.holder];
  return new;
end $$;
create trigger placed_apart before insert or update on app.meeting_minutes
  for each row execute function app.place_apart();

-- What an ended unit convened goes on with its successor, and comes back with it.
create function app.succeed_convener() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update app.meeting_item set author_tenant = new.holder
    where root = new.root and meeting_id = new.id and author_tenant = old.holder;
  return null;
end $$;
create trigger items_follow after update of holder on app.meeting for each row
  when (old.holder <> new.holder) execute function app.succeed_convener();

-- Those invited are told that they are, each by its own posts; nothing is said of any case.
create function app.notify_meeting(key uuid, what text, roles text[], actors text[])
  returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into app.notice (root, id, person_id, post_id, kind, meeting_id, created_at)
    select m.root, gen_random_uuid(), w.person_id, w.post_id, what, m.id, clock_timestamp()
      from app.meeting m join app.meeting_party p on p.root = m.root and p.meeting_id = m.id
        cross join lateral app.whom(m.root, p.child, null, roles, actors, null, '{}') w
      where m.root = ctx.root() and m.id = key and m.holder = ctx.tenant()
    on conflict do nothing;
end $$;
grant execute on function app.notify_meeting(uuid, text, text[], text[]) to levelwise_app;

-- A problem is gathered by a level on its line, or by one that had it, with others of its category, as
-- long as no mechanism has ended them. A cluster is kept from everybody whom one of its problems is
-- against, also when that is learned later.
create function app.gather_problem() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from app.cluster c where c.root = new.root and c.id = new.cluster_id
      and c.state = 'OPEN' and c.category = new.category
      and c.holder = any (array_remove(array[new.at1, new.at2, new.at3, new.at4, new.at5, new.at6],
        null) || new.trail)) then
    raise check_violation using message = 'a problem joins an open cluster of its category and line',
      table = 'problem', constraint = 'problem_gathered_on_its_line';
  end if;
  return null;
end $$;
create trigger gathered after update of cluster_id on app.problem for each row
  when (new.cluster_id is not null and old.cluster_id is distinct from new.cluster_id)
  execute function app.gather_problem();
create trigger gathered_at_birth after insert on app.problem for each row
  when (new.cluster_id is not null) execute function app.gather_problem();

create function app.accuse_cluster() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update app.cluster set accused = app.together(accused, new.accused)
    where root = new.root and id = new.cluster_id and not accused @> new.accused;
  return null;
end $$;
create trigger cluster_follows after update of cluster_id, accused on app.problem for each row
  when (new.cluster_id is not null and new.accused <> '{}') execute function app.accuse_cluster();

-- A cluster that turned against its own level is kept by nobody there: the direct superior may.
-- (By its name the trigger runs after the one that places a row.)
create function app.turn_cluster() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp as $$
begin
  new.turned := new.accused
    && array_remove(array[new.at1, new.at2, new.at3, new.at4, new.at5, new.at6], null);
  return new;
end $$;
create trigger turned before insert or update on app.cluster
  for each row execute function app.turn_cluster();

-- Reorganisation. The tree is changed here and nowhere else in a running deployment: by a plan that
-- one person proposed and another, of the common superior of all units in it, approved; exactly as
-- it was previewed; in one transaction. Who can write SQL as the application can do no more.
create function app.guard_reorganisation() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp as $$
begin
  -- Not a definer function: inside a gate the current user is the gate's owner.
  if current_user <> 'levelwise_app' then return new; end if;
  if tg_op = 'INSERT' then
    new.state := 'DRAFT'; new.drafted_by := ctx.person(); new.author_tenant := ctx.tenant();
    new.approved_by := null; new.effective_on := null;
    new.trail := array(select distinct x from unnest(new.trail || ctx.tenant()) x order by x);
    return new;
  end if;
  if (old.state, new.state) not in (('DRAFT', 'PREVIEWED'), ('PREVIEWED', 'PREVIEWED'),
      ('PREVIEWED', 'APPROVED'), ('APPROVED', 'SCHEDULED'), ('SCHEDULED', 'SCHEDULED'),
      ('DRAFT', 'WITHDRAWN'), ('PREVIEWED', 'WITHDRAWN'), ('APPROVED', 'WITHDRAWN'),
      ('SCHEDULED', 'WITHDRAWN'))
    or new.state <> 'WITHDRAWN' and ctx.tenant() is distinct from new.holder
    or new.state <> 'PREVIEWED' and new.preview_hash is distinct from old.preview_hash
    or new.state <> 'APPROVED' and new.approved_by is distinct from old.approved_by
    or new.state = 'APPROVED' and new.approved_by is distinct from ctx.person()
    or new.state <> 'SCHEDULED' and new.effective_on is distinct from old.effective_on then
    raise check_violation using message = 'a reorganisation goes step by step',
      table = 'reorganisation', constraint = 'reorganisation_step_by_step';
  end if;
  return new;
end $$;
create trigger proposed before insert or update on app.reorganisation
  for each row execute function app.guard_reorganisation();

-- The units of a plan: those it acts on and those it leads to, with all that lies below them.
create function app.reorganised_units(r int, item uuid) returns setof app.tenant
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select t.* from app.tenant t where t.root = r and exists (
    select from app.reorganisation_step s where s.root = r and s.reorganisation_id = item
      and s.unit in (t.at1, t.at2, t.at3, t.at4, t.at5, t.at6))
  union
  select t.* from app.tenant t join app.reorganisation_step s
      on s.root = r and s.reorganisation_id = item and s.to_unit = t.id where t.root = r
$$;

-- One hash of all that decides who will see what: the plan, the units with their lines, their posts
-- with their roles, what was given to these by themselves or through groups, who holds them, and what
-- their lines declared. Not of the records: they are told of in numbers, and change every minute.
create function app.reorganisation_seal(r int, item uuid) returns text language sql stable
  set search_path = pg_catalog, pg_temp as $$
  with units as materialized (select * from app.reorganised_units(r, item)), lines as (
    select distinct a from units u,
      unnest(array[u.at1, u.at2, u.at3, u.at4, u.at5, u.at6]) a where a is not null),
  posts as materialized (select p.* from app.post p
    where p.root = r and p.holder in (select id from units)),
  members as materialized (select m.* from app.group_member m
    where m.root = r and m.post_id in (select id from posts)),
  grants as materialized (select g.* from app.role_grant g
    where g.root = r and (g.post_id in (select id from posts)
      or g.group_id in (select group_id from members)))
  select encode(sha256(convert_to(string_agg(line, E'\n' order by line), 'UTF8')), 'hex') from (
    select concat_ws('|', 'step', position, verb, unit, to_unit, to_step, post_id, name, code,
        unit_kind) as line
      from app.reorganisation_step where root = r and reorganisation_id = item
    union all select concat_ws('|', 'unit', id, kind, code, name, parent_id, slot, suspended,
        valid_until::text, array[at1, at2, at3, at4, at5, at6]::text) from units
    union all select concat_ws('|', 'line', t.id, t.parent_id, t.valid_until::text, t.suspended)
      from lines l join app.tenant t on t.id = l.a
    union all select concat_ws('|', 'post', p.id, p.holder, p.roles::text, p.actor_type, p.heads,
        p.valid_until::text) from posts p
    union all select concat_ws('|', 'grant', g.id, coalesce(g.post_id, g.group_id),
        coalesce(g.role, g.custom_role_id::text), g.given_from::text, g.given_until::text) from grants g
    union all select concat_ws('|', 'member', m.id, m.post_id, m.group_id, m.given_from::text,
        m.given_until::text) from members m
    union all select concat_ws('|', 'custom', c.id, c.state, c.permissions::text)
      from app.custom_role c where c.root = r and c.id in (select custom_role_id from grants)
    union all select concat_ws('|', 'held', a.id, a.post_id, a.person_id, a.appointed_on::text,
        coalesce(a.relieved_on::text, '-'), coalesce(a.suspended_on::text, '-'),
        coalesce(a.resumed_on::text, '-'))
      from app.appointment a where a.root = r and a.holder in (select id from units)
    union all select concat_ws('|', 'day', d.id, d.state) from app.calendar_day d
      where d.root = r and d.holder in (select a from lines)
    union all select concat_ws('|', 'set', g.id, g.state) from app.problem_setting g
      where g.root = r and g.holder in (select a from lines)) x
$$;

create function app.place_of(t app.tenant) returns text language sql immutable
  set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('parent', (t).parent_id, 'slot', (t).slot, 'kind', (t).kind,
    'code', (t).code, 'name', (t).name, 'name_sort', (t).name_sort, 'initials', (t).initials,
    'ended', (t).valid_until)::text
$$;

-- How a unit stood, kept once before anything is done to it.
create function app.remember_place(r int, item uuid, one int) returns void language sql
  set search_path = pg_catalog, pg_temp as $$
  insert into app.reorganisation_place (root, reorganisation_id, unit, before, lineage)
    select r, item, t.id, app.place_of(t), array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6]
    from app.tenant t where t.root = r and t.id = one
  on conflict do nothing
$$;
-- The lineage of a unit and of all below it, from what their parents say.
create function app.place_below(top int) returns void language sql
  set search_path = pg_catalog, pg_temp as $$
  with recursive line (id, at1, at2, at3, at4, at5, at6) as (
    select t.id, case t.slot when 1 then t.id else p.at1 end,
        case t.slot when 2 then t.id else p.at2 end, case t.slot when 3 then t.id else p.at3 end,
        case t.slot when 4 then t.id else p.at4 end, case t.slot when 5 then t.id else p.at5 end,
        case t.slot when 6 then t.id end
      from app.tenant t left join app.tenant p on p.id = t.parent_id where t.id = top
    union all
    select t.id, l.at1, case t.slot when 2 then t.id else l.at2 end,
        case t.slot when 3 then t.id else l.at3 end, case t.slot when 4 then t.id else l.at4 end,
        case t.slot when 5 then t.id else l.at5 end, case t.slot when 6 then t.id else l.at6 end
      from line l join app.tenant t on t.parent_id = l.id)
  update app.tenant t set at1 = l.at1, at2 = l.at2, at3 = l.at3, at4 = l.at4, at5 = l.at5,
      at6 = l.at6
    from line l where l.id = t.id and (t.at1, t.at2, t.at3, t.at4, t.at5, t.at6)
      is distinct from (l.at1, l.at2, l.at3, l.at4, l.at5, l.at6)
$$;

create function app.end_edge(r int, one int, today date) returns void language sql
  set search_path = pg_catalog, pg_temp as $$
  update app.tenant_edge set valid_until = greatest(today, valid_from)
    where root = r and child = one and valid_until is null
$$;

-- Hangs a unit under another one: an edge ends, an edge begins, and lineages follow.
create function app.hang(r int, item uuid, one int, above int, today date) returns void
  language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform app.remember_place(r, item, one);
  if not exists (select from app.tenant p join app.tenant t on t.root = r and t.id = one
      where p.root = r and p.id = above and p.valid_until is null and p.slot < t.slot
        and one not in (select x from unnest(array[p.at1, p.at2, p.at3, p.at4, p.at5, p.at6]) x
          where x is not null)) then
    raise check_violation using message = 'a unit hangs under a current one of a higher kind',
      table = 'tenant', constraint = 'reorganisation_keeps_one_tree';
  end if;
  perform app.end_edge(r, one, today);
  insert into app.tenant_edge (root, child, parent, valid_from) values (r, one, above, today);
  update app.tenant set parent_id = above where root = r and id = one;
  perform app.place_below(one);
end $$;

-- Names a unit anew. What it was called, and as what it counted, stays known for the days before.
create function app.call_unit(r int, item uuid, one int, what jsonb, today date) returns void
  language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  turned boolean;
begin
  perform app.remember_place(r, item, one);
  insert into app.tenant_former (root, tenant, name, kind, code, valid_from, valid_until)
    select r, t.id, t.name, t.kind, t.code, s.since, today from app.tenant t,
      lateral (select greatest(t.valid_from, max(f.valid_until)) as since from app.tenant_former f
        where f.root = r and f.tenant = t.id) s
    where t.root = r and t.id = one and s.since < today;
  update app.tenant t set name = coalesce(what ->> 'name', t.name),
      name_sort = coalesce(what ->> 'name_sort', t.name_sort),
      initials = coalesce(what ->> 'initials', t.initials),
      code = coalesce(what ->> 'code', t.code), kind = coalesce(what ->> 'kind', t.kind),
      slot = case coalesce(what ->> 'kind', t.kind) when 'PROVINCE' then 1 when 'CITY' then 2
        when 'COUNTY' then 3 when 'TOWNSHIP' then 4 when 'OFFICE' then 6 else 5 end
    where t.root = r and t.id = one;
  select exists (select from app.tenant t left join app.tenant p on p.id = t.parent_id
      where t.id = one and p.slot >= t.slot)
    or exists (select from app.tenant t join app.tenant c on c.parent_id = t.id
      where t.id = one and c.slot <= t.slot) into turned;
  if turned then
    raise check_violation using message = 'a unit stands between the kinds above and below it',
      table = 'tenant', constraint = 'reorganisation_keeps_one_tree';
  end if;
  perform app.place_below(one);
end $$;

-- The nearest unit, from one upward, in whose line nobody stands whom a row is against, and which has
-- a post where it can lie.
create function app.apart_from(one int, accused int[]) returns int language sql stable
  set search_path = pg_catalog, pg_temp as $$
  select case when accused = '{}' then one else (
    select line[k] from (select array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6] as line
        from app.tenant t where t.id = one) l, generate_series(6, 1, -1) k
      where line[k] is not null and not line[1:k] && accused
        and exists (select from app.post p where p.holder = line[k] and p.valid_until is null)
      order by k desc limit 1) end
$$;

-- Does one step to the tree. Records go after all of them.
create function app.take_step(r int, item uuid, s app.reorganisation_step, to_what int, today date)
  returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  made int;
  below int;
begin
  case s.verb
    when 'RENAME' then
      perform app.call_unit(r, item, s.unit, jsonb_strip_nulls(jsonb_build_object('name', s.name,
        'name_sort', s.name_sort, 'initials', s.initials, 'code', s.code, 'kind', s.unit_kind)),
        today);
    when 'MOVE' then
      perform app.hang(r, item, s.unit, to_what, today);
    when 'FOUND' then
      insert into app.tenant (root, kind, code, name, name_sort, initials, parent_id, valid_from)
        values (r, s.unit_kind, s.code, s.name, s.name_sort, s.initials, to_what, today)
        returning id into made;
      insert into app.reorganisation_place (root, reorganisation_id, unit, lineage)
        values (r, item, made, '{}');
      update app.reorganisation_step set founded = made where root = r and id = s.id;
    when 'MERGE' then
      for below in select id from app.tenant where root = r and parent_id = s.unit
          and valid_until is null order by id loop
        perform app.hang(r, item, below, to_what, today);
      end loop;
      perform app.remember_place(r, item, s.unit);
    else null;
  end case;
end $$;

-- Whoever holds the tree still: acts of one root share it, a reorganisation has it alone.
create function app.hold_tree(r int) returns void language sql security definer
  set search_path = pg_catalog, pg_temp as $$ select pg_advisory_xact_lock_shared(7070, r) $$;
grant execute on function app.hold_tree(int) to levelwise_app;
-- An import may move units of any tree.
create function app.hold_trees() returns void language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare r int;
begin
  for r in select distinct root from app.tenant where parent_id is null order by root loop
    perform pg_advisory_xact_lock(7070, r);
  end loop;
end $$;
grant execute on function app.hold_trees() to levelwise_migrator;

-- What lies with a unit whose new line is the one it is against goes to the level above both.
create function app.has_moved(r int, what text, record uuid, was int, is_now int) returns boolean
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select exists (select from app.reorganisation_move m where m.root = r and m.noun = what
    and m.record_id = record and m.from_unit = was and m.to_unit = is_now
    and m.xid = pg_current_xact_id()::text)
$$;

-- A problem lies at a post of its holder: the one it had, when that went along, or the head's. The one it
-- had is written down for the way back.
create function app.lay_at_post() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  had uuid := old.holder_post;
begin
  if app.has_moved(new.root, 'problem', new.id, old.holder, new.holder) and not exists (
      select from app.post where root = new.root and id = new.holder_post
        and holder = new.holder) then
    select m.before::uuid into new.holder_post from app.reorganisation_move m
      where m.root = new.root and m.noun = 'problem:holder_post' and m.record_id = new.id and m.back
        and m.from_unit = new.holder and m.xid = pg_current_xact_id()::text limit 1;
    if found then return new; end if;
    select id into new.holder_post from app.post where root = new.root and holder = new.holder
      and valid_until is null order by heads desc, ('task_force' = any (roles)) desc, id limit 1;
    insert into app.reorganisation_move
        (root, reorganisation_id, noun, record_id, from_unit, to_unit, before)
      select new.root, m.reorganisation_id, 'problem:holder_post', new.id, old.holder, old.holder, had
      from app.reorganisation_move m where m.root = new.root and m.noun = 'problem'
        and m.record_id = new.id and not m.back and m.from_unit = old.holder
        and m.to_unit = new.holder and m.xid = pg_current_xact_id()::text limit 1;
  end if;
  return new;
end $$;
create trigger laid_at_post before update of holder on app.problem for each row
  when (old.holder <> new.holder) execute function app.lay_at_post();

-- The story says that a reorganisation moved it; its state, and so its clocks, stay as they are.
create function app.tell_reorganised() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if not app.has_moved(new.root, 'problem', new.id, old.holder, new.holder) then return null; end if;
  insert into app.happening (root, id, holder, problem_id, act, before, after, author_tenant,
      author_person, author_post, author_title, other_end, shown, text, happened_at)
    select new.root, gen_random_uuid(), new.holder, new.id, 'reorganise', new.state, new.state,
      ctx.tenant(), ctx.person(), ctx.post(), t.name, old.holder, 'ALL',
      concat_ws(' ', z.title, z.document_no), greatest(now(), (select max(h.happened_at)
        from app.happening h where h.root = new.root and h.problem_id = new.id))
    from app.reorganisation_move m join app.reorganisation z
        on z.root = m.root and z.id = m.reorganisation_id
      join app.tenant t on t.id = ctx.tenant()
    where m.root = new.root and m.noun = 'problem' and m.record_id = new.id
      and m.from_unit = old.holder and m.to_unit = new.holder
      and m.xid = pg_current_xact_id()::text limit 1;
  return null;
end $$;
create trigger told_reorganised after update of holder on app.problem for each row
  when (old.holder <> new.holder) execute function app.tell_reorganised();

-- Who stands in a new line where one of an old line stood: the unit itself, where it still does; else
-- the nearest of the new line at its level or above.
create function app.stands_for(was int, before int[], line int[]) returns int language sql immutable
  set search_path = pg_catalog, pg_temp as $$
  select case when was = any (line) or was <> all (before) then was else (
    select line[k] from generate_series(array_position(before, was), 1, -1) k
      where line[k] is not null limit 1) end
$$;

-- What follows once the tree stands anew: open parts, who answers for what, lineages of rows.
create function app.settle_below(r int, item uuid, p app.reorganisation_place) returns void
  language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  line int[];
  slot int := array_position(p.lineage, p.unit);
begin
  select array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6] into line
    from app.tenant t where t.root = r and t.id = p.unit;
  perform app.tie_again(r, p.unit);
  if line is distinct from p.lineage then
    perform app.end_drawn_parts(r, item, p.unit, slot);
    perform app.draw_apart(r, item, p.unit, slot);
    perform app.touch_below(r, p.unit, slot);
    perform app.follow_line(r, item, p.unit, p.lineage, line);
  end if;
end $$;

create function app.led_to(s app.reorganisation_step) returns int language sql stable
  set search_path = pg_catalog, pg_temp as $$
  select coalesce((s).to_unit, (select o.founded from app.reorganisation_step o
    where o.root = (s).root and o.reorganisation_id = (s).reorganisation_id
      and o.position = (s).to_step))
$$;

-- What goes where: per unit that ends, and per post that goes by itself, its successor, in order.
create function app.leaving(r int, item uuid, out gone int[], out successors int[], out posts uuid[])
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(coalesce(s.unit, o.holder) order by s.position), '{}'),
      coalesce(array_agg(app.led_to(s) order by s.position), '{}'),
      coalesce(array_agg(s.post_id order by s.position), '{}')
    from app.reorganisation_step s left join app.post o on o.root = r and o.id = s.post_id
    where s.root = r and s.reorganisation_id = item and s.verb in ('MERGE', 'MOVE_POST')
$$;

-- Parts, with what was given on of them.
create function app.given_on_with(r int, which uuid[]) returns setof uuid language sql stable
  set search_path = pg_catalog, pg_temp as $$
  with recursive ended (id) as (select unnest(which)
    union select x.id from app.assignment x join ended e on x.part_of = e.id
      where x.root = r and x.open)
  select id from ended
$$;

-- Whoever leads helps nobody, nobody helps itself, and nobody has two parts of one problem: as units
-- become one, or a post goes over with what lies at it, the part of whoever helped ends where another of
-- them leads, at its own place or further down; where it would go to whoever gave it, or above; and where
-- several helped, all but that of the successor, or of the first to go. Asked of all steps at once, while
-- the tree stands as it will and the rows lie where they lie.
create function app.ending_parts(r int, gone int[], successors int[], posts uuid[]) returns setof uuid
  language sql stable set search_path = pg_catalog, pg_temp as $$
  with source (successor, unit, post, n) as materialized (
    select distinct s, s, null::uuid, 0::bigint from unnest(successors) s
    union all select * from unnest(successors, gone, posts) with ordinality),
  part as materialized (
    select x.id, x.problem_id, x.role, s.successor, s.n, s.n > 0 and app.apart_from(s.successor,
        x.accused) = any (array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6]) as home
      from source s join app.assignment x on x.root = r and x.open and x.holder = s.unit
        and (s.post is null or s.post = x.lead_post)
      where not exists (select from source e where e.n between 1 and s.n - 1 and e.unit = s.unit
        and (e.post is null or e.post = x.lead_post))),
  ends as (
    select x.id from part x where x.role = 'CO' and x.home
    union select x.id from part x join part y on y.problem_id = x.problem_id
        and y.successor = x.successor and y.id <> x.id and (y.n < x.n or y.role = 'MAIN')
      where x.role = 'CO'
    union select x.id from part x join app.problem p on p.root = r and p.id = x.problem_id
        join source s on s.successor = x.successor and s.n <> x.n and case when s.post is null
          then s.unit in (p.at1, p.at2, p.at3, p.at4, p.at5, p.at6)
          else (p.holder, p.holder_post) = (s.unit, s.post) end
      where x.role = 'CO' and not exists (select from source e where e.n between 1 and s.n - 1
        and e.unit = p.holder and e.post = p.holder_post))
  select app.given_on_with(r, array(select id from ends))
$$;

-- Ends parts. Each is written down for the way back.
create function app.withdraw_parts(r int, item uuid, which uuid[]) returns void
  language sql set search_path = pg_catalog, pg_temp as $$
  insert into app.reorganisation_move
      (root, reorganisation_id, noun, record_id, from_unit, to_unit, before)
    select r, item, 'assignment:state', x.id, x.holder, x.holder, x.state from app.assignment x
    where x.root = r and x.id in (select app.given_on_with(r, which)) and x.state <> 'WITHDRAWN';
  update app.assignment x set state = 'WITHDRAWN', version = x.version + 1
    where x.root = r and x.id in (select app.given_on_with(r, which)) and x.state <> 'WITHDRAWN'
$$;

create function app.end_parts(r int, item uuid) returns void language sql
  set search_path = pg_catalog, pg_temp as $$
  select app.withdraw_parts(r, item,
      array(select app.ending_parts(r, l.gone, l.successors, l.posts)))
    from app.leaving(r, item) l
$$;

-- So does a part below a unit that now hangs under the one it is against, where it would go to whoever gave
-- it, or above.
create function app.end_drawn_parts(r int, item uuid, one int, slot int) returns void language sql
  set search_path = pg_catalog, pg_temp as $$
  select app.withdraw_parts(r, item, array(
    select x.id from app.assignment x join app.tenant t on t.id = x.holder,
        lateral (select array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6] as line) l
      where x.root = r and x.open and x.role = 'CO' and x.accused <> '{}' and l.line[slot] = one
        and x.accused && array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6]
        and app.apart_from(x.holder, x.accused) = any (l.line)))
$$;

create function app.take_steps(r int, item uuid, today date) returns void language plpgsql
  set search_path = pg_catalog, pg_temp as $$
declare
  s app.reorganisation_step;
begin
  for s in select * from app.reorganisation_step
      where root = r and reorganisation_id = item order by position loop
    perform app.take_step(r, item, s, app.led_to(s), today);
  end loop;
end $$;

-- Whether what moved counts by other declared days than before.
create function app.days_differ(r int, item uuid) returns boolean language sql stable
  set search_path = pg_catalog, pg_temp as $$
  select exists (select from app.reorganisation_place p
      join app.tenant t on t.root = r and t.id = coalesce((select m.to_unit
        from app.reorganisation_move m where m.root = r and m.reorganisation_id = item
          and m.noun = 'problem' and m.from_unit = p.unit limit 1), p.unit)
      join app.calendar_day d on d.root = r and d.state = 'PUBLISHED'
        and (d.holder = any (p.lineage))
          is distinct from (d.holder in (t.at1, t.at2, t.at3, t.at4, t.at5, t.at6))
    where p.root = r and p.reorganisation_id = item and p.lineage <> '{}')
$$;

-- By which declared days problems of these units would be reckoned, where those are others than today:
-- per unit, and per post that goes by itself. Asked while the tree stands as it will stand; a problem
-- still lies on its old line. What is against anybody is not looked at.
create function app.days_foreseen(r int, units int[], gone int[], successors int[], posts uuid[])
  returns jsonb language sql stable set search_path = pg_catalog, pg_temp as $$
  with lying as materialized (
    select distinct p.holder, g.post, coalesce(g.successor, p.holder) as goes,
        array[p.at1, p.at2, p.at3, p.at4, p.at5, p.at6] as was
      from app.problem p left join lateral (
          select x.successor, x.post from unnest(gone, successors, posts) x (gone, successor, post)
            where x.gone = p.holder and (x.post is null or x.post = p.holder_post)
            order by x.post limit 1) g on true
      where p.root = r and p.open and p.accused = '{}' and p.holder = any (units)),
  known as (select l.holder, l.post, app.days_on(r, l.was) as was, app.days_on(r,
        array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6]) as days
      from lying l join app.tenant t on t.root = r and t.id = l.goes)
  select coalesce(jsonb_agg(jsonb_build_object('unit', holder, 'post', post,
      'days', case when was is distinct from days then days end)), '[]') from known
$$;

-- Open problems of units, page by page, as their clocks need them, for whoever previews this.
create function app.stories_foreseen(item uuid, units int[], after uuid, many int)
  returns table (story jsonb) language sql stable security definer
  set search_path = pg_catalog, pg_temp as $$
  select app.problem_story(p, '{}') || jsonb_build_object('post', p.holder_post)
    from app.problem p
    where p.root = ctx.root() and p.open and p.accused = '{}' and p.holder = any (units)
      and ctx.tenant() in (p.at1, p.at2, p.at3, p.at4, p.at5, p.at6)
      and exists (select from app.reorganisation z where z.root = p.root
        and z.id = stories_foreseen.item and z.holder = ctx.tenant())
      and p.id > stories_foreseen.after
    order by p.id limit many
$$;

-- The same steps, taken and undone: what the tree would be, who would see what, which deadlines
-- would be reckoned by other days. Rows are read where they lie and not moved.
create function app.preview_reorganisation(item uuid, today date) returns jsonb language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  r int := ctx.root();
  hash text;
  told jsonb;
  other jsonb := '[]';
  units int[]; tops int[]; gone int[]; successors int[]; posts uuid[];
begin
  if not exists (select from app.reorganisation
      where root = r and id = item and holder = ctx.tenant()) then return null; end if;
  hash := app.reorganisation_seal(r, item);
  begin
    perform app.take_steps(r, item, today);
    select array_agg(unit order by array_position(lineage, unit)) into tops
      from app.reorganisation_place
      where root = r and reorganisation_id = item and lineage <> '{}';
    select array_agg(t.id) into units from app.tenant t
      where t.root = r and array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6] && tops;
    select l.gone, l.successors, l.posts into gone, successors, posts from app.leaving(r, item) l;
    units := units || gone;
    told := app.foresee(r, units, tops, gone, successors, posts) || coalesce((
      select jsonb_agg(jsonb_build_object('sort', 'MOVES', 'noun', 'tenant', 'unit', p.unit,
          'items', (select count(*) from app.tenant t where t.root = r and t.valid_until is null
            and p.unit in (t.at1, t.at2, t.at3, t.at4, t.at5, t.at6)), 'open_items', 0))
        from app.reorganisation_place p join app.tenant t on t.id = p.unit
        where p.root = r and p.reorganisation_id = item and p.lineage <> '{}'
          and p.lineage <> array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6]), '[]');
    other := app.days_foreseen(r, units, gone, successors, posts);
    raise exception using errcode = 'LW001', message = 'only foreseen';
  exception when sqlstate 'LW001' then null;
  end;
  return jsonb_build_object('hash', hash, 'days', other, 'effects', (
    select coalesce(jsonb_agg(e || jsonb_build_object('unit', (select t.id from app.tenant t
        where t.root = r and t.id = (e ->> 'unit')::int))), '[]') from jsonb_array_elements(told) e));
end $$;

create function app.apply_reorganisation(item uuid, hash text, today date) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  r int := ctx.root();
  z app.reorganisation;
  s app.reorganisation_step;
  p app.reorganisation_place;
  target int;
begin
  perform pg_advisory_xact_lock(7070, r);
  select * into z from app.reorganisation where root = r and id = item for update;
  if z.id is null or z.holder is distinct from ctx.tenant() or z.state <> 'SCHEDULED'
      or z.effective_on > today then
    raise check_violation using message = 'a reorganisation goes step by step',
      table = 'reorganisation', constraint = 'reorganisation_step_by_step';
  end if;
  if (z.preview_hash = hash and app.reorganisation_seal(r, item) = hash) is not true then
    raise check_violation using message = 'something moved since it was previewed',
      table = 'reorganisation', constraint = 'reorganisation_as_previewed';
  end if;
  -- Known from here on, for what moves: up to this day it lay where it lies.
  update app.reorganisation set applied_on = today where root = r and id = item;
  perform app.take_steps(r, item, today);
  perform app.end_parts(r, item);
  for s in select * from app.reorganisation_step where root = r and reorganisation_id = item
      and verb in ('MERGE', 'MOVE_POST') order by position loop
    target := app.led_to(s);
    if s.verb = 'MERGE' then
      perform app.hand_over(r, item, s.unit, target, null);
      perform app.end_unit(r, item, s.unit, target, today);
    else
      perform app.hand_over(r, item, o.holder, target, o.id)
        from app.post o where o.root = r and o.id = s.post_id;
      perform app.leave_body(r, item, s.post_id);
    end if;
  end loop;
  perform app.silence_lists(r, item, today);
  for p in select * from app.reorganisation_place where root = r and reorganisation_id = item
      and lineage <> '{}' order by id loop
    perform app.settle_below(r, item, p);
  end loop;
  perform app.common_part_binds(r, item, today);
  perform app.lists_signed_anew(r, item);
  update app.reorganisation_place x set after = app.place_of(t)
    from app.tenant t where x.root = r and x.reorganisation_id = item and t.id = x.unit;
  update app.reorganisation set state = 'APPLIED', applied_on = today, version = version + 1,
      applied_at = clock_timestamp(), applied_xid = pg_current_xact_id()::text::bigint,
      reckoned = case when app.days_differ(r, item) then null else version + 1 end
    where root = r and id = item;
end $$;

-- A post that goes by itself leaves the body it was in: that is the other unit's, and stays there.
create function app.leave_body(r int, item uuid, one uuid) returns void language sql
  set search_path = pg_catalog, pg_temp as $$
  insert into app.reorganisation_move
      (root, reorganisation_id, noun, record_id, from_unit, to_unit, before)
    select r, item, 'post:body_id', s.id, s.holder, s.holder, s.body_id
    from app.post s join app.body b on b.root = r and b.id = s.body_id
    where s.root = r and s.id = one and b.holder <> s.holder;
  update app.post s set body_id = null from app.body b where s.root = r and s.id = one
    and b.root = r and b.id = s.body_id and b.holder <> s.holder
$$;

create function app.into_body_again(r int, item uuid) returns void language sql
  set search_path = pg_catalog, pg_temp as $$
  update app.post s set body_id = m.before::uuid from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'post:body_id' and m.back
      and s.root = r and s.id = m.record_id
$$;

-- A unit ends; it stays where it stood, with what was closed under it.
create function app.end_unit(r int, item uuid, gone int, successor int, today date) returns void
  language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform app.end_edge(r, gone, today);
  update app.tenant set valid_until = greatest(today, valid_from) where root = r and id = gone;
  insert into app.tenant_succession (root, former, successor, since, reorganisation_id)
    values (r, gone, successor, today, item);
end $$;

-- Whether anything was done since that would hang in the air if it were taken back: an act in the
-- units that moved or in their successors, on a record that lay there, something given to a post of
-- theirs wherever its group is kept, or another change of theirs. That a period was opened is none, unless
-- of a list that goes back itself: by then nothing is recorded of it, or that was done since.
create function app.reorganisation_depended(r int, z app.reorganisation) returns boolean
  language sql stable set search_path = pg_catalog, pg_temp as $$
  with units as materialized (
    select t.id from app.tenant t where t.root = r and exists (
      select from app.reorganisation_place p where p.root = r and p.reorganisation_id = z.id
        and p.unit in (t.at1, t.at2, t.at3, t.at4, t.at5, t.at6))
    union select m.to_unit from app.reorganisation_move m
      where m.root = r and m.reorganisation_id = z.id and m.noun !~ ':'),
  posts as materialized (select p.id from app.post p
    where p.root = r and p.holder in (select id from units)),
  members as materialized (select m.id, m.group_id from app.group_member m
    where m.root = r and m.post_id in (select id from posts)),
  given as materialized (select id from members
    union select x from app.role_grant g, unnest(array[g.id, g.custom_role_id]) x where g.root = r
      and (g.post_id in (select id from posts) or g.group_id in (select group_id from members)))
  select exists (select from app.outbox o where o.root = r and o.record_id <> z.id
      and (o.kind <> 'PeriodOpened' or exists (select from app.reorganisation_move m
        where m.root = r and m.reorganisation_id = z.id and m.noun = 'responsibility_list'
          and m.record_id = o.record_id))
      and age(o.xmin) < pg_current_xact_id()::text::bigint - z.applied_xid
      and (o.holder in (select id from units) or o.record_id in (select id from given)
        or exists (select from app.problem p
        where p.root = r and p.id = o.record_id and p.trail && array(select id from units))))
    or exists (select from app.reorganisation_place p join app.tenant t on t.id = p.unit
      where p.root = r and p.reorganisation_id = z.id and app.place_of(t) <> p.after)
$$;

-- Puts a unit back as it stood. What it was in between stays known for those days.
create function app.put_back(r int, item uuid, p app.reorganisation_place, today date) returns void
  language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  b jsonb := p.before::jsonb;
  t app.tenant;
begin
  select * into t from app.tenant where root = r and id = p.unit;
  if p.before is null then
    perform app.end_edge(r, p.unit, today);
    update app.tenant set valid_until = greatest(today, valid_from) where root = r and id = p.unit;
    return;
  end if;
  if (b ->> 'name', b ->> 'code', b ->> 'kind') is distinct from (t.name, t.code, t.kind) then
    perform app.call_unit(r, item, p.unit, b, today);
  end if;
  update app.tenant set valid_until = (b ->> 'ended')::date, parent_id = (b ->> 'parent')::int
    where root = r and id = p.unit;
  if not exists (select from app.tenant_edge where root = r and child = p.unit
      and parent = (b ->> 'parent')::int and valid_until is null) then
    perform app.end_edge(r, p.unit, today);
    insert into app.tenant_edge (root, child, parent, valid_from)
      select r, p.unit, (b ->> 'parent')::int, today where b ->> 'parent' is not null;
  end if;
  perform app.place_below(p.unit);
end $$;

create function app.reverse_reorganisation(item uuid, today date, because text) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  r int := ctx.root();
  z app.reorganisation;
  p app.reorganisation_place;
begin
  perform pg_advisory_xact_lock(7070, r);
  select * into z from app.reorganisation where root = r and id = item for update;
  if z.id is null or z.holder is distinct from ctx.tenant() or z.state <> 'APPLIED' then
    raise check_violation using message = 'a reorganisation goes step by step',
      table = 'reorganisation', constraint = 'reorganisation_step_by_step';
  end if;
  if app.reorganisation_depended(r, z) then
    raise check_violation using message = 'something was done since that depends on it',
      table = 'reorganisation', constraint = 'reorganisation_depended_on';
  end if;
  update app.reorganisation set reversed_on = today where root = r and id = item;
  for p in select * from app.reorganisation_place
      where root = r and reorganisation_id = item order by id desc loop
    perform app.put_back(r, item, p, today);
  end loop;
  perform app.hand_back(r, item);
  perform app.into_body_again(r, item);
  perform app.common_part_binds_no_more(r, item, today);
  perform app.lists_speak_again(r, item);
  perform app.owed_no_more(r, item);
  for p in select * from app.reorganisation_place where root = r and reorganisation_id = item
      and lineage <> '{}' order by id loop
    perform app.tie_again(r, p.unit);
    perform app.touch_below(r, p.unit, (p.after::jsonb ->> 'slot')::int);
  end loop;
  update app.tenant_succession set until = today where root = r and reorganisation_id = item;
  update app.reorganisation set state = 'REVERSED', version = version + 1, ended_because = because,
      reversed_at = clock_timestamp(),
      reckoned = case when app.days_differ(r, item) or reckoned is null then null
        else version + 1 end where root = r and id = item;
end $$;
grant execute on function app.preview_reorganisation(uuid, date),
  app.stories_foreseen(uuid, int[], uuid, int),
  app.apply_reorganisation(uuid, text, date), app.reverse_reorganisation(uuid, date, text)
  to levelwise_app;

-- Boundaries of a day. Edges and ends of units are dated, so the tree of any day can be drawn again;
-- what was never a unit of that day counts with whom it belonged to then. Read by statistics, under
-- the rights of whoever asks: the tree is open, what is counted is not.

-- With which unit a record lay on a day: reorganisations that took it along since are undone. Who
-- had it is on the record, from the first to the last, each with the day up to which it was theirs.
create function app.lay_with(units int[], until date[], holder int, day date) returns int
  language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select coalesce(units[1 + (select count(*)::int from unnest(until) u where u <= day)], holder)
$$;

-- Writes that down when a reorganisation moves a record; any other way of going somewhere is the
-- record's own, and with it earlier boundaries have nothing more to say about where it lies.
create function app.remember_with_whom() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  since date;
begin
  select case when m.back then z.reversed_on else z.applied_on end into since
    from app.reorganisation_move m join app.reorganisation z
      on z.root = m.root and z.id = m.reorganisation_id
    where m.root = new.root and m.noun = tg_table_name and m.record_id = new.id
      and m.from_unit = old.holder and m.to_unit = new.holder
      and m.xid = pg_current_xact_id()::text
    order by m.back desc limit 1;
  if since is null then
    new.with_units := null; new.with_until := null;
  else
    new.with_units := old.with_units || old.holder; new.with_until := old.with_until || since;
  end if;
  return new;
end $$;
create trigger remembered before update of holder on app.problem for each row
  when (old.holder <> new.holder) execute function app.remember_with_whom();
create trigger remembered before update of holder on app.obligation for each row
  when (old.holder <> new.holder) execute function app.remember_with_whom();
create trigger remembered before update of holder on app.responsibility_list for each row
  when (old.holder <> new.holder) execute function app.remember_with_whom();
create trigger remembered before update of holder on app.post for each row
  when (old.holder <> new.holder) execute function app.remember_with_whom();

-- For each unit there ever was under a top: with which unit of a day it counts, and under which
-- direct subordinate, of that day, of one of them. The tree of the day is drawn from whatever was at
-- the top then: what has come above that since has nothing of it on that day. What stood then counts
-- with itself. What had ended counts with its successor. What was founded later out of one unit alone
-- counts with that; out of several, or out of nothing, with the level above it: nobody can tell it
-- apart. ``whole`` says whether all that counts under that subordinate lies below the one who asks now
-- (``who``), ``entire`` whether all under all of them does.
create function app.boundaries(top int, me int, day date, who int)
  returns table (unit int, stood int, child int, whole boolean, entire boolean)
  language sql stable rows 1000 set search_path = pg_catalog, pg_temp as $$
  with recursive edges as materialized (
    select e.child, e.parent from app.tenant_edge e
    where e.valid_from <= day and (e.valid_until is null or day < e.valid_until)),
  placed as materialized (
    select t.id, t.valid_from,
        t.valid_from <= day and (t.valid_until is null or day < t.valid_until) and not exists (
          select from app.tenant_edge e where e.child = t.id and e.valid_from <= day) as topmost
    from app.tenant t where top in (t.at1, t.at2, t.at3, t.at4, t.at5, t.at6)),
  tree (unit, path) as (
    select t.id, array[t.id] from placed t where t.topmost
    union all
    select t.id, u.path || t.id from tree u join edges e on e.parent = u.unit
      join app.tenant t on t.id = e.child and t.valid_from <= day
        and (t.valid_until is null or day < t.valid_until)),
  lost as materialized (
    select t.id, t.valid_from from placed t
    where not exists (select from tree u where u.unit = t.id)),
  step (unit, leads) as materialized (
    select l.id, coalesce(
      (select s.successor from app.tenant_succession s where s.former = l.id and s.since <= day
          and (s.until is null or day < s.until) order by s.since desc, s.id desc limit 1),
      (select min(s.former) from app.tenant_succession s where s.successor = l.id and s.since > day
          and s.until is null and l.valid_from > day having count(distinct s.former) = 1),
      (select e.parent from app.tenant_edge e where e.child = l.id
        order by e.valid_from > day, abs(e.valid_from - day), e.id desc limit 1),
      top) from lost l),
  way (unit, at, n) as (
    select s.unit, s.leads, 1 from step s
    union all
    select w.unit, s.leads, w.n + 1 from way w join step s on s.unit = w.at where w.n < 30),
  counted (unit, stood, path) as (
    select u.unit, u.unit, u.path from tree u
    union all
    select w.unit, u.unit, u.path from way w join tree u on u.unit = w.at),
  below as (
    select c.unit, c.stood, coalesce(c.path[array_position(c.path, me) + 1], me) as child,
        coalesce(who in (t.at1, t.at2, t.at3, t.at4, t.at5, t.at6), false)
        and not exists (select from app.tenant_succession s join app.tenant n on n.id = s.successor
          where s.former = c.unit and s.since > day and s.until is null
            and (who in (n.at1, n.at2, n.at3, n.at4, n.at5, n.at6)) is not true) as still
      from counted c join app.tenant t on t.id = c.unit where me = any (c.path))
  select b.unit, b.stood, b.child, bool_and(b.still) over (partition by b.child),
      bool_and(b.still) over () from below b
$$;
-- Where units stood on a day: kind, name, superior and line of then; nothing for what did not stand.
create function app.lines_on(units int[], day date)
  returns table (unit int, uid uuid, kind text, slot int, name text, parent int,
    at1 int, at2 int, at3 int, at4 int, at5 int, at6 int)
  language sql stable rows 100 set search_path = pg_catalog, pg_temp as $$
  with recursive up (unit, at, n) as (
    select u, u, 1 from unnest(units) u
    union all
    select up.unit, e.parent, up.n + 1 from up join app.tenant_edge e on e.child = up.at
        and e.valid_from <= day and (e.valid_until is null or day < e.valid_until)
      where up.n < 9),
  once as (
    select up.unit, up.at, up.n, t.uid, coalesce(f.kind, t.kind) as kind,
        coalesce(f.name, t.name) as name,
        t.valid_from <= day and (t.valid_until is null or day < t.valid_until) as stood,
        -- Whatever once had a superior hung somewhere on each later day on which it stood.
        not exists (select from app.tenant_edge e
          where e.child = t.id and e.valid_from <= day) as topmost
      from up join app.tenant t on t.id = up.at
        left join app.tenant_former f on f.tenant = t.id and f.valid_from <= day
          and day < f.valid_until),
  placed as (
    select o.*, case o.kind when 'PROVINCE' then 1 when 'CITY' then 2 when 'COUNTY' then 3
      when 'TOWNSHIP' then 4 when 'OFFICE' then 6 else 5 end as slot from once o)
  select p.unit, max(p.uid::text) filter (where p.n = 1)::uuid, max(p.kind) filter (where p.n = 1),
      max(p.slot) filter (where p.n = 1), max(p.name) filter (where p.n = 1),
      max(p.at) filter (where p.n = 2), max(p.at) filter (where p.slot = 1),
      max(p.at) filter (where p.slot = 2), max(p.at) filter (where p.slot = 3),
      max(p.at) filter (where p.slot = 4), max(p.at) filter (where p.slot = 5),
      max(p.at) filter (where p.slot = 6)
    from placed p group by p.unit having bool_and(p.stood) and bool_or(p.topmost)
$$;

create function app.path_on(one int, day date) returns text
  language sql stable set search_path = pg_catalog, pg_temp as $$
  with recursive up (at, n) as (
    select one, 1
    union all
    select e.parent, up.n + 1 from up join app.tenant_edge e on e.child = up.at
        and e.valid_from <= day and (e.valid_until is null or day < e.valid_until)
      where up.n < 9)
  select string_agg(coalesce(f.name, t.name), '/' order by up.n desc)
    from up join app.tenant t on t.id = up.at
      left join app.tenant_former f on f.tenant = t.id and f.valid_from <= day
        and day < f.valid_until
$$;

-- Who had handled a record by a day: without those to whom a reorganisation took it since.
create function app.trail_on(trail int[], units int[], until date[], holder int, day date)
  returns int[] language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case when units is null then trail else (
    select coalesce(array_agg(x), '{}') from unnest(trail) x,
      lateral (select count(*)::int + 1 as had from unnest(until) u where u <= day) n
      where x = any ((units || holder)[:n.had]) or x <> all ((units || holder)[n.had + 1:])) end
$$;

-- How far up a record is open, by its line, its trail and whether it is late: as rows are placed.
create function app.opens(line int[], unit int, trail int[], late boolean) returns int
  language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case when late then 1 else least(
    coalesce((select max(k) from generate_series(1, 6) k where line[k] <> unit),
      array_position(line, unit)),
    case when cardinality(trail) > 1 then (select min(k) from generate_series(1, 6) k
      where line[k] = any (trail)) end) end
$$;

-- How a unit was called up to a day, kept before it is called otherwise; for units that the one who
-- acts commands, and departments and offices only: levels are renamed by reorganisations. Whoever may
-- change a name may not change what it was.
create function app.keep_former_name(one int, since date) returns void language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into app.tenant_former (root, tenant, name, kind, code, valid_from, valid_until)
    select t.root, t.id, t.name, t.kind, t.code, s.since, keep_former_name.since from app.tenant t,
      lateral (select greatest(t.valid_from, max(f.valid_until)) as since from app.tenant_former f
        where f.root = t.root and f.tenant = t.id) s
    where t.id = one and s.since < keep_former_name.since
      and keep_former_name.since <= (now() at time zone 'Asia/Shanghai')::date
      and t.kind in ('DEPARTMENT', 'OFFICE')
      and ctx.tenant() in (t.at1, t.at2, t.at3, t.at4, t.at5, t.at6);
end $$;
grant execute on function app.path_on(int, date), app.lines_on(int[], date), app.keep_former_name(int, date),
  app.trail_on(int[], int[], date[], int, date), app.opens(int[], int, int[], boolean), app.lay_with(int[], date[], int, date), app.boundaries(int, int, date, int)
  to levelwise_app;

-- What the relay does with subscribers. It sees ids and addresses and no word of a case: whether a
-- subscriber may be told is asked by the application under the signed context of its post.
create function app.begin_subscriber() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  insert into app.subscriber_progress (root, subscriber_id, xid, event_id, turned_at)
    values (new.root, new.id, pg_current_xact_id()::text::bigint,
      'ffffffff-ffff-ffff-ffff-ffffffffffff', '-infinity');
  return null;
end $$;
create trigger begun after insert on app.subscriber
  for each row execute function app.begin_subscriber();

-- A post as the one place from which a viewer is made (ctx.in_posts): a system acts in it like a
-- person who holds it for as long as it stands, and under a name that is nobody's. What the other posts of
-- those who hold it forbid, it is forbidden as well: what is against one of their units is not sent there.
create function app.subscriber_viewer(s app.subscriber) returns jsonb language sql stable
  security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object(
    'person_id', s.id, 'root', s.root, 'standing', 0, 'name', s.name, 'language', 'ZH',
    'policy_version', (select d.policy_version from app.deployment d),
    'posts', jsonb_build_array(jsonb_build_object(
        'leading', true, 'appointed_on', p.valid_from, 'relieved_on', p.valid_until,
        'suspended_on', null, 'resumed_on', null)
      || ctx.as_post(p.root, p.id))
    || coalesce((
      select jsonb_agg(o) from app.appointment a
        join app.person x on x.root = a.root and x.id = a.person_id
        cross join lateral jsonb_array_elements(ctx.in_posts(x) -> 'posts') o
      where a.root = p.root and a.post_id = p.id
        and (a.relieved_on is null or a.relieved_on > (now() at time zone 'Asia/Shanghai')::date)
        and (o ->> 'post_id')::uuid <> p.id), '[]'))
    from app.post p where p.root = s.root and p.id = s.post_id
$$;

create function app.replay_asked(key uuid, at timestamptz, chance interval) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  r app.event_replay;
begin
  for r in select * from app.event_replay x where x.subscriber_id = key and x.done_at is null loop
    update app.event_delivery d set state = 'WAITING', attempts = 0, next_at = at,
        last_chance = at + chance, replays = d.replays + 1
      where d.root = r.root and d.subscriber_id = key
        and (d.state = 'DEAD' or r.also_delivered and d.state = 'DELIVERED')
        and (d.id = r.delivery_id or d.recorded_at >= r.since and d.recorded_at < r.until);
    update app.event_replay x set done_at = at where x.root = r.root and x.id = r.id;
  end loop;
end $$;

-- What a delivery goes by, as it is at this moment: where to, signed with what, and who listens.
create function app.subscriber_facts(s app.subscriber, at timestamptz) returns jsonb language sql
  stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('url', s.url, 'types', s.types, 'post', s.post_id,
    'secret', encode(s.secret, 'hex'), 'secret_before', encode(s.secret_before, 'hex'),
    'both', s.both_until is not null and s.both_until > at, 'viewer', app.subscriber_viewer(s),
    'root_uid', (select t.uid from app.tenant t where t.root = s.root and t.id = s.root))
$$;

-- Gives one subscriber to one relay for a while: the one whose turn is longest ago, among those for
-- whom there is something new or due. Nobody waits: what another relay has is passed over. Leases go
-- by the clock of the database: relays whose own clocks differ do not take one from another.
create function app.claim_subscriber(
    mark uuid, at timestamptz, seconds int, chance interval) returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  mine app.subscriber_progress;
  s app.subscriber;
  ended bigint := pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
begin
  select p.* into mine from app.subscriber_progress p
    join app.subscriber x on x.root = p.root and x.id = p.subscriber_id
    where x.state = 'ACTIVE' and (p.leased_until is null or p.leased_until < clock_timestamp())
      and (p.seen_version <> x.version or p.next_at <= at
        or p.next_at is null and exists (select from app.outbox o where o.root = p.root
          and (o.xid, o.id) > (p.xid, p.event_id) and o.xid < ended))
    order by p.turned_at limit 1 for update of p skip locked;
  if mine.subscriber_id is null then return null; end if;
  select * into s from app.subscriber x where x.root = mine.root and x.id = mine.subscriber_id;
  if mine.seen_version <> s.version then
    perform app.replay_asked(s.id, at, chance);
    -- What was never tried has had no chance yet, however long the subscriber was paused.
    update app.event_delivery d set next_at = at, last_chance = case when d.attempts = 0
        then greatest(d.last_chance, at + chance) else d.last_chance end
      where d.root = s.root and d.subscriber_id = s.id and d.state = 'WAITING';
  end if;
  update app.subscriber_progress p set lease = mark, turned_at = clock_timestamp(),
      leased_until = clock_timestamp() + make_interval(secs => seconds), seen_version = s.version
    where p.root = mine.root and p.subscriber_id = mine.subscriber_id;
  return app.subscriber_facts(s, at) || jsonb_build_object('subscriber', s.id);
end $$;

-- The next rows of the outbox for a subscriber, in the order in which transactions ended: nothing
-- can appear behind a row of a transaction below the oldest that still runs.
create function app.next_events(key uuid, mark uuid, most int) returns jsonb language sql stable
  security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('event', e.id, 'xid', e.xid, 'kind', e.kind,
      'noun', e.noun, 'record', e.record_id, 'version', e.record_version, 'at', e.recorded_at)
      order by e.xid, e.id), '[]')
    from (select o.* from app.subscriber_progress p join app.outbox o
        on o.root = p.root and (o.xid, o.id) > (p.xid, p.event_id)
          and o.xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
      where p.subscriber_id = key and p.lease = mark
      order by o.xid, o.id limit most) e
$$;

-- Moves a subscriber on, and keeps those of the rows passed that it is to be told of. Says false
-- when the lease is another's by now: then nothing is kept.
create function app.take_events(
    key uuid, mark uuid, told jsonb, last_xid bigint, last_event uuid, at timestamptz,
    chance interval, seconds int) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  p app.subscriber_progress;
begin
  update app.subscriber_progress x set xid = last_xid, event_id = last_event,
      leased_until = clock_timestamp() + make_interval(secs => seconds)
    where x.subscriber_id = key and x.lease = mark returning x.* into p;
  if p.subscriber_id is null then return false; end if;
  insert into app.event_delivery (root, id, holder, subscriber_id, event_id, xid, type, noun,
      record_id, record_version, recorded_at, next_at, last_chance)
    select p.root, gen_random_uuid(), s.holder, key, o.id, o.xid, t.type, o.noun, o.record_id,
        o.record_version, o.recorded_at, at, at + chance
      from jsonb_to_recordset(told) t(event uuid, type text)
      join app.outbox o on o.root = p.root and o.id = t.event
      join app.subscriber s on s.root = p.root and s.id = key
    on conflict do nothing;
  return true;
end $$;

-- The delivery whose turn it is, with all that it goes by: what was taken from the post, and a secret
-- that was changed, counts from the next attempt on and not from the next turn.
create function app.next_delivery(key uuid, mark uuid, moment timestamptz) returns jsonb language sql
  stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('delivery', d.id, 'event', d.event_id, 'type', d.type, 'noun', d.noun,
      'record', d.record_id, 'version', d.record_version, 'at', d.recorded_at,
      'attempts', d.attempts, 'replays', d.replays, 'next_at', d.next_at,
      'last_chance', d.last_chance, 'by', app.subscriber_facts(s, moment))
    from app.event_delivery d
    join app.subscriber s on s.root = d.root and s.id = d.subscriber_id
    where d.subscriber_id = key and d.state = 'WAITING' and s.state = 'ACTIVE'
      and exists (select from app.subscriber_progress p
        where p.root = s.root and p.subscriber_id = key and p.lease = mark)
    order by d.xid, d.event_id limit 1
$$;

-- Writes down how a delivery went. HIDDEN: its post may no longer see it, and nothing of it is kept.
-- GONE: the receiver wants no more at all.
create function app.record_event_delivery(delivery uuid, mark uuid, tried timestamptz, what text,
    said text, again timestamptz, seconds int) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  d app.event_delivery;
begin
  select x.* into d from app.event_delivery x where x.id = delivery;
  update app.subscriber_progress p
    set leased_until = clock_timestamp() + make_interval(secs => seconds)
    where p.root = d.root and p.subscriber_id = d.subscriber_id and p.lease = mark;
  if not found then return false; end if;
  if what = 'HIDDEN' then
    delete from app.event_delivery x where x.root = d.root and x.id = d.id;
    return true;
  end if;
  update app.event_delivery x set attempts = x.attempts + 1, tried_at = tried,
      code = left(said, 100), next_at = coalesce(again, x.next_at),
      state = case when what = 'DELIVERED' then 'DELIVERED'
        when again is null and what <> 'GONE' then 'DEAD' else 'WAITING' end
    where x.root = d.root and x.id = d.id;
  if what = 'GONE' then
    update app.subscriber s set state = 'GONE', version = s.version + 1
      where s.root = d.root and s.id = d.subscriber_id;
  end if;
  return true;
end $$;

-- Ends a turn. again: not before then, whatever waits; an act upon the subscriber wakes the relay all
-- the same.
create function app.release_subscriber(key uuid, mark uuid, again timestamptz) returns void
  language sql security definer set search_path = pg_catalog, pg_temp as $$
  update app.subscriber_progress p set lease = null, leased_until = null,
      next_at = coalesce(again, (select d.next_at from app.event_delivery d
        where d.subscriber_id = key and d.state = 'WAITING' order by d.xid, d.event_id limit 1))
    where p.subscriber_id = key and p.lease = mark
$$;

create function app.forget_deliveries(before timestamptz) returns int language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare n int;
begin
  delete from app.event_delivery d where d.state = 'DELIVERED' and d.tried_at < before;
  get diagnostics n = row_count;
  return n;
end $$;
grant delete on app.event_delivery to levelwise_gate;

grant execute on function
  app.claim_subscriber(uuid, timestamptz, int, interval),
  app.next_events(uuid, uuid, int),
  app.take_events(uuid, uuid, jsonb, bigint, uuid, timestamptz, interval, int),
  app.next_delivery(uuid, uuid, timestamptz),
  app.record_event_delivery(uuid, uuid, timestamptz, text, text, timestamptz, int),
  app.release_subscriber(uuid, uuid, timestamptz),
  app.forget_deliveries(timestamptz)
  to levelwise_relay, levelwise_migrator;

-- What happened after a place, for those who would rather pull. Ids alone, and only for a question
-- that the context was signed for: injected SQL does not page through what others do.
create function app.events_after(after_xid bigint, after_event uuid, most int) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  ended bigint := pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
begin
  if ctx.asked() is distinct from encode(sha256(convert_to(
      'events|' || after_xid || '|' || after_event || '|' || most, 'UTF8')), 'hex') then
    raise insufficient_privilege using message = 'this question was not signed';
  end if;
  return jsonb_build_object('ended', ended, 'events', (
    select coalesce(jsonb_agg(jsonb_build_object('event', e.id, 'xid', e.xid, 'kind', e.kind,
        'noun', e.noun, 'record', e.record_id, 'version', e.record_version, 'at', e.recorded_at)
        order by e.xid, e.id), '[]')
      from (select o.* from app.outbox o
        where o.root = (select ctx.root()) and (o.xid, o.id) > (after_xid, after_event)
          and o.xid < ended order by o.xid, o.id limit most) e));
end $$;
grant execute on function app.events_after(bigint, uuid, int) to levelwise_app;

-- Those served answer by a code, without an account. What opens a code, and which numbers and
-- devices belong to those who handle, is read by gates only: hashes of the secret, keyed hashes of
-- the rest. A code works once; five wrong secrets lock it, twenty wrong codes an hour stop a device.
-- A wrong try must stay written down, so these gates answer with a word and raise nothing.
create table ctx.client_code (
  locator text primary key check (char_length(locator) = 6),
  root int not null,
  code_id uuid not null,
  problem_id uuid not null,
  round smallint not null,
  secret_sha256 bytea not null check (octet_length(secret_sha256) = 32),
  number bytea,
  failures smallint not null default 0,
  foreign key (root, code_id) references app.evaluation_code (root, id)
);
create index client_code_of on ctx.client_code (root, problem_id);
-- Which answer came from which number and device, about which unit: kept for the guards alone.
create table ctx.client_answer (
  root int not null,
  problem_id uuid not null,
  about int not null,
  number bytea,
  device bytea,
  answer_key text,
  locator text,
  answered_at timestamptz not null default clock_timestamp(),
  -- Given by a code, it passes no act: the relay reckons its clocks and tells whom it concerns.
  reckoned boolean not null default false,
  told boolean not null default false
);
create index client_answer_to_reckon on ctx.client_answer (problem_id)
  where locator is not null and not reckoned;
create index client_answer_to_tell on ctx.client_answer (problem_id)
  where locator is not null and not told;
create index client_answer_number on ctx.client_answer (root, number);
create index client_answer_device on ctx.client_answer (root, device);
create table ctx.staff_mark (
  root int not null,
  mark bytea not null,
  tenant int not null,
  person uuid not null,
  marked_at timestamptz not null default clock_timestamp(),
  primary key (root, mark, tenant, person)
);
create table ctx.code_try (device bytea not null, tried_at timestamptz not null);
create index code_try_device on ctx.code_try (device, tried_at);
revoke all on ctx.client_code, ctx.client_answer, ctx.staff_mark, ctx.code_try from public;
grant select, insert, update on ctx.client_code to levelwise_gate;
grant select, insert on ctx.client_answer, ctx.staff_mark, ctx.code_try to levelwise_gate;
grant update (reckoned, told) on ctx.client_answer to levelwise_gate;
grant delete on ctx.code_try to levelwise_gate;

-- Numbers and devices of whoever acts: what they send for "those served" is refused.
create function app.mark_staff(mark bytea) returns boolean language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if ctx.person() is null or mark is null then return false; end if;
  insert into ctx.staff_mark (root, mark, tenant, person)
    values (ctx.root(), mark_staff.mark, ctx.tenant(), ctx.person()) on conflict do nothing;
  return true;
end $$;
grant execute on function app.mark_staff(bytea) to levelwise_app;

-- Whether a number or device belongs to the units that had the problem in hand.
create function app.mark_of_staff(in_root int, problem uuid, mark bytea) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from ctx.staff_mark s
    join app.problem p on p.root = in_root and p.id = mark_of_staff.problem
    where s.root = in_root and s.mark = mark_of_staff.mark and s.tenant = any (p.trail || p.holder))
$$;
revoke all on function app.mark_of_staff(int, uuid, bytea) from public;

-- Whether a number or device cannot speak for those served: it belongs to those who handle, or has answered
-- another item of the unit that is responsible for this one within 90 days. The number that a petitioner of
-- this matter left speaks for them however often they petition. What these guards keep out is an answer that
-- passes: one that returns the item is taken from anybody.
create function app.mark_conflicts(in_root int, problem uuid, mark bytea) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  p app.problem;
begin
  if mark is null then return false; end if;
  select * into p from app.problem where root = in_root and id = mark_conflicts.problem;
  return app.mark_of_staff(in_root, p.id, mark)
    or exists (select from ctx.client_answer a where a.root = in_root
      and (a.number = mark_conflicts.mark or a.device = mark_conflicts.mark)
      and a.about = p.holder and a.problem_id <> p.id
      and a.answered_at > clock_timestamp() - interval '90 days')
    and not exists (select from app.petitioner c
      join app.sealed_identity s on s.root = c.root and s.petitioner_id = c.id
      where c.root = in_root and s.blind_contact = mark_conflicts.mark
        and c.problem_id in (select m from app.one_matter(in_root, p.id) m));
end $$;

-- Takes the number of a call-back, for whoever records the answer outside the handling line.
create function app.take_number(problem uuid, number bytea, passes boolean) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  p app.problem;
begin
  select * into p from app.problem x where x.root = ctx.root() and x.id = take_number.problem
    and (ctx.tenant() = any (array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6] || x.trail));
  if p.id is null or (passes and app.mark_conflicts(p.root, p.id, number)) then return false; end if;
  insert into ctx.client_answer (root, problem_id, about, number)
    values (p.root, p.id, p.holder, take_number.number);
  return true;
end $$;
grant execute on function app.take_number(uuid, bytea, boolean) to levelwise_app;

-- Puts the secret of a code that the same person has just opened behind the gate; older codes of
-- the problem end.
create function app.seal_code(code uuid, locator text, secret bytea, number bytea) returns text
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  c app.evaluation_code;
begin
  select * into c from app.evaluation_code x where x.root = ctx.root() and x.id = seal_code.code
    and x.author_person = ctx.person() and x.author_tenant = ctx.tenant() and x.state = 'OPEN'
    and not exists (select from ctx.client_code o where o.root = x.root and o.code_id = x.id);
  if c.id is null then return 'NOT_OPEN'; end if;
  -- To a number that answered another item a code is sent: what it then says is judged when it says it.
  if app.mark_of_staff(c.root, c.problem_id, number) then return 'CONFLICT'; end if;
  if c.channel = 'MESSAGE' and number is null then return 'NO_NUMBER'; end if;
  insert into ctx.client_code (locator, root, code_id, problem_id, round, secret_sha256, number)
    values (seal_code.locator, c.root, c.id, c.problem_id, c.round, seal_code.secret,
      seal_code.number);
  return 'SEALED';
end $$;
grant execute on function app.seal_code(uuid, text, bytea, bytea) to levelwise_app;

create function app.withdraw_codes(problem uuid) returns int language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  ended int;
begin
  update app.evaluation_code x set state = 'WITHDRAWN'
    where x.root = ctx.root() and x.problem_id = withdraw_codes.problem and x.state = 'OPEN'
      and ctx.tenant() = any (array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6] || x.trail);
  get diagnostics ended = row_count;
  return ended;
end $$;
grant execute on function app.withdraw_codes(uuid) to levelwise_app;

-- The answer itself. Nobody decides what follows from it: one that is dissatisfied, or says that it is not
-- solved, returns the problem in this very transaction.
create function app.answer_by_code(locator text, secret bytea, rating text, solved boolean,
    reason text, device bytea, key text, at timestamptz) returns text
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  k ctx.client_code;
  c app.evaluation_code;
  p app.problem;
  -- What is not solved returns, however kindly it is said.
  happy boolean := rating in ('SATISFIED', 'BASICALLY_SATISFIED') and coalesce(solved, false);
  tried int;
begin
  select count(*) into tried from ctx.code_try t
    where t.device = answer_by_code.device and t.tried_at > clock_timestamp() - interval '1 hour';
  if tried >= 20 then return 'TOO_MANY'; end if;
  select * into k from ctx.client_code x where x.locator = answer_by_code.locator for update;
  if k.locator is not null and k.secret_sha256 = secret and exists (
      select from ctx.client_answer a where a.locator = k.locator
        and a.answer_key = answer_by_code.key and a.device = answer_by_code.device) then
    return 'REPLAYED';
  end if;
  if k.locator is not null and k.secret_sha256 <> secret then
    update ctx.client_code x set failures = x.failures + 1 where x.locator = k.locator;
    update app.evaluation_code x set state = 'LOCKED'
      where x.root = k.root and x.id = k.code_id and x.state = 'OPEN' and k.failures >= 4;
  end if;
  if k.locator is null or k.secret_sha256 <> secret then
    delete from ctx.code_try t where t.tried_at < clock_timestamp() - interval '1 hour';
    insert into ctx.code_try (device, tried_at)
      values (answer_by_code.device, clock_timestamp());
    return 'NOT_OPEN';
  end if;
  -- The problem is locked before its code, as acts lock it.
  select * into p from app.problem x where x.root = k.root and x.id = k.problem_id for update;
  select * into c from app.evaluation_code x where x.root = k.root and x.id = k.code_id for update;
  if c.state <> 'OPEN' or c.expires_at <= at or p.state <> 'SELF_EVALUATED'
      or p.returns + 1 <> c.round then
    return 'NOT_OPEN';
  end if;
  if happy and (app.mark_conflicts(p.root, p.id, device) or app.mark_conflicts(p.root, p.id, k.number)) then
    return 'CONFLICT';
  end if;
  update app.evaluation_code x set state = 'ANSWERED' where x.root = c.root and x.id = c.id;
  insert into ctx.client_answer (root, problem_id, about, number, device, answer_key, locator)
    values (p.root, p.id, p.holder, k.number, answer_by_code.device, answer_by_code.key, k.locator);
  insert into app.evaluation (root, id, holder, problem_id, round, party, rating, solved, channel,
      text, author_tenant, given_at)
    values (p.root, gen_random_uuid(), p.holder, p.id, c.round, 'CLIENT', answer_by_code.rating,
      answer_by_code.solved, 'CODE', answer_by_code.reason, c.author_tenant, at);
  update app.problem x
    set state = case when happy then 'CLIENT_EVALUATED' else 'RETURNED' end,
      returns = x.returns + case when happy then 0 else 1 end, version = x.version + 1
    where x.root = p.root and x.id = p.id;
  insert into app.happening (root, id, holder, problem_id, act, before, after, author_tenant,
      author_title, shown, allowed, happened_at)
    values (p.root, gen_random_uuid(), p.holder, p.id,
      case when happy then 'record_client_answer' else 'record_dissatisfaction' end, p.state,
      case when happy then 'CLIENT_EVALUATED' else 'RETURNED' end, c.author_tenant,
      '服务对象 Those served', 'THAT', case when happy
        then app.figure(p.root, coalesce(p.listed_by, p.holder), 'STAGE_ORGANISATION_EVALUATE',
          lowest => 3)
        else app.figure(p.root, p.holder, 'STAGE_REWORK') end, greatest(at, (select max(h.happened_at)
        from app.happening h where h.root = p.root and h.problem_id = p.id)));
  insert into app.outbox (root, id, kind, noun, holder, record_id, record_version)
    values (p.root, gen_random_uuid(), 'ProblemAnswered', 'problem', p.holder, p.id, p.version + 1);
  perform audit.append_system('answer_by_code', 'problem', p.id, jsonb_build_object(
    'event', 'ProblemAnswered', 'code', c.id, 'root', p.root));
  return 'ANSWERED';
end $$;
grant execute on function app.answer_by_code(text, bytea, text, boolean, text, bytea, text, timestamptz)
  to levelwise_app;

-- What an act does of itself when it takes a step, the relay does after an answer by code: it
-- replays the clocks, and tells whom the answer concerns. An act taken meanwhile replayed the whole
-- story itself, and what it led to is told by it.
create function app.answers_to_reckon() returns table (story jsonb)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select app.clock_story(p) from app.problem p
    where (p.root, p.id) in (select a.root, a.problem_id from ctx.client_answer a
      where a.locator is not null and not a.reckoned)
    order by p.id limit 200
$$;

create function app.answer_reckoned(problem uuid) returns void language sql security definer
  set search_path = pg_catalog, pg_temp as $$
  update ctx.client_answer set reckoned = true
    where problem_id = answer_reckoned.problem and locator is not null and not reckoned
$$;

create function app.tell_answers(kinds jsonb) returns int language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  a record;
  k record;
  who record;
  p app.problem;
  n int := 0;
begin
  for a in select x.root, x.problem_id, x.locator from ctx.client_answer x
      where x.locator is not null and not x.told
      order by x.problem_id limit 500 for update skip locked loop
    select * into p from app.problem x where x.root = a.root and x.id = a.problem_id;
    for k in select * from jsonb_to_recordset(kinds) as x (kind text, states text[], "to" jsonb)
        where p.state = any (x.states) loop
      for who in select * from jsonb_to_recordset(k."to")
          as x (at text, roles text[], actors text[], states text[])
          where x.states is null or p.state = any (x.states) loop
        n := n + app.tell_of(p, k.kind, who.at, who.roles, who.actors, null);
      end loop;
    end loop;
    update ctx.client_answer x set told = true where x.root = a.root and x.locator = a.locator;
  end loop;
  return n;
end $$;
grant execute on function app.answers_to_reckon(), app.answer_reckoned(uuid),
  app.tell_answers(jsonb) to levelwise_relay, levelwise_migrator;

-- The sheet says who was responsible, who handled and who led, as the database has it.
create function app.fill_closing() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  p app.problem;
begin
  select * into p from app.problem where root = new.root and id = new.problem_id;
  new.level := coalesce(p.listed_by, p.holder);
  select parent_id into new.level_parent from app.tenant where id = new.level;
  new.about := p.holder; new.list_type := p.list_type; new.class := p.class;
  new.handled_by := p.handled_by;
  select a.person_id into new.lead_person from app.appointment a
    where a.root = p.root and a.post_id = p.lead_post and a.relieved_on is null
    order by a.appointed_on desc limit 1;
  -- Whoever took the answer of this round, waived it, or opened the code by which it came, does not close.
  if new.closed_by in (
      select e.author_person from app.evaluation e where e.root = p.root and e.problem_id = p.id
        and e.party = 'CLIENT' and e.round = p.returns + 1
      union all
      select c.author_person from app.evaluation_code c where c.root = p.root and c.problem_id = p.id
        and c.state = 'ANSWERED' and c.round = p.returns + 1) then
    raise check_violation using message = 'closed by who took the answer of those served',
      table = 'closing', constraint = 'closing_by_who_asked';
  end if;
  if exists (select from app.evaluation e where e.root = p.root and e.problem_id = p.id
      and e.party = 'CLIENT' and e.round = p.returns + 1
      and (e.rating = 'DISSATISFIED' or not e.solved)) then
    raise check_violation using message = 'those served say that it is not solved',
      table = 'closing', constraint = 'closing_of_what_is_solved';
  end if;
  return new;
end $$;
create trigger filled before insert on app.closing
  for each row execute function app.fill_closing();

create function app.fill_level() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  select c.level, c.level_parent into new.level, new.level_parent from app.closing c
    where c.root = new.root and c.id = new.closing_id;
  return new;
end $$;
create trigger filled before insert on app.follow_up
  for each row execute function app.fill_level();

-- Which unit an evaluation is about: the one responsible when it was given, wherever the problem goes.
create function app.fill_evaluation() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  select p.holder, array[p.at1, p.at2, p.at3, p.at4, p.at5, p.at6]
    into new.about, new.about_line from app.problem p
    where p.root = new.root and p.id = new.problem_id;
  if new.petitioner_id is not null and not exists (select from app.petitioner c
      where c.root = new.root and c.id = new.petitioner_id and c.problem_id = new.problem_id) then
    raise check_violation using message = 'nobody who petitioned in this matter',
      table = 'evaluation', constraint = 'evaluation_petitioner';
  end if;
  -- One answer is asked of all who petitioned. Once it is given, another one of them may still say, named
  -- and once, that it is not solved; whoever answered takes nothing back by a second answer.
  if new.party = 'CLIENT' and exists (select from app.evaluation e where e.root = new.root
        and e.problem_id = new.problem_id and e.round = new.round and e.party = 'CLIENT')
      and (new.rating <> 'DISSATISFIED' and new.solved is not false or new.petitioner_id is null
        or (select count(*) from app.petitioner c
            where c.root = new.root and c.problem_id = new.problem_id)
          <= (select count(*) from app.evaluation e where e.root = new.root
            and e.problem_id = new.problem_id and e.round = new.round and e.party = 'CLIENT'
            and e.rating not in ('NO_ANSWER', 'NO_CLIENT'))) then
    raise unique_violation using message = 'those served have answered',
      table = 'evaluation', constraint = 'evaluation_once';
  end if;
  -- An answer says how it was taken. One that passes can be traced: to the number that was taken with it, or
  -- to words that say where and before whom it was given.
  if (new.channel is not null) <> (new.party = 'CLIENT' and new.rating not in ('NO_ANSWER', 'NO_CLIENT'))
      or (new.channel = 'CODE') <> (new.author_person is null)
      or new.rating in ('SATISFIED', 'BASICALLY_SATISFIED') and new.solved is not false and (case new.channel
        when 'TELEPHONE' then not exists (select from ctx.client_answer a where a.root = new.root
          and a.problem_id = new.problem_id and a.number is not null and a.locator is null
          and a.answered_at >= transaction_timestamp())
        when 'CODE' then false
        else new.text = '' end) then
    raise check_violation using message = 'nothing traces this answer',
      table = 'evaluation', constraint = 'evaluation_traced';
  end if;
  -- Nobody keeps silent before the days of the code that was given last are over.
  if new.rating = 'NO_ANSWER' and ctx.person() is not null and coalesce((
      select max(c.opened_at) from app.evaluation_code c where c.root = new.root
        and c.problem_id = new.problem_id and c.round = new.round), 'infinity')
      > new.given_at - interval '30 days' then
    raise check_violation using message = 'nobody was asked thirty days ago',
      table = 'evaluation', constraint = 'evaluation_asked';
  end if;
  return new;
end $$;
create trigger filled before insert on app.evaluation
  for each row execute function app.fill_evaluation();

-- A re-check carries who handled, led and closed what is looked at again, from its closing: the
-- constraint recheck_by_another_check compares whoever re-checks with all three.
create function app.fill_recheck() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  select c.level, c.level_parent, c.handled_by, c.lead_person, c.closed_by
    into new.level, new.level_parent, new.handled_by, new.lead_person, new.closed_by
    from app.closing c where c.root = new.root and c.id = new.closing_id;
  return new;
end $$;
create trigger filled before insert on app.recheck
  for each row execute function app.fill_recheck();

-- A hidden visit is seen nowhere but in its own row, which the unit does not read, until it took place:
-- while one is open the problem does not turn to RECHECKING, and its story says nothing of it.
create function app.visit_stays_hidden() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from app.recheck r where r.root = new.root and r.state = 'OPEN'
      and r.form = 'HIDDEN_VISIT'
      and r.problem_id = case tg_table_name when 'problem' then (to_jsonb(new) ->> 'id')::uuid
        else (to_jsonb(new) ->> 'problem_id')::uuid end)
    and (tg_table_name <> 'recheck' or exists (select from app.problem p where p.root = new.root
      and p.id = (to_jsonb(new) ->> 'problem_id')::uuid and p.state = 'RECHECKING')) then
    raise check_violation using message = 'a hidden visit is under way',
      table = 'recheck', constraint = 'recheck_stays_hidden';
  end if;
  return null;
end $$;
create trigger visit_stays_hidden after update of state on app.problem for each row
  when (new.state = 'RECHECKING') execute function app.visit_stays_hidden();
create trigger visit_stays_hidden after insert on app.happening for each row
  when (new.act = 'open_recheck') execute function app.visit_stays_hidden();
create trigger visit_stays_hidden after insert or update of state, form on app.recheck for each row
  when (new.state = 'OPEN' and new.form = 'HIDDEN_VISIT') execute function app.visit_stays_hidden();

-- Looks at a major item show that it stays away: two of them are 14 days apart at least. Whichever is taken
-- late moves those still ahead to 21 days later, where they are not later anyway; each may be taken seven
-- days before its day (ledger/rechecks/rules.py, APART_DAYS, and recheck_not_before_its_days_check).
create function app.move_looks() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update app.recheck r set version = r.version + 1,
      due_on = (new.done_at at time zone 'Asia/Shanghai')::date + 21
    where r.root = new.root and r.closing_id = new.closing_id and r.id <> new.id
      and r.reason = 'MAJOR' and r.done_at is null and r.state in ('PLANNED', 'OPEN')
      and r.due_on < (new.done_at at time zone 'Asia/Shanghai')::date + 21;
  return null;
end $$;
create trigger moves_looks after update of done_at on app.recheck for each row
  when (new.reason = 'MAJOR' and new.state = 'HELD' and old.done_at is null and new.done_at is not null)
  execute function app.move_looks();

-- A rebound is charged to the level that closed, and told to that level's superior.
create function app.fill_rebound() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  select c.level, c.level_parent, coalesce(c.level_parent, c.level)
    into new.level, new.level_parent, new.alerted
    from app.closing c where c.root = new.root and c.id = new.closing_id;
  return new;
end $$;
create trigger filled before insert on app.rebound
  for each row execute function app.fill_rebound();

-- A closed item that is made public as a negative case is a major one from then on: the looks whose days
-- are ahead are planned by whoever publishes it, wherever the item lies. What is
-- filed away is looked at no more.
create function app.plan_case_looks(made uuid, figures text[], shipped int[], mores boolean[],
    at timestamptz) returns int
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  today date := (at at time zone 'Asia/Shanghai')::date;
  n int;
begin
  insert into app.recheck (root, id, holder, problem_id, closing_id, reason, due_on, planned_at)
    select c.root, gen_random_uuid(), c.holder, c.problem_id, c.id, 'MAJOR', l.due_on, at
      from app.publication x
        join app.publication_draft d on d.root = x.root and d.id = x.draft_id
        join app.closing c on c.root = d.root and c.problem_id = d.problem_id
          and c.cancelled_at is null
        join app.problem p on p.root = c.root and p.id = c.problem_id
          and p.state in ('CLOSED', 'RECHECKING')
        cross join lateral (select (c.closed_at at time zone 'Asia/Shanghai')::date
            + coalesce(app.figure(c.root, c.level, y.figure, y.more), y.days) as due_on
          from unnest(figures, shipped, mores) y (figure, days, more)) l
      where x.root = ctx.root() and x.id = plan_case_looks.made and x.state = 'PUBLISHED'
        and x.kind = 'CASE' and x.polarity = 'NEGATIVE' and ctx.tenant() in (x.holder, x.approving)
        and l.due_on > today
        and not exists (select from app.recheck r where r.root = c.root and r.closing_id = c.id
          and r.reason = 'MAJOR');
  get diagnostics n = row_count;
  return n;
end $$;
grant execute on function app.plan_case_looks(uuid, text[], int[], boolean[], timestamptz) to levelwise_app;

-- 领衔领办: a leader of the level above takes the lead of an item at a direct subordinate. These hold
-- for everybody who writes SQL: no level is skipped, the post is a leader's, and it is one at a time.

-- A leader of a unit: its head, or a member of its leading group or of its leading team.
create function app.is_leader(r int, wanted uuid) returns boolean language sql stable
  security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from app.post s left join app.body b on b.root = s.root and b.id = s.body_id
    where s.root = r and s.id = wanted and s.valid_until is null
      and ('unit_head' = any (s.roles)
        or s.actor_type in ('party_group_secretary', 'party_group_member')
        or b.kind in ('leading_group', 'party_committee', 'party_group')))
$$;
grant execute on function app.is_leader(int, uuid) to levelwise_app;

-- Whether anybody who holds the post today stands, in any post, with those it is against.
create function app.sits_with(r int, wanted uuid, against int[]) returns boolean language sql stable
  security definer set search_path = pg_catalog, pg_temp as $$
  with today as (select (clock_timestamp() at time zone 'Asia/Shanghai')::date as day)
  select exists (select from today, app.appointment a
      join app.appointment b on b.root = a.root and b.person_id = a.person_id
      join app.post s on s.root = b.root and s.id = b.post_id and s.valid_until is null
    where a.root = r and a.post_id = wanted and (a.relieved_on is null or a.relieved_on > day)
      and (b.relieved_on is null or b.relieved_on > day)
      and array[s.at1, s.at2, s.at3, s.at4, s.at5, s.at6] && against)
$$;
revoke all on function app.sits_with(int, uuid, int[]) from public;

create function app.start_lead() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  p app.problem;
  me int := ctx.tenant();
  today date := (clock_timestamp() at time zone 'Asia/Shanghai')::date;
begin
  select * into p from app.problem where root = new.root and id = new.problem_id for update;
  select holder into new.level from app.post where root = new.root and id = new.post_id;
  new.state := 'ACTIVE'; new.until := null; new.reason := null;
  -- Whoever leads it already hands it over wherever it is below them; to take it, it is next below.
  if new.level is distinct from coalesce(p.led_by, p.holder_parent)
      or me is not null and me <> new.level then
    if p.led_by is not null then
      raise check_violation using message = 'one leader at a time leads a problem',
        table = 'case_lead', constraint = 'case_lead_once';
    end if;
    raise check_violation using message = 'a leader leads what lies with a direct subordinate',
      table = 'case_lead', constraint = 'lead_from_the_level_above';
  end if;
  if not p.open or p.led_by is null and (new.level <> all (p.trail) or p.state not in ('ASSIGNED',
      'OBJECTED', 'ACCEPTED', 'PLEDGED', 'RECTIFYING', 'SUSPENDED', 'COMPLETION_CLAIMED', 'RETURNED'))
  then
    raise check_violation using message = 'a leader leads what their level listed or handed down',
      table = 'case_lead', constraint = 'lead_of_what_was_handed_down';
  end if;
  select a.person_id into new.person_id from app.appointment a
    where a.root = new.root and a.post_id = new.post_id and a.appointed_on <= today
      and (a.relieved_on is null or a.relieved_on > today)
    order by a.leading desc, a.appointed_on desc limit 1;
  if new.person_id is null or not app.is_leader(new.root, new.post_id) then
    raise check_violation using message = 'a leader leads, in a post that somebody holds',
      table = 'case_lead', constraint = 'lead_by_a_leader';
  end if;
  if app.sits_with(new.root, new.post_id, p.accused) then
    raise check_violation using message = 'nobody leads what is against their own unit',
      table = 'case_lead', constraint = 'lead_apart_from_the_accused';
  end if;
  -- Whom the level had before gives way.
  update app.case_lead set state = 'RELEASED', until = new.since, reason = 'replaced'
    where root = new.root and problem_id = new.problem_id and state = 'ACTIVE';
  return new;
end $$;
create trigger begins before insert on app.case_lead
  for each row execute function app.start_lead();

-- What has ended stays as it ended.
create function app.keep_lead() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp as $$
begin
  raise check_violation using message = 'a lead that ended is not taken up again',
    table = 'case_lead', constraint = 'lead_ends_once';
end $$;
create trigger kept before update of state, until, reason on app.case_lead
  for each row when (old.state = 'RELEASED'
    and (old.state, old.until, old.reason) is distinct from (new.state, new.until, new.reason))
  execute function app.keep_lead();

create function app.show_lead() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if new.state = 'ACTIVE' then
    update app.problem set leader_post = new.post_id, led_by = new.level
      where root = new.root and id = new.problem_id
        and (leader_post, led_by) is distinct from (new.post_id, new.level);
  else
    update app.problem set leader_post = null, led_by = null
      where root = new.root and id = new.problem_id and leader_post is not null;
  end if;
  return null;
end $$;
create trigger shown after insert or update of state, level on app.case_lead
  for each row execute function app.show_lead();

-- The lead stands while the problem lies below the leader's level, however deep it is handed on, and
-- ends when it comes home or goes elsewhere. Looked at when all is settled: a reorganisation moves posts,
-- problems and the tree one after the other.
create function app.follow_lead() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  p app.problem;
  stands int;
begin
  select * into p from app.problem where root = new.root and id = new.id;
  if p.leader_post is null then return null; end if;
  select s.holder into stands from app.post s
    where s.root = p.root and s.id = p.leader_post and s.valid_until is null;
  if stands is null or stands = p.holder
      or stands <> all (array_remove(array[p.at1, p.at2, p.at3, p.at4, p.at5, p.at6], null)) then
    update app.case_lead set state = 'RELEASED', reason = 'moved',
        until = greatest(since, (clock_timestamp() at time zone 'Asia/Shanghai')::date)
      where root = p.root and problem_id = p.id and state = 'ACTIVE';
  elsif app.sits_with(p.root, p.leader_post, p.accused) then
    update app.case_lead set state = 'RELEASED', reason = 'accused',
        until = greatest(since, (clock_timestamp() at time zone 'Asia/Shanghai')::date)
      where root = p.root and problem_id = p.id and state = 'ACTIVE';
  elsif stands <> p.led_by then
    update app.case_lead set level = stands
      where root = p.root and problem_id = p.id and state = 'ACTIVE';
  end if;
  return null;
end $$;
create constraint trigger leader_follows after update on app.problem
  deferrable initially deferred for each row
  when (new.leader_post is not null and (old.holder, old.at1, old.at2, old.at3, old.at4, old.at5,
      old.at6, old.accused) is distinct from (new.holder, new.at1, new.at2, new.at3, new.at4, new.at5,
      new.at6, new.accused))
  execute function app.follow_lead();

-- Everybody who ever led a problem: in the post while it led, whoever held it then.
create function app.leaders_of(r int, problem uuid) returns setof uuid language sql stable
  security definer set search_path = pg_catalog, pg_temp as $$
  select l.person_id from app.case_lead l where l.root = r and l.problem_id = leaders_of.problem
  union
  select a.person_id from app.case_lead l
      join app.appointment a on a.root = l.root and a.post_id = l.post_id
        and a.appointed_on <= coalesce(l.until, date 'infinity')
        and (a.relieved_on is null or a.relieved_on > l.since)
    where l.root = r and l.problem_id = leaders_of.problem
$$;
revoke all on function app.leaders_of(int, uuid) from public;
grant execute on function app.leaders_of(int, uuid) to levelwise_app;

-- Whoever led it neither closes it nor looks at it again.
create function app.not_by_its_leader() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  who uuid := (to_jsonb(new) ->> tg_argv[0])::uuid;
begin
  if who in (select app.leaders_of(new.root, new.problem_id)) then
    raise check_violation using message = 'whoever led it does not judge it',
      table = tg_table_name, constraint = tg_table_name || '_by_another_check';
  end if;
  return new;
end $$;
create trigger not_by_its_leader before insert on app.closing
  for each row execute function app.not_by_its_leader('closed_by');
create trigger not_by_its_leader before insert or update of rechecked_by on app.recheck
  for each row when (new.rechecked_by is not null)
  execute function app.not_by_its_leader('rechecked_by');

-- A task force is named by the unit that has the problem, or by the level above it; nobody of a unit
-- that the problem is against is in it, nor sits on a panel. Who is named of one is released when more
-- units are found to be accused.
create function app.start_member() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  new.formed_by := coalesce(ctx.tenant(), new.formed_by, (select p.holder from app.problem p
    where p.root = new.root and p.id = new.problem_id));
  return new;
end $$;
create trigger begins before insert on app.case_member
  for each row execute function app.start_member();

-- After the row, and so after the wall, which refuses whoever has nothing to do with the problem.
create function app.judge_member() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  p app.problem;
begin
  select * into p from app.problem where root = new.root and id = new.problem_id;
  if new.duty <> 'PANEL' and new.formed_by not in (p.holder, coalesce(p.holder_parent, p.holder)) then
    raise check_violation using message = 'a task force is formed where it lies, or one level above',
      table = 'case_member', constraint = 'task_force_from_the_level_above';
  end if;
  if app.sits_with(new.root, new.post_id, p.accused) then
    raise check_violation using message = 'nobody works on what is against their own unit',
      table = 'case_member', constraint = 'member_apart_from_the_accused';
  end if;
  return null;
end $$;
create trigger judged after insert on app.case_member
  for each row execute function app.judge_member();

-- Whoever is in it no more, as another was formed, is told so, unless they were named anew; nobody of a unit
-- that it is against. What a gate releases (an accusation, below) is told to nobody: of a post that two
-- hold, the one who has nothing to do with the accused would learn of the other. Inside a gate the current
-- user is the gate's owner.
create function app.tell_released() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  perform app.tell(p.root, p.id, null, p.accused, 'TASK_FORCE_RELEASED', s.holder, s.id, '{}', '{}',
      null, null)
    from app.problem p join app.post s on s.root = p.root and s.id = new.post_id
    where p.root = new.root and p.id = new.problem_id and not exists (
      select from app.case_member m where m.root = new.root and m.problem_id = new.problem_id
        and m.post_id = new.post_id and m.formed_by = new.formed_by and m.state = 'ACTIVE');
  return null;
end $$;
create trigger released_told after update of state on app.case_member
  for each row when (old.state = 'ACTIVE' and new.state = 'RELEASED' and new.duty <> 'PANEL'
    and current_user = 'levelwise_app')
  execute function app.tell_released();

create function app.release_accused() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update app.case_member m set state = 'RELEASED' where m.root = new.root
    and m.problem_id = new.id and m.state = 'ACTIVE'
    and app.sits_with(m.root, m.post_id, new.accused);
  return null;
end $$;
create trigger accused_released after update of accused on app.problem for each row
  when (old.accused <> new.accused) execute function app.release_accused();

-- Cells of the desks: how many were found, are hard, were closed, looked at again and listed, at a
-- unit and (whole) at each unit above it but the topmost, which nobody counts as a subordinate. As with
-- the cells of problems a statement adds the differences it made and locks nothing; readers sum up.
--
-- What a problem counts as: a row per kind, at the unit to which that kind is charged. `mark` says
-- of FOUND whether the day of finding is known, of LAG the days from it to registration, of HARD
-- why (1 staged, 2 returned twice, 4 long overdue, 8 across units), of LISTED whether it is open, of
-- ORIGIN what became of it (1 settled where it was found, 2 sent up, 4 not counted).
create function app.desk_marks(origin int, registered_on date, found_on date, state text, holder int,
    open boolean, class text, returns int, long_overdue boolean, across boolean, listed_by int,
    listed_on date, hops int)
  returns table (unit int, kind text, grain text, day date, mark int) language sql immutable
  set search_path = pg_catalog, pg_temp as $$
  select origin, 'FOUND', 'DAY', registered_on, (found_on is not null)::int
    where registered_on is not null and state not in ('REJECTED', 'MERGED', 'DIVERTED')
  union all
  select origin, 'LAG', 'QUARTER', date_trunc('quarter', registered_on::timestamp)::date,
      greatest(0, registered_on - found_on)
    where registered_on is not null and found_on is not null
      and state not in ('REJECTED', 'MERGED', 'DIVERTED')
  union all
  select holder, 'HARD', 'NOW', date '1949-10-01', (class is not distinct from 'STAGED')::int
      + 2 * (returns >= 2)::int + 4 * long_overdue::int + 8 * across::int
    where open and (class = 'STAGED' or returns >= 2 or long_overdue or across)
  union all
  select listed_by, 'LISTED', 'DAY', listed_on, open::int
    where listed_by is not null and listed_on is not null
  union all
  select origin, 'ORIGIN', 'NOW', date '1949-10-01',
      case when state in ('REJECTED', 'MERGED', 'DIVERTED') then 4 else 2 * (hops > 0)::int
        + (hops = 0 and state in ('RESOLVED_ON_SPOT', 'CLOSED', 'ARCHIVED'))::int end
$$;

create function app.count_at_desks() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    insert into app.desk_cell (root, id, holder, accused, kind, grain, day, mark, n)
      select d.root, gen_random_uuid(), m.unit, d.accused, m.kind, m.grain, m.day, m.mark, count(*)
      from fresh d, lateral app.desk_marks(d.origin, d.registered_on, d.found_on, d.state, d.holder,
        d.open, d.class, d.returns, d.long_overdue, d.across, d.listed_by, d.listed_on, d.hops) m
      group by d.root, m.unit, d.accused, m.kind, m.grain, m.day, m.mark;
  else
    insert into app.desk_cell (root, id, holder, accused, kind, grain, day, mark, n)
      select d.root, gen_random_uuid(), m.unit, d.accused, m.kind, m.grain, m.day, m.mark, sum(d.n)
      from (select 1 n, f.* from fresh f union all select -1, g.* from gone g) d,
        lateral app.desk_marks(d.origin, d.registered_on, d.found_on, d.state, d.holder,
          d.open, d.class, d.returns, d.long_overdue, d.across, d.listed_by, d.listed_on, d.hops) m
      group by d.root, m.unit, d.accused, m.kind, m.grain, m.day, m.mark having sum(d.n) <> 0;
  end if;
  return null;
end $$;
create trigger desks_new after insert on app.problem referencing new table as fresh
  for each statement execute function app.count_at_desks();
create trigger desks_changed after update on app.problem
  referencing old table as gone new table as fresh
  for each statement execute function app.count_at_desks();

-- Closings, charged to whoever was responsible: 1 come back since, 2 found never to have been solved.
create function app.count_closings() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    insert into app.desk_cell (root, id, holder, accused, kind, grain, day, mark, n)
      select root, gen_random_uuid(), about, accused, 'CLOSED', 'DAY',
        (closed_at at time zone 'Asia/Shanghai')::date, app.closing_mark(cancelled_at, false_closing), 1
      from fresh;
  else
    insert into app.desk_cell (root, id, holder, accused, kind, grain, day, mark, n)
      select root, gen_random_uuid(), about, accused, 'CLOSED', 'DAY', day, mark, sum(n)
      from (select root, about, accused, (closed_at at time zone 'Asia/Shanghai')::date as day,
          app.closing_mark(cancelled_at, false_closing) as mark, 1 as n from fresh
        union all select root, about, accused, (closed_at at time zone 'Asia/Shanghai')::date,
          app.closing_mark(cancelled_at, false_closing), -1 from gone) d
      group by root, about, accused, day, mark having sum(n) <> 0;
  end if;
  return null;
end $$;
create function app.closing_mark(cancelled_at timestamptz, false_closing boolean) returns int
  language sql immutable set search_path = pg_catalog, pg_temp as $$
  select (cancelled_at is not null)::int + 2 * false_closing::int
$$;
create trigger desks_new after insert on app.closing referencing new table as fresh
  for each statement execute function app.count_closings();
create trigger desks_changed after update on app.closing
  referencing old table as gone new table as fresh
  for each statement execute function app.count_closings();

-- Looks back that have a grade, charged as their closing is; the mark is the place of the grade. They
-- count by day, and by quarter for the grades, which are put together to groups when they are read.
create function app.grade_mark(grade text) returns int language sql immutable
  set search_path = pg_catalog, pg_temp as $$
  select array_position(array['GOOD', 'FAIRLY_GOOD', 'ORDINARY', 'POOR'], grade)
$$;
create function app.look_days(done_at timestamptz)
  returns table (kind text, grain text, day date) language sql immutable
  set search_path = pg_catalog, pg_temp as $$
  select 'LOOKED', 'DAY', (done_at at time zone 'Asia/Shanghai')::date
  union all
  select 'GRADE', 'QUARTER', date_trunc('quarter', done_at at time zone 'Asia/Shanghai')::date
$$;
create function app.count_looks() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    insert into app.desk_cell (root, id, holder, accused, kind, grain, day, mark, n)
      select f.root, gen_random_uuid(), c.about, f.accused, k.kind, k.grain, k.day,
        app.grade_mark(f.grade), 1
      from fresh f join app.closing c on c.root = f.root and c.id = f.closing_id,
        lateral app.look_days(f.done_at) k
      where f.grade is not null and f.done_at is not null;
  else
    insert into app.desk_cell (root, id, holder, accused, kind, grain, day, mark, n)
      select d.root, gen_random_uuid(), c.about, d.accused, k.kind, k.grain, k.day, d.mark, sum(d.n)
      from (select root, closing_id, accused, done_at, app.grade_mark(grade) as mark, 1 as n from fresh
        union all select root, closing_id, accused, done_at, app.grade_mark(grade), -1 from gone) d
        join app.closing c on c.root = d.root and c.id = d.closing_id,
        lateral app.look_days(d.done_at) k
      where d.done_at is not null and d.mark is not null
      group by d.root, c.about, d.accused, k.kind, k.grain, k.day, d.mark having sum(d.n) <> 0;
  end if;
  return null;
end $$;
create trigger desks_new after insert on app.recheck referencing new table as fresh
  for each statement execute function app.count_looks();
create trigger desks_changed after update on app.recheck
  referencing old table as gone new table as fresh
  for each statement execute function app.count_looks();

-- A unit and those above it, but the topmost: it may gain one above it, and is counted from then on.
create function app.counted_above(at1 int, at2 int, at3 int, at4 int, at5 int, at6 int)
  returns setof int language sql immutable set search_path = pg_catalog, pg_temp as $$
  select unit from unnest(array[at1, at2, at3, at4, at5, at6]) unit
    where unit <> coalesce(at1, at2, at3, at4, at5, at6)
$$;

-- What was written at a unit for a day goes to its month, and all of it to the units above, but for
-- lists, for which nobody above is counted, and grades.
create function app.spread_desk_cells() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from added where fresh and not whole) then return null; end if;
  insert into app.desk_cell (root, id, holder, whole, accused, kind, grain, day, mark, n)
    select root, gen_random_uuid(), holder, false, accused, kind, 'MONTH', month, mark, sum(n)
      from (select *, date_trunc('month', day::timestamp)::date as month from added
        where fresh and not whole and grain = 'DAY') a
      group by root, holder, accused, kind, month, mark having sum(n) <> 0
    union all
    select a.root, gen_random_uuid(), u.unit, true, a.accused, a.kind, a.grain, a.day, a.mark, sum(a.n)
      from added a, app.counted_above(a.at1, a.at2, a.at3, a.at4, a.at5, a.at6) u (unit)
      where a.fresh and not a.whole and a.kind not in ('LISTED', 'GRADE')
      group by a.root, u.unit, a.accused, a.kind, a.grain, a.day, a.mark having sum(a.n) <> 0;
  return null;
end $$;
create trigger spread after insert on app.desk_cell referencing new table as added
  for each statement execute function app.spread_desk_cells();

-- A unit that comes to hang elsewhere takes along what it was counted with above.
create function app.move_desk_cells() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  insert into app.desk_cell (root, id, holder, whole, accused, kind, grain, day, mark, n)
    select c.root, gen_random_uuid(), u.unit, true, c.accused, c.kind, c.grain, c.day, c.mark,
      sum(m.sign * c.n)
    from ((select -1, root, id, at1, at2, at3, at4, at5, at6 from gone
        except select -1, root, id, at1, at2, at3, at4, at5, at6 from fresh)
      union all
      (select 1, root, id, at1, at2, at3, at4, at5, at6 from fresh
        except select 1, root, id, at1, at2, at3, at4, at5, at6 from gone)) m (sign, root, id)
    join app.desk_cell c on c.root = m.root and c.holder = m.id and not c.whole
      and c.kind not in ('LISTED', 'GRADE'),
    app.counted_above(m.at1, m.at2, m.at3, m.at4, m.at5, m.at6) u (unit)
    group by c.root, u.unit, c.accused, c.kind, c.grain, c.day, c.mark having sum(m.sign * c.n) <> 0;
  return null;
end $$;
create trigger desks_moved after update on app.tenant
  referencing old table as gone new table as fresh
  for each statement execute function app.move_desk_cells();

-- Long overdue: thirty days past its due day. The sweep says so; what is no longer late unsays it.
create function app.sweep_long_overdue(today date) returns int language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare turned int;
begin
  update app.problem set long_overdue = true
    where open and overdue and not long_overdue and due_on <= today - 30
      and (owed_on is null or own_on <= today - 30);
  get diagnostics turned = row_count;
  return turned;
end $$;
grant execute on function app.sweep_long_overdue(date) to levelwise_relay, levelwise_migrator;
create function app.keep_long_overdue() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp as $$
begin
  new.long_overdue := new.long_overdue and new.overdue and new.open and new.due_on <= old.due_on;
  return new;
end $$;
create trigger so_long before update on app.problem for each row when (new.long_overdue)
  execute function app.keep_long_overdue();

-- Makes one row of what was added to each cell since the last time.
create function app.fold_desk_cells() returns int language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare folded int;
begin
  -- Two at once take none of the same, and write cells in the same order.
  with taken as (
    delete from app.desk_cell c using (
        select root, id from app.desk_cell where fresh for update skip locked) f
      where c.root = f.root and c.id = f.id returning c.*
  ), summed as (
    select root, holder, whole, kind, grain, day, mark, accused, sum(n) as n, count(*) as times
    from taken group by 1, 2, 3, 4, 5, 6, 7, 8
  ), kept as (
    insert into app.desk_cell as c (root, id, holder, whole, kind, grain, day, mark, accused, n, fresh)
      select s.root, gen_random_uuid(), s.holder, s.whole, s.kind, s.grain, s.day, s.mark, s.accused,
        s.n, false
      from summed s where s.n <> 0
      order by s.root, s.holder, s.whole, s.kind, s.grain, s.day, s.mark, s.accused
    on conflict (root, holder, whole, kind, grain, day, mark, accused) where not fresh
      do update set n = c.n + excluded.n
  )
  select coalesce(sum(times), 0) into folded from summed;
  return folded;
end $$;
grant delete on app.desk_cell to levelwise_gate;
grant execute on function app.fold_desk_cells() to levelwise_relay, levelwise_migrator;

-- All cells as they should be, counted from the rows themselves.
create function app.true_desk_cells() returns table (root int, holder int, whole boolean, kind text,
    grain text, day date, mark int, accused int[], n bigint) language sql stable
  set search_path = pg_catalog, pg_temp as $$
  with facts as (
    select p.root, m.unit, m.kind, m.grain, m.day, m.mark, p.accused
      from app.problem p, lateral app.desk_marks(p.origin, p.registered_on, p.found_on, p.state,
        p.holder, p.open, p.class, p.returns, p.long_overdue, p.across, p.listed_by, p.listed_on,
        p.hops) m
    union all
    select c.root, c.about, 'CLOSED', 'DAY', (c.closed_at at time zone 'Asia/Shanghai')::date,
        app.closing_mark(c.cancelled_at, c.false_closing), c.accused from app.closing c
    union all
    select r.root, c.about, k.kind, k.grain, k.day, app.grade_mark(r.grade), r.accused
      from app.recheck r join app.closing c on c.root = r.root and c.id = r.closing_id,
        lateral app.look_days(r.done_at) k
      where r.grade is not null and r.done_at is not null
  ), days as (
    select f.root, f.unit, f.kind, f.grain, f.day, f.mark, f.accused, count(*) as n
      from facts f group by 1, 2, 3, 4, 5, 6, 7
  ), own as (
    select * from days
    union all
    select d.root, d.unit, d.kind, 'MONTH', date_trunc('month', d.day::timestamp)::date, d.mark,
        d.accused, sum(d.n)::bigint from days d where d.grain = 'DAY' group by 1, 2, 3, 5, 6, 7
  )
  select o.root, o.unit, false, o.kind, o.grain, o.day, o.mark, o.accused, o.n from own o
  union all
  select o.root, u.unit, true, o.kind, o.grain, o.day, o.mark, o.accused, sum(o.n)::bigint
    from own o join app.tenant t on t.root = o.root and t.id = o.unit,
      app.counted_above(t.at1, t.at2, t.at3, t.at4, t.at5, t.at6) u (unit)
    where o.kind not in ('LISTED', 'GRADE') group by 1, 2, 4, 5, 6, 7, 8
$$;
grant execute on function app.desk_marks(int, date, date, text, int, boolean, text, int, boolean,
  boolean, int, date, int), app.closing_mark(timestamptz, boolean), app.grade_mark(text),
  app.look_days(timestamptz), app.counted_above(int, int, int, int, int, int), app.true_desk_cells()
  to levelwise_migrator;

-- Writes all cells anew: for whoever found by `levelwise check` that one is wrong.
create function app.recount_desks() returns void language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  lock table app.problem, app.closing, app.recheck, app.desk_cell in share row exclusive mode;
  delete from app.desk_cell;
  insert into app.desk_cell (root, id, holder, whole, kind, grain, day, mark, accused, n, fresh)
    select t.root, gen_random_uuid(), t.holder, t.whole, t.kind, t.grain, t.day, t.mark, t.accused,
      t.n, false from app.true_desk_cells() t;
end $$;
grant execute on function app.recount_desks() to levelwise_migrator;

-- An invitation binds a sign-in to a person, once. Only the hash of its code is kept. Who accepts is
-- the subject of a verified token: the context is signed for that question and no other.
-- Whoever has the code becomes the person, and that was weighed when the code was made: it is good
-- while the person's standing is what it was then. Who is given a post or a right since is invited anew.
create table ctx.invitation (
  code_sha256 bytea primary key check (octet_length(code_sha256) = 32),
  root int not null,
  person_id uuid not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  standing int not null,
  foreign key (root, person_id) references app.person (root, id)
);
revoke all on ctx.invitation from public;
grant select, insert, update on ctx.invitation to levelwise_gate;
grant insert on ctx.invitation to levelwise_migrator;

create function ctx.invited() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  select p.standing into strict new.standing
    from app.person p where p.root = new.root and p.id = new.person_id;
  return new;
end $$;
create trigger standing before insert on ctx.invitation for each row execute function ctx.invited();

create function ctx.accept_invitation(issuer text, subject text, code text) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  found ctx.invitation;
begin
  if ctx.asked() is distinct from encode(sha256(convert_to(
      octet_length(issuer) || ':' || issuer || subject, 'UTF8')), 'hex') then
    raise insufficient_privilege using message = 'this acceptance was not signed';
  end if;
  update ctx.invitation i set accepted_at = clock_timestamp()
    where i.code_sha256 = sha256(convert_to(code, 'UTF8'))
      and i.accepted_at is null and i.expires_at > clock_timestamp()
      and i.standing = (select p.standing from app.person p
        where p.root = i.root and p.id = i.person_id for update)
    returning i.* into found;
  if found.person_id is null then return false; end if;
  insert into app.identity (root, issuer, subject, person_id)
    values (found.root, accept_invitation.issuer, accept_invitation.subject, found.person_id);
  perform audit.append_system('invitation.accept', 'person', found.person_id, '{}');
  return true;
end $$;
grant execute on function ctx.accept_invitation(text, text, text) to levelwise_app;

-- An administrator invites a person of the acting unit or below who has no sign-in; false for one who
-- has. Older codes of theirs are void.
create function app.invite(person uuid, digest bytea) returns boolean language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  r int := ctx.root();
  me int := ctx.tenant();
begin
  if not exists (select from app.person p where p.root = r and p.id = invite.person
      and me = any (array[p.at1, p.at2, p.at3, p.at4, p.at5, p.at6])) then
    raise insufficient_privilege using message = 'no such person at or below the acting unit';
  end if;
  if exists (select from app.identity i where i.root = r and i.person_id = invite.person) then
    return false;
  end if;
  update ctx.invitation i set expires_at = clock_timestamp()
    where i.root = r and i.person_id = invite.person and i.accepted_at is null;
  insert into ctx.invitation (code_sha256, root, person_id, expires_at)
    values (digest, r, invite.person, clock_timestamp() + interval '7 days');
  return true;
end $$;
grant execute on function app.invite(uuid, bytea) to levelwise_app;

-- Sessions that an identity provider ended. Only for questions that the context was signed for, so
-- that injected SQL neither ends sessions nor learns who signed in.
create table ctx.ended_session (
  issuer text not null,
  jti text not null,
  subject text,
  session text,
  at timestamptz not null,
  ended_at timestamptz not null default clock_timestamp(),
  primary key (issuer, jti),
  check (subject is not null or session is not null)
);
revoke all on ctx.ended_session from public;
grant select, insert, delete on ctx.ended_session to levelwise_gate;

create function ctx.end_session(issuer text, subject text, session text, jti text, at timestamptz)
  returns boolean language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if ctx.asked() is distinct from encode(sha256(convert_to(
      'logout|' || issuer || '|' || jti, 'UTF8')), 'hex') then
    raise insufficient_privilege using message = 'this logout was not signed';
  end if;
  -- No token lives that long.
  delete from ctx.ended_session e where e.ended_at < clock_timestamp() - interval '31 days';
  insert into ctx.ended_session (issuer, jti, subject, session, at)
    values (issuer, jti, subject, session, at) on conflict do nothing;
  if not found then return false; end if;
  perform pg_notify('levelwise_signed_out', '');
  return true;
end $$;

create function ctx.ended_sessions() returns jsonb language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if ctx.asked() is distinct from encode(sha256(convert_to('logouts', 'UTF8')), 'hex') then
    raise insufficient_privilege using message = 'this question was not signed';
  end if;
  return (select coalesce(jsonb_agg(jsonb_build_object('issuer', e.issuer, 'subject', e.subject,
      'session', e.session, 'at', extract(epoch from e.at))), '[]') from ctx.ended_session e);
end $$;
grant execute on function ctx.end_session(text, text, text, text, timestamptz),
  ctx.ended_sessions() to levelwise_app;

-- Secrets of feeds: only their hashes are kept, and only gates see these. A feed has one secret, two
-- while they rotate.
create table ctx.feed_secret (
  sha256 bytea primary key check (octet_length(sha256) = 32),
  root int not null,
  feed_id uuid not null,
  made_at timestamptz not null default clock_timestamp(),
  ends_at timestamptz,
  foreign key (root, feed_id) references app.feed (root, id)
);
create index feed_secret_feed on ctx.feed_secret (root, feed_id);
revoke all on ctx.feed_secret from public;
grant select, insert, update on ctx.feed_secret to levelwise_gate;
grant select, insert, update on ctx.feed_secret to levelwise_migrator;

-- Keeps a new secret of a feed that the acting tenant holds or that lies below it; the former one
-- ends after as many hours as given, all before it end now.
create function app.keep_feed_secret(feed uuid, sha256 bytea, overlap int) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  here int := ctx.tenant();
  r int;
  latest bytea;
begin
  select f.root into r from app.feed f where f.id = keep_feed_secret.feed
    and here = any (array[f.at1, f.at2, f.at3, f.at4, f.at5, f.at6]);
  if r is null or ctx.post() is null then
    raise insufficient_privilege using message = 'this feed is not held here';
  end if;
  select s.sha256 into latest from ctx.feed_secret s where s.root = r
    and s.feed_id = keep_feed_secret.feed order by s.made_at desc limit 1;
  update ctx.feed_secret s set ends_at = least(s.ends_at,
      case when s.sha256 = latest then clock_timestamp() + make_interval(hours => overlap)
        else clock_timestamp() end)
    where s.root = r and s.feed_id = keep_feed_secret.feed;
  insert into ctx.feed_secret (sha256, root, feed_id)
    values (keep_feed_secret.sha256, r, keep_feed_secret.feed);
end $$;
grant execute on function app.keep_feed_secret(uuid, bytea, int) to levelwise_app;

-- Which feed does this secret open? Like ctx.sign_in it answers only the one question that the
-- context was signed for.
create function ctx.feed_in(secret text) returns jsonb language plpgsql stable
  security definer set search_path = pg_catalog, pg_temp as $$
begin
  if ctx.asked() is distinct from encode(sha256(convert_to(
      octet_length('levelwise:feed') || ':levelwise:feed' || secret, 'UTF8')), 'hex') then
    raise insufficient_privilege using message = 'this question was not signed';
  end if;
  return (select jsonb_build_object(
      'feed_id', f.id, 'name', f.name, 'state', f.state, 'kinds', f.kinds, 'root', f.root,
      'tenant_id', t.id, 'tenant_code', t.code, 'slot', t.slot, 'kind', t.kind,
      'parent', t.parent_id,
      'lineage', jsonb_build_array(t.at1, t.at2, t.at3, t.at4, t.at5, t.at6),
      'suspended', t.valid_until is not null or exists (select from app.tenant over
        where over.suspended
          and over.id = any (array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6])),
      'policy_version', (select d.policy_version from app.deployment d))
    from ctx.feed_secret s
    join app.feed f on f.root = s.root and f.id = s.feed_id
    join app.tenant t on t.root = f.root and t.id = f.holder
    where s.sha256 = sha256(convert_to(secret, 'UTF8'))
      and (s.ends_at is null or s.ends_at > clock_timestamp()));
end $$;
grant execute on function ctx.feed_in(text) to levelwise_app;

-- When a feed called last, and with what error: written for the feed that acts, at most every five
-- seconds when all is well.
create function app.feed_called(error text) returns void language sql security definer
  set search_path = pg_catalog, pg_temp as $$
  update app.feed f set last_call_at = clock_timestamp(),
      last_error = coalesce(feed_called.error, f.last_error),
      last_error_at = case when feed_called.error is null then f.last_error_at
        else clock_timestamp() end
    where f.root = ctx.root() and f.id = ctx.person() and ctx.post() is null
      and (feed_called.error is not null or f.last_call_at is null
        or f.last_call_at < clock_timestamp() - interval '5 seconds')
$$;
grant execute on function app.feed_called(text) to levelwise_app;

-- Keeps the sealed citizen number of an entry that the acting feed brought.
create function app.keep_feed_document(entry uuid, kid text, wrapped bytea, body bytea, blind bytea)
  returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from app.feed_entry e where e.root = ctx.root() and e.id = entry
      and e.feed_id = ctx.person()) then
    raise insufficient_privilege using message = 'this entry is not of the acting feed';
  end if;
  insert into app.feed_document as d (root, id, kid, wrapped, body, blind)
    values (ctx.root(), entry, keep_feed_document.kid, keep_feed_document.wrapped,
      keep_feed_document.body, keep_feed_document.blind)
    on conflict (root, id) do update set kid = excluded.kid, wrapped = excluded.wrapped,
      body = excluded.body, blind = excluded.blind;
end $$;
grant execute on function app.keep_feed_document(uuid, text, bytea, bytea, bytea) to levelwise_app;

-- Whom entries with the same citizen number were bound to, among the people below the acting
-- tenant; an entry's own number is never told.
create function app.same_document(blind bytea) returns setof uuid language sql stable
  security definer set search_path = pg_catalog, pg_temp as $$
  select distinct p.id from app.feed_document d
    join app.feed_entry e on e.root = d.root and e.id = d.id
    join app.person p on p.root = e.root and p.id = e.person_id
    where d.root = ctx.root() and d.blind = same_document.blind
      and ctx.tenant() = any (array[p.at1, p.at2, p.at3, p.at4, p.at5, p.at6])
$$;
grant execute on function app.same_document(bytea) to levelwise_app;

-- A person goes over to another unit: both below the acting tenant. The place of a row is filled by
-- its trigger; nobody else may write it.
create function app.rehome_person(person uuid, unit int) returns boolean language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare here int := ctx.tenant();
begin
  if not exists (select from app.tenant t where t.root = ctx.root() and t.id = unit
      and t.valid_until is null
      and here = any (array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6])) then
    return false;
  end if;
  update app.person p set holder = unit where p.root = ctx.root() and p.id = rehome_person.person
    and here = any (array[p.at1, p.at2, p.at3, p.at4, p.at5, p.at6]);
  return found;
end $$;
grant execute on function app.rehome_person(uuid, int) to levelwise_app;

-- Whose the fields of a person or a post are goes with them, by a feed or a reorganisation: whoever
-- has them now must see it.
create function app.fields_follow() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update app.managed_field m set holder = new.holder
    where m.root = new.root and m.record_id = new.id and m.holder <> new.holder;
  return null;
end $$;
create trigger fields_follow after update on app.person for each row
  when (old.holder <> new.holder) execute function app.fields_follow();
create trigger fields_follow after update on app.post for each row
  when (old.holder <> new.holder) execute function app.fields_follow();

-- Lets go of the field that a line claimed, before the line is taken back.
create function app.release_field(line uuid) returns void language sql security definer
  set search_path = pg_catalog, pg_temp as $$
  delete from app.managed_field m using app.feed_line l
    where l.root = ctx.root() and l.id = release_field.line and l.state = 'APPLIED'
      and m.root = l.root and m.record_id = l.person_id and m.feed_id = l.feed_id
      and m.field = l.done ->> 'claimed' and ctx.post() is not null
      and ctx.tenant() = any (array[m.at1, m.at2, m.at3, m.at4, m.at5, m.at6])
$$;
grant execute on function app.release_field(uuid) to levelwise_app;
grant delete on app.managed_field to levelwise_gate;

-- Whether posts below the acting tenant would be left with items in hand and nobody in them, were
-- these appointments to end and that post to close. Says neither which nor what.
create function app.left_in_hand(leaving uuid[], closing uuid) returns boolean language plpgsql
  stable security definer set search_path = pg_catalog, pg_temp as $$
declare here int := ctx.tenant();
begin
  return exists (select from app.post p where p.root = ctx.root()
    and here = any (array[p.at1, p.at2, p.at3, p.at4, p.at5, p.at6])
    and (p.id = closing or exists (select from app.appointment a where a.root = p.root
        and a.post_id = p.id and a.id = any (leaving) and a.relieved_on is null)
      and not exists (select from app.appointment o where o.root = p.root and o.post_id = p.id
        and o.id <> all (leaving) and o.relieved_on is null))
    and app.held_by_post(p.root, p.id) > 0);
end $$;
grant execute on function app.left_in_hand(uuid[], uuid) to levelwise_app;

-- Appointment forms: sealed before they come near the database, read by committed ticket alone, like
-- the identity vault. Whom a form is of lies below the acting tenant, and nobody has their own form.
create function app.form_here(person uuid) returns boolean language plpgsql stable
  security definer set search_path = pg_catalog, pg_temp as $$
begin
  return ctx.post() is not null and ctx.person() <> form_here.person and exists (
    select from app.person p where p.root = ctx.root() and p.id = form_here.person
      and ctx.tenant() = any (array[p.at1, p.at2, p.at3, p.at4, p.at5, p.at6]));
end $$;

create function app.keep_form(person uuid, kid text, wrapped bytea, body bytea) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not app.form_here(person) then
    raise insufficient_privilege using message = 'this person''s form is not kept here';
  end if;
  insert into app.appointment_form as f (root, id, kid, wrapped, body)
    values (ctx.root(), keep_form.person, keep_form.kid, keep_form.wrapped, keep_form.body)
    on conflict (root, id) do update set kid = excluded.kid, wrapped = excluded.wrapped,
      body = excluded.body;
end $$;
grant execute on function app.keep_form(uuid, text, bytea, bytea) to levelwise_app;

create table audit.form_ticket (
  id uuid primary key default gen_random_uuid(),
  root int not null,
  subject uuid not null,
  person uuid not null,
  post uuid not null,
  reason text not null check (char_length(reason) between 4 and 400),
  xid xid8 not null default pg_current_xact_id(),
  asked_at timestamptz not null default clock_timestamp()
);
alter table audit.form_ticket enable row level security;
alter table audit.form_ticket force row level security;
create policy gate on audit.form_ticket to levelwise_gate using (true) with check (true);
revoke all on audit.form_ticket from public;
grant select, insert on audit.form_ticket to levelwise_gate;
create trigger append_only before update or delete or truncate on audit.form_ticket
  for each statement execute function audit.refuse();

create function app.ask_form(person uuid, reason text, request text) returns uuid
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  made uuid;
begin
  if not app.form_here(person) or char_length(btrim(reason)) < 4 or not exists (
      select from app.appointment_form f where f.root = ctx.root() and f.id = ask_form.person) then
    return null;
  end if;
  insert into audit.form_ticket (root, subject, person, post, reason)
    values (ctx.root(), ask_form.person, ctx.person(), ctx.post(), btrim(reason))
    returning id into made;
  perform audit.append('form.ask', 'person', ask_form.person, null, null, ask_form.request,
    jsonb_build_object('ticket', made, 'reason', btrim(reason)));
  return made;
end $$;
grant execute on function app.ask_form(uuid, text, text) to levelwise_app;

create function app.redeem_form(ticket uuid)
  returns table (person uuid, kid text, wrapped bytea, body bytea)
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  t audit.form_ticket;
begin
  select * into t from audit.form_ticket x where x.id = redeem_form.ticket;
  if t.id is null or t.person is distinct from ctx.person() or t.post is distinct from ctx.post()
      or t.root is distinct from ctx.root()
      or t.asked_at < clock_timestamp() - interval '5 minutes'
      or pg_xact_status(t.xid) is distinct from 'committed'
      or not app.form_here(t.subject) then
    return;
  end if;
  return query select f.id, f.kid, f.wrapped, f.body from app.appointment_form f
    where f.root = t.root and f.id = t.subject;
end $$;
grant execute on function app.redeem_form(uuid) to levelwise_app;

-- People who were ever appointed in the viewer's own unit or directly below it, and the viewer
-- themself, as a viewer is made of them: for the rule book to decide what they may do. In the order of
-- their keys, after one of them, so many at a time. What they hold elsewhere counts for its
-- prohibitions; the server shows none of it.
create function ctx.people_near(of_person uuid, after_person uuid, most int)
  returns setof jsonb language plpgsql stable
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  me int := ctx.tenant();
  self uuid := ctx.person();
begin
  if self is null or me is null then return; end if;
  return query
    select ctx.in_posts(p) from (
      select near.id from (
        select self as id
        union
        select a.person_id from app.tenant t
          join app.post s on s.root = t.root and s.holder = t.id
          join app.appointment a on a.root = s.root and a.post_id = s.id
          where t.root = ctx.root() and (t.id = me or t.parent_id = me)) near
      where (of_person is null or near.id = of_person)
        and (after_person is null or near.id > after_person)
      order by near.id limit most) page
    join app.person p on p.root = ctx.root() and p.id = page.id
    order by p.id;
end $$;
grant execute on function ctx.people_near(uuid, uuid, int) to levelwise_app;

-- Editions of the rule book. A worker's book is never older than the database's: publication raises
-- the policy version in its own transaction, after every act under the book of before has ended.
create function app.guard_edition() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp as $$
begin
  -- Not a definer function: inside a gate the current user is the gate's owner.
  if current_user <> 'levelwise_app' then return new; end if;
  if tg_op = 'INSERT' then
    new.state := 'PROPOSED'; new.proposed_by := ctx.person(); new.number := null;
    new.confirmed_by := null; new.confirmed_at := null; new.seal := null;
    return new;
  end if;
  if (old.state, new.state) not in (('PROPOSED', 'PUBLISHED'), ('PROPOSED', 'WITHDRAWN'),
      ('PUBLISHED', 'RETIRED'))
    or old.state = 'PROPOSED' and new.state = 'PUBLISHED' and (
      new.confirmed_by is distinct from ctx.person() or new.seal is null or new.number is distinct from
        1 + coalesce((select max(e.number) from app.book_edition e where e.root = new.root), 0))
    or old.state = 'PUBLISHED' and (old.number, old.confirmed_by, old.confirmed_at, old.seal)
      is distinct from (new.number, new.confirmed_by, new.confirmed_at, new.seal) then
    raise check_violation using message = 'an edition goes step by step',
      table = 'book_edition', constraint = 'book_edition_step_by_step';
  end if;
  return new;
end $$;
create trigger proposed before insert or update on app.book_edition
  for each row execute function app.guard_edition();

create function app.edition_changed() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if new.state = 'PUBLISHED' or tg_op = 'UPDATE' and old.state = 'PUBLISHED' then
    update app.deployment set policy_version = policy_version + 1, changed_at = clock_timestamp();
  else
    -- Nobody's rights changed: those who weigh the proposal beside the live book look, no one else.
    perform pg_notify('levelwise_candidate', '');
  end if;
  return null;
end $$;
create trigger announce after insert or update on app.book_edition
  for each row execute function app.edition_changed();

-- Whoever publishes waits until no act under the book of before is running.
create function app.hold_acts() returns void language sql security definer
  set search_path = pg_catalog, pg_temp as $$ select pg_advisory_xact_lock(7070, ctx.root()) $$;
grant execute on function app.hold_acts() to levelwise_app;

-- An edition as a process checks and reads it. For gates only.
create function app.sealed_edition(e app.book_edition) returns jsonb language sql stable
  set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('id', e.id, 'root', e.root, 'number', e.number, 'state', e.state,
    'text', e.text, 'digest', e.digest, 'floor', e.floor, 'beside', e.beside,
    'proposed_by', e.proposed_by, 'confirmed_by', e.confirmed_by,
    'proposal_seal', e.proposal_seal, 'seal', e.seal)
$$;

-- What every process needs to know of editions, as of one moment.
create function app.book_in_force() returns jsonb language sql stable security definer
  set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('policy', d.policy_version, 'editions', (
    select coalesce(jsonb_agg(app.sealed_edition(e) order by e.id), '[]')
    from app.book_edition e where e.state in ('PUBLISHED', 'PROPOSED')))
  from app.deployment d
$$;
grant execute on function app.book_in_force() to levelwise_app, levelwise_relay;

-- The edition in force at the end of a day, and the shipped book of then, for the viewer's root: an
-- edition is in force from its confirmation until the next one's.
create function app.book_on(day date) returns jsonb language sql stable security definer
  set search_path = pg_catalog, pg_temp as $$
  with ends as (select (day + 1)::timestamp at time zone 'Asia/Shanghai' as at)
  select jsonb_build_object(
    'shipped', (select b.version from app.deployment d,
        unnest(d.books, d.books_since) b (version, since)
      where b.since < ends.at order by b.since desc limit 1),
    'edition', (select app.sealed_edition(e) from app.book_edition e
      where e.root = ctx.root() and e.number is not null and e.confirmed_at < ends.at
      order by e.confirmed_at desc, e.number desc limit 1))
  from ends
$$;
grant execute on function app.book_on(date) to levelwise_app;

-- How a proposed edition would have decided: counted as it comes, and only while it waits.
create function app.count_shadow(differences jsonb) returns void language sql security definer
  set search_path = pg_catalog, pg_temp as $$
  insert into app.shadow_difference (root, edition_id, action, direction, rule, post_id, decisions)
    select e.root, e.id, x.action, x.direction, x.rule, p.id, sum(x.decisions)
    from jsonb_to_recordset(differences) x (edition uuid, action text, direction text, rule text,
        post uuid, decisions bigint)
      join app.book_edition e on e.id = x.edition and e.state = 'PROPOSED'
      join app.post p on p.root = e.root and p.id = x.post
    group by e.root, e.id, x.action, x.direction, x.rule, p.id
  on conflict (root, edition_id, action, direction, rule, post_id)
    do update set decisions = shadow_difference.decisions + excluded.decisions
$$;
grant execute on function app.count_shadow(jsonb) to levelwise_app;

create function app.shadow_of(edition uuid) returns jsonb language sql stable security definer
  set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(to_jsonb(x) order by x.decisions desc, x.action, x.rule), '[]') from (
    select s.action, s.direction, s.rule, sum(s.decisions) as decisions, count(*) as posts
      from app.shadow_difference s
      where s.root = ctx.root() and s.edition_id = edition
      group by s.action, s.direction, s.rule) x
$$;
grant execute on function app.shadow_of(uuid) to levelwise_app;

-- Last: every function belongs to the gate role and is open to nobody who was not named above.
do $$
declare f regprocedure;
begin
  for f in select p.oid from pg_proc p
      where p.pronamespace in ('app'::regnamespace, 'ctx'::regnamespace, 'audit'::regnamespace) loop
    execute format('revoke all on function %s from public', f);
    execute format('alter function %s owner to levelwise_gate', f);
  end loop;
end $$;
