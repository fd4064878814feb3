import { catalogue } from '../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** Texts of limits. */
export const { useText: useLimitText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
