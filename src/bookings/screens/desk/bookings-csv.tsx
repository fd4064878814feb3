import { type FormEvent, useState } from 'react'
import { OnlyFor } from '../../../stores/screens/role.tsx'
import { download } from '../../../web/download.ts'
import { Button, Submit } from '../../../web/kit/button.tsx'
import { Dialog } from '../../../web/kit/dialog.tsx'
import { Field, focusFirstWrong } from '../../../web/kit/field.tsx'
import { Notice } from '../../../web/kit/notice.tsx'
import { monthOf } from '../../calendar/screens/weeks.ts'
import { useDayText } from './text.ts'

interface BookingsCsvProps {
  readonly storeId: string
  /** The date that is shown. */
  readonly date: string
}

/** Downloads the bookings of some dates: a manager’s, because it takes what is known of people elsewhere. */
export const BookingsCsv = (props: BookingsCsvProps) => (
  <OnlyFor storeId={props.storeId} right="manager">
    <Opening {...props} />
  </OnlyFor>
)

function Opening(props: BookingsCsvProps) {
  const t = useDayText()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button kind="quiet" className="no-print" onClick={() => setOpen(true)}>
        {t('csv.open')}
      </Button>
      {isOpen ? (
        <Dialog title={t('csv.title')} onClose={() => setOpen(false)}>
          <DownloadForm {...props} onDone={() => setOpen(false)} />
        </Dialog>
      ) : null}
    </>
  )
}

function DownloadForm({ storeId, date, onDone }: BookingsCsvProps & { onDone: () => void }) {
  const t = useDayText()
  const month = monthOf(date.slice(0, 7))
  const [from, setFrom] = useState(month.from)
  const [to, setTo] = useState(month.to)
  const [state, setState] = useState<'idle' | 'pending' | 'failed'>('idle')
  const isWrong = !from || !to || to < from
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (isWrong) return focusFirstWrong(event.currentTarget)
    setState('pending')
    const path = `/v1/stores/${storeId}/bookings.csv`
    const isDone = await download(path, { from, to }, `bookings-${from}-${to}.csv`)
    setState(isDone ? 'idle' : 'failed')
    if (isDone) onDone()
  }
  return (
    <form onSubmit={submit} noValidate className="grid gap-5">
      <p className="text-soft">{t('csv.lead')}</p>
      {state === 'failed' ? <Notice tone="bad" title={t('csv.failed')} /> : null}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label={t('csv.from')}
          type="date"
          required
          value={from}
          onChange={(event) => setFrom(event.target.value)}
        />
        <Field
          label={t('csv.to')}
          type="date"
          required
          value={to}
          error={isWrong ? t('csv.wrong') : undefined}
          onChange={(event) => setTo(event.target.value)}
        />
      </div>
      <Submit pending={state === 'pending'} className="justify-self-end">
        {t('csv.download')}
      </Submit>
    </form>
  )
}
