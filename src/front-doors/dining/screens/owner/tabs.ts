/** The parts of a restaurant's desk, as they stand in its address. */
export const ownerTabs = ['bookings', 'times', 'closed', 'policy', 'pictures', 'details'] as const
export type OwnerTab = (typeof ownerTabs)[number]
