import { PriceField } from '../../../../../stores/screens/price-field.tsx'
import { PricingSaid } from '../../../../../stores/screens/pricing-said.tsx'
import { Button } from '../../../../../web/kit/button.tsx'
import { Select } from '../../../../../web/kit/select.tsx'
import type { Form } from '../../../../../web/use-form.ts'
import type { SeatingTerms } from './seating-queries.ts'
import { type TermsDraft, termsFaults } from './terms-draft.ts'
import { useSeatingText } from './text.ts'

interface FieldsProps {
  readonly form: Form<TermsDraft>
  readonly currency: SeatingTerms['currency']
}

const quarters = Array.from({ length: 48 }, (_, at) => (at + 1) * 15)
const sizes = Array.from({ length: 100 }, (_, at) => at + 1)

/** How long parties stay, by size. */
export function StayFields({ form: { draft, change, isTried } }: FieldsProps) {
  const t = useSeatingText()
  const { stays } = draft
  const wrong = isTried ? termsFaults(draft).stay : -1
  const last = stays.at(-1)
  const replace = (at: number, part: Partial<(typeof stays)[number]>) =>
    change({ stays: stays.map((stay, other) => (other === at ? { ...stay, ...part } : stay)) })
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1 font-semibold">{t('terms.stays')}</legend>
      <p className="text-sm text-soft">{t('terms.staysLead')}</p>
      {stays.map((stay, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are named by their order
        <div key={at} className="grid grid-cols-[1fr_1fr_auto] items-end gap-3">
          <Select
            label={t('terms.stayParty')}
            required
            value={stay.partyMost}
            error={wrong === at ? t('terms.stayOrder') : undefined}
            onChange={({ target }) => replace(at, { partyMost: Number(target.value) })}
          >
            {sizes.map((count) => (
              <option key={count} value={count}>
                {t('terms.upTo', { count })}
              </option>
            ))}
          </Select>
          <Select
            label={t('terms.stayMinutes')}
            required
            value={stay.minutes}
            onChange={({ target }) => replace(at, { minutes: Number(target.value) })}
          >
            {quarters.map((minutes) => (
              <option key={minutes} value={minutes}>
                {t('terms.minutes', { minutes })}
              </option>
            ))}
          </Select>
          <Button
            kind="plain"
            className="px-2"
            disabled={stays.length === 1}
            aria-label={t('terms.stayRemoveOf', { count: stay.partyMost })}
            onClick={() => change({ stays: stays.filter((_, other) => other !== at) })}
          >
            {t('terms.stayRemove')}
          </Button>
        </div>
      ))}
      <Button
        kind="quiet"
        className="justify-self-start"
        disabled={stays.length >= 20 || (last?.partyMost ?? 0) >= 100}
        onClick={() =>
          change({
            stays: [
              ...stays,
              { partyMost: (last?.partyMost ?? 0) + 1, minutes: last?.minutes ?? 120 },
            ],
          })
        }
      >
        {t('terms.stayAdd')}
      </Button>
    </fieldset>
  )
}

/** What a party pays before it comes. */
export function DepositFields({
  restaurantId,
  form: { draft, change, isTried },
  currency,
}: FieldsProps & { readonly restaurantId: string }) {
  const t = useSeatingText()
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1 font-semibold">{t('terms.deposit')}</legend>
      <p className="text-sm text-soft">{t('terms.depositLead')}</p>
      <PricingSaid storeId={restaurantId} withoutUnit />
      <PriceField
        label={t('terms.amount')}
        typed={draft.amount}
        onType={(amount) => change({ amount })}
        {...{ currency, isTried }}
      />
      <div className="flex flex-wrap gap-x-6">
        {(['person', 'table'] as const).map((per) => (
          <label key={per} className="flex min-h-11 items-center gap-2">
            <input
              type="radio"
              name="per"
              checked={draft.per === per}
              onChange={() => change({ per })}
            />
            {t(`terms.per.${per}`)}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
