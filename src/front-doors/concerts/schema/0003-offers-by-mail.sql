-- To whom a ticket is offered and the secret of the link, encrypted: for the mails. Emptied once the
-- offer has been over for two days, or open for thirty.
alter table ticket_offers add column sealed text;
alter table ticket_offers add column ended_at timestamptz;
create index ticket_offers_sealed on ticket_offers (offered_at) where sealed is not null;
