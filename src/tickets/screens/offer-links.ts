import { whenAccountChanges } from '../../web/account-change.ts'

/** The links of what was offered in this tab, by serial: the server tells each of them once. */
const links = new Map<string, string>()
whenAccountChanges(() => links.clear())

export const keepLink = (serial: string, link: string): void => {
  links.set(serial, link)
}
export const linkOf = (serial: string): string | undefined => links.get(serial)
export const dropLink = (serial: string): void => {
  links.delete(serial)
}
