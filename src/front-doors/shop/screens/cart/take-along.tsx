import { useNavigate } from '@tanstack/react-router'
import type { TakeAlongProps } from '../../../../web/door.ts'
import { Button } from '../../../../web/kit/button.tsx'
import { Refused } from '../../../../web/kit/notice.tsx'
import { useCartText } from './text.ts'
import { useAdding } from './use-adding.ts'

/** Puts one of what is chosen at another door of the same store into the cart, and leads there. */
export function TakeAlong({ storeId: marketId, item }: TakeAlongProps) {
  const t = useCartText()
  const navigate = useNavigate()
  const { add, pending, problem } = useAdding(marketId)
  // Nothing is said here: who becomes a guest by it sees this page anew.
  const take = async () => {
    if (await add(item, 1)) await navigate({ to: '/market/$marketId/cart', params: { marketId } })
  }
  return (
    <>
      <Button kind="quiet" pending={pending} onClick={take}>
        {t('along.take')}
      </Button>
      <Refused problem={problem} />
    </>
  )
}
