-- The catalogue: recordings, what lets us act for them, and where we must stay silent.

-- Counts transactions that changed the catalogue. The row's lock makes them commit in this order,
-- so an index that says "version n" holds every change up to n.
create table catalogue_state (
  one boolean primary key default true check (one),
  version bigint not null
);
insert into catalogue_state (version) values (0);

-- A removed recording keeps its row: closed cases name it. Its sound leaves the index.
create table recording (
  id text primary key,
  title text not null check (title <> ''),
  artist text not null,
  isrc text,
  iswc text,
  upc text,
  label_line text,
  released date,
  seconds double precision not null check (seconds >= 0),
  audio_sha256 text,    -- the file, a blob
  packets_sha256 text,  -- its encoded packets, whatever the tags
  pcm_sha256 text,      -- its samples, of lossless sound
  peaks_sha256 text,    -- the fingerprint's peaks, a blob
  algorithm text,       -- that made the peaks
  version bigint not null,
  added_at timestamptz not null,
  changed_at timestamptz not null,
  removed_at timestamptz,
  check ((audio_sha256 is null) = (peaks_sha256 is null)),
  check ((peaks_sha256 is null) = (algorithm is null))
);
create unique index recording_isrc on recording (isrc) where removed_at is null;
create index recording_audio on recording (audio_sha256) where removed_at is null;
create index recording_packets on recording (packets_sha256) where removed_at is null;
create index recording_pcm on recording (pcm_sha256) where removed_at is null;
create index recording_version on recording (version);

create table mandate (
  id text primary key,
  kind text not null,
  role text not null,
  owner text not null,
  territories text[] not null,
  valid_from date,
  valid_until date,
  document_sha256 text,
  attesters text[] not null,
  added_at timestamptz not null
);

create table mandate_recording (
  recording_id text not null references recording,
  mandate_id text not null references mandate,
  added_at timestamptz not null,
  primary key (recording_id, mandate_id)
);
create index mandate_recording_mandate on mandate_recording (mandate_id);

-- The allow-list; a withdrawn row stays, because past refusals name it.
create table authorisation (
  id uuid primary key,
  recording_id text references recording,
  who text not null,
  value text not null,
  territory text not null,
  valid_from date,
  valid_until date,
  reason text not null,
  added_at timestamptz not null,
  withdrawn_at timestamptz
);
create index authorisation_recording on authorisation (recording_id);

create table excluded_interval (
  id uuid primary key,
  recording_id text not null references recording,
  from_seconds double precision not null,
  to_seconds double precision not null check (to_seconds > from_seconds),
  reason text not null,
  added_by text not null,
  added_at timestamptz not null,
  withdrawn_at timestamptz
);
create index excluded_interval_recording on excluded_interval (recording_id);
