import { type FormEvent, useState } from 'react'
import { priceText } from '../../../../../kernel/format.ts'
import { Button, Submit } from '../../../../../web/kit/button.tsx'
import { Field, focusFirstWrong } from '../../../../../web/kit/field.tsx'
import { useLanguage } from '../../../../../web/language.ts'
import type { Lot, Mine } from '../../lots/lot-queries.ts'
import { useRoomText } from '../text.ts'
import { amountOf, quickAmounts, typedText } from './bid-draft.ts'
import { ConfirmBid } from './confirm-bid.tsx'
import type { Bidding } from './use-bidding.ts'

interface BidFormProps {
  readonly lot: Lot
  readonly mine: Mine | undefined
  readonly bidding: Bidding
}

/** The least bid of the reader: who leads may lower the own maximum down to the price. */
export const leastOf = ({ lot, mine }: Pick<BidFormProps, 'lot' | 'mine'>): number =>
  lot.leader !== null && lot.leader === mine?.bidder ? (lot.price ?? lot.next) : lot.next

/** Quick amounts and an own maximum; each is confirmed in place. */
export function BidForm({ lot, mine, bidding }: BidFormProps) {
  const t = useRoomText()
  const language = useLanguage()
  const least = leastOf({ lot, mine })
  const isLeader = lot.leader !== null && lot.leader === mine?.bidder
  const text = (amount: number) => priceText({ amount, currency: lot.currency }, language)
  if (bidding.asked) return <ConfirmBid {...{ lot, bidding, least }} />
  return (
    <div className="grid gap-4">
      {isLeader ? null : (
        <div className="grid gap-2">
          <Button className="min-h-14 text-lg" onClick={() => bidding.ask(lot.next)}>
            {t('bid.next', { amount: text(lot.next) })}
          </Button>
          <div className="grid grid-cols-2 gap-2">
            {quickAmounts(lot)
              .slice(1)
              .map((amount) => (
                <Button
                  key={amount}
                  kind="quiet"
                  className="px-2"
                  onClick={() => bidding.ask(amount)}
                >
                  {text(amount)}
                </Button>
              ))}
          </div>
        </div>
      )}
      <MaximumForm {...{ lot, bidding, least, isLeader }} />
    </div>
  )
}

interface MaximumFormProps extends Pick<BidFormProps, 'lot' | 'bidding'> {
  readonly least: number
  readonly isLeader: boolean
}

function MaximumForm({ lot, bidding, least, isLeader }: MaximumFormProps) {
  const t = useRoomText()
  const language = useLanguage()
  const { currency, terms } = lot
  const [typed, setTyped] = useState('')
  const [isTried, setTried] = useState(false)
  const amount = amountOf(typed, currency)
  const text = (money: number) => priceText({ amount: money, currency }, language)
  const error =
    amount === undefined
      ? t('maximum.missing')
      : amount < least
        ? t('maximum.tooLow', { least: text(least) })
        : amount > terms.bidMost
          ? t('maximum.tooHigh', { most: text(terms.bidMost) })
          : undefined
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(error !== undefined)
    if (error || amount === undefined) return focusFirstWrong(event.currentTarget)
    setTyped('')
    bidding.ask(amount)
  }
  return (
    <form noValidate onSubmit={submit} className="grid gap-2 border-t border-line pt-4">
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-end gap-2">
        <Field
          label={t(isLeader ? 'maximum.change' : 'maximum.label')}
          required
          inputMode={currency === 'KRW' || currency === 'JPY' ? 'numeric' : 'decimal'}
          autoComplete="off"
          enterKeyHint="done"
          placeholder={t('maximum.placeholder', { least: text(least) })}
          value={typed}
          aria-invalid={isTried && error ? true : undefined}
          aria-describedby={isTried && error ? 'maximum-error' : 'maximum-hint'}
          onChange={({ target }) => setTyped(typedText(target.value, language))}
        />
        <Submit kind="quiet" className="min-h-12">
          {t(isLeader ? 'maximum.save' : 'maximum.button')}
        </Submit>
      </div>
      {isTried && error ? (
        <p id="maximum-error" className="text-sm font-medium text-bad">
          {error}
        </p>
      ) : null}
      <p id="maximum-hint" className="text-sm text-soft">
        {isLeader ? t('maximum.changeHint', { least: text(least) }) : t('maximum.hint')}
      </p>
    </form>
  )
}
