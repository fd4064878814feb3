drop trigger payment_events_stay on payment_events;

create trigger payment_events_stay before update or delete on payment_events
  for each row execute function refuse_all_but_erasure('{facts,reason}');

drop trigger give_backs_stay on give_backs;

create trigger give_backs_stay before update or delete on give_backs
  for each row execute function refuse_all_but_erasure('{reason}');

drop trigger review_decisions_stay on review_decisions;

create trigger review_decisions_stay before update or delete on review_decisions
  for each row execute function refuse_all_but_erasure('{note}');
