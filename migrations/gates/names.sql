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
