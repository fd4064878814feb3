import { useState } from 'react'
import type { ProblemBody, Result } from './call.ts'

export interface Sending {
  readonly pending: boolean
  /** Why the last one was refused, until another goes through. */
  readonly problem: ProblemBody | undefined
  /** Sends and says what came of it; nothing while something else is under way. */
  readonly send: <Answer>(ask: () => Promise<Result<Answer>>) => Promise<Result<Answer> | undefined>
}

/** One thing sent at a time: whether it is under way, and why it was refused. */
export function useSend(): Sending {
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<ProblemBody>()
  const send: Sending['send'] = async (ask) => {
    if (pending) return undefined
    setPending(true)
    const result = await ask()
    setPending(false)
    setProblem(result.ok ? undefined : result.problem)
    return result
  }
  return { pending, problem, send }
}
