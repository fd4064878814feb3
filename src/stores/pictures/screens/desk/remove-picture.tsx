import { call } from '../../../../web/call.ts'
import { announce } from '../../../../web/kit/announce.tsx'
import { Confirm } from '../../../../web/kit/confirm.tsx'
import { Dialog } from '../../../../web/kit/dialog.tsx'
import { Picture } from '../../../../web/kit/picture.tsx'
import type * as contract from '../../contract.ts'
import type { Picture as StorePicture } from '../picture-queries.ts'
import { usePicturesText } from './text.ts'

interface RemovePictureProps {
  readonly storeId: string
  readonly image: StorePicture
  readonly onClose: () => void
  readonly onRemoved: () => Promise<void>
}

/** Asks for confirmation, with the picture in the dialog. */
export function RemovePicture({ storeId, image, onClose, onRemoved }: RemovePictureProps) {
  const t = usePicturesText()
  return (
    <Dialog title={t('removeTitle')} onClose={onClose}>
      <Confirm
        keep={t('keep')}
        onKeep={onClose}
        confirm={t('removeSure')}
        request={() =>
          call<typeof contract.removePicture>('DELETE /v1/stores/:storeId/pictures/:pictureId', {
            params: { storeId, pictureId: image.id },
          })
        }
        onDone={async () => {
          await onRemoved()
          onClose()
          announce(t('removed'))
        }}
      >
        <Picture image={image} as="tile" className="aspect-3/2 w-full rounded-2xl" />
      </Confirm>
    </Dialog>
  )
}
