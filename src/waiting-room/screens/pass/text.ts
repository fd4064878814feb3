import { catalogue } from '../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The texts of the bar of somebody who was admitted. */
export const { useText: usePassText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
