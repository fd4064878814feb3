import { call } from '../../../web/call.ts'
import { Submit } from '../../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../../web/kit/dialog.tsx'
import { Field } from '../../../web/kit/field.tsx'
import { Refused } from '../../../web/kit/notice.tsx'
import { useForm } from '../../../web/use-form.ts'
import type * as contract from '../../passkeys/contract.ts'
import type { Passkey } from './passkey-queries.ts'
import { usePasskeyText } from './text.ts'

interface RenamePasskeyProps {
  readonly passkey: Passkey
  readonly onClose: () => void
  readonly onDone: () => unknown
}

export function RenamePasskey({ passkey: { id, name }, onClose, onDone }: RenamePasskeyProps) {
  const t = usePasskeyText()
  const { draft, change, isTried, pending, problem, submit } = useForm({
    first: { name },
    request: (body) =>
      body.name.trim()
        ? () =>
            call<typeof contract.renamePasskey>('PATCH /v1/me/passkeys/:passkeyId', {
              params: { passkeyId: id },
              body,
            })
        : undefined,
    onDone,
  })
  return (
    <Dialog title={t('renameOf', { name })} onClose={onClose}>
      <form noValidate onSubmit={submit} className="grid gap-5">
        <Refused problem={problem} />
        <Field
          name="name"
          label={t('name')}
          required
          maxLength={60}
          autoComplete="off"
          value={draft.name}
          error={isTried && !draft.name.trim() ? t('noName') : undefined}
          onChange={({ target }) => change({ name: target.value })}
        />
        <DialogActions keep={t('cancel')} onKeep={onClose}>
          <Submit pending={pending}>{t('save')}</Submit>
        </DialogActions>
      </form>
    </Dialog>
  )
}
