import { useQuery } from '../../../web/query.ts'
import { useMe } from '../../../web/session.ts'
import { phoneQuery } from '../phone-query.ts'
import { endAsking } from './gate.ts'
import { PhoneDialog } from './phone-dialog.tsx'

/** The dialog for what waits for a verified number; closing it is a no. */
export function PhoneGate() {
  const me = useMe()
  const kept = useQuery({ ...phoneQuery, enabled: Boolean(me && !me.isGuest) })
  if (me && !me.isGuest && kept.isPending) return null
  return (
    <PhoneDialog
      isForStore
      phone={kept.data?.phone ?? ''}
      onVerified={() => endAsking(true)}
      onClose={() => endAsking(false)}
    />
  )
}
