import { catalogue } from '../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** Texts of the cancellation policy tab. */
export const { useText: usePolicyText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
