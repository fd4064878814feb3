import { dayText } from '../../../kernel/format.ts'
import { useRefreshAll } from '../../../stores/screens/store-queries.ts'
import { call } from '../../../web/call.ts'
import { announce } from '../../../web/kit/announce.tsx'
import { Button } from '../../../web/kit/button.tsx'
import { Refused } from '../../../web/kit/notice.tsx'
import { wayBack } from '../../../web/kit/way-back.ts'
import { useLanguage } from '../../../web/language.ts'
import { useSend } from '../../../web/use-send.ts'
import type * as contract from '../../moves/contract.ts'
import type { GuestProps } from './guest-props.ts'
import { useDayText } from './text.ts'

/** The time that was proposed to a guest, until they answer or the owner withdraws it. */
export function OpenMove({ storeId, guest: { id, move } }: GuestProps) {
  const t = useDayText()
  const language = useLanguage()
  const refresh = useRefreshAll()
  const { pending, problem, send } = useSend()
  if (!move) return null
  const withdraw = async () => {
    const focusBack = wayBack()
    const sent = await send(() =>
      call<typeof contract.withdrawMove>(
        'DELETE /v1/stores/:storeId/bookings/:bookingId/moves/:moveId',
        { params: { storeId, bookingId: id, moveId: move.id } },
      ),
    )
    await refresh()
    if (!sent?.ok) return
    announce(t('move.withdrawn'))
    focusBack()
  }
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-xl bg-well px-3 py-2 text-sm">
      <span>{t('move.waits', { day: dayText(move.date, language), time: move.time })}</span>
      <Button kind="plain" className="min-h-11 px-3 text-sm" pending={pending} onClick={withdraw}>
        {t('move.withdraw')}
      </Button>
      <Refused problem={problem} />
    </div>
  )
}
