import { accountRoutes } from './accounts/routes.ts'
import { billRoutes } from './bookings/bills/routes.ts'
import { calendarRoutes } from './bookings/calendar/routes.ts'
import { changeRoutes } from './bookings/changes/routes.ts'
import { findingRoutes } from './bookings/finding/routes.ts'
import { guestBookingRoutes } from './bookings/guests/routes.ts'
import { historyRoutes } from './bookings/history/routes.ts'
import { moveRoutes } from './bookings/moves/routes.ts'
import { noShowRoutes } from './bookings/no-shows/routes.ts'
import { reportRoutes } from './bookings/reports/routes.ts'
import { bookingRoutes } from './bookings/routes.ts'
import { storeBookingRoutes } from './bookings/store-routes.ts'
import { todayRoutes } from './bookings/today/routes.ts'
import { waitlistRoutes } from './bookings/waitlist/routes.ts'
import { doorLineRoutes } from './door-line/routes.ts'
import type { Engine } from './engine.ts'
import { eventRoutes } from './events/routes.ts'
import { feedRoutes } from './feeds/routes.ts'
import { frontDoors } from './front-doors/index.ts'
import { holdRoutes } from './holds/routes.ts'
import type { Server } from './http/edge.ts'
import { joining } from './joining.ts'
import { leavingOf } from './leaving.ts'
import { limitRoutes } from './limits/routes.ts'
import { orderRoutes } from './orders/routes.ts'
import { paymentRoutes } from './payments/routes.ts'
import { storePaymentRoutes } from './payments/store-routes.ts'
import { orderTermsRoutes } from './payments/terms/routes.ts'
import { policyRoutes } from './policies/routes.ts'
import { postcodeRoutes } from './postcodes/routes.ts'
import { proofRoutes } from './proofs/routes.ts'
import { retentionText } from './retention.ts'
import { securityRoutes } from './security/routes.ts'
import { actRoutes } from './stores/acts/routes.ts'
import { dropBusiness } from './stores/business/queries.ts'
import { businessRoutes } from './stores/business/routes.ts'
import { holdTermRoutes } from './stores/hold-terms/routes.ts'
import { listStoresOf } from './stores/listing.ts'
import { menuRoutes } from './stores/menu/routes.ts'
import { dropNoticeAddresses } from './stores/notices/queries.ts'
import { noticeRoutes } from './stores/notices/routes.ts'
import { dropNoticePhones } from './stores/notices/text-queries.ts'
import { pictureRoutes } from './stores/pictures/routes.ts'
import { profileRoutes } from './stores/profile/routes.ts'
import { returnRoutes } from './stores/returns/routes.ts'
import { storeRoutes } from './stores/routes.ts'
import { savedRoutes } from './stores/saved/routes.ts'
import { staffRoutes } from './stores/staff/routes.ts'
import { termsRoutes } from './terms/routes.ts'
import { ticketRoutes } from './tickets/routes.ts'
import { waitingRoomRoutes } from './waiting-room/routes.ts'
import { leaveCapacity } from './waiting-room/shared/queries.ts'
import { walletRoutes } from './wallets/routes.ts'

/** All routes: the core, then each front door. */
export const routesOf = (engine: Engine): ((server: Server, engine: Engine) => void)[] => [
  accountRoutes(leavingOf(engine), joining, listStoresOf),
  termsRoutes(retentionText),
  securityRoutes,
  limitRoutes,
  proofRoutes,
  postcodeRoutes,
  storeRoutes,
  waitingRoomRoutes,
  pictureRoutes,
  noticeRoutes,
  businessRoutes,
  profileRoutes,
  menuRoutes,
  savedRoutes,
  returnRoutes,
  holdTermRoutes,
  actRoutes,
  staffRoutes([leaveCapacity, dropNoticeAddresses, dropNoticePhones, dropBusiness]),
  holdRoutes,
  orderRoutes,
  walletRoutes,
  policyRoutes,
  paymentRoutes,
  orderTermsRoutes,
  storePaymentRoutes,
  bookingRoutes,
  storeBookingRoutes,
  noShowRoutes,
  historyRoutes,
  billRoutes,
  calendarRoutes,
  reportRoutes,
  todayRoutes,
  moveRoutes,
  changeRoutes,
  waitlistRoutes,
  guestBookingRoutes,
  findingRoutes,
  ticketRoutes,
  feedRoutes,
  doorLineRoutes,
  eventRoutes,
  ...frontDoors.map(({ routes }) => routes),
]
