-- Each event carries the hash of its predecessor in its workspace, so that an event that is edited, deleted, moved or cut off shows:
--   hash(n) = SHA-256(hash(n - 1) || n || digest of event n), with 32 zero bytes before the first event.
-- ops_workspaces.head_hash is the hash of the last event.
--
-- The lock order of an append is now simple: the workspace's row comes first, and whoever holds it is alone with the workspace until
-- the commit. Everything else can then be looked at and decided upon in plain SQL, and refused without an error.
alter table mt_events add column hash bytea null;

-- An integer in 8 bytes, a text or a byte string behind its length in 4 bytes: no two events have the same digest.
create function pg_temp.event_digest(e mt_events) returns bytea language sql as $$
    select sha256(
        uuid_send(e.id)
        || int4send(octet_length(convert_to(e.stream_id, 'UTF8'))) || convert_to(e.stream_id, 'UTF8')
        || int8send(e.version)
        || int4send(octet_length(convert_to(e.type, 'UTF8'))) || convert_to(e.type, 'UTF8')
        || int8send((extract(epoch from e.timestamp) * 1000000)::bigint)
        || (select string_agg(int4send(octet_length(convert_to(text, 'UTF8'))) || convert_to(text, 'UTF8'), ''::bytea order by place)
            from (values (1, e.headers ->> 'actor'), (2, e.headers ->> 'client'), (3, e.headers ->> 'request_id'), (4, e.headers ->> 'trace')) as header (place, given),
                lateral (select coalesce(given, '') as text) as known)
        || int4send(octet_length(e.wire)) || e.wire)
$$;

do $$
declare
    event mt_events;
    workspace varchar := null;
    head bytea;
begin
    for event in select * from mt_events order by tenant_id, seq_id loop
        if workspace is distinct from event.tenant_id then
            workspace := event.tenant_id;
            head := decode(repeat('00', 32), 'hex');
        end if;
        head := sha256(head || int8send(event.seq_id) || pg_temp.event_digest(event));
        update mt_events set hash = head where tenant_id = event.tenant_id and seq_id = event.seq_id;
        update ops_workspaces set head_hash = head where tenant_id = event.tenant_id and last_seq_id = event.seq_id;
    end loop;
end $$;

drop function pg_temp.event_digest;

-- Rows are written far more often than read by hand: compressing what is a little over 2 kB costs more than the space is worth.
alter table mt_events set (toast_tuple_target = 8160);
