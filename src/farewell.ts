import type { Farewell } from './accounts/mails/farewell-rules.ts'
import type { Engine } from './engine.ts'
import type { Id } from './kernel/id.ts'
import { listAhead } from './orders/ahead-queries.ts'
import { quoteLeaving } from './payments/unclaimed.ts'
import { readNow } from './postgres/now.ts'
import { keptByLaw } from './retention.ts'

/** Bookings that the last mail names. */
const NAMED_MOST = 20

/** What somebody who is about to leave is told in their last mail, as far as it does not depend on their choice. */
export async function farewellTo(
  engine: Engine,
  accountId: Id<'Account'>,
): Promise<Omit<Farewell, 'moneyBack'>> {
  const { now } = await readNow(engine.house)
  const [{ mayComeBack }, ...cells] = await Promise.all([
    quoteLeaving(engine, accountId),
    ...engine.cells.map(({ database }) => listAhead(database, accountId, now, NAMED_MOST)),
  ])
  const soonest = cells
    .flat()
    .toSorted((one, other) => one.startsAt.getTime() - other.startsAt.getTime())
  return {
    open: soonest.slice(0, NAMED_MOST).map(({ store, number }) => ({ store, number })),
    openCount: cells.reduce((sum, [first]) => sum + (first?.count ?? 0), 0),
    mayComeBack,
    kept: keptByLaw,
  }
}
