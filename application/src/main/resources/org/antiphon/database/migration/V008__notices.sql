-- Notices as they are attested and sent, and the statements that persons signed over them.

-- Not partitioned: its unique indexes are what "never twice" rests on.
create table notice (
  id uuid primary key,
  case_id uuid not null references enforcement_case,
  state text not null check (state in ('DRAFTED', 'ATTESTED', 'QUEUED', 'SENDING', 'UNKNOWN', 'ACCEPTED',
    'REJECTED', 'DECLINED', 'SAID_DOWN', 'SEEN_DOWN_ONCE', 'STILL_UP', 'PARTLY_DOWN', 'VERIFIED_DOWN',
    'RESTORED', 'OVERTAKEN', 'CANCELLED', 'RETRACTING', 'RETRACTED', 'DEAD')),
  platform_id text not null,
  target_external_id text not null,
  upload_id uuid not null,
  basis text not null,
  round int not null check (round >= 1),
  idempotency_key text not null unique check (idempotency_key ~ '^[a-z2-7]{26}$'),
  mandate_id text not null,
  mandate_sha256 text not null,
  drafted_for uuid not null,          -- the person whose name stands in the signature
  document bytea not null,            -- RFC 8785: what is attested and what is sent
  document_sha256 text not null check (document_sha256 = encode(sha256(document), 'hex')),
  evidence_sha256 text not null,      -- of the manifest, a blob
  attestation_id uuid,
  platform_reference text,
  drafted_at timestamptz not null,
  attested_at timestamptz,
  first_sending_at timestamptz,       -- the first attempt; before it an old signature is stale
  changed_at timestamptz not null,
  unique (platform_id, target_external_id, basis, round)
);
create index notice_by_case on notice (case_id);
create index notice_by_state on notice (state, id desc);

-- What was attested never changes, whoever asks.
create function keep_attested_document() returns trigger language plpgsql as $$
begin
  if old.attestation_id is not null and
     (new.document <> old.document or new.document_sha256 <> old.document_sha256
       or new.attestation_id is distinct from old.attestation_id
       or new.idempotency_key <> old.idempotency_key) then
    raise exception 'notice % is attested: its document cannot change', old.id;
  end if;
  return new;
end $$;
create trigger notice_keeps_attested_document before update on notice
  for each row execute function keep_attested_document();

create table attestation (
  id uuid primary key,
  person uuid not null,
  role text not null,
  statement bytea not null,           -- RFC 8785: exactly what was signed
  statement_sha256 text not null check (statement_sha256 = encode(sha256(statement), 'hex')),
  signature bytea not null,           -- Ed25519 over statement
  key_id text not null,
  batch_root text not null,
  notices int not null,
  at timestamptz not null
);

-- Sounds that a person opened before signing, as the server saw it.
create table heard_sample (
  case_id uuid not null references enforcement_case,
  person uuid not null,
  query_seconds double precision not null,
  reference_seconds double precision not null,
  at timestamptz not null,
  primary key (case_id, person)
);
