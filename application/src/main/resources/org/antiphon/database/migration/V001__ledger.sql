-- The ledger: entries, their order, the tree over them, its signed heads. See audit: nothing here is
-- ever changed. Grants and triggers prevent mistakes; only a head kept elsewhere proves anything.

create table ledger_entry (
  id bigint generated always as identity, -- CACHE 1: if A committed before B was written, id(A) < id(B)
  uuid uuid not null,
  at timestamptz not null, -- our clock's claim
  kind text not null,
  subject_type text not null,
  subject_id text not null,
  body bytea not null check (octet_length(body) <= 8192),
  leaf bytea not null check (leaf = sha256('\x00'::bytea || body)),
  primary key (id)
) partition by range (id);
create index ledger_entry_uuid on ledger_entry (uuid);
create index ledger_entry_subject on ledger_entry (subject_type, subject_id, id);

create table ledger_pending (entry_id bigint primary key);

create table ledger_leaf (
  idx bigint primary key check (idx >= 0),
  entry_id bigint not null unique
);

-- Full tiles of 256 hashes (C2SP tlog-tiles): level 0 holds leaf hashes, level l roots of tiles below.
create table ledger_tile (
  level int not null,
  n bigint not null,
  hashes bytea not null check (octet_length(hashes) = 8192),
  primary key (level, n)
);

create table ledger_checkpoint (
  size bigint primary key,
  root bytea not null check (octet_length(root) = 32),
  note text not null, -- C2SP checkpoint, signed
  at timestamptz not null
);

-- What may be forgotten: value and salt behind a commitment in the entry.
create table ledger_private (
  entry uuid not null,
  field text not null,
  salt bytea not null check (octet_length(salt) = 32),
  value text not null,
  primary key (entry, field)
);

-- Whom a keyed pseudonym means; may be emptied.
create table ledger_pseudonym (
  pseudonym text primary key,
  person text not null
);

revoke all on ledger_entry, ledger_pending, ledger_leaf, ledger_tile, ledger_checkpoint,
  ledger_private, ledger_pseudonym from antiphon_app;
grant select, insert on ledger_entry, ledger_pending, ledger_private, ledger_pseudonym to antiphon_app;
grant select on ledger_leaf, ledger_tile, ledger_checkpoint to antiphon_app;
grant insert on ledger_leaf, ledger_tile, ledger_checkpoint to antiphon_sequencer;
grant delete on ledger_pending to antiphon_sequencer;

-- Triggers stop even the owner, by accident.
create function ledger_keeps() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is never changed: % on %', tg_op, tg_table_name;
end $$;
create trigger ledger_keeps before update or delete on ledger_entry for each row execute function ledger_keeps();
create trigger ledger_keeps_all before truncate on ledger_entry execute function ledger_keeps();
create trigger ledger_keeps before update or delete on ledger_leaf for each row execute function ledger_keeps();
create trigger ledger_keeps_all before truncate on ledger_leaf execute function ledger_keeps();
create trigger ledger_keeps before update or delete on ledger_tile for each row execute function ledger_keeps();
create trigger ledger_keeps_all before truncate on ledger_tile execute function ledger_keeps();
create trigger ledger_keeps before update or delete on ledger_checkpoint for each row execute function ledger_keeps();
create trigger ledger_keeps_all before truncate on ledger_checkpoint execute function ledger_keeps();

-- Partitions of 5 million entries; always two more than the last entry needs.
create function ledger_keep_partitions() returns void language plpgsql
  security definer set search_path = public as $$
declare
  size constant bigint := 5000000;
  last bigint := coalesce((select max(id) from ledger_entry), 0) / size;
  name text;
begin
  for n in 0..last + 2 loop
    name := 'ledger_entry_' || lpad(n::text, 5, '0');
    continue when to_regclass('public.' || name) is not null;
    execute format('create table %I partition of ledger_entry for values from (%s) to (%s)',
      name, n * size, (n + 1) * size);
    execute format('revoke all on %I from antiphon_app', name);
    execute format('create trigger ledger_keeps_all before truncate on %I execute function ledger_keeps()', name);
  end loop;
end $$;
select ledger_keep_partitions();
revoke execute on function ledger_keep_partitions from antiphon_app;
grant execute on function ledger_keep_partitions to antiphon_sequencer;

-- Erasure: the values go, and the entry that says so is written in the same step.
create function ledger_erase(erased uuid[], entry uuid, erased_at timestamptz, subject text, entry_body bytea)
  returns bigint language plpgsql security definer set search_path = public as $$
declare
  removed bigint;
begin
  delete from ledger_private where ledger_private.entry = any (erased);
  get diagnostics removed = row_count;
  with written as (
    insert into ledger_entry (uuid, at, kind, subject_type, subject_id, body, leaf)
    values (entry, erased_at, 'erased', 'erasure', subject, entry_body, sha256('\x00'::bytea || entry_body))
    returning id)
  insert into ledger_pending select id from written;
  return removed;
end $$;
revoke execute on function ledger_erase from antiphon_app;
grant execute on function ledger_erase to antiphon_eraser;
