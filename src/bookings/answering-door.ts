import type { Problem, ProblemType } from '../kernel/problem.ts'
import type { Order } from '../orders/rules.ts'
import type { Units } from '../orders/unit-queries.ts'
import type { Queryable } from '../postgres/sql.ts'

type Problems = readonly ProblemType<never>[]
type Answers = Readonly<Record<string, Problems>>

export interface AnsweringDoor {
  /** Problems of its own that endpoints of the house answer with, by the name of the endpoint. */
  readonly answers?: Answers
  /**
   * Why the buyer may neither cancel a paid order nor have it moved. Asked under the lock of the order.
   *
   * @param lines where only these units are to be canceled
   */
  refuseChange?(
    on: Queryable,
    order: Pick<Order, 'storeId' | 'id'>,
    lines?: readonly Units[],
  ): Promise<Problem | undefined>
}

/** Endpoints that ask `refuseChange` of every door. */
const changing = [
  ...['quoteCancellation', 'cancelOrder', 'quoteGuestCancellation', 'cancelGuestBooking'],
  ...['quoteLineCancellation', 'cancelLines', 'quoteLineCancellationByStore', 'cancelLinesByStore'],
  ...['proposeMove', 'answerMove', 'changeBookingTime'],
]

/** Endpoints that ask `selling` of a door for one of its times. */
const selling = ['proposeMove', 'changeBookingTime', 'joinWaitlist', 'enterGuest']

const at = (names: readonly string[], problems: Problems): Answers =>
  Object.fromEntries(names.map((name) => [name, problems]))

/** What a door answers whose `refuseChange` has these problems. */
export const whereChanged = (problems: Problems): Answers => at(changing, problems)

/** What a door answers whose `selling` has these problems, and what it answers besides. */
export function whereSold(problems: Problems, others: Answers = {}): Answers {
  const sold = at(selling, problems)
  const both = Object.entries(others).map(([name, more]) => [
    name,
    [...(sold[name] ?? []), ...more],
  ])
  return { ...sold, ...Object.fromEntries(both) }
}
