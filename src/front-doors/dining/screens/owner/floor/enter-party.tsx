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
import { type FloorAnswer, type FloorParty, useFloorOf, useRefreshFloor } from './floor-queries.ts'
import { Where } from './party-fields.tsx'
import { isToday, quarterAhead } from './shown-time.ts'
import { stayAt, tableOptions, usualMinutes } from './table-choices.ts'
import { useFloorText } from './text.ts'

interface EnterPartyProps {
  readonly restaurantId: string
  readonly floor: FloorAnswer
  readonly kind: EnterKind
  /** A table that was tapped, and the time that the floor shows, unless it is now. */
  readonly tableId?: string | undefined
  readonly time?: string | undefined
  /** How long, where somebody else comes after it. */
  readonly minutes?: number | undefined
  readonly now: number
  readonly onClose: () => void
  readonly onEntered: (party: FloorParty) => void
}

/** The usual values. A table that is blocked without one that was tapped is the first that is free. */
function usualOf(props: EnterPartyProps) {
  const { floor, kind, tableId, time, minutes } = props
  const times = timesOf(floor)
  const clock = quarterAhead(0, floor)
  const coming = isToday(floor) ? times.filter((one) => one >= clock) : times
  const usual = {
    ...{ date: floor.date, time: time ?? coming[0] ?? times[0] ?? '12:00' },
    ...{ table: tableId ?? '', minutes: minutes ? String(minutes) : '' },
    party: kind === 'block' ? 1 : 2,
    ...nobodyTyped,
  }
  if (kind !== 'block' || usual.table) return usual
  return { ...usual, table: optionsFor(props, usual, floor).fitting[0]?.id ?? '' }
}

interface Typed {
  readonly date: string
  readonly time: string
  readonly minutes: string
  readonly party: number
}

/** What each table is at the time that is typed; for who walks in, now. */
function optionsFor(
  { floor, kind, now }: Pick<EnterPartyProps, 'floor' | 'kind' | 'now'>,
  { date, time, minutes, party }: Typed,
  ofDate: FloorAnswer,
) {
  const when =
    kind === 'walk-in' ? { date: floor.date, time: quarterAhead(0, floor) } : { date, time }
  const length = Number(minutes) || usualMinutes(floor, party)
  const stay = stayAt({ ...when, minutes: length }, floor.timeZone)
  return tableOptions(ofDate, { ...stay, size: kind === 'block' ? undefined : party }, now)
}

/** What is typed, with usual values, and how it is sent. */
function useEntering(props: EnterPartyProps) {
  const { restaurantId, floor, kind, onClose, onEntered } = props
  const refresh = useRefreshFloor(restaurantId)
  const key = useMemo(newKey, [])
  const [typed, setTyped] = useState(() => usualOf(props))
  const ofDate = useFloorOf(restaurantId, floor, typed.date) ?? floor
  const [times, offTimes] = [timesOf(ofDate), offTimesOf(ofDate)]
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
  const options = optionsFor(props, typed, ofDate)
  const fields = { typed, change, times, offTimes, today: floor.today, options }
  return { ...fields, pending, problem, submit, isAsked }
}

/** Enters a party with as little typing as can be: everything has a usual value. */
export function EnterParty(props: EnterPartyProps) {
  const { restaurantId, kind, onClose } = props
  const t = useFloorText()
  const { pending, problem, submit, isAsked, ...fields } = useEntering(props)
  const { typed, change, options } = fields
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
          {...{ typed, change, options, isBlock }}
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
