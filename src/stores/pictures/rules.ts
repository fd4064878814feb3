import { type Problem, problem } from '../../kernel/problem.ts'

export const imageUnreadable = problem('image-unreadable', 'invalid', {
  ko: '읽을 수 없는 사진이에요. JPEG, PNG, WebP, AVIF만 올릴 수 있어요.',
  en: 'That picture cannot be read. JPEG, PNG, WebP and AVIF are accepted.',
})
export const imageTooLarge = problem<{ width?: number; height?: number; pixelsMost?: number }>(
  'image-too-large',
  'invalid',
  {
    ko: '사진이 너무 커요. 크기를 줄여서 다시 올려 주세요.',
    en: 'That picture is too large. Make it smaller and upload it again.',
  },
)
export const tooManyPictures = problem<{ most: number }>('too-many-images', 'conflict', {
  ko: '사진은 10장까지 올릴 수 있어요.',
  en: 'There is room for ten pictures.',
})
export const itemHasPicture = problem('item-has-picture', 'conflict', {
  ko: '메뉴마다 사진을 한 장만 올릴 수 있어요. 바꾸려면 지금 사진을 먼저 삭제해 주세요.',
  en: 'An item of the menu has one picture. Remove it first to show another one.',
})
export const storePicturesFull = problem<{ most: number }>('store-pictures-full', 'conflict', {
  ko: '한 매장에는 사진을 모두 10,000장까지 올릴 수 있어요.',
  en: 'A store may have 10,000 pictures in all.',
})
export const subjectMissing = problem('picture-subject-missing', 'missing', {
  ko: '이 매장에 없는 항목이에요.',
  en: 'This store has no such item.',
})
export const pictureMissing = problem('image-missing', 'missing', {
  ko: '사진을 찾을 수 없어요.',
  en: 'There is no such picture.',
})
export const pictureOrderUnfit = problem('picture-order-unfit', 'conflict', {
  ko: '그사이 사진이 바뀌었어요. 지금 있는 사진을 모두 한 번씩 포함해 주세요.',
  en: 'The pictures have changed meanwhile. Name each one that there is now, once.',
})
export const picturesBusy = problem('pictures-busy', 'unavailable', {
  ko: '지금 올리는 사진이 많아요. 잠시 뒤에 다시 올려 주세요.',
  en: 'Many pictures are being uploaded right now. Try again in a moment.',
})

/** Of the store itself, and of each subject of it. */
export const PICTURES_MOST = 10
/** Of a store and all of its subjects. */
export const STORE_PICTURES_MOST = 10_000

/** How many pictures there are already. */
export interface PictureCounts {
  /** Of the same subject. */
  readonly pictures: number
  /** Of the store and all of its subjects. */
  readonly inStore: number
}

/** What pictures are of: the store itself, an item of its menu, or a thing that its door sells. */
export type SubjectKind = 'store' | 'item' | 'thing'

/** Problems in order: item-has-picture, too-many-images, store-pictures-full. */
export function mayAddPicture(
  { pictures, inStore }: PictureCounts,
  kind: SubjectKind = 'thing',
): Problem | null {
  if (kind === 'item' && pictures > 0) return itemHasPicture()
  if (pictures >= PICTURES_MOST) return tooManyPictures({ most: PICTURES_MOST })
  if (inStore >= STORE_PICTURES_MOST) return storePicturesFull({ most: STORE_PICTURES_MOST })
  return null
}

/** The pictures in the order of `ids`, which must name each of them once. */
export function ordered<Picture extends { readonly id: string }>(
  pictures: readonly Picture[],
  ids: readonly string[],
): readonly Picture[] | Problem {
  const byId = new Map(pictures.map((picture) => [picture.id, picture]))
  const found = new Set(ids.flatMap((id) => byId.get(id) ?? []))
  return found.size === pictures.length && ids.length === pictures.length
    ? [...found]
    : pictureOrderUnfit()
}

/** No camera takes more. */
export const PIXELS_MOST = 60_000_000
/** Of one picture while it is decoded; the process that decodes it needs some 65 MB besides. */
export const DECODED_BYTES_MOST = 300 * 1024 * 1024
/** The sizes that are kept fit into these boxes, in pixels. */
export const BOXES = {
  large: { width: 1600, height: 4800 },
  small: { width: 800, height: 2400 },
  /** Of cards and rows. */
  tile: { width: 400, height: 1200 },
  /** Of links, whole: what is wider or higher is cut off. */
  preview: { width: 1200, height: 630 },
} as const

const FORMATS = ['jpeg', 'png', 'webp', 'avif', 'heif']

/** The header of a picture, read before decoding. */
export interface PictureHeader {
  readonly format?: string | undefined
  readonly width?: number | undefined
  readonly height?: number | undefined
  readonly channels?: number | undefined
  /** `uchar` is 8 bits a channel. */
  readonly depth?: string | undefined
  readonly isProgressive?: boolean | undefined
}

/**
 * Whether a picture may be decoded, by its header.
 * Problems in order: image-unreadable, image-too-large.
 */
export function mayDecode(header: PictureHeader): Problem | null {
  const { format, width = 0, height = 0 } = header
  if (!FORMATS.includes(format ?? '') || width < 1 || height < 1) return imageUnreadable()
  const pixelsMost = Math.min(PIXELS_MOST, Math.floor(DECODED_BYTES_MOST / bytesPerPixel(header)))
  if (width * height > pixelsMost) return imageTooLarge({ width, height, pixelsMost })
  return null
}

/**
 * The measured maximum of decoding memory for each pixel (sharp 0.35, libvips 8.18, one
 * thread): AVIF is decoded whole, in 17 to 20 bytes; a progressive JPEG keeps its coefficients, two
 * bytes each; a picture that lies on its side is copied whole before it is turned.
 */
function bytesPerPixel({ format, channels = 4, depth, isProgressive }: PictureHeader): number {
  const bytes = depth === 'uchar' ? 1 : 2
  if (format === 'heif' || format === 'avif') return (channels > 3 ? 23 : 21) * bytes
  const coefficients = isProgressive && format === 'jpeg' ? 2 * channels : 0
  return channels * bytes * 1.6 + coefficients
}
