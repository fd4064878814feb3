import { priceText } from '../../../kernel/format.ts'
import { Tag } from '../../../web/kit/notice.tsx'
import { Picture } from '../../../web/kit/picture.tsx'
import { useLanguage } from '../../../web/language.ts'
import { useQuery } from '../../../web/query.ts'
import { type MenuAnswer, menuQuery } from './menu-query.ts'
import { useMenuText } from './text.ts'

/** The menu of a store; nothing without one. */
export function StoreMenu({ storeId }: { readonly storeId: string }) {
  const t = useMenuText()
  const { data } = useQuery(menuQuery(storeId))
  if (!data || data.sections.length === 0) return null
  return (
    <section aria-labelledby="menu" className="grid scroll-mt-24 gap-4">
      <h2 id="menu" className="text-2xl font-bold">
        {t('title')}
      </h2>
      <div className="grid gap-6 rounded-3xl border border-line bg-card p-5 sm:p-6">
        {data.sections.map(({ name, items }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: names may be the same
          <div key={at} className="grid gap-2">
            {name ? <h3 className="text-lg font-bold">{name}</h3> : null}
            <ul className="grid gap-x-10 sm:grid-cols-2">
              {items.map((item, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: names may be the same
                <Item key={place} item={item} currency={data.currency} />
              ))}
            </ul>
          </div>
        ))}
      </div>
    </section>
  )
}

interface ItemProps {
  readonly item: MenuAnswer['sections'][number]['items'][number]
  readonly currency: MenuAnswer['currency']
}

function Item({ item: { name, description, price, soldOut, picture }, currency }: ItemProps) {
  const t = useMenuText()
  const language = useLanguage()
  return (
    <li className="flex items-start gap-3 border-b border-line py-2.5 last:border-b-0">
      {picture ? (
        <Picture image={picture} as="row" className="size-18 shrink-0 rounded-xl" />
      ) : null}
      <div className="grid min-w-0 flex-1 gap-0.5">
        <p className="flex items-baseline justify-between gap-4">
          <span className="flex flex-wrap items-center gap-2 font-semibold">
            {name}
            {soldOut ? <Tag tone="warn">{t('soldOut')}</Tag> : null}
          </span>
          <span className="whitespace-nowrap">
            {price === null ? t('onTheSpot') : priceText({ amount: price, currency }, language)}
          </span>
        </p>
        {description ? <p className="text-sm text-soft">{description}</p> : null}
      </div>
    </li>
  )
}
