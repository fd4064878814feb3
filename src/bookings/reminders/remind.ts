import type { Engine } from '../../engine.ts'
import { sumInTurn } from '../../kernel/each.ts'
import { insertMails } from '../../mail/queries.ts'
import { inCells } from '../../postgres/cells.ts'
import type { Database } from '../../postgres/database.ts'
import { readNow } from '../../postgres/now.ts'
import * as queries from './queries.ts'
import { type Ahead, aheads } from './rules.ts'

const BATCH = 500

/**
 * A job: queues reminders of what begins in a day and in two hours. Any number of processes may run it:
 * `reminders_once` lets one write each, with its mail, in one commit.
 *
 * @returns how many it queued
 */
export const remindGuests = (engine: Engine): Promise<number> =>
  inCells(engine, (cell) =>
    sumInTurn(
      aheads,
      (ahead) => `reminders of ${ahead}`,
      (ahead) => remind(engine, cell, ahead),
    ),
  )

async function remind(engine: Engine, cell: Database, ahead: Ahead): Promise<number> {
  const { now } = await readNow(cell)
  const due = await queries.findDue(cell, ahead, now, BATCH)
  if (due.length === 0) return 0
  return cell.transaction(async (tx) => {
    const drafts = due.map((one) => ({ ...one, id: engine.newId<'Reminder'>() }))
    const written = await queries.insertReminders(tx, ahead, drafts)
    await insertMails(
      tx,
      written.map(({ storeId, id: aboutId, orderId }) => ({
        ...{ storeId, orderId, aboutId, kind: 'reminder' as const },
        ...{ id: engine.newId<'Mail'>(), phoneId: engine.newId<'Mail'>() },
      })),
    )
    return written.length
  })
}
