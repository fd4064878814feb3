import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import { givenHeld, pay } from '../../test/paying.ts'
import { type Sql, sql } from '../postgres/sql.ts'
import { audit } from './audit.ts'

// A check that nothing can break says nothing. Each statement breaks what one invariant is about, past
// the triggers that refuse it; what is broken stays so for those that follow.

let engine: TestEngine
beforeAll(async () => {
  engine = await testEngine()
  for (let orders = 0; orders < 2; orders += 1) await pay(engine, await givenHeld(engine))
})
afterAll(() => engine.close())

const STRANGER = '01a1fcc5-6b23-7cba-9438-0c324424d476'
const broken: Readonly<Record<string, Sql>> = {
  'no order was fulfilled by two ways of paying': sql`
    update payments set approved = approved * 2, amount = amount * 2 where fulfilled_at is not null`,
  'a line names nobody but the buyer of its order': sql`
    update order_lines set buyer_id = ${STRANGER}`,
  'who bought is an account, or nobody any more': sql`update orders set buyer_id = ${STRANGER}`,
  'a store that strangers find has an owner who verified an address': sql`
    update accounts set email_verified = false`,
  'a mail about an account is tried within 10 minutes of its time': sql`
    insert into account_mails (id, kind, email, created_at, expires_at, next_try_at)
    select gen_random_uuid(), 'reset', 'ada@example.com', now() - interval '1 hour', now(),
           now() - interval '1 hour'`,
  'a link that sets a new password went to the address of its account': sql`
    insert into account_mails (id, account_id, kind, email, created_at, expires_at, outcome, sent_at)
    select gen_random_uuid(), id, 'reset', 'ada@example.com', now(), now() + interval '30 minutes',
           'sent', now()
      from accounts limit 1`,
  'an open store has an owner': sql`
    update stores set owner_id = ${STRANGER} where front_door <> 'wallet'`,
}

const found = async () =>
  (await audit(engine.database)).flatMap(({ name, violations }) =>
    violations.length > 0 ? name : [],
  )

test('the audit of untouched books finds nothing', async () => {
  expect(await found()).toEqual([])
})

test.each(Object.keys(broken))('the audit notices where this does not hold: %s', async (name) => {
  expect(await found()).not.toContain(name)
  await engine.database.transaction(async (tx) => {
    await tx.run(sql`set local session_replication_role = replica`)
    await tx.run(broken[name] as Sql)
  })
  expect(await found()).toContain(name)
})
