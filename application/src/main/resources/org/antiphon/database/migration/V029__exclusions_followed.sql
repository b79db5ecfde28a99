-- When what rested on an excluded stretch was queued to be examined again. Exclusions that were made
-- before this are followed once, at the next start of a server.
alter table excluded_interval add column followed_at timestamptz;
create index excluded_interval_unfollowed on excluded_interval (id) where followed_at is null;
