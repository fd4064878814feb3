import { useState } from 'react'
import { priceText } from '../../../../kernel/format.ts'
import type { ProblemBody } from '../../../../web/call.ts'
import { Button } from '../../../../web/kit/button.tsx'
import { Notice } from '../../../../web/kit/notice.tsx'
import { Select } from '../../../../web/kit/select.tsx'
import { Stepper } from '../../../../web/kit/stepper.tsx'
import { useLanguage } from '../../../../web/language.ts'
import type { Wanted } from './claiming.ts'
import type { Hall } from './hall.ts'
import { useSeatsText } from './text.ts'

interface BestSeatsProps {
  readonly hall: Hall
  readonly most: number
  readonly pending: boolean
  readonly refusal: ProblemBody | undefined
  readonly onTake: (wanted: Wanted) => void
}

/** Takes the best seats beside each other, without the map. */
export function BestSeats({ hall, most, pending, refusal, onTake }: BestSeatsProps) {
  const t = useSeatsText()
  const language = useLanguage()
  const [quantity, setQuantity] = useState(Math.min(2, most))
  const [level, setLevel] = useState('')
  const fewer = typeof refusal?.most === 'number' && refusal.most > 0 ? refusal.most : undefined
  const take = (count: number) => onTake({ best: { quantity: count, ...(level && { level }) } })
  return (
    <section
      aria-labelledby="best"
      className="grid gap-3 rounded-3xl border border-line bg-card p-4 sm:p-5"
    >
      <div>
        <h2 id="best" className="text-lg font-bold">
          {t('best.title')}
        </h2>
        <p className="text-sm text-soft">{t('best.lead')}</p>
      </div>
      <div className="flex flex-wrap items-end gap-3">
        <Stepper
          label={t('best.quantity')}
          value={quantity}
          min={1}
          max={most}
          onChange={setQuantity}
          lessLabel={t('best.less')}
          moreLabel={t('best.more')}
        />
        <div className="min-w-40 grow">
          <Select
            label={t('best.level')}
            required
            value={level}
            onChange={({ target }) => setLevel(target.value)}
          >
            <option value="">{t('best.any')}</option>
            {hall.levels.map(({ code, name, price }) => (
              <option key={code} value={code}>
                {`${name} ${priceText({ amount: price, currency: hall.currency }, language)}`}
              </option>
            ))}
          </Select>
        </div>
      </div>
      {refusal ? (
        <Notice tone="bad" title={refusal.title}>
          {fewer ? (
            <Button
              kind="quiet"
              className="mt-2"
              onClick={() => {
                setQuantity(fewer)
                take(fewer)
              }}
            >
              {t('best.fewer', { count: fewer })}
            </Button>
          ) : null}
        </Notice>
      ) : null}
      <Button kind="quiet" pending={pending} onClick={() => take(quantity)}>
        {t('best.take', { count: quantity })}
      </Button>
    </section>
  )
}
