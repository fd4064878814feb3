import { catalogue } from '../../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The texts of a shop owner's desk. */
export const { useText: useOwnerText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
