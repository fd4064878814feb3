import { beforeAll, expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { connect, type Database } from './database.ts'
import {
  keyInFlight,
  keyReused,
  type Once,
  recall,
  recallMany,
  remember,
  rememberMany,
} from './once.ts'

let database: Database
beforeAll(async () => {
  const { url, drop } = await testDatabase()
  database = connect(url)
  return async () => {
    await database.close()
    await drop()
  }
})

const once = (key: string, fingerprint = 'f'): Once => ({ scope: 'somebody', key, fingerprint })

test('an answer is remembered under its key, and another request with that key is refused', async () => {
  const ask = once('k1')
  await database.transaction(async (tx) => {
    expect(await recall(tx, ask)).toBe(undefined)
    await remember(tx, ask, '{"a":1}')
    expect(await recall(tx, ask)).toBe('{"a":1}')
    await expect(recall(tx, once('k1', 'other'))).rejects.toThrow(keyReused().message)
    expect(await recall(tx, { ...ask, scope: 'somebody else' })).toBe(undefined)
  })
})

test('a request that still runs is known as running, and its answer is written once', async () => {
  const ask = once('k2')
  await database.transaction((tx) => remember(tx, ask, null))
  await database.transaction(async (tx) => {
    expect(await recall(tx, ask)).toBe(null)
    await remember(tx, ask, 'done')
  })
  await expect(database.transaction((tx) => remember(tx, ask, 'again'))).rejects.toThrow(
    keyInFlight().message,
  )
  expect(await database.transaction((tx) => recall(tx, ask))).toBe('done')
})

test('a batch is recalled in its order, each with its own outcome', async () => {
  await database.transaction(async (tx) => {
    await rememberMany(tx, [
      { once: once('b1'), answer: '1' },
      { once: once('b2'), answer: '2' },
    ])
    const [second, unknown, reused, first] = await recallMany(tx, [
      once('b2'),
      once('b3'),
      once('b1', 'other'),
      once('b1'),
    ])
    expect([second, unknown, first]).toEqual(['2', undefined, '1'])
    expect(reused).toEqual(keyReused())
  })
})
