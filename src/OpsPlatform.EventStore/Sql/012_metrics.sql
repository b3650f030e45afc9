-- What happened on accounts, a row for each value that anybody has told of a day (docs/adr/0019-metrics-in-columns.md). Rows are added and never changed: of
-- one key, the one with the highest position is read, and as of an earlier time the highest of then. The position is that of the event that tells of the
-- row's batch, which was stored in the same transaction; the times of two nodes would not always tell which came last.
create table ops_metric_values (
    tenant_id varchar collate "C" not null,
    account   varchar collate "C" not null,
    metric    varchar collate "C" not null,
    day       date not null,
    source    smallint not null,
    position  bigint not null,
    recorded  timestamptz not null,
    captured  timestamptz not null,
    currency  varchar collate "C" not null,
    value     bigint not null
);

-- In the order in which the values of a series are picked.
create unique index ops_metric_values_key on ops_metric_values (tenant_id, account, metric, day, source, position desc);

-- For a proof that the rows of a batch are those that its event tells of.
create index ops_metric_values_position on ops_metric_values (tenant_id, position);

select ops_wall('ops_metric_values');
