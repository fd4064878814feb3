import { useState } from 'react'
import { call } from '../../../../web/call.ts'
import type { DeskPartProps } from '../../../../web/door.ts'
import { Button } from '../../../../web/kit/button.tsx'
import { Confirm } from '../../../../web/kit/confirm.tsx'
import { Dialog } from '../../../../web/kit/dialog.tsx'
import { Loaded } from '../../../../web/kit/loaded.tsx'
import { EmptyState } from '../../../../web/kit/states.tsx'
import { useQuery, useQueryClient } from '../../../../web/query.ts'
import type * as contract from '../../coupons/contract.ts'
import { menuText } from '../text.ts'
import { AddCoupon } from './add-coupon.tsx'
import { CouponCard } from './coupon-card.tsx'
import { type Coupon, couponsKey, couponsQuery } from './coupon-queries.ts'
import { useCouponText } from './text.ts'

/** The coupons of a shop, with how often each was used. */
export function Coupons({ store }: DeskPartProps) {
  const t = useCouponText()
  const query = useQuery(couponsQuery(store.id))
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: couponsKey(store.id) })
  const [isAdding, setAdding] = useState(false)
  const [ending, setEnding] = useState<Coupon>()
  return (
    <Loaded query={query}>
      {({ data }) => (
        <div className="grid gap-5">
          <h2 className="sr-only">{menuText()('tabs.coupons')}</h2>
          <div className="flex flex-wrap items-center justify-between gap-3">
            <p className="max-w-prose text-soft">{t('lead')}</p>
            <Button onClick={() => setAdding(true)}>{t('add')}</Button>
          </div>
          {data.length === 0 ? (
            <EmptyState title={t('none')}>{t('noneLead')}</EmptyState>
          ) : (
            <ul className="grid gap-3">
              {data.map((coupon) => (
                <li key={coupon.id}>
                  <CouponCard {...{ store, coupon, refresh }} onEnd={() => setEnding(coupon)} />
                </li>
              ))}
            </ul>
          )}
          {isAdding ? (
            <AddCoupon store={store} refresh={refresh} onClose={() => setAdding(false)} />
          ) : null}
          {ending ? (
            <EndCoupon
              {...{ store, refresh }}
              coupon={ending}
              onClose={() => setEnding(undefined)}
            />
          ) : null}
        </div>
      )}
    </Loaded>
  )
}

interface EndCouponProps extends Pick<DeskPartProps, 'store'> {
  readonly coupon: Coupon
  readonly refresh: () => Promise<unknown>
  readonly onClose: () => void
}

function EndCoupon({ store, coupon, refresh, onClose }: EndCouponProps) {
  const t = useCouponText()
  return (
    <Dialog title={t('endTitle', { name: coupon.name })} onClose={onClose}>
      <Confirm
        keep={t('keep')}
        onKeep={onClose}
        confirm={t('end')}
        request={() =>
          call<typeof contract.endCoupon>('POST /v1/markets/:marketId/coupons/:couponId/end', {
            params: { marketId: store.id, couponId: coupon.id },
          })
        }
        onDone={async () => {
          onClose()
          await refresh()
        }}
      >
        <p>{t('endLead')}</p>
      </Confirm>
    </Dialog>
  )
}
