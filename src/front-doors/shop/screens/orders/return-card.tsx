import { Contact } from '../../../../bookings/screens/desk/contact.tsx'
import { priceText } from '../../../../kernel/format.ts'
import { Tag, type Tone } from '../../../../web/kit/notice.tsx'
import { Price } from '../../../../web/kit/price.tsx'
import { useLanguage } from '../../../../web/language.ts'
import { isCounted } from '../../returns/state-rules.ts'
import { useLastDay, useMoment } from '../returns/when.ts'
import type { ShopReturn } from './desk-queries.ts'
import { ReturnSteps } from './return-steps.tsx'
import { useDeskText } from './text.ts'

const tones: Record<ShopReturn['state'], Tone> = {
  requested: 'warn',
  approved: 'plain',
  collected: 'warn',
  done: 'good',
  refused: 'bad',
  withdrawn: 'plain',
  canceled: 'plain',
}

interface ReturnCardProps {
  readonly given: ShopReturn
  readonly marketId: string
  readonly timeZone: string
}

/** A return with its reason, its money and the next step. */
export function ReturnCard({ given, marketId, timeZone }: ReturnCardProps) {
  const t = useDeskText()
  const language = useLanguage()
  const moment = useMoment(timeZone)
  const { kind, state, reason, detail, recipient, exchangeFor, refusal, quote } = given
  const goods = given.lines.map(({ what, quantity: count }) =>
    t('units', { what: what[language], count }),
  )
  return (
    <article className="grid gap-3 rounded-3xl border border-line bg-card p-4 sm:p-5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="font-bold">{t(`returns.kind.${kind}`)}</h3>
        <Tag tone={tones[state]}>{t(`returns.state.${state}`)}</Tag>
        {given.isDue ? <Tag tone="bad">{t('returns.dueSoon')}</Tag> : null}
      </div>
      <p className="font-semibold">{goods.join(', ')}</p>
      <p>
        {t(`returns.reason.${reason}`)} · {t(`returns.paidBy.${quote.paidBy}`)}
      </p>
      {detail ? <p className="rounded-xl bg-well px-3 py-2 whitespace-pre-line">{detail}</p> : null}
      {exchangeFor ? <p>{t('returns.exchangeFor', { title: exchangeFor })}</p> : null}
      {refusal ? <p>{t('returns.refusal', { reason: refusal })}</p> : null}
      {kind === 'return' && isCounted(state) ? <Money given={given} timeZone={timeZone} /> : null}
      <Way given={given} />
      <ul className="grid gap-0.5 text-sm text-soft">
        <li>{t('returns.order', { number: given.orderNumber })}</li>
        <li>{t('returns.requestedAt', { at: moment(given.requestedAt) })}</li>
        {recipient ? (
          <li>
            <Contact {...recipient} />
          </li>
        ) : null}
      </ul>
      <ReturnSteps given={given} marketId={marketId} />
    </article>
  )
}

function Money({ given, timeZone }: Omit<ReturnCardProps, 'marketId'>) {
  const t = useDeskText()
  const language = useLanguage()
  const lastDay = useLastDay(timeZone)
  const { refund, refundedBefore, returnFee, firstLeg } = given.quote
  const kept = { ...refund, amount: returnFee.amount + firstLeg.amount }
  return (
    <div>
      <p>
        {t(given.state === 'done' ? 'returns.refunded' : 'returns.refund')}{' '}
        <strong>
          <Price money={refund} />
        </strong>{' '}
        {kept.amount > 0 ? (
          <span className="text-sm text-soft">
            {t('returns.kept', { price: priceText(kept, language) })}
          </span>
        ) : null}
      </p>
      {refundedBefore.amount > 0 ? (
        <p className="text-sm text-soft">
          {t('returns.refundedBefore')} <Price money={refundedBefore} />
        </p>
      ) : null}
      {given.state === 'collected' && given.refundDueAt ? (
        <p className={given.isDue ? 'font-semibold text-bad' : ''}>
          {t('returns.due', { until: lastDay(given.refundDueAt) })}
          <span className="block text-sm font-normal text-soft">{t('returns.dueHint')}</span>
        </p>
      ) : null}
    </div>
  )
}

/** How the goods come back, and what the buyer pays for an exchange. */
function Way({
  given: { way, sendTo, feeHow, feeReceived, quote },
}: Pick<ReturnCardProps, 'given'>) {
  const t = useDeskText()
  const language = useLanguage()
  const price = priceText(quote.returnFee, language)
  return (
    <>
      {way === 'send' ? <p>{t('returns.sentTo', { address: sendTo ?? '' })}</p> : null}
      {way === 'collect' ? <p>{t('returns.fetched')}</p> : null}
      {feeHow ? (
        <p>
          {t('returns.fee', { price, how: feeHow })}
          {feeReceived === null
            ? null
            : ` · ${t(feeReceived ? 'returns.feeIn' : 'returns.feeOut')}`}
        </p>
      ) : null}
    </>
  )
}
