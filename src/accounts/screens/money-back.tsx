import type { ReactNode } from 'react'
import type { AnswerOf, BodyOf } from '../../kernel/endpoint.ts'
import { priceText } from '../../kernel/format.ts'
import { useMethodName } from '../../payments/screens/checkout/method-name.ts'
import type * as unclaimed from '../../payments/unclaimed-contract.ts'
import { useLanguage } from '../../web/language.ts'
import type * as contract from '../contract.ts'
import { useAccountText } from './text.ts'

export type Leaving = AnswerOf<typeof unclaimed.quoteLeaving>
export type MoneyBack = NonNullable<BodyOf<typeof contract.leave>['moneyBack']>

interface MoneyBackProps {
  readonly leaving: Leaving
  readonly chosen: MoneyBack
  readonly onChoose: (chosen: MoneyBack) => void
}

/** Where later refunds to the wallet go after leaving; nothing if there cannot be any. */
export function MoneyBackChoice({ leaving, chosen, onChoose }: MoneyBackProps) {
  const t = useAccountText()
  const language = useLanguage()
  const { mayComeBack, lapses, wallet, gateways, byHand } = leaving
  const lost = { ...lapses, amount: lapses.amount + wallet.granted.amount }
  const methodName = useMethodName()
  const ways = gateways
    .map(({ gateway, most }) =>
      t('leave.back.way', { name: methodName(gateway), price: priceText(most, language) }),
    )
    .join(', ')
  return (
    <>
      {lost.amount > 0 ? <p>{t('leave.gifts', { price: priceText(lost, language) })}</p> : null}
      {mayComeBack.amount > 0 ? (
        <fieldset className="grid gap-2">
          <legend className="mb-1 font-semibold">{t('leave.back.title')}</legend>
          <p className="mb-1 text-soft">
            {t('leave.back.lead', { price: priceText(mayComeBack, language) })}
          </p>
          <Way value="gateway" {...{ chosen, onChoose }} name={t('leave.back.gateway')}>
            {ways}
            {byHand.amount > 0 ? (
              <span className="block">
                {t('leave.back.rest', { price: priceText(byHand, language) })}
              </span>
            ) : null}
          </Way>
          <Way value="by-hand" {...{ chosen, onChoose }} name={t('leave.back.byHand')}>
            {t('leave.back.byHandLead')}
          </Way>
        </fieldset>
      ) : null}
    </>
  )
}

interface WayProps extends Pick<MoneyBackProps, 'chosen' | 'onChoose'> {
  readonly value: MoneyBack
  readonly name: string
  readonly children: ReactNode
}

function Way({ value, name, chosen, onChoose, children }: WayProps) {
  return (
    <label className="flex cursor-pointer items-start gap-3 rounded-2xl border border-edge bg-card p-4 has-checked:border-accent has-checked:bg-blush">
      <input
        type="radio"
        name="moneyBack"
        className="size-6 shrink-0"
        checked={chosen === value}
        onChange={() => onChoose(value)}
      />
      <span className="grid gap-0.5">
        <span className="font-semibold">{name}</span>
        <span className="text-sm text-soft">{children}</span>
      </span>
    </label>
  )
}
