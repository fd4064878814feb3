import { minorPerMajor, numberText } from '../../../../../kernel/format.ts'
import type { Language } from '../../../../../kernel/language.ts'
import type { Money } from '../../../../../kernel/money.ts'

const units = {
  ko: { KRW: '원', JPY: '엔', USD: '달러', EUR: '유로' },
  en: { KRW: 'won', JPY: 'yen', USD: 'dollars', EUR: 'euros' },
} as const

/**
 * An amount in words, to see a zero too many: `1억 2,000만 원`, `one hundred twenty million won`. Of a
 * currency with cents only the whole part.
 */
export function amountWords({ amount, currency }: Money, language: Language): string {
  const whole = Math.floor(amount / minorPerMajor(currency))
  const words = language === 'ko' ? koreanWords(whole) : englishWords(whole)
  return `${words} ${units[language][currency]}`
}

/** Korean reads numbers in groups of four digits. */
function koreanWords(whole: number): string {
  const groups = [
    [100_000_000, '억'],
    [10_000, '만'],
    [1, ''],
  ] as const
  let rest = whole
  const parts: string[] = []
  for (const [size, name] of groups) {
    const count = Math.floor(rest / size)
    rest %= size
    if (count > 0) parts.push(`${numberText(count, 'ko')}${name}`)
  }
  return parts.join(' ') || '0'
}

const small =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')

function englishWords(whole: number): string {
  for (const [size, name] of [
    [1_000_000_000, 'billion'],
    [1_000_000, 'million'],
    [1_000, 'thousand'],
    [100, 'hundred'],
  ] as const)
    if (whole >= size) {
      const rest = whole % size
      const head = `${englishWords(Math.floor(whole / size))} ${name}`
      return rest > 0 ? `${head} ${englishWords(rest)}` : head
    }
  if (whole < 20) return small[whole] ?? ''
  const rest = whole % 10
  const ten = tens[Math.floor(whole / 10) - 2] ?? ''
  return rest > 0 ? `${ten}-${small[rest]}` : ten
}
