import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { call } from '../../../web/call.ts'
import type { Door } from '../../../web/door.ts'
import { buttonLook, Submit } from '../../../web/kit/button.tsx'
import { focusFirstWrong } from '../../../web/kit/field.tsx'
import { Refused } from '../../../web/kit/notice.tsx'
import { Page } from '../../../web/kit/page.tsx'
import { newKey } from '../../../web/new-key.ts'
import { useMe } from '../../../web/session.ts'
import { useSend } from '../../../web/use-send.ts'
import type * as contract from '../../contract.ts'
import { type ForGood, ForGoodFields, usual } from '../for-good.tsx'
import { NotOwner } from '../not-owner.tsx'
import { useRefreshAll } from '../store-queries.ts'
import { StoreWords, type Words } from '../store-words.tsx'
import { useStoresText } from '../text.ts'
import { useDoors } from '../use-door.ts'
import { DoorChoice } from './door-choice.tsx'

/** A new store, of whichever door; what it offers comes after. */
export function OpenStore() {
  const t = useStoresText()
  const me = useMe()
  const isOwner = me && me.role !== 'customer'
  return (
    <Page title={t('open.title')} lead={t('open.lead')}>
      {me !== undefined && !isOwner ? <NotOwner isSignedIn={me !== null && !me.isGuest} /> : null}
      {isOwner ? <OpenForm /> : null}
    </Page>
  )
}

type Draft = Words & ForGood

const empty: Draft = { name: '', kind: null, description: '', ...usual }

function OpenForm() {
  const t = useStoresText()
  const doors = useDoors()
  const asked = useSearch({ from: '/desk/open' }).door
  const [only] = doors.length === 1 ? doors : []
  const [door, setDoor] = useState(only ?? doors.find(({ name }) => name === asked))
  const [draft, setDraft] = useState(empty)
  const [isTried, setTried] = useState(false)
  const { pending, problem, open } = useOpen()
  const change = (changed: Partial<Draft>) => setDraft({ ...draft, ...changed })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (door && draft.name.trim()) await open(door, draft)
    else focusFirstWrong(event.currentTarget)
  }
  return (
    <form onSubmit={submit} noValidate className="grid gap-8">
      {only ? null : (
        <DoorChoice
          doors={doors}
          chosen={door}
          error={isTried && !door ? t('open.doorMissing') : undefined}
          onChoose={setDoor}
        />
      )}
      <div className="grid max-w-xl gap-5">
        <Refused problem={problem} />
        <StoreWords door={door} draft={draft} isTried={isTried} onChange={change} />
        <ForGoodFields draft={draft} onChange={change} />
        <div className="flex flex-wrap gap-3">
          <Submit pending={pending}>{t('open.submit')}</Submit>
          <Link to="/desk" className={buttonLook('quiet')}>
            {t('open.cancel')}
          </Link>
        </div>
      </div>
    </form>
  )
}

/** Opens it and goes on to what it needs first. */
function useOpen() {
  const refresh = useRefreshAll()
  const navigate = useNavigate()
  const { send, ...sending } = useSend()
  const open = async ({ name: door, stores }: Door, { kind, name, ...draft }: Draft) => {
    const known = stores.kinds.find((one) => one === kind) ?? stores.kinds[0]
    const body = { ...draft, door, name: name.trim(), ...(known && { kind: known }) }
    const sent = await send(() =>
      call<typeof contract.openStore>('POST /v1/stores', { body, key: newKey() }),
    )
    if (!sent?.ok) return
    await refresh()
    await navigate({
      to: '/desk/$storeId',
      params: { storeId: sent.answer.id },
      search: { tab: stores.firstTab },
    })
  }
  return { ...sending, open }
}
