import { Link, useParams, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { dayLongText, wallDateAt, wallTimeAt } from '../../../kernel/format.ts'
import type { Language } from '../../../kernel/language.ts'
import type { Asking } from '../../../web/cache.ts'
import { answerOf, call } from '../../../web/call.ts'
import { Button, buttonLook } from '../../../web/kit/button.tsx'
import { Loaded } from '../../../web/kit/loaded.tsx'
import { Notice, Refused } from '../../../web/kit/notice.tsx'
import { Page } from '../../../web/kit/page.tsx'
import { withZone } from '../../../web/kit/zone.ts'
import { useLanguage } from '../../../web/language.ts'
import { useQuery, useQueryClient } from '../../../web/query.ts'
import { useSend } from '../../../web/use-send.ts'
import type * as contract from '../../moves/contract.ts'
import { useMoveText } from './text.ts'

type Move = AnswerOf<typeof contract.getMove>

const moveQuery = (moveId: string, t: string) => ({
  queryKey: ['move', moveId],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.getMove>('GET /v1/moves/:moveId', {
        params: { moveId },
        query: { t },
        signal,
      }),
    ),
})

/** Where a guest accepts or declines another time: the address is in the mail. */
export function MoveAnswer() {
  const { moveId } = useParams({ from: '/moves/$moveId' })
  const { t: token = '' } = useSearch({ from: '/moves/$moveId' })
  const query = useQuery(moveQuery(moveId, token))
  return <Loaded query={query}>{(move) => <Proposal move={move} token={token} />}</Loaded>
}

function whenText(instant: string, { store: { timeZone } }: Move, language: Language): string {
  const at = new Date(instant)
  const day = dayLongText(wallDateAt(at, timeZone), language)
  return withZone(`${day} ${wallTimeAt(at, timeZone)}`, timeZone, language)
}

function Proposal({ move, token }: { readonly move: Move; readonly token: string }) {
  const t = useMoveText()
  const { state } = move
  const isOpen = state === 'proposed'
  return (
    <Page
      narrow
      title={isOpen ? t('title') : t(`state.${state}`)}
      stage={state}
      lead={isOpen ? t('lead', { store: move.store.name }) : t(`stateLead.${state}`)}
    >
      <dl className="grid gap-4 rounded-3xl border border-line bg-card p-5">
        <Times move={move} />
        {move.message ? <Fact label={t('message')}>{move.message}</Fact> : null}
        <Fact label={t('number')}>{move.orderNumber}</Fact>
      </dl>
      {isOpen ? (
        <Answer move={move} token={token} />
      ) : (
        <Link
          to="/bookings/$bookingId"
          params={{ bookingId: move.bookingId }}
          className={buttonLook('primary', 'justify-self-start')}
        >
          {t('booking')}
        </Link>
      )}
    </Page>
  )
}

/** The booked time and the proposed one; the one that is not the booking's is struck through. */
function Times({ move }: { readonly move: Move }) {
  const t = useMoveText()
  const language = useLanguage()
  const { state, from, to } = move
  const isMoved = state === 'accepted'
  return (
    <>
      {from ? (
        <Fact label={t(isMoved ? 'before' : 'from')}>
          <span className={isMoved ? 'line-through' : ''}>{whenText(from, move, language)}</span>
        </Fact>
      ) : null}
      <Fact label={t(isMoved ? 'moved' : 'to')}>
        <span className={isMoved || state === 'proposed' ? 'text-accent' : 'line-through'}>
          {to ? whenText(to, move, language) : null}
        </span>
        <span className="block font-normal text-soft">{move.what[language]}</span>
      </Fact>
    </>
  )
}

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="grid gap-0.5">
    <dt className="text-sm text-soft">{label}</dt>
    <dd className="font-bold wrap-anywhere">{children}</dd>
  </div>
)

function Answer({ move, token }: { readonly move: Move; readonly token: string }) {
  const t = useMoveText()
  const language = useLanguage()
  const client = useQueryClient()
  const { pending, problem, send } = useSend()
  const answer = async (accept: boolean) => {
    await send(() =>
      call<typeof contract.answerMove>('POST /v1/moves/:moveId/answer', {
        params: { moveId: move.id },
        body: { token, accept },
      }),
    )
    await Promise.all([
      client.invalidateQueries({ queryKey: moveQuery(move.id, token).queryKey }),
      client.invalidateQueries({ queryKey: ['bookings'] }),
    ])
  }
  return (
    <div className="grid gap-4">
      <Notice>
        {t('same')} {t('until', { until: whenText(move.expiresAt, move, language) })}
      </Notice>
      <Refused problem={problem} />
      <div className="flex flex-wrap gap-3">
        <Button pending={pending} onClick={() => answer(true)}>
          {t('accept')}
        </Button>
        <Button kind="quiet" pending={pending} onClick={() => answer(false)}>
          {t('decline')}
        </Button>
      </div>
    </div>
  )
}
