import type { AsyncRouteComponent, LinkOptions } from '@tanstack/react-router'
import type { ComponentType, ReactNode } from 'react'
import type { Key, Query } from '../../web/cache.ts'
import type { Result } from '../../web/call.ts'
import type { Booking } from './booking-queries.ts'

export type BookedStore = Booking['store']

/** The door-specific part of a booking's screens. Texts are in the reader's language. */
export interface BookingDoor {
  /** The store's page, at the date of the booking. */
  readonly storePage: (booking: Booking) => LinkOptions
  /** What heads the booking; default: the name of the store. */
  readonly title?: (booking: Booking) => string | undefined
  /** A stand-in for a missing picture; default: our mark. */
  readonly Picture?: ComponentType<{ readonly store: BookedStore; readonly className: string }>
  /** What its items are called: `좌석`. */
  readonly items?: () => string
  /** The hint of the message field. */
  readonly messageHint: () => string
  /** What it is called where it is no booking, which is mailed to nobody: `입찰 보증금`. */
  readonly unbooked?: (booking: Booking) => string | undefined
  /** How it is canceled, where nothing begins. */
  readonly cancellation?: (booking: Booking) => string
  /** What the page says of a booking to pay for, paid or canceled, where the usual words do not fit. */
  readonly stageWords?: (
    booking: Booking,
    stage: 'form' | 'paid' | 'canceled',
  ) => StageWords | undefined
  /** How far what was paid is, where that heads its page. */
  readonly progress?: {
    readonly query: (bookingId: string) => Query<object>
    /** @param known undefined: it is not known yet */
    readonly words: (booking: Booking, known: object | undefined) => ProgressWords
  }
  /** How far a paid one is, on its card in a list; shows its children while that is unknown. */
  readonly CardStage?: ComponentType<CardStageProps> | AsyncRouteComponent<CardStageProps>
  /** What replaces the button to give a hold up; undefined: nothing does. */
  readonly wayOut?: (booking: Booking) => ReactNode | undefined
  /** It may refuse to cancel what is paid: asked before the button is shown. */
  readonly mayRefuseCancel?: boolean
  /** Shows the button that cancels what is paid, or why it is not canceled any more. */
  readonly UnlessFinal?: ComponentType<UnlessFinalProps> | AsyncRouteComponent<UnlessFinalProps>
  /** Its own words, where the usual ones speak of guests and places. */
  readonly word?: (name: BookingWord) => string | undefined
  /** That its guests do not change how many come themselves, and what to do instead. */
  readonly partyStays?: (booking: Booking) => string | undefined
  /** Title and length of the calendar entry. */
  readonly event: (storeName: string) => string
  readonly durationSeconds: number
  /** The next step once it is paid: `티켓 보기`. */
  readonly whenPaid?: (booking: Booking) => { readonly label: string; readonly page: LinkOptions }
  /** What has become of a booking that was paid: where its parcels are. */
  readonly Progress?:
    | ComponentType<{ readonly booking: Booking }>
    | AsyncRouteComponent<{ readonly booking: Booking }>
  /**
   * Who it is for and where it goes, of what its own checkout has asked: shown instead of the form of
   * the booker.
   */
  readonly Recipient?:
    | ComponentType<{ readonly booking: Booking }>
    | AsyncRouteComponent<{ readonly booking: Booking }>
  /** The query that shows what remains at a store. */
  readonly availabilityKey: (storeId: string) => Key
  /** Claims the same again; undefined if that is impossible. */
  readonly claimAgain: (booking: Booking) => Claiming<void> | undefined
}

export interface StageWords {
  readonly title: string
  readonly lead: string
}

export interface ProgressWords extends StageWords {
  /** What becomes of it is shown before what was paid. */
  readonly isUnderWay: boolean
}

export interface CardStageProps {
  readonly booking: Booking
  /** The usual tag. */
  readonly children: ReactNode
}

export interface UnlessFinalProps {
  readonly booking: Booking
  /** Nothing is said where it is final: that is said elsewhere. */
  readonly isQuiet?: boolean
  /** The button. */
  readonly children: ReactNode
  /** The button for what other doors sold of it, beside why its own is not canceled any more. */
  readonly rest?: ReactNode
}

export type BookingWord =
  | 'summary'
  | 'lineCanceled'
  | 'booker'
  | 'changeBooker'
  | 'privacy'
  | 'letGo'
  | 'letGoTitle'
  | 'letGoLead'
  | 'letGoDone'
  | 'cancel'
  | 'cancelTitle'
  | 'cancelDone'
  | 'cancelSent'
  | 'paid'
  | 'canceled'
  | 'canceledByStore'
  | 'expired'
  | 'again'
  | 'againLead'

/** How places of a store are claimed. */
export interface Claiming<Selection> {
  /** `price` is the one that the reader saw, in minor units. */
  readonly place: (
    selection: Selection,
    key: string,
    price: number,
  ) => Promise<Result<{ readonly id: string }>>
  /** The store's page at what is claimed, which is then focused (`useWantedTime`). */
  readonly pageAt: (selection: Selection) => LinkOptions
  /** The query that shows what remains; refetched after a refusal. */
  readonly availabilityKey: Key
}

/** The same for one selection only. */
export const claimingOne = <Selection>(
  { place, pageAt, availabilityKey }: Claiming<Selection>,
  selection: Selection,
): Claiming<void> => ({
  place: (_, ...seen) => place(selection, ...seen),
  pageAt: () => pageAt(selection),
  availabilityKey,
})
