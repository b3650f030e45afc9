-- How far each projection has come in each workspace. A row moves in the transaction that writes the documents, from the position that
-- they were made from: of two runners that made the same step, one moves it and the other writes nothing.
create table ops_projections (
    tenant_id       varchar collate "C" not null,
    name            varchar collate "C" not null,
    -- Whether its documents are those that are read, or those of a rebuild that is made beside them.
    is_served       boolean not null,
    -- Of the projection, as the program that makes the documents states it.
    version         int not null,
    -- The last event that the documents contain.
    last_seq_id     bigint not null,
    updated         timestamptz not null,
    -- The event that it stopped before, and why. No text of the event's is among them.
    error_seq_id    bigint null,
    error_event_id  uuid null,
    error_type      varchar null,
    error_message   varchar null,
    error_time      timestamptz null,
    constraint ops_projections_pkey primary key (tenant_id, name, is_served)
) with (fillfactor = 70);
