import { findAccount } from '../accounts/queries.ts'
import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { later } from '../kernel/time.ts'
import { insertMails, wasSent } from '../mail/queries.ts'
import type { OfferKind } from '../mail/rules.ts'
import { lockOrder } from '../orders/queries.ts'
import { findInCells, inCells, readCells } from '../postgres/cells.ts'
import { readNow } from '../postgres/now.ts'
import type { Tx } from '../postgres/sql.ts'
import { describe, type Ticket, ticketDoor } from './doors.ts'
import * as queries from './offer-queries.ts'
import { findOwn, type TicketAsk } from './own.ts'
import { handOn, listOffered, listOfOrder } from './queries.ts'
import type { TicketKey, TicketLine } from './rules.ts'
import * as rules from './rules.ts'
import { hashOfEmail, hashOfSecret, sealAddress, serialOf } from './signing.ts'
import { scannedOf } from './states.ts'
import { storeView, viewTickets } from './view.ts'

/**
 * The ticket under the lock of its order, if it is still that one and can be handed on.
 * Problems in order: occasion-canceled, ticket-void.
 */
async function lockValid(
  engine: Engine,
  tx: Tx,
  { storeId, orderId, placeId, handed }: TicketKey,
): Promise<TicketLine> {
  await lockOrder(tx, storeId, orderId)
  const lines = await listOfOrder(tx, engine.doors, { storeId, orderId })
  const line = lines.find((one) => one.placeId === placeId)
  if (!line) throw rules.ticketVoid()
  const door = ticketDoor(engine.doors, line.door)
  const occasion = await door.occasion(tx, storeId, line.occasionId)
  if (occasion?.isCanceled) throw rules.occasionCanceled()
  if (!line.isSold || line.handed !== handed || line.startsAt <= tx.now) throw rules.ticketVoid()
  if ((await scannedOf(engine, tx, [line])).has(serialOf(engine, line))) throw rules.ticketVoid()
  return line
}

const SECRET_LETTERS = 32
const DAY_SECONDS = 24 * 60 * 60
/** Offers of an order in a day that are mailed: nobody fills a stranger's mailbox with them. */
const MAILED_MOST = 20

/**
 * Offers a ticket to the account with an e-mail address, whether there is one or not.
 * Problems in order: ticket-missing, occasion-canceled, ticket-void, transfer-offered.
 */
export async function offerTicket(engine: Engine, ask: TicketAsk & { readonly email: string }) {
  const found = await findOwn(engine, ask)
  if (!found) throw rules.ticketMissing()
  const secret = engine.newCode(SECRET_LETTERS)
  const id = engine.newId<'Offer'>()
  return engine.cell(found.storeId).transaction(async (tx) => {
    const { storeId, orderId, placeId, handed } = await lockValid(engine, tx, found)
    const offer = {
      ...{ id, storeId, orderId, placeId, handed, fromId: ask.callerId },
      emailHash: hashOfEmail(engine, ask.email),
    }
    const sealed = sealAddress(engine, { email: ask.email, secret })
    const hidden = { secretHash: hashOfSecret(secret), sealed }
    if ((await queries.insertOffer(tx, offer, hidden)) === 0) throw rules.transferOffered()
    const { offers } = await queries.countOffers(tx, offer, later(tx.now, -DAY_SECONDS))
    if (offers <= MAILED_MOST) await tell(engine, tx, offer, 'place-offered', 'place-offer-sent')
    return { transferId: id, secret, offeredAt: tx.now.toISOString() }
  }, found.storeId)
}

/** Takes an offered ticket back. Problem: transfer-missing. */
export async function takeBack(engine: Engine, ask: TicketAsk): Promise<void> {
  const found = await findOwn(engine, ask)
  if (!found) throw rules.transferMissing()
  await engine.cell(found.storeId).transaction(async (tx) => {
    await lockOrder(tx, found.storeId, found.orderId)
    const offer = await queries.withdrawOffer(tx, found)
    if (!offer) throw rules.transferMissing()
    if (await wasTold(tx, found, offer.id))
      await tell(engine, tx, { ...found, ...offer }, 'place-offer-ended')
  }, found.storeId)
}

/** Queues mails of an offer. */
const tell = (
  engine: Engine,
  tx: Tx,
  { storeId, orderId, id }: Pick<queries.Offer, 'storeId' | 'orderId' | 'id'>,
  ...kinds: readonly OfferKind[]
) =>
  insertMails(
    tx,
    kinds.map((kind) => ({
      ...{ storeId, orderId, kind, aboutId: id },
      id: engine.newId<'Mail'>(),
    })),
  )

/** Whether the receiver has got the mail of an offer; one that waits is not sent any more. */
const wasTold = (tx: Tx, { storeId, orderId }: TicketLine, aboutId: Id<'Offer'>) =>
  wasSent(tx, storeId, { orderId, kind: 'place-offered', aboutId })

/** Forgets to whom tickets were offered, once no mail of it can be waiting. */
export const forgetAddresses = (engine: Engine): Promise<number> =>
  inCells(engine, async (on) => queries.emptyAddresses(on, (await readNow(on)).now))

/** What a link offers. Problem: transfer-missing. */
export async function showOffer(engine: Engine, secret: string) {
  const offer = await findInCells(engine, (on) => queries.findOffer(on, hashOfSecret(secret)))
  if (!offer) throw rules.transferMissing()
  const cell = engine.cell(offer.storeId)
  const lines = await listOfOrder(cell, engine.doors, offer)
  const line = lines.find(({ placeId, isSold }) => placeId === offer.placeId && isSold)
  const [ticket] = await describe(cell, engine.doors, line ? [line] : [])
  if (!ticket) throw rules.transferMissing()
  return offerView(ticket)
}

const offerView = (ticket: Ticket) => ({
  store: storeView(ticket),
  occasionId: ticket.occasionId,
  startsAt: ticket.startsAt.toISOString(),
  seat: ticket.seat.text,
})

/**
 * How many tickets are offered to the address that an account has verified, and nothing else of them: only
 * who has the link may see what it offers.
 */
export async function countOffersTo(engine: Engine, callerId: Id<'Account'>) {
  const account = await findAccount(engine.house, callerId)
  if (!account?.isVerified) return { offers: 0 }
  const hash = hashOfEmail(engine, account.email)
  const open = await readCells(engine, async (on) => {
    const { now } = await readNow(on)
    const lines = await listOffered(on, engine.doors, hash)
    return lines.filter(({ isSold, startsAt }) => isSold && startsAt > now)
  })
  return { offers: open.length }
}

/**
 * Accepts a ticket: it has another holder and another serial from then on.
 * Problems in order: transfer-missing, transfer-for-another, transfer-unverified, occasion-canceled,
 * ticket-void.
 */
export async function acceptTicket(
  engine: Engine,
  { secret, callerId }: { readonly secret: string; readonly callerId: Id<'Account'> },
) {
  const [offer, account] = await Promise.all([
    findInCells(engine, (on) => queries.findOffer(on, hashOfSecret(secret))),
    findAccount(engine.house, callerId),
  ])
  if (!offer) throw rules.transferMissing()
  if (!account || hashOfEmail(engine, account.email) !== offer.emailHash) throw rules.transferElse()
  if (!account.isVerified) throw rules.transferUnverified()
  return engine.cell(offer.storeId).transaction(async (tx) => {
    const line = await lockValid(engine, tx, offer)
    if ((await queries.endOffer(tx, offer, 'accepted')) === 0) throw rules.transferMissing()
    await handOn(tx, line, callerId === line.buyerId ? null : callerId)
    const lines = await listOfOrder(tx, engine.doors, offer)
    const mine = lines.filter(({ placeId }) => placeId === offer.placeId)
    const [view] = await viewTickets(engine, tx, mine, { viewerId: callerId, now: tx.now })
    if (!view) throw rules.transferMissing()
    return view
  }, offer.storeId)
}
