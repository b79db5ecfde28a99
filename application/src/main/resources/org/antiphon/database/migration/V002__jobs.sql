-- Work that survives a crash (the columns are db-scheduler 16's), dead letters, shared limits.

create table job (
  task_name text not null,
  task_instance text not null,
  task_data bytea,
  execution_time timestamptz not null,
  picked boolean not null,
  picked_by text,
  last_success timestamptz,
  last_failure timestamptz,
  consecutive_failures int,
  last_heartbeat timestamptz,
  version bigint not null,
  priority smallint,
  primary key (task_name, task_instance)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
create index job_polling on job (priority desc, execution_time) where not picked;
create index job_running on job (last_heartbeat) where picked;

-- The same for work that computes: another pool picks from it.
create table job_heavy (like job including all);

-- Fencing numbers: a later run of any job has a greater one.
create sequence job_lease;

create table job_dead (
  id bigint generated always as identity primary key,
  weight text not null check (weight in ('LIGHT', 'HEAVY')),
  type text not null,
  instance text not null,
  payload bytea not null,
  priority smallint,
  attempts int not null,
  why text not null,
  at timestamptz not null
);

-- Token buckets, and the cap on requests in flight (AIMD).
create table limiter (
  bucket text primary key,
  per_second float8 not null check (per_second > 0),
  burst int not null check (burst > 0),
  tokens float8 not null,
  refilled_at timestamptz not null,
  not_before timestamptz not null default '-infinity',
  hint_per_second float8,
  hint_until timestamptz,
  cap float8 not null check (cap >= 1),
  most_in_flight int not null check (most_in_flight > 0),
  good int not null default 0
) with (fillfactor = 50);

create table limiter_slot (
  id uuid primary key,
  bucket text not null references limiter,
  until timestamptz not null
);
create index limiter_slot_bucket on limiter_slot (bucket, until);
