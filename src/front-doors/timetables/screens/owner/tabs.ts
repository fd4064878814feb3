/** The parts of a shop's desk, as they stand in its address. */
export const shopTabs = ['today', 'times', 'history', 'policy', 'details'] as const
export type ShopTab = (typeof shopTabs)[number]
