import { type ReactNode, useId, useState } from 'react'
import type { Result } from '../call.ts'
import { useSend } from '../use-send.ts'
import { Button } from './button.tsx'
import { Refused } from './notice.tsx'
import { Stepper } from './stepper.tsx'

interface Switched {
  readonly isOn: boolean
}

interface Step<Terms> {
  readonly name: keyof Terms
  readonly label: string
  readonly min: number
  readonly max: number
}

interface TermsFormProps<Terms extends Switched, Answer> {
  readonly title: string
  readonly lead: ReactNode
  readonly saved: Terms
  /** What the switch turns on. */
  readonly on: string
  /** Numbers that count while it is on. */
  readonly steps: readonly Step<Terms>[]
  readonly words: { readonly less: string; readonly more: string; readonly save: string }
  readonly request: (terms: Terms) => Promise<Result<Answer>>
  readonly onSaved: (answer: Answer) => unknown
}

/** Terms of a store: a switch, the numbers that count while it is on, and the button that saves them. */
export function TermsForm<Terms extends Switched, Answer>(props: TermsFormProps<Terms, Answer>) {
  const { title, lead, saved, on, steps, words, request, onSaved } = props
  const id = useId()
  const { pending, problem, send } = useSend()
  const [terms, setTerms] = useState(saved)
  const save = async () => {
    const sent = await send(() => request(terms))
    if (sent?.ok) await onSaved(sent.answer)
  }
  return (
    <section
      aria-labelledby={id}
      className="no-print grid max-w-xl gap-4 border-t border-line pt-8"
    >
      <h2 id={id} className="text-xl font-bold">
        {title}
      </h2>
      <p className="text-soft">{lead}</p>
      <label className="flex min-h-11 items-center gap-3">
        <input
          type="checkbox"
          className="size-6 shrink-0"
          checked={terms.isOn}
          onChange={({ target }) => setTerms({ ...terms, isOn: target.checked })}
        />
        {on}
      </label>
      {(terms.isOn ? steps : []).map(({ name, label, min, max }) => (
        <Stepper
          key={String(name)}
          {...{ label, min, max, value: Number(terms[name]) }}
          lessLabel={words.less}
          moreLabel={words.more}
          onChange={(value) => setTerms({ ...terms, [name]: value })}
        />
      ))}
      <Refused problem={problem} />
      <div>
        <Button pending={pending} onClick={save}>
          {words.save}
        </Button>
      </div>
    </section>
  )
}
