import { catalogue } from '../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** Texts of payment history and refunds. */
export const { useText: useHistoryText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
