import { catalogue } from '../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The door's own titles; screens bring their other texts. */
export const { say: menuText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
