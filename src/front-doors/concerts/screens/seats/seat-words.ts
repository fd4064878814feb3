import { priceText } from '../../../../kernel/format.ts'
import type { Language } from '../../../../kernel/language.ts'
import { useLanguage } from '../../../../web/language.ts'
import { seatText } from '../../seat-rules.ts'
import { type Hall, seatAt } from './hall.ts'
import { useSeatsText } from './text.ts'

/** `A구역 3열 12번`. */
export const seatName = (hall: Hall, seat: number, language: Language): string =>
  seatText(seatAt(hall, seat))[language]

/** `A구역`: what the words of a seat in it begin with. */
export const sectionName = (section: string, language: Language): string =>
  seatText({ section, row: '', number: 1 })[language].replace(/( 1번|, seat 1)$/, '')

/** `A구역 3열 12번, VIP석, 150,000원`, and of which kind it is. */
export function useSeatWords(hall: Hall) {
  const t = useSeatsText()
  const language = useLanguage()
  const nameOf = (seat: number) => seatName(hall, seat, language)
  const factsOf = (seat: number) => {
    const { level, kind } = seatAt(hall, seat)
    const price = priceText({ amount: level.price, currency: hall.currency }, language)
    return [nameOf(seat), level.name, price, kind === 'regular' ? '' : t(`kind.${kind}`)]
      .filter(Boolean)
      .join(', ')
  }
  return { nameOf, factsOf }
}
