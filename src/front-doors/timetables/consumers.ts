import type { Consumer } from '../../events/consumer.ts'
import { deleteTimetables } from './owner-queries.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** `{"shopId": …}`, or the id alone. */
function shopIdOf(body: unknown): string {
  const said = typeof body === 'object' && body !== null ? Object(body).shopId : body
  if (typeof said === 'string' && uuid.test(said)) return said
  throw new Error('remove-timetable does not say which shop')
}

/** Removes all timetables of a shop that is deleted, wherever we hear of it; twice does no harm. */
export const removeTimetables: Consumer = {
  name: 'timetables',
  topics: ['remove-timetable'],
  async handle({ database }, { body }) {
    await deleteTimetables(database, shopIdOf(body))
  },
}
