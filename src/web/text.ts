import { catalogue } from './language.ts'
import ko from './messages/ko.json' with { type: 'json' }

/** Texts that every page shares: header, footer, kit, connection problems. */
export const { useText: useShellText, say: text } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)
