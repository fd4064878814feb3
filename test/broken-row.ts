import type { Database } from '../src/postgres/database.ts'

/** While `work` runs, PostgreSQL refuses every change of one row, as a constraint would. */
export async function whileBroken<Answer>(
  database: Database,
  { table, id, to = 'update' }: { table: string; id: string; to?: 'update' | 'delete' },
  work: () => Promise<Answer>,
): Promise<Answer> {
  const name = `broken_${table}`
  await database.pool.query(`
    create or replace function refuse_row() returns trigger language plpgsql as
      $$ begin raise check_violation using constraint = 'broken_row'; end $$;
    create trigger ${name} before ${to} on ${table} for each row
      when (old.id = '${id}') execute function refuse_row()`)
  try {
    return await work()
  } finally {
    await database.pool.query(`drop trigger ${name} on ${table}`)
  }
}
