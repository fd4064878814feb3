import { linkSecret } from '../../../web/link-secret.ts'
import { useQuery } from '../../../web/query.ts'
import { invitationQuery } from './staff-queries.ts'

export const invitationToken = linkSecret('jari-staff-invitation')

/** The address to which the invitation was sent to which a reader will go back; only its link tells. */
export function useInvitedAddress(back: string | undefined): string | undefined {
  const token = back?.startsWith('/staff-invitations') ? invitationToken.read() : undefined
  return useQuery({ ...invitationQuery(token ?? ''), enabled: token !== undefined }).data?.email
}
