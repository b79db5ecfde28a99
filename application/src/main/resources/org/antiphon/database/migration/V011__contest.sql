-- Contest: objections of uploaders, as they were sent. What a person wrote is personal data; the
-- ledger keeps only its commitment.
create table appeal (
  id uuid primary key,
  notice_id uuid not null references notice (id),
  received_at timestamptz not null,
  ground text not null,
  words text not null,
  contact text not null
);
create index appeal_notice on appeal (notice_id, received_at);
