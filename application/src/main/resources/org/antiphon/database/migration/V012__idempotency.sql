-- Answers that were given to requests with an Idempotency-Key, so that the same request gets the
-- same answer and does nothing twice. A row without a status is a request under way.
create table idempotent_answer (
  caller text not null,
  key text not null,
  request_sha256 text not null,
  begun_at timestamptz not null,
  status integer,
  content_type text,
  body bytea,
  primary key (caller, key)
);
create index idempotent_answer_age on idempotent_answer (begun_at);
