import type { Along } from '../../../bookings/changes/along.ts'
import type { AlongAsk } from '../../../bookings/changes/along-door.ts'
import type { DeskLine } from '../../../bookings/desk/rules.ts'
import { maskOf, serviceDay } from '../../../bookings/quarter-rules.ts'
import { itemUnknown } from '../../../bookings/rules.ts'
import { parseId } from '../../../kernel/id.ts'
import { Problem } from '../../../kernel/problem.ts'
import { addDays, isDate, type WallDate, wallDate } from '../../../kernel/time.ts'
import { placeId } from '../../../places/place-id.ts'
import type { Queryable } from '../../../postgres/sql.ts'
import { HOLD_SECONDS, shopMissing } from '../rules.ts'
import { appointments } from './book.ts'
import { type AppointmentLayout, layoutOf, linesOf } from './desk-rules.ts'
import { type Appointed, appointmentKey, readAppointmentKey } from './key-rules.ts'
import { itemOf } from './lines.ts'
import { offeredOn } from './offered-rules.ts'
import { readBooks, type StoredBook } from './queries.ts'
import * as rules from './rules.ts'
import { takeSnapshots } from './snapshot.ts'

/** So many days ahead a guest may change an appointment to. */
const DAYS = 14

/** What an item in the door's terms names; undefined: nothing, or other services or another person than were booked. */
function readItem({ item, lines }: AlongAsk): Appointed | undefined {
  const { date = '', time = '' } = item
  const personId = parseId(item.personId ?? '')
  const serviceIds = [1, 2, 3, 4, 5].flatMap((nth) => parseId(item[`service${nth}`] ?? '') ?? [])
  if (!personId || !isDate(date) || !TIME.test(time) || serviceIds.length === 0) return undefined
  const had = layoutOf(lines)
  const isSame = had?.personId === personId && `${had.serviceIds}` === `${serviceIds}`
  return isSame ? { personId, date, time, serviceIds } : undefined
}

/** What the price of an appointment is. */
const DEPOSIT = { means: 'part', per: 'booking' } as const

const TIME = /^(?:[0-2]\d|3[0-5]):(?:00|15|30|45)$/

/** How the guest of an appointment changes its time: with the same person, for the same services. */
export const along: Along = {
  async targets(on, { storeId }, { lines }) {
    const layout = layoutOf(lines)
    const [book] = await readBooks(on, [storeId])
    if (!layout || !book) return []
    const doers = rules.doersOf(book, layout)
    return doers instanceof Problem ? [] : timesOf(on, book, { layout, doers, lines })
  },

  selling(ask) {
    const asked = readItem(ask)
    if (!asked) return undefined
    const key = appointmentKey(asked)
    return {
      names: { appointment: key },
      item: { offers: appointments, what: key },
      bookable(offer, { key: named }, now) {
        const book = offer as StoredBook | undefined
        const wanted = readAppointmentKey(named)
        if (!book || !wanted) return shopMissing()
        const found = rules.appointmentAt(book, wanted, now)
        if (found instanceof Problem) return found
        const { name, storeId: id, timeZone } = book
        return {
          store: { id, name, kind: null, timeZone, pricing: DEPOSIT, image: null },
          title: `${name} ${wanted.date} ${wanted.time}`,
          ...{ holdSeconds: HOLD_SECONDS, capacity: 1, price: rules.depositOf(found.services) },
          startsAt: found.candidates[0]?.start.startsAt ?? null,
        }
      },
    }
  },

  async linesAt(on, { storeId }, asked, placeIdOf) {
    const wanted = readItem(asked)
    const [book] = await readBooks(on, [storeId])
    if (!wanted || !book) return itemUnknown()
    const found = rules.appointmentAt(book, wanted, book.now)
    if (found instanceof Problem) return found
    const start = found.candidates[0]?.start
    if (!start) return rules.notWorking()
    const { startsAt, stay: quarters } = start
    const price = rules.depositOf(found.services)
    return linesOf({ ...wanted, isBlock: false, startsAt, quarters, price }, placeIdOf)
  },
}

interface Changing {
  readonly layout: AppointmentLayout
  readonly doers: rules.Doers
  readonly lines: readonly DeskLine[]
}

/** Its own quarters are free for it. One statement. */
async function timesOf(on: Queryable, book: StoredBook, { layout, doers }: Changing) {
  const today = wallDate(book.now, book.timeZone)
  const days = Math.min(DAYS, book.terms.horizonDays + 1)
  const dates = Array.from({ length: days }, (_, at) => addDays(today, at))
  const found = await takeSnapshots(
    on,
    dates.map((date) => ({ book, date })),
  )
  const { personId, serviceIds } = layout
  const price = rules.depositOf(doers.services)
  return found.flatMap(({ date, taken }) => {
    const day = { date, taken: without(taken, layout, book.timeZone, date) }
    return offeredOn(book, doers, day, book.now).flatMap(({ time, startsAt, free }) => {
      if (free.length === 0) return []
      const wanted = { personId, date, time, serviceIds }
      return {
        placeId: placeId(book.storeId, appointmentKey(wanted)),
        ...{ item: itemOf(wanted), startsAt, remaining: 1, price },
      }
    })
  })
}

function without(
  taken: rules.Taken,
  { personId, quarters }: AppointmentLayout,
  timeZone: string,
  date: WallDate,
): rules.Taken {
  const day = serviceDay(date, timeZone)
  const own = quarters.flatMap(({ when }) => {
    const at = day.indexOf.get(when)
    return (at !== undefined && day.quarters[at]) || []
  })
  const left = (taken.get(personId) ?? 0n) & ~maskOf(own)
  return new Map(taken).set(personId, left)
}
