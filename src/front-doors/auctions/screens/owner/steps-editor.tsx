import { useState } from 'react'
import { priceText } from '../../../../kernel/format.ts'
import type { Currency } from '../../../../kernel/money.ts'
import { priceOf } from '../../../../stores/screens/price.ts'
import { Button } from '../../../../web/kit/button.tsx'
import { Field } from '../../../../web/kit/field.tsx'
import { useLanguage } from '../../../../web/language.ts'
import {
  addStep,
  nextBids,
  STEPS_MOST,
  type StepDraft,
  stepsOf,
  wrongSteps,
} from './terms-draft.ts'
import { useSellerText } from './text.ts'

interface StepsEditorProps {
  readonly steps: readonly StepDraft[]
  readonly currency: Currency
  readonly isTried: boolean
  readonly onChange: (steps: readonly StepDraft[]) => void
}

/** From which price on a bid is at least how much higher, and what that comes to. */
export function StepsEditor({ steps, currency, isTried, onChange }: StepsEditorProps) {
  const t = useSellerText()
  const wrong = wrongSteps(steps, currency)
  const change = (key: number, part: Partial<StepDraft>) =>
    onChange(steps.map((one) => (one.key === key ? { ...one, ...part } : one)))
  return (
    <section aria-labelledby="steps" className="grid gap-4">
      <div>
        <h3 id="steps" className="text-xl font-bold">
          {t('terms.steps')}
        </h3>
        <p className="text-soft">{t('steps.lead')}</p>
      </div>
      <ol className="grid gap-3">
        {steps.map((step, at) => (
          <li key={step.key} className="rounded-3xl border border-line bg-card p-4">
            <StepFields
              {...{ step, at, currency }}
              wrong={isTried ? wrong[at] : undefined}
              onChange={(part) => change(step.key, part)}
              onRemove={() => onChange(steps.filter(({ key }) => key !== step.key))}
            />
          </li>
        ))}
      </ol>
      {steps.length < STEPS_MOST ? (
        <Button
          kind="quiet"
          className="justify-self-start"
          onClick={() => onChange(addStep(steps, currency))}
        >
          {t('steps.add')}
        </Button>
      ) : null}
      <Preview {...{ steps, currency }} />
    </section>
  )
}

interface StepFieldsProps {
  readonly step: StepDraft
  readonly at: number
  readonly currency: Currency
  readonly wrong: { readonly from: boolean; readonly by: boolean } | undefined
  readonly onChange: (part: Partial<StepDraft>) => void
  readonly onRemove: () => void
}

function StepFields({ step, at, currency, wrong, onChange, onRemove }: StepFieldsProps) {
  const t = useSellerText()
  const isFirst = at === 0
  const number = { required: true, inputMode: 'decimal', autoComplete: 'off' } as const
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_3.5rem] items-start gap-2 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_5rem] sm:gap-3">
      <Field
        {...number}
        label={t('steps.from')}
        readOnly={isFirst}
        value={isFirst ? '0' : step.from}
        error={wrong?.from ? t('steps.fromWrong') : undefined}
        className={isFirst ? 'bg-well text-soft' : ''}
        onChange={({ target }) => onChange({ from: target.value })}
      />
      <Field
        {...number}
        label={`${t('steps.by')} (${currency})`}
        value={step.by}
        error={wrong?.by ? t('amountWrong') : undefined}
        onChange={({ target }) => onChange({ by: target.value })}
      />
      {isFirst ? null : (
        <Button kind="plain" className="mt-8 px-2" onClick={onRemove}>
          {t('steps.remove')}
          <span className="sr-only">{t('steps.nth', { nth: at + 1 })}</span>
        </Button>
      )}
    </div>
  )
}

/** Prices of the preview besides the typed one. */
const ROWS_MOST = 6

function Preview({ steps, currency }: Pick<StepsEditorProps, 'steps' | 'currency'>) {
  const t = useSellerText()
  const language = useLanguage()
  const [typed, setTyped] = useState('')
  const fit = stepsOf(steps, currency)
  const own = priceOf(typed, currency)
  const price = (amount: number) => priceText({ amount, currency }, language)
  const prices = [
    ...(own === undefined ? [] : [own]),
    ...(fit ?? []).slice(0, ROWS_MOST).map(({ from, by }) => from || by),
  ]
  return (
    <div className="grid gap-3 rounded-3xl bg-well p-4 sm:p-5">
      <h4 className="font-bold">{t('steps.preview')}</h4>
      <div className="max-w-xs">
        <Field
          label={t('steps.previewAt')}
          inputMode="decimal"
          autoComplete="off"
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
      </div>
      {fit ? (
        <ul aria-live="polite" className="grid gap-1.5">
          {prices.map((at, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is its position
            <li key={index} className="flex flex-wrap gap-x-3">
              <span className="min-w-32 font-semibold">{t('steps.at', { price: price(at) })}</span>
              <span className="text-soft">{nextBids(fit, at).map(price).join(' → ')}</span>
            </li>
          ))}
        </ul>
      ) : (
        <p className="text-soft">{t('steps.unfit')}</p>
      )}
    </div>
  )
}
