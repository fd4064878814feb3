import { Button } from '../../../../web/kit/button.tsx'
import { Dialog } from '../../../../web/kit/dialog.tsx'
import { Picture } from '../../../../web/kit/picture.tsx'
import type { Picture as StorePicture } from '../picture-queries.ts'
import { useGalleryText } from './text.ts'

interface PictureViewerProps {
  readonly images: readonly StorePicture[]
  readonly shown: number
  readonly onShow: (at: number) => void
  readonly onClose: () => void
}

/** All pictures, one at a time and large. */
export function PictureViewer({ images, shown, onShow, onClose }: PictureViewerProps) {
  const t = useGalleryText()
  const image = images[shown]
  const step = (by: number) => onShow((shown + by + images.length) % images.length)
  return (
    <Dialog wide title={t('title', { at: shown + 1, of: images.length })} onClose={onClose}>
      {image ? (
        <figure className="grid gap-3">
          <Picture image={image} main className="aspect-3/2 w-full rounded-2xl" />
          <figcaption className="text-soft" aria-hidden="true">
            {image.alt}
          </figcaption>
        </figure>
      ) : null}
      {images.length > 1 ? (
        <div className="flex justify-between gap-3">
          <Button kind="quiet" onClick={() => step(-1)}>
            {t('before')}
          </Button>
          <Button kind="quiet" onClick={() => step(1)}>
            {t('after')}
          </Button>
        </div>
      ) : null}
    </Dialog>
  )
}
