import { catalogue } from '../../../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The texts of the owner's services, people and terms. */
export const { useText: useBookText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
