-- Which platforms label machine-made sound when they are asked.
alter table platform add column labels boolean not null default false;
