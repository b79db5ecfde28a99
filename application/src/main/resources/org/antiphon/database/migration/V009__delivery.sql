-- Delivery: one row for each notice on its way. It is the guard of exactly-once effect, therefore
-- never partitioned; the history of attempts beside it is.
create table sending (
  notice_id uuid primary key references notice (id),
  platform_id text not null,
  upload_id uuid not null,
  target text not null,
  idempotency_key text not null,
  queued_at timestamptz not null,
  failures integer not null default 0,
  may_have_arrived boolean not null default false,
  first_sent_at timestamptz,
  first_absent_at timestamptz,
  look_ups integer not null default 0,
  attempt_id uuid,
  attempt_at timestamptz,
  lease_until timestamptz,
  reference text,
  accepted_at timestamptz,
  -- the platform's newest word; an older version is stored with its event and changes nothing
  word text,
  word_version bigint not null default -1,
  word_at timestamptz,
  word_reason text,
  -- why a person should look at it; null: nobody needs to
  person text,
  unique (platform_id, idempotency_key)
);
create index sending_reference on sending (platform_id, reference);
create index sending_person on sending (platform_id) where person is not null;
create index sending_target on sending (platform_id, target);

-- One row for each request that was made for a notice, and what came of it.
create table attempt (
  id uuid not null,
  at timestamptz not null,
  notice_id uuid not null,
  kind text not null check (kind in ('SUBMIT', 'LOOK_UP', 'REMIND', 'WITHDRAW')),
  ended_at timestamptz,
  outcome text,
  detail text,
  answer_status integer,
  answer_sha256 text,
  answer bytea,
  primary key (id, at)
) partition by range (at);
select partition_by_month('attempt');
create index attempt_notice on attempt (notice_id, at);

-- Every call of a platform, kept as it came; the id guards against the same call twice.
create table platform_event (
  platform_id text not null,
  event_id text not null,
  received_at timestamptz not null,
  body bytea not null,
  readable boolean not null,
  primary key (platform_id, event_id)
);
create index platform_event_received on platform_event (received_at);

-- Who may be asked now: shared by all workers, and still true after a restart.
create table platform_gate (
  platform_id text primary key,
  parked_until timestamptz not null default '-infinity',
  parked_for text not null default '',
  breaker_open_until timestamptz not null default '-infinity',
  breaker_opened integer not null default 0,
  credential_until timestamptz not null default '-infinity',
  credential_why text not null default ''
);

create table poll_mark (
  platform_id text primary key,
  seen_until timestamptz not null,
  polled_at timestamptz not null
);

-- Verification: the watch over each accepted notice, and every look.
create table watch (
  notice_id uuid primary key references notice (id),
  accepted_at timestamptz not null,
  event_at timestamptz not null,
  last_look_at timestamptz,
  first_gone_at timestamptz,
  blanks integer not null default 0,
  verified_at timestamptz,
  reminders integer not null default 0,
  discrepancy_at timestamptz,
  ended_at timestamptz
);

create table look (
  id uuid not null,
  at timestamptz not null,
  notice_id uuid not null,
  seen text not null check (seen in ('GONE', 'UP', 'REPLACED', 'PARTLY', 'NO_EVIDENCE')),
  detail text not null,
  evidence jsonb not null,
  primary key (id, at)
) partition by range (at);
select partition_by_month('look');
create index look_notice on look (notice_id, at);
