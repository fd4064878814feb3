import type { ComponentProps } from 'react'
import type { ProblemBody } from '../../../web/call.ts'
import { Refusal } from './refusal.tsx'

interface ClaimButtonProps extends ComponentProps<'button'> {
  readonly className: string
  /** Sold out or over: the button stays in the tab order and does nothing. */
  readonly isUnavailable: boolean
  /** Undefined: plain text, as when nobody is signed in. */
  readonly onClaim: (() => void) | undefined
  readonly refusal: ProblemBody | undefined
}

/** One time that can be claimed, and below it why a claim was refused. */
export function ClaimButton(props: ClaimButtonProps) {
  const { className, isUnavailable, onClaim, refusal, children, ...button } = props
  const layout = `grid w-full rounded-2xl border text-left ${className}`
  if (!onClaim)
    return (
      <div className={`${layout} border-line ${isUnavailable ? 'bg-well text-soft' : 'bg-card'}`}>
        {children}
      </div>
    )
  return (
    <>
      <button
        type="button"
        {...button}
        aria-disabled={isUnavailable || undefined}
        onClick={() => (isUnavailable ? undefined : onClaim())}
        className={`${layout} transition ${
          isUnavailable
            ? 'border-transparent bg-well text-soft'
            : 'border-line bg-card shadow-sm hover:-translate-y-0.5 hover:border-accent hover:shadow-lift'
        }`}
      >
        {children}
      </button>
      {refusal ? <Refusal problem={refusal} /> : null}
    </>
  )
}
