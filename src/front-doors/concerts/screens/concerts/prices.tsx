import { PriceOrFree } from '../../../../web/kit/price.tsx'
import { LevelMark } from '../seats/level-mark.tsx'
import type { Concert, Level } from './concert-queries.ts'
import { useConcertText } from './text.ts'

interface PricesProps {
  readonly levels: readonly Level[]
  readonly currency: Concert['currency']
}

/** What a seat costs by level. */
export function Prices({ levels, currency }: PricesProps) {
  const t = useConcertText()
  if (levels.length === 0) return null
  return (
    <section aria-labelledby="levels" className="grid gap-3">
      <h2 id="levels" className="text-xl font-bold">
        {t('levels')}
      </h2>
      <dl className="grid max-w-xl gap-1 rounded-3xl bg-well px-5 py-4">
        {levels.map(({ code, name, price }, at) => (
          <div key={code} className="flex items-center justify-between gap-4">
            <dt className="flex items-center gap-2">
              <LevelMark level={at} />
              {name}
            </dt>
            <dd className="font-semibold">
              <PriceOrFree money={{ amount: price, currency }} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
