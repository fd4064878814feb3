import { useQuery } from '../../../../web/query.ts'
import { winsQuery } from '../lots/lot-queries.ts'
import { Decline } from './win-actions.tsx'

/** A second chance can be declined. A win cannot be given up: not to pay it is held against its winner. */
export function WinWayOut({ lotId }: { readonly lotId: string }) {
  const { data } = useQuery(winsQuery)
  const win = data?.data.find((one) => one.lotId === lotId && one.stage === 'to-pay')
  return win?.kind === 'second-chance' ? (
    <div className="flex flex-wrap gap-2">
      <Decline win={win} />
    </div>
  ) : null
}
