-- At most 400 pixels wide, for cards and rows. Null: stored before there were any; the small one is served instead.
alter table store_pictures add column tile bytea;
