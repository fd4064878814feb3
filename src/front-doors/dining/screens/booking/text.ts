import { catalogue } from '../../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** What a booking says of tables; all else is said by the screens of every booking. */
export const { say: bookingText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
