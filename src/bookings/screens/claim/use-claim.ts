import { useNavigate, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { newKey, type ProblemBody } from '../../../web/call.ts'
import { useQueryClient } from '../../../web/query.ts'
import type { Claiming } from '../booking-door.ts'
import { bookingQuery } from '../booking-queries.ts'
import { useHeld } from './use-held.ts'

export interface Claim<Selection> {
  /** What is being asked for, if anything is. */
  readonly pending: { readonly selection: Selection } | undefined
  readonly refused: { readonly selection: Selection; readonly problem: ProblemBody } | undefined
  /** Whether the reader holds this place already. */
  readonly isHeld: (placeId: string) => boolean
  readonly take: (selection: Selection, replace?: boolean) => Promise<void>
}

/**
 * Takes a place and goes to its booking. Asking again for what is already yours gives the same
 * booking, so a second press or a way back never takes two. A refusal refreshes the counts.
 */
export function useClaim<Selection>(claiming: Claiming<Selection>): Claim<Selection> {
  const [pending, setPending] = useState<Claim<Selection>['pending']>()
  const [refused, setRefused] = useState<Claim<Selection>['refused']>()
  const isHeld = useHeld()
  const client = useQueryClient()
  const navigate = useNavigate()
  const router = useRouter()

  const take = async (selection: Selection, replace = false) => {
    if (pending) return
    setPending({ selection })
    setRefused(undefined)
    const result = await claiming.place(selection, newKey())
    if (result.ok) {
      const { id } = result.answer
      void client.invalidateQueries({ queryKey: claiming.availabilityKey })
      void client.invalidateQueries({ queryKey: ['bookings'] })
      await client.prefetchQuery(bookingQuery(id))
      await navigate({ to: '/bookings/$bookingId', params: { bookingId: id }, replace })
    } else if (result.problem.status === 401)
      await navigate({ to: '/sign-in', search: { return: router.state.location.href } })
    else {
      setRefused({ selection, problem: result.problem })
      await client.invalidateQueries({ queryKey: claiming.availabilityKey })
    }
    setPending(undefined)
  }
  return { pending, refused, isHeld, take }
}
