import { Link, useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { Tabs } from '../../../stores/screens/desk/tabs.tsx'
import { buttonLook } from '../../../web/kit/button.tsx'
import { Landing } from '../../../web/kit/landing.tsx'
import { Tag, type Tone } from '../../../web/kit/notice.tsx'
import { Page } from '../../../web/kit/page.tsx'
import { Price } from '../../../web/kit/price.tsx'
import { EmptyState, Failure, Loading, Skeleton } from '../../../web/kit/states.tsx'
import { WhenText } from '../../../web/kit/when.tsx'
import { useQuery, useQueryClient } from '../../../web/query.ts'
import { Attempts } from './attempts.tsx'
import { CancelOrder } from './cancel-order.tsx'
import {
  attemptsQuery,
  type Movements,
  moneyKey,
  movementsQuery,
  type StorePayment,
  type StorePayments,
} from './payment-queries.ts'
import { RefundDialog } from './refund-dialog.tsx'
import { type RefundAnswer, RefundProgress } from './refund-progress.tsx'
import { useStoreText } from './text.ts'
import { Timeline } from './timeline.tsx'

/** While a gateway still has something to do, it is polled this often. */
const SOON_MS = 1_500

const isMoving = ({ state }: StorePayment): boolean => state === 'refunding' || state === 'checking'

/** An order's payments: history, attempts and refunds. */
export function OrderMoney() {
  const t = useStoreText()
  const { storeId, orderNumber } = useParams({ from: '/stores/$storeId/payments/$orderNumber' })
  const query = useQuery({
    ...attemptsQuery(storeId, orderNumber),
    refetchInterval: ({ state }) => (state.data?.data.some(isMoving) ? SOON_MS : false),
  })
  const order = query.data?.data[0]
  return (
    <Page
      title={order?.title ?? t('list.title')}
      lead={<span className="select-all">{orderNumber}</span>}
      aside={
        <Link
          to="/desk/$storeId"
          params={{ storeId }}
          search={{ tab: 'payments' }}
          className={buttonLook('quiet')}
        >
          {t('order.toList')}
        </Link>
      }
    >
      <Tabs storeId={storeId} here="payments" />
      {query.isError && !query.data ? (
        <Failure problem={query.error} onRetry={() => query.refetch()} />
      ) : null}
      {query.isPending ? (
        <Loading className="grid gap-6">
          <Skeleton className="h-40" />
          <Skeleton className="h-64" />
        </Loading>
      ) : null}
      {query.data && !order ? (
        <EmptyState title={t('order.none')}>{t('order.noneLead')}</EmptyState>
      ) : null}
      {query.data && order ? <Desk storeId={storeId} answer={query.data} order={order} /> : null}
    </Page>
  )
}

interface DeskProps {
  readonly storeId: string
  readonly answer: StorePayments
  /** Any payment of the order: each has the order's facts. */
  readonly order: StorePayment
}

function Desk({ storeId, answer, order }: DeskProps) {
  const { data: attempts, store } = answer
  const t = useStoreText()
  const client = useQueryClient()
  const moved = useQuery({
    ...movementsQuery(storeId, order.orderId),
    refetchInterval: ({ state }) =>
      attempts.some(isMoving) || (state.data?.underway.length ?? 0) > 0 ? SOON_MS : false,
  })
  const [refunding, setRefunding] = useState<StorePayment>()
  const [refund, setRefund] = useState<RefundAnswer>()
  const sent = async (asked: RefundAnswer) => {
    await client.invalidateQueries({ queryKey: moneyKey(storeId) })
    setRefund(asked)
    setRefunding(undefined)
  }
  return (
    <div className="grid gap-8">
      <Landing to={refund}>
        <RefundProgress {...{ refund, attempts }} underway={moved.data?.underway ?? []} />
      </Landing>
      <Order order={order} timeZone={store.timeZone} moved={moved.data} />
      {order.orderStatus === 'paid' ? <CancelOrder {...{ storeId, answer, order }} /> : null}
      <section className="grid gap-4" aria-labelledby="moved">
        <h2 id="moved" className="text-xl font-bold">
          {t('order.history')}
        </h2>
        {moved.isError && !moved.data ? (
          <Failure problem={moved.error} onRetry={() => moved.refetch()} />
        ) : null}
        {moved.isPending ? (
          <Loading>
            <Skeleton className="h-32" />
          </Loading>
        ) : null}
        {moved.data ? <Timeline moved={moved.data} timeZone={store.timeZone} /> : null}
      </section>
      <Attempts
        attempts={attempts}
        timeZone={store.timeZone}
        storeId={storeId}
        onRefund={setRefunding}
      />
      {refunding ? (
        <RefundDialog
          storeId={storeId}
          payment={refunding}
          others={attempts.filter(({ id }) => id !== refunding.id)}
          onClose={() => setRefunding(undefined)}
          onSent={sent}
        />
      ) : null}
    </div>
  )
}

const tones: Record<StorePayment['orderStatus'], Tone> = {
  paid: 'good',
  ready: 'warn',
  canceled: 'plain',
  failed: 'plain',
}

interface OrderProps {
  readonly order: StorePayment
  readonly timeZone: string
  readonly moved: Movements | undefined
}

function Order({ order: { orderStatus, startsAt, price }, timeZone, moved }: OrderProps) {
  const t = useStoreText()
  const kept = moved && {
    ...moved.taken,
    amount: moved.taken.amount - moved.refunded.amount,
  }
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-4 rounded-3xl border border-line bg-card p-5 sm:flex sm:flex-wrap sm:gap-x-10">
      <Fact label={t('order.status')}>
        <Tag tone={tones[orderStatus]}>{t(`orderStatus.${orderStatus}`)}</Tag>
      </Fact>
      {startsAt ? (
        <Fact label={t('order.startsAt')}>
          <WhenText at={startsAt} timeZone={timeZone} />
        </Fact>
      ) : null}
      <Fact label={t('order.price')}>
        <Price money={moved?.price ?? price} />
      </Fact>
      {moved && kept ? (
        <>
          <Fact label={t('sums.taken')}>
            <Price money={moved.taken} />
          </Fact>
          <Fact label={t('sums.refunded')}>
            <Price money={moved.refunded} />
          </Fact>
          <Fact label={t('sums.kept')}>
            <Price money={kept} className="text-accent" />
          </Fact>
        </>
      ) : null}
    </dl>
  )
}

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="grid content-start gap-0.5">
    <dt className="text-sm text-soft">{label}</dt>
    <dd className="font-bold">{children}</dd>
  </div>
)
