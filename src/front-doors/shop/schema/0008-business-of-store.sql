-- Who sells is said once for a store, whatever its doors; what a return costs stays here.
insert into store_businesses (store_id, company, representative, business_number, mail_order_number,
                              address, phone, email)
select store_id, company, representative, business_number, mail_order_number, address, phone, email
  from businesses;
alter table businesses drop column company;
alter table businesses drop column representative;
alter table businesses drop column business_number;
alter table businesses drop column mail_order_number;
alter table businesses drop column address;
alter table businesses drop column phone;
alter table businesses drop column email;
