import { catalogue } from '../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The texts of a store's report. */
export const { useText: useReportText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
