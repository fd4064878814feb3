import { isSame } from './comparison.ts'
import type { Decision, Review } from './review-queries.ts'

/**
 * What may be decided about a payment. The server asks the gateway anew and has the last word;
 * this says beforehand what our books already rule out, and what would be refused if the gateway
 * still says what it said last.
 */
export interface Choice {
  readonly decision: Decision
  /** Our books rule it out, whatever the gateway says. */
  readonly barred?: Bar
  /** The gateway's last word speaks against it. */
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

/** The four decisions: what nothing speaks against first, what is ruled out last. */
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

/** What the gateway said of a payment that it knows, or why that is no help. */
function readReply(says: Review['gatewaySays']) {
  if (!says) return 'unasked'
  const { state, amount, refunded } = says
  if (!amount) return 'unclear'
  const isPaid = state === 'paid' || state === 'partly-refunded' || state === 'refunded'
  return { state, amount, held: isPaid ? amount.amount - (refunded?.amount ?? 0) : 0 }
}
