import { catalogue } from '../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The texts of the look-up of a guest's order. */
export const { useText: useGuestText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
