-- Stores choose whether they are told that a day or a performance is sold out. Who chose before is told, as before of all.
alter table notice_settings drop constraint notice_settings_topics;

update notice_settings set topics = topics || array['sold-out'];

alter table notice_settings add constraint notice_settings_topics
  check (topics <@ array['bookings', 'cancellations', 'payments', 'moves', 'returns', 'stock',
                         'sold-out']);

alter table text_settings drop constraint text_settings_topics;
alter table text_settings add constraint text_settings_topics
  check (topics <@ array['bookings', 'cancellations', 'payments', 'moves', 'returns', 'stock',
                         'sold-out']);
