/** The parts of a shop's desk, as they stand in its address. */
export const shopTabs = ['today', 'times', 'history', 'policy', 'pictures', 'details'] as const
export type ShopTab = (typeof shopTabs)[number]
