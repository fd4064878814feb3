import { type TProperties, Type } from 'typebox'
import type { Engine } from '../engine.ts'
import type { Server } from '../http/edge.ts'
import { serve } from '../http/serve.ts'
import { endpoint } from '../kernel/endpoint.ts'
import { PageOf } from '../kernel/shape.ts'
import * as contract from './contract.ts'
import { nameBooker } from './name.ts'
import { listBookings, readBooking } from './read.ts'

export interface DoorBookingPaths {
  readonly door: string
  /** `shop-bookings`: the path is `/v1/shop-bookings`. */
  readonly plural: string
  /** `ShopBooking`: names its operations and shapes in the reference. */
  readonly noun: string
  /** What `/v1/bookings` calls its stores. */
  readonly at: string
  /** The door's own members of a booking. */
  readonly members: TProperties
}

/** Serves `/v1/bookings` for one front door only, at its path from before it listed every door. */
export function doorBookingRoutes(
  server: Server,
  engine: Engine,
  { door, plural, noun, at, members }: DoorBookingPaths,
): void {
  const view = Type.Object(
    { ...contract.bookingView, ...members },
    { additionalProperties: true, title: noun },
  )
  const read = endpoint({
    ...contract.getBooking,
    name: `get${noun}`,
    path: `/v1/${plural}/:bookingId`,
    summary: `Read one booking of your own at ${at}`,
    answer: view,
  })
  const { exported: _, ...ofAllDoors } = contract.listBookings
  const list = endpoint({
    ...ofAllDoors,
    name: `list${noun}s`,
    path: `/v1/${plural}`,
    summary: `Your bookings at ${at}: upcoming ones by start, then past ones, latest first`,
    query: contract.BookingsQuery,
    answer: PageOf(view),
  })
  const name = endpoint({
    ...contract.nameBooker,
    name: `name${noun}Booker`,
    path: `/v1/${plural}/:bookingId/booker`,
    answer: view,
  })
  serve(server, read, ({ caller, params }) =>
    readBooking(engine, { buyerId: caller.accountId, ...params, door }),
  )
  serve(server, list, ({ caller, query }) =>
    listBookings(engine, {
      buyerId: caller.accountId,
      ...query,
      door,
      limit: query.limit ?? 20,
    }),
  )
  serve(server, name, ({ caller, params, body }) =>
    nameBooker(engine, { buyerId: caller.accountId, ...params, booker: body, door }),
  )
}
