import { catalogue } from '../../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The texts of a booking, from taking the table to giving it up. */
export const { useText: useBookingText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
