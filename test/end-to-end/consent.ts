import type { Page } from 'playwright-core'

/** Accepts everything that a form of sign-up asks for. */
export const consent = (page: Page): Promise<void> =>
  page.getByLabel(/^(전체 동의|I accept everything)$/).check()
