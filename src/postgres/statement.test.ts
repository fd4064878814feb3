import { afterEach, beforeEach, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import { type Sql, sql } from './sql.ts'

let engine: TestEngine
beforeEach(async () => {
  engine = await testEngine()
})
afterEach(() => engine.close())

/** Several times over one connection, all of them in one flight and then one after another. */
async function asked(statement: (round: number) => Sql): Promise<unknown[]> {
  return engine.database.flight(async (on) => {
    const together = await Promise.all([0, 1].map((round) => on.rows(statement(round))))
    return [...together, await on.rows(statement(2)), await on.rows(statement(3))]
  })
}

test('a statement is read in the same way each time, whatever it answers', async () => {
  const rows = await asked(
    (round) => sql`
      select at as "at", at % 2 = 0 as even, nullif('x' || at, 'x2') as text,
             timestamptz '2026-02-28T00:00:00Z' as instant, array[at] as list
        from generate_series(1, ${round}::integer) as at
    `,
  )
  const row = (at: number) => ({
    at,
    even: at % 2 === 0,
    text: at === 2 ? null : `x${at}`,
    instant: new Date('2026-02-28T00:00:00Z'),
    list: [at],
  })
  expect(rows).toEqual([[], [row(1)], [row(1), row(2)], [row(1), row(2), row(3)]])
})

test('what is written says how much it touched, with rows and without', async () => {
  const { database } = engine
  await database.run(sql`create table cups (id integer primary key, size integer)`)
  await database.flight(async (on) => {
    for (const id of [1, 2, 3, 4])
      expect(await on.run(sql`insert into cups values (${id}, ${id * 10})`)).toBe(1)
    for (const id of [1, 2, 3])
      expect(await on.rows(sql`delete from cups where id = ${id} returning size`)).toEqual([
        { size: id * 10 },
      ])
    expect(await on.run(sql`delete from cups where id = ${9} returning size`)).toBe(0)
  })
})

test('one that fails is told with who asked, and those beside it and after it are answered', async () => {
  const half = (by: number) => sql`select 10 / ${by}::integer as half`
  await engine.database.flight(async (on) => {
    for (const _ of [1, 2, 3]) {
      const [before, broken, after] = await Promise.allSettled(
        [2, 0, 5].map((by) => on.one(half(by))),
      )
      expect(before).toMatchObject({ value: { half: 5 } })
      expect(broken).toMatchObject({ reason: { code: '22012' } })
      expect((broken as PromiseRejectedResult).reason.stack).toContain('statement.test.ts')
      expect(after).toMatchObject({ value: { half: 2 } })
    }
  })
})

test('one that was never right is refused each time, and its connection goes on', async () => {
  await engine.database.flight(async (on) => {
    for (const _ of [1, 2]) {
      await expect(on.rows(sql`select nothing from nowhere`)).rejects.toMatchObject({
        code: '42P01',
      })
      expect(await on.one(sql`select 1 as one`)).toEqual({ one: 1 })
    }
  })
})

test('a value that cannot be sent refuses its own statement alone', async () => {
  const circle: Record<string, unknown> = {}
  circle.round = circle
  await engine.database.flight(async (on) => {
    for (const _ of [1, 2, 3]) {
      const [broken, whole] = await Promise.allSettled(
        [circle, { a: 1 }].map((value) => on.one(sql`select ${value}::jsonb as value`)),
      )
      expect(broken?.status).toBe('rejected')
      expect(whole).toMatchObject({ value: { value: { a: 1 } } })
    }
  })
})

test('of a transaction what was refused first is told, not that all after it came too late', async () => {
  const half = (by: number) => sql`select 10 / ${by}::integer as half`
  const begun = engine.database.transactionAfter(
    async (on) => {
      const refused = on.one(half(0))
      return refused
        .then((it) => it)
        .then((it) => it)
        .then((it) => it) // told later than what follows
    },
    async () => 'done',
  )
  await expect(begun).rejects.toMatchObject({ code: '22012' })
  const shared = engine.database.transaction(async (tx) => {
    const refused = tx.one(half(0))
    await Promise.all([tx.one(half(2)), refused.finally(() => refused)])
  })
  await expect(shared).rejects.toMatchObject({ code: '22012' })
})
