import { catalogue } from './language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** The texts that every page shares: header, footer, kit, problems of the line. */
export const { useText: useShellText, say: text } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
