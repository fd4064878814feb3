import { useNavigate, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { announce } from '../../../../web/kit/announce.tsx'
import { Button } from '../../../../web/kit/button.tsx'
import { Notice, Refused, Tag } from '../../../../web/kit/notice.tsx'
import { Price } from '../../../../web/kit/price.tsx'
import { Stepper } from '../../../../web/kit/stepper.tsx'
import { useQueryClient } from '../../../../web/query.ts'
import { becomeGuest, useMe } from '../../../../web/session.ts'
import { useSend } from '../../../../web/use-send.ts'
import { useAdding } from '../cart/use-adding.ts'
import { type Chosen, fewLeft, firstChoice, mostOf, variantOf } from './choice.ts'
import { OptionChips } from './option-chips.tsx'
import type { Product, Variant } from './product-queries.ts'
import { RestockAlert } from './restock-alert.tsx'
import { useProductText } from './text.ts'

const cartPage = (marketId: string): string => `/market/${marketId}/cart`

/** Options, price and quantity of a product, and the ways into the cart and past it to the checkout. */
export function BuyPanel({ product }: { readonly product: Product }) {
  const t = useProductText()
  const [chosen, setChosen] = useState<Chosen>(() => firstChoice(product))
  const variant = variantOf(product, chosen)
  const { price, isFrom, currency } = product
  return (
    <div className="grid gap-5">
      <p className="flex flex-wrap items-center gap-3">
        <span className="text-3xl font-extrabold">
          <Price money={{ amount: variant?.price ?? price, currency }} />
          {isFrom && !variant ? t('from') : null}
        </span>
        {product.isSoldOut || variant?.left === 0 ? <Tag>{t('soldOut')}</Tag> : null}
        {variant && fewLeft(variant) ? (
          <Tag tone="warn">{t('left', { count: variant.left })}</Tag>
        ) : null}
      </p>
      {product.options.map(({ name, values }, at) => (
        <OptionChips
          key={name}
          {...{ name, values, product, chosen, at }}
          onChoose={(value) => setChosen(chosen.with(at, value))}
        />
      ))}
      {variant?.left === 0 ? (
        <RestockAlert product={product} variant={variant} />
      ) : (
        <ToCart key={variant?.variantId} product={product} variant={variant} />
      )}
    </div>
  )
}

interface ToCartProps {
  readonly product: Product
  /** Undefined: not all options are chosen, or there is no such one. */
  readonly variant: Variant | undefined
}

function ToCart({ product, variant }: ToCartProps) {
  const t = useProductText()
  const [quantity, setQuantity] = useState(1)
  const { add, buy, isAdded, hint, isAdding, isBuying, problem } = useBuying(
    { product, variant },
    quantity,
  )
  const { marketId, currency } = product
  const router = useRouter()
  const toCart = () => router.history.push(cartPage(marketId))
  return (
    <div className="grid gap-4">
      {variant ? (
        <div className="flex flex-wrap items-end justify-between gap-4">
          <Stepper
            label={t('quantity')}
            lessLabel={t('oneLess')}
            moreLabel={t('oneMore')}
            value={quantity}
            min={1}
            max={mostOf(product, variant)}
            onChange={setQuantity}
          />
          <p className="grid text-right">
            <span className="text-sm text-soft">{t('sum')}</span>
            <Price
              money={{ amount: variant.price * quantity, currency }}
              className="text-2xl font-extrabold"
            />
          </p>
        </div>
      ) : null}
      {hint ? <Notice tone="warn">{t('choose')}</Notice> : null}
      <Refused problem={problem} />
      <div className="grid grid-cols-2 gap-3">
        <Button kind="quiet" pending={isAdding} disabled={product.isClosed} onClick={() => add()}>
          {t('toCart')}
        </Button>
        <Button pending={isBuying} disabled={product.isClosed} onClick={buy}>
          {t('buyNow')}
        </Button>
      </div>
      {isAdded ? (
        <Notice tone="good">
          <span className="flex flex-wrap items-center justify-between gap-2">
            {t('added')}
            <button type="button" className="min-h-11 font-semibold underline" onClick={toCart}>
              {t('seeCart')}
            </button>
          </span>
        </Notice>
      ) : null}
    </div>
  )
}

/** Adds to the cart, or goes to pay for this alone, as a guest where nobody is signed in; says so when an option is missing. */
function useBuying({ product: { marketId, productId }, variant }: ToCartProps, quantity: number) {
  const t = useProductText()
  const me = useMe()
  const client = useQueryClient()
  const navigate = useNavigate()
  const { add, forget, ...adding } = useAdding(marketId)
  const becoming = useSend()
  const [hint, setHint] = useState(false)
  const chosen = (): Variant | undefined => {
    setHint(!variant)
    if (variant) return variant
    forget()
    announce(t('choose'))
    return undefined
  }
  const addChosen = async (): Promise<void> => {
    const one = chosen()
    if (one) await add({ variantId: one.variantId }, quantity)
  }
  const buy = async (): Promise<void> => {
    const one = chosen()
    if (!one) return
    const guest = me ? undefined : await becoming.send(() => becomeGuest(client))
    if (!me && !guest?.ok) return
    const search = { productId, variantId: one.variantId, quantity }
    await navigate({ to: '/market/$marketId/checkout', params: { marketId }, search })
  }
  return {
    ...{ add: addChosen, isAdding: adding.pending, isAdded: adding.isAdded },
    ...{ buy, isBuying: becoming.pending },
    problem: adding.problem ?? becoming.problem,
    hint: hint && !variant,
  }
}
