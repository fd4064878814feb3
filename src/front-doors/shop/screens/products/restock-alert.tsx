import { useRouter } from '@tanstack/react-router'
import { call } from '../../../../web/call.ts'
import { announce } from '../../../../web/kit/announce.tsx'
import { Button } from '../../../../web/kit/button.tsx'
import { Refused } from '../../../../web/kit/notice.tsx'
import { useQuery, useQueryClient } from '../../../../web/query.ts'
import { useMe } from '../../../../web/session.ts'
import { useSend } from '../../../../web/use-send.ts'
import type * as alerts from '../../products/alert-contract.ts'
import { alertsQuery, type Product, type Variant } from './product-queries.ts'
import { useProductText } from './text.ts'

interface RestockAlertProps {
  readonly product: Product
  readonly variant: Variant
}

/** One mail when a variant is back; who has no account signs in first. */
export function RestockAlert({ product, variant: { variantId } }: RestockAlertProps) {
  const t = useProductText()
  const me = useMe()
  const router = useRouter()
  const client = useQueryClient()
  const { marketId, productId } = product
  const isKnown = me != null && !me.isGuest
  const query = alertsQuery({ marketId, productId })
  const { data } = useQuery({ ...query, enabled: isKnown })
  const { pending, problem, send } = useSend()
  const waits = data?.variantIds.includes(variantId) ?? false
  const change = async () => {
    if (!isKnown) {
      const here = router.state.location.href
      return router.navigate({ to: '/sign-in', search: { return: here } })
    }
    const params = { marketId, variantId }
    const path = '/v1/markets/:marketId/variants/:variantId/restock-alert'
    const sent = await send(() =>
      waits
        ? call<typeof alerts.endAlert>(`DELETE ${path}`, { params })
        : call<typeof alerts.askAlert>(`PUT ${path}`, { params }),
    )
    if (!sent?.ok) return
    await client.invalidateQueries({ queryKey: query.queryKey })
    announce(t(waits ? 'alert.ended' : 'alert.asked'))
  }
  return (
    <div className="grid gap-3">
      <p className="text-soft">{t(waits ? 'alert.waits' : 'alert.lead')}</p>
      <Button kind="quiet" pending={pending} aria-pressed={waits} onClick={change}>
        {t(waits ? 'alert.end' : 'alert.ask')}
      </Button>
      <Refused problem={problem} />
    </div>
  )
}
