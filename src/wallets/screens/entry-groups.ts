import type { Money } from '../../kernel/money.ts'
import type { EntryAnswer } from './wallet-queries.ts'

/** Entries of one transfer, shown as one movement. */
export interface Movement {
  /** The number of its latest entry. */
  readonly number: number
  readonly what: EntryAnswer['what']
  readonly at: string
  readonly order: EntryAnswer['order']
  /** Change of the spendable balance; of the held balance if nothing else moved. */
  readonly amount: Money
  /** The entries, oldest first. */
  readonly parts: readonly EntryAnswer[]
}

/** Groups entries, latest first, by the transfer that wrote them. */
export function movementsOf(entries: readonly EntryAnswer[]): Movement[] {
  const groups: EntryAnswer[][] = []
  for (const entry of entries) {
    const last = groups.at(-1)
    if (last?.[0] && isTogether(last[0], entry)) last.unshift(entry)
    else groups.push([entry])
  }
  return groups.map(movementOf)
}

const isTogether = (one: EntryAnswer, other: EntryAnswer): boolean =>
  one.what === other.what && one.at === other.at && one.order?.id === other.order?.id

function movementOf(parts: readonly EntryAnswer[]): Movement {
  const latest = parts.at(-1) as EntryAnswer
  const spendable = parts.filter((part) => part.of !== 'held')
  const counted = spendable.length > 0 ? spendable : parts
  const amount = counted.reduce((sum, part) => sum + part.amount.amount, 0)
  const { number, what, at, order } = latest
  return { number, what, at, order, amount: { ...latest.amount, amount }, parts }
}
