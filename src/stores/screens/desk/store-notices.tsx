import { CalendarFeed } from '../../../feeds/screens/calendar-feed.tsx'
import type { DeskPartProps } from '../../../web/door.ts'
import { NoticeSettings } from '../../notices/screens/notice-settings.tsx'
import { TextSettings } from '../../notices/screens/text-settings.tsx'
import { OnlyFor } from '../role.tsx'

/** What a store is told of, and its bookings in the reader's calendar. */
export const StoreNotices = (props: DeskPartProps) => (
  <div className="grid gap-8">
    <OnlyFor storeId={props.store.id} right="manager">
      <NoticeSettings {...props} />
      <TextSettings {...props} />
    </OnlyFor>
    <CalendarFeed storeId={props.store.id} />
  </div>
)
