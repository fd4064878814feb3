import { type FormEvent, useState } from 'react'
import { call } from '../../../web/call.ts'
import { Submit } from '../../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../../web/kit/dialog.tsx'
import { Field, focusFirstWrong } from '../../../web/kit/field.tsx'
import { Refused } from '../../../web/kit/notice.tsx'
import { Select } from '../../../web/kit/select.tsx'
import { newKey } from '../../../web/new-key.ts'
import { useQueryClient } from '../../../web/query.ts'
import { useSend } from '../../../web/use-send.ts'
import type * as contract from '../../api-keys/contract.ts'
import {
  type ApiKeyAnswer,
  apiKeysQuery,
  type MadeKey,
  type ScopeAnswer,
} from './api-key-queries.ts'
import { ScopeChoice } from './scope-choice.tsx'
import { useApiKeyText } from './text.ts'

const NAME_MOST = 60
const EXPIRY_DAYS = [30, 90, 365]

interface Draft {
  readonly name: string
  readonly scopes: ApiKeyAnswer['scopes']
  /** 0: never. */
  readonly days: number
}

interface MakeKeyProps {
  readonly scopes: readonly ScopeAnswer[]
  readonly onClose: () => void
  readonly onMade: (made: MadeKey) => void
}

/** Name, scopes and lifetime of a new key. */
export function MakeKey({ scopes, onClose, onMade }: MakeKeyProps) {
  const t = useApiKeyText()
  const [draft, setDraft] = useState<Draft>({ name: '', scopes: [], days: 90 })
  const [isTried, setTried] = useState(false)
  const { pending, problem, make } = useMakeKey(onClose, onMade)
  const hasName = draft.name.trim() !== ''
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (hasName && draft.scopes.length > 0) await make(draft)
    else focusFirstWrong(event.currentTarget)
  }
  return (
    <Dialog title={t('make')} onClose={onClose}>
      <form onSubmit={submit} noValidate className="grid gap-5">
        <Refused problem={problem} />
        <Field
          label={t('form.name')}
          hint={t('form.nameHint')}
          required
          maxLength={NAME_MOST}
          autoComplete="off"
          value={draft.name}
          error={isTried && !hasName ? t('form.nameMissing') : undefined}
          onChange={(event) => setDraft({ ...draft, name: event.target.value })}
        />
        <ScopeChoice
          scopes={scopes}
          chosen={draft.scopes}
          error={isTried && draft.scopes.length === 0 ? t('form.scopesMissing') : undefined}
          onChange={(chosen) => setDraft({ ...draft, scopes: chosen })}
        />
        <Select
          label={t('form.expiry')}
          hint={draft.days === 0 ? t('form.noExpiryHint') : undefined}
          required
          value={draft.days}
          onChange={(event) => setDraft({ ...draft, days: Number(event.target.value) })}
        >
          {EXPIRY_DAYS.map((days) => (
            <option key={days} value={days}>
              {t('form.days', { days })}
            </option>
          ))}
          <option value={0}>{t('form.noExpiry')}</option>
        </Select>
        <DialogActions keep={t('form.cancel')} onKeep={onClose}>
          <Submit pending={pending}>{t('form.submit')}</Submit>
        </DialogActions>
      </form>
    </Dialog>
  )
}

function useMakeKey(onClose: () => void, onMade: (made: MadeKey) => void) {
  const client = useQueryClient()
  const { send, ...sending } = useSend()
  const make = async ({ name, scopes, days }: Draft) => {
    const sent = await send(() =>
      call<typeof contract.makeApiKey>('POST /v1/me/api-keys', {
        body: { name, scopes, expiresInDays: days || null },
        key: newKey(),
      }),
    )
    if (!sent?.ok) return
    onClose()
    onMade(sent.answer)
    await client.invalidateQueries(apiKeysQuery)
  }
  return { ...sending, make }
}
