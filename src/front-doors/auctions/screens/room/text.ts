import { catalogue } from '../../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The texts of a lot's room. */
export const { useText: useRoomText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
