import { linkSecret } from '../../web/link-secret.ts'

/** Of the offer of a ticket. */
export const {
  read: offerSecret,
  drop: dropOfferSecret,
  useSecret: useOfferSecret,
} = linkSecret('jari-ticket-offer')
