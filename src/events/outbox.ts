import { sql, type Tx } from '../postgres/sql.ts'

/**
 * Writes down what happened, in the transaction in which it happened; delivered after it commits.
 * Others will read the body: it names things and counts, and has nothing personal in it.
 */
export const publish = (
  tx: Tx,
  event: {
    readonly topic: string
    readonly storeId: string | null
    readonly subjectId: string
    readonly body?: object
    /** Who says so, if not we. */
    readonly source?: string
  },
) =>
  tx.run(sql`
    insert into outbox (store_id, topic, subject_id, body, at, source)
    values (${event.storeId}, ${event.topic}, ${event.subjectId},
            ${JSON.stringify(event.body ?? {})}, ${tx.now}, ${event.source ?? null})
  `)
