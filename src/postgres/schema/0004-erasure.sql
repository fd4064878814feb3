-- Rows that are never changed lose one thing: what somebody typed, when the person whom it is about leaves. Its place
-- in the row is the argument of the trigger: `{reason}`, `{facts,reason}`.
create function refuse_all_but_erasure() returns trigger
  language plpgsql as $$
declare
  place text[] := tg_argv[0];
begin
  if tg_op = 'UPDATE'
     and to_jsonb(new) #- place = to_jsonb(old) #- place
     and to_jsonb(old) #>> place is not null
     and to_jsonb(new) #>> place = 'erased-text' then
    return new;
  end if;
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;
