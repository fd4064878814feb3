import type { AnyRoute, AsyncRouteComponent } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import type { BookingDoor } from '../bookings/screens/booking-door.ts'
import type { Booking } from '../bookings/screens/booking-queries.ts'
import type { AnswerOf, StaffRole } from '../kernel/endpoint.ts'
import type * as stores from '../stores/contract.ts'
import type { PricePer, Pricing } from '../stores/pricing-rules.ts'

/**
 * What a front door declares to the web client. Shared screens (home, list of stores, desk,
 * bookings) name no door; they show these members. Texts are functions because the language may
 * change.
 */
export interface Door {
  /** The same as on the server. */
  readonly name: string
  readonly routes: readonly AnyRoute[]
  /** What it offers: a title and a sentence. */
  readonly title: () => string
  readonly lead: () => string
  /** What its tabs are called together, on a desk with many; left out: its title. */
  readonly deskTitle?: () => string
  /** The page with all of its stores, and the page of one store, for buyers. */
  readonly listPage: string
  readonly storePage: (storeId: string) => string
  /** The same at one of its times, which is then focused; left out: the page of the store. */
  readonly timePage?: (storeId: string, item: Readonly<Record<string, string>>) => string
  /** How its stores are described and shown. */
  readonly stores: DoorStores
  /** Its tabs on an owner's desk; the shared tabs follow. */
  readonly tabs: readonly DeskTab[]
  /**
   * Those of its tabs that a store has no use for as it sells now; undefined while that is not known. They are
   * not in the menu, but their addresses work.
   */
  readonly useIdleTabs?: (storeId: string, enabled: boolean) => readonly string[] | undefined
  /** What a store of it needs before it can be booked, for its managers; nothing once it can be. */
  readonly Setup?: ComponentType<DoorPartProps> | AsyncRouteComponent<DoorPartProps>
  /** The tab where the hours in which a store can be booked are changed, where it has such hours. */
  readonly hoursTab?: string
  /** The tab where the tables of a booking are changed, of a booking that says where it is. */
  readonly whereTab?: string
  /** The tab that shows any date of a store: `?tab=bookings&date=2026-11-24`. */
  readonly dayTab: string
  /** Where it looks for words (`?q=`) among what it sells, of all stores; a search for stores leads there. */
  readonly finds?: { readonly page: string; readonly label: (q: string) => string }
  /** A page of the reader's own, in the menu. */
  readonly own?: OwnPage
  /** A link to what the reader means to buy, with its count; in the header, for guests as well. */
  readonly basket?: ComponentType<{ readonly className: string }>
  /** A button that puts what is chosen at another door of the same store into that basket. */
  readonly TakeAlong?: ComponentType<TakeAlongProps> | AsyncRouteComponent<TakeAlongProps>
  /** What only this door knows of its bookings. */
  readonly bookings: BookingDoor
}

export interface DoorPartProps {
  readonly storeId: string
}

export interface TakeAlongProps {
  readonly storeId: string
  /** What to claim, with its door: `{ door, … }` in the terms of that one. */
  readonly item: Readonly<Record<string, string>>
}

export interface OwnPage {
  readonly title: () => string
  readonly page: string
  /** Whether a held order waits there for its reader; these are counted. */
  readonly waits?: (booking: Booking) => boolean
}

export interface DoorStores {
  /** What such a store takes bookings for; shown when opening one. */
  readonly about: () => string
  /** Kinds of its stores; may be empty. */
  readonly kinds: readonly string[]
  readonly kindName: (kind: string) => string
  /** A link to a store's page, from its page at another door, whose word for such a store is `kind`. */
  readonly visit: (kind: string) => string
  /** What its prices may be for; the first is the usual. Empty: it says nothing of its prices. */
  readonly pricePer: readonly PricePer[]
  /** What the full price of what it sells is called: `티켓`; left out: the full price. */
  readonly fullPrice?: Pricing['fullPrice']
  /** Nothing of it has a time that a booking could be moved to. */
  readonly isTimeless?: boolean
  /** It has goods in stock, which may be returned. */
  readonly hasGoods?: boolean
  /** How much is left to book, in words with its unit: `남은 좌석 4,000석`. */
  readonly left?: (count: number) => string
  /** How what it sells is canceled, where nothing begins that it could be canceled until. */
  readonly cancellation?: () => string
  /** A closed store cannot be reopened. */
  readonly closesForGood: boolean
  /** The tab to start a new store with. */
  readonly firstTab: string
  /** A drawing for a store without a picture. */
  readonly Scene: ComponentType<SceneProps>
}

export interface SceneProps {
  readonly kind: string | null
  readonly className: string
}

export type StoreAnswer = AnswerOf<typeof stores.getStore>

/** A tab of an owner's desk, with its own URL: `?tab=times`. */
export interface DeskTab {
  readonly name: string
  /** The least of staff who may use it; without one only the owner may. */
  readonly right?: StaffRole
  readonly title: () => string
  readonly Part: ComponentType<DeskPartProps> | AsyncRouteComponent<DeskPartProps>
}

export interface DeskPartProps {
  readonly store: StoreAnswer
  /** From the URL; undefined: today. */
  readonly date: string | undefined
}
