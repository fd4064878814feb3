import { useEffect, useState } from 'react'
import type { Currency } from '../../../../kernel/money.ts'
import { priceOf } from '../../../../stores/screens/price.ts'
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

/** Prices of a list are typed in major units of the usual currency. */
const CURRENCY: Currency = 'KRW'

function PriceRange({ filter: { minPrice, maxPrice }, onChange }: FiltersProps) {
  const t = useProductText()
  const [from, setFrom] = useState(`${minPrice ?? ''}`)
  const [to, setTo] = useState(`${maxPrice ?? ''}`)
  const apply = () =>
    onChange({ minPrice: priceOf(from, CURRENCY), maxPrice: priceOf(to, CURRENCY) })
  const field = {
    inputMode: 'numeric',
    maxLength: 13,
    className: 'field w-36',
    onBlur: apply,
  } as const
  return (
    <form
      className="flex items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        apply()
      }}
    >
      <input
        {...field}
        aria-label={t('minPrice')}
        placeholder={t('minPrice')}
        value={from}
        onChange={({ target }) => setFrom(target.value)}
      />
      <span aria-hidden="true">~</span>
      <input
        {...field}
        aria-label={t('maxPrice')}
        placeholder={t('maxPrice')}
        value={to}
        onChange={({ target }) => setTo(target.value)}
      />
      <button type="submit" className="sr-only">
        {t('applyPrice')}
      </button>
    </form>
  )
}
