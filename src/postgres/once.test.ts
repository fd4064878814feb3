import { beforeAll, expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { connect, type Database } from './database.ts'
import {
  forget,
  keyInFlight,
  keyReused,
  type Once,
  recallMany,
  remember,
  rememberMany,
  takeKey,
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
    expect(await takeKey(tx, ask)).toBe(undefined)
    await remember(tx, ask, '{"a":1}')
    expect(await takeKey(tx, ask)).toBe('{"a":1}')
    await expect(takeKey(tx, once('k1', 'other'))).rejects.toThrow(keyReused().message)
    expect(await takeKey(tx, { ...ask, scope: 'somebody else' })).toBe(undefined)
  })
})

test('a request that still runs is known as running, and its answer is written once', async () => {
  const ask = once('k2')
  await database.transaction((tx) => remember(tx, ask, null))
  await database.transaction(async (tx) => {
    await expect(takeKey(tx, ask)).rejects.toThrow(keyInFlight().message)
    await remember(tx, ask, 'done')
  })
  await expect(database.transaction((tx) => remember(tx, ask, 'again'))).rejects.toThrow(
    keyInFlight().message,
  )
  expect(await database.transaction((tx) => takeKey(tx, ask))).toBe('done')
})

test('a key that another transaction has is in flight, and free or answered when that one ends', async () => {
  const ask = once('k3')
  await database.transaction(async (tx) => {
    expect(await takeKey(tx, ask)).toBe(undefined)
    await expect(database.transaction((other) => takeKey(other, ask))).rejects.toThrow(
      keyInFlight().message,
    )
    const another = await database.transaction((other) => takeKey(other, once('k4')))
    expect(another).toBe(undefined)
  })
  await database.transaction(async (tx) => {
    expect(await takeKey(tx, ask)).toBe(undefined)
    await remember(tx, ask, 'answer')
  })
  expect(await database.transaction((tx) => takeKey(tx, ask))).toBe('answer')
})

test('only an unanswered key is freed', async () => {
  const [running, answered] = [once('k5'), once('k6')]
  await database.transaction(async (tx) => {
    await remember(tx, running, null)
    await remember(tx, answered, 'answer')
  })
  await forget(database, running)
  await forget(database, answered)
  await database.transaction(async (tx) => {
    expect(await takeKey(tx, running)).toBe(undefined)
    expect(await takeKey(tx, answered)).toBe('answer')
  })
})

test('an unanswered key is answered only by the request that took it', async () => {
  const ask = once('k7')
  await database.transaction((tx) => remember(tx, ask, null))
  const other = once('k7', 'another request')
  await expect(database.transaction((tx) => remember(tx, other, 'theirs'))).rejects.toThrow(
    keyInFlight().message,
  )
  expect(await recallMany(database, [ask])).toEqual([null])
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
