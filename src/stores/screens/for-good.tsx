import { useEffect, useState } from 'react'
import type { Currency } from '../../kernel/money.ts'
import { Select } from '../../web/kit/select.tsx'
import { useLanguage } from '../../web/language.ts'
import { useStoresText } from './text.ts'
import { zoneName } from './zone-names.ts'

/** What a store chooses for good: its clock, once something was booked, and its money. */
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
      <TimeZoneField timeZone={draft.timeZone} onChange={(timeZone) => onChange({ timeZone })} />
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

interface TimeZoneFieldProps {
  readonly timeZone: string
  /** Default: of a store that is being opened. */
  readonly hint?: string
  readonly onChange: (timeZone: string) => void
}

export function TimeZoneField({ timeZone, hint, onChange }: TimeZoneFieldProps) {
  const t = useStoresText()
  const names = useZoneNames(timeZone)
  const known = timeZones.includes(timeZone) ? timeZones : [timeZone, ...timeZones]
  return (
    <Select
      label={t('form.timeZone')}
      hint={hint ?? t('form.timeZoneHint')}
      required
      value={timeZone}
      onChange={(event) => onChange(event.target.value)}
    >
      {known.map((zone) => (
        <option key={zone} value={zone}>
          {names.get(zone) ?? zone}
        </option>
      ))}
    </Select>
  )
}

/** How zones are called: the chosen one at once, all others a moment later, since that takes long. */
function useZoneNames(chosen: string): ReadonlyMap<string, string> {
  const language = useLanguage()
  const [names, setNames] = useState<ReadonlyMap<string, string>>()
  useEffect(() => {
    const timer = setTimeout(() =>
      setNames(new Map(timeZones.map((zone) => [zone, zoneName(zone, language)]))),
    )
    return () => clearTimeout(timer)
  }, [language])
  return names ?? new Map([[chosen, zoneName(chosen, language)]])
}

/** What of it is said on a store's desk. */
export function ForGoodSaid({ store }: { readonly store: Pick<ForGood, 'currency'> }) {
  const t = useStoresText()
  return (
    <p className="text-sm text-soft">
      {t('form.currency')}: {t(`form.currencies.${store.currency}`)}
    </p>
  )
}
