import { catalogue } from '../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The texts of the line at the door. */
export const { useText: useLineText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
