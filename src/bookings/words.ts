import type { Said } from './said.ts'

/** What a front door calls its stores and what it sells, in mails. */
export interface Words {
  readonly store: Said
  /** The actor when the store cancels: `식당에서`, `The restaurant`. */
  readonly byStore: Said
  /** The subject of a late payment's mail: `자리가`, `the table`. */
  readonly gone: Said
  /** The length of a calendar entry. */
  readonly durationSeconds: number
  /** How a paid booking is canceled, where nothing begins; else it is until it begins. Formal, as mails are. */
  readonly cancellation?: Said
  /** What is bought of it is called so; left out: a booking. */
  readonly ordered?: OrderWords
}

/** What mails call an order, and what is in it. */
export interface OrderWords {
  /** `주문`, `order`. */
  readonly noun: Said
  /** What it is once it is paid: `주문 완료`. */
  readonly confirmed: string
  /** `구매자`, `buyer`. */
  readonly buyer: Said
  /** Before what was bought: `상품`. */
  readonly content: Said
  /** Each thing has a line of its own, with its price. */
  readonly isListed?: boolean
}
