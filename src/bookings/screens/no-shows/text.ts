import { catalogue } from '../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The texts of what a store says of no-shows, for its owner. */
export const { useText: useNoShowText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
