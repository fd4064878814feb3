import type { Offered } from './rules.ts'

/** What people call the roles. */
export const roleNames: Readonly<Record<Offered, { readonly ko: string; readonly en: string }>> = {
  owner: { ko: '점주', en: 'Owner' },
  manager: { ko: '매니저', en: 'Manager' },
  desk: { ko: '데스크', en: 'Desk' },
  door: { ko: '입장 확인', en: 'Door' },
}
