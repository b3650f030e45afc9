-- A second wall between workspaces, behind the "where tenant_id" of each statement: what is asked on behalf of one workspace is asked under this role,
-- with the workspace's name in ops.workspace (Wall.cs), and the database shows and takes no other rows. The login itself, which owns the tables, is not bound:
-- it migrates, follows all workspaces and looks for what is due.
do $$
begin
    if not exists (select from pg_roles where rolname = 'ops_request') then
        create role ops_request nologin;
    end if;
exception
    -- Another database of the same cluster was faster.
    when duplicate_object or unique_violation then null;
    when insufficient_privilege then
        raise exception 'The role ops_request is missing, and % may not create it. Have an administrator of the database run: create role ops_request nologin; grant ops_request to %', current_user, quote_ident(current_user);
end
$$;

do $$
begin
    begin
        perform set_config('role', 'ops_request', true);
        perform set_config('role', 'none', true);
    exception when insufficient_privilege then
        execute format('grant ops_request to %I', current_user);
    end;
exception when insufficient_privilege then
    raise exception '% may not work as ops_request. Have an administrator of the database run: grant ops_request to %', current_user, quote_ident(current_user);
end
$$;

do $$ begin execute format('grant usage on schema %I to ops_request', current_schema()); end $$;

-- Does nothing to a table that has its wall, so that a server that starts takes no lock.
create function ops_wall(walled regclass) returns void language plpgsql as $$
begin
    if not (select relrowsecurity from pg_class where oid = walled) then
        execute format('alter table %s enable row level security', walled);
        execute format('create policy ops_workspace on %s to ops_request using (tenant_id = current_setting(''ops.workspace'', true))', walled);
        execute format('grant select, insert, update, delete on %s to ops_request', walled);
    end if;
end
$$;

select ops_wall(walled) from unnest(array['ops_workspaces', 'mt_streams', 'mt_events', 'ops_archived_events', 'ops_requests', 'ops_projections', 'ops_subject_keys']::regclass[]) as walled;

-- Under the rights of who reads it, not of who made it.
alter view ops_events set (security_invoker = true);
grant select on ops_events to ops_request;
