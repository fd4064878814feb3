import type { BodyOf } from '../../../kernel/endpoint.ts'
import { call } from '../../../web/call.ts'
import { useSend } from '../../../web/use-send.ts'
import type * as contract from '../../contract.ts'
import { useRefreshAll } from '../store-queries.ts'

/** Changes a store and refetches whatever shows it. */
export function useChange(storeId: string) {
  const refresh = useRefreshAll()
  const { send, ...sending } = useSend()
  const change = async (body: BodyOf<typeof contract.changeStore>): Promise<boolean> => {
    const sent = await send(() =>
      call<typeof contract.changeStore>('PATCH /v1/stores/:storeId', { params: { storeId }, body }),
    )
    if (sent?.ok) await refresh()
    return sent?.ok === true
  }
  return { ...sending, change }
}
