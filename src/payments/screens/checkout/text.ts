import { catalogue } from '../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The texts of paying: the ways to, and what is waited for. */
export const { useText: useCheckoutText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
