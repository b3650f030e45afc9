, {name} as (
    insert into {table} as stored (tenant_id, id, data, mt_last_modified, mt_dotnet_type, mt_version, bdata, ops_due)
    select $1, id, data, time, {dotnet_type}, version, wire, due from unnest({arrays}) as d (chain, id, data, time, version, wire, due) where chain = any ((select chains from accepted)::int[])
    on conflict (tenant_id, id) do update set data = excluded.data, mt_last_modified = excluded.mt_last_modified, mt_dotnet_type = excluded.mt_dotnet_type,
        mt_version = excluded.mt_version, bdata = excluded.bdata, ops_due = excluded.ops_due
)
