-- Stretches that two recordings of the catalogue share (stems, loops, the same performance twice).
-- Derived: written when a recording comes into the index, and written anew with it. A pair stands
-- here once, as it was found: `recording_id` came later.
create table shared_span (
  recording_id text not null references recording,
  other_id text not null references recording,
  from_seconds double precision not null,
  to_seconds double precision not null check (to_seconds >= from_seconds),
  other_from double precision not null,
  other_to double precision not null check (other_to >= other_from),
  tempo_factor double precision not null,
  pitch_semitones double precision not null,
  score double precision not null,
  check (recording_id <> other_id)
);
create index shared_span_recording on shared_span (recording_id);
create index shared_span_other on shared_span (other_id);
