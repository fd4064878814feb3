import type { Tx } from '../postgres/sql.ts'

/** Choices of a person who leaves. */
export interface LeaveOptions {
  /** Where later refunds go: back to the gateway they came from, or paid out by hand. */
  readonly moneyBack: 'gateway' | 'by-hand'
}

/** Erases what one part of the product stores about a person. */
export type Eraser = (tx: Tx, accountId: string, options: LeaveOptions) => Promise<void>

/** A table with sealed personal data: its primary key and the sealed columns. */
export interface SealedColumn {
  readonly table: string
  readonly keys: readonly string[]
  readonly columns: readonly string[]
  /** Columns with the blind index of a sealed one: `{ phone_index: 'phone' }`. */
  readonly indexes?: Readonly<Record<string, string>>
}

/** Stored answers with a secret in them; most answers are not sealed. */
export const sealedAnswers: SealedColumn = {
  table: 'idempotency_keys',
  keys: ['scope', 'key'],
  columns: ['answer'],
}
