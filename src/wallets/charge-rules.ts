import type { Id } from '../kernel/id.ts'
import type { Order } from '../orders/rules.ts'

/** The platform's own store, created by the schema: it sells charged balance. */
export const PLATFORM_STORE: Id<'Store'> = '6a617269-0000-4000-8000-000000000001'

/** The platform's clock, by which a wallet tells its times. */
export const WALLET_ZONE = 'Asia/Seoul'

/** Whether an order buys charged balance. The transaction that pays it must call `creditIn`. */
export const isCharge = ({ storeId }: Pick<Order, 'storeId'>): boolean => storeId === PLATFORM_STORE

/** What a charge is called in payment windows. */
export const CHARGE_TITLE = { ko: '지갑 충전', en: 'Wallet top-up' } as const
