/** Whole minor units of an ISO 4217 currency. KRW has no minor unit: 12500 is ₩12,500. */
export interface Money {
  readonly amount: number
  readonly currency: Currency
}

export type Currency = 'KRW' | 'USD' | 'EUR' | 'JPY'
