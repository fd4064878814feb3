import { useId } from 'react'

interface StepperProps {
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly onChange: (value: number) => void
  readonly lessLabel: string
  readonly moreLabel: string
}

/** An integer input with buttons to step it. */
export function Stepper({ label, value, min, max, onChange, lessLabel, moreLabel }: StepperProps) {
  const id = useId()
  const within = (wanted: number) => Math.min(max, Math.max(min, Math.round(wanted) || min))
  const side = 'grid size-12 place-items-center text-xl hover:bg-well disabled:opacity-40'
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-semibold">
        {label}
      </label>
      <div className="flex w-fit items-stretch overflow-hidden rounded-xl border border-edge bg-card">
        <button
          type="button"
          className={side}
          disabled={value <= min}
          aria-label={lessLabel}
          onClick={() => onChange(within(value - 1))}
        >
          −
        </button>
        <input
          id={id}
          type="number"
          inputMode="numeric"
          min={min}
          max={max}
          value={value}
          onChange={(event) => onChange(within(event.target.valueAsNumber))}
          className="w-20 appearance-none border-x border-edge bg-transparent text-center [appearance:textfield] [&::-webkit-inner-spin-button]:appearance-none"
        />
        <button
          type="button"
          className={side}
          disabled={value >= max}
          aria-label={moreLabel}
          onClick={() => onChange(within(value + 1))}
        >
          +
        </button>
      </div>
    </div>
  )
}
