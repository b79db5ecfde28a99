-- Imports by page or API: what was handed over, what became of each row, what was taken back.
create table catalogue_import (
  id uuid primary key,
  person_id uuid not null references person,
  artist text not null,                -- for sounds whose tags name none
  state text not null check (state in ('OPEN', 'RUNNING', 'DONE', 'UNDONE', 'DISCARDED')),
  skip_faults boolean not null default false,
  opened_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  undone_at timestamptz,
  undone_by uuid references person,
  faults int not null default 0,       -- rows left out, where they were to be skipped
  total int not null default 0
);
create table catalogue_import_item (
  import_id uuid not null references catalogue_import,
  n int not null,                      -- place in the plan, from 0
  source text not null,                -- file and line, or the file of sound
  state text not null
    check (state in ('ADDING', 'NEW', 'REPLACED', 'ALREADY_HERE', 'FAILED')),
  was_here boolean not null,           -- before it was added: a crash in between forgets nothing
  recording_id text,
  version bigint,                      -- of the catalogue that holds it
  title text not null default '',
  fault_code text not null default '',
  fault text not null default '',
  hint text not null default '',
  undo text not null default '' check (undo in ('', 'TAKEN_BACK', 'STAYS')),
  undo_why text not null default '',
  primary key (import_id, n)
);
