import { linkSecret } from '../../web/link-secret.ts'

/** Of a ticket that is offered. */
export const offerSecret = linkSecret('jari-ticket-offer', '/ticket-offers')
