import type { Product, Variant } from './product-queries.ts'

/** A value for each option; undefined: not chosen yet. */
export type Chosen = readonly (string | undefined)[]

type Choosable = Pick<Product, 'options' | 'variants'>

/** What is chosen at first: what there is no choice about. */
export const firstChoice = ({ options, variants }: Choosable): Chosen =>
  options.map((_, at) => {
    const values = new Set(variants.map((variant) => variant.values[at]))
    return values.size === 1 ? [...values][0] : undefined
  })

const fits = ({ values }: Variant, chosen: Chosen): boolean =>
  chosen.every((value, at) => value === undefined || value === values[at])

/** The variant that is chosen, once every option is. */
export const variantOf = ({ variants }: Choosable, chosen: Chosen): Variant | undefined =>
  chosen.includes(undefined) ? undefined : variants.find((variant) => fits(variant, chosen))

/** What a value of an option leads to, with what is chosen of the others. */
export function valueState(
  { variants }: Choosable,
  chosen: Chosen,
  at: number,
  value: string,
): 'there' | 'sold-out' | 'none' {
  const wanted = chosen.with(at, value)
  const some = variants.filter((variant) => fits(variant, wanted))
  if (some.length === 0) return 'none'
  return some.some(({ left }) => left > 0) ? 'there' : 'sold-out'
}

/** More left than this is not told. */
const SHOWN_MOST = 10

/** How many of a variant one may put into the cart. */
export const mostOf = ({ maxPerOrder }: Pick<Product, 'maxPerOrder'>, { left }: Variant): number =>
  left < SHOWN_MOST ? Math.min(left, maxPerOrder) : maxPerOrder

/** `n개 남음` is told of the last few only. */
export const fewLeft = ({ left }: Variant): boolean => left > 0 && left < SHOWN_MOST
