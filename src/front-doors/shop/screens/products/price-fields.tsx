import { type ReactNode, useEffect, useId, useState } from 'react'
import { focusFirstWrong } from '../../../../web/kit/field.tsx'
import { type PriceRange, readRange, type WrongRange } from './price-range.ts'
import type { ProductFilter } from './product-queries.ts'
import { useProductText } from './text.ts'

/** A price range while it is typed. */
export function usePriceRange({ minPrice, maxPrice }: ProductFilter) {
  const [from, setFrom] = useState(`${minPrice ?? ''}`)
  const [to, setTo] = useState(`${maxPrice ?? ''}`)
  const [error, setError] = useState<WrongRange>()
  // The same list is narrowed at two places.
  useEffect(() => {
    setFrom(`${minPrice ?? ''}`)
    setTo(`${maxPrice ?? ''}`)
    setError(undefined)
  }, [minPrice, maxPrice])
  return {
    ...{ from, to, setFrom, setTo, error },
    /** Undefined: it cannot be applied; the field that is wrong has the focus. */
    read(form: EventTarget): PriceRange | undefined {
      const range = readRange(from, to)
      const isWrong = 'why' in range
      setError(isWrong ? range : undefined)
      if (!isWrong) return range
      focusFirstWrong(form)
      return undefined
    },
    clear() {
      setFrom('')
      setTo('')
      setError(undefined)
    },
  }
}

interface PriceFieldsProps {
  readonly range: ReturnType<typeof usePriceRange>
  /** Beside the fields. */
  readonly children?: ReactNode
}

/** The lowest and the highest price. */
export function PriceFields({ range, children }: PriceFieldsProps) {
  const t = useProductText()
  const id = useId()
  const { from, to, setFrom, setTo, error } = range
  const field = (name: WrongRange['field']) => {
    const isWrong = error?.field === name
    return {
      inputMode: 'numeric',
      maxLength: 13,
      className: 'field w-36 min-w-0 max-sm:w-0 max-sm:flex-1',
      'aria-invalid': isWrong || undefined,
      'aria-describedby': isWrong ? id : undefined,
    } as const
  }
  return (
    <div className="grid gap-1.5">
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
        {children}
      </div>
      {error ? (
        <p id={id} className="text-sm font-medium text-bad">
          {t(error.why)}
        </p>
      ) : null}
    </div>
  )
}
