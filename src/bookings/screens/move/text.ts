import { catalogue } from '../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The texts of answering a proposal to move a booking. */
export const { useText: useMoveText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
