-- The unique keys begin with the reference and go on with the gateway: they answer the same questions,
-- and every move of a payment writes each index anew.
drop index payments_by_reference;
drop index payments_by_approval;
