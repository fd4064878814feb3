import { priceText } from '../../../kernel/format.ts'
import { instantText } from '../../../policies/screens/terms/cancel-terms.tsx'
import { useLanguage } from '../../../web/language.ts'
import type { Booking } from '../booking-queries.ts'
import { useBookingText } from './text.ts'

/** What is kept if nobody comes, before it is paid and until then; afterwards, what came of it. */
export function NoShowSaid({ booking }: { readonly booking: Booking }) {
  const t = useBookingText()
  const language = useLanguage()
  const { noShow, status, store } = booking
  if (!noShow || (status !== 'ready' && status !== 'paid')) return null
  const { kept, refund, markedAt, dueAt, settledAt } = noShow
  const amounts = { kept: priceText(kept, language), refund: priceText(refund, language) }
  const all = kept.amount === 0 ? 'none' : refund.amount === 0 ? 'all' : 'part'
  return (
    <section aria-label={t('noShow.title')} className="grid gap-1.5 border-t border-line pt-4">
      <h3 className="font-semibold">{t('noShow.title')}</h3>
      <p className="text-sm">{t(`noShow.${settledAt ? 'settled' : 'promised'}.${all}`, amounts)}</p>
      {markedAt && !settledAt && dueAt ? (
        <p className="text-sm font-medium text-bad">
          {t('noShow.marked', { when: instantText(dueAt, store.timeZone, language) })}
        </p>
      ) : null}
      {markedAt ? <p className="text-sm text-soft">{t('noShow.object')}</p> : null}
    </section>
  )
}
