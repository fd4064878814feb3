/** How one of several views of a page is chosen. */
export const tabLook = (isChosen: boolean): string =>
  `inline-flex min-h-11 items-center rounded-full px-4 font-semibold ${
    isChosen ? 'bg-ink text-paper' : 'text-soft hover:bg-well'
  }`
