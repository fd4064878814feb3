import { Price, PriceOrFree } from '../../web/kit/price.tsx'
import { useLanguage } from '../../web/language.ts'
import type { Booking } from './booking-queries.ts'

interface BookingPriceProps {
  readonly booking: Pick<Booking, 'status' | 'price' | 'lines'>
  readonly className?: string
}

/** The price of a booking: of one that stands and is not paid here, what is paid at the store. */
export function BookingPrice({
  booking: { status, price, lines },
  className = '',
}: BookingPriceProps) {
  const language = useLanguage()
  if (price.amount > 0) return <Price money={price} className={className} />
  const stands = status === 'ready' || status === 'paid'
  const atStore = lines.flatMap((line) => (stands && line.atStore?.[language]) || [])
  if (atStore.length === 0) return <PriceOrFree money={price} className={className} />
  return <span className={className}>{[...new Set(atStore)].join(', ')}</span>
}
