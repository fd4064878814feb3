import type { LineDescription, PlaceOfStore } from '../../../bookings/door.ts'
import type { Said } from '../../../bookings/said.ts'
import { priceText } from '../../../kernel/format.ts'
import type { Currency } from '../../../kernel/money.ts'
import type { Queryable } from '../../../postgres/sql.ts'
import { type Appointed, readAppointmentKey } from './key-rules.ts'
import { readNames } from './queries.ts'
import type { Service } from './rules.ts'

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
  const serviceOf = new Map(names.flatMap((one) => (isService(one) ? [[one.id, one]] : [])))
  return read.map((one, at) => {
    if (!one) return undefined
    const services = one.serviceIds.flatMap((id) => serviceOf.get(id) ?? [])
    const minutes = services.reduce((sum, service) => sum + service.minutes, 0)
    const atStore = lines[at]?.unitPrice === 0 ? atStoreOf(services) : undefined
    return {
      ...{ what: whatOf(one, nameOf), item: itemOf(one), isDeposit: true },
      ...(minutes > 0 && { durationSeconds: minutes * 60 }),
      ...(atStore && { atStore }),
    }
  })
}

type Named = Awaited<ReturnType<typeof readNames>>[number]
type NamedService = Named & {
  readonly minutes: number
  readonly priceKind: Service['priceKind']
  readonly currency: Currency
}

const isService = (one: Named): one is NamedService => one.currency !== null

/** `매장에서 25,000원 결제`; undefined where these cost nothing. */
export function atStoreOf(
  services: readonly (Pick<Service, 'price' | 'priceKind'> & { readonly currency: Currency })[],
): Said | undefined {
  if (services.some(({ price }) => price === null))
    return {
      ko: '매장에서 결제 (상담 후 결정)',
      en: 'priced after a consultation, paid at the shop',
    }
  const amount = services.reduce((sum, { price }) => sum + (price ?? 0), 0)
  const [first] = services
  if (!first || amount === 0) return undefined
  const [ko, en] = (['ko', 'en'] as const).map((language) =>
    priceText({ amount, currency: first.currency }, language),
  )
  return services.some(({ priceKind }) => priceKind === 'from')
    ? { ko: `매장에서 결제 (${ko}부터)`, en: `from ${en}, paid at the shop` }
    : { ko: `매장에서 ${ko} 결제`, en: `${en}, paid at the shop` }
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
