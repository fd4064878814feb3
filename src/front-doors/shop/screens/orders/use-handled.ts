import { announce } from '../../../../web/kit/announce.tsx'
import { type ShopReturn, useRefreshDesk } from './desk-queries.ts'
import { useDeskText } from './text.ts'

export interface StepProps {
  readonly given: ShopReturn
  readonly marketId: string
}

/** Shows the desk anew once a return was handled. */
export function useHandled(marketId: string) {
  const t = useDeskText()
  const refresh = useRefreshDesk(marketId)
  return async () => {
    await refresh()
    announce(t('returns.done'))
  }
}
