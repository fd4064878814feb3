import type { Currency } from '../../../../kernel/money.ts'
import { WallFields } from '../../../../stores/screens/wall-fields.tsx'
import { Field, TextArea } from '../../../../web/kit/field.tsx'
import { Select } from '../../../../web/kit/select.tsx'
import { zoneElsewhere } from '../../../../web/kit/zone.ts'
import { useLanguage } from '../../../../web/language.ts'
import { categories } from '../../rules.ts'
import { useLotText } from '../lots/text.ts'
import { AmountField } from './amount-field.tsx'
import { type LotDraft, type LotField, lowPrices } from './lot-draft.ts'
import { useSellerText } from './text.ts'

interface FieldsProps {
  readonly draft: LotDraft
  /** Undefined before the first try to send. */
  readonly wrong: ReadonlySet<LotField> | undefined
  /** What the server said of fields. */
  readonly refused: Partial<Record<LotField, string>>
  readonly onChange: (part: Partial<LotDraft>) => void
}

export function WordFields({ draft, wrong, refused, onChange }: FieldsProps) {
  const t = useSellerText()
  const lotText = useLotText()
  return (
    <>
      <Field
        label={t('form.title')}
        required
        maxLength={100}
        value={draft.title}
        error={wrong?.has('title') ? t('form.titleMissing') : refused.title}
        onChange={({ target }) => onChange({ title: target.value })}
      />
      <Select
        label={t('form.category')}
        required
        value={draft.category}
        error={wrong?.has('category') ? t('form.categoryMissing') : refused.category}
        onChange={({ target }) => onChange({ category: target.value as LotDraft['category'] })}
      >
        <option value="" disabled>
          {t('form.choose')}
        </option>
        {categories.map((one) => (
          <option key={one} value={one}>
            {lotText(`category.${one}`)}
          </option>
        ))}
      </Select>
      <TextArea
        label={t('form.description')}
        hint={t('form.descriptionHint')}
        rows={6}
        maxLength={5000}
        counted
        value={draft.description}
        error={refused.description}
        onChange={({ target }) => onChange({ description: target.value })}
      />
    </>
  )
}

interface PriceFieldsProps extends FieldsProps {
  readonly currency: Currency
}

export function PriceFields({ draft, wrong, refused, onChange, currency }: PriceFieldsProps) {
  const t = useSellerText()
  const low = lowPrices(draft, currency)
  const errorOf = (name: 'startPrice' | 'reserve' | 'buyNow') => {
    if (!wrong?.has(name)) return refused[name]
    if (!low[name]) return t('amountWrong')
    return t(name === 'reserve' ? 'form.reserveLow' : 'form.buyNowLow')
  }
  return (
    <div className="grid items-start gap-5 sm:grid-cols-3">
      <AmountField
        label={t('form.startPrice')}
        typed={draft.startPrice}
        error={errorOf('startPrice')}
        onType={(startPrice) => onChange({ startPrice })}
        {...{ currency }}
      />
      <AmountField
        label={t('form.reserve')}
        hint={t('form.reserveHint')}
        optional
        typed={draft.reserve}
        error={errorOf('reserve')}
        onType={(reserve) => onChange({ reserve })}
        {...{ currency }}
      />
      <AmountField
        label={t('form.buyNow')}
        hint={t('form.buyNowHint')}
        optional
        typed={draft.buyNow}
        error={errorOf('buyNow')}
        onType={(buyNow) => onChange({ buyNow })}
        {...{ currency }}
      />
    </div>
  )
}

interface TimeFieldsProps extends FieldsProps {
  readonly timeZone: string
  /** It may start at once. */
  readonly isNew: boolean
}

export function TimeFields(props: TimeFieldsProps) {
  const { draft, wrong, refused, onChange, timeZone, isNew } = props
  const t = useSellerText()
  const zone = zoneElsewhere(timeZone, useLanguage())
  const isTried = wrong !== undefined
  return (
    <div className="grid gap-5">
      {zone ? <p className="text-sm text-soft">{t('form.zone', { zone })}</p> : null}
      {isNew ? <StartChoice isAtOnce={draft.isAtOnce} onChange={onChange} /> : null}
      {draft.isAtOnce ? null : (
        <WallFields
          legend={t('form.startsAt')}
          {...(isNew && { hint: t('form.startsAtHint') })}
          wall={draft.startsAt}
          error={refused.startsAt}
          onChange={(startsAt) => onChange({ startsAt })}
          {...{ isTried }}
        />
      )}
      <WallFields
        legend={t('form.endsAt')}
        hint={t('form.endsAtHint')}
        wall={draft.endsAt}
        error={refused.endsAt}
        onChange={(endsAt) => onChange({ endsAt })}
        {...{ isTried }}
      />
    </div>
  )
}

interface StartChoiceProps extends Pick<FieldsProps, 'onChange'> {
  readonly isAtOnce: boolean
}

function StartChoice({ isAtOnce, onChange }: StartChoiceProps) {
  const t = useSellerText()
  return (
    <fieldset className="grid gap-1">
      <legend className="mb-1 font-bold">{t('form.starts')}</legend>
      {[true, false].map((one) => (
        <label key={String(one)} className="flex min-h-11 w-fit items-center gap-3">
          <input
            type="radio"
            name="starts"
            className="size-5"
            checked={isAtOnce === one}
            onChange={() => onChange({ isAtOnce: one })}
          />
          {t(one ? 'form.atOnce' : 'form.atTime')}
        </label>
      ))}
    </fieldset>
  )
}
