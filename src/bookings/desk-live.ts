import { publish } from '../events/outbox.ts'
import type { Order } from '../orders/rules.ts'
import type { Tx } from '../postgres/sql.ts'

/** Tells open desks that a booking changed in what no event of its order says: a visit, a note, where it sits. */
export const publishChange = (tx: Tx, { storeId, id }: Pick<Order, 'storeId' | 'id'>) =>
  publish(tx, { topic: 'booking.changed', storeId, subjectId: id })
