import { catalogue } from '../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The texts of a booking until it is paid for. */
export const { useText: useBookingText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
