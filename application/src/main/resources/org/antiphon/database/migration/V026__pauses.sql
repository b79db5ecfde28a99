-- One table of pauses: what a person keeps back stands beside what reversals do. A key may be
-- paused once for each of the two, and each is ended by itself.
alter table enforcement_pause add column paused_by uuid;              -- null: reversals did
alter table enforcement_pause add column reason text not null default '';
drop index enforcement_pause_open;
create unique index enforcement_pause_open
  on enforcement_pause (kind, value, (paused_by is null)) where resumed_at is null;

insert into enforcement_pause (id, kind, value, reversed, decided, paused_at, paused_by, reason)
select gen_random_uuid(), 'PLATFORM', platform_id, 0, 0, at, person, reason from platform_pause;
drop table platform_pause;
