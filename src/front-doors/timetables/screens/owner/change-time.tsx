import { useState } from 'react'
import {
  type ChangeActions,
  ChangeDialog,
  ChangeForm,
  TimeField,
} from '../../../../stores/screens/desk/edit-dialog.tsx'
import { call } from '../../../../web/call.ts'
import { Button } from '../../../../web/kit/button.tsx'
import { Notice } from '../../../../web/kit/notice.tsx'
import type * as owner from '../../owner-contract.ts'
import type { ShopTime } from '../shops/shop-queries.ts'
import { useRefreshShop } from './owner-queries.ts'
import { useOwnerText } from './text.ts'
import { readTime, timeOf } from './time-of-day.ts'

interface ChangeTimeProps {
  readonly time: ShopTime
  readonly onClose: () => void
  /** Adds another timetable at the same time: the capacity of this one is fixed. */
  readonly onCopy: () => void
}

const takenOf = ({ basicRemaining, remaining }: ShopTime): number => basicRemaining - remaining

/** Changes the time of a timetable, or deletes it; what was taken for today stays as it is. */
export function ChangeTime({ time, onClose, onCopy }: ChangeTimeProps) {
  const t = useOwnerText()
  const refresh = useRefreshShop(time.shopId)
  return (
    <ChangeDialog
      title={t('times.changeTitle', { time: timeOf(time) })}
      removeTitle={t('times.deleteTitle', { time: timeOf(time) })}
      {...{ refresh, onClose }}
      form={(actions) => <Change {...{ time, onCopy, ...actions }} />}
      removal={{
        keep: t('times.keep'),
        confirm: t('times.deleteSure'),
        children: <p>{t('times.deleteLead', { count: takenOf(time) })}</p>,
        request: () =>
          call<typeof owner.deleteTimetable>('DELETE /v1/timetables/:timetableId', {
            params: { timetableId: time.id },
          }),
      }}
    />
  )
}

type ChangeProps = Omit<ChangeTimeProps, 'onClose'> & ChangeActions

function Change({ time, onCopy, ...actions }: ChangeProps) {
  const t = useOwnerText()
  const [typed, setTyped] = useState(timeOf(time))
  const body = readTime(typed)
  const request = () =>
    call<typeof owner.updateTime>('PUT /v1/timetables/:timetableId', {
      params: { timetableId: time.id },
      body: body ?? {},
    })
  return (
    <ChangeForm
      remove={t('times.delete')}
      save={t('times.save')}
      request={body && request}
      {...actions}
    >
      <Notice tone={takenOf(time) > 0 ? 'warn' : 'plain'}>
        {t('times.impact', { count: takenOf(time) })}
      </Notice>
      <TimeField
        label={t('times.time')}
        value={typed}
        error={body ? undefined : t('times.timeMissing')}
        onChange={setTyped}
      />
      <div className="grid justify-items-start gap-1">
        <p className="text-soft">{t('times.fixed', { count: time.basicRemaining })}</p>
        <Button kind="plain" className="-ml-5" onClick={onCopy}>
          {t('times.anew')}
        </Button>
      </div>
    </ChangeForm>
  )
}
