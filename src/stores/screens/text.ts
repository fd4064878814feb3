import { catalogue } from '../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The texts of an owner's stores and their desks. */
export const { useText: useStoresText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
