import type { Turn, Waited, WaitedAt, WaitedTime } from '../../bookings/waitlist/waited.ts'
import type { Engine } from '../../engine.ts'
import { parseId } from '../../kernel/id.ts'
import { Problem } from '../../kernel/problem.ts'
import { isDate } from '../../kernel/time.ts'
import { claimOffered } from '../../orders/claim.ts'
import { alreadyYours, type Order } from '../../orders/rules.ts'
import { placeId } from '../../places/place-id.ts'
import { offerSeconds } from '../../waitlist/rules.ts'
import { partyClaim } from './parties.ts'
import { readLine } from './party-line.ts'
import { fittingGroups, freeGroups, mayArrive, readSnapshot } from './seating.ts'
import * as rules from './seating-rules.ts'

type AskedParty = rules.PartyAsk & { readonly area?: string | undefined }

const TIME = /^(?:[01]\d|2\d|3[0-5]):(?:00|15|30|45)$/
const PARTY = /^[1-9]\d?$/

/** A party at a time of a date, whose tables are all taken: `{ date, time, party, area }`. */
export function partyWaited(item: Readonly<Record<string, string>>): Waited | undefined {
  const { date = '', time = '', party: text = '', area: areaText } = item
  if (!isDate(date) || !TIME.test(time) || !PARTY.test(text)) return undefined
  const area = areaText === undefined ? undefined : parseId(areaText)
  if (areaText !== undefined && area === undefined) return undefined
  const party = Number(text)
  const ask = { date, time, party, area }
  return {
    names: { date, time, party: text, ...(area && { area }) },
    quantity: party,
    what: (count) => ({ ko: `${count}명`, en: count === 1 ? '1 guest' : `${count} guests` }),
    look: (engine, at) => look(engine, at, ask),
    offer: (engine, turn) => offer(engine, turn, ask),
  }
}

/** Problems in order: restaurant-missing, those of `arrivalFor`, area-missing, no-table-fits. */
async function look(
  engine: Engine,
  { storeId }: WaitedAt,
  ask: AskedParty,
): Promise<WaitedTime | Problem> {
  const { date, party, area: areaId } = ask
  const at = { restaurantId: storeId, date }
  const found = await readSnapshot(engine, at)
  const { facts } = found
  const arrival = rules.arrivalFor(facts, ask, facts.now)
  if (arrival instanceof Problem) return arrival
  const { areas, groups } = facts.plan
  if (areaId !== undefined && !areas.some(({ id }) => id === areaId)) return rules.areaMissing()
  const fitting = fittingGroups(facts, { party, areaId })
  if (fitting.length === 0)
    return rules.noTableFits({ most: Math.max(0, ...groups.map(({ seatsMost }) => seatsMost)) })
  const { kept } = await readLine(engine, at)
  const free = freeGroups(found, freeGroups({ taken: kept }, fitting, arrival), arrival)
  const isFree = free.length > 0 && mayArrive(found, arrival) >= party
  const key = rules.arrivalKey(date, arrival.time)
  return {
    place: {
      ...{ id: placeId(storeId, key), key },
      ...{ capacity: facts.terms.pace, startsAt: arrival.startsAt },
    },
    available: isFree ? party : 0,
  }
}

/**
 * Holds the tables that the line leaves to this party. Problems in order: no-table-free, those of `placeParty`.
 */
async function offer(engine: Engine, turn: Turn, ask: AskedParty): Promise<Order> {
  const { storeId: restaurantId, entryId, buyerId, terms } = turn
  const { found, seats, rivals } = await readLine(engine, { restaurantId, date: ask.date })
  const seat = seats.get(entryId)
  if (!found || !seat) throw rules.noTableFree()
  const secondsAt = (startsAt: Date, now: Date) => offerSeconds(terms, startsAt, now)
  const { order, isNew } = await claimOffered(engine, {
    ...partyClaim(found, { ...ask, restaurantId, buyerId, secondsAt }, [seat.group]),
    ...{ entryId, rivals, isByStore: true },
  })
  if (!order) throw rules.noTableFree()
  if (!isNew) throw alreadyYours({ orderId: order.id })
  return order
}
