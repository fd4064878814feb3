import type { Consumer } from '../../events/consumer.ts'
import { deleteTimetables } from './owner-queries.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** From `{"shopId": …}` or a bare id. */
function shopIdOf(body: unknown): string {
  const shopId = typeof body === 'object' && body !== null ? Object(body).shopId : body
  if (typeof shopId === 'string' && uuid.test(shopId)) return shopId
  throw new Error('remove-timetable has no shopId')
}

/** Removes all timetables of a deleted shop, whoever published it; idempotent. */
export const removeTimetables: Consumer = {
  name: 'timetables',
  topics: ['remove-timetable'],
  async handle({ database }, { body }) {
    await deleteTimetables(database, shopIdOf(body))
  },
}
