-- Pictures are of every store now. Positions had gaps where a picture was removed.
insert into store_pictures (store_id, id, position, alt, width, height, large, small)
select store_id, id, row_number() over (partition by store_id order by position), alt, width, height,
       large, small
  from restaurant_images;

drop table restaurant_images;
