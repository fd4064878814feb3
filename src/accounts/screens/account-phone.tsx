import { Button } from '../../web/kit/button.tsx'
import { Refused } from '../../web/kit/notice.tsx'
import { useQuery, useQueryClient } from '../../web/query.ts'
import { useSend } from '../../web/use-send.ts'
import { forgetPhone, phoneQuery } from './phone-query.ts'
import { useAccountText } from './text.ts'

/** The phone number that is kept for the next booking, and how to forget it. */
export function AccountPhone() {
  const t = useAccountText()
  const client = useQueryClient()
  const { data } = useQuery(phoneQuery)
  const { pending, problem, send } = useSend()
  if (!data?.phone) return null
  return (
    <div className="grid gap-0.5">
      <dt className="text-soft">{t('phone.label')}</dt>
      <dd className="flex flex-wrap items-center justify-between gap-x-4">
        {data.phone}
        <Button
          kind="plain"
          className="-mr-5"
          pending={pending}
          onClick={() => send(() => forgetPhone(client))}
        >
          {t('phone.forget')}
        </Button>
        <Refused problem={problem} />
      </dd>
    </div>
  )
}
