-- The order of the queue: what an upload may do while it stands, and views that people keep.

-- How far it reaches: the uploader's followers, three times as much from a week before a recording's
-- first release to two weeks after it, less where the match is weak. Plays are told by no platform.
create function case_harm(followers double precision, released date, published timestamptz,
    strength double precision) returns double precision language sql immutable as $$
  select (1 + log(1 + greatest(coalesce(followers, 0), 0)))
    * case when published::date between released - 7 and released + 14 then 3 else 1 end
    * case when strength > 0 then least(1, strength / 30) else 1 end -- a name has no match to be weak
$$;

alter table enforcement_case add column harm double precision not null default 0;
update enforcement_case c set harm = case_harm(
    (u.uploader->>'followers')::double precision,
    (select r.released from recording r where r.id = c.recordings[1]), u.published_at, c.strength)
  from upload u where u.id = c.upload_id;

create function case_harm_of_new() returns trigger language plpgsql as $$
begin
  select case_harm((u.uploader->>'followers')::double precision,
      (select r.released from recording r where r.id = new.recordings[1]), u.published_at, new.strength)
    into new.harm from upload u where u.id = new.upload_id;
  new.harm := coalesce(new.harm, 0);
  return new;
end $$;
create trigger case_harm before insert on enforcement_case for each row execute function case_harm_of_new();
create index case_by_harm on enforcement_case (state, harm desc, id desc);
create index appeal_unanswered on appeal (notice_id) where decision is null;

create table queue_view (
  id uuid primary key,
  person uuid not null,
  name text not null,
  state text not null,
  words text not null,
  sort text not null,
  shared boolean not null,
  at timestamptz not null,
  unique (person, name)
);

-- What hangs on a reason that fell becomes a task, once for each entry that says so.
create table fallen_mark (one boolean primary key default true check (one), next_leaf bigint not null);
insert into fallen_mark (next_leaf) select coalesce(max(idx) + 1, 0) from ledger_leaf;
create table fallen_task (
  id uuid primary key,
  reason_kind text not null,
  reason_key text not null,
  why text not null,                  -- kind of the entry
  entry uuid not null,
  kind text not null,
  key text not null,
  what text not null check (what in ('LOOK_AGAIN', 'RETRACT', 'TELL')),
  case_id uuid,
  at timestamptz not null,
  done_at timestamptz,
  done_by uuid,
  words text not null default '',
  unique (entry, kind, key)
);
create index fallen_task_open on fallen_task (at) where done_at is null;

-- A block that a person should see, and whether one has.
alter table screening add column reviewed_at timestamptz;
alter table screening add column reviewed_by uuid;
create index screening_for_review on screening (id) where for_review and reviewed_at is null;
