import { useState } from 'react'
import type { ProblemBody, Result } from './call.ts'

export interface Sending {
  readonly pending: boolean
  /** Why the last request was refused, until another succeeds. */
  readonly problem: ProblemBody | undefined
  /** Sends; ignored while another request is in flight. */
  readonly send: <Answer>(ask: () => Promise<Result<Answer>>) => Promise<Result<Answer> | undefined>
}

/** Sends one request at a time; has its pending state and its refusal. */
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
