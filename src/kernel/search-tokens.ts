/**
 * Search in Korean and Latin text without an extension or a locale of the database: what is written is
 * indexed by tokens (`tokensOf`), and found by tokens (`searchOf`) and a comparison of the folded text.
 *
 * Spaces, punctuation, case and the way Hangul is composed make no difference. The last syllable of a
 * query may be half typed: 갑 and 가바 find 가방. Consonants alone are initials: ㄱㅂ finds it, too.
 */

const SYLLABLES = 0xac00
const VOWELS = 21
const FINALS = 28
const LEAD = 0x1100
const FINAL = 0x11a7
/** Initials as people type them, in the order of Unicode. */
export const INITIALS = [...'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ']
/** The same as finals, and what finals of two consist of. */
export const FINAL_PARTS = [
  ...[
    '',
    'ㄱ',
    'ㄲ',
    'ㄱㅅ',
    'ㄴ',
    'ㄴㅈ',
    'ㄴㅎ',
    'ㄷ',
    'ㄹ',
    'ㄹㄱ',
    'ㄹㅁ',
    'ㄹㅂ',
    'ㄹㅅ',
    'ㄹㅌ',
  ],
  ...['ㄹㅍ', 'ㄹㅎ', 'ㅁ', 'ㅂ', 'ㅂㅅ', 'ㅅ', 'ㅆ', 'ㅇ', 'ㅈ', 'ㅊ', 'ㅋ', 'ㅌ', 'ㅍ', 'ㅎ'],
]
const finalOf = new Map(FINAL_PARTS.map((parts, at) => [parts, at]))

/** Bounds of what one text costs. */
const PREFIX_MOST = 20

/** Words of letters and digits, composed, in lower case, without accents. */
const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? []

const isSyllable = (sign: string): boolean => /^[가-힣]$/.test(sign)
const isPlain = (sign: string): boolean => /^[a-z0-9]$/.test(sign)
/** Consonants that are typed alone become leads of syllables under NFKD. */
const isLead = (sign: string): boolean => /^[ᄀ-ᄒ]$/.test(sign)

interface Parts {
  /** Without its final. */
  readonly open: number
  readonly lead: number
  readonly final: number
}

function partsOf(syllable: string): Parts {
  const at = syllable.charCodeAt(0) - SYLLABLES
  const final = at % FINALS
  return { open: at - final, final, lead: Math.floor(at / (VOWELS * FINALS)) }
}

const syllable = (open: number, final: number): string =>
  String.fromCharCode(SYLLABLES + open + final)

/** What may stand on the screen while this syllable is typed, and once the next one is begun. */
function typedForms(sign: string, next: string | undefined): string[] {
  if (!isSyllable(sign)) return [sign]
  const { open, final } = partsOf(sign)
  const parts = FINAL_PARTS[final] ?? ''
  const forms = new Set([sign, syllable(open, 0)])
  if (parts.length > 1) forms.add(syllable(open, finalOf.get(parts.charAt(0)) ?? 0))
  const begun = withFinal(sign, next)
  if (begun) forms.add(begun)
  return [...forms]
}

/** A syllable with the initial of what follows it as its final, as it is typed: 수 and 저 are 숮 on the way. */
function withFinal(sign: string, next: string | undefined): string | undefined {
  const lead = next === undefined ? '' : initialOf(next)
  if (!lead || !isSyllable(sign)) return undefined
  const { open, final } = partsOf(sign)
  const moved = finalOf.get((FINAL_PARTS[final] ?? '') + lead)
  return moved === undefined ? undefined : syllable(open, moved)
}

const initialOf = (sign: string): string => {
  if (isSyllable(sign)) return INITIALS[partsOf(sign).lead] ?? ''
  return isLead(sign) ? (INITIALS[sign.charCodeAt(0) - LEAD] ?? '') : ''
}

/** Latin letters or digits together; every other sign by itself. */
const runsOf = (word: string): string[] => word.match(/[a-z]+|[0-9]+|./gsu) ?? []

/** The tokens that a text is found by. */
export function tokensOf(text: string): string[] {
  const tokens = new Set<string>()
  const runs = wordsOf(text).flatMap(runsOf)
  runs.forEach((run, at) => {
    if (isPlain(run.charAt(0))) {
      for (let length = 1; length <= Math.min(run.length, PREFIX_MOST); length += 1)
        tokens.add(run.slice(0, length))
      return
    }
    const before = runs[at - 1]
    for (const form of typedForms(run, runs[at + 1])) {
      tokens.add(form)
      if (before && !isPlain(before.charAt(0))) tokens.add(before + form)
    }
    const initial = initialOf(run)
    if (!initial) return
    tokens.add(initial)
    const earlier = before === undefined ? '' : initialOf(before)
    if (earlier) tokens.add(earlier + initial)
  })
  return [...tokens]
}

/** A text as it is compared: finals count as the initials that they may become. */
const fold = (words: readonly string[]): string =>
  words
    .join('')
    .normalize('NFD')
    .replaceAll(/[ᆨ-ᇂ]/g, (final) =>
      [...(FINAL_PARTS[final.charCodeAt(0) - FINAL] ?? '')]
        .map((part) => String.fromCharCode(LEAD + INITIALS.indexOf(part)))
        .join(''),
    )

/** What a text is compared by; after the line break its initials. */
export function foldedOf(text: string): string {
  const words = wordsOf(text)
  const initials = words.flatMap((word) => [...word].map(initialOf))
  return `${fold(words)}\n${initials.join('')}`
}

export interface Search {
  /** All of them are among the tokens of what is found. */
  readonly tokens: readonly string[]
  /** Each is a part of the folded text. */
  readonly parts: readonly string[]
  /** The whole query, folded: what begins with it, or is nothing else, comes first. */
  readonly whole: string
}

/** What a query looks for; undefined: it has no letter and no digit. */
export function searchOf(query: string): Search | undefined {
  const words = wordsOf(query)
  if (words.length === 0) return undefined
  const tokens = new Set<string>()
  const parts: string[] = []
  for (const word of words) {
    if ([...word].every(isLead)) {
      const initials = [...word].map(initialOf)
      for (const token of pairsOf(initials)) tokens.add(token)
      parts.push(initials.join(''))
      continue
    }
    for (const token of queryTokens(word)) tokens.add(token)
    parts.push(fold([word]))
  }
  return { tokens: [...tokens], parts, whole: fold(words) }
}

const pairsOf = (signs: readonly string[]): string[] =>
  signs.length === 1 ? [...signs] : signs.slice(1).map((sign, at) => `${signs[at] ?? ''}${sign}`)

/** Tokens of a word; a consonant that is typed alone is the final of the syllable before it. */
function queryTokens(word: string): string[] {
  const tokens: string[] = []
  let signs: string[] = []
  const flush = (next?: string) => {
    const last = withFinal(signs.at(-1) ?? '', next)
    if (signs.length > 0) tokens.push(...pairsOf(last ? signs.with(-1, last) : signs))
    signs = []
  }
  for (const run of runsOf(word)) {
    if (isLead(run)) flush(run)
    else if (isPlain(run.charAt(0))) {
      flush()
      tokens.push(run.slice(0, PREFIX_MOST))
    } else signs.push(run)
  }
  flush()
  return tokens
}
