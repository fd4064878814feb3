import { afterAll, expect, test } from 'vitest'
import type { Person } from '../../../../test/server.ts'
import { writeMail } from '../../../jobs/jobs.ts'
import { openMailbox } from '../../../mail/mailbox.fixture.ts'
import { sendMails } from '../../../mail/send.ts'
import { sql } from '../../../postgres/sql.ts'
import { done, mug, openShops, typeOf } from '../shop.fixture.ts'
import { countSold, mailLow, mailRestocked } from './alerts.ts'

const { shops, at, givenProduct } = openShops()
const mailbox = await openMailbox()
afterAll(() => mailbox.remove())

async function givenSoldOut(more: object = {}) {
  const own = await givenProduct(mug({ variants: [{ price: 12_000, stocked: 0, ...more }] }))
  const variantId = own.variants[0]?.variantId ?? ''
  return { ...own, variantId, alert: at(`/variants/${variantId}/restock-alert`) }
}

const restock = (variantId: string, delta: number) =>
  done(
    shops.seller('POST', at(`/variants/${variantId}/stock-changes`), {
      ...{ delta, reason: delta > 0 ? 'restocked' : 'counted' },
    }),
  )

/** Subjects to somebody, after those that are due were sent. */
async function subjectsTo(person: Person) {
  const { engine } = shops
  while ((await mailRestocked(engine)) > 0);
  await mailLow(engine)
  const post = { mailer: mailbox.mailer, write: writeMail }
  while ((await sendMails(engine, post, new AbortController().signal)) > 0);
  const { email } = await done(person<{ email: string }>('GET', '/v1/me'))
  return (await mailbox.received(email)).map(({ subject }) => subject)
}

test('who waits for a variant is mailed once when it is back, however often it comes and goes', async () => {
  const [ann, bob] = [await shops.house.customer(), await shops.house.customer()]
  const { productId, variantId, alert } = await givenSoldOut()
  expect((await ann('PUT', alert)).status).toBe(200)
  expect((await ann('PUT', alert)).status).toBe(200)
  expect((await bob('PUT', alert)).status).toBe(200)
  const waiting = await ann('GET', at(`/products/${productId}/restock-alerts`))
  expect(waiting.body).toEqual({ variantIds: [variantId] })
  expect(await subjectsTo(ann)).toEqual([])
  await bob('DELETE', alert)
  await restock(variantId, 3)
  expect(await subjectsTo(ann)).toEqual(['다시 입고되었습니다: 머그컵 (Back in stock)'])
  await restock(variantId, -3)
  await restock(variantId, 3)
  expect(await subjectsTo(ann)).toHaveLength(1)
  expect(await subjectsTo(bob)).toEqual([])
})

test('what is sold out again before the mail is sent is not told', async () => {
  const ann = await shops.house.customer()
  const { variantId, alert } = await givenSoldOut()
  await ann('PUT', alert)
  await restock(variantId, 1)
  await mailRestocked(shops.engine)
  await restock(variantId, -1)
  expect(await subjectsTo(ann)).toEqual([])
})

test('those who have waited longest are told first', async () => {
  const { variantId, alert } = await givenSoldOut()
  const people: Person[] = []
  for (let at = 0; at < 5; at += 1) people.push(await shops.house.customer())
  for (const person of people) await person('PUT', alert)
  const ids: string[] = []
  for (const person of people) ids.push((await done(person<{ id: string }>('GET', '/v1/me'))).id)
  await restock(variantId, 1)
  await mailRestocked(shops.engine)
  const mails = await shops.engine.database.rows<{ accountId: string }>(sql`
    select s.account_id as "accountId"
      from stock_mails s join mails m on m.store_id = s.store_id and m.id = s.id
     where s.variant_id = ${variantId}
     order by m.next_try_at
  `)
  expect(mails.map(({ accountId }) => accountId)).toEqual(ids)
  await subjectsTo(people[0] as Person)
})

test('nobody waits for what can be bought, is hidden or is not there', async () => {
  const ann = await shops.house.customer()
  const own = await givenProduct()
  const path = at(`/variants/${own.variants[0]?.variantId}/restock-alert`)
  expect(typeOf(await ann('PUT', path))).toBe('variant-in-stock')
  await shops.seller('PATCH', at(`/products/${own.productId}`), { hidden: true })
  expect(typeOf(await ann('PUT', path))).toBe('variant-missing')
})

test('who has left waits for nothing, and is named in no change of stock', async () => {
  const ann = await shops.house.customer()
  const { variantId, alert } = await givenSoldOut()
  await ann('PUT', alert)
  const leaving = { password: 'correct horse battery', moneyBack: 'gateway' }
  expect((await ann('DELETE', '/v1/me', leaving)).status).toBe(200)
  await restock(variantId, 1)
  expect(await mailRestocked(shops.engine)).toBe(0)
})

test('the seller is told once of low stock, and again after it was more', async () => {
  const { variantId } = await givenSoldOut({ stocked: 6, lowAt: 5 })
  const low = async () =>
    (await subjectsTo(shops.seller)).filter((subject) => subject.includes('Low stock')).length
  expect(await low()).toBe(0)
  await restock(variantId, -1)
  expect([await low(), await low()]).toEqual([1, 1])
  await restock(variantId, 5)
  expect(await low()).toBe(1)
  await restock(variantId, -6)
  expect(await low()).toBe(2)
})

test('goods that sell are counted, and those that do no longer are not', async () => {
  const { productId } = await givenSoldOut()
  const { database } = shops.engine
  await database.run(sql`update products set sold = 5 where id = ${productId}`)
  await countSold(shops.engine)
  const { sold } = await database.one<{ sold: number }>(
    sql`select sold from products where id = ${productId}`,
  )
  expect(sold).toBe(0)
})
