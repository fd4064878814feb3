import type { Said } from '../../bookings/said.ts'

/** What tables are called: by a number or letter, `테이블 3 + A4`; by a name, as it is: `룸 1`. */
export function tablesText(names: readonly string[]): Said {
  const joined = names.join(' + ')
  if (!names.every((name) => /^[A-Z]*-?\d*$/i.test(name))) return { ko: joined, en: joined }
  return { ko: `테이블 ${joined}`, en: `${names.length === 1 ? 'Table' : 'Tables'} ${joined}` }
}
