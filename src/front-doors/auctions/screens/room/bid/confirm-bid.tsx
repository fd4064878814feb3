import { priceText } from '../../../../../kernel/format.ts'
import { useLanguage } from '../../../../../web/language.ts'
import type { Lot } from '../../lots/lot-queries.ts'
import { useRoomText } from '../text.ts'
import { amountWords } from './amount-words.ts'
import { ConfirmBox } from './confirm-box.tsx'
import type { Bidding } from './use-bidding.ts'

interface ConfirmBidProps {
  readonly lot: Pick<Lot, 'currency'>
  readonly bidding: Bidding
  /** The least bid that counts now; it may have risen meanwhile. */
  readonly least: number
}

/** Asks whether a bid is meant: an unusual one in words, and one that came too late with a new amount. */
export function ConfirmBid({ lot: { currency }, bidding, least }: ConfirmBidProps) {
  const t = useRoomText()
  const language = useLanguage()
  const { asked, ask, drop, confirm, pending } = bidding
  if (!asked) return null
  const text = (amount: number) => priceText({ amount, currency }, language)
  const { amount, key, isUnusual } = asked
  if (amount < least)
    return (
      <ConfirmBox
        key="raised"
        title={t('confirm.raised', { least: text(least) })}
        lead={t('confirm.lead')}
        confirm={t('confirm.again', { amount: text(least) })}
        pending={pending}
        onConfirm={() => ask(least)}
        onBack={drop}
      />
    )
  return (
    <ConfirmBox
      key={key}
      title={t(isUnusual ? 'confirm.unusual' : 'confirm.title', { amount: text(amount) })}
      lead={t('confirm.lead')}
      isGrave={isUnusual}
      confirm={t('confirm.button', { amount: text(amount) })}
      pending={pending}
      onConfirm={confirm}
      onBack={drop}
    >
      {isUnusual ? (
        <p className="text-xl font-extrabold text-bad">
          {amountWords({ amount, currency }, language)}
        </p>
      ) : null}
    </ConfirmBox>
  )
}
