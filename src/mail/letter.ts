import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import type { MailKind } from './rules.ts'

/** What a mail says. */
export interface Letter {
  readonly subject: string
  readonly text: string
  readonly attachments?: readonly {
    readonly filename: string
    readonly contentType: string
    readonly content: string
  }[]
}

export interface LetterAsk {
  readonly storeId: Id<'Store'>
  readonly orderId: Id<'Order'>
  readonly kind: MailKind
  /** Which of several: the refund that it tells of. */
  readonly aboutId: string | null
  /** How to greet them: the name of their account. */
  readonly name: string
}

/** Says what there is to tell of an order as it now is; nothing when that is no longer true. */
export type WriteLetter = (engine: Engine, ask: LetterAsk) => Promise<Letter | undefined>
