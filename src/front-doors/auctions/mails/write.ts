import { findAccount } from '../../../accounts/queries.ts'
import { mailAddressOf } from '../../../accounts/rules.ts'
import type { DoorMails } from '../../../bookings/mails/door-mails.ts'
import type { Engine } from '../../../engine.ts'
import { oneLine } from '../../../kernel/calendar.ts'
import type { Id } from '../../../kernel/id.ts'
import type { DoorMailAsk, MailContent } from '../../../mail/content.ts'
import { readNow } from '../../../postgres/now.ts'
import { readNoticeSettings } from '../../../stores/notices/queries.ts'
import { readShown, type ShownLot } from '../queries.ts'
import { stageAt } from '../rules.ts'
import { listWins, type OrderedWin } from '../win-queries.ts'
import { winStageAt } from '../win-rules.ts'
import { orderWin } from '../wins.ts'
import { type LotMail, readLotMail } from './queries.ts'
import * as sellerTexts from './seller-texts.ts'
import * as texts from './texts.ts'

/** Mails about lots, to bidders by their numbers and to sellers. */
export const mails: DoorMails = { write }

/** Undefined when it is no longer true, or whom it is for is gone. */
async function write(
  engine: Engine,
  { storeId, mailId }: DoorMailAsk,
): Promise<MailContent | undefined> {
  const cell = engine.cell(storeId)
  const mail = await readLotMail(cell, storeId, mailId)
  const [lot] = mail ? await readShown(cell, storeId, [mail.lotId]) : []
  if (!mail || !lot) return undefined
  const [{ now }, recipient, win] = await Promise.all([
    readNow(cell),
    mail.bidder === null ? sellerOf(engine, storeId) : bidderOf(engine, mail.accountId),
    readWin(engine, mail),
  ])
  const written = recipient && textOf(mail, factsOf(engine, lot, recipient.name, win), now)
  return written && { ...written, to: recipient.to }
}

async function bidderOf({ house }: Engine, accountId: Id<'Account'> | null) {
  const account = accountId && (await findAccount(house, accountId))
  const to = account && mailAddressOf(account)
  return to ? { name: oneLine(account.name), to } : undefined
}

/** Where a seller is told of other things too. */
async function sellerOf(engine: Engine, storeId: Id<'Store'>) {
  const { addresses, ownerId } = await readNoticeSettings(engine.cell(storeId), storeId)
  const owner = await findAccount(engine.house, ownerId)
  const own = owner && mailAddressOf(owner)
  if (!owner || !own) return undefined
  return { name: oneLine(owner.name), to: addresses.length > 0 ? addresses : own }
}

/** The win of the bidder; of a mail to the seller the one that it tells of. One to pay gets its order. */
async function readWin(
  engine: Engine,
  { kind, bidder, turn, ...at }: NonNullable<Awaited<ReturnType<typeof readLotMail>>>,
): Promise<OrderedWin | undefined> {
  if (kind === 'outbid' || kind === 'unsold') return undefined
  const read = async () => {
    const cell = engine.cell(at.storeId)
    const { now } = await readNow(cell)
    const wins = await listWins(cell, at.storeId, [at.lotId], now)
    return wins.find((win) => (bidder === null ? win.round === turn : win.bidder === bidder))
  }
  const win = await read()
  if (kind !== 'won' || win?.orderId !== null) return win
  await orderWin(engine, at) // the mail may be faster than who makes it
  return read()
}

function factsOf(
  { publicUrl }: Engine,
  lot: ShownLot,
  name: string,
  win: OrderedWin | undefined,
): texts.Facts {
  const mine = `${publicUrl}/auctions/mine`
  return {
    ...{ name, win, lot },
    title: oneLine(lot.title),
    auction: oneLine(lot.auctionName),
    links: {
      lot: `${publicUrl}/auctions/${lot.storeId}/lots/${lot.id}`,
      pay: win?.orderId && win.order !== 'none' ? `${publicUrl}/bookings/${win.orderId}` : mine,
      mine,
      desk: `${publicUrl}/desk/${lot.storeId}`,
    },
  }
}

function textOf({ kind, bidder, turn }: LotMail, facts: texts.Facts, now: Date) {
  const { win, lot } = facts
  if (kind === 'outbid')
    return stageAt(lot, now) === 'live' && lot.leader !== bidder ? texts.outbid(facts) : undefined
  if (kind === 'unsold') return lot.state === 'unsold' ? sellerTexts.unsold(facts) : undefined
  if (!win) return undefined
  const won = { ...facts, win }
  const stage = winStageAt(win, win.order, now)
  if (kind === 'sold')
    return stage === 'to-pay' || stage === 'paid' ? sellerTexts.sold(won) : undefined
  if (kind === 'handed-over')
    return stage === 'paid' && !win.receivedAt ? texts.handedOver(won) : undefined
  if (kind === 'lapsed') return stage === 'lapsed' ? texts.lapsed(won) : undefined
  if (kind === 'unpaid') return stage === 'lapsed' ? sellerTexts.unpaid(won) : undefined
  if (stage !== 'to-pay') return undefined
  return kind === 'won' ? texts.won(won) : texts.reminder(won, turn)
}
