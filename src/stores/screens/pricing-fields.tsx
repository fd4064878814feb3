import type { Door } from '../../web/door.ts'
import { Select } from '../../web/kit/select.tsx'
import { type PricePer, type Pricing, priceMeans } from '../pricing-rules.ts'
import { useStoresText } from './text.ts'

interface PricingFieldsProps {
  readonly door: Door | undefined
  readonly draft: Pricing
  readonly onChange: (changed: Partial<Pricing>) => void
}

/** What the store's prices are, which its pages, bookings and mails then say. */
export function PricingFields({ door, draft, onChange }: PricingFieldsProps) {
  const t = useStoresText()
  const units = door?.stores.pricePer ?? []
  return (
    <>
      <Select
        label={t('form.means')}
        hint={t('form.meansHint')}
        value={draft.means ?? ''}
        onChange={({ target }) =>
          onChange({ means: priceMeans.find((one) => one === target.value) ?? null })
        }
      >
        <option value="">{t('form.meansUnsaid')}</option>
        {priceMeans.map((means) => (
          <option key={means} value={means}>
            {t(`form.meansOf.${means}`)}
          </option>
        ))}
      </Select>
      {units.length > 1 ? (
        <Select
          label={t('form.per')}
          required
          value={draft.per ?? units[0]}
          onChange={({ target }) => onChange({ per: target.value as PricePer })}
        >
          {units.map((per) => (
            <option key={per} value={per}>
              {t(`form.perOf.${per}`)}
            </option>
          ))}
        </Select>
      ) : null}
    </>
  )
}
