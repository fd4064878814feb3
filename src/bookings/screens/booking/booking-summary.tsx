import { Link } from '@tanstack/react-router'
import { Fragment, lazy, type ReactNode, Suspense } from 'react'
import { coversText, sumText } from '../../../stores/pricing-rules.ts'
import { Price, PriceOrFree } from '../../../web/kit/price.tsx'
import { Skeleton } from '../../../web/kit/states.tsx'
import { useLanguage } from '../../../web/language.ts'
import { BookingPicture } from '../booking-picture.tsx'
import { BookingPrice } from '../booking-price.tsx'
import type { Booking, Line } from '../booking-queries.ts'
import { leftOf, nextStart, partBack, startsOf, startText, wholeBack } from '../starts.ts'
import { useBookingDoor, usePartOf, usePricing, useSellers, useWord } from '../use-booking-door.ts'
import { useBookingText } from './text.ts'

const BusinessFooter = lazy(() =>
  import('../../../stores/business/screens/business-footer.tsx').then((part) => ({
    default: part.BusinessFooter,
  })),
)
const StoreLocation = lazy(() =>
  import('./store-location.tsx').then((part) => ({ default: part.StoreLocation })),
)
const NoShowSaid = lazy(() =>
  import('./no-show-said.tsx').then((part) => ({ default: part.NoShowSaid })),
)
const CancelTerms = lazy(() =>
  import('../../../policies/screens/terms/cancel-terms.tsx').then((part) => ({
    default: part.CancelTerms,
  })),
)

interface BookingProps {
  readonly booking: Booking
}

/** On a phone, two lines above everything else: store and start, items and price. */
export function BookingGlance({ booking }: BookingProps) {
  const language = useLanguage()
  const start = nextStart(booking)
  const { title } = useBookingDoor(booking)
  const pricing = usePricing(booking)
  const left = leftOf(booking).map((line) => line.what[language])
  const what = title?.(booking) ?? left.join(', ')
  const part = partBack(booking)
  return (
    <div className="grid min-w-0 grid-cols-1 gap-0.5 md:hidden">
      <p className="font-semibold">
        {booking.store.name}
        {start ? ` · ${startText(start, booking.store, language)}` : null}
      </p>
      <p className="flex gap-1.5 text-soft">
        <span className="truncate">{what}</span>·
        <span className="whitespace-nowrap">
          {booking.price.amount > 0 ? sumText(pricing)?.[language] : null}{' '}
          {part ? <Price money={part.left} /> : <BookingPrice booking={booking} />}
        </span>
      </p>
    </div>
  )
}

/** Items, start and price, at every stage. */
export function BookingSummary({ booking }: BookingProps) {
  const t = useBookingText()
  const { id, store, lines, price, fee, orderNumber } = booking
  const language = useLanguage()
  const { storePage, title, cancellation } = useBookingDoor(booking)
  const word = useWord(booking)
  const isPriced = price.amount > 0
  const isSent = usePartOf(booking, 'Recipient') !== undefined
  const pricing = usePricing(booking)
  const covers = coversText(pricing)
  return (
    <section
      aria-label={word('summary', t('booking.summary'))}
      className="overflow-hidden rounded-3xl border border-line bg-card shadow-lift md:sticky md:top-20 short:static"
    >
      <BookingPicture booking={booking} className="aspect-4/1 w-full md:aspect-3/2" />
      <div className="grid gap-4 p-5">
        <h2 className="text-xl font-bold">
          <Link {...storePage(booking)} className="hover:text-accent">
            {title?.(booking) ?? store.name}
          </Link>
        </h2>
        {title ? <p className="-mt-3 text-soft">{store.name}</p> : null}
        <dl className="grid gap-2.5">
          <Lines lines={lines} store={store} />
          <Discount lines={lines} />
          {fee.amount > 0 || isSent ? (
            <Fact label={t('booking.fee')}>
              <PriceOrFree money={fee} />
            </Fact>
          ) : null}
          <Fact label={(isPriced && sumText(pricing)?.[language]) || t('booking.amount')}>
            <BookingPrice booking={booking} className="text-right text-lg font-bold" />
          </Fact>
          <PartBack booking={booking} />
          <WholeBack booking={booking} />
          <Fact label={t('booking.orderNumber')} isWhole>
            <span className="text-sm whitespace-nowrap select-all">{orderNumber}</span>
          </Fact>
        </dl>
        {isPriced && covers ? <p className="text-sm text-soft">{covers[language]}</p> : null}
        {isCancelable(booking) ? (
          <Suspense fallback={<Skeleton className="h-18" />}>
            <UnlessOver booking={booking}>
              <CancelTerms orderId={id} price={price} said={cancellation?.(booking)} />
            </UnlessOver>
          </Suspense>
        ) : null}
        <Suspense>
          <StoreLocation booking={booking} />
          <NoShowSaid booking={booking} />
        </Suspense>
        <Suspense>
          <BusinessFooter storeId={store.id} />
        </Suspense>
      </div>
    </section>
  )
}

/** Whether its buyer may still cancel: nothing of it has begun. */
const isCancelable = ({ status, lines, now }: Booking) =>
  (status === 'ready' || status === 'paid') &&
  lines.every(({ startsAt }) => !startsAt || Date.parse(startsAt) > Date.parse(now))

/** The terms, unless its door knows that it cannot be canceled any more: then the server is not asked for them. */
function UnlessOver({ booking, children }: BookingProps & { readonly children: ReactNode }) {
  const { UnlessFinal } = useBookingDoor(booking)
  if (!UnlessFinal || booking.status !== 'paid') return children
  return (
    <UnlessFinal booking={booking} isQuiet>
      {children}
    </UnlessFinal>
  )
}

/** The items by start and by the door that sold them; several lines show their prices. */
function Lines({ lines, store }: Pick<Booking, 'lines' | 'store'>) {
  const t = useBookingText()
  const language = useLanguage()
  const isMixed = useSellers({ lines, store }).sellers.length > 1
  return startsOf({ lines }).map((start) => (
    <Fragment key={start.startsAt ?? ''}>
      {start.startsAt ? (
        <Fact label={t('booking.when')}>
          <time dateTime={start.startsAt} className="font-semibold">
            {startText(start, store, language)}
          </time>
        </Fact>
      ) : null}
      {[...Map.groupBy(start.lines, ({ door }) => door)].map(([door, sold]) => (
        <Items key={door} {...{ store, isMixed }} lines={sold} isPriced={lines.length > 1} />
      ))}
    </Fragment>
  ))
}

interface ItemsProps extends Pick<Booking, 'lines' | 'store'> {
  readonly isPriced: boolean
  /** Of an order that has things of several doors: what a price is, is said of each. */
  readonly isMixed: boolean
}

/** What one door sold. */
function Items({ lines, store, isPriced, isMixed }: ItemsProps) {
  const t = useBookingText()
  const language = useLanguage()
  const { items } = useBookingDoor({ store, lines })
  const covers = coversText(usePricing({ store, lines }))
  const cost = lines.some(({ unitPrice }) => unitPrice.amount > 0)
  return (
    <Fact label={items?.() ?? t('booking.what')}>
      {canceledLast(lines).map((line) => (
        <LineText key={line.placeId} {...{ line, store, isPriced }} />
      ))}
      {isMixed && cost && covers ? (
        <span className="block text-sm text-soft">{covers[language]}</span>
      ) : null}
    </Fact>
  )
}

/** What goes along with others costs nothing, and what it takes off is said below. */
const canceledLast = (lines: readonly Line[]): readonly Line[] =>
  lines
    .filter(({ isAside }) => !isAside)
    .toSorted((one, other) => Number(one.quantity === 0) - Number(other.quantity === 0))

/** What was paid back of an order that goes on. */
function PartBack({ booking }: BookingProps) {
  const t = useBookingText()
  const part = partBack(booking)
  if (!part) return null
  return (
    <>
      <Fact label={t('booking.refunded')}>
        <Price money={{ ...part.back, amount: -part.back.amount }} />
      </Fact>
      {part.kept.amount > 0 ? (
        <Fact label={t('booking.kept')}>
          <Price money={part.kept} />
        </Fact>
      ) : null}
      <Fact label={t('booking.left')}>
        <Price money={part.left} className="font-bold" />
      </Fact>
    </>
  )
}

/** What was paid back of an order that is over, and what was kept of it. */
function WholeBack({ booking }: BookingProps) {
  const t = useBookingText()
  const whole = wholeBack(booking)
  if (!whole) return null
  return (
    <>
      <Fact label={t('booking.refunded')}>
        <Price money={{ ...whole.back, amount: -whole.back.amount }} />
      </Fact>
      {whole.kept.amount > 0 ? (
        <Fact label={t('booking.kept')}>
          <Price money={whole.kept} className="font-bold" />
        </Fact>
      ) : null}
    </>
  )
}

interface LineTextProps {
  readonly line: Line
  readonly store: Booking['store']
  readonly isPriced: boolean
}

/** What is left of what was bought and its price, and so what was canceled. */
function LineText({ line, store, isPriced }: LineTextProps) {
  const t = useBookingText()
  const canceled = useWord({ store, lines: [line] })('lineCanceled', t('booking.lineCanceled'))
  const language = useLanguage()
  const { what, quantity, bought, unitPrice } = line
  const gone = bought - quantity
  const text = what[language]
  const priced = (units: number) =>
    isPriced && unitPrice.amount > 0 ? (
      <>
        {' · '}
        <Price money={{ ...unitPrice, amount: unitPrice.amount * units }} />
      </>
    ) : null
  return (
    <span className="block">
      {quantity === 0 ? <s>{text}</s> : text}
      {priced(quantity || bought)}
      {quantity === 0 ? (
        <span className="block text-sm text-soft">{canceled}</span>
      ) : gone > 0 ? (
        <span className="block text-sm text-soft">
          {t('booking.unitsCanceled', { count: gone, canceled })}
          {priced(gone)}
        </span>
      ) : null}
    </span>
  )
}

/** What all discounts take off together. */
function Discount({ lines }: Pick<Booking, 'lines'>) {
  const t = useBookingText()
  const [first] = lines
  const amount = lines.reduce((sum, { discount }) => sum + discount.amount, 0)
  if (!first || amount === 0) return null
  return (
    <Fact label={t('booking.discount')}>
      <Price money={{ ...first.discount, amount: -amount }} />
    </Fact>
  )
}

interface FactProps {
  readonly label: string
  /** Falls below its label where it does not fit beside it, rather than break. */
  readonly isWhole?: boolean
  readonly children: ReactNode
}

export const Fact = ({ label, isWhole, children }: FactProps) => (
  <div className={`flex items-baseline justify-between gap-x-4 ${isWhole ? 'flex-wrap' : ''}`}>
    <dt className="shrink-0 text-soft">{label}</dt>
    <dd className="ml-auto text-right">{children}</dd>
  </div>
)
