-- Records to and from partners. What we publish is an append-only log of its own, as the ledger is;
-- what we receive is kept as it came, and what follows from it can be computed anew from that.

create table exchange_published (
  idx bigint primary key check (idx >= 0),
  id text not null unique,
  kind text not null,
  body bytea not null check (octet_length(body) <= 16384),
  case_id uuid,               -- of a claim
  about text,                 -- of a retraction: the claim's id
  at timestamptz not null
);
create index exchange_published_case on exchange_published (case_id) where case_id is not null;
create index exchange_published_about on exchange_published (about) where about is not null;
create table exchange_head (
  one boolean primary key default true check (one),
  size bigint not null,
  note text not null
);
-- What may be fetched beside the records. The log cannot forget; these can be withdrawn.
create table exchange_blob (
  sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  claim text not null,
  withdrawn_at timestamptz
);
revoke update, delete on exchange_published from antiphon_app;

create table exchange_partner (
  id text primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  name text not null,
  party text not null,        -- the legal entity; two keys of one count once
  url text not null,
  vkey text not null,
  simulated boolean not null, -- loopback, and only loopback, may be called for it
  bearer text not null,       -- where its secret lies, file:/path; empty: none
  level text not null check (level in ('OBSERVE', 'ADVISE', 'RELY')),
  isrc_prefixes text[] not null,
  label_lines text[] not null,
  daily_quota int not null check (daily_quota > 0),
  share int not null check (share between 0 and 100),
  enabled boolean not null,   -- the kill switch
  size bigint not null,       -- of its feed, as read and verified
  note text,                  -- the head of that
  verified_at timestamptz,
  trouble text,               -- code of the last refusal; null: the last poll was well
  trouble_detail text,
  trouble_at timestamptz,
  frozen_at timestamptz,      -- proof of fraud: nothing is read until a person says so
  frozen_proof text,
  added_at timestamptz not null
);

create table exchange_received (
  partner text not null references exchange_partner,
  idx bigint not null,
  body bytea not null,
  leaf bytea not null check (leaf = sha256('\x00'::bytea || body)),
  received_at timestamptz not null,
  primary key (partner, idx)
);
revoke update, delete on exchange_received from antiphon_app;

-- What follows from the records; computed anew by a replay.
create table exchange_claim (
  partner text not null references exchange_partner,
  id text not null,
  basis text not null,
  isrc text,
  claimant text not null,
  issued timestamptz not null,
  expires timestamptz not null,
  state text not null check (state in ('LIVE', 'RETRACTED', 'SUPERSEDED', 'REVOKED')),
  in_scope boolean not null,
  codes text[] not null,      -- why it is only shown; empty: nothing speaks against it
  print text,                 -- the blob that it names
  about text,
  licensed_via text[] not null,
  territories text[] not null,
  idx bigint not null,        -- of its record
  primary key (partner, id)
);
create table exchange_hash (
  alg text not null,
  value text not null,
  partner text not null,
  claim_id text not null,
  primary key (alg, value, partner, claim_id),
  foreign key (partner, claim_id) references exchange_claim
);
create table exchange_opinion (
  partner text not null references exchange_partner, -- whose opinion it is
  origin text not null,       -- whose claim it is about: the name of that log
  claim_id text not null,
  opinion text not null check (opinion in ('AGREE', 'DISAGREE', 'SEEN')),
  reason text not null,
  at timestamptz not null,
  primary key (partner, origin, claim_id, opinion)
);

-- What we found out ourselves about a claim; survives a replay.
create table exchange_print (
  partner text not null,
  claim_id text not null,
  state text not null check (state in ('INDEXED', 'QUARANTINED', 'DELETED')),
  code text not null,
  detail text not null,
  seconds double precision not null,
  at timestamptz not null,
  primary key (partner, claim_id)
);
create table exchange_review (
  partner text not null,
  claim_id text not null,
  verdict text not null check (verdict in ('CONFIRM', 'REJECT')),
  why text not null,
  person text not null,
  at timestamptz not null,
  primary key (partner, claim_id)
);
-- What was refused, with its code: shown on the partner's page.
create table exchange_refusal (
  id bigint generated always as identity primary key,
  partner text not null,
  code text not null,
  detail text not null,
  at timestamptz not null
);
create index exchange_refusal_partner on exchange_refusal (partner, id desc);
