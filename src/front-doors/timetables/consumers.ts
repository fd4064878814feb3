import type { Consumer } from '../../events/consumer.ts'
import { isId } from '../../kernel/id.ts'
import { markLeft } from './left.ts'
import { deleteTimetables } from './owner-queries.ts'
import { readShop } from './queries.ts'

/** From `{"shopId": …}` or a bare id. */
function shopIdOf(body: unknown): string {
  const shopId = typeof body === 'object' && body !== null ? Object(body).shopId : body
  if (typeof shopId === 'string' && isId(shopId)) return shopId
  throw new Error('remove-timetable has no shopId')
}

/** Removes all timetables of a deleted shop, whoever published it; idempotent. */
export const removeTimetables: Consumer = {
  name: 'timetables',
  topics: ['remove-timetable'],
  async handle(engine, { body }) {
    const shopId = shopIdOf(body)
    const cell = engine.cell(shopId)
    await deleteTimetables(cell, shopId)
    const shop = await readShop(cell, shopId)
    if (shop) await cell.transaction((tx) => markLeft(tx, shop), shopId)
  },
}
