import { catalogue } from '../../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The texts of a buyer's parcels and returns. */
export const { useText: useReturnText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
