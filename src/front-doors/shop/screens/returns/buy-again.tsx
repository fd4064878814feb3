import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { announce } from '../../../../web/kit/announce.tsx'
import { Button, buttonLook } from '../../../../web/kit/button.tsx'
import { Refused } from '../../../../web/kit/notice.tsx'
import { useAdding } from '../cart/use-adding.ts'
import type { OwnOrder } from './return-queries.ts'
import { useReturnText } from './text.ts'

/** Puts the goods of an order into the cart again; what cannot be bought any more stops it and is said. */
export function BuyAgain({ order: { marketId, lines } }: { readonly order: OwnOrder }) {
  const t = useReturnText()
  const { add, isAdded, pending, problem } = useAdding(marketId)
  const [added, setAdded] = useState(0)
  const addFrom = async (at: number): Promise<boolean> => {
    const line = lines[at]
    setAdded(at)
    if (!line) return true
    return (await add({ variantId: line.variantId }, line.quantity)) && addFrom(at + 1)
  }
  // After a refusal it goes on with what was refused.
  const again = async () => {
    if (await addFrom(added)) announce(t('againDone'))
  }
  return (
    <>
      {isAdded && added === lines.length ? (
        <Link to="/market/$marketId/cart" params={{ marketId }} className={buttonLook()}>
          {t('toCart')}
        </Link>
      ) : (
        <Button pending={pending} onClick={again}>
          {t('again')}
        </Button>
      )}
      <Refused problem={problem} />
    </>
  )
}
