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

create function ctx.tenant() returns int language plpgsql stable
  security definer parallel restricted set search_path = pg_catalog, pg_temp as $$
declare
  t text := current_setting('levelwise.context', true);
  m text := substr(t, 65);
  k ctx.key;
begin
  for k in select * from ctx.key loop  -- one row, two while keys change
    if encode(sha256(k.opad || sha256(k.ipad || convert_to(m, 'UTF8'))), 'hex') = substr(t, 1, 64)
        and k.kid = split_part(m, '|', 1) and pg_backend_pid()::text = split_part(m, '|', 3) then
      if split_part(m, '|', 2)::bigint >= extract(epoch from clock_timestamp()) then

        return nullif(split_part(rtrim(split_part(m, '|', 7), ','), ',', -1), '')::int;
      end if;
    end if;
  end loop;
  return null;
end $$;

grant execute on function ctx.tenant() to levelwise_app, levelwise_relay, levelwise_auditor;

create function ctx.lineage() returns int[] language plpgsql stable
  security definer parallel restricted set search_path = pg_catalog, pg_temp as $$
declare
  t text := current_setting('levelwise.context', true);
  m text := substr(t, 65);
  k ctx.key;
begin
  for k in select * from ctx.key loop  -- one row, two while keys change
    if encode(sha256(k.opad || sha256(k.ipad || convert_to(m, 'UTF8'))), 'hex') = substr(t, 1, 64)
        and k.kid = split_part(m, '|', 1) and pg_backend_pid()::text = split_part(m, '|', 3) then
      if split_part(m, '|', 2)::bigint >= extract(epoch from clock_timestamp()) then

        return string_to_array(split_part(m, '|', 7), ',', '')::int[];
      end if;
    end if;
  end loop;
  return null;
end $$;

grant execute on function ctx.lineage() to levelwise_app, levelwise_relay, levelwise_auditor;

create function ctx.tenants() returns int[] language plpgsql stable
  security definer parallel restricted set search_path = pg_catalog, pg_temp as $$
declare
  t text := current_setting('levelwise.context', true);
  m text := substr(t, 65);
  k ctx.key;
begin
  for k in select * from ctx.key loop  -- one row, two while keys change
    if encode(sha256(k.opad || sha256(k.ipad || convert_to(m, 'UTF8'))), 'hex') = substr(t, 1, 64)
        and k.kid = split_part(m, '|', 1) and pg_backend_pid()::text = split_part(m, '|', 3) then
      if split_part(m, '|', 2)::bigint >= extract(epoch from clock_timestamp()) then

        return string_to_array(split_part(m, '|', 8), ',')::int[];
      end if;
    end if;
  end loop;
  return null;
end $$;

grant execute on function ctx.tenants() to levelwise_app, levelwise_relay, levelwise_auditor;

create function ctx.person() returns uuid language plpgsql stable
  security definer parallel restricted set search_path = pg_catalog, pg_temp as $$
declare
  t text := current_setting('levelwise.context', true);
  m text := substr(t, 65);
  k ctx.key;
begin
  for k in select * from ctx.key loop  -- one row, two while keys change
    if encode(sha256(k.opad || sha256(k.ipad || convert_to(m, 'UTF8'))), 'hex') = substr(t, 1, 64)
        and k.kid = split_part(m, '|', 1) and pg_backend_pid()::text = split_part(m, '|', 3) then
      if split_part(m, '|', 2)::bigint >= extract(epoch from clock_timestamp()) then

        return nullif(split_part(m, '|', 4), '')::uuid;
      end if;
    end if;
  end loop;
  return null;
end $$;

grant execute on function ctx.person() to levelwise_app, levelwise_relay, levelwise_auditor;

create function ctx.post() returns uuid language plpgsql stable
  security definer parallel restricted set search_path = pg_catalog, pg_temp as $$
declare
  t text := current_setting('levelwise.context', true);
  m text := substr(t, 65);
  k ctx.key;
begin
  for k in select * from ctx.key loop  -- one row, two while keys change
    if encode(sha256(k.opad || sha256(k.ipad || convert_to(m, 'UTF8'))), 'hex') = substr(t, 1, 64)
        and k.kid = split_part(m, '|', 1) and pg_backend_pid()::text = split_part(m, '|', 3) then
      if split_part(m, '|', 2)::bigint >= extract(epoch from clock_timestamp()) then

        return nullif(split_part(m, '|', 5), '')::uuid;
      end if;
    end if;
  end loop;
  return null;
end $$;

grant execute on function ctx.post() to levelwise_app, levelwise_relay, levelwise_auditor;

create function ctx.root() returns int language plpgsql stable
  security definer parallel restricted set search_path = pg_catalog, pg_temp as $$
declare
  t text := current_setting('levelwise.context', true);
  m text := substr(t, 65);
  k ctx.key;
begin
  for k in select * from ctx.key loop  -- one row, two while keys change
    if encode(sha256(k.opad || sha256(k.ipad || convert_to(m, 'UTF8'))), 'hex') = substr(t, 1, 64)
        and k.kid = split_part(m, '|', 1) and pg_backend_pid()::text = split_part(m, '|', 3) then
      if split_part(m, '|', 2)::bigint >= extract(epoch from clock_timestamp()) then

        return nullif(split_part(m, '|', 6), '')::int;
      end if;
    end if;
  end loop;
  return null;
end $$;

grant execute on function ctx.root() to levelwise_app, levelwise_relay, levelwise_auditor;

create function ctx.asked() returns text language plpgsql stable
  security definer parallel restricted set search_path = pg_catalog, pg_temp as $$
declare
  t text := current_setting('levelwise.context', true);
  m text := substr(t, 65);
  k ctx.key;
begin
  for k in select * from ctx.key loop  -- one row, two while keys change
    if encode(sha256(k.opad || sha256(k.ipad || convert_to(m, 'UTF8'))), 'hex') = substr(t, 1, 64)
        and k.kid = split_part(m, '|', 1) and pg_backend_pid()::text = split_part(m, '|', 3) then
      if split_part(m, '|', 2)::bigint >= extract(epoch from clock_timestamp()) then

        return nullif(split_part(m, '|', 9), '');
      end if;
    end if;
  end loop;
  return null;
end $$;

grant execute on function ctx.asked() to levelwise_app, levelwise_relay, levelwise_auditor;

create function ctx.verified() returns boolean language plpgsql stable
  security definer parallel restricted set search_path = pg_catalog, pg_temp as $$
declare
  t text := current_setting('levelwise.context', true);
  m text := substr(t, 65);
  k ctx.key;
begin
  for k in select * from ctx.key loop  -- one row, two while keys change
    if encode(sha256(k.opad || sha256(k.ipad || convert_to(m, 'UTF8'))), 'hex') = substr(t, 1, 64)
        and k.kid = split_part(m, '|', 1) and pg_backend_pid()::text = split_part(m, '|', 3) then
      if split_part(m, '|', 2)::bigint >= extract(epoch from clock_timestamp()) then

        return true;
      end if;
    end if;
  end loop;
  return false;
end $$;

grant execute on function ctx.verified() to levelwise_app, levelwise_relay, levelwise_auditor;

create function ctx.units() returns int[] language plpgsql stable
  security definer parallel restricted set search_path = pg_catalog, pg_temp as $$
declare
  t text := current_setting('levelwise.context', true);
  m text := substr(t, 65);
  k ctx.key;
begin
  for k in select * from ctx.key loop  -- one row, two while keys change
    if encode(sha256(k.opad || sha256(k.ipad || convert_to(m, 'UTF8'))), 'hex') = substr(t, 1, 64)
        and k.kid = split_part(m, '|', 1) and pg_backend_pid()::text = split_part(m, '|', 3) then
      if split_part(m, '|', 2)::bigint >= extract(epoch from clock_timestamp()) then

        return (select coalesce(array_agg(distinct u), '{}') from app.tenant t, unnest(array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6]) u where u is not null and t.id = any (string_to_array(split_part(m, '|', 8), ',')::int[]));
      end if;
    end if;
  end loop;
  return null;
end $$;

grant execute on function ctx.units() to levelwise_app, levelwise_relay, levelwise_auditor;

create function ctx.versions() returns int[] language plpgsql stable
  security definer parallel restricted set search_path = pg_catalog, pg_temp as $$
declare
  t text := current_setting('levelwise.context', true);
  m text := substr(t, 65);
  k ctx.key;
  in_root int;
  of_person uuid;
  stood int;
  version int;
begin
  for k in select * from ctx.key loop  -- one row, two while keys change
    if encode(sha256(k.opad || sha256(k.ipad || convert_to(m, 'UTF8'))), 'hex') = substr(t, 1, 64)
        and k.kid = split_part(m, '|', 1) and pg_backend_pid()::text = split_part(m, '|', 3) then
      if split_part(m, '|', 2)::bigint >= extract(epoch from clock_timestamp()) then
        in_root := nullif(split_part(m, '|', 6), '')::int;
        of_person := nullif(split_part(m, '|', 4), '')::uuid;
        select p.standing into stood from app.person p
          where p.root = in_root and p.id = of_person;
        select d.policy_version into version from app.deployment d;
        return array[coalesce(stood, 0), version];
      end if;
    end if;
  end loop;
  return null;
end $$;

grant execute on function ctx.versions() to levelwise_app, levelwise_relay, levelwise_auditor;

CREATE TABLE app.actor_type (
	id UUID NOT NULL,
	key TEXT NOT NULL,
	position SMALLINT NOT NULL,
	title_zh TEXT NOT NULL,
	title_en TEXT NOT NULL,
	kind TEXT NOT NULL,
	lives_in TEXT NOT NULL,
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
	CONSTRAINT deployment_pk PRIMARY KEY (one),
	CONSTRAINT deployment_single_check CHECK (one)
);

CREATE TABLE app.outbox (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	kind TEXT NOT NULL,
	holder INTEGER NOT NULL,
	record_id UUID NOT NULL,
	record_version INTEGER NOT NULL,
	recorded_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	relayed_at TIMESTAMP WITH TIME ZONE,
	CONSTRAINT outbox_pk PRIMARY KEY (root, id)
);

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
	CONSTRAINT tenant_parent_fk FOREIGN KEY(parent_id) REFERENCES app.tenant (id),
	CONSTRAINT tenant_slot_check CHECK (slot between 1 and 6)
);

CREATE INDEX tenant_children_by_code ON app.tenant (parent_id, code, uid);

CREATE INDEX tenant_children_by_name ON app.tenant (parent_id, name_sort, uid);

CREATE UNIQUE INDEX tenant_code_kind ON app.tenant (code, kind) WHERE valid_until is null;

CREATE UNIQUE INDEX tenant_credit_code ON app.tenant (credit_code) WHERE credit_code is not null and valid_until is null;

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
	CONSTRAINT calendar_day_pk PRIMARY KEY (root, id),
	CONSTRAINT calendar_day_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT calendar_day_state_check CHECK (state in ('PUBLISHED', 'RETIRED')),
	CONSTRAINT calendar_day_declared_before_check CHECK (declared_on < day),
	CONSTRAINT calendar_day_reason_length_check CHECK (char_length(reason) between 1 and 400)
);

CREATE UNIQUE INDEX calendar_day_once ON app.calendar_day (root, holder, day) WHERE state = 'PUBLISHED';

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
	language TEXT DEFAULT 'ZH' NOT NULL,
	CONSTRAINT person_pk PRIMARY KEY (root, id),
	CONSTRAINT person_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT person_language_check CHECK (language in ('ZH', 'EN'))
);

CREATE INDEX person_holder ON app.person (holder, name_sort, id);

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
	CONSTRAINT tenant_edge_parent_fk FOREIGN KEY(parent) REFERENCES app.tenant (id)
);

CREATE UNIQUE INDEX tenant_edge_child ON app.tenant_edge (child) WHERE valid_until is null;

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
	CONSTRAINT campaign_pk PRIMARY KEY (root, id),
	CONSTRAINT campaign_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT campaign_root_opened_by_fk FOREIGN KEY(root, opened_by) REFERENCES app.person (root, id),
	CONSTRAINT campaign_name_length_check CHECK (char_length(name) between 1 and 100)
);

CREATE INDEX campaign_holder ON app.campaign (holder, opened_on, id);

CREATE UNIQUE INDEX campaign_once ON app.campaign (root, holder, name);

CREATE INDEX campaign_parent ON app.campaign (holder_parent, opened_on, id);

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

CREATE TABLE app.identity (
	root INTEGER NOT NULL,
	issuer TEXT NOT NULL,
	subject TEXT NOT NULL,
	person_id UUID NOT NULL,
	CONSTRAINT identity_pk PRIMARY KEY (root, issuer, subject),
	CONSTRAINT identity_root_person_id_fk FOREIGN KEY(root, person_id) REFERENCES app.person (root, id)
);

CREATE UNIQUE INDEX identity_issuer_subject ON app.identity (issuer, subject);

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
	version INTEGER DEFAULT 1 NOT NULL,
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
	CONSTRAINT appointment_pk PRIMARY KEY (root, id),
	CONSTRAINT appointment_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT appointment_root_post_id_fk FOREIGN KEY(root, post_id) REFERENCES app.post (root, id),
	CONSTRAINT appointment_root_person_id_fk FOREIGN KEY(root, person_id) REFERENCES app.person (root, id),
	CONSTRAINT appointment_dates_check CHECK (relieved_on is null or relieved_on >= appointed_on)
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
	CONSTRAINT clause_actor_type_fk FOREIGN KEY(actor_type) REFERENCES app.actor_type (key),
	CONSTRAINT clause_duty_id_fk FOREIGN KEY(duty_id) REFERENCES app.duty (id)
);

CREATE INDEX clause_common ON app.clause (holder, actor_type, year) WHERE part = 'COMMON' and state = 'PUBLISHED';

CREATE INDEX clause_list ON app.clause (list_id, position, id);

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
	list_type TEXT NOT NULL,
	state TEXT DEFAULT 'COLLECTED' NOT NULL,
	title TEXT NOT NULL,
	facts TEXT NOT NULL,
	place TEXT DEFAULT '' NOT NULL,
	source TEXT DEFAULT '' NOT NULL,
	channel TEXT DEFAULT 'OWN_FINDING' NOT NULL,
	channel_no TEXT,
	origin INTEGER NOT NULL,
	reported_by UUID NOT NULL,
	reported_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	admission TEXT,
	reason TEXT,
	suggestion TEXT,
	class TEXT,
	colour TEXT,
	alert TEXT DEFAULT 'GREEN' NOT NULL,
	due_on DATE NOT NULL,
	open BOOLEAN DEFAULT true NOT NULL,
	overdue BOOLEAN DEFAULT false NOT NULL,
	listed_by INTEGER,
	listed_parent INTEGER,
	lead_post UUID,
	handled_by UUID,
	merged_into UUID,
	hops SMALLINT DEFAULT 0 NOT NULL,
	returns SMALLINT DEFAULT 0 NOT NULL,
	recurrences SMALLINT DEFAULT 0 NOT NULL,
	supporters SMALLINT DEFAULT 0 NOT NULL,
	root_cause TEXT,
	lasting_mechanism TEXT,
	same_type_follow_up TEXT,
	accused INTEGER[] DEFAULT '{}' NOT NULL,
	version INTEGER DEFAULT 1 NOT NULL,
	CONSTRAINT problem_pk PRIMARY KEY (root, id),
	CONSTRAINT problem_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT problem_root_holder_post_fk FOREIGN KEY(root, holder_post) REFERENCES app.post (root, id),
	CONSTRAINT problem_list_type_check CHECK (list_type in ('INSPECTION', 'AUDIT', 'SUPERVISION', 'PETITION', 'HOTLINE_12345', 'PUBLIC_OPINION')),
	CONSTRAINT problem_state_check CHECK (state in ('COLLECTED', 'REGISTERED', 'RESOLVED_ON_SPOT', 'REJECTED', 'MERGED', 'DIVERTED', 'BANKED', 'PENDING_UPPER', 'LISTED', 'TRIAGED', 'ASSIGNED', 'OBJECTED', 'ACCEPTED', 'PLEDGED', 'RECTIFYING', 'SUSPENDED', 'COMPLETION_CLAIMED', 'SELF_EVALUATED', 'CLIENT_EVALUATED', 'RETURNED', 'CLOSED', 'RECHECKING', 'ARCHIVED')),
	CONSTRAINT problem_channel_check CHECK (channel in ('OWN_FINDING', 'INSPECTION', 'AUDIT', 'SUPERVISION', 'PETITION', 'HOTLINE_12345', 'PUBLIC_OPINION')),
	CONSTRAINT problem_origin_fk FOREIGN KEY(root, origin) REFERENCES app.tenant (root, id),
	CONSTRAINT problem_root_reported_by_fk FOREIGN KEY(root, reported_by) REFERENCES app.person (root, id),
	CONSTRAINT problem_listed_by_fk FOREIGN KEY(root, listed_by) REFERENCES app.tenant (root, id),
	CONSTRAINT problem_listed_parent_fk FOREIGN KEY(root, listed_parent) REFERENCES app.tenant (root, id),
	CONSTRAINT problem_root_lead_post_fk FOREIGN KEY(root, lead_post) REFERENCES app.post (root, id),
	CONSTRAINT problem_root_handled_by_fk FOREIGN KEY(root, handled_by) REFERENCES app.person (root, id),
	CONSTRAINT problem_root_merged_into_fk FOREIGN KEY(root, merged_into) REFERENCES app.problem (root, id),
	CONSTRAINT problem_title_length_check CHECK (char_length(title) between 1 and 200),
	CONSTRAINT problem_class_known_check CHECK (class in ('AT_ONCE', 'SET_TIME', 'STAGED')),
	CONSTRAINT problem_alert_known_check CHECK (alert in ('GREEN', 'YELLOW', 'RED')),
	CONSTRAINT problem_open_until_ended_check CHECK (open = (state not in ('ARCHIVED', 'CLOSED', 'DIVERTED', 'MERGED', 'REJECTED', 'RESOLVED_ON_SPOT'))),
	CONSTRAINT problem_all_three_check CHECK (state not in ('ASSIGNED', 'OBJECTED', 'ACCEPTED', 'PLEDGED', 'RECTIFYING', 'SUSPENDED') or (lead_post is not null and listed_by is not null)),
	CONSTRAINT problem_channel_numbered_check CHECK (channel = 'OWN_FINDING' or channel_no is not null)
);

CREATE INDEX problem_at1 ON app.problem (at1, due_on, id) WHERE open and open_to <= 1;

CREATE INDEX problem_at2 ON app.problem (at2, due_on, id) WHERE open and open_to <= 2;

CREATE INDEX problem_at3 ON app.problem (at3, due_on, id) WHERE open and open_to <= 3;

CREATE INDEX problem_at4 ON app.problem (at4, due_on, id) WHERE open and open_to <= 4;

CREATE INDEX problem_at5 ON app.problem (at5, due_on, id) WHERE open and open_to <= 5;

CREATE INDEX problem_below1 ON app.problem (at1);

CREATE INDEX problem_below2 ON app.problem (at2);

CREATE INDEX problem_below3 ON app.problem (at3);

CREATE INDEX problem_below4 ON app.problem (at4);

CREATE INDEX problem_child ON app.problem (holder_parent, due_on, id);

CREATE INDEX problem_inbox ON app.problem (holder, due_on, id) WHERE open;

CREATE INDEX problem_listed ON app.problem (root, listed_by, due_on, id);

CREATE INDEX problem_merged ON app.problem (root, merged_into) WHERE merged_into is not null;

CREATE INDEX problem_origin ON app.problem (root, origin);

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
	number TEXT NOT NULL,
	repeated BOOLEAN DEFAULT false NOT NULL,
	entered_on DATE NOT NULL,
	ended_on DATE,
	version SMALLINT DEFAULT 1 NOT NULL,
	CONSTRAINT campaign_item_pk PRIMARY KEY (root, id),
	CONSTRAINT campaign_item_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT campaign_item_root_campaign_id_fk FOREIGN KEY(root, campaign_id) REFERENCES app.campaign (root, id),
	CONSTRAINT campaign_item_problem_id_fk FOREIGN KEY(root, problem_id) REFERENCES app.problem (root, id)
);

CREATE INDEX campaign_item_entered ON app.campaign_item (root, campaign_id, entered_on, ended_on);

CREATE UNIQUE INDEX campaign_item_problem ON app.campaign_item (root, problem_id);

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
	round SMALLINT NOT NULL,
	party TEXT NOT NULL,
	rating TEXT NOT NULL,
	channel TEXT DEFAULT '' NOT NULL,
	score SMALLINT,
	team_problem_control SMALLINT,
	chief_duty_bearing SMALLINT,
	cadre_work_drive SMALLINT,
	text TEXT DEFAULT '' NOT NULL,
	author_tenant INTEGER NOT NULL,
	author_person UUID NOT NULL,
	sealed BOOLEAN DEFAULT true NOT NULL,
	given_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	CONSTRAINT evaluation_pk PRIMARY KEY (root, id),
	CONSTRAINT evaluation_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT evaluation_root_problem_id_fk FOREIGN KEY(root, problem_id) REFERENCES app.problem (root, id),
	CONSTRAINT evaluation_party_check CHECK (party in ('SELF', 'CLIENT', 'ORGANISATION')),
	CONSTRAINT evaluation_rating_check CHECK (rating in ('SATISFIED', 'BASICALLY_SATISFIED', 'DISSATISFIED', 'NO_ANSWER', 'PASS', 'FAIL')),
	CONSTRAINT evaluation_root_author_person_fk FOREIGN KEY(root, author_person) REFERENCES app.person (root, id),
	CONSTRAINT evaluation_author_tenant_fk FOREIGN KEY(root, author_tenant) REFERENCES app.tenant (root, id),
	CONSTRAINT evaluation_score_range_check CHECK (score between 0 and 100),
	CONSTRAINT evaluation_team_problem_control_range_check CHECK (team_problem_control between 0 and 100),
	CONSTRAINT evaluation_chief_duty_bearing_range_check CHECK (chief_duty_bearing between 0 and 100),
	CONSTRAINT evaluation_cadre_work_drive_range_check CHECK (cadre_work_drive between 0 and 100)
);

CREATE UNIQUE INDEX evaluation_once ON app.evaluation (root, problem_id, round, party);

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
	act TEXT NOT NULL,
	before TEXT,
	after TEXT NOT NULL,
	author_tenant INTEGER NOT NULL,
	author_person UUID NOT NULL,
	author_post UUID NOT NULL,
	author_title TEXT NOT NULL,
	other_end INTEGER,
	shown TEXT DEFAULT 'WHO' NOT NULL,
	reason TEXT,
	text TEXT DEFAULT '' NOT NULL,
	due_on DATE,
	happened_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT happening_pk PRIMARY KEY (root, id),
	CONSTRAINT happening_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT happening_root_problem_id_fk FOREIGN KEY(root, problem_id) REFERENCES app.problem (root, id),
	CONSTRAINT happening_root_author_person_fk FOREIGN KEY(root, author_person) REFERENCES app.person (root, id),
	CONSTRAINT happening_root_author_post_fk FOREIGN KEY(root, author_post) REFERENCES app.post (root, id),
	CONSTRAINT happening_shown_check CHECK (shown in ('NONE', 'THAT', 'WHO', 'ALL')),
	CONSTRAINT happening_author_tenant_fk FOREIGN KEY(root, author_tenant) REFERENCES app.tenant (root, id)
);

CREATE INDEX happening_problem ON app.happening (problem_id, happened_at, id);

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
	seq SMALLINT NOT NULL,
	direction TEXT NOT NULL,
	edge INTEGER NOT NULL,
	child INTEGER NOT NULL,
	parent INTEGER NOT NULL,
	starts INTEGER NOT NULL,
	ends INTEGER NOT NULL,
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
	position SMALLINT NOT NULL,
	text TEXT NOT NULL,
	owner_post UUID NOT NULL,
	due_on DATE NOT NULL,
	state TEXT DEFAULT 'PLANNED' NOT NULL,
	result TEXT,
	version INTEGER DEFAULT 1 NOT NULL,
	CONSTRAINT measure_pk PRIMARY KEY (root, id),
	CONSTRAINT measure_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT measure_root_problem_id_fk FOREIGN KEY(root, problem_id) REFERENCES app.problem (root, id),
	CONSTRAINT measure_root_owner_post_fk FOREIGN KEY(root, owner_post) REFERENCES app.post (root, id),
	CONSTRAINT measure_state_check CHECK (state in ('PLANNED', 'DONE'))
);

CREATE INDEX measure_problem ON app.measure (problem_id, position, id);

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
	self_check TEXT,
	review TEXT,
	version INTEGER DEFAULT 1 NOT NULL,
	CONSTRAINT obligation_pk PRIMARY KEY (root, id),
	CONSTRAINT obligation_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT obligation_root_list_id_fk FOREIGN KEY(root, list_id) REFERENCES app.responsibility_list (root, id),
	CONSTRAINT obligation_root_clause_id_fk FOREIGN KEY(root, clause_id) REFERENCES app.clause (root, id),
	CONSTRAINT obligation_root_body_id_fk FOREIGN KEY(root, body_id) REFERENCES app.body (root, id),
	CONSTRAINT obligation_state_check CHECK (state in ('PLANNED', 'RECORDED', 'SELF_CHECKED', 'ACCEPTED', 'RETURNED')),
	CONSTRAINT obligation_root_recorded_by_fk FOREIGN KEY(root, recorded_by) REFERENCES app.person (root, id),
	CONSTRAINT obligation_open_until_accepted_check CHECK (open = (state <> 'ACCEPTED'))
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
	repeats SMALLINT DEFAULT 0 NOT NULL,
	author_tenant INTEGER NOT NULL,
	author_person UUID NOT NULL,
	registered_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	CONSTRAINT petitioner_pk PRIMARY KEY (root, id),
	CONSTRAINT petitioner_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT petitioner_root_problem_id_fk FOREIGN KEY(root, problem_id) REFERENCES app.problem (root, id),
	CONSTRAINT petitioner_kind_check CHECK (kind in ('PERSON', 'ORGANISATION', 'ANONYMOUS')),
	CONSTRAINT petitioner_matter_check CHECK (matter in ('SUGGESTION', 'REQUEST')),
	CONSTRAINT petitioner_channel_check CHECK (channel in ('VISIT', 'LETTER', 'HOTLINE', 'NETWORK', 'ON_SITE')),
	CONSTRAINT petitioner_root_author_person_fk FOREIGN KEY(root, author_person) REFERENCES app.person (root, id),
	CONSTRAINT petitioner_author_tenant_fk FOREIGN KEY(root, author_tenant) REFERENCES app.tenant (root, id),
	CONSTRAINT petitioner_joint_range_check CHECK (joint between 1 and 9999)
);

CREATE INDEX petitioner_problem ON app.petitioner (problem_id, registered_at, id);

CREATE TABLE app.problem_sketch (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	marks INTEGER[] NOT NULL,
	CONSTRAINT problem_sketch_pk PRIMARY KEY (root, id),
	CONSTRAINT problem_sketch_of_problem FOREIGN KEY(root, id) REFERENCES app.problem (root, id)
);

CREATE INDEX problem_sketch_marks ON app.problem_sketch USING gin (marks) WITH (gin_pending_list_limit = 256);

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
	due_on DATE NOT NULL,
	open BOOLEAN NOT NULL,
	within BOOLEAN NOT NULL,
	CONSTRAINT problem_trail_pk PRIMARY KEY (root, id),
	CONSTRAINT problem_trail_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT problem_trail_root_problem_id_fk FOREIGN KEY(root, problem_id) REFERENCES app.problem (root, id)
);

CREATE INDEX problem_trail_elsewhere ON app.problem_trail (holder, due_on, id) WHERE open and not within;

CREATE UNIQUE INDEX problem_trail_once ON app.problem_trail (root, problem_id, holder);

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
	kind TEXT NOT NULL,
	with_tenant INTEGER NOT NULL,
	note TEXT DEFAULT '' NOT NULL,
	shared_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	CONSTRAINT share_pk PRIMARY KEY (root, id),
	CONSTRAINT share_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT share_root_problem_id_fk FOREIGN KEY(root, problem_id) REFERENCES app.problem (root, id),
	CONSTRAINT share_kind_check CHECK (kind in ('CO_HANDLER', 'EMERGENCY_COPY')),
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
	channel TEXT NOT NULL,
	channel_no TEXT NOT NULL,
	CONSTRAINT upstream_order_pk PRIMARY KEY (root, id),
	CONSTRAINT upstream_order_root_holder_fk FOREIGN KEY(root, holder) REFERENCES app.tenant (root, id),
	CONSTRAINT upstream_order_root_problem_id_fk FOREIGN KEY(root, problem_id) REFERENCES app.problem (root, id)
);

CREATE UNIQUE INDEX problem_upstream ON app.upstream_order (root, holder, channel, channel_no);

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

CREATE TABLE app.sealed_identity (
	root INTEGER NOT NULL,
	id UUID NOT NULL,
	petitioner_id UUID NOT NULL,
	accused INTEGER[] DEFAULT '{}' NOT NULL,
	kid TEXT NOT NULL,
	wrapped BYTEA NOT NULL,
	body BYTEA NOT NULL,
	blind_contact BYTEA,
	blind_document BYTEA,
	CONSTRAINT sealed_identity_pk PRIMARY KEY (root, id),
	CONSTRAINT sealed_identity_root_petitioner_id_fk FOREIGN KEY(root, petitioner_id) REFERENCES app.petitioner (root, id)
);

CREATE INDEX sealed_identity_contact ON app.sealed_identity (root, blind_contact);

CREATE UNIQUE INDEX sealed_identity_once ON app.sealed_identity (root, petitioner_id);

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
	CONSTRAINT file_state_check CHECK (state in ('PREPARED', 'STORED', 'CLAIMED')),
	CONSTRAINT file_size_check CHECK (size_bytes between 1 and 20971520),
	CONSTRAINT file_sha256_check CHECK (sha256 ~ '^[0-9a-f]{64}$')
);

CREATE INDEX file_entry ON app.file (entry_id, id);

CREATE INDEX file_unclaimed ON app.file (prepared_at) WHERE state <> 'CLAIMED';

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

grant insert ("root", "id", "kind", "holder", "record_id", "record_version", "recorded_at", "relayed_at") on app.outbox to levelwise_app;

grant select, update (relayed_at) on app.outbox to levelwise_relay;

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

grant update ("name", "name_sort", "synthetic", "language") on app.person to levelwise_app;

alter table app.tenant_edge enable row level security;

alter table app.tenant_edge force row level security;

revoke all on app.tenant_edge from public;

create policy levelwise_gate on app.tenant_edge to levelwise_gate using (true) with check (true);

grant select, insert, update on app.tenant_edge to levelwise_gate;

create policy levelwise_migrator on app.tenant_edge to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.tenant_edge to levelwise_migrator;

create policy see on app.tenant_edge for select to levelwise_app using ((select ctx.verified()));

grant select on app.tenant_edge to levelwise_app;

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

grant insert ("root", "id", "holder", "name", "opened_on", "opened_at", "opened_by", "version") on app.campaign to levelwise_app;

grant update ("name", "version") on app.campaign to levelwise_app;

alter table app.duty_source enable row level security;

alter table app.duty_source force row level security;

revoke all on app.duty_source from public;

create policy levelwise_gate on app.duty_source to levelwise_gate using (true) with check (true);

grant select, insert, update on app.duty_source to levelwise_gate;

create policy levelwise_migrator on app.duty_source to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.duty_source to levelwise_migrator;

create policy see on app.duty_source for select to levelwise_app using ((select ctx.verified()));

grant select on app.duty_source to levelwise_app;

alter table app.identity enable row level security;

alter table app.identity force row level security;

revoke all on app.identity from public;

create policy levelwise_gate on app.identity to levelwise_gate using (true) with check (true);

grant select, insert, update on app.identity to levelwise_gate;

create policy levelwise_migrator on app.identity to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.identity to levelwise_migrator;

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

grant insert ("root", "id", "holder", "actor_type", "body_id", "year", "state", "published_at", "version") on app.responsibility_list to levelwise_app;

grant update ("actor_type", "body_id", "year", "state", "published_at", "version") on app.responsibility_list to levelwise_app;

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

grant insert ("root", "id", "holder", "post_id", "person_id", "leading", "appointed_on", "relieved_on", "document_no") on app.appointment to levelwise_app;

grant update ("person_id", "leading", "appointed_on", "relieved_on", "document_no") on app.appointment to levelwise_app;

alter table app.clause enable row level security;

alter table app.clause force row level security;

revoke all on app.clause from public;

create policy levelwise_gate on app.clause to levelwise_gate using (true) with check (true);

grant select, insert, update on app.clause to levelwise_gate;

create policy levelwise_migrator on app.clause to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.clause to levelwise_migrator;

create policy see on app.clause for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else state in ('PUBLISHED', 'RETIRED') and holder = any ((select ctx.lineage())::int[]) or (select ctx.tenant()) = any (trail) end);

create policy add on app.clause for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy change on app.clause for update to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else state in ('PUBLISHED', 'RETIRED') and holder = any ((select ctx.lineage())::int[]) or (select ctx.tenant()) = any (trail) end) with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

grant select on app.clause to levelwise_app;

grant insert ("root", "id", "holder", "list_id", "actor_type", "year", "part", "position", "duty_id", "title", "title_en", "detail", "cadence", "min_per_period", "due_rule", "weight", "evidence", "state", "said_by", "said_on", "handed_on_from", "supersedes", "version") on app.clause to levelwise_app;

grant update ("list_id", "actor_type", "year", "part", "position", "duty_id", "title", "title_en", "detail", "cadence", "min_per_period", "due_rule", "weight", "evidence", "state", "said_by", "said_on", "handed_on_from", "supersedes", "version") on app.clause to levelwise_app;

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

grant select on app.problem to levelwise_app;

grant insert ("root", "id", "holder", "holder_post", "list_type", "state", "title", "facts", "place", "source", "channel", "channel_no", "origin", "reported_by", "reported_at", "admission", "reason", "suggestion", "class", "colour", "due_on", "open", "listed_by", "listed_parent", "lead_post", "handled_by", "merged_into", "returns", "recurrences", "supporters", "root_cause", "lasting_mechanism", "same_type_follow_up", "accused", "version") on app.problem to levelwise_app;

grant update ("list_type", "state", "title", "facts", "place", "source", "admission", "reason", "suggestion", "class", "colour", "due_on", "open", "listed_by", "listed_parent", "lead_post", "handled_by", "merged_into", "returns", "recurrences", "supporters", "root_cause", "lasting_mechanism", "same_type_follow_up", "version") on app.problem to levelwise_app;

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

grant select on app.campaign_item to levelwise_app;

grant insert ("root", "id", "holder", "campaign_id", "problem_id", "number", "repeated", "entered_on", "version") on app.campaign_item to levelwise_app;

grant update ("repeated", "version") on app.campaign_item to levelwise_app;

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

grant select on app.evaluation to levelwise_app;

grant insert ("root", "id", "holder", "problem_id", "round", "party", "rating", "channel", "score", "team_problem_control", "chief_duty_bearing", "cadre_work_drive", "text", "author_tenant", "author_person", "sealed", "given_at") on app.evaluation to levelwise_app;

grant update ("round", "party", "rating", "channel", "score", "team_problem_control", "chief_duty_bearing", "cadre_work_drive", "text", "author_tenant", "author_person", "sealed", "given_at") on app.evaluation to levelwise_app;

alter table app.happening enable row level security;

alter table app.happening force row level security;

revoke all on app.happening from public;

create policy levelwise_gate on app.happening to levelwise_gate using (true) with check (true);

grant select, insert, update on app.happening to levelwise_gate;

create policy levelwise_migrator on app.happening to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.happening to levelwise_migrator;

create policy see on app.happening for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.happening for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

grant select on app.happening to levelwise_app;

grant insert ("root", "id", "holder", "problem_id", "act", "before", "after", "author_tenant", "author_person", "author_post", "author_title", "other_end", "shown", "reason", "text", "due_on", "happened_at") on app.happening to levelwise_app;

alter table app.hop enable row level security;

alter table app.hop force row level security;

revoke all on app.hop from public;

create policy levelwise_gate on app.hop to levelwise_gate using (true) with check (true);

grant select, insert, update on app.hop to levelwise_gate;

create policy levelwise_migrator on app.hop to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.hop to levelwise_migrator;

create policy see on app.hop for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.hop for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

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

grant select on app.measure to levelwise_app;

grant insert ("root", "id", "holder", "problem_id", "position", "text", "owner_post", "due_on", "state", "result", "version") on app.measure to levelwise_app;

grant update ("position", "text", "owner_post", "due_on", "state", "result", "version") on app.measure to levelwise_app;

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

grant insert ("root", "id", "holder", "list_id", "clause_id", "actor_type", "body_id", "period", "starts_on", "ends_on", "due_on", "state", "open", "recorded_by", "self_check", "review", "version") on app.obligation to levelwise_app;

grant update ("list_id", "clause_id", "actor_type", "body_id", "period", "starts_on", "ends_on", "due_on", "state", "open", "recorded_by", "self_check", "review", "version") on app.obligation to levelwise_app;

alter table app.petitioner enable row level security;

alter table app.petitioner force row level security;

revoke all on app.petitioner from public;

create policy levelwise_gate on app.petitioner to levelwise_gate using (true) with check (true);

grant select, insert, update on app.petitioner to levelwise_gate;

create policy levelwise_migrator on app.petitioner to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.petitioner to levelwise_migrator;

create policy see on app.petitioner for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.petitioner for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy accused_never on app.petitioner as restrictive for select to levelwise_app using (not (accused && (select ctx.units())));

grant select on app.petitioner to levelwise_app;

grant insert ("root", "id", "holder", "problem_id", "accused", "kind", "matter", "channel", "masked_name", "masked_contact", "joint", "author_tenant", "author_person", "registered_at") on app.petitioner to levelwise_app;

alter table app.problem_sketch enable row level security;

alter table app.problem_sketch force row level security;

revoke all on app.problem_sketch from public;

create policy levelwise_gate on app.problem_sketch to levelwise_gate using (true) with check (true);

grant select, insert, update on app.problem_sketch to levelwise_gate;

create policy levelwise_migrator on app.problem_sketch to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.problem_sketch to levelwise_migrator;

alter table app.problem_trail enable row level security;

alter table app.problem_trail force row level security;

revoke all on app.problem_trail from public;

create policy levelwise_gate on app.problem_trail to levelwise_gate using (true) with check (true);

grant select, insert, update on app.problem_trail to levelwise_gate;

create policy levelwise_migrator on app.problem_trail to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.problem_trail to levelwise_migrator;

create policy see on app.problem_trail for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.problem_trail for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

grant select on app.problem_trail to levelwise_app;

alter table app.share enable row level security;

alter table app.share force row level security;

revoke all on app.share from public;

create policy levelwise_gate on app.share to levelwise_gate using (true) with check (true);

grant select, insert, update on app.share to levelwise_gate;

create policy levelwise_migrator on app.share to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.share to levelwise_migrator;

create policy see on app.share for select to levelwise_app using (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

create policy add on app.share for insert to levelwise_app with check (case (select ctx.tenant()) when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true when at6 then true else (select ctx.tenant()) = any (trail) end);

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

grant select on app.upstream_order to levelwise_app;

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

alter table app.sealed_identity enable row level security;

alter table app.sealed_identity force row level security;

revoke all on app.sealed_identity from public;

create policy levelwise_gate on app.sealed_identity to levelwise_gate using (true) with check (true);

grant select, insert, update on app.sealed_identity to levelwise_gate;

create policy levelwise_migrator on app.sealed_identity to levelwise_migrator using (true) with check (true);

grant select, insert, update on app.sealed_identity to levelwise_migrator;

create policy accused_never on app.sealed_identity as restrictive for select to levelwise_app using (not (accused && (select ctx.units())));

create policy accused_never_by_gate on app.sealed_identity as restrictive for select to levelwise_gate using (not (accused && coalesce((select ctx.units()), '{}')));

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

grant select on app.file to levelwise_app;

grant insert ("root", "id", "holder", "entry_id", "prepared_by", "name", "media_type", "size_bytes", "sha256", "state", "prepared_at") on app.file to levelwise_app;

grant update ("entry_id", "prepared_by", "name", "media_type", "size_bytes", "sha256", "state", "prepared_at") on app.file to levelwise_app;

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
  if tg_nargs = 1 and tg_argv[0] = 'overdue' then
    if new.overdue then new.open_to := 1; end if;
  end if;
  return new;
end $$;

create trigger place before insert or update of holder, trail on app.body for each row execute function app.place();

create trigger place before insert or update of holder, trail on app.calendar_day for each row execute function app.place();

create trigger place before insert or update of holder, trail on app.obligation_tally for each row execute function app.place();

create trigger place before insert or update of holder, trail on app.person for each row execute function app.place();

create trigger place before insert or update of holder, trail on app.work_rule_supplement for each row execute function app.place();

create trigger place before insert or update of holder, trail on app.campaign for each row execute function app.place();

create function app.follow_campaign() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
begin
  update app.campaign_item set holder = new.holder where root = new.root and campaign_id = new.id;
  return null;
end $$;

create trigger follow after update on app.campaign for each row when (old.holder is distinct from new.holder or old.holder_parent is distinct from new.holder_parent or old.holder_slot is distinct from new.holder_slot or old.at1 is distinct from new.at1 or old.at2 is distinct from new.at2 or old.at3 is distinct from new.at3 or old.at4 is distinct from new.at4 or old.at5 is distinct from new.at5 or old.at6 is distinct from new.at6 or old.open_to is distinct from new.open_to or old.trail is distinct from new.trail) execute function app.follow_campaign();

create trigger place before insert or update of holder, trail on app.post for each row execute function app.place();

create function app.follow_post() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
begin
  update app.appointment set holder = new.holder where root = new.root and post_id = new.id;
  return null;
end $$;

create trigger follow after update on app.post for each row when (old.holder is distinct from new.holder or old.holder_parent is distinct from new.holder_parent or old.holder_slot is distinct from new.holder_slot or old.at1 is distinct from new.at1 or old.at2 is distinct from new.at2 or old.at3 is distinct from new.at3 or old.at4 is distinct from new.at4 or old.at5 is distinct from new.at5 or old.at6 is distinct from new.at6 or old.open_to is distinct from new.open_to or old.trail is distinct from new.trail) execute function app.follow_post();

create trigger place before insert or update of holder, trail on app.responsibility_list for each row execute function app.place();

create function app.follow_responsibility_list() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
begin
  update app.pledge set holder = new.holder where root = new.root and list_id = new.id;
  update app.binding set holder = new.holder where root = new.root and list_id = new.id;
  return null;
end $$;

create trigger follow after update on app.responsibility_list for each row when (old.holder is distinct from new.holder or old.holder_parent is distinct from new.holder_parent or old.holder_slot is distinct from new.holder_slot or old.at1 is distinct from new.at1 or old.at2 is distinct from new.at2 or old.at3 is distinct from new.at3 or old.at4 is distinct from new.at4 or old.at5 is distinct from new.at5 or old.at6 is distinct from new.at6 or old.open_to is distinct from new.open_to or old.trail is distinct from new.trail) execute function app.follow_responsibility_list();

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

create trigger place before insert or update of holder, trail, overdue on app.problem for each row execute function app.place('overdue');

create function app.follow_problem() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
begin
  update app.evaluation set holder = new.holder where root = new.root and problem_id = new.id;
  update app.happening set holder = new.holder where root = new.root and problem_id = new.id;
  update app.hop set holder = new.holder where root = new.root and problem_id = new.id;
  update app.measure set holder = new.holder where root = new.root and problem_id = new.id;
  update app.petitioner set holder = new.holder where root = new.root and problem_id = new.id;
  update app.share set holder = new.holder where root = new.root and problem_id = new.id;
  update app.supporter set holder = new.holder where root = new.root and problem_id = new.id;
  return null;
end $$;

create trigger follow after update on app.problem for each row when (old.holder is distinct from new.holder or old.holder_parent is distinct from new.holder_parent or old.holder_slot is distinct from new.holder_slot or old.at1 is distinct from new.at1 or old.at2 is distinct from new.at2 or old.at3 is distinct from new.at3 or old.at4 is distinct from new.at4 or old.at5 is distinct from new.at5 or old.at6 is distinct from new.at6 or old.open_to is distinct from new.open_to or old.trail is distinct from new.trail) execute function app.follow_problem();

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
    if new.author_tenant <> all (new.trail || array[new.at1, new.at2, new.at3, new.at4, new.at5, new.at6]) then
      new.trail := new.trail || new.author_tenant;
    end if;
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
    if new.author_tenant <> all (new.trail || array[new.at1, new.at2, new.at3, new.at4, new.at5, new.at6]) then
      new.trail := new.trail || new.author_tenant;
    end if;
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
    new.holder := u.holder; new.holder_parent := u.holder_parent; new.holder_slot := u.holder_slot; new.at1 := u.at1; new.at2 := u.at2; new.at3 := u.at3; new.at4 := u.at4; new.at5 := u.at5; new.at6 := u.at6; new.open_to := u.open_to; new.trail := u.trail;
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
    new.holder := u.holder; new.holder_parent := u.holder_parent; new.holder_slot := u.holder_slot; new.at1 := u.at1; new.at2 := u.at2; new.at3 := u.at3; new.at4 := u.at4; new.at5 := u.at5; new.at6 := u.at6; new.open_to := u.open_to; new.trail := u.trail;
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

create trigger place before insert or update of holder, trail, overdue on app.obligation for each row execute function app.place('overdue');

create function app.follow_obligation() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
begin
  update app.entry set holder = new.holder where root = new.root and obligation_id = new.id;
  return null;
end $$;

create trigger follow after update on app.obligation for each row when (old.holder is distinct from new.holder or old.holder_parent is distinct from new.holder_parent or old.holder_slot is distinct from new.holder_slot or old.at1 is distinct from new.at1 or old.at2 is distinct from new.at2 or old.at3 is distinct from new.at3 or old.at4 is distinct from new.at4 or old.at5 is distinct from new.at5 or old.at6 is distinct from new.at6 or old.open_to is distinct from new.open_to or old.trail is distinct from new.trail) execute function app.follow_obligation();

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
    if new.author_tenant <> all (new.trail || array[new.at1, new.at2, new.at3, new.at4, new.at5, new.at6]) then
      new.trail := new.trail || new.author_tenant;
    end if;
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

create trigger place before insert or update of holder, trail on app.problem_trail for each row execute function app.place();

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
    new.holder := u.holder; new.holder_parent := u.holder_parent; new.holder_slot := u.holder_slot; new.at1 := u.at1; new.at2 := u.at2; new.at3 := u.at3; new.at4 := u.at4; new.at5 := u.at5; new.at6 := u.at6; new.open_to := u.open_to; new.trail := u.trail;
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
    if new.author_tenant <> all (new.trail || array[new.at1, new.at2, new.at3, new.at4, new.at5, new.at6]) then
      new.trail := new.trail || new.author_tenant;
    end if;
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
    if new.author_tenant <> all (new.trail || array[new.at1, new.at2, new.at3, new.at4, new.at5, new.at6]) then
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

create function app.sweep_overdue(today date) returns int language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare n int; total int := 0;
begin
  update app.problem set overdue = true
    where open and not overdue and due_on < today;
  get diagnostics n = row_count; total := total + n;
  update app.obligation set overdue = true
    where open and not overdue and due_on < today;
  get diagnostics n = row_count; total := total + n;
  return total;
end $$;

grant execute on function app.sweep_overdue(date) to levelwise_relay, levelwise_migrator;

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

create function app.tenant_changed() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update app.person set standing = standing + 1 where root = new.root and id in (
    select person_id from app.appointment
    where root = new.root and new.id = any (array[at1, at2, at3, at4, at5, at6]));
  return null;
end $$;
create trigger standing after update on app.tenant for each row when (
    (old.suspended, old.valid_until, old.parent_id, old.slot, old.at1, old.at2, old.at3, old.at4,
      old.at5, old.at6) is distinct from
    (new.suspended, new.valid_until, new.parent_id, new.slot, new.at1, new.at2, new.at3, new.at4,
      new.at5, new.at6))
  execute function app.tenant_changed();

create function app.person_changed() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  new.standing := old.standing + 1;
  return new;
end $$;
create trigger standing before update on app.person for each row when (
    (old.name, old.language, old.holder) is distinct from (new.name, new.language, new.holder))
  execute function app.person_changed();

-- The rule book has another version, or a custom role changed: every process hears of it.
set local role levelwise_gate;
insert into app.deployment (one) values (true);
set local role levelwise_owner;

create function app.announce_policy(book text) returns int language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare now_at int;
begin
  update app.deployment set book_version = book, policy_version = policy_version + 1,
    changed_at = clock_timestamp() where book_version is distinct from book;
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
  return jsonb_build_object(
    'person_id', found.id, 'root', found.root, 'standing', found.standing, 'name', found.name,
    'language', found.language, 'synthetic', found.synthetic,
    'policy_version', (select policy_version from app.deployment),
    'posts', (select coalesce(jsonb_agg(jsonb_build_object(
        'appointment_id', a.id, 'leading', a.leading, 'appointed_on', a.appointed_on,
        'relieved_on', a.relieved_on, 'post_id', s.id, 'title', s.title, 'title_en', s.title_en,
        'actor_type', s.actor_type, 'roles', s.roles, 'heads', s.heads,
        'valid_from', s.valid_from, 'valid_until', s.valid_until,
        'tenant_id', t.id, 'tenant_uid', t.uid, 'root', t.root, 'kind', t.kind, 'slot', t.slot,
        'parent', t.parent_id, 'tenant_code', t.code, 'tenant_name', t.name,
        'tenant_valid_until', t.valid_until,
        'lineage', jsonb_build_array(t.at1, t.at2, t.at3, t.at4, t.at5, t.at6),
        'suspended', exists (select from app.tenant over where over.suspended
          and over.id = any (array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6])),
        'body_id', b.id, 'body_kind', b.kind, 'body_name', b.name)
      order by a.appointed_on, a.id), '[]')
      from app.appointment a
      join app.post s on s.root = a.root and s.id = a.post_id
      join app.tenant t on t.root = s.root and t.id = s.holder
      left join app.body b on b.root = s.root and b.id = s.body_id
      where a.root = found.root and a.person_id = found.id));
end $$;
grant execute on function ctx.sign_in(text, text) to levelwise_app;

-- The record of acts: append-only, one hash chain per shard, readable by the auditor alone.
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
  primary key (shard, number)
);
create index event_record on audit.event (record);
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
grant select, insert on audit.event to levelwise_gate;
grant select, update on audit.head to levelwise_gate;
grant select on audit.event, audit.head to levelwise_auditor;

create function audit.refuse() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp as $$
begin
  raise insufficient_privilege using message = 'the record of acts is only ever appended to';
end $$;
create trigger append_only before update or delete or truncate on audit.event
  for each statement execute function audit.refuse();

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
  insert into audit.event select e.*;
  update audit.head set number = e.number, hash = e.hash where shard = e.shard;
  return e.number;
end $$;

-- By someone: person, post and tenant are the signed context's, never the caller's word.
create function audit.append(act text, noun text, record uuid, version int, rule text, request text,
    facts jsonb) returns bigint language plpgsql security definer
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
  e.facts := append.facts;
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

grant execute on function audit.append(text, text, uuid, int, text, text, jsonb) to levelwise_app;
grant execute on function audit.append_system(text, text, uuid, jsonb)
  to levelwise_migrator, levelwise_relay;
grant execute on function audit.verify(), audit.digest(audit.event), audit.field(text)
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
      'person', e.person, 'at', e.at, 'act', e.act, 'rule', e.rule, 'request', e.request,
      'facts', e.facts)
    into told
    from audit.event e join app.tenant t on t.id = e.tenant
    where e.record = key and e.noun = 'refusal'
      and me = any (array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6]);
  return told;
end $$;
grant execute on function audit.refusal(uuid) to levelwise_app;

-- Files that were announced and that no entry claimed in time: their rows go, and their keys are
-- given so that their bytes can go too. The only deletion there is; what was never claimed was never
-- part of any record.
create function app.forget_files(before timestamptz) returns setof uuid language sql
  security definer set search_path = pg_catalog, pg_temp as $$
  delete from app.file where state <> 'CLAIMED' and prepared_at < forget_files.before returning id
$$;
grant delete on app.file to levelwise_gate;
grant execute on function app.forget_files(timestamptz) to levelwise_relay, levelwise_migrator;

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

-- The ladder. A problem moves only by a hop; a hop runs along a current edge of the tree (the foreign
-- key hop_along_an_edge), starts where the problem lies, and is made by the upper end of its edge:
-- who hands down, and who draws in. Upward without the upper end's leave only once both have used up
-- their exchanges. These hold for everyone who can write SQL, the application's own role included.
create function app.start_hop() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  p app.problem;
  me int := ctx.tenant();
  exchanged int;
begin
  select * into p from app.problem where root = new.root and id = new.problem_id for update;
  new.starts := case new.direction when 'UP' then new.child else new.parent end;
  new.ends := case new.direction when 'UP' then new.parent else new.child end;
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
    select count(*) into exchanged from app.happening h
      where h.root = new.root and h.problem_id = new.problem_id
        and h.act in ('hand_back', 'object_to_assignment')
        and (h.author_tenant, h.other_end) in ((new.child, new.parent), (new.parent, new.child));
    if not (new.by_rule and new.direction = 'UP' and me = new.child and exchanged >= 2) then
      raise check_violation using message = 'a hop is made by the upper end of its edge',
        table = 'hop', constraint = 'hop_made_by_the_upper_end';
    end if;
  end if;
  if new.post_id is null then
    select id into new.post_id from app.post where root = new.root and holder = new.ends
      and valid_until is null order by heads desc, ('task_force' = any (roles)) desc, id limit 1;
  end if;
  if not exists (select from app.post
      where root = new.root and id = new.post_id and holder = new.ends) then
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
  return null;
end $$;
create trigger hop_ends after insert on app.hop
  for each row execute function app.end_hop();

create function app.keep_to_ladder() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'UPDATE' and not exists (select from app.hop where root = new.root
      and problem_id = new.id and seq = new.hops and ends = new.holder
      and starts = old.holder and new.hops = old.hops + 1) then
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
create trigger ladder_born after insert on app.problem
  for each row execute function app.keep_to_ladder();
create trigger ladder_kept after update on app.problem for each row
  when (old.holder <> new.holder or old.hops <> new.hops or old.holder_post <> new.holder_post)
  execute function app.keep_to_ladder();

-- Sharing moves nothing: a co-handler or a unit above the holder is put on the trail and reads.
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
  if new.kind = 'CO_HANDLER' and not exists (select from app.tenant_edge e
      where e.root = new.root and e.child = new.with_tenant and e.valid_until is null
        and e.parent = coalesce(me, p.holder_parent)) then
    raise check_violation using message = 'a co-handler is a direct subordinate of who asks it',
      table = 'share', constraint = 'share_asks_a_direct_subordinate';
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
  insert into app.problem_trail as t (root, id, holder, problem_id, due_on, open, within)
    select new.root, gen_random_uuid(), x, new.id, new.due_on, new.open,
      coalesce(x = any (array[new.at1, new.at2, new.at3, new.at4, new.at5, new.at6]), false)
    from unnest(new.trail) x
  on conflict (root, problem_id, holder) do update
    set due_on = excluded.due_on, open = excluded.open, within = excluded.within
    where (t.due_on, t.open, t.within)
      is distinct from (excluded.due_on, excluded.open, excluded.within);
  return null;
end $$;
create trigger trailed after insert on app.problem
  for each row execute function app.trail_problem();
create trigger trailed_on after update on app.problem for each row
  when ((old.trail, old.due_on, old.open, old.holder)
    is distinct from (new.trail, new.due_on, new.open, new.holder))
  execute function app.trail_problem();

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

create function app.marks(said text, readers int[]) returns int[] language sql immutable parallel safe
  set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(distinct ((h * 1000003 + r * 7919::bigint) % 2147483629)::int), '{}')
  from unnest(app.sketch(app.grams(said))) h, unnest(readers) r $$;

-- From 0 to 100: the grams both have, of all that either has.
create function app.likeness(one text, other text) returns int language sql immutable parallel safe
  set search_path = pg_catalog, pg_temp as $$
  select case when cardinality(f) + cardinality(s) = 0 then 0 else
    (100.0 * n / (cardinality(f) + cardinality(s) - n))::int end
  from (select app.grams(one) as f, app.grams(other) as s) g,
    lateral (select count(*) as n from unnest(f) x where x = any (s)) c $$;

-- Who reads a problem in full where it lies: its unit, and its line up to where it is open.
create function app.readers(p app.problem) returns int[] language sql immutable
  set search_path = pg_catalog, pg_temp as $$
  select array_agg(distinct t) from unnest(
    array[(p).holder, (p).at1, (p).at2, (p).at3, (p).at4, (p).at5, (p).at6],
    array[6, 1, 2, 3, 4, 5, 6]) x (t, slot)
  where t is not null and (t = (p).holder or slot >= (p).open_to) $$;

create function app.sketch_problems() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  insert into app.problem_sketch (root, id, marks)
    select f.root, f.id, app.marks(f.title, app.readers(f)) from fresh f;
  return null;
end $$;
create trigger sketched after insert on app.problem referencing new table as fresh
  for each statement execute function app.sketch_problems();

create function app.sketch_again() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update app.problem_sketch set marks = app.marks(new.title, app.readers(new))
    where root = new.root and id = new.id;
  return null;
end $$;
create trigger sketched_again after update on app.problem for each row
  when ((old.title, old.holder, old.open_to) is distinct from (new.title, new.holder, new.open_to))
  execute function app.sketch_again();

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
grant execute on function app.alike(text), app.likeness(text, text), app.grams(text), app.bare(text)
  to levelwise_app;

-- A merged problem leaves its trail and its supporters to the one it went into.
create function app.join_trails() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update app.problem set trail = trail || new.trail, supporters = supporters + 1 + new.supporters,
      version = version + 1
    where root = new.root and id = new.merged_into;
  return null;
end $$;
create trigger trails_joined after update on app.problem for each row
  when (old.merged_into is null and new.merged_into is not null)
  execute function app.join_trails();

-- The burn-down follows the problem wherever it lies.
create function app.burn_down() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update app.campaign_item
    set ended_on = case when new.open then null else (now() at time zone 'Asia/Shanghai')::date end
    where root = new.root and problem_id = new.id;
  return null;
end $$;
create trigger burnt_down after update on app.problem for each row
  when (old.open is distinct from new.open) execute function app.burn_down();

-- An order of an upstream channel stays with the unit that took it in, wherever its problem goes.
create function app.keep_order() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  insert into app.upstream_order (root, id, holder, problem_id, channel, channel_no)
    values (new.root, gen_random_uuid(), new.holder, new.id, new.channel, new.channel_no);
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
    select array(select distinct u from unnest(p.accused || new.accused) u order by u)
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
    petitioner uuid, kid text, wrapped bytea, body bytea, contact bytea, document bytea)
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
      (root, id, petitioner_id, kid, wrapped, body, blind_contact, blind_document)
    values (p.root, gen_random_uuid(), p.id, seal_identity.kid, seal_identity.wrapped,
      seal_identity.body, seal_identity.contact, seal_identity.document);
  -- Counted among what this level may see: it learns nothing of petitions elsewhere.
  update app.petitioner x set repeats = least(9999, (
      select count(*) from app.sealed_identity s
        join app.petitioner o on o.root = s.root and o.id = s.petitioner_id
        where s.root = p.root and s.blind_contact = seal_identity.contact and o.id <> p.id
          and me = any (array[o.at1, o.at2, o.at3, o.at4, o.at5, o.at6] || o.trail)))
    where x.root = p.root and x.id = p.id;
  return true;
end $$;
grant execute on function app.seal_identity(uuid, text, bytea, bytea, bytea, bytea)
  to levelwise_app;

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
  returns table (petitioner uuid, kid text, wrapped bytea, body bytea)
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
  return query select s.petitioner_id, s.kid, s.wrapped, s.body from app.sealed_identity s
    where s.root = t.root and s.petitioner_id = t.petitioner;
end $$;
grant execute on function app.redeem_identity(uuid) to levelwise_app;

-- An invitation binds a sign-in to a person, once. Only the hash of its code is kept. Who accepts is
-- the subject of a verified token: the context is signed for that question and no other.
create table ctx.invitation (
  code_sha256 bytea primary key check (octet_length(code_sha256) = 32),
  root int not null,
  person_id uuid not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  foreign key (root, person_id) references app.person (root, id)
);
revoke all on ctx.invitation from public;
grant select, update on ctx.invitation to levelwise_gate;
grant insert on ctx.invitation to levelwise_migrator;

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
    returning i.* into found;
  if found.person_id is null then return false; end if;
  insert into app.identity (root, issuer, subject, person_id)
    values (found.root, accept_invitation.issuer, accept_invitation.subject, found.person_id);
  perform audit.append_system('invitation.accept', 'person', found.person_id, '{}');
  return true;
end $$;
grant execute on function ctx.accept_invitation(text, text, text) to levelwise_app;

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
