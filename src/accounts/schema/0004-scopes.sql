-- Front doors declare the scopes that keys may have.
alter table api_keys drop constraint api_keys_scopes;
alter table api_keys add constraint api_keys_scopes
  check (cardinality(scopes) > 0 and array_position(scopes, null) is null);
