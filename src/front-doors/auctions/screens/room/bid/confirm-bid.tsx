import { useEffect, useRef } from 'react'
import { priceText } from '../../../../../kernel/format.ts'
import { Button } from '../../../../../web/kit/button.tsx'
import { useLanguage } from '../../../../../web/language.ts'
import type { Lot } from '../../lots/lot-queries.ts'
import { useRoomText } from '../text.ts'
import { amountWords } from './amount-words.ts'
import type { Bidding } from './use-bidding.ts'

/** A second press of a double click is no confirmation. */
const TOO_SOON_MS = 500

interface ConfirmBidProps {
  readonly lot: Pick<Lot, 'currency'>
  readonly bidding: Bidding
  /** The least bid that counts now; it may have risen meanwhile. */
  readonly least: number
}

/** Asks once more, in the place of the button: a bid is binding. */
export function ConfirmBid({ lot: { currency }, bidding, least }: ConfirmBidProps) {
  const t = useRoomText()
  const language = useLanguage()
  const { asked, ask, drop, confirm, pending } = bidding
  const box = useRef<HTMLDivElement>(null)
  const shownAt = useRef(0)
  const key = asked?.key
  useEffect(() => {
    if (!key) return
    shownAt.current = performance.now()
    box.current?.focus()
  }, [key])
  if (!asked) return null
  const text = (amount: number) => priceText({ amount, currency }, language)
  const isStale = asked.amount < least
  const press = () => {
    if (performance.now() - shownAt.current < TOO_SOON_MS) return
    if (isStale) ask(least)
    else void confirm()
  }
  return (
    <div
      ref={box}
      role="alertdialog"
      aria-labelledby="confirm-title"
      aria-describedby="confirm-lead"
      tabIndex={-1}
      onKeyDown={(event) => event.key === 'Escape' && drop()}
      className={`grid gap-3 rounded-2xl border-2 p-4 ${asked.isUnusual ? 'border-bad bg-bad-ground' : 'border-accent bg-blush'}`}
    >
      <div className="grid gap-1">
        <p id="confirm-title" className="text-lg font-bold">
          {isStale
            ? t('confirm.raised', { least: text(least) })
            : t(asked.isUnusual ? 'confirm.unusual' : 'confirm.title', {
                amount: text(asked.amount),
              })}
        </p>
        {asked.isUnusual && !isStale ? (
          <p className="text-xl font-extrabold text-bad">
            {amountWords({ amount: asked.amount, currency }, language)}
          </p>
        ) : null}
        <p id="confirm-lead" className="text-sm">
          {t('confirm.lead')}
        </p>
      </div>
      <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-2">
        <Button kind="quiet" onClick={drop}>
          {t('confirm.back')}
        </Button>
        <Button pending={pending} onClick={press}>
          {t(isStale ? 'confirm.again' : 'confirm.button', {
            amount: text(isStale ? least : asked.amount),
          })}
        </Button>
      </div>
    </div>
  )
}
