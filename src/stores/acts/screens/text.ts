import { catalogue } from '../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The texts of what was done at a store. */
export const { useText: useActText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
