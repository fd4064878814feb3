import { call } from '../../../web/call.ts'
import { Button } from '../../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../../web/kit/dialog.tsx'
import { Refused } from '../../../web/kit/notice.tsx'
import { useQueryClient } from '../../../web/query.ts'
import { useSend } from '../../../web/use-send.ts'
import type * as contract from '../../api-keys/contract.ts'
import { type ApiKeyAnswer, apiKeysQuery } from './api-key-queries.ts'
import { useApiKeyText } from './text.ts'

interface RevokeKeyProps {
  readonly apiKey: ApiKeyAnswer
  readonly onClose: () => void
  readonly onDone: () => void
}

/** Confirms a revocation. */
export function RevokeKey({ apiKey: { id, name }, onClose, onDone }: RevokeKeyProps) {
  const t = useApiKeyText()
  const client = useQueryClient()
  const { pending, problem, send } = useSend()
  const revoke = async () => {
    const sent = await send(() =>
      call<typeof contract.revokeApiKey>('DELETE /v1/me/api-keys/:keyId', {
        params: { keyId: id },
      }),
    )
    if (!sent?.ok) return
    onClose()
    onDone()
    await client.invalidateQueries(apiKeysQuery)
  }
  return (
    <Dialog title={t('revoke.title', { name })} onClose={onClose}>
      <Refused problem={problem} />
      <p>{t('revoke.lead')}</p>
      <DialogActions keep={t('revoke.keep')} onKeep={onClose}>
        <Button kind="danger" pending={pending} onClick={revoke}>
          {t('revoke.sure')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
