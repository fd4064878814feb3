import { useState } from 'react'
import { priceText } from '../../../../../kernel/format.ts'
import { Button } from '../../../../../web/kit/button.tsx'
import { useLanguage } from '../../../../../web/language.ts'
import type { Lot } from '../../lots/lot-queries.ts'
import { useRoomText } from '../text.ts'
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
    <div
      role="alertdialog"
      aria-label={t('buyNow.title', { price })}
      className="grid gap-3 rounded-2xl border-2 border-accent bg-blush p-4"
    >
      <p className="text-lg font-bold">{t('buyNow.title', { price })}</p>
      <p className="text-sm">{t('buyNow.lead')}</p>
      <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-2">
        <Button kind="quiet" onClick={() => setAsked(false)}>
          {t('confirm.back')}
        </Button>
        <Button pending={bidding.pending} onClick={bidding.buy}>
          {t('buyNow.confirm')}
        </Button>
      </div>
    </div>
  )
}
