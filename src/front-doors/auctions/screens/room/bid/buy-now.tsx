import { useState } from 'react'
import { priceText } from '../../../../../kernel/format.ts'
import { Button } from '../../../../../web/kit/button.tsx'
import { useLanguage } from '../../../../../web/language.ts'
import type { Lot } from '../../lots/lot-queries.ts'
import { useRoomText } from '../text.ts'
import { ConfirmBox } from './confirm-box.tsx'
import type { Bidding } from './use-bidding.ts'

interface BuyNowProps {
  readonly lot: Pick<Lot, 'buyNow' | 'currency'>
  readonly bidding: Bidding
}

/** Buys the lot at once, while nobody has bid; confirmed in place. */
export function BuyNow({ lot: { buyNow, currency }, bidding }: BuyNowProps) {
  const t = useRoomText()
  const language = useLanguage()
  const [isAsked, setAsked] = useState(false)
  if (buyNow === null || bidding.asked) return null
  const price = priceText({ amount: buyNow, currency }, language)
  if (!isAsked)
    return (
      <Button kind="quiet" onClick={() => setAsked(true)}>
        {t('buyNow.button', { price })}
      </Button>
    )
  return (
    <ConfirmBox
      title={t('buyNow.title', { price })}
      lead={t('buyNow.lead')}
      confirm={t('buyNow.confirm')}
      pending={bidding.pending}
      onConfirm={bidding.buy}
      onBack={() => setAsked(false)}
    />
  )
}
