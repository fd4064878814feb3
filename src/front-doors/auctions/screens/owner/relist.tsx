import { useNavigate } from '@tanstack/react-router'
import { sentWall } from '../../../../stores/screens/wall.ts'
import { call } from '../../../../web/call.ts'
import { announce } from '../../../../web/kit/announce.tsx'
import { Submit } from '../../../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../../../web/kit/dialog.tsx'
import { Refused } from '../../../../web/kit/notice.tsx'
import { useForm } from '../../../../web/use-form.ts'
import type * as owner from '../../owner-contract.ts'
import { emptyDraft, type LotDraft, refusedFields } from './lot-draft.ts'
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
  const refresh = useRefreshAuction(auctionId)
  const { draft, change, isTried, pending, problem, submit } = useForm({
    // Its pictures are there: nothing to wait for.
    first: () => ({ ...emptyDraft(new Date(now), timeZone), isAtOnce: true }),
    request: (typed: LotDraft) => {
      const endsAt = sentWall(typed.endsAt)
      const startsAt = typed.isAtOnce ? undefined : sentWall(typed.startsAt)
      if (!endsAt || (!typed.isAtOnce && !startsAt)) return undefined
      return () =>
        call<typeof owner.relistLot>('POST /v1/auctions/:auctionId/lots/:lotId/relisting', {
          params: { auctionId, lotId },
          body: { endsAt, ...(startsAt && { startsAt }) },
        })
    },
    onDone: async (relisted) => {
      onClose()
      await refresh()
      await navigate({ to: '.', search: ownLotPage(relisted.lotId) })
      announce(t('relist.done'))
    },
  })
  const refused = refusedFields(problem, draft)
  return (
    <Dialog title={t('relist.title')} onClose={onClose}>
      <form noValidate onSubmit={submit} className="grid gap-5">
        <p>{t('relist.lead')}</p>
        <TimeFields
          {...{ draft, refused, timeZone }}
          isNew
          wrong={isTried ? new Set() : undefined}
          onChange={change}
        />
        {Object.keys(refused).length === 0 ? <Refused problem={problem} /> : null}
        <DialogActions keep={t('cancel')} onKeep={onClose}>
          <Submit pending={pending}>{t('relist.sure')}</Submit>
        </DialogActions>
      </form>
    </Dialog>
  )
}
