import { Button } from '../../../web/kit/button.tsx'
import { Field } from '../../../web/kit/field.tsx'
import { Select } from '../../../web/kit/select.tsx'
import {
  isEndWrong,
  isKeptWrong,
  type PolicyDraft,
  TIERS_MOST,
  type TierDraft,
  withTier,
} from './policy-draft.ts'
import { usePolicyText } from './text.ts'

interface PolicyTiersProps {
  readonly draft: PolicyDraft
  readonly isTried: boolean
  readonly onChange: (draft: PolicyDraft) => void
  /** Resets to the preset tiers. */
  readonly onPreset: () => void
}

/** Edits the tiers of a policy; the last always ends at the start. */
export function PolicyTiers({ draft, isTried, onChange, onPreset }: PolicyTiersProps) {
  const t = usePolicyText()
  const { tiers } = draft
  const write = (changed: TierDraft) =>
    onChange({ ...draft, tiers: tiers.map((tier) => (tier.id === changed.id ? changed : tier)) })
  const remove = (id: number) =>
    onChange({ ...draft, tiers: tiers.filter((tier) => tier.id !== id) })
  return (
    <section className="grid gap-4" aria-label={t('tiers')}>
      <ol className="grid gap-3">
        {tiers.map((tier, at) => (
          <li key={tier.id}>
            <TierFields
              at={at + 1}
              isLast={at === tiers.length - 1}
              tier={tier}
              isTried={isTried}
              onChange={write}
              onRemove={() => remove(tier.id)}
            />
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap gap-3">
        {tiers.length < TIERS_MOST ? (
          <Button kind="quiet" onClick={() => onChange(withTier(draft))}>
            {t('add')}
          </Button>
        ) : null}
        <Button kind="plain" onClick={onPreset}>
          {t('preset')}
        </Button>
      </div>
      <p className="text-sm text-soft">{t('law')}</p>
    </section>
  )
}

interface TierFieldsProps {
  /** 1 for the first. */
  readonly at: number
  readonly isLast: boolean
  readonly tier: TierDraft
  readonly isTried: boolean
  readonly onChange: (tier: TierDraft) => void
  readonly onRemove: () => void
}

function TierFields({ at, isLast, tier, isTried, onChange, onRemove }: TierFieldsProps) {
  const t = usePolicyText()
  return (
    <fieldset className="grid gap-3 rounded-2xl border border-line p-4">
      <legend className="px-1 font-semibold">{isLast ? t('last') : t('tier', { at })}</legend>
      {isLast ? null : (
        <div className="grid grid-cols-2 items-start gap-3">
          <Field
            label={t('end')}
            required
            inputMode="numeric"
            maxLength={3}
            value={tier.end}
            error={isTried && isEndWrong(tier) ? t('wrong') : undefined}
            onChange={(event) => onChange({ ...tier, end: event.target.value })}
          />
          <Select
            label={t('unit')}
            required
            value={tier.unit}
            onChange={(event) =>
              onChange({ ...tier, unit: event.target.value === 'days' ? 'days' : 'hours' })
            }
          >
            <option value="hours">{t('hours')}</option>
            <option value="days">{t('days')}</option>
          </Select>
        </div>
      )}
      <div className="grid grid-cols-2 items-end gap-3">
        <Field
          label={t('kept')}
          required
          inputMode="numeric"
          maxLength={3}
          value={tier.kept}
          error={isTried && isKeptWrong(tier) ? t('wrong') : undefined}
          onChange={(event) => onChange({ ...tier, kept: event.target.value })}
        />
        {isLast ? null : (
          <Button
            kind="plain"
            className="justify-self-end"
            aria-label={t('removeTier', { at })}
            onClick={onRemove}
          >
            {t('remove')}
          </Button>
        )}
      </div>
    </fieldset>
  )
}
