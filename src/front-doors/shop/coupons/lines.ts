import type { LineDescription, PlaceOfStore } from '../../../bookings/door.ts'
import type { Queryable } from '../../../postgres/sql.ts'
import { readNames } from './queries.ts'
import { COUPON_PREFIX } from './rules.ts'

const partsOf = (key: string): string[] => key.slice(COUPON_PREFIX.length).split('/')
const idOf = (key: string): string => partsOf(key)[0] ?? ''
const isOfPerson = (key: string): boolean => partsOf(key).length > 1

/** Describes the coupons of orders: one statement. What is left to one person is shown with the coupon. */
export async function describeCoupons(
  on: Queryable,
  lines: readonly PlaceOfStore[],
): Promise<(LineDescription | undefined)[]> {
  if (lines.length === 0) return []
  const found = await readNames(
    on,
    lines.map(({ storeId, key }) => ({ storeId, id: idOf(key) })),
  )
  const names = new Map(found.map(({ id, name }) => [id, name]))
  return lines.map(({ key }) => {
    if (isOfPerson(key)) return undefined
    const name = names.get(idOf(key)) ?? ''
    return { what: { ko: `쿠폰 · ${name}`, en: `Coupon · ${name}` }, item: { couponId: idOf(key) } }
  })
}
