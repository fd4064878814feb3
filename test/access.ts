/**
 * Who may call what, written by hand: the tests compare it with what the contracts say and with what
 * the server does. A new endpoint has its line here. A scope stands beside what its API keys may call.
 * `manager`, `desk` and `door`: owners, and staff of the store who are at least that.
 */
export const access = `
anyone    GET     /timetable/detail/:timetableId
anyone    GET     /timetables/:shopId
anyone    GET     /v1/auctions
anyone    GET     /v1/auctions/:auctionId/lots/:lotId
anyone    GET     /v1/auctions/:auctionId/lots/:lotId/bids
anyone    GET     /v1/auctions/:auctionId/lots/:lotId/live
anyone    GET     /v1/auctions/:auctionId/lots/:lotId/messages
anyone    GET     /v1/auth/arrival
anyone    POST    /v1/auth/arrival/sign-up
anyone    GET     /v1/auth/get-session
anyone    POST    /v1/auth/links/look-up
anyone    POST    /v1/auth/providers/:provider/return
anyone    POST    /v1/auth/providers/:provider/visits
anyone    POST    /v1/auth/request-password-reset
anyone    POST    /v1/auth/reset-password
anyone    POST    /v1/auth/sign-in/anonymous
anyone    POST    /v1/auth/sign-in/code
anyone    POST    /v1/auth/sign-in/passkey
anyone    POST    /v1/auth/sign-in/passkey/options
anyone    POST    /v1/auth/sign-in/email
anyone    POST    /v1/auth/sign-out
anyone    POST    /v1/auth/sign-up/email
anyone    GET     /v1/concerts
anyone    GET     /v1/concerts/:concertId
anyone    GET     /v1/concerts/:concertId/performances
anyone    GET     /v1/concerts/:concertId/performances/:performanceId/live
anyone    GET     /v1/concerts/:concertId/performances/:performanceId/seat-states
anyone    GET     /v1/concerts/:concertId/performances/:performanceId/seats
anyone    GET     /v1/concerts/:concertId/seat-map
anyone    POST    /v1/confirms/:gateway/:paymentId/:token
anyone    GET     /v1/guest-bookings/:token
anyone    POST    /v1/guest-bookings/:token/cancellation
anyone    GET     /v1/guest-bookings/:token/cancellation-quote
anyone    POST    /v1/guest-bookings/look-up
anyone    GET     /v1/found-stores
anyone    GET     /v1/search-choices
anyone    GET     /v1/stores/:storeId/menu
anyone    GET     /v1/stores/:storeId/pictures/:pictureId/preview
anyone    GET     /v1/stores/:storeId/profile
customer  GET     /v1/me/notices
customer  PUT     /v1/me/notices
customer  GET     /v1/me/saved-stores/ids
customer  GET     /v1/me/saved-stores
customer  DELETE  /v1/me/saved-stores/:storeId
customer  PUT     /v1/me/saved-stores/:storeId
manager   PUT     /v1/stores/:storeId/menu
manager   PUT     /v1/stores/:storeId/profile
anyone    GET     /v1/images/:storeId/:pictureId
anyone    GET     /v1/lots
anyone    GET     /v1/markets
anyone    GET     /v1/markets/:marketId/business
anyone    GET     /v1/markets/:marketId/categories
anyone    GET     /v1/markets/:marketId/delivery-terms
anyone    GET     /v1/postcode-look-up
anyone    GET     /v1/postcodes
anyone    POST    /order/checkout/
anyone    POST    /order/create_ajax/
anyone    POST    /order/validation/
anyone    GET     /v1/markets/:marketId/shown-coupons
anyone    GET     /v1/markets/:marketId/products
anyone    GET     /v1/markets/:marketId/products/:productId
anyone    GET     /v1/me
anyone    GET     /v1/moves/:moveId
anyone    POST    /v1/moves/:moveId/answer
anyone    GET     /v1/openings
anyone    GET     /v1/payment-methods
anyone    POST    /v1/payments/:paymentId/return
anyone    GET     /v1/products
anyone    GET     /v1/restaurants
anyone    GET     /v1/restaurants/:restaurantId
anyone    GET     /v1/restaurants/:restaurantId/free-times
anyone    GET     /v1/shops
anyone    GET     /v1/shops/:shopId
anyone    GET     /v1/shops/:shopId/appointment-times
anyone    GET     /v1/shops/:shopId/bookable-services
anyone    GET     /v1/shops/:shopId/timetables
anyone    GET     /v1/stores
anyone    GET     /v1/stores/:storeId
anyone    GET     /v1/stores/:storeId/cancellation-policy
anyone    GET     /v1/stores/:storeId/business
anyone    GET     /v1/operator
anyone    GET     /v1/terms
anyone    GET     /v1/terms/:kind
anyone    GET     /v1/stores/:storeId/deposit-terms
anyone    GET     /v1/stores/:storeId/hold-terms
anyone    GET     /v1/stores/:storeId/no-show-terms
anyone    GET     /v1/stores/:storeId/live
anyone    GET     /v1/stores/:storeId/pictures
anyone    GET     /v1/stores/:storeId/pictures/:pictureId
anyone    GET     /v1/stores/:storeId/waiting-room
anyone    GET     /v1/stores/:storeId/waiting-room/live
anyone    GET     /v1/stores/:storeId/waiting-room/position
anyone    GET     /v1/stores/:storeId/waiting-room/record
anyone    GET     /v1/stores/:storeId/waiting-room/record/calls
anyone    GET     /v1/stores/:storeId/waiting-room/record/tickets
anyone    POST    /v1/staff-invitations/decline
anyone    POST    /v1/staff-invitations/look-up
anyone    POST    /v1/ticket-offers/look-up
anyone    GET     /v1/timetables/:timetableId
anyone    POST    /v1/webhooks/:gateway
customer  GET     /v1/me/security-events
customer  GET     /v1/me/data
customer  GET     /payments/kakao-pay-approval
customer  POST    /payments/kakao-pay-approval
customer  GET     /payments/kakao-pay-cancel
customer  GET     /payments/kakao-pay-fail
customer  GET     /payments/kakao-pay-ready
customer  POST    /payments/kakao-pay-ready
customer  GET     /payments/winning-bid-list
customer  POST    /v1/auctions/:auctionId/lots/:lotId/bids
customer  POST    /v1/auctions/:auctionId/lots/:lotId/deposit
customer  POST    /v1/auctions/:auctionId/lots/:lotId/messages
customer  POST    /v1/auctions/:auctionId/lots/:lotId/messages/:number/report
customer  GET     /v1/auctions/:auctionId/lots/:lotId/mine
customer  POST    /v1/auctions/:auctionId/lots/:lotId/order
customer  POST    /v1/auctions/:auctionId/lots/:lotId/purchase
customer  POST    /v1/auctions/:auctionId/lots/:lotId/win/decline
customer  POST    /v1/auctions/:auctionId/lots/:lotId/win/receipt
customer  POST    /v1/auth/arrival/connection
customer  POST    /v1/auth/change-password
customer  POST    /v1/auth/proof
customer  POST    /v1/auth/verify-email
customer  GET     /v1/bookings
customer  GET     /v1/bookings/:bookingId
customer  GET     /v1/bookings/:bookingId/change-targets
customer  POST    /v1/bookings/:bookingId/change
customer  PUT     /v1/bookings/:bookingId/booker
customer  GET     /v1/bookings/:bookingId/line-cancellation-quote
customer  POST    /v1/bookings/:bookingId/line-cancellations
customer  GET     /v1/bookings/:bookingId/delivery
customer  GET     /v1/bookings/:bookingId/tickets
customer  GET     /v1/bookings/:bookingId/tickets.pdf
customer  GET     /v1/bookings/:bookingId/tickets/:serial/pass
customer  DELETE  /v1/bookings/:bookingId/tickets/:serial/transfer
customer  POST    /v1/bookings/:bookingId/tickets/:serial/transfer
customer  POST    /v1/concerts/:concertId/bookings
customer  GET     /v1/markets/:marketId/products/:productId/restock-alerts
customer  DELETE  /v1/markets/:marketId/variants/:variantId/restock-alert
customer  PUT     /v1/markets/:marketId/variants/:variantId/restock-alert
customer  DELETE  /v1/me
customer  PATCH   /v1/me
customer  POST    /v1/me/email
customer  POST    /v1/me/email/confirmation
customer  GET     /v1/me/passkeys
customer  POST    /v1/me/passkeys
customer  DELETE  /v1/me/passkeys/:passkeyId
customer  PATCH   /v1/me/passkeys/:passkeyId
customer  POST    /v1/me/passkeys/options
customer  DELETE  /v1/me/second-factor
customer  GET     /v1/me/second-factor
customer  POST    /v1/me/second-factor
customer  POST    /v1/me/second-factor/enrolment
customer  POST    /v1/me/second-factor/recovery-codes
customer  GET     /v1/me/sign-ins
customer  DELETE  /v1/me/sign-ins/:provider
customer  POST    /v1/me/sign-ins/:provider/visits
customer  GET     /v1/me/sessions
customer  DELETE  /v1/me/sessions
customer  DELETE  /v1/me/sessions/:sessionId
customer  GET     /v1/me/calendar-feed
customer  POST    /v1/me/calendar-feed
customer  DELETE  /v1/me/calendar-feed
customer  GET     /v1/me/carts
customer  GET     /v1/me/contact
customer  PUT     /v1/me/contact
customer  GET     /v1/me/last-delivery
customer  GET     /v1/markets/:marketId/cart
customer  DELETE  /v1/markets/:marketId/cart
customer  POST    /v1/markets/:marketId/cart/lines
customer  PUT     /v1/markets/:marketId/cart/lines
customer  DELETE  /v1/markets/:marketId/cart/lines/:lineId
customer  POST    /v1/markets/:marketId/order-quotes
customer  POST    /v1/markets/:marketId/orders
customer  GET     /v1/market-orders
customer  GET     /v1/market-orders/:orderId
customer  POST    /v1/market-orders/:orderId/parcels/:parcelId/receipt
customer  GET     /v1/market-orders/:orderId/receipt.pdf
customer  POST    /v1/market-orders/:orderId/return-quote
customer  POST    /v1/market-orders/:orderId/returns
customer  POST    /v1/market-orders/:orderId/returns/:returnId/withdrawal
customer  GET     /v1/me/leaving
customer  GET     /v1/me/lots
customer  POST    /v1/me/owner
customer  DELETE  /v1/me/phone
customer  GET     /v1/me/phone
customer  PUT     /v1/me/phone
customer  DELETE  /v1/me/verified-phone
customer  GET     /v1/me/verified-phone
customer  POST    /v1/me/verified-phone
customer  POST    /v1/me/verified-phone/code
customer  GET     /v1/me/ticket-offers
customer  GET     /v1/me/tickets
customer  GET     /v1/me/wins
customer  GET     /v1/orders/:orderId
customer  POST    /v1/orders/:orderId/cancellation
customer  GET     /v1/orders/:orderId/cancellation-quote
customer  GET     /v1/orders/:orderId/cancellation-terms
customer  GET     /v1/me/acceptances
customer  POST    /v1/me/acceptances
customer  DELETE  /v1/me/acceptances/:kind
customer  POST    /v1/orders/:orderId/confirmation
customer  GET     /v1/orders/:orderId/payment-history
customer  POST    /v1/orders/:orderId/payments
customer  GET     /v1/payments/:paymentId
customer  POST    /v1/payments/:paymentId/look-up
customer  POST    /v1/restaurants/:restaurantId/bookings
customer  POST    /v1/restaurants/:restaurantId/party-bookings
customer  GET     /v1/shop-bookings
customer  GET     /v1/shop-bookings/:bookingId
customer  PUT     /v1/shop-bookings/:bookingId/booker
customer  POST    /v1/shops/:shopId/appointments
customer  POST    /v1/shops/:shopId/bookings
customer  DELETE  /v1/stores/:storeId/waiting-room/passes
customer  POST    /v1/stores/:storeId/orders
customer  POST    /v1/stores/:storeId/waiting-room/passes
customer  POST    /v1/stores/:storeId/waiting-room/tickets
customer  POST    /v1/ticket-offers/acceptance
customer  DELETE  /v1/me/jobs/:storeId
customer  POST    /v1/staff-invitations/acceptance
customer  GET     /v1/wallet
customer  PATCH   /v1/wallet
customer  GET     /v1/wallet/entries
desk      GET     /v1/auctions/:auctionId/buyers
desk      GET     /v1/auctions/:auctionId/own-lots/:lotId
owner     GET     /provide/shop/:username  shops:read
owner     POST    /release/timetable  timetables:reserve
owner     POST    /reserve/timetable  timetables:reserve
manager   POST    /timetable/create/:shopId  timetables:write
manager   DELETE  /timetable/delete/:timetableId  timetables:write
manager   PUT     /timetable/update-time/:timetableId  timetables:write
owner     POST    /v1/auctions
manager   PATCH   /v1/auctions/:auctionId
manager   POST    /v1/auctions/:auctionId/lots
manager   PATCH   /v1/auctions/:auctionId/lots/:lotId
desk      PUT     /v1/auctions/:auctionId/lots/:lotId/chat
desk      POST    /v1/auctions/:auctionId/lots/:lotId/hand-over
desk      GET     /v1/auctions/:auctionId/lots/:lotId/message-reports
desk      DELETE  /v1/auctions/:auctionId/lots/:lotId/messages/:number
desk      PUT     /v1/auctions/:auctionId/lots/:lotId/messages/:number/mute
manager   POST    /v1/auctions/:auctionId/lots/:lotId/relisting
manager   POST    /v1/auctions/:auctionId/lots/:lotId/second-chance
manager   POST    /v1/auctions/:auctionId/lots/:lotId/withdrawal
desk      GET     /v1/auctions/:auctionId/own-lots
desk      GET     /v1/auctions/:auctionId/terms
manager   PUT     /v1/auctions/:auctionId/terms
manager   GET     /v1/concert-halls
owner     POST    /v1/concerts
manager   PATCH   /v1/concerts/:concertId
desk      GET     /v1/concerts/:concertId/hall
manager   PUT     /v1/concerts/:concertId/hall
manager   POST    /v1/concerts/:concertId/hall/import
manager   POST    /v1/concerts/:concertId/hall/library
manager   POST    /v1/concerts/:concertId/images
manager   DELETE  /v1/concerts/:concertId/images/:imageId
door      GET     /v1/concerts/:concertId/own-performances
manager   POST    /v1/concerts/:concertId/performances
manager   PATCH   /v1/concerts/:concertId/performances/:performanceId
manager   POST    /v1/concerts/:concertId/performances/:performanceId/cancellation
desk      GET     /v1/concerts/:concertId/performances/:performanceId/held-back
desk      POST    /v1/concerts/:concertId/performances/:performanceId/held-back
desk      POST    /v1/concerts/:concertId/performances/:performanceId/held-back/release
manager   GET     /v1/concerts/:concertId/presale-codes
manager   POST    /v1/concerts/:concertId/presale-codes
manager   DELETE  /v1/concerts/:concertId/presale-codes/:codeId
desk      GET     /v1/concerts/:concertId/price-levels
manager   PUT     /v1/concerts/:concertId/price-levels
manager   GET     /v1/concerts/:concertId/sales
manager   PUT     /v1/concerts/:concertId/seats-per-order
owner     POST    /v1/markets
manager   PATCH   /v1/markets/:marketId
manager   GET     /v1/markets/:marketId/coupons
manager   POST    /v1/markets/:marketId/coupons
manager   PATCH   /v1/markets/:marketId/coupons/:couponId
manager   POST    /v1/markets/:marketId/coupons/:couponId/end
manager   PUT     /v1/markets/:marketId/delivery-terms
manager   PUT     /v1/markets/:marketId/categories
desk      GET     /v1/markets/:marketId/own-products
desk      GET     /v1/markets/:marketId/own-products/:productId
manager   GET     /v1/markets/:marketId/product-imports
manager   POST    /v1/markets/:marketId/product-imports
manager   POST    /v1/markets/:marketId/products
manager   GET     /v1/markets/:marketId/products.csv
manager   PATCH   /v1/markets/:marketId/products/:productId
desk      GET     /v1/markets/:marketId/variants/:variantId/stock-changes
desk      POST    /v1/markets/:marketId/variants/:variantId/stock-changes
owner     PUT     /v1/markets/:marketId/business
desk      GET     /v1/markets/:marketId/orders
desk      GET     /v1/markets/:marketId/orders/:orderId/statement.pdf
desk      POST    /v1/markets/:marketId/packings
desk      DELETE  /v1/markets/:marketId/parcels/:parcelId
desk      POST    /v1/markets/:marketId/parcels/:parcelId/delivery
desk      PUT     /v1/markets/:marketId/parcels/:parcelId/shipment
desk      GET     /v1/markets/:marketId/returns
desk      POST    /v1/markets/:marketId/returns/:returnId/approval
desk      POST    /v1/markets/:marketId/returns/:returnId/collection
desk      POST    /v1/markets/:marketId/returns/:returnId/completion
desk      POST    /v1/markets/:marketId/returns/:returnId/refusal
manager   GET     /v1/markets/:marketId/sales
manager   GET     /v1/markets/:marketId/sales.csv
desk      POST    /v1/markets/:marketId/shipments
desk      GET     /v1/markets/:marketId/shipments.csv
desk      POST    /v1/markets/:marketId/shipments/import
desk      GET     /v1/markets/:marketId/work
owner     GET     /v1/me/api-keys
owner     POST    /v1/me/api-keys
owner     DELETE  /v1/me/api-keys/:keyId
door      GET     /v1/me/auctions
door      GET     /v1/me/concerts
door      GET     /v1/me/markets
door      GET     /v1/me/restaurants
owner     GET     /v1/me/shared-capacities
owner     DELETE  /v1/me/shared-capacities/:name
owner     PUT     /v1/me/shared-capacities/:name
door      GET     /v1/me/shops
door      GET     /v1/me/stores
owner     GET     /v1/owners/:username/shop  shops:read
owner     POST    /v1/restaurants
manager   PATCH   /v1/restaurants/:restaurantId
desk      GET     /v1/restaurants/:restaurantId/bookings
desk      GET     /v1/restaurants/:restaurantId/closed-dates
manager   DELETE  /v1/restaurants/:restaurantId/closed-dates/:date
manager   PUT     /v1/restaurants/:restaurantId/closed-dates/:date
manager   POST    /v1/restaurants/:restaurantId/images
manager   DELETE  /v1/restaurants/:restaurantId/images/:imageId
desk      POST    /v1/restaurants/:restaurantId/desk-bookings
desk      PATCH   /v1/restaurants/:restaurantId/desk-bookings/:bookingId
desk      PUT     /v1/restaurants/:restaurantId/desk-bookings/:bookingId/sitting
desk      PUT     /v1/restaurants/:restaurantId/desk-bookings/:bookingId/swap
desk      GET     /v1/restaurants/:restaurantId/floor
desk      GET     /v1/restaurants/:restaurantId/floor-plan
manager   PUT     /v1/restaurants/:restaurantId/floor-plan
desk      GET     /v1/restaurants/:restaurantId/seating-terms
manager   PUT     /v1/restaurants/:restaurantId/seating-terms
desk      GET     /v1/restaurants/:restaurantId/service-hours
manager   PUT     /v1/restaurants/:restaurantId/service-hours
desk      GET     /v1/restaurants/:restaurantId/special-hours
manager   DELETE  /v1/restaurants/:restaurantId/special-hours/:date
manager   PUT     /v1/restaurants/:restaurantId/special-hours/:date
desk      GET     /v1/restaurants/:restaurantId/table-times
manager   POST    /v1/restaurants/:restaurantId/table-times
manager   DELETE  /v1/restaurants/:restaurantId/table-times/:tableTimeId
manager   PATCH   /v1/restaurants/:restaurantId/table-times/:tableTimeId
owner     POST    /v1/shops
owner     DELETE  /v1/shops/:shopId
manager   PATCH   /v1/shops/:shopId
desk      GET     /v1/shops/:shopId/appointment-terms
manager   PUT     /v1/shops/:shopId/appointment-terms
desk      GET     /v1/shops/:shopId/bookings
desk      GET     /v1/shops/:shopId/days
desk      POST    /v1/shops/:shopId/desk-appointments
desk      PATCH   /v1/shops/:shopId/desk-appointments/:bookingId
desk      PUT     /v1/shops/:shopId/desk-appointments/:bookingId/attendance
desk      GET     /v1/shops/:shopId/people
manager   PUT     /v1/shops/:shopId/people
desk      GET     /v1/shops/:shopId/schedule
desk      GET     /v1/shops/:shopId/services
manager   PUT     /v1/shops/:shopId/services
manager   POST    /v1/shops/:shopId/timetables  timetables:write
owner     POST    /v1/stores
manager   PATCH   /v1/stores/:storeId
desk      GET     /v1/stores/:storeId/bookings
manager   GET     /v1/stores/:storeId/bookings.csv
desk      GET     /v1/stores/:storeId/bookings/:bookingId
desk      GET     /v1/stores/:storeId/bookings/:bookingId/bill
desk      PUT     /v1/stores/:storeId/bookings/:bookingId/bill
desk      GET     /v1/stores/:storeId/bookings/:bookingId/guest
desk      GET     /v1/stores/:storeId/bookings/:bookingId/line-cancellation-quote
desk      POST    /v1/stores/:storeId/bookings/:bookingId/line-cancellations
desk      GET     /v1/stores/:storeId/bookings/:bookingId/move-targets
desk      POST    /v1/stores/:storeId/bookings/:bookingId/moves
desk      DELETE  /v1/stores/:storeId/bookings/:bookingId/moves/:moveId
desk      PUT     /v1/stores/:storeId/bookings/:bookingId/note
desk      DELETE  /v1/stores/:storeId/bookings/:bookingId/visit
desk      PUT     /v1/stores/:storeId/bookings/:bookingId/visit
desk      GET     /v1/stores/:storeId/bookings/live
desk      GET     /v1/stores/:storeId/calendar
manager   GET     /v1/stores/:storeId/report
owner     GET     /v1/stores/:storeId/acts
owner     GET     /v1/stores/:storeId/acts.csv
owner     GET     /v1/stores/:storeId/actors
manager   GET     /v1/stores/:storeId/report.csv
manager   GET     /v1/stores/:storeId/payout.csv
desk      GET     /v1/me/stores-today
desk      GET     /v1/stores/:storeId/bookings/days
desk      POST    /v1/stores/:storeId/desk-bookings
desk      GET     /v1/stores/:storeId/desk-times
manager   PUT     /v1/stores/:storeId/cancellation-policy
manager   PUT     /v1/stores/:storeId/deposit-terms
manager   PUT     /v1/stores/:storeId/doors
desk      GET     /v1/stores/:storeId/calendar-feed
desk      POST    /v1/stores/:storeId/calendar-feed
desk      DELETE  /v1/stores/:storeId/calendar-feed
anyone    GET     /v1/stores/:storeId/line
anyone    GET     /v1/stores/:storeId/line/live
desk      PUT     /v1/stores/:storeId/line
customer  POST    /v1/stores/:storeId/line/tickets
desk      GET     /v1/stores/:storeId/line/tickets
desk      PATCH   /v1/stores/:storeId/line/tickets/:ticketId
desk      POST    /v1/stores/:storeId/line/desk-tickets
desk      POST    /v1/stores/:storeId/line/calls
customer  GET     /v1/line-tickets
customer  DELETE  /v1/line-tickets/:ticketId
customer  POST    /v1/line-tickets/:ticketId/postponements
desk      POST    /v1/restaurants/:restaurantId/line-tickets/:ticketId/seating
anyone    GET     /v1/stores/:storeId/waitlist-terms
manager   PUT     /v1/stores/:storeId/waitlist-terms
desk      GET     /v1/stores/:storeId/waitlist-entries
customer  POST    /v1/stores/:storeId/waitlist-entries
customer  GET     /v1/waitlist-entries
customer  DELETE  /v1/waitlist-entries/:entryId
manager   GET     /v1/stores/:storeId/guest-changes
manager   PUT     /v1/stores/:storeId/guest-changes
desk      POST    /v1/stores/:storeId/guest-look-ups
desk      GET     /v1/stores/:storeId/guest-refusal
manager   PUT     /v1/stores/:storeId/guest-refusal
anyone    GET     /v1/stores/:storeId/guest-deposits
manager   PUT     /v1/stores/:storeId/guest-deposits
customer  GET     /v1/stores/:storeId/guest-deposits/mine
manager   PUT     /v1/stores/:storeId/no-show-terms
manager   GET     /v1/stores/:storeId/notice-settings
manager   PUT     /v1/stores/:storeId/notice-settings
manager   GET     /v1/stores/:storeId/text-settings
manager   PUT     /v1/stores/:storeId/text-settings
desk      GET     /v1/stores/:storeId/notices
door      GET     /v1/stores/:storeId/occasions/:occasionId/check-in-list
door      POST    /v1/stores/:storeId/occasions/:occasionId/check-ins
desk      GET     /v1/stores/:storeId/orders/:orderId  orders:read
desk      POST    /v1/stores/:storeId/orders/:orderId/cancellation
desk      GET     /v1/stores/:storeId/orders/:orderId/payment-history  orders:read
manager   GET     /v1/stores/:storeId/payments  orders:read
manager   GET     /v1/stores/:storeId/payments.csv
manager   POST    /v1/stores/:storeId/payments/:paymentId/refunds
manager   POST    /v1/stores/:storeId/pictures
manager   DELETE  /v1/stores/:storeId/pictures/:pictureId
manager   PUT     /v1/stores/:storeId/pictures/order
desk      GET     /v1/stores/:storeId/return-origins
manager   PUT     /v1/stores/:storeId/hold-terms
manager   PUT     /v1/stores/:storeId/return-origins
manager   GET     /v1/stores/:storeId/reviews
manager   DELETE  /v1/stores/:storeId/waiting-room
manager   PATCH   /v1/stores/:storeId/waiting-room
manager   POST    /v1/stores/:storeId/waiting-room
desk      GET     /v1/stores/:storeId/waiting-room/figures
desk      GET     /v1/stores/:storeId/waiting-room/operation
manager   DELETE  /v1/timetables/:timetableId  timetables:write
manager   PUT     /v1/timetables/:timetableId  timetables:write
owner     POST    /v1/timetables/:timetableId/releases  timetables:reserve
owner     POST    /v1/timetables/:timetableId/reservations  timetables:reserve
owner     GET     /v1/stores/:storeId/staff
owner     PUT     /v1/stores/:storeId/business
owner     DELETE  /v1/stores/:storeId/staff/:accountId
owner     PUT     /v1/stores/:storeId/staff/:accountId
owner     GET     /v1/stores/:storeId/staff-acts
owner     POST    /v1/stores/:storeId/staff-invitations
owner     DELETE  /v1/stores/:storeId/staff-invitations/:invitationId
owner     POST    /v1/stores/:storeId/staff-invitations/:invitationId/resending
admin     DELETE  /v1/accounts/:accountId/sessions
admin     GET     /v1/dead-letters
admin     DELETE  /v1/dead-letters/:id
admin     POST    /v1/dead-letters/:id/replay
admin     GET     /v1/limits
admin     PUT     /v1/limits/:name
admin     PUT     /v1/operator
admin     POST    /v1/terms/:kind/versions
admin     GET     /v1/release-delay
admin     PUT     /v1/release-delay
admin     GET     /v1/proofs
admin     PUT     /v1/proofs
admin     GET     /v1/reviews
admin     POST    /v1/reviews/:paymentId/decision
admin     GET     /v1/security-event-counts
admin     GET     /v1/security-events
admin     POST    /v1/test-clock
admin     GET     /v1/unclaimed
admin     POST    /v1/unclaimed/:walletId/payout
admin     POST    /v1/wallet-grants
`

/** What guests, who have no account, may not do. */
export const guestsRefused = [
  'DELETE /v1/bookings/:bookingId/tickets/:serial/transfer',
  'DELETE /v1/me',
  'GET /v1/me/data',
  'GET /v1/me/security-events',
  'DELETE /v1/me/passkeys/:passkeyId',
  'DELETE /v1/me/second-factor',
  'GET /v1/me/passkeys',
  'GET /v1/me/second-factor',
  'PATCH /v1/me/passkeys/:passkeyId',
  'POST /v1/me/passkeys',
  'POST /v1/me/passkeys/options',
  'POST /v1/me/second-factor',
  'POST /v1/me/second-factor/enrolment',
  'POST /v1/me/second-factor/recovery-codes',
  'DELETE /v1/me/sessions',
  'DELETE /v1/me/sign-ins/:provider',
  'GET /v1/me/sign-ins',
  'POST /v1/auth/arrival/connection',
  'POST /v1/auth/proof',
  'POST /v1/me/sign-ins/:provider/visits',
  'DELETE /v1/me/sessions/:sessionId',
  'GET /v1/me/sessions',
  'PATCH /v1/me',
  'POST /v1/auth/verify-email',
  'POST /v1/me/email',
  'POST /v1/me/email/confirmation',
  'DELETE /v1/me/calendar-feed',
  'GET /v1/me/calendar-feed',
  'POST /v1/me/calendar-feed',
  'GET /v1/me/ticket-offers',
  'GET /v1/wallet',
  'GET /v1/wallet/entries',
  'PATCH /v1/wallet',
  'POST /v1/auctions/:auctionId/lots/:lotId/bids',
  'POST /v1/auctions/:auctionId/lots/:lotId/deposit',
  'POST /v1/auctions/:auctionId/lots/:lotId/messages',
  'POST /v1/auctions/:auctionId/lots/:lotId/messages/:number/report',
  'POST /v1/auctions/:auctionId/lots/:lotId/purchase',
  'POST /v1/auth/change-password',
  'POST /v1/bookings/:bookingId/tickets/:serial/transfer',
  'POST /v1/me/owner',
  'POST /v1/staff-invitations/acceptance',
  'POST /v1/stores/:storeId/waiting-room/tickets',
  'POST /v1/ticket-offers/acceptance',
  'PUT /v1/markets/:marketId/variants/:variantId/restock-alert',
  'PUT /v1/me/notices',
  'PUT /v1/me/saved-stores/:storeId',
]
