import { type FormEvent, useState } from 'react'
import { PERSON_NAME_MOST } from '../../kernel/length.ts'
import { call } from '../../web/call.ts'
import { Button, Submit } from '../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../web/kit/dialog.tsx'
import { Field, focusFirstWrong } from '../../web/kit/field.tsx'
import { Refused, Tag } from '../../web/kit/notice.tsx'
import { useQueryClient } from '../../web/query.ts'
import { type Me, updateMe } from '../../web/session.ts'
import { useSend } from '../../web/use-send.ts'
import type * as contract from '../address/contract.ts'
import { AccountPhone } from './account-phone.tsx'
import { useAccountText } from './text.ts'

/** Name, role and phone number of the account, and how to change them. */
export function Profile({ me }: { readonly me: NonNullable<Me> }) {
  const t = useAccountText()
  const [isOpen, setOpen] = useState(false)
  return (
    <dl className="grid gap-4 rounded-3xl border border-line bg-card p-6">
      <div className="grid gap-0.5">
        <dt className="text-soft">{t('signUp.name')}</dt>
        <dd className="flex flex-wrap items-center justify-between gap-x-4">
          <span className="text-lg font-semibold wrap-anywhere">{me.name}</span>
          <Button kind="plain" className="-mr-5" onClick={() => setOpen(true)}>
            {t('profile.edit')}
          </Button>
          {isOpen ? <NameDialog name={me.name} onClose={() => setOpen(false)} /> : null}
        </dd>
      </div>
      <div className="grid justify-items-start gap-1">
        <dt className="text-soft">{t('account.role')}</dt>
        <dd>
          <Tag>{t(`account.roles.${me.role}`)}</Tag>
        </dd>
      </div>
      <AccountPhone />
    </dl>
  )
}

interface NameDialogProps {
  readonly name: string
  readonly onClose: () => void
}

function NameDialog({ name: before, onClose }: NameDialogProps) {
  const t = useAccountText()
  const client = useQueryClient()
  const [name, setName] = useState(before)
  const { pending, problem, send } = useSend()
  const isBlank = name.trim() === ''
  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (isBlank) return focusFirstWrong(event.currentTarget)
    const sent = await send(() =>
      call<typeof contract.changeMe>('PATCH /v1/me', { body: { name } }),
    )
    if (!sent?.ok) return
    updateMe(client, sent.answer)
    onClose()
  }
  return (
    <Dialog title={t('profile.edit')} onClose={onClose}>
      <form noValidate onSubmit={save} className="grid gap-5">
        <Refused problem={problem} />
        <Field
          name="name"
          label={t('signUp.name')}
          required
          autoComplete="name"
          maxLength={PERSON_NAME_MOST}
          value={name}
          error={isBlank ? t('profile.noName') : undefined}
          onChange={({ target }) => setName(target.value)}
        />
        <DialogActions keep={t('profile.cancel')} onKeep={onClose}>
          <Submit pending={pending}>{t('profile.save')}</Submit>
        </DialogActions>
      </form>
    </Dialog>
  )
}
