import { useState } from 'react'
import { call } from '../../../../web/call.ts'
import { Button } from '../../../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../../../web/kit/dialog.tsx'
import { Refused, Tag } from '../../../../web/kit/notice.tsx'
import { Picture } from '../../../../web/kit/picture.tsx'
import { EmptyState } from '../../../../web/kit/states.tsx'
import { useQueryClient } from '../../../../web/query.ts'
import { useSend } from '../../../../web/use-send.ts'
import type * as owner from '../../owner-contract.ts'
import { type RestaurantAnswer, restaurantQuery } from '../restaurants/restaurant-queries.ts'
import { menuText } from '../text.ts'
import { AddPicture } from './add-picture.tsx'
import { useOwnerText } from './text.ts'

type Image = RestaurantAnswer['restaurant']['images'][number]

/** The pictures of a restaurant: look, add, remove. */
export function Pictures({ restaurant }: RestaurantAnswer) {
  const t = useOwnerText()
  const client = useQueryClient()
  const [removing, setRemoving] = useState<Image>()
  const refresh = () =>
    client.invalidateQueries({ queryKey: restaurantQuery(restaurant.id).queryKey })
  return (
    <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="grid gap-5">
        <h2 className="sr-only">{menuText()('tabs.pictures')}</h2>
        <p className="text-soft">{t('pictures.lead')}</p>
        {restaurant.images.length === 0 ? (
          <EmptyState title={t('pictures.none')}>{t('pictures.noneLead')}</EmptyState>
        ) : (
          <ul className="grid gap-5 sm:grid-cols-2">
            {restaurant.images.map((image, at) => (
              <li
                key={image.id}
                className="grid overflow-hidden rounded-3xl border border-line bg-card"
              >
                <Picture image={image} small className="aspect-3/2 w-full" />
                <div className="flex items-start justify-between gap-3 p-4">
                  <p className="grid justify-items-start gap-1.5 text-sm">
                    {at === 0 ? <Tag>{t('pictures.main')}</Tag> : null}
                    <span className="text-soft" aria-hidden="true">
                      {image.alt}
                    </span>
                  </p>
                  <Button kind="plain" onClick={() => setRemoving(image)}>
                    {t('pictures.remove')}
                    <span className="sr-only">: {image.alt}</span>
                  </Button>
                </div>
              </li>
            ))}
          </ul>
        )}
      </div>
      <AddPicture restaurantId={restaurant.id} onAdded={refresh} />
      {removing ? (
        <RemovePicture
          restaurantId={restaurant.id}
          image={removing}
          onClose={() => setRemoving(undefined)}
          onRemoved={refresh}
        />
      ) : null}
    </div>
  )
}

interface RemovePictureProps {
  readonly restaurantId: string
  readonly image: Image
  readonly onClose: () => void
  readonly onRemoved: () => void
}

function RemovePicture({ restaurantId, image, onClose, onRemoved }: RemovePictureProps) {
  const t = useOwnerText()
  const { pending, problem, send } = useSend()
  const remove = async () => {
    const sent = await send(() =>
      call<typeof owner.removeImage>('DELETE /v1/restaurants/:restaurantId/images/:imageId', {
        params: { restaurantId, imageId: image.id },
      }),
    )
    if (!sent?.ok) return
    onClose()
    onRemoved()
  }
  return (
    <Dialog title={t('pictures.removeTitle')} onClose={onClose}>
      <Picture image={image} small className="aspect-3/2 w-full rounded-2xl" />
      <Refused problem={problem} />
      <DialogActions keep={t('pictures.keep')} onKeep={onClose}>
        <Button kind="danger" pending={pending} onClick={remove}>
          {t('pictures.removeSure')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
