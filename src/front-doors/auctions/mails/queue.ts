import type { Engine } from '../../../engine.ts'
import { later } from '../../../kernel/time.ts'
import { inCells } from '../../../postgres/cells.ts'
import type { Tx } from '../../../postgres/sql.ts'
import type { LotAsk } from '../bid-queries.ts'
import { insertLotMails, type LotMail, takeReminders } from './queries.ts'
import * as rules from './rules.ts'

/** Queues mails about a lot, in the transaction of what they tell. */
export const queueLotMails = (
  engine: Engine,
  tx: Tx,
  { storeId, lotId }: LotAsk,
  mails: readonly LotMail[],
) =>
  insertLotMails(
    tx,
    mails.map((mail) => ({
      ...{ ...mail, storeId, lotId, id: engine.newId<'Mail'>() },
      // Who is outbid and bids again at once needs no mail.
      dueAt: mail.kind === 'outbid' ? later(tx.now, rules.OUTBID_WAIT_SECONDS) : tx.now,
    })),
  )

const REMINDED_MOST = 100

/** Reminds winners before their deadline. Whether they have paid is looked up when it is sent. */
export const remindWinners = (engine: Engine): Promise<number> =>
  inCells(engine, (on) =>
    on.transaction(async (tx) => {
      const due = await takeReminders(tx, REMINDED_MOST)
      const mails = due
        .filter((win) => rules.isReminded(win, win.turn))
        .map(({ storeId, lotId, bidder, turn }) => ({
          ...{ storeId, lotId, bidder, turn },
          ...{ kind: 'reminder' as const, id: engine.newId<'Mail'>(), dueAt: tx.now },
        }))
      if (mails.length > 0) await insertLotMails(tx, mails)
      return due.length
    }),
  )
