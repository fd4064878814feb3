import { expect, test } from 'vitest'
import { ledgerOf, tick } from '../../../../test/paying.ts'
import { done, type Goods } from '../checkout/market.fixture.ts'
import { type Bought, openSent } from '../parcels/sent.fixture.ts'
import type { Reason } from './rules.ts'

const { market, at, goods, seller, buy, own, send, ask, request, handle, fresh } = openSent()

const refunded = async (bought: Bought) => {
  await tick(market.engine)
  const ledger = await ledgerOf(market.engine, { order: await fresh(bought.orderId) })
  return ledger.payments.reduce((sum, one) => sum + one.refunded, 0)
}

async function asked(bought: Bought, reason: Reason): Promise<string> {
  const [{ placeId = '' } = {}] = (await own(bought)).lines
  const body = { kind: 'return', reason, lines: [{ placeId, quantity: 1 }] }
  const { refund } = await done(ask(bought, body))
  const { returns } = await done(request(bought, { ...body, refund: refund.amount }))
  return returns.at(-1)?.returnId ?? ''
}

const withdraw = ({ buyer, orderId }: Bought, returnId: string) =>
  done(buyer('POST', `/v1/market-orders/${orderId}/returns/${returnId}/withdrawal`))
const collect = async (returnId: string) => {
  await done(handle(returnId, 'approval'))
  await done(handle(returnId, 'collection'))
}
const complete = (returnId: string) => done(handle(returnId, 'completion', { restock: true }))
const refuse = (returnId: string) => done(handle(returnId, 'refusal', { reason: '사용했습니다.' }))

const deliver = async (mug: Goods, units: number, total: number, freeFrom: number) => {
  const terms = { kind: 'free-from', fee: 3_000, freeFrom, areas: [] }
  await done(seller()('PUT', at('/delivery-terms'), terms))
  const bought = await buy([[mug, units]], total)
  await send(bought)
  return bought
}

test('the way there is paid by the return that stays, when the one that would is withdrawn', async () => {
  const bought = await deliver(await goods({ price: 25_000 }), 2, 50_000, 50_000)
  const [first, second] = [
    await asked(bought, 'change-of-mind'),
    await asked(bought, 'wrong-choice'),
  ]
  await withdraw(bought, first)
  await collect(second)
  expect(await complete(second)).toMatchObject({
    quote: { refund: { amount: 19_000 }, firstLeg: { amount: 3_000 } },
  })
  expect(await refunded(bought)).toBe(19_000)
})

test('the fee stays while something is kept, when the other fault is refused', async () => {
  const bought = await deliver(await goods({ price: 25_000 }), 2, 53_000, 60_000)
  const [first, second] = [await asked(bought, 'defective'), await asked(bought, 'defective')]
  await refuse(first)
  await collect(second)
  await complete(second)
  expect(await refunded(bought)).toBe(25_000)
})

test('returns, withdrawals and refusals in any order give back what was paid, less what the rules keep', async () => {
  let seed = 7
  const random = (below: number) => {
    seed = (seed * 16_807) % 2_147_483_647
    return seed % below
  }
  for (let round = 0; round < 8; round += 1) {
    const isFree = round % 2 === 0
    const bought = await deliver(
      await goods({ price: 20_000 }),
      3,
      isFree ? 60_000 : 63_000,
      isFree ? 60_000 : 99_000,
    )
    const open: { id: string; reason: Reason }[] = []
    for (let at = 0; at < 3; at += 1) {
      const reason = random(2) === 0 ? 'defective' : 'change-of-mind'
      open.push({ id: await asked(bought, reason), reason })
    }
    let [units, expected, wayKept] = [3, 0, false]
    while (open.length > 0) {
      const [{ id, reason } = { id: '', reason: 'defective' }] = open.splice(random(open.length), 1)
      const step = random(4)
      if (step === 0) await withdraw(bought, id)
      else if (step === 1) await refuse(id)
      else {
        await collect(id)
        await complete(id)
        units -= 1
        const isFault = reason === 'defective'
        const keepsWay = isFree && !isFault && !wayKept
        wayKept ||= keepsWay
        expected += 20_000 - (isFault ? 0 : 3_000) - (keepsWay ? 3_000 : 0)
        if (isFault && !isFree && units === 0) expected += 3_000
      }
    }
    expect(await refunded(bought)).toBe(expected)
  }
})
