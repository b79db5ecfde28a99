-- Covers: of our recordings, with what they look like, and of uploads.

create sequence cover_version;

-- The picture is a blob, as it came; it is decoded in a child process only.
create table cover (
  recording_id text primary key references recording,
  picture_sha256 text not null check (picture_sha256 ~ '^[0-9a-f]{64}$'),
  recipe text,            -- that made the print; null: it was not looked at yet
  print bytea,            -- null beside a recipe: it is too plain to be told from another
  trouble text,           -- why it cannot be decoded
  version bigint not null default nextval('cover_version'),
  changed_at timestamptz not null
);

alter table upload add column cover_sha256 text check (cover_sha256 ~ '^[0-9a-f]{64}$');
alter table upload add column cover_revision bigint;  -- that was asked for its picture
alter table upload add column cover_trouble text;     -- why that picture could not be had
