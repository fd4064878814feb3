import { Button } from '../../../../web/kit/button.tsx'
import { Field } from '../../../../web/kit/field.tsx'
import type { DraftFields } from './product-draft.ts'
import { useSellerText } from './text.ts'

const OPTIONS_MOST = 3

/** The choices of a product, each with its values separated by commas. */
export function OptionFields({ draft: { options }, onChange }: DraftFields) {
  const t = useSellerText()
  const set = (at: number, part: Partial<(typeof options)[number]>) =>
    onChange({ options: options.map((one, index) => (index === at ? { ...one, ...part } : one)) })
  return (
    <fieldset className="grid gap-4">
      <legend className="mb-1 text-lg font-bold">{t('options.title')}</legend>
      <p className="text-soft">{t('options.lead')}</p>
      {options.map(({ name, values }, at) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: an option is its place
          key={at}
          className="grid items-end gap-3 rounded-2xl bg-well p-4 sm:grid-cols-[12rem_minmax(0,1fr)_auto]"
        >
          <Field
            label={t('options.name')}
            required
            maxLength={20}
            placeholder={t('options.nameExample')}
            value={name}
            onChange={({ target }) => set(at, { name: target.value })}
          />
          <Field
            label={t('options.values')}
            required
            placeholder={t('options.valuesExample')}
            value={values}
            onChange={({ target }) => set(at, { values: target.value })}
          />
          <Button
            kind="quiet"
            onClick={() => onChange({ options: options.filter((_, index) => index !== at) })}
          >
            {t('options.remove')}
          </Button>
        </div>
      ))}
      {options.length < OPTIONS_MOST ? (
        <Button
          kind="quiet"
          className="justify-self-start"
          onClick={() => onChange({ options: [...options, { name: '', values: '' }] })}
        >
          {t('options.add')}
        </Button>
      ) : null}
    </fieldset>
  )
}
