import { type FormEvent, useState } from 'react'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import type { Asking } from '../../../web/cache.ts'
import { answerOf, call } from '../../../web/call.ts'
import { announce } from '../../../web/kit/announce.tsx'
import { Button, Submit } from '../../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../../web/kit/dialog.tsx'
import { focusFirstWrong } from '../../../web/kit/field.tsx'
import { Loaded } from '../../../web/kit/loaded.tsx'
import { Refused } from '../../../web/kit/notice.tsx'
import { Skeleton } from '../../../web/kit/states.tsx'
import { Stepper } from '../../../web/kit/stepper.tsx'
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

/** @param people how many shall come; left out: as many as now */
const targetsQuery = (bookingId: string, people?: number) => ({
  queryKey: ['bookings', bookingId, 'change-targets', `${people ?? 'as now'}`],
  staleTime: 0,
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.listChangeTargets>('GET /v1/bookings/:bookingId/change-targets', {
        params: { bookingId },
        query: people === undefined ? {} : { people },
        signal,
      }),
    ),
})

/** Opens the dialog to choose another time or number of people, where the booking may be changed now. */
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
  const title = t(targets.people ? 'change.titleWithPeople' : 'change.title')
  return (
    <>
      <Button kind="quiet" onClick={open}>
        {title}
      </Button>
      {isOpen ? (
        <Dialog title={title} onClose={() => setOpen(false)}>
          <ChangeForm {...{ booking, targets, onChanged }} onClose={() => setOpen(false)} />
        </Dialog>
      ) : null}
    </>
  )
}

interface ChangeFormProps extends ChangeTimeProps {
  /** For as many people as now. */
  readonly targets: Targets
  readonly onClose: () => void
}

function ChangeForm(props: ChangeFormProps) {
  const { booking, targets, onClose } = props
  const t = useMyBookingsText()
  const { people, setPeople, query, chosen, choose, isTried, ...sending } = useChange(props)
  const partyStays = useBookingDoor(booking).partyStays?.(booking)
  if (targets.data.length === 0 && !targets.people) return <p>{t('change.none')}</p>
  return (
    <form onSubmit={sending.change} noValidate className="grid gap-5">
      <p className="text-soft">
        {t(targets.people ? 'change.leadWithPeople' : 'change.lead', { left: targets.left })}
      </p>
      {partyStays ? <p className="text-soft">{partyStays}</p> : null}
      {targets.until ? (
        <p className="text-soft">
          {t('change.until')} <WhenText at={targets.until} timeZone={targets.timeZone} named />
        </p>
      ) : null}
      <Refused problem={sending.problem} />
      {targets.people && people ? (
        <PeopleChoice {...{ people, setPeople }} {...targets.people} />
      ) : null}
      <Loaded query={query} loading={<Skeleton className="h-20" />}>
        {({ data }) => (
          <Times
            key={people}
            {...{ booking, data, chosen, choose }}
            isResized={people !== targets.people?.now}
            error={isTried && !chosen ? t('change.toMissing') : undefined}
          />
        )}
      </Loaded>
      <DialogActions keep={t('change.keep')} onKeep={onClose}>
        <Submit pending={sending.pending}>
          {t(targets.people ? 'change.sendWithPeople' : 'change.send')}
        </Submit>
      </DialogActions>
    </form>
  )
}

interface PeopleChoiceProps {
  readonly people: number
  readonly now: number
  readonly most: number
  readonly setPeople: (people: number) => void
}

function PeopleChoice({ people, now, most, setPeople }: PeopleChoiceProps) {
  const t = useMyBookingsText()
  return (
    <Stepper
      label={t('change.people')}
      value={people}
      min={1}
      max={Math.max(now, most)}
      lessLabel={t('change.fewer')}
      moreLabel={t('change.more')}
      mostText={t('change.most', { most })}
      onChange={setPeople}
    />
  )
}

interface TimesProps {
  readonly booking: Booking
  readonly data: Targets['data']
  readonly chosen: Targets['data'][number] | undefined
  readonly choose: (startsAt: string) => void
  readonly isResized: boolean
  readonly error: string | undefined
}

/** The times for so many people; who keeps the time is told when it has no table for them. */
function Times({ booking, data, chosen, choose, isResized, error }: TimesProps) {
  const t = useMyBookingsText()
  const now = nextStart(booking)
  const isKept = data.some(({ startsAt }) => startsAt === now?.startsAt)
  if (data.length === 0)
    return <p role="status">{t(isResized ? 'change.noneForPeople' : 'change.none')}</p>
  return (
    <div className="grid gap-3">
      {isResized && !isKept ? (
        <p role="status" className="font-medium text-warn">
          {t('change.notAtThisTime')}
        </p>
      ) : null}
      <TargetChoice
        targets={data}
        date={booking.lines[0]?.date ?? undefined}
        onChoose={choose}
        {...{ chosen, error }}
      />
    </div>
  )
}

/** The choice, and sending it. */
function useChange({ booking, targets, onClose, onChanged }: ChangeFormProps) {
  const t = useMyBookingsText()
  const language = useLanguage()
  const client = useQueryClient()
  const [key] = useState(newKey)
  const now = nextStart(booking)
  const [startsAt, choose] = useState('')
  const [people, takePeople] = useState(targets.people?.now)
  const [isTried, setTried] = useState(false)
  const { pending, problem, send } = useSend()
  const isResized = people !== targets.people?.now
  const query = useQuery(targetsQuery(booking.id, isResized ? people : undefined))
  const chosen = query.data?.data.find((one) => one.startsAt === startsAt)
  const setPeople = (wanted: number) => {
    takePeople(wanted)
    // Who changes only how many come keeps the time.
    choose(startsAt || (now?.startsAt ?? ''))
  }
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
    const to = startText(chosen, booking.store, language)
    const from = now ? startText(now, booking.store, language) : ''
    const said =
      isResized && people
        ? t('change.doneWithPeople', { to, people })
        : t('change.done', { from, to })
    announce(said)
    onChanged(said)
  }
  return { people, setPeople, query, chosen, choose, isTried, change, pending, problem }
}
