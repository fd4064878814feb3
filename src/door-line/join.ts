import { guestIndex } from '../bookings/history/phone-index.ts'
import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { orThrow } from '../kernel/problem.ts'
import { spending } from '../limits/spend.ts'
import { answerOnce, type Once } from '../postgres/once.ts'
import type { Tx } from '../postgres/sql.ts'
import { readOwn, type StoreAsk } from '../stores/operations.ts'
import { readStore } from '../stores/queries.ts'
import { storeMissing } from '../stores/rules.ts'
import { showTicket } from './list.ts'
import { type LockedLine, onLine } from './locked.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'

export interface PartyAsk {
  readonly party: number
  readonly name?: string | undefined
  readonly phone?: string | undefined
}

interface JoinAsk extends PartyAsk {
  readonly storeId: Id<'Store'>
  readonly holderId: Id<'Account'>
  /** Where the request comes from; undefined: it is not limited. */
  readonly network: string | undefined
}

/**
 * Takes a party into the line of a store. Who waits there already gets the same ticket.
 * Problems in order: store-missing, door-line-off of a closed store, limit-reached, those of `join` of rules.ts.
 */
export async function joinLine(engine: Engine, ask: JoinAsk) {
  const { storeId, holderId, network } = ask
  const store = await readStore(engine.cell(storeId), storeId)
  if (!store) throw storeMissing()
  if (store.closedAt) throw rules.lineOff()
  const work = () =>
    onLine(engine, store, async (tx, locked) => {
      const own = locked?.tickets.find((ticket) => ticket.holderId === holderId)
      return own ? { id: own.id } : write(engine, tx, locked, { ...ask, holderId })
    })
  const takes = [
    { limit: 'lines-account', of: holderId } as const,
    ...(network === undefined ? [] : [{ limit: 'lines-network', of: network } as const]),
  ]
  const { id } = await spending(engine, takes, work)
  return showTicket(engine, holderId, id)
}

/**
 * The same for a party that stands at the desk.
 * Problems in order: store-missing, those of `join` of rules.ts.
 */
export async function enterTicket(engine: Engine, own: StoreAsk, ask: PartyAsk, once: Once) {
  const store = await readOwn(engine, own)
  return onLine(engine, store, (tx, locked) =>
    answerOnce(tx, once, async () => {
      const { id, number } = await write(engine, tx, locked, {
        ...{ ...ask, storeId: store.id, holderId: null },
      })
      return { ticketId: id, number }
    }),
  )
}

async function write(
  engine: Engine,
  tx: Tx,
  locked: LockedLine | undefined,
  ask: PartyAsk & Pick<queries.TicketDraft, 'storeId' | 'holderId'>,
) {
  if (!locked) throw rules.lineOff()
  const { line, day, tickets } = locked
  const { storeId, holderId, party, name = '', phone = '' } = ask
  const phoneIndex = guestIndex(engine, storeId, phone)
  const hasPhone = phoneIndex !== null && tickets.some((one) => one.phoneIndex === phoneIndex)
  orThrow(rules.join({ terms: line, tickets, hasPhone, now: tx.now }))
  const id = engine.newId<'DoorTicket'>()
  // A date comes again where the store's time zone changes.
  const last =
    line.lastDay === day ? line.lastNumber : await queries.readLastNumber(tx, storeId, day)
  const number = last + 1
  const { keyRing } = engine
  await queries.insertTicket(tx, {
    ...{ storeId, id, day, number, holderId, party, phoneIndex },
    name: name ? keyRing.seal(name) : null,
    phone: phone ? keyRing.seal(phone) : null,
    rankedAt: rules.behind(tickets, tx.now),
  })
  return { id, number }
}
