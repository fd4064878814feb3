import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useId, useState } from 'react'
import { numberText, priceText } from '../../kernel/format.ts'
import type { Money } from '../../kernel/money.ts'
import { call } from '../../web/call.ts'
import { Submit } from '../../web/kit/button.tsx'
import { Field, focusFirstWrong } from '../../web/kit/field.tsx'
import { Refused } from '../../web/kit/notice.tsx'
import { useLanguage } from '../../web/language.ts'
import { newKey } from '../../web/new-key.ts'
import { useSend } from '../../web/use-send.ts'
import type * as contract from '../contract.ts'
import {
  amountOf,
  BALANCE_MOST,
  CHARGE_LEAST,
  chargeError,
  roomOf,
  usualAmounts,
} from './charge-draft.ts'
import { useWalletText } from './text.ts'

/** State of the charge form; a sent charge navigates to its checkout page. */
function useCharge(charged: Money) {
  const language = useLanguage()
  const navigate = useNavigate()
  const { pending, problem, send } = useSend()
  const [typed, setTyped] = useState(numberText(30_000, language))
  const [isErrorShown, setErrorShown] = useState(false)
  const room = roomOf(charged)
  const amount = amountOf(typed)
  const error = chargeError(amount, room)
  const charge = async (event: FormEvent) => {
    event.preventDefault()
    setErrorShown(error !== undefined)
    if (error || amount === undefined) return focusFirstWrong(event.currentTarget)
    const sent = await send(() =>
      call<typeof contract.chargeWallet>('PATCH /v1/wallet', { key: newKey(), body: { amount } }),
    )
    if (sent?.ok)
      await navigate({ to: '/wallet/charges/$orderId', params: { orderId: sent.answer.id } })
  }
  return {
    typed,
    setTyped,
    amount,
    error: isErrorShown ? error : undefined,
    room,
    charge,
    pending,
    problem,
  }
}

/** Form for the amount of a charge, with suggested amounts. */
export function ChargeForm({ charged }: { charged: Money }) {
  const t = useWalletText()
  const language = useLanguage()
  const { typed, setTyped, amount, error, room, charge, pending, problem } = useCharge(charged)
  const text = (won: number) => priceText({ ...charged, amount: won }, language)
  return (
    <form
      noValidate
      onSubmit={charge}
      className="grid gap-4 rounded-3xl border border-line bg-card p-5 sm:p-7"
    >
      <h2 className="text-xl font-bold">{t('charge.title')}</h2>
      <Chips amount={amount} room={room} onChoose={(won) => setTyped(numberText(won, language))} />
      <Field
        name="amount"
        label={t('charge.amount')}
        hint={t('charge.limits', {
          least: text(CHARGE_LEAST),
          most: text(BALANCE_MOST),
          room: text(room),
        })}
        required
        inputMode="numeric"
        autoComplete="off"
        maxLength={12}
        value={typed}
        error={error && t(`charge.${error}`, { least: text(CHARGE_LEAST), room: text(room) })}
        onChange={({ target }) => setTyped(target.value)}
      />
      <Refused problem={problem} />
      <Submit pending={pending} className="text-lg">
        {amount === undefined ? t('charge.title') : t('charge.button', { price: text(amount) })}
      </Submit>
    </form>
  )
}

interface ChipsProps {
  readonly amount: number | undefined
  readonly room: number
  readonly onChoose: (amount: number) => void
}

function Chips({ amount, room, onChoose }: ChipsProps) {
  const t = useWalletText()
  const language = useLanguage()
  const name = useId()
  return (
    <fieldset className="flex flex-wrap gap-2">
      <legend className="sr-only">{t('charge.usual')}</legend>
      {usualAmounts.map((won) => (
        <label
          key={won}
          className="grid min-h-11 cursor-pointer place-items-center rounded-full border border-edge px-4 font-semibold hover:bg-well has-checked:border-accent has-checked:bg-blush has-checked:text-accent-deep has-disabled:opacity-50 has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name={name}
            className="sr-only"
            disabled={won > room}
            checked={won === amount}
            onChange={() => onChoose(won)}
          />
          {priceText({ amount: won, currency: 'KRW' }, language)}
        </label>
      ))}
    </fieldset>
  )
}
