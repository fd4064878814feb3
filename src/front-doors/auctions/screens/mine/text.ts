import { catalogue } from '../../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The texts of a reader's own bids and wins. */
export const { useText: useMineText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
