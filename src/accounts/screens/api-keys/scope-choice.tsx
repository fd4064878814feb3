import { useId } from 'react'
import { useLanguage } from '../../../web/language.ts'
import type { ApiKeyAnswer, ScopeAnswer } from './api-key-queries.ts'
import { useApiKeyText } from './text.ts'

interface ScopeChoiceProps {
  readonly scopes: readonly ScopeAnswer[]
  readonly chosen: ApiKeyAnswer['scopes']
  readonly error: string | undefined
  readonly onChange: (chosen: ApiKeyAnswer['scopes']) => void
}

/** The scopes of a key, each with a sentence; none is preselected. */
export function ScopeChoice({ scopes, chosen, error, onChange }: ScopeChoiceProps) {
  const t = useApiKeyText()
  const language = useLanguage()
  const id = useId()
  const names = scopes.map(({ scope }) => scope)
  return (
    <fieldset
      data-wrong={error ? true : undefined}
      aria-describedby={error ? id : undefined}
      className="grid gap-2"
    >
      <legend className="mb-1.5 font-semibold">{t('form.scopes')}</legend>
      {scopes.map(({ scope, title, does }) => (
        <label
          key={scope}
          className="flex min-h-11 cursor-pointer items-start gap-3 rounded-xl border border-edge bg-card px-4 py-3 has-checked:border-accent has-checked:bg-blush has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
        >
          <input
            type="checkbox"
            className="mt-0.5 size-6 shrink-0 outline-none"
            checked={chosen.includes(scope)}
            onChange={({ target }) =>
              onChange(
                names.filter((one) => (one === scope ? target.checked : chosen.includes(one))),
              )
            }
          />
          <span className="grid gap-0.5">
            <span>
              <span className="font-semibold">{title[language]}</span>{' '}
              <code className="text-sm text-soft">{scope}</code>
            </span>
            <span className="text-sm text-soft">{does[language]}</span>
          </span>
        </label>
      ))}
      {error ? (
        <p id={id} className="text-sm font-medium text-bad">
          {error}
        </p>
      ) : null}
    </fieldset>
  )
}
