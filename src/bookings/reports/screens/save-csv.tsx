import { useState } from 'react'
import { download } from '../../../web/download.ts'
import { Button } from '../../../web/kit/button.tsx'
import { Notice } from '../../../web/kit/notice.tsx'
import type { Period } from './periods.ts'
import { useReportText } from './text.ts'

interface SaveCsvProps {
  readonly storeId: string
  readonly period: Period
  /** What of it: a path of the store. */
  readonly file: 'report' | 'payout'
  readonly label: string
}

/** Saves figures of a period as a file. */
export function SaveCsv({ storeId, period, file, label }: SaveCsvProps) {
  const t = useReportText()
  const [state, setState] = useState<'idle' | 'pending' | 'failed'>('idle')
  const save = async () => {
    setState('pending')
    const name = `${file}-${period.from}-${period.to}.csv`
    const isDone = await download(`/v1/stores/${storeId}/${file}.csv`, { ...period }, name)
    setState(isDone ? 'idle' : 'failed')
  }
  return (
    <>
      {state === 'failed' ? <Notice tone="bad" title={t('csvFailed')} /> : null}
      <Button kind="quiet" pending={state === 'pending'} onClick={save}>
        {label}
      </Button>
    </>
  )
}
