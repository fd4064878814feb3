import { useEffect, useState } from 'react'
import { call } from '../../../../web/call.ts'
import type { DeskPartProps } from '../../../../web/door.ts'
import { download } from '../../../../web/download.ts'
import { Button } from '../../../../web/kit/button.tsx'
import { Loaded } from '../../../../web/kit/loaded.tsx'
import { Notice, Refused } from '../../../../web/kit/notice.tsx'
import { ProgressBar } from '../../../../web/kit/progress-bar.tsx'
import { newKey } from '../../../../web/new-key.ts'
import { useQuery } from '../../../../web/query.ts'
import { useSend } from '../../../../web/use-send.ts'
import type * as imports from '../../products/imports/contract.ts'
import { type Import, importsQuery, useRefreshShop } from './owner-queries.ts'
import { useSellerText } from './text.ts'

const POLL_MS = 1_000

/** Products as a file, in and out, with what has become of the files that were sent in. */
export function Imports({ store }: DeskPartProps) {
  const t = useSellerText()
  const query = useQuery({
    ...importsQuery(store.id),
    refetchInterval: ({ state: { data } }) =>
      data?.data.some(({ finishedAt }) => finishedAt === null) ? POLL_MS : false,
  })
  return (
    <div className="grid max-w-3xl gap-8">
      <section aria-labelledby="export" className="grid gap-3">
        <h2 id="export" className="text-xl font-bold">
          {t('export.title')}
        </h2>
        <p className="text-soft">{t('export.lead')}</p>
        <Export marketId={store.id} />
      </section>
      <section aria-labelledby="import" className="grid gap-3">
        <h2 id="import" className="text-xl font-bold">
          {t('import.title')}
        </h2>
        <p className="text-soft">{t('import.lead')}</p>
        <Upload marketId={store.id} />
        <Loaded query={query}>
          {({ data }) => (
            <ul className="grid gap-3">
              {data.map((one) => (
                <li key={one.importId}>
                  <ImportCard one={one} />
                </li>
              ))}
            </ul>
          )}
        </Loaded>
      </section>
    </div>
  )
}

function Export({ marketId }: { readonly marketId: string }) {
  const t = useSellerText()
  const [state, setState] = useState<'pending' | 'failed'>()
  const start = async () => {
    setState('pending')
    const isDone = await download(`/v1/markets/${marketId}/products.csv`, {}, 'products.csv')
    setState(isDone ? undefined : 'failed')
  }
  return (
    <>
      <Button
        kind="quiet"
        className="justify-self-start"
        pending={state === 'pending'}
        onClick={start}
      >
        {t('export.button')}
      </Button>
      {state === 'failed' ? <Notice tone="bad" title={t('export.failed')} /> : null}
    </>
  )
}

function Upload({ marketId }: { readonly marketId: string }) {
  const t = useSellerText()
  const refresh = useRefreshShop()
  const { pending, problem, send } = useSend()
  const upload = async (file: File) => {
    const csv = new File([file], file.name, { type: 'text/csv' })
    const sent = await send(() =>
      call<typeof imports.startImport>('POST /v1/markets/:marketId/product-imports', {
        params: { marketId },
        key: newKey(),
        body: csv,
      }),
    )
    if (sent?.ok) await refresh()
  }
  return (
    <>
      <label className="grid gap-1.5 font-semibold">
        {t('import.file')}
        <input
          type="file"
          accept=".csv,text/csv"
          className="field"
          disabled={pending}
          onChange={({ target }) => {
            const [file] = target.files ?? []
            target.value = ''
            if (file) void upload(file)
          }}
        />
      </label>
      <Refused problem={problem} />
    </>
  )
}

function ImportCard({ one }: { readonly one: Import }) {
  const t = useSellerText()
  const refresh = useRefreshShop()
  const { rows, done, added, changed, unchanged, refused, refusals, finishedAt } = one
  const isDone = finishedAt !== null
  // What was imported shows in the other tabs, too.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once it is done
  useEffect(() => {
    if (isDone) void refresh()
  }, [isDone])
  return (
    <article className="grid gap-3 rounded-3xl border border-line bg-card p-5">
      <div className="grid gap-1.5">
        <p className="flex flex-wrap justify-between gap-2 font-semibold" role="status">
          <span>{t(isDone ? 'import.done' : 'import.running')}</span>
          <span>{t('import.progress', { done, rows })}</span>
        </p>
        <ProgressBar label={t('import.bar')} value={done} max={Math.max(rows, 1)} />
      </div>
      <p className="text-soft">{t('import.counts', { added, changed, unchanged, refused })}</p>
      {refusals.length > 0 ? (
        <details>
          <summary className="min-h-11 cursor-pointer py-2 font-semibold">
            {t('import.refused', { refused })}
          </summary>
          <ul className="divide-y divide-line">
            {refusals.map(({ line, what, why }) => (
              <li key={line} className="grid gap-x-4 py-2 sm:grid-cols-[16rem_minmax(0,1fr)]">
                <span className="truncate text-soft">
                  {t('import.line', { line })} {what}
                </span>
                <span>{t(`why.${why}`)}</span>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </article>
  )
}
