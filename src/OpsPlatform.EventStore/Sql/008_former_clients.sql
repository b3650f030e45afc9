-- Early builds kept workspaces and clients as documents of other types without events, in tables that have the names of today's. They are put
-- aside, so that nobody reads them as what they are not; what they held is made anew by the platform's operator.
alter table if exists mt_doc_client rename to ops_former_client;
alter table if exists mt_doc_workspace rename to ops_former_workspace;
alter index if exists pkey_mt_doc_client_tenant_id_id rename to pkey_ops_former_client;
alter index if exists pkey_mt_doc_workspace_tenant_id_id rename to pkey_ops_former_workspace;
alter index if exists ops_due_mt_doc_client rename to ops_due_ops_former_client;
alter index if exists ops_due_mt_doc_workspace rename to ops_due_ops_former_workspace;
