import { catalogue } from '../../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The texts of a seller's orders, returns and sales. */
export const { useText: useDeskText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
