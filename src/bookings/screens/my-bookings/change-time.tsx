import { type FormEvent, useState } from 'react'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import type { Asking } from '../../../web/cache.ts'
import { answerOf, call } from '../../../web/call.ts'
import { announce } from '../../../web/kit/announce.tsx'
import { Button, Submit } from '../../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../../web/kit/dialog.tsx'
import { focusFirstWrong } from '../../../web/kit/field.tsx'
import { Refused } from '../../../web/kit/notice.tsx'
import { WhenText } from '../../../web/kit/when.tsx'
import { useLanguage } from '../../../web/language.ts'
import { newKey } from '../../../web/new-key.ts'
import { useQuery, useQueryClient } from '../../../web/query.ts'
import { useSend } from '../../../web/use-send.ts'
import type * as contract from '../../changes/contract.ts'
import type { Booking } from '../booking-queries.ts'
import { TargetChoice } from '../dates/target-choice.tsx'
import { nextStart, startText } from '../starts.ts'
import { useBookingDoor } from '../use-booking-door.ts'
import { useMyBookingsText } from './text.ts'

type Targets = AnswerOf<typeof contract.listChangeTargets>

const targetsQuery = (bookingId: string) => ({
  queryKey: ['bookings', bookingId, 'change-targets'],
  staleTime: 0,
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.listChangeTargets>('GET /v1/bookings/:bookingId/change-targets', {
        params: { bookingId },
        signal,
      }),
    ),
})

/** Opens the dialog to choose another time, where the booking may be changed now. */
export function ChangeTime(props: ChangeTimeProps) {
  const { booking } = props
  return booking.lines.length === 1 && nextStart(booking) ? <Changing {...props} /> : null
}

interface ChangeTimeProps {
  readonly booking: Booking
  /** Told from when to when, in words. */
  readonly onChanged: (said: string) => void
}

function Changing({ booking, onChanged }: ChangeTimeProps) {
  const t = useMyBookingsText()
  const [isOpen, setOpen] = useState(false)
  const { data: targets, refetch } = useQuery(targetsQuery(booking.id))
  if (!targets?.isOpen) return null
  const open = () => {
    setOpen(true)
    // The page may have been open for long.
    void refetch()
  }
  return (
    <>
      <Button kind="quiet" onClick={open}>
        {t('change.title')}
      </Button>
      {isOpen ? (
        <Dialog title={t('change.title')} onClose={() => setOpen(false)}>
          <ChangeForm {...{ booking, targets, onChanged }} onClose={() => setOpen(false)} />
        </Dialog>
      ) : null}
    </>
  )
}

interface ChangeFormProps extends ChangeTimeProps {
  readonly targets: Targets
  readonly onClose: () => void
}

function ChangeForm(props: ChangeFormProps) {
  const { targets, onClose } = props
  const t = useMyBookingsText()
  const { chosen, choose, isTried, change, pending, problem } = useChange(props)
  const partyStays = useBookingDoor(props.booking).partyStays?.(props.booking)
  if (targets.data.length === 0) return <p>{t('change.none')}</p>
  return (
    <form onSubmit={change} noValidate className="grid gap-5">
      <p className="text-soft">{t('change.lead', { left: targets.left })}</p>
      {partyStays ? <p className="text-soft">{partyStays}</p> : null}
      {targets.until ? (
        <p className="text-soft">
          {t('change.until')} <WhenText at={targets.until} timeZone={targets.timeZone} named />
        </p>
      ) : null}
      <Refused problem={problem} />
      <TargetChoice
        targets={targets.data}
        date={props.booking.lines[0]?.date ?? undefined}
        chosen={chosen}
        error={isTried && !chosen ? t('change.toMissing') : undefined}
        onChoose={choose}
      />
      <DialogActions keep={t('change.keep')} onKeep={onClose}>
        <Submit pending={pending}>{t('change.send')}</Submit>
      </DialogActions>
    </form>
  )
}

/** The choice, and sending it. */
function useChange({ booking, targets, onClose, onChanged }: ChangeFormProps) {
  const t = useMyBookingsText()
  const language = useLanguage()
  const client = useQueryClient()
  const [key] = useState(newKey)
  const [startsAt, choose] = useState('')
  const [isTried, setTried] = useState(false)
  const { pending, problem, send } = useSend()
  const chosen = targets.data.find((one) => one.startsAt === startsAt)
  const change = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!chosen) return focusFirstWrong(event.currentTarget)
    const sent = await send(() =>
      call<typeof contract.changeTime>('POST /v1/bookings/:bookingId/change', {
        params: { bookingId: booking.id },
        key,
        body: { item: chosen.item },
      }),
    )
    await client.invalidateQueries({ queryKey: ['bookings'] })
    if (!sent?.ok) return
    // Until when how much comes back goes by the time.
    void client.invalidateQueries({ queryKey: ['cancellation-quotes', booking.id] })
    onClose()
    const from = nextStart(booking)
    const said = t('change.done', {
      from: from ? startText(from, booking.store, language) : '',
      to: startText(chosen, booking.store, language),
    })
    announce(said)
    onChanged(said)
  }
  return { chosen, choose, isTried, change, pending, problem }
}
