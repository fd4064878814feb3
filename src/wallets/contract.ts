import { Type } from 'typebox'
import { endpoint } from '../kernel/endpoint.ts'
import { Instant, MoneyShape, OrNull, PageOf, Paragraph, Shape, Uuid } from '../kernel/shape.ts'
import { OrderView } from '../orders/contract.ts'
import * as orders from '../orders/rules.ts'
import * as rules from './rules.ts'

export const WalletView = Shape(
  {
    /** Paid for; refundable. */
    charged: MoneyShape,
    /** Granted by the platform; spent first. */
    granted: MoneyShape,
    /** Held for orders being paid. */
    held: MoneyShape,
  },
  'Wallet',
)

export const EntryView = Shape(
  {
    /** The entry's sequence number in the wallet. */
    number: Type.Integer(),
    what: Type.Enum([
      'charge',
      'uncharge',
      'recharge',
      'grant',
      'lapse',
      'spend',
      'hold',
      'capture',
      'release',
      'refund',
    ]),
    of: Type.Enum(['charged', 'granted', 'held']),
    /** Credits are positive. */
    amount: MoneyShape,
    /** The balance of the same kind after this entry. */
    balance: MoneyShape,
    order: OrNull(Shape({ id: Uuid, number: Type.String(), title: Type.String() })),
    at: Instant,
  },
  'WalletEntry',
)

export const getWallet = endpoint({
  name: 'getWallet',
  method: 'GET',
  path: '/v1/wallet',
  summary: 'Read the balances of your wallet',
  role: 'customer',
  exported: 'wallet',
  accountsOnly: true,
  takesWaitingToken: true,
  answer: WalletView,
  problems: [],
})

export const listEntries = endpoint({
  name: 'listWalletEntries',
  method: 'GET',
  path: '/v1/wallet/entries',
  summary: 'List the entries of your wallet, latest first',
  role: 'customer',
  exported: 'walletEntries',
  accountsOnly: true,
  query: Shape({
    cursor: Type.Optional(Type.String({ pattern: '^[1-9]\\d{0,8}$' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  }),
  answer: PageOf(EntryView),
  problems: [],
})

export const chargeWallet = endpoint({
  name: 'chargeWallet',
  method: 'PATCH',
  path: '/v1/wallet',
  summary: 'Open a charge of your wallet: answers the order to pay',
  role: 'customer',
  accountsOnly: true,
  takesWaitingToken: true,
  once: true,
  body: Shape({ amount: Type.Integer({ minimum: 0, maximum: 1_000_000_000_000 }) }),
  answer: OrderView,
  problems: [rules.chargeOutOfRange, rules.walletFull, orders.tooManyReadyOrders],
})

export const grantBalance = endpoint({
  name: 'grantBalance',
  method: 'POST',
  path: '/v1/wallet-grants',
  summary: 'Grant free balance to an account',
  role: 'admin',
  once: true,
  creates: '',
  body: Shape({
    accountId: Uuid,
    amount: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
    reason: Paragraph({ least: 1, most: 200 }),
  }),
  answer: WalletView,
  problems: [rules.accountMissing],
})
