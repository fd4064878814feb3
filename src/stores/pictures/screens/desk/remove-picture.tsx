import { call } from '../../../../web/call.ts'
import { Button } from '../../../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../../../web/kit/dialog.tsx'
import { Refused } from '../../../../web/kit/notice.tsx'
import { Picture } from '../../../../web/kit/picture.tsx'
import { useSend } from '../../../../web/use-send.ts'
import type * as contract from '../../contract.ts'
import type { Picture as StorePicture } from '../picture-queries.ts'
import { usePicturesText } from './text.ts'

interface RemovePictureProps {
  readonly storeId: string
  readonly image: StorePicture
  readonly onClose: () => void
  readonly onRemoved: () => void
}

/** Asks once more, with the picture in sight. */
export function RemovePicture({ storeId, image, onClose, onRemoved }: RemovePictureProps) {
  const t = usePicturesText()
  const { pending, problem, send } = useSend()
  const remove = async () => {
    const sent = await send(() =>
      call<typeof contract.removePicture>('DELETE /v1/stores/:storeId/pictures/:pictureId', {
        params: { storeId, pictureId: image.id },
      }),
    )
    if (!sent?.ok) return
    onClose()
    onRemoved()
  }
  return (
    <Dialog title={t('removeTitle')} onClose={onClose}>
      <Picture image={image} small className="aspect-3/2 w-full rounded-2xl" />
      <Refused problem={problem} />
      <DialogActions keep={t('keep')} onKeep={onClose}>
        <Button kind="danger" pending={pending} onClick={remove}>
          {t('removeSure')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
