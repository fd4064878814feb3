import { catalogue } from '../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The texts of calendar feeds. */
export const { useText: useFeedsText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
