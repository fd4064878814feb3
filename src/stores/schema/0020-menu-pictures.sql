-- An item keeps its id while the menu is changed: its picture is of it. A server of the last release still writes items
-- without one.
alter table menu_items add column id uuid not null default gen_random_uuid();
alter table menu_items add constraint menu_items_id_once unique (store_id, id);

-- Of an item of the menu, which has one at most.
alter table store_pictures add column of_menu boolean not null default false;
alter table store_pictures add constraint store_pictures_one_an_item
  check (not of_menu or (subject_id is not null and position = 1));

create index store_pictures_of_menu on store_pictures (store_id, subject_id) where of_menu;
