import type { AnswerOf } from '../../../kernel/endpoint.ts'
import type { Asking } from '../../../web/cache.ts'
import { answerOf, call } from '../../../web/call.ts'
import { Refused } from '../../../web/kit/notice.tsx'
import { Select } from '../../../web/kit/select.tsx'
import { useQuery } from '../../../web/query.ts'
import { useSend } from '../../../web/use-send.ts'
import type * as contract from '../../deposits/contract.ts'
import { useStoreText } from './text.ts'

const CHOICES = [0, 1, 3, 6, 12, 24, 48, 72, 168]

const termsQuery = (storeId: string) => ({
  queryKey: ['owner', storeId, 'deposit-terms'],
  queryFn: ({ signal }: Asking): Promise<AnswerOf<typeof contract.getDepositTerms>> =>
    answerOf(
      call<typeof contract.getDepositTerms>('GET /v1/stores/:storeId/deposit-terms', {
        params: { storeId },
        signal,
      }),
    ),
})

/** How long the store awaits a bank transfer. */
export function DepositTerms({ storeId }: { readonly storeId: string }) {
  const t = useStoreText()
  const { data, refetch } = useQuery(termsQuery(storeId))
  const { send, pending, problem } = useSend()
  if (!data) return null
  const choices = [...new Set([...CHOICES, data.hours])].sort((a, b) => a - b)
  const change = async (hours: number) => {
    await send(() =>
      call<typeof contract.changeDepositTerms>('PUT /v1/stores/:storeId/deposit-terms', {
        params: { storeId },
        body: { hours },
      }),
    )
    await refetch()
  }
  return (
    <section className="no-print grid max-w-md gap-3 border-t border-line pt-8">
      <Refused problem={problem} />
      <Select
        required
        label={t('deposits.label')}
        hint={t('deposits.hint')}
        value={data.hours}
        disabled={pending}
        onChange={({ target }) => void change(Number(target.value))}
      >
        {choices.map((hours) => (
          <option key={hours} value={hours}>
            {hours === 0 ? t('deposits.none') : t('deposits.hours', { hours })}
          </option>
        ))}
      </Select>
    </section>
  )
}
