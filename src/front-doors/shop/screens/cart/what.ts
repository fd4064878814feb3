import { dayText, wallDateAt, wallTimeAt } from '../../../../kernel/format.ts'
import type { Language } from '../../../../kernel/language.ts'
import { withZone } from '../../../../web/kit/zone.ts'
import type { Cart, CartLine } from './cart-queries.ts'

/** Goods, which are sent; else a place that is booked. */
export const isSent = ({ productId }: Pick<CartLine, 'productId'>): boolean => productId !== null

/** `12월 6일 (일) 18:00` by the shop's clock; empty for what has no time. */
export function whenText(
  { startsAt }: Pick<CartLine, 'startsAt'>,
  { timeZone }: Pick<Cart, 'timeZone'>,
  language: Language,
): string {
  if (!startsAt) return ''
  const at = new Date(startsAt)
  const text = `${dayText(wallDateAt(at, timeZone), language)} ${wallTimeAt(at, timeZone)}`
  return withZone(text, timeZone, language)
}

/** What can be ordered of a cart: goods, places to book, or both. */
export function kindOf({ lines }: Pick<Cart, 'lines'>): 'sent' | 'booked' | 'mixed' {
  const ordered = lines.filter(({ quantity }) => quantity > 0)
  if (ordered.every(isSent)) return 'sent'
  return ordered.some(isSent) ? 'mixed' : 'booked'
}
