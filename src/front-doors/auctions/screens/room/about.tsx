import { Link } from '@tanstack/react-router'
import { numberText, priceText } from '../../../../kernel/format.ts'
import { useLanguage } from '../../../../web/language.ts'
import type { Lot } from '../lots/lot-queries.ts'
import { useLotText } from '../lots/text.ts'
import { useRoomText } from './text.ts'

/** The seller's words about the lot, and the terms it is sold under. */
export function About({ lot }: { readonly lot: Lot }) {
  const t = useRoomText()
  const category = useLotText()(`category.${lot.category}`)
  return (
    <div className="grid gap-6">
      <section aria-labelledby="about" className="grid gap-2">
        <h2 id="about" className="text-xl font-bold">
          {t('about.title')}
        </h2>
        {lot.description ? (
          <p className="max-w-prose whitespace-pre-line">{lot.description}</p>
        ) : (
          <p className="text-soft">{t('about.none')}</p>
        )}
        <p className="text-sm text-soft">
          {category} ·{' '}
          <Link
            to="/auctions/$auctionId"
            params={{ auctionId: lot.auctionId }}
            activeOptions={{ exact: true }}
            className="inline-flex min-h-6 items-center font-semibold underline"
          >
            {lot.auctionName}
          </Link>
        </p>
      </section>
      <Terms lot={lot} />
    </div>
  )
}

function Terms({ lot: { terms, currency } }: { readonly lot: Pick<Lot, 'terms' | 'currency'> }) {
  const t = useRoomText()
  const language = useLanguage()
  const text = (amount: number) => priceText({ amount, currency }, language)
  const { steps, deposit, extendSeconds, extendMostSeconds } = terms
  return (
    <section aria-labelledby="terms" className="grid gap-2">
      <h2 id="terms" className="text-xl font-bold">
        {t('terms.title')}
      </h2>
      <ul className="grid max-w-prose list-disc gap-1 pl-5 text-soft">
        <li>{t('terms.proxy')}</li>
        {extendSeconds > 0 ? (
          <li>
            {t('terms.extend', {
              seconds: extendSeconds,
              minutes: numberText(Math.round(extendMostSeconds / 60), language),
            })}
          </li>
        ) : null}
        <li>
          {deposit > 0 ? t('terms.deposit', { deposit: text(deposit) }) : t('terms.noDeposit')}
        </li>
        <li>{t('terms.pay')}</li>
      </ul>
      <details>
        <summary className="inline-flex min-h-11 items-center font-semibold text-accent">
          {t('terms.steps')}
        </summary>
        <dl className="grid max-w-md gap-1 rounded-2xl bg-well px-4 py-3">
          {steps.map(({ from, by }) => (
            <div key={from} className="flex justify-between gap-4">
              <dt>{t('terms.from', { from: text(from) })}</dt>
              <dd className="font-semibold">{text(by)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  )
}
