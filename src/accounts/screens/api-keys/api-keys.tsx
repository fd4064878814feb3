import { useEffect, useRef, useState } from 'react'
import { Button } from '../../../web/kit/button.tsx'
import { Notice } from '../../../web/kit/notice.tsx'
import { Failure, Loading, Skeleton } from '../../../web/kit/states.tsx'
import { useQuery } from '../../../web/query.ts'
import {
  type ApiKeyAnswer,
  apiKeysQuery,
  type MadeKey,
  type ScopeAnswer,
} from './api-key-queries.ts'
import { KeyCard } from './key-card.tsx'
import { MakeKey } from './make-key.tsx'
import { NewSecret } from './new-secret.tsx'
import { RevokeKey } from './revoke-key.tsx'
import { useApiKeyText } from './text.ts'

/** The API keys of the account. */
export function ApiKeys() {
  const t = useApiKeyText()
  const [isMaking, setMaking] = useState(false)
  const [made, setMade] = useState<MadeKey>()
  const { data } = useQuery(apiKeysQuery)
  return (
    <section className="grid gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="text-xl font-bold">{t('title')}</h2>
        <Button kind="quiet" onClick={() => setMaking(true)}>
          {t('make')}
        </Button>
      </div>
      <p className="text-soft">{t('lead')}</p>
      {made ? <NewSecret key={made.key.id} made={made} onDone={() => setMade(undefined)} /> : null}
      <KeyList onRevoked={({ id }) => made?.key.id === id && setMade(undefined)} />
      {isMaking && data ? (
        <MakeKey scopes={data.scopes} onClose={() => setMaking(false)} onMade={setMade} />
      ) : null}
    </section>
  )
}

function KeyList({ onRevoked }: { onRevoked: (key: ApiKeyAnswer) => void }) {
  const t = useApiKeyText()
  const asked = useQuery(apiKeysQuery)
  const [revoking, setRevoking] = useState<ApiKeyAnswer>()
  const [revoked, setRevoked] = useState<ApiKeyAnswer>()
  if (asked.isPending)
    return (
      <Loading>
        <Skeleton className="h-32" />
      </Loading>
    )
  if (!asked.data) return <Failure problem={asked.error} onRetry={asked.refetch} />
  const { live = [], ended = [] } = Object.groupBy(asked.data.data, ({ state }) =>
    state === 'live' ? 'live' : 'ended',
  )
  return (
    <>
      {revoked ? <Revoked key={revoked.id} name={revoked.name} /> : null}
      {live.length > 0 ? (
        <KeyCards keys={live} words={asked.data.scopes} onRevoke={setRevoking} />
      ) : (
        <p className="rounded-2xl border border-dashed border-edge px-5 py-8 text-center text-soft">
          {t('none')}
        </p>
      )}
      {ended.length > 0 ? (
        <details className="grid gap-3">
          <summary className="min-h-11 content-center font-semibold text-soft">
            {t('ended', { count: ended.length })}
          </summary>
          <KeyCards keys={ended} words={asked.data.scopes} onRevoke={setRevoking} />
        </details>
      ) : null}
      {revoking ? (
        <RevokeKey
          apiKey={revoking}
          onClose={() => setRevoking(undefined)}
          onDone={() => {
            setRevoked(revoking)
            onRevoked(revoking)
          }}
        />
      ) : null}
    </>
  )
}

/** Takes the focus, because the pressed button disappears with its key. */
function Revoked({ name }: { name: string }) {
  const t = useApiKeyText()
  const notice = useRef<HTMLDivElement>(null)
  useEffect(() => notice.current?.focus(), [])
  return (
    <div ref={notice} tabIndex={-1}>
      <Notice tone="good" title={t('revoke.done', { name })} />
    </div>
  )
}

interface KeyCardsProps {
  readonly keys: readonly ApiKeyAnswer[]
  readonly words: readonly ScopeAnswer[]
  readonly onRevoke: (key: ApiKeyAnswer) => void
}

const KeyCards = ({ keys, words, onRevoke }: KeyCardsProps) => (
  <ul className="grid gap-3">
    {keys.map((key) => (
      <li key={key.id}>
        <KeyCard apiKey={key} words={words} onRevoke={() => onRevoke(key)} />
      </li>
    ))}
  </ul>
)
