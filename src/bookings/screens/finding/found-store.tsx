import { Link } from '@tanstack/react-router'
import { addDays, dayText, priceText } from '../../../kernel/format.ts'
import { Heart } from '../../../stores/saved/screens/heart.tsx'
import { StoreTile, tileColumns, tileLook } from '../../../stores/screens/list/store-tile.tsx'
import { useDoors } from '../../../stores/screens/use-door.ts'
import { useLanguage } from '../../../web/language.ts'
import type { Found } from './finding-queries.ts'
import { useFindingText } from './text.ts'

interface FoundStoreProps {
  readonly found: Found
  /** By which door it is looked for; undefined: by its own. */
  readonly door: string | undefined
  /** Whether its picture is seen at once. */
  readonly main: boolean
  /** Somebody wants to come on a date. */
  readonly isDated: boolean
}

/** Stores that were found, as tiles. */
export const FoundList = ({ found, ...shown }: FoundListProps) => (
  <ul className={tileColumns}>
    {found.map((one, at) => (
      <li key={one.store.id}>
        <FoundStore {...shown} found={one} main={at < 2} />
      </li>
    ))}
  </ul>
)

interface FoundListProps extends Pick<FoundStoreProps, 'door' | 'isDated'> {
  readonly found: readonly Found[]
}

/** A store that was found, with the next times at which it has a place. */
function FoundStore({ found, door: asked, main, isDated }: FoundStoreProps) {
  const t = useFindingText()
  const { store, times } = found
  const name = asked !== undefined && store.also.includes(asked) ? asked : store.door
  const door = useDoors().find((one) => one.name === name)
  if (!door) return null
  return (
    <article className="relative grid content-start gap-3">
      <Link to={door.storePage(store.id) as '/'} className={tileLook}>
        <StoreTile store={store} main={main}>
          <Facts found={found} isPerPerson={door.stores.pricePer.includes('person')} />
        </StoreTile>
      </Link>
      <span className="absolute top-3 right-3">
        <Heart store={store} small />
      </span>
      {times.length > 0 ? (
        <ul aria-label={t('times', { name: store.name })} className="flex flex-wrap gap-2 px-1">
          {times.map((time) => (
            <li key={time.startsAt}>
              <Link
                to={
                  ((time.item && door.timePage?.(store.id, time.item)) ??
                    door.storePage(store.id)) as '/'
                }
                className="inline-flex min-h-11 items-center rounded-xl border border-edge px-3 text-sm font-semibold hover:bg-blush"
              >
                <When time={time} today={found.today} />
              </Link>
            </li>
          ))}
        </ul>
      ) : isDated ? (
        <p className="px-1 text-sm text-soft">{t(found.todayOnly ? 'todayOnly' : 'timesNone')}</p>
      ) : null}
    </article>
  )
}

function When({
  time: { date, time },
  today,
}: {
  readonly time: Found['times'][number]
  readonly today: string
}) {
  const t = useFindingText()
  const language = useLanguage()
  const day =
    date === today
      ? t('today')
      : date === addDays(today, 1)
        ? t('tomorrow')
        : dayText(date, language)
  return (
    <time dateTime={`${date}T${time}`}>
      {day} {time}
    </time>
  )
}

interface FactsProps {
  readonly found: Found
  /** Its prices are those of a person; else of what it sells. */
  readonly isPerPerson: boolean
}

/** `초밥 · 서울 마포구 · 1인 60,000원부터`. */
function Facts({ found: { categoryWords, area, priceLeast }, isPerPerson }: FactsProps) {
  const t = useFindingText()
  const language = useLanguage()
  const facts = [
    categoryWords?.[language],
    area && [area.province, area.district].filter(Boolean).join(' '),
    priceLeast && t(isPerPerson ? 'from' : 'fromPlain', { price: priceText(priceLeast, language) }),
  ].filter(Boolean)
  return facts.length > 0 ? <p className="text-sm text-soft">{facts.join(' · ')}</p> : null
}
