import { type FormEvent, useId, useState } from 'react'
import { Button, Submit } from '../../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../../web/kit/dialog.tsx'
import { Field, focusFirstWrong } from '../../../web/kit/field.tsx'
import { Refused } from '../../../web/kit/notice.tsx'
import { useStaffText } from './text.ts'
import { isAddress, useInvite } from './use-invite.ts'

interface HandOverProps {
  readonly storeId: string
  readonly onDone: (said: string) => void
}

/** Offers the store to somebody else. */
export function HandOver({ storeId, onDone }: HandOverProps) {
  const t = useStaffText()
  const id = useId()
  const [isOpen, setOpen] = useState(false)
  return (
    <section
      aria-labelledby={id}
      className="grid justify-items-start gap-3 border-t border-line pt-8"
    >
      <h2 id={id} className="text-xl font-bold">
        {t('handOver.title')}
      </h2>
      <p className="text-soft">{t('handOver.lead')}</p>
      <Button kind="danger" onClick={() => setOpen(true)}>
        {t('handOver.open')}
      </Button>
      {isOpen ? (
        <Dialog title={t('handOver.dialog')} onClose={() => setOpen(false)}>
          <OfferForm
            storeId={storeId}
            onClose={() => setOpen(false)}
            onDone={(email) => onDone(t('handOver.sent', { email }))}
          />
        </Dialog>
      ) : null}
    </section>
  )
}

function OfferForm({ storeId, onClose, onDone }: HandOverProps & { readonly onClose: () => void }) {
  const t = useStaffText()
  const [email, setEmail] = useState('')
  const [stays, setStays] = useState(true)
  const [isTried, setTried] = useState(false)
  const { pending, problem, invite } = useInvite(storeId)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!isAddress(email)) return focusFirstWrong(event.currentTarget)
    const made = await invite({ email, role: 'owner', stays })
    if (!made) return
    onClose()
    onDone(made.email)
  }
  return (
    <form onSubmit={submit} noValidate className="grid gap-5">
      <p>{t('handOver.business')}</p>
      <Refused problem={problem} />
      <Field
        type="email"
        label={t('handOver.email')}
        required
        autoComplete="off"
        maxLength={254}
        value={email}
        error={isTried && !isAddress(email) ? t('invite.emailWrong') : undefined}
        onChange={({ target }) => setEmail(target.value)}
      />
      <label className="flex min-h-11 items-center gap-3">
        <input
          type="checkbox"
          className="size-6 shrink-0"
          checked={stays}
          onChange={({ target }) => setStays(target.checked)}
        />
        {t('handOver.stays')}
      </label>
      <DialogActions keep={t('handOver.keep')} onKeep={onClose}>
        <Submit kind="danger" pending={pending}>
          {t('handOver.sure')}
        </Submit>
      </DialogActions>
    </form>
  )
}
