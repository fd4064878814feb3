import { priceText } from '../../../../kernel/format.ts'
import type { Money } from '../../../../kernel/money.ts'
import { Price } from '../../../../web/kit/price.tsx'
import { useLanguage } from '../../../../web/language.ts'
import type { OwnReturn } from './return-queries.ts'
import { useReturnText } from './text.ts'

interface QuoteSumsProps {
  readonly quote: OwnReturn['quote']
  readonly kind: OwnReturn['kind']
}

/** What comes back of a return, and who pays for what. */
export function QuoteSums({ quote, kind }: QuoteSumsProps) {
  const t = useReturnText()
  const language = useLanguage()
  const { returnFee, paidBy } = quote
  if (kind === 'exchange')
    return (
      <p role="status" className="rounded-2xl bg-well px-4 py-3">
        {returnFee.amount > 0
          ? t('dialog.exchangeFee', { price: priceText(returnFee, language) })
          : t('dialog.exchangeFree')}
      </p>
    )
  return (
    <div role="status" className="grid gap-2 rounded-2xl bg-well px-4 py-3">
      <p className="font-semibold">{t('dialog.sums')}</p>
      <Sums quote={quote} refundLabel={t('dialog.refund')} />
      <p className="text-sm text-soft">{t(`dialog.paidBy.${paidBy}`)}</p>
    </div>
  )
}

interface SumsProps {
  readonly quote: OwnReturn['quote']
  readonly refundLabel: string
}

/** What the goods are worth, what is kept of it, and so what comes back. */
export function Sums({ quote, refundLabel }: SumsProps) {
  const t = useReturnText()
  const { goods, fee, returnFee, firstLeg, refundedBefore, refund } = quote
  return (
    <dl className="grid gap-1">
      <Sum label={t('dialog.goods')} money={goods} />
      {fee.amount > 0 ? <Sum label={t('dialog.fee')} money={fee} /> : null}
      {returnFee.amount > 0 ? <Sum label={t('dialog.returnFee')} money={returnFee} isKept /> : null}
      {firstLeg.amount > 0 ? <Sum label={t('dialog.firstLeg')} money={firstLeg} isKept /> : null}
      {refundedBefore.amount > 0 ? (
        <Sum label={t('dialog.refundedBefore')} money={refundedBefore} isKept />
      ) : null}
      <Sum label={refundLabel} money={refund} isStrong />
    </dl>
  )
}

interface SumProps {
  readonly label: string
  readonly money: Money
  readonly isKept?: boolean
  readonly isStrong?: boolean
}

const Sum = ({ label, money, isKept, isStrong }: SumProps) => (
  <div
    className={`flex justify-between gap-4 ${isStrong ? 'border-t border-line pt-1 font-bold' : ''}`}
  >
    <dt>{label}</dt>
    <dd>
      {isKept ? '−' : ''}
      <Price money={money} />
    </dd>
  </div>
)
