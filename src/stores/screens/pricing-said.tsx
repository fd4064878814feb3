import { Link } from '@tanstack/react-router'
import { useLanguage } from '../../web/language.ts'
import { useQuery } from '../../web/query.ts'
import { coversText, pricingText } from '../pricing-rules.ts'
import { storeQuery } from './store-queries.ts'
import { useStoresText } from './text.ts'
import { useDoor } from './use-door.ts'

interface PricingSaidProps {
  readonly storeId: string
  /** For whom the price is, is asked here. */
  readonly withoutUnit?: boolean
}

/** What guests are told that prices are, where these are set; it is asked once, in the details of the store. */
export function PricingSaid({ storeId, withoutUnit }: PricingSaidProps) {
  const t = useStoresText()
  const language = useLanguage()
  const { data: store } = useQuery(storeQuery(storeId))
  const fullPrice = useDoor(store?.door)?.stores.fullPrice
  if (!store) return null
  const pricing = { ...store.pricing, fullPrice }
  const said = (withoutUnit ? coversText(pricing) : pricingText(pricing))?.[language]
  return (
    <p className="text-sm text-soft">
      {store.pricing.means && said
        ? t('pricingSaid.said', { pricing: said })
        : t('pricingSaid.unsaid')}{' '}
      <Link to="." search={{ tab: 'details' } as never} className="font-semibold underline">
        {t(store.pricing.means ? 'pricingSaid.change' : 'pricingSaid.choose')}
      </Link>
    </p>
  )
}
