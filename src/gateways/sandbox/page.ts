import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { FastifyReply } from 'fastify'
import { html, type Markup } from './html.ts'

const read = (name: string): Markup => ({
  markup: readFileSync(new URL(name, import.meta.url), 'utf8').trim(),
})
const base = read('./page.css')
const styles = {
  window: html`${base}\n${read('./window.css')}`,
  ledger: html`${base}\n${read('./ledger.css')}`,
}
const script = read('./window-countdown.js')

const hashOf = ({ markup }: Markup) =>
  `'sha256-${createHash('sha256').update(markup).digest('base64')}'`

/** Nothing from elsewhere, and no script but ours. */
const policyOf = ({ look, formOrigins = [] }: Page) =>
  [
    "default-src 'none'",
    `style-src ${hashOf(styles[look])}`,
    `script-src ${hashOf(script)}`,
    'img-src data:',
    `form-action ${["'self'", ...new Set(formOrigins)].join(' ')}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

interface Page {
  readonly look: keyof typeof styles
  readonly language: string
  readonly title: string
  readonly body: Markup
  /** Whether the page counts down. */
  readonly isLive?: boolean
  /** Where a form may lead besides here: browsers hold redirects to it too. */
  readonly formOrigins?: readonly string[]
}

/** Sends one whole page; never kept by a cache, never framed. */
export function sendPage(reply: FastifyReply, page: Page) {
  return reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', policyOf(page))
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'no-referrer')
    .header('x-content-type-options', 'nosniff')
    .send(whole(page).markup)
}

const whole = ({ look, language, title, body, isLive }: Page) => html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${styles[look]}</style>
</head>
<body>
${body}
${isLive ? html`<script>${script}</script>` : undefined}
</body>
</html>
`
