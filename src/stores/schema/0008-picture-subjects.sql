-- A picture is of the store itself (null) or of a subject: a thing that the store's door sells. Subjects are
-- rows of the door's own tables, so there is no foreign key. Each subject has positions 1 to 10, each once.
-- The key begins with the subject, so that the main picture of a row is found by one step of its index.
alter table store_pictures add column subject_id uuid;
alter table store_pictures drop constraint store_pictures_position_once;
alter table store_pictures add constraint store_pictures_position_once
  unique nulls not distinct (subject_id, store_id, position) deferrable;
