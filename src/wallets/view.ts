import type { Static } from 'typebox'
import type { EntryView, WalletView } from './contract.ts'
import type { ListedEntry, OrderName } from './queries.ts'
import type { Wallet } from './rules.ts'

export const walletView = ({
  charged,
  granted,
  held,
  currency,
}: Pick<Wallet, 'charged' | 'granted' | 'held' | 'currency'>): Static<typeof WalletView> => ({
  charged: { amount: charged, currency },
  granted: { amount: granted, currency },
  held: { amount: held, currency },
})

type Entry = Static<typeof EntryView>

/** Entries of owned wallets only: the books of ownerless wallets have no view here. */
const entryView = (entry: ListedEntry, order: OrderName | undefined): Entry => ({
  number: entry.number,
  what: entry.kind as Entry['what'],
  of: entry.book as Entry['of'],
  amount: { amount: entry.amount, currency: entry.currency },
  balance: { amount: entry.balance, currency: entry.currency },
  order: order ?? null,
  at: entry.at.toISOString(),
})

/** A page of at most `limit`; an extra entry only sets the cursor. */
export function entryPage(
  entries: readonly ListedEntry[],
  orders: readonly OrderName[],
  limit: number,
) {
  const byId = new Map(orders.map((order) => [order.id, order]))
  const data = entries
    .slice(0, limit)
    .map((entry) => entryView(entry, byId.get(entry.orderId ?? '')))
  const last = data.at(-1)
  return { data, nextCursor: last && entries.length > limit ? `${last.number}` : null }
}
