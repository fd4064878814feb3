import { Link } from '@tanstack/react-router'
import { weekdayName } from '../../../kernel/format.ts'
import type { WallTime } from '../../../kernel/time.ts'
import { Notice } from '../../../web/kit/notice.tsx'
import { useLanguage } from '../../../web/language.ts'
import { useQuery } from '../../../web/query.ts'
import { outside } from '../hours-rules.ts'
import { profileQuery } from './profile-query.ts'
import { useProfileText } from './text.ts'

interface OutsideHoursProps {
  readonly storeId: string
  /** At which guests can book; without a weekday, on every one. */
  readonly times: readonly { readonly weekday?: number; readonly time: WallTime }[]
}

const weekdays = [1, 2, 3, 4, 5, 6, 7]

/** Warns where guests can book times at which the opening hours that they read say that the store is closed. */
export function OutsideHours({ storeId, times }: OutsideHoursProps) {
  const t = useProfileText()
  const language = useLanguage()
  const { data: profile } = useQuery(profileQuery(storeId))
  if (!profile) return null
  const found = outside(
    profile.hours,
    times.flatMap(({ weekday, time }) =>
      (weekday === undefined ? weekdays : [weekday]).map((one) => ({ weekday: one, time })),
    ),
  )
  const [first] = found
  if (!first) return null
  const named = `${weekdayName(first.weekday, language, 'long')} ${first.time}`
  return (
    <Notice tone="warn" title={t('desk.outside', { time: named, count: found.length - 1 })}>
      <Link to="." search={{ tab: 'profile' } as never} className="font-semibold underline">
        {t('desk.toProfile')}
      </Link>
    </Notice>
  )
}
