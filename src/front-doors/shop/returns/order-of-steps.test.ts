import { expect, test } from 'vitest'
import type { Id } from '../../../kernel/id.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Order } from '../../../orders/rules.ts'
import { giveBack } from '../../../payments/give-back-rules.ts'
import type { GoodsLine } from '../parcels/queries.ts'
import { openReturns, type ReturnFacts, settle } from './facts.ts'
import type { Return } from './queries.ts'
import { type Reason, reasons } from './rules.ts'

/** A small generator, so that a failure can be repeated by its seed. */
function randomFrom(seed: number) {
  let state = seed
  return (below: number) => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return Math.floor((state / 4_294_967_296) * below)
  }
}

const placeOf = (at: number) => `place-${at}` as Id<'Place'>
const orderId = 'order' as Id<'Order'>

interface Asked {
  readonly place: number
  readonly units: number
  readonly reason: Reason
}

function returnOf({ place, units, reason }: Asked, at: number, terms: ReturnFacts['terms']) {
  return {
    ...{ id: `return-${at}`, orderId, kind: 'return', state: 'collected', reason },
    ...{ fee: 0, returnFee: 0, firstLeg: 0, refund: 0 },
    ...{ wayBack: terms.returnFee, wayThere: terms.waived, freeFrom: terms.freeFrom },
    lines: [
      {
        ...{ placeId: placeOf(place), quantity: units },
        ...{ rootOrderId: orderId, rootPlaceId: placeOf(place) },
      },
    ],
  } as unknown as Return
}

/** What is refunded in all, where these are completed in this order. */
function refunded(
  lines: readonly Omit<GoodsLine, 'givenBack' | 'placeId'>[],
  asked: readonly Asked[],
  order: readonly number[],
  terms: ReturnFacts['terms'],
): number {
  const roots = lines.map((line, at) => ({ ...line, placeId: placeOf(at), givenBack: 0 }))
  const returns = asked.map((one, at) => returnOf(one, at, terms))
  let [feeLeft, sum] = [terms.feeLeft, 0]
  for (const at of order) {
    const given = returns[at] as Return
    const facts = {
      ...{ roots, returns, rootOrderId: orderId, terms: { ...terms, feeLeft } },
      ...{ held: Number.MAX_SAFE_INTEGER, hasOthers: false },
    }
    const quote = settle(facts as unknown as ReturnFacts, given)
    expect(quote.refund).toBeGreaterThanOrEqual(0)
    const line = roots[asked[at]?.place ?? 0]
    if (line) line.givenBack += asked[at]?.units ?? 0
    feeLeft -= quote.fee
    sum += quote.refund
    returns[at] = { ...given, ...quote, state: 'done' }
  }
  return sum
}

const shuffled = (length: number, random: (below: number) => number): number[] => {
  const left = Array.from({ length }, (_, at) => at)
  return Array.from({ length }, () => left.splice(random(left.length), 1)[0] ?? 0)
}

test('several returns bring back the same in whatever order they are completed', () => {
  for (let seed = 1; seed <= 500; seed += 1) {
    const random = randomFrom(seed)
    const lines = Array.from({ length: 1 + random(3) }, () => {
      const [quantity, unitPrice] = [1 + random(4), 5_000 + random(30_000)]
      return { quantity, unitPrice, discount: 0 } as GoodsLine
    })
    const asked = lines.flatMap(({ quantity }, place) =>
      Array.from({ length: random(quantity + 1) }, () => ({
        ...{ place, units: 1 },
        reason: reasons[random(reasons.length)] ?? 'defective',
      })),
    )
    const isFree = random(2) === 0
    const terms = {
      ...{ feeLeft: isFree ? 0 : 3_000, returnFee: random(2_500) },
      ...{ waived: isFree ? 2_500 : 0, freeFrom: isFree ? 40_000 : null },
    }
    const sums = Array.from({ length: 6 }, () =>
      refunded(lines, asked, shuffled(asked.length, random), terms),
    )
    expect(new Set(sums).size, `seed ${seed}`).toBe(1)
  }
})

test('what is said comes back to the won, whatever is refunded by hand between the steps', () => {
  for (let seed = 1; seed <= 500; seed += 1) {
    const random = randomFrom(seed)
    const roots = Array.from({ length: 1 + random(3) }, (_, at) => {
      const [quantity, unitPrice] = [1 + random(3), 1_000 + random(9_000)]
      const line = {
        placeId: placeOf(at),
        quantity,
        unitPrice,
        discount: random(900),
        givenBack: 0,
      }
      return { ...line, taxFree: random(2) === 0, isAside: false } as unknown as GoodsLine
    })
    const isFree = random(2) === 0
    const fee = isFree ? 0 : 3_000
    const terms = {
      ...{ feeLeft: fee, returnFee: random(2_500) },
      ...{ waived: isFree ? 2_500 : 0, freeFrom: isFree ? 12_000 : null },
    }
    const asked = roots.flatMap(({ quantity }, place) =>
      Array.from({ length: quantity }, () => ({
        ...{ place, units: 1, reason: reasons[random(reasons.length)] ?? 'defective' },
      })),
    )
    const returns = asked.map((one, at) => returnOf(one, at, terms))
    let held =
      fee + roots.reduce((sum, one) => sum + one.quantity * one.unitPrice - one.discount, 0)
    let feeBack = 0
    for (const at of shuffled(asked.length, random)) {
      if (random(3) === 0) held -= random(held)
      const facts = {
        ...{ roots, returns, rootOrderId: orderId, held, hasOthers: false },
        ...{ terms: { ...terms, feeLeft: fee - feeBack }, rootOf: (placeId: string) => placeId },
      } as unknown as ReturnFacts
      const toldInAll = openReturns(facts).reduce((sum, { refund }) => sum + refund, 0)
      expect(toldInAll, `seed ${seed}`).toBeLessThanOrEqual(held)
      const given = returns[at] as Return
      const quote = settle(facts, given)
      const step = giveBack(
        { order: { fee, lines: roots } as unknown as Order, left: held, feeBack },
        {
          lines: given.lines.map(({ placeId, quantity }) => ({ placeId, quantity })),
          ...{ fee: quote.fee, kept: quote.returnFee + quote.firstLeg },
        },
      )
      if (step instanceof Problem) throw step
      expect(step.refund, `seed ${seed}`).toBe(quote.refund)
      held -= step.refund
      feeBack += step.fee
      const line = roots[asked[at]?.place ?? 0] as { givenBack: number } | undefined
      if (line) line.givenBack += 1
      returns[at] = { ...given, ...quote, state: 'done' }
    }
  }
})
