import type { ProblemBody } from '../../../../web/call.ts'
import { Notice } from '../../../../web/kit/notice.tsx'

/** Why a hall was refused, with the seats or levels that the server names. */
export function HallRefused({ problem }: { readonly problem: ProblemBody | undefined }) {
  if (!problem) return null
  const named = [problem.seats, problem.levels].flatMap((some) =>
    Array.isArray(some) ? (some as string[]) : [],
  )
  return (
    <Notice tone="bad" title={problem.title}>
      {named.length > 0 ? <p>{named.join(', ')}</p> : null}
      {problem.errors?.map(({ pointer, message }) => (
        <p key={pointer}>{message}</p>
      ))}
    </Notice>
  )
}
