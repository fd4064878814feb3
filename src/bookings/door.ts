import type { ScopeWords } from '../accounts/api-keys/rules.ts'
import type { KeyRing } from '../accounts/key-ring.ts'
import type { Id } from '../kernel/id.ts'
import type { Problem } from '../kernel/problem.ts'
import type { Day } from '../kernel/time.ts'
import type { Item, PlaceName } from '../orders/offers.ts'
import type { Order } from '../orders/rules.ts'
import type { Units } from '../orders/unit-queries.ts'
import type { Kind } from '../policies/rules.ts'
import type { Queryable, Sql, Tx } from '../postgres/sql.ts'
import type { Picture } from '../stores/pictures/stored.ts'
import type { PricePer, Pricing } from '../stores/pricing-rules.ts'
import type { StoreDoor } from '../stores/rules.ts'
import type { AnsweringDoor } from './answering-door.ts'
import type { AlongDoor } from './changes/along-door.ts'
import type { DataWords } from './data-words.ts'
import type { RunningReads } from './desk/running-reads.ts'
import type { DeskSellingDoor } from './desk/selling.ts'
import type { FindingDoor, OpeningStore } from './free-times.ts'
import type { Lasting } from './lasting.ts'
import type { ReportingDoor } from './loads.ts'
import type { Deposit } from './no-shows/rules.ts'
import type { ServiceTime } from './quarter-rules.ts'
import type { Said } from './said.ts'
import type { SoldOutDoor } from './sold-out/scope.ts'
import type { TicketDoor } from './ticket-door.ts'
import type { WaitlistDoor } from './waitlist/waited.ts'
import type { Words } from './words.ts'

/** A front door's description of an order line. */
export interface LineDescription extends Lasting {
  /** What was sold, with its quantity: `테이블 1개`, `A구역 3열 12번`. */
  readonly what: Said
  /** What to claim for the same again, in the door's terms. */
  readonly item: Readonly<Record<string, string>>
  /** What its quantity counts; left out: things of their own kind. */
  readonly counts?: PricePer
  /** Its price is a deposit, unless its store says that it is all there is to pay. */
  readonly isDeposit?: boolean
  /** What is paid there, of what costs nothing when it is booked: `매장에서 25,000원 결제`. */
  readonly atStore?: Said
  /** A picture of what was sold, where it has one of its own. */
  readonly image?: Picture | null
  /** Where at the store it is, for its desk alone: `테이블 3 + 4`. */
  readonly where?: Said
}

/** A line of an order, with its place. */
export interface BookedPlace {
  readonly placeId: Id<'Place'>
  readonly key: string
  /** Null for what has no time, like a parcel. */
  readonly startsAt: Date | null
  /** Without what was given back. */
  readonly quantity: number
  /** With what was given back. */
  readonly bought: number
  /** Minor units. */
  readonly unitPrice: number
  /** Of all that was bought, in minor units. */
  readonly discount: number
  readonly taxFree: boolean
  /** It goes along with the others, as a coupon does. */
  readonly isAside: boolean
}

export interface Line extends BookedPlace, LineDescription {
  /** The front door that sells it. */
  readonly door: string
}

/** A line that is described, with what its door has to know of the store. */
export interface PlaceOfStore extends BookedPlace {
  readonly storeId: Id<'Store'>
  readonly orderId?: Id<'Order'>
  readonly pricing: Pricing
}

export interface BookedStore {
  readonly id: Id<'Store'>
  readonly door: string
  readonly name: string
  readonly kind: string | null
  readonly timeZone: string
  readonly pricing: Pricing
  readonly image: Picture | null
}

/** A booking, as far as its door needs it. */
export interface Booked {
  readonly store: BookedStore
  readonly lines: readonly Line[]
}

/** One time of a store's day: how much of it is sold. */
export interface DayTime {
  /** Of the date's service, in the store's time zone. */
  readonly time: ServiceTime
  readonly capacity: number
  /** By orders that hold or bought it. */
  readonly taken: number
  /** Part of `taken`: by calling services, without a booking. */
  readonly reserved: number
  /** Part of `taken`: held for the proposal of a move, until its guest answers. */
  readonly proposed: number
  readonly item: Readonly<Record<string, string>>
}

/** What is sold, when it can be booked. */
export interface Bookable {
  readonly store: Omit<BookedStore, 'door'>
  readonly title: string
  readonly holdSeconds: number
  readonly capacity: number
  /** Minor units. */
  readonly price: number
  /** Null for what has no time, which no booking is moved to. */
  readonly startsAt: Date | null
  /** Default: taxed. */
  readonly taxFree?: boolean
  /** Units of goods, or guests at a table: not among the places of an order’s limit. */
  readonly isUncounted?: boolean
}

/** One thing that a door sells, as a claim asks for it. */
export interface Selling<Offer = unknown> {
  /** What names it in the door's terms, and nothing else: the same for every way to write it. */
  readonly names: Readonly<Record<string, string>>
  readonly item: Item<unknown, Offer>
  /** Decides whether it can be booked at `now`; pure. */
  bookable(offer: Offer | undefined, place: PlaceName, now: Date): Bookable | Problem
}

/** A time that can be booked now. */
export interface OfferedTime {
  readonly placeId: Id<'Place'>
  /** What to claim, in the door's terms. */
  readonly item: Readonly<Record<string, string>>
  readonly startsAt: Date
  readonly remaining: number
  /** Of one, in minor units. */
  readonly price: number
}

/** The next bookable time of a store, with what remains of it. */
export interface Opening {
  readonly storeId: Id<'Store'>
  /** Null for what has no time. */
  readonly startsAt: Date | null
  /** More than 0; what is due back counts as remaining. */
  readonly remaining: number
  /** The same in the door's words: `테이블 3개`. */
  readonly left: Said
  /** Of one, in minor units. */
  readonly price: number
  /** There are dearer ones too. */
  readonly isFrom?: boolean
  /** When it is, in the door's terms: its date as the page of the store asks for it. */
  readonly item?: Readonly<Record<string, string>>
}

/** What doors need of the engine. */
export interface DoorTools {
  newId<Noun extends string>(): Id<Noun>
  readonly keyRing: KeyRing
}

/** What a front door declares for its bookings, by name in `engine.doors`; the core names none. */
export interface BookingDoor
  extends StoreDoor,
    AnsweringDoor,
    DeskSellingDoor<OfferedTime, Selling>,
    FindingDoor,
    ReportingDoor,
    SoldOutDoor,
    WaitlistDoor {
  /** How the keys of its places begin: `seat/`. No two doors have one that begins like another's. */
  readonly keys: readonly string[]
  /**
   * How the keys of those places begin that come back late, at a random time, once they are let go: those that
   * somebody may lie in wait for. Default: none, all come back at once.
   */
  readonly releasesLate?: readonly string[]
  /** Cancellation policies that its stores may choose from. */
  readonly policies: readonly Kind[]
  readonly words: Words
  readonly dataWords?: DataWords
  /** What API keys may be allowed to do at it. */
  readonly scopes?: readonly ScopeWords[]
  /** Topics for open pages only, which are not logged. */
  readonly passingTopics?: readonly string[]
  /** Topics that other services publish as well, with the member of the body that has the subject. */
  readonly sharedTopics?: Readonly<Record<string, string>>
  /** What it sells is ordered at a checkout of its own only, which asks where it goes. */
  readonly ownCheckout?: true
  /** Whether a store `s` offers anything, now or later. */
  readonly sells: Sql
  /**
   * When a store `s` of it is next, an instant or null. Its list is sorted by that, soonest first;
   * left out: by id.
   */
  readonly soonest?: Sql
  /**
   * The next opening of each of these stores, one or more, at most one each: none where all is
   * sold out, begun or closed. A fixed number of statements.
   */
  openings(on: Queryable, stores: readonly OpeningStore[], now: Date): Promise<Opening[]>
  /** What an item in the door's terms names; undefined: nothing. */
  selling(item: Readonly<Record<string, string>>): Selling | undefined
  /** All times of a store that can be booked now, by start; left out: nothing of it begins. */
  offeredTimes?(
    on: Queryable,
    store: { readonly id: Id<'Store'>; readonly timeZone: string; readonly now: Date },
  ): Promise<OfferedTime[]>
  /** How guests change bookings of several lines that go along with one; left out: they cannot. */
  readonly along?: AlongDoor<OfferedTime, Selling>
  /** How much of a store can be bought now, with what is due back; one statement: waiting rooms ask each second. */
  remaining?(on: Queryable, storeId: Id<'Store'>, now: Date): Promise<number>
  /**
   * Whether the fee of a paid order, like that of delivery, comes back with these units of it; undefined:
   * the order has nothing of this door. Asked under the lock of the order.
   */
  feeComesBack?(
    on: Queryable,
    order: Pick<Order, 'storeId' | 'id'>,
    lines: readonly Units[],
  ): Promise<boolean | undefined>
  /**
   * Called in the transaction that gives units of a paid order back or cancels it, after that, with its
   * places and itself locked: what the door would still do with them, it does not. Throws a problem
   * where something has to end first.
   */
  givenBack?(
    engine: DoorTools,
    tx: Tx,
    order: Pick<Order, 'storeId' | 'id' | 'status'>,
  ): Promise<void>
  /** Where what an order has of this door goes, as lines of a mail to its buyer; undefined: it goes nowhere. */
  whereTo?(
    engine: DoorTools,
    on: Queryable,
    order: Pick<Order, 'storeId' | 'id'>,
  ): Promise<Said | undefined>
  /**
   * Whether a mail of the door itself tells the buyer of what was given back of an order, or that it was
   * canceled, at this instant.
   */
  tellsItself?(on: Queryable, order: Pick<Order, 'storeId' | 'id'>, at: Date): Promise<boolean>
  /**
   * How the keys of places begin that are no booking, like a deposit: neither buyer nor store is told
   * that it is paid or canceled.
   */
  readonly unbooked?: string
  /** Whether a store has a subject that may have pictures of its own, like a lot. Without it: none. */
  pictured?(on: Queryable, storeId: Id<'Store'>, subjectId: Id<'Subject'>): Promise<boolean>
  /** It sells admission: paid places of its orders are tickets. */
  readonly tickets?: TicketDoor
  /** The largest deposits of each sort that a store takes. Default: none. */
  deposits?(
    on: Queryable,
    store: { readonly id: Id<'Store'>; readonly pricing: Pricing },
  ): Promise<readonly Deposit[]>
  /** Called in the transaction that closes a store. */
  closed?(tx: Tx, storeId: Id<'Store'>): Promise<void>
  /** Describes lines of orders, in their order; undefined: it is part of another line, and not shown. */
  describe(on: Queryable, lines: readonly PlaceOfStore[]): Promise<(LineDescription | undefined)[]>
  /** The door's own members of a booking, for older clients. */
  members?(booking: Booked): Readonly<Record<string, unknown>>
  /** What decides which date's service goes on at a store; left out: each ends at midnight. */
  running?(
    on: Queryable,
    store: { readonly id: Id<'Store'>; readonly timeZone: string; readonly now: Date },
  ): RunningReads
  /** The times of a day for the store's desk, by start; left out: nothing of it begins. */
  dayTimes?(
    on: Queryable,
    store: { readonly id: Id<'Store'>; readonly timeZone: string; readonly now: Date },
    day: Day,
  ): Promise<DayTime[]>
}
