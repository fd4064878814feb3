import { useState } from 'react'
import type { DeskPartProps } from '../../../web/door.ts'
import { Loaded } from '../../../web/kit/loaded.tsx'
import { useQuery } from '../../../web/query.ts'
import { ActList } from './act-list.tsx'
import { HandOver } from './hand-over.tsx'
import { InvitationList } from './invitation-list.tsx'
import { InviteStaff } from './invite.tsx'
import { StaffList } from './staff-list.tsx'
import { teamQuery } from './staff-queries.ts'
import { useStaffText } from './text.ts'

/** Who works at a store, who is invited, and what was done. */
export function Staff({ store: { id: storeId } }: DeskPartProps) {
  const t = useStaffText()
  const query = useQuery(teamQuery(storeId))
  const [said, setSaid] = useState('')
  return (
    <Loaded query={query}>
      {(team) => (
        <div className="grid max-w-3xl gap-10">
          <p className="text-soft">{t('lead')}</p>
          <InviteStaff storeId={storeId} onDone={setSaid} />
          <p role="status" className="-my-6 font-medium text-good">
            {said}
          </p>
          <InvitationList storeId={storeId} invitations={team.invitations} onDone={setSaid} />
          <StaffList storeId={storeId} staff={team.staff} onDone={setSaid} />
          <ActList storeId={storeId} />
          <HandOver storeId={storeId} onDone={setSaid} />
        </div>
      )}
    </Loaded>
  )
}
