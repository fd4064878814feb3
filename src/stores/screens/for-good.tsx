import type { Currency } from '../../kernel/money.ts'
import { Select } from '../../web/kit/select.tsx'
import { useStoresText } from './text.ts'

/** What a store cannot change later: on whose clock it is, and in which money. */
export interface ForGood {
  readonly timeZone: string
  readonly currency: Currency
}

export const usual: ForGood = { timeZone: 'Asia/Seoul', currency: 'KRW' }

const currencies: readonly Currency[] = ['KRW', 'JPY', 'USD', 'EUR']
const timeZones = [
  usual.timeZone,
  ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== usual.timeZone),
]

interface ForGoodFieldsProps {
  readonly draft: ForGood
  readonly onChange: (changed: Partial<ForGood>) => void
}

export function ForGoodFields({ draft, onChange }: ForGoodFieldsProps) {
  const t = useStoresText()
  return (
    <>
      <Select
        label={t('form.timeZone')}
        hint={t('form.timeZoneHint')}
        required
        value={draft.timeZone}
        onChange={(event) => onChange({ timeZone: event.target.value })}
      >
        {timeZones.map((zone) => (
          <option key={zone}>{zone}</option>
        ))}
      </Select>
      <Select
        label={t('form.currency')}
        hint={t('form.currencyHint')}
        required
        value={draft.currency}
        onChange={(event) => onChange({ currency: event.target.value as Currency })}
      >
        {currencies.map((code) => (
          <option key={code} value={code}>
            {t(`form.currencies.${code}`)} ({code})
          </option>
        ))}
      </Select>
    </>
  )
}

/** The same, said on a store's desk. */
export function ForGoodSaid({ store }: { readonly store: ForGood }) {
  const t = useStoresText()
  return (
    <p className="text-sm text-soft">
      {t('form.timeZone')}: {store.timeZone} · {t('form.currency')}:{' '}
      {t(`form.currencies.${store.currency}`)}
    </p>
  )
}
