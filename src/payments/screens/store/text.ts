import { catalogue } from '../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** Texts of a store's payments. */
export const { useText: useStoreText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
