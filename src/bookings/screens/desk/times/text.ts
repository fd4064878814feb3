import { catalogue } from '../../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The texts of the forms of a time. */
export const { useText: useTimeText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
