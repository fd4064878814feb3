import type { Asker } from '../../accounts/check-password.ts'
import { readGuests } from '../../accounts/guests/queries.ts'
import type { Engine } from '../../engine.ts'
import { widerNetworkOf } from '../../kernel/network.ts'
import { Problem } from '../../kernel/problem.ts'
import { giveBack, type Take, take } from '../../limits/take.ts'
import type { Order } from '../../orders/rules.ts'
import { readCells } from '../../postgres/cells.ts'
import { type BookingAnswer, viewBookings } from '../read.ts'
import { isBooking } from '../rules.ts'
import * as queries from './queries.ts'
import { guestBookingMissing, orderNumberOf } from './rules.ts'
import { guestToken, readGuestToken } from './token.ts'

interface LookUpAsk {
  readonly orderNumber: string
  readonly phone?: string
  readonly email?: string
}

export type GuestBooking = BookingAnswer & { readonly token: string }

/**
 * A guest's order by its number, if the phone number is its booker's, or phone number or e-mail the
 * guest's. Whatever is wrong, the same is read and the same is answered. It is counted before it is compared,
 * in every process; what is right is given back.
 * Problems in order: limit-reached, guest-booking-missing.
 *
 * @param asker undefined: nothing is counted
 */
export async function lookUp(
  engine: Engine,
  ask: LookUpAsk,
  asker: Asker | undefined,
): Promise<GuestBooking> {
  const number = orderNumberOf(ask.orderNumber)
  const takes = asker ? takesOf(number, ask, asker) : []
  if (takes.length > 0) await take(engine, takes)
  const found = await findOwn(engine, number, ask)
  if (takes.length > 0) await giveBack(engine, takes)
  return found
}

/** Those who guess phone numbers do not use up the guesses at addresses. */
function takesOf(number: string, { phone, email }: LookUpAsk, { network }: Asker): Take[] {
  const kinds = [phone === undefined ? [] : ['phone'], email === undefined ? [] : ['email']].flat()
  const wide = widerNetworkOf(network) ?? network
  return [
    { limit: 'look-ups-network-order', of: `${wide} ${number}` },
    ...kinds.map((kind): Take => ({ limit: 'look-ups-order', of: `${number} ${kind}` })),
    { limit: 'look-ups-network', of: network },
  ]
}

async function findOwn(engine: Engine, number: string, ask: LookUpAsk): Promise<GuestBooking> {
  const found = await readCells(engine, (on) => queries.findByNumber(on, number))
  const guests = await readGuests(
    engine.house,
    found.flatMap(({ order }) => order.buyerId ?? []),
  )
  const own = found.find(({ order, phone }) => {
    const guest = guests.find(({ id }) => id === order.buyerId)
    return guest && isTheirs(engine, ask, { ...guest, bookerPhone: phone })
  })
  if (!own) throw guestBookingMissing()
  return show(engine, own.order)
}

function isTheirs(
  { keyRing }: Engine,
  { phone, email }: LookUpAsk,
  sealed: Record<'phone' | 'email' | 'bookerPhone', string | null>,
): boolean {
  const opened = (text: string | null) => (text === null ? undefined : keyRing.open(text))
  const phones = [opened(sealed.bookerPhone), opened(sealed.phone)]
  const address = opened(sealed.email)
  return (
    (phone !== undefined && phones.includes(phone)) || (email !== undefined && email === address)
  )
}

/** The same by a token. Problem: guest-booking-missing. */
export async function showGuestBooking(engine: Engine, token: string): Promise<GuestBooking> {
  return show(engine, await orderOf(engine, token))
}

/** The guest's order that a token is for. Problem: guest-booking-missing. */
export async function orderOf(
  engine: Engine,
  token: string,
): Promise<Pick<Order, 'storeId' | 'id'> & { readonly buyerId: string }> {
  const key = readGuestToken(engine, token)
  const order = key && (await queries.readOrder(engine.cell(key.storeId), key.storeId, key.id))
  const buyerId = order?.buyerId
  const guests = buyerId ? await readGuests(engine.house, [buyerId]) : []
  if (!key || !buyerId || guests.length === 0) throw guestBookingMissing()
  return { ...key, buyerId }
}

const TOKEN = /^[A-Za-z0-9_-]{86}$/

/** The guest whose order a token opens; undefined where it opens none, or none any more. */
export async function findGuest(engine: Engine, token: string) {
  if (!TOKEN.test(token)) return undefined
  try {
    const { id: orderId, buyerId: accountId } = await orderOf(engine, token)
    return { orderId, accountId }
  } catch (error) {
    if (error instanceof Problem) return undefined
    throw error
  }
}

async function show(
  engine: Engine,
  { storeId, id }: Pick<Order, 'storeId' | 'id'>,
): Promise<GuestBooking> {
  const order = await queries.readOrder(engine.cell(storeId), storeId, id)
  const [booking] = order && isBooking(order) ? await viewBookings(engine, [order]) : []
  if (!booking) throw guestBookingMissing()
  return { ...booking, token: guestToken(engine, { storeId, id }) }
}
