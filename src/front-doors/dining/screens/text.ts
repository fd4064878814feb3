import { catalogue } from '../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The names of the door's ways in; every other text comes with its screen. */
export const { say: menuText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
