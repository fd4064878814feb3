import type * as doorLine from '../../../../door-line/desk-contract.ts'
import { DeskLine } from '../../../../door-line/screens/desk/desk-line.tsx'
import type { DeskTicket } from '../../../../door-line/screens/line-queries.ts'
import { useLineText } from '../../../../door-line/screens/text.ts'
import { call } from '../../../../web/call.ts'
import type { DeskPartProps } from '../../../../web/door.ts'
import { announce } from '../../../../web/kit/announce.tsx'
import { Button } from '../../../../web/kit/button.tsx'
import { Refused } from '../../../../web/kit/notice.tsx'
import { newKey } from '../../../../web/new-key.ts'
import { useQuery } from '../../../../web/query.ts'
import { useSend } from '../../../../web/use-send.ts'
import type * as contract from '../../desk-contract.ts'
import { floorQuery, useRefreshFloor } from './floor/floor-queries.ts'

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

/** Seats a party at the best free table; where the restaurant has said nothing of its tables, it only comes in. */
function Seat({ restaurantId, ticket: { id: ticketId, number, state }, refresh }: SeatProps) {
  const t = useLineText()
  const floor = useQuery(floorQuery(restaurantId, undefined))
  const refreshFloor = useRefreshFloor(restaurantId)
  const { pending, problem, send } = useSend()
  const tables = floor.data?.tables
  const isWithoutTables = tables?.length === 0
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
  const seat = async () => {
    const sent = await send(() =>
      call<typeof contract.seatTicket>(
        'POST /v1/restaurants/:restaurantId/line-tickets/:ticketId/seating',
        { key: newKey(), params: { restaurantId, ticketId }, body: {} },
      ),
    )
    if (!sent?.ok) return
    const names = (tables ?? []).flatMap(({ id, name }) =>
      sent.answer.tableIds.includes(id) ? name : [],
    )
    await Promise.all([refresh(), refreshFloor()])
    announce(t('desk.said.seated', { number, table: names.join(' + ') }))
  }
  const what = t(isWithoutTables ? 'desk.came' : 'desk.seat')
  return (
    <>
      <Button
        kind={state === 'called' ? 'primary' : 'quiet'}
        pending={pending}
        aria-label={t('desk.of', { what, number })}
        onClick={isWithoutTables ? letIn : seat}
      >
        {what}
      </Button>
      <Refused problem={problem} />
    </>
  )
}
