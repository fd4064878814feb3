import type { Id } from '../kernel/id.ts'
import type { Currency } from '../kernel/money.ts'
import { Problem, problem } from '../kernel/problem.ts'

/**
 * Wallets: prepaid balances, kept by double entry. Whatever moves is a transfer whose entries sum
 * to zero, so nothing comes from nowhere and nothing is lost.
 *
 *   gateway's clearing ── charge ──▶ charged ──┬─ spend ──────────────────────▶ store's revenue
 *   house's promotion ─── grant ───▶ granted ──┴─ hold ─▶ held ─── capture ───▶
 *
 * Back along the same ways: uncharge, lapse, refund, and release for a hold. When the owner has left
 * (left/rules.ts), a refund is `owed` to them instead of charged.
 */
export interface Wallet extends Mix {
  readonly id: Id<'Wallet'>
  readonly currency: Currency
  readonly held: number
  /** Came back after the owner left, and is to be passed on to the gateways it was charged by. */
  readonly owed: number
  /** Could not be passed on: a person pays it out. */
  readonly unclaimed: number
  /** Where money goes that comes back after the owner left; null while somebody owns the wallet. */
  readonly wayBack: WayBack | null
  /** How many entries the ledger has of it. */
  readonly entries: number
}

/** What the owner chose when they left. */
export type WayBack = 'gateway' | 'by-hand'

/** So much that was paid for, so much that was a gift; minor units. */
export interface Mix {
  readonly charged: number
  readonly granted: number
}

/** Those of a wallet have a balance of their own; the others are the sums of their entries. */
export type Book = OwnBook | 'revenue' | 'clearing' | 'promotion'
const ownBooks = ['charged', 'granted', 'held', 'owed', 'unclaimed'] as const
type OwnBook = (typeof ownBooks)[number]

export interface Entry {
  readonly book: Book
  /** Minor units, never 0; more is positive. */
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

/** Why something moves. The same operation key is the same transfer, whoever repeats it. */
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

/** A transfer to write, with the wallet as it is after it. */
export interface Posted {
  readonly wallet: Wallet
  readonly transfer: Transfer
}

export const balanceShort = problem<{ available: number }>('wallet-balance-short', 'declined', {
  ko: '지갑 잔액이 모자랍니다.',
  en: 'There is not enough in your wallet.',
})
export const chargeOutOfRange = problem<{ least: number; most: number }>(
  'charge-out-of-range',
  'invalid',
  {
    ko: '한 번에 1,000원부터 2,000,000원까지 충전할 수 있습니다.',
    en: 'You can charge ₩1,000 to ₩2,000,000 at a time.',
  },
)
export const walletFull = problem<{ most: number; room: number }>('wallet-full', 'conflict', {
  ko: '지갑에는 충전금을 2,000,000원까지 둘 수 있습니다.',
  en: 'A wallet holds ₩2,000,000 of charged balance at most.',
})
export const chargeSpent = problem<{ left: number }>('charge-spent', 'conflict', {
  ko: '충전한 금액을 이미 써서 그만큼 돌려드릴 수 없습니다.',
  en: 'Less than that is left of what was charged.',
})
export const walletMissing = problem('wallet-missing', 'missing', {
  ko: '지갑의 주인이 없습니다.',
  en: 'Nobody owns this wallet.',
})
export const accountMissing = problem('account-missing', 'missing', {
  ko: '그런 계정이 없습니다.',
  en: 'There is no such account.',
})
export const walletNotEmpty = problem<{ charged: number; held: number }>(
  'wallet-not-empty',
  'conflict',
  {
    ko: '지갑에 남은 충전금이나 결제 중인 금액이 있어 탈퇴할 수 없습니다. 충전금은 먼저 쓰거나 돌려받고, 결제 중이라면 끝난 뒤에 다시 해 주세요.',
    en: 'There is money in your wallet. Spend it or take it back, and let payments finish, before you leave.',
  },
)

/** Won; the law allows a named wallet so much, and asking more often than that costs more. */
export const CHARGE = { least: 1_000, most: 2_000_000 } as const
export const BALANCE_MOST = 2_000_000

/**
 * Whether `amount` may be charged to a wallet that has `charged` and waits for `waiting` more.
 * Problems in order: charge-out-of-range, wallet-full.
 */
export function mayCharge(
  amount: number,
  { charged, waiting }: { charged: number; waiting: number },
) {
  if (amount < CHARGE.least || amount > CHARGE.most) return chargeOutOfRange({ ...CHARGE })
  return hasRoom(charged + waiting, amount)
}

/** Whether a wallet that holds `charged` may hold `amount` more. Problem: wallet-full. */
export function hasRoom(charged: number, amount: number): true | Problem {
  const room = BALANCE_MOST - charged
  return amount > room ? walletFull({ most: BALANCE_MOST, room: Math.max(0, room) }) : true
}

/** A charge that was begun, and neither paid for nor canceled. */
export interface BegunCharge {
  readonly amount: number
  readonly expiresAt: Date
  readonly pinnedAt: Date | null
}

/** What other amounts a person may still pay for: the same amount again is the same order. */
export const waitingFor = (begun: readonly BegunCharge[], amount: number, now: Date): number =>
  begun
    .filter((one) => one.amount !== amount && (one.pinnedAt !== null || now < one.expiresAt))
    .reduce((sum, one) => sum + one.amount, 0)

type Move = readonly [book: Book, amount: number]
type Balances = Pick<Wallet, OwnBook | 'entries'>
const isOwn = (book: Book): book is OwnBook => ownBooks.some((own) => own === book)

/** Moves between a wallet's books and others. Moves of nothing are left out. */
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

/** Money arrived through a gateway, for a charge. Problem: wallet-full. */
export function charge(wallet: Wallet, cause: Cause, amount: number): Posted | Problem {
  const room = hasRoom(wallet.charged, amount)
  if (room instanceof Problem) return room
  return post(wallet, 'charge', cause, [
    ['clearing', -amount],
    ['charged', amount],
  ])
}

/** Where charged balance is: with its owner, or owed to one who has left. */
const chargedBook = ({ wayBack }: Wallet) => (wayBack ? 'owed' : 'charged')

/** What of a charge can be given back: what is left of it, as far as the wallet has not spent it. */
export const unspent = (wallet: Wallet, left: number): number =>
  Math.min(left, wallet[chargedBook(wallet)])

/** A charge, or a part of it, is given back. Problem: charge-spent. */
export function uncharge(wallet: Wallet, cause: Cause, amount: number, left: number) {
  const there = unspent(wallet, left)
  if (amount > there) return chargeSpent({ left: there })
  return post(wallet, 'uncharge', cause, [
    [chargedBook(wallet), -amount],
    ['clearing', amount],
  ])
}

/**
 * The gateway refused to give a charge back: it is in the wallet again, also above the limit. Of
 * one who has left a person pays it out.
 */
export const recharge = (wallet: Wallet, cause: Cause, amount: number): Posted =>
  post(wallet, 'recharge', cause, [
    ['clearing', -amount],
    [wallet.wayBack ? 'unclaimed' : 'charged', amount],
  ])

/** The gateway gave a charge back by itself: what the wallet has spent of it is the house's loss. */
export function lose(wallet: Wallet, cause: Cause, amount: number): Posted {
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

/** Whose owner leaves goes back to the house, as far as it was a gift. Problem: wallet-not-empty. */
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
 * Of what `amount` is made. Gifts go first, so that what is left is as far as possible what a
 * person can have paid back.
 */
export function mixOf({ charged, granted }: Mix, amount: number): Mix | Problem {
  if (amount > charged + granted) return balanceShort({ available: charged + granted })
  const gift = Math.min(granted, amount)
  return { charged: amount - gift, granted: gift }
}
