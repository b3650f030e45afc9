-- What a command is compared with: one transaction that moves a stream's version, stores an event and replaces a document, in one
-- call of a function that runs in the server. The tables are copies of the platform's, indexes and fill factors too; it is given the
-- platform's own rows to write, and numbers events by a sequence, so that its transactions never wait for each other on a budget each.
-- A command of the platform writes three rows more: the request's record, the reservation and the workspace's position.
drop schema if exists baseline cascade;
create schema baseline;

create table baseline.mt_streams (like public.mt_streams including all) with (fillfactor = 70);
create table baseline.mt_events (like public.mt_events including all,
    foreign key (tenant_id, stream_id) references baseline.mt_streams (tenant_id, id));
create table baseline.mt_doc_budget (like public.mt_doc_budget including all) with (fillfactor = 70);
create sequence baseline.mt_events_sequence;

insert into baseline.mt_streams select * from public.mt_streams where tenant_id = 'bench' and type = 'Budget';
insert into baseline.mt_doc_budget select * from public.mt_doc_budget where tenant_id = 'bench';

create function baseline.reserve(
    tenant varchar, stream varchar, event jsonb, event_wire bytea, event_type varchar, event_headers jsonb, document jsonb, document_wire bytea)
returns bigint language plpgsql as $$
declare
    next_version bigint;
begin
    update baseline.mt_streams set version = version + 1, timestamp = now()
        where tenant_id = tenant and id = stream returning version into strict next_version;
    insert into baseline.mt_events (seq_id, id, stream_id, version, data, wire, type, tenant_id, mt_dotnet_type, headers)
        values (nextval('baseline.mt_events_sequence'), gen_random_uuid(), stream, next_version, event, event_wire, 'funds_reserved', tenant, event_type, event_headers);
    update baseline.mt_doc_budget set data = document, bdata = document_wire, mt_version = next_version, mt_last_modified = now()
        where tenant_id = tenant and id = stream;
    return next_version;
end $$;
