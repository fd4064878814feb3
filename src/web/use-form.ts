import { type FormEvent, useState } from 'react'
import type { ProblemBody, Result } from './call.ts'
import { focusFirstWrong } from './kit/field.tsx'
import { useSend } from './use-send.ts'

interface Filling<Draft, Answer> {
  /** What is in the form at first. */
  readonly first: Draft | (() => Draft)
  /** Sends what is typed; undefined while a field is wrong. */
  readonly request: (draft: Draft) => (() => Promise<Result<Answer>>) | undefined
  readonly onDone: (answer: Answer) => unknown
}

export interface Form<Draft> {
  readonly draft: Draft
  readonly change: (part: Partial<Draft>) => void
  /** It was submitted once: from then on wrong fields say so. */
  readonly isTried: boolean
  readonly pending: boolean
  readonly problem: ProblemBody | undefined
  readonly submit: (event: FormEvent) => Promise<void>
}

/** A form that sends one draft; where it cannot, the focus goes to the first wrong field. */
export function useForm<Draft, Answer>(filling: Filling<Draft, Answer>): Form<Draft> {
  const { first, request, onDone } = filling
  const { pending, problem, send } = useSend()
  const [draft, setDraft] = useState(first)
  const [isTried, setTried] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    const form = event.currentTarget
    const ask = request(draft)
    if (!ask) return focusFirstWrong(form)
    const sent = await send(ask)
    if (sent?.ok) await onDone(sent.answer)
    else focusFirstWrong(form)
  }
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  return { draft, change, isTried, pending, problem, submit }
}
