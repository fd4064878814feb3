import type { Engine } from '../engine.ts'
import type { Handler } from '../events/relay.ts'
import { insertMails } from './queries.ts'
import { kindOf } from './rules.ts'

/**
 * Queues mails in the transaction that takes their events out of the outbox: none is lost, and a
 * redelivered event adds none.
 */
export const queueMails =
  (engine: Engine): Handler =>
  async (tx, events) => {
    const mails = events.flatMap(({ topic, storeId, subjectId, body }) => {
      const kind = kindOf(topic)
      const { refundId, giveBackId, moveId } = body as Readonly<Record<string, string | undefined>>
      const aboutId = refundId ?? giveBackId ?? moveId ?? null
      return kind && storeId
        ? {
            ...{ storeId, orderId: subjectId, kind, aboutId },
            ...{ id: engine.newId<'Mail'>(), phoneId: engine.newId<'Mail'>() },
          }
        : []
    })
    if (mails.length > 0) await insertMails(tx, mails)
  }
