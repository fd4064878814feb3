import { catalogue } from '../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** What the door is called; every other text comes with its screen. */
export const { say: menuText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
