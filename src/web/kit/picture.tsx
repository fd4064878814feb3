import { Mark } from './mark.tsx'

/** As wide as a phone, or most of a page: the browser takes the smaller file where that will do. */
const SIZES = '(max-width: 48rem) calc(100vw - 2rem), 56rem'

interface PictureProps {
  readonly image: {
    readonly url: string
    readonly smallUrl: string
    readonly alt: string
    readonly width: number
    readonly height: number
  } | null
  readonly className?: string
  /** The picture that the page is about: fetched first. */
  readonly main?: boolean
  /** At most 800 pixels wide are enough. */
  readonly small?: boolean
  /** Says nothing new, because the words beside it do. */
  readonly decorative?: boolean
}

/** A picture whose room is kept before it comes; without one, our mark on a quiet ground. */
export function Picture({ image, className = '', main, small, decorative }: PictureProps) {
  if (!image)
    return (
      <div className={`grid place-items-center bg-well text-edge ${className}`} aria-hidden="true">
        <Mark className="size-16 opacity-60" />
      </div>
    )
  return (
    <img
      src={small ? image.smallUrl : image.url}
      {...(small ? {} : { srcSet: `${image.smallUrl} 800w, ${image.url} 1600w`, sizes: SIZES })}
      alt={decorative ? '' : image.alt}
      width={image.width}
      height={image.height}
      loading={main ? 'eager' : 'lazy'}
      fetchPriority={main ? 'high' : 'auto'}
      decoding={main ? 'auto' : 'async'}
      className={`bg-well object-cover ${className}`}
    />
  )
}
