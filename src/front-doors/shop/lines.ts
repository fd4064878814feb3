import type { BookingDoor } from '../../bookings/door.ts'
import { describeCoupons } from './coupons/lines.ts'
import { COUPON_PREFIX } from './coupons/rules.ts'
import { describeStock } from './products/lines.ts'

/** Describes lines of orders, each by the noun of its key. */
export const describe: BookingDoor['describe'] = async (on, lines) => {
  const isCoupon = ({ key }: { readonly key: string }) => key.startsWith(COUPON_PREFIX)
  const [goods, coupons] = await Promise.all([
    describeStock(
      on,
      lines.filter((line) => !isCoupon(line)),
    ),
    describeCoupons(on, lines.filter(isCoupon)),
  ])
  return lines.map((line) => (isCoupon(line) ? coupons : goods).shift())
}
