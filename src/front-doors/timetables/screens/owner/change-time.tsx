import { type FormEvent, useState } from 'react'
import { call } from '../../../../web/call.ts'
import { Button, Submit } from '../../../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../../../web/kit/dialog.tsx'
import { Field, focusFirstWrong } from '../../../../web/kit/field.tsx'
import { Notice, Refused } from '../../../../web/kit/notice.tsx'
import { useSend } from '../../../../web/use-send.ts'
import type * as owner from '../../owner-contract.ts'
import type { ShopTime } from '../shops/shop-queries.ts'
import { useRefreshShop } from './owner-queries.ts'
import { useOwnerText } from './text.ts'
import { readTime, timeOf } from './time-of-day.ts'

interface ChangeTimeProps {
  readonly time: ShopTime
  readonly onClose: () => void
  /** The same time with another number of places: that is another timetable. */
  readonly onAnew: () => void
}

const takenOf = ({ basicRemaining, remaining }: ShopTime): number => basicRemaining - remaining

/** Another hour or minute, or no more of it: what was taken for today stays as it was taken. */
export function ChangeTime(props: ChangeTimeProps) {
  const t = useOwnerText()
  const [isDeleting, setDeleting] = useState(false)
  const time = timeOf(props.time)
  return (
    <Dialog
      title={t(isDeleting ? 'times.deleteTitle' : 'times.changeTitle', { time })}
      onClose={props.onClose}
    >
      {isDeleting ? (
        <Deletion {...props} onKeep={() => setDeleting(false)} />
      ) : (
        <Change {...props} onDelete={() => setDeleting(true)} />
      )}
    </Dialog>
  )
}

function Change(props: ChangeTimeProps & { readonly onDelete: () => void }) {
  const { time, onClose, onAnew, onDelete } = props
  const t = useOwnerText()
  const refresh = useRefreshShop(time.shopId)
  const { pending, problem, send } = useSend()
  const [typed, setTyped] = useState(timeOf(time))
  const wanted = readTime(typed)
  const change = async (event: FormEvent) => {
    event.preventDefault()
    if (!wanted) return focusFirstWrong(event.currentTarget)
    const sent = await send(() =>
      call<typeof owner.updateTime>('PUT /v1/timetables/:timetableId', {
        params: { timetableId: time.id },
        body: wanted,
      }),
    )
    if (!sent?.ok) return
    await refresh()
    onClose()
  }
  return (
    <form onSubmit={change} noValidate className="grid gap-5">
      <Refused problem={problem} />
      <Notice tone={takenOf(time) > 0 ? 'warn' : 'plain'}>
        {t('times.impact', { count: takenOf(time) })}
      </Notice>
      <Field
        type="time"
        label={t('times.time')}
        required
        value={typed}
        error={wanted ? undefined : t('times.timeMissing')}
        onChange={(event) => setTyped(event.target.value)}
      />
      <div className="grid justify-items-start gap-1">
        <p className="text-soft">{t('times.fixed', { count: time.basicRemaining })}</p>
        <Button kind="plain" className="-ml-5" onClick={onAnew}>
          {t('times.anew')}
        </Button>
      </div>
      <div className="flex flex-wrap justify-between gap-3">
        <Button kind="danger" onClick={onDelete}>
          {t('times.delete')}
        </Button>
        <Submit pending={pending}>{t('times.save')}</Submit>
      </div>
    </form>
  )
}

function Deletion({ time, onClose, onKeep }: ChangeTimeProps & { readonly onKeep: () => void }) {
  const t = useOwnerText()
  const refresh = useRefreshShop(time.shopId)
  const { pending, problem, send } = useSend()
  const remove = async () => {
    const sent = await send(() =>
      call<typeof owner.deleteTimetable>('DELETE /v1/timetables/:timetableId', {
        params: { timetableId: time.id },
      }),
    )
    if (!sent?.ok) return
    await refresh()
    onClose()
  }
  return (
    <>
      <p>{t('times.deleteLead', { count: takenOf(time) })}</p>
      <Refused problem={problem} />
      <DialogActions keep={t('times.keep')} onKeep={onKeep}>
        <Button kind="danger" pending={pending} onClick={remove}>
          {t('times.deleteSure')}
        </Button>
      </DialogActions>
    </>
  )
}
