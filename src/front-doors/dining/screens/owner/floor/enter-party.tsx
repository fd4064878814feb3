import { useMemo, useState } from 'react'
import { BookAnyway } from '../../../../../bookings/screens/desk/sheet/book-anyway.tsx'
import {
  type EnterKind,
  GuestFields,
  nobodyTyped,
  sentGuest,
} from '../../../../../bookings/screens/desk/sheet/guest-fields.tsx'
import { WhenFields } from '../../../../../bookings/screens/desk/sheet/when-fields.tsx'
import { call } from '../../../../../web/call.ts'
import { Submit } from '../../../../../web/kit/button.tsx'
import { Dialog } from '../../../../../web/kit/dialog.tsx'
import { Stepper } from '../../../../../web/kit/stepper.tsx'
import { newKey } from '../../../../../web/new-key.ts'
import { useSend } from '../../../../../web/use-send.ts'
import type * as contract from '../../../desk-contract.ts'
import { offTimesOf, timesOf } from './date-times.ts'
import { type FloorAnswer, type FloorParty, useRefreshFloor } from './floor-queries.ts'
import { Where } from './party-fields.tsx'
import { isToday, quarterAhead } from './shown-time.ts'
import { useFloorText } from './text.ts'

interface EnterPartyProps {
  readonly restaurantId: string
  readonly floor: FloorAnswer
  readonly kind: EnterKind
  /** A table that was tapped, and the time that the floor shows, unless it is now. */
  readonly tableId?: string | undefined
  readonly time?: string | undefined
  readonly onClose: () => void
  readonly onEntered: (party: FloorParty) => void
}

/** What is typed, with usual values, and how it is sent. */
function useEntering(props: EnterPartyProps) {
  const { restaurantId, floor, kind, tableId, onClose, onEntered } = props
  const refresh = useRefreshFloor(restaurantId)
  const key = useMemo(newKey, [])
  const [times, offTimes] = [timesOf(floor), offTimesOf(floor)]
  const { today } = floor
  const clock = quarterAhead(0, floor)
  const coming = isToday(floor) ? times.filter((one) => one >= clock) : times
  const [typed, setTyped] = useState({
    ...{ date: floor.date, time: props.time ?? coming[0] ?? times[0] ?? '12:00', minutes: '' },
    ...{ table: tableId ?? (kind === 'block' ? floor.tables[0]?.id : '') ?? '' },
    party: kind === 'block' ? 1 : 2,
    ...nobodyTyped,
  })
  const { pending, problem, send } = useSend()
  const [refused, setRefused] = useState<typeof typed>()
  const submit = async (mayBeOffHours: boolean) => {
    const { date, time, minutes, table, party } = typed
    const sent = await send(() =>
      call<typeof contract.enterParty>('POST /v1/restaurants/:restaurantId/desk-bookings', {
        ...{ key, params: { restaurantId } },
        body: {
          ...{ kind, party },
          ...(kind !== 'walk-in' && { date, time }),
          ...(table && { tableIds: [table] }),
          ...(minutes && { minutes: Number(minutes) }),
          ...(mayBeOffHours && { mayBeOffHours }),
          ...sentGuest(typed),
        },
      }),
    )
    if (!sent?.ok) return setRefused(typed)
    await refresh()
    onClose()
    onEntered(sent.answer)
  }
  const change = (more: Partial<typeof typed>) => setTyped({ ...typed, ...more })
  const isAsked = refused === typed
  return { typed, change, times, offTimes, today, pending, problem, submit, isAsked }
}

/** Enters a party with as little typing as can be: everything has a usual value. */
export function EnterParty(props: EnterPartyProps) {
  const { restaurantId, floor, kind, onClose } = props
  const t = useFloorText()
  const { pending, problem, submit, isAsked, ...fields } = useEntering(props)
  const { typed, change } = fields
  const isBlock = kind === 'block'
  return (
    <Dialog title={t(`add.${kind}`)} onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void submit(false)
        }}
      >
        {isBlock ? null : (
          <Stepper
            {...{ label: t('party'), value: typed.party, min: 1, max: 100 }}
            {...{ lessLabel: t('less'), moreLabel: t('more') }}
            onChange={(party) => change({ party })}
          />
        )}
        {kind === 'walk-in' ? null : <WhenFields {...fields} />}
        <Where
          {...{ typed, change, floor }}
          noTable={isBlock ? undefined : t('best')}
          noMinutes={t('usual')}
        />
        <GuestFields {...{ storeId: restaurantId, kind, typed, change }} />
        <BookAnyway
          {...{ problem, pending }}
          onMeant={isAsked ? () => void submit(true) : undefined}
        />
        <Submit pending={pending}>{t('save')}</Submit>
      </form>
    </Dialog>
  )
}
