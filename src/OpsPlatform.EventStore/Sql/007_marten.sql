-- Marten 9.58, unlike 9.29, reads this column with a stream's state. Nothing of ours compacts streams.
alter table mt_streams add column if not exists compacted_version bigint not null default 0;
