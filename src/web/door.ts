import type { AnyRoute, AsyncRouteComponent } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import type { BookingDoor } from '../bookings/screens/booking-door.ts'
import type { AnswerOf } from '../kernel/endpoint.ts'
import type * as stores from '../stores/contract.ts'

/**
 * What a front door declares to the site. The house's screens (home, list of stores, desk, bookings)
 * name no door: they show what these members say. Texts are functions because they are in the
 * reader's language, which may change.
 */
export interface Door {
  /** As the server names it. */
  readonly name: string
  /** Its own pages. */
  readonly routes: readonly AnyRoute[]
  /** What it offers, in a word and in a sentence. */
  readonly title: () => string
  readonly lead: () => string
  /** The page that lists all of its stores, and the page of one of them, for buyers. */
  readonly listPage: string
  readonly storePage: (storeId: string) => string
  /** What is said and shown of its stores everywhere. */
  readonly stores: DoorStores
  /** Its parts of an owner's desk; those of the house follow. */
  readonly tabs: readonly DeskTab[]
  /** What only this door knows of a booking that it sold. */
  readonly bookings: BookingDoor
}

export interface DoorStores {
  /** What such a store takes bookings for: for whoever is about to open one. */
  readonly about: () => string
  /** Kinds of its stores; empty where it knows none. */
  readonly kinds: readonly string[]
  readonly kindName: (kind: string) => string
  /** A store that was closed cannot be opened again. */
  readonly closesForGood: boolean
  /** The tab that a new store needs first. */
  readonly firstTab: string
  /** A drawing in the place of a picture. */
  readonly Scene: ComponentType<SceneProps>
}

export interface SceneProps {
  readonly kind: string | null
  readonly className: string
}

export type StoreAnswer = AnswerOf<typeof stores.getStore>

/** One part of an owner's desk, at an address of its own: `?tab=times`. */
export interface DeskTab {
  readonly name: string
  readonly title: () => string
  readonly Part: ComponentType<DeskPartProps> | AsyncRouteComponent<DeskPartProps>
}

export interface DeskPartProps {
  readonly store: StoreAnswer
  /** From the address; undefined: today. */
  readonly date: string | undefined
}
