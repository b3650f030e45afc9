-- What all nodes together have taken of each quota. A node takes a share in advance, uses it in memory, and gives back what it does not need.
create table ops_quotas (
    name  varchar collate "C" not null,
    used  double precision not null,
    since timestamptz not null,
    constraint ops_quotas_pkey primary key (name)
);

-- Takes up to what is wanted, or gives it back where that is negative. per_second refills a token bucket; where it is 0, the quota is
-- whole again at midnight UTC. The clock is the database's alone, and read behind the row's lock, so that it does not run backwards.
create function ops_lease_quota(
    quota varchar, capacity bigint, per_second double precision, wanted bigint,
    out granted bigint, out remaining bigint, out wait_ms bigint, out reset_ms bigint) language plpgsql as $$
declare
    row ops_quotas;
    time timestamptz;
    midnight timestamptz;
begin
    insert into ops_quotas values (quota, 0, clock_timestamp()) on conflict (name) do nothing;
    select * into row from ops_quotas where name = quota for update;
    time := greatest(clock_timestamp(), row.since);
    midnight := (date_trunc('day', time at time zone 'UTC') + interval '1 day') at time zone 'UTC';
    if per_second > 0 then
        row.used := greatest(0, row.used - extract(epoch from time - row.since) * per_second);
    elsif row.since < midnight - interval '1 day' then
        row.used := 0;
    end if;
    granted := greatest(0, least(wanted, floor(capacity - row.used)::bigint));
    row.used := greatest(0, row.used + granted + least(wanted, 0));
    update ops_quotas set used = row.used, since = time where name = quota;
    remaining := greatest(0, floor(capacity - row.used)::bigint);
    reset_ms := ceil(case when per_second > 0 then row.used / per_second else extract(epoch from midnight - time) end * 1000);
    wait_ms := case when remaining > 0 then 0 when per_second > 0 then ceil((row.used + 1 - capacity) / per_second * 1000) else reset_ms end;
end
$$;

-- How many calls each client made a day (UTC), by permission group. Added up by each node every second.
create table ops_usage (
    client      varchar collate "C" not null,
    day         date not null,
    quota_group varchar collate "C" not null,
    calls       bigint not null,
    refused     bigint not null,
    constraint ops_usage_pkey primary key (client, day, quota_group)
);
