import type { ProductFilter } from './product-queries.ts'

/** How many of sorting, price and stock are not as usual. */
export const countNarrowing = ({ sort, minPrice, maxPrice, inStock }: ProductFilter): number =>
  [sort, minPrice ?? maxPrice, inStock].filter((one) => one !== undefined).length
