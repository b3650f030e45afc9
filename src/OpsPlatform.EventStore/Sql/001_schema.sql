-- The mt_ tables keep Marten's names, types and keys, so that a Marten DocumentStore can be attached; columns that Marten
-- does not know have defaults or are nullable. The ops_ tables are ours.
--
-- Lock order of an append, the same for all so that none can deadlock: the request's key, the streams by id, the
-- documents by type and id, the workspace's row. The workspace's row comes as late as it can, because whoever holds it
-- makes every other append of the workspace wait until the commit.
--
-- Text is collated "C": ids are compared by code point, a prefix is a range of the key, and an upgrade of the operating
-- system's collations cannot damage an index.

-- The sequencer: last_seq_id moves in the transaction that stores the events, so that positions have no holes and become
-- visible in order. Pages are filled thinly, because a hot row leaves many versions on its own page between two prunings.
create table ops_workspaces (
    tenant_id   varchar collate "C" not null,
    last_seq_id bigint not null,
    head_hash   bytea null,
    created     timestamptz not null default now(),
    constraint ops_workspaces_pkey primary key (tenant_id)
) with (fillfactor = 20);

create table mt_streams (
    tenant_id   varchar collate "C" not null,
    id          varchar collate "C" not null,
    type        varchar null,
    version     bigint not null,
    timestamp   timestamptz not null default now(),
    created     timestamptz not null default now(),
    is_archived boolean not null default false,
    constraint pkey_mt_streams_tenant_id_id primary key (tenant_id, id),
    -- An append to a stream that is not at the expected version sets 0, which ends the transaction here.
    constraint ops_streams_expected_version check (version > 0)
) with (fillfactor = 70);

create table mt_events (
    seq_id         bigint not null,
    id             uuid not null,
    stream_id      varchar collate "C" not null,
    version        bigint not null,
    data           jsonb not null,
    bdata          bytea null,
    type           varchar(500) not null,
    timestamp      timestamptz not null default now(),
    tenant_id      varchar collate "C" not null,
    mt_dotnet_type varchar null,
    correlation_id varchar null,
    causation_id   varchar null,
    headers        jsonb null,
    is_archived    boolean not null default false,
    -- The event in protobuf's binary form, which is what we read back: JSON costs several times as much to parse, and a
    -- program that does not know a new enum value can pass it on in binary but not in JSON. Marten's own bdata stays null.
    wire           bytea null,
    constraint pkey_mt_events_tenant_id_seq_id primary key (tenant_id, seq_id),
    constraint fkey_mt_events_tenant_id_stream_id foreign key (tenant_id, stream_id) references mt_streams (tenant_id, id)
);

create unique index pk_mt_events_stream_and_version on mt_events (tenant_id, stream_id, version);

create table mt_event_progression (
    name         varchar not null,
    last_seq_id  bigint null,
    last_updated timestamptz null default transaction_timestamp(),
    constraint pkey_mt_event_progression_name primary key (name)
);

create table ops_requests (
    tenant_id   varchar collate "C" not null,
    client_id   varchar collate "C" not null,
    request_id  uuid not null,
    method      varchar not null,
    fingerprint bytea not null,
    response    bytea not null,
    created     timestamptz not null,
    constraint ops_requests_pkey primary key (tenant_id, client_id, request_id)
);

-- For the deletion of old records; new ones go to its end, which is cheap.
create index ops_requests_created on ops_requests (created);
