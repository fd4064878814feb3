import { catalogue } from './language.ts'
import ko from './messages/ko.json' with { type: 'json' }

const shell = catalogue(ko, () => import('./messages/en.json', { with: { type: 'json' } }))

/** The texts that every page shares: header, kit, problems, accounts, payments. */
export const useShellText = shell.useText
export const text = shell.say
