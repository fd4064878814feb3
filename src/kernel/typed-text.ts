/**
 * Reads text that a person typed: normalizes it (NFC) and removes what nobody can see or what would
 * reorder the text around it. Never cuts: shapes bound the length (length.ts).
 */

/** Whether a text shows anything: a letter, a digit, punctuation or a symbol. */
export const isVisible = (text: string): boolean => /[\p{L}\p{N}\p{P}\p{S}]/u.test(text)

/** One line: a name, a title, an alternative text. */
export const readLine = (typed: string): string =>
  visible(typed)
    .replaceAll(/[\s\u2800]/gu, ' ')
    .trim()
    .normalize('NFC')

/** Text with line breaks: a description, a message, a reason. */
export const readParagraph = (typed: string): string =>
  visible(typed.replaceAll(/\r\n?|[\u2028\u2029\u0085]/g, '\n'))
    .replaceAll(/[^\S\n]|\u2800/gu, ' ')
    .replaceAll(/ +\n/g, '\n')
    .trim()
    .normalize('NFC')

/**
 * Removes control characters, bidirectional controls, zero-width characters, tags, annotations and
 * lone surrogates. Keeps those that shape what is seen: inside of emoji, joiners between letters of joining
 * scripts, variation selectors after Han and Mongolian.
 */
const visible = (text: string): string =>
  text.replaceAll(KEPT_OR_INVISIBLE, (_, kept: string | undefined) => kept ?? '')

/** Scripts that need joiners to be written right. */
const JOINING = `[${[
  ...['Arabic', 'Syriac', 'Mongolian', 'Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati', 'Oriya'],
  ...['Tamil', 'Telugu', 'Kannada', 'Malayalam', 'Sinhala', 'Khmer', 'Myanmar'],
]
  .map((script) => `\\p{Script=${script}}`)
  .join('')}]`

const KEPT = [
  String.raw`\p{RGI_Emoji}`,
  String.raw`(?<=\p{Emoji})[\u{FE0E}\u{FE0F}]`,
  String.raw`(?<=\p{Script=Han})[\u{FE00}-\u{FE0F}\u{E0100}-\u{E01EF}]`,
  String.raw`(?<=\p{Script=Mongolian})[\u{180B}-\u{180D}\u{180F}]`,
  String.raw`(?<=${JOINING})[\u{200C}\u{200D}](?=${JOINING})`,
].join('|')

const KEPT_OR_INVISIBLE = new RegExp(
  String.raw`(${KEPT})|[\p{Default_Ignorable_Code_Point}\p{Cs}\u{FFF9}-\u{FFFB}]|(?![\t\n\v\f\r\u{0085}])\p{Cc}`,
  'gv',
)
