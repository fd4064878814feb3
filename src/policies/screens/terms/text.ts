import { catalogue } from '../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The texts of what comes back to who cancels. */
export const { useText: useTermsText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
