import { useState } from 'react'
import { Button } from '../../../web/kit/button.tsx'
import { Refused, Tag } from '../../../web/kit/notice.tsx'
import { Skeleton } from '../../../web/kit/states.tsx'
import { useQuery, useQueryClient } from '../../../web/query.ts'
import { useSend } from '../../../web/use-send.ts'
import { phoneQuery } from '../phone-query.ts'
import { PhoneDialog } from './phone-dialog.tsx'
import { usePhoneText } from './text.ts'
import { removeVerifiedPhone, verifiedQuery } from './verified-query.ts'

/** The number that is verified, how to verify another one, and to remove it. */
export function AccountVerified() {
  const t = usePhoneText()
  const client = useQueryClient()
  const asked = useQuery(verifiedQuery)
  const kept = useQuery(phoneQuery)
  const [isOpen, setOpen] = useState(false)
  const { pending, problem, send } = useSend()
  const { data } = asked
  if (asked.isPending) return <Skeleton className="h-28" />
  if (!data) return null
  const { phone } = data
  return (
    <section className="grid justify-items-start gap-3">
      <h2 className="text-xl font-bold">{t('account.title')}</h2>
      {phone ? (
        <>
          <p className="flex flex-wrap items-center gap-2">
            <span>{phone}</span>
            <Tag tone="good">{t('account.verified')}</Tag>
          </p>
          <p className="text-soft">{t('account.takenLead')}</p>
        </>
      ) : (
        <p className="text-soft">{t('account.none')}</p>
      )}
      <Refused problem={problem} />
      <div className="flex flex-wrap gap-3">
        <Button kind="quiet" onClick={() => setOpen(true)}>
          {t(phone ? 'account.change' : 'account.verify')}
        </Button>
        {phone ? (
          <Button
            kind="plain"
            pending={pending}
            onClick={() => send(() => removeVerifiedPhone(client))}
          >
            {t('account.remove')}
          </Button>
        ) : null}
      </div>
      {isOpen ? (
        <PhoneDialog
          phone={phone ?? kept.data?.phone ?? ''}
          onVerified={() => setOpen(false)}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </section>
  )
}
