import type { Id } from '../kernel/id.ts'
import type { Currency } from '../kernel/money.ts'
import { Problem, problem } from '../kernel/problem.ts'

/**
 * Wallets: prepaid balances in a double-entry ledger. A transfer has entries that sum to zero.
 *
 *   gateway's clearing ──── charge ──▶ charged ──┬─ spend ──────────────────────▶ store's revenue
 *   platform's promotion ── grant ───▶ granted ──┴─ hold ─▶ held ─── capture ───▶
 *
 * Reversals: uncharge, lapse, refund, and release of a hold. A refund to a wallet whose owner has left
 * is `owed` instead of charged (ownerless/rules.ts).
 */
export interface Wallet extends Mix {
  readonly id: Id<'Wallet'>
  readonly currency: Currency
  readonly held: number
  /** Refunded after the owner left; to be refunded through the charging gateways. */
  readonly owed: number
  /** No gateway can refund it: paid out by hand. */
  readonly unclaimed: number
  /** Where refunds go after the owner left; null while the wallet has an owner. */
  readonly wayBack: WayBack | null
  /** How many entries the ledger has of it. */
  readonly entries: number
}

/** Chosen by the owner when leaving. */
export type WayBack = 'gateway' | 'by-hand'

/** A paid-for part and a granted part, in minor units. */
export interface Mix {
  readonly charged: number
  readonly granted: number
}

/** Ledger accounts. Those of a wallet have a stored balance; the others are sums of entries. */
export type Book = OwnBook | 'revenue' | 'clearing' | 'promotion'
const ownBooks = ['charged', 'granted', 'held', 'owed', 'unclaimed'] as const
type OwnBook = (typeof ownBooks)[number]

export interface Entry {
  readonly book: Book
  /** Minor units, never 0; credits are positive. */
  readonly amount: number
  readonly walletId: Id<'Wallet'> | null
  readonly number: number | null
  readonly balance: number | null
  readonly storeId: Id<'Store'> | null
  readonly gateway: string | null
}

export type Kind =
  | 'charge'
  | 'uncharge'
  | 'recharge'
  | 'grant'
  | 'lapse'
  | 'spend'
  | 'hold'
  | 'capture'
  | 'release'
  | 'refund'
  | 'leave'
  | 'unclaim'
  | 'payout'

/** The operation behind a transfer. `operationKey` is its idempotency key. */
export interface Cause {
  readonly operationKey: string
  readonly storeId?: Id<'Store'> | null
  readonly orderId?: Id<'Order'> | null
  readonly paymentId?: Id<'Payment'> | null
  readonly gateway?: string
}

export interface Transfer extends Cause {
  readonly kind: Kind
  readonly amount: number
  readonly currency: Currency
  readonly entries: readonly Entry[]
}

/** A transfer to write, and the wallet after it. */
export interface Posted {
  readonly wallet: Wallet
  readonly transfer: Transfer
}

export const balanceShort = problem<{ available: number }>('wallet-balance-short', 'declined', {
  ko: '지갑 잔액이 부족해요.',
  en: 'There is not enough in your wallet.',
})
export const chargeOutOfRange = problem<{ least: number; most: number }>(
  'charge-out-of-range',
  'invalid',
  {
    ko: '한 번에 1,000원부터 2,000,000원까지 충전할 수 있어요.',
    en: 'You can top up ₩1,000 to ₩2,000,000 at a time.',
  },
)
export const walletFull = problem<{ most: number; room: number }>('wallet-full', 'conflict', {
  ko: '충전금은 2,000,000원까지 보유할 수 있어요.',
  en: 'A wallet holds ₩2,000,000 of topped-up balance at most.',
})
export const chargeSpent = problem<{ left: number }>('charge-spent', 'conflict', {
  ko: '충전금을 이미 사용해 그 금액만큼 환불할 수 없어요.',
  en: 'Less than that is left of this top-up.',
})
export const walletMissing = problem('wallet-missing', 'missing', {
  ko: '소유자가 없는 지갑이에요.',
  en: 'Nobody owns this wallet.',
})
export const accountMissing = problem('account-missing', 'missing', {
  ko: '계정을 찾을 수 없어요.',
  en: 'There is no such account.',
})
export const walletNotEmpty = problem<{ charged: number; held: number }>(
  'wallet-not-empty',
  'conflict',
  {
    ko: '지갑에 남은 충전금이나 결제 중인 금액이 있어 탈퇴할 수 없어요. 충전금은 먼저 사용하거나 환불받고, 결제 중이라면 완료된 뒤에 다시 시도해 주세요.',
    en: 'There is money in your wallet. Spend it or take it back, and let payments finish, before you leave.',
  },
)

/** In won. The law limits the balance of a named wallet; the least saves gateway fees. */
export const CHARGE = { least: 1_000, most: 2_000_000 } as const
export const BALANCE_MOST = 2_000_000

/**
 * Whether `amount` may be charged to a wallet with `charged` and `pending` in open charges.
 * Problems in order: charge-out-of-range, wallet-full.
 */
export function mayCharge(
  amount: number,
  { charged, pending }: { charged: number; pending: number },
) {
  if (amount < CHARGE.least || amount > CHARGE.most) return chargeOutOfRange({ ...CHARGE })
  return hasRoom(charged + pending, amount)
}

/** Whether a wallet with `charged` may hold `amount` more. Problem: wallet-full. */
export function hasRoom(charged: number, amount: number): true | Problem {
  const room = BALANCE_MOST - charged
  return amount > room ? walletFull({ most: BALANCE_MOST, room: Math.max(0, room) }) : true
}

/** An open charge: neither paid nor canceled. */
export interface PendingCharge {
  readonly amount: number
  readonly expiresAt: Date
  readonly pinnedAt: Date | null
}

/** The sum of live open charges of other amounts: the same amount is the same order. */
export const pendingAmount = (
  charges: readonly PendingCharge[],
  amount: number,
  now: Date,
): number =>
  charges
    .filter((one) => one.amount !== amount && (one.pinnedAt !== null || now < one.expiresAt))
    .reduce((sum, one) => sum + one.amount, 0)

type Move = readonly [book: Book, amount: number]
type Balances = Pick<Wallet, OwnBook | 'entries'>
const isOwn = (book: Book): book is OwnBook => ownBooks.some((own) => own === book)

/** Builds a transfer between a wallet's books and others. Zero moves are dropped. */
export function post(wallet: Wallet, kind: Kind, cause: Cause, moves: readonly Move[]): Posted {
  const after: { -readonly [Name in keyof Balances]: Balances[Name] } = { ...wallet }
  const entries = moves.flatMap(([book, amount]): Entry[] => {
    if (amount === 0) return []
    const entry = { book, amount, walletId: null, number: null, balance: null }
    const owner = {
      storeId: book === 'revenue' ? (cause.storeId ?? null) : null,
      gateway: book === 'clearing' ? (cause.gateway ?? null) : null,
    }
    if (!isOwn(book)) return [{ ...entry, ...owner }]
    after[book] += amount
    after.entries += 1
    const own = { walletId: wallet.id, number: after.entries, balance: after[book] }
    return [{ ...entry, ...owner, ...own }]
  })
  const amount = entries.reduce((sum, entry) => sum + Math.max(0, entry.amount), 0)
  const transfer = { ...cause, kind, amount, currency: wallet.currency, entries }
  return { wallet: { ...wallet, ...after }, transfer }
}

/** Credits money received through a gateway. Problem: wallet-full. */
export function charge(wallet: Wallet, cause: Cause, amount: number): Posted | Problem {
  const room = hasRoom(wallet.charged, amount)
  if (room instanceof Problem) return room
  return post(wallet, 'charge', cause, [
    ['clearing', -amount],
    ['charged', amount],
  ])
}

/** The book of charged balance, with or without an owner. */
const chargedBook = ({ wayBack }: Wallet) => (wayBack ? 'owed' : 'charged')

/** The refundable amount of a charge: what is left of it and not spent. */
export const unspent = (wallet: Wallet, left: number): number =>
  Math.min(left, wallet[chargedBook(wallet)])

/** Debits a charge, or a part of it, for a refund. Problem: charge-spent. */
export function uncharge(wallet: Wallet, cause: Cause, amount: number, left: number) {
  const available = unspent(wallet, left)
  if (amount > available) return chargeSpent({ left: available })
  return post(wallet, 'uncharge', cause, [
    [chargedBook(wallet), -amount],
    ['clearing', amount],
  ])
}

/**
 * Reverses `uncharge` after the gateway refused the refund, also above the limit. Without an owner
 * the amount is paid out by hand.
 */
export const recharge = (wallet: Wallet, cause: Cause, amount: number): Posted =>
  post(wallet, 'recharge', cause, [
    ['clearing', -amount],
    [wallet.wayBack ? 'unclaimed' : 'charged', amount],
  ])

/** The gateway refunded a charge without our request: what was spent is the platform's loss. */
export function writeOff(wallet: Wallet, cause: Cause, amount: number): Posted {
  const books: readonly OwnBook[] = wallet.wayBack ? ['unclaimed', 'owed'] : ['charged']
  let rest = amount
  const moves = books.map((book): Move => {
    const taken = Math.min(rest, wallet[book])
    rest -= taken
    return [book, -taken]
  })
  return post(wallet, 'uncharge', cause, [...moves, ['promotion', -rest], ['clearing', amount]])
}

export const grant = (wallet: Wallet, cause: Cause, amount: number): Posted =>
  post(wallet, 'grant', cause, [
    ['promotion', -amount],
    ['granted', amount],
  ])

/** Returns granted balance to the platform when the owner leaves. Problem: wallet-not-empty. */
export function lapse(wallet: Wallet, cause: Cause): Posted | Problem | undefined {
  const { charged, held, granted } = wallet
  if (charged > 0 || held > 0) return walletNotEmpty({ charged, held })
  if (granted === 0) return undefined
  return post(wallet, 'lapse', cause, [
    ['granted', -granted],
    ['promotion', granted],
  ])
}

/**
 * Splits `amount` into its parts. Granted balance is spent first, so that refundable balance lasts.
 */
export function mixOf({ charged, granted }: Mix, amount: number): Mix | Problem {
  if (amount > charged + granted) return balanceShort({ available: charged + granted })
  const fromGranted = Math.min(granted, amount)
  return { charged: amount - fromGranted, granted: fromGranted }
}
