import { Type } from 'typebox'
import { endpoint } from '../../kernel/endpoint.ts'
import { Day, Instant, Nothing, OrNull, Shape, TimeOfDay, Uuid } from '../../kernel/shape.ts'
import * as orders from '../../orders/rules.ts'
import { OfStore } from '../../stores/contract.ts'
import { phoneNotVerified } from '../../stores/hold-terms/rules.ts'
import { storeMissing } from '../../stores/rules.ts'
import * as rules from '../../waitlist/rules.ts'
import { Item } from '../moves/contract.ts'
import { ServedTime } from '../quarter-contract.ts'
import { itemUnknown } from '../rules.ts'

export const EntryView = Shape(
  {
    id: Uuid,
    /** `over`: the time has begun before anything came free. */
    state: Type.Enum([...rules.entryStates, 'over']),
    store: Shape({ id: Uuid, name: Type.String(), door: Type.String(), timeZone: Type.String() }),
    item: Item,
    what: Shape({ ko: Type.String(), en: Type.String() }),
    quantity: Type.Integer(),
    startsAt: Instant,
    date: Day,
    time: TimeOfDay,
    joinedAt: Instant,
    /** How many wait for the same time before it; null: it does not wait. */
    ahead: OrNull(Type.Integer()),
    /** The booking that is offered, or was made of the offer. */
    bookingId: OrNull(Uuid),
    /** Until when the offer stands. */
    expiresAt: OrNull(Instant),
    now: Instant,
  },
  'WaitlistEntry',
)

const Entries = Shape({ data: Type.Array(EntryView) })

const StoreEntryView = Shape(
  {
    ...EntryView.properties,
    time: ServedTime,
    /**
     * The name that the guest gave with the booking they were offered, else the first letter of theirs: `김**`;
     * null: they have no name.
     */
    guest: OrNull(Type.String()),
    /** How many offers it had, with the present one. */
    offers: Type.Integer(),
  },
  'StoreWaitlistEntry',
)

export const joinWaitlist = endpoint({
  name: 'joinWaitlist',
  method: 'POST',
  path: '/v1/stores/:storeId/waitlist-entries',
  summary:
    'Wait for a time that is sold out: what comes free is offered in order, and held for you',
  description:
    'An offer is a booking that is yours until its deadline: name the booker and pay as always. Waiting for the same time again gives the same entry. Whoever has no account leaves an address first: `PUT /v1/me/contact`.',
  role: 'customer',
  asksTerms: true,
  creates: '',
  params: OfStore,
  body: Shape({
    item: Item,
    quantity: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: rules.QUANTITY_MOST,
        description: 'where the item does not say how many',
      }),
    ),
  }),
  answer: EntryView,
  problems: [
    storeMissing,
    itemUnknown,
    phoneNotVerified,
    rules.waiterUnreachable,
    orders.alreadyYours,
    rules.waitlistOff,
    rules.waitlistTooLarge,
    rules.stillFree,
    rules.waitlistFull,
    rules.tooManyEntries,
  ],
})

export const listWaitlistEntries = endpoint({
  name: 'listWaitlistEntries',
  method: 'GET',
  path: '/v1/waitlist-entries',
  summary: 'What you wait for, or have waited for in the last 30 days, the latest first',
  role: 'customer',
  exported: 'waitlistEntries',
  answer: Entries,
  problems: [],
})

export const leaveWaitlist = endpoint({
  name: 'leaveWaitlist',
  method: 'DELETE',
  path: '/v1/waitlist-entries/:entryId',
  summary: 'Wait no longer, or decline what is offered: the next one gets it',
  role: 'customer',
  params: Shape({ entryId: Uuid }),
  answer: Nothing,
  problems: [rules.entryMissing, rules.entryOver, orders.paymentInProgress],
})

export const listStoreWaitlist = endpoint({
  name: 'listStoreWaitlist',
  method: 'GET',
  path: '/v1/stores/:storeId/waitlist-entries',
  summary: 'Who waits for the times of a date of a store you own, by time and turn',
  role: 'owner',
  right: 'desk',
  params: OfStore,
  query: Shape({ date: Day }),
  answer: Shape({ data: Type.Array(StoreEntryView) }),
  problems: [storeMissing],
})

const TermsView = Shape(
  {
    isOn: Type.Boolean(),
    /** How long an offer stands. */
    offerMinutes: Type.Integer({
      minimum: rules.OFFER_MINUTES.least,
      maximum: rules.OFFER_MINUTES.most,
    }),
    /** How many times a guest may wait for at once. */
    entriesPerGuest: Type.Integer({ minimum: 1, maximum: rules.ENTRIES_MOST }),
  },
  'WaitlistTerms',
)

export const getWaitlistTerms = endpoint({
  name: 'getWaitlistTerms',
  method: 'GET',
  path: '/v1/stores/:storeId/waitlist-terms',
  summary: 'Whether a store lets guests wait for what is sold out, and how long its offers stand',
  role: 'anyone',
  params: OfStore,
  answer: TermsView,
  problems: [storeMissing],
})

export const changeWaitlistTerms = endpoint({
  name: 'changeWaitlistTerms',
  method: 'PUT',
  path: '/v1/stores/:storeId/waitlist-terms',
  summary: 'Turn the waitlist of a store on or off, and set how long its offers stand',
  role: 'owner',
  right: 'manager',
  params: OfStore,
  body: TermsView,
  answer: TermsView,
  problems: [storeMissing],
})
