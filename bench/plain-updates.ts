import pg from 'pg'

/** Seed 1's way to take a place: one row, one conditional update, one transaction each. */
export async function plainUpdates(url: string, clients: number) {
  const pool = new pg.Pool({ connectionString: url, max: clients })
  pool.on('error', () => {}) // on end it does not wait for the server to see its last connections go
  await pool.query(`
    create table plain_slots (id integer primary key, remaining integer not null)
      with (fillfactor = 50)
  `)
  await pool.query('insert into plain_slots values (1, 1000000000)')
  const statement = {
    name: 'take',
    text: 'update plain_slots set remaining = remaining - 1 where id = $1 and remaining > 0',
    values: [1],
  }
  return { updateOne: () => pool.query(statement), close: () => pool.end() }
}
