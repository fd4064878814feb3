import { useNavigate, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import type { Money } from '../../../kernel/money.ts'
import type { ProblemBody } from '../../../web/call.ts'
import { newKey } from '../../../web/new-key.ts'
import { useQueryClient } from '../../../web/query.ts'
import { useMe } from '../../../web/session.ts'
import type { Claiming } from '../booking-door.ts'
import { bookingQuery } from '../booking-queries.ts'
import { useIsHeld } from '../held/held-query.ts'

export interface Claim<Selection> {
  /** What is being asked for, if anything is. */
  readonly pending: { readonly selection: Selection } | undefined
  readonly refused: { readonly selection: Selection; readonly problem: ProblemBody } | undefined
  /** The price is not the one that was shown: the reader is asked. */
  readonly changed: PriceChange<Selection> | undefined
  /** Whether the reader holds this place already. */
  readonly isHeld: (placeId: string) => boolean
  /** Claims at the price that the reader sees. */
  readonly take: (selection: Selection, seen: Money, replace?: boolean) => Promise<void>
  /** Does not claim at the changed price. */
  readonly keepOut: () => void
}

interface PriceChange<Selection> {
  readonly selection: Selection
  readonly seen: Money
  readonly price: Money
  readonly replace: boolean
  /** The store asks a deposit of the reader. */
  readonly why?: string
}

/**
 * Takes a place and goes to its booking. Asking again for what is already yours gives the same
 * booking, so a second press or a way back never takes two. A refusal refreshes the counts.
 */
export function useClaim<Selection>(claiming: Claiming<Selection>): Claim<Selection> {
  const [pending, setPending] = useState<Claim<Selection>['pending']>()
  const [refused, setRefused] = useState<Claim<Selection>['refused']>()
  const [changed, setChanged] = useState<Claim<Selection>['changed']>()
  const isHeld = useIsHeld()
  const me = useMe()
  const client = useQueryClient()
  const navigate = useNavigate()
  const router = useRouter()

  /** Signing in leads back to the page of the store, at what was pressed. */
  const signInAt = (selection: Selection) => {
    const { href } = router.buildLocation(claiming.pageAt(selection))
    return navigate({ to: '/sign-in', search: { return: href, guest: true } })
  }
  const take = async (selection: Selection, seen: Money, replace = false) => {
    if (pending) return
    if (me === null) return signInAt(selection)
    setPending({ selection })
    setRefused(undefined)
    setChanged(undefined)
    const result = await claiming.place(selection, newKey(), seen.amount)
    if (result.ok) {
      const { id } = result.answer
      void client.invalidateQueries({ queryKey: claiming.availabilityKey })
      void client.invalidateQueries({ queryKey: ['bookings'] })
      await client.prefetchQuery(bookingQuery(id))
      await navigate({ to: '/bookings/$bookingId', params: { bookingId: id }, replace })
    } else if (result.problem.status === 401) await signInAt(selection)
    else {
      const { type, title: why } = result.problem
      if (type === 'price-changed' || type === 'deposit-asked') {
        const price = result.problem.price as Money
        setChanged({ selection, seen, price, replace, ...(type === 'deposit-asked' && { why }) })
        void client.invalidateQueries({ queryKey: ['deposits'] })
      } else if (!result.problem.leadsAway) setRefused({ selection, problem: result.problem })
      await client.invalidateQueries({ queryKey: claiming.availabilityKey })
    }
    setPending(undefined)
  }
  return { pending, refused, changed, isHeld, take, keepOut: () => setChanged(undefined) }
}
