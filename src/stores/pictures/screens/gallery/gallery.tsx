import { Suspense, useState } from 'react'
import { later } from '../../../../web/kit/later.ts'
import { Picture } from '../../../../web/kit/picture.tsx'
import type { Picture as StorePicture } from '../picture-queries.ts'
import { useGalleryText } from './text.ts'

const [Viewer, useViewerAhead] = later(() =>
  import('./picture-viewer.tsx').then((loaded) => loaded.PictureViewer),
)

interface GalleryProps {
  readonly images: readonly StorePicture[]
  /** The main picture is not cropped, and the others are below it: for a narrow column. */
  readonly whole?: boolean
}

/** The main picture and up to three more beside it; each opens large, where all can be seen. */
export function Gallery({ images, whole = false }: GalleryProps) {
  const [shown, setShown] = useState<number>()
  useViewerAhead()
  const [main, ...others] = images
  if (!main)
    return (
      <div className="overflow-hidden rounded-3xl">
        <Picture image={null} className="h-56 w-full" />
      </div>
    )
  const strip = others.slice(0, 3)
  const isBeside = strip.length > 0 && !whole
  return (
    <>
      <div className={`grid gap-2 sm:gap-3 ${isBeside ? 'md:h-[28rem] md:grid-cols-4' : ''}`}>
        <PictureButton
          image={main}
          main
          whole={whole}
          onOpen={() => setShown(0)}
          count={images.length}
          className={
            whole ? '' : `max-sm:aspect-2/1 ${isBeside ? 'md:col-span-3' : 'md:h-[28rem]'}`
          }
        />
        {strip.length > 0 ? (
          <div
            className={`grid min-h-0 auto-rows-fr grid-cols-3 gap-2 max-sm:hidden sm:gap-3 ${whole ? 'md:auto-rows-[6rem]' : 'md:grid-cols-1'}`}
          >
            {strip.map((image, at) => (
              <PictureButton key={image.id} image={image} onOpen={() => setShown(at + 1)} />
            ))}
          </div>
        ) : null}
      </div>
      {shown === undefined ? null : (
        <Suspense>
          <Viewer
            images={images}
            shown={shown}
            onShow={setShown}
            onClose={() => setShown(undefined)}
          />
        </Suspense>
      )}
    </>
  )
}

interface PictureButtonProps {
  readonly image: StorePicture
  readonly main?: boolean
  readonly whole?: boolean
  /** On a phone, where only the main picture is shown: how many there are. */
  readonly count?: number
  readonly className?: string
  readonly onOpen: () => void
}

function PictureButton(props: PictureButtonProps) {
  const { image, main = false, whole = false, count = 1, className = '', onOpen } = props
  const t = useGalleryText()
  const frame = whole ? 'max-h-[32rem]' : 'aspect-3/2 md:aspect-auto'
  return (
    <button
      type="button"
      onClick={onOpen}
      style={whole ? { aspectRatio: `${image.width} / ${image.height}` } : undefined}
      className={`group relative overflow-hidden rounded-2xl ${frame} ${className}`}
    >
      <Picture
        image={image}
        main={main}
        as={main ? 'page' : 'tile'}
        className={`size-full transition-transform duration-500 group-hover:scale-[1.03] ${whole ? 'object-contain!' : ''}`}
      />
      <span className="sr-only">{t('open')}</span>
      {count > 1 ? (
        <span className="absolute right-2 bottom-2 rounded-full bg-paper/90 px-2.5 py-0.5 text-sm font-semibold sm:hidden">
          {t('count', { count })}
        </span>
      ) : null}
    </button>
  )
}
