import type { ReactNode } from 'react'
import type { ProblemBody } from '../call.ts'

export type Tone = 'plain' | 'good' | 'warn' | 'bad'

const looks: Record<Tone, string> = {
  plain: 'bg-well text-ink',
  good: 'bg-good-ground text-good',
  warn: 'bg-warn-ground text-warn',
  bad: 'bg-bad-ground text-bad',
}

interface NoticeProps {
  readonly tone?: Tone
  readonly title?: ReactNode
  readonly children?: ReactNode
  readonly className?: string
}

/**
 * An inline notice; it stays as long as it is true. Errors interrupt a screen reader, others are
 * announced politely.
 */
export function Notice({ tone = 'plain', title, children, className = '' }: NoticeProps) {
  return (
    <div
      role={tone === 'bad' ? 'alert' : 'status'}
      className={`grid gap-1 rounded-2xl border border-current/15 px-4 py-3 ${looks[tone]} ${className}`}
    >
      {title ? <p className="font-semibold">{title}</p> : null}
      {children ? <div className="text-[0.9375rem]">{children}</div> : null}
    </div>
  )
}

/** A refusal in the server's words, with what is wrong with each field; nothing without one. */
export const Refused = ({ problem }: { readonly problem: ProblemBody | undefined }) =>
  problem && !problem.leadsAway ? (
    <Notice tone="bad" title={problem.title}>
      {typeof problem.detail === 'string' ? <p>{problem.detail}</p> : null}
      {problem.errors?.map(({ pointer, message }) => (
        <p key={pointer}>{message}</p>
      ))}
    </Notice>
  ) : null

/** A label on a coloured ground: a state, never by colour alone. */
export const Tag = ({ tone = 'plain', children }: NoticeProps) => (
  <span
    className={`inline-flex items-center gap-1 rounded-full border border-current/15 px-2.5 py-0.5 text-sm font-semibold whitespace-nowrap ${looks[tone]}`}
  >
    {children}
  </span>
)
