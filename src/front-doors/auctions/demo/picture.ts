import sharp from 'sharp'

export interface Drawing {
  readonly alt: string
  readonly ground: string
  /** From back to front; paths of SVG, 1600 by 1000. */
  readonly shapes: readonly { readonly path: string; readonly color: string }[]
}

const [WIDTH, HEIGHT] = [1_600, 1_000]

/** A picture of flat shapes. */
export async function draw({ ground, shapes }: Drawing) {
  const paths = shapes.map(({ path, color }) => `<path d="${path}" fill="${color}"/>`)
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">
    <rect width="100%" height="100%" fill="${ground}"/>${paths.join('')}</svg>`
  const source = sharp(Buffer.from(svg))
  const large = await source.clone().webp({ quality: 82, effort: 1 }).toBuffer()
  const small = await source.resize({ width: 800 }).webp({ quality: 78, effort: 1 }).toBuffer()
  return { width: WIDTH, height: HEIGHT, large, small }
}
