import { download } from '../../../web/download.ts'
import type { PaymentFilter } from './filter.ts'

/**
 * Downloads matching payments as CSV.
 *
 * @returns whether it succeeded
 */
export const downloadPayments = (storeId: string, filter: PaymentFilter): Promise<boolean> =>
  download(`/v1/stores/${storeId}/payments.csv`, filter, `payments${datesOf(filter)}.csv`)

const datesOf = ({ from, to }: PaymentFilter): string =>
  [from, to].flatMap((date) => (date ? `-${date}` : [])).join('')
