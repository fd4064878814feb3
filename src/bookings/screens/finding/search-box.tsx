import type { FormEvent } from 'react'
import { Submit } from '../../../web/kit/button.tsx'
import { useFindingText } from './text.ts'

interface SearchBoxProps {
  readonly q: string
  readonly onSearch: (q: string) => void
}

/** One field for everything that can be said of what is looked for. */
export function SearchBox({ q, onSearch }: SearchBoxProps) {
  const t = useFindingText()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    onSearch(String(new FormData(event.currentTarget).get('q') ?? '').trim())
  }
  return (
    <search>
      <form onSubmit={submit} className="flex gap-2">
        <input
          key={q}
          name="q"
          type="search"
          aria-label={t('q')}
          placeholder={t('placeholder')}
          defaultValue={q}
          maxLength={100}
          autoComplete="off"
          enterKeyHint="search"
          className="field min-w-0 grow"
        />
        <Submit className="shrink-0">{t('search')}</Submit>
      </form>
    </search>
  )
}
