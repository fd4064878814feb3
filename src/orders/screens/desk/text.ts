import { catalogue } from '../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The texts that the desks of all doors' owners share. */
export const { useText: useDeskText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
