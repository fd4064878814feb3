import { catalogue } from '../../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The texts of a store's pictures, as guests see them. */
export const { useText: useGalleryText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
