-- Whose order it is, asked by its id alone when the caller's own was not found. Ids of orders are
-- time-ordered, so a block range index finds one and costs a claim nothing; standing orders, whose ids
-- are random, are outliers that `minmax_multi` keeps apart.
create index orders_by_id on orders using brin (id uuid_minmax_multi_ops)
  with (autosummarize = on);
