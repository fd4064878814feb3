import { catalogue } from '../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The texts of the waiting room on an owner's desk. */
export const { useText: useRoomDeskText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
