import type { Engine } from '../../../../engine.ts'
import type { Tx } from '../../../../postgres/sql.ts'
import { insertShopMails, type ShopMail } from './queries.ts'

/** Queues mails about parcels and returns, in the transaction of what they tell; each is told once. */
export const queueShopMails = async (
  engine: Engine,
  tx: Tx,
  mails: readonly ShopMail[],
): Promise<void> => {
  if (mails.length === 0) return
  await insertShopMails(
    tx,
    mails.map((mail) => ({ ...mail, id: engine.newId<'Mail'>() })),
  )
}
