-- The keys that personal fields are sealed under, one a data subject and workspace. The store does not know what they
-- open: events and documents hold sealed texts like any others. A subject is known by a digest of its id, so that this
-- table names nobody. A destroyed key leaves its row behind, by which the subject stays erased.
create table ops_subject_keys (
    tenant_id  varchar collate "C" not null,
    subject    bytea not null,
    -- Null where a subject was erased of whom there was never a key.
    key_id     uuid null,
    -- The key, wrapped under the key-encryption key that wrapped_by names, or in clear where that is null.
    key        bytea null,
    wrapped_by varchar collate "C" null,
    created    timestamptz not null,
    erased     timestamptz null,
    constraint ops_subject_keys_pkey primary key (tenant_id, subject),
    constraint ops_subject_keys_erased check ((key is null) = (erased is not null)),
    constraint ops_subject_keys_key check (key is null or key_id is not null)
);

-- Tells at start, without reading the table, whether all keys are wrapped under the one that the server has.
create index ops_subject_keys_wrapped_by on ops_subject_keys (wrapped_by) where wrapped_by is not null;
