import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const brotli = promisify(brotliCompress)

/** A page takes half a millisecond; above, the time grows faster than the page shrinks. */
const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }

const packers = {
  br: (text: string): Promise<Buffer> => brotli(text, QUALITY),
  gzip: promisify<string, Buffer>(gzip),
}
type Encoding = keyof typeof packers

/** The best encoding that a reader accepts (RFC 9110 §12.5.3); undefined: none of ours. */
export function encodingOf(accepted = ''): Encoding | undefined {
  const offers = accepted.split(',').map((offer) =>
    offer
      .trim()
      .toLowerCase()
      .split(/\s*;\s*q=/),
  )
  const takes = (encoding: Encoding) =>
    offers.some(([name, weight = '1']) => name === encoding && Number(weight) > 0)
  return (['br', 'gzip'] as const).find(takes)
}

/** Compresses a page. What strangers could have put in it stands beside nothing secret. */
export const packed = (text: string, encoding: Encoding): Promise<Buffer> => packers[encoding](text)
