import { setPriority } from 'node:os'
import sharp from 'sharp'
import { BOXES, mayDecode, PIXELS_MOST } from './rules.ts'

/**
 * A separate process that decodes pictures, started by `decoder.ts`: pictures are untrusted input,
 * so memory, CPU time and crashes are isolated from the server. It runs at low priority
 * and ends with the server.
 */

export interface DecodedPicture {
  /** Of the large one, in pixels. */
  readonly width: number
  readonly height: number
  readonly large: Buffer
  readonly small: Buffer
  readonly tile: Buffer
}

export interface DecoderAsk {
  readonly bytes: Buffer
  readonly as: 'picture' | 'preview'
}

export type DecoderAnswer =
  | { readonly picture: DecodedPicture }
  | { readonly preview: Buffer }
  | { readonly refused: 'image-unreadable' | 'image-too-large'; readonly facts: object }

const LOW_PRIORITY = 10

setPriority(LOW_PRIORITY)
sharp.cache(false)
sharp.concurrency(1)
process.once('disconnect', () => process.exit())
process.on('message', async ({ bytes, as }: DecoderAsk) => {
  process.send?.(await (as === 'preview' ? previewOf(bytes) : decoded(bytes)))
})

/** One of ours as previews of links show it: JPEG, because not all of them read WebP. */
async function previewOf(bytes: Buffer): Promise<DecoderAnswer> {
  try {
    const source = sharp(bytes).resize({ ...BOXES.preview, fit: 'cover' })
    return { preview: await source.jpeg({ quality: 82 }).toBuffer() }
  } catch {
    return { refused: 'image-unreadable', facts: {} }
  }
}

/** Re-encodes a picture as WebP in three sizes, upright, without metadata. */
async function decoded(bytes: Buffer): Promise<DecoderAnswer> {
  try {
    const source = sharp(bytes, {
      limitInputPixels: PIXELS_MOST,
      pages: 1, // of an animation, the first frame
      sequentialRead: true,
      failOn: 'error',
    })
    const refused = mayDecode(await source.metadata())
    if (refused) return { refused: refused.type as 'image-too-large', facts: refused.facts }
    const upright = await source
      .rotate()
      .resize({ ...BOXES.large, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true })
    const { width, height, channels } = upright.info
    const webp = (box: { readonly width: number; readonly height: number }) =>
      sharp(upright.data, { raw: { width, height, channels } })
        .resize({ ...box, fit: 'inside', withoutEnlargement: true })
        .webp({ quality: 78 })
        .toBuffer()
    const large = await webp(BOXES.large)
    const [small, tile] = [await webp(BOXES.small), await webp(BOXES.tile)]
    return { picture: { width, height, large, small, tile } }
  } catch {
    return { refused: 'image-unreadable', facts: {} }
  }
}
