import { catalogue } from '../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The texts of bookings that are made: the list, how each ended, canceling, refunds. */
export const { useText: useMyBookingsText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
