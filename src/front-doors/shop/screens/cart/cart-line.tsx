import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { priceText } from '../../../../kernel/format.ts'
import { sumText } from '../../../../stores/pricing-rules.ts'
import { storeQuery } from '../../../../stores/screens/store-queries.ts'
import type { Result } from '../../../../web/call.ts'
import { announce } from '../../../../web/kit/announce.tsx'
import { Button } from '../../../../web/kit/button.tsx'
import { Tag } from '../../../../web/kit/notice.tsx'
import { Picture } from '../../../../web/kit/picture.tsx'
import { Price } from '../../../../web/kit/price.tsx'
import { Stepper } from '../../../../web/kit/stepper.tsx'
import { useLanguage } from '../../../../web/language.ts'
import { useQuery } from '../../../../web/query.ts'
import { type Cart, type CartLine, putLine, removeLine } from './cart-queries.ts'
import { useCartText } from './text.ts'
import { isSent, whenText } from './what.ts'

interface CartLineProps {
  readonly marketId: string
  readonly cart: Cart
  readonly line: CartLine
  readonly onSend: (ask: () => Promise<Result<Cart>>) => Promise<boolean>
}

/** Below so many the reader is told how many are left. */
const FEW = 10
/** What is typed and stepped is sent once it rests. */
const REST_MS = 400

export function CartLineCard({ marketId, cart, line, onSend }: CartLineProps) {
  const t = useCartText()
  const language = useLanguage()
  const title = line.what[language] || t(`${isSent(line) ? '' : 'place.'}notForSale`)
  const when = whenText(line, cart, language)
  const what = [when, title].filter(Boolean).join(' ')
  const canOrder = line.most > 0
  const { data: store } = useQuery({ ...storeQuery(marketId), enabled: !isSent(line) })
  const sums = store && !isSent(line) && line.price.amount > 0 ? sumText(store.pricing) : undefined
  const remove = async () => {
    if (await onSend(() => removeLine(marketId, line)))
      announce(t(`${isSent(line) ? '' : 'place.'}removed`, { what }))
  }
  return (
    <article className="grid grid-cols-[6rem_minmax(0,1fr)] gap-4 rounded-3xl border border-line bg-card p-4">
      <Picture image={line.image} as="row" decorative className="aspect-square w-24 rounded-2xl" />
      <div className="grid gap-2">
        <div className="flex items-start justify-between gap-3">
          <h2 className="font-bold">
            {when ? (
              <>
                <time dateTime={line.startsAt ?? ''}>{when}</time>{' '}
                <span className="block font-normal">{title}</span>
              </>
            ) : (
              <ProductName {...{ marketId, line, title }} />
            )}
          </h2>
          <Button
            kind="plain"
            className="-mt-2 -mr-2 shrink-0 px-3!"
            aria-label={t('removeWhat', { what })}
            onClick={remove}
          >
            {t('remove')}
          </Button>
        </div>
        <p className="flex flex-wrap items-center gap-2">
          {sums ? <span className="text-soft">{sums[language]}</span> : null}
          <Price money={line.price} className="font-semibold" />
          {canOrder && line.left < FEW ? (
            <Tag tone="warn">{t(`${isSent(line) ? '' : 'place.'}few`, { left: line.left })}</Tag>
          ) : null}
        </p>
        <State line={line} />
      </div>
      {canOrder ? (
        <div className="col-span-2 flex flex-wrap items-end justify-between gap-3">
          <Quantity
            {...{ line, what }}
            onRest={(to) => void onSend(() => putLine(marketId, line, to))}
          />
          <Price
            money={{ ...line.price, amount: line.price.amount * line.quantity }}
            className="text-lg font-bold"
          />
        </div>
      ) : null}
    </article>
  )
}

interface ProductNameProps extends Pick<CartLineProps, 'marketId' | 'line'> {
  readonly title: string
}

/** Leads to the page of the product, as long as it is sold. */
function ProductName({ marketId, line: { productId, state }, title }: ProductNameProps) {
  if (!productId || state === 'not-for-sale') return title
  return (
    <Link
      to="/market/$marketId/products/$productId"
      params={{ marketId, productId }}
      className="hover:underline"
    >
      {title}
    </Link>
  )
}

/** What was cut, and what changed since it was put. */
function State({ line }: { readonly line: CartLine }) {
  const t = useCartText()
  const language = useLanguage()
  const { state, seenPrice, price, quantity, wanted } = line
  const of = isSent(line) ? '' : 'place.'
  const said = [
    state === 'sold-out' ? t(`${of}soldOut`) : undefined,
    state === 'not-for-sale' ? t(`${of}notForSale`) : undefined,
    state === 'cut' ? t(`${of}cut`, { wanted, quantity }) : undefined,
    seenPrice
      ? t('changed', { from: priceText(seenPrice, language), to: priceText(price, language) })
      : undefined,
  ].filter((text) => text !== undefined)
  return said.map((text) => (
    <p key={text} className="text-sm font-medium text-warn">
      {text}
    </p>
  ))
}

interface QuantityProps {
  readonly line: CartLine
  readonly what: string
  readonly onRest: (quantity: number) => void
}

function Quantity({ line, what, onRest }: QuantityProps) {
  const t = useCartText()
  const [typed, setTyped] = useState<number>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: sent once what was typed rests
  useEffect(() => {
    if (typed === undefined || typed === line.wanted) return
    const timer = setTimeout(() => onRest(typed), REST_MS)
    return () => clearTimeout(timer)
  }, [typed])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the answer is what counts
  useEffect(() => setTyped(undefined), [line.quantity, line.wanted])
  return (
    <Stepper
      label={t('quantity')}
      value={typed ?? line.quantity}
      min={1}
      max={line.most}
      onChange={setTyped}
      lessLabel={t('less', { what })}
      moreLabel={t('more', { what })}
      mostText={t(line.most < line.left ? 'mostPerOrder' : 'mostLeft', { count: line.most })}
      leastText={t('least')}
    />
  )
}
