import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTransport, type SendMailOptions } from 'nodemailer'
import { invitation } from '../kernel/calendar.ts'
import type { MailContent } from './content.ts'

/** Delivers mails. Throws when a delivery failed or its outcome is unknown. */
export interface Mailer {
  send(mail: AddressedMail, signal: AbortSignal): Promise<void>
}

export interface AddressedMail extends MailContent {
  /** The same for every try, so that a mailbox can detect duplicates. */
  readonly id: string
  readonly to: string
  /** Further recipients. */
  readonly others?: readonly string[]
}

/** Timeout of the mail server. */
const answerMs = 15_000

/**
 * Sends through a mail server. A password is sent over TLS only, unless the URL ends in
 * `?requireTLS=false`.
 *
 * @param url  `smtps://user:password@host`, or `smtp://…` with STARTTLS
 * @param from the sender: `Jari <no-reply@example.com>`
 */
export function smtpMailer({ url, from }: { url: string; from: string }): Mailer {
  const address = URL.parse(url)
  if (!address || !/^smtps?:$/.test(address.protocol) || !address.hostname)
    throw new Error('JARI_SMTP_URL must look like smtps://user:password@host')
  const transport = createTransport({
    url,
    requireTLS: address.username !== '',
    connectionTimeout: answerMs,
    greetingTimeout: answerMs,
    socketTimeout: answerMs,
    dnsTimeout: answerMs,
  })
  const compose = composeFrom(from)
  return {
    async send(mail, signal) {
      await transport.sendMail({ ...compose(mail), signal })
    },
  }
}

/** Writes mails to a folder as `.eml` files; nothing is sent. */
export function folderMailer({ folder, from }: { folder: string; from: string }): Mailer {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  const compose = composeFrom(from)
  return {
    async send(mail) {
      const { message } = await transport.sendMail(compose(mail))
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await writeFile(join(folder, `${mail.id}.eml`), message as Buffer, { mode: 0o600 })
    },
  }
}

function composeFrom(from: string): (mail: AddressedMail) => SendMailOptions {
  const [, address = '', host] = /([^\s<]+@([^\s@>]+))>?$/.exec(from.trim()) ?? []
  if (!host) throw new Error('JARI_MAIL_FROM must look like Jari <no-reply@example.com>')
  return ({ id, to, others = [], subject, text, calendar, attachments = [] }) => ({
    from,
    // an object is always one address, whatever it contains
    to: [to, ...others].map((one) => ({ name: '', address: one })),
    subject,
    text,
    attachments: [
      ...(calendar?.entries ?? []).map((entry) => ({
        filename: `${entry.uid}.ics`,
        contentType: `text/calendar; charset=utf-8; method=${calendar?.method}`,
        content: invitation({ method: calendar?.method ?? 'REQUEST', from: address, to }, entry),
        contentTransferEncoding: 'base64' as const, // keeps line ends as written
      })),
      ...attachments.map((file) => ({ ...file })),
    ],
    messageId: `<${id}@${host}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
    textEncoding: 'base64',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
}
