-- People, their sessions, the keys of programs. Secrets are stored as SHA-256 of 256 random bits,
-- passwords as PBKDF2.

create table person (
  id uuid primary key,
  name text not null,
  title text not null,
  email text not null unique check (email = lower(email)),
  roles text[] not null,
  password text,
  wrong_passwords int not null default 0,
  locked_until timestamptz not null default 'epoch',
  created_at timestamptz not null
);

create table session (
  secret_sha256 text primary key,
  person uuid not null references person,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  authenticated_at timestamptz not null
);
create index session_person on session (person);

create table setup_link (
  secret_sha256 text primary key,
  expires_at timestamptz not null
);

create table api_key (
  id uuid primary key,
  name text not null,
  secret_sha256 text not null unique,
  scopes text[] not null,
  created_at timestamptz not null,
  revoked_at timestamptz
);
