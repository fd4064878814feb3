import { Picture } from '../../../../web/kit/picture.tsx'
import type { PictureSize } from '../../../../web/kit/picture-sizes.ts'
import type { LotCard } from './lot-queries.ts'
import { Scene } from './scene.tsx'

interface LotPictureProps {
  readonly image: LotCard['image']
  readonly main?: boolean
  readonly className: string
  /** Default: a card. */
  readonly as?: PictureSize
}

/** A lot's main picture, or the drawing of auctions. The words beside it say what it is. */
export const LotPicture = ({ image, main = false, className, as = 'tile' }: LotPictureProps) =>
  image ? (
    <Picture image={image} main={main} as={as} decorative className={className} />
  ) : (
    <Scene className={className} />
  )
