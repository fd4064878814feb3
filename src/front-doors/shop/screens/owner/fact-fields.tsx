import { Button } from '../../../../web/kit/button.tsx'
import { Field } from '../../../../web/kit/field.tsx'
import type { DraftFields } from './product-draft.ts'
import { useSellerText } from './text.ts'

const FACTS_MOST = 30

/** What the law wants to be said of a product of its kind: any labels and values. */
export function FactFields({ draft: { facts }, onChange }: DraftFields) {
  const t = useSellerText()
  const set = (at: number, part: Partial<(typeof facts)[number]>) =>
    onChange({ facts: facts.map((one, index) => (index === at ? { ...one, ...part } : one)) })
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1 text-lg font-bold">{t('facts.title')}</legend>
      <p className="text-soft">{t('facts.lead')}</p>
      {facts.map(({ label, value }, at) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: a fact is its place
          key={at}
          className="grid gap-3 sm:grid-cols-[14rem_minmax(0,1fr)]"
        >
          <Field
            label={t('facts.label')}
            maxLength={60}
            value={label}
            onChange={({ target }) => set(at, { label: target.value })}
          />
          <Field
            label={t('facts.value')}
            maxLength={500}
            value={value}
            onChange={({ target }) => set(at, { value: target.value })}
          />
        </div>
      ))}
      {facts.length < FACTS_MOST ? (
        <Button
          kind="quiet"
          className="justify-self-start"
          onClick={() => onChange({ facts: [...facts, { label: '', value: '' }] })}
        >
          {t('facts.add')}
        </Button>
      ) : null}
    </fieldset>
  )
}
