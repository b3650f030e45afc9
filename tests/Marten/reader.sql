create role marten_reader login bypassrls password 'change-me';
grant usage on schema public to marten_reader;
grant select on mt_streams, mt_events, mt_event_progression, mt_doc_budget, mt_doc_reservation, mt_doc_expense to marten_reader;
