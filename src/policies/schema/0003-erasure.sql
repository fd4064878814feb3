drop trigger cancellations_stay on cancellations;

create trigger cancellations_stay before update or delete on cancellations
  for each row execute function refuse_all_but_erasure('{reason}');
