import { catalogue } from '../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The texts of capacities that waiting rooms share. */
export const { useText: useSharedText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
