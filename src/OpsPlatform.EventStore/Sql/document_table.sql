-- No index is on data: one would make each update write to every index of the table. What must be found by time has
-- a column of its own, ops_due, which most updates leave as it is.
create table if not exists {table} (
    tenant_id        varchar collate "C" not null,
    id               varchar collate "C" not null,
    data             jsonb not null,
    mt_last_modified timestamptz null default transaction_timestamp(),
    mt_dotnet_type   varchar null,
    mt_version       bigint not null default 0,
    -- The document in protobuf's binary form, which is what we read back.
    bdata            bytea null,
    ops_due          timestamptz null,
    constraint pkey_{table}_tenant_id_id primary key (tenant_id, id)
) with (fillfactor = 70);

create index if not exists ops_due_{table} on {table} (ops_due) where ops_due is not null;

select ops_wall('{table}');
