import { useState } from 'react'
import { dayText, wallDateAt, wallTimeAt } from '../../../../kernel/format.ts'
import { call } from '../../../../web/call.ts'
import type { DeskPartProps } from '../../../../web/door.ts'
import { Button } from '../../../../web/kit/button.tsx'
import { Confirm } from '../../../../web/kit/confirm.tsx'
import { Dialog } from '../../../../web/kit/dialog.tsx'
import { Loaded } from '../../../../web/kit/loaded.tsx'
import { Tag } from '../../../../web/kit/notice.tsx'
import { EmptyState } from '../../../../web/kit/states.tsx'
import { useLanguage } from '../../../../web/language.ts'
import { useQuery } from '../../../../web/query.ts'
import type * as owner from '../../owner-contract.ts'
import { menuText } from '../text.ts'
import { AddCode } from './add-code.tsx'
import { usePerformanceName } from './code-performances.tsx'
import { type Code, codesQuery, ownPerformancesQuery, useRefreshConcert } from './owner-queries.ts'
import { useOrganiserText } from './text.ts'

/** Codes that open seats before the general sale, and how often each was used. */
export function Codes({ store }: DeskPartProps) {
  const t = useOrganiserText()
  const query = useQuery(codesQuery(store.id))
  const [isAdding, setAdding] = useState(false)
  const [retiring, setRetiring] = useState<Code>()
  return (
    <Loaded query={query}>
      {({ data }) => (
        <div className="grid gap-5">
          <h2 className="sr-only">{menuText()('tabs.codes')}</h2>
          <div className="flex flex-wrap items-center justify-between gap-3">
            <p className="max-w-prose text-soft">{t('codes.lead')}</p>
            <Button onClick={() => setAdding(true)}>{t('codes.add')}</Button>
          </div>
          {data.length === 0 ? (
            <EmptyState title={t('codes.none')}>{t('codes.noneLead')}</EmptyState>
          ) : (
            <ul className="grid gap-3">
              {data.map((code) => (
                <li key={code.id}>
                  <CodeCard store={store} code={code} onRetire={() => setRetiring(code)} />
                </li>
              ))}
            </ul>
          )}
          {isAdding ? <AddCode store={store} onClose={() => setAdding(false)} /> : null}
          {retiring ? (
            <RetireCode store={store} code={retiring} onClose={() => setRetiring(undefined)} />
          ) : null}
        </div>
      )}
    </Loaded>
  )
}

interface CodeCardProps extends Pick<DeskPartProps, 'store'> {
  readonly code: Code
  readonly onRetire: () => void
}

function CodeCard({ store: { id, timeZone }, code, onRetire }: CodeCardProps) {
  const t = useOrganiserText()
  const nameOf = usePerformanceName()
  const { data: performances } = useQuery(ownPerformancesQuery(id))
  const opened = code.performanceIds
    ? performances?.data
        .filter((one) => code.performanceIds?.includes(one.id))
        .map(nameOf)
        .join(' · ')
    : t('codes.every')
  const language = useLanguage()
  const text = (instant: string) => {
    const at = new Date(instant)
    return `${dayText(wallDateAt(at, timeZone), language)} ${wallTimeAt(at, timeZone)}`
  }
  return (
    <article className="flex flex-wrap items-center justify-between gap-3 rounded-3xl border border-line bg-card p-4 sm:p-5">
      <div className="grid gap-1">
        <h3 className="flex flex-wrap items-center gap-2 font-bold">
          {code.name}
          {code.retired ? <Tag>{t('codes.retired')}</Tag> : null}
        </h3>
        <p className="text-lg font-bold tracking-wider select-all">{code.code}</p>
        <p className="text-sm text-soft">
          {t('codes.valid', { from: text(code.validFrom), until: text(code.validUntil) })}
        </p>
        <p className="text-sm text-soft">{opened}</p>
        <p>{t('codes.used', { used: code.used, most: code.usesMost })}</p>
      </div>
      {code.retired ? null : (
        <Button kind="danger" onClick={onRetire}>
          {t('codes.retire')}
        </Button>
      )}
    </article>
  )
}

interface RetireCodeProps extends Pick<DeskPartProps, 'store'> {
  readonly code: Code
  readonly onClose: () => void
}

function RetireCode({ store, code, onClose }: RetireCodeProps) {
  const t = useOrganiserText()
  const refresh = useRefreshConcert(store.id)
  return (
    <Dialog title={t('codes.retireTitle', { name: code.name })} onClose={onClose}>
      <Confirm
        keep={t('keep')}
        onKeep={onClose}
        confirm={t('codes.retire')}
        request={() =>
          call<typeof owner.retireCode>('DELETE /v1/concerts/:concertId/presale-codes/:codeId', {
            params: { concertId: store.id, codeId: code.id },
          })
        }
        onDone={async () => {
          onClose()
          await refresh()
        }}
      >
        <p>{t('codes.retireLead')}</p>
      </Confirm>
    </Dialog>
  )
}
