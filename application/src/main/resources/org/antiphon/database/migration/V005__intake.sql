-- What platforms, folders and lists showed us.

create table platform (
  id text primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  name text not null,
  connector text not null,          -- 'rest', or 'none' for folders and lists of addresses
  url text,
  simulated boolean not null,       -- loopback, and only loopback, may be called for it
  known_since timestamptz not null
);

-- Where the reading of each platform's feed stands. One row a platform; a crawl job holds it.
create table crawl (
  platform_id text primary key references platform,
  walk text not null check (walk in ('FULL', 'NEW')),
  cursor text,                      -- next page of the walk under way; null = the newest
  pages int not null default 0,     -- read in this walk
  fresh int not null default 0,     -- uploads first seen in this walk
  newest timestamptz,               -- newest publication seen in this walk
  watermark timestamptz,            -- all that was published until then was stored by a whole walk
  whole_walk_at timestamptz,        -- when the last full walk reached the end
  whole_walk_pages int,
  failures int not null default 0,  -- answers in a row that were no page
  restarts bigint not null default 0,
  last_read_at timestamptz,
  trouble text,
  lease bigint not null default 0   -- of the run that wrote last: an older run may not write
);

create table upload (
  id uuid primary key,
  platform_id text not null references platform,
  external_id text not null,
  revision bigint not null,
  state text not null check (state in ('SEEN', 'FETCHED', 'UNFETCHABLE', 'GONE')),
  published_at timestamptz not null,
  page_url text not null,
  audio_url text not null,
  seconds double precision not null,
  uploader jsonb not null,
  credits jsonb not null,
  uploader_id text not null,
  title text not null,
  audio_sha256 text check (audio_sha256 ~ '^[0-9a-f]{64}$'),
  audio_bytes bigint,
  fetched_revision bigint,          -- the revision whose sound audio_sha256 is
  fetched_at timestamptz,
  trouble text,                     -- why it could not be fetched
  seen_at timestamptz not null,
  changed_at timestamptz not null,
  unique (platform_id, external_id) -- what makes storing a page twice the same as once
);

create index upload_by_platform on upload (platform_id, id desc);
create index upload_by_state on upload (state, id desc);
create index upload_by_audio on upload (audio_sha256) where audio_sha256 is not null;
create index upload_by_uploader on upload (platform_id, uploader_id);
