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
  signIn: html`${base}\n${read('./window.css')}\n${read('./sign-in/sign-in.css')}`,
  ledger: html`${base}\n${read('./ledger.css')}`,
  faults: html`${base}\n${read('./ledger.css')}\n${read('./faults.css')}`,
}
const scripts = {
  countdown: read('./window-countdown.js'),
  message: read('./window-message.js'),
}

const hashOf = ({ markup }: Markup) =>
  `'sha256-${createHash('sha256').update(markup).digest('base64')}'`

/** Own scripts only, no other origin, framed by the merchant only. */
const policyOf = ({ look, script, origins = [], isFramed }: Page) =>
  [
    "default-src 'none'",
    `style-src ${hashOf(styles[look])}`,
    `script-src ${script ? hashOf(scripts[script]) : "'none'"}`,
    'img-src data:',
    `form-action ${["'self'", ...new Set(origins)].join(' ')}`,
    "base-uri 'none'",
    `frame-ancestors ${isFramed ? [...new Set(origins)].join(' ') : "'none'"}`,
  ].join('; ')

interface Page {
  readonly look: keyof typeof styles
  readonly language: string
  readonly title: string
  readonly body: Markup
  /** The page's script. */
  readonly script?: keyof typeof scripts
  /** The merchant's origins: allowed form targets, and the allowed frame ancestors. */
  readonly origins?: readonly string[]
  readonly isFramed?: boolean
}

/** Sends a page with `no-store`. */
export function sendPage(reply: FastifyReply, page: Page) {
  return reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', policyOf(page))
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'no-referrer')
    .header('x-content-type-options', 'nosniff')
    .send(whole(page).markup)
}

const whole = ({ look, language, title, body, script }: Page) => html`<!doctype html>
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
${script && html`<script>${scripts[script]}</script>`}
</body>
</html>
`
