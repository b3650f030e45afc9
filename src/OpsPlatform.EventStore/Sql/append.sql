-- One workspace's part of a group commit. The statement before it has taken the workspace's row, so what this one sees is what there
-- is, and nobody changes it before the commit. Appends that build on each other make a chain, which is accepted or refused as a whole:
-- a stream that is elsewhere or archived is a conflict, a request that is on record was handled. Nothing in here fails on a refusal.
--
-- It names one workspace, by $1. Arrays keep it one statement, and one plan, for one append as for hundreds. A connection makes the plan once,
-- when the tables may be empty: "offset 0" and "on conflict" leave it no other way than to look up each row by its key.
with recursive workspace as materialized (
    select last_seq_id as last, coalesce(head_hash, decode(repeat('00', 32), 'hex')) as head from ops_workspaces where tenant_id = $1
), stream as materialized (
    select * from unnest($3, $4, $5, $6, $7, $8) with ordinality as s (chain, id, type, expected, version, time, place)
), request as materialized (
    select * from unnest($9, $10, $11, $12, $13, $14, $15) with ordinality as r (chain, client, id, method, fingerprint, response, time, place)
), conflict as materialized (
    select s.place, s.chain from stream s left join lateral (select version, is_archived from mt_streams m where m.tenant_id = $1 and m.id = s.id offset 0) as m on true
    where coalesce(m.version, 0) <> s.expected or (m.is_archived and s.version > s.expected)
), handled as materialized (
    select r.place, r.chain from request r, lateral (select from ops_requests o where o.tenant_id = $1 and o.client_id = r.client and o.request_id = r.id offset 0) as o
), accepted as materialized (
    -- One array, looked at once: as a set it would be joined, and what it is joined with read again for each of its members.
    select array(select c.chain from generate_series(0, $2 - 1) as c (chain) where c.chain not in (select chain from conflict union all select chain from handled)) as chains
), event as materialized (
    select *, row_number() over (order by given) as place
    from unnest($16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26) with ordinality as e (chain, id, stream, version, type, dotnet_type, data, wire, time, headers, digest, given)
    where chain = any ((select chains from accepted)::int[])
), digests as materialized (
    select array_agg(digest order by place) as list, count(*) as number from event
), link (place, hash) as (
    select 0::bigint, head from workspace
    union all
    select l.place + 1, sha256(l.hash || int8send(w.last + l.place + 1) || d.list[l.place + 1]) from link l, workspace w, digests d where l.place < d.number
), hashes as materialized (
    select array_agg(hash order by place) as list from link where place > 0
), moved as (
    insert into mt_streams (tenant_id, id, type, version, timestamp, created)
    select $1, id, type, version, time, time from stream where version > expected and chain = any ((select chains from accepted)::int[])
    on conflict (tenant_id, id) do update set version = excluded.version, timestamp = excluded.timestamp
), stored as (
    insert into mt_events (tenant_id, seq_id, id, stream_id, version, type, mt_dotnet_type, data, wire, timestamp, headers, hash)
    select $1, w.last + e.place, e.id, e.stream, e.version, e.type, e.dotnet_type, e.data, e.wire, e.time, e.headers, h.list[e.place] from event e, workspace w, hashes h
), remembered as (
    insert into ops_requests (tenant_id, client_id, request_id, method, fingerprint, response, created)
    select $1, client, id, method, fingerprint, response, time from request where chain = any ((select chains from accepted)::int[])
), sequenced as (
    update ops_workspaces set last_seq_id = last_seq_id + d.number, head_hash = h.list[d.number] from digests d, hashes h where tenant_id = $1 and d.number > 0
){documents}
select last, (select array_agg(place) from conflict), (select array_agg(place) from handled) from workspace
