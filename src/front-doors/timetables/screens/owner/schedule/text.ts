import { catalogue } from '../../../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The texts of the schedule. */
export const { useText: useScheduleText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
