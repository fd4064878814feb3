import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { BodyOf } from '../../../../kernel/endpoint.ts'
import { ForGoodFields, usual } from '../../../../orders/screens/desk/for-good.tsx'
import { call } from '../../../../web/call.ts'
import { Submit } from '../../../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../../../web/kit/dialog.tsx'
import { focusFirstWrong } from '../../../../web/kit/field.tsx'
import { Refused } from '../../../../web/kit/notice.tsx'
import { useQueryClient } from '../../../../web/query.ts'
import { useSend } from '../../../../web/use-send.ts'
import type * as owner from '../../owner-contract.ts'
import { myShopsQuery } from './owner-queries.ts'
import { ShopWords } from './shop-words.tsx'
import { useOwnerText } from './text.ts'

type Draft = BodyOf<typeof owner.openShop>

const empty: Draft = { name: '', kind: 'hair', description: '', ...usual }

/** What has to be said before a shop opens; its times come after. */
export function OpenShop({ onClose }: { onClose: () => void }) {
  const t = useOwnerText()
  const [draft, setDraft] = useState(empty)
  const [isTried, setTried] = useState(false)
  const { pending, problem, open } = useOpen()
  const change = (changed: Partial<Draft>) => setDraft({ ...draft, ...changed })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (draft.name.trim()) await open({ ...draft, name: draft.name.trim() })
    else focusFirstWrong(event.currentTarget)
  }
  return (
    <Dialog title={t('mine.openTitle')} onClose={onClose}>
      <form onSubmit={submit} noValidate className="grid gap-5">
        <Refused problem={problem} />
        <ShopWords draft={draft} isTried={isTried} onChange={change} />
        <ForGoodFields draft={draft} onChange={change} />
        <DialogActions keep={t('form.cancel')} onKeep={onClose}>
          <Submit pending={pending}>{t('mine.open')}</Submit>
        </DialogActions>
      </form>
    </Dialog>
  )
}

/** Opens it and goes on to its times, which it needs next. */
function useOpen() {
  const client = useQueryClient()
  const navigate = useNavigate()
  const { send, ...sending } = useSend()
  const open = async (body: Draft) => {
    const sent = await send(() => call<typeof owner.openShop>('POST /v1/shops', { body }))
    if (!sent?.ok) return
    await client.invalidateQueries({ queryKey: myShopsQuery.queryKey })
    await navigate({
      to: '/my-shops/$shopId',
      params: { shopId: sent.answer.id },
      search: { tab: 'times' },
    })
  }
  return { ...sending, open }
}
