import { catalogue } from '../../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The texts around services and their free times. */
export const { useText: useAppointmentText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
