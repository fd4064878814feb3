import { catalogue } from '../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The texts of the bar with what is held. */
export const { useText: useHeldText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
