-- Who does what only one node may do. The advisory lock decides who holds a lease; this table counts its holders, so that what one
-- of them still writes after it was deposed can be told from its successor's work.
create table ops_leases (
    name   varchar collate "C" not null,
    fence  bigint not null,
    holder varchar not null,
    taken  timestamptz not null default now(),
    constraint ops_leases_pkey primary key (name)
);

-- Ends the transaction unless the lease is still the caller's, and keeps it from passing on until the transaction is done.
create function ops_check_lease(lease varchar, held bigint) returns void language plpgsql as $$
begin
    perform from ops_leases where name = lease and fence = held for share;
    if not found then
        raise exception 'lease % has passed on', lease using errcode = 'OP001';
    end if;
end
$$;
