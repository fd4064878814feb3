import { useNavigate } from '@tanstack/react-router'
import { call } from '../../../../web/call.ts'
import type { DeskPartProps } from '../../../../web/door.ts'
import { announce } from '../../../../web/kit/announce.tsx'
import { Loaded } from '../../../../web/kit/loaded.tsx'
import { newKey } from '../../../../web/new-key.ts'
import { useQuery } from '../../../../web/query.ts'
import type * as owner from '../../owner-contract.ts'
import { bodyOf, emptyDraft } from './lot-draft.ts'
import { LotForm } from './lot-form.tsx'
import { termsQuery, useRefreshAuction } from './owner-queries.ts'
import { TermsSummary } from './terms-summary.tsx'
import { useSellerText } from './text.ts'
import { ownLotPage } from './words.tsx'

/** Registers a lot; its page, where pictures are added, follows. */
export function AddLot({ store }: Pick<DeskPartProps, 'store'>) {
  const t = useSellerText()
  const navigate = useNavigate()
  const refresh = useRefreshAuction(store.id)
  const terms = useQuery(termsQuery(store.id))
  const { id: auctionId, currency, timeZone } = store
  return (
    <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <section aria-labelledby="add-lot" className="grid gap-5">
        <div>
          <h2 id="add-lot" className="text-xl font-bold">
            {t('form.addTitle')}
          </h2>
          <p className="text-soft">{t('form.addLead')}</p>
        </div>
        <LotForm
          {...{ currency, timeZone }}
          isNew
          first={() => emptyDraft(new Date(), timeZone)}
          save={t('form.add')}
          request={(draft) => {
            const body = bodyOf(draft, currency)
            if (!body) return undefined
            return () =>
              call<typeof owner.addLot>('POST /v1/auctions/:auctionId/lots', {
                params: { auctionId },
                key: newKey(),
                body,
              })
          }}
          onCancel={() => navigate({ to: '.', search: { tab: 'lots' } })}
          onDone={async ({ lotId }) => {
            await refresh()
            await navigate({ to: '.', search: ownLotPage(lotId), replace: true })
            announce(t('form.added'))
          }}
        />
      </section>
      <Loaded query={terms}>
        {(present) => (
          <TermsSummary terms={present} currency={currency} lead={t('terms.willApply')} />
        )}
      </Loaded>
    </div>
  )
}
