-- The events of streams that have ended, out of the way of those that go on, on storage of the operator's choice
-- (docs/guides/growth.md). They keep their columns, positions and hashes; is_archived says where they are, as it does for Marten.
--
-- Partitioned by time so that years can be given storage of their own. There is one partition until an operator makes others,
-- because each one costs every read a little: a read by stream or position has to look into all of them. For the same reason,
-- and because it made appends slower, mt_events itself is not partitioned (docs/adr/0015-growth.md).
create table ops_archived_events (
    like mt_events including defaults,
    constraint pkey_ops_archived_events_tenant_id_seq_id primary key (tenant_id, seq_id, timestamp),
    constraint ops_archived_events_stream_and_version unique (tenant_id, stream_id, version, timestamp),
    constraint fkey_ops_archived_events_tenant_id_stream_id foreign key (tenant_id, stream_id) references mt_streams (tenant_id, id)
) partition by range (timestamp);

alter table ops_archived_events alter column is_archived set default true;

create table ops_archived_events_default partition of ops_archived_events default;
alter table ops_archived_events_default set (toast_tuple_target = 8160);

-- All events. Whoever must not miss one reads it here. A later step that adds a column to mt_events adds it to the archive too
-- and makes this view anew.
create view ops_events as select * from mt_events union all select * from ops_archived_events;
