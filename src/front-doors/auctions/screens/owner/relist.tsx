import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { sentWall } from '../../../../stores/screens/wall.ts'
import { call } from '../../../../web/call.ts'
import { announce } from '../../../../web/kit/announce.tsx'
import { Submit } from '../../../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../../../web/kit/dialog.tsx'
import { focusFirstWrong } from '../../../../web/kit/field.tsx'
import { Refused } from '../../../../web/kit/notice.tsx'
import { useSend } from '../../../../web/use-send.ts'
import type * as owner from '../../owner-contract.ts'
import { emptyDraft, refusedFields } from './lot-draft.ts'
import { TimeFields } from './lot-fields.tsx'
import { type OwnLot, useRefreshAuction } from './owner-queries.ts'
import { useSellerText } from './text.ts'
import { ownLotPage } from './words.tsx'

interface RelistProps {
  readonly lot: OwnLot
  readonly onClose: () => void
}

/** Lists a lot again, as a new one with times of its own. */
export function Relist({ lot: { auctionId, lotId, timeZone, now }, onClose }: RelistProps) {
  const t = useSellerText()
  const navigate = useNavigate()
  const { pending, problem, send } = useSend()
  const refresh = useRefreshAuction(auctionId)
  // Its pictures are there: nothing to wait for.
  const [draft, setDraft] = useState(() => ({
    ...emptyDraft(new Date(now), timeZone),
    isAtOnce: true,
  }))
  const [isTried, setTried] = useState(false)
  const refused = refusedFields(problem, draft)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    const form = event.currentTarget
    const endsAt = sentWall(draft.endsAt)
    const startsAt = draft.isAtOnce ? undefined : sentWall(draft.startsAt)
    if (!endsAt || (!draft.isAtOnce && !startsAt)) return focusFirstWrong(form)
    const sent = await send(() =>
      call<typeof owner.relistLot>('POST /v1/auctions/:auctionId/lots/:lotId/relisting', {
        params: { auctionId, lotId },
        body: { endsAt, ...(startsAt && { startsAt }) },
      }),
    )
    if (!sent?.ok) return focusFirstWrong(form)
    onClose()
    await refresh()
    await navigate({ to: '.', search: ownLotPage(sent.answer.lotId) })
    announce(t('relist.done'))
  }
  return (
    <Dialog title={t('relist.title')} onClose={onClose}>
      <form noValidate onSubmit={submit} className="grid gap-5">
        <p>{t('relist.lead')}</p>
        <TimeFields
          {...{ draft, refused, timeZone }}
          isNew
          wrong={isTried ? new Set() : undefined}
          onChange={(part) => setDraft({ ...draft, ...part })}
        />
        {Object.keys(refused).length === 0 ? <Refused problem={problem} /> : null}
        <DialogActions keep={t('cancel')} onKeep={onClose}>
          <Submit pending={pending}>{t('relist.sure')}</Submit>
        </DialogActions>
      </form>
    </Dialog>
  )
}
