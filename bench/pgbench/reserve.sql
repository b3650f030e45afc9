\set number :client_id % :budgets
select baseline.reserve('bench', :stream::text || :number::text, :event, :event_wire, :event_type, :event_headers, :document, :document_wire);
