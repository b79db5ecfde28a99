-- Webhooks out: who wants which events, what is told, and what came of telling it.
alter table webhook_endpoint add column events text[] not null default '{}';   -- empty: all
alter table webhook_endpoint add column previous_secret text;                  -- during a rotation
alter table webhook_endpoint add column previous_until timestamptz;
-- After a failure nothing is sent there before this: one server that stalls holds nobody up.
alter table webhook_endpoint add column quiet_until timestamptz;
alter table webhook_endpoint add column removed_at timestamptz;

-- How far the ledger has been told; what was there before is not told afterwards.
create table webhook_mark (
  one boolean primary key default true check (one),
  next_leaf bigint not null,
  head_size bigint not null default 0,
  head_at timestamptz not null default '-infinity'
);
insert into webhook_mark (next_leaf) select coalesce(max(idx) + 1, 0) from ledger_leaf;

create table webhook_event (
  seq bigint generated always as identity primary key,
  id text not null unique,             -- made from the entry that it tells: told once, whatever happens
  type text not null,
  body bytea not null,
  at timestamptz not null
);
create index webhook_event_at on webhook_event (at);

create table webhook_delivery (
  event_seq bigint not null references webhook_event on delete cascade,
  endpoint_id uuid not null references webhook_endpoint,
  state text not null check (state in ('WAITING', 'TAKEN', 'DEAD')),
  attempts int not null default 0,
  since timestamptz not null,
  last_at timestamptz,
  last_answer text not null default '',
  next_at timestamptz,
  primary key (event_seq, endpoint_id)
);
create index webhook_delivery_by_endpoint on webhook_delivery (endpoint_id, event_seq desc);
create index webhook_delivery_dead on webhook_delivery (endpoint_id) where state = 'DEAD';
