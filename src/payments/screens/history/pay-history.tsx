import { Suspense, useState } from 'react'
import { later } from '../../../web/kit/later.ts'
import { Skeleton } from '../../../web/kit/states.tsx'
import { useHistoryText } from './text.ts'

const [Moves] = later(() => import('./moves.tsx').then((loaded) => loaded.Moves))

interface PayHistoryProps {
  readonly orderId: string
  readonly timeZone: string
}

/** The payments and refunds of an order, fetched on opening. */
export function PayHistory({ orderId, timeZone }: PayHistoryProps) {
  const t = useHistoryText()
  const [isOpen, setOpen] = useState(false)
  return (
    <details
      className="group rounded-3xl border border-line bg-card px-5"
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary className="flex min-h-14 list-none items-center justify-between gap-4 font-semibold [&::-webkit-details-marker]:hidden">
        {t('history.title')}
        <span aria-hidden="true" className="text-soft transition-transform group-open:rotate-180">
          ▾
        </span>
      </summary>
      {isOpen ? (
        <Suspense fallback={<Skeleton className="mb-5 h-24" />}>
          <Moves orderId={orderId} timeZone={timeZone} />
        </Suspense>
      ) : null}
    </details>
  )
}
