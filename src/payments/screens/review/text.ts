import { catalogue } from '../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** Texts of review. */
export const { useText: useReviewText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
