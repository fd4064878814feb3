import sharp, { type Sharp } from 'sharp'
import * as rules from './rules.ts'

/** More pixels than any camera takes; a bomb has more. */
const pixelsMost = 60_000_000

/**
 * Reads an uploaded picture and writes it anew as WebP in two sizes, turned the right way up and
 * without what the camera noted about the place and the person.
 * Problem: image-unreadable.
 */
export async function readPicture(bytes: Buffer) {
  try {
    const source = sharp(bytes, { limitInputPixels: pixelsMost, failOn: 'error' })
    const { format } = await source.metadata()
    if (!['jpeg', 'png', 'webp', 'avif', 'heif'].includes(format ?? '')) throw new Error(format)
    const upright = source.rotate()
    const [large, small] = await Promise.all([
      fitted(upright.clone(), 1600),
      fitted(upright.clone(), 800),
    ])
    return {
      width: large.info.width,
      height: large.info.height,
      large: large.data,
      small: small.data,
    }
  } catch {
    throw rules.imageUnreadable()
  }
}

const fitted = (picture: Sharp, width: number) =>
  picture
    .resize({ width, withoutEnlargement: true })
    .webp({ quality: 78 })
    .toBuffer({ resolveWithObject: true })
