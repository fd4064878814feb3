import { catalogue } from '../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The texts of a store's day, for its owner. */
export const { useText: useDayText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
