import { isSame } from './comparison.ts'
import type { Decision, Review } from './review-queries.ts'

/**
 * A decision on a payment. The server looks the payment up again and decides; this predicts what our
 * books rule out, and what the gateway's last reply rules out.
 */
export interface Choice {
  readonly decision: Decision
  /** Ruled out by our books. */
  readonly barred?: Bar
  /** Ruled out by the gateway's last reply. */
  readonly doubt?: Doubt
}

export type Bar = 'nothingToAsk' | 'orderOver' | 'orderNotPaid'
export type Doubt =
  | 'unasked'
  | 'unclear'
  | 'amountDiffers'
  | 'notPaidThere'
  | 'nothingHeld'
  | 'orderGoesOn'
  | 'moneyHeld'
  | 'mayStillTake'

type Facts = Pick<Review, 'reference' | 'believed' | 'gatewaySays'>

/** The four decisions: possible first, barred last. */
export function choicesOf(facts: Facts): Choice[] {
  const choices: Choice[] = [
    { decision: 'look-again', ...lookAgain(facts) },
    { decision: 'accept', ...accept(facts) },
    { decision: 'refund', ...refund(facts) },
    { decision: 'close', ...close(facts) },
  ]
  const rank = ({ barred, doubt }: Choice) => (barred ? 2 : doubt ? 1 : 0)
  return choices.toSorted((one, other) => rank(one) - rank(other))
}

type Against = Pick<Choice, 'barred' | 'doubt'>

function lookAgain({ reference, believed: { taken, refunding } }: Facts): Against {
  const isNothingOpen = taken !== null && refunding === null
  return reference === null || isNothingOpen ? { barred: 'nothingToAsk' } : {}
}

function accept({ believed, gatewaySays }: Facts): Against {
  const { taken, price, orderStatus } = believed
  const isOver = orderStatus === 'paid' || orderStatus === 'canceled'
  if (taken === null && isOver) return { barred: 'orderOver' }
  if (taken !== null && orderStatus !== 'paid') return { barred: 'orderNotPaid' }
  const reply = readReply(gatewaySays)
  if (typeof reply === 'string') return { doubt: reply }
  if (!isSame(reply.amount, taken ?? price)) return { doubt: 'amountDiffers' }
  return taken === null && reply.state !== 'paid' ? { doubt: 'notPaidThere' } : {}
}

function refund({ believed, gatewaySays }: Facts): Against {
  const reply = readReply(gatewaySays)
  if (typeof reply === 'string') return { doubt: reply }
  if (believed.taken !== null && !isSame(reply.amount, believed.taken))
    return { doubt: 'amountDiffers' }
  if (believed.taken !== null && believed.orderStatus === 'paid') return { doubt: 'orderGoesOn' }
  return reply.held === 0 ? { doubt: 'nothingHeld' } : {}
}

function close({ gatewaySays }: Facts): Against {
  if (gatewaySays?.state === 'not-found') return {}
  const reply = readReply(gatewaySays)
  if (typeof reply === 'string') return { doubt: reply }
  if (reply.held > 0) return { doubt: 'moneyHeld' }
  return reply.state === 'open' ? { doubt: 'mayStillTake' } : {}
}

/** The gateway's last reply, or why it is unusable. */
function readReply(says: Review['gatewaySays']) {
  if (!says) return 'unasked'
  const { state, amount, refunded } = says
  if (!amount) return 'unclear'
  const isPaid = state === 'paid' || state === 'partly-refunded' || state === 'refunded'
  return { state, amount, held: isPaid ? amount.amount - (refunded?.amount ?? 0) : 0 }
}
