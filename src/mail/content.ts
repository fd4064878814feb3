import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import type { MailKind } from './rules.ts'

/** The content of a mail. */
export interface MailContent {
  readonly subject: string
  readonly text: string
  readonly attachments?: readonly {
    readonly filename: string
    readonly contentType: string
    readonly content: string
  }[]
}

export interface MailAsk {
  readonly storeId: Id<'Store'>
  readonly orderId: Id<'Order'>
  readonly kind: MailKind
  /** The refund it is about, where an order may have several. */
  readonly aboutId: string | null
  /** The name of the recipient's account. */
  readonly name: string
}

/** Writes a mail about the current state of an order; undefined if it no longer applies. */
export type WriteMail = (engine: Engine, ask: MailAsk) => Promise<MailContent | undefined>
