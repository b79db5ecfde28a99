-- What the rules said of each assessment, and the cases that follow from it.

create table routing (
  id uuid primary key,
  assessment_id uuid not null unique, -- an assessment is routed once, however often its job runs
  upload_id uuid not null,
  at timestamptz not null,
  outcomes jsonb not null,
  trace jsonb not null,               -- every rule that fired, in order
  data jsonb not null                 -- SHA-256 of the rules' data files
);
create index routing_by_upload on routing (upload_id, id desc);

-- One upload against one basis (and one owner).
create table enforcement_case (
  id uuid primary key,
  state text not null check (state in ('OPEN', 'REFUSED', 'IN_REVIEW', 'READY', 'ATTESTED', 'NOTIFIED',
    'DOWN', 'CONTESTED', 'RETRACTED', 'RESTORED', 'OVERTAKEN', 'CLOSED')),
  basis text not null,
  outcome text not null check (outcome in ('NOTICE', 'LABEL', 'REVIEW', 'REFUSE', 'HOLD')),
  code text not null,                 -- the rule's code: NOTICE, FAIR_USE_REVIEW, NO_MANDATE, ...
  reason text not null,
  platform_id text not null,
  upload_id uuid not null,
  target_external_id text not null,
  uploader_id text not null,
  audio_sha256 text not null check (audio_sha256 ~ '^[0-9a-f]{64}$'),
  routing_id uuid not null references routing,
  assessment_id uuid not null,
  owner text not null,
  regime text not null,               -- '' until a rule or a person has said which law
  territories text[] not null,
  recordings text[] not null,
  strength double precision not null, -- the best score of its matches
  linked_to uuid references enforcement_case, -- the case that this one is a reappearance of
  ended_because text,
  held_by uuid,                       -- the person who has it open
  held_until timestamptz,
  opened_at timestamptz not null,
  changed_at timestamptz not null
);
create index case_by_state on enforcement_case (state, id desc);
create index case_by_target on enforcement_case (platform_id, target_external_id);
create index case_by_audio on enforcement_case (platform_id, audio_sha256, uploader_id);
create index case_by_upload on enforcement_case (upload_id);
create index case_by_recording on enforcement_case using gin (recordings);

-- The matches that a case rests on: which stretch plays which.
create table case_segment (
  case_id uuid not null references enforcement_case,
  ordinal int not null,
  recording_id text not null,
  upload_from double precision not null,
  upload_to double precision not null,
  recording_from double precision not null,
  recording_to double precision not null,
  tempo_factor double precision not null,
  pitch_semitones double precision not null,
  score double precision not null,
  expected_false_matches double precision not null,
  primary key (case_id, ordinal)
);

create table case_decision (
  id uuid primary key,
  case_id uuid not null references enforcement_case,
  decision text not null check (decision in ('APPROVE', 'REFUSE', 'CANNOT_TELL')),
  reason text not null,
  person uuid not null,
  at timestamptz not null,
  undone_at timestamptz
);
create index decision_by_case on case_decision (case_id, id desc);

create table case_note (
  id uuid primary key,
  case_id uuid not null references enforcement_case,
  text text not null,
  person uuid not null,
  at timestamptz not null
);
create index note_by_case on case_note (case_id, id);

-- That somebody considered fair use before anything was sent (17 U.S.C. 107; Lenz v. Universal).
create table fair_use_record (
  id uuid primary key,
  case_id uuid not null references enforcement_case,
  signs text not null,
  factors jsonb not null,             -- the four of 17 U.S.C. 107, in words
  conclusion text not null check (conclusion in ('NOT_FAIR_USE', 'FAIR_USE', 'UNCLEAR')),
  person uuid not null,
  at timestamptz not null
);
create index fair_use_by_case on fair_use_record (case_id, id desc);
