import { catalogue } from '../../../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The texts of tables, hours and terms at the desk. */
export const { useText: useSeatingText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
