import { Suspense, useState } from 'react'
import { later } from '../../../../web/kit/later.ts'
import { Picture } from '../../../../web/kit/picture.tsx'
import type { RestaurantAnswer } from './restaurant-queries.ts'
import { useRestaurantText } from './text.ts'

const [Viewer, useViewerAhead] = later(() =>
  import('./picture-viewer.tsx').then((loaded) => loaded.PictureViewer),
)

export type Image = RestaurantAnswer['restaurant']['images'][number]

/** The main picture and up to three more beside it; each opens large, where all can be seen. */
export function Gallery({ images }: { images: readonly Image[] }) {
  const t = useRestaurantText()
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
  const open = (image: Image, at: number, className: string, isMain = false) => (
    <button
      key={image.id}
      type="button"
      onClick={() => setShown(at)}
      className={`group relative overflow-hidden rounded-2xl ${className}`}
    >
      <Picture
        image={image}
        main={isMain}
        small={!isMain}
        className="size-full transition-transform duration-500 group-hover:scale-[1.03]"
      />
      <span className="sr-only">{t('gallery.open')}</span>
    </button>
  )
  return (
    <>
      <div
        className={`grid gap-2 sm:gap-3 ${strip.length > 0 ? 'md:h-[28rem] md:grid-cols-4' : ''}`}
      >
        {open(
          main,
          0,
          `aspect-3/2 md:aspect-auto ${strip.length > 0 ? 'md:col-span-3' : 'md:h-[28rem]'}`,
          true,
        )}
        {strip.length > 0 ? (
          <div className="grid min-h-0 auto-rows-fr grid-cols-3 gap-2 sm:gap-3 md:grid-cols-1">
            {strip.map((image, at) => open(image, at + 1, 'aspect-3/2 md:aspect-auto'))}
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
