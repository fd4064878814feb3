import { useNavigate, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { call, newKey, type ProblemBody } from '../../../../web/call.ts'
import { useQueryClient } from '../../../../web/query.ts'
import type * as contract from '../../contract.ts'
import { bookingQuery } from '../booking/booking-queries.ts'
import { restaurantQuery } from './restaurant-queries.ts'

export interface Wanted {
  readonly tableTimeId: string
  readonly date: string
}

export interface Claim {
  /** The time that is being asked for, if one is. */
  readonly pending: Wanted | undefined
  readonly refused: { readonly wanted: Wanted; readonly problem: ProblemBody } | undefined
  readonly take: (wanted: Wanted, replace?: boolean) => Promise<void>
}

/**
 * Takes a table and goes to its booking. Asking again for what is already yours gives the same
 * booking, so a second press or a way back never takes two. A refusal refreshes the counts.
 */
export function useClaim(restaurantId: string): Claim {
  const [pending, setPending] = useState<Wanted>()
  const [refused, setRefused] = useState<Claim['refused']>()
  const client = useQueryClient()
  const navigate = useNavigate()
  const router = useRouter()

  const take = async (wanted: Wanted, replace = false) => {
    if (pending) return
    setPending(wanted)
    setRefused(undefined)
    const result = await call<typeof contract.placeBooking>(
      'POST /v1/restaurants/:restaurantId/bookings',
      { params: { restaurantId }, key: newKey(), body: wanted },
    )
    if (result.ok) {
      await client.prefetchQuery(bookingQuery(result.answer.id))
      await navigate({
        to: '/bookings/$bookingId',
        params: { bookingId: result.answer.id },
        replace,
      })
    } else if (result.problem.status === 401)
      await navigate({ to: '/sign-in', search: { return: router.state.location.href } })
    else {
      setRefused({ wanted, problem: result.problem })
      await client.invalidateQueries({ queryKey: restaurantQuery(restaurantId).queryKey })
    }
    setPending(undefined)
  }
  return { pending, refused, take }
}
