import { type FormEvent, useMemo, useState } from 'react'
import type * as payments from '../../../payments/contract.ts'
import type * as partly from '../../../payments/line-contract.ts'
import { useRefreshAll } from '../../../stores/screens/store-queries.ts'
import { call } from '../../../web/call.ts'
import { announce } from '../../../web/kit/announce.tsx'
import { focusFirstWrong } from '../../../web/kit/field.tsx'
import { newKey } from '../../../web/new-key.ts'
import { useQuery } from '../../../web/query.ts'
import { useSend } from '../../../web/use-send.ts'
import {
  askedLines,
  chosenLines,
  hasParts,
  isWhole,
  type LineChoice,
  wholeChoice,
} from '../my-bookings/line-choice.ts'
import { useWord } from '../use-booking-door.ts'
import { storeBookingQuery, storeQuoteQuery } from './cancel-queries.ts'
import type { Cancelable } from './guest-props.ts'
import { useDayText } from './text.ts'

export interface CancelGuestProps {
  readonly storeId: string
  readonly guest: Cancelable
  readonly onClose: () => void
  /** Says it where the desk says what was done last; left out: it is announced only. */
  readonly onDone?: (said: string) => void
}

/** What of a booking is to be canceled: all of it, unless a part is chosen. */
function useChoice(storeId: string, bookingId: string) {
  const { data: booking, isPending } = useQuery(storeBookingQuery(storeId, bookingId))
  const [chosen, choose] = useState<LineChoice>()
  const parts = booking && hasParts(booking, 'store') ? booking : undefined
  const choice = chosen ?? (parts ? wholeChoice(parts, 'store') : {})
  const lines = chosenLines(choice)
  const isPart = parts !== undefined && !isWhole(parts, choice)
  const isNothing = isPart && lines.length === 0
  const quote = useQuery({
    ...storeQuoteQuery(storeId, bookingId, choice),
    enabled: isPart && !isNothing,
  })
  return { isLoading: isPending, booking, parts, choice, choose, lines, isPart, isNothing, quote }
}

/** Cancels a guest's booking, or what is chosen of it, once a reason is given. */
export function useCancelGuest({ storeId, guest, onClose, onDone = announce }: CancelGuestProps) {
  const t = useDayText()
  const refresh = useRefreshAll()
  const { lines, ...choice } = useChoice(storeId, guest.id)
  const { booking, isPart, isNothing } = choice
  const word = useWord(booking)
  const asked = isPart ? askedLines(choice.choice) : ''
  // biome-ignore lint/correctness/useExhaustiveDependencies: another part is another request
  const key = useMemo(newKey, [asked])
  const [reason, setReason] = useState(guest.isEntered ? t('cancel.reasonUsual') : '')
  const [isTried, setTried] = useState(false)
  const [isAsked, setAsked] = useState(false)
  const { pending, problem, send } = useSend()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!reason.trim()) return focusFirstWrong(event.currentTarget)
    if (isNothing) return
    if (guest.begun && !isAsked) return setAsked(true)
    const said = { key, reason: reason.trim() }
    const sent = await send<unknown>(() =>
      isPart
        ? cancelLines(storeId, guest.id, { ...said, lines })
        : cancelWhole(storeId, guest.id, said),
    )
    if (!sent?.ok) return
    await refresh()
    onClose()
    onDone(isPart ? t('cancel.partDone') : word('cancelDone', t('cancel.canceled')))
  }
  const error = isTried && !reason.trim() ? t('cancel.reasonMissing') : undefined
  return { ...choice, word, reason, setReason, error, isAsked, pending, problem, submit }
}

interface Said {
  readonly key: string
  readonly reason: string
}

const cancelWhole = (storeId: string, orderId: string, { key, reason }: Said) =>
  call<typeof payments.cancelByStore>('POST /v1/stores/:storeId/orders/:orderId/cancellation', {
    params: { storeId, orderId },
    key,
    body: { reason },
  })

const cancelLines = (
  storeId: string,
  bookingId: string,
  { key, ...body }: Said & { readonly lines: ReturnType<typeof chosenLines> },
) =>
  call<typeof partly.cancelLinesByStore>(
    'POST /v1/stores/:storeId/bookings/:bookingId/line-cancellations',
    { params: { storeId, bookingId }, key, body },
  )
