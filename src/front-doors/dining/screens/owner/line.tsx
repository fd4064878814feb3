import { useState } from 'react'
import type * as doorLine from '../../../../door-line/desk-contract.ts'
import { DeskLine } from '../../../../door-line/screens/desk/desk-line.tsx'
import type { DeskTicket } from '../../../../door-line/screens/line-queries.ts'
import { useLineText } from '../../../../door-line/screens/text.ts'
import { call } from '../../../../web/call.ts'
import type { DeskPartProps } from '../../../../web/door.ts'
import { announce } from '../../../../web/kit/announce.tsx'
import { Button } from '../../../../web/kit/button.tsx'
import { Dialog } from '../../../../web/kit/dialog.tsx'
import { Refused } from '../../../../web/kit/notice.tsx'
import { newKey } from '../../../../web/new-key.ts'
import { useQuery } from '../../../../web/query.ts'
import { useSend } from '../../../../web/use-send.ts'
import type * as contract from '../../desk-contract.ts'
import { type FloorAnswer, floorQuery, useRefreshFloor } from './floor/floor-queries.ts'
import { TableChoice } from './floor/table-choice.tsx'
import { usualMinutes } from './floor/table-choices.ts'
import { useTablesText } from './floor/use-tables-text.ts'

/** The line at the door of a restaurant, whose parties are seated at its tables. */
export function Line({ store }: DeskPartProps) {
  return (
    <DeskLine
      store={store}
      page={`/restaurants/${store.id}/line`}
      seat={(ticket, refresh) => <Seat {...{ ticket, refresh }} restaurantId={store.id} />}
    />
  )
}

interface SeatProps {
  readonly restaurantId: string
  readonly ticket: DeskTicket
  readonly refresh: () => Promise<void>
}

/** Chooses where a party sits, the best free table first; where there is no table, it only comes in. */
function Seat({ restaurantId, ticket, refresh }: SeatProps) {
  const { number, state } = ticket
  const t = useLineText()
  const [isOpen, setOpen] = useState(false)
  const floor = useQuery(floorQuery(restaurantId, undefined)).data
  const refreshFloor = useRefreshFloor(restaurantId)
  const isWithoutTables = floor?.tables.length === 0
  const { pending, problem, letIn } = useLetIn({ restaurantId, ticket, refresh })
  const choose = () => {
    void refreshFloor()
    setOpen(true)
  }
  const what = t(isWithoutTables ? 'desk.came' : 'desk.seat')
  return (
    <>
      <Button
        kind={state === 'called' ? 'primary' : 'quiet'}
        pending={pending}
        disabled={!floor}
        aria-label={t('desk.of', { what, number })}
        aria-haspopup={isWithoutTables ? undefined : 'dialog'}
        onClick={isWithoutTables ? letIn : choose}
      >
        {what}
      </Button>
      <Refused problem={problem} />
      {isOpen && floor ? (
        <SeatDialog {...{ restaurantId, ticket, refresh, floor }} onClose={() => setOpen(false)} />
      ) : null}
    </>
  )
}

/** Lets a party in that gets no table. */
function useLetIn({ restaurantId, ticket: { id: ticketId, number }, refresh }: SeatProps) {
  const t = useLineText()
  const { pending, problem, send } = useSend()
  const letIn = async () => {
    const sent = await send(() =>
      call<typeof doorLine.endTicket>('PATCH /v1/stores/:storeId/line/tickets/:ticketId', {
        params: { storeId: restaurantId, ticketId },
        body: { state: 'came' },
      }),
    )
    if (!sent?.ok) return
    await refresh()
    announce(t('desk.said.came', { number }))
  }
  return { pending, problem, letIn }
}

interface SeatDialogProps extends SeatProps {
  readonly floor: FloorAnswer
  readonly onClose: () => void
}

function SeatDialog({ restaurantId, ticket, refresh, floor, onClose }: SeatDialogProps) {
  const { id: ticketId, number, party } = ticket
  const t = useLineText()
  const textOf = useTablesText(floor)
  const refreshFloor = useRefreshFloor(restaurantId)
  const { pending, problem, send } = useSend()
  const now = Date.parse(floor.now)
  const minutes = usualMinutes(floor, party)
  const stay = {
    ...{ startsAt: floor.now, endsAt: new Date(now + minutes * 60_000).toISOString() },
    ...{ tableIds: [], size: party },
  }
  const seat = async (tableIds: readonly string[]) => {
    const sent = await send(() =>
      call<typeof contract.seatTicket>(
        'POST /v1/restaurants/:restaurantId/line-tickets/:ticketId/seating',
        { key: newKey(), params: { restaurantId, ticketId }, body: { tableIds: [...tableIds] } },
      ),
    )
    if (!sent?.ok) return
    onClose()
    await Promise.all([refresh(), refreshFloor()])
    announce(t('desk.said.seated', { number, table: textOf(sent.answer.tableIds) }))
  }
  return (
    <Dialog title={t('desk.seatTitle', { number, count: party })} onClose={onClose}>
      <Refused problem={problem} />
      <TableChoice {...{ floor, stay, now, pending }} onChoose={seat} />
    </Dialog>
  )
}
