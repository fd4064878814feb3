import type { ReactNode } from 'react'
import { dayLongText, wallDateAt, wallTimeAt } from '../../../kernel/format.ts'
import { Button } from '../../../web/kit/button.tsx'
import { Tag, type Tone } from '../../../web/kit/notice.tsx'
import { ownZone } from '../../../web/kit/zone.ts'
import { useLanguage } from '../../../web/language.ts'
import type { ApiKeyAnswer, ScopeAnswer } from './api-key-queries.ts'
import { useApiKeyText } from './text.ts'

const tones: Record<ApiKeyAnswer['state'], Tone> = {
  live: 'good',
  expired: 'warn',
  revoked: 'plain',
}

interface KeyCardProps {
  readonly apiKey: ApiKeyAnswer
  readonly words: readonly ScopeAnswer[]
  readonly onRevoke: () => void
}

/** One key: its scopes, when it was made and used, and when it ends. */
export function KeyCard({ apiKey, words, onRevoke }: KeyCardProps) {
  const t = useApiKeyText()
  const language = useLanguage()
  const titleOf = new Map(words.map(({ scope, title }) => [scope, title[language]]))
  const { name, scopes, state, createdAt, lastUsedAt, expiresAt, revokedAt } = apiKey
  return (
    <article className="grid gap-3 rounded-2xl border border-line bg-card p-5">
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-2">
        <h3 className="font-bold">
          {name} <Tag tone={tones[state]}>{t(`state.${state}`)}</Tag>
        </h3>
        {state === 'revoked' ? null : (
          <Button kind="danger" aria-label={t('revoke.buttonOf', { name })} onClick={onRevoke}>
            {t('revoke.button')}
          </Button>
        )}
      </div>
      <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
        {scopes.map((scope) => (
          <li key={scope}>
            <span className="font-semibold">{titleOf.get(scope)}</span>{' '}
            <code className="text-soft">{scope}</code>
          </li>
        ))}
      </ul>
      <dl className="grid gap-1 text-sm">
        <Row term={t('created')}>
          <Day at={createdAt} />
        </Row>
        <Row term={t('lastUsed')}>
          {lastUsedAt ? <Day at={lastUsedAt} timed /> : t('neverUsed')}
        </Row>
        <Row term={t('expires')}>{expiresAt ? <Day at={expiresAt} /> : t('expiresNever')}</Row>
        {revokedAt ? (
          <Row term={t('revokedAt')}>
            <Day at={revokedAt} timed />
          </Row>
        ) : null}
      </dl>
    </article>
  )
}

const Row = ({ term, children }: { readonly term: string; readonly children: ReactNode }) => (
  <div className="flex gap-3">
    <dt className="w-24 shrink-0 text-soft">{term}</dt>
    <dd>{children}</dd>
  </div>
)

/** In the reader's own time zone: a key belongs to no store. */
function Day({ at, timed }: { readonly at: string; readonly timed?: boolean }) {
  const language = useLanguage()
  const timeZone = ownZone()
  const instant = new Date(at)
  return (
    <time dateTime={at}>
      {dayLongText(wallDateAt(instant, timeZone), language)}
      {timed ? ` ${wallTimeAt(instant, timeZone)}` : null}
    </time>
  )
}
