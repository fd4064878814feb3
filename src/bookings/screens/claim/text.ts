import { catalogue } from '../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The texts around times that can be taken. */
export const { useText: useClaimText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
