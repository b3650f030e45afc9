, metrics as (
    insert into ops_metric_values (tenant_id, account, metric, day, source, position, recorded, captured, currency, value)
    select $1, v.account, v.metric, v.day, v.source, w.last + b.place, v.time, v.captured, v.currency, v.value
    from unnest({arrays}) as v (batch, time, account, metric, day, source, captured, currency, value)
        join (select stream, max(place) as place from event group by stream) as b on b.stream = v.batch, workspace w
)
