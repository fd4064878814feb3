import { priceText } from '../../../kernel/format.ts'
import { Tag } from '../../../web/kit/notice.tsx'
import { useLanguage } from '../../../web/language.ts'
import type { ReportAnswer } from './report-query.ts'
import { useReportText } from './text.ts'

type Gateway = ReportAnswer['gateways'][number]

interface SettledProps {
  readonly gateway: Gateway
  readonly currency: ReportAnswer['currency']
  readonly instantText: (instant: string) => string
}

/** What a gateway settled beside what is expected of it, or that it does not tell. */
export function Settled({ gateway: { gateway, settlement }, currency, instantText }: SettledProps) {
  const t = useReportText()
  const language = useLanguage()
  if (!settlement) {
    return (
      <p className="text-sm text-soft">
        {t(gateway === 'wallet' ? 'settled.wallet' : 'settled.untold')}
      </p>
    )
  }
  if (!settlement.readUntil) return <p className="text-sm text-soft">{t('settled.unread')}</p>
  const { fees, payout, expected, difference, waiting, readUntil } = settlement
  const price = (amount: number) => priceText({ amount, currency }, language)
  const most = Math.max(payout, expected, 1)
  const bars = [
    { name: t('settled.expected'), amount: expected, look: 'bg-edge forced-colors:bg-[GrayText]' },
    { name: t('settled.payout'), amount: payout, look: 'bg-accent forced-colors:bg-[Highlight]' },
  ]
  return (
    <div className="grid gap-2 rounded-2xl bg-well p-3 text-sm">
      <p className="flex flex-wrap items-center gap-2">
        {difference === 0 ? (
          <Tag tone="good">{t('settled.same')}</Tag>
        ) : (
          <Tag tone="bad">{t('settled.differs', { amount: price(difference) })}</Tag>
        )}
        <span className="text-soft">{t('settled.read', { at: instantText(readUntil) })}</span>
      </p>
      <dl className="grid gap-2">
        {bars.map(({ name, amount, look }) => (
          <div key={name} className="grid grid-cols-[7rem_1fr_auto] items-center gap-3">
            <dt>{name}</dt>
            <dd className="order-last font-semibold">{price(amount)}</dd>
            <dd aria-hidden="true" className="h-3 overflow-hidden rounded-full bg-card">
              <span
                className={`block h-full rounded-full ${look}`}
                style={{ width: `${(100 * Math.max(amount, 0)) / most}%` }}
              />
            </dd>
          </div>
        ))}
        <div className="flex flex-wrap gap-x-6 gap-y-1">
          {[
            { name: t('settled.fees'), amount: fees },
            { name: t('settled.waiting'), amount: waiting },
          ].map(({ name, amount }) => (
            <div key={name} className="flex gap-2">
              <dt className="text-soft">{name}</dt>
              <dd className="font-semibold">{price(amount)}</dd>
            </div>
          ))}
        </div>
      </dl>
      {difference === 0 ? null : <p>{t('settled.next')}</p>}
    </div>
  )
}
