import type { Static } from 'typebox'
import type { EntryView, WalletView } from './contract.ts'
import type { ListedEntry } from './queries.ts'
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

const entryView = (entry: ListedEntry): Static<typeof EntryView> => ({
  number: entry.number,
  what: entry.kind,
  of: entry.book as 'charged' | 'granted' | 'held',
  amount: { amount: entry.amount, currency: entry.currency },
  balance: { amount: entry.balance, currency: entry.currency },
  order: entry.order,
  at: entry.at.toISOString(),
})

/** A page of at most `limit`: of one entry more it only says that there is more. */
export function entryPage(entries: readonly ListedEntry[], limit: number) {
  const data = entries.slice(0, limit).map(entryView)
  const last = data.at(-1)
  return { data, nextCursor: last && entries.length > limit ? `${last.number}` : null }
}
