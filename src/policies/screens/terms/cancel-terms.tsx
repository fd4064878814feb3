import { dayText, priceText, wallDateAt, wallTimeAt } from '../../../kernel/format.ts'
import type { Language } from '../../../kernel/language.ts'
import type { Money } from '../../../kernel/money.ts'
import { Skeleton } from '../../../web/kit/states.tsx'
import { withZone } from '../../../web/kit/zone.ts'
import { useLanguage } from '../../../web/language.ts'
import { useQuery } from '../../../web/query.ts'
import { quoteQuery } from './quote-query.ts'
import { useTermsText } from './text.ts'

interface CancelTermsProps {
  readonly orderId: string
  readonly price: Money
  /** In place of a schedule, where nothing begins. */
  readonly said: string | undefined
}

/** The refund schedule of an order, shown before payment and while it can be canceled. */
export function CancelTerms({ orderId, price, said }: CancelTermsProps) {
  const t = useTermsText()
  const language = useLanguage()
  const { data, isPending } = useQuery({ ...quoteQuery(orderId), enabled: price.amount > 0 })
  if (price.amount > 0 && isPending) return <Skeleton className="h-18" />
  if (!data) return null
  const steps = data.steps.filter(({ until }) => Date.parse(until) > Date.parse(data.now))
  if (steps.length === 0) return null
  return (
    <section aria-label={t('title')} className="grid gap-1.5 border-t border-line pt-4">
      <h3 className="font-semibold">{t('title')}</h3>
      {said ? <p className="text-sm text-soft">{said}</p> : null}
      <ul className="grid gap-1 text-sm">
        {steps.map(({ until, keptPercent, refund }) => (
          <li key={until} className="flex items-baseline justify-between gap-4">
            <span className="text-soft">
              {t('until', { when: instantText(until, data.timeZone, language) })}
            </span>
            <span className="text-right font-semibold">
              {keptPercent === 0
                ? t('all')
                : t('part', {
                    refund: priceText(refund, language),
                    percent: 100 - keptPercent,
                  })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** `11월 24일 (화) 19:30` by the store's clock, which is named for a reader in another zone. */
export function instantText(instant: string, timeZone: string, language: Language): string {
  const at = new Date(instant)
  const text = `${dayText(wallDateAt(at, timeZone), language)} ${wallTimeAt(at, timeZone)}`
  return withZone(text, timeZone, language)
}
