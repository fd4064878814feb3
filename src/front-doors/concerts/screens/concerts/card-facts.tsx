import { dayText, priceText } from '../../../../kernel/format.ts'
import { useVisible } from '../../../../stores/screens/list/use-visible.ts'
import type { StoreCard } from '../../../../stores/screens/store-queries.ts'
import { type OpeningAnswer, openingsQuery } from '../../../../web/home/openings-query.ts'
import { withZone } from '../../../../web/kit/zone.ts'
import { useLanguage } from '../../../../web/language.ts'
import { useQuery } from '../../../../web/query.ts'
import { concertQuery } from './concert-queries.ts'
import { useConcertText } from './text.ts'

/** The next date that is on sale, what is left of it and the lowest price; else the price alone. */
export function CardFacts({ concert }: { readonly concert: StoreCard }) {
  const { data, isPending } = useQuery({ ...openingsQuery, staleTime: 30_000 })
  const opening = data?.data
    .flatMap(({ openings }) => openings)
    .find(({ store }) => store.id === concert.id)
  if (opening) return <NextDate opening={opening} />
  return isPending ? <p className="min-h-13" /> : <LeastPrice concert={concert} />
}

function NextDate({ opening }: { readonly opening: OpeningAnswer }) {
  const t = useConcertText()
  const language = useLanguage()
  const { date, time, store, left, price } = opening
  return (
    <p className="grid min-h-13 content-start">
      {date && time ? (
        <span className="font-semibold">
          {dayText(date, language)} {withZone(time, store.timeZone, language)}
        </span>
      ) : null}
      <span className="text-soft">
        {left[language]} · {t('from', { price: priceText(price, language) })}
      </span>
    </p>
  )
}

/** Of a concert that is sold out, or whose sale has not opened; asked for once it is seen. */
function LeastPrice({ concert }: { readonly concert: StoreCard }) {
  const t = useConcertText()
  const language = useLanguage()
  const [card, isVisible] = useVisible<HTMLParagraphElement>()
  const { data } = useQuery({ ...concertQuery(concert.id), enabled: isVisible })
  const prices = data?.levels.map(({ price }) => price) ?? []
  return (
    <p ref={card} className="grid min-h-13 content-start text-soft">
      {prices.length > 0 ? (
        <span>
          {t('from', {
            price: priceText({ amount: Math.min(...prices), currency: concert.currency }, language),
          })}
        </span>
      ) : null}
      <span>{t('seeDates')}</span>
    </p>
  )
}
