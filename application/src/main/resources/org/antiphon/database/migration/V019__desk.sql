-- What people at their desks leave behind: cases put off, lists to be signed together, pauses, tips.

-- A case sleeps until a date and comes back by itself.
create table case_snooze (
  case_id uuid primary key references enforcement_case,
  until timestamptz not null,
  reason text not null,
  person uuid not null,
  at timestamptz not null
);

-- Drafts of one person that are signed together; what was dropped stays unsigned.
create table signing_batch (
  id uuid primary key,
  person uuid not null,
  notices uuid[] not null,
  dropped uuid[] not null default '{}',
  at timestamptz not null,
  signed_at timestamptz
);
create index signing_batch_by_person on signing_batch (person, id desc);

-- A person keeps new notices from a platform; retractions and looks go on.
create table platform_pause (
  platform_id text primary key,
  person uuid not null,
  reason text not null,
  at timestamptz not null
);

-- What anybody told us about an upload that we had not seen.
create table tip (
  id uuid primary key,
  receipt text not null unique,
  url text not null,
  words text not null,
  contact text not null,               -- '' where none was left
  at timestamptz not null,
  answered_at timestamptz
);
create index tip_open on tip (id) where answered_at is null;
