import { publish } from '../events/outbox.ts'
import type { Id } from '../kernel/id.ts'
import type { Tx } from '../postgres/sql.ts'

/** Tells open pages and desks that the line of a store has changed: to read again, of nobody in it. */
export const publishLine = (tx: Tx, storeId: Id<'Store'>) =>
  publish(tx, { topic: 'line.changed', storeId, subjectId: storeId })
