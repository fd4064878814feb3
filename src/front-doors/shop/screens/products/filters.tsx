import { useEffect, useState } from 'react'
import { Submit } from '../../../../web/kit/button.tsx'
import { FilterButton } from './filter-dialog.tsx'
import { PriceFields, usePriceRange } from './price-fields.tsx'
import type { ProductFilter, Sort } from './product-queries.ts'
import { InStock, SortOptions, usualSort } from './sorting.tsx'
import { useProductText } from './text.ts'

interface FiltersProps {
  readonly filter: ProductFilter
  readonly onChange: (part: ProductFilter) => void
}

/**
 * The search field, which searches while something is typed, and what else narrows a list: on a phone behind a button,
 * so that the first products are seen at once.
 */
export function Filters({ filter, onChange }: FiltersProps) {
  const t = useProductText()
  const usual = usualSort(filter)
  return (
    <div className="grid gap-3">
      <div className="grid grid-cols-[minmax(0,1fr)_auto] gap-2 sm:grid-cols-1">
        <SearchField typed={filter.q ?? ''} onSearch={(q) => onChange({ q: q || undefined })} />
        <FilterButton {...{ filter, onChange }} />
      </div>
      <div className="hidden flex-wrap items-center gap-x-4 gap-y-3 sm:flex">
        <select
          aria-label={t('sort.label')}
          className="field w-auto"
          value={filter.sort ?? usual}
          onChange={({ target }) =>
            onChange({ sort: target.value === usual ? undefined : (target.value as Sort) })
          }
        >
          <SortOptions filter={filter} />
        </select>
        <PriceRange filter={filter} onChange={onChange} />
        <InStock
          isOn={filter.inStock === true}
          onTick={(isOn) => onChange({ inStock: isOn || undefined })}
        />
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

function PriceRange({ filter, onChange }: FiltersProps) {
  const t = useProductText()
  const range = usePriceRange(filter)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        const prices = range.read(event.currentTarget)
        if (prices) onChange(prices)
      }}
    >
      <PriceFields range={range}>
        <Submit kind="quiet">{t('applyPrice')}</Submit>
      </PriceFields>
    </form>
  )
}
