/** How somebody wants to be told of their bookings. */
export const noticeWays = ['mail', 'phone', 'both'] as const
export type NoticeWay = (typeof noticeWays)[number]

/** Of whoever has chosen nothing, and of guests. */
export const USUAL_WAY: NoticeWay = 'both'
