import type {
  Turn,
  Waited,
  WaitedAt,
  WaitedClaim,
  WaitedTime,
} from '../../bookings/waitlist/waited.ts'
import { type Id, parseId } from '../../kernel/id.ts'
import { Problem } from '../../kernel/problem.ts'
import { isDate } from '../../kernel/time.ts'
import { placeId } from '../../places/place-id.ts'
import type { Queryable } from '../../postgres/sql.ts'
import { partyClaim } from './parties.ts'
import { takeWaitlists } from './party-waitlist.ts'
import { restaurantMissing } from './rules.ts'
import { fittingGroups, freeGroups, mayArrive, takeSnapshots } from './seating.ts'
import * as rules from './seating-rules.ts'

type AskedParty = rules.PartyAsk & { readonly area?: Id<'Area'> | undefined }

const TIME = /^(?:[01]\d|2\d|3[0-5]):(?:00|15|30|45)$/
const PARTY = /^[1-9]\d?$/

/** `{ date, time, party, area }` as it is typed; undefined: it is none. */
function readParty(item: Turn['item']): AskedParty | undefined {
  const { date = '', time = '', party = '', area: typed } = item
  if (!isDate(date) || !TIME.test(time) || !PARTY.test(party)) return undefined
  const area = typed === undefined ? undefined : parseId(typed)
  if (typed !== undefined && area === undefined) return undefined
  return { date, time, party: Number(party), area }
}

/** A party at a time of a date, whose tables are all taken. */
export function waited(item: Turn['item']): Waited | undefined {
  const ask = readParty(item)
  if (!ask) return undefined
  const { date, time, party, area } = ask
  return {
    names: { date, time, party: `${party}`, ...(area && { area }) },
    quantity: party,
    what: (count) => ({ ko: `${count}명`, en: count === 1 ? '1 guest' : `${count} guests` }),
    look: (on, at) => look(on, at, ask),
  }
}

/** Problems in order: restaurant-missing, those of `arrivalFor`, area-missing, no-table-fits. */
async function look(
  on: Queryable,
  { storeId }: WaitedAt,
  ask: AskedParty,
): Promise<WaitedTime | Problem> {
  const { date, party, area: areaId } = ask
  const [found] = await takeSnapshots(on, [{ storeId, date }])
  if (!found) return restaurantMissing()
  const { facts } = found
  const arrival = rules.arrivalFor(facts, ask, facts.now)
  if (arrival instanceof Problem) return arrival
  const { areas, groups } = facts.plan
  if (areaId !== undefined && !areas.some(({ id }) => id === areaId)) return rules.areaMissing()
  const fitting = fittingGroups(facts, { party, areaId })
  if (fitting.length === 0)
    return rules.noTableFits({ most: Math.max(0, ...groups.map(({ seatsMost }) => seatsMost)) })
  const [waitlist] = await takeWaitlists(on, storeId, [date])
  const left = freeGroups({ taken: waitlist?.kept ?? new Map() }, fitting, arrival)
  const isFree = freeGroups(found, left, arrival).length > 0 && mayArrive(found, arrival) >= party
  const key = rules.arrivalKey(date, arrival.time)
  return {
    place: {
      ...{ id: placeId(storeId, key), key },
      ...{ capacity: facts.terms.pace, startsAt: arrival.startsAt },
    },
    available: isFree ? party : 0,
  }
}

/** Of each party that can be seated now: the claim of the tables that those before it leave. */
export async function waitedClaims(
  on: Queryable,
  storeId: Id<'Store'>,
  turns: readonly Turn[],
): Promise<ReadonlyMap<Id<'WaitlistEntry'>, WaitedClaim>> {
  const asks = turns.flatMap(({ id, buyerId, item }) => {
    const ask = readParty(item)
    return ask ? { ...ask, id, buyerId } : []
  })
  const dates = [...new Set(asks.map(({ date }) => date))]
  const waitlists = await takeWaitlists(on, storeId, dates)
  const byDate = new Map(waitlists.map((waitlist) => [waitlist.date, waitlist]))
  return new Map(
    asks.flatMap(({ id, ...ask }): [Id<'WaitlistEntry'>, WaitedClaim][] => {
      const waitlist = byDate.get(ask.date)
      const seat = waitlist?.seats.get(id)
      if (!waitlist || !seat) return []
      const { items, draft } = partyClaim(waitlist.found, { ...ask, restaurantId: storeId }, [
        seat.group,
      ])
      return [[id, { items, draft, rivals: waitlist.rivals }]]
    }),
  )
}
