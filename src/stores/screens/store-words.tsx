import type { Door } from '../../web/door.ts'
import { Field, TextArea } from '../../web/kit/field.tsx'
import { Select } from '../../web/kit/select.tsx'
import { useStoresText } from './text.ts'

/** What a store says of itself, and may say otherwise later. */
export interface Words {
  readonly name: string
  /** Null where the door knows no kinds. */
  readonly kind: string | null
  readonly description: string
}

interface StoreWordsProps {
  readonly door: Door | undefined
  readonly draft: Words
  /** Whether the form was submitted, so that errors are shown. */
  readonly isTried: boolean
  readonly onChange: (changed: Partial<Words>) => void
}

export function StoreWords({ door, draft, isTried, onChange }: StoreWordsProps) {
  const t = useStoresText()
  const kinds = door?.stores.kinds ?? []
  return (
    <>
      <Field
        label={t('form.name')}
        required
        maxLength={80}
        value={draft.name}
        error={isTried && !draft.name.trim() ? t('form.nameMissing') : undefined}
        onChange={(event) => onChange({ name: event.target.value })}
      />
      {door && kinds.length > 0 ? (
        <Select
          label={t('form.kind')}
          required
          value={draft.kind ?? ''}
          onChange={(event) => onChange({ kind: event.target.value })}
        >
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {door.stores.kindName(kind)}
            </option>
          ))}
        </Select>
      ) : null}
      <TextArea
        label={t('form.description')}
        hint={t('form.descriptionHint')}
        maxLength={2000}
        counted
        value={draft.description}
        onChange={(event) => onChange({ description: event.target.value })}
      />
    </>
  )
}
