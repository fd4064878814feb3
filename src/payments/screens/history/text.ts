import { catalogue } from '../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The texts of money that has moved, and of money on its way back. */
export const { useText: useHistoryText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
