-- A tick counts who was inside at its instant: those, too, who have left since.
create index waiting_passes_ended on waiting_passes (room_id, ended_at) where ended_at is not null;
