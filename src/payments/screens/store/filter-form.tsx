import { useNavigate } from '@tanstack/react-router'
import { type ComponentProps, type FormEvent, type ReactNode, useId, useState } from 'react'
import type { Currency } from '../../../kernel/money.ts'
import { Button, Submit } from '../../../web/kit/button.tsx'
import { amountOf, typedOf } from './amount.ts'
import { type PaymentFilter, readFilter, states } from './filter.ts'
import { gateways, useGatewayName } from './labels.tsx'
import { useStoreText } from './text.ts'

interface FilterFormProps {
  readonly filter: PaymentFilter
  /** Currency of the amount field. */
  readonly currency: Currency
}

type Draft = Record<
  'from' | 'to' | 'gateway' | 'state' | 'orderNumber' | 'booker' | 'amount',
  string
>

const draftOf = ({ amount, ...filter }: PaymentFilter, currency: Currency): Draft => ({
  from: '',
  to: '',
  gateway: '',
  state: '',
  orderNumber: '',
  booker: '',
  ...filter,
  amount: amount === undefined ? '' : typedOf({ amount, currency }),
})

/** Draft of the filter, reset when the address changes. */
function useDraft({ filter, currency }: FilterFormProps) {
  const asked = JSON.stringify(filter)
  const [draft, setDraft] = useState({ asked, typed: draftOf(filter, currency) })
  if (draft.asked !== asked) setDraft({ asked, typed: draftOf(filter, currency) })
  const type = (typed: Partial<Draft>) =>
    setDraft((before) => ({ ...before, typed: { ...before.typed, ...typed } }))
  return [draft.typed, type] as const
}

/** The filter form; collapsed on narrow screens unless a filter is set. */
export function FilterForm({ filter, currency }: FilterFormProps) {
  const t = useStoreText()
  const navigate = useNavigate()
  const show = (narrowed: PaymentFilter) =>
    void navigate({ to: '.', search: { tab: 'payments', ...narrowed }, resetScroll: false })
  const [draft, type] = useDraft({ filter, currency })
  const [isTried, setTried] = useState(false)
  const { from: _from, to: _to, ...others } = filter
  const [isOpen] = useState(() => innerWidth >= 768 || Object.keys(others).length > 0)
  const amount = draft.amount.trim() === '' ? undefined : amountOf(draft.amount, currency)
  const isAmountWrong = draft.amount.trim() !== '' && amount === undefined
  const apply = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (isAmountWrong) return
    const narrowed = readFilter({ ...draft, orderNumber: draft.orderNumber.trim(), amount })
    show(narrowed)
  }
  return (
    <details open={isOpen} className="no-print rounded-2xl border border-line bg-card">
      <summary className="min-h-11 px-4 py-2.5 font-semibold">{t('filter.title')}</summary>
      <form onSubmit={apply} noValidate className="grid gap-4 border-t border-line p-4">
        <div className="grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-3">
          <Fields
            draft={draft}
            onType={type}
            amountError={isTried && isAmountWrong ? t('filter.amountWrong') : undefined}
          />
        </div>
        <div className="flex flex-wrap gap-3">
          <Submit>{t('filter.apply')}</Submit>
          <Button kind="plain" onClick={() => show({})}>
            {t('filter.clear')}
          </Button>
        </div>
      </form>
    </details>
  )
}

interface FieldsProps {
  readonly draft: Draft
  readonly onType: (typed: Partial<Draft>) => void
  readonly amountError: string | undefined
}

function Fields({ draft, onType, amountError }: FieldsProps) {
  const t = useStoreText()
  const gatewayName = useGatewayName()
  const typing = (name: keyof Draft) => ({
    value: draft[name],
    onChange: ({ target }: { target: { value: string } }) => onType({ [name]: target.value }),
  })
  return (
    <>
      <Input label={t('filter.from')} type="date" max={draft.to || undefined} {...typing('from')} />
      <Input label={t('filter.to')} type="date" min={draft.from || undefined} {...typing('to')} />
      <Choice label={t('filter.state')} {...typing('state')}>
        {states.map((state) => (
          <option key={state} value={state}>
            {t(`state.${state}`)}
          </option>
        ))}
      </Choice>
      <Choice label={t('filter.gateway')} {...typing('gateway')}>
        {gateways.map((gateway) => (
          <option key={gateway} value={gateway}>
            {gatewayName(gateway)}
          </option>
        ))}
      </Choice>
      <Input label={t('filter.booker')} autoComplete="off" maxLength={80} {...typing('booker')} />
      <Input
        label={t('filter.orderNumber')}
        autoComplete="off"
        maxLength={40}
        {...typing('orderNumber')}
      />
      <Input
        label={t('filter.amount')}
        inputMode="decimal"
        autoComplete="off"
        maxLength={16}
        error={amountError}
        {...typing('amount')}
      />
    </>
  )
}

interface InputProps extends Omit<ComponentProps<'input'>, 'id'> {
  readonly label: string
  readonly error?: string | undefined
}

/** A field without an optional mark: all fields of a filter are optional. */
function Input({ label, error, ...input }: InputProps) {
  const id = useId()
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-sm font-semibold">
        {label}
      </label>
      <input
        {...input}
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
        className="field"
      />
      {error ? (
        <p id={`${id}-error`} role="alert" className="text-sm font-medium text-bad">
          {error}
        </p>
      ) : null}
    </div>
  )
}

interface ChoiceProps extends Omit<ComponentProps<'select'>, 'id'> {
  readonly label: string
  readonly children: ReactNode
}

function Choice({ label, children, ...select }: ChoiceProps) {
  const t = useStoreText()
  const id = useId()
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-sm font-semibold">
        {label}
      </label>
      <select {...select} id={id} className="field">
        <option value="">{t('filter.any')}</option>
        {children}
      </select>
    </div>
  )
}
