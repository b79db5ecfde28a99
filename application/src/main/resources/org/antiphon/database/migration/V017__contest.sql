-- Contest: answers to objections, counter-notices with their clock, pauses after reversals, holds
-- that a second attester releases.

alter table appeal add column due_at timestamptz;
update appeal set due_at = received_at + interval '7 days';
alter table appeal alter column due_at set not null;
alter table appeal add column decision text check (decision in ('UPHELD', 'REJECTED', 'OVERDUE'));
alter table appeal add column decided_at timestamptz;
alter table appeal add column decided_by uuid;
alter table appeal add column answer text not null default '';

-- A standing counter-notice bars every new notice (R18), whatever the case's state becomes.
alter table enforcement_case add column countered boolean not null default false;
-- Who released a case that was held for its numbers (R22); may not sign it.
alter table enforcement_case add column released_by uuid;
alter table enforcement_case add column released_at timestamptz;

create table counter_notice (
  id uuid primary key,
  notice_id uuid not null references notice (id),
  received_at timestamptz not null,
  recorded_at timestamptz not null,
  recorded_by uuid,
  zone text not null,                 -- of the agent who received it
  text_sha256 text not null,          -- of the text, which is personal data
  elements jsonb not null,            -- A to D of 17 U.S.C. 512(g)(3): PRESENT, ABSENT, UNCLEAR
  act_by date not null,               -- end of business day 9: ours
  restore_from date not null,         -- business day 10
  restore_until date not null,        -- business day 14
  state text not null check (state in ('RECEIVED', 'STANDS', 'INVALID', 'SUIT')),
  decided_by uuid,
  decided_at timestamptz,
  reason text not null default ''
);
create index counter_notice_notice on counter_notice (notice_id);
create index counter_notice_open on counter_notice (act_by) where state in ('RECEIVED', 'STANDS');

-- What a person wrote in a counter-notice, sealed under a key of its own; erasing is destroying
-- the key.
create table sealed_text (
  subject uuid primary key,
  sealed bytea not null
);
create table sealed_key (
  subject uuid primary key references sealed_text (subject),
  key bytea not null check (octet_length(key) = 32)
);

-- Notices that turned out wrong: what pauses sending (R21).
create table reversal (
  notice_id uuid primary key references notice (id),
  kind text not null check (kind in ('APPEAL_UPHELD', 'COUNTER_NOTICE', 'REJECTED', 'RETRACTED')),
  at timestamptz not null
);
create table enforcement_pause (
  id uuid primary key,
  kind text not null check (kind in ('PLATFORM', 'RULE', 'MANDATE', 'ATTESTER')),
  value text not null,
  reversed int not null,
  decided int not null,
  paused_at timestamptz not null,
  resumed_at timestamptz,
  resumed_by uuid,
  cause text not null default ''
);
create unique index enforcement_pause_open on enforcement_pause (kind, value) where resumed_at is null;
