-- Of a paid order it was asked once whether its form is still needed, and never again. It is asked again now, and then
-- says itself when next.
update deliveries set form_due_at = written_at
 where form is not null and form_due_at is null and left_at is null;
