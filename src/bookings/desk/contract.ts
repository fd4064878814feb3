import { Type } from 'typebox'
import { Day, Instant, OrNull, PersonName, Phone, Uuid } from '../../kernel/shape.ts'
import { Booker } from '../booker.ts'
import { ServiceTime } from '../quarter-contract.ts'
import { Note, Visit } from '../store-contract.ts'
import { deskKinds } from './rules.ts'

/** What the desk sees of a booking that takes quarters of an hour of something. */
export const deskBooking = {
  id: Uuid,
  orderNumber: Type.String(),
  source: Type.Enum(['online', ...deskKinds]),
  /** Held online and not confirmed yet. */
  isHeld: Type.Boolean(),
  date: Day,
  time: ServiceTime,
  startsAt: Instant,
  endsAt: Instant,
  /** What was paid for it, in minor units. */
  amount: Type.Integer(),
  finishedAt: OrNull(Instant),
  booker: OrNull(Booker),
  note: OrNull(Note),
  /** How the visit may be marked now. */
  marks: Type.Array(Visit),
}

/** How long the desk may enter. */
export const DeskMinutes = Type.Integer({ minimum: 15, maximum: 720, multipleOf: 15 })

/** Also on a closed day, at a time that is over, or outside of hours. Left out: that is refused. */
export const MayBeOffHours = Type.Optional(Type.Boolean())

/** What the desk enters, at any door. */
export const deskEntry = {
  kind: Type.Enum([...deskKinds]),
  /** With its time; both left out: now. */
  date: Type.Optional(Day),
  time: Type.Optional(ServiceTime),
  name: Type.Optional(PersonName),
  phone: Type.Optional(Phone),
  note: Type.Optional(Note),
  /** Left out: as long as usual. */
  minutes: Type.Optional(DeskMinutes),
  mayBeOffHours: MayBeOffHours,
}
