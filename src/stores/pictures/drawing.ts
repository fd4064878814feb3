import sharp, { type Sharp } from 'sharp'
import { BOXES } from './rules.ts'

export interface Drawing {
  readonly alt: string
  readonly ground: string
  /** From back to front; paths of SVG, 1600 by 1000. */
  readonly shapes: readonly { readonly path: string; readonly color: string }[]
}

const [WIDTH, HEIGHT] = [1_600, 1_000]

/** A picture of flat shapes, some pixels wide: the whole width, or less where many are drawn. */
export async function draw({ ground, shapes }: Drawing, width = WIDTH) {
  const height = (width * HEIGHT) / WIDTH
  const paths = shapes.map(({ path, color }) => `<path d="${path}" fill="${color}"/>`)
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"
    viewBox="0 0 ${WIDTH} ${HEIGHT}">
    <rect width="100%" height="100%" fill="${ground}"/>${paths.join('')}</svg>`
  const source = sharp(Buffer.from(svg))
  const large = await source.clone().webp({ quality: 82, effort: 1 }).toBuffer()
  return { width, height, large, ...(await smaller(source, width / 2)) }
}

/** The smaller sizes of a picture of ours. */
export async function smaller(source: Sharp, width: number = BOXES.small.width) {
  const webp = (one: number) =>
    source.clone().resize({ width: one }).webp({ quality: 78, effort: 1 }).toBuffer()
  const [small, tile] = await Promise.all([webp(width), webp(BOXES.tile.width)])
  return { small, tile }
}
