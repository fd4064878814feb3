import { oneLine } from './calendar.ts'

/**
 * Words of somebody whom the reader may not know, in quotation marks: one line in which mail clients find no
 * link, no address and no telephone number.
 */
export const quoted = (words: string): string =>
  `‘${oneLine(words)
    .replace(/[‘’]/g, ' ')
    .replace(/(?<=\S)[.．。｡:/\\@](?=\S)/g, ' ')
    .replace(/[:/\\@]+/g, ' ')
    .replace(/\d[\d\s-]{6,}\d/g, '…')
    .replace(/\s+/g, ' ')
    .trim()}’`
