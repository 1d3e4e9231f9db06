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
