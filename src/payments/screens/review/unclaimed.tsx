import { type FormEvent, useState } from 'react'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import type { Asking } from '../../../web/cache.ts'
import { answerOf, call } from '../../../web/call.ts'
import { Button, Submit } from '../../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../../web/kit/dialog.tsx'
import { TextArea } from '../../../web/kit/field.tsx'
import { MoreButton } from '../../../web/kit/more-button.tsx'
import { Refused } from '../../../web/kit/notice.tsx'
import { Price } from '../../../web/kit/price.tsx'
import { WhenText } from '../../../web/kit/when.tsx'
import { ownZone } from '../../../web/kit/zone.ts'
import { newKey } from '../../../web/new-key.ts'
import { useInfiniteQuery, useQueryClient } from '../../../web/query.ts'
import { useSend } from '../../../web/use-send.ts'
import type * as contract from '../../unclaimed-contract.ts'
import { useMethodName } from '../checkout/method-name.ts'
import { useReviewText } from './text.ts'

type UnclaimedPage = AnswerOf<typeof contract.listUnclaimed>
type Item = UnclaimedPage['data'][number]

const timeZone = ownZone()

const unclaimedQuery = {
  queryKey: ['unclaimed'],
  initialPageParam: '',
  queryFn: ({ signal, pageParam }: Asking & { readonly pageParam: string }) =>
    answerOf(
      call<typeof contract.listUnclaimed>('GET /v1/unclaimed', {
        query: pageParam ? { cursor: pageParam } : {},
        signal,
      }),
    ),
  getNextPageParam: ({ nextCursor }: UnclaimedPage) => nextCursor,
}

/** Unclaimed balances to pay out by hand; nothing if there are none. */
export function Unclaimed() {
  const t = useReviewText()
  const query = useInfiniteQuery(unclaimedQuery)
  const items = query.data?.pages.flatMap(({ data }) => data) ?? []
  if (items.length === 0) return null
  return (
    <section aria-labelledby="unclaimed" className="grid gap-4">
      <h2 id="unclaimed" className="text-xl font-bold">
        {t('unclaimed.title')}
      </h2>
      <p className="text-soft">{t('unclaimed.lead')}</p>
      <ul className="grid gap-4">
        {items.map((item) => (
          <li key={item.id}>
            <UnclaimedCard item={item} />
          </li>
        ))}
      </ul>
      <MoreButton of={query}>{t('more')}</MoreButton>
    </section>
  )
}

function UnclaimedCard({ item }: { item: Item }) {
  const t = useReviewText()
  const methodName = useMethodName()
  const [isOpen, setOpen] = useState(false)
  return (
    <article className="grid gap-3 rounded-3xl border border-line bg-card p-5 sm:p-6">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <Price money={item.amount} className="text-2xl font-bold" />
        <span className="text-soft">
          {t('since')} <WhenText at={item.since} timeZone={timeZone} />
        </span>
      </p>
      <ul className="grid gap-1">
        {item.charges.map((charge) => (
          <li key={charge.orderId} className="wrap-anywhere">
            {t('unclaimed.charge', {
              number: charge.orderNumber,
              gateway: methodName(charge.gateway),
              reference: charge.reference ?? '–',
            })}{' '}
            <Price money={charge.left} /> / <Price money={charge.charged} />
          </li>
        ))}
      </ul>
      <Button kind="quiet" className="justify-self-start" onClick={() => setOpen(true)}>
        {t('unclaimed.button')}
      </Button>
      {isOpen ? <PayoutDialog item={item} onClose={() => setOpen(false)} /> : null}
    </article>
  )
}

/** Records the payout of a whole balance. */
function PayoutDialog({ item, onClose }: { item: Item; onClose: () => void }) {
  const t = useReviewText()
  const client = useQueryClient()
  const { pending, problem, send } = useSend()
  const [key] = useState(newKey)
  const [note, setNote] = useState('')
  const payOut = async (event: FormEvent) => {
    event.preventDefault()
    const sent = await send(() =>
      call<typeof contract.payOutUnclaimed>('POST /v1/unclaimed/:walletId/payout', {
        params: { walletId: item.id },
        body: { amount: item.amount.amount, note },
        key,
      }),
    )
    if (!sent?.ok) return
    onClose()
    await client.invalidateQueries({ queryKey: ['unclaimed'] })
  }
  return (
    <Dialog title={t('unclaimed.sureTitle')} onClose={onClose}>
      <form onSubmit={payOut} className="grid gap-5">
        <Price money={item.amount} className="text-2xl font-bold" />
        <TextArea
          label={t('unclaimed.note')}
          hint={t('unclaimed.noteHint')}
          required
          maxLength={1000}
          counted
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        <p className="text-sm text-soft">{t('decide.forGood')}</p>
        <Refused problem={problem} />
        <DialogActions keep={t('decide.keep')} onKeep={onClose}>
          <Submit pending={pending}>{t('unclaimed.sure')}</Submit>
        </DialogActions>
      </form>
    </Dialog>
  )
}
