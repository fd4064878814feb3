import { typedPrice } from '../../../../../bookings/screens/desk/times/typed-price.ts'
import type { Currency } from '../../../../../kernel/money.ts'
import { priceOf } from '../../../../../stores/screens/price.ts'
import { newId } from '../../../../../web/new-id.ts'
import type { OwnService } from './book-queries.ts'

/** A service as it is typed. */
export interface ServiceDraft extends Omit<OwnService, 'price' | 'deposit'> {
  readonly price: string
  readonly deposit: string
}

export const newService = (): ServiceDraft => ({
  ...{ id: newId(), name: '', category: '', description: '', minutes: 60, cleanupMinutes: 0 },
  ...{ priceKind: 'fixed', price: '', deposit: '0', isHidden: false },
})

export const draftOf = (service: OwnService, currency: Currency): ServiceDraft => ({
  ...service,
  price: service.price === null ? '' : typedPrice(service.price, currency),
  deposit: typedPrice(service.deposit, currency),
})

/** What is sent; undefined while something is wrong. */
export function serviceOf(draft: ServiceDraft, currency: Currency): OwnService | undefined {
  const price = draft.priceKind === 'asked' ? null : priceOf(draft.price, currency)
  const deposit = priceOf(draft.deposit, currency)
  if (price === undefined || deposit === undefined || !draft.name.trim()) return undefined
  return { ...draft, price, deposit }
}
