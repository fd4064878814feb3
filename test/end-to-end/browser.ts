import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import process from 'node:process'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { expect, onTestFinished } from 'vitest'
import { getChromium } from '../chromium.ts'

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: await getChromium(),
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  })
}

export const desktop: BrowserContextOptions = {
  viewport: { width: 1280, height: 800 },
  locale: 'ko-KR',
}
export const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  locale: 'ko-KR',
  isMobile: true,
  hasTouch: true,
}

/** A page that fails the test on script errors and CSP violations; of a failed test, it says what it showed. */
export async function openPage(
  browser: Browser,
  options: BrowserContextOptions,
): Promise<{ page: Page; faults: string[] }> {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', ({ message }) => faults.push(message))
  page.on('console', (message) => {
    const isProblem =
      message.type() === 'error' && !message.text().includes('Failed to load resource')
    if (isProblem) faults.push(message.text())
  })
  const refused: string[] = []
  page.on('response', (response) => {
    if (response.status() >= 400)
      refused.push(`${response.status()} ${response.request().method()} ${response.url()}`)
  })
  page.on('requestfailed', (request) => {
    refused.push(`${request.failure()?.errorText} ${request.method()} ${request.url()}`)
  })
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail') await tellPage(page, [...faults, ...refused])
    await context.close() // a page that stays open goes on drawing and asking
  })
  return { page, faults }
}

/** What a person in front of a failed page would have seen. */
async function tellPage(page: Page, faults: readonly string[]): Promise<void> {
  if (page.isClosed()) return
  const shown = await page.locator('body').ariaSnapshot({ timeout: 5_000 })
  process.stderr.write(`${[page.url(), ...faults, shown].join('\n')}\n`)
}

/** The same at the top of the page: below the fixed header axe takes a button for a small one. */
export async function expectAccessibleFromTop(page: Page): Promise<void> {
  await page.evaluate('scrollTo(0, 0)')
  await expectAccessible(page)
}

/** No violation of WCAG 2.2 AA that axe detects, and no horizontal scrolling. */
export async function expectAccessible(page: Page): Promise<void> {
  if (!(await page.evaluate('"axe" in window'))) {
    const source = await readFile(axePath, 'utf8')
    await page.evaluate(`(() => {
      const module = undefined, exports = undefined, define = undefined;
      ${source}
    })()`)
  }
  const found = await page.evaluate(`(async () => {
    const { violations } = await window.axe.run(document, {
      resultTypes: ['violations'],
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    })
    return violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' | '))
  })()`)
  expect(found, page.url()).toEqual([])
  const width = await page.evaluate('document.documentElement.scrollWidth')
  expect(width, page.url()).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0)
}
