import { useId, useState } from 'react'
import { minorPerMajor, numberText, priceText } from '../../../kernel/format.ts'
import { useLanguage } from '../../../web/language.ts'
import { walletMost } from './choice.ts'
import { useCheckoutText } from './text.ts'
import type { Choosing } from './use-choice.ts'

/** Whether the wallet pays a part, and how much. */
export function WalletPart({ choosing }: { choosing: Choosing }) {
  const t = useCheckoutText()
  const language = useLanguage()
  const { price, choice, choose, available } = choosing
  const most = walletMost(price.amount, available)
  const isUsed = choice.wallet > 0
  const planned = isUsed ? choice.wallet : most
  const text = (amount: number) => priceText({ ...price, amount }, language)
  return (
    <div className="grid gap-3 rounded-2xl border border-edge bg-card px-4 py-3 has-[input[type=checkbox]:checked]:border-accent has-[input[type=checkbox]:checked]:ring-1 has-[input[type=checkbox]:checked]:ring-accent">
      <label className="flex min-h-10 cursor-pointer items-center gap-3">
        <input
          type="checkbox"
          checked={isUsed}
          onChange={({ target }) => choose({ wallet: target.checked ? most : 0 })}
          className="size-6 shrink-0"
        />
        <span className="grid grow">
          <span className="font-semibold">
            {planned === price.amount
              ? t('wallet.all')
              : t('wallet.part', { price: text(planned) })}
          </span>
          <span className="text-sm text-soft">{t('wallet.has', { price: text(available) })}</span>
        </span>
        <WalletMark />
      </label>
      {isUsed ? <Amount key={most} choosing={choosing} most={most} /> : null}
    </div>
  )
}

/** The wallet's part; an invalid amount is corrected on blur. */
function Amount({ choosing, most }: { choosing: Choosing; most: number }) {
  const t = useCheckoutText()
  const language = useLanguage()
  const id = useId()
  const { price, choice, choose } = choosing
  const per = minorPerMajor(price.currency)
  const shown = (amount: number) => numberText(amount / per, language)
  const [typed, setTyped] = useState(shown(choice.wallet))
  const change = (text: string) => {
    const amount = Math.round(Number(text.replaceAll(/[^\d.]/g, '')) * per)
    setTyped(text.replaceAll(/[^\d.,]/g, ''))
    if (amount > 0) choose({ wallet: Math.min(amount, most) })
  }
  const all = () => {
    choose({ wallet: most })
    setTyped(shown(most))
  }
  return (
    <div className="flex flex-wrap items-end gap-x-3 gap-y-2">
      <div className="grid gap-1.5">
        <label htmlFor={id} className="text-sm font-semibold">
          {t('wallet.amount')}
        </label>
        <input
          id={id}
          type="text"
          inputMode="numeric"
          autoComplete="off"
          value={typed}
          aria-describedby={`${id}-most`}
          onChange={({ target }) => change(target.value)}
          onBlur={() => setTyped(shown(choice.wallet))}
          className="field max-w-40 text-right"
        />
      </div>
      {choice.wallet < most ? (
        <button
          type="button"
          onClick={all}
          className="min-h-12 rounded-xl border border-edge px-4 font-semibold hover:bg-well"
        >
          {t('wallet.most')}
        </button>
      ) : null}
      <p id={`${id}-most`} className="pb-3 text-sm text-soft">
        {t('wallet.upTo', { price: priceText({ ...price, amount: most }, language) })}
      </p>
    </div>
  )
}

export const WalletMark = ({ className = 'size-8' }: { readonly className?: string }) => (
  <svg viewBox="0 0 32 32" aria-hidden="true" className={`shrink-0 text-accent ${className}`}>
    <path
      d="M5 10a3 3 0 0 1 3-3h15a2 2 0 0 1 2 2v2M5 10v12a3 3 0 0 0 3 3h17a2 2 0 0 0 2-2V13a2 2 0 0 0-2-2H8a3 3 0 0 1-3-1z"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.2"
      strokeLinejoin="round"
    />
    <circle cx="22" cy="18" r="1.8" fill="currentColor" />
  </svg>
)
