import { catalogue } from '../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The texts of today at all stores. */
export const { useText: useTodayText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
