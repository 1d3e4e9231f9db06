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
