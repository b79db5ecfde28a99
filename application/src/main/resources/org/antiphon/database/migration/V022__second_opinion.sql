-- What another detector said of a sound, beside our own examination. Never part of an assessment's
-- document: no rule reads this table. A service is asked once about a sound; a row that says why
-- there is no answer gives way to an answer that comes later.
create table second_opinion (
  id uuid primary key,
  service text not null,
  blob_sha256 text not null,
  assessment_id uuid not null,         -- the one after which it was asked
  upload_id uuid not null,
  sent text not null check (sent in ('AUDIO', 'URL')),
  state text not null check (state in ('ANSWERED', 'GIVEN_UP', 'NOT_ASKED')),
  probability numeric(4, 3) check (probability between 0 and 1),
  artifacts jsonb not null default '[]',
  answer bytea,                        -- as it came
  answer_sha256 text check (answer_sha256 = encode(sha256(answer), 'hex')),
  reason text not null,                -- '' where it answered
  at timestamptz not null,
  unique (service, blob_sha256),
  check ((state = 'ANSWERED') = (probability is not null)),
  check ((state = 'ANSWERED') = (answer is not null))
);
create index second_opinion_blob on second_opinion (blob_sha256, at desc);
