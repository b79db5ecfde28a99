-- What persons found about uploads where no examiner can tell; taken back, never removed.

create table person_finding (
  id uuid primary key,
  upload_id uuid not null,
  kind text not null check (kind in ('VOICE', 'SONG')),
  about text not null,
  reason text not null check (reason <> ''),
  person uuid not null,
  at timestamptz not null,
  withdrawn_at timestamptz
);
create unique index person_finding_standing on person_finding (upload_id, kind, about)
  where withdrawn_at is null;
revoke delete on person_finding from antiphon_app;

-- An assessment is routed once by itself, and once more for each finding of a person.
alter table routing add column finding_id uuid references person_finding;
alter table routing drop constraint routing_assessment_id_key;
create unique index routing_once on routing (assessment_id)
  where finding_id is null;
create unique index routing_once_a_finding on routing (finding_id) where finding_id is not null;

-- How much of the song in a recording is ours, where it is not all of it.
create table song_right (
  recording_id text primary key references recording,
  percent numeric not null check (percent > 0 and percent <= 100),
  consent boolean not null,
  changed_at timestamptz not null
);

alter table roster_artist add column voice_consent date;
alter table roster_artist add column marks text[] not null default '{}';
alter table roster_artist add column mark_mandate text;
alter table roster_artist add column mark_mandate_id text references mandate;
