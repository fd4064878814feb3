import type { Engine } from '../engine.ts'
import type { Order } from '../orders/rules.ts'
import type { Subject } from '../stores/acts/rules.ts'
import * as queries from './queries.ts'
import { describeAll } from './read.ts'

const SHOWN_MOST = 3

/** What an order is about, in the words of its doors and without its guest; undefined where nothing is left of it. */
export async function readSubject(
  engine: Engine,
  { storeId, id }: Pick<Order, 'storeId' | 'id'>,
): Promise<Subject | undefined> {
  const cell = engine.cell(storeId)
  const rows = await queries.readBookings(cell, [{ storeId, id }])
  const [lines = []] = (await describeAll(engine, cell, rows)).values()
  const own = lines.filter(({ isAside, quantity }) => !isAside && quantity > 0)
  const [first] = own
  if (!first) return undefined
  const said = (language: 'ko' | 'en') =>
    own
      .slice(0, SHOWN_MOST)
      .map(({ what }) => what[language])
      .join(', ')
  return {
    startsAt: first.startsAt?.toISOString() ?? null,
    what: { ko: said('ko'), en: said('en') },
    where: own.find(({ where }) => where)?.where ?? null,
  }
}
