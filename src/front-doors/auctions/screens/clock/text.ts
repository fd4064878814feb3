import { catalogue } from '../../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The words of clocks. */
export const { useText: useClockText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
