update stores set price_per = 'booking' where front_door = 'timetables' and price_per is null;
