import { useParams, useSearch } from '@tanstack/react-router'
import { type FormEvent, useId, useState } from 'react'
import { verifiedQuery } from '../../../../accounts/screens/phone/verified-query.ts'
import { phoneQuery } from '../../../../accounts/screens/phone-query.ts'
import { MESSAGE_MOST } from '../../../../bookings/screens/booking/booker-draft.ts'
import { isPostal } from '../../../../postcodes/rules.ts'
import { HoldTermsSaid } from '../../../../stores/screens/hold-terms/hold-terms-said.tsx'
import { GuestTerms } from '../../../../terms/screens/guest-terms.tsx'
import type { ProblemBody } from '../../../../web/call.ts'
import { Button, Submit } from '../../../../web/kit/button.tsx'
import { focusFirstWrong, TextArea } from '../../../../web/kit/field.tsx'
import { Loaded } from '../../../../web/kit/loaded.tsx'
import { Notice, Refused } from '../../../../web/kit/notice.tsx'
import { Page } from '../../../../web/kit/page.tsx'
import { ToSignIn } from '../../../../web/kit/states.tsx'
import { useQuery } from '../../../../web/query.ts'
import { type Me, useMe } from '../../../../web/session.ts'
import { cartQuery } from '../cart/cart-queries.ts'
import { useOrder } from '../cart/use-order.ts'
import { kindOf } from '../cart/what.ts'
import { AddressForm } from './address-form.tsx'
import { type Buying, buyingOf, goodsOf, itemsOf } from './buying.ts'
import { type LastDelivery, lastDeliveryQuery, type Quote, quoteQuery } from './checkout-queries.ts'
import { CouponField } from './coupon-field.tsx'
import {
  draftOf,
  type FormDraft,
  formErrors,
  keepForm,
  keptForm,
  memberForm,
  noAddress,
  sentForm,
} from './form-draft.ts'
import { OrderSum } from './order-sum.tsx'
import { OrderedItems } from './ordered-items.tsx'
import { useCheckoutText } from './text.ts'

/** One page: what is ordered, where it goes, a coupon, the sum, and the button to pay. */
export function Checkout() {
  const t = useCheckoutText()
  const { marketId } = useParams({ from: '/market/$marketId/checkout' })
  const buying = buyingOf(useSearch({ from: '/market/$marketId/checkout' }))
  const me = useMe()
  const kept = useQuery({ ...phoneQuery, enabled: Boolean(me && !me.isGuest) })
  const verified = useQuery({ ...verifiedQuery, enabled: Boolean(me && !me.isGuest) })
  const last = useQuery({ ...lastDeliveryQuery, enabled: Boolean(me) })
  const isReady =
    me &&
    (me.isGuest || ((kept.data || kept.isError) && (verified.data || verified.isError))) &&
    (last.data !== undefined || last.isError)
  return (
    <Page title={t('title')}>
      {me === null ? <ToSignIn /> : null}
      {me && isReady ? (
        <CheckoutForm
          {...{ marketId, buying, me }}
          phone={kept.data?.phone ?? verified.data?.phone ?? ''}
          last={last.data ?? null}
        />
      ) : null}
    </Page>
  )
}

interface CheckoutFormProps {
  readonly marketId: string
  /** Undefined: the cart is ordered. */
  readonly buying: Buying | undefined
  readonly me: NonNullable<Me>
  readonly phone: string
  readonly last: LastDelivery
}

function CheckoutForm({ marketId, buying, me, phone, last }: CheckoutFormProps) {
  const t = useCheckoutText()
  const [draft, setDraft] = useState<FormDraft>(
    () => keptForm(marketId) ?? (last ? draftOf(last) : memberForm(me, phone)),
  )
  const [coupon, setCoupon] = useState<{ code: string; name: string }>()
  const [isAgreed, setAgreed] = useState(false)
  const [isTried, setTried] = useState(false)
  const postalCode = isPostal(draft.postal_code) ? draft.postal_code.trim() : undefined
  const ask = { postalCode, items: itemsOf(buying) }
  const quote = useQuery(quoteQuery(marketId, { ...ask, coupon: coupon?.code }))
  const cart = useQuery(cartQuery(marketId))
  const isMixed = !buying && cart.data !== undefined && kindOf(cart.data) === 'mixed'
  const ordering = useOrder(marketId)
  const change = (part: Partial<FormDraft>) =>
    setDraft((before) => {
      const next = { ...before, ...part }
      keepForm(marketId, next)
      return next
    })
  const submit = async (event: FormEvent, seen: Quote) => {
    event.preventDefault()
    setTried(true)
    if (!isAgreed || Object.keys(formErrors(draft)).length > 0)
      return focusFirstWrong(event.currentTarget)
    const seenTotal = seen.total.amount
    await ordering.order({
      form: sentForm(draft),
      seenTotal,
      ...(isMixed && draft.message.trim() && { message: draft.message }),
      ...(coupon && { coupon: coupon.code }),
      ...(ask.items && { items: ask.items }),
    })
    await quote.refetch()
  }
  return (
    <Loaded query={quote}>
      {(seen) => (
        <form
          noValidate
          onSubmit={(event) => void submit(event, seen)}
          className="grid items-start gap-8 md:grid-cols-[minmax(0,1fr)_22rem] md:gap-10"
        >
          <div className="grid gap-8">
            {me.isGuest ? <Notice>{t('guest')}</Notice> : null}
            <HoldTermsSaid storeId={marketId} to="order" />
            <OrderedItems {...{ marketId, buying }} />
            <AddressForm {...{ draft, isTried }} onChange={change}>
              {last && draft.address === last.address ? (
                <FromLast onFresh={() => change(noAddress)} />
              ) : null}
            </AddressForm>
            {isMixed ? <Message {...{ draft }} onChange={change} /> : null}
          </div>
          <div className="grid gap-6 rounded-3xl border border-line bg-card p-5 shadow-lift md:sticky md:top-20 short:static">
            <CouponField
              {...{ marketId, ask, isGuest: me.isGuest }}
              goods={goodsOf(buying, cart.data?.lines ?? [], seen.subtotal)}
              applied={coupon}
              onApply={setCoupon}
            />
            <OrderSum quote={seen} isMixed={isMixed} />
            {me.isGuest ? <GuestTerms /> : null}
            <Agreement {...{ isMixed, isAgreed, isTried }} onAgree={setAgreed} />
            <NotOrdered problem={ordering.problem} />
            <Pay quote={seen} pending={ordering.pending || quote.isPlaceholderData} />
          </div>
        </form>
      )}
    </Loaded>
  )
}

interface MessageProps {
  readonly draft: FormDraft
  readonly onChange: (part: Partial<FormDraft>) => void
}

/** To the store, about what is booked; what is sent has a note of its own. */
function Message({ draft, onChange }: MessageProps) {
  const t = useCheckoutText()
  return (
    <section aria-labelledby="visit" className="grid gap-5">
      <h2 id="visit" className="text-xl font-bold">
        {t('visit.title')}
      </h2>
      <TextArea
        name="message"
        label={t('visit.message')}
        hint={t('visit.messageHint')}
        counted
        maxLength={MESSAGE_MOST}
        value={draft.message}
        onChange={({ target }) => onChange({ message: target.value })}
      />
    </section>
  )
}

/** The address was that of the last order. */
function FromLast({ onFresh }: { readonly onFresh: () => void }) {
  const t = useCheckoutText()
  return (
    <p className="flex flex-wrap items-center justify-between gap-x-3 text-soft">
      {t('form.kept')}
      <Button kind="plain" className="-mr-5" onClick={onFresh}>
        {t('form.fresh')}
      </Button>
    </p>
  )
}

interface AgreementProps {
  readonly isMixed: boolean
  readonly isAgreed: boolean
  readonly isTried: boolean
  readonly onAgree: (isAgreed: boolean) => void
}

function Agreement({ isMixed, isAgreed, isTried, onAgree }: AgreementProps) {
  const t = useCheckoutText()
  const id = useId()
  const isWrong = isTried && !isAgreed
  return (
    <div className="grid gap-1.5">
      <label className="flex min-h-11 items-start gap-3 py-2">
        <input
          type="checkbox"
          className="mt-1 size-5 shrink-0"
          checked={isAgreed}
          aria-invalid={isWrong || undefined}
          aria-describedby={isWrong ? id : undefined}
          onChange={({ target }) => onAgree(target.checked)}
        />
        {t(isMixed ? 'agreeMixed' : 'agree')}
      </label>
      {isWrong ? (
        <p id={id} className="text-sm font-medium text-bad">
          {t('agreeMissing')}
        </p>
      ) : null}
    </div>
  )
}

/** A refusal, with the lines that it is about. */
function NotOrdered({ problem }: { readonly problem: ProblemBody | undefined }) {
  const t = useCheckoutText()
  const lines = (problem?.lines ?? []) as readonly { readonly title?: string }[]
  const titles = lines.flatMap(({ title }) => title ?? []).join(', ')
  return (
    <>
      <Refused problem={problem} />
      {titles ? <p className="text-sm text-bad">{t('soldOut', { titles })}</p> : null}
    </>
  )
}

function Pay({ quote, pending }: { readonly quote: Quote; readonly pending: boolean }) {
  const t = useCheckoutText()
  return (
    <Submit pending={pending} className="text-lg">
      {t(quote.total.amount > 0 ? 'pay' : 'payNothing')}
    </Submit>
  )
}
