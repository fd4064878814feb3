export const seatKinds = ['regular', 'wheelchair', 'companion'] as const
export type SeatKind = (typeof seatKinds)[number]

/** So many seats an organiser lets one order have at most. */
export const SEATS_PER_ORDER_MOST = 20

/** The words of a seat. A section or row without a name is left out. */
export interface SeatWords {
  readonly section: string
  readonly row: string
  readonly number: number
}

/** A section in both languages: `A구역`, but not `2층구역`. */
export const sectionText = (section: string): { ko: string; en: string } => ({
  ko: /(구역|층|석|블록|존|관|박스)$/.test(section) ? section : `${section}구역`,
  en: `section ${section}`,
})

/** A seat in both languages: `A구역 3열 12번`. */
export function seatText({ section, row, number }: SeatWords): { ko: string; en: string } {
  const ko = [section && sectionText(section).ko, row && `${row}열`, `${number}번`]
  const en = [section && sectionText(section).en, row && `row ${row}`, `seat ${number}`]
  const english = en.filter(Boolean).join(', ')
  return {
    ko: ko.filter(Boolean).join(' '),
    en: english.charAt(0).toUpperCase() + english.slice(1),
  }
}

/** The same in parts, each with its label. */
export const seatParts = ({ section, row, number }: SeatWords) =>
  [
    { label: { ko: '구역', en: 'Section' }, value: section },
    { label: { ko: '열', en: 'Row' }, value: row },
    { label: { ko: '번', en: 'Seat' }, value: `${number}` },
  ].filter(({ value }) => value !== '')
