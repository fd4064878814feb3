import { type ComponentProps, useEffect, useId, useRef } from 'react'
import type { ProblemBody } from '../../../web/call.ts'
import { announce } from '../../../web/kit/announce.tsx'
import { Refusal } from './refusal.tsx'
import { useClaimText } from './text.ts'

interface ClaimButtonProps extends ComponentProps<'button'> {
  readonly className: string
  /** Sold out or over: the button stays in the tab order and does nothing. */
  readonly isUnavailable: boolean
  /** Undefined: plain text, for a time that has begun. */
  readonly onClaim: (() => void) | undefined
  readonly refusal: ProblemBody | undefined
  /** What remains, in words: announced when it changes under the focus. */
  readonly count: string
  /** Its time of day, where it was pressed before signing in (`useWantedTime`). */
  readonly wantedAt: string | undefined
}

/** One time that can be claimed, and below it why a claim was refused. */
export function ClaimButton(props: ClaimButtonProps) {
  const { className, isUnavailable, onClaim, refusal, count, wantedAt, children, ...rest } = props
  const t = useClaimText()
  const hint = useId()
  const isWanted = wantedAt !== undefined && !isUnavailable && !refusal
  const button = useRef<HTMLButtonElement>(null)
  const said = useRef(count)
  useEffect(() => {
    if (said.current !== count && document.activeElement === button.current) announce(count)
    said.current = count
  }, [count])
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
        ref={button}
        type="button"
        {...rest}
        aria-describedby={
          [rest['aria-describedby'], isWanted && hint].filter(Boolean).join(' ') || undefined
        }
        aria-disabled={isUnavailable || undefined}
        onClick={() => (isUnavailable ? undefined : onClaim())}
        className={`${layout} transition ${
          isUnavailable
            ? 'border-transparent bg-well text-soft'
            : `shadow-sm hover:-translate-y-0.5 hover:border-accent hover:shadow-lift ${
                isWanted ? 'border-accent bg-blush ring-2 ring-accent' : 'border-line bg-card'
              }`
        }`}
      >
        {children}
      </button>
      {isWanted ? (
        <p id={hint} className="mt-2 text-sm font-semibold text-accent">
          {t('again', { time: wantedAt })}
        </p>
      ) : null}
      {refusal ? <Refusal problem={refusal} /> : null}
    </>
  )
}
