import type { Database } from '../postgres/database.ts'

/** A database that counts its `rows` statements. */
export function countRows(database: Database) {
  const counted = { statements: 0 }
  const counting: Database = Object.create(database, {
    rows: {
      value: (...statement: Parameters<Database['rows']>) => {
        counted.statements += 1
        return database.rows(...statement)
      },
    },
  })
  return { counting, counted }
}
