import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { orThrow, Problem } from '../../kernel/problem.ts'
import { later } from '../../kernel/time.ts'
import { claim } from '../../orders/claim.ts'
import { setExpiry } from '../../orders/move-queries.ts'
import { payOrder } from '../../orders/pay.ts'
import { lockOrder } from '../../orders/queries.ts'
import { type Order, orderExpired, orderMissing, orderOver, pin } from '../../orders/rules.ts'
import { placeId } from '../../places/place-id.ts'
import { readNow } from '../../postgres/now.ts'
import { type Once, takeBack } from '../../postgres/once.ts'
import type { Tx } from '../../postgres/sql.ts'
import { sealBooker } from '../booker.ts'
import { guestIndex } from '../history/phone-index.ts'
import { writeBookers } from '../queries.ts'
import { UNPAID_BOOKER_DAYS } from '../retention.ts'
import * as visits from '../visits/queries.ts'
import type { DeskDoor } from './door.ts'
import { markByStore } from './queries.ts'
import { type DeskKind, type DeskLayout, ONLINE } from './rules.ts'

/** Who is entered, with or without a name. */
export interface DeskGuest {
  readonly kind: DeskKind
  readonly name?: string
  readonly phone?: string
  readonly note?: string
}

export interface Entering<Layout> extends DeskGuest {
  readonly store: { readonly id: Id<'Store'>; readonly timeZone: string }
  readonly once: Once
  /** What it shall have, by what is free now. */
  draft(): Promise<{ readonly layout: Layout; readonly title: string }>
  /** Its resources are not to be chosen anew when they are lost. */
  readonly isNamed: boolean
  /** What else is written in the commit that confirms it; a problem ends both. */
  readonly confirmed?: (tx: Tx, orderId: Id<'Order'>) => Promise<void>
}

/** Between the claim and the confirmation, which follows at once. */
export const HOLD_SECONDS = 60
const SEARCHES_MOST = 6

/**
 * Enters who called or walked in, or blocks time, by the claim of all: an order without an account that
 * costs nothing, confirmed at once.
 * Problems in order: those of `draft`, those of `claim` with what is lost for sold-out, those of `confirmed`.
 */
export async function enterAtDesk<Layout extends DeskLayout, View>(
  engine: Engine,
  door: DeskDoor<Layout, View>,
  entering: Entering<Layout>,
): Promise<View> {
  const { store } = entering
  const { id } = await claimAndConfirm(engine, door, entering, () =>
    claimDrafted(engine, door, entering),
  )
  const { now } = await readNow(engine.cell(store.id))
  return door.show(engine, store, id, now)
}

interface Stored {
  readonly stored: string
  readonly replayed?: boolean
}

interface Confirming extends DeskGuest, Pick<Entering<unknown>, 'store' | 'once' | 'confirmed'> {}

/**
 * Claims, then confirms; what a problem keeps from that is free again at once. What was cut off between the two, and is
 * over when its key comes again, is claimed anew.
 *
 * @param claimEntry stores an answer with the id of the order
 */
export async function claimAndConfirm(
  engine: Engine,
  door: Pick<DeskDoor<DeskLayout, unknown>, 'writeSitting'>,
  entering: Confirming,
  claimEntry: () => Promise<Stored>,
): Promise<{ readonly id: Id<'Order'> }> {
  const storeId = entering.store.id
  const { stored, replayed } = await claimEntry()
  const entry = JSON.parse(stored)
  try {
    await confirm(engine, door, { storeId, id: entry.id }, entering)
    return entry
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    if (!over.includes(error.type) || !replayed) {
      await letGo(engine, { storeId, id: entry.id })
      throw error
    }
    await takeBack(engine.cell(storeId), entering.once, stored)
    return claimAndConfirm(engine, door, entering, claimEntry)
  }
}

/** What is not confirmed holds its places no longer. */
const letGo = (engine: Engine, order: Pick<Order, 'storeId' | 'id'>) =>
  engine.cell(order.storeId).transaction((tx) => setExpiry(tx, order, tx.now), order.storeId)

const over: readonly string[] = [orderOver.type, orderExpired.type]

/** Claims what is drafted; what is lost to others costs another draft. */
async function claimDrafted<Layout extends DeskLayout>(
  engine: Engine,
  door: DeskDoor<Layout, unknown>,
  { store: { id: storeId }, once, draft, isNamed }: Entering<Layout>,
): Promise<Stored> {
  const buyerId = engine.newId<'Account'>() // of no account: nobody is mailed, and nobody's limits count
  for (let search = 1; ; search += 1) {
    const { layout, title } = await draft()
    const lines = door
      .linesOf(layout, (key) => placeId(storeId, key))
      .map(({ place, units, unitPrice, isAside }) => ({
        ...{ place, quantity: units, unitPrice, isAside, isUncounted: true },
      }))
    try {
      const { stored = '', replayed = false } = await claim(engine, {
        ...{ storeId, buyerId, once, isByStore: true, holdSeconds: HOLD_SECONDS, title, lines },
        gone: () => door.lost(isNamed),
        answer: ({ id }) => JSON.stringify({ id }),
      })
      return { stored, replayed }
    } catch (error) {
      const isLost = error instanceof Problem && error.type === door.lost(isNamed).type
      if (!isLost || isNamed || search === SEARCHES_MOST) throw error
    }
  }
}

/**
 * Confirms what the desk has claimed, with its guest. Again, it changes nothing, also once that was canceled.
 * Problems in order: order-missing, order-over, order-expired, those of `confirmed`.
 */
const confirm = (
  engine: Engine,
  door: Pick<DeskDoor<DeskLayout, unknown>, 'writeSitting'>,
  { storeId, id }: Pick<Order, 'storeId' | 'id'>,
  { kind, name = '', phone = '', note = '', confirmed }: Omit<Confirming, 'store' | 'once'>,
): Promise<void> =>
  engine.cell(storeId).transaction(async (tx) => {
    const order = await lockOrder(tx, storeId, id)
    if (!order) throw orderMissing()
    if (order.paidAt) return
    orThrow(pin(order, tx.now))
    await payOrder(tx, order)
    await markByStore(tx, order)
    const seatedAt = kind === 'walk-in' ? tx.now : null
    await door.writeSitting(tx, order, { ...ONLINE, source: kind, seatedAt })
    if (seatedAt) await visits.writeVisit(tx, order, { outcome: 'arrived', startsAt: null })
    if (name || phone) await writeGuest(engine, tx, order, { name, phone })
    await confirmed?.(tx, order.id)
    if (note.trim()) await visits.writeNote(tx, order, engine.keyRing.seal(note.trim()))
  }, storeId)

function writeGuest(
  engine: Engine,
  tx: Tx,
  { storeId, id: orderId }: Order,
  { name, phone }: { readonly name: string; readonly phone: string },
) {
  const booker = sealBooker(engine, { name, phone, message: '' })
  const eraseAt = later(tx.now, UNPAID_BOOKER_DAYS * 24 * 60 * 60)
  const phoneIndex = guestIndex(engine, storeId, phone)
  return writeBookers(tx, storeId, [{ orderId, booker, phoneIndex }], {
    sharingVersion: null,
    eraseAt,
  })
}
