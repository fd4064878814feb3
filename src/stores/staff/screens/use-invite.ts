import type { BodyOf } from '../../../kernel/endpoint.ts'
import { call } from '../../../web/call.ts'
import { newKey } from '../../../web/new-key.ts'
import { useSend } from '../../../web/use-send.ts'
import type * as contract from '../contract.ts'
import { useRefreshTeam } from './staff-queries.ts'

export const isAddress = (text: string): boolean => /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(text.trim())

/** Sends an invitation. */
export function useInvite(storeId: string) {
  const refresh = useRefreshTeam(storeId)
  const { send, ...sending } = useSend()
  const invite = async ({ email, ...as }: BodyOf<typeof contract.inviteStaff>) => {
    const sent = await send(() =>
      call<typeof contract.inviteStaff>('POST /v1/stores/:storeId/staff-invitations', {
        params: { storeId },
        body: { email: email.trim(), ...as },
        key: newKey(),
      }),
    )
    if (!sent?.ok) return undefined
    await refresh()
    return sent.answer
  }
  return { ...sending, invite }
}
