import { Link } from '@tanstack/react-router'
import { useSyncExternalStore } from 'react'
import { Price } from '../../../web/kit/price.tsx'
import { WhenText } from '../../../web/kit/when.tsx'
import { StateTag, useMethodLabel } from './labels.tsx'
import type { StorePayment } from './payment-queries.ts'
import { useStoreText } from './text.ts'

interface PaymentListProps {
  readonly payments: readonly StorePayment[]
  readonly storeId: string
  readonly timeZone: string
}

const wide = '(min-width: 64rem)'

const useIsWide = (): boolean =>
  useSyncExternalStore(
    (changed) => {
      const query = matchMedia(wide)
      query.addEventListener('change', changed)
      return () => query.removeEventListener('change', changed)
    },
    () => matchMedia(wide).matches,
  )

/** Payments, latest first: a table on wide screens, else cards. */
export const PaymentList = (props: PaymentListProps) =>
  useIsWide() ? <Table {...props} /> : <Cards {...props} />

function Table({ payments, storeId, timeZone }: PaymentListProps) {
  const t = useStoreText()
  const methodLabel = useMethodLabel()
  const columns = ['begun', 'order', 'booker', 'way', 'state', 'price', 'refunded'] as const
  return (
    <table className="w-full overflow-hidden rounded-3xl border border-line bg-card text-[0.9375rem]">
      <caption className="sr-only">{t('list.title')}</caption>
      <thead>
        <tr className="bg-well text-left text-sm text-soft">
          {columns.map((column) => (
            <th
              key={column}
              scope="col"
              className={`px-4 py-2.5 font-semibold ${isMoney(column) ? 'text-right' : ''}`}
            >
              {t(`column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {payments.map((payment) => (
          <tr key={payment.id} className="border-t border-line hover:bg-well">
            <td className="px-4 py-3 whitespace-nowrap">
              <WhenText at={payment.createdAt} timeZone={timeZone} />
            </td>
            <td className="px-4 py-3">
              <ToOrder payment={payment} storeId={storeId} />
              <span className="block text-soft">{payment.title}</span>
            </td>
            <td className="px-4 py-3 wrap-anywhere">
              {payment.booker ?? <span className="text-soft">–</span>}
            </td>
            <td className="px-4 py-3">{methodLabel(payment)}</td>
            <td className="px-4 py-3">
              <StateTag state={payment.state} />
            </td>
            <td className="px-4 py-3 text-right">
              <Price money={payment.price} />
            </td>
            <td className="px-4 py-3 text-right">
              <Refunded payment={payment} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const isMoney = (column: string): boolean => column === 'price' || column === 'refunded'

function Cards({ payments, storeId, timeZone }: PaymentListProps) {
  const t = useStoreText()
  const methodLabel = useMethodLabel()
  return (
    <ul className="grid gap-3">
      {payments.map((payment) => (
        <li key={payment.id} className="grid gap-2 rounded-2xl border border-line bg-card p-4">
          <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
            <StateTag state={payment.state} />
            <span className="text-sm text-soft">
              <WhenText at={payment.createdAt} timeZone={timeZone} />
            </span>
          </div>
          <div className="flex items-baseline justify-between gap-3">
            <span className="font-semibold">
              {payment.booker ? <span className="block">{payment.booker}</span> : null}
              {payment.title}
            </span>
            <Price money={payment.price} className="font-bold" />
          </div>
          <ToOrder payment={payment} storeId={storeId} />
          <p className="flex flex-wrap justify-between gap-x-3 text-sm text-soft">
            <span>{methodLabel(payment)}</span>
            {payment.refunded.amount > 0 ? (
              <span>
                {t('column.refunded')} <Refunded payment={payment} />
              </span>
            ) : null}
          </p>
        </li>
      ))}
    </ul>
  )
}

const ToOrder = ({ payment, storeId }: { payment: StorePayment; storeId: string }) => (
  <Link
    to="/stores/$storeId/payments/$orderNumber"
    params={{ storeId, orderNumber: payment.orderNumber }}
    className="inline-block py-0.5 font-semibold text-accent underline underline-offset-2"
  >
    {payment.orderNumber}
  </Link>
)

const Refunded = ({ payment: { refunded } }: { payment: StorePayment }) =>
  refunded.amount > 0 ? <Price money={refunded} /> : <span className="text-soft">–</span>
