import type { Eraser, SealedColumn } from '../accounts/erasure.ts'
import type { Joined } from '../accounts/guests/join.ts'
import type { BookingDoor } from '../bookings/door.ts'
import type { DoorMails } from '../bookings/mails/door-mails.ts'
import type { Said } from '../bookings/said.ts'
import type { Engine } from '../engine.ts'
import type { Consumer } from '../events/consumer.ts'
import type { Server } from '../http/edge.ts'
import type { Job } from '../jobs/job.ts'
import type { Id } from '../kernel/id.ts'
import type { Invariant } from '../postgres/invariant.ts'
import type { Picture } from '../stores/pictures/stored.ts'
import type { EventFacts } from '../stores/profile/structured-event-rules.ts'
import type { SchemaType } from '../stores/profile/structured-rules.ts'

/** What a page shows of a thing of a store. */
export interface ShownThing {
  readonly title: string
  readonly description: string
  readonly image: Picture | null
}

/** A way of selling: one folder, declared in its `door.ts`, and one line in `index.ts`. */
export interface FrontDoor extends BookingDoor {
  /** Its tables, applied after those of the core. */
  readonly schema: URL
  /** Its tables of people, like marks on accounts. */
  readonly houseSchema?: URL
  routes(server: Server, engine: Engine): void
  /** Its public pages: the list, and `<list>/<store id>` for each store. */
  readonly page: {
    readonly list: string
    readonly title: Said
    readonly lead: Said
    /** What a store's page begins with: its main picture, or its name. */
    readonly storeBegins: 'picture' | 'name'
    /** What its stores are to search engines, by category or kind; left out: they are not described. */
    readonly schemaType?: (category: string | null) => SchemaType
    /** What takes place at its stores, for search engines, by start; then these are described, and not the store. */
    readonly events?: {
      readonly type: 'Event' | 'MusicEvent'
      read(engine: Engine, storeId: Id<'Store'>): Promise<readonly EventFacts[]>
    }
    /** Titles of pages of a reader's own: `<list>/<name>`. */
    readonly own?: Readonly<Record<string, Said>>
    /** The same at a store: `<list>/<store id>/<name>`. */
    readonly ownAtStore?: Readonly<Record<string, Said>>
    /** A page of a store's thing; undefined: there is none. Default: the store speaks for it. */
    readonly below?: (
      engine: Engine,
      storeId: Id<'Store'>,
      path: readonly string[],
    ) => Promise<ShownThing | undefined>
  }
  /** Fills an empty sandbox with demo data. */
  readonly seed?: (engine: Engine, ownerId: string) => Promise<void>
  /** Subscribers to events of Jari or of other services. */
  readonly consumers?: readonly Consumer[]
  /** Its mails that are about no order. */
  readonly mails?: DoorMails
  /** Erases personal data in the door's tables when an account is deleted. */
  readonly erase?: Eraser
  /** Gives what a guest has at the door to the account that they signed in to: a cart. */
  readonly joined?: Joined
  /** Its columns of sealed personal data, for the key rotation. */
  readonly sealed?: readonly SealedColumn[]
  /** Invariants of its tables. */
  readonly invariants?: readonly Invariant[]
  /** Background jobs, which every process runs. */
  readonly jobs?: readonly Job[]
  /** Those of a sandbox, which play other people. */
  readonly sandboxJobs?: readonly Job[]
}
