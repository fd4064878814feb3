import { FINAL_PARTS, INITIALS } from './search-tokens.ts'

/** The letters of the Korean layout (두벌식) on the keys of an English keyboard. */
const KEYS = new Map(
  [...'qwertasdfgzxcvQWERTyuiophjklbnmOP'].map((key, at) => [
    key,
    [...'ㅂㅈㄷㄱㅅㅁㄴㅇㄹㅎㅋㅌㅊㅍㅃㅉㄸㄲㅆㅛㅕㅑㅐㅔㅗㅓㅏㅣㅠㅜㅡㅒㅖ'][at] ?? '',
  ]),
)
const VOWELS = 'ㅏ ㅐ ㅑ ㅒ ㅓ ㅔ ㅕ ㅖ ㅗ ㅗㅏ ㅗㅐ ㅗㅣ ㅛ ㅜ ㅜㅓ ㅜㅔ ㅜㅣ ㅠ ㅡ ㅡㅣ ㅣ'.split(
  ' ',
)
const longestFirst = (parts: readonly string[]) =>
  parts.toSorted((one, other) => other.length - one.length).join('|')
/** A lead, a vowel, and a final that is not the lead of the next syllable. */
const SYLLABLE = new RegExp(
  `([${INITIALS.join('')}])(${longestFirst(VOWELS)})((?:${longestFirst(FINAL_PARTS.slice(1))})(?![ㅏ-ㅣ]))?`,
  'g',
)

/** What somebody meant who typed Korean with the English layout: qkq is 밥. Undefined: that cannot be. */
export function hangulOf(typed: string): string | undefined {
  if (!/^[ -~]*[a-z][ -~]*$/i.test(typed)) return undefined
  const isLocked = typed === typed.toUpperCase() // caps lock
  return [...(isLocked ? typed.toLowerCase() : typed)]
    .map((key) => KEYS.get(key) ?? KEYS.get(key.toLowerCase()) ?? key)
    .join('')
    .replaceAll(SYLLABLE, (_, lead: string, vowel: string, final = '') => {
      const open =
        (INITIALS.indexOf(lead) * VOWELS.length + VOWELS.indexOf(vowel)) * FINAL_PARTS.length
      return String.fromCharCode(0xac00 + open + FINAL_PARTS.indexOf(final))
    })
}
