import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { orThrow, Problem } from '../../kernel/problem.ts'
import { later } from '../../kernel/time.ts'
import { claim } from '../../orders/claim.ts'
import { payOrder } from '../../orders/pay.ts'
import { lockOrder } from '../../orders/queries.ts'
import { type Order, orderMissing, pin } from '../../orders/rules.ts'
import { placeId } from '../../places/place-id.ts'
import { readNow } from '../../postgres/now.ts'
import type { Once } from '../../postgres/once.ts'
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
  const orderId = await claimDrafted(engine, door, entering)
  const cell = engine.cell(store.id)
  await confirm(engine, door, { storeId: store.id, id: orderId }, entering)
  const { now } = await readNow(cell)
  return door.show(engine, store, orderId, now)
}

/** Claims what is drafted; what is lost to others costs another draft. */
async function claimDrafted<Layout extends DeskLayout>(
  engine: Engine,
  door: DeskDoor<Layout, unknown>,
  { store: { id: storeId }, once, draft, isNamed }: Entering<Layout>,
): Promise<Id<'Order'>> {
  const buyerId = engine.newId<'Account'>() // of no account: nobody is mailed, and nobody's limits count
  for (let search = 1; ; search += 1) {
    const { layout, title } = await draft()
    const lines = door
      .linesOf(layout, (key) => placeId(storeId, key))
      .map(({ place, units, unitPrice, isAside }) => ({
        ...{ place, quantity: units, unitPrice, isAside, isUncounted: true },
      }))
    try {
      const { stored = '' } = await claim(engine, {
        ...{ storeId, buyerId, once, isByStore: true, holdSeconds: HOLD_SECONDS, title, lines },
        gone: () => door.lost(isNamed),
        answer: ({ id }) => JSON.stringify(id),
      })
      return JSON.parse(stored)
    } catch (error) {
      const isLost = error instanceof Problem && error.type === door.lost(isNamed).type
      if (!isLost || isNamed || search === SEARCHES_MOST) throw error
    }
  }
}

interface Confirming extends DeskGuest, Pick<Entering<unknown>, 'confirmed'> {}

/**
 * Confirms what the desk has claimed, with its guest. Again, it changes nothing.
 * Problems in order: order-missing, order-over, order-expired, those of `confirmed`.
 */
export const confirm = (
  engine: Engine,
  door: Pick<DeskDoor<DeskLayout, unknown>, 'writeSitting'>,
  { storeId, id }: Pick<Order, 'storeId' | 'id'>,
  { kind, name = '', phone = '', note = '', confirmed }: Confirming,
): Promise<void> =>
  engine.cell(storeId).transaction(async (tx) => {
    const order = await lockOrder(tx, storeId, id)
    if (!order) throw orderMissing()
    if (order.status === 'paid') return
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
