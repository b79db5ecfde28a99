-- Where else a sound is: names of sounds, edges with two clocks, families, and what rests on what.
-- The graph is a reading: what earlier rooms store is copied here only where it has no history of
-- its own there, and then by triggers, in the same transaction as the fact.

-- Names of each stored sound. "file" is audio_sha256 itself.
create table sound_hash (
  audio_sha256 text primary key check (audio_sha256 ~ '^[0-9a-f]{64}$'),
  packets_sha256 text,
  pcm_sha256 text,           -- the master hash; lossless sound only
  print_sha256 text,         -- its peaks, a blob
  algorithm text,            -- that made the peaks
  seconds double precision not null,
  at timestamptz not null
);
create index sound_hash_packets on sound_hash (packets_sha256) where packets_sha256 is not null;
create index sound_hash_pcm on sound_hash (pcm_sha256) where pcm_sha256 is not null;

-- Upload plays recording. valid_from, valid_to: when it was so; recorded_at, retracted_at: when we
-- knew it. retracted_by names what took it back.
create table graph_carries (
  id bigint generated always as identity primary key,
  upload_id uuid not null,
  recording_id text not null,
  upload_seconds double precision not null,
  upload_from double precision not null,
  upload_to double precision not null check (upload_to > upload_from),
  recording_from double precision not null,
  recording_to double precision not null check (recording_to > recording_from),
  tempo double precision not null,
  pitch double precision not null,
  score double precision not null,
  expected_false_matches double precision not null,
  assessment_id uuid not null,
  valid_from timestamptz not null,
  valid_to timestamptz,
  recorded_at timestamptz not null,
  retracted_at timestamptz,
  retracted_by text,
  check ((retracted_at is null) = (retracted_by is null))
);
create index graph_carries_recording on graph_carries (recording_id, upload_id);
create index graph_carries_upload on graph_carries (upload_id);

create table graph_same_audio (
  id bigint generated always as identity primary key,
  a uuid not null,
  b uuid not null check (a < b),
  by text not null check (by in ('file', 'packets', 'pcm', 'alignment')),
  a_from double precision,
  a_to double precision,
  b_from double precision,
  b_to double precision,
  tempo double precision,
  pitch double precision,
  evidence text not null,    -- an assessment, or the hash that both have
  valid_from timestamptz not null,
  valid_to timestamptz,
  recorded_at timestamptz not null,
  retracted_at timestamptz,
  retracted_by text,
  check ((retracted_at is null) = (retracted_by is null))
);
create unique index graph_same_audio_once on graph_same_audio (a, b, by) where retracted_at is null;
create index graph_same_audio_a on graph_same_audio (a);
create index graph_same_audio_b on graph_same_audio (b);

create table graph_via (
  upload_id uuid primary key,
  distributor text not null,
  source text not null,
  recorded_at timestamptz not null
);
create index graph_via_distributor on graph_via (distributor, upload_id);

-- Uploads that are the same sound. The id is that of the oldest member.
create table graph_family (
  id uuid primary key,
  since timestamptz not null,
  members int not null check (members > 1),
  review text                -- why a person must look before anything uses it; null: nobody needs to
);
create table graph_family_member (
  upload_id uuid primary key,
  family_id uuid not null references graph_family
);
create index graph_family_member_family on graph_family_member (family_id, upload_id);
create table graph_family_merge (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('MERGE', 'SPLIT')),
  from_id uuid not null,
  into_id uuid not null,
  because text not null,
  at timestamptz not null
);
create index graph_family_merge_from on graph_family_merge (from_id);
create index graph_family_merge_into on graph_family_merge (into_id);

create table graph_rests_on (
  kind text not null,
  key text not null,
  on_kind text not null,
  on_key text not null,
  ledger_entry uuid,
  at timestamptz not null,
  primary key (kind, key, on_kind, on_key)
);
create index graph_rests_on_reverse on graph_rests_on (on_kind, on_key);

-- Every state that a case has had. was_down: the upload had been verified gone by then.
create table graph_case_state (
  case_id uuid not null,
  since timestamptz not null,
  until timestamptz,
  state text not null,
  was_down boolean not null,
  upload_id uuid not null,
  platform_id text not null,
  uploader_id text not null
);
create index graph_case_state_case on graph_case_state (case_id, since);
create index graph_case_state_upload on graph_case_state (upload_id);
create index graph_case_state_account on graph_case_state (platform_id, uploader_id);
create index graph_case_state_decided on graph_case_state (state, since)
  where state in ('DOWN', 'CLOSED', 'RETRACTED', 'CONTESTED', 'RESTORED', 'REFUSED');

-- When an upload was first verified gone after a notice.
create table graph_gone (
  upload_id uuid primary key,
  notice_id uuid not null,
  at timestamptz not null
);

create function graph_case_changed() returns trigger language plpgsql as $$
declare
  down boolean := new.state = 'DOWN';
begin
  if tg_op = 'INSERT' or old.state <> new.state then
    update graph_case_state set until = new.changed_at where case_id = new.id and until is null;
    select down or coalesce(bool_or(was_down), false) into down
      from graph_case_state where case_id = new.id;
    insert into graph_case_state values (new.id, new.changed_at, null, new.state, down,
      new.upload_id, new.platform_id, new.uploader_id);
  end if;
  if tg_op = 'INSERT' or old.assessment_id <> new.assessment_id or old.recordings <> new.recordings then
    insert into graph_rests_on (kind, key, on_kind, on_key, at)
    select 'case', new.id::text, 'assessment', new.assessment_id::text, new.changed_at
    union all
    select 'case', new.id::text, 'rules', encode(sha256(convert_to(data::text, 'UTF8')), 'hex'), new.changed_at
      from routing where id = new.routing_id
    union all
    select 'case', new.id::text, 'recording', recording, new.changed_at from unnest(new.recordings) recording
    union all
    select 'case', new.id::text, 'case', new.linked_to::text, new.changed_at where new.linked_to is not null
    on conflict do nothing;
  end if;
  return null;
end $$;
create trigger graph_case_changed after insert or update on enforcement_case
  for each row execute function graph_case_changed();

create function graph_notice_changed() returns trigger language plpgsql as $$
begin
  insert into graph_rests_on (kind, key, on_kind, on_key, at)
  select 'notice', new.id::text, 'case', new.case_id::text, new.changed_at
  union all
  select 'notice', new.id::text, 'mandate', new.mandate_id, new.changed_at
  union all
  select 'notice', new.id::text, 'attestation', new.attestation_id::text, new.changed_at
    where new.attestation_id is not null
  on conflict do nothing;
  return null;
end $$;
create trigger graph_notice_made after insert on notice
  for each row execute function graph_notice_changed();
create trigger graph_notice_attested after update of attestation_id on notice
  for each row when (old.attestation_id is distinct from new.attestation_id)
  execute function graph_notice_changed();

create function graph_watch_changed() returns trigger language plpgsql as $$
begin
  insert into graph_gone
    select upload_id, id, new.verified_at from notice where id = new.notice_id
    on conflict (upload_id) do nothing;
  insert into graph_rests_on (kind, key, on_kind, on_key, at)
    select 'down', upload_id::text, 'notice', id::text, new.verified_at from notice where id = new.notice_id
    on conflict do nothing;
  return null;
end $$;
create trigger graph_watch_verified after insert or update of verified_at on watch
  for each row when (new.verified_at is not null) execute function graph_watch_changed();

-- What was there before this migration; of older states only the last is known.
insert into graph_case_state
  select id, changed_at, null, state, state = 'DOWN', upload_id, platform_id, uploader_id
  from enforcement_case;
insert into graph_rests_on (kind, key, on_kind, on_key, at)
  select 'case', id::text, 'assessment', assessment_id::text, opened_at from enforcement_case
  union all select 'case', id::text, 'recording', recording, opened_at
    from enforcement_case, unnest(recordings) recording
  union all select 'notice', id::text, 'case', case_id::text, drafted_at from notice
  union all select 'notice', id::text, 'mandate', mandate_id, drafted_at from notice
  union all select 'notice', id::text, 'attestation', attestation_id::text, attested_at from notice
    where attestation_id is not null
  on conflict do nothing;
insert into graph_gone
  select distinct on (n.upload_id) n.upload_id, n.id, w.verified_at
  from watch w join notice n on n.id = w.notice_id where w.verified_at is not null
  order by n.upload_id, w.verified_at;

-- Lower end of the 95 % Wilson interval of k of n.
create function graph_wilson_low(k bigint, n bigint) returns double precision
  language sql immutable parallel safe as $$
  select case when n = 0 then 0 else
    (k::float8 / n + 1.9207294 / n
      - 1.959963985 * sqrt(k::float8 / n * (1 - k::float8 / n) / n + 0.9603647 / n / n))
    / (1 + 3.8414588 / n) end
$$;

-- Every edge in one form; for reading whole, not for walking (keys are text here).
create view graph_edge as
  select 'CARRIES' as type, 'upload' as from_kind, upload_id::text as from_key,
    'recording' as to_kind, recording_id as to_key, '' as by, assessment_id::text as evidence,
    valid_from, valid_to, recorded_at, retracted_at, retracted_by
  from graph_carries
  union all
  select 'SAME_AUDIO', 'upload', a::text, 'upload', b::text, by, evidence,
    valid_from, valid_to, recorded_at, retracted_at, retracted_by
  from graph_same_audio
  union all
  select 'VIA', 'upload', upload_id::text, 'distributor', distributor, source, '',
    recorded_at, null, recorded_at, null, null
  from graph_via
  union all
  select 'ON', 'upload', id::text, 'platform', platform_id, 'feed', '', seen_at, null, seen_at, null, null
  from upload
  union all
  select 'UPLOADED_BY', 'upload', id::text, 'account', platform_id || '/' || uploader_id, 'feed', '',
    seen_at, null, seen_at, null, null
  from upload
  union all
  select 'NAMES', 'case', case_id::text, 'upload', upload_id::text, state, '', since, until, since, null, null
  from graph_case_state
  union all
  select 'RESTS_ON', kind, key, on_kind, on_key, '', coalesce(ledger_entry::text, ''), at, null, at, null, null
  from graph_rests_on;
