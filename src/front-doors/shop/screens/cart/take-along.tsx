import { Link } from '@tanstack/react-router'
import type { TakeAlongProps } from '../../../../web/door.ts'
import { Button, buttonLook } from '../../../../web/kit/button.tsx'
import { Notice, Refused } from '../../../../web/kit/notice.tsx'
import { useCartText } from './text.ts'
import { useAdding } from './use-adding.ts'

/** Puts one of what is chosen at another door of the same store into the cart, then leads there. */
export function TakeAlong({ storeId: marketId, item, what }: TakeAlongProps) {
  const t = useCartText()
  const { add, isAdded, pending, problem } = useAdding(marketId)
  if (isAdded)
    return (
      <>
        <Notice tone="good" title={t('along.taken', { what })} />
        <Link
          to="/market/$marketId/cart"
          params={{ marketId }}
          className={buttonLook('quiet')}
          // the button that had the focus is gone
          ref={(link) => link?.focus()}
        >
          {t('along.see')}
        </Link>
      </>
    )
  return (
    <>
      <Button kind="quiet" pending={pending} onClick={() => add(item, 1)}>
        {t('along.take')}
      </Button>
      <Refused problem={problem} />
    </>
  )
}
