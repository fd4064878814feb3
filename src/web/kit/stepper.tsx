import { useId, useState } from 'react'

interface StepperProps {
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly onChange: (value: number) => void
  readonly lessLabel: string
  readonly moreLabel: string
  /** What is said when more, or less, was typed than can be. */
  readonly mostText?: string
  readonly leastText?: string
}

/** An integer input with buttons to step it. */
export function Stepper({ label, value, min, max, onChange, ...texts }: StepperProps) {
  const { lessLabel, moreLabel, mostText, leastText } = texts
  const id = useId()
  const [beyond, setBeyond] = useState<'most' | 'least'>()
  const within = (wanted: number) => Math.min(max, Math.max(min, Math.round(wanted) || min))
  const change = (wanted: number) => {
    setBeyond(wanted > max ? 'most' : wanted < min ? 'least' : undefined)
    onChange(within(wanted))
  }
  const said = beyond && (beyond === 'most' ? mostText : leastText)
  // The focused one is in front, so that its ring is whole.
  const side =
    'relative grid size-12 place-items-center text-xl hover:bg-well focus-visible:z-10 disabled:opacity-40'
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-semibold">
        {label}
      </label>
      <div className="flex w-fit items-stretch rounded-xl border border-edge bg-card">
        <button
          type="button"
          className={`${side} rounded-l-xl`}
          disabled={value <= min}
          aria-label={lessLabel}
          onClick={() => change(value - 1)}
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
          aria-describedby={said ? `${id}-said` : undefined}
          onChange={(event) => change(event.target.valueAsNumber)}
          className="relative w-20 focus-visible:z-10 appearance-none border-x border-edge bg-transparent text-center [appearance:textfield] [&::-webkit-inner-spin-button]:appearance-none"
        />
        <button
          type="button"
          className={`${side} rounded-r-xl`}
          disabled={value >= max}
          aria-label={moreLabel}
          onClick={() => change(value + 1)}
        >
          +
        </button>
      </div>
      {said ? (
        <p id={`${id}-said`} role="status" className="text-sm font-medium text-warn">
          {said}
        </p>
      ) : null}
    </div>
  )
}
