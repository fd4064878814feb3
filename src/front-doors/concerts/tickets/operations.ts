import type { Static } from 'typebox'
import { findAccount } from '../../../accounts/queries.ts'
import type { Engine } from '../../../engine.ts'
import type { Id } from '../../../kernel/id.ts'
import { later } from '../../../kernel/time.ts'
import { insertMails, wasSent } from '../../../mail/queries.ts'
import type { OfferKind } from '../../../mail/rules.ts'
import { readOwnOrder } from '../../../orders/own.ts'
import { lockOrder } from '../../../orders/queries.ts'
import { orderMissing } from '../../../orders/rules.ts'
import { inCells } from '../../../postgres/cells.ts'
import { readNow } from '../../../postgres/now.ts'
import type { Queryable, Tx } from '../../../postgres/sql.ts'
import { readStore } from '../../../stores/queries.ts'
import { readPerformance } from '../queries.ts'
import * as rules from '../rules.ts'
import { seatText } from '../seat-rules.ts'
import type { TicketView } from './contract.ts'
import * as queries from './queries.ts'
import type { TicketLine } from './rules.ts'
import { codeOf, hashOfEmail, hashOfSecret, sealAddress, serialOf } from './signing.ts'
import { statesOf } from './states.ts'

interface ConcertAsk {
  readonly concertId: Id<'Store'>
  readonly callerId: Id<'Account'>
}
interface TicketAsk extends ConcertAsk {
  readonly serial: string
}

/** Tickets as one of those who may see them does. */
async function viewTickets(
  engine: Engine,
  on: Queryable,
  lines: readonly TicketLine[],
  viewerId: Id<'Account'>,
): Promise<Static<typeof TicketView>[]> {
  const found = await statesOf(engine, on, lines, viewerId)
  return found.map(({ line, serial, state }) => ({
    serial: state === 'transferred' ? '' : serial,
    bookingId: line.orderId,
    performanceId: line.performanceId,
    startsAt: line.startsAt.toISOString(),
    seatId: line.seatId,
    seat: seatText(line),
    state,
    qr: state === 'valid' ? codeOf(engine, line) : null,
    pass:
      engine.passKeys && state === 'valid'
        ? `/v1/concerts/${line.storeId}/tickets/${serial}/pass`
        : null,
    offered: state === 'valid' && line.isOffered,
  }))
}

/** The tickets of a booking of one's own; none before it is paid. Problem: order-missing. */
export async function listOfBooking(
  engine: Engine,
  { concertId, callerId, bookingId }: ConcertAsk & { readonly bookingId: Id<'Order'> },
) {
  const order = await readOwnOrder(engine, callerId, bookingId)
  if (order?.storeId !== concertId) throw orderMissing()
  const cell = engine.cell(concertId)
  const lines = await queries.listOfOrder(cell, { storeId: concertId, orderId: bookingId })
  return { data: await viewTickets(engine, cell, lines, callerId) }
}

/** What somebody holds at a concert, bought or received. Problem: concert-missing. */
export async function listOwn(engine: Engine, { concertId, callerId }: ConcertAsk) {
  const cell = engine.cell(concertId)
  if (!(await queries.isConcert(cell, concertId))) throw rules.concertMissing()
  const lines = await linesOf(cell, concertId, callerId)
  const views = await viewTickets(engine, cell, lines, callerId)
  return { data: views.filter(({ state }) => state !== 'transferred') }
}

async function linesOf(on: Queryable, concertId: Id<'Store'>, callerId: Id<'Account'>) {
  const [bought, received] = await Promise.all([
    queries.listBought(on, concertId, callerId),
    queries.listReceived(on, concertId, callerId),
  ])
  return [...bought, ...received.filter(({ buyerId }) => buyerId !== callerId)]
}

/** A ticket that the caller holds. Problem: ticket-missing. */
export async function findOwn(engine: Engine, { concertId, callerId, serial }: TicketAsk) {
  const lines = await linesOf(engine.cell(concertId), concertId, callerId)
  const found = lines.find(
    (line) => (line.holderId ?? line.buyerId) === callerId && serialOf(engine, line) === serial,
  )
  if (!found) throw rules.ticketMissing()
  return found
}

/**
 * The ticket under the lock of its order, if it is still that one and can be handed on.
 * Problems in order: performance-canceled, ticket-void.
 */
async function lockValid(
  engine: Engine,
  tx: Tx,
  {
    storeId,
    orderId,
    placeId,
    handed,
  }: Pick<TicketLine, 'storeId' | 'orderId' | 'placeId' | 'handed'>,
): Promise<TicketLine> {
  await lockOrder(tx, storeId, orderId)
  const lines = await queries.listOfOrder(tx, { storeId, orderId })
  const line = lines.find((one) => one.placeId === placeId)
  const performance = line && (await readPerformance(tx, storeId, line.performanceId))
  if (performance?.canceledAt) throw rules.performanceCanceled()
  if (!line?.isSold || line.handed !== handed || line.startsAt <= tx.now) throw rules.ticketVoid()
  const serial = serialOf(engine, line)
  const scans = await queries.listScans(tx, storeId, [line.performanceId], [serial])
  if (scans.length > 0) throw rules.ticketVoid()
  return line
}

const SECRET_LETTERS = 32
const DAY_SECONDS = 24 * 60 * 60
/** Offers of an order in a day that are mailed: nobody fills a stranger's mailbox with them. */
const MAILED_MOST = 20

/**
 * Offers a ticket to the account with an e-mail address, whether there is one or not.
 * Problems in order: ticket-missing, performance-canceled, ticket-void, transfer-offered.
 */
export async function offerTicket(engine: Engine, ask: TicketAsk & { readonly email: string }) {
  const found = await findOwn(engine, ask)
  const secret = engine.newCode(SECRET_LETTERS)
  const id = engine.newId<'Offer'>()
  return engine.cell(ask.concertId).transaction(async (tx) => {
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
  }, ask.concertId)
}

/** Takes an offered ticket back. Problem: transfer-missing. */
export async function takeBack(engine: Engine, ask: TicketAsk): Promise<void> {
  const found = await findOwn(engine, ask).catch(() => undefined)
  if (!found) throw rules.transferMissing()
  await engine.cell(ask.concertId).transaction(async (tx) => {
    await lockOrder(tx, found.storeId, found.orderId)
    const offer = await queries.withdrawOffer(tx, found)
    if (!offer) throw rules.transferMissing()
    if (await wasTold(tx, found, offer.id))
      await tell(engine, tx, { ...found, ...offer }, 'place-offer-ended')
  }, ask.concertId)
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

interface OfferAsk {
  readonly concertId: Id<'Store'>
  readonly secret: string
}

/** What a link offers. Problem: transfer-missing. */
export async function showOffer(engine: Engine, { concertId, secret }: OfferAsk) {
  const cell = engine.cell(concertId)
  const offer = await queries.findOffer(cell, concertId, hashOfSecret(secret))
  const lines = offer ? await queries.listOfOrder(cell, offer) : []
  const line = lines.find(({ placeId }) => placeId === offer?.placeId)
  const concert = await readStore(cell, concertId, 'concerts')
  if (!line?.isSold || !concert) throw rules.transferMissing()
  return {
    concert: concert.name,
    performanceId: line.performanceId,
    startsAt: line.startsAt.toISOString(),
    seat: seatText(line),
  }
}

/**
 * Accepts a ticket: it has another holder and another serial from then on.
 * Problems in order: transfer-missing, transfer-for-another, performance-canceled, ticket-void.
 */
export async function acceptTicket(
  engine: Engine,
  { concertId, secret, callerId }: OfferAsk & { readonly callerId: Id<'Account'> },
) {
  const cell = engine.cell(concertId)
  const [offer, account] = await Promise.all([
    queries.findOffer(cell, concertId, hashOfSecret(secret)),
    findAccount(engine.house, callerId),
  ])
  if (!offer) throw rules.transferMissing()
  if (!account || hashOfEmail(engine, account.email) !== offer.emailHash) throw rules.transferElse()
  return cell.transaction(async (tx) => {
    const line = await lockValid(engine, tx, offer)
    if ((await queries.endOffer(tx, offer, 'accepted')) === 0) throw rules.transferMissing()
    await queries.handOn(tx, line, callerId === line.buyerId ? null : callerId)
    const lines = await queries.listOfOrder(tx, offer)
    const mine = lines.filter(({ placeId }) => placeId === offer.placeId)
    const [view] = await viewTickets(engine, tx, mine, callerId)
    if (!view) throw rules.transferMissing()
    return view
  }, concertId)
}
