import { useEffect, useId, useState } from 'react'
import { Submit } from '../../../../web/kit/button.tsx'
import { focusFirstWrong } from '../../../../web/kit/field.tsx'
import { readRange, type WrongRange } from './price-range.ts'
import { type ProductFilter, type Sort, sorts } from './product-queries.ts'
import { useProductText } from './text.ts'

interface FiltersProps {
  readonly filter: ProductFilter
  readonly onChange: (part: ProductFilter) => void
}

/** The search field, which searches while something is typed, and what else narrows a list. */
export function Filters({ filter, onChange }: FiltersProps) {
  const t = useProductText()
  const usual = filter.q ? 'best' : 'newest'
  return (
    <div className="grid gap-3">
      <SearchField typed={filter.q ?? ''} onSearch={(q) => onChange({ q: q || undefined })} />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <select
          aria-label={t('sort.label')}
          className="field w-auto"
          value={filter.sort ?? usual}
          onChange={({ target }) =>
            onChange({ sort: target.value === usual ? undefined : (target.value as Sort) })
          }
        >
          {(filter.q ? (['best', ...sorts] as const) : sorts).map((one) => (
            <option key={one} value={one}>
              {t(`sort.${one}`)}
            </option>
          ))}
        </select>
        <PriceRange filter={filter} onChange={onChange} />
        <label className="flex min-h-11 items-center gap-2 font-semibold">
          <input
            type="checkbox"
            className="size-5 accent-accent"
            checked={filter.inStock === true}
            onChange={({ target }) => onChange({ inStock: target.checked || undefined })}
          />
          {t('inStock')}
        </label>
      </div>
    </div>
  )
}

/** Time to type the next letter before a search begins. */
const PAUSE_MS = 250
const TYPED_MOST = 50

function SearchField({
  typed: known,
  onSearch,
}: {
  readonly typed: string
  readonly onSearch: (typed: string) => void
}) {
  const t = useProductText()
  const [typed, setTyped] = useState(known)
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is typed starts a search
  useEffect(() => {
    const wanted = typed.trim()
    if (wanted === known) return
    const timer = setTimeout(() => onSearch(wanted), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed])
  return (
    <search>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          onSearch(typed.trim())
        }}
      >
        <input
          type="search"
          enterKeyHint="search"
          autoComplete="off"
          aria-label={t('search')}
          placeholder={t('search')}
          maxLength={TYPED_MOST}
          className="field sm:text-lg"
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
      </form>
    </search>
  )
}

function PriceRange({ filter: { minPrice, maxPrice }, onChange }: FiltersProps) {
  const t = useProductText()
  const id = useId()
  const [from, setFrom] = useState(`${minPrice ?? ''}`)
  const [to, setTo] = useState(`${maxPrice ?? ''}`)
  const [error, setError] = useState<WrongRange>()
  const apply = (form: EventTarget) => {
    const range = readRange(from, to)
    if ('why' in range) {
      setError(range)
      return focusFirstWrong(form)
    }
    setError(undefined)
    onChange(range)
  }
  const field = (name: WrongRange['field']) => {
    const isWrong = error?.field === name
    return {
      inputMode: 'numeric',
      maxLength: 13,
      className: 'field w-32',
      'aria-invalid': isWrong || undefined,
      'aria-describedby': isWrong ? id : undefined,
    } as const
  }
  return (
    <form
      className="grid gap-1.5"
      onSubmit={(event) => {
        event.preventDefault()
        apply(event.currentTarget)
      }}
    >
      <div className="flex flex-wrap items-center gap-2">
        <input
          {...field('from')}
          aria-label={t('minPrice')}
          placeholder={t('minPrice')}
          value={from}
          onChange={({ target }) => setFrom(target.value)}
        />
        <span aria-hidden="true">~</span>
        <input
          {...field('to')}
          aria-label={t('maxPrice')}
          placeholder={t('maxPrice')}
          value={to}
          onChange={({ target }) => setTo(target.value)}
        />
        <Submit kind="quiet">{t('applyPrice')}</Submit>
      </div>
      {error ? (
        <p id={id} className="text-sm font-medium text-bad">
          {t(error.why)}
        </p>
      ) : null}
    </form>
  )
}
