import { Link, useRouterState } from '@tanstack/react-router'
import { useState } from 'react'
import { priceText } from '../../../../kernel/format.ts'
import type { Money } from '../../../../kernel/money.ts'
import type { ProblemBody } from '../../../../web/call.ts'
import { announce } from '../../../../web/kit/announce.tsx'
import { Button, buttonLook } from '../../../../web/kit/button.tsx'
import { Field } from '../../../../web/kit/field.tsx'
import { useLanguage } from '../../../../web/language.ts'
import { useQuery } from '../../../../web/query.ts'
import { useSend } from '../../../../web/use-send.ts'
import { type CouponLine, missingFor } from '../../coupons/rules.ts'
import { askQuote, type Coupon, type QuoteAsk, shownCouponsQuery } from './checkout-queries.ts'
import { useCheckoutText } from './text.ts'

interface CouponFieldProps {
  readonly marketId: string
  /** What is ordered, and where it goes. */
  readonly ask: QuoteAsk
  /** The goods of it; a coupon that is not for them cannot be chosen. */
  readonly goods: readonly CouponLine[]
  readonly isGuest: boolean
  readonly applied: { readonly code: string; readonly name: string } | undefined
  readonly onApply: (coupon: { readonly code: string; readonly name: string } | undefined) => void
}

/** A code, tried before it counts. */
export function CouponField(props: CouponFieldProps) {
  const { marketId, ask, goods, isGuest, applied, onApply } = props
  const t = useCheckoutText()
  const [code, setCode] = useState('')
  const [tried, setTried] = useState('')
  const { pending, problem, send } = useSend()
  const language = useLanguage()
  const saidOf = ({ type, title, least }: ProblemBody) =>
    type === 'coupon-least'
      ? t('coupon.least', { amount: priceText(least as Money, language) })
      : title
  if (applied)
    return (
      <section
        aria-label={t('coupon.title')}
        className="flex flex-wrap items-center justify-between gap-3"
      >
        <p className="font-semibold text-good">{t('coupon.applied', { name: applied.name })}</p>
        <Button kind="plain" onClick={() => onApply(undefined)}>
          {t('coupon.remove')}
        </Button>
      </section>
    )
  const apply = async (typed: string) => {
    const wanted = typed.trim()
    if (!wanted) return
    setCode(wanted)
    setTried(wanted)
    const sent = await send(() => askQuote(marketId, { ...ask, coupon: wanted }))
    if (!sent?.ok || !sent.answer.coupon) return
    onApply({ code: wanted, name: sent.answer.coupon.name })
    announce(t('coupon.applied', { name: sent.answer.coupon.name }))
  }
  const refused = code.trim() === tried ? problem : undefined
  return (
    <section aria-label={t('coupon.title')} className="grid gap-3">
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-3">
        <Field
          name="coupon"
          label={t('coupon.code')}
          autoComplete="off"
          autoCapitalize="characters"
          maxLength={60}
          value={code}
          error={refused && saidOf(refused)}
          onChange={({ target }) => setCode(target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            event.preventDefault()
            void apply(code)
          }}
        />
        <Button kind="quiet" className="mt-8" pending={pending} onClick={() => void apply(code)}>
          {t('coupon.apply')}
        </Button>
      </div>
      {refused?.type === 'coupon-needs-account' ? (
        <SignIn className={buttonLook('quiet', 'justify-self-start')} />
      ) : null}
      <ShownCoupons {...{ marketId, goods, isGuest }} onChoose={(chosen) => void apply(chosen)} />
    </section>
  )
}

/** What is typed of the form stays until the reader is back. */
function SignIn({ className, label }: { readonly className: string; readonly label?: string }) {
  const t = useCheckoutText()
  const here = useRouterState({ select: ({ location }) => location.href })
  return (
    <Link to="/sign-in" search={{ return: here }} className={className} aria-label={label}>
      {t('coupon.signIn')}
    </Link>
  )
}

interface ShownCouponsProps extends Pick<CouponFieldProps, 'marketId' | 'goods' | 'isGuest'> {
  readonly onChoose: (code: string) => void
}

/** What the shop shows to everybody; what cannot be used for these goods says why. */
function ShownCoupons({ marketId, goods, isGuest, onChoose }: ShownCouponsProps) {
  const t = useCheckoutText()
  const { data } = useQuery(shownCouponsQuery(marketId))
  if (!data || data.data.length === 0) return null
  return (
    <div className="grid gap-2">
      <h3 className="font-semibold">{t('coupon.shown')}</h3>
      <ul className="grid gap-2">
        {data.data.map((coupon) => (
          <ShownCoupon key={coupon.id} {...{ coupon, goods, isGuest, onChoose }} />
        ))}
      </ul>
    </div>
  )
}

interface ShownCouponProps extends Omit<ShownCouponsProps, 'marketId'> {
  readonly coupon: Coupon
}

function ShownCoupon({ coupon, goods, isGuest, onChoose }: ShownCouponProps) {
  const t = useCheckoutText()
  const language = useLanguage()
  const { code, name, kind, value, most, least, productIds, needsAccount } = coupon
  const missing = missingFor({ productIds, least: least.amount }, goods)
  const off = { amount: priceText({ ...least, amount: value }, language) }
  const facts = [
    kind === 'amount' ? t('coupon.amountOff', off) : t('coupon.percentOff', { value }),
    most ? t('coupon.most', { amount: priceText(most, language) }) : '',
    least.amount > 0 ? t('coupon.from', { amount: priceText(least, language) }) : '',
    needsAccount ? t('coupon.members') : '',
  ]
  const use =
    needsAccount && isGuest ? (
      <SignIn className={buttonLook('plain')} label={t('coupon.signInFor', { name })} />
    ) : (
      <Button kind="plain" aria-label={t('coupon.use', { name })} onClick={() => onChoose(code)}>
        {t('coupon.apply')}
      </Button>
    )
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-3 rounded-xl border border-line px-3 py-2">
      <span className={`min-w-0 ${missing === 0 ? '' : 'text-soft'}`}>
        <span className="block font-semibold">{name}</span>
        <span className="block text-sm text-soft">{facts.filter(Boolean).join(' · ')}</span>
      </span>
      {missing === 0 ? <span className="ml-auto whitespace-nowrap">{use}</span> : null}
      {missing === 0 ? null : (
        <span className="basis-full text-sm font-medium text-warn">
          {missing === undefined
            ? t('coupon.elsewhere')
            : t(needsAccount && isGuest ? 'coupon.missingAndSignIn' : 'coupon.missing', {
                amount: priceText({ ...least, amount: missing }, language),
              })}
        </span>
      )}
    </li>
  )
}
