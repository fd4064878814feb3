import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { dayText, wallDateAt, wallTimeAt } from '../../../kernel/format.ts'
import type { Asking } from '../../../web/cache.ts'
import { answerOf, call } from '../../../web/call.ts'
import { announce } from '../../../web/kit/announce.tsx'
import { Button } from '../../../web/kit/button.tsx'
import { Loaded } from '../../../web/kit/loaded.tsx'
import { networkText } from '../../../web/kit/network-text.ts'
import { Refused, Tag } from '../../../web/kit/notice.tsx'
import { Loading, Skeleton } from '../../../web/kit/states.tsx'
import { ownZone } from '../../../web/kit/zone.ts'
import { useLanguage } from '../../../web/language.ts'
import { useQuery, useQueryClient } from '../../../web/query.ts'
import { useSend } from '../../../web/use-send.ts'
import type * as contract from '../../devices/contract.ts'
import { useDevicesText } from './text.ts'

type Sessions = AnswerOf<typeof contract.listSessions>
type Session = Sessions['data'][number]

const sessionsQuery = {
  queryKey: ['me', 'sessions'],
  staleTime: 0,
  queryFn: ({ signal }: Asking) =>
    answerOf(call<typeof contract.listSessions>('GET /v1/me/sessions', { signal })),
}

/** Where the reader is signed in; each but this one can be signed out. */
export function Devices() {
  const t = useDevicesText()
  const query = useQuery(sessionsQuery)
  return (
    <section className="grid gap-3">
      <h2 className="text-xl font-bold">{t('title')}</h2>
      <p className="text-soft">{t('lead')}</p>
      <Loaded
        query={query}
        loading={
          <Loading>
            <Skeleton className="h-24" />
          </Loading>
        }
      >
        {({ data }) => <List sessions={data} />}
      </Loaded>
    </section>
  )
}

function List({ sessions }: { readonly sessions: readonly Session[] }) {
  const t = useDevicesText()
  const client = useQueryClient()
  const { pending, problem, send } = useSend()
  const end = async (ended: readonly Session[]) => {
    const [one] = ended
    const sent = await send(() =>
      one && ended.length === 1
        ? call<typeof contract.endSession>('DELETE /v1/me/sessions/:sessionId', {
            params: { sessionId: one.id },
          })
        : call<typeof contract.endOtherSessions>('DELETE /v1/me/sessions', {}),
    )
    if (sent?.ok) announce(t('ended'))
    await client.invalidateQueries(sessionsQuery)
  }
  const others = sessions.filter(({ isCurrent }) => !isCurrent)
  return (
    <>
      <Refused problem={problem} />
      <ul className="grid divide-y divide-line rounded-3xl border border-line bg-card px-6">
        {sessions.map((session) => (
          <li key={session.id} className="flex flex-wrap items-center justify-between gap-x-4 py-3">
            <Device session={session} />
            {session.isCurrent ? (
              <Tag tone="good">{t('here')}</Tag>
            ) : (
              <Button
                kind="plain"
                className="-mr-5"
                aria-label={t('endOf', { device: session.device ?? t('unknown') })}
                pending={pending}
                onClick={() => end([session])}
              >
                {t('end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {others.length > 1 ? (
        <Button
          kind="quiet"
          className="justify-self-start"
          pending={pending}
          onClick={() => end(others)}
        >
          {t('endOthers')}
        </Button>
      ) : null}
    </>
  )
}

/** In the reader's own time zone: a session belongs to no store. */
function Device({ session: { device, network, lastSeenAt } }: { readonly session: Session }) {
  const t = useDevicesText()
  const language = useLanguage()
  const timeZone = ownZone()
  const at = new Date(lastSeenAt)
  const when = `${dayText(wallDateAt(at, timeZone), language)} ${wallTimeAt(at, timeZone)}`
  return (
    <div>
      <p className="font-semibold">{device ?? t('unknown')}</p>
      <p className="text-sm text-soft">
        {t('seen', { when })}
        {network ? ` · ${networkText(network)}` : null}
      </p>
    </div>
  )
}
