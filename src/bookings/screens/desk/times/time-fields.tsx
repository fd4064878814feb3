import type { Currency } from '../../../../kernel/money.ts'
import { TimeField } from '../../../../stores/screens/desk/edit-dialog.tsx'
import { priceOf } from '../../../../stores/screens/price.ts'
import { PriceField } from '../../../../stores/screens/price-field.tsx'
import { Stepper } from '../../../../web/kit/stepper.tsx'
import { useTimeText } from './text.ts'

/** A time that a store offers, as typed; what is undefined has no field. */
export interface TimeDraft {
  readonly time?: string | undefined
  readonly capacity?: number | undefined
  readonly price: string
}

/** The same, read. */
export interface OfferedTime {
  readonly time: string
  readonly capacity: number
  readonly price: number
}

/** What a front door calls the fields. */
export interface TimeWords {
  readonly capacity: string
  readonly less: string
  readonly more: string
  readonly price: string
  readonly capacityHint?: string
}

const isTime = (typed: string): boolean => /^\d\d:\d\d/.test(typed)

/** Undefined while a field is invalid. */
export function readTimeDraft(
  { time = '00:00', capacity = 1, price: typed }: TimeDraft,
  currency: Currency,
): OfferedTime | undefined {
  const price = priceOf(typed, currency)
  return isTime(time) && price !== undefined ? { time, capacity, price } : undefined
}

interface TimeFieldsProps {
  readonly draft: TimeDraft
  readonly onChange: (draft: TimeDraft) => void
  readonly words: TimeWords
  readonly currency: Currency
  /** Whether the form was submitted, so that errors are shown. */
  readonly isTried: boolean
}

export function TimeFields({ draft, onChange, words, currency, isTried }: TimeFieldsProps) {
  const t = useTimeText()
  const { time, capacity, price } = draft
  return (
    <>
      {time === undefined ? null : (
        <TimeField
          label={t('time')}
          value={time}
          error={isTried && !isTime(time) ? t('timeMissing') : undefined}
          onChange={(typed) => onChange({ ...draft, time: typed })}
        />
      )}
      {capacity === undefined ? null : (
        <div className="grid gap-1.5">
          <Stepper
            label={words.capacity}
            value={capacity}
            min={1}
            max={100_000}
            onChange={(count) => onChange({ ...draft, capacity: count })}
            lessLabel={words.less}
            moreLabel={words.more}
          />
          {words.capacityHint ? <p className="text-sm text-soft">{words.capacityHint}</p> : null}
        </div>
      )}
      <PriceField
        label={words.price}
        {...{ currency, isTried, typed: price }}
        onType={(typed) => onChange({ ...draft, price: typed })}
      />
    </>
  )
}
