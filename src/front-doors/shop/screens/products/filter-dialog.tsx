import { type FormEvent, useState } from 'react'
import { Button, Submit } from '../../../../web/kit/button.tsx'
import { Dialog } from '../../../../web/kit/dialog.tsx'
import { Select } from '../../../../web/kit/select.tsx'
import { countNarrowing } from './narrowing.ts'
import { PriceFields, usePriceRange } from './price-fields.tsx'
import type { ProductFilter, Sort } from './product-queries.ts'
import { InStock, SortOptions, usualSort } from './sorting.tsx'
import { useProductText } from './text.ts'

interface FilterDialogProps {
  readonly filter: ProductFilter
  readonly onChange: (part: ProductFilter) => void
}

/** On a phone: how a list is sorted and narrowed, behind one button that says how many of them count. */
export function FilterButton(props: FilterDialogProps) {
  const t = useProductText()
  const [isOpen, setOpen] = useState(false)
  const count = countNarrowing(props.filter)
  return (
    <>
      <Button
        kind="quiet"
        className="shrink-0 px-4 sm:hidden"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        {t('filter.open')}
        {count > 0 ? (
          <span className="grid size-6 place-items-center rounded-full bg-accent text-sm text-on-accent">
            <span className="sr-only">{t('filter.count', { count })}</span>
            <span aria-hidden="true">{count}</span>
          </span>
        ) : null}
      </Button>
      {isOpen ? <FilterDialog {...props} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

function FilterDialog({
  filter,
  onChange,
  onClose,
}: FilterDialogProps & { readonly onClose: () => void }) {
  const t = useProductText()
  const range = usePriceRange(filter)
  const [sort, setSort] = useState(filter.sort ?? usualSort(filter))
  const [inStock, setInStock] = useState(filter.inStock === true)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const prices = range.read(event.currentTarget)
    if (!prices) return
    const isUsual = sort === usualSort(filter)
    const chosen = { sort: isUsual ? undefined : (sort as Sort), inStock: inStock || undefined }
    onChange({ ...prices, ...chosen })
    onClose()
  }
  const reset = () => {
    range.clear()
    setSort(usualSort(filter))
    setInStock(false)
  }
  return (
    <Dialog title={t('filter.open')} onClose={onClose}>
      <form onSubmit={submit} noValidate className="grid gap-5">
        <Select
          label={t('sort.label')}
          required
          value={sort}
          onChange={({ target }) => setSort(target.value as Sort)}
        >
          <SortOptions filter={filter} />
        </Select>
        <fieldset className="grid gap-2">
          <legend className="pb-1 font-semibold">{t('filter.price')}</legend>
          <PriceFields range={range} />
        </fieldset>
        <InStock isOn={inStock} onTick={setInStock} />
        <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-3">
          <Button kind="quiet" onClick={reset}>
            {t('filter.reset')}
          </Button>
          <Submit>{t('filter.show')}</Submit>
        </div>
      </form>
    </Dialog>
  )
}
