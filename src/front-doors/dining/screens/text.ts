import { catalogue } from '../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

const dining = catalogue(ko, () => import('./messages/en.json', { with: { type: 'json' } }))

/** The texts of whoever books a table; the owner's are in `owner/text.ts`. */
export const useDiningText = dining.useText
export const diningText = dining.say
