-- A seller of goods is told of returns, and of stock that runs low; who has chosen before is told of both.
alter table notice_settings drop constraint notice_settings_topics;

update notice_settings set topics = topics || array['returns', 'stock'];

alter table notice_settings add constraint notice_settings_topics
  check (topics <@ array['bookings', 'cancellations', 'payments', 'moves', 'returns', 'stock']);
