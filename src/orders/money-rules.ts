/** What a line costs, in minor units. */
export interface PricedLine {
  readonly quantity: number
  readonly unitPrice: number
  /** Of all its units together: the share of a coupon. Default: 0. */
  readonly discount?: number
  /** Default: taxed. */
  readonly taxFree?: boolean
}

/** The price of all units of a line, less its discount. */
export const netOf = ({ quantity, unitPrice, discount = 0 }: PricedLine): number =>
  quantity * unitPrice - discount

/** What an order costs. The fee, for delivery, is taxed. */
export const amountOf = (lines: readonly PricedLine[], fee: number): number =>
  lines.reduce((sum, line) => sum + netOf(line), fee)

/** The part of an order's amount on which there is no tax. */
export const taxFreeIn = (lines: readonly PricedLine[]): number =>
  lines.reduce((sum, line) => (line.taxFree ? sum + netOf(line) : sum), 0)

/** How many units of a line its buyer still has. */
export const unitsLeft = ({
  quantity,
  givenBack,
}: {
  readonly quantity: number
  readonly givenBack: number
}): number => quantity - givenBack

/**
 * What a number of a line's units are worth, after others were given back. The worths of all units
 * add up to the line's net, in any order of steps.
 */
export function worthOf(line: PricedLine & { readonly givenBack: number }, units: number): number {
  const upTo = (count: number) =>
    // the product may exceed Number.MAX_SAFE_INTEGER
    Number((BigInt(netOf(line)) * BigInt(count)) / BigInt(line.quantity))
  return upTo(line.givenBack + units) - upTo(line.givenBack)
}
