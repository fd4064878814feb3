-- A restaurant sells tables; its owner may say that a place is for one person.
update stores set price_per = 'table' where front_door = 'dining' and price_per is null;
