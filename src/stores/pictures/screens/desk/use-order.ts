import { useState } from 'react'
import { call } from '../../../../web/call.ts'
import { useQueryClient } from '../../../../web/query.ts'
import { useSend } from '../../../../web/use-send.ts'
import type * as contract from '../../contract.ts'
import { type Picture, type PicturesOf, picturesQuery } from '../picture-queries.ts'
import { movedTo } from './order.ts'

/** Moves pictures, and says where the last one went. */
export function useOrder(
  { storeId, of }: PicturesOf,
  pictures: readonly Picture[],
  onChanged: () => void,
) {
  const client = useQueryClient()
  const { problem, send } = useSend()
  const [moved, setMoved] = useState<{ alt: string; at: number; of: number }>()
  const move = async (pictureId: string, to: number) => {
    const ordered = movedTo(pictures, pictureId, to)
    if (!ordered) return
    const sent = await send(() =>
      call<typeof contract.orderPictures>('PUT /v1/stores/:storeId/pictures/order', {
        params: { storeId },
        query: of ? { of } : {},
        body: { pictureIds: ordered.map(({ id }) => id) },
      }),
    )
    if (!sent) return
    if (sent.ok) {
      client.setQueryData(picturesQuery(storeId, of).queryKey, sent.answer)
      setMoved({ alt: ordered[to]?.alt ?? '', at: to + 1, of: ordered.length })
    }
    onChanged()
  }
  return { moved, problem, move }
}
