-- What every room's tables share: default rights of the application, and partitions by month.

-- Tables made by later migrations may be read and written by the application without a grant of
-- their own; a room that wants less says REVOKE after CREATE TABLE (the ledger does). TRUNCATE and
-- DDL stay with the owner.
grant usage on schema public to antiphon_app, antiphon_eraser;
alter default privileges in schema public grant select, insert, update, delete on tables to antiphon_app;
alter default privileges in schema public grant usage, select on sequences to antiphon_app;
alter default privileges in schema public revoke execute on functions from public;
alter default privileges in schema public grant execute on functions to antiphon_app;

-- Partitions by month, for big append-only tables (cannot be added later without a rewrite):
--
--   create table assessment (id uuid not null, at timestamptz not null, ..., primary key (id, at))
--     partition by range (at);
--   select partition_by_month('assessment');
--
-- makes the month before, this month and the next twelve, and a default partition that catches
-- every other time. Each start of the program adds the months that have come nearer. A primary key
-- must contain the time; a key that guards against doing something twice needs a small unpartitioned
-- table of its own. A month whose rows already lie in the default partition stays there.
create table partitioned_by_month (
  parent text primary key
);

create function keep_month_partitions(parent text) returns int language plpgsql as $$
declare
  first date := (date_trunc('month', now() at time zone 'UTC') - interval '1 month')::date;
  month date;
  made int := 0;
  name text;
begin
  for i in 0..13 loop
    month := (first + make_interval(months => i))::date;
    name := parent || '_' || to_char(month, 'YYYY_MM');
    continue when to_regclass('public.' || name) is not null;
    begin
      execute format(
        'create table %I partition of %I for values from (%L) to (%L)',
        name, parent, month::text || ' 00:00:00+00',
        ((month + interval '1 month')::date)::text || ' 00:00:00+00');
      made := made + 1;
    exception when check_violation then null; -- its rows lie in the default partition
    end;
  end loop;
  return made;
end $$;

create function partition_by_month(parent text) returns void language plpgsql as $$
begin
  insert into partitioned_by_month values (parent);
  execute format('create table %I partition of %I default', parent || '_other', parent);
  perform keep_month_partitions(parent);
end $$;

revoke execute on function keep_month_partitions, partition_by_month from antiphon_app;
