import { catalogue } from '../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The texts of a store's cancellation policy, on its owner's desk. */
export const { useText: usePolicyText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
