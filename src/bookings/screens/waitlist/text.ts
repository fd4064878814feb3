import { catalogue } from '../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The texts of waiting for what is sold out. */
export const { useText: useWaitlistText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
