import { catalogue } from '../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The texts of what a store knows of a guest. */
export const { useText: useHistoryText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
