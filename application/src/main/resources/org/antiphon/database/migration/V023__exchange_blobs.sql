-- A print serves every claim on its recording: it is withdrawn when the last of them is taken back,
-- not when one is.
alter table exchange_blob drop constraint exchange_blob_pkey;
alter table exchange_blob add primary key (sha256, claim);
create index exchange_blob_claim on exchange_blob (claim);

-- Claims whose blob a later claim had taken over.
insert into exchange_blob (sha256, claim, withdrawn_at)
  select named.sha256, p.id, (select min(r.at) from exchange_published r
      where r.kind = 'retract' and r.about = p.id)
  from exchange_published p
  cross join lateral (select convert_from(p.body, 'UTF8')::jsonb as record) read
  cross join lateral (
    select substr(print ->> 'blob', 8) as sha256
      from jsonb_array_elements(read.record -> 'prints') print
    union select substr(read.record ->> 'about', 8)) named
  where p.kind = 'claim' and named.sha256 ~ '^[0-9a-f]{64}$'
  on conflict do nothing;
