import { dayOfYearText, priceText, wallDateAt, wallTimeAt } from '../../../../kernel/format.ts'
import { call } from '../../../../web/call.ts'
import type { DeskPartProps } from '../../../../web/door.ts'
import { Button } from '../../../../web/kit/button.tsx'
import { Refused, Tag, type Tone } from '../../../../web/kit/notice.tsx'
import { ProgressBar } from '../../../../web/kit/progress-bar.tsx'
import { useLanguage } from '../../../../web/language.ts'
import { useSend } from '../../../../web/use-send.ts'
import type * as contract from '../../coupons/contract.ts'
import type { Coupon } from './coupon-queries.ts'
import { useCouponText } from './text.ts'

const tones: Record<Coupon['state'], Tone> = {
  ...{ coming: 'plain', running: 'good', paused: 'warn', ended: 'plain' },
}

interface CouponCardProps extends Pick<DeskPartProps, 'store'> {
  readonly coupon: Coupon
  readonly refresh: () => Promise<unknown>
  readonly onEnd: () => void
}

export function CouponCard({ store, coupon, refresh, onEnd }: CouponCardProps) {
  const t = useCouponText()
  const { pending, problem, send } = useSend()
  const { name, code, state, used, usesMost } = coupon
  const pause = async () => {
    const sent = await send(() =>
      call<typeof contract.pauseCoupon>('PATCH /v1/markets/:marketId/coupons/:couponId', {
        params: { marketId: store.id, couponId: coupon.id },
        body: { isPaused: state !== 'paused' },
      }),
    )
    if (sent?.ok) await refresh()
  }
  const said = t('used', { used, most: usesMost })
  return (
    <article className="grid gap-4 rounded-3xl border border-line bg-card p-4 sm:p-5">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="grid gap-1">
          <h3 className="flex flex-wrap items-center gap-2 font-bold">
            {name}
            <Tag tone={tones[state]}>{t(`state.${state}`)}</Tag>
          </h3>
          <p className="text-lg font-bold tracking-wider select-all">{code}</p>
          <Facts coupon={coupon} timeZone={store.timeZone} />
        </div>
        {state === 'ended' ? null : (
          <div className="flex flex-wrap gap-3">
            <Button kind="quiet" pending={pending} onClick={pause}>
              {t(state === 'paused' ? 'resume' : 'pause')}
            </Button>
            <Button kind="danger" onClick={onEnd}>
              {t('end')}
            </Button>
          </div>
        )}
      </div>
      <Refused problem={problem} />
      <div className="grid gap-1.5">
        <p className="text-sm font-semibold">{said}</p>
        <ProgressBar label={said} value={used} max={usesMost} />
      </div>
    </article>
  )
}

/** What it takes off, when, and for whom. */
function Facts({ coupon, timeZone }: { readonly coupon: Coupon; readonly timeZone: string }) {
  const t = useCouponText()
  const language = useLanguage()
  const { kind, value, most, least, productIds, perPerson, validFrom, validUntil } = coupon
  const when = (instant: string) => {
    const at = new Date(instant)
    return `${dayOfYearText(wallDateAt(at, timeZone), language)} ${wallTimeAt(at, timeZone)}`
  }
  const amount = priceText({ amount: value, currency: least.currency }, language)
  const facts = [
    coupon.isShown ? t('shown') : '',
    kind === 'amount' ? t('amountOff', { amount }) : t('percentOff', { value }),
    most ? t('most', { amount: priceText(most, language) }) : '',
    least.amount > 0 ? t('least', { amount: priceText(least, language) }) : '',
    productIds ? t('some', { count: productIds.length }) : '',
    perPerson === null ? '' : t('perPerson', { count: perPerson }),
  ]
  return (
    <>
      <p>{facts.filter(Boolean).join(' · ')}</p>
      <p className="text-sm text-soft">
        {t('valid', { from: when(validFrom), until: when(validUntil) })}
      </p>
    </>
  )
}
