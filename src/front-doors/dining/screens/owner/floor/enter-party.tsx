import { type FormEvent, useMemo, useState } from 'react'
import {
  type EnterKind,
  GuestFields,
  nobodyTyped,
  sentGuest,
} from '../../../../../bookings/screens/desk/sheet/guest-fields.tsx'
import { WhenFields } from '../../../../../bookings/screens/desk/sheet/when-fields.tsx'
import { wallDateAt, wallTimeAt } from '../../../../../kernel/format.ts'
import { call } from '../../../../../web/call.ts'
import { announce } from '../../../../../web/kit/announce.tsx'
import { Submit } from '../../../../../web/kit/button.tsx'
import { Dialog } from '../../../../../web/kit/dialog.tsx'
import { Refused } from '../../../../../web/kit/notice.tsx'
import { Stepper } from '../../../../../web/kit/stepper.tsx'
import { newKey } from '../../../../../web/new-key.ts'
import { useSend } from '../../../../../web/use-send.ts'
import type * as contract from '../../../desk-contract.ts'
import { type FloorAnswer, useRefreshFloor } from './floor-queries.ts'
import { timesOf, Where } from './party-fields.tsx'
import { useFloorText } from './text.ts'

interface EnterPartyProps {
  readonly restaurantId: string
  readonly floor: FloorAnswer
  readonly kind: EnterKind
  /** A table that was tapped. */
  readonly tableId?: string | undefined
  readonly now: number
  readonly onClose: () => void
}

/** What is typed, with usual values, and how it is sent. */
function useEntering({ restaurantId, floor, kind, tableId, now, onClose }: EnterPartyProps) {
  const t = useFloorText()
  const refresh = useRefreshFloor(restaurantId)
  const key = useMemo(newKey, [])
  const times = timesOf(floor)
  const today = wallDateAt(new Date(now), floor.timeZone)
  const clock = wallTimeAt(new Date(now), floor.timeZone)
  const coming = floor.date === today ? times.filter((one) => one >= clock) : times
  const [typed, setTyped] = useState({
    ...{ date: floor.date, time: coming[0] ?? times[0] ?? '', minutes: '' },
    ...{ table: tableId ?? (kind === 'block' ? floor.tables[0]?.id : '') ?? '' },
    party: kind === 'block' ? 1 : 2,
    ...nobodyTyped,
  })
  const { pending, problem, send } = useSend()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const { date, time, minutes, table, party } = typed
    const sent = await send(() =>
      call<typeof contract.enterParty>('POST /v1/restaurants/:restaurantId/desk-bookings', {
        ...{ key, params: { restaurantId } },
        body: {
          ...{ kind, party },
          ...(kind !== 'walk-in' && { date, time }),
          ...(table && { tableIds: [table] }),
          ...(minutes && { minutes: Number(minutes) }),
          ...sentGuest(typed),
        },
      }),
    )
    if (!sent?.ok) return
    await refresh()
    const { tableIds } = sent.answer
    const names = floor.tables.flatMap((one) => (tableIds.includes(one.id) ? one.name : []))
    onClose()
    announce(t('entered', { table: names.join(' + ') }))
  }
  const change = (more: Partial<typeof typed>) => setTyped({ ...typed, ...more })
  return { typed, change, times, today, pending, problem, submit }
}

/** Enters a party with as little typing as can be: everything has a usual value. */
export function EnterParty(props: EnterPartyProps) {
  const { restaurantId, floor, kind, onClose } = props
  const t = useFloorText()
  const { typed, change, times, today, pending, problem, submit } = useEntering(props)
  const isBlock = kind === 'block'
  return (
    <Dialog title={t(`add.${kind}`)} onClose={onClose}>
      <form className="grid gap-4" onSubmit={submit}>
        {isBlock ? null : (
          <Stepper
            {...{ label: t('party'), value: typed.party, min: 1, max: 100 }}
            {...{ lessLabel: t('less'), moreLabel: t('more') }}
            onChange={(party) => change({ party })}
          />
        )}
        {kind === 'walk-in' ? null : <WhenFields {...{ typed, change, times, today }} />}
        <Where
          {...{ typed, change, floor }}
          noTable={isBlock ? undefined : t('best')}
          noMinutes={t('usual')}
        />
        <GuestFields {...{ storeId: restaurantId, kind, typed, change }} />
        <Refused problem={problem} />
        <Submit pending={pending}>{t('save')}</Submit>
      </form>
    </Dialog>
  )
}
