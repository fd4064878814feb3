-- What somebody is offered is among their tickets.
create index ticket_offers_by_receiver on ticket_offers (email_hash) where state = 'offered';
