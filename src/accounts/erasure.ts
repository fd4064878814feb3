import type { Tx } from '../postgres/sql.ts'

/** What a person who leaves has chosen. */
export interface LeaveOptions {
  /** Where money goes that comes back later: by the gateway that it came from, or paid out by hand. */
  readonly moneyBack: 'gateway' | 'by-hand'
}

/** Removes what one part of the product knows of a person who leaves. */
export type Eraser = (tx: Tx, accountId: string, wishes: LeaveOptions) => Promise<void>

/** A table with personal data: its primary key, and the columns that a key ring sealed. */
export interface SealedColumn {
  readonly table: string
  readonly keys: readonly string[]
  readonly columns: readonly string[]
}
