import { useState } from 'react'
import { Loaded } from '../../../../web/kit/loaded.tsx'
import { Refused } from '../../../../web/kit/notice.tsx'
import { EmptyState } from '../../../../web/kit/states.tsx'
import { useQuery, useQueryClient } from '../../../../web/query.ts'
import { type Picture, type PicturesOf, picturesQuery } from '../picture-queries.ts'
import { AddPicture } from './add-picture.tsx'
import { PictureCard } from './picture-card.tsx'
import { RemovePicture } from './remove-picture.tsx'
import { usePicturesText } from './text.ts'
import { useOrder } from './use-order.ts'

interface PicturesProps extends PicturesOf {
  /** Refetches other screens that show these pictures. */
  readonly onChanged?: () => void
  /** What is said while there are none. */
  readonly none?: string
}

/** The pictures of a store, or of its subject: add, reorder, remove. */
export function Pictures({ storeId, of, onChanged, none }: PicturesProps) {
  const t = usePicturesText()
  const client = useQueryClient()
  const query = picturesQuery(storeId, of)
  const asked = useQuery(query)
  const refresh = async () => {
    await client.invalidateQueries({ queryKey: query.queryKey })
    onChanged?.()
  }
  return (
    <Loaded query={asked}>
      {({ data }) => (
        <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,1fr)_22rem]">
          <div className="grid gap-5">
            <h2 className="sr-only">{t('title')}</h2>
            <p className="text-soft">{t('lead')}</p>
            {data.length === 0 ? (
              <EmptyState title={t('none')}>{none ?? t('noneLead')}</EmptyState>
            ) : (
              <Cards storeId={storeId} of={of} pictures={data} onChanged={refresh} />
            )}
          </div>
          <AddPicture storeId={storeId} of={of} onAdded={refresh} />
        </div>
      )}
    </Loaded>
  )
}

interface CardsProps extends PicturesOf {
  readonly pictures: readonly Picture[]
  readonly onChanged: () => Promise<void>
}

function Cards({ storeId, of, pictures, onChanged }: CardsProps) {
  const t = usePicturesText()
  const [removing, setRemoving] = useState<Picture>()
  const { moved, problem, move } = useOrder({ storeId, of }, pictures, onChanged)
  return (
    <>
      <Refused problem={problem} />
      <p role="status" className="sr-only">
        {moved ? t('moved', moved) : null}
      </p>
      <ul className="grid gap-5 sm:grid-cols-2">
        {pictures.map((picture, at) => (
          <PictureCard
            key={picture.id}
            picture={picture}
            at={at}
            of={pictures.length}
            onMove={move}
            onRemove={() => setRemoving(picture)}
          />
        ))}
      </ul>
      {removing ? (
        <RemovePicture
          storeId={storeId}
          image={removing}
          onClose={() => setRemoving(undefined)}
          onRemoved={onChanged}
        />
      ) : null}
    </>
  )
}
