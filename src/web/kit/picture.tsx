import { Mark } from './mark.tsx'
import { PICTURE_SIZES, type PictureSize } from './picture-sizes.ts'

interface PictureProps {
  readonly image: {
    readonly url: string
    readonly smallUrl: string
    readonly tileUrl: string
    readonly alt: string
    readonly width: number
    readonly height: number
  } | null
  readonly className?: string
  /** The main picture of the page: fetched with priority. */
  readonly main?: boolean
  /** How large it is shown. Default: most of a page. */
  readonly as?: PictureSize
  /** All of it is shown, on a quiet ground. */
  readonly whole?: boolean
  /** Adds nothing to the text beside it: empty `alt`. */
  readonly decorative?: boolean
}

/** A picture with reserved space; without one, the logo on a quiet ground. */
export function Picture({
  image,
  className = '',
  main,
  as = 'page',
  whole,
  decorative,
}: PictureProps) {
  if (!image)
    return (
      <div className={`grid place-items-center bg-well text-edge ${className}`} aria-hidden="true">
        <Mark className="size-16 opacity-60" />
      </div>
    )
  return (
    <img
      src={as === 'page' ? image.url : image.smallUrl}
      srcSet={
        as === 'page'
          ? `${image.smallUrl} 800w, ${image.url} 1600w`
          : `${image.tileUrl} 400w, ${image.smallUrl} 800w`
      }
      sizes={PICTURE_SIZES[as]}
      alt={decorative ? '' : image.alt}
      width={image.width}
      height={image.height}
      loading={main ? 'eager' : 'lazy'}
      fetchPriority={main ? 'high' : 'auto'}
      decoding={main ? 'auto' : 'async'}
      className={`bg-well ${whole ? 'object-contain' : 'object-cover'} ${className}`}
    />
  )
}
