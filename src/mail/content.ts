import type { Engine } from '../engine.ts'
import type { CalendarEntry } from '../kernel/calendar.ts'
import type { Id } from '../kernel/id.ts'
import type { PhoneMessage } from '../texts/templates.ts'
import type { NoticeKind } from './notice-rules.ts'
import type { OrderMailKind } from './rules.ts'

/** The content of a mail. */
export interface MailContent {
  readonly subject: string
  readonly text: string
  /** What calendars do with it (RFC 5546): enter or change these entries, or remove them. */
  readonly calendar?: {
    readonly method: 'REQUEST' | 'CANCEL'
    readonly entries: readonly CalendarEntry[]
  }
  readonly attachments?: readonly Attachment[]
  /** Who gets it instead of the buyer. */
  readonly to?: string | readonly string[]
  /** The same in the words of a message to a phone. */
  readonly phone?: PhoneContent
}

export interface PhoneContent extends PhoneMessage {
  /** A number as somebody typed it; without it the number that the buyer has verified. */
  readonly to?: string | undefined
}

/** A file that goes along with a mail. */
export interface Attachment {
  readonly filename: string
  readonly contentType: string
  readonly content: Buffer
}

/** A mail to the buyer of an order. */
export interface BuyerMailAsk {
  readonly storeId: Id<'Store'>
  readonly orderId: Id<'Order'>
  readonly kind: OrderMailKind
  /** What it is about, where an order may have several: a refund, a part given back, a move. */
  readonly aboutId: string | null
  /** The name of the buyer's account; empty once they have left. */
  readonly name: string
  /** The buyer is a guest, who has no page of bookings. */
  readonly isGuest?: boolean
  /** Only its words for a phone are asked for. */
  readonly isForPhone?: boolean
}

/** A mail to a store, of everything that none has told before. */
export interface OwnerMailAsk {
  readonly storeId: Id<'Store'>
  readonly kind: 'owner'
  /** Latest first, one or more. */
  readonly notices: readonly Notice[]
  /** With those that are not listed. */
  readonly count: number
}

/** A mail of a front door; its tables say under the same id what it is about, and to whom. */
export interface DoorMailAsk {
  readonly storeId: Id<'Store'>
  readonly kind: 'door'
  readonly mailId: Id<'Mail'>
}

/** An invitation to work at a store: which has this mail says what for, and to whom. */
export interface StaffMailAsk {
  readonly storeId: Id<'Store'>
  readonly kind: 'staff'
  readonly mailId: Id<'Mail'>
}

/** Something that a store is told of. */
export interface Notice {
  readonly id: Id<'Notice'>
  readonly orderId: Id<'Order'>
  readonly kind: NoticeKind
  /** The payment, the move, or the step of giving back. */
  readonly aboutId: string | null
  readonly at: Date
}

/** Writes a mail about the current state of things; undefined if it no longer applies. */
export type WriteMail = (
  engine: Engine,
  ask: BuyerMailAsk | OwnerMailAsk | DoorMailAsk | StaffMailAsk,
) => Promise<MailContent | undefined>
