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
  /** What was asked about is bought, whatever the seller makes of it meanwhile. */
  const [asked, setAsked] = useState<number>()
  if (buyNow === null || bidding.asked) return null
  const price = priceText({ amount: asked ?? buyNow, currency }, language)
  if (asked === undefined)
    return (
      <Button kind="quiet" onClick={() => setAsked(buyNow)}>
        {t('buyNow.button', { price })}
      </Button>
    )
  return (
    <ConfirmBox
      title={t('buyNow.title', { price })}
      lead={t('buyNow.lead')}
      confirm={t('buyNow.confirm')}
      pending={bidding.pending}
      onConfirm={() => bidding.buy(asked)}
      onBack={() => setAsked(undefined)}
    />
  )
}
