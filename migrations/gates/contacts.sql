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
