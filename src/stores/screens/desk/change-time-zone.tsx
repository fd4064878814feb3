import { type FormEvent, useState } from 'react'
import type { StoreAnswer } from '../../../web/door.ts'
import { Submit } from '../../../web/kit/button.tsx'
import { Notice, Refused } from '../../../web/kit/notice.tsx'
import { TimeZoneField } from '../for-good.tsx'
import { useStoresText } from '../text.ts'
import { useChange } from './use-change.ts'

/** The clock of a store, which may change until something was booked. */
export function ChangeTimeZone({ store }: { readonly store: StoreAnswer }) {
  const t = useStoresText()
  const [timeZone, setTimeZone] = useState(store.timeZone)
  const [isSaved, setSaved] = useState(false)
  const { pending, problem, change } = useChange(store.id)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    setSaved(await change({ timeZone }))
  }
  return (
    <form onSubmit={save} className="grid gap-5 border-t border-line pt-8">
      <h2 className="text-xl font-bold">{t('form.timeZone')}</h2>
      <Refused problem={problem} />
      {isSaved ? <Notice tone="good" title={t('form.saved')} /> : null}
      <TimeZoneField
        timeZone={timeZone}
        hint={t('form.timeZoneOnce')}
        onChange={(zone) => {
          setTimeZone(zone)
          setSaved(false)
        }}
      />
      <Submit
        pending={pending}
        disabled={timeZone === store.timeZone}
        className="w-full sm:w-auto sm:min-w-40 sm:justify-self-start"
      >
        {t('form.saveTimeZone')}
      </Submit>
    </form>
  )
}
