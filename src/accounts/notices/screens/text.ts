import { catalogue } from '../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The texts of how somebody is told of their bookings. */
export const { useText: useNoticeChoiceText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
