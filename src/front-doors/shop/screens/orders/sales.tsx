import { useState } from 'react'
import { addDays, priceText, wallDateAt } from '../../../../kernel/format.ts'
import type { Money } from '../../../../kernel/money.ts'
import type { DeskPartProps } from '../../../../web/door.ts'
import { download } from '../../../../web/download.ts'
import { Button } from '../../../../web/kit/button.tsx'
import { Field } from '../../../../web/kit/field.tsx'
import { Loaded } from '../../../../web/kit/loaded.tsx'
import { Notice } from '../../../../web/kit/notice.tsx'
import { Price } from '../../../../web/kit/price.tsx'
import { EmptyState } from '../../../../web/kit/states.tsx'
import { useLanguage } from '../../../../web/language.ts'
import { useQuery } from '../../../../web/query.ts'
import { menuText } from '../text.ts'
import { type Sales as SalesAnswer, salesQuery } from './desk-queries.ts'
import { DayChart } from './sales-days.tsx'
import { useDeskText } from './text.ts'

interface Dates {
  readonly from: string
  readonly to: string
}

const DAYS = 30

/** What a shop has sold, by day and by product. */
export function Sales({ store }: DeskPartProps) {
  const t = useDeskText()
  const today = wallDateAt(new Date(), store.timeZone)
  const [dates, setDates] = useState<Dates>({ from: addDays(today, 1 - DAYS), to: today })
  const query = useQuery(salesQuery(store.id, dates))
  return (
    <div className="grid gap-5">
      <h2 className="sr-only">{menuText()('tabs.sales')}</h2>
      <p className="text-soft">{t('sales.lead')}</p>
      <div className="no-print flex flex-wrap items-end gap-3">
        {(['from', 'to'] as const).map((name) => (
          <Field
            key={name}
            label={t(`sales.${name}`)}
            type="date"
            required
            value={dates[name]}
            onChange={({ target }) =>
              target.value ? setDates({ ...dates, [name]: target.value }) : undefined
            }
          />
        ))}
        <Csv marketId={store.id} dates={dates} />
      </div>
      <Loaded query={query}>
        {(sales) =>
          sales.days.length === 0 ? (
            <EmptyState title={t('sales.none')} />
          ) : (
            <>
              <Sums sales={sales} />
              <DayChart sales={sales} dates={dates} />
              <Products sales={sales} />
            </>
          )
        }
      </Loaded>
    </div>
  )
}

function Csv({ marketId, dates }: { readonly marketId: string; readonly dates: Dates }) {
  const t = useDeskText()
  const [state, setState] = useState<'idle' | 'pending' | 'failed'>('idle')
  const get = async () => {
    setState('pending')
    const name = `sales-${dates.from}-${dates.to}.csv`
    const isDone = await download(`/v1/markets/${marketId}/sales.csv`, { ...dates }, name)
    setState(isDone ? 'idle' : 'failed')
  }
  return (
    <>
      <Button kind="quiet" pending={state === 'pending'} onClick={get}>
        {t('sales.csv')}
      </Button>
      {state === 'failed' ? <Notice tone="bad" title={t('sales.csvFailed')} /> : null}
    </>
  )
}

interface SalesProps {
  readonly sales: SalesAnswer
}

function Sums({ sales: { days } }: SalesProps) {
  const t = useDeskText()
  const currency = days[0]?.taken.currency ?? 'KRW'
  const sum = (amountOf: (day: SalesAnswer['days'][number]) => number) =>
    days.reduce((so, day) => so + amountOf(day), 0)
  const [taken, returned] = [sum((day) => day.taken.amount), sum((day) => day.returned.amount)]
  const figures = { taken, returned, net: taken - returned }
  return (
    <dl className="grid grid-cols-3 divide-x divide-line rounded-3xl border border-line bg-card">
      {(['taken', 'returned', 'net'] as const).map((name) => (
        <div key={name} className="grid content-start gap-0.5 p-3 sm:p-5">
          <dt className="text-sm text-soft">{t(`sales.${name}`)}</dt>
          <dd className={`font-bold sm:text-2xl ${name === 'net' ? 'text-accent' : ''}`}>
            <Price money={{ amount: figures[name], currency }} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** A bar for each product, with its numbers. */
function Products({ sales: { products } }: SalesProps) {
  const t = useDeskText()
  const language = useLanguage()
  const most = Math.max(1, ...products.map(({ taken }) => taken.amount))
  const price = (money: Money) => priceText(money, language)
  return (
    <figure className="grid gap-3 rounded-3xl border border-line bg-card p-4 sm:p-5">
      <figcaption className="font-semibold">{t('sales.products')}</figcaption>
      <div className="overflow-x-auto">
        <table className="w-full text-right text-sm">
          <thead>
            <tr className="text-soft">
              <th scope="col" className="py-1 text-left font-semibold">
                {t('sales.product')}
              </th>
              <th scope="col" className="px-2 font-semibold">
                {t('sales.units')}
              </th>
              <th scope="col" className="px-2 font-semibold">
                {t('sales.returnedUnits')}
              </th>
              <th scope="col" className="font-semibold">
                {t('sales.taken')}
              </th>
            </tr>
          </thead>
          <tbody>
            {products.map(({ productId, title, units, returnedUnits, taken }) => (
              <tr key={productId} className="border-t border-line">
                <th scope="row" className="py-1.5 text-left font-normal">
                  {title}
                  <span
                    aria-hidden="true"
                    className="mt-1 block h-2 rounded-full bg-accent forced-colors:bg-[Highlight]"
                    style={{ width: `${(100 * taken.amount) / most}%` }}
                  />
                </th>
                <td className="px-2">{units}</td>
                <td className="px-2">{returnedUnits}</td>
                <td className="whitespace-nowrap">{price(taken)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  )
}
