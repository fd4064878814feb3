import { catalogue } from '../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** Texts of the refund schedule. */
export const { useText: useTermsText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
