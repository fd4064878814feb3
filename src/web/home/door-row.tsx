import { Link } from '@tanstack/react-router'
import { addDays, dayText, priceText } from '../../kernel/format.ts'
import { sumText } from '../../stores/pricing-rules.ts'
import { StorePicture } from '../../stores/screens/store-picture.tsx'
import type { Door } from '../door.ts'
import { PriceOrFree } from '../kit/price.tsx'
import { Loading, Skeleton } from '../kit/states.tsx'
import { zoneElsewhere } from '../kit/zone.ts'
import { useLanguage } from '../language.ts'
import { useShellText } from '../text.ts'
import type { OpeningAnswer } from './openings-query.ts'

interface DoorRowProps {
  readonly door: Door
  /** Undefined while loading. */
  readonly openings: readonly OpeningAnswer[] | undefined
}

const strip =
  '-mx-4 flex snap-x scroll-px-4 gap-3 overflow-x-auto px-4 pb-1 sm:-mx-6 sm:scroll-px-6 sm:px-6'
/** Cards of a row that fit on a phone. */
const SEEN_AT_ONCE = 2
const card = 'h-19 shrink-0 rounded-2xl sm:h-21'

/** One front door: some of its stores with their next openings, and a link to all of them. */
export function DoorRow({ door, openings }: DoorRowProps) {
  const t = useShellText()
  const id = `door-${door.name}`
  return (
    <section aria-labelledby={id} className="grid gap-0.5 sm:gap-1.5">
      <div className="flex items-center justify-between gap-3">
        <h2 id={id} className="text-xl font-bold">
          {door.title()}
        </h2>
        <Link
          to={door.listPage as '/'}
          className="-mr-2 inline-flex min-h-11 items-center rounded-xl px-2 font-semibold whitespace-nowrap text-accent hover:bg-blush"
        >
          <span aria-hidden="true">{t('home.all')}</span>
          <span className="sr-only">{t('home.allOf', { door: door.title() })}</span>
        </Link>
      </div>
      <Strip door={door} openings={openings} />
    </section>
  )
}

function Strip({ door, openings }: Pick<DoorRowProps, 'door' | 'openings'>) {
  const t = useShellText()
  if (!openings)
    return (
      <Loading className={strip}>
        {[0, 1, 2, 3].map((at) => (
          <Skeleton key={at} className={`w-66 ${card}`} />
        ))}
      </Loading>
    )
  if (openings.length === 0) return <p className="text-soft">{t('home.none')}</p>
  return (
    <ul className={strip}>
      {openings.map((opening, at) => (
        <li key={opening.store.id} className="shrink-0 snap-start">
          <Opening door={door} opening={opening} main={at < SEEN_AT_ONCE} />
        </li>
      ))}
    </ul>
  )
}

interface OpeningProps {
  readonly door: Door
  readonly opening: OpeningAnswer
  readonly main: boolean
}

function Opening({ door, opening, main }: OpeningProps) {
  const language = useLanguage()
  const { store, left, price, item } = opening
  const sums = sumText({ ...store.pricing, fullPrice: door.stores.fullPrice })
  return (
    <Link
      to={((item && door.timePage?.(store.id, item)) ?? door.storePage(store.id)) as '/'}
      className={`group flex items-center overflow-hidden border border-line bg-card hover:border-accent ${card} min-w-66 max-w-92`}
    >
      <StorePicture
        store={store}
        main={main}
        as="row"
        className="h-full w-21 shrink-0 [&_svg]:size-16"
      />
      <span className="grid min-w-0 grow px-3 leading-snug sm:gap-0.5">
        <span className="w-0 min-w-full truncate font-bold group-hover:text-accent">
          {store.name}
        </span>
        <When opening={opening} />
        <span className="truncate text-sm text-soft">
          {left[language]} · {price.amount > 0 && sums ? `${sums[language]} ` : null}
          <Price {...{ door, opening }} />
        </span>
      </span>
    </Link>
  )
}

/** `1인 10,000원부터`: per head where the store's prices are, but a ticket is always for one. */
function Price({ door, opening: { store, price, isFrom } }: Omit<OpeningProps, 'main'>) {
  const t = useShellText()
  const plain = priceText(price, useLanguage())
  const isPerHead = store.pricing.per === 'person' && !door.stores.fullPrice && price.amount > 0
  const said = isPerHead ? t('home.perPerson', { price: plain }) : plain
  if (isFrom) return t('home.from', { price: said })
  return isPerHead ? said : <PriceOrFree money={price} />
}

/** In the store's time zone: `내일 18:30`; nothing without a time. */
function When({ opening: { store, today, date, time } }: { opening: OpeningAnswer }) {
  const t = useShellText()
  const language = useLanguage()
  if (!date) return null
  const day =
    date === today
      ? t('home.today')
      : date === addDays(today, 1)
        ? t('home.tomorrow')
        : dayText(date, language)
  const zone = zoneElsewhere(store.timeZone, language)
  return (
    <span className="text-sm">
      <time dateTime={`${date}T${time}`} className="font-semibold">
        {day} {time}
      </time>
      {zone ? <span className="text-soft"> ({zone})</span> : null}
    </span>
  )
}
