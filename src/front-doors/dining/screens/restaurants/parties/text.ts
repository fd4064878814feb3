import { catalogue } from '../../../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The texts around free times of a party. */
export const { useText: usePartyText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
