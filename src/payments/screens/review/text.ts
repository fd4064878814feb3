import { catalogue } from '../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The texts of payments that wait for a person. */
export const { useText: useReviewText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
