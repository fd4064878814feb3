/** Money: whole minor units of an ISO 4217 currency. KRW has none: 12500 is ₩12,500. */
export interface Money {
  readonly amount: number
  readonly currency: Currency
}

export type Currency = 'KRW' | 'USD' | 'EUR' | 'JPY'

/** The largest amount one order may cost; far below 2^53, so that sums stay exact. */
export const AMOUNT_MOST = 1_000_000_000_000
