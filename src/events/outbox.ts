import { sql, type Tx } from '../postgres/sql.ts'

/**
 * Publishes an event through the outbox: written in the caller's transaction, delivered after it
 * commits. Other services read the body: ids and numbers only, nothing personal.
 */
export const publish = (
  tx: Tx,
  event: {
    readonly topic: string
    readonly storeId: string | null
    readonly subjectId: string
    readonly body?: object
    /** The CloudEvents source, if the event came from another service. */
    readonly source?: string
  },
) =>
  tx.run(sql`
    insert into outbox (store_id, topic, subject_id, body, at, source)
    values (${event.storeId}, ${event.topic}, ${event.subjectId},
            ${JSON.stringify(event.body ?? {})}, ${tx.now}, ${event.source ?? null})
  `)
