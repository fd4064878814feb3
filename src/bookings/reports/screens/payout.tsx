import { Link } from '@tanstack/react-router'
import { dayText, priceText, wallDateAt, wallTimeAt } from '../../../kernel/format.ts'
import { useGatewayName } from '../../../payments/screens/store/labels.tsx'
import { storeQuery } from '../../../stores/screens/store-queries.ts'
import { useLanguage } from '../../../web/language.ts'
import { useQuery } from '../../../web/query.ts'
import type { Period } from './periods.ts'
import type { ReportAnswer } from './report-query.ts'
import { SaveCsv } from './save-csv.tsx'
import { Settled } from './settled.tsx'
import { useReportText } from './text.ts'

interface PayoutProps {
  readonly answer: ReportAnswer
  readonly storeId: string
  readonly period: Period
}

/** What came in by each gateway, what it settled of that, and how far its books were compared with ours. */
export function Payout({ answer: { gateways, currency }, storeId, period }: PayoutProps) {
  const t = useReportText()
  const language = useLanguage()
  const gatewayName = useGatewayName()
  const { data: store } = useQuery(storeQuery(storeId))
  const timeZone = store?.timeZone ?? 'UTC'
  const instantText = (instant: string) =>
    `${dayText(wallDateAt(new Date(instant), timeZone), language)} ${wallTimeAt(new Date(instant), timeZone)}`
  const price = (amount: number) => priceText({ amount, currency }, language)
  return (
    <section className="grid break-inside-avoid gap-3 rounded-3xl border border-line bg-card p-4 sm:p-5">
      <h3 className="font-semibold">{t('payout.title')}</h3>
      <p className="text-sm text-soft">{t('payout.lead')}</p>
      {gateways.length === 0 ? <p className="text-soft">{t('payout.none')}</p> : null}
      <ul className="grid divide-y divide-line">
        {gateways.map((one) => (
          <li key={one.gateway} className="grid gap-2 py-3">
            <h4 className="font-semibold">{gatewayName(one.gateway)}</h4>
            <dl className="grid grid-cols-2 gap-x-6 gap-y-2 text-sm sm:grid-cols-3 lg:grid-cols-6">
              {[
                { name: t('payout.payments'), text: t('sums.count', { count: one.payments }) },
                { name: t('payout.taken'), text: price(one.taken) },
                { name: t('payout.refunded'), text: price(one.refunded) },
                { name: t('payout.net'), text: price(one.taken - one.refunded) },
                { name: t('payout.open'), text: t('sums.count', { count: one.open }) },
                {
                  name: t('payout.compared'),
                  text: one.comparedUntil ? instantText(one.comparedUntil) : t('payout.never'),
                },
              ].map(({ name, text }) => (
                <div key={name}>
                  <dt className="text-soft">{name}</dt>
                  <dd className="font-semibold">{text}</dd>
                </div>
              ))}
            </dl>
            <Settled gateway={one} currency={currency} instantText={instantText} />
          </li>
        ))}
      </ul>
      <div className="no-print flex flex-wrap items-center gap-4">
        <SaveCsv storeId={storeId} period={period} file="payout" label={t('payout.csv')} />
        <Link
          to="."
          search={{ tab: 'payments' }}
          className="inline-flex min-h-6 w-fit text-accent underline"
        >
          {t('payout.toPayments')}
        </Link>
      </div>
    </section>
  )
}
