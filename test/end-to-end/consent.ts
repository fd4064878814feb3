import type { Page } from 'playwright-core'

/** Accepts everything that a form of sign-up asks for. */
export const consent = (page: Page): Promise<void> =>
  page.getByLabel(/^(모두 동의해요|I accept everything)$/).check()
