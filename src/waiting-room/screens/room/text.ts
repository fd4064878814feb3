import { catalogue } from '../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The texts of the waiting room's page. */
export const { useText: useRoomText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
