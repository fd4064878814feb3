import { catalogue } from '../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** Of orders that are a booking and an order of goods in one. */
export const { say: mixedText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
