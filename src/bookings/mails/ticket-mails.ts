import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import type { Attachment, MailContent } from '../../mail/content.ts'
import type { OfferKind } from '../../mail/rules.ts'
import type { Order } from '../../orders/rules.ts'
import type { Said } from '../said.ts'

/** What the mail of a paid booking says of its tickets. */
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

/** Mails about tickets, for the orders of doors that sell some. */
export interface TicketMails {
  /** For the mail of a paid booking. */
  confirm(engine: Engine, order: Order): Promise<Confirmation>
  /** Undefined when it no longer applies. */
  offer(engine: Engine, ask: OfferMailAsk): Promise<MailContent | undefined>
}
