import { catalogue } from '../../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The texts of a store's pictures, on its owner's desk. */
export const { useText: usePicturesText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
