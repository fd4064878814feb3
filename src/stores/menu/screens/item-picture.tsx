import { useState } from 'react'
import { Button } from '../../../web/kit/button.tsx'
import { Dialog } from '../../../web/kit/dialog.tsx'
import { Picture } from '../../../web/kit/picture.tsx'
import { useQueryClient } from '../../../web/query.ts'
import { AddPicture } from '../../pictures/screens/desk/add-picture.tsx'
import { RemovePicture } from '../../pictures/screens/desk/remove-picture.tsx'
import { type MenuAnswer, menuQuery } from './menu-query.ts'
import { useMenuText } from './text.ts'

export type ItemPictureView = MenuAnswer['sections'][number]['items'][number]['picture']

interface ItemPictureProps {
  readonly storeId: string
  /** Undefined: the item is not saved yet. */
  readonly itemId: string | undefined
  readonly name: string
  readonly picture: ItemPictureView
}

/** The picture of an item: added, or removed, at once and apart from the menu's words. */
export function ItemPicture({ storeId, itemId, name, picture }: ItemPictureProps) {
  const t = useMenuText()
  const client = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  const close = () => setOpen(false)
  const refresh = () => client.invalidateQueries({ queryKey: menuQuery(storeId).queryKey })
  if (itemId === undefined) return <p className="text-sm text-soft">{t('pictureLater')}</p>
  return (
    <div className="flex items-center gap-3">
      {picture ? (
        <Picture image={picture} as="row" className="size-16 shrink-0 rounded-xl" />
      ) : null}
      <Button kind="quiet" onClick={() => setOpen(true)}>
        <span aria-hidden="true">{t(picture ? 'removePicture' : 'addPicture')}</span>
        <span className="sr-only">
          {t('of', { name, action: t(picture ? 'removePicture' : 'addPicture') })}
        </span>
      </Button>
      {isOpen && picture ? (
        <RemovePicture {...{ storeId, image: picture }} onClose={close} onRemoved={refresh} />
      ) : null}
      {isOpen && !picture ? (
        <Dialog title={t('of', { name, action: t('addPicture') })} onClose={close}>
          <AddPicture
            {...{ storeId, of: itemId }}
            onAdded={() => {
              close()
              refresh()
            }}
          />
        </Dialog>
      ) : null}
    </div>
  )
}
