import { type ProductFilter, sorts } from './product-queries.ts'
import { useProductText } from './text.ts'

/** A search shows first what fits best. */
export const usualSort = ({ q }: ProductFilter) => (q ? 'best' : 'newest')

export function SortOptions({ filter: { q } }: { readonly filter: ProductFilter }) {
  const t = useProductText()
  return (q ? (['best', ...sorts] as const) : sorts).map((one) => (
    <option key={one} value={one}>
      {t(`sort.${one}`)}
    </option>
  ))
}

interface InStockProps {
  readonly isOn: boolean
  readonly onTick: (isOn: boolean) => void
}

export function InStock({ isOn, onTick }: InStockProps) {
  const t = useProductText()
  return (
    <label className="flex min-h-11 items-center gap-2 font-semibold">
      <input
        type="checkbox"
        className="size-5"
        checked={isOn}
        onChange={({ target }) => onTick(target.checked)}
      />
      {t('inStock')}
    </label>
  )
}
