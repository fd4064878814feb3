import { catalogue } from '../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The texts of what a visit came to. */
export const { useText: useBillText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
