import type { UnlessFinalProps } from '../../../../bookings/screens/booking-door.ts'
import { useQuery } from '../../../../web/query.ts'
import { ownOrderQuery } from './return-queries.ts'
import { useReturnText } from './text.ts'

/** The children, like the button that cancels, while something is not packed, else what may be done instead, and the rest. */
export function UnlessSent({ booking, isQuiet, children, rest = null }: UnlessFinalProps) {
  const t = useReturnText()
  const { data: order, isPending } = useQuery(ownOrderQuery(booking.id))
  if (isPending) return null
  const isOpen = order?.lines.some(({ left }) => left > 0) || order?.parcels.length === 0
  if (!order || (isOpen && !order.isExchange)) return children
  if (isQuiet) return null
  const stage = order.stage === 'confirmed' ? 'delivered' : order.stage
  if (stage !== 'packed' && stage !== 'shipped' && stage !== 'delivered') return rest
  return (
    <>
      <p className="self-center text-sm text-soft">{t(`final.${stage}`)}</p>
      {rest}
    </>
  )
}
