import { useId, useState } from 'react'
import type { StaffRole } from '../../../kernel/endpoint.ts'
import { call } from '../../../web/call.ts'
import { Button } from '../../../web/kit/button.tsx'
import { Confirm } from '../../../web/kit/confirm.tsx'
import { Dialog } from '../../../web/kit/dialog.tsx'
import { Refused } from '../../../web/kit/notice.tsx'
import { useLanguage } from '../../../web/language.ts'
import { useSend } from '../../../web/use-send.ts'
import type * as contract from '../contract.ts'
import { type Member, useRefreshTeam } from './staff-queries.ts'
import { useStaffText } from './text.ts'
import { useRolesAt } from './use-roles.ts'
import { whenText } from './when.ts'

interface StaffListProps {
  readonly storeId: string
  readonly staff: readonly Member[]
  readonly onDone: (said: string) => void
}

/** Who works at a store, and as what. */
export function StaffList({ storeId, staff, onDone }: StaffListProps) {
  const t = useStaffText()
  const id = useId()
  return (
    <section aria-labelledby={id} className="grid gap-4">
      <h2 id={id} className="text-xl font-bold">
        {t('staff.title')}
      </h2>
      {staff.length === 0 ? <p className="text-soft">{t('staff.none')}</p> : null}
      <ul className="grid gap-3">
        {staff.map((member) => (
          <li key={member.accountId}>
            <MemberCard storeId={storeId} member={member} onDone={onDone} />
          </li>
        ))}
      </ul>
    </section>
  )
}

interface MemberCardProps extends Omit<StaffListProps, 'staff'> {
  readonly member: Member
}

function MemberCard({ storeId, member, onDone }: MemberCardProps) {
  const t = useStaffText()
  const language = useLanguage()
  const refresh = useRefreshTeam(storeId)
  const [isRemoving, setRemoving] = useState(false)
  const { pending, problem, send } = useSend()
  const { accountId, name, email, role, since } = member
  const roles = useRolesAt(storeId, role)
  const params = { storeId, accountId }
  const change = async (changed: StaffRole) => {
    const sent = await send(() =>
      call<typeof contract.changeRole>('PUT /v1/stores/:storeId/staff/:accountId', {
        params,
        body: { role: changed },
      }),
    )
    if (!sent?.ok) return
    onDone(t('staff.changed', { name }))
    await refresh()
  }
  return (
    <article className="grid gap-3 rounded-2xl border border-line bg-card p-4 sm:p-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="grid min-w-0">
          <h3 className="font-bold">{name}</h3>
          <p className="text-sm break-all text-soft">
            {email} · {t('staff.since', { date: whenText(since, language) })}
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          <select
            aria-label={t('staff.role', { name })}
            aria-busy={pending || undefined}
            className="field w-auto"
            value={role}
            onChange={({ target }) => change(target.value as StaffRole)}
          >
            {roles.map((one) => (
              <option key={one} value={one}>
                {t(`roles.${one}`)}
              </option>
            ))}
          </select>
          <Button
            kind="danger"
            aria-label={t('staff.removeOf', { name })}
            onClick={() => setRemoving(true)}
          >
            {t('staff.remove')}
          </Button>
        </div>
      </div>
      <Refused problem={problem} />
      {isRemoving ? (
        <Dialog title={t('staff.removeTitle', { name })} onClose={() => setRemoving(false)}>
          <Confirm
            keep={t('staff.keep')}
            onKeep={() => setRemoving(false)}
            confirm={t('staff.remove')}
            request={() =>
              call<typeof contract.removeStaff>('DELETE /v1/stores/:storeId/staff/:accountId', {
                params,
              })
            }
            onDone={async () => {
              setRemoving(false)
              onDone(t('staff.removed', { name }))
              await refresh()
            }}
          >
            <p>{t('staff.removeLead')}</p>
          </Confirm>
        </Dialog>
      ) : null}
    </article>
  )
}
