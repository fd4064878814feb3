import { priceText } from '../../../kernel/format.ts'
import { useLanguage } from '../../../web/language.ts'
import { type NoShowTerms, outcomeOf } from '../../no-shows/rules.ts'
import type { StoreTerms } from './terms-query.ts'
import { useNoShowText } from './text.ts'

interface ExampleProps {
  readonly terms: NoShowTerms
  readonly stored: Pick<StoreTerms, 'deposits' | 'currency'>
}

const HEADS = 4

/** What becomes of the deposit of four who do not come, with the store's own prices. */
export function Example({ terms, stored: { deposits, currency } }: ExampleProps) {
  const t = useNoShowText()
  const language = useLanguage()
  const [deposit] = deposits
  if (!deposit) return <p className="text-sm text-soft">{t('noDeposit')}</p>
  const held = deposit.per === 'person' ? deposit.amount * HEADS : deposit.amount
  const { kept, refund, most } = outcomeOf(terms, { held, heads: HEADS })
  const say = (amount: number) => priceText({ amount, currency }, language)
  const share = (100 * kept) / held
  return (
    <figure className="grid gap-3 rounded-2xl bg-well p-4">
      <figcaption className="font-semibold">
        {deposit.per === 'person'
          ? t('example.person', { heads: HEADS, deposit: say(deposit.amount), paid: say(held) })
          : t('example.booking', { paid: say(held) })}
      </figcaption>
      <div
        aria-hidden="true"
        className="flex h-4 overflow-hidden rounded-full bg-good/40 forced-colors:border"
      >
        <div className="bg-accent forced-colors:bg-[Highlight]" style={{ width: `${share}%` }} />
      </div>
      <dl className="grid gap-1">
        <div className="flex justify-between gap-4">
          <dt className="text-soft">{t('example.kept')}</dt>
          <dd className="font-bold">{say(kept)}</dd>
        </div>
        <div className="flex justify-between gap-4">
          <dt className="text-soft">{t('example.refund')}</dt>
          <dd className="font-bold">{say(refund)}</dd>
        </div>
      </dl>
      <p className="text-sm text-soft">{t('example.most', { most: say(most) })}</p>
    </figure>
  )
}
