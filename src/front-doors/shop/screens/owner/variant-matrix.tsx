import { useState } from 'react'
import type { Currency } from '../../../../kernel/money.ts'
import { PriceField } from '../../../../stores/screens/price-field.tsx'
import { Button } from '../../../../web/kit/button.tsx'
import { Field } from '../../../../web/kit/field.tsx'
import {
  allAlike,
  combinationsOf,
  countOf,
  type DraftFields,
  emptyRow,
  keyOf,
  optionsOf,
  type Row,
} from './product-draft.ts'
import { useSellerText } from './text.ts'

const VARIANTS_MOST = 100

/** Every combination of the options, with its price, its stock and its SKU. */
export function VariantMatrix({
  draft,
  isTried,
  onChange,
  currency,
}: DraftFields & { readonly currency: Currency }) {
  const t = useSellerText()
  const combinations = combinationsOf(optionsOf(draft)).slice(0, VARIANTS_MOST)
  return (
    <fieldset className="grid gap-4">
      <legend className="mb-3 text-lg font-bold">{t('variants.title')}</legend>
      {combinations.length > 1 ? (
        <AllAlike
          currency={currency}
          onApply={(typed) => onChange({ rows: allAlike(draft, typed) })}
        />
      ) : null}
      {combinations.map((values) => {
        const key = keyOf(values)
        const row = draft.rows[key] ?? emptyRow
        return (
          <VariantRow
            key={key}
            {...{ values, row, isTried, currency }}
            onRow={(part) => onChange({ rows: { ...draft.rows, [key]: { ...row, ...part } } })}
          />
        )
      })}
    </fieldset>
  )
}

const untyped = { price: '', stocked: '', lowAt: '' }

/** What is typed once for all rows. */
function AllAlike({
  currency,
  onApply,
}: {
  readonly currency: Currency
  readonly onApply: (typed: typeof untyped) => void
}) {
  const t = useSellerText()
  const [typed, setTyped] = useState(untyped)
  const set = (part: Partial<typeof untyped>) => setTyped({ ...typed, ...part })
  return (
    <fieldset className="grid items-end gap-3 rounded-2xl bg-well p-4 sm:grid-cols-4">
      <legend className="float-left col-span-full font-bold">{t('variants.all')}</legend>
      <PriceField
        label={t('variants.price')}
        {...{ currency, isTried: false }}
        typed={typed.price}
        onType={(price) => set({ price })}
      />
      <Field
        label={t('variants.stocked')}
        inputMode="numeric"
        value={typed.stocked}
        onChange={({ target }) => set({ stocked: target.value })}
      />
      <Field
        label={t('variants.lowAt')}
        inputMode="numeric"
        value={typed.lowAt}
        onChange={({ target }) => set({ lowAt: target.value })}
      />
      <Button kind="quiet" onClick={() => onApply(typed)}>
        {t('variants.apply')}
      </Button>
    </fieldset>
  )
}

interface VariantRowProps {
  readonly values: readonly string[]
  readonly row: Row
  readonly isTried: boolean
  readonly currency: Currency
  readonly onRow: (part: Partial<Row>) => void
}

function VariantRow({ values, row, isTried, currency, onRow }: VariantRowProps) {
  const t = useSellerText()
  const name = values.join(' · ')
  const wrong = (typed: string) =>
    isTried && countOf(typed) === undefined ? t('variants.countWrong') : undefined
  return (
    <fieldset className="grid gap-3 rounded-2xl border border-line p-4">
      {name ? (
        <legend className="float-left flex w-full flex-wrap items-center justify-between gap-3 font-bold">
          {name}
        </legend>
      ) : null}
      {name ? (
        <label className="flex min-h-11 items-center gap-3 text-soft">
          <input
            type="checkbox"
            className="size-5"
            checked={row.isOut}
            onChange={({ target }) => onRow({ isOut: target.checked })}
          />
          {t('variants.out')}
        </label>
      ) : null}
      {row.isOut ? null : (
        <div className="grid gap-3 sm:grid-cols-4">
          <PriceField
            label={t('variants.price')}
            {...{ currency, isTried }}
            typed={row.price}
            onType={(price) => onRow({ price })}
          />
          {row.variantId ? null : (
            <Field
              label={t('variants.stocked')}
              inputMode="numeric"
              value={row.stocked}
              error={wrong(row.stocked)}
              onChange={({ target }) => onRow({ stocked: target.value })}
            />
          )}
          <Field
            label={t('variants.lowAt')}
            inputMode="numeric"
            value={row.lowAt}
            error={wrong(row.lowAt)}
            onChange={({ target }) => onRow({ lowAt: target.value })}
          />
          <Field
            label={t('variants.sku')}
            maxLength={50}
            autoComplete="off"
            value={row.sku}
            onChange={({ target }) => onRow({ sku: target.value })}
          />
        </div>
      )}
    </fieldset>
  )
}
