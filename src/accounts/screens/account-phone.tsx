import { type FormEvent, useState } from 'react'
import { Button, Submit } from '../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../web/kit/dialog.tsx'
import { Field } from '../../web/kit/field.tsx'
import { Refused } from '../../web/kit/notice.tsx'
import { useQuery, useQueryClient } from '../../web/query.ts'
import { useSend } from '../../web/use-send.ts'
import { forgetPhone, keepPhone, phoneQuery } from './phone-query.ts'
import { useAccountText } from './text.ts'

/** The phone number that is kept for the next booking, how to change it and to forget it. */
export function AccountPhone() {
  const t = useAccountText()
  const client = useQueryClient()
  const { data } = useQuery(phoneQuery)
  const [isOpen, setOpen] = useState(false)
  const { pending, problem, send } = useSend()
  if (!data) return null
  const { phone } = data
  return (
    <div className="grid gap-0.5">
      <dt className="text-soft">{t('phone.label')}</dt>
      <dd className="flex flex-wrap items-center justify-between gap-x-4">
        <span className={phone ? '' : 'text-soft'}>{phone ?? t('phone.none')}</span>
        <span className="-mr-5 ml-auto flex flex-wrap">
          <Button kind="plain" onClick={() => setOpen(true)}>
            {t(phone ? 'phone.edit' : 'phone.add')}
          </Button>
          {phone ? (
            <Button kind="plain" pending={pending} onClick={() => send(() => forgetPhone(client))}>
              {t('phone.forget')}
            </Button>
          ) : null}
        </span>
        <Refused problem={problem} />
        {isOpen ? <PhoneDialog phone={phone ?? ''} onClose={() => setOpen(false)} /> : null}
      </dd>
    </div>
  )
}

interface PhoneDialogProps {
  readonly phone: string
  readonly onClose: () => void
}

function PhoneDialog({ phone: before, onClose }: PhoneDialogProps) {
  const t = useAccountText()
  const client = useQueryClient()
  const [phone, setPhone] = useState(before)
  const { pending, problem, send } = useSend()
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const sent = await send(() => keepPhone(client, phone))
    if (sent?.ok) onClose()
  }
  return (
    <Dialog title={t(before ? 'phone.edit' : 'phone.add')} onClose={onClose}>
      <form noValidate onSubmit={save} className="grid gap-5">
        <Refused problem={problem} />
        <Field
          name="phone"
          type="tel"
          label={t('phone.label')}
          required
          autoComplete="tel"
          value={phone}
          onChange={({ target }) => setPhone(target.value)}
        />
        <DialogActions keep={t('profile.cancel')} onKeep={onClose}>
          <Submit pending={pending}>{t('profile.save')}</Submit>
        </DialogActions>
      </form>
    </Dialog>
  )
}
