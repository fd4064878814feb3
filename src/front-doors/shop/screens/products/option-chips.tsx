import { useId } from 'react'
import { type Chosen, valueState } from './choice.ts'
import type { Product } from './product-queries.ts'
import { useProductText } from './text.ts'

interface OptionChipsProps {
  readonly name: string
  readonly values: readonly string[]
  readonly product: Product
  readonly chosen: Chosen
  /** Which option it is. */
  readonly at: number
  readonly onChoose: (value: string) => void
}

/** The values of an option as radio buttons; what is sold out can be chosen, to wait for it. */
export function OptionChips({ name, values, product, chosen, at, onChoose }: OptionChipsProps) {
  const t = useProductText()
  const group = useId()
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-2 font-semibold">{name}</legend>
      <div className="flex flex-wrap gap-2">
        {values.map((value) => {
          const state = valueState(product, chosen, at, value)
          return (
            <label
              key={value}
              className={`inline-flex min-h-11 cursor-pointer items-center gap-1.5 rounded-xl border px-4 font-semibold has-checked:border-accent has-checked:bg-blush has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent ${
                state === 'there' ? 'border-edge bg-card' : 'border-dashed border-edge text-soft'
              }`}
            >
              <input
                type="radio"
                name={group}
                value={value}
                checked={chosen[at] === value}
                onChange={() => onChoose(value)}
                className="sr-only"
              />
              {value}
              {state === 'sold-out' ? <span className="text-sm">({t('soldOut')})</span> : null}
              {state === 'none' ? <span className="text-sm">({t('noSuch')})</span> : null}
            </label>
          )
        })}
      </div>
    </fieldset>
  )
}
