import { Picture } from '../../web/kit/picture.tsx'
import type { PictureSize } from '../../web/kit/picture-sizes.ts'
import type { StoreCard } from './store-queries.ts'
import { useDoor } from './use-door.ts'

interface StorePictureProps {
  readonly store: Pick<StoreCard, 'door' | 'kind' | 'image'>
  readonly className: string
  /** Seen at once: fetched first. */
  readonly main?: boolean
  /** Default: a card. */
  readonly as?: PictureSize
}

/** A store's main picture, or the drawing of its door. The words beside it say what it is. */
export function StorePicture({ store, className, main = false, as = 'tile' }: StorePictureProps) {
  const { door: name, kind, image } = store
  const Scene = useDoor(name)?.stores.Scene
  if (Scene && !image) return <Scene kind={kind} className={className} />
  return <Picture image={image} main={main} as={as} decorative className={className} />
}
