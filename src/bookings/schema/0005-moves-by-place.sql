-- The desk's day asks which of its places open proposals hold.
create index moves_open_by_place on moves (store_id, to_place_id) where state = 'proposed';
