import { Link } from '@tanstack/react-router'
import { titleIn } from '../../../../orders/title-rules.ts'
import { buttonLook } from '../../../../web/kit/button.tsx'
import { Loaded } from '../../../../web/kit/loaded.tsx'
import { MoreButton } from '../../../../web/kit/more-button.tsx'
import { Tag } from '../../../../web/kit/notice.tsx'
import { Page } from '../../../../web/kit/page.tsx'
import { Price } from '../../../../web/kit/price.tsx'
import { EmptyState } from '../../../../web/kit/states.tsx'
import { withZone } from '../../../../web/kit/zone.ts'
import { useLanguage } from '../../../../web/language.ts'
import { useInfiniteQuery } from '../../../../web/query.ts'
import { openKind } from '../../returns/state-rules.ts'
import { type OrderPage, ownOrdersQuery } from './return-queries.ts'
import { useReturnText } from './text.ts'
import { useMoment } from './when.ts'

/** The reader's own orders of goods, latest first. */
export function MyOrders() {
  const t = useReturnText()
  const query = useInfiniteQuery(ownOrdersQuery)
  const orders = query.data?.pages.flatMap(({ data }) => data) ?? []
  return (
    <Page title={t('mine.title')}>
      <Loaded query={query}>{() => <Orders orders={orders} />}</Loaded>
      <MoreButton of={query}>{t('mine.more')}</MoreButton>
    </Page>
  )
}

function Orders({ orders }: { readonly orders: OrderPage['data'] }) {
  const t = useReturnText()
  if (orders.length === 0)
    return (
      <EmptyState
        title={t('mine.none')}
        action={
          <Link to="/market" className={buttonLook()}>
            {t('mine.shop')}
          </Link>
        }
      >
        {t('mine.noneLead')}
      </EmptyState>
    )
  return (
    <ul className="grid gap-4 lg:grid-cols-2">
      {orders.map((order) => (
        <li key={order.orderId}>
          <OrderCard order={order} />
        </li>
      ))}
    </ul>
  )
}

function OrderCard({ order }: { readonly order: OrderPage['data'][number] }) {
  const t = useReturnText()
  const language = useLanguage()
  const { orderId, title, image, marketName, timeZone, price, paidAt, stage } = order
  const moment = useMoment(timeZone)
  return (
    <Link
      to="/bookings/$bookingId"
      params={{ bookingId: orderId }}
      className="grid grid-cols-[5rem_minmax(0,1fr)] gap-4 rounded-3xl border border-line bg-card p-4 hover:bg-well"
    >
      {image ? (
        <img
          src={image.tileUrl}
          alt=""
          width={image.width}
          height={image.height}
          loading="lazy"
          className="aspect-square w-full rounded-2xl bg-well object-contain"
        />
      ) : (
        <span className="aspect-square rounded-2xl bg-well" />
      )}
      <span className="grid content-start gap-1">
        <span className="flex flex-wrap gap-2">
          <Tag tone={stage === 'canceled' ? 'plain' : 'good'}>{t(`stage.${stage}`)}</Tag>
          {order.openReturns > 0 ? (
            <Tag tone="warn">{t(`mine.openReturns.${openKind(order)}`)}</Tag>
          ) : null}
        </span>
        <strong>{titleIn(title, language)}</strong>
        <span className="text-sm text-soft">
          {marketName} · {t('mine.paidAt', { at: withZone(moment(paidAt), timeZone, language) })}
        </span>
        <Price money={price} className="font-semibold" />
      </span>
    </Link>
  )
}
