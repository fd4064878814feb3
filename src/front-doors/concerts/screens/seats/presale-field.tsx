import { useEffect, useRef } from 'react'
import type { ProblemBody } from '../../../../web/call.ts'
import { Field } from '../../../../web/kit/field.tsx'
import { useSeatsText } from './text.ts'

interface PresaleFieldProps {
  readonly value: string
  readonly onChange: (code: string) => void
  readonly refusal: ProblemBody | undefined
}

/** Before the general sale, seats are taken with a code. */
export function PresaleField({ value, onChange, refusal }: PresaleFieldProps) {
  const t = useSeatsText()
  const section = useRef<HTMLElement>(null)
  useEffect(() => {
    if (!refusal) return
    const field = section.current?.querySelector('input')
    field?.focus({ preventScroll: true })
    section.current?.scrollIntoView({ block: 'center' })
  }, [refusal])
  return (
    <section
      ref={section}
      aria-label={t('presale.label')}
      className="grid gap-1 rounded-3xl bg-well p-4"
    >
      <Field
        label={t('presale.code')}
        hint={t('presale.hint')}
        required
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={40}
        value={value}
        error={refusal?.title}
        onChange={({ target }) => onChange(target.value)}
      />
    </section>
  )
}
