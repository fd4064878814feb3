import { currentLanguage } from '../../../web/language.ts'
import type { PaymentFilter } from './filter.ts'

/**
 * Downloads matching payments as CSV, in the page's language.
 *
 * @returns whether it succeeded
 */
export async function downloadPayments(storeId: string, filter: PaymentFilter): Promise<boolean> {
  const query = new URLSearchParams(
    Object.entries(filter).map(([name, value]) => [name, String(value)]),
  )
  try {
    const answer = await fetch(`/v1/stores/${storeId}/payments.csv?${query}`, {
      headers: { 'accept-language': currentLanguage() },
    })
    if (!answer.ok) return false
    save(await answer.blob(), `payments${datesOf(filter)}.csv`)
    return true
  } catch {
    return false
  }
}

const datesOf = ({ from, to }: PaymentFilter): string =>
  [from, to].flatMap((date) => (date ? `-${date}` : [])).join('')

function save(file: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  // the browser reads the file after this
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
