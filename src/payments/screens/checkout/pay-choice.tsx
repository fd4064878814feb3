import { useId } from 'react'
import { priceText } from '../../../kernel/format.ts'
import { Notice } from '../../../web/kit/notice.tsx'
import { Failure, Loading, Skeleton } from '../../../web/kit/states.tsx'
import { useLanguage } from '../../../web/language.ts'
import { brands, isKnown } from './brands.ts'
import { isAllWallet } from './choice.ts'
import { useMethodName } from './method-name.ts'
import { useCheckoutText } from './text.ts'
import { TopUp } from './top-up.tsx'
import type { Choosing } from './use-choice.ts'
import { WalletPart } from './wallet-part.tsx'

/** The choice of payment: the wallet's part, and a method for the rest. */
export function PayChoice({ choosing }: { choosing: Choosing }) {
  const t = useCheckoutText()
  const { price, choice, choose, offered, available, problem, again } = choosing
  const name = useId()
  const isAll = isAllWallet(choice, price.amount)
  if (problem) return <Failure problem={problem} onRetry={again} />
  if (!offered)
    return (
      <Loading className="grid gap-3">
        <Skeleton className="h-8 w-40" />
        <Skeleton className="h-16" />
        <Skeleton className="h-16" />
      </Loading>
    )
  return (
    <div className="grid gap-4">
      <fieldset className="grid gap-2">
        <legend className="mb-2">
          <h2 className="text-xl font-bold">{t('choice.title')}</h2>
        </legend>
        {available > 0 ? <WalletPart choosing={choosing} /> : null}
        {isAll
          ? null
          : offered.map((gateway) => (
              <Method
                key={gateway}
                gateway={gateway}
                group={name}
                isChosen={gateway === choice.gateway}
                onChoose={() => choose({ gateway })}
              />
            ))}
      </fieldset>
      {offered.length === 0 && !isAll ? <Notice tone="warn" title={t('choice.none')} /> : null}
      <TopUp choosing={choosing} />
      {choice.wallet > 0 ? <Split choosing={choosing} /> : null}
    </div>
  )
}

interface MethodProps {
  readonly gateway: string
  readonly group: string
  readonly isChosen: boolean
  readonly onChoose: () => void
}

function Method({ gateway, group, isChosen, onChoose }: MethodProps) {
  const t = useCheckoutText()
  const nameOf = useMethodName()
  return (
    <label className="flex min-h-16 cursor-pointer items-center gap-3 rounded-2xl border border-edge bg-card px-4 py-3 hover:bg-well has-checked:border-accent has-checked:bg-blush has-checked:ring-1 has-checked:ring-accent has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent">
      <input
        type="radio"
        name={group}
        value={gateway}
        checked={isChosen}
        onChange={onChoose}
        className="size-6 shrink-0 outline-none"
      />
      <span className="grid grow">
        <span className="font-semibold">{nameOf(gateway)}</span>
        {isKnown(gateway) ? (
          <span className="text-sm text-soft">{t(`method.${gateway}.note`)}</span>
        ) : null}
      </span>
      <Mark gateway={gateway} />
    </label>
  )
}

/** Decorative: the name is beside it. */
function Mark({ gateway }: { gateway: string }) {
  if (!isKnown(gateway)) return null
  const { mark, ground, ink } = brands[gateway]
  return (
    <span
      aria-hidden="true"
      style={{ background: ground, color: ink }}
      className="grid h-7 min-w-14 shrink-0 place-items-center rounded-full px-3 text-sm font-extrabold tracking-tight"
    >
      {mark ?? <CardShape />}
    </span>
  )
}

const CardShape = () => (
  <svg viewBox="0 0 24 16" className="h-4" aria-hidden="true">
    <rect
      x="1"
      y="1"
      width="22"
      height="14"
      rx="2.5"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
    />
    <path d="M1 6h22" stroke="currentColor" strokeWidth="2.5" />
  </svg>
)

/** The amounts of wallet and gateway. */
function Split({ choosing: { price, choice } }: { choosing: Choosing }) {
  const t = useCheckoutText()
  const nameOf = useMethodName()
  const language = useLanguage()
  const rest = price.amount - choice.wallet
  const text = (amount: number) => priceText({ ...price, amount }, language)
  return (
    <dl
      aria-label={t('split.title')}
      aria-live="polite"
      className="grid gap-1 rounded-2xl bg-well px-4 py-3"
    >
      <div className="flex justify-between gap-4">
        <dt>{t('wallet.name')}</dt>
        <dd className="font-semibold">{text(choice.wallet)}</dd>
      </div>
      {rest > 0 ? (
        <div className="flex justify-between gap-4">
          <dt>{nameOf(choice.gateway)}</dt>
          <dd className="font-semibold">{text(rest)}</dd>
        </div>
      ) : null}
    </dl>
  )
}
