import { booker, confirm } from '../../../test/booker.ts'
import { pay } from '../../../test/paying.ts'
import type { Person } from '../../../test/server.ts'
import { changeTime } from '../../bookings/changes/change.ts'
import type * as contract from '../../bookings/changes/contract.ts'
import type { Engine } from '../../engine.ts'
import type { AnswerOf } from '../../kernel/endpoint.ts'
import { readOrders } from '../../orders/queries.ts'
import { sql } from '../../postgres/sql.ts'
import { onceOf, openParties, outcomeOf } from './party.fixture.ts'

type Targets = AnswerOf<typeof contract.listChangeTargets>

export const typeOf = ({ status, body }: { status: number; body: { type?: string } }) => [
  status,
  body.type?.split('/').at(-1),
]

/** A restaurant whose guests change their bookings. */
export function openChanges() {
  const opened = openParties()
  const { dining, bookParty, freeTimes } = opened
  return {
    ...opened,
    targetsOf: async (guest: Person, id: string, people?: number) =>
      (
        await guest<Targets>(
          'GET',
          `/v1/bookings/${id}/change-targets${people ? `?people=${people}` : ''}`,
        )
      ).body,

    /** The times of tomorrow. */
    tomorrowOf: ({ data }: Targets) =>
      data.flatMap(({ date, time }) => (date === dining.tomorrow ? time : [])),

    changeTo: (guest: Person, id: string, time: string, party?: number) =>
      guest<{ startsAt: string; type?: string }>('POST', `/v1/bookings/${id}/change`, {
        item: { date: dining.tomorrow, time, ...(party ? { party: `${party}` } : {}) },
      }),

    async confirmed(time: string, party = 2) {
      const guest = await dining.house.customer()
      const { body } = await bookParty(guest, { time, party })
      await confirm(guest, body.id)
      return { guest, id: body.id }
    },

    /** A party that paid its deposit. */
    async paid(time: string, party: number) {
      const guest = await dining.house.customer()
      const { body } = await bookParty(guest, { party, time })
      await guest('PUT', `/v1/bookings/${body.id}/booker`, booker)
      const { engine, restaurantId: storeId } = dining
      const [order] = await readOrders(engine.database, storeId, [body.id])
      if (!order?.buyerId) throw new Error('the party holds nothing')
      await pay(engine, { storeId, buyerId: order.buyerId, order })
      return { guest, id: body.id }
    },

    /** What a change in another process comes to. */
    async changeIn(
      engine: Engine,
      { id, guest }: { readonly id: string; readonly guest: Person },
      item: { readonly time: string; readonly party?: string },
    ) {
      const { body: me } = await guest<{ id: string }>('GET', '/v1/me')
      const once = onceOf(`change ${id}`)
      const asked = { date: dining.tomorrow, ...item }
      return outcomeOf(() =>
        changeTime(engine, { buyerId: me.id, bookingId: id, item: asked, once }),
      )
    },

    isFree: async (party: number, time: string) =>
      (await freeTimes(party)).times.find((one) => one.time === time)?.isFree,

    /** The quarters of tables that an order has, by table. */
    quartersOf: (id: string) =>
      dining.engine.database.rows<{ table: string; quarters: string }>(sql`
        select split_part(p.key, '/', 2) as table, min(split_part(p.key, '/', 4)) || ' ' || count(*) as quarters
          from order_lines l join places p on p.store_id = l.store_id and p.id = l.place_id
         where l.order_id = ${id} and l.status = 'sold' and starts_with(p.key, 'table/')
         group by 1 order by 1
      `),

    /** Quarters of tables that two parties have. */
    twice: () =>
      dining.engine.database.rows(sql`
        select p.key from order_lines l join places p on p.store_id = l.store_id and p.id = l.place_id
         where p.store_id = ${dining.restaurantId} and l.status in ('held', 'sold')
           and starts_with(p.key, 'table/')
         group by p.key having count(*) > 1`),
  }
}
