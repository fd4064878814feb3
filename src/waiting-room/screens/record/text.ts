import { catalogue } from '../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The texts of the record of a room's order. */
export const { useText: useRecordText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
