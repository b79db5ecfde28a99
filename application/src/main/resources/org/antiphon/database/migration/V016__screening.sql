-- What was advised before uploads went live, what became of it, and whom we tell when it changes.

create table screening_setting (
  one boolean primary key default true check (one),
  enforce boolean not null,      -- false: shadow mode, advice is only recorded
  enabled boolean not null,      -- the global kill switch
  hold_hours int not null check (hold_hours between 1 and 168),
  late text not null check (late in ('ALLOW', 'HOLD')) -- the answer past the deadline
);
insert into screening_setting values (true, false, true, 24, 'ALLOW');

create table screening (
  id uuid primary key,
  at timestamptz not null,
  caller text not null,
  idempotency_key text,
  audio_sha256 text not null check (audio_sha256 ~ '^[0-9a-f]{64}$'),
  context jsonb not null,        -- platform, account, distributor, label line, territory, as given
  evidence jsonb not null,       -- what was heard; from it the advice is decided anew
  advice text not null check (advice in ('ALLOW', 'LABEL', 'HOLD', 'BLOCK')),
  told text not null check (told in ('ALLOW', 'LABEL', 'HOLD', 'BLOCK')), -- in shadow mode ALLOW
  partial boolean not null,
  reasons text[] not null,
  valid_until timestamptz not null,
  release_at timestamptz,        -- of a HOLD: when it ends by itself
  overruled_at timestamptz,
  overruled_by text,
  overruled_why text,
  millis int not null,
  for_review boolean not null,   -- one BLOCK in a hundred goes to a person anyway
  changed_at timestamptz not null
);
create unique index screening_once on screening (caller, idempotency_key) where idempotency_key is not null;
create index screening_changed on screening (changed_at, id);
create index screening_open on screening (advice, at) where advice in ('HOLD', 'BLOCK');

create table screening_change (
  seq bigint generated always as identity primary key,
  screening_id uuid not null references screening,
  from_advice text not null,
  to_advice text not null,
  because text not null,
  at timestamptz not null
);
create index screening_change_of on screening_change (screening_id, seq);

-- Where events are sent, after the Standard Webhooks scheme.
create table webhook_endpoint (
  id uuid primary key,
  url text not null,
  secret text not null,          -- where it lies, file:/path
  simulated boolean not null,
  added_at timestamptz not null
);
