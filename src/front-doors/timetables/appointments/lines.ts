import type { LineDescription, PlaceOfStore } from '../../../bookings/door.ts'
import type { Said } from '../../../bookings/said.ts'
import type { Queryable } from '../../../postgres/sql.ts'
import { type Appointed, readAppointmentKey } from './key-rules.ts'
import { readNames } from './queries.ts'

const BLOCKED: Said = { ko: '막아 둔 시간', en: 'Blocked time' }
const PLAIN: Said = { ko: '예약', en: 'Appointment' }

/**
 * Describes lines of appointments: one statement. What is done and by whom; the quarters of the person are not
 * shown.
 */
export async function describeAppointments(
  on: Queryable,
  lines: readonly PlaceOfStore[],
): Promise<(LineDescription | undefined)[]> {
  const read = lines.map(({ key }) => readAppointmentKey(key))
  const asks = lines.flatMap(({ storeId }, at) =>
    [read[at]?.personId, ...(read[at]?.serviceIds ?? [])].flatMap((id) =>
      id ? [{ storeId, id }] : [],
    ),
  )
  const names = asks.length > 0 ? await readNames(on, asks) : []
  const nameOf = new Map(names.map(({ id, name }) => [id, name]))
  const minutesOf = new Map(names.map(({ id, minutes }) => [id, minutes ?? 0]))
  return read.map((one) => {
    if (!one) return undefined
    const minutes = one.serviceIds.reduce((sum, id) => sum + (minutesOf.get(id) ?? 0), 0)
    return {
      ...{ what: whatOf(one, nameOf), item: itemOf(one) },
      ...(minutes > 0 && { durationSeconds: minutes * 60 }),
    }
  })
}

/** `커트 + 펌 · 민지`. */
function whatOf(
  { personId, serviceIds, isBlock }: Appointed,
  nameOf: ReadonlyMap<string, string>,
): Said {
  const done = serviceIds.flatMap((id) => nameOf.get(id) ?? []).join(' + ')
  const { ko, en } = isBlock ? BLOCKED : done ? { ko: done, en: done } : PLAIN
  const by = nameOf.get(personId)
  return by ? { ko: `${ko} · ${by}`, en: `${en} · ${by}` } : { ko, en }
}

/** In the door's terms: flat, with a member for each service. */
export const itemOf = ({ personId, date, time, serviceIds }: Appointed) => ({
  ...{ personId, date, time },
  ...Object.fromEntries(serviceIds.map((id, at) => [`service${at + 1}`, id])),
})
