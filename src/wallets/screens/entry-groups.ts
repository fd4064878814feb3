import type { Money } from '../../kernel/money.ts'
import type { EntryAnswer } from './wallet-queries.ts'

/** What a person sees as one movement: the entries of it, and what it changed for them. */
export interface Movement {
  /** Of its latest entry. */
  readonly number: number
  readonly what: EntryAnswer['what']
  readonly at: string
  readonly order: EntryAnswer['order']
  /** What can be spent, more or less; of a movement of held money alone, that. */
  readonly amount: Money
  /** The entries, oldest first. */
  readonly parts: readonly EntryAnswer[]
}

/** Entries that were written together are one movement. They come latest first. */
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
