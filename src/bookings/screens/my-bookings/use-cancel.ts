import { useState } from 'react'
import type * as payments from '../../../payments/contract.ts'
import type * as partly from '../../../payments/line-contract.ts'
import { quoteQuery } from '../../../policies/screens/terms/quote-query.ts'
import { call, type ProblemBody } from '../../../web/call.ts'
import { announce } from '../../../web/kit/announce.tsx'
import { newKey } from '../../../web/new-key.ts'
import { useFetching, useQuery, useQueryClient } from '../../../web/query.ts'
import { useSend } from '../../../web/use-send.ts'
import type { Booking } from '../booking-queries.ts'
import { useSellers } from '../use-booking-door.ts'
import { chosenLines, hasParts, isWhole, wholeChoice } from './line-choice.ts'
import { lineQuoteQuery } from './line-quote-query.ts'
import { useMyBookingsText } from './text.ts'

export interface Canceling {
  readonly booking: Booking
  readonly onClose: () => void
  /** Called once the lists are read again. */
  readonly onCanceled?: (() => void) | undefined
  /** The front door of which nothing is canceled any more. */
  readonly without?: string | undefined
}

/** The refund of a cancellation now, of the whole booking or of what is chosen of it. */
function useBack(booking: Booking, without: string | undefined) {
  const [chosen, choose] = useState(() => wholeChoice(booking, 'buyer', without))
  const isPaid = booking.status === 'paid' && booking.price.amount > 0
  const isPart = hasParts(booking) && !isWhole(booking, chosen)
  const lines = chosenLines(chosen)
  const whole = useQuery({ ...quoteQuery(booking.id), enabled: isPaid && !isPart })
  const part = useQuery({
    ...lineQuoteQuery(booking.id, chosen),
    enabled: isPaid && isPart && lines.length > 0,
  })
  const asked = isPart ? lineQuoteQuery(booking.id, chosen) : quoteQuery(booking.id)
  const { isFetching: isQuoting } = useFetching(asked.queryKey)
  const isNothing = isPart && lines.length === 0
  const quote = isPart ? part : whole
  return { chosen, choose, isPaid, isPart, isNothing, lines, quote, isQuoting }
}

/** Cancels at exactly the refund that is shown. */
export function useCancel({ booking, onClose, onCanceled, without }: Canceling) {
  const t = useMyBookingsText()
  const refresh = useRefresh(booking)
  const { pending, problem, send } = useSend()
  const { quote, lines, isQuoting, ...back } = useBack(booking, without)
  const { isPaid, isPart, isNothing } = back
  const cancel = async () => {
    if (isNothing || (isPaid && !quote.data)) return
    const refund = quote.data?.refund.amount ?? 0
    const sent = await send(() => cancelRequest(booking, isPart ? lines : undefined, refund))
    if (!sent) return
    if (sent.ok) onClose()
    // A refusal may mean that the refund has fallen since it was shown.
    await Promise.all([sent.ok || !isPaid ? undefined : quote.refetch(), refresh()])
    if (!sent.ok) return
    if (isPart) announce(t('cancel.partDone'))
    else onCanceled?.()
  }
  const unquoted =
    isPaid && !isNothing && quote.error ? (quote.error as unknown as ProblemBody) : undefined
  return {
    ...back,
    quote,
    cancel,
    pending: pending || isQuoting,
    problem: problem ?? unquoted,
    isRefused: unquoted?.status === 409,
  }
}

/** @param lines undefined: the whole booking */
function cancelRequest(
  { id }: Booking,
  lines: ReturnType<typeof chosenLines> | undefined,
  refund: number,
) {
  const key = newKey()
  return lines
    ? call<typeof partly.cancelLines>('POST /v1/bookings/:bookingId/line-cancellations', {
        params: { bookingId: id },
        key,
        body: { lines, refund },
      })
    : call<typeof payments.cancelOrder>('POST /v1/orders/:orderId/cancellation', {
        params: { orderId: id },
        key,
        body: { refund },
      })
}

/** Reads again what a cancellation changes. */
function useRefresh(booking: Booking) {
  const { id, store } = booking
  const client = useQueryClient()
  const { sellers } = useSellers(booking)
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ['bookings'] }),
      client.invalidateQueries({ queryKey: ['wallet'] }),
      client.invalidateQueries({ queryKey: ['tickets'] }),
      client.invalidateQueries({ queryKey: ['payment-history', id] }),
      ...sellers.map(({ bookings }) =>
        client.invalidateQueries({ queryKey: bookings.availabilityKey(store.id) }),
      ),
    ])
}
