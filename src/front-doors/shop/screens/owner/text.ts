import { catalogue } from '../../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The texts of a seller's products, categories and imports. */
export const { useText: useSellerText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
