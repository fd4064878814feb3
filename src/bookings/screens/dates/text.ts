import { catalogue } from '../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The texts around dates and times that can be booked. */
export const { useText: useDatesText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
