import { catalogue } from '../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

export const { useText: usePostcodeText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
