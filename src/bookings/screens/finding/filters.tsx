import { type FormEvent, useState } from 'react'
import { priceText } from '../../../kernel/format.ts'
import { Button, Submit } from '../../../web/kit/button.tsx'
import { Field } from '../../../web/kit/field.tsx'
import { Select } from '../../../web/kit/select.tsx'
import { useLanguage } from '../../../web/language.ts'
import { useQuery } from '../../../web/query.ts'
import { choicesQuery, type Finding } from './finding-queries.ts'
import { useFindingText } from './text.ts'

interface FiltersProps {
  readonly door: string | undefined
  readonly finding: Finding
  readonly onChange: (finding: Finding) => void
}

const PARTIES = [1, 2, 3, 4, 5, 6, 7, 8, 10, 12]
const BUDGETS = [10_000, 20_000, 30_000, 50_000, 100_000, 200_000]

/** When somebody wants to come, how many, where and for how much. */
export function Filters({ door, finding, onChange }: FiltersProps) {
  const t = useFindingText()
  const { q: _, ...narrowed } = finding
  const isNarrowed = Object.keys(narrowed).length > 0
  return (
    <details className="rounded-3xl border border-line bg-card">
      <summary className="flex min-h-12 cursor-pointer items-center px-5 font-semibold">
        {t('filters')}
      </summary>
      <FilterForm key={JSON.stringify(finding)} {...{ door, finding, onChange, isNarrowed }} />
    </details>
  )
}

function FilterForm({
  door,
  finding,
  onChange,
  isNarrowed,
}: FiltersProps & { readonly isNarrowed: boolean }) {
  const t = useFindingText()
  const [draft, setDraft] = useState(finding)
  const set = (part: Part) =>
    setDraft(Object.fromEntries(Object.entries({ ...draft, ...part }).filter(([, value]) => value)))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onChange(draft)
  }
  return (
    <form onSubmit={submit} className="grid grid-cols-2 items-end gap-4 px-5 pb-5 lg:grid-cols-6">
      <WhenFields {...{ draft, set }} />
      <WhereFields {...{ draft, set, door }} />
      <div className="col-span-full flex flex-wrap gap-2">
        <Submit>{t('search')}</Submit>
        {isNarrowed ? (
          <Button kind="quiet" onClick={() => onChange({})}>
            {t('clear')}
          </Button>
        ) : null}
      </div>
    </form>
  )
}

type Part = { readonly [Name in keyof Finding]?: Finding[Name] | undefined }

interface FieldsProps {
  readonly draft: Finding
  readonly set: (part: Part) => void
}

const Any = () => <option value="">{useFindingText()('any')}</option>

function WhenFields({ draft, set }: FieldsProps) {
  const t = useFindingText()
  return (
    <>
      <Field
        label={t('date')}
        required
        type="date"
        value={draft.date ?? ''}
        onChange={({ target }) => set({ date: target.value })}
      />
      <Field
        label={t('time')}
        required
        type="time"
        step={1800}
        value={draft.time ?? ''}
        onChange={({ target }) => set({ time: target.value })}
      />
      <Select
        label={t('party')}
        required
        value={draft.party ?? ''}
        onChange={({ target }) => set({ party: Number(target.value) })}
      >
        <Any />
        {PARTIES.map((count) => (
          <option key={count} value={count}>
            {t('people', { count })}
          </option>
        ))}
      </Select>
    </>
  )
}

function WhereFields({ draft, set, door }: FieldsProps & { readonly door: string | undefined }) {
  const t = useFindingText()
  const language = useLanguage()
  const { data } = useQuery(choicesQuery(door))
  return (
    <>
      <Select
        label={t('area')}
        required
        value={[draft.province, draft.district].filter(Boolean).join(' ')}
        onChange={({ target }) => {
          const [province, district] = target.value.split(' ')
          set({ province, district })
        }}
      >
        <Any />
        {data?.areas.map(({ province, districts }) => (
          <optgroup key={province} label={province}>
            {[province, ...districts.map((district) => `${province} ${district}`)].map((area) => (
              <option key={area}>{area}</option>
            ))}
          </optgroup>
        ))}
      </Select>
      <Select
        label={t('category')}
        required
        value={draft.category ?? ''}
        onChange={({ target }) => set({ category: target.value })}
      >
        <Any />
        {data?.categories.map(({ name, words }) => (
          <option key={name} value={name}>
            {words[language]}
          </option>
        ))}
      </Select>
      <Select
        label={t('price')}
        required
        value={draft.priceMost ?? ''}
        onChange={({ target }) => set({ priceMost: Number(target.value) })}
      >
        <Any />
        {BUDGETS.map((amount) => (
          <option key={amount} value={amount}>
            {t('priceMost', { price: priceText({ amount, currency: 'KRW' }, language) })}
          </option>
        ))}
      </Select>
    </>
  )
}
