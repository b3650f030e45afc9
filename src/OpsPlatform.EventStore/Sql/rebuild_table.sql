-- Where the documents of a rebuild are until they take the place of those that are read.
create table if not exists {rebuild} (like {table} including defaults including constraints including indexes);
select ops_wall('{rebuild}');
