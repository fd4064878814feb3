import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { BodyOf } from '../../../../kernel/endpoint.ts'
import { acceptAsGuest } from '../../../../terms/screens/terms-queries.ts'
import { call } from '../../../../web/call.ts'
import { newKey } from '../../../../web/new-key.ts'
import { useQueryClient } from '../../../../web/query.ts'
import { useMe } from '../../../../web/session.ts'
import { useSend } from '../../../../web/use-send.ts'
import type * as contract from '../../checkout/contract.ts'

type Body = BodyOf<typeof contract.placeOrder>

/** Orders the cart and goes to the order; a guest has read `GuestTerms` above the button. One key for each intent: what was typed and seen. */
export function useOrder(marketId: string) {
  const { pending, problem, send } = useSend()
  const navigate = useNavigate()
  const client = useQueryClient()
  const me = useMe()
  const [keys] = useState(() => new Map<string, string>())
  const order = async (body: Body) => {
    const intent = JSON.stringify(body)
    const key = keys.get(intent) ?? newKey()
    keys.set(intent, key)
    const sent = await send(async () => {
      const isGuest = me?.isGuest === true
      const before = isGuest ? await acceptAsGuest(client) : undefined
      if (before && !before.ok) return before
      return call<typeof contract.placeOrder>('POST /v1/markets/:marketId/orders', {
        ...{ params: { marketId }, body, key },
      })
    })
    if (!sent?.ok) keys.delete(intent)
    else await navigate({ to: '/bookings/$bookingId', params: { bookingId: sent.answer.id } })
  }
  return { pending, problem, order }
}
