import { useRouter } from '@tanstack/react-router'
import { SearchBox } from '../../bookings/screens/finding/search-box.tsx'
import { Page, PageHeading } from '../kit/page.tsx'
import { Failure } from '../kit/states.tsx'
import { useQuery } from '../query.ts'
import { useShellText } from '../text.ts'
import { DoorRow } from './door-row.tsx'
import { openingsQuery } from './openings-query.ts'

/** Refetch interval while the page is open. */
const AGAIN_MS = 60_000

/** Home: the next openings at each front door, in a short row each. */
export function Home() {
  const t = useShellText()
  const router = useRouter()
  const { doors } = router.options.context
  const asked = useQuery({ ...openingsQuery, refetchInterval: AGAIN_MS })
  const openingsOf = new Map(asked.data?.data.map(({ door, openings }) => [door, openings]))
  return (
    <Page title={t('home.title')} heading="own">
      <div className="grid gap-3 sm:gap-7">
        <PageHeading title={t('home.title')} className="max-sm:text-[1.75rem]" />
        <SearchBox
          q=""
          onSearch={(q) => void router.navigate({ to: '/search', search: q ? { q } : {} })}
        />
        {asked.isError && !asked.data ? (
          <Failure problem={asked.error} onRetry={() => asked.refetch()} />
        ) : (
          doors.map((door) => (
            <DoorRow
              key={door.name}
              door={door}
              openings={asked.data && (openingsOf.get(door.name) ?? [])}
            />
          ))
        )}
      </div>
    </Page>
  )
}
