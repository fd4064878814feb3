import type { AnswerOf } from '../../../kernel/endpoint.ts'
import type { Query } from '../../../web/cache.ts'
import { answerOf, call } from '../../../web/call.ts'
import { announce } from '../../../web/kit/announce.tsx'
import { Refused } from '../../../web/kit/notice.tsx'
import { useQuery, useQueryClient } from '../../../web/query.ts'
import { useSend } from '../../../web/use-send.ts'
import type * as contract from '../../changes/contract.ts'
import { useDayText } from './text.ts'

const changesQuery = (storeId: string): Query<AnswerOf<typeof contract.getGuestChanges>> => ({
  queryKey: ['owner', storeId, 'guest-changes'],
  queryFn: ({ signal }) =>
    answerOf(
      call<typeof contract.getGuestChanges>('GET /v1/stores/:storeId/guest-changes', {
        params: { storeId },
        signal,
      }),
    ),
})

/** Whether guests may choose another time by themselves, where anything of the store has one. */
export function GuestChanges({ storeId }: { readonly storeId: string }) {
  const t = useDayText()
  const client = useQueryClient()
  const { data } = useQuery(changesQuery(storeId))
  const { pending, problem, send } = useSend()
  if (!data?.isOffered) return null
  const allow = async (isAllowed: boolean) => {
    const sent = await send(() =>
      call<typeof contract.changeGuestChanges>('PUT /v1/stores/:storeId/guest-changes', {
        params: { storeId },
        body: { isAllowed },
      }),
    )
    if (!sent?.ok) return
    client.setQueryData(changesQuery(storeId).queryKey, sent.answer)
    announce(t('changes.saved'))
  }
  return (
    <section className="grid max-w-xl gap-3 border-t border-line pt-8">
      <h2 className="text-xl font-bold">{t('changes.title')}</h2>
      <p className="text-soft">{t('changes.lead')}</p>
      <Refused problem={problem} />
      <label className="flex min-h-11 items-center gap-3">
        <input
          type="checkbox"
          className="size-6 shrink-0"
          checked={data.isAllowed}
          disabled={pending}
          onChange={({ target }) => allow(target.checked)}
        />
        {t('changes.allow')}
      </label>
    </section>
  )
}
