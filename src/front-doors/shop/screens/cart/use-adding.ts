import { useState } from 'react'
import { call } from '../../../../web/call.ts'
import { newKey } from '../../../../web/new-key.ts'
import { useQueryClient } from '../../../../web/query.ts'
import { becomeGuest, useMe } from '../../../../web/session.ts'
import { useSend } from '../../../../web/use-send.ts'
import type * as carts from '../../carts/contract.ts'
import { ofShop } from '../products/product-queries.ts'

/** Adds to the cart of a shop, of a guest where nobody is signed in. */
export function useAdding(marketId: string) {
  const me = useMe()
  const client = useQueryClient()
  const { pending, problem, send } = useSend()
  const [isAdded, setAdded] = useState(false)
  const add = async (
    item: Readonly<Record<string, string>>,
    quantity: number,
  ): Promise<boolean> => {
    setAdded(false)
    const sent = await send(async () => {
      if (!me) {
        const guest = await becomeGuest(client)
        if (!guest.ok) return guest
      }
      return call<typeof carts.addCartLine>('POST /v1/markets/:marketId/cart/lines', {
        params: { marketId },
        key: newKey(),
        body: { item, quantity },
      })
    })
    if (!sent?.ok) return false
    await client.invalidateQueries({ queryKey: ofShop })
    setAdded(true)
    return true
  }
  return { add, isAdded, forget: () => setAdded(false), pending, problem }
}
