import { useEffect, useRef } from 'react'
import { Button } from '../../web/kit/button.tsx'
import { Field } from '../../web/kit/field.tsx'
import { useQuery } from '../../web/query.ts'
import { isPostal } from '../rules.ts'
import { cityOf, lookUpQuery } from './postcode-queries.ts'
import { type FoundAddress, openPostcodes } from './postcode-window.ts'
import { usePostcodeText } from './text.ts'

interface PostcodeFieldProps {
  readonly value: string
  /** The field that the city goes to. What was typed there meanwhile stays, also what has only begun. */
  readonly fills: { readonly name: string; readonly value: string }
  readonly isRequired?: boolean
  readonly error?: string | undefined
  /** What was typed or found. */
  readonly onChange: (found: Partial<FoundAddress>) => void
}

/** A postcode, by which the city is filled in; where the site has an address search, with its button. */
export function PostcodeField(props: PostcodeFieldProps) {
  const { value, fills, isRequired = false, error, onChange } = props
  const t = usePostcodeText()
  const { data } = useQuery(lookUpQuery)
  const latest = useRef(props)
  useEffect(() => {
    latest.current = props
  })
  const type = async (typed: string) => {
    onChange({ postalCode: typed })
    if (!isPostal(typed)) return
    const found = await cityOf(typed.trim())
    const now = latest.current
    const isSame = now.value === typed && now.fills.value === fills.value
    const isTyping = document.activeElement?.getAttribute('name') === fills.name
    if (found.ok && found.answer.city && isSame && !isTyping) onChange({ city: found.answer.city })
  }
  const page = data?.page
  return (
    <div className={`grid items-start gap-3 ${page ? 'grid-cols-[minmax(0,1fr)_auto]' : ''}`}>
      <Field
        name="postal_code"
        label={t('label')}
        hint={t('hint')}
        required={isRequired}
        inputMode="numeric"
        maxLength={10}
        autoComplete="postal-code"
        error={error}
        value={value}
        onChange={({ target }) => void type(target.value)}
      />
      {page ? (
        <Button kind="quiet" className="mt-8" onClick={() => openPostcodes(page, onChange)}>
          {t('find')}
        </Button>
      ) : null}
    </div>
  )
}
