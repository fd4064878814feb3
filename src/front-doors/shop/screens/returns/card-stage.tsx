import type { CardStageProps } from '../../../../bookings/screens/booking-door.ts'
import { Tag } from '../../../../web/kit/notice.tsx'
import { useQuery } from '../../../../web/query.ts'
import { openKind } from '../../returns/state-rules.ts'
import { latestOrdersQuery } from './return-queries.ts'
import { useReturnText } from './text.ts'

/** How far a paid order is, on its card; the children while that is unknown. All cards share one query. */
export function CardStage({ booking, children }: CardStageProps) {
  const t = useReturnText()
  const { data } = useQuery(latestOrdersQuery)
  const order = data?.data.find(({ orderId }) => orderId === booking.id)
  if (!order) return children
  if (order.openReturns > 0)
    return <Tag tone="warn">{t(`mine.openReturns.${openKind(order)}`)}</Tag>
  return <Tag tone={order.stage === 'canceled' ? 'plain' : 'good'}>{t(`stage.${order.stage}`)}</Tag>
}
