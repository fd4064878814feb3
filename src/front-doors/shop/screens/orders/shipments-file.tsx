import { type FormEvent, useState } from 'react'
import { call } from '../../../../web/call.ts'
import { download } from '../../../../web/download.ts'
import { Button, Submit } from '../../../../web/kit/button.tsx'
import { Dialog } from '../../../../web/kit/dialog.tsx'
import { Field } from '../../../../web/kit/field.tsx'
import { Notice, Refused } from '../../../../web/kit/notice.tsx'
import { useLanguage } from '../../../../web/language.ts'
import { useSend } from '../../../../web/use-send.ts'
import type * as contract from '../../parcels/owner-contract.ts'
import { useRefreshDesk } from './desk-queries.ts'
import { useDeskText } from './text.ts'

/** Tracking numbers of many parcels by a file. */
export function ShipmentsFile({ marketId }: { readonly marketId: string }) {
  const t = useDeskText()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button kind="quiet" onClick={() => setOpen(true)}>
        {t('csv.open')}
      </Button>
      {isOpen ? (
        <Dialog title={t('csv.title')} onClose={() => setOpen(false)}>
          <p className="text-soft">{t('csv.lead')}</p>
          <Out marketId={marketId} />
          <In marketId={marketId} />
        </Dialog>
      ) : null}
    </>
  )
}

function Out({ marketId }: { readonly marketId: string }) {
  const t = useDeskText()
  const [state, setState] = useState<'idle' | 'pending' | 'failed'>('idle')
  const get = async () => {
    setState('pending')
    const isDone = await download(`/v1/markets/${marketId}/shipments.csv`, {}, 'shipments.csv')
    setState(isDone ? 'idle' : 'failed')
  }
  return (
    <>
      <Button
        kind="quiet"
        className="justify-self-start"
        pending={state === 'pending'}
        onClick={get}
      >
        {t('csv.download')}
      </Button>
      {state === 'failed' ? <Notice tone="bad" title={t('csv.failed')} /> : null}
    </>
  )
}

type Report = { readonly shipped: number; readonly refused: readonly Refusal[] }
interface Refusal {
  readonly line: number
  readonly why: { readonly ko: string; readonly en: string }
}

/** A Korean spreadsheet may write CP949. */
async function textOf(file: File): Promise<string> {
  const bytes = await file.arrayBuffer()
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('euc-kr').decode(bytes)
  }
}

function In({ marketId }: { readonly marketId: string }) {
  const t = useDeskText()
  const refresh = useRefreshDesk(marketId)
  const { pending, problem, send } = useSend()
  const [file, setFile] = useState<File>()
  const [report, setReport] = useState<Report>()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!file) return
    const text = await textOf(file)
    const sent = await send(() =>
      call<typeof contract.importShipments>('POST /v1/markets/:marketId/shipments/import', {
        params: { marketId },
        body: { text },
      }),
    )
    if (sent?.ok) setReport(sent.answer)
    await refresh()
  }
  return (
    <form onSubmit={submit} className="grid gap-3 border-t border-line pt-4">
      <Field
        label={t('csv.file')}
        required
        type="file"
        accept=".csv,text/csv"
        onChange={({ target }) => setFile(target.files?.[0])}
      />
      <Refused problem={problem} />
      <Submit pending={pending} disabled={!file} className="justify-self-start">
        {t('csv.send')}
      </Submit>
      {report ? <ReportLines report={report} /> : null}
    </form>
  )
}

function ReportLines({ report: { shipped, refused } }: { readonly report: Report }) {
  const t = useDeskText()
  const language = useLanguage()
  return (
    <>
      <Notice tone={shipped > 0 ? 'good' : 'warn'} title={t('csv.report', { count: shipped })} />
      {refused.length > 0 ? (
        <Notice tone="bad" title={t('csv.refused', { count: refused.length })}>
          <ul>
            {refused.map(({ line, why }) => (
              <li key={line}>{t('csv.line', { line, why: why[language] })}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
    </>
  )
}
