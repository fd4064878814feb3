import { Field, TextArea } from '../../../../web/kit/field.tsx'
import { Select } from '../../../../web/kit/select.tsx'
import type { Card, ShopKind } from '../shops/shop-queries.ts'
import { useOwnerText } from './text.ts'

/** What a shop says of itself, and may say otherwise later. */
export type Words = Pick<Card, 'name' | 'kind' | 'description'>

const kinds: readonly ShopKind[] = ['hair', 'clinic', 'room', 'other']

interface ShopWordsProps {
  readonly draft: Words
  /** Whether it was tried to be sent, and so may be told that it is wrong. */
  readonly isTried: boolean
  readonly onChange: (changed: Partial<Words>) => void
}

export function ShopWords({ draft, isTried, onChange }: ShopWordsProps) {
  const t = useOwnerText()
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
      <Select
        label={t('form.kind')}
        required
        value={draft.kind}
        onChange={(event) => onChange({ kind: event.target.value as ShopKind })}
      >
        {kinds.map((kind) => (
          <option key={kind} value={kind}>
            {t(`form.kinds.${kind}`)}
          </option>
        ))}
      </Select>
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
