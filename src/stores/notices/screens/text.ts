import { catalogue } from '../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The texts of what a store is told of. */
export const { useText: useNoticesText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
