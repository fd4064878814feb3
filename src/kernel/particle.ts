/** Hangul syllables, from 가: 28 for each pair of consonant and vowel, the first of them without a final. */
const [FIRST, LAST, FINALS] = [0xac00, 0xd7a3, 28]

const hasFinal = (word: string): boolean => {
  const code = word.charCodeAt(word.length - 1)
  return code >= FIRST && code <= LAST && (code - FIRST) % FINALS > 0
}

/** A Korean word with its particle, of which there is one after a consonant and one after a vowel: `예매가`. */
export const withParticle = (
  word: string,
  [after, afterVowel]: readonly [string, string],
): string => `${word}${hasFinal(word) ? after : afterVowel}`
