import type { Id } from '../../kernel/id.ts'
import type { Problem } from '../../kernel/problem.ts'
import type { ClaimAsk } from '../../orders/claim-rules.ts'
import type { Item, Offered } from '../../orders/offers.ts'
import type { PlaceDraft } from '../../places/rules.ts'
import type { Queryable } from '../../postgres/sql.ts'
import type { Said } from '../said.ts'

/** Where and when it is looked at whether something can be waited for. */
export interface WaitedAt {
  readonly storeId: Id<'Store'>
  readonly timeZone: string
  readonly now: Date
}

/** A time that is sold, whether or not anything is left of it. */
export interface WaitedTime {
  /** The place that stands for it; what is offered has it. */
  readonly place: PlaceDraft & { readonly startsAt: Date }
  /**
   * How many can be booked now, where more decides than what remains of the place. Left out: what remains.
   */
  readonly available?: number
}

/** Something that guests may wait for once it is sold out. */
export interface Waited {
  /** What names it in the door’s terms, and nothing else. */
  readonly names: Readonly<Record<string, string>>
  /** How many units it is, where the item says it; else the guest does. */
  readonly quantity?: number
  /** `테이블 1개`, `3명`. */
  what(quantity: number): Said
  /** Problems: why it is not sold at all, or not any more. */
  look(on: Queryable, at: WaitedAt): Promise<WaitedTime | Problem>
}

/** An entry whose turn it may be. */
export interface Turn {
  readonly id: Id<'WaitlistEntry'>
  readonly placeId: Id<'Place'>
  readonly buyerId: Id<'Account'>
  readonly quantity: number
  readonly item: Readonly<Record<string, string>>
}

/** What an offer takes, without how long it stands. */
export interface WaitedDraft extends Pick<ClaimAsk, 'title' | 'lines' | 'choose'> {
  readonly startsAt: Date
}

/** How what an entry waits for is claimed, as everybody claims it. */
export interface WaitedClaim extends Pick<ClaimAsk, 'rivals'> {
  readonly items: readonly Item[]
  /** Pure. */
  draft(offers: Offered, now: Date): WaitedDraft | Problem
}

/** What a front door knows of waiting. */
export interface WaitlistDoor {
  /** Guests may wait for what `selling` names, a place at a time, and this is what it is called. */
  waitedAs?(quantity: number): Said
  /** What else they may wait for, of what an item names. */
  waited?(item: Readonly<Record<string, string>>): Waited | undefined
  /**
   * How what these entries wait for is claimed, where it is not what `selling` names; left out of the answer:
   * whoever cannot be served now. A fixed number of statements.
   */
  waitedClaims?(
    on: Queryable,
    storeId: Id<'Store'>,
    turns: readonly Turn[],
  ): Promise<ReadonlyMap<Id<'WaitlistEntry'>, WaitedClaim>>
}
