/** What is paid for a seat. */
export const fullPrice = { ko: '티켓', en: 'Tickets' } as const
