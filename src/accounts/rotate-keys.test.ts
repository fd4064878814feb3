import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { connect } from '../postgres/database.ts'
import { sql } from '../postgres/sql.ts'
import { readKeys } from './key-file.ts'
import { readKeyRing } from './key-ring.ts'
import { rotateKeys } from './rotate-keys.ts'

test('a rotation reseals every row while a server runs, then drops the old key', async () => {
  const { url, drop } = await testDatabase()
  const database = connect(url)
  const folder = mkdtempSync(join(tmpdir(), 'jari-keys-'))
  onTestFinished(async () => {
    rmSync(folder, { recursive: true })
    await database.close()
    await drop()
  })
  const running = readKeyRing(folder)
  const first = running.currentId
  await database.run(sql`
    create table guests (store_id integer, id integer, name text, phone text, primary key (store_id, id))
  `)
  const names = Array.from({ length: 1201 }, (_, at) => running.seal(`손님 ${at}`))
  await database.run(sql`
    insert into guests
    select at % 3, at, name, case when at % 2 = 0 then name end
      from unnest(${names}::text[]) with ordinality as given (name, at)
  `)

  const sealed = [{ table: 'guests', keys: ['store_id', 'id'], columns: ['name', 'phone'] }]
  const ask = { database, folder, sealed }
  const rotated = await rotateKeys(ask, { retire: false })
  expect(rotated).toMatchObject({ rows: 1201, retired: 0 })
  expect(rotated.keyId).not.toBe(first)
  expect(running.currentId).toBe(rotated.keyId)
  const rows = await database.rows<{ id: number; name: string; phone: string | null }>(
    sql`select id, name, phone from guests`,
  )
  for (const { id, name, phone } of rows) {
    expect(name).toMatch(`v1.${rotated.keyId}.`)
    expect(running.open(name)).toBe(`손님 ${id - 1}`)
    expect(phone === null ? null : running.open(phone)).toBe(id % 2 === 0 ? `손님 ${id - 1}` : null)
  }

  expect(await rotateKeys(ask, { retire: true })).toMatchObject({ rows: 0, retired: 1 })
  expect(readKeys(join(folder, 'keys.json')).map(({ id }) => id)).toEqual([rotated.keyId])
})
