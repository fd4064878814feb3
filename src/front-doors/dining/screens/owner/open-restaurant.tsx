import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { BodyOf } from '../../../../kernel/endpoint.ts'
import { ForGoodFields, usual } from '../../../../orders/screens/desk/for-good.tsx'
import { call } from '../../../../web/call.ts'
import { Submit } from '../../../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../../../web/kit/dialog.tsx'
import { Field, focusFirstWrong, TextArea } from '../../../../web/kit/field.tsx'
import { Refused } from '../../../../web/kit/notice.tsx'
import { useQueryClient } from '../../../../web/query.ts'
import { useSend } from '../../../../web/use-send.ts'
import type * as owner from '../../owner-contract.ts'
import { myRestaurantsQuery } from './owner-queries.ts'
import { useOwnerText } from './text.ts'

type Draft = BodyOf<typeof owner.openRestaurant>

const empty: Draft = { name: '', description: '', ...usual }

/** What has to be said before a restaurant opens; its pictures and times come after. */
export function OpenRestaurant({ onClose }: { onClose: () => void }) {
  const t = useOwnerText()
  const [draft, setDraft] = useState(empty)
  const [isTried, setTried] = useState(false)
  const { pending, problem, open } = useOpen()
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
        <Field
          label={t('form.name')}
          required
          maxLength={80}
          value={draft.name}
          error={isTried && !draft.name.trim() ? t('form.nameMissing') : undefined}
          onChange={(event) => setDraft({ ...draft, name: event.target.value })}
        />
        <TextArea
          label={t('form.description')}
          hint={t('form.descriptionHint')}
          maxLength={2000}
          value={draft.description}
          onChange={(event) => setDraft({ ...draft, description: event.target.value })}
        />
        <ForGoodFields draft={draft} onChange={(changed) => setDraft({ ...draft, ...changed })} />
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
    const sent = await send(() =>
      call<typeof owner.openRestaurant>('POST /v1/restaurants', { body }),
    )
    if (!sent?.ok) return
    await client.invalidateQueries({ queryKey: myRestaurantsQuery.queryKey })
    await navigate({
      to: '/owner/$restaurantId',
      params: { restaurantId: sent.answer.id },
      search: { tab: 'times' },
    })
  }
  return { ...sending, open }
}
