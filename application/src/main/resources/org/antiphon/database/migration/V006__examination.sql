-- Assessments: what was found about an upload. Append-only; a second look makes a second row.

create table assessment (
  id uuid not null,
  at timestamptz not null,
  upload_id uuid not null,
  blob_sha256 text not null,
  conclusion text not null,
  algorithm text not null,
  document bytea not null,  -- RFC 8785
  sha256 text not null check (sha256 = encode(sha256(document), 'hex')),
  primary key (id, at)
) partition by range (at);
select partition_by_month('assessment');
create index assessment_upload on assessment (upload_id, at desc);

-- The same finding about the same upload is stored once, however often the job runs. Apart, because
-- a key of a partitioned table must hold its time.
create table assessment_once (
  upload_id uuid not null,
  sha256 text not null,
  assessment_id uuid not null,
  primary key (upload_id, sha256)
);

revoke update, delete on assessment, assessment_once from antiphon_app;
