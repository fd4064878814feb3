import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { type Received, readMail } from '../../src/mail/mailbox.fixture.ts'
import type { Product, Site } from './product.ts'

/** What a sandbox has mailed to an address, oldest first. */
export async function mailsTo({ folder }: Site, email: string): Promise<Received[]> {
  const mails = join(folder, 'mail')
  const names = (await readdir(mails).catch(() => [])).sort()
  const texts = await Promise.all(names.map((name) => readFile(join(mails, name), 'latin1')))
  return texts.map(readMail).filter(({ to }) => to === email)
}

/** Waits for a mail of this subject, and returns the link in it. */
export async function linkIn(site: Site, email: string, subject: string): Promise<string> {
  let link = ''
  await expect
    .poll(
      async () => {
        const found = (await mailsTo(site, email)).findLast((mail) =>
          mail.subject.includes(subject),
        )
        link = /https?:\/\/\S+#\S+/.exec(found?.text ?? '')?.[0] ?? ''
        return link
      },
      { timeout: 30_000, interval: 100 },
    )
    .not.toBe('')
  return link
}

/** Verifies the address of who is signed in, as by the link in the mail. */
export async function verifyByMail(
  { site, product, page }: { site: Site; product: Product; page: Page },
  email: string,
): Promise<void> {
  const link = await linkIn(site, email, '이메일을 인증해 주세요')
  const answer = await page.request.post(`${product.url}/v1/auth/verify-email`, {
    data: { token: link.split('#')[1] },
    headers: { origin: product.url },
  })
  expect(answer.status()).toBe(200)
}
