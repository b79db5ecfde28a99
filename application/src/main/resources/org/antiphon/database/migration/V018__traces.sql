-- What led to a job, as W3C Trace Context: its unit of work is linked to it.
alter table job add column traceparent text;
alter table job_heavy add column traceparent text;
