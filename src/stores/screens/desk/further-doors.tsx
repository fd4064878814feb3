import { type FormEvent, useState } from 'react'
import { call } from '../../../web/call.ts'
import type { StoreAnswer } from '../../../web/door.ts'
import { Submit } from '../../../web/kit/button.tsx'
import { Notice, Refused } from '../../../web/kit/notice.tsx'
import { useSend } from '../../../web/use-send.ts'
import type * as contract from '../../contract.ts'
import { useRefreshAll } from '../store-queries.ts'
import { useStoresText } from '../text.ts'
import { useDoors } from '../use-door.ts'

/** By which further front doors the store sells: its desk has their tabs, and one order things of all. */
export function FurtherDoors({ store }: { readonly store: StoreAnswer }) {
  const t = useStoresText()
  const refresh = useRefreshAll()
  const others = useDoors().filter(
    ({ name, stores: { kinds } }) =>
      name !== store.door && (kinds.length === 0 || kinds.includes(store.kind ?? '')),
  )
  const [also, setAlso] = useState(store.also)
  const [isSaved, setSaved] = useState(false)
  const { pending, problem, send } = useSend()
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const sent = await send(() =>
      call<typeof contract.setStoreDoors>('PUT /v1/stores/:storeId/doors', {
        params: { storeId: store.id },
        body: { also },
      }),
    )
    setSaved(sent?.ok === true)
    if (sent?.ok) await refresh()
  }
  const choose = (name: string, isChosen: boolean) => {
    setSaved(false)
    setAlso(isChosen ? [...also, name] : also.filter((one) => one !== name))
  }
  return (
    <section className="grid gap-3 border-t border-line pt-8">
      <h2 className="text-xl font-bold">{t('further.title')}</h2>
      <p className="text-soft">{t('further.lead')}</p>
      <form onSubmit={save} className="grid gap-3">
        <Refused problem={problem} />
        {isSaved ? <Notice tone="good" title={t('form.saved')} /> : null}
        {others.map(({ name, title }) => (
          <label key={name} className="flex min-h-11 items-center gap-3">
            <input
              type="checkbox"
              checked={also.includes(name)}
              onChange={(event) => choose(name, event.target.checked)}
            />
            {title()}
          </label>
        ))}
        <Submit pending={pending} className="w-full sm:w-auto sm:min-w-40 sm:justify-self-start">
          {t('form.save')}
        </Submit>
      </form>
    </section>
  )
}
