-- The roster: artists whom we act for, and how what is theirs comes to the platforms.

-- Counts transactions that changed the roster, so that whoever holds it in memory sees that it did.
create table roster_state (
  one boolean primary key default true check (one),
  version bigint not null
);
insert into roster_state (version) values (0);

create table roster_artist (
  name text primary key check (name <> ''),
  aliases text[] not null,
  isni text,
  platform_ids text[] not null,
  distributors text[] not null,
  uploaders text[] not null,
  label_lines text[] not null,
  isrc_prefixes text[] not null,
  releases text[] not null,             -- each CODE or CODE@YYYY-MM-DD
  namesake_ids text[] not null,
  name_mandate text,                    -- the document's name, as the file gave it
  mandate_id text references mandate,   -- of kind NAME_LIKENESS; null: we may look, and not act
  added_at timestamptz not null,
  changed_at timestamptz not null
);
