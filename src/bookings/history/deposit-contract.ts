import { Type } from 'typebox'
import { endpoint } from '../../kernel/endpoint.ts'
import { OrNull, Shape } from '../../kernel/shape.ts'
import { OfStore } from '../../stores/contract.ts'
import { DEPOSIT_DAYS, depositReasons } from '../../stores/hold-terms/deposit-rules.ts'
import { NO_SHOWS_MOST } from '../../stores/hold-terms/rules.ts'
import { storeMissing } from '../../stores/rules.ts'

const OnlyOf = Shape(
  {
    /** So many no-shows. */
    noShows: Type.Integer({ minimum: 1, maximum: NO_SHOWS_MOST }),
    /** In so many days before the booking is made. */
    days: Type.Integer({ minimum: DEPOSIT_DAYS.least, maximum: DEPOSIT_DAYS.most }),
  },
  'DepositOnlyOf',
)

const Deposits = Shape(
  {
    /** Guests who did not come so often, and those who never came; null: everybody. */
    onlyOf: OrNull(OnlyOf),
  },
  'GuestDeposits',
)

export const getGuestDeposits = endpoint({
  name: 'getGuestDeposits',
  method: 'GET',
  path: '/v1/stores/:storeId/guest-deposits',
  summary: 'Which guests a store asks for the deposits of its tables',
  role: 'anyone',
  params: OfStore,
  answer: Deposits,
  problems: [storeMissing],
})

export const changeGuestDeposits = endpoint({
  name: 'changeGuestDeposits',
  method: 'PUT',
  path: '/v1/stores/:storeId/guest-deposits',
  summary:
    'Say which guests your store asks for the deposits of its tables, from their next claim on',
  role: 'owner',
  right: 'manager',
  params: OfStore,
  body: Deposits,
  answer: Deposits,
  problems: [storeMissing],
})

export const getOwnDeposit = endpoint({
  name: 'getOwnDeposit',
  method: 'GET',
  path: '/v1/stores/:storeId/guest-deposits/mine',
  summary: 'Whether you pay the deposits of a store, and why; the claim decides again',
  role: 'customer',
  params: OfStore,
  answer: Shape(
    {
      isAsked: Type.Boolean(),
      why: OrNull(Type.Enum(['everybody', ...depositReasons])),
      ...Deposits.properties,
    },
    'OwnDeposit',
  ),
  problems: [storeMissing],
})
