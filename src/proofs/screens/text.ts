import { catalogue } from '../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** Texts of proofs of work. */
export const { useText: useProofText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
