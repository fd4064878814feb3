import { useState } from 'react'
import { Bill } from '../../../../../bookings/screens/bill/bill.tsx'
import { AttendanceActions } from '../../../../../bookings/screens/desk/sheet/attendance-actions.tsx'
import { BookAnyway } from '../../../../../bookings/screens/desk/sheet/book-anyway.tsx'
import { GuestLines } from '../../../../../bookings/screens/desk/sheet/guest-lines.tsx'
import { useDoing } from '../../../../../bookings/screens/desk/sheet/use-doing.ts'
import type { Done } from '../../../../../bookings/screens/desk/undo-bar.tsx'
import { GuestHistory } from '../../../../../bookings/screens/guest-history/guest-history.tsx'
import { Button } from '../../../../../web/kit/button.tsx'
import { Dialog } from '../../../../../web/kit/dialog.tsx'
import { Price } from '../../../../../web/kit/price.tsx'
import { CancelParty } from './cancel-party.tsx'
import { ChangeParty } from './change-party.tsx'
import {
  type ArrangeBody,
  arrangeParty,
  type FloorAnswer,
  type FloorParty,
  type SittingState,
  swapParties,
  useRefreshFloor,
  writeSitting,
} from './floor-queries.ts'
import type { SwapWith as Choice } from './floor-states.ts'
import { PartyTag } from './party-list.tsx'
import { SwapWith } from './swap-with.tsx'
import { TableChoice } from './table-choice.tsx'
import { stayOf } from './table-choices.ts'
import { useFloorText } from './text.ts'
import { useTablesText } from './use-tables-text.ts'
import { useTimesText } from './use-times-text.ts'

/** What of a party is being changed. */
export type Doing = 'move' | 'swap' | 'change'

interface PartySheetProps {
  readonly restaurantId: string
  readonly floor: FloorAnswer
  readonly party: FloorParty
  /** What it opens with; left out: all that can be done. */
  readonly doing?: Doing | undefined
  readonly now: number
  /** Until they come, others may have the table that was tapped. */
  readonly onEnter?: (() => void) | undefined
  readonly onClose: () => void
  readonly onDone: (done: Done) => void
}

/** A change that was asked for last. */
interface Asked {
  readonly body: ArrangeBody
  readonly said: string
}

/** What can be done about a party, each with its undo. */
function useParty({ restaurantId, party, onClose, onDone }: PartySheetProps) {
  const t = useFloorText()
  const refresh = useRefreshFloor(restaurantId)
  const { pending, problem, run } = useDoing({ refresh, onClose, onDone })
  const [asked, setAsked] = useState<Asked>()
  const sit = (state: SittingState) =>
    run(
      () => writeSitting(restaurantId, party.id, state),
      t(`done.${state}`),
      () => writeSitting(restaurantId, party.id, party.state),
    )
  const minutes = (Date.parse(party.endsAt) - Date.parse(party.startsAt)) / 60_000
  const { date, time, party: size, tableIds } = party
  const before = { date, time, tableIds, minutes, mayBeOffHours: true }
  const change = (body: ArrangeBody, said: string) => {
    setAsked({ body, said })
    return run(
      () => arrangeParty(restaurantId, party.id, body),
      said,
      () => arrangeParty(restaurantId, party.id, { ...before, ...(body.party && { party: size }) }),
    )
  }
  const swap = ({ other, isCrowded }: Choice) => {
    const swapTo = (tableIds: readonly string[], mayCrowd: boolean) =>
      swapParties(restaurantId, party.id, { withId: other.id, tableIds, mayCrowd })
    return run(
      () => swapTo(other.tableIds, isCrowded),
      t('done.swapped'),
      () => swapTo(tableIds, true),
    )
  }
  const onMeant = asked && (() => change({ ...asked.body, mayBeOffHours: true }, asked.said))
  const onEdit = () => setAsked(undefined)
  return { pending, problem, onMeant, onEdit, sit, change, swap, minutes }
}

/** Who has a table, and what can be done about them. */
export function PartySheet(props: PartySheetProps) {
  const { restaurantId, floor, party, now, onClose } = props
  const t = useFloorText()
  const textOf = useTablesText(floor)
  const { timeOf } = useTimesText(floor)
  const [doing, setDoing] = useState(props.doing)
  const { pending, problem, onMeant, onEdit, sit, change, swap, minutes } = useParty(props)
  const name = party.booker?.name || t(`source.${party.source}`)
  const doings = {
    move: (
      <TableChoice
        {...{ floor, now, pending }}
        stay={stayOf(party)}
        onChoose={(tableIds) =>
          change({ tableIds: [...tableIds] }, t('done.moved', { table: textOf(tableIds) }))
        }
      />
    ),
    swap: <SwapWith {...{ floor, party, pending }} label={t('swapWith')} onSwap={swap} />,
    change: (
      <ChangeParty
        {...{ restaurantId, floor, party, now, pending, onEdit, onClose }}
        onChange={(body) => change(body, t('done.changed'))}
      />
    ),
  }
  return (
    <Dialog title={`${timeOf(party)} ${name}`} onClose={onClose}>
      <PartyFacts {...{ floor, party, now }} />
      {doing || !props.onEnter ? null : (
        <Button kind="quiet" className="justify-self-start" onClick={props.onEnter}>
          {t('enterBefore', { time: timeOf(party) })}
        </Button>
      )}
      {doing || party.source === 'block' || party.isHeld ? null : (
        <GuestHistory storeId={restaurantId} bookingId={party.id} />
      )}
      {!doing && (party.state === 'seated' || party.state === 'finished') ? (
        <Bill storeId={restaurantId} bookingId={party.id} />
      ) : null}
      <BookAnyway {...{ problem, pending, onMeant }} />
      {doing ? (
        <>
          {doings[doing]}
          <Button kind="plain" className="justify-self-start" onClick={() => setDoing(undefined)}>
            {t('back')}
          </Button>
        </>
      ) : (
        <Actions
          {...{ restaurantId, floor, party, pending, sit }}
          onDone={props.onDone}
          onMove={() => setDoing('move')}
          onSwap={() => setDoing('swap')}
          onChange={() => setDoing('change')}
          onExtend={() => change({ minutes: minutes + 30 }, t('done.extended'))}
        />
      )}
    </Dialog>
  )
}

function PartyFacts({ floor, party, now }: Pick<PartySheetProps, 'floor' | 'party' | 'now'>) {
  const t = useFloorText()
  const textOf = useTablesText(floor)
  const { endOf } = useTimesText(floor)
  return (
    <div className="grid gap-1">
      <p className="flex flex-wrap items-center gap-2">
        <PartyTag party={party} now={now} />
        <span>
          {t(`source.${party.source}`)}
          {party.source === 'block' ? '' : ` · ${t('people', { count: party.party })}`}
        </span>
      </p>
      <p>
        {textOf(party.tableIds)} · {t('until', { time: endOf(party) })}
      </p>
      {party.amount > 0 ? (
        <p>
          {t('paidAhead')} <Price money={{ amount: party.amount, currency: floor.currency }} />
        </p>
      ) : null}
      <GuestLines booking={party} />
    </div>
  )
}

interface ActionsProps
  extends Pick<PartySheetProps, 'restaurantId' | 'floor' | 'party' | 'onDone'> {
  readonly pending: boolean
  readonly sit: (state: SittingState) => void
  readonly onMove: () => void
  readonly onSwap: () => void
  readonly onChange: () => void
  readonly onExtend: () => void
}

function Actions({ restaurantId, floor, party, pending, sit, ...on }: ActionsProps) {
  const t = useFloorText()
  const isBlock = party.source === 'block'
  const finish = t(isBlock ? 'actions.unblock' : 'actions.finish')
  return (
    <AttendanceActions
      booking={party}
      here="seated"
      labels={{ here: t('actions.seat'), finish }}
      endsBlock
      pending={pending}
      onState={sit}
    >
      <Button kind="quiet" onClick={on.onMove}>
        {t('actions.move')}
      </Button>
      {isBlock ? null : (
        <Button kind="quiet" onClick={on.onSwap}>
          {t('actions.swap')}
        </Button>
      )}
      <Button kind="quiet" onClick={on.onChange}>
        {t(isBlock ? 'actions.changeBlock' : 'actions.change')}
      </Button>
      <Button kind="quiet" pending={pending} onClick={on.onExtend}>
        {t('actions.extend')}
      </Button>
      {isBlock || party.state !== 'expected' ? null : (
        <CancelParty {...{ restaurantId, floor, party }} onDone={on.onDone} />
      )}
    </AttendanceActions>
  )
}
