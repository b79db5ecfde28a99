-- Mail to people: what each wants to be told and how, what is to be told, and the letters.
create table mail_preference (
  person_id uuid primary key references person,
  zone text not null,
  digest_hour int not null check (digest_hour between 0 and 23),   -- in that zone
  quiet_from int check (quiet_from between 0 and 23),              -- no letters from this hour
  quiet_until int check (quiet_until between 0 and 23),            -- to this one
  check ((quiet_from is null) = (quiet_until is null))
);
create table mail_choice (
  person_id uuid not null references person,
  topic text not null,
  manner text not null check (manner in ('AT_ONCE', 'DAILY', 'NEVER')),
  primary key (person_id, topic)
);

create table mail_letter (
  id uuid primary key,
  person_id uuid not null references person,
  subject text not null,
  body text not null,
  made_at timestamptz not null,
  state text not null check (state in ('WAITING', 'TAKEN', 'DEAD')),
  since timestamptz not null,
  attempts int not null default 0,
  last_at timestamptz,
  last_answer text not null default '',
  next_at timestamptz
);
create index mail_letter_person on mail_letter (person_id, made_at desc);

-- One thing to one person. The key is what makes it told once, so rows stay when they were told.
create table mail_item (
  id bigint generated always as identity primary key,
  person_id uuid not null references person,
  topic text not null,
  key text not null,
  line text not null,
  path text not null,
  watched boolean not null,            -- taken back when it is over before a letter tells it
  at timestamptz not null,
  due_at timestamptz not null,
  letter_id uuid references mail_letter,
  unique (person_id, topic, key)
);
create index mail_item_due on mail_item (due_at) where letter_id is null;
