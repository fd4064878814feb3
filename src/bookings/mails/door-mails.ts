import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import type { Attachment, DoorMailAsk, MailContent } from '../../mail/content.ts'
import type { OfferKind } from '../../mail/rules.ts'
import type { Order } from '../../orders/rules.ts'
import type { Said } from '../door.ts'

/** What a front door adds to the mail of a paid booking. */
export interface Confirmation {
  /** A line, with an address. */
  readonly line: Said
  readonly attachments: readonly Attachment[]
}

/** An offer of a place to somebody else. */
export interface OfferMailAsk {
  readonly kind: OfferKind
  readonly order: Order
  readonly offerId: Id<'Offer'>
}

/** The mails of a front door beside those of every booking. */
export interface DoorMails {
  /** For the mail of a paid booking. */
  confirm?(engine: Engine, order: Order): Promise<Confirmation>
  /** Undefined when it no longer applies. */
  offer?(engine: Engine, ask: OfferMailAsk): Promise<MailContent | undefined>
  /** Of kind `door`, with who gets it; undefined when it no longer applies. */
  write?(engine: Engine, ask: DoorMailAsk): Promise<MailContent | undefined>
}
