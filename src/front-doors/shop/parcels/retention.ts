import { BOOKER_DAYS } from '../../../bookings/retention.ts'
import type { Engine } from '../../../engine.ts'
import { inCells } from '../../../postgres/cells.ts'
import { readNow } from '../../../postgres/now.ts'
import { sql } from '../../../postgres/sql.ts'
import { isNeeded } from './leaving.ts'

const FORMS_MOST = 1_000
/** How soon it is asked again of a form that is kept longer only because goods are still moving. */
const ASKED_AGAIN_DAYS = 1

/**
 * A job: erases where goods went, name, phone and address, as long after they have arrived as bookers are kept
 * after use; of an order that was never paid, when it is first asked. The order stays.
 *
 * @returns how many it asked about
 */
export const eraseOldRecipients = (engine: Engine): Promise<number> =>
  inCells(engine, async ({ patient }) => {
    const { now } = await readNow(patient)
    return patient.run(sql`
      with due as (
        select d.store_id, d.order_id from deliveries d
         where d.form_due_at < ${now}
         order by d.form_due_at
         limit ${FORMS_MOST}
           for update skip locked
      ), asked as (
        select due.store_id, due.order_id,
               case when o.paid_at is null then ${now}::timestamptz
                    when ${isNeeded} then ${now}::timestamptz + make_interval(days => ${ASKED_AGAIN_DAYS})
                    else greatest(o.paid_at, (
                           select max(p.delivered_at) from parcels p
                            where p.store_id = o.store_id and p.order_id = o.id
                         )) + make_interval(days => ${BOOKER_DAYS}) end as until
          from due
          join orders o on o.store_id = due.store_id and o.id = due.order_id and o.status <> 'ready'
      )
      update deliveries d
         set form = case when asked.until > ${now} then d.form end,
             form_due_at = case when asked.until > ${now} then asked.until end
        from asked
       where d.store_id = asked.store_id and d.order_id = asked.order_id
    `)
  })
