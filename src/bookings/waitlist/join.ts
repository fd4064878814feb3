import { readContact } from '../../accounts/guests/operations.ts'
import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { orThrow } from '../../kernel/problem.ts'
import { alreadyYours } from '../../orders/rules.ts'
import { lockPlaces, makePlaces } from '../../places/queries.ts'
import { wantedOf } from '../../places/rules.ts'
import type { Tx } from '../../postgres/sql.ts'
import { readHoldTerms, withPhone } from '../../stores/hold-terms/operations.ts'
import { phoneNotVerified, VERIFY_AT } from '../../stores/hold-terms/rules.ts'
import { readStore } from '../../stores/queries.ts'
import { storeMissing } from '../../stores/rules.ts'
import { markWaited, readWaiting } from '../../waitlist/queries.ts'
import * as rules from '../../waitlist/rules.ts'
import { doorsOf } from '../doors.ts'
import { itemUnknown } from '../rules.ts'
import { showEntry } from './list.ts'
import * as queries from './queries.ts'
import { waitedOf } from './sold-time.ts'
import type { Waited, WaitedTime } from './waited.ts'

export interface JoinAsk {
  readonly storeId: Id<'Store'>
  readonly buyerId: Id<'Account'>
  /** Who has no account can be told only where they left an address. */
  readonly isGuest?: boolean | undefined
  /** What to wait for, in the door’s terms. */
  readonly item: Readonly<Record<string, string>>
  /** How many, where the item does not say it. Default: 1. */
  readonly quantity?: number | undefined
}

/**
 * Lets a guest wait for a time that is sold out. Who waits for it already gets the same entry.
 * Problems in order: store-missing, item-unknown, phone-not-verified, waitlist-unreachable, those of the door for
 * what is not sold, already-yours, those of `join` of waitlist/rules.ts.
 */
export async function joinWaitlist(engine: Engine, ask: JoinAsk) {
  const { storeId, buyerId, isGuest } = ask
  const cell = engine.cell(storeId)
  const store = await readStore(cell, storeId)
  if (!store) throw storeMissing()
  const waited = waitedOf(doorsOf(engine, store), ask.item)
  if (!waited) throw itemUnknown()
  const { phone } = await readHoldTerms(engine, storeId)
  if (phone)
    await withPhone(engine, buyerId, async (hasPhone) => {
      if (!hasPhone) throw phoneNotVerified({ verifyAt: VERIFY_AT })
    })
  if (isGuest && !(await readContact(engine, buyerId))) throw rules.waiterUnreachable()
  const at = { storeId, timeZone: store.timeZone, now: store.now }
  const time = orThrow(await waited.look(cell, at))
  // In a commit of its own: nobody waits for a place that is being made while holding locks.
  await makePlaces(cell, storeId, [time.place])
  const id = await cell.transaction((tx) => write(engine, tx, ask, { waited, time }), storeId)
  return showEntry(engine, { buyerId, entryId: id })
}

async function write(
  engine: Engine,
  tx: Tx,
  { storeId, buyerId, quantity: asked = 1 }: JoinAsk,
  { waited, time }: { readonly waited: Waited; readonly time: WaitedTime },
): Promise<Id<'WaitlistEntry'>> {
  const { id: placeId, startsAt } = time.place
  const quantity = waited.quantity ?? asked
  const [place] = await lockPlaces(tx, storeId, [placeId])
  if (!place) throw itemUnknown()
  await queries.lockGuest(tx, storeId, buyerId)
  const open = await queries.listOpen(tx, storeId, buyerId)
  const same = open.find((one) => one.placeId === placeId)
  if (same) return same.id
  const hold = await queries.findOwnHold(tx, storeId, buyerId, placeId)
  if (hold) throw alreadyYours(hold)
  const [terms = rules.DEFAULT_TERMS, { available }, waiting] = await Promise.all([
    queries.readTerms(tx, storeId),
    queries.readAvailable(tx, storeId, placeId),
    readWaiting(tx, storeId, [placeId]),
  ])
  const facts = {
    ...{ terms, capacity: wantedOf(place), waiting: waiting.length },
    available: time.available ?? available - rules.keptFor(waiting, available),
    slots: open.map(({ slot }) => slot),
  }
  const slot = orThrow(rules.join(facts, quantity))
  const id = engine.newId<'WaitlistEntry'>()
  await markWaited(tx, storeId, placeId)
  await queries.insertEntry(tx, {
    ...{ storeId, id, placeId, buyerId, quantity, slot, startsAt },
    item: waited.names,
  })
  return id
}
