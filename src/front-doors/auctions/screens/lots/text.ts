import { catalogue } from '../../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The texts of lists of lots, and what a lot is called everywhere. */
export const { useText: useLotText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
