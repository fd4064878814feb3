import { type FormEvent, useState } from 'react'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { dayText } from '../../../kernel/format.ts'
import { useRefreshAll } from '../../../stores/screens/store-queries.ts'
import type { Asking } from '../../../web/cache.ts'
import { answerOf, call } from '../../../web/call.ts'
import { announce } from '../../../web/kit/announce.tsx'
import { Submit } from '../../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../../web/kit/dialog.tsx'
import { focusFirstWrong, TextArea } from '../../../web/kit/field.tsx'
import { Loaded } from '../../../web/kit/loaded.tsx'
import { Refused } from '../../../web/kit/notice.tsx'
import { useLanguage } from '../../../web/language.ts'
import { newKey } from '../../../web/new-key.ts'
import { useQuery } from '../../../web/query.ts'
import { useSend } from '../../../web/use-send.ts'
import type * as contract from '../../moves/contract.ts'
import { TargetChoice } from '../dates/target-choice.tsx'
import type { DatedGuestProps } from './guest-props.ts'
import { useDayText } from './text.ts'

type Targets = AnswerOf<typeof contract.listMoveTargets>

const targetsQuery = (storeId: string, bookingId: string) => ({
  queryKey: ['owner', storeId, 'move-targets', bookingId],
  staleTime: 0,
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.listMoveTargets>(
        'GET /v1/stores/:storeId/bookings/:bookingId/move-targets',
        { params: { storeId, bookingId }, signal },
      ),
    ),
})

/** Proposes another time of the same price, which the guest accepts or declines; what the store entered moves at once. */
export function MoveGuest(props: DatedGuestProps & { readonly onClose: () => void }) {
  const t = useDayText()
  const { storeId, guest, onClose } = props
  const { isEntered } = guest
  const query = useQuery(targetsQuery(storeId, guest.id))
  return (
    <Dialog title={t(isEntered ? 'move.atOnce' : 'move.title')} onClose={onClose}>
      <p className="text-soft">{t(isEntered ? 'move.atOnceLead' : 'move.lead')}</p>
      <Loaded query={query}>
        {({ data }) =>
          data.length === 0 ? (
            <p>{t(isEntered ? 'move.noneAtOnce' : 'move.none')}</p>
          ) : (
            <MoveForm {...props} targets={data} />
          )
        }
      </Loaded>
    </Dialog>
  )
}

interface MoveFormProps extends DatedGuestProps {
  readonly targets: Targets['data']
  readonly onClose: () => void
}

function MoveForm({ targets, storeId, date, guest, onClose }: MoveFormProps) {
  const t = useDayText()
  const language = useLanguage()
  const refresh = useRefreshAll()
  const [key] = useState(newKey)
  const [startsAt, setStartsAt] = useState('')
  const [message, setMessage] = useState('')
  const [isTried, setTried] = useState(false)
  const { pending, problem, send } = useSend()
  const target = targets.find((one) => one.startsAt === startsAt)
  const propose = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!target) return focusFirstWrong(event.currentTarget)
    const sent = await send(() =>
      call<typeof contract.proposeMove>('POST /v1/stores/:storeId/bookings/:bookingId/moves', {
        params: { storeId, bookingId: guest.id },
        key,
        body: { item: target.item, message },
      }),
    )
    if (!sent?.ok) return
    await refresh()
    onClose()
    const when = { day: dayText(target.date, language), time: target.time }
    announce(guest.isEntered ? t('move.written', when) : t('move.sent'))
  }
  return (
    <form onSubmit={propose} noValidate className="grid gap-5">
      <Refused problem={problem} />
      <TargetChoice
        {...{ targets, date }}
        chosen={target}
        error={isTried && !target ? t('move.toMissing') : undefined}
        timeText={({ time, remaining }) => t('move.option', { time, count: remaining })}
        onChoose={setStartsAt}
      />
      {guest.isEntered ? null : (
        <TextArea
          label={t('move.message')}
          maxLength={200}
          counted
          value={message}
          onChange={(event) => setMessage(event.target.value)}
        />
      )}
      <DialogActions keep={t('move.keep')} onKeep={onClose}>
        <Submit pending={pending}>{t(guest.isEntered ? 'move.write' : 'move.send')}</Submit>
      </DialogActions>
    </form>
  )
}
