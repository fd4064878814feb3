/**
 * Who may call what, written by hand: the tests compare it with what the contracts say and with what
 * the server does. A new endpoint has its line here. A scope stands beside what its API keys may call.
 */
export const access = `
anyone    GET     /timetable/detail/:timetableId
anyone    GET     /timetables/:shopId
anyone    GET     /v1/auctions
anyone    GET     /v1/auctions/:auctionId/lots/:lotId
anyone    GET     /v1/auctions/:auctionId/lots/:lotId/bids
anyone    GET     /v1/auctions/:auctionId/lots/:lotId/live
anyone    GET     /v1/auctions/:auctionId/lots/:lotId/messages
anyone    GET     /v1/auth/get-session
anyone    POST    /v1/auth/links/look-up
anyone    POST    /v1/auth/request-password-reset
anyone    POST    /v1/auth/reset-password
anyone    POST    /v1/auth/sign-in/anonymous
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
anyone    GET     /v1/shops
anyone    GET     /v1/shops/:shopId
anyone    GET     /v1/shops/:shopId/timetables
anyone    GET     /v1/stores
anyone    GET     /v1/stores/:storeId
anyone    GET     /v1/stores/:storeId/cancellation-policy
anyone    GET     /v1/stores/:storeId/deposit-terms
anyone    GET     /v1/stores/:storeId/live
anyone    GET     /v1/stores/:storeId/pictures
anyone    GET     /v1/stores/:storeId/pictures/:pictureId
anyone    GET     /v1/stores/:storeId/waiting-room
anyone    GET     /v1/stores/:storeId/waiting-room/live
anyone    GET     /v1/stores/:storeId/waiting-room/position
anyone    GET     /v1/stores/:storeId/waiting-room/record
anyone    GET     /v1/stores/:storeId/waiting-room/record/calls
anyone    GET     /v1/stores/:storeId/waiting-room/record/tickets
anyone    POST    /v1/ticket-offers/look-up
anyone    GET     /v1/timetables/:timetableId
anyone    POST    /v1/webhooks/:gateway
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
customer  POST    /v1/auth/change-password
customer  POST    /v1/auth/verify-email
customer  GET     /v1/bookings
customer  GET     /v1/bookings/:bookingId
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
customer  GET     /v1/me/sessions
customer  DELETE  /v1/me/sessions
customer  DELETE  /v1/me/sessions/:sessionId
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
customer  GET     /v1/me/ticket-offers
customer  GET     /v1/me/tickets
customer  GET     /v1/me/wins
customer  GET     /v1/orders/:orderId
customer  POST    /v1/orders/:orderId/cancellation
customer  GET     /v1/orders/:orderId/cancellation-quote
customer  POST    /v1/orders/:orderId/confirmation
customer  GET     /v1/orders/:orderId/payment-history
customer  POST    /v1/orders/:orderId/payments
customer  GET     /v1/payments/:paymentId
customer  POST    /v1/restaurants/:restaurantId/bookings
customer  GET     /v1/shop-bookings
customer  GET     /v1/shop-bookings/:bookingId
customer  PUT     /v1/shop-bookings/:bookingId/booker
customer  POST    /v1/shops/:shopId/bookings
customer  DELETE  /v1/stores/:storeId/waiting-room/passes
customer  POST    /v1/stores/:storeId/orders
customer  POST    /v1/stores/:storeId/waiting-room/passes
customer  POST    /v1/stores/:storeId/waiting-room/tickets
customer  POST    /v1/ticket-offers/acceptance
customer  GET     /v1/wallet
customer  PATCH   /v1/wallet
customer  GET     /v1/wallet/entries
owner     GET     /v1/auctions/:auctionId/buyers
owner     GET     /v1/auctions/:auctionId/own-lots/:lotId
owner     GET     /provide/shop/:username  shops:read
owner     POST    /release/timetable  timetables:reserve
owner     POST    /reserve/timetable  timetables:reserve
owner     POST    /timetable/create/:shopId  timetables:write
owner     DELETE  /timetable/delete/:timetableId  timetables:write
owner     PUT     /timetable/update-time/:timetableId  timetables:write
owner     POST    /v1/auctions
owner     PATCH   /v1/auctions/:auctionId
owner     POST    /v1/auctions/:auctionId/lots
owner     PATCH   /v1/auctions/:auctionId/lots/:lotId
owner     PUT     /v1/auctions/:auctionId/lots/:lotId/chat
owner     POST    /v1/auctions/:auctionId/lots/:lotId/hand-over
owner     GET     /v1/auctions/:auctionId/lots/:lotId/message-reports
owner     DELETE  /v1/auctions/:auctionId/lots/:lotId/messages/:number
owner     PUT     /v1/auctions/:auctionId/lots/:lotId/messages/:number/mute
owner     POST    /v1/auctions/:auctionId/lots/:lotId/relisting
owner     POST    /v1/auctions/:auctionId/lots/:lotId/second-chance
owner     POST    /v1/auctions/:auctionId/lots/:lotId/withdrawal
owner     GET     /v1/auctions/:auctionId/own-lots
owner     GET     /v1/auctions/:auctionId/terms
owner     PUT     /v1/auctions/:auctionId/terms
owner     GET     /v1/concert-halls
owner     POST    /v1/concerts
owner     PATCH   /v1/concerts/:concertId
owner     GET     /v1/concerts/:concertId/hall
owner     PUT     /v1/concerts/:concertId/hall
owner     POST    /v1/concerts/:concertId/hall/import
owner     POST    /v1/concerts/:concertId/hall/library
owner     POST    /v1/concerts/:concertId/images
owner     DELETE  /v1/concerts/:concertId/images/:imageId
owner     GET     /v1/concerts/:concertId/own-performances
owner     POST    /v1/concerts/:concertId/performances
owner     PATCH   /v1/concerts/:concertId/performances/:performanceId
owner     POST    /v1/concerts/:concertId/performances/:performanceId/cancellation
owner     GET     /v1/concerts/:concertId/performances/:performanceId/held-back
owner     POST    /v1/concerts/:concertId/performances/:performanceId/held-back
owner     POST    /v1/concerts/:concertId/performances/:performanceId/held-back/release
owner     GET     /v1/concerts/:concertId/presale-codes
owner     POST    /v1/concerts/:concertId/presale-codes
owner     DELETE  /v1/concerts/:concertId/presale-codes/:codeId
owner     GET     /v1/concerts/:concertId/price-levels
owner     PUT     /v1/concerts/:concertId/price-levels
owner     GET     /v1/concerts/:concertId/sales
owner     PUT     /v1/concerts/:concertId/seats-per-order
owner     POST    /v1/markets
owner     PATCH   /v1/markets/:marketId
owner     GET     /v1/markets/:marketId/coupons
owner     POST    /v1/markets/:marketId/coupons
owner     PATCH   /v1/markets/:marketId/coupons/:couponId
owner     POST    /v1/markets/:marketId/coupons/:couponId/end
owner     PUT     /v1/markets/:marketId/delivery-terms
owner     PUT     /v1/markets/:marketId/categories
owner     GET     /v1/markets/:marketId/own-products
owner     GET     /v1/markets/:marketId/own-products/:productId
owner     GET     /v1/markets/:marketId/product-imports
owner     POST    /v1/markets/:marketId/product-imports
owner     POST    /v1/markets/:marketId/products
owner     GET     /v1/markets/:marketId/products.csv
owner     PATCH   /v1/markets/:marketId/products/:productId
owner     GET     /v1/markets/:marketId/variants/:variantId/stock-changes
owner     POST    /v1/markets/:marketId/variants/:variantId/stock-changes
owner     PUT     /v1/markets/:marketId/business
owner     GET     /v1/markets/:marketId/orders
owner     GET     /v1/markets/:marketId/orders/:orderId/statement.pdf
owner     POST    /v1/markets/:marketId/packings
owner     DELETE  /v1/markets/:marketId/parcels/:parcelId
owner     POST    /v1/markets/:marketId/parcels/:parcelId/delivery
owner     PUT     /v1/markets/:marketId/parcels/:parcelId/shipment
owner     GET     /v1/markets/:marketId/returns
owner     POST    /v1/markets/:marketId/returns/:returnId/approval
owner     POST    /v1/markets/:marketId/returns/:returnId/collection
owner     POST    /v1/markets/:marketId/returns/:returnId/completion
owner     POST    /v1/markets/:marketId/returns/:returnId/refusal
owner     GET     /v1/markets/:marketId/sales
owner     GET     /v1/markets/:marketId/sales.csv
owner     POST    /v1/markets/:marketId/shipments
owner     GET     /v1/markets/:marketId/shipments.csv
owner     POST    /v1/markets/:marketId/shipments/import
owner     GET     /v1/markets/:marketId/work
owner     GET     /v1/me/api-keys
owner     POST    /v1/me/api-keys
owner     DELETE  /v1/me/api-keys/:keyId
owner     GET     /v1/me/auctions
owner     GET     /v1/me/concerts
owner     GET     /v1/me/markets
owner     GET     /v1/me/restaurants
owner     GET     /v1/me/shared-capacities
owner     DELETE  /v1/me/shared-capacities/:name
owner     PUT     /v1/me/shared-capacities/:name
owner     GET     /v1/me/shops
owner     GET     /v1/me/stores
owner     GET     /v1/owners/:username/shop  shops:read
owner     POST    /v1/restaurants
owner     PATCH   /v1/restaurants/:restaurantId
owner     GET     /v1/restaurants/:restaurantId/bookings
owner     GET     /v1/restaurants/:restaurantId/closed-dates
owner     DELETE  /v1/restaurants/:restaurantId/closed-dates/:date
owner     PUT     /v1/restaurants/:restaurantId/closed-dates/:date
owner     POST    /v1/restaurants/:restaurantId/images
owner     DELETE  /v1/restaurants/:restaurantId/images/:imageId
owner     GET     /v1/restaurants/:restaurantId/table-times
owner     POST    /v1/restaurants/:restaurantId/table-times
owner     DELETE  /v1/restaurants/:restaurantId/table-times/:tableTimeId
owner     PATCH   /v1/restaurants/:restaurantId/table-times/:tableTimeId
owner     POST    /v1/shops
owner     DELETE  /v1/shops/:shopId
owner     PATCH   /v1/shops/:shopId
owner     GET     /v1/shops/:shopId/bookings
owner     GET     /v1/shops/:shopId/days
owner     POST    /v1/shops/:shopId/timetables  timetables:write
owner     POST    /v1/stores
owner     PATCH   /v1/stores/:storeId
owner     GET     /v1/stores/:storeId/bookings
owner     GET     /v1/stores/:storeId/bookings.csv
owner     GET     /v1/stores/:storeId/bookings/:bookingId
owner     GET     /v1/stores/:storeId/bookings/:bookingId/line-cancellation-quote
owner     POST    /v1/stores/:storeId/bookings/:bookingId/line-cancellations
owner     GET     /v1/stores/:storeId/bookings/:bookingId/move-targets
owner     POST    /v1/stores/:storeId/bookings/:bookingId/moves
owner     DELETE  /v1/stores/:storeId/bookings/:bookingId/moves/:moveId
owner     PUT     /v1/stores/:storeId/bookings/:bookingId/note
owner     DELETE  /v1/stores/:storeId/bookings/:bookingId/visit
owner     PUT     /v1/stores/:storeId/bookings/:bookingId/visit
owner     GET     /v1/stores/:storeId/bookings/days
owner     PUT     /v1/stores/:storeId/cancellation-policy
owner     PUT     /v1/stores/:storeId/deposit-terms
owner     PUT     /v1/stores/:storeId/doors
owner     GET     /v1/stores/:storeId/notice-settings
owner     PUT     /v1/stores/:storeId/notice-settings
owner     GET     /v1/stores/:storeId/notices
owner     GET     /v1/stores/:storeId/occasions/:occasionId/check-in-list
owner     POST    /v1/stores/:storeId/occasions/:occasionId/check-ins
owner     GET     /v1/stores/:storeId/orders/:orderId  orders:read
owner     POST    /v1/stores/:storeId/orders/:orderId/cancellation
owner     GET     /v1/stores/:storeId/orders/:orderId/payment-history  orders:read
owner     GET     /v1/stores/:storeId/payments  orders:read
owner     GET     /v1/stores/:storeId/payments.csv
owner     POST    /v1/stores/:storeId/payments/:paymentId/refunds
owner     POST    /v1/stores/:storeId/pictures
owner     DELETE  /v1/stores/:storeId/pictures/:pictureId
owner     PUT     /v1/stores/:storeId/pictures/order
owner     GET     /v1/stores/:storeId/return-origins
owner     PUT     /v1/stores/:storeId/return-origins
owner     GET     /v1/stores/:storeId/reviews
owner     DELETE  /v1/stores/:storeId/waiting-room
owner     PATCH   /v1/stores/:storeId/waiting-room
owner     POST    /v1/stores/:storeId/waiting-room
owner     GET     /v1/stores/:storeId/waiting-room/figures
owner     GET     /v1/stores/:storeId/waiting-room/operation
owner     DELETE  /v1/timetables/:timetableId  timetables:write
owner     PUT     /v1/timetables/:timetableId  timetables:write
owner     POST    /v1/timetables/:timetableId/releases  timetables:reserve
owner     POST    /v1/timetables/:timetableId/reservations  timetables:reserve
admin     GET     /v1/dead-letters
admin     DELETE  /v1/dead-letters/:id
admin     POST    /v1/dead-letters/:id/replay
admin     GET     /v1/reviews
admin     POST    /v1/reviews/:paymentId/decision
admin     POST    /v1/test-clock
admin     GET     /v1/unclaimed
admin     POST    /v1/unclaimed/:walletId/payout
admin     POST    /v1/wallet-grants
`

/** What guests, who have no account, may not do. */
export const guestsRefused = [
  'DELETE /v1/bookings/:bookingId/tickets/:serial/transfer',
  'DELETE /v1/me',
  'DELETE /v1/me/sessions',
  'DELETE /v1/me/sessions/:sessionId',
  'GET /v1/me/sessions',
  'PATCH /v1/me',
  'POST /v1/auth/verify-email',
  'POST /v1/me/email',
  'POST /v1/me/email/confirmation',
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
  'POST /v1/stores/:storeId/waiting-room/tickets',
  'POST /v1/ticket-offers/acceptance',
  'PUT /v1/markets/:marketId/variants/:variantId/restock-alert',
]
